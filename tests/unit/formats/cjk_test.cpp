// SPDX-License-Identifier: Apache-2.0
#include "formats/cjk.hpp"

#include <gtest/gtest.h>

namespace mulu {
namespace {

/// A marked body with | for each marker, so that expectations can be read.
std::string marked(std::string_view body) {
    std::string shown = mark_emphasis(body);
    for (std::size_t at; (at = shown.find(emphasis_marker_utf8)) != std::string::npos;) shown.replace(at, emphasis_marker_utf8.size(), "|");
    return shown;
}

TEST(Cjk, joins_lines_between_wide_characters_only) {
    EXPECT_TRUE(joins_lines(U'甲', U'乙'));
    EXPECT_TRUE(joins_lines(U'，', U'乙'));
    EXPECT_TRUE(joins_lines(U'甲', U'《'));
    EXPECT_TRUE(joins_lines(U'ア', U'亜'));
    EXPECT_TRUE(joins_lines(U'𠮷', U'甲'));
    EXPECT_FALSE(joins_lines(U'甲', U'a'));
    EXPECT_FALSE(joins_lines(U'a', U'甲'));
    EXPECT_FALSE(joins_lines(U'1', U'2'));
    EXPECT_FALSE(joins_lines(U'한', U'국'));
    EXPECT_FALSE(joins_lines(U'甲', U'국'));
    EXPECT_FALSE(joins_lines(0, U'甲'));
    EXPECT_FALSE(joins_lines(U'甲', 0));
}

TEST(Cjk, knows_the_marks_that_chinese_shares_with_latin) {
    for (const char32_t mark : std::u32string_view(U"“”‘’—…·")) EXPECT_TRUE(is_shared_mark(mark)) << static_cast<unsigned>(mark);
    for (const char32_t mark : std::u32string_view(U"「，。a甲-.\"")) EXPECT_FALSE(is_shared_mark(mark)) << static_cast<unsigned>(mark);
}

TEST(Cjk, flanks_as_commonmark) {
    constexpr Flanks none{false, false}, opens{true, false}, closes{false, true}, both{true, true};
    struct {
        char32_t before, after;
        Flanks strict, loose;
    } const table[]{
        {U' ', U'a', opens, opens},  {U'a', U' ', closes, closes},   {U' ', U' ', none, none},     {U'a', U'b', both, both},
        {0, U'a', opens, opens},     {U'a', 0, closes, closes},      {U'a', U'.', closes, closes}, {U'.', U'a', opens, opens},
        {U'.', U'.', both, both},    {U'，', U'她', opens, both},    {U'她', U'“', closes, both},  {U'）', U'a', opens, both},
        {U'甲', U'(', closes, both}, {U'甲', U'　', closes, closes}, {U'”', U'a', opens, opens},   {U'，', U' ', closes, closes},
    };
    for (const auto& [before, after, strict, loose] : table) {
        EXPECT_EQ(flanks(before, after), strict) << static_cast<unsigned>(before) << ' ' << static_cast<unsigned>(after);
        EXPECT_EQ(loose_flanks(before, after), loose) << static_cast<unsigned>(before) << ' ' << static_cast<unsigned>(after);
    }
}

TEST(Cjk, marks_runs_that_would_stay_literal) {
    const std::pair<const char*, const char*> table[]{
        {"**真，**她", "**真，|**她"},
        {"她**“真”**们", "她**|“真”|**们"},
        {"**《条例》**的", "**《条例》|**的"},
        {"*“甲”*乙", "*“甲”|*乙"},
        {"甲**（一）**乙**（二）**丙", "甲**|（一）|**乙**|（二）|**丙"},
        {"**甲(a)**乙", "**甲(a)|**乙"},
        {"**甲，\n乙。**丙", "**甲，\n乙。|**丙"},
        {"> **甲，**乙", "> **甲，|**乙"},
        {"- **甲，**乙\n- **丙，**丁", "- **甲，|**乙\n- **丙，|**丁"},
        {"| **甲，**乙 | **丙，**丁 |", "| **甲，|**乙 | **丙，|**丁 |"},
        {"| a\\| **甲，**乙 |", "| a\\| **甲，|**乙 |"},
        {"**甲~~乙~~**丙", "**甲~~乙~~|**丙"},
        {"`a` **甲，**乙", "`a` **甲，|**乙"},
        {"`a **甲，**乙", "`a **甲，|**乙"},
    };
    for (const auto& [body, expected] : table) EXPECT_EQ(marked(body), expected);
}

TEST(Cjk, leaves_alone_what_works_or_cannot_match) {
    for (const char* body : {
             "",
             "甲",
             "**甲**",
             "甲**乙**丙",
             "**甲**，**乙**。",
             "“**甲**”",
             "**a,**b",
             "2**3，**甲**",
             "真，**她",
             "**甲\n\n，**乙",
             "甲 * 乙",
             "`**真，**她`",
             "``a ` **真，**她``",
             "```\n**真，**她\n```\n",
             "~~~\n**真，**她\n",
             "\\*\\*真，\\*\\*她",
             "***\n",
             "* 甲\n* 乙\n",
             "**甲\n# 乙，**丙",
             "| **甲， | **乙 |",
             "__真，__她",
             "**_甲，_**乙",
         }) {
        EXPECT_EQ(marked(body), body);
    }
}

TEST(Cjk, marks_nothing_but_markers) {
    for (const char* body : {"**真，**她\n\n**“a”**乙", "*甲，*乙 ``` **丙，**丁", "| **甲，** | 乙", "```\n**a，**b"}) {
        std::string plain;
        append_unmarked(plain, mark_emphasis(body));
        EXPECT_EQ(plain, body);
    }
}

TEST(Cjk, marks_long_paragraphs_in_reasonable_time) {
    std::string body;
    for (int i = 0; i < 100000; ++i) body += "**甲，**乙`";
    std::string plain;
    append_unmarked(plain, mark_emphasis(body));
    EXPECT_EQ(plain, body);
}

}  // namespace
}  // namespace mulu
