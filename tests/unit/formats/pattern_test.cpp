// SPDX-License-Identifier: Apache-2.0
#include "formats/pattern.hpp"

#include <string>

#include <gtest/gtest.h>

using namespace mulu;

TEST(Pattern, matches_whole_texts) {
    std::string fault;
    const auto pattern = Pattern::compile("[a-z]{2}[0-9]{5}-[0-9]{4}-(19|20)[0-9]{2}-[0-9]{5}", fault);
    ASSERT_TRUE(pattern) << fault;
    EXPECT_TRUE(pattern->matches_whole("ql00001-0200-2013-00042"));
    EXPECT_FALSE(pattern->matches_whole("ql00001-0200-2013-000423"));
    EXPECT_FALSE(pattern->matches_whole("xql00001-0200-2013-00042"));
    EXPECT_FALSE(pattern->matches_whole("ql00001-0200-2013-00042\n"));
    EXPECT_FALSE(pattern->matches_whole(""));
}

TEST(Pattern, knows_han) {
    std::string fault;
    const auto pattern = Pattern::compile("[\\p{Han}]+〔[0-9]{4}〕.号", fault);
    ASSERT_TRUE(pattern) << fault;
    EXPECT_TRUE(pattern->matches_whole("政办发〔2013〕4号"));
    EXPECT_FALSE(pattern->matches_whole("政办发〔2013〕号"));
}

TEST(Pattern, says_what_is_wrong) {
    for (const char* wrong : {"(", "[a", "a{2,1}", "*", "\\", "(?=a)", "((a{99}){99}){99}", "\xFF"}) {
        std::string fault;
        EXPECT_FALSE(Pattern::compile(wrong, fault)) << wrong;
        EXPECT_FALSE(fault.empty()) << wrong;
    }
    std::string fault;
    EXPECT_FALSE(Pattern::compile(std::string(5000, 'a'), fault));
    EXPECT_FALSE(fault.empty());
}

TEST(Pattern, takes_linear_time) {
    std::string fault;
    const auto pattern = Pattern::compile("(a*)*b", fault);
    ASSERT_TRUE(pattern);
    EXPECT_FALSE(pattern->matches_whole(std::string(100000, 'a')));  // a backtracking matcher would not come back
}

TEST(Pattern, copies_are_alike) {
    std::string fault;
    auto pattern = Pattern::compile("a+", fault);
    const Pattern copy = *pattern;
    const Pattern moved = std::move(*pattern);
    EXPECT_TRUE(copy.matches_whole("aa"));
    EXPECT_TRUE(moved.matches_whole("aa"));
}
