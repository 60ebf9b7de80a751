// SPDX-License-Identifier: Apache-2.0
// 机构 Unit: an organ that publishes (条例 art. 10: the organ that makes or keeps the information publishes it).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/diagnostic.hpp"

namespace mulu {

/// A record's place in its list; no_ref where there is none.
using Ref = std::uint32_t;
inline constexpr Ref no_ref = 0xFFFFFFFF;

/// 政府 (a government: county, township) or 部门 (a department of one); the forms count them apart.
enum class UnitKind { government, department };

struct Unit {
    std::string id, name, code, phone, address;
    UnitKind kind = UnitKind::department;
    Ref parent = no_ref;
    Ref successor = no_ref;
    std::optional<Date> since, until;  ///< days on which it existed, both included
    Place at;                          ///< of its id
};

}  // namespace mulu
