// SPDX-License-Identifier: Apache-2.0
#include "commands/figure_table.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "commands/console.hpp"

namespace mulu {
namespace {

/// Places that `text` takes on a terminal.
std::size_t width_of(const std::string& text) { return static_cast<std::size_t>(std::max(0, display_width(text))); }

/// Whether a JSON reader takes the text for a number: what Figure::print() writes.
bool is_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return digits && !text.empty() && text.front() != '.' && text.back() != '.';
}

}  // namespace

std::string figures_text(const FigureTable& listing) {
    std::vector<std::vector<std::string>> lines(1);
    for (const FigureColumn& column : listing.columns) lines[0].push_back(printable(column.heading));
    for (const auto& row : listing.rows) {
        auto& line = lines.emplace_back();
        for (const std::string& cell : row) line.push_back(printable(cell));
    }
    std::vector<std::size_t> widths(listing.columns.size());
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], width_of(line[i]));
    }
    std::string text = listing.title.empty() ? "" : printable(listing.title) + "\n\n";
    for (const auto& line : lines) {
        std::string out;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (i != 0) out += "  ";
            const std::string space(widths[i] - width_of(line[i]), ' ');
            out += listing.columns[i].number ? space + line[i] : line[i] + space;
        }
        out.erase(out.find_last_not_of(' ') + 1);
        text += out + "\n";
    }
    return text;
}

std::string figures_csv(const FigureTable& listing) {
    std::string csv = "\xEF\xBB\xBF";
    const auto line = [&](const auto& cells, const auto& text_of) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i != 0) csv += ',';
            append_csv(csv, text_of(cells[i]));
        }
        csv += "\r\n";
    };
    line(listing.columns, [](const FigureColumn& column) -> std::string_view { return column.id; });
    for (const auto& row : listing.rows) line(row, [](const std::string& cell) { return cell == unknown_figure ? std::string_view() : trim(cell); });
    return csv;
}

std::string figures_json(const FigureTable& listing) {
    std::string json = "{";
    for (const auto& [key, value] : listing.facts) {
        append_json(json, key);
        json += ':';
        if (is_number(value)) json += value;
        else append_json(json, value);
        json += ',';
    }
    json += "\"rows\":[";
    for (std::size_t n = 0; n < listing.rows.size(); ++n) {
        json += n == 0 ? "\n{" : ",\n{";
        for (std::size_t i = 0; i < listing.columns.size(); ++i) {
            if (i != 0) json += ',';
            append_json(json, listing.columns[i].id);
            json += ':';
            const std::string& cell = listing.rows[n][i];
            if (!listing.columns[i].number) append_json(json, trim(cell));
            else json += is_number(cell) ? cell : "null";
        }
        json += '}';
    }
    return json + "\n]}\n";
}

}  // namespace mulu
