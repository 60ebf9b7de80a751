// SPDX-License-Identifier: Apache-2.0
// Frozen figures: what a published report said, held against what it would say now (design: statistics.md, Pages).
//
// A freeze names each figure by the expression that makes it, so that comparing is computing it again. It counts the corrections that the report had
// then: one more, and the report owns that its figures have changed. A date would not serve: nothing in a lock tells when it was made.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tally/figures.hpp"

namespace mulu {

/// Every figure that `report` shows or may use in its narrative and that is known, by its expression, sorted: the indicators and keys of its form, what
/// the cells of its tables compute, and the categories of its chart.
std::vector<std::pair<std::string, Figure>> figures_to_freeze(const Catalogue& catalogue, const Indexes& indexes, const Report& report);

/// Compares every report with its last freeze. What differs without a correction recorded since is reported (E610); what differs at all from an earlier
/// freeze goes into the report's `corrected`.
void judge_frozen(Catalogue& catalogue, const Indexes& indexes, Diagnostics& diagnostics);

/// The name of the table of corrected figures in file names.
inline constexpr std::string_view corrected_table_name = "corrections";

/// Whether the report's corrected figures have files of their own: where there are any, and its form has no table of that name.
bool has_corrected_table(const Catalogue& catalogue, const Report& report);

}  // namespace mulu
