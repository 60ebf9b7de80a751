// SPDX-License-Identifier: Apache-2.0
// Any bytes: Source::make() either reports and gives nothing, or gives sound UTF-8 whose places lie within the text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "formats/source.hpp"

using namespace mulu;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

bool is_within(const Place& place, const Source& source) {
    return place.line >= 1 && place.line <= source.line_count() && place.column >= 1 && place.column <= count_characters(source.line(place.line)) + 1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Diagnostics diagnostics;
    const auto source = Source::make("fuzz.md", std::string(reinterpret_cast<const char*>(data), size), diagnostics);
    // A path outside content/ is not warned of marks and line ends.
    require(source.has_value() == diagnostics.empty());
    for (const Diagnostic& diagnostic : diagnostics.all()) require(diagnostic.at.path == "fuzz.md");
    if (!source) return 0;
    const std::string_view text = source->text();
    require(!first_invalid_utf8(text) && text.find('\r') == std::string_view::npos);
    std::size_t characters = 0;
    for (std::uint32_t line = 1; line <= source->line_count(); ++line) {
        require(source->line(line).find('\n') == std::string_view::npos);
        characters += source->line(line).size() + (line > 1 ? 1 : 0);
        const Place place = source->place(source->line_begin(line));
        require(place.line == line && place.column == 1);
    }
    require(characters == text.size());
    for (std::size_t at = 0; at <= text.size(); at += 7) require(is_within(source->place(at), *source));

    const auto parts = split_front_matter(*source, diagnostics);
    require(parts.has_value() == diagnostics.empty());
    for (const Diagnostic& diagnostic : diagnostics.all()) require(is_within(diagnostic.at, *source));
    if (!parts) return 0;
    require(source->line_begin(parts->yaml_line) == static_cast<std::size_t>(parts->yaml.data() - text.data()));
    require(source->line_begin(parts->body_line) == static_cast<std::size_t>(parts->body.data() - text.data()));
    return 0;
}
