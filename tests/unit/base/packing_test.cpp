// SPDX-License-Identifier: Apache-2.0
#include "base/packing.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "base/arena.hpp"
#include "base/few.hpp"
#include "base/text_table.hpp"

using namespace mulu;

TEST(Packing, gives_back_what_was_packed) {
    const std::uint64_t numbers[] = {0, 1, 127, 128, 16383, 16384, std::numeric_limits<std::uint32_t>::max(), std::numeric_limits<std::uint64_t>::max()};
    const std::int64_t signed_numbers[] = {0, -1, 1, -64, 63, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    Packer to;
    for (const std::uint64_t number : numbers) to.number(number);
    for (const std::int64_t number : signed_numbers) to.signed_number(number);
    to.text("目录");
    to.text("");
    to.flag(true);
    to.flag(false);
    to.digest({1, std::numeric_limits<std::uint64_t>::max()});
    Unpacker from(to.bytes());
    for (const std::uint64_t number : numbers) EXPECT_EQ(from.number(), number);
    for (const std::int64_t number : signed_numbers) EXPECT_EQ(from.signed_number(), number);
    EXPECT_EQ(from.text(), "目录");
    EXPECT_EQ(from.text(), "");
    EXPECT_TRUE(from.flag());
    EXPECT_FALSE(from.flag());
    EXPECT_EQ(from.digest(), (Digest{1, std::numeric_limits<std::uint64_t>::max()}));
    EXPECT_TRUE(from.sound());
    EXPECT_TRUE(from.at_end());
}

TEST(Packing, of_too_few_bytes_is_told_and_harmless) {
    Packer to;
    to.number(1000);
    to.text("text");
    to.digest({1, 2});
    const std::string whole = to.bytes();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        Unpacker from(std::string_view(whole).substr(0, size));
        from.number();
        from.text();
        from.digest();
        EXPECT_FALSE(from.sound()) << size;
    }
    Unpacker huge("\xFF\xFF\xFF\xFF\x0Fx");
    EXPECT_EQ(huge.count(), 0U) << "a count of more things than there are bytes";
    EXPECT_FALSE(huge.sound());
    Unpacker endless("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80");
    endless.number();
    EXPECT_FALSE(endless.sound());
}

TEST(TextTable, finds_the_first_of_equal_texts) {
    std::vector<std::string> texts;
    for (int i = 0; i < 1000; ++i) texts.push_back("N-" + std::to_string(i % 900));
    TextTable table(texts.size());
    const auto text_of = [&](std::uint32_t number) -> std::string_view { return texts[number]; };
    for (std::uint32_t i = 0; i < texts.size(); ++i) EXPECT_EQ(table.add(texts[i], i, text_of), i < 900 ? TextTable::none : i - 900);
    for (std::uint32_t i = 0; i < 900; ++i) EXPECT_EQ(table.find(texts[i], text_of), i);
    EXPECT_EQ(table.find("N-900", text_of), TextTable::none);
    EXPECT_EQ(TextTable().find("N-1", text_of), TextTable::none);
}

TEST(TextTable, tells_texts_of_one_hash_apart) {
    const std::vector<std::string> texts = {"a", "b", "c"};
    TextTable table(3);
    const auto text_of = [&](std::uint32_t number) -> std::string_view { return texts[number]; };
    for (std::uint32_t i = 0; i < texts.size(); ++i) EXPECT_EQ(table.add(texts[i], TextTable::hash_of("a"), i, text_of), TextTable::none);
    EXPECT_EQ(table.find("a", text_of), 0U);
}

TEST(Arena, keeps_texts_of_any_size) {
    std::vector<std::pair<std::string, std::string_view>> kept;
    Arena arena;
    for (std::size_t size = 0; size < 200000; size = size * 2 + 1) {
        const std::string text(size, static_cast<char>('a' + size % 26));
        kept.emplace_back(text, arena.keep(text));
        for (int i = 0; i < 100; ++i) kept.emplace_back(std::to_string(i), arena.keep(std::to_string(i)));
    }
    for (const auto& [text, view] : kept) EXPECT_EQ(view, text);
}

TEST(Few, is_a_list) {
    Few<std::string> few;
    EXPECT_TRUE(few.empty());
    EXPECT_EQ(few.begin(), few.end());
    few.push_back("a");
    few.emplace_back("b");
    Few<std::string> copy = few;
    copy.back() = "c";
    EXPECT_EQ(few, (Few<std::string>{"a", "b"}));
    EXPECT_EQ(copy, (Few<std::string>{"a", "c"}));
    EXPECT_EQ(copy.at(1), "c");
    EXPECT_THROW(static_cast<void>(Few<int>().at(0)), std::out_of_range);
    few = std::move(copy);
    EXPECT_EQ(few.size(), 2U);
    few.clear();
    EXPECT_EQ(few.size(), 0U);
}

TEST(Digests, sum_to_the_same_in_any_order) {
    const Digest a = digest_of("a"), b = digest_of("b"), c = digest_of("c");
    Digest abc = a, cab = c;
    abc += b;
    abc += c;
    cab += a;
    cab += b;
    EXPECT_EQ(abc, cab);
    abc -= b;
    Digest ac = a;
    ac += c;
    EXPECT_EQ(abc, ac);
    EXPECT_NE(abc, cab);
}
