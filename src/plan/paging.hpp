// SPDX-License-Identifier: Apache-2.0
// Paging that never shuffles: pages are numbered from the oldest, and only the head grows (design: site.md, Lists never shuffle).
#pragma once

#include <cstdint>

namespace mulu {

/// A slice of a list that is oldest first.
struct PageSlice {
    std::uint32_t begin = 0, end = 0;
};

/// Number of full pages besides the head, which holds the newest `per_page` to 2 × `per_page` − 1 items (all, if fewer).
constexpr std::uint32_t full_pages(std::uint32_t items, std::uint32_t per_page) { return items < per_page ? 0 : (items - per_page) / per_page; }

/// The items of full page `part` (1 = oldest), or of the head (part 0).
constexpr PageSlice page_slice(std::uint32_t items, std::uint32_t per_page, std::uint32_t part) {
    if (part == 0) return {full_pages(items, per_page) * per_page, items};
    return {(part - 1) * per_page, part * per_page};
}

}  // namespace mulu
