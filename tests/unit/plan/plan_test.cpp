// SPDX-License-Identifier: Apache-2.0
#include "plan/plan.hpp"

#include <set>

#include <gtest/gtest.h>

#include "support/catalogue_builder.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

std::set<std::string> addresses_of(const Catalogue& catalogue) {
    const Indexes indexes = make_indexes(catalogue);
    const Plan plan = make_plan({catalogue, indexes});
    std::set<std::string> addresses;
    for (const Page& page : plan.pages) addresses.emplace(page.address);
    for (const CopiedFile& file : plan.files) addresses.insert(file.address);
    EXPECT_EQ(addresses.size(), plan.pages.size() + plan.files.size()) << "no address is there twice";
    return addresses;
}

CatalogueBuilder small_site() {
    CatalogueBuilder builder;
    builder.unit("u");
    builder.category("c");
    return builder;
}

}  // namespace

TEST(Plan, of_an_empty_site_has_the_pages_that_every_site_has) {
    const auto addresses = addresses_of(small_site().make());
    for (const char* page : {"index.html", "catalogue.html", "units.html", "years.html", "404.html", "robots.txt", "feed.xml", "data/catalogue.json", "categories/c.html",
                             "categories/c.xml", "units/u.html", "units/u.xml", "sitemap.xml", "sitemaps/pages.xml"}) {
        EXPECT_TRUE(addresses.contains(page)) << page;
    }
    EXPECT_EQ(addresses.size(), 14U);
}

TEST(Plan, gives_lists_pages_from_the_oldest) {
    CatalogueBuilder builder = small_site();
    builder.settings().per_page = 2;
    for (int i = 0; i < 5; ++i) builder.item("I" + std::to_string(i), *make_date(2025, 1, static_cast<unsigned>(i + 1)));
    const auto addresses = addresses_of(builder.make());
    for (const char* stem : {"years/2025", "categories/c/2025", "units/u/2025"}) {
        EXPECT_TRUE(addresses.contains(std::string(stem) + ".html")) << stem;
        EXPECT_TRUE(addresses.contains(std::string(stem) + "-1.html")) << stem;
        EXPECT_FALSE(addresses.contains(std::string(stem) + "-2.html")) << stem << ": three items are one head";
    }
}

TEST(Plan, names_the_page_that_holds_a_position) {
    CatalogueBuilder builder = small_site();
    builder.settings().per_page = 2;
    for (unsigned i = 0; i < 7; ++i) builder.item("I" + std::to_string(i), *make_date(2025, 1, i + 1));
    const Catalogue catalogue = builder.make();
    const Indexes indexes = make_indexes(catalogue);
    const Site site{catalogue, indexes};
    const std::vector<std::string> pages = {"years/2025-1.html", "years/2025-1.html", "years/2025-2.html", "years/2025-2.html", "years/2025.html", "years/2025.html", "years/2025.html"};
    for (std::uint32_t at = 0; at < pages.size(); ++at) EXPECT_EQ(list_page_of(site, SectionKind::all, 0, indexes.all.years[0], at), pages[at]) << at;
}

TEST(Plan, has_files_of_proactive_items_once) {
    CatalogueBuilder builder = small_site();
    const auto file = [](const std::string& written, const std::string& published) {
        ItemFile each;
        each.written = written;
        each.source = "content/items/" + published;
        each.published = published;
        return each;
    };
    builder.item("A", *make_date(2025, 1, 1)).files = {file("a.pdf", "a.pdf"), file("b.pdf", "b.pdf"), file("./a.pdf", "a.pdf")};
    Item& on_request = builder.item("B", *make_date(2025, 1, 2));
    on_request.files = {file("c.pdf", "c.pdf")};
    on_request.access = Access::on_request;
    const auto addresses = addresses_of(builder.make());
    EXPECT_TRUE(addresses.contains("items/2025/a/a.pdf"));
    EXPECT_TRUE(addresses.contains("items/2025/a/b.pdf"));
    EXPECT_TRUE(addresses.contains("items/2025/b.html"));
    EXPECT_FALSE(addresses.contains("items/2025/b/c.pdf"));
}

TEST(Plan, has_tombstones_and_redirects) {
    CatalogueBuilder builder = small_site();
    builder.item("A", *make_date(2025, 1, 1)).aliases = {"old/a.html"};
    Item gone;
    gone.address = "items/2024/x.html";
    gone.aliases = {"old/x.html"};
    builder.raw().tombstones.push_back(gone);
    const auto addresses = addresses_of(builder.make());
    for (const char* page : {"old/a.html", "items/2024/x.html", "old/x.html"}) EXPECT_TRUE(addresses.contains(page)) << page;
}

TEST(Plan, has_reports_with_a_file_for_each_table) {
    CatalogueBuilder builder = small_site();
    Form form;
    form.id = "f";
    form.tables.resize(2);
    form.tables[0].name = "one";
    form.tables[1].name = "two";
    builder.raw().forms.push_back(form);
    Report report;
    report.year = 2024;
    report.form = "f";
    builder.raw().reports.push_back(report);
    report.unit = 0;
    builder.raw().reports.push_back(report);
    const auto addresses = addresses_of(builder.make());
    for (const char* page : {"reports.html", "reports/2024.html", "reports/2024-one.csv", "reports/2024-two.csv", "reports/u/2024.html", "reports/u/2024-one.csv"}) {
        EXPECT_TRUE(addresses.contains(page)) << page;
    }
}

TEST(Plan, has_a_file_for_the_table_of_each_chart_of_a_report) {
    const auto addresses = [](const std::string& table) {
        CatalogueBuilder builder = small_site();
        builder.item("A", *make_date(2023, 4, 1));
        builder.item("B", *make_date(2024, 4, 1));
        Form form;
        form.id = "f";
        form.tables.resize(table.empty() ? 0 : 1);
        if (!table.empty()) form.tables[0].name = table;
        builder.raw().forms.push_back(form);
        Report report;
        report.form = "f";
        for (const int year : {2022, 2023, 2024}) {
            report.year = year;
            builder.raw().reports.push_back(report);
        }
        report.unit = 0;
        builder.raw().reports.push_back(report);
        return addresses_of(builder.make());
    };
    const auto without = addresses(""), with = addresses("chart-years");
    for (const char* file : {"reports/2024-chart-categories.csv", "reports/2024-chart-years.csv", "reports/2024.xlsx", "reports/2023-chart-categories.csv", "reports/u/2024-chart-years.csv"}) {
        EXPECT_TRUE(without.contains(file)) << file;
    }
    for (const char* file : {"reports/2022-chart-categories.csv", "reports/2022.xlsx", "reports/2023-chart-years.csv", "reports/u/2024-chart-categories.csv"}) EXPECT_FALSE(without.contains(file)) << file;
    EXPECT_TRUE(with.contains("reports/2022-chart-years.csv")) << "the form's own table of that name";
}

TEST(Plan, has_a_file_for_the_corrected_figures_of_a_report) {
    const auto addresses = [](bool corrected, const std::string& table) {
        CatalogueBuilder builder = small_site();
        Form form;
        form.id = "f";
        form.tables.resize(1);
        form.tables[0].name = table;
        builder.raw().forms.push_back(form);
        Report report;
        report.form = "f";
        report.year = 2024;
        if (corrected) report.corrected.push_back({Words("甲", "a"), {"1"}, "2"});
        builder.raw().reports.push_back(report);
        return addresses_of(builder.make());
    };
    EXPECT_TRUE(addresses(true, "t").contains("reports/2024-corrections.csv"));
    EXPECT_FALSE(addresses(false, "t").contains("reports/2024-corrections.csv"));
    EXPECT_TRUE(addresses(true, "corrections").contains("reports/2024-corrections.csv")) << "the form's own table of that name";
}

TEST(Plan, has_statistics_of_quarters_that_have_items) {
    CatalogueBuilder builder = small_site();
    builder.item("A", *make_date(2025, 4, 1));
    const auto addresses = addresses_of(builder.make());
    EXPECT_TRUE(addresses.contains("statistics/2025-q2.html"));
    EXPECT_FALSE(addresses.contains("statistics/2025-q1.html"));
}

TEST(Boards, hold_what_was_posted_since_the_last_board_day) {
    CatalogueBuilder builder = small_site();
    builder.settings().board_months = {1, 7};
    builder.settings().board_day = 15;
    builder.now(2026, 1, 15);
    const auto post = [&](const char* index, Date day) { builder.item(index, day).channels = {"board"}; };
    post("A", *make_date(2025, 1, 15));
    post("B", *make_date(2025, 1, 16));
    post("C", *make_date(2025, 7, 15));
    post("D", *make_date(2026, 1, 15));
    builder.item("E", *make_date(2025, 1, 17));
    builder.item("F", *make_date(2025, 1, 18)).access = Access::on_request;
    builder.raw().items.back().channels = {"board"};
    const Catalogue catalogue = builder.make();
    const Indexes indexes = make_indexes(catalogue);
    const auto boards = make_boards({catalogue, indexes});
    ASSERT_EQ(boards.size(), 3U);
    const auto indexes_of = [&](const Board& board) {
        std::string text;
        for (const Ref item : board.items) text += catalogue.items[item].index;
        return text;
    };
    EXPECT_EQ(indexes_of(boards[0]), "A");
    EXPECT_EQ(print_date(boards[0].after), "2024-07-15");
    EXPECT_EQ(indexes_of(boards[1]), "BC");
    EXPECT_EQ(indexes_of(boards[2]), "D") << "the day itself is a board day";
}

TEST(Boards, are_none_where_the_site_has_none_or_the_day_is_ahead) {
    CatalogueBuilder builder = small_site();
    builder.item("A", *make_date(2025, 1, 1)).channels = {"board"};
    Catalogue catalogue = builder.make();
    const Indexes indexes = make_indexes(catalogue);
    EXPECT_TRUE(make_boards({catalogue, indexes}).empty());
    catalogue.settings.board_months = {1};
    catalogue.settings.board_day = 15;
    catalogue.now = Moment::midnight(*make_date(2025, 1, 14));
    EXPECT_TRUE(make_boards({catalogue, indexes}).empty());
}

TEST(Boards, begin_in_the_first_year_that_the_calendar_knows) {
    CatalogueBuilder builder = small_site();
    builder.settings().board_months = {7};
    builder.item("A", *make_date(1900, 1, 1)).channels = {"board"};
    const Catalogue catalogue = builder.make();
    const Indexes indexes = make_indexes(catalogue);
    EXPECT_EQ(make_boards({catalogue, indexes}).size(), 1U);
}
