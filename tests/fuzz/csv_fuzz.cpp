// SPDX-License-Identifier: Apache-2.0
// Any text and any separator: parse_csv() reports within the text or gives rows whose fields follow each other in it, and nothing is lost but what separates.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "formats/csv.hpp"

using namespace mulu;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Diagnostics diagnostics;
    const auto source = Source::make("fuzz.csv", std::string(reinterpret_cast<const char*>(data), size), diagnostics);
    if (!source) return 0;
    const std::string_view text = source->text();
    CsvLimits limits;
    limits.columns = 16;
    limits.fields = 4096;
    const char separator = separator_of(text);
    const auto rows = parse_csv(*source, separator, diagnostics, limits);
    for (const Diagnostic& diagnostic : diagnostics.all()) require(diagnostic.at.line >= 1 && diagnostic.at.line <= source->line_count());
    if (!rows) {
        require(!diagnostics.empty());
        return 0;
    }
    std::size_t end = 0;
    std::uint32_t number = 0;
    for (const CsvRow& row : *rows) {
        require(row.number > number && !row.fields.empty() && row.fields.size() <= limits.columns);
        number = row.number;
        for (const CsvField& field : row.fields) {
            require(field.begin >= end && field.begin + field.length <= text.size() && field.text.size() <= field.length);
            end = field.begin + field.length;
            require(end == text.size() || text[end] == separator || text[end] == '\n');
            const std::string_view written = text.substr(field.begin, field.length);
            if (!written.starts_with('"')) require(field.text == written);
        }
    }
    return 0;
}
