// SPDX-License-Identifier: Apache-2.0
// Narrative: the numbers that a report's text writes out, against those that its form computes (annual-report-2021, R8, R10, R11).
//
// A number is compared with an indicator where the words before it are those by which the form says the indicator is spoken of (`says`),
// and nothing in the clause says that it is of another year, another unit or a part only. It is compared at the precision at which it is
// written. Of two indicators that a clause speaks of, either will do. Cautious on purpose: a number that isn't understood is left alone.
#pragma once

#include <string>
#include <vector>

#include "tally/figures.hpp"

namespace mulu {

/// Reports what is wrong in the narrative `body`, whose first line is number `line` of the report's file (W620, W623–W625, W812).
void judge_narrative(const Catalogue& catalogue, const Report& report, const Form& form, Figures& figures, std::string_view body, std::uint32_t line,
                     Diagnostics& diagnostics);

}  // namespace mulu
