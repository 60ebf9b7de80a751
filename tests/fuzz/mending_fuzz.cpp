// SPDX-License-Identifier: Apache-2.0
// Any bytes: mending never crashes, mended text is sound and mended again is the same, lines are neither added nor taken away, and what was not mended is
// as it was, byte for byte.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "intake/mending.hpp"

using namespace mulu;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void try_one(const std::string& path, std::string_view bytes) {
    const Mended once = mend(path, bytes);
    if (!once.any()) {
        require(once.text == bytes);
        require(print_diff(path, once, Language::zh).empty());
        return;
    }
    require(!first_invalid_utf8(once.text));
    require(once.text.find('\r') == std::string::npos);
    require(std::count(once.text.begin(), once.text.end(), '\n') == std::count(once.base.begin(), once.base.end(), '\n'));
    require(!print_diff(path, once, Language::zh).empty() && !once.list().zh.empty());
    const Mended twice = mend(path, once.text);
    require(!twice.any() && twice.text == once.text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try_one("content/items/fuzz.md", bytes);
    try_one("content/units.yml", bytes);
    return 0;
}
