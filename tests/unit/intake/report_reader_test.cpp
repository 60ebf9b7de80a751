// SPDX-License-Identifier: Apache-2.0
#include "intake/report_reader.hpp"

#include <gtest/gtest.h>

#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

Taken report(const std::string& path, const std::string& fields) { return take({{"reports/" + path, "---\n" + fields + "---\n全年情况。\n"}}); }

}  // namespace

TEST(ReportReader, takes_the_form_of_the_year) {
    EXPECT_EQ(report("2013.md", "title: x\n").catalogue().reports.at(0).form, "2008");
    EXPECT_EQ(report("2022.md", "title: x\n").catalogue().reports.at(0).form, "2021");
    EXPECT_EQ(report("2022.md", "form: \"2008\"\n").catalogue().reports.at(0).form, "2008");
    EXPECT_EQ(report("2000.md", "title: x\n").catalogue().reports.at(0).form, "2008") << "before all forms, the first";
}

TEST(ReportReader, knows_its_unit_by_folder_or_field) {
    EXPECT_EQ(report("2022.md", "title: x\n").catalogue().reports.at(0).unit, no_ref);
    EXPECT_EQ(report("jyj/2022.md", "title: x\n").catalogue().reports.at(0).unit, 1U);
    EXPECT_EQ(report("2022.md", "unit: jyj\n").catalogue().reports.at(0).unit, 1U);
    EXPECT_EQ(report("jiaoyu/2022.md", "title: x\n").codes().substr(0, 4), "E206");
}

TEST(ReportReader, refuses_two_reports_of_one_unit_and_year) {
    const Taken taken = take({{"reports/2022.md", "---\nunit: jyj\n---\n甲。\n"}, {"reports/jyj/2022.md", "---\ntitle: x\n---\n乙。\n"}});
    EXPECT_LE(taken.catalogue().reports.size(), 1U) << "both would be reports/jyj/2022.html";
    EXPECT_NE(taken.codes(), "");
}

TEST(ReportReader, holds_a_report_back_until_its_day) {
    const Taken taken = report("2025.md", "published: 2026-03-31\n");
    EXPECT_TRUE(taken.catalogue().reports.empty());
    ASSERT_EQ(taken.catalogue().held_back.size(), 1U);
    EXPECT_EQ(taken.catalogue().held_back[0].path, "content/reports/2025.md");
}

TEST(ReportReader, checks_year_and_form) {
    EXPECT_EQ(report("2022.md", "year: 2021\n").codes(), "E607 content/reports/2022.md:2:7\n");
    EXPECT_EQ(report("2022.md", "form: \"1999\"\n").codes(), "E605 content/reports/2022.md:2:7\n");
    EXPECT_EQ(report("latest.md", "title: x\n").codes(), "E604 content/reports/latest.md\n");
}
