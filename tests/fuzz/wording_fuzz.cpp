// SPDX-License-Identifier: Apache-2.0
// Any text as body, title, document number and index number: every finding lies within the text, and none is without words.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.hpp"
#include "model/document_number.hpp"
#include "model/index_number.hpp"
#include "model/wording.hpp"

using namespace mulu;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void within_line(const std::vector<Finding>& findings, std::string_view text) {
    const std::size_t length = count_characters(text);
    for (const Finding& finding : findings) require(finding.line == 1 && finding.column >= 1 && finding.column - 1 + finding.length <= length && finding.length > 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (first_invalid_utf8(text)) return 0;  // a Source has seen to it
    const std::vector<std::string_view> lines = split(text, '\n');
    const BodyWording wording = judge_body(text);
    require(wording.findings.size() <= body_findings);
    for (const Finding& finding : wording.findings) {
        require(finding.line >= 1 && finding.line <= lines.size() && finding.length > 0);
        require(finding.column >= 1 && finding.column - 1 + finding.length <= count_characters(lines[finding.line - 1]));
    }
    for (const auto& [date, spot] : wording.signed_on) require(spot.line >= 1 && spot.line <= lines.size());
    const std::string_view line = first_characters(trim(lines[0]), 500);
    within_line(judge_title(line), line);
    within_line(judge_document_number(line).findings, line);
    within_line(judge_index(line, false), line);
    if (!line.empty()) within_line(judge_summary(line, first_characters(line, 8)), line);
    return 0;
}
