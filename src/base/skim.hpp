// SPDX-License-Identifier: Apache-2.0
// Skim: the first place in a text where something rare may stand, found sixteen bytes at a time.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace mulu {

/// Sixteen bytes that are compared at once. What comparing gives is as wide: all bits of a byte where it holds, none elsewhere; & and | join such answers.
using SixteenBytes = unsigned char __attribute__((vector_size(16)));
using SixteenAnswers = signed char __attribute__((vector_size(16)));

/// Whether bytes are `first` to `last`: in one comparison, as what is below `first` is far above `last` once that is taken off.
inline SixteenAnswers in_range(SixteenBytes bytes, unsigned char first, unsigned char last) { return bytes - first <= static_cast<unsigned char>(last - first); }

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

/// What is answered about a block of bytes.
class BlockAnswers {
public:
    static constexpr std::size_t size = 2 * sizeof(SixteenAnswers);

    /// Asks `is` about the bytes of `text` from `from` on; what it may look at behind them is zero where the text has ended.
    template <std::size_t behind, class Is>
    static BlockAnswers about(std::string_view text, std::size_t from, Is& is) {
        if (from + size + behind <= text.size()) return BlockAnswers(text.data() + from, is);
        std::array<char, size + behind> last{};
        std::memcpy(last.data(), text.data() + from, std::min(last.size(), text.size() - from));
        return BlockAnswers(last.data(), is);
    }

    bool any() const {
        const SixteenAnswers both = halves_[0] | halves_[1];
        std::array<std::uint64_t, 2> eights;
        std::memcpy(eights.data(), &both, sizeof both);
        return (eights[0] | eights[1]) != 0;
    }
    /// The first byte from `byte` on for which the answer is yes, or size.
    std::size_t next(std::size_t byte) const {
        while (byte < size) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, reinterpret_cast<const char*>(halves_.data()) + byte / sizeof eight * sizeof eight, sizeof eight);
            if constexpr (std::endian::native == std::endian::big) eight = __builtin_bswap64(eight);
            const std::size_t begin = byte % sizeof eight;
            eight >>= begin * 8;
            if (eight != 0) return byte + static_cast<std::size_t>(std::countr_zero(eight)) / 8;
            byte += sizeof eight - begin;
        }
        return size;
    }

private:
    template <class Is>
    BlockAnswers(const char* bytes, Is& is) : halves_{is(Neighbours(bytes)), is(Neighbours(bytes + sizeof(SixteenAnswers)))} {}

    std::array<SixteenAnswers, 2> halves_;
};

/// Calls `each(at)` for the bytes of `text` for which `is` holds, from the first on; it returns where to go on, behind `at`. `is(p)` says so of sixteen neighbours,
/// by their own bytes and those up to `behind` further on; behind the text's end these are zero.
template <std::size_t behind, class Is, class Each>
void skim_all(std::string_view text, Is is, Each each) {
    for (std::size_t from = 0; from < text.size();) {
        const auto answers = BlockAnswers::about<behind>(text, from, is);
        std::size_t at = from;
        if (answers.any()) {
            const std::size_t end = std::min(from + BlockAnswers::size, text.size());
            for (std::size_t next = from + answers.next(0); next < end; next = from + answers.next(at - from)) at = each(next);
        }
        from = std::max(at, from + BlockAnswers::size);
    }
}

/// The first byte of `text` from `from` on for which `is` holds, or npos.
template <std::size_t behind, class Is>
std::size_t skim(std::string_view text, std::size_t from, Is is) {
    for (; from < text.size(); from += BlockAnswers::size) {
        const auto answers = BlockAnswers::about<behind>(text, from, is);
        if (!answers.any()) continue;
        const std::size_t at = from + answers.next(0);
        return at < text.size() ? at : std::string_view::npos;
    }
    return std::string_view::npos;
}

}  // namespace mulu
