// SPDX-License-Identifier: Apache-2.0
// One row of a table of old records → the file of an item, canonical YAML in front of Markdown. A closet of commands.
//
// What a cell says is written in the form that content has: dates of all usual shapes as YYYY-MM-DD, names of units and categories as ids, lists with any
// separator as lists. What cannot be rewritten for certain stays as it was, so that the intake says what is wrong with it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/catalogue.hpp"

namespace mulu {

/// What a column holds, and the row's cell in it.
struct ImportCell {
    std::string_view key;   ///< key_of_header()
    std::string_view text;
    std::int32_t column = 0;  ///< in the table, from 0; −1: a value given for all rows
};

/// How bodies are written in the table.
enum class BodyForm { plain, markdown };

/// An item's file that is still to be written.
struct ImportedFile {
    std::string name;                      ///< file name with its extension
    std::string index;
    std::string text;
    std::optional<int> year;               ///< of publication
    std::vector<std::int32_t> columns;     ///< by line (from 0): the table's column that the line was made of, or −1
    bool has_html = false;                 ///< the body is HTML, which plain text would show as it is
};

/// Finds ids by id, name or code.
class ImportNames {
public:
    explicit ImportNames(const Catalogue& catalogue);
    /// The id that a cell of the column `key` (unit, category, duty, topics …) means on the day `created`; the text itself where that is not certain.
    std::string id_of(std::string_view key, std::string_view text, std::optional<Date> created) const;

private:
    std::string category_of(std::string_view text) const;
    std::string unit_of(std::string_view text, std::optional<Date> created) const;

    const Catalogue& catalogue_;
    std::multimap<std::string, Ref> units_, categories_;
    std::map<std::string, std::string> topics_, duties_;
};

/// A date as spreadsheets and offices write it (2013/1/5, 2013.1.5, 2013年1月5日, 20130105, with a time behind; 41279, the days of Excel) in the form of
/// content. Nothing where it is none: no part is guessed.
std::optional<std::string> imported_date(std::string_view text);

/// The file of a row.
ImportedFile write_item(const std::vector<ImportCell>& cells, const ImportNames& names, BodyForm form);

}  // namespace mulu
