// SPDX-License-Identifier: Apache-2.0
// Findings: diagnostics in the forms that other programs read (mulu check --format).
//
//   json    JSON Lines: an object a finding, its keys always the same and in the same order
//   sarif   SARIF 2.1.0 (OASIS), for code hosts and editors
//   github  workflow commands of GitHub Actions, which mark the lines of a change
//   gitlab  a Code Quality report of GitLab
//
// Columns count characters from 1, and an end column is the first one behind. All are pure functions of what was found and of the lines that it was found in.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "commands/console.hpp"

namespace mulu {

enum class FindingsFormat { text, json, sarif, github, gitlab };

/// What a report names besides the findings.
struct FindingsContext {
    Language language = Language::zh;
    std::string version;        ///< of the program
    std::string documentation;  ///< absolute address of docs/diagnostics.md, without an anchor
    std::string prefix;         ///< put before each path, for readers who look from elsewhere than the site's root; ends in a slash or is empty
};

/// `findings`, in their order, in `format` (not text). What is `off` under `levels` is left out. Where there is none, JSON Lines and GitHub's have no line.
std::string render_findings(const std::vector<Diagnostic>& findings, const Levels& levels, FindingsFormat format, const FindingsContext& context,
                            const LineText& line_text);

/// Fingerprints of `findings`, in their order: 32 hexadecimal digits of the code, the file, what was found and the text of the line, but not of its number, so that lines that
/// are put in before it change nothing. Equal ones are counted.
std::vector<std::string> fingerprints_of(const std::vector<Diagnostic>& findings, const LineText& line_text);

}  // namespace mulu
