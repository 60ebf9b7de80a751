// SPDX-License-Identifier: Apache-2.0
#include "model/secrecy.hpp"

#include <gtest/gtest.h>

using namespace mulu;

namespace {

std::string marks_in(std::string_view text, TextPart part = TextPart::whole) {
    std::string found;
    for (const SecrecyMark& mark : find_secrecy_marks(text, part)) found += (found.empty() ? "" : " ") + mark.words;
    return found;
}

const std::string long_text = "一\n\n二\n\n三\n\n四\n\n五\n\n六\n\n";

}  // namespace

TEST(Secrecy, classifications_with_a_star_are_marks_wherever_they_stand) {
    for (const char* text : {"秘密★", "秘密★1年", "秘密★10年\n\n关于……的通知", "**秘密★1年**", "# 秘密★", "秘　密★", "秘 密 ★ 长期", "秘密☆", "秘密⭐3年", "特急　秘密★5年", "| 秘密★ | 文件 |", "秘密*1年", "秘密＊1年",
                             "（秘密★1年）", "此件为秘密★1年，"}) {
        EXPECT_EQ(marks_in(text), "秘密★") << text;
    }
    EXPECT_EQ(marks_in("机密★20年"), "机密★");
    EXPECT_EQ(marks_in("绝密★长期"), "绝密★");
    EXPECT_EQ(marks_in("绝密★\n机密★"), "绝密★ 机密★");
    EXPECT_EQ(marks_in(long_text + "| 一 | 机密★10年 |\n\n此件为绝密★，不得公开\n\n" + long_text), "机密★ 绝密★");
    EXPECT_EQ(marks_in("清流县某局文件 机密★5年\n\n关于某项工作的通知"), "机密★") << "at the head beside other words";
    EXPECT_EQ(marks_in("关于某项工作的通知（秘密★1年）", TextPart::name), "秘密★");
}

TEST(Secrecy, a_text_that_explains_marks_has_none) {
    for (const char* text : {"国家秘密标志：绝密★、机密★、秘密★。", "保密期限用阿拉伯数字标注，如：机密★1年。", "- 绝密★\n- 机密★\n- 秘密★\n", "| 密级 | 标志 |\n|---|---|\n| 绝密 | 绝密★30年 |\n| 机密 | 机密★20年 |\n| 秘密 | 秘密★10年 |\n",
                             "国家秘密的标志形式为机密★10年", "密级标志的样式是秘密★"}) {
        EXPECT_EQ(marks_in(text), "") << text;
        EXPECT_EQ(marks_in(long_text + text + "\n\n" + long_text), "") << text;
    }
    EXPECT_EQ(marks_in(long_text + "有人问到秘密★是什么意思\n\n" + long_text), "");
}

TEST(Secrecy, classifications_without_their_star_are_marks_where_nothing_else_stands) {
    EXPECT_EQ(marks_in("密级：秘密\n\n关于某项工作的通知"), "秘密");
    EXPECT_EQ(marks_in(long_text + "密级: 机密 10年\n\n" + long_text), "机密");
    EXPECT_EQ(marks_in("| 密级 | 秘密 |"), "秘密");
    for (const char* text : {"秘密", "【秘密】\n\n关于某项工作的通知", "# 秘密\n\n正文", "\n\n秘密 1年\n\n正文", "★秘密", "秘密▲\n\n正文", "特急 秘密\n\n正文"}) EXPECT_EQ(marks_in(text), "秘密") << text;
    EXPECT_EQ(marks_in(long_text + "机密▲\n\n" + long_text), "机密");
    EXPECT_EQ(marks_in("关于某项工作的通知【秘密】", TextPart::name), "秘密");
    for (const char* text : {"密级：分为绝密、机密、秘密", "| 密级 | 秘密 | 机密 |", "秘密级文件的管理", "一\n\n秘密\n\n二", "密级和保密期限", "密级：秘密以上的文件", "秘密、机密"}) EXPECT_EQ(marks_in(text), "") << text;
    EXPECT_EQ(marks_in("秘密", TextPart::name), "") << "a keyword";
}

TEST(Secrecy, words_about_classifications_are_no_marks) {
    for (const char* text : {"国家秘密", "国家秘密的密级分为绝密、机密、秘密三级", "标注“秘密★”字样", "国家秘密标志为\"机密★\"", "绝密级国家秘密是最重要的国家秘密", "一\n\n**秘密**", "商业秘密*", "1.属于国家秘密 |0 |", "五★级酒店",
                             "★ 秘密", "不泄露秘密。\n\n* 一\n* 二", "有**秘密***不得*"}) {
        EXPECT_EQ(marks_in(text), "") << text;
    }
}

TEST(Secrecy, internal_words_mark_where_a_line_is_theirs) {
    EXPECT_EQ(marks_in("内部资料"), "内部资料");
    EXPECT_EQ(marks_in("内部资料　注意保存\n\n正文"), "内部资料");
    EXPECT_EQ(marks_in("内部资料★妥善保管"), "内部资料");
    EXPECT_EQ(marks_in("**内部资料，不得外传！**"), "内部资料");
    EXPECT_EQ(marks_in("## 内部文件\n"), "内部文件");
    EXPECT_EQ(marks_in("正文\n\n（此件不公开）\n"), "此件不公开");
    EXPECT_EQ(marks_in("注意保密\n\n关于……的通知"), "注意保密");
    EXPECT_EQ(marks_in("内部资料    注意保存        第 3 期"), "内部资料");
    EXPECT_EQ(marks_in(long_text + "严禁外传\n\n" + long_text), "严禁外传") << "wherever it is";
    EXPECT_EQ(marks_in(long_text + "# 不得公开\n\n" + long_text), "") << "a heading of a text about disclosure";
    EXPECT_EQ(marks_in(long_text + "不得公开\n"), "不得公开") << "at the foot";
}

TEST(Secrecy, what_is_for_some_readers_only_is_marked_so) {
    EXPECT_EQ(marks_in("内部参考\n\n正文"), "内部参考");
    EXPECT_EQ(marks_in("仅限内部使用\n\n正文"), "仅限内部使用");
    EXPECT_EQ(marks_in("内部情况 严禁外传\n\n正文"), "内部情况");
    EXPECT_EQ(marks_in("正文\n\n（此件发至县团级）\n"), "此件发至县团级");
    EXPECT_EQ(marks_in("正文\n\n（此件依申请公开）\n"), "此件依申请公开");
    EXPECT_EQ(marks_in("公开属性：不予公开\n\n正文"), "公开属性：不予公开");
    EXPECT_EQ(marks_in(long_text + "此件依申请公开\n\n" + long_text), "") << "neither at the head nor at the foot";
}

TEST(Secrecy, names_are_marked_in_brackets_too) {
    EXPECT_EQ(marks_in("关于开展某项工作的通知（内部资料）", TextPart::name), "内部资料");
    EXPECT_EQ(marks_in("【内部文件】工作方案.docx", TextPart::name), "内部文件");
    EXPECT_EQ(marks_in("内部资料管理办法", TextPart::name), "");
    EXPECT_EQ(marks_in("内部资料性出版物管理办法（试行）", TextPart::name), "");
    EXPECT_EQ(marks_in("关于不得公开的政府信息的说明", TextPart::name), "");
}

TEST(Secrecy, sentences_of_laws_and_guides_are_no_marks) {
    for (const char* text :
         {"涉及国家秘密的信息不得公开。", "行政机关不得公开涉及商业秘密、个人隐私的政府信息。", "依法确定为国家秘密的政府信息，法律、行政法规禁止公开的政府信息，不予公开", "内部资料性出版物管理办法", "内部文件管理制度",
          "注意保密工作的通知", "一、不予公开的范围", "| 主动公开 | 依申请公开 | 不得公开 |", "- 行政机关内部事务信息，可以不予公开", "工作秘密、内部资料、敏感信息不得外传。", "“内部资料”", "（此件公开发布）", "（此件主动公开）", "公开属性：主动公开",
          "此件依申请公开的办法", "（此件发至县团级，公开发布）", "（此件发至县级人民政府）"}) {
        EXPECT_EQ(marks_in(text), "") << text;
    }
}

TEST(Secrecy, time_grows_with_the_text_alone) {
    std::string words, stars, lines;
    while (words.size() < 2'000'000) words += "内部保密外传不得公开";
    while (stars.size() < 2'000'000) stars += " ★密★";
    while (lines.size() < 2'000'000) lines += "内部资料\n";
    EXPECT_EQ(marks_in(words), "");
    find_secrecy_marks(stars, TextPart::whole);
    EXPECT_EQ(find_secrecy_marks(lines, TextPart::whole, 20).size(), 20U);
}
