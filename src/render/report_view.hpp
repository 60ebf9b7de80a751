// SPDX-License-Identifier: Apache-2.0
// Views of reports and statistics. A closet of render.
#pragma once

#include "render/making.hpp"
#include "render/sheet.hpp"
#include "render/tables.hpp"

namespace mulu {

/// A report's narrative as HTML, with its figures and placed tables, and which tables it placed.
struct Narrative {
    std::string html;
    std::vector<bool> placed;
};

/// Reads the narrative of report `number` and fills in its figures. Unknown placeholders are reported, and then there is none.
Result<std::optional<Narrative>> make_narrative(const Making& making, std::uint32_t number, Diagnostics& diagnostics);

ReportsView make_reports_view(const Making& making, std::string_view address);
ReportView make_report_view(const Making& making, const Page& page, const Narrative& narrative);
/// A table of a report as CSV.
std::string make_report_csv(const Making& making, const Page& page);
/// All of a report's tables, a sheet each.
Workbook make_report_workbook(const Making& making, const Page& page);

}  // namespace mulu
