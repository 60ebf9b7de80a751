// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "intake/rules.hpp"
#include "model/schema.hpp"
#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

std::uint32_t step(const char* name) { return 1U << vocabulary::steps.number(name); }

ReadItem sound_item() {
    ReadItem read;
    read.review = ReviewResult::release;
    read.item.published = Moment::midnight(*make_date(2025, 1, 1));
    return read;
}

std::string reasons(const ReadItem& read, const Settings& settings = {}) {
    Diagnostics diagnostics;
    check_release(read, settings, Moment::midnight(*make_date(2025, 1, 2)), diagnostics);
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.sorted()) text += std::string(words_of(diagnostic.code).name) + " ";
    return text;
}

}  // namespace

TEST(Release, asks_for_a_review_that_lets_the_item_go) {
    EXPECT_EQ(reasons(sound_item()), "");
    ReadItem read = sound_item();
    read.review = ReviewResult::partial;
    EXPECT_EQ(reasons(read), "") << "the body is the part that may be public";
    read.review = ReviewResult::withhold;
    EXPECT_EQ(reasons(read), "H704 ");
    read.review.reset();
    EXPECT_EQ(reasons(read), "H703 ");
    Settings optional;
    optional.review_required = false;
    EXPECT_EQ(reasons(read, optional), "");
    read.review = ReviewResult::withhold;
    EXPECT_EQ(reasons(read, optional), "H704 ") << "a review against release holds where none is required";
}

TEST(Release, asks_for_every_step_of_the_workflow) {
    Settings settings;
    settings.workflow = {"proposed", "screened", "approved"};
    ReadItem read = sound_item();
    read.steps = step("approved") | step("proposed");
    Diagnostics diagnostics;
    check_release(read, settings, read.item.published, diagnostics);
    ASSERT_EQ(diagnostics.all().size(), 1U);
    EXPECT_EQ(diagnostics.all()[0].args.at(0).zh, "初审");
    read.steps |= step("screened");
    EXPECT_EQ(reasons(read, settings), "");
}

TEST(Release, tells_all_reasons_but_of_what_is_never_public) {
    ReadItem read = sound_item();
    read.review.reset();
    read.item.published = Moment::midnight(*make_date(2025, 1, 3));
    EXPECT_EQ(reasons(read), "H701 H703 ");
    read.draft = true;
    EXPECT_EQ(reasons(read), "H702 ");
    read.item.access = Access::withheld;
    EXPECT_EQ(reasons(read), "H706 ");
}

TEST(UnitLifetime, holds_both_its_days) {
    Unit unit;
    unit.since = make_date(2020, 1, 1);
    unit.until = make_date(2020, 12, 31);
    const auto warns = [&](int year, unsigned month, unsigned day) {
        ReadItem read = sound_item();
        read.item.unit = 0;
        read.item.created = *make_date(year, month, day);
        Diagnostics diagnostics;
        check_unit_lifetime(read, {unit}, diagnostics);
        return !diagnostics.empty();
    };
    EXPECT_TRUE(warns(2019, 12, 31));
    EXPECT_FALSE(warns(2020, 1, 1));
    EXPECT_FALSE(warns(2020, 12, 31));
    EXPECT_TRUE(warns(2021, 1, 1));
}

TEST(Validity, follows_the_items_own_dates) {
    const Date today = *make_date(2025, 6, 1);
    const auto validity = [&](auto change) {
        ReadItem read = sound_item();
        change(read);
        set_own_validity(read, today);
        return read.item.validity;
    };
    EXPECT_EQ(validity([](ReadItem&) {}), Validity::valid);
    EXPECT_EQ(validity([&](ReadItem& read) { read.item.valid_until = today; }), Validity::valid);
    EXPECT_EQ(validity([&](ReadItem& read) { read.item.valid_until = Date{today.days - 1}; }), Validity::expired);
    EXPECT_EQ(validity([&](ReadItem& read) { read.item.effective = Date{today.days + 1}; }), Validity::pending);
    EXPECT_EQ(validity([&](ReadItem& read) { read.item.effective = today; }), Validity::valid);
    EXPECT_EQ(validity([&](ReadItem& read) { read.item.repealed = today, read.item.valid_until = Date{today.days - 1}; }), Validity::repealed);
    EXPECT_EQ(validity([&](ReadItem& read) { read.item.repealed = today, read.validity_given = true; }), Validity::valid);
}

TEST(Created, is_not_still_to_come) {
    const auto found = [](Date created, Date published) {
        ReadItem read = sound_item();
        read.item.created = created;
        read.item.published = Moment::midnight(published);
        Diagnostics diagnostics;
        check_created(read, Moment::midnight(*make_date(2025, 1, 2)), diagnostics);
        return !diagnostics.empty();
    };
    EXPECT_FALSE(found(*make_date(2025, 1, 2), *make_date(2025, 1, 2)));
    EXPECT_TRUE(found(*make_date(2025, 1, 3), *make_date(2025, 1, 2)));
    EXPECT_FALSE(found(*make_date(2025, 1, 3), *make_date(2025, 1, 3))) << "prepared for tomorrow";
    EXPECT_TRUE(found(*make_date(2025, 1, 4), *make_date(2025, 1, 3)));
    EXPECT_FALSE(found(*make_date(2025, 2, 2), *make_date(2025, 3, 1)));
    EXPECT_TRUE(found(*make_date(2025, 2, 3), *make_date(2025, 3, 1))) << "more than a month ahead";
}

TEST(Done, is_not_still_to_come) {
    const auto found = [](Date done, Date published, std::uint32_t line = 8) {
        ReadItem read = sound_item();
        read.done = done;
        read.done_at = {line, 1, 10};
        read.item.published = Moment::midnight(published);
        Diagnostics diagnostics;
        check_done(read, Moment::midnight(*make_date(2025, 1, 2)), diagnostics);
        return !diagnostics.empty();
    };
    EXPECT_FALSE(found(*make_date(2025, 1, 2), *make_date(2025, 1, 2)));
    EXPECT_TRUE(found(*make_date(2025, 1, 3), *make_date(2025, 1, 2)));
    EXPECT_FALSE(found(*make_date(2025, 1, 3), *make_date(2025, 1, 3))) << "the step of publication, planned for that day";
    EXPECT_TRUE(found(*make_date(2025, 1, 4), *make_date(2025, 1, 3)));
    EXPECT_FALSE(found(Date(), *make_date(2025, 1, 2), 0)) << "nothing is said to be done";
}
