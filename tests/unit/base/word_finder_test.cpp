// SPDX-License-Identifier: Apache-2.0
#include "base/word_finder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace mulu {
namespace {

using Found = std::vector<std::pair<std::string, std::size_t>>;

Found found_in(const WordFinder& finder, std::string_view text) {
    Found found;
    finder.find(text, [&](std::string_view word, std::size_t begin) { found.emplace_back(word, begin); });
    return found;
}

TEST(WordFinder, finds_each_word_wherever_it_stands) {
    const WordFinder finder({"住址", "地址", "(1"});
    EXPECT_EQ(found_in(finder, "住址：（略），地址(1"), (Found{{"住址", 0}, {"地址", 21}, {"(1", 27}}));
    EXPECT_EQ(found_in(finder, ""), Found{});
    EXPECT_EQ(found_in(finder, "址"), Found{});
    EXPECT_EQ(found_in(finder, "住地"), Found{});
}

TEST(WordFinder, finds_words_within_and_over_one_another) {
    EXPECT_EQ(found_in(WordFinder({"不公开", "公开", "开不"}), "不公开不公开"), (Found{{"不公开", 0}, {"公开", 3}, {"开不", 6}, {"不公开", 9}, {"公开", 12}}));
    EXPECT_EQ(found_in(WordFinder({"aa"}), "aaa"), (Found{{"aa", 0}, {"aa", 1}}));
}

TEST(WordFinder, does_not_look_for_less_than_two_bytes) { EXPECT_EQ(found_in(WordFinder({"", "a"}), "aaa"), Found{}); }

TEST(WordFinder, finds_what_searching_word_by_word_finds) {
    std::mt19937 random(7);
    const std::vector<std::string> parts = {"密", "级", "内", "部", "公", "开", "a", "(", "1", "★", "\n"};
    const std::initializer_list<std::string_view> words = {"密级", "内部", "公开", "密", "(1", "a(1", "\n密", "★"};
    const WordFinder finder(words);
    for (int round = 0; round < 500; ++round) {
        std::string text;
        for (std::size_t i = 0, count = random() % 60; i < count; ++i) text += parts[random() % parts.size()];
        Found expected;
        for (const std::string_view word : words) {
            for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) expected.emplace_back(word, at);
        }
        Found found = found_in(finder, text);
        std::sort(found.begin(), found.end());
        std::sort(expected.begin(), expected.end());
        EXPECT_EQ(found, expected) << text;
    }
}

}  // namespace
}  // namespace mulu
