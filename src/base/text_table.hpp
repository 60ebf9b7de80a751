// SPDX-License-Identifier: Apache-2.0
// A table from texts that lie elsewhere to numbers: some 8 bytes an entry, for the hundreds of thousands of index numbers and
// addresses of a large site. The caller says what text stands behind a number.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace mulu {

class TextTable {
public:
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    /// Room for `expected` entries; it does not grow.
    explicit TextTable(std::size_t expected = 0) {
        std::size_t size = 16;
        while (size < 2 * expected) size *= 2;
        slots_.resize(size);
    }

    /// Enters `number` under `text`; where another number has an equal text, that number is returned and stays.
    template <class TextOf>
    std::uint32_t add(std::string_view text, std::uint32_t number, const TextOf& text_of) {
        return add(text, hash_of(text), number, text_of);
    }
    /// The same where the hash is known: then the text itself is hardly ever looked at.
    template <class TextOf>
    std::uint32_t add(std::string_view text, std::uint32_t hash, std::uint32_t number, const TextOf& text_of) {
        return enter(hash, number, [&](std::uint32_t other) { return std::string_view(text_of(other)) == text; });
    }

    /// The same for the number's own text, which is looked at only where a hash is met twice.
    template <class TextOf>
    std::uint32_t add_own(std::uint32_t hash, std::uint32_t number, const TextOf& text_of) {
        return enter(hash, number, [&](std::uint32_t other) { return std::string_view(text_of(other)) == std::string_view(text_of(number)); });
    }

    /// The number under `text`, or none.
    template <class TextOf>
    std::uint32_t find(std::string_view text, const TextOf& text_of) const {
        return slots_[place_of(hash_of(text), [&](std::uint32_t other) { return std::string_view(text_of(other)) == text; })].number;
    }

    static std::uint32_t hash_of(std::string_view text) {
        const auto hash = static_cast<std::uint64_t>(std::hash<std::string_view>()(text));
        return static_cast<std::uint32_t>(hash ^ (hash >> 32));
    }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t number = none;
    };
    template <class IsSame>
    std::uint32_t enter(std::uint32_t hash, std::uint32_t number, const IsSame& is_same) {
        Slot& slot = slots_[place_of(hash, is_same)];
        if (slot.number != none) return slot.number;
        slot = {hash, number};
        return none;
    }
    /// Where the number is of which `is_same` holds, or would be entered; only numbers of the same hash are asked about.
    template <class IsSame>
    std::size_t place_of(std::uint32_t hash, const IsSame& is_same) const {
        std::size_t at = hash & (slots_.size() - 1);
        while (slots_[at].number != none && (slots_[at].hash != hash || !is_same(slots_[at].number))) at = (at + 1) & (slots_.size() - 1);
        return at;
    }

    std::vector<Slot> slots_;
};

}  // namespace mulu
