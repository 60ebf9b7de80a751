// SPDX-License-Identifier: Apache-2.0
// 主题分类 Category, a node of the catalogue's tree, and 重点领域 Topic, which cuts across it.
#pragma once

#include <string>
#include <vector>

#include "model/unit.hpp"

namespace mulu {

/// How often something is due or a column must be refreshed.
enum class Period { none, month, quarter, year, board };

struct Category {
    std::string id, name, code;
    Ref parent = no_ref;
    std::vector<Ref> children;          ///< in the order written
    unsigned level = 1;                 ///< 1 = top
    Period update = Period::none;       ///< longest silence before the column counts as stale
    Place at;
};

struct Topic {
    std::string id, name;
    Place at;
};

}  // namespace mulu
