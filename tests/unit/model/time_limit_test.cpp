// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "model/time_limit.hpp"
#include "support/calendars.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

Item item_of(const char* created, const char* published) {
    Item item;
    item.created = day_of(created);
    item.published = Moment::midnight(day_of(published));
    return item;
}

/// "in time", "late 3, due 2025-01-05", "no table of 2027", "no date" or "no limit".
std::string verdict(const Item& item, const Settings& settings = {}, const std::vector<Duty>& duties = {}) {
    const auto limit = time_limit(item, settings, duties);
    if (!limit) return "no limit";
    const Timeliness time = judge_time(*limit, item, installed_calendar());
    switch (time.verdict) {
        case Timeliness::Verdict::in_time: return "in time";
        case Timeliness::Verdict::late: return "late " + std::to_string(time.over) + ", due " + print_date(time.due);
        case Timeliness::Verdict::no_table: return "no table of " + std::to_string(time.year_without_table);
        case Timeliness::Verdict::no_date: break;
    }
    return "no date";
}

Duty duty_within(unsigned days, bool working, Due::Of of) {
    Duty duty;
    duty.due = {Period::none, "", days, working, of};
    return duty;
}

}  // namespace

TEST(TimeLimit, is_twenty_working_days_with_the_day_of_making_as_day_0) {
    EXPECT_EQ(verdict(item_of("2025-01-20", "2025-02-21")), "in time");
    EXPECT_EQ(verdict(item_of("2025-01-20", "2025-02-22")), "in time") << "a Saturday off: no working day more";
    EXPECT_EQ(verdict(item_of("2025-01-20", "2025-02-24")), "late 1, due 2025-02-21");
    EXPECT_EQ(verdict(item_of("2025-01-20", "2025-01-20")), "in time");
    EXPECT_EQ(verdict(item_of("2025-01-20", "2025-01-10")), "in time");
}

TEST(TimeLimit, is_that_of_the_law_in_force_when_the_item_was_made) {
    EXPECT_EQ(verdict(item_of("2008-04-30", "2014-01-01")), "no limit");
    EXPECT_EQ(verdict(item_of("2008-05-01", "2008-06-30")), "late 21, due 2008-05-29");
    const auto by = [](const char* created) { return time_limit(item_of(created, created), {}, {})->by; };
    EXPECT_EQ(by("2008-05-01"), TimeLimit::By::law_of_2007);
    EXPECT_EQ(by("2019-05-14"), TimeLimit::By::law_of_2007);
    EXPECT_EQ(by("2019-05-15"), TimeLimit::By::law_of_2019);
    EXPECT_EQ(verdict(item_of("2019-04-26", "2019-05-27")), "in time");
    EXPECT_EQ(verdict(item_of("2019-04-26", "2019-05-28")), "late 1, due 2019-05-27");
}

TEST(TimeLimit, is_the_sites_or_before_it_the_dutys_own) {
    Settings settings;
    settings.deadline_working_days = 5;
    EXPECT_EQ(verdict(item_of("2025-03-03", "2025-03-10"), settings), "in time");
    EXPECT_EQ(verdict(item_of("2025-03-03", "2025-03-11"), settings), "late 1, due 2025-03-10");
    EXPECT_EQ(time_limit(item_of("2025-03-03", "2025-03-11"), settings, {})->by, TimeLimit::By::site);
    Item item = item_of("2025-03-03", "2025-03-13");
    item.duty = 0;
    EXPECT_EQ(verdict(item, settings, {duty_within(7, true, Due::Of::created)}), "late 1, due 2025-03-12");
    EXPECT_EQ(verdict(item, settings, {duty_within(10, true, Due::Of::created)}), "in time");
    EXPECT_EQ(verdict(item, settings, {duty_within(0, false, Due::Of::created)}), "late 3, due 2025-03-10") << "a duty of a period sets no limit for one item";
}

TEST(TimeLimit, counts_days_of_the_calendar_where_the_duty_does) {
    const std::vector<Duty> duties = {duty_within(20, false, Due::Of::approved)};
    Item item = item_of("2025-01-02", "2025-03-02");
    item.duty = 0;
    EXPECT_EQ(verdict(item, {}, duties), "no date") << "nothing says when it was approved";
    item.approved = day_of("2025-02-10");
    EXPECT_EQ(verdict(item, {}, duties), "in time") << "the 20th day, a Sunday";
    item.published = Moment::midnight(day_of("2025-03-04"));
    EXPECT_EQ(verdict(item, {}, duties), "late 2, due 2025-03-02");
    item.approved = day_of("2026-12-30");
    item.published = Moment::midnight(day_of("2027-02-01"));
    EXPECT_EQ(verdict(item, {}, duties), "late 13, due 2027-01-19") << "days of the calendar need no table";
}

TEST(TimeLimit, is_only_for_what_is_disclosed_of_its_own_accord) {
    Item item = item_of("2025-01-02", "2025-12-01");
    item.access = Access::on_request;
    EXPECT_EQ(verdict(item), "no limit");
    item.access = Access::withheld;
    EXPECT_EQ(verdict(item), "no limit");
}

TEST(TimeLimit, needs_the_tables_of_the_years_between_and_no_other) {
    EXPECT_EQ(verdict(item_of("2026-12-20", "2026-12-31")), "in time") << "its last day would be in 2027, which has no table";
    EXPECT_EQ(verdict(item_of("2026-12-20", "2027-01-04")), "no table of 2027");
    EXPECT_EQ(verdict(item_of("2027-01-04", "2027-03-30")), "no table of 2027");
    EXPECT_EQ(verdict(item_of("2027-01-04", "2027-01-04")), "in time");
}

TEST(ReportDueDay, is_by_the_law_that_the_year_is_under) {
    EXPECT_EQ(print_date(report_due_day(2008, true)), "2009-03-31");
    EXPECT_EQ(print_date(report_due_day(2018, true)), "2019-03-31");
    EXPECT_EQ(print_date(report_due_day(2019, true)), "2020-01-31");
    EXPECT_EQ(print_date(report_due_day(2019, false)), "2020-03-31");
}
