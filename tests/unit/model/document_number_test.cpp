// SPDX-License-Identifier: Apache-2.0
#include "model/document_number.hpp"

#include <gtest/gtest.h>

using namespace mulu;

namespace {

/// Codes, then the text as it should be.
std::string judged(std::string_view text) {
    std::string result;
    const DocumentNumber number = judge_document_number(text);
    for (const Finding& finding : number.findings) result += std::string(words_of(finding.code).name) + " ";
    if (!number.findings.empty()) result += number.findings.front().args.back().zh;
    return result;
}

}  // namespace

TEST(DocumentNumber, accepts_what_the_standard_and_custom_write) {
    for (const char* text : {"清政〔2014〕5号", "国办公开办函〔2021〕30号", "国务院令第711号", "2018年第5号", "（2018）闽0423民初5号", "闽(2018)清流县不动产权第0001234号", "海开规设审字〔2025〕00007号",
                             "清政〔2014〕5号、清财〔2014〕8号", "清政〔2014〕5号 清财〔2014〕8号", "国辦發〔2017〕47號", "公告2018年第3号", "清政〔2014〕5-1号", "清政〔2014〕5、6号", "GB/T 9704-2012",
                             "第12号", "明环评〔2019〕10号附件1", "〔2014〕5号"}) {
        EXPECT_EQ(judged(text), "") << text;
    }
}

TEST(DocumentNumber, mends_wrong_brackets) {
    for (const char* text : {"清政[2014]5号", "清政(2014)5号", "清政（2014）5号", "清政﹝2014﹞5号", "清政【2014】5号", "清政［2014］5号", "清政{2014}5号", "清政〈2014〉5号", "清政〔2014]5号", "清政(2014）5号", "清政„2014‟5号", "清政「2014」5号", "清政《2014》5号"}) {
        EXPECT_EQ(judged(text), "W204 清政〔2014〕5号") << text;
    }
    EXPECT_EQ(judged("萧土资告【2020】01002号"), "W204 萧土资告〔2020〕01002号");
    EXPECT_EQ(judged("清政〔2014〕5号、清财[2014]8号"), "W204 清政〔2014〕5号、清财〔2014〕8号");
}

TEST(DocumentNumber, mends_other_slips) {
    for (const char* text : {"清政〔2014〕第5号", "清政〔2014〕05号", "清政〔2014〕005号", "清政〔2014〕0005号", "清政〔2014〕5", "清政〔20145号", "清政2014〕5号", "清政 〔2014〕 5 号", "清政〔 2014 〕5号",
                             "清政〔14〕5号", "清政〔2014年〕5号", "清政〔２０１４〕５号", "清政〔14〕第005号", "清政〔二〇一四〕5号", "清政〔二○一四〕5号"}) {
        EXPECT_EQ(judged(text), "W206 清政〔2014〕5号") << text;
    }
    EXPECT_EQ(judged("国办公开办函〔202130号"), "W206 国办公开办函〔2021〕30号");
    EXPECT_EQ(judged("国办公开办函〔202130"), "W206 国办公开办函〔2021〕30号");
    EXPECT_EQ(judged("清政[2014]第5号"), "W204 W206 清政〔2014〕5号");
    for (const char* bare : {"清政办发201412号", "清政办发2014-12号", "清政办发2014 12号"}) EXPECT_EQ(judged(bare), "W206 清政办发〔2014〕12号") << bare;
    for (const char* other : {"清政办发2014年12号", "公告201412号", "清政办发201号", "清政办发2014号", "清政〔十四〕5号"}) EXPECT_EQ(judged(other), "") << other;
    EXPECT_EQ(judged("无").substr(0, 4), "W206");
    EXPECT_EQ(judged("—").substr(0, 4), "W206");
}

TEST(DocumentNumber, says_where) {
    const auto findings = judge_document_number("清政〔2014〕5号、清财[2014]8号").findings;
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].column, 14U);
    EXPECT_EQ(findings[0].length, 8U);
}

TEST(DocumentNumber, may_bear_the_year_beside_around_new_year) {
    EXPECT_EQ(judge_document_number("清政〔2014〕5号").year, 2014);
    EXPECT_FALSE(judge_document_number("国务院令第711号").year);
    EXPECT_TRUE(is_year_of(2014, *make_date(2014, 7, 1)));
    EXPECT_TRUE(is_year_of(2014, *make_date(2013, 12, 1)));
    EXPECT_TRUE(is_year_of(2014, *make_date(2015, 3, 31)));
    EXPECT_FALSE(is_year_of(2014, *make_date(2015, 4, 1)));
    EXPECT_FALSE(is_year_of(2014, *make_date(2013, 10, 31)));
    EXPECT_FALSE(is_year_of(2014, *make_date(2016, 1, 1)));
}

TEST(DocumentNumber, is_judged_as_it_stands_in_a_text) {
    const auto findings = judge_quoted_numbers("各单位：\n根据清政办发[2025]12号文件，清政函（2025）3号同时废止。\n");
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(findings[0].line, 2U);
    EXPECT_EQ(findings[0].column, 7U);
    EXPECT_EQ(findings[0].args.at(0).zh, "清政办发[2025]12号");
    EXPECT_EQ(findings[0].args.at(1).zh, "清政办发〔2025〕12号");
    for (const char* sound : {"根据清政办发〔2025〕12号", "清国用(2013)第00123号", "（2018）闽0423民初5号", "中国证监会批发[2025]", "建字第[2025]12号", "印发(2025)年12号", "转发[2025][12]号"}) {
        EXPECT_TRUE(judge_quoted_numbers(sound).empty()) << sound;
    }
}
