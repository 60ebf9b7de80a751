// SPDX-License-Identifier: Apache-2.0
// Lists of a narrative: “主动公开信息 103 条，其中政策法规类 14 条，占 13.59%；…” judged by themselves. A closet of tally.
#pragma once

#include "tally/prose.hpp"

namespace mulu {

/// Reports totals that are not the sum of what is listed, things that are listed twice (W623) and shares that are wrong (W620, W624,
/// W625). A list that names only some of what there is, is none: where its sum is less, it must look complete.
void judge_lists(const Prose& prose, const std::string& path, Diagnostics& diagnostics);

}  // namespace mulu
