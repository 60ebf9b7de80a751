// SPDX-License-Identifier: Apache-2.0
#include "commands/figure_table.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "commands/period_figures.hpp"

using namespace mulu;

namespace {

FigureTable listing() {
    FigureTable made;
    made.title = "某县 2025";
    made.facts = {{"year", "2025"}, {"unit", "jyj"}};
    made.columns = {{"key", "KEY", false}, {"label", "指标", false}, {"2025", "2025年", true}};
    made.rows = {{"a", "其中：网站", "12"}, {"items.total", "  总数", "-3.25"}, {"b", "x\x1B[31m", "—"}};
    return made;
}

}  // namespace

TEST(FigureText, aligns_han_as_two_columns) {
    EXPECT_EQ(figures_text(listing()), "某县 2025\n\n"
                                       "KEY          指标        2025年\n"
                                       "a            其中：网站      12\n"
                                       "items.total    总数       -3.25\n"
                                       "b            x\xEF\xBF\xBD[31m           —\n");
}

TEST(FigureCsv, has_a_mark_ids_and_windows_line_ends) {
    EXPECT_EQ(figures_csv(listing()), "\xEF\xBB\xBFkey,label,2025\r\na,其中：网站,12\r\nitems.total,总数,-3.25\r\nb,x\x1B[31m,\r\n");
}

TEST(FigureJson, keeps_the_order_of_columns_and_numbers_as_numbers) {
    const std::string json = figures_json(listing());
    EXPECT_TRUE(json.starts_with("{\"year\":2025,\"unit\":\"jyj\",\"rows\":[\n{\"key\":\"a\",\"label\":\"其中：网站\",\"2025\":12}")) << json;
    const auto read = nlohmann::json::parse(json);
    EXPECT_EQ(read["rows"][1]["2025"], -3.25);
    EXPECT_TRUE(read["rows"][2]["2025"].is_null());
    EXPECT_EQ(nlohmann::json::parse(figures_json({}))["rows"].size(), 0U);
}

TEST(Period, is_a_year_or_a_quarter) {
    const auto period = [](const char* text) {
        const auto parsed = parse_period(text);
        return parsed ? std::to_string(parsed->year) + "q" + std::to_string(parsed->quarter) : "none";
    };
    EXPECT_EQ(period("2025"), "2025q0");
    EXPECT_EQ(period("2025q2"), "2025q2");
    EXPECT_EQ(period("2025-Q4"), "2025q4");
    for (const char* text : {"", "25", "20255", "2025q", "2025q0", "2025q5", "2025q11", "q2", "-2025", "1900", "2025-2"}) EXPECT_EQ(period(text), "none") << text;
}
