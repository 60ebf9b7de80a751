// SPDX-License-Identifier: Apache-2.0
#include "tally/audit.hpp"

#include <gtest/gtest.h>

#include "support/calendars.hpp"
#include "support/catalogue_builder.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

Audit audit_of(const Catalogue& catalogue, const AuditOptions& options = {}) { return make_audit(catalogue, make_indexes(catalogue), options); }

std::string text_of(const std::vector<PendingDuty>& duties) {
    std::string text;
    for (const PendingDuty& each : duties) {
        text += (each.unit == no_ref ? "site" : "unit " + std::to_string(each.unit)) + " " + print_date(each.begin) + " to " + print_date(each.due) + " missed " +
                std::to_string(each.missed) + " last " + (each.last ? print_date(*each.last) : "never") + "\n";
    }
    return text;
}

/// One duty of unit 0, with items of these days, in a catalogue that begins in 2020.
std::pair<std::string, std::string> duty_at(const char* now, Due due, std::vector<const char*> days, std::vector<unsigned> boards = {}) {
    CatalogueBuilder builder;
    builder.unit("u", UnitKind::government);
    builder.category("c");
    Ref duty = builder.duty("d", 0);
    builder.raw().duties[duty].due = due;
    builder.raw().duties[duty].units = {0};
    builder.settings().board_months = std::move(boards);
    builder.item("first", day_of("2020-01-01"));
    for (const char* day : days) builder.item(day, day_of(day)).duty = duty;
    builder.raw().now = Moment::midnight(day_of(now));
    const Audit audit = audit_of(builder.make());
    return {text_of(audit.overdue), text_of(audit.coming)};
}

Due every(Period period, const char* by = "") { return {period, by, 0, false, Due::Of::created}; }

using Told = std::pair<std::string, std::string>;

}  // namespace

TEST(AuditDuties, of_a_year_are_due_by_their_day) {
    const Due due = every(Period::year, "02-28");
    EXPECT_EQ(duty_at("2025-02-28", due, {"2024-02-01"}), Told("", "unit 0 2025-01-01 to 2025-02-28 missed 0 last 2024-02-01\n")) << "on the day itself it is not overdue";
    EXPECT_EQ(duty_at("2025-03-01", due, {"2024-02-01"}), Told("unit 0 2025-01-01 to 2025-02-28 missed 1 last 2024-02-01\n", ""));
    EXPECT_EQ(duty_at("2025-03-01", due, {"2025-01-10"}), Told("", ""));
    EXPECT_EQ(duty_at("2025-03-09", due, {"2025-03-05"}), Told("", "")) << "met late";
    EXPECT_EQ(duty_at("2025-01-28", due, {"2024-12-28"}), Told("", "")) << "31 days before, and last year's is met";
    EXPECT_EQ(duty_at("2025-01-29", due, {"2024-12-28"}), Told("", "unit 0 2025-01-01 to 2025-02-28 missed 0 last 2024-12-28\n")) << "what was published last year was for last year";
    EXPECT_EQ(duty_at("2025-12-20", every(Period::year, "01-10"), {"2025-01-05"}), Told("", "unit 0 2026-01-01 to 2026-01-10 missed 0 last 2025-01-05\n"));
    EXPECT_EQ(duty_at("2023-03-01", every(Period::year, "02-29"), {"2022-02-01"}).first, "unit 0 2023-01-01 to 2023-02-28 missed 1 last 2022-02-01\n");
    EXPECT_EQ(duty_at("2025-12-31", every(Period::year), {"2024-05-05"}), Told("", "unit 0 2025-01-01 to 2025-12-31 missed 0 last 2024-05-05\n"));
}

TEST(AuditDuties, of_a_quarter_or_month_are_due_on_its_last_day) {
    EXPECT_EQ(duty_at("2025-07-01", every(Period::quarter), {"2025-03-31"}), Told("unit 0 2025-04-01 to 2025-06-30 missed 1 last 2025-03-31\n", ""));
    EXPECT_EQ(duty_at("2025-06-30", every(Period::quarter), {"2025-03-31"}), Told("", "unit 0 2025-04-01 to 2025-06-30 missed 0 last 2025-03-31\n"));
    EXPECT_EQ(duty_at("2025-07-12", every(Period::quarter), {"2025-07-10"}), Told("", "")) << "what came after the quarter has met it late";
    EXPECT_EQ(duty_at("2024-03-01", every(Period::month), {"2023-11-15"}).first, "unit 0 2024-02-01 to 2024-02-29 missed 3 last 2023-11-15\n");
    EXPECT_EQ(duty_at("2024-03-01", every(Period::month), {}).first, "unit 0 2024-02-01 to 2024-02-29 missed 50 last never\n") << "from the catalogue's beginning on";
}

TEST(AuditDuties, of_a_board_are_due_on_its_day) {
    EXPECT_EQ(duty_at("2025-03-16", every(Period::board), {"2025-01-15"}, {1, 3}), Told("unit 0 2025-01-16 to 2025-03-15 missed 1 last 2025-01-15\n", ""));
    EXPECT_EQ(duty_at("2025-03-15", every(Period::board), {"2025-01-16"}, {1, 3}), Told("", ""));
    EXPECT_EQ(duty_at("2025-03-15", every(Period::board), {"2025-01-15"}, {1, 3}), Told("", "unit 0 2025-01-16 to 2025-03-15 missed 0 last 2025-01-15\n"));
    EXPECT_EQ(duty_at("2025-03-16", every(Period::board), {}, {}), Told("", "")) << "a site without boards";
}

TEST(AuditDuties, are_asked_of_units_while_they_existed) {
    CatalogueBuilder builder;
    const Ref old_unit = builder.unit("old"), new_unit = builder.unit("new"), county = builder.unit("county", UnitKind::government);
    builder.raw().units[old_unit].until = day_of("2025-03-17");
    builder.raw().units[old_unit].successor = new_unit;
    builder.raw().units[new_unit].since = day_of("2025-03-18");
    builder.category("c");
    const Ref duty = builder.duty("d", 0);
    builder.raw().duties[duty].due = every(Period::quarter);
    builder.raw().duties[duty].unit_kinds = {UnitKind::department};
    builder.item("first", day_of("2020-01-01")).unit = county;
    builder.now(2025, 4, 2);
    EXPECT_EQ(text_of(audit_of(builder.make()).overdue), "") << "neither was there for the whole quarter";
    builder.now(2025, 7, 2);
    EXPECT_EQ(text_of(audit_of(builder.make()).overdue), "unit 1 2025-04-01 to 2025-06-30 missed 1 last never\n");
    Item& item = builder.item("by the old one", day_of("2025-04-02"));
    item.unit = old_unit;
    item.duty = duty;
    EXPECT_EQ(text_of(audit_of(builder.make()).overdue), "") << "what a unit published stands for its successor";
    builder.raw().duties[duty].unit_kinds = {UnitKind::government};
    EXPECT_EQ(text_of(audit_of(builder.make()).overdue), "unit 2 2025-04-01 to 2025-06-30 missed 22 last never\n");
    item.joint_units.push_back({county, ""});
    EXPECT_EQ(text_of(audit_of(builder.make()).overdue), "") << "so does a joint document";
    builder.raw().duties[duty].unit_kinds.clear();
    builder.now(2025, 10, 2);
    EXPECT_EQ(text_of(audit_of(builder.make()).overdue), "site 2025-07-01 to 2025-09-30 missed 1 last 2025-04-02\n") << "a duty that names nobody";
    AuditOptions options;
    options.unit = county;
    EXPECT_EQ(text_of(audit_of(builder.make(), options).overdue), "");
}

TEST(AuditItems, are_late_exempt_or_not_to_be_judged) {
    CatalogueBuilder builder;
    builder.unit("u");
    builder.category("c");
    builder.raw().calendar = installed_calendar();
    const auto add = [&](const char* index, const char* created, const char* published) -> Item& {
        Item& item = builder.item(index, day_of(published));
        item.created = day_of(created);
        item.reviewed = true;
        return item;
    };
    add("in time", "2025-01-20", "2025-02-21");
    add("late", "2025-01-20", "2025-02-24");
    add("later", "2025-01-20", "2025-02-26");
    add("waived", "2025-01-20", "2025-02-25").limit_waived = true;
    add("no table", "2026-12-20", "2027-02-01");
    add("unreviewed", "2025-01-20", "2025-01-21").reviewed = false;
    const Catalogue catalogue = builder.make();
    const Audit audit = audit_of(catalogue);
    ASSERT_EQ(audit.late.size(), 2U);
    EXPECT_EQ(catalogue.items[audit.late[0].item].index, "later") << "newest first";
    EXPECT_EQ(audit.late[0].over, 3U);
    EXPECT_EQ(print_date(audit.late[1].due), "2025-02-21");
    EXPECT_EQ(audit.waived, 1U);
    ASSERT_EQ(audit.unjudged.size(), 1U);
    EXPECT_EQ(audit.unjudged[0].year_without_table, 2027);
    ASSERT_EQ(audit.unreviewed.size(), 1U);
    EXPECT_EQ(catalogue.items[audit.unreviewed[0]].index, "unreviewed");
    ASSERT_EQ(audit.units.size(), 1U);
    EXPECT_EQ(audit.units[0].late, 2U);
    EXPECT_EQ(audit.units[0].unreviewed, 1U);
    AuditOptions options;
    options.since = day_of("2025-02-26");
    EXPECT_EQ(audit_of(catalogue, options).late.size(), 1U);
}

TEST(AuditHeldBack, is_told_once_its_limit_is_over) {
    CatalogueBuilder builder;
    builder.unit("u");
    builder.category("c");
    builder.raw().held_back = {{"a", "A", "甲", 0, {}, {}, day_of("2026-01-30"), true}, {"b", "B", "乙", 0, {}, {}, day_of("2026-01-31"), false}, {"c", "C", "丙", 0, {}, {}, {}, false}};
    const Audit audit = audit_of(builder.make());
    EXPECT_EQ(audit.held_over, std::vector<std::size_t>{0});
    EXPECT_EQ(audit.held_unreviewed, std::vector<std::size_t>{0});
}

TEST(AuditColumns, are_empty_or_stale_against_their_update) {
    CatalogueBuilder builder;
    builder.unit("u");
    const Ref top = builder.category("top"), leaf = builder.category("leaf", top), empty = builder.category("empty", top), branch = builder.category("branch");
    builder.category("within", branch);
    builder.settings().board_months = {1, 3, 5, 7, 9, 11};
    builder.item("A", day_of("2025-08-31")).category = leaf;
    const auto stale = [&](const char* now, Period update) {
        builder.raw().categories[top].update = update;
        builder.raw().now = Moment::midnight(day_of(now));
        const Audit audit = audit_of(builder.make());
        EXPECT_EQ(audit.empty.size(), 2U) << "of an empty branch its top alone";
        EXPECT_EQ(audit.empty[0].category, empty);
        EXPECT_EQ(audit.empty[1].category, branch);
        return audit.stale.empty() ? "" : print_date(*audit.stale.at(0).due);
    };
    EXPECT_EQ(stale("2025-09-30", Period::month), "") << "one month later is the last day";
    EXPECT_EQ(stale("2025-10-01", Period::month), "2025-09-30");
    EXPECT_EQ(stale("2025-11-30", Period::quarter), "");
    EXPECT_EQ(stale("2025-12-01", Period::quarter), "2025-11-30");
    EXPECT_EQ(stale("2026-08-31", Period::year), "");
    EXPECT_EQ(stale("2026-09-01", Period::year), "2026-08-31");
    EXPECT_EQ(stale("2025-11-15", Period::board), "") << "it was on the board of September";
    EXPECT_EQ(stale("2025-11-16", Period::board), "2025-11-15");
    EXPECT_EQ(stale("2030-01-01", Period::none), "");
}

TEST(AuditBoards, tell_the_next_with_what_goes_onto_it) {
    CatalogueBuilder builder;
    builder.unit("u");
    builder.category("c");
    builder.raw().calendar = installed_calendar();
    builder.settings().board_months = {1, 3};
    for (const char* day : {"2026-01-15", "2026-01-16", "2026-02-20"}) builder.item(day, day_of(day)).channels = {"website", "board"};
    builder.item("not for it", day_of("2026-02-21"));
    builder.now(2026, 3, 1);
    const Audit audit = audit_of(builder.make());
    ASSERT_TRUE(audit.board);
    EXPECT_EQ(print_date(audit.board->day), "2026-03-15");
    EXPECT_EQ(audit.board->working_day, false) << "a Sunday";
    EXPECT_EQ(audit.board->items, 2U);
    builder.now(2026, 3, 16);
    EXPECT_FALSE(audit_of(builder.make()).board) << "the next is in January";
}

TEST(AuditReports, are_asked_of_the_site_and_of_departments) {
    CatalogueBuilder builder;
    const Ref department = builder.unit("department"), township = builder.unit("township", UnitKind::government);
    builder.raw().units[builder.unit("gone")].until = day_of("2024-06-30");
    builder.category("c");
    builder.item("A", day_of("2024-05-01"));
    const auto told = [&](const char* now) {
        builder.raw().now = Moment::midnight(day_of(now));
        std::string text;
        for (const PendingReport& each : audit_of(builder.make()).reports) {
            text += std::to_string(each.year) + (each.unit == no_ref ? " site" : " unit " + std::to_string(each.unit)) + " due " + print_date(each.due) +
                    (each.state == PendingReport::State::overdue ? " overdue" : each.state == PendingReport::State::coming ? " coming" : " late " + print_date(*each.published)) + "\n";
        }
        return text;
    };
    EXPECT_EQ(told("2024-06-01"), "") << "the catalogue has nothing of 2023";
    EXPECT_EQ(told("2025-01-31"), "2024 unit 0 due 2025-01-31 coming\n");
    EXPECT_EQ(told("2025-02-01"), "2024 unit 0 due 2025-01-31 overdue\n");
    EXPECT_EQ(told("2025-04-01"), "2024 unit 0 due 2025-01-31 overdue\n2024 site due 2025-03-31 overdue\n");
    const auto report = [&](Ref unit, int year, const char* published) {
        Report made;
        made.unit = unit;
        made.year = year;
        made.published = Moment::midnight(day_of(published));
        builder.raw().reports.push_back(made);
    };
    report(no_ref, 2024, "2025-03-31");
    report(department, 2024, "2025-02-03");
    EXPECT_EQ(told("2025-04-01"), "2024 unit 0 due 2025-01-31 late 2025-02-03\n");
    report(township, 2016, "2017-03-31");
    EXPECT_EQ(told("2019-05-01"), "2018 unit 1 due 2019-03-31 overdue\n") << "whoever has made one owes those that follow";
    EXPECT_EQ(audit_of(builder.make()).reports.at(0).missed, 2U) << "of 2017 and 2018: years in a row are one finding";
}

TEST(AuditReports, of_2018_are_all_due_by_31_march) {
    CatalogueBuilder builder;
    builder.unit("department");
    builder.category("c");
    builder.item("A", day_of("2018-05-01"));
    builder.now(2019, 3, 31);
    const Audit audit = audit_of(builder.make());
    ASSERT_EQ(audit.reports.size(), 2U);
    EXPECT_EQ(audit.reports[0].unit, no_ref) << "the whole site first";
    EXPECT_EQ(print_date(audit.reports[1].due), "2019-03-31");
    EXPECT_EQ(audit.reports[1].state, PendingReport::State::coming);
}
