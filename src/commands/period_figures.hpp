// SPDX-License-Identifier: Apache-2.0
// The figures of a year or quarter as listings: all of them, unit by unit, or one of them with all that it is made of. What `mulu stats` shows. Pure.
// A closet of commands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "commands/figure_table.hpp"
#include "plan/site.hpp"
#include "render/strings.hpp"
#include "tally/statistics.hpp"

namespace mulu {

/// A year, or a quarter of one.
struct StatisticsPeriod {
    int year = 0;
    unsigned quarter = 0;
};

/// `2013`, `2013q2` (or `2013-q2`): nothing where it is neither.
std::optional<StatisticsPeriod> parse_period(std::string_view text);

/// Every figure of the period that isn't 0 in all of the periods beside it, of `unit` or of all: first what the catalogue counts, then the indicators
/// and keys of the year's form.
FigureTable list_figures(const Site& site, const Strings& strings, StatisticsPeriod period, Ref unit);

/// A row for each unit, a column for each figure, and the whole site in the last row: it is the sum of those above. What registers hold of no unit has a
/// row of its own. Figures that are no sums (the greatest of several) are left out.
FigureTable list_by_unit(const Site& site, const Strings& strings, StatisticsPeriod period);

/// What the figure `key` (or an expression of such) is made of: a row for each item that it counts and each register line that it adds up. Nothing where
/// there is no such figure; `nearest_key` is then the one that was probably meant, or empty.
std::optional<FigureTable> explain_figure(const Site& site, const Strings& strings, StatisticsPeriod period, Ref unit, const std::string& key, std::string& nearest_key);

}  // namespace mulu
