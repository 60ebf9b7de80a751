// SPDX-License-Identifier: Apache-2.0
// Statistics of years and quarters: their pages, and their tables as CSV and as a workbook. A closet of render.
//
// Of year 0 is the page of all years. A quarter stands beside the one before it and the same one a year before (tally/statistics, compared_scopes()).
#pragma once

#include "render/making.hpp"
#include "render/sheet.hpp"
#include "render/tables.hpp"

namespace mulu {

/// `statistics.html`, `statistics/YEAR.html`, `statistics/YEAR-qN.html`: `page.year` and `page.part`, the quarter.
StatisticsView make_statistics_view(const Making& making, const Page& page);
/// The table of number `page.subject` in statistics_tables, as CSV.
std::string make_statistics_csv(const Making& making, const Page& page);
/// All tables of the page, a sheet each.
Workbook make_statistics_workbook(const Making& making, const Page& page);

}  // namespace mulu
