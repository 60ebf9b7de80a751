// SPDX-License-Identifier: Apache-2.0
// Tables of figures: a key, words and numbers in each row, as a person or another program wants them: aligned text, CSV, JSON. (What lists records is a
// Listing.) Pure. A closet of commands.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mulu {

/// What stands in a cell for a figure that isn't known.
inline constexpr std::string_view unknown_figure = "—";

struct FigureColumn {
    std::string id;       ///< in CSV and JSON: ASCII, unlike the others
    std::string heading;  ///< as text
    bool number = false;  ///< figures, printed as decimals: right-aligned, and numbers in JSON
};

struct FigureTable {
    std::string title;
    std::vector<std::pair<std::string, std::string>> facts;  ///< what the rows are of: in JSON, before them
    std::vector<FigureColumn> columns;
    std::vector<std::vector<std::string>> rows;  ///< each as long as columns
};

/// The title, a line of headings, a line for each row. Columns are aligned by what a terminal shows: Han take two places. What would act on a terminal
/// is shown as U+FFFD.
std::string figures_text(const FigureTable& listing);

/// BOM, CRLF, cells without the space that indents them as text, the columns' ids in the first line. A figure that isn't known is an empty cell.
std::string figures_csv(const FigureTable& listing);

/// An object: the facts, then `rows`, a list of objects by column id. Keys are in the order of the columns. A figure that isn't known is null.
std::string figures_json(const FigureTable& listing);

}  // namespace mulu
