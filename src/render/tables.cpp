// SPDX-License-Identifier: Apache-2.0
#include "render/tables.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mulu {
namespace {

std::string filled(const Words& words, int year, const std::string& organ, Language language) {
    return replace_all(replace_all(words.in(language), "{year}", std::to_string(year)), "{organ}", organ);
}

void append_rows(std::string& html, const std::vector<std::vector<TableCell>>& rows, bool head) {
    for (const auto& row : rows) {
        html += "<tr>";
        // A row of headers only, within the body, heads what is below it (第二十条第（一）项 …).
        const bool heads = head || std::all_of(row.begin(), row.end(), [](const TableCell& cell) { return cell.header; });
        for (const TableCell& cell : row) {
            const bool header = head || cell.header;
            html += header ? "<th" : "<td";
            if (cell.colspan > 1) html += " colspan=\"" + std::to_string(cell.colspan) + "\"";
            if (cell.rowspan > 1) html += " rowspan=\"" + std::to_string(cell.rowspan) + "\"";
            if (heads) html += cell.colspan > 1 ? " scope=\"colgroup\"" : " scope=\"col\"";
            else if (header) html += cell.rowspan > 1 ? " scope=\"rowgroup\"" : " scope=\"row\"";
            if (cell.number) html += " class=\"number\"";
            else if (cell.level > 0) html += " class=\"level-" + std::to_string(cell.level) + "\"";
            html += ">" + (cell.number && cell.text.empty() ? "—" : escape_html(cell.text)) + (header ? "</th>" : "</td>");
        }
        html += "</tr>\n";
    }
}

}  // namespace

Table fill_table(const FormTable& form, Figures& figures, int year, const std::string& organ, Language language) {
    Table table;
    table.caption = filled(form.caption, year, organ, language);
    const auto fill = [&](const std::vector<std::vector<FormCell>>& from, std::vector<std::vector<TableCell>>& to) {
        for (const auto& row : from) {
            // A row that some print and others don't: where nothing was entered, it isn't there.
            const bool entered = std::any_of(row.begin(), row.end(), [&](const FormCell& cell) { return cell.value && figures.is_entered(*cell.value, year); });
            if (!row.empty() && row.front().optional && !entered) continue;
            auto& cells = to.emplace_back();
            for (const FormCell& cell : row) {
                TableCell out{filled(cell.text, year, organ, language), cell.colspan, cell.rowspan, cell.header, cell.value.has_value(), cell.level};
                // A figure that nobody entered is printed as 0: a form has no blank cells (annual-report-2021, R9).
                if (cell.value) out.text = figures.value(*cell.value, year).value_or(Figure{}).print();
                cells.push_back(std::move(out));
            }
        }
    };
    fill(form.head, table.head);
    fill(form.body, table.body);
    return table;
}

std::string table_html(const Table& table) {
    std::string html = "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"" + escape_html(table.caption) + "\"><table class=\"form\">\n<caption>" +
                       escape_html(table.caption) + "</caption>\n";
    if (!table.head.empty()) {
        html += "<thead>\n";
        append_rows(html, table.head, true);
        html += "</thead>\n";
    }
    html += "<tbody>\n";
    append_rows(html, table.body, false);
    return html + "</tbody>\n</table></div>\n";
}

std::vector<PlacedCell> lay_out(const Table& table) {
    const std::size_t height = table.head.size() + table.body.size();
    std::vector<PlacedCell> placed;
    std::vector<std::vector<bool>> taken(height);
    const auto is_taken = [&](std::size_t row, std::size_t column) { return column < taken[row].size() && taken[row][column]; };
    std::uint32_t row_number = 0;
    for (const auto* rows : {&table.head, &table.body}) {
        for (const auto& row : *rows) {
            std::uint32_t column = 0;
            for (const TableCell& cell : row) {
                while (is_taken(row_number, column)) ++column;
                PlacedCell at{&cell, row_number, column, std::max(1U, std::min(cell.rowspan, static_cast<unsigned>(height) - row_number)), 1, rows == &table.head};
                const auto fits = [&](std::uint32_t next) {
                    for (std::uint32_t y = 0; y < at.rows; ++y) {
                        if (is_taken(row_number + y, next)) return false;
                    }
                    return true;
                };
                while (at.rows > 1 && !fits(column)) --at.rows;
                while (at.columns < cell.colspan && fits(column + at.columns)) ++at.columns;
                for (std::uint32_t y = 0; y < at.rows; ++y) {
                    auto& line = taken[row_number + y];
                    if (line.size() < column + at.columns) line.resize(column + at.columns);
                    std::fill(line.begin() + column, line.begin() + column + at.columns, true);
                }
                column += at.columns;
                placed.push_back(at);
            }
            ++row_number;
        }
    }
    return placed;
}

std::string table_csv(const Table& table) {
    std::size_t width = 0;
    std::vector<std::vector<std::string_view>> grid(table.head.size() + table.body.size());
    for (const PlacedCell& placed : lay_out(table)) {
        width = std::max<std::size_t>(width, placed.column + placed.columns);
        auto& row = grid[placed.row];
        if (row.size() <= placed.column) row.resize(placed.column + 1);
        row[placed.column] = placed.cell->text;
    }
    std::string csv = "\xEF\xBB\xBF";
    for (const auto& row : grid) {
        for (std::size_t column = 0; column < width; ++column) {
            if (column != 0) csv += ',';
            if (column < row.size()) append_csv(csv, row[column]);
        }
        csv += "\r\n";
    }
    return csv;
}

}  // namespace mulu
