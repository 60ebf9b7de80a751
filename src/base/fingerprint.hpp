// SPDX-License-Identifier: Apache-2.0
// Fingerprint: a digest of all that a page shows, and a short one of each part of it, by which `build --explain` tells what changed.
#pragma once

#include <array>
#include <cstdint>

#include "base/digest.hpp"

namespace mulu {

/// layout: program, layouts, strings, settings · frame: the navigation · record: what the page's own record says · body: its text and
/// files · names: of units, categories and topics · others: what it shows of other items · figures: all else, as counts and dates.
enum class PagePart : std::uint8_t { layout, frame, record, body, names, others, figures };
inline constexpr std::size_t page_parts = 7;

struct Fingerprint {
    Digest whole;
    std::array<std::uint32_t, page_parts> parts{};  ///< the low 32 bits of each part's digest; 0: the page has no such part

    void set(PagePart part, const Digest& digest) { parts[static_cast<std::size_t>(part)] = static_cast<std::uint32_t>(digest.low) | 1U; }
    /// Bit n is set where part n differs.
    unsigned difference(const Fingerprint& other) const {
        unsigned bits = 0;
        for (std::size_t i = 0; i < page_parts; ++i) bits |= (parts[i] != other.parts[i] ? 1U : 0U) << i;
        return bits;
    }
};

}  // namespace mulu
