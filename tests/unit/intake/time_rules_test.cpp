// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "model/catalogue.hpp"
#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

std::string item(const char* index, const char* created, const char* published, const std::string& fields = "") {
    return replace_created(item_text(index, published, fields), created);
}

/// The words of all diagnostics in English, headline and label.
std::string words(const Taken& taken) {
    std::string text;
    for (const Diagnostic& diagnostic : taken.diagnostics.sorted()) {
        const CodeWords& of = words_of(diagnostic.code);
        text += std::string(of.name) + " " + fill_words(of.headline_en, diagnostic.args, Language::en) + "; " + fill_words(of.label_en, diagnostic.args, Language::en) + "\n";
    }
    return text;
}

const std::string budget_duty = "- {id: yusuan, title: 预算, category: guifan, units: [zfb], due: {within: {days: 20, of: approved}}}\n";

}  // namespace

TEST(TimeRules, tell_late_items_at_their_day_of_publication) {
    const Taken taken = take({{"items/a.md", item("A-1", "2025-01-20", "2025-02-24")}, {"items/b.md", item("A-2", "2025-01-20", "2025-02-21")},
                              {"items/c.md", item("A-3", "2008-04-30", "2014-02-21")}});
    EXPECT_EQ(taken.codes(), "W901 content/items/a.md:7:12\n");
    EXPECT_EQ(words(taken), "W901 published late: 1 working day over the time limit; due by 2025-02-21\n");
    EXPECT_EQ(taken.catalogue().items.size(), 3U) << "lateness keeps nothing from the public";
}

TEST(TimeRules, count_days_of_the_calendar_from_the_approval) {
    const Taken taken = take({{"duties.yml", budget_duty}, {"items/a.md", item("A-1", "2025-01-02", "2025-03-04", "duty: yusuan\napproved: 2025-02-10\n")},
                              {"items/b.md", item("A-2", "2025-01-02", "2025-03-02", "duty: yusuan\napproved: 2025-02-10\n")},
                              {"items/c.md", item("A-3", "2025-01-02", "2025-03-02", "duty: yusuan\n")}});
    EXPECT_EQ(words(taken), "W902 published late: 2 days over the time limit; due by 2025-03-02\n");
}

TEST(TimeRules, leave_alone_what_is_not_public_yet_or_never_will_be) {
    const Taken taken = take({{"items/a.md", item("A-1", "2025-01-20", "2026-02-20")},
                              {"items/b.md", item("A-2", "2025-01-20", "2025-03-20", "draft: 是\n")},
                              {"items/c.md", item("A-3", "2025-01-20", "2025-03-20", "access: 不予公开\n")},
                              {"items/d.md", item("A-4", "2025-01-20", "2025-03-20", "access: 依申请公开\n")},
                              {"items/e.md", replace_review(item("A-5", "2025-01-20", "2025-03-20"), "review: {result: 不公开}\n")}});
    EXPECT_EQ(taken.codes(), "H701 content/items/a.md:7:12\nH702 content/items/b.md:8:8\nH706 content/items/c.md:8:9\nH704 content/items/e.md:8:9\n");
    const Taken later = take({{"items/a.md", item("A-1", "2025-01-20", "2026-02-20")}}, "2026-02-20");
    EXPECT_EQ(later.codes(), "W901 content/items/a.md:7:12\n") << "as soon as it is public";
    EXPECT_EQ(take({{"items/a.md", item("A-1", "2025-01-20", "2026-02-20")}}).intake.next_change, Moment::midnight(*make_date(2026, 2, 20)).seconds);
}

TEST(TimeRules, tell_a_year_without_table_once_with_the_number_of_items) {
    const Taken taken = take({{"items/a.md", item("A-1", "2027-01-04", "2027-03-30")}, {"items/b.md", item("A-2", "2026-12-20", "2027-01-05")},
                              {"items/c.md", item("A-3", "2027-01-05", "2027-01-05")}, {"items/d.md", item("A-4", "2026-01-05", "2026-03-05")}},
                             "2027-05-01");
    EXPECT_EQ(words(taken), "W903 there is no working calendar of 2027: the time limits of 2 items were not checked; \nW901 published late: 19 working days over the time limit; due by 2026-02-02\n");
    EXPECT_EQ(taken.diagnostics.sorted()[0].at.path, "content/calendar/2027.yml");
}

TEST(TimeRules, go_by_the_sites_own_calendar_of_a_year) {
    Tree content = {{"items/a.md", item("A-1", "2025-01-20", "2025-02-24")}};
    EXPECT_EQ(take(content).codes(), "W901 content/items/a.md:7:12\n");
    content["calendar/2025.yml"] = "notice: 本县放假通知\noff: [2025-01-01, 2025-01-28, 2025-01-29, 2025-01-30, 2025-01-31, 2025-02-01, 2025-02-02, 2025-02-03, 2025-02-04, 2025-02-10]\nwork: [2025-01-26, 2025-02-08]\n";
    EXPECT_EQ(take(content).codes(), "") << "10 February is off here";
    content["calendar/2024.yml"] = "off: [2024-01-01]\n";
    EXPECT_EQ(take(content).codes(), "") << "the table of another year";
    content["calendar/2027.yml"] = "off: [2026-12-31, 2027-01-01]\n";
    EXPECT_TRUE(take(content).catalogue().calendar.covers(2027));
    EXPECT_EQ(take(content).catalogue().calendar.is_working_day(*make_date(2026, 12, 31)), false);
}

TEST(TimeRules, refuse_a_calendar_of_other_days) {
    const auto codes = [](const std::string& calendar) {
        const Taken taken = take({{"calendar/2026.yml", calendar}});
        EXPECT_FALSE(taken.intake.settings_sound) << calendar;
        return taken.codes();
    };
    EXPECT_EQ(codes("off: [2026-01-01, 2025-01-02]\n"), "E120 content/calendar/2026.yml:1:19\n");
    EXPECT_EQ(codes("off: [2025-11-30]\n"), "E120 content/calendar/2026.yml:1:7\n");
    EXPECT_EQ(codes("off: [2027-01-01]\n"), "E120 content/calendar/2026.yml:1:7\n");
    EXPECT_EQ(codes("off: [2026-01-01]\nwork: [2026-01-01]\n"), "E120 content/calendar/2026.yml:2:8\n");
    EXPECT_EQ(codes("off: [2026-01-01, 2026-01-01]\n"), "E120 content/calendar/2026.yml:1:19\n");
    EXPECT_EQ(codes("off: []\n"), "E120 content/calendar/2026.yml:1:6\n");
    EXPECT_EQ(codes("work: [2026-01-04]\n"), "E103 content/calendar/2026.yml:1:1\n");
    EXPECT_EQ(codes("off: [2026-13-01]\n"), "E203 content/calendar/2026.yml:1:7\n");
    EXPECT_TRUE(take({{"calendar/2026.yml", "off: [2025-12-31, 2026-01-01]\n"}}).intake.settings_sound);
}

TEST(TimeRules, tell_a_board_day_that_is_near_and_off) {
    const auto told = [](const char* boards, const char* now) {
        return words(take({{"site.yml", base_content.at("site.yml") + boards}}, now));
    };
    const char* odd = "boards: {months: [1, 3, 5], day: 15}\n";
    EXPECT_EQ(told(odd, "2026-02-12"), "") << "31 days before";
    EXPECT_EQ(told(odd, "2026-02-13"), "W904 the board day 2026-03-15 is no working day (Sunday); \n");
    EXPECT_EQ(told(odd, "2026-03-15"), "W904 the board day 2026-03-15 is no working day (Sunday); \n");
    EXPECT_EQ(told(odd, "2026-03-16"), "");
    EXPECT_EQ(told(odd, "2026-05-01"), "") << "15 May 2026 is a Friday";
    EXPECT_EQ(told("boards: {months: [10], day: 1}\n", "2026-09-20"), "W904 the board day 2026-10-01 is no working day (a public holiday); \n");
    EXPECT_EQ(told("boards: {months: [10], day: 10}\n", "2026-09-20"), "") << "a Saturday on which work is made up";
    EXPECT_EQ(told(odd, "2026-12-20"), "W903 there is no working calendar of 2027: the board day was not checked; \n");
}

TEST(TimeRules, say_when_what_they_say_of_a_board_day_changes) {
    const auto change = [](const char* now) { return take({{"site.yml", base_content.at("site.yml") + "boards: {months: [3], day: 15}\n"}}, now).intake.next_change; };
    const auto day = [](int year, unsigned month, unsigned number) { return Moment::midnight(*make_date(year, month, number)).seconds; };
    EXPECT_EQ(change("2026-02-12"), day(2026, 2, 13));
    EXPECT_EQ(change("2026-02-13"), day(2026, 3, 15));
    EXPECT_EQ(change("2026-03-15"), day(2026, 3, 16));
}

TEST(TimeRules, let_a_record_exempt_itself) {
    const Taken taken = take({{"items/a.md", item("A-1", "2025-01-20", "2025-02-24", "allow: [{code: W901, reason: 洪灾断网}]\n")}});
    EXPECT_EQ(taken.codes(), "");
    EXPECT_TRUE(taken.catalogue().items[0].limit_waived);
}

TEST(TimeRules, know_when_what_is_held_back_is_due) {
    const Taken taken = take({{"items/a.md", item("A-1", "2026-01-05", "2026-03-01")}, {"items/b.md", item("A-2", "2026-01-05", "2026-01-20", "draft: 是\n")},
                              {"items/c.md", replace_review(item("A-3", "2026-01-05", "2026-01-20"), "")}});
    ASSERT_EQ(taken.catalogue().held_back.size(), 3U);
    for (const HeldBack& held : taken.catalogue().held_back) {
        EXPECT_EQ(held.due, held.index == "A-2" ? std::nullopt : make_date(2026, 2, 2)) << held.index;
        EXPECT_EQ(held.unreviewed, held.index == "A-3") << held.index;
    }
}
