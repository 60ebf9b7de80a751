// SPDX-License-Identifier: Apache-2.0
// Statistics: how many items went public, by period, category, unit, kind of unit, channel, genre.
//
// Counted by publication date in the site's zone; only items that are public (主动公开). An item with several channels
// counts once in the total and once in each channel. Shares are of one precision for a whole list, each rounded half up, and
// never bent to add up to 100 (design: statistics.md).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tally/index.hpp"

namespace mulu {

/// The periods that stand side by side in the statistics of one: of a year (`quarter` 0) its quarters and itself; of a quarter itself, the one before it,
/// and the same one a year before; of year 0 every year that has items.
std::vector<Scope> compared_scopes(const Indexes& indexes, int year, unsigned quarter, Ref unit = no_ref);

/// The tables of statistics, in their order.
enum class StatisticsTable : std::uint8_t { categories, channels, units, registers };
inline constexpr StatisticsTable statistics_tables[] = {StatisticsTable::categories, StatisticsTable::channels, StatisticsTable::units,
                                                        StatisticsTable::registers};
/// The table's name in file names and in the data: `categories` …
std::string_view name_of_table(StatisticsTable table);
/// Whether the statistics of a period (as of compared_scopes()) have this table: one that would have no row isn't there.
bool has_table(const Indexes& indexes, int year, unsigned quarter, StatisticsTable table);

/// Proactively disclosed items of `scope`: the figure items.total alone.
std::int64_t count_total(const Indexes& indexes, const Scope& scope);

/// Counts of one scope, as figures by dotted key: items.total, items.channel.website, items.kind.government,
/// items.category.ID (every category, rolled up), items.genre.…, and of normative documents (规章, 规范性文件) items.rule.made, items.rule.repealed,
/// items.normative.made, items.normative.repealed.
std::map<std::string, Figure> count_items(const Catalogue& catalogue, const Indexes& indexes, const Scope& scope);

/// The items that count_items() counts under `key`, oldest first; none for a key that it doesn't count.
std::vector<Ref> counted_items(const Catalogue& catalogue, const Indexes& indexes, const Scope& scope, const std::string& key);

/// `part` of `whole` in percent with `decimals` places, rounded half up; "0" of nothing.
std::string print_share(Figure part, Figure whole, unsigned decimals);

}  // namespace mulu
