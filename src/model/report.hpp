// SPDX-License-Identifier: Apache-2.0
// 年度报告 Report: the narrative of a year's report (条例 art. 49, 50); its figures come from registers and items.
#pragma once

#include <string>
#include <vector>

#include "model/form.hpp"
#include "model/item.hpp"

namespace mulu {

/// A figure as it was when the report was frozen.
struct FrozenFigure {
    std::string text;    ///< the expression, as it is written
    Expression value;
    Figure figure;
    Place at;            ///< of the number in the lock
};

/// What a report said at one time (mulu report freeze).
struct Freeze {
    std::size_t corrections = 0;        ///< that the report had then: one more owns that its figures have changed
    std::vector<FrozenFigure> figures;  ///< by text
};

/// A figure that is no longer what it was.
struct CorrectedFigure {
    Words name;
    std::vector<std::string> before;    ///< what it was, oldest first
    std::string now;
};

struct Report {
    int year = 0;
    Ref unit = no_ref;   ///< no_ref: the whole site
    std::string path, title, form;
    std::optional<Moment> published;
    std::vector<Correction> corrections;
    bool historic = false;       ///< a relation that doesn't hold is a note, not a reason to hold it back
    std::vector<Freeze> freezes;     ///< oldest first
    std::vector<CorrectedFigure> corrected;  ///< by judge_frozen() (tally)
    std::vector<std::string> notes;  ///< printed under the tables
    Digest body_digest;  ///< of the narrative's bytes
    Place at;
};

}  // namespace mulu
