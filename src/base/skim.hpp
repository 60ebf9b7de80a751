// SPDX-License-Identifier: Apache-2.0
// Skim: the first place in a text where something rare may stand, found sixteen bytes at a time.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace mulu {

/// Sixteen bytes that are compared at once. What comparing gives is as wide: all bits of a byte where it holds, none elsewhere; & and | join such answers.
using SixteenBytes = unsigned char __attribute__((vector_size(16)));
using SixteenAnswers = signed char __attribute__((vector_size(16)));

/// Sixteen neighbours in a text: [0] are their own bytes, [1] those behind each, and so on.
class Neighbours {
public:
    explicit Neighbours(const char* first) : first_(first) {}
    SixteenBytes operator[](std::size_t behind) const {
        SixteenBytes bytes;
        std::memcpy(&bytes, first_ + behind, sizeof bytes);
        return bytes;
    }

private:
    const char* first_;
};

/// The first byte of `text` from `from` on for which `is` holds, or npos. `is(p)` says so of sixteen neighbours, by their own bytes and those up to `behind` further
/// on; behind the text's end these are zero.
template <std::size_t behind, class Is>
std::size_t skim(std::string_view text, std::size_t from, Is is) {
    constexpr std::size_t step = sizeof(SixteenAnswers), block = 2 * step;
    const auto any = [](SixteenAnswers answers) {
        std::array<std::uint64_t, 2> halves;
        std::memcpy(halves.data(), &answers, sizeof answers);
        return (halves[0] | halves[1]) != 0;
    };
    const auto first_in = [&](const char* bytes) {
        const SixteenAnswers left = is(Neighbours(bytes)), right = is(Neighbours(bytes + step));
        if (!any(left | right)) return block;
        std::size_t first = 0;
        for (; first < block; ++first) {
            if ((first < step ? left[first] : right[first - step]) != 0) break;
        }
        return first;
    };
    for (; from + block + behind <= text.size(); from += block) {
        if (const std::size_t first = first_in(text.data() + from); first != block) return from + first;
    }
    for (; from < text.size(); from += block) {
        std::array<char, block + behind> last{};
        std::memcpy(last.data(), text.data() + from, std::min(last.size(), text.size() - from));
        const std::size_t first = first_in(last.data());
        if (first != block) return from + first < text.size() ? from + first : std::string_view::npos;
    }
    return std::string_view::npos;
}

}  // namespace mulu
