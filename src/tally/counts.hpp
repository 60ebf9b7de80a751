// SPDX-License-Identifier: Apache-2.0
// Counts: how many items went public in each quarter, by unit, counted once for all the tables that show it.
//
// Ten years of statistics ask the same items some dozen times, report by report and page by page. PeriodCounts keeps what each quarter of each unit
// has, which is never more than there are items; every other scope is a sum of these.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "model/catalogue.hpp"

namespace mulu {

/// A part of a year: quarter 1–4, or 0 for all of it; and a unit, or no_ref for all.
struct Scope {
    int year = 0;
    unsigned quarter = 0;
    Ref unit = no_ref;
};

/// What one scope has of items that are public and 主动公开. Texts lie in the Catalogue.
struct Count {
    std::int64_t total = 0, government = 0;  ///< government: by units of that kind; the others are departments'
    std::int64_t rules_made = 0, rules_repealed = 0, normative_made = 0, normative_repealed = 0;
    std::map<Ref, std::int64_t> categories;  ///< rolled up; those that have any
    std::map<std::string_view, std::int64_t> channels, genres;
    Count& operator+=(const Count& other);
};

/// The day on which an item was repealed: its own date, else the publication of the first that supersedes it.
std::optional<Date> repeal_day(const Catalogue& catalogue, const Item& item);

class PeriodCounts {
public:
    /// Counts all items: of each unit the list, oldest first, in `by_unit`; `days` is each item's day of publication. Threads share the units.
    PeriodCounts(const Catalogue& catalogue, const std::vector<const std::vector<Ref>*>& by_unit, const std::vector<Date>& days, const std::vector<Ref>& normative, unsigned workers);

    /// All that `scope` has.
    Count of(const Scope& scope) const;
    /// The total of `scope` alone.
    std::int64_t total(const Scope& scope) const;

private:
    using Period = std::pair<int, unsigned>;  ///< year and quarter
    using Periods = std::map<Period, Count>;
    const Periods& periods(Ref unit) const { return unit == no_ref ? all_ : units_[unit]; }
    std::vector<Periods> units_;
    Periods all_;
};

}  // namespace mulu
