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

TEST(WordFinder, finds_words_at_the_very_begin_and_end) {
    const WordFinder finder({"密级", "(1", "\xC2\xA0(", "é", "\U0001F600"});
    for (const std::string& text : {std::string("密级"), std::string("密级a密级"), std::string("(1"), std::string("é"), std::string("\U0001F600")}) {
        const Found found = found_in(finder, text);
        ASSERT_FALSE(found.empty()) << text;
        EXPECT_EQ(found.front().second, 0U) << text;
        EXPECT_EQ(found.back().second + found.back().first.size(), text.size()) << text;
    }
    EXPECT_EQ(found_in(finder, "\xC2\xA0("), (Found{{"\xC2\xA0(", 0}}));
    // What stands behind the view is none of its business.
    EXPECT_EQ(found_in(finder, std::string_view("密级").substr(0, 5)), Found{});
    EXPECT_EQ(found_in(finder, std::string_view("密级").substr(1)), Found{});
}

TEST(WordFinder, finds_words_among_characters_that_are_cut) {
    const WordFinder finder({"密级", "公开", "(1", "é("});
    const std::vector<std::string> cuts = {"\xE5", "\xE5\xAF", "\x86", "\xBA\xA7", "\xF0\x9F", "\xC3", "\xFF", "\xE5\xE5", "\xE5\x80\x80\x80"};
    for (const std::string& cut : cuts) {
        for (const std::string& word : {std::string("密级"), std::string("公开"), std::string("(1"), std::string("é(")}) {
            EXPECT_EQ(found_in(finder, cut + word + cut), (Found{{word, cut.size()}})) << cut;
            EXPECT_EQ(found_in(finder, word + cut), (Found{{word, 0}})) << cut;
        }
    }
}

TEST(WordFinder, does_not_look_for_less_than_two_bytes) { EXPECT_EQ(found_in(WordFinder({"", "a"}), "aaa"), Found{}); }

TEST(WordFinder, finds_what_searching_word_by_word_finds) {
    std::mt19937 random(7);
    // 密, 毆 and 鯆 have the same last two bytes; the last ones are characters that are cut, and one of four bytes.
    const std::vector<std::string> parts = {"密", "级", "内", "部", "公", "开", "a", "(", "1", "★", "\n", "毆", "鯆", "é", "\xE5", "\xAF", "\x86", "\U0001F600"};
    const std::initializer_list<std::string_view> words = {"密级", "内部", "公开", "密", "(1", "a(1", "\n密", "★", "公毆", "毆", "鯆", "é", "aé", "\U0001F600", "1\U0001F600"};
    const WordFinder finder(words);
    for (int round = 0; round < 2000; ++round) {
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
