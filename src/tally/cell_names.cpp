// SPDX-License-Identifier: Apache-2.0
#include "tally/cell_names.hpp"

#include <algorithm>
#include <set>

namespace mulu {
namespace {

/// A cell and the column that it begins at.
struct Laid {
    const FormCell* cell = nullptr;
    std::size_t column = 0;
};

/// Lays rows out as they are printed: what a cell above spans pushes those below to the right.
std::vector<std::vector<Laid>> lay_out(const std::vector<std::vector<FormCell>>& rows) {
    std::vector<std::vector<Laid>> laid;
    std::set<std::pair<std::size_t, std::size_t>> taken;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        auto& line = laid.emplace_back();
        std::size_t column = 0;
        for (const FormCell& cell : rows[row]) {
            while (taken.contains({row, column})) ++column;
            line.push_back({&cell, column});
            for (std::size_t y = 1; y < cell.rowspan; ++y) {
                for (std::size_t x = 0; x < cell.colspan; ++x) taken.emplace(row + y, column + x);
            }
            column += cell.colspan;
        }
    }
    return laid;
}

const FormCell* at_column(const std::vector<Laid>& row, std::size_t column) {
    for (const Laid& each : row) {
        if (each.column <= column && column < each.column + each.cell->colspan) return each.cell;
    }
    return nullptr;
}

/// Words of the columns that head `column`, outermost first; what repeats and what names the year is left out.
std::vector<Words> column_words(const std::vector<const std::vector<Laid>*>& heads, std::size_t column) {
    std::vector<Words> words;
    for (const auto* row : heads) {
        const FormCell* cell = at_column(*row, column);
        if (cell == nullptr || cell->value || cell->text.zh.empty() || cell->text.zh.find('{') != std::string::npos) continue;
        if (words.empty() || words.back().zh != cell->text.zh) words.push_back(cell->text);
    }
    return words;
}

}  // namespace

std::map<std::string, Words> cell_names(const Form& form) {
    std::map<std::string, Words> names;
    for (const FormTable& table : form.tables) {
        const auto head = lay_out(table.head), body = lay_out(table.body);
        std::vector<const std::vector<Laid>*> heads;
        for (const auto& row : head) heads.push_back(&row);
        for (const auto& row : body) {
            // Within the body a row of headings alone heads what is below it.
            if (!row.empty() && std::all_of(row.begin(), row.end(), [](const Laid& each) { return each.cell->header && !each.cell->value; })) {
                heads.assign({&row});
                continue;
            }
            const auto figures = std::count_if(row.begin(), row.end(), [](const Laid& each) { return each.cell->value && each.cell->value->kind == Expression::Kind::figure; });
            const FormCell* heading = nullptr;
            for (const Laid& each : row) {
                if (!each.cell->value && each.cell->header) heading = each.cell;
                if (!each.cell->value || each.cell->value->kind != Expression::Kind::figure) continue;
                const auto columns = column_words(heads, each.column);
                Words name = heading == nullptr ? Words() : heading->text;
                static const std::string among = "其中：";
                if (name.zh.starts_with(among)) name.zh.erase(0, among.size());
                if (heading == nullptr) {
                    for (const Words& word : columns) {
                        name.zh += (name.zh.empty() ? "" : "·") + word.zh;
                        name.en += (name.en.empty() ? "" : ", ") + word.en;
                    }
                } else if (figures > 1 && !columns.empty()) {
                    name.zh += "（" + columns.back().zh + "）";
                    name.en += " (" + columns.back().en + ")";
                }
                if (!name.zh.empty()) names.emplace(each.cell->value->key, std::move(name));
            }
        }
    }
    return names;
}

std::optional<Words> row_name(const Form& form, const std::string& key) {
    const auto prints = [&](const FormCell& cell) { return cell.value && cell.value->kind == Expression::Kind::figure && cell.value->key == key; };
    const auto is_other = [&](const FormCell& cell) {
        return cell.value && cell.value->kind == Expression::Kind::figure && cell.value->key != key && !cell.value->key.starts_with(key + ".");
    };
    for (const FormTable& table : form.tables) {
        for (const auto* rows : {&table.head, &table.body}) {
            for (const auto& row : *rows) {
                if (std::none_of(row.begin(), row.end(), prints) || std::any_of(row.begin(), row.end(), is_other)) continue;
                const auto heading = std::find_if(row.rbegin(), row.rend(), [](const FormCell& cell) { return cell.header && !cell.text.zh.empty(); });
                if (heading != row.rend()) return heading->text;
            }
        }
    }
    return std::nullopt;
}

}  // namespace mulu
