// SPDX-License-Identifier: Apache-2.0
// 索引号: the national form of index numbers, and the check characters of the codes that stand in front of them.
//
// 《政府信息公开目录系统实施指引（试行）》: 9 characters of the organ's code, its hyphen left out, `/`, the year, `-`, five digits. Since 2015 many sites
// put the 18 characters of the unified credit code in front. Regions have forms of their own, and those are nobody's fault: only what is
// one step from the national form is a slip, and only where the site has no rule of its own.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/finding.hpp"

namespace mulu {

/// Check character of the organisation code (GB 11714) that begins with these 8, or nothing where one of them is not 0–9 or A–Z.
std::optional<char> organisation_check(std::string_view first_eight);

/// Check character of the unified social credit code (GB 32100-2015) that begins with these 17, or nothing where one is not of its alphabet.
std::optional<char> credit_check(std::string_view first_seventeen);

/// Whether `index` has the national form, whatever its check character.
bool is_national_index(std::string_view index);

/// What is wrong with the codes in `index` (W201, W202) and, where `own_rule` is false (the site has no pattern of its own), with its form (W203).
std::vector<Finding> judge_index(std::string_view index, bool own_rule);

/// Whether a site's index_pattern says anything of the form: `.{1,64}` and its like don't.
bool is_own_rule(std::string_view index_pattern);

}  // namespace mulu
