// SPDX-License-Identifier: Apache-2.0
#include "model/register.hpp"

#include <gtest/gtest.h>

using namespace mulu;

TEST(Figure, reads_and_prints_exact_decimals) {
    for (const auto& [text, units] : std::vector<std::pair<std::string, std::int64_t>>{
             {"0", 0}, {"12", 120000}, {"0.5", 5000}, {"12.3456", 123456}, {"-3", -30000}, {"+7", 70000}, {"007", 70000}, {"99999999999999", 999999999999990000}}) {
        const auto figure = parse_figure(text);
        ASSERT_TRUE(figure) << text;
        EXPECT_EQ(figure->ten_thousandths, units) << text;
    }
    for (const char* wrong : {"", "-", ".5", "1.", "1.23456", "1,200", "12a", " 1", "1e3", "999999999999999", "1.2.3", "１２"}) EXPECT_FALSE(parse_figure(wrong)) << wrong;
}

TEST(Figure, prints_without_trailing_zeros) {
    EXPECT_EQ(Figure{}.print(), "0");
    EXPECT_EQ(Figure{123400}.print(), "12.34");
    EXPECT_EQ(Figure{-5000}.print(), "-0.5");
    EXPECT_EQ(Figure::whole(2240).print(), "2240");
    EXPECT_EQ(Figure{1}.print(), "0.0001");
}

TEST(Figure, parses_what_it_prints) {
    for (std::int64_t units = -30000; units <= 30000; units += 7) {
        const Figure figure{units};
        EXPECT_EQ(parse_figure(figure.print()), figure) << figure.print();
    }
}

TEST(Figure, adds_without_overflow_whatever_is_entered) {
    const Figure largest = *parse_figure("99999999999999");
    Figure sum;
    for (int i = 0; i < 100; ++i) sum = sum + largest;
    EXPECT_GT(sum, largest);
    EXPECT_EQ(sum + largest, sum) << "at the border it stays";
    for (int i = 0; i < 300; ++i) sum = sum - largest;
    EXPECT_LT(sum, Figure{});
    EXPECT_EQ(sum - largest, sum);
}
