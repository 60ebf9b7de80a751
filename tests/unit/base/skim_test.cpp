// SPDX-License-Identifier: Apache-2.0
#include "base/skim.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace mulu;

namespace {

constexpr std::size_t npos = std::string_view::npos;

std::size_t find_x(std::string_view text, std::size_t from = 0) {
    return skim<0>(text, from, [](const Neighbours& p) { return p[0] == 'x'; });
}

/// “xy”, or “x” with the text's end behind it.
std::size_t find_pair(std::string_view text, std::size_t from = 0) {
    return skim<1>(text, from, [](const Neighbours& p) { return (p[0] == 'x') & ((p[1] == 'y') | (p[1] == 0)); });
}

}  // namespace

TEST(Skim, finds_a_byte_wherever_it_stands) {
    EXPECT_EQ(find_x(""), npos);
    EXPECT_EQ(find_x("x"), 0U);
    EXPECT_EQ(find_x("a"), npos);
    for (std::size_t size = 1; size < 200; ++size) {
        std::string text(size, 'a');
        EXPECT_EQ(find_x(text), npos) << size;
        for (std::size_t at = 0; at < size; ++at) {
            text[at] = 'x';
            EXPECT_EQ(find_x(text), at) << size;
            EXPECT_EQ(find_x(text, at), at) << size;
            EXPECT_EQ(find_x(text, at + 1), npos) << size;
            text[at] = 'a';
        }
    }
}

TEST(Skim, looks_at_what_stands_behind_and_reads_zeros_behind_the_end) {
    for (std::size_t lead = 0; lead < 80; ++lead) {
        const std::string before(lead, 'x');
        EXPECT_EQ(find_pair(before + "xyx"), lead);
        EXPECT_EQ(find_pair(before + "xyx", lead + 1), lead + 2) << "the end of the text is behind it";
        EXPECT_EQ(find_pair(before + "xz" + std::string(100, 'a')), npos);
        // What stands behind the view is none of its business.
        const std::string longer = before + "x" + "z";
        EXPECT_EQ(find_pair(std::string_view(longer).substr(0, lead + 1)), lead);
    }
}

TEST(Skim, never_finds_what_lies_behind_the_end) {
    const auto zero = [](const Neighbours& p) { return p[0] == 0; };
    for (std::size_t size = 0; size < 100; ++size) {
        const std::string text(size, 'a');
        EXPECT_EQ(skim<0>(text, 0, zero), npos);
        EXPECT_EQ(skim<5>(text, 0, zero), npos);
        EXPECT_EQ(skim<0>(text, size, zero), npos);
    }
    EXPECT_EQ(skim<0>(std::string_view("a\0b", 3), 0, zero), 1U);
}

TEST(Skim, knows_ranges_of_bytes) {
    for (unsigned byte = 0; byte < 256; ++byte) {
        const std::string text(1, static_cast<char>(byte));
        EXPECT_EQ(skim<0>(text, 0, [](const Neighbours& p) { return in_range(p[0], '0', '9'); }) == 0, byte >= '0' && byte <= '9') << byte;
        EXPECT_EQ(skim<0>(text, 0, [](const Neighbours& p) { return in_range(p[0], 0xA8, 0xAE); }) == 0, byte >= 0xA8 && byte <= 0xAE) << byte;
        EXPECT_EQ(skim<0>(text, 0, [](const Neighbours& p) { return in_range(p[0], 0, 255); }), 0U) << byte;
    }
}

TEST(Skim, compares_bytes_without_a_sign) {
    const auto above = [](const Neighbours& p) { return p[0] >= 0xF3; };
    EXPECT_EQ(skim<0>("abc\x7F\x80\xF2\xF3", 0, above), 6U);
    EXPECT_EQ(skim<0>("abc\x7F\x80\xF2", 0, above), npos);
}

TEST(Skim, goes_on_where_it_is_told) {
    for (std::size_t lead = 0; lead < 70; ++lead) {
        const std::string text = std::string(lead, 'a') + "xxx" + std::string(40, 'a') + "xx";
        std::vector<std::size_t> all, first_of_runs;
        const auto is_x = [](const Neighbours& p) { return p[0] == 'x'; };
        skim_all<0>(text, is_x, [&](std::size_t at) {
            all.push_back(at);
            return at + 1;
        });
        EXPECT_EQ(all, (std::vector<std::size_t>{lead, lead + 1, lead + 2, lead + 43, lead + 44}));
        skim_all<0>(text, is_x, [&](std::size_t at) {
            first_of_runs.push_back(at);
            return std::min(text.find('a', at), text.size());
        });
        EXPECT_EQ(first_of_runs, (std::vector<std::size_t>{lead, lead + 43}));
        std::size_t calls = 0;
        skim_all<0>(text, is_x, [&](std::size_t) {
            ++calls;
            return text.size();
        });
        EXPECT_EQ(calls, 1U);
    }
    skim_all<3>("", [](const Neighbours& p) { return p[0] == 0; }, [](std::size_t at) { ADD_FAILURE(); return at + 1; });
    skim_all<3>("aaa", [](const Neighbours& p) { return p[0] == 0; }, [](std::size_t at) { ADD_FAILURE(); return at + 1; });
}

TEST(Skim, finds_what_a_walk_finds) {
    std::mt19937 random(11);
    for (int round = 0; round < 500; ++round) {
        std::string text;
        for (std::size_t i = 0, count = random() % 150; i < count; ++i) text += "axy"[random() % 10 == 0 ? 1 : random() % 12 == 0 ? 2 : 0];
        std::size_t expected = 0;
        while (expected < text.size() && !(text[expected] == 'x' && (expected + 1 == text.size() || text[expected + 1] == 'y'))) ++expected;
        EXPECT_EQ(find_pair(text), expected == text.size() ? npos : expected) << text;
        std::vector<std::size_t> walked, skimmed;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] == 'x') walked.push_back(at);
        }
        skim_all<0>(text, [](const Neighbours& p) { return p[0] == 'x'; }, [&](std::size_t at) { return skimmed.push_back(at), at + 1; });
        EXPECT_EQ(skimmed, walked) << text;
    }
}
