// SPDX-License-Identifier: Apache-2.0
#include "formats/csv.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace mulu {
namespace {

/// Length of a first line `sep=X`, with which Excel names its separator; 0 where there is none.
std::size_t separator_line(std::string_view text) {
    if (!text.starts_with("sep=") || text.size() < 5) return 0;
    if (text.size() > 5 && text[5] != '\n') return 0;
    return std::min<std::size_t>(6, text.size());
}

class Reader {
public:
    Reader(const Source& source, char separator, Diagnostics& diagnostics, const CsvLimits& limits)
        : source_(source), text_(source.text()), separator_(separator), diagnostics_(diagnostics), limits_(limits), at_(separator_line(text_)) {}

    std::optional<std::vector<CsvRow>> read() {
        std::vector<CsvRow> rows;
        while (at_ < text_.size()) {
            CsvRow row;
            row.number = ++number_;
            if (!read_row(row)) return std::nullopt;
            if (row.fields.size() > 1 || !row.fields[0].text.empty() || !row.sound) rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    bool ends_field() const { return at_ >= text_.size() || text_[at_] == separator_ || text_[at_] == '\n'; }

    void report(std::size_t begin, std::size_t length, Words why, Words help) {
        diagnostics_.add(Code::E912, source_.place(begin, std::max<std::size_t>(1, length)), {std::to_string(number_), std::move(why), std::move(help)});
    }

    bool read_row(CsvRow& row) {
        for (;;) {
            if (row.fields.size() >= limits_.columns || ++fields_ > limits_.fields) {
                report(at_, 1, {"表格太大（最多 " + std::to_string(limits_.columns) + " 列，共 " + std::to_string(limits_.fields) + " 格）",
                                "the table is too large (at most " + std::to_string(limits_.columns) + " columns and " + std::to_string(limits_.fields) + " cells)"},
                       {"删去空白的列，或者分成几个文件导入", "delete blank columns, or import it in several files"});
                return false;
            }
            CsvField field;
            field.begin = static_cast<std::uint32_t>(at_);
            const bool closed = at_ < text_.size() && text_[at_] == '"' ? read_quoted(row, field) : read_plain(field);
            if (!closed) return false;
            field.length = static_cast<std::uint32_t>(at_ - field.begin);
            row.fields.push_back(std::move(field));
            if (at_ >= text_.size()) return true;
            const bool is_end = text_[at_] == '\n';
            ++at_;
            if (is_end) return true;
        }
    }

    bool read_plain(CsvField& field) {
        const std::size_t begin = at_;
        while (!ends_field()) ++at_;
        field.text = text_.substr(begin, at_ - begin);
        return true;
    }

    bool read_quoted(CsvRow& row, CsvField& field) {
        ++at_;
        for (;;) {
            const std::size_t quote = text_.find('"', at_);
            if (quote == std::string_view::npos) {
                report(field.begin, 1, {"双引号没有收尾，后面的内容都落进了这一格", "the quotation mark is never closed, so that all that follows falls into this cell"},
                       {"在这一格末尾补上双引号；格内的双引号要写两个", "close it at the end of the cell; a quotation mark within a cell is written twice"});
                return false;
            }
            field.text += text_.substr(at_, quote - at_);
            at_ = quote + 1;
            if (at_ >= text_.size() || text_[at_] != '"') break;
            field.text += '"';
            ++at_;
        }
        if (ends_field()) return true;
        const std::size_t begin = at_;
        while (!ends_field()) ++at_;
        report(begin, count_characters(text_.substr(begin, at_ - begin)), {"收尾的双引号后面还有文字", "there is text behind the closing quotation mark"},
               {"格内的双引号要写两个", "a quotation mark within a cell is written twice"});
        row.sound = false;
        field.text += text_.substr(begin, at_ - begin);
        return true;
    }

    const Source& source_;
    std::string_view text_;
    char separator_;
    Diagnostics& diagnostics_;
    const CsvLimits& limits_;
    std::size_t at_;
    std::uint32_t number_ = 0;
    std::size_t fields_ = 0;
};

}  // namespace

bool CsvRow::empty() const {
    return std::all_of(fields.begin(), fields.end(), [](const CsvField& field) { return trim(field.text).empty(); });
}

char separator_of(std::string_view text) {
    if (separator_line(text) != 0) return text[4];
    constexpr std::array<char, 3> separators = {',', ';', '\t'};
    std::array<std::size_t, 3> counts{};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n') break;
        for (std::size_t i = 0; i < separators.size(); ++i) counts[i] += c == separators[i] ? 1 : 0;
    }
    return separators[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

std::optional<std::vector<CsvRow>> parse_csv(const Source& source, char separator, Diagnostics& diagnostics, const CsvLimits& limits) {
    return Reader(source, separator, diagnostics, limits).read();
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    return letters;
}

}  // namespace mulu
