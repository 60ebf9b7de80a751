// SPDX-License-Identifier: Apache-2.0
// Characters: those that no text is meant to hold, because a conversion lost others in their place or pasting brought them along unseen.
//
// What a script needs is let be: joiners, marks of direction on a line of Arabic or Uyghur, zero-width spaces on one of Thai or Tibetan.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/finding.hpp"

namespace mulu {

/// How many findings one text can have.
inline constexpr std::size_t character_findings = 20;

/// W008 signs of lost characters, W009 invisible characters; the first of each on each line.
std::vector<Finding> judge_characters(std::string_view text);

/// Takes the invisible characters that judge_characters() tells out of `text`, and says how many there were. Where two words of letters or digits would grow
/// together at a separator of lines, a space stands in its place.
std::size_t remove_invisible(std::string& text);

}  // namespace mulu
