// SPDX-License-Identifier: Apache-2.0
// Encoding: what the bytes of a file are written in, and the same text as UTF-8.
//
// Editors on Windows still write GBK and UTF-16, often without knowing. A verdict names what a file most likely is; a conversion is made only where it is
// certain, that is where every character converts and converting back gives the same bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace mulu {

enum class Encoding { utf8, damaged_utf8, gbk, gb18030, damaged_gbk, mixed, utf16_little, utf16_big, unknown };  // mixed: some lines UTF-8, others GBK

/// What `bytes` are written in. Whatever is sound UTF-8 (and no UTF-16 of plain ASCII) is utf8.
Encoding encoding_of(std::string_view bytes);

/// GBK, UTF-16LE … in words.
Words name_of(Encoding encoding);

/// `bytes` of GBK, GB 18030 or UTF-16 (with or without its mark) as UTF-8, or nothing where that is not certain: another encoding, or a character
/// that does not convert and convert back. Byte order marks are dropped.
std::optional<std::string> to_utf8(std::string_view bytes, Encoding encoding);

/// `bytes` of GB 18030 as UTF-8; what is none of it becomes U+FFFD, so that what can be read is read. For reading only: what it makes is not written back.
std::string utf8_of_gb18030(std::string_view bytes);

/// A control character that no text file has: C0 but tab and line ends, DEL, and C1.
constexpr bool is_control(char32_t character) {
    return (character < 0x20 && character != '\t' && character != '\n' && character != '\r') || (character >= 0x7F && character <= 0x9F);
}

/// Private use (U+E000–U+F8FF and planes 15 and 16): shown only where a certain font is installed.
constexpr bool is_private_use(char32_t character) { return (character >= 0xE000 && character <= 0xF8FF) || (character >= 0xF0000 && character <= 0x10FFFD); }

/// U+E5E5: a character as diagnostics name it.
std::string name_of(char32_t character);

/// How the lines of a text end. Only what there is more than one of is mixed.
struct LineEnds {
    std::size_t lf = 0, crlf = 0, cr = 0;  ///< how many lines end so
    std::uint32_t first_other = 0;         ///< line (from 1) whose end is not that of the first, or 0
    bool mixed() const { return first_other != 0; }
    /// "LF 3 行，CRLF 1 行".
    Words list() const;
};
LineEnds line_ends_of(std::string_view text);

/// `text` with CRLF and lone CR as LF.
void unify_line_ends(std::string& text);

}  // namespace mulu
