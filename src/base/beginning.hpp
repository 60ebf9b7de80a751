// SPDX-License-Identifier: Apache-2.0
// Beginning: the first 32 bytes of a text as numbers that compare as the bytes do. Index numbers and addresses of items begin alike, are many, and lie far
// apart in memory: whoever sorts them looks at the texts themselves only where their beginnings are the same.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mulu {

using Beginning = std::array<std::uint64_t, 4>;

/// The beginning of `text`; what it is shorter by is zero.
inline Beginning beginning_of(std::string_view text) {
    Beginning beginning{};
    for (std::size_t i = 0; i < std::min(text.size(), sizeof beginning); ++i) {
        beginning[i / 8] |= std::uint64_t{static_cast<unsigned char>(text[i])} << (56 - 8 * (i % 8));
    }
    return beginning;
}

}  // namespace mulu
