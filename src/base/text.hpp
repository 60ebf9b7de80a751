// SPDX-License-Identifier: Apache-2.0
// Text: UTF-8, the characters of CJK writing, and the escapes of the formats that we write.
//
// Everything inside mulu is UTF-8; this room is the only one that looks into its bytes. It knows nothing of
// Markdown, YAML or disclosure. All functions are pure and may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mulu {

/// Byte offset of the first byte that is not part of well-formed UTF-8, or nothing if all of it is.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// The character at byte `at`, which is moved behind it. REQUIRES: `at` < size. Malformed bytes read as U+FFFD, one each.
char32_t next_character(std::string_view text, std::size_t& at);

/// The last character of `text`, or 0 where it is empty.
char32_t last_character(std::string_view text);

/// Appends `character` to `out` as UTF-8.
void append_character(std::string& out, char32_t character);

/// Number of characters (code points).
std::size_t count_characters(std::string_view text);
/// The same of text that is known to be well-formed, in less time.
std::size_t count_sound_characters(std::string_view text);

/// The first `count` characters of `text` (all of it, if it has fewer).
std::string_view first_characters(std::string_view text, std::size_t count);

/// Terminal columns: 2 for East Asian wide and full-width, 0 for combining marks, 1 otherwise.
int display_width(char32_t character);
int display_width(std::string_view text);

/// Han ideographs, the repetition mark 々 and 〇.
bool is_han(char32_t character);

/// Wide or full-width and not Hangul: a line break between two of these is no space.
bool is_spaceless_script(char32_t character);

/// Punctuation in the sense of CommonMark (Unicode P* and S*).
bool is_punctuation(char32_t character);

/// Unicode white space.
bool is_space(char32_t character);

/// A private-use or control character other than tab, line feed and carriage return, or a noncharacter: never meant by an author.
bool is_unprintable(char32_t character);

/// Compatibility and case folding (NFKC + case fold), for comparing names as readers do.
std::string fold(std::string_view text);

/// Canonical composition (NFC), so that visually equal names are equal.
std::string compose(std::string_view text);

/// ASCII letters in lower case; other bytes unchanged.
std::string lower_ascii(std::string_view text);

/// Without white space (also U+3000) at both ends.
std::string_view trim(std::string_view text);

/// The pieces between `separator`s; an empty text has one empty piece.
std::vector<std::string_view> split(std::string_view text, char separator);

/// `text` with every occurrence of `from` replaced by `to`.
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

/// Appends `text` with & < > " ' escaped: safe in HTML and XML text and in quoted attributes.
void append_escaped_html(std::string& out, std::string_view text);
std::string escape_html(std::string_view text);

/// `text` without the characters that XML 1.0 forbids (C0 but tab and line ends, U+FFFE, U+FFFF, surrogates). Source: XML 1.0, 2.2.
std::string clean_xml(std::string_view text);

/// Appends `text` as a JSON string with quotes; `<`, `>` and `&` as \u escapes, so that it may stand inside HTML.
void append_json(std::string& out, std::string_view text);

/// Appends `text` as a CSV field (RFC 4180), quoted where it must be; a leading = + - @ gets a ' so that no spreadsheet runs it,
/// unless the text is a negative number.
void append_csv(std::string& out, std::string_view text);

/// Appends `text` percent-encoded for a URL path; `/` and unreserved characters stay.
std::string percent_encode(std::string_view text);

/// Percent-decoded; malformed escapes stay as they are.
std::string percent_decode(std::string_view text);

/// At most `limit` characters of `text`, cut behind the last sentence end within them (。！？； or . ! ?),
/// else behind the last ， or space, else hard with an ellipsis (within the limit, never inside a character with its marks).
/// White space is collapsed; between characters of scripts without spaces it goes.
std::string summarise(std::string_view text, std::size_t limit);

/// The word of `candidates` nearest to `word` by edit distance over folded characters (a swap counts once), the first of
/// equals, if it is near enough to be what was meant: a third of the characters wrong, or one of two or more with Han.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace mulu
