// SPDX-License-Identifier: Apache-2.0
// Source: the text of one content file, known to be sound UTF-8, with its line table and its two parts.
//
// A source says what is wrong with its bytes (encoding, control characters, front matter that doesn't end) and
// turns byte offsets into lines and columns; no other room counts lines. A byte order mark is dropped and CRLF and
// lone CR read as LF, so that files of any editor read alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace mulu {

/// Limits on what is read; tests set them low.
struct SourceLimits {
    std::size_t bytes = 4 * 1024 * 1024;  ///< of one content file
};

class Source {
public:
    /// The source at `path` (relative to the root, for diagnostics) with `bytes`. Faults of encoding are reported, and then there is none; a byte order
    /// mark and line ends other than LF are warned of, where the file is one of content/.
    static std::optional<Source> make(std::string path, std::string bytes, Diagnostics& diagnostics, const SourceLimits& limits = {});

    const std::string& path() const { return path_; }
    std::string_view text() const { return text_; }
    /// Place of `length` characters at byte `offset` of text() (of the character that it is in, or of the end).
    Place place(std::size_t offset, std::size_t length = 1) const;
    /// The same without the path.
    Spot spot(std::size_t offset, std::size_t length = 1) const;
    /// Place by line and column (from 1, in characters) of text().
    Place place_at(std::uint32_t line, std::uint32_t column, std::size_t length = 1) const;
    /// Text of a line, from 1, without its line end; "" where there is none.
    std::string_view line(std::uint32_t number) const;
    /// Byte offset where `line` (from 1) begins.
    std::size_t line_begin(std::uint32_t line) const;
    /// Place of a whole line, from 1.
    Place place_of_line(std::uint32_t number) const;
    /// Byte offset in text() of a line and a column (from 1, in characters); of the line's end where it is shorter.
    std::size_t offset(std::uint32_t line, std::uint32_t column) const;
    std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_begins_.size()); }

private:
    /// Reports the control characters, the first of each line; false where there is none.
    bool report_controls(Diagnostics& diagnostics) const;

    std::string path_;
    std::string text_;
    std::vector<std::uint32_t> line_begins_;
};

/// The two parts of a Markdown file. Lines are those of the file.
struct FrontMatter {
    std::string_view yaml;         ///< between the --- lines
    std::uint32_t yaml_line = 1;   ///< line on which it begins
    std::string_view body;         ///< behind the second --- line
    std::uint32_t body_line = 1;
};

/// Splits at the --- lines; faults are reported, and then there is nothing. The views are into `source`.
std::optional<FrontMatter> split_front_matter(const Source& source, Diagnostics& diagnostics);

}  // namespace mulu
