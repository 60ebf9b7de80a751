// SPDX-License-Identifier: Apache-2.0
#include "commands/listing.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mulu {
namespace {

/// The columns that are for a person, by number.
std::vector<std::size_t> shown(const Listing& table) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].audience != ListingColumn::For::data) columns.push_back(i);
    }
    return columns;
}

/// `text` on one line, with nothing in it that a terminal would obey.
std::string one_line(std::string_view text) {
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = next_character(text, at);
        if (character == '\n' || character == '\r' || character == '\t' || is_unprintable(character)) line += ' ';
        else append_character(line, character);
    }
    return line;
}

}  // namespace

std::string listing_text(const Listing& table, Language language) {
    const auto columns = shown(table);
    std::vector<std::vector<std::string>> lines(1);
    for (const std::size_t column : columns) lines[0].push_back(table.columns[column].title.in(language));
    for (const auto& row : table.rows) {
        lines.emplace_back();
        for (const std::size_t column : columns) lines.back().push_back(one_line(row[column]));
    }
    std::vector<int> widths(columns.size(), 0);
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], display_width(line[i]));
    }
    std::string text;
    for (const auto& line : lines) {
        std::string made;
        for (std::size_t i = 0; i < line.size(); ++i) {
            made += line[i];
            if (i + 1 < line.size()) made.append(static_cast<std::size_t>(widths[i] - display_width(line[i])) + 2, ' ');
        }
        text += "  " + made.substr(0, made.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

std::string listing_csv(const Listing& table, Language language) {
    std::string csv = "\xEF\xBB\xBF";
    const auto columns = shown(table);
    const auto field = [&](std::size_t i, std::string_view text) {
        if (i > 0) csv += ',';
        append_csv(csv, text);
        if (i + 1 == columns.size()) csv += "\r\n";
    };
    for (std::size_t i = 0; i < columns.size(); ++i) field(i, table.columns[columns[i]].title.in(language));
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < columns.size(); ++i) field(i, row[columns[i]]);
    }
    return csv;
}

std::string listing_json(const Listing& table) {
    std::string json = "[";
    for (const auto& row : table.rows) {
        json += json.size() == 1 ? "\n" : ",\n";
        char open = '{';
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const ListingColumn& column = table.columns[i];
            if (column.audience == ListingColumn::For::person) continue;
            json += open;
            open = ',';
            append_json(json, column.key);
            json += ':';
            if (row[i].empty()) json += "null";
            else if (column.number) json += row[i];
            else append_json(json, row[i]);
        }
        json += '}';
    }
    return json + (table.rows.empty() ? "]" : "\n]");
}

std::string listing_html(const Listing& table, Language language) {
    const auto columns = shown(table);
    std::string html = "<section id=\"" + std::string(table.key) + "\">\n<h2>" + escape_html(table.title.in(language)) + "</h2>\n<div class=\"wide\"><table>\n<thead><tr>";
    for (const std::size_t column : columns) {
        html += (table.columns[column].number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">") + escape_html(table.columns[column].title.in(language)) + "</th>";
    }
    html += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
        html += "<tr>";
        for (const std::size_t column : columns) {
            html += table.columns[column].number ? "<td class=\"number\">" : "<td>";
            append_escaped_html(html, row[column]);
            html += "</td>";
        }
        html += "</tr>\n";
    }
    return html + "</tbody>\n</table></div>\n</section>\n";
}

}  // namespace mulu
