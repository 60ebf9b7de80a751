// SPDX-License-Identifier: Apache-2.0
// Charts: what the charts of a report show. Each is a table too, beside those of the report's form.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "tally/figures.hpp"

namespace mulu {

/// The charts of a report, in their order.
enum class ReportChart : std::uint8_t { categories, years };
inline constexpr ReportChart report_charts[] = {ReportChart::categories, ReportChart::years};

/// The chart's name in file names: `chart-categories` …
std::string_view name_of_chart(ReportChart chart);

/// The categories of a report of the whole site, where any has something; of a unit's none. `figures` are the report's.
std::vector<CategoryCount> charted_categories(const Catalogue& catalogue, Figures& figures, const Report& report);

/// What was disclosed in each year from the first that has anything up to the report's, where there is more than one: a year that comes later leaves the
/// report as it is.
std::vector<std::pair<int, Figure>> charted_years(const Catalogue& catalogue, const Indexes& indexes, Figures& figures, const Report& report);

/// Whether the report has this chart, and a table of it: not where its form has a table of that name.
bool has_chart(const Catalogue& catalogue, const Indexes& indexes, const Report& report, ReportChart chart);

}  // namespace mulu
