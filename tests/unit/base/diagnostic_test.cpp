// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostic.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

using namespace mulu;

TEST(Diagnostic, knows_every_code_by_its_name) {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < code_count; ++i) {
        const auto code = static_cast<Code>(i);
        const CodeWords& words = words_of(code);
        EXPECT_EQ(find_code(words.name), code);
        EXPECT_TRUE(names.insert(words.name).second) << words.name;
        EXPECT_EQ(words.level, words.name[0] == 'E' ? Level::error : words.name[0] == 'H' ? Level::held : Level::warning);
        EXPECT_FALSE(words.headline_zh.empty());
        EXPECT_FALSE(words.headline_en.empty());
        EXPECT_EQ(words.label_zh.empty(), words.label_en.empty()) << words.name;
        EXPECT_EQ(words.help_zh.empty(), words.help_en.empty()) << words.name;
    }
    EXPECT_EQ(find_code("E000"), std::nullopt);
    EXPECT_EQ(find_code(""), std::nullopt);
}

TEST(Diagnostic, both_languages_use_the_same_arguments) {
    const auto slots = [](std::string_view text) {
        std::set<char> found;
        for (std::size_t i = 0; i + 2 < text.size(); ++i) {
            if (text[i] == '{' && text[i + 2] == '}' && text[i + 1] >= '0' && text[i + 1] <= '9') found.insert(text[i + 1]);
        }
        return found;
    };
    for (std::size_t i = 0; i < code_count; ++i) {
        const CodeWords& words = words_of(static_cast<Code>(i));
        EXPECT_EQ(slots(words.headline_zh), slots(words.headline_en)) << words.name;
        EXPECT_EQ(slots(words.label_zh), slots(words.label_en)) << words.name;
        EXPECT_EQ(slots(words.help_zh), slots(words.help_en)) << words.name;
    }
}

TEST(Diagnostic, fills_words) {
    const std::vector<Words> args{"甲", Words("乙", "b"), "{0}"};
    EXPECT_EQ(fill_words("{0}和{1}", args, Language::zh), "甲和乙");
    EXPECT_EQ(fill_words("{0} and {1}", args, Language::en), "甲 and b");
    EXPECT_EQ(fill_words("{{/{0}}}", args, Language::zh), "{{/甲}}");
    EXPECT_EQ(fill_words("{{{0}}}", args, Language::zh), "{{甲}}");
    EXPECT_EQ(fill_words("{code: {0}, reason: x}", args, Language::zh), "{code: 甲, reason: x}");
    EXPECT_EQ(fill_words("{2}", args, Language::zh), "{0}");  // never filled twice
    EXPECT_EQ(fill_words("{7} {x} {", args, Language::zh), "{7} {x} {");
    EXPECT_EQ(fill_words("", args, Language::zh), "");
}

TEST(Diagnostic, levels_can_be_set) {
    Levels levels;
    EXPECT_EQ(levels.of(Code::E203), Level::error);
    EXPECT_EQ(levels.of(Code::H703), Level::held);
    EXPECT_EQ(levels.of(Code::W801), Level::warning);
    levels.set(Code::W801, Level::off);
    EXPECT_EQ(levels.of(Code::W801), Level::off);
    Diagnostics diagnostics;
    diagnostics.add(Code::W801, {"a.md", 1, 1, 1});
    diagnostics.add(Code::W809, {"a.md", 1, 1, 1});
    EXPECT_EQ(diagnostics.count(Level::warning, levels), 1U);
    EXPECT_EQ(diagnostics.count(Level::off, levels), 1U);
}

TEST(Diagnostic, order_does_not_depend_on_threads) {
    std::vector<Diagnostic> all;
    for (const char* path : {"b.md", "a.md"}) {
        for (const std::uint32_t line : {2U, 1U}) {
            for (const Code code : {Code::E203, Code::E101}) {
                for (const char* arg : {"y", "x"}) all.push_back({code, {path, line, 3, 1}, {arg}, {}});
            }
        }
    }
    all.push_back({Code::E203, {"a.md", 1, 3, 1}, {"x"}, {{"note", {"b.md", 1, 1, 1}}}});
    std::sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) { return a.args[0].zh < b.args[0].zh; });
    std::string expected;
    for (int round = 0; round < 20; ++round) {
        std::rotate(all.begin(), all.begin() + 5, all.end());
        Diagnostics left, right;
        for (std::size_t i = 0; i < all.size(); ++i) (i % 3 == 0 ? left : right).add(all[i]);
        left.add(all[0]);  // an exact repetition is dropped
        left.merge(std::move(right));
        std::string order;
        for (const Diagnostic& d : left.sorted()) {
            order += d.at.path + std::to_string(d.at.line) + std::string(words_of(d.code).name) + d.args[0].zh + std::to_string(d.notes.size()) + " ";
        }
        if (expected.empty()) expected = order;
        EXPECT_EQ(order, expected);
        const std::size_t size = left.all().size();
        left.sort();
        EXPECT_EQ(left.all().size(), size) << "what is there twice stays";
        std::size_t at = 0;
        const auto sorted = left.sorted();
        for (const Diagnostic* d : left.in_order()) EXPECT_EQ(d->at, sorted[at++].at);
        EXPECT_EQ(at, sorted.size());
    }
    EXPECT_EQ(expected.substr(0, 50), "a.md1E101x0 a.md1E101y0 a.md1E203x0 a.md1E203x1 a.");
}

TEST(Diagnostic, words_of_one_text_are_the_same_in_both_languages) {
    const Words both = "x";
    EXPECT_EQ(both.in(Language::zh), "x");
    EXPECT_EQ(both.in(Language::en), "x");
    const Words two("中", "en");
    EXPECT_EQ(two.in(Language::zh), "中");
    EXPECT_EQ(two.in(Language::en), "en");
}
