// SPDX-License-Identifier: Apache-2.0
#include "model/index_number.hpp"

#include <gtest/gtest.h>

using namespace mulu;

namespace {

std::string found(std::string_view index, bool own_rule = false) {
    std::string text;
    for (const Finding& finding : judge_index(index, own_rule)) {
        text += std::string(words_of(finding.code).name);
        if (finding.code != Code::W203) text += " " + finding.args.at(1).zh;
    }
    return text;
}

}  // namespace

TEST(IndexNumber, computes_the_check_characters_of_real_codes) {
    for (const char* code : {"000014349", "014416330", "014320144", "014231838", "003129766", "01527918X"}) {
        EXPECT_EQ(organisation_check(std::string_view(code).substr(0, 8)), code[8]) << code;
    }
    for (const char* code : {"11341703003249434A", "1133068200259085XF", "116223010139324488", "114403006955506492", "1137078555222300XQ", "11370883004325769B", "11370828004431350G",
                             "113325000026455663"}) {
        EXPECT_EQ(credit_check(std::string_view(code).substr(0, 17)), code[17]) << code;
    }
    EXPECT_NE(organisation_check("03521000"), '0') << "a prefix that a site made up";
    EXPECT_FALSE(organisation_check("0352100"));
    EXPECT_FALSE(organisation_check("0352100x"));
    EXPECT_FALSE(credit_check("1134170300324943I")) << "too short";
    EXPECT_FALSE(credit_check("1134170300324943I0")) << "too long";
    EXPECT_FALSE(credit_check("1134170300324943I")) << "I is not of the alphabet";
}

TEST(IndexNumber, finds_every_single_wrong_character_of_a_code) {
    const std::string sound = "014231838/2018-03805", credit = "11341703003249434A/2025-00042";
    EXPECT_EQ(found(sound), "");
    EXPECT_EQ(found(credit), "");
    for (std::size_t at = 0; at < 9; ++at) {
        std::string wrong = sound;
        wrong[at] = wrong[at] == '9' ? '0' : static_cast<char>(wrong[at] + 1);
        // Weight 10 and 11 share no factor with 11, so no single change passes.
        EXPECT_TRUE(found(wrong).starts_with("W201 ")) << wrong;
    }
    for (std::size_t at = 0; at < 17; ++at) {
        std::string wrong = credit;
        wrong[at] = wrong[at] == '9' ? '0' : static_cast<char>(wrong[at] + 1);
        EXPECT_TRUE(found(wrong).starts_with("W202 ")) << wrong;
    }
    EXPECT_EQ(found("035210000/2025-00016").substr(0, 4), "W201");
    EXPECT_EQ(found("014231837/2018-03805"), "W201 8");
    EXPECT_EQ(found("11341703003249434B/2025-00042", true), "W202 A") << "an own pattern says nothing of the code";
}

TEST(IndexNumber, accepts_the_forms_of_regions) {
    for (const char* index : {"FZ00100-0100-2013-00001", "QL00100-0210-2013-00087", "01527918X-2020-153077", "003129766/201901-00336", "11341703003249434A/202406-00042",
                              "1133068200259085XF/2015-28256", "6107280000/2024-001005", "za779940273-2023-000071", "j602402--2023-0165", "4311030021/2024-00433", "jlxly/1690862686158",
                              "T-2025-001", "12620600MB0523338C/2025-04735", "530000015000120200001", "35042301/2018-00001"}) {
        EXPECT_EQ(found(index), "") << index;
    }
}

TEST(IndexNumber, tells_what_is_one_step_from_the_national_form) {
    for (const char* index : {"0142768-8/2022-00185", "01423183-8/2018-03805", "014231838/2018-3805", "014231838/2018-003805", "014231838/218-03805", "01527918x/2020-15307",
                              "014231838／2018-03805", "014231838/2018—03805", "014231838 /2018-03805", "０14231838/2018-03805", "014231838\\2018-03805",
                              "014231838/18-03805", "11341703003249434A/25-00042", "014231838/2O18-03805", "014231838/2018_03805", "014231838/2018一03805", "014231838/2018-03805。",
                              "QL00100-0210-2013-00087.", "01423183/2018-03805", "0142318380/2018-03805", "1527918X/2020-15307", "1134170300324943A/2025-00042"}) {
        EXPECT_EQ(found(index), "W203") << index;
        EXPECT_EQ(found(index, true), "") << index << ": the site has a rule of its own";
    }
    EXPECT_EQ(judge_index("01423183-8/2018-03805", false).at(0).args.at(2).zh, "014231838/2018-03805");
    EXPECT_EQ(judge_index("01527918x／2020—15307", false).at(0).args.at(2).zh, "01527918X/2020-15307");
    EXPECT_EQ(judge_index("014231838/2O18-O3805", false).at(0).args.at(2).zh, "014231838/2018-03805");
    EXPECT_EQ(judge_index("O14231838/2018-03805", false).at(0).args.at(2).zh, "014231838/2018-03805");
    EXPECT_EQ(judge_index("014231838/18-03805", false).at(0).args.at(2).zh, "014231838/2018-03805");
    EXPECT_EQ(judge_index("014231838/2018-03805。", false).at(0).args.at(2).zh, "014231838/2018-03805");
    EXPECT_EQ(judge_index("1134170300324943A/2025-00042", false).at(0).args.at(1).zh, "统一社会信用代码应有 18 位，这里是 17 位");
}

TEST(IndexNumber, knows_a_pattern_that_says_nothing) {
    EXPECT_FALSE(is_own_rule(".{1,64}"));
    EXPECT_FALSE(is_own_rule(".*"));
    EXPECT_TRUE(is_own_rule("[A-Z]{2}[0-9]{5}-[0-9]{4}"));
}
