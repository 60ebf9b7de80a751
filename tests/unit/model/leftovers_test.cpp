// SPDX-License-Identifier: Apache-2.0
#include "model/leftovers.hpp"

#include <chrono>

#include <gtest/gtest.h>

using namespace mulu;

namespace {

/// Each code with its place.
std::string found(const std::vector<Finding>& findings) {
    std::string result;
    for (const Finding& each : findings) {
        result += (result.empty() ? "" : " ") + std::string(words_of(each.code).name) + ":" + std::to_string(each.line) + ":" + std::to_string(each.column) + "+" + std::to_string(each.length);
    }
    return result;
}
std::string title(std::string_view text) { return found(judge_title_leftovers(text)); }
std::string body(std::string_view text) { return found(judge_body_leftovers(text)); }

const std::string long_one = "各单位要高度重视防汛抗旱工作，认真组织实施，确保各项任务落到实处、见到成效。";

}  // namespace

TEST(Leftovers, of_file_names_and_drafts_are_told_in_titles) {
    EXPECT_EQ(title("防汛通知.docx"), "W220:1:5+5");
    EXPECT_EQ(title("防汛通知.DOC"), "W220:1:5+4");
    EXPECT_EQ(title("防汛通知（定稿）"), "W220:1:5+4");
    EXPECT_EQ(title("防汛通知 - 副本"), "W220:1:5+5");
    EXPECT_EQ(title("防汛通知副本"), "W220:1:5+2");
    EXPECT_EQ(title("防汛&nbsp;通知"), "W220:1:3+6");
    EXPECT_EQ(title("防汛&#160;通知"), "W220:1:3+6");
}

TEST(Leftovers, in_titles_are_not_what_documents_are_called) {
    for (const char* sound : {"防汛条例（征求意见稿）", "预算（草案）", "关于遗失营业执照（副本）的公告", "食品经营许可证副本", "防汛办法（修订稿）", "关于 R&D 经费的通告", "GB/T 9704 说明", "关于启用清流县.政务 域名的通知"}) EXPECT_EQ(title(sound), "") << sound;
}

TEST(Leftovers, are_halves_of_pairs) {
    EXPECT_EQ(title("关于印发《防汛预案的通知"), "W221:1:5+1");
    EXPECT_EQ(title("关于印发防汛预案》的通知"), "W221:1:9+1");
    EXPECT_EQ(title("“十四五规划"), "W221:1:1+1");
    EXPECT_EQ(title("“十四五“规划"), "W221:1:5+1");
    EXPECT_EQ(title("公示（第一批"), "W221:1:3+1");
    EXPECT_EQ(judge_title_leftovers("公示（第一批").at(0).args.at(1).zh, "）");
    for (const char* sound : {"《甲〈乙〉》“丙”（丁）〔2025〕1号", "公示（第一批)", "1）防汛", "一）防汛", "关于印发《防汛…", "关于《甲《乙》》", "12) 防汛", ""}) EXPECT_EQ(title(sound), "") << sound;
}

TEST(Leftovers, of_pens_and_word_are_told_in_bodies) {
    EXPECT_EQ(body("一\n请执行。。\n"), "W222:2:4+2");
    EXPECT_EQ(body("各乡镇，，各部门"), "W222:1:4+2");
    EXPECT_EQ(body("见错误!未找到引用源。"), "W222:1:2+9");
    EXPECT_EQ(body("一、总则 PAGEREF _Toc123 \\h 1"), "W222:1:6+12");
    for (const char* sound : {"请执行。。。", "。。。。。。", "| 甲 |，，|", "```\n，，\n```", "“完。”。", "PAGEREF", "网页上出现“错误!未找到引用源。”的", "HYPERLINK 公司"}) EXPECT_EQ(body(sound), "") << sound;
}

TEST(Leftovers, are_long_paragraphs_that_stand_twice) {
    EXPECT_EQ(body(long_one + "\n\n" + long_one), "W223:3:1+" + std::to_string(38));
    EXPECT_EQ(body(long_one + "\n\n通知\n\n" + long_one), "");
    EXPECT_EQ(body("特此通知。\n\n特此通知。"), "") << "short ones may";
    EXPECT_EQ(body("| " + long_one + " |\n| " + long_one + " |"), "");
}

TEST(Leftovers, are_judged_in_linear_time) {
    for (const std::string_view piece : {"。。。", "，", "“错误!未找到引用源", "\n" , "重复。\n", "PAGEREF _Toc"}) {
        std::string text;
        while (text.size() < 2'000'000) text += piece;
        const auto begin = std::chrono::steady_clock::now();
        judge_body_leftovers(text);
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << piece;
    }
}
