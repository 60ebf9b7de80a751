// SPDX-License-Identifier: Apache-2.0
// Statistical tables as HTML, with real merged headers, and as CSV. A closet of render.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/form.hpp"
#include "tally/figures.hpp"

namespace mulu {

struct TableCell {
    std::string text;  ///< of a number: empty where it is unknown
    unsigned colspan = 1, rowspan = 1;
    bool header = false, number = false;
    unsigned level = 0;
};

struct Table {
    std::string caption;
    std::vector<std::vector<TableCell>> head, body;
};

/// A form's table filled with the figures of `year`; {year} and {organ} in its words are replaced.
Table fill_table(const FormTable& form, Figures& figures, int year, const std::string& organ, Language language);

/// `<div class="table"><table class="form">…`; the caption names the frame too. A number that is unknown is “—” here, and an empty cell to programs.
std::string table_html(const Table& table);

/// A cell where it lies on the table's grid, rows of the head first.
struct PlacedCell {
    const TableCell* cell = nullptr;
    std::uint32_t row = 0, column = 0, rows = 1, columns = 1;
    bool head = false;
};

/// The cells on a grid: a merged cell pushes those right of it and below it as it does in print. None reaches out of the table's rows, and where two
/// would overlap the later one is cut short.
std::vector<PlacedCell> lay_out(const Table& table);

/// CSV with BOM and CRLF; a merged cell's text stands at its first place and the others are empty, so that columns stay aligned.
std::string table_csv(const Table& table);

}  // namespace mulu
