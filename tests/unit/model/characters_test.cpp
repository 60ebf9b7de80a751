// SPDX-License-Identifier: Apache-2.0
#include "model/characters.hpp"

#include <chrono>

#include <gtest/gtest.h>

using namespace mulu;

namespace {

/// Each code with its place.
std::string found(std::string_view text) {
    std::string result;
    for (const Finding& each : judge_characters(text)) {
        result += (result.empty() ? "" : " ") + std::string(words_of(each.code).name) + ":" + std::to_string(each.line) + ":" + std::to_string(each.column) + "+" + std::to_string(each.length);
    }
    return result;
}

std::string without(std::string text) {
    remove_invisible(text);
    return text;
}

}  // namespace

TEST(Characters, tells_where_others_were_lost) {
    EXPECT_EQ(found("关于\uFFFD\uFFFD的通知"), "W008:1:3+2");
    EXPECT_EQ(found("第一行\n联系人：锟斤拷锟斤拷"), "W008:2:5+3");
    EXPECT_EQ(found("烫烫烫"), "W008:1:1+3");
    EXPECT_EQ(found("任命张????同志为局长"), "W008:1:4+4");
    EXPECT_EQ(found("为什么修路？张?????村的路"), "W008:1:8+5") << "the question is another clause";
}

TEST(Characters, lets_question_marks_be_where_somebody_asks) {
    for (const char* sound : {"什么时候发放????我们等着", "补贴发了没有????谢谢", "为什么????", "姓名：????", "a????b", "张???村", "张？？？？村", "会变成“锟斤拷”之类", "https://example.gov.cn/?a=????", ""}) EXPECT_EQ(found(sound), "") << sound;
}

TEST(Characters, tells_the_first_invisible_one_of_each_line) {
    EXPECT_EQ(found("防\u200B汛\u200B\n防汛\n\uFEFF通知"), "W009:1:2+1 W009:3:1+1");
    for (const char* text : {"防\u200E汛", "防\u202A汛", "防\u2066汛", "防\u2028汛"}) EXPECT_EQ(found(text), "W009:1:2+1") << text;
}

TEST(Characters, leaves_scripts_what_they_need) {
    for (const char* sound : {"ئۇيغۇر \u200Fتىلى", "ภาษา\u200Bไทย", "བོད\u200Bཡིག", "👨\u200D👩", "می\u200Cخواهم", "防汛\u3000通知", "“防汛”——通知…"}) {
        EXPECT_EQ(found(sound), "") << sound;
        EXPECT_EQ(without(sound), sound);
    }
}

TEST(Characters, are_taken_out_once) {
    EXPECT_EQ(without("防\u200B汛\n\u202A通知\u202C\n"), "防汛\n通知\n");
    EXPECT_EQ(without("Word\u2028document，防\u2028汛"), "Word document，防汛");
    EXPECT_EQ(without("\uFFFD????"), "\uFFFD????") << "what is lost is not brought back";
    std::string text = "防\u200B汛\u200B";
    EXPECT_EQ(remove_invisible(text), 2U);
    EXPECT_EQ(remove_invisible(text), 0U);
}

TEST(Characters, are_told_so_often_and_no_more) {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "防\u200B汛\n";
    EXPECT_EQ(judge_characters(text).size(), character_findings);
}

TEST(Characters, are_judged_in_linear_time) {
    for (const std::string_view piece : {"吗????字", "????", "字????", "\u200Bئ", "防\u200B", "“锟斤拷”"}) {
        std::string text;
        while (text.size() < 2'000'000) text += piece;
        const auto begin = std::chrono::steady_clock::now();
        judge_characters(text);
        remove_invisible(text);
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << piece;
    }
}
