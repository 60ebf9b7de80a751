// SPDX-License-Identifier: Apache-2.0
// Prose: a narrative's running text as characters with their places, and the numbers in it that count something. A closet of tally.
//
// Spaces, emphasis, links' targets, tables, code and HTML are left out, full-width ASCII is half-width: what is left is what a reader
// reads in one breath. A placeholder is one character.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/register.hpp"

namespace mulu {

/// A number with a unit of measure, or a percentage.
struct Number {
    std::size_t begin = 0, end = 0;  ///< characters of the prose, the unit included
    Figure value, step;              ///< step: one unit of the last place that is written
    unsigned decimals = 0;
    bool percent = false;
    bool about = false;    ///< 约, 近, 余 …: not meant to be exact
    bool unknown = false;  ///< a placeholder
    std::u32string unit;   ///< 条, 件, 元 …, in simplified characters
    std::u32string written;
    std::string key;       ///< of a placeholder: what it stands for
};

struct Heading {
    std::size_t at = 0;  ///< where its section's text begins
    unsigned level = 0;
    std::u32string text;
    Spot spot;
};

struct Prose {
    static constexpr char32_t stop = U'\x2029';         ///< between paragraphs
    static constexpr char32_t placeholder = U'\xFFFC';  ///< of a figure or table
    std::u32string text;
    std::vector<Spot> spots;     ///< of each character
    std::vector<unsigned> depth; ///< of parentheses, at each character
    std::vector<Number> counts;
    std::vector<Heading> headings;
    std::map<std::size_t, std::string> placeholders;  ///< what each stands for, by its character

    /// Begin of the sentence that `at` is in.
    std::size_t sentence(std::size_t at) const;
    Spot spot(const Number& count) const;
    /// The heading whose section holds `at`, or nullptr.
    const Heading* heading(std::size_t at) const;
};

/// Reads `body`, whose first line is number `first_line` of its file.
Prose read_prose(std::string_view body, std::uint32_t first_line);

bool is_sentence_end(char32_t c);
std::u32string to_characters(std::string_view text);
std::string to_utf8(std::u32string_view text);

}  // namespace mulu
