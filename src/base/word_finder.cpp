// SPDX-License-Identifier: Apache-2.0
#include "base/word_finder.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/result.hpp"

namespace mulu {
namespace {

/// Four bytes, of which the first is the lowest of the number.
std::uint32_t four_at(const char* bytes) {
    std::uint32_t four = 0;
    std::memcpy(&four, bytes, sizeof four);
    if constexpr (std::endian::native == std::endian::big) four = __builtin_bswap32(four);
    return four;
}

/// Whether the first three of four bytes are a character.
bool is_wide(std::uint32_t four) { return (four & 0x00C0C0F0) == 0x008080E0; }

/// Which end the last two bytes of that character are: both are 0x80 to 0xBF.
std::size_t wide_end(std::uint32_t four) { return ((four >> 8) & 0xFFFF) - 0x8080; }

}  // namespace

WordFinder::WordFinder(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
        if (word.size() >= 2) words_.push_back({word});
    }
    ensure(words_.size() <= 255, "a word's number is a byte");
    // From the last to the first, so that each stands in front of those behind it.
    for (std::size_t number = words_.size(); number > 0; --number) {
        Word& word = words_[number - 1];
        std::array<char, 4> last{};
        if (word.text.size() >= 3) word.text.copy(last.data(), 3, word.text.size() - 3);
        const std::uint32_t four = four_at(last.data());
        std::uint8_t& first = is_wide(four) ? wide_ends_[wide_end(four)] : ends_[static_cast<unsigned char>(word.text.back())];
        word.next = first;
        first = static_cast<std::uint8_t>(number);
    }
}

std::uint8_t WordFinder::pass(std::string_view text, std::size_t& at) const {
    const char *next = text.data() + at, *const end = text.data() + text.size();
    std::uint8_t number = 0;
    // Bytes that are no whole character of three are taken one by one, be they ASCII or unsound: so no word's first byte is passed over.
    while (number == 0 && end - next >= 4) {
        const std::uint32_t four = four_at(next);
        if (is_wide(four)) {
            number = wide_ends_[wide_end(four)];
            next += 3;
        } else {
            number = ends_[four & 0xFF];
            next += 1;
        }
    }
    while (number == 0 && next != end) {
        std::array<char, 4> last{};
        std::copy(next, std::min(next + 4, end), last.begin());
        const std::uint32_t four = four_at(last.data());
        const bool wide = is_wide(four);
        number = wide ? wide_ends_[wide_end(four)] : ends_[four & 0xFF];
        next += wide ? 3 : 1;
    }
    at = static_cast<std::size_t>(next - text.data());
    return number;
}

}  // namespace mulu
