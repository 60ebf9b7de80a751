// SPDX-License-Identifier: Apache-2.0
// Shares: a list of counts with the percentages that were printed beside them, judged. A closet of tally.
//
// Each percentage is compared with count / whole, rounded half up to the places that it was printed with. They should have one number of
// places (W624), and add up to 100 but for their rounding: n · 0.5 · 10^-places (W625). Source: design, statistics.md, From items.
#pragma once

#include <vector>

#include "model/register.hpp"

namespace mulu {

/// A count and the percentage that was printed for it, with the place of the percentage.
struct PrintedShare {
    std::string name;
    Figure count;
    EnteredFigure share;
};

/// How many of `shares` are what their counts of `whole` come to.
std::size_t count_right(const std::vector<PrintedShare>& shares, Figure whole);

/// Reports what is wrong with them (W620, W624, W625). `all`: the list is of everything, so that it should add up to 100.
void judge_shares(const std::vector<PrintedShare>& shares, Figure whole, bool all, Diagnostics& diagnostics);

}  // namespace mulu
