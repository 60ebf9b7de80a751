// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "model/calendar.hpp"
#include "support/calendars.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

std::string nth(const char* start, unsigned count) {
    const auto counted = installed_calendar().nth_working_day(day_of(start), count);
    return counted.value ? print_date(*counted.value) : "no table of " + std::to_string(counted.year_without_table);
}

/// Working days after `after` up to `until`, as text.
std::string between(const char* after, const char* until) {
    const auto counted = installed_calendar().count_working_days(day_of(after), day_of(until));
    return counted.value ? std::to_string(*counted.value) : "no table of " + std::to_string(counted.year_without_table);
}

bool works(const char* day) { return installed_calendar().is_working_day(day_of(day)).value(); }

struct Vector {
    const char* name;
    const char* start;
    unsigned count;
    const char* result;
};

class Vectors : public testing::TestWithParam<Vector> {};

}  // namespace

// reference: law.md, workday_vectors.
TEST_P(Vectors, of_the_law_hold_both_ways) {
    const auto& [name, start, count, result] = GetParam();
    EXPECT_EQ(nth(start, count), result);
    EXPECT_EQ(between(start, result), std::to_string(count));
    const Date before{day_of(result).days - 1};
    EXPECT_EQ(installed_calendar().count_working_days(day_of(start), before).value, count - 1) << "the result is itself a working day";
}

INSTANTIATE_TEST_SUITE_P(WorkCalendar, Vectors,
                         testing::Values(Vector{"spring_festival_2013_with_make_up_weekend", "2013-02-04", 15, "2013-02-28"},
                                         Vector{"labour_day_2013_with_make_up_before_it", "2013-04-24", 15, "2013-05-16"},
                                         Vector{"mid_autumn_2013", "2013-09-09", 15, "2013-09-30"},
                                         Vector{"national_day_2013", "2013-09-23", 20, "2013-10-24"},
                                         Vector{"new_year_2014", "2013-12-30", 20, "2014-01-27"},
                                         Vector{"labour_day_2019_amended_across_the_change_of_law", "2019-04-26", 20, "2019-05-27"},
                                         Vector{"first_day_of_the_law_of_2019", "2019-05-15", 20, "2019-06-13"},
                                         Vector{"spring_festival_2020_prolonged", "2020-01-16", 20, "2020-02-20"},
                                         Vector{"mid_autumn_and_national_day_2021", "2021-09-13", 20, "2021-10-15"},
                                         Vector{"mid_autumn_and_national_day_2023", "2023-09-20", 20, "2023-10-24"},
                                         Vector{"spring_festival_2024", "2024-01-26", 20, "2024-02-28"},
                                         Vector{"national_day_2024", "2024-09-25", 20, "2024-10-28"},
                                         Vector{"spring_festival_2025", "2025-01-20", 20, "2025-02-21"},
                                         Vector{"national_day_2025", "2025-09-22", 20, "2025-10-24"},
                                         Vector{"spring_festival_2026", "2026-02-09", 20, "2026-03-13"},
                                         Vector{"mid_autumn_and_national_day_2026", "2026-09-21", 20, "2026-10-26"},
                                         Vector{"notice_to_correct_a_request", "2026-03-02", 7, "2026-03-11"},
                                         Vector{"opinion_of_a_third_party", "2026-03-02", 15, "2026-03-23"}),
                         [](const auto& each) { return std::string(each.param.name); });

namespace {

class WorkingDaysPerYear : public testing::TestWithParam<std::pair<int, unsigned>> {};

}  // namespace

// reference: law.md, working_days_per_year.
TEST_P(WorkingDaysPerYear, are_as_many_as_the_notices_leave) {
    const auto [year, count] = GetParam();
    EXPECT_EQ(installed_calendar().count_working_days(*make_date(year - 1, 12, 31), *make_date(year, 12, 31)).value, count);
}

INSTANTIATE_TEST_SUITE_P(WorkCalendar, WorkingDaysPerYear,
                         testing::Values(std::pair(2008, 251U), std::pair(2009, 250U), std::pair(2010, 250U), std::pair(2011, 250U), std::pair(2012, 249U),
                                         std::pair(2013, 250U), std::pair(2014, 250U), std::pair(2015, 249U), std::pair(2016, 250U), std::pair(2017, 249U),
                                         std::pair(2018, 250U), std::pair(2019, 250U), std::pair(2020, 249U), std::pair(2021, 250U), std::pair(2022, 249U),
                                         std::pair(2023, 249U), std::pair(2024, 251U), std::pair(2025, 248U), std::pair(2026, 248U)),
                         [](const auto& each) { return "of_" + std::to_string(each.param.first); });

TEST(WorkCalendar, lets_a_notice_name_days_of_the_year_before) {
    EXPECT_TRUE(works("2018-12-29")) << "a Saturday, made up for New Year 2019";
    EXPECT_FALSE(works("2018-12-31")) << "a Monday off by the notice of 2019";
    EXPECT_TRUE(works("2011-12-31")) << "a Saturday, made up for New Year 2012";
    EXPECT_EQ(nth("2018-12-28", 1), "2018-12-29");
    EXPECT_EQ(nth("2018-12-29", 1), "2019-01-02");
    EXPECT_EQ(between("2018-12-28", "2019-01-02"), "2");
}

TEST(WorkCalendar, has_of_two_notices_in_a_year_what_holds_after_both) {
    EXPECT_FALSE(works("2015-09-03")) << "a holiday of the second notice of 2015";
    EXPECT_TRUE(works("2015-09-06")) << "the Sunday made up for it";
    EXPECT_FALSE(works("2019-05-02")) << "the second notice of 2019 made one day four";
    EXPECT_TRUE(works("2019-05-05"));
    EXPECT_FALSE(works("2020-01-31")) << "the second notice of 2020 prolonged Spring Festival";
    EXPECT_FALSE(works("2020-02-01")) << "a Saturday that the first notice made a working day";
    EXPECT_TRUE(works("2020-02-03"));
}

TEST(WorkCalendar, knows_that_the_eve_of_spring_festival_was_not_always_off) {
    EXPECT_TRUE(works("2014-01-30"));
    EXPECT_TRUE(works("2024-02-09"));
    EXPECT_FALSE(works("2025-01-28"));
}

TEST(WorkCalendar, refuses_a_year_without_a_table) {
    EXPECT_EQ(nth("2026-12-30", 1), "2026-12-31");
    EXPECT_EQ(nth("2026-12-30", 2), "no table of 2027");
    EXPECT_EQ(nth("2027-03-01", 1), "no table of 2027");
    EXPECT_EQ(between("2026-12-30", "2027-01-04"), "no table of 2027");
    EXPECT_EQ(between("2026-12-30", "2026-12-31"), "1");
    EXPECT_EQ(between("2030-05-02", "2030-05-01"), "0") << "nothing is to be counted";
    EXPECT_FALSE(installed_calendar().is_working_day(day_of("2027-01-04")));
    EXPECT_FALSE(installed_calendar().covers(2027));
    EXPECT_TRUE(installed_calendar().covers(2026));
    const WorkCalendar gap({{2024, {}, {}}, {2026, {}, {}}});
    EXPECT_EQ(gap.count_working_days(day_of("2024-12-30"), day_of("2026-01-05")).year_without_table, 2025);
    EXPECT_EQ(WorkCalendar().nth_working_day(day_of("2025-05-01"), 0).value, day_of("2025-05-01")) << "none is counted";
}

TEST(WorkCalendar, takes_the_last_of_several_tables_of_a_year) {
    const WorkCalendar calendar({{2025, {day_of("2025-03-03")}, {}}, {2025, {day_of("2025-03-04")}, {day_of("2025-03-08")}}});
    EXPECT_EQ(calendar.is_working_day(day_of("2025-03-03")), true);
    EXPECT_EQ(calendar.is_working_day(day_of("2025-03-04")), false);
    EXPECT_EQ(calendar.is_working_day(day_of("2025-03-08")), true);
}

TEST(WorkCalendar, counts_as_a_walk_day_by_day_does) {
    const WorkCalendar& calendar = installed_calendar();
    for (const char* start : {"2007-12-31", "2012-02-27", "2018-12-20", "2020-01-01", "2023-09-15"}) {
        unsigned sum = 0;
        for (Date day{day_of(start).days + 1}; day.days < day_of(start).days + 800; ++day.days) {
            sum += calendar.is_working_day(day).value() ? 1 : 0;
            ASSERT_EQ(calendar.count_working_days(day_of(start), day).value, sum) << start << " to " << print_date(day);
        }
    }
}
