// SPDX-License-Identifier: Apache-2.0
// Leftovers: what pasting and copying bring into a title or a body that nobody meant to publish: endings of file names, words of drafts, field codes of Word,
// half a pair of brackets, a paragraph twice.
//
// What a document may well be called is let be: （征求意见稿）, （草案）, 营业执照（副本）.
#pragma once

#include <string_view>
#include <vector>

#include "model/finding.hpp"

namespace mulu {

/// Characters from which on a paragraph that stands twice in a row is told; how many W222 and W223 one body can have.
inline constexpr std::size_t long_paragraph = 30, leftover_findings = 5;

/// W220 endings of file names, words of drafts and HTML, W221 brackets and quotes without their partner; one of each.
std::vector<Finding> judge_title_leftovers(std::string_view title);

/// W222 doubled punctuation and field codes, W223 a long paragraph twice in a row. `body` is Markdown; its code blocks and tables are left out.
std::vector<Finding> judge_body_leftovers(std::string_view body);

}  // namespace mulu
