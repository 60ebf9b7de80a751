// SPDX-License-Identifier: Apache-2.0
// Wording: what can be seen from a title, a summary or a body alone, without knowing what they say. Each rule is one that real texts don't break
// by custom: joint documents have spaces between their organs, 于都县 is a county, 农历二月三十 is a day.
//
// One pass over a body, in linear time; lists that are announced are followed for announcement_reach bytes, and so many of them.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "model/finding.hpp"

namespace mulu {

/// Han characters that a title ought not to exceed (twice as many letters); the longest of joint documents stay below.
inline constexpr std::size_t title_length = 120;
/// Characters that a summary ought not to exceed: what is longer is the text, not its summary.
inline constexpr std::size_t summary_limit = 400;
/// Bytes over which an announced list is followed, and how many of them in one body; how many findings one body can have.
inline constexpr std::size_t announcement_reach = 65536, announcements_judged = 200, body_findings = 200;

/// W207 punctuation at its end, W208 doubled words, W209 its length, W210 mixed widths, W218 stray spaces.
std::vector<Finding> judge_title(std::string_view title);

/// W211 a summary that only repeats the title, W219 its length. Only for a summary that somebody wrote.
std::vector<Finding> judge_summary(std::string_view summary, std::string_view title);

/// What a body says of itself; lines count from 1 in it.
struct BodyWording {
    std::vector<Finding> findings;                   ///< W212 dates that don't exist, W214 announced counts, W217 wrong weekdays
    std::vector<std::pair<Date, Spot>> signed_on;    ///< dates that stand alone on the line below an organ's name
    Spot promises_files;                             ///< its last line, where that announces files (“附件下载：”) and nothing follows; line 0: no
};

/// `body` is Markdown; its code blocks are left out.
BodyWording judge_body(std::string_view body);

}  // namespace mulu
