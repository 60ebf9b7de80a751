// SPDX-License-Identifier: Apache-2.0
#include "model/register.hpp"

#include <algorithm>

namespace mulu {

Figure Figure::operator+(Figure other) const {
    constexpr std::int64_t border = std::int64_t{1} << 62;
    std::int64_t sum = 0;
    if (__builtin_add_overflow(ten_thousandths, other.ten_thousandths, &sum)) sum = ten_thousandths < 0 ? -border : border;
    return {std::clamp(sum, -border, border)};
}

std::string Figure::print() const {
    const bool negative = ten_thousandths < 0;
    const std::uint64_t magnitude = negative ? 0 - static_cast<std::uint64_t>(ten_thousandths) : static_cast<std::uint64_t>(ten_thousandths);
    std::string text = (negative ? "-" : "") + std::to_string(magnitude / 10000);
    if (const std::uint64_t rest = magnitude % 10000; rest != 0) {
        std::string decimals = std::to_string(10000 + rest).substr(1);
        while (decimals.back() == '0') decimals.pop_back();
        text += "." + decimals;
    }
    return text;
}

std::optional<Figure> parse_figure(std::string_view text) {
    bool negative = false;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        negative = text[0] == '-';
        text.remove_prefix(1);
    }
    std::int64_t value = 0;
    std::size_t whole = 0, decimals = 0;
    bool point = false;
    for (const char c : text) {
        if (c == '.' && !point && whole > 0) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        if (point ? ++decimals > 4 : ++whole > 14) return std::nullopt;
        value = value * 10 + (c - '0');
    }
    if (whole == 0 || (point && decimals == 0)) return std::nullopt;
    for (; decimals < 4; ++decimals) value *= 10;
    return Figure{negative ? -value : value};
}

}  // namespace mulu
