// SPDX-License-Identifier: Apache-2.0
// Explanations: why each diagnostic exists, what it rests on, and an example; the data is explanations.def. A closet of commands.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace mulu {

/// What is to be said of a code beside the words of base/codes.def.
struct Explanation {
    std::string_view cause_zh, cause_en;    ///< why the rule exists
    std::string_view source_zh, source_en;  ///< the law, standard or design that it rests on
    std::string_view before, after;         ///< an example, wrong and right: one or more lines, without an end of line at their end
    std::string_view cause(Language language) const { return language == Language::zh ? cause_zh : cause_en; }
    std::string_view source(Language language) const { return language == Language::zh ? source_zh : source_en; }
};

/// The explanation of `code`; each has one.
const Explanation& explanation_of(Code code);

/// The headline of `code` with “…” for what a diagnostic would put in.
std::string general_headline(Code code, Language language);
/// How to mend it, in the same way; empty where the advice depends altogether on what was found.
std::string general_help(Code code, Language language);

/// Where docs/diagnostics.md tells of `code`: docs/diagnostics.md#e203.
std::string page_of(Code code);

/// A code with all that is known of it, in lines for a person.
std::string render_explanation(Code code, Language language);
/// All codes, a line each.
std::string render_codes(Language language);

}  // namespace mulu
