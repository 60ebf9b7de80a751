// SPDX-License-Identifier: Apache-2.0
#include "tally/frozen.hpp"

#include <gtest/gtest.h>

#include "support/catalogue_builder.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

Expression expression(const std::string& text) {
    Words fault;
    auto parsed = figure_named(text, fault);
    EXPECT_TRUE(parsed) << text << ": " << fault.en;
    return parsed.value_or(Expression{});
}

/// A site with one item of 2020, a register of 2020 (a = 5), and a report of 2020.
class Bench {
public:
    Bench() {
        builder.unit("u");
        builder.category("c-d");
        builder.item("A", *make_date(2020, 5, 1));
        RegisterEntry entry;
        entry.figures["a"] = {Figure::whole(5), {"content/registers/2020.yml", 3, 4, 1}};
        builder.registers(2020).entries.push_back(entry);
        form.id = "f";
        form.keys = {"a", "b"};
        Indicator& both = form.indicators.emplace_back();
        both.key = "both";
        both.label = Words("和", "both");
        both.value = expression("a + b");
        FormTable table;
        table.body.resize(1);
        table.body[0].resize(2);
        table.body[0][0].text = Words("甲", "first");
        table.body[0][0].header = true;
        table.body[0][1].value = expression("a - b");
        form.tables.push_back(table);
        report.year = 2020;
        report.form = "f";
        report.path = report.at.path = "content/reports/2020.md";
    }
    void freeze(std::size_t corrections, std::vector<std::pair<std::string, std::int64_t>> figures) {
        Freeze made;
        made.corrections = corrections;
        for (const auto& [text, value] : figures) made.figures.push_back({text, expression(text), Figure::whole(value), {"content/reports/2020.lock.yml", 4, 1, 1}});
        report.freezes.push_back(made);
    }
    /// What judge_frozen() reports: the words of each.
    std::vector<std::string> judge() {
        builder.raw().forms = {form};
        builder.raw().reports = {report};
        catalogue = builder.make();
        Diagnostics diagnostics;
        judge_frozen(catalogue, make_indexes(catalogue), diagnostics);
        std::vector<std::string> found;
        for (const Diagnostic& each : diagnostics.sorted()) found.push_back(each.args[0].en + ": " + each.args[1].en + "; notes: " + std::to_string(each.notes.size()));
        return found;
    }
    std::string corrected() const {
        std::string all;
        for (const CorrectedFigure& each : catalogue.reports[0].corrected) {
            all += each.name.en + ":";
            for (const std::string& before : each.before) all += " " + before;
            all += " now " + each.now + "\n";
        }
        return all;
    }

    CatalogueBuilder builder;
    Form form;
    Report report;
    Catalogue catalogue;
};

using Found = std::vector<std::string>;

}  // namespace

TEST(Freeze, holds_what_tables_narrative_and_chart_may_show) {
    Bench bench;
    EXPECT_EQ(bench.judge(), Found{});
    std::string all;
    for (const auto& [text, figure] : figures_to_freeze(bench.catalogue, make_indexes(bench.catalogue), bench.catalogue.reports[0])) all += text + "=" + figure.print() + " ";
    EXPECT_EQ(all, "a=5 a - b=5 b=0 both=5 items.category.c-d=1 ");
}

TEST(Freeze, tells_a_figure_that_is_no_longer_what_it_was) {
    Bench bench;
    bench.freeze(0, {{"a", 4}, {"b", 0}, {"items.category.c-d", 2}});
    EXPECT_EQ(bench.judge(), (Found{"a: it was 4 when it was frozen, and is 5 now; notes: 2", "c-d (items.category.c-d): it was 2 when it was frozen, and is 1 now; notes: 2"}));
}

TEST(Freeze, lets_a_correction_that_was_recorded_since_stand_for_it) {
    Bench bench;
    bench.report.corrections.push_back({*make_date(2021, 3, 1), "漏计"});
    bench.freeze(1, {{"a", 4}});
    EXPECT_EQ(bench.judge().size(), 1U) << "that correction was there when it was frozen";
    bench.report.freezes.clear();
    bench.freeze(0, {{"a", 4}});
    EXPECT_EQ(bench.judge(), Found{});
    EXPECT_EQ(bench.corrected(), "a: 4 now 5\n");
}

TEST(Freeze, keeps_what_was_published_through_several_corrections) {
    Bench bench;
    bench.report.corrections.push_back({*make_date(2021, 3, 1), "漏计"});
    bench.freeze(0, {{"a", 3}, {"b", 0}});
    bench.freeze(0, {{"a", 3}, {"b", 0}});
    bench.freeze(1, {{"a", 4}, {"b", 0}});
    bench.freeze(1, {{"a", 5}, {"b", 0}, {"both", 5}});
    EXPECT_EQ(bench.judge(), Found{});
    EXPECT_EQ(bench.corrected(), "a: 3 4 now 5\n");
}

TEST(FigureWords, are_those_of_indicator_row_or_category) {
    Bench bench;
    bench.form.tables[0].body[0][1].value = expression("a");
    EXPECT_EQ(bench.judge(), Found{});
    const Indexes indexes = make_indexes(bench.catalogue);
    Figures figures(bench.catalogue, indexes, bench.catalogue.forms[0], no_ref);
    const auto words = [&](const std::string& text) { return figures.name(text).en; };
    EXPECT_EQ(words("both"), "both");
    EXPECT_EQ(words("a"), "first");
    EXPECT_EQ(words("total(a)"), "first, cumulative");
    EXPECT_EQ(words("before(both)"), "both, the year before");
    EXPECT_EQ(words("declared.by_category.c-d"), "c-d");
    EXPECT_EQ(words("b"), "b");
    EXPECT_EQ(words("total(a) - total(b)"), "first, cumulative - b, cumulative");
    EXPECT_EQ(words("sum(a, b)"), "sum(a, b)");
    EXPECT_EQ(words("items.channel.website"), "website");
}
