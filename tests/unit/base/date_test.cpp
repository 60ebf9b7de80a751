// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

using namespace mulu;

namespace {

Zone shanghai() { return *Zone::find("Asia/Shanghai"); }

Moment moment(const char* text) {
    DateFault fault{};
    const auto parsed = parse_moment(text, fault);
    EXPECT_TRUE(parsed) << text;
    return parsed.value_or(Moment{});
}

}  // namespace

TEST(Date, knows_the_calendar) {
    EXPECT_EQ(make_date(1970, 1, 1)->days, 0);
    EXPECT_EQ(make_date(2014, 1, 14)->days, 16084);
    EXPECT_TRUE(make_date(2012, 2, 29));
    EXPECT_TRUE(make_date(2000, 2, 29));
    EXPECT_FALSE(make_date(2100, 2, 29));
    EXPECT_FALSE(make_date(2013, 2, 29));
    EXPECT_FALSE(make_date(2013, 0, 1));
    EXPECT_FALSE(make_date(2013, 13, 1));
    EXPECT_FALSE(make_date(1899, 12, 31));
    EXPECT_TRUE(make_date(2199, 12, 31));
    EXPECT_FALSE(make_date(2200, 1, 1));
}

TEST(Date, every_day_prints_and_parses_back) {
    for (std::int32_t days = make_date(1900, 1, 1)->days; days <= make_date(2199, 12, 31)->days; ++days) {
        const Date date{days};
        DateFault fault{};
        ASSERT_EQ(parse_date(print_date(date), fault), date);
        ASSERT_EQ(make_date(date.year(), date.month(), date.day()), date);
        ASSERT_EQ(date.weekday(), static_cast<unsigned>(((days % 7) + 7 + 4) % 7));
        ASSERT_EQ(date.quarter(), (date.month() - 1) / 3 + 1);
        ASSERT_EQ(Moment::midnight(date).date(), date);
        ASSERT_EQ((Moment{std::int64_t{days} * 86400 + 86399, true}.date()), date);
    }
}

TEST(Date, says_which_part_of_a_date_is_wrong) {
    struct {
        const char* text;
        DateFault fault;
    } const cases[] = {
        {"2014-01-14", DateFault::none},      {"2013-13-01", DateFault::month}, {"2013-00-01", DateFault::month},  {"2013-02-29", DateFault::day},
        {"2013-02-00", DateFault::day},       {"1899-01-01", DateFault::year},  {"2200-01-01", DateFault::year},   {"2014-1-5", DateFault::shape},
        {"2014/01/05", DateFault::shape},     {"", DateFault::shape},           {"2014-01-14 ", DateFault::shape}, {" 2014-01-14", DateFault::shape},
        {"２０１４-01-14", DateFault::shape}, {"20140114", DateFault::shape},   {"2014-01-1x", DateFault::shape},  {"2014-01-14T", DateFault::shape},
    };
    for (const auto& [text, expected] : cases) {
        DateFault fault{};
        EXPECT_EQ(parse_date(text, fault).has_value(), expected == DateFault::none) << text;
        EXPECT_EQ(fault, expected) << text;
    }
}

TEST(Date, parses_moments) {
    struct {
        const char* text;
        DateFault fault;
    } const cases[] = {
        {"2014-01-14", DateFault::none},         {"2014-01-14 10:42", DateFault::none},      {"2014-01-14T10:42:07", DateFault::none},
        {"2014-01-14 24:00", DateFault::hour},   {"2014-01-14 10:60", DateFault::minute},    {"2014-01-14 10:42:60", DateFault::second},
        {"2014-01-14 9:05", DateFault::shape},   {"2014-01-14 10", DateFault::shape},        {"2014-01-14 10:42:", DateFault::shape},
        {"2014-01-14 10:42x", DateFault::shape}, {"2014-01-14_10:42", DateFault::shape},     {"2014-01-14 10：42", DateFault::shape},
        {"2014-13-14 10:42", DateFault::month},  {"2014-01-14 10:42:07Z", DateFault::shape}, {"2014-01-14 ", DateFault::shape},
    };
    for (const auto& [text, expected] : cases) {
        DateFault fault{};
        EXPECT_EQ(parse_moment(text, fault).has_value(), expected == DateFault::none) << text;
        EXPECT_EQ(fault, expected) << text;
    }
    EXPECT_FALSE(moment("2014-01-14").has_time);
    EXPECT_EQ(moment("2014-01-14T10:42:07").hour(), 10U);
    EXPECT_EQ(moment("2014-01-14T10:42:07").minute(), 42U);
    EXPECT_EQ(moment("2014-01-14T10:42:07").second(), 7U);
    EXPECT_LT(moment("2014-01-14"), moment("2014-01-14 00:00"));
    EXPECT_LT(moment("2014-01-14 23:59"), moment("2014-01-15"));
    EXPECT_EQ(print_moment(moment("1965-03-02 23:07")), "1965-03-02 23:07");
}

TEST(Date, prints) {
    EXPECT_EQ(print_moment(moment("2014-01-14")), "2014-01-14");
    EXPECT_EQ(print_moment(moment("2014-01-14 10:42:30")), "2014-01-14 10:42");
    EXPECT_EQ(print_minutes(moment("2014-01-14")), "2014-01-14 00:00");
    EXPECT_EQ(print_rfc822(moment("2014-01-14 10:42"), shanghai()), "Tue, 14 Jan 2014 10:42:00 +0800");
    EXPECT_EQ(print_rfc822(moment("2014-01-05"), shanghai()), "Sun, 05 Jan 2014 00:00:00 +0800");
    EXPECT_EQ(print_w3c(moment("2014-01-14"), shanghai()), "2014-01-14");
    EXPECT_EQ(print_w3c(moment("2014-01-14 10:42:07"), shanghai()), "2014-01-14T10:42:07+08:00");
    EXPECT_EQ(print_w3c(moment("2014-01-14 10:42"), *Zone::find("America/New_York")), "2014-01-14T10:42:00-05:00");
    EXPECT_EQ(print_w3c(moment("1987-07-01 12:00"), shanghai()), "1987-07-01T12:00:00+09:00");  // China had summer time then
}

TEST(Date, guesses_what_was_meant) {
    struct {
        const char* text;
        const char* date;
    } const cases[] = {
        {"2014/1/5", "2014-01-05"},
        {"2014.1.5", "2014-01-05"},
        {"2014年1月5日", "2014-01-05"},
        {"20140105", "2014-01-05"},
        {"2013-13-01", "2013-12-01"},
        {"2013-02-30", "2013-02-28"},
        {"２０１４年１月５日", "2014-01-05"},
        {"2014-1-5 10:42", "2014-01-05"},
        {"二〇一四年一月五日", "2014-01-05"},
        {"二○一三年十二月二十一日", "2013-12-21"},
        {"二〇一三年十月三十日", "2013-10-30"},
        {"2014-00-00", "2014-01-01"},
        {"2014 01 05", "2014-01-05"},
    };
    for (const auto& [text, date] : cases) {
        const auto guess = guess_date(text);
        ASSERT_TRUE(guess) << text;
        EXPECT_EQ(print_date(*guess), date) << text;
    }
    for (const char* text : {"", "明天", "2014", "2014-01", "14-01-05", "99999999", "1/5/2014", "123456789012345678901234567890"})
        EXPECT_FALSE(guess_date(text)) << text;
}

TEST(Date, knows_zones) {
    EXPECT_TRUE(Zone::find("UTC"));
    EXPECT_FALSE(Zone::find("Asia/Peking"));
    EXPECT_FALSE(Zone::find(""));
    EXPECT_FALSE(Zone::find("../../etc/passwd"));
    EXPECT_EQ(shanghai().offset_at(moment("2014-01-14")), 8 * 3600);
    EXPECT_EQ(print_moment(shanghai().local(0)), "1970-01-01 08:00");
    // 01:30 comes twice on this day in New York; the first time it is still summer.
    EXPECT_EQ(Zone::find("America/New_York")->offset_at(moment("2013-11-03 01:30")), -4 * 3600);
}

TEST(Date, reads_the_clock) {
    const auto read = [](std::optional<std::string> now, std::optional<std::string> epoch) {
        const auto clock = read_clock(shanghai(), now, epoch);
        return clock ? print_minutes(*clock) : "none";
    };
    EXPECT_EQ(read("2014-01-14", std::nullopt), "2014-01-14 00:00");
    EXPECT_EQ(read("2014-01-14 10:42", "0"), "2014-01-14 10:42");
    EXPECT_EQ(read("2014-01-14T16:30:00Z", std::nullopt), "2014-01-15 00:30");
    EXPECT_EQ(read("2014-01-14T16:30+00:00", std::nullopt), "2014-01-15 00:30");
    EXPECT_EQ(read("2014-01-14 16:30 -0500", std::nullopt), "2014-01-15 05:30");
    EXPECT_EQ(read("2014-01-14+08", std::nullopt), "2014-01-14 00:00");
    EXPECT_EQ(read(std::nullopt, "1389667320"), "2014-01-14 10:42");
    for (const char* wrong : {"", "today", "2014-13-01", "2014-01-14 25:00", "2014-01-14 10:42 CST", "2014-01-14 10:42+8", "2014-01-14 10:42 "})
        EXPECT_EQ(read(wrong, std::nullopt), "none") << wrong;
    for (const char* wrong : {"", "-1", "1e9", "99999999999", "9999999999"}) EXPECT_EQ(read(std::nullopt, wrong), "none") << wrong;
    EXPECT_TRUE(read_clock(shanghai(), std::nullopt, std::nullopt));
    // A record of midnight is public when the clock shows that midnight, whether it gives the hour or not.
    EXPECT_LE(moment("2014-01-14"), *read_clock(shanghai(), "2014-01-14", std::nullopt));
    EXPECT_LE(moment("2014-01-14 00:00"), *read_clock(shanghai(), "2014-01-14", std::nullopt));
}
