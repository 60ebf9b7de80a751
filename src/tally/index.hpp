// SPDX-License-Identifier: Apache-2.0
// Indexes: the catalogue's items by category (rolled up), unit, topic, duty, keyword and year, as lists of item numbers.
// Item numbers ascend with (published, index), so every list is oldest first and a year is a slice of it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tally/counts.hpp"

namespace mulu {

/// The items of one publication year within a list.
struct YearSlice {
    int year = 0;
    std::uint32_t begin = 0, end = 0;
    std::uint32_t size() const { return end - begin; }
};

/// A list of items, oldest first, with its years, oldest first.
struct Section {
    std::vector<Ref> items;
    std::vector<YearSlice> years;
    const YearSlice* find_year(int year) const;
};

/// A figure of the registers in the periods that stand side by side (tally/statistics, compared_scopes()).
struct RegisteredRow {
    std::string key;
    Words label;
    std::vector<std::optional<Figure>> values;  ///< by period; nothing where it is unknown: of a quarter what was entered for the year alone
};

struct Indexes {
    Section all;
    std::vector<Section> categories;  ///< by category, descendants included
    std::vector<Section> units, topics;
    std::vector<std::vector<Ref>> duties;
    std::unordered_map<std::string_view, std::vector<Ref>> keywords;
    std::vector<Date> days;           ///< by item: of publication; what asks every item for its day need not touch the items
    std::vector<Ref> normative;       ///< 规章 and 规范性文件, of which there are few: whoever counts repeals need not ask every item
    std::shared_ptr<const PeriodCounts> counts;  ///< of every quarter and unit
    /// By year and quarter (0: the year) of the pages of statistics: what the registers have of them, where they have anything. By count_registered().
    std::map<std::pair<int, unsigned>, std::vector<RegisteredRow>> registered;
};

/// Makes all of them; `workers` threads count.
Indexes make_indexes(const Catalogue& catalogue, unsigned workers = 1);

/// How many older items of each list related_items() looks at.
inline constexpr std::size_t related_reach = 20;

/// Up to `most` items before `item` that are nearest to it: those that share its duty, a topic, a keyword or its category, looked for
/// among the `related_reach` next older of each such list; what it names in its record and what names it is left out. Only ever older items,
/// so that a new item never changes an old page.
std::vector<Ref> related_items(const Catalogue& catalogue, const Indexes& indexes, Ref item, std::size_t most);

}  // namespace mulu
