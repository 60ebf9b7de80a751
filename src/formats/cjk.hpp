// SPDX-License-Identifier: Apache-2.0
// Where Chinese typography and CommonMark disagree: line breaks and emphasis. A closet of formats; no cmark here.
//
// CommonMark takes a line break for a space, and lets a run of * open or close emphasis by the white space and
// punctuation beside it, as if words stood apart. Chinese has no spaces between words, so `**真，**她` and
// `她**“真”**们` fail. mark_emphasis() mends that before parsing: it puts a noncharacter, which is neither space nor
// punctuation, between the run and the punctuation. Whoever writes output drops the noncharacter again; it never
// reaches a page. All functions are pure and may be called from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mulu {

/// U+FDD0, a noncharacter: stands in a marked body and in nothing else. Unicode reserves it for use inside a program.
inline constexpr char32_t emphasis_marker = 0xFDD0;
inline constexpr std::string_view emphasis_marker_utf8 = "\xEF\xB7\x90";

/// Quotation marks, dashes, dots that Chinese and Latin texts share; their neighbours say which of both they belong to.
bool is_shared_mark(char32_t character);

/// Whether a line break between these two is no space: both wide and neither Hangul. 0 is the edge of a text.
/// Shared marks are neither; callers look past them for the next character of a script.
bool joins_lines(char32_t before, char32_t after);

/// Whether a run of delimiters between two characters can open and close emphasis. 0 is the edge of a text.
struct Flanks {
    bool open = false;
    bool close = false;
    bool operator==(const Flanks&) const = default;
};

/// CommonMark's rule of left- and right-flanking for * and ~.
Flanks flanks(char32_t before, char32_t after);

/// The same, but wide punctuation, and punctuation beside a wide character, hinders neither opening nor closing.
Flanks loose_flanks(char32_t before, char32_t after);

/// `body` with markers wherever runs of * would stay literal that the loose rule lets match. A paragraph or cell in
/// which the loose rule matches no more than CommonMark does is left alone, so what works already keeps its meaning.
/// REQUIRES: `body` has no marker and ends lines with \n.
std::string mark_emphasis(std::string_view body);

/// Where the first marker stands in `text` from byte `from` on; npos: there is none.
std::size_t find_marker(std::string_view text, std::size_t from = 0);

/// Appends `text` without its markers.
void append_unmarked(std::string& out, std::string_view text);

}  // namespace mulu
