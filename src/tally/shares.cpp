// SPDX-License-Identifier: Apache-2.0
#include "tally/shares.hpp"

#include <algorithm>
#include <map>

#include "tally/statistics.hpp"

namespace mulu {
namespace {

/// The percentage as it was printed, with its trailing zeros.
std::string printed(const EnteredFigure& share) {
    std::string text = share.value.print();
    if (share.decimals == 0) return text;
    std::size_t point = text.find('.');
    if (point == std::string::npos) point = text.size(), text += '.';
    while (text.size() - point - 1 < share.decimals) text += '0';
    return text;
}

std::string expected(const PrintedShare& share, Figure whole, unsigned decimals) { return print_share(share.count, whole, decimals); }

/// The number of places that most of them have; of equals the greater.
unsigned usual_decimals(const std::vector<PrintedShare>& shares) {
    std::map<unsigned, std::size_t> times;
    for (const PrintedShare& share : shares) ++times[share.share.decimals];
    unsigned usual = 0;
    std::size_t most = 0;
    for (const auto& [decimals, count] : times) {
        if (count >= most) most = count, usual = decimals;
    }
    return usual;
}

}  // namespace

std::size_t count_right(const std::vector<PrintedShare>& shares, Figure whole) {
    return static_cast<std::size_t>(std::count_if(shares.begin(), shares.end(), [&](const PrintedShare& share) {
        return expected(share, whole, share.share.decimals) == printed(share.share);
    }));
}

void judge_shares(const std::vector<PrintedShare>& shares, Figure whole, bool all, Diagnostics& diagnostics) {
    if (shares.empty() || whole.ten_thousandths <= 0) return;
    const unsigned usual = usual_decimals(shares);
    for (const PrintedShare& share : shares) {
        const std::string own = expected(share, whole, share.share.decimals);
        if (own == printed(share.share)) continue;
        const std::string usually = expected(share, whole, usual);
        const std::string right = usually == own ? own : usually;
        const std::string is = printed(share.share) + "%", should = right + "%", of = share.count.print() + " / " + whole.print();
        diagnostics.add(Code::W620, share.share.at, {Words(share.name + "占 " + is + "，按 " + of + " 应为 " + should, share.name + " is " + is + " where " + of + " makes " + should),
                                                     Words("应为 " + should, "should be " + should), Words("改成 " + should + "，或核对件数", "write " + should + ", or check the counts")});
    }
    if (shares.size() < 2) return;
    const auto odd = std::find_if(shares.begin(), shares.end(), [&](const PrintedShare& share) { return share.share.decimals != usual; });
    if (odd != shares.end()) {
        diagnostics.add(Code::W624, odd->share.at, {Words(printed(odd->share) + "% 是 " + std::to_string(odd->share.decimals) + " 位，多数是 " + std::to_string(usual) + " 位",
                                                         printed(odd->share) + "% has " + std::to_string(odd->share.decimals) + ", most have " + std::to_string(usual))});
    }
    if (!all) return;
    Figure sum;
    for (const PrintedShare& share : shares) sum = sum + share.share.value;
    std::int64_t half = 5000;  // half a unit of the last place, in ten-thousandths
    for (unsigned i = 0; i < usual; ++i) half /= 10;
    const Figure hundred = Figure::whole(100);
    const Figure away = sum < hundred ? hundred - sum : sum - hundred;
    if (away.ten_thousandths <= half * static_cast<std::int64_t>(shares.size())) return;
    diagnostics.add(Code::W625, shares.front().share.at, {sum.print(), Words(std::to_string(shares.size()) + " 项相加，舍入最多差 " + Figure{half * static_cast<std::int64_t>(shares.size())}.print(),
                                                                             std::to_string(shares.size()) + " shares; rounding explains " + Figure{half * static_cast<std::int64_t>(shares.size())}.print())});
}

}  // namespace mulu
