// SPDX-License-Identifier: Apache-2.0
// Listings: tables that commands print: the same rows for a person (aligned text, CSV, HTML) and for a program (JSON). Pure functions. A closet of commands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace mulu {

/// A column: its key is what JSON calls it, its title what a person reads.
struct ListingColumn {
    enum class For { both, person, data } audience = For::both;
    const char* key;
    Words title;
    bool number = false;  ///< JSON has it without quotes
};

struct Listing {
    const char* key;
    Words title;
    std::vector<ListingColumn> columns;
    std::vector<std::vector<std::string>> rows;  ///< a cell for each column, in the language that is printed
};

/// Rows under a heading, padded by display width (a Han character is two columns wide); the last column is not padded. Line breaks and control characters
/// within a cell become spaces.
std::string listing_text(const Listing& table, Language language);
/// With a byte order mark and a row of titles, as spreadsheets like it.
std::string listing_csv(const Listing& table, Language language);
/// The rows as a list of objects; an empty cell is null.
std::string listing_json(const Listing& table);
/// A section with a heading and a table that has header cells.
std::string listing_html(const Listing& table, Language language);

}  // namespace mulu
