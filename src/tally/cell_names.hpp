// SPDX-License-Identifier: Apache-2.0
// Cell names: what the cells of a form's tables are called, by the words of their rows and columns. A closet of tally.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "model/form.hpp"

namespace mulu {

/// The name of every figure that is a cell of its own: “一、本年新收政府信息公开申请数量（自然人）”. Where a row has but one figure, its
/// words alone; where a row has none, those of the columns.
std::map<std::string, Words> cell_names(const Form& form);

/// The heading of the row in which a table of the form prints `key` and no other figure but its parts.
std::optional<Words> row_name(const Form& form, const std::string& key);

}  // namespace mulu
