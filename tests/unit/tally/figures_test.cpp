// SPDX-License-Identifier: Apache-2.0
#include "tally/figures.hpp"

#include <gtest/gtest.h>

#include "support/catalogue_builder.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

Expression expression(const std::string& text) {
    Words fault;
    auto parsed = parse_expression(text, fault);
    EXPECT_TRUE(parsed) << text << ": " << fault.en;
    return parsed.value_or(Expression{});
}

Relation relation(const std::string& id, const std::string& left, Relation::Sign sign, const std::string& right, bool warning = false) {
    Relation made;
    made.id = id;
    made.left = expression(left);
    made.right = expression(right);
    made.sign = sign;
    made.warning = warning;
    made.words = Words("关系 " + id, "relation " + id);
    return made;
}

Indicator indicator(const std::string& key, const std::string& value) {
    Indicator made;
    made.key = key;
    made.label = Words(key);
    made.value = expression(value);
    return made;
}

/// A site with the form "f" (keys a, b; the indicator both) and a report of 2020.
class Bench {
public:
    Bench() {
        builder.unit("u");
        builder.category("c");
        form.id = "f";
        form.keys = {"a", "b"};
        form.indicators.push_back(indicator("both", "a + b"));
    }
    void enter(int year, const std::string& key, std::int64_t value, Ref unit = no_ref) {
        RegisterEntry entry;
        entry.unit = unit;
        entry.figures[key] = {Figure::whole(value), {"content/registers/" + std::to_string(year) + ".yml", 3, 4, 1}};
        entries(year).entries.push_back(entry);
    }
    Declared& declare(int year, bool historic) {
        entries(year).declared.emplace_back();
        entries(year).declared.back().historic = historic;
        return entries(year).declared.back();
    }
    /// Judges the report of 2020; the codes, and what became of it.
    std::string judge() {
        builder.raw().forms = {form};
        Report report;
        report.year = 2020;
        report.form = "f";
        report.path = "content/reports/2020.md";
        report.at.path = report.path;
        builder.raw().reports = {report};
        catalogue = builder.make();
        Diagnostics diagnostics;
        judge_reports(catalogue, make_indexes(catalogue), diagnostics);
        std::string text;
        for (const Diagnostic& diagnostic : diagnostics.sorted()) text += std::string(words_of(diagnostic.code).name) + " " + diagnostic.at.path + " " + diagnostic.args.at(1).en + "\n";
        return text + (catalogue.reports.empty() ? "held back" : "public");
    }
    std::optional<Figure> value(const std::string& text, int year = 2020, Ref unit = no_ref) {
        builder.raw().forms = {form};
        catalogue = builder.make();
        const Indexes indexes = make_indexes(catalogue);
        return Figures(catalogue, indexes, *catalogue.find_form("f"), unit).value(expression(text), year);
    }

    CatalogueBuilder builder;
    Form form;
    Catalogue catalogue;

private:
    Register& entries(int year) {
        for (Register& each : builder.raw().registers) {
            if (each.year == year) return each;
        }
        return builder.registers(year);
    }
};

}  // namespace

TEST(Figures, of_a_year_without_a_register_are_unknown_and_else_zero) {
    Bench bench;
    bench.enter(2020, "a", 3);
    EXPECT_EQ(bench.value("a"), Figure::whole(3));
    EXPECT_EQ(bench.value("b"), Figure{});
    EXPECT_EQ(bench.value("both"), Figure::whole(3));
    EXPECT_EQ(bench.value("a", 2019), std::nullopt);
    EXPECT_EQ(bench.value("both", 2019), std::nullopt);
    EXPECT_EQ(bench.value("items.total", 2019), Figure{});
    EXPECT_EQ(bench.value("declared.documents"), std::nullopt);
}

TEST(Figures, sum_the_entries_of_a_unit_or_of_all) {
    Bench bench;
    bench.builder.unit("v");
    bench.enter(2020, "a", 3, 0);
    bench.enter(2020, "a", 4, 1);
    EXPECT_EQ(bench.value("a"), Figure::whole(7));
    bench.enter(2020, "a", 5);
    EXPECT_EQ(bench.value("a"), Figure::whole(5)) << "the whole site's own figure";
    EXPECT_EQ(bench.value("a", 2020, 0), Figure::whole(3));
    EXPECT_EQ(bench.value("a", 2020, 1), Figure::whole(4));
}

TEST(Figures, accumulate_from_the_opening_balance) {
    Bench bench;
    bench.enter(2018, "a", 1);
    bench.enter(2020, "a", 2);
    bench.builder.raw().registers.front().opening["a"] = {Figure::whole(100), {}};
    EXPECT_EQ(bench.value("total(a)", 2018), Figure::whole(101));
    EXPECT_EQ(bench.value("total(a)", 2019), Figure::whole(101));
    EXPECT_EQ(bench.value("total(a)", 2020), Figure::whole(103));
    EXPECT_EQ(bench.value("before(a)", 2020), std::nullopt) << "2019 has no register";
}

TEST(Figures, that_units_alone_declare_or_carry_over_are_the_whole_site_s) {
    Bench bench;
    bench.builder.unit("v");
    bench.declare(2020, true).figures["documents"] = {Figure::whole(10), {}};
    bench.builder.raw().registers.front().declared.back().unit = 0;
    bench.declare(2020, true).figures["documents"] = {Figure::whole(20), {}};
    bench.builder.raw().registers.front().declared.back().unit = 1;
    bench.form.indicators.push_back(indicator("documents", "first(declared.documents, items.total)"));
    Balance one, other;
    one.unit = 0, other.unit = 1;
    one.figures["documents"] = {Figure::whole(100), {}};
    other.figures["documents"] = {Figure::whole(200), {}};
    bench.builder.raw().registers.front().unit_openings = {one, other};
    EXPECT_EQ(bench.value("documents"), Figure::whole(30));
    EXPECT_EQ(bench.value("total(documents)"), Figure::whole(330));
    EXPECT_EQ(bench.value("total(documents)", 2020, 1), Figure::whole(220));
    bench.declare(2020, true).figures["documents"] = {Figure::whole(40), {"content/registers/2020.yml", 3, 4, 1}};
    EXPECT_EQ(bench.value("documents"), Figure::whole(40)) << "the whole site's own";
    EXPECT_EQ(bench.judge(), "W622 content/registers/2020.yml site 40, units 30, difference 10\npublic") << "by R14";
}

TEST(Figures, of_units_that_declare_nothing_are_counted_beside_those_declared) {
    Bench bench;
    bench.builder.unit("v");
    bench.builder.item("I-1", *make_date(2020, 5, 1));
    bench.declare(2020, false).figures["documents"] = {Figure::whole(20), {}};
    bench.builder.raw().registers.front().declared.back().unit = 1;
    EXPECT_EQ(bench.value("declared.documents"), Figure::whole(21));
}

TEST(Figures, of_a_balance_go_on_from_the_last_that_was_entered) {
    Bench bench;
    bench.form.keys.push_back("stock");
    bench.enter(2017, "a", 5);
    EXPECT_EQ(bench.value("total(a - b, stock)"), Figure::whole(5)) << "none was";
    bench.enter(2018, "stock", 20);
    bench.enter(2020, "a", 3);
    bench.enter(2020, "b", 1);
    EXPECT_EQ(bench.value("total(a - b, stock)", 2018), Figure::whole(20));
    EXPECT_EQ(bench.value("total(a - b, stock)", 2019), Figure::whole(20));
    EXPECT_EQ(bench.value("total(a - b, stock)", 2020), Figure::whole(22));
}

TEST(Figures, of_the_year_before_are_known_where_the_catalogue_counts_them) {
    Bench bench;
    bench.builder.item("I-1", *make_date(2019, 5, 1));
    EXPECT_EQ(bench.value("before(items.total)"), Figure::whole(1));
    EXPECT_EQ(bench.value("before(items.total)", 2019), std::nullopt);
}

TEST(Figures, of_a_cumulative_number_go_by_any_of_their_names) {
    Bench bench;
    bench.form.indicators.push_back(indicator("all_a", "a"));
    bench.enter(2020, "a", 3);
    bench.builder.raw().registers.front().opening["a"] = {Figure::whole(100), {}};
    EXPECT_EQ(bench.value("total(all_a)"), Figure::whole(103));
}

TEST(Figures, of_a_written_total_are_unknown_where_none_was_written) {
    Bench bench;
    bench.enter(2020, "a", 3);
    EXPECT_EQ(bench.value("both.total"), std::nullopt);
    bench.enter(2020, "both.total", 5);
    EXPECT_EQ(bench.value("both.total"), Figure::whole(5));
}

TEST(Figures, name_the_register_lines_and_items_that_they_are_made_of) {
    Bench bench;
    bench.form.indicators.push_back(indicator("all", "total(a) - b + items.total"));
    bench.form.indicators.push_back(indicator("most", "max(a, b)"));
    bench.enter(2019, "a", 1);
    bench.builder.unit("v");
    bench.enter(2020, "a", 2, 1);
    bench.enter(2020, "a", 3, 0);
    bench.enter(2020, "b", 4);
    bench.builder.raw().registers.front().opening["a"] = {Figure::whole(100), {}};
    bench.builder.item("I-1", *make_date(2020, 5, 1));
    bench.builder.item("I-2", *make_date(2019, 5, 1));
    bench.builder.raw().forms = {bench.form};
    const Catalogue catalogue = bench.builder.make();
    const Indexes indexes = make_indexes(catalogue);
    Figures figures(catalogue, indexes, *catalogue.find_form("f"), no_ref);
    const auto words = [&](const std::string& key) {
        std::string text;
        const Trace trace = figures.trace(key, 2020);
        for (const FigureLine& line : trace.lines) text += (line.sign < 0 ? "-" : "+") + line.key + std::to_string(line.year) + "=" + line.value.print() + " ";
        for (const FigureItems& items : trace.items) {
            text += items.key + ":";
            for (const Ref item : items.items) text += std::string(catalogue.items[item].index) + " ";
        }
        return text;
    };
    EXPECT_EQ(words("all"), "+a2019=100 +a2019=1 +a2020=2 +a2020=3 -b2020=4 items.total:I-1 ");
    EXPECT_EQ(words("most"), "+a2020=2 +a2020=3 ");
    EXPECT_EQ(figures.trace("a", 2020).lines.at(0).at.line, 3U);
    EXPECT_EQ(words("nothing"), "");
}

TEST(Figures, of_a_quarter_take_its_entries_and_months) {
    Bench bench;
    bench.enter(2019, "a", 100);
    for (const auto& [quarter, month, value] : std::vector<std::tuple<unsigned, unsigned, int>>{{1, 0, 1}, {0, 4, 2}, {0, 6, 4}, {3, 0, 8}, {0, 0, 16}}) {
        bench.enter(2020, "a", value);
        RegisterEntry& entry = bench.builder.raw().registers.back().entries.back();
        entry.quarter = quarter;
        entry.month = month;
    }
    bench.builder.raw().forms = {bench.form};
    const Catalogue catalogue = bench.builder.make();
    const Indexes indexes = make_indexes(catalogue);
    const auto of = [&](unsigned quarter, const std::string& text) {
        const auto value = Figures(catalogue, indexes, *catalogue.find_form("f"), no_ref, quarter).value(expression(text), 2020);
        return value ? value->print() : "—";
    };
    EXPECT_EQ(of(1, "a"), "1");
    EXPECT_EQ(of(2, "a"), "6");
    EXPECT_EQ(of(3, "both"), "8");
    EXPECT_EQ(of(4, "a"), "—") << "the year has 16 that may be this quarter's";
    EXPECT_EQ(of(4, "b"), "0");
    EXPECT_EQ(of(0, "a"), "31");
    EXPECT_EQ(of(2, "total(a)"), "107");
    EXPECT_EQ(of(4, "total(a)"), "—");
    EXPECT_EQ(Figures(catalogue, indexes, *catalogue.find_form("f"), no_ref, 2).value(expression("before(a)"), 2020), std::nullopt);
}

TEST(Figures, of_the_year_alone_are_unknown_by_quarter) {
    Bench bench;
    bench.builder.unit("v");
    bench.form.keys = {"a.x", "b.x", "c.x", "d.x"};
    bench.form.indicators = {indicator("all", "sum(a.*) + b.x"), indicator("first", "first(a.x, items.total)"), indicator("declared", "first(declared.documents, items.total)")};
    bench.enter(2020, "a.x", 3, 0);
    bench.enter(2020, "a.x", 4, 1);
    bench.builder.raw().registers.back().entries.back().quarter = 1;
    bench.enter(2020, "b.x", 0);
    bench.enter(2020, "c.x", 5);
    bench.enter(2020, "c.x", 2, 1);
    bench.builder.raw().registers.back().entries.back().quarter = 1;
    bench.declare(2020, true).figures["documents"] = {Figure::whole(9), {}};
    bench.builder.raw().forms = {bench.form};
    const Catalogue catalogue = bench.builder.make();
    const Indexes indexes = make_indexes(catalogue);
    const auto of = [&](unsigned quarter, const std::string& key, Ref unit = no_ref) {
        const auto value = Figures(catalogue, indexes, *catalogue.find_form("f"), unit, quarter).value(key, 2020);
        return value ? value->print() : "—";
    };
    EXPECT_EQ(of(0, "a.x"), "7");
    EXPECT_EQ(of(1, "a.x"), "—") << "one unit has no quarters";
    EXPECT_EQ(of(1, "a.x", 0), "—");
    EXPECT_EQ(of(1, "a.x", 1), "4");
    EXPECT_EQ(of(2, "a.x", 1), "0") << "the other has them all";
    EXPECT_EQ(of(1, "all"), "—");
    EXPECT_EQ(of(1, "all", 1), "4");
    EXPECT_EQ(of(1, "b.x"), "0") << "nothing all year";
    EXPECT_EQ(of(1, "c.x"), "2") << "of the units, where they have it";
    EXPECT_EQ(of(2, "c.x"), "—");
    EXPECT_EQ(of(1, "d.x"), "0");
    EXPECT_EQ(of(1, "first"), "—") << "the items stand for something else";
    EXPECT_EQ(of(0, "declared"), "9");
    EXPECT_EQ(of(1, "declared"), "—");
}

TEST(Figures, of_indicators_in_a_circle_are_unknown) {
    Bench bench;
    bench.form.indicators = {indicator("x", "y + 1"), indicator("y", "x")};
    bench.enter(2020, "a", 1);
    EXPECT_EQ(bench.value("x"), std::nullopt);
}

TEST(Reports, whose_relations_hold_are_public) {
    Bench bench;
    bench.form.relations = {relation("R1", "a", Relation::Sign::equal, "b"), relation("R2", "a", Relation::Sign::at_most, "b"), relation("R3", "a", Relation::Sign::at_least, "b")};
    bench.enter(2020, "a", 3);
    bench.enter(2020, "b", 3);
    EXPECT_EQ(bench.judge(), "public");
}

TEST(Reports, are_held_back_by_a_broken_relation) {
    Bench bench;
    bench.form.relations = {relation("R1", "a", Relation::Sign::equal, "b")};
    bench.enter(2020, "a", 5);
    bench.enter(2020, "b", 3);
    EXPECT_EQ(bench.judge(), "H707 content/registers/2020.yml left 5, right 3, difference 2\nheld back");
    EXPECT_EQ(bench.catalogue.held_back.size(), 1U);
}

TEST(Reports, carry_a_note_of_a_broken_warning_relation) {
    Bench bench;
    bench.form.relations = {relation("R1", "a", Relation::Sign::at_most, "b", true)};
    bench.enter(2020, "a", 5);
    EXPECT_EQ(bench.judge(), "W812 content/registers/2020.yml left 5, right 0, difference 5\npublic");
    EXPECT_EQ(bench.catalogue.reports.at(0).notes, std::vector<std::string>{"关系 R1；a 5，大于 b 0"});
}

TEST(Reports, of_a_historic_year_are_never_held_back) {
    Bench bench;
    bench.form.relations = {relation("R1", "a", Relation::Sign::equal, "b")};
    bench.enter(2020, "a", 5);
    bench.enter(2020, "b", 0);
    bench.declare(2020, true);
    EXPECT_EQ(bench.judge(), "W812 content/registers/2020.yml left 5, right 0, difference 5\npublic");
    EXPECT_TRUE(bench.catalogue.reports.at(0).historic);
}

TEST(Reports, are_not_judged_by_what_is_unknown) {
    Bench bench;
    bench.form.relations = {relation("R1", "a", Relation::Sign::equal, "before(b)")};
    bench.enter(2020, "a", 5);
    EXPECT_EQ(bench.judge(), "public");
}

TEST(Reports, whose_declaration_contradicts_the_catalogue_are_held_back_or_noted) {
    for (const bool historic : {false, true}) {
        Bench bench;
        bench.builder.item("A", *make_date(2020, 5, 1));
        bench.declare(2020, historic).figures["documents"] = {Figure::whole(7), {"content/registers/2020.yml", 9, 1, 1}};
        const std::string verdict = bench.judge();
        EXPECT_EQ(verdict.substr(0, 4), historic ? "W811" : "H707") << verdict;
        EXPECT_TRUE(verdict.ends_with(historic ? "public" : "held back")) << verdict;
        EXPECT_EQ(bench.catalogue.held_back.empty(), historic);
    }
}

TEST(Reports, whose_declaration_stands_for_a_year_without_items_are_public) {
    Bench bench;
    bench.declare(2020, false).figures["documents"] = {Figure::whole(7), {}};
    EXPECT_EQ(bench.judge(), "public");
}
