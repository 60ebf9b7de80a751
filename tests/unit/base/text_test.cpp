// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

using namespace mulu;

TEST(Text, finds_the_first_invalid_byte) {
    struct {
        std::string text;
        std::optional<std::size_t> at;
    } const cases[] = {
        {"", std::nullopt},
        {"plain", std::nullopt},
        {"政府信息公开", std::nullopt},
        {"\xF0\xA0\x80\x80", std::nullopt},  // U+20000
        {"\xF4\x8F\xBF\xBF", std::nullopt},  // U+10FFFF
        {"\xF4\x90\x80\x80", 0},             // above it
        {"\xED\xA0\x80", 0},                 // a surrogate
        {"\xC0\x80", 0},                     // overlong
        {"\xE0\x80\x80", 0},
        {"\xF0\x80\x80\x80", 0},
        {"abc\x80", 3},
        {"abc\xFF", 3},
        {"\xE4\xB8", 0},  // cut off
        {std::string("nul\0nul", 7), std::nullopt},
    };
    for (const auto& [text, at] : cases) EXPECT_EQ(first_invalid_utf8(text), at) << text;
}

TEST(Text, finds_an_invalid_byte_at_every_position) {
    // Every alignment of the eight-byte step, behind ASCII and behind Han.
    for (std::size_t length = 0; length < 40; ++length) {
        std::string ascii(length, 'a'), mixed;
        while (mixed.size() < length) mixed += mixed.size() % 5 == 0 ? "政" : "b";
        EXPECT_EQ(first_invalid_utf8(ascii + "\xB8" + std::string(20, 'c')), ascii.size());
        EXPECT_EQ(first_invalid_utf8(mixed + "\xB8" + std::string(20, 'c')), mixed.size());
        EXPECT_EQ(first_invalid_utf8(ascii + "政" + mixed), std::nullopt);
        EXPECT_EQ(first_invalid_utf8(ascii + "\xE6\x94"), ascii.size());
    }
}

TEST(Text, finds_the_first_invalid_byte_that_a_walk_finds) {
    // Characters of every length at the borders of what is allowed, and pieces of such that are not.
    const std::vector<std::string> parts = {"a", "政", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", std::string(1, '\0')};
    const std::vector<std::string> wrong = {"\x80", "\xBF", "\xC0\xAF", "\xC1", "\xC2", "\xE0\x9F\xBF", "\xE4\xB8", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF0\x90\x80", "\xF4\x90\x80\x80", "\xF5", "\xFF", "\xE4"};
    std::mt19937 random(3);
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (std::size_t i = 0, count = random() % 40; i < count; ++i) text += random() % 60 == 0 ? wrong[random() % wrong.size()] : parts[random() % parts.size()];
        std::optional<std::size_t> expected;
        for (std::size_t at = 0; at < text.size() && !expected;) {
            const std::size_t begin = at;
            // U+FFFD is what is read where nothing can be; it is in no part.
            if (next_character(text, at) == U'\xFFFD') expected = begin;
        }
        EXPECT_EQ(first_invalid_utf8(text), expected) << round;
    }
}

TEST(Text, counts_characters_as_a_walk_does) {
    const std::vector<std::string> parts = {"a", "abcdefgh", "政", "é", "\xE0\xA0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\U0001F600", "\xE4\xB8", "\x80", "\xFF"};
    std::mt19937 random(5);
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (std::size_t i = 0, count = random() % 30; i < count; ++i) text += parts[random() % parts.size()];
        std::size_t expected = 0;
        for (std::size_t at = 0; at < text.size(); ++expected) next_character(text, at);
        EXPECT_EQ(count_characters(text), expected) << text;
    }
}

TEST(Text, counts_characters_of_sound_text) {
    for (std::size_t length = 0; length < 40; ++length) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i) text += i % 5 == 0 ? "政" : i % 5 == 1 ? "é" : i % 5 == 2 ? "\U0001F600" : "a";
        EXPECT_EQ(count_sound_characters(text), length);
        EXPECT_EQ(count_sound_characters(std::string(length, 'a')), length);
    }
}

TEST(Text, reads_characters_forwards_and_backwards) {
    const std::string text = "a中\xF0\xA0\x80\x80";
    std::size_t at = 0;
    EXPECT_EQ(next_character(text, at), U'a');
    EXPECT_EQ(next_character(text, at), U'中');
    EXPECT_EQ(next_character(text, at), U'\U00020000');
    EXPECT_EQ(at, text.size());
    EXPECT_EQ(last_character(text), U'\U00020000');
    EXPECT_EQ(last_character("中"), U'中');
    EXPECT_EQ(last_character(""), U'\0');
    EXPECT_EQ(last_character("a\x80"), U'\xFFFD');
    at = 0;
    EXPECT_EQ(next_character("\xE4\xB8", at), U'\xFFFD');
    EXPECT_EQ(at, 1U);
}

TEST(Text, appends_what_it_reads) {
    for (const char32_t character : {U'a', U'\x7F', U'\x80', U'\x7FF', U'\x800', U'中', U'\xFFFF', U'\U00010000', U'\U0010FFFF'}) {
        std::string text;
        append_character(text, character);
        std::size_t at = 0;
        EXPECT_EQ(next_character(text, at), character);
        EXPECT_EQ(at, text.size());
    }
    std::string text;
    append_character(text, 0xD800);
    append_character(text, 0x110000);
    EXPECT_EQ(text, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Text, counts_characters) {
    EXPECT_EQ(count_characters("政府a"), 3U);
    EXPECT_EQ(first_characters("政府信息", 2), "政府");
    EXPECT_EQ(first_characters("政府", 5), "政府");
    EXPECT_EQ(first_characters("政府", 0), "");
}

TEST(Text, knows_the_columns_of_characters) {
    EXPECT_EQ(display_width(U'a'), 1);
    EXPECT_EQ(display_width(U'中'), 2);
    EXPECT_EQ(display_width(U'：'), 2);
    EXPECT_EQ(display_width(U'　'), 2);
    EXPECT_EQ(display_width(U'が'), 2);
    EXPECT_EQ(display_width(U'한'), 2);
    EXPECT_EQ(display_width(U'\U00020000'), 2);
    EXPECT_EQ(display_width(U'\U00031350'), 2);  // extension H, younger than utf8proc 2.8
    EXPECT_EQ(display_width(U'\U00033479'), 2);  // extension J
    EXPECT_EQ(display_width(U'\x0301'), 0);
    EXPECT_EQ(display_width(U'“'), 1);
    EXPECT_EQ(display_width(U'é'), 1);
    EXPECT_EQ(display_width("发布: a"), 7);
}

TEST(Text, knows_han) {
    for (const char32_t character :
         {U'中', U'々', U'〇', U'㐀', U'豈', U'\U00020000', U'\U0002A6DF', U'\U0002EBF0', U'\U00030000', U'\U00031350', U'\U00033479'})
        EXPECT_TRUE(is_han(character)) << std::hex << static_cast<unsigned>(character);
    for (const char32_t character : {U'a', U'，', U'が', U'한', U'　', U'“', U'\U0001F600', U'0'}) EXPECT_FALSE(is_han(character));
}

TEST(Text, knows_scripts_without_spaces) {
    for (const char32_t character : {U'中', U'，', U'。', U'が', U'（', U'\U00030000'}) EXPECT_TRUE(is_spaceless_script(character));
    for (const char32_t character : {U'a', U'한', U'ㄱ', U'㈀', U'“', U'é'}) EXPECT_FALSE(is_spaceless_script(character));
}

TEST(Text, knows_classes_of_characters) {
    for (const char32_t character : {U'!', U'，', U'“', U'$', U'+', U'《', U'—'}) EXPECT_TRUE(is_punctuation(character));
    for (const char32_t character : {U'a', U'中', U' ', U'1'}) EXPECT_FALSE(is_punctuation(character));
    for (const char32_t character : {U' ', U'\t', U'\n', U'\xA0', U'　', U'\x2028'}) EXPECT_TRUE(is_space(character));
    for (const char32_t character : {U'a', U'\x200B', U'中'}) EXPECT_FALSE(is_space(character));
    for (const char32_t character : {U'\x07', U'\x7F', U'\x85', U'\xE000', U'\xFFFE', U'\xFDD0', U'\U000F0000', U'\U0001FFFF'})
        EXPECT_TRUE(is_unprintable(character));
    for (const char32_t character : {U'a', U'\t', U'\n', U'\r', U'中', U'\xFFFD', U'\U00020000'}) EXPECT_FALSE(is_unprintable(character));
}

TEST(Text, folds_as_readers_do) {
    EXPECT_EQ(fold("Ｇｏｖ"), "gov");
    EXPECT_EQ(fold("通知（２０１３）"), "通知(2013)");
    EXPECT_EQ(fold("ABC"), "abc");
    EXPECT_EQ(fold("Straße"), "strasse");
    EXPECT_EQ(compose("e\xCC\x81"), "é");
    EXPECT_EQ(compose("通知"), "通知");
    EXPECT_EQ(compose("ＡＢ"), "ＡＢ");
    EXPECT_EQ(lower_ascii("ÄB中"), "Äb中");
}

TEST(Text, trims_and_splits) {
    EXPECT_EQ(trim("　 标题 \t\n　"), "标题");
    EXPECT_EQ(trim(" 　 "), "");
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
    EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
    EXPECT_EQ(split("a,", ','), (std::vector<std::string_view>{"a", ""}));
    EXPECT_EQ(replace_all("aXbX", "X", "--"), "a--b--");
    EXPECT_EQ(replace_all("aaa", "aa", "b"), "ba");
    EXPECT_EQ(replace_all("abc", "", "x"), "abc");
}

TEST(Text, escapes_html) {
    EXPECT_EQ(escape_html("<a href=\"x\">'&'</a>"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
    EXPECT_EQ(escape_html("政府信息"), "政府信息");
    EXPECT_EQ(escape_html(""), "");
    std::string out = "x";
    append_escaped_html(out, "&");
    EXPECT_EQ(out, "x&amp;");
}

TEST(Text, cleans_for_xml) {
    EXPECT_EQ(clean_xml("a\x01\tb\n"), "a\tb\n");
    EXPECT_EQ(clean_xml("a\xEF\xBF\xBE\xEF\xBF\xBF"
                        "b"),
              "ab");
    EXPECT_EQ(clean_xml("\xED\xA0\x80x\x80"), "x");
    EXPECT_EQ(clean_xml("\xEF\xBF\xBD"
                        "（全角）"),
              "\xEF\xBF\xBD（全角）");
}

TEST(Text, writes_json) {
    const auto json = [](std::string_view text) {
        std::string out;
        append_json(out, text);
        return out;
    };
    EXPECT_EQ(json("标题\"\\\n"), "\"标题\\\"\\\\\\n\"");
    EXPECT_EQ(json("</script>&"), "\"\\u003C/script\\u003E\\u0026\"");
    EXPECT_EQ(json("\x01\x7F"), "\"\\u0001\\u007F\"");
    EXPECT_EQ(json("a\xE2\x80\xA8"
                   "b\xE2\x80\xA9"),
              "\"a\\u2028b\\u2029\"");
    EXPECT_EQ(json("“”"), "\"“”\"");  // begin with the same byte as U+2028
}

TEST(Text, writes_csv) {
    const auto csv = [](std::string_view text) {
        std::string out;
        append_csv(out, text);
        return out;
    };
    EXPECT_EQ(csv("通知"), "通知");
    EXPECT_EQ(csv("a,b"), "\"a,b\"");
    EXPECT_EQ(csv("a\"b"), "\"a\"\"b\"");
    EXPECT_EQ(csv("a\nb"), "\"a\nb\"");
    EXPECT_EQ(csv("=1+1"), "'=1+1");
    EXPECT_EQ(csv("@a,b"), "\"'@a,b\"");
    EXPECT_EQ(csv("+86"), "'+86");
    EXPECT_EQ(csv("-a"), "'-a");
    EXPECT_EQ(csv("-12.5"), "-12.5");
    EXPECT_EQ(csv("-"), "'-");
}

TEST(Text, encodes_urls) {
    EXPECT_EQ(percent_encode("附件 1/a.pdf"), "%E9%99%84%E4%BB%B6%201/a.pdf");
    EXPECT_EQ(percent_decode("%E9%99%84%E4%BB%B6%201/a.pdf"), "附件 1/a.pdf");
    EXPECT_EQ(percent_decode("100%"), "100%");
    EXPECT_EQ(percent_decode("%4"), "%4");
    EXPECT_EQ(percent_decode("%zz%4a"), "%zzJ");
}

TEST(Text, summarises) {
    struct {
        const char* text;
        std::size_t limit;
        const char* summary;
    } const cases[] = {
        {"短文。", 10, "短文。"},
        {"第一句。第二句很长很长。", 8, "第一句。"},
        {"他说：“好。”然后走了很远很远。", 10, "他说：“好。”"},
        {"没有句号，只有逗号的一段文字", 8, "没有句号，"},
        {"没有任何标点的一段文字", 6, "没有任何标…"},
        {"增长3.5倍而且还在增长", 8, "增长3.5倍而…"},
        {"First one. Second one goes on", 14, "First one."},
        {"two words here", 11, "two words"},
        {"中文\n换行  后面 and  English", 40, "中文换行后面 and English"},
        {"", 5, ""},
        {"e\xCC\x81"
         "e\xCC\x81"
         "e\xCC\x81",
         4, "e\xCC\x81…"},
    };
    for (const auto& [text, limit, summary] : cases) {
        EXPECT_EQ(summarise(text, limit), summary);
        EXPECT_LE(count_characters(summarise(text, limit)), limit);
    }
}

TEST(Text, finds_what_was_meant) {
    const std::vector<std::string> keys{"title", "unit", "published", "发布机构", "主题分类", "体裁"};
    EXPECT_EQ(nearest("titel", keys), "title");
    EXPECT_EQ(nearest("Title", keys), "title");
    EXPECT_EQ(nearest("publised", keys), "published");
    EXPECT_EQ(nearest("发布机关", keys), "发布机构");
    EXPECT_EQ(nearest("休裁", keys), "体裁");
    EXPECT_EQ(nearest("内容", keys), std::nullopt);
    EXPECT_EQ(nearest("xy", keys), std::nullopt);
    EXPECT_EQ(nearest("", keys), std::nullopt);
    EXPECT_EQ(nearest("x", {}), std::nullopt);
}
