// SPDX-License-Identifier: Apache-2.0
// 年度报告 Report: the narrative of a year's report (条例 art. 49, 50); its figures come from registers and items.
#pragma once

#include <string>
#include <vector>

#include "model/item.hpp"

namespace mulu {

struct Report {
    int year = 0;
    Ref unit = no_ref;   ///< no_ref: the whole site
    std::string path, title, form;
    std::optional<Moment> published;
    std::vector<Correction> corrections;
    bool historic = false;       ///< a relation that doesn't hold is a note, not a reason to hold it back
    std::vector<std::string> notes;  ///< printed under the tables
    Digest body_digest;  ///< of the narrative's bytes
    Place at;
};

}  // namespace mulu
