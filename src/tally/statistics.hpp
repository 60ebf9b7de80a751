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

/// A part of a year: quarter 1–4, or 0 for all of it; and a unit, or no_ref for all.
struct Scope {
    int year = 0;
    unsigned quarter = 0;
    Ref unit = no_ref;
};

/// Proactively disclosed items of `scope`: the figure items.total alone.
std::int64_t count_total(const Catalogue& catalogue, const Indexes& indexes, const Scope& scope);

/// Counts of one scope, as figures by dotted key: items.total, items.channel.website, items.kind.government,
/// items.category.ID (every category, rolled up), items.genre.…, and of normative documents (规章, 规范性文件) items.rule.made, items.rule.repealed,
/// items.normative.made, items.normative.repealed.
std::map<std::string, Figure> count_items(const Catalogue& catalogue, const Indexes& indexes, const Scope& scope);

/// The items that count_items() counts under `key`, oldest first; none for a key that it doesn't count.
std::vector<Ref> counted_items(const Catalogue& catalogue, const Indexes& indexes, const Scope& scope, const std::string& key);

/// `part` of `whole` in percent with `decimals` places, rounded half up; "0" of nothing.
std::string print_share(Figure part, Figure whole, unsigned decimals);

}  // namespace mulu
