// SPDX-License-Identifier: Apache-2.0
// 公开目录事项 Duty: what must be published, by whom, how and by when (基层政务公开标准目录, 国办发〔2019〕54号).
#pragma once

#include <string>
#include <vector>

#include "model/category.hpp"

namespace mulu {

/// By when: every period (by a day of it, where said), or within days of a date of the item.
struct Due {
    Period every = Period::none;
    std::string by;              ///< MM-DD of a yearly duty, "" where not said
    unsigned within_days = 0;    ///< 0: not so bound
    bool working_days = false;
    enum class Of { created, approved } of = Of::created;
};

struct Duty {
    std::string id, title, basis, audience, responsible;
    Ref category = no_ref;
    bool all_units = false;
    std::vector<UnitKind> unit_kinds;
    std::vector<Ref> units;
    Due due;
    std::vector<std::string> channels;  ///< English words of the vocabulary
    Place at;
};

}  // namespace mulu
