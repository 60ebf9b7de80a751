// SPDX-License-Identifier: Apache-2.0
// Any text: parse_yaml() never crashes, its places lie within the text, and the quick reader and yaml-cpp say the same.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "formats/yaml.hpp"
#include "support/yaml_print.hpp"

using namespace mulu;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void require_within(const Place& place, const Source& source) {
    require(place.line >= 1 && place.line <= source.line_count() && place.column >= 1 && place.length >= 1);
    require(place.column <= count_characters(source.line(place.line)) + 1);
}

void require_within(const YamlNode& node, const Source& source) {
    require_within(node.at, source);
    for (const YamlNode& item : node.items) require_within(item, source);
    for (const YamlEntry& entry : node.entries) {
        require_within(entry.key_at, source);
        require_within(entry.value, source);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Diagnostics diagnostics;
    const auto source = Source::make("fuzz.yml", std::string(reinterpret_cast<const char*>(data), size), diagnostics);
    if (!source) return 0;
    YamlLimits library;
    library.reader = YamlReader::library;
    Diagnostics quick_faults, library_faults;
    const auto quick = parse_yaml(*source, source->text(), 1, quick_faults);
    const auto slow = parse_yaml(*source, source->text(), 1, library_faults, library);
    require(slow.has_value() || !library_faults.empty());
    require(quick.has_value() == slow.has_value() && quick_faults.all().size() == library_faults.all().size());
    for (const Diagnostic& fault : library_faults.all()) {
        require_within(fault.at, *source);
        for (const Note& note : fault.notes) require_within(note.at, *source);
    }
    if (!slow) return 0;
    require_within(*slow, *source);
    const std::string by_quick = test::print_yaml(*quick), by_library = test::print_yaml(*slow);
    if (by_quick != by_library) {
        std::fprintf(stderr, "quick:   %s\nlibrary: %s\n", by_quick.c_str(), by_library.c_str());
        std::abort();
    }
    return 0;
}
