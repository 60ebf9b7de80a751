// SPDX-License-Identifier: Apache-2.0
// Registers by chance against loops that know no form: sums, years, what is carried over, written totals, the whole site and its units.
#include <gtest/gtest.h>

#include <set>

#include "support/catalogue_builder.hpp"
#include "tally/figures.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

Expression expression(const std::string& text) {
    Words fault;
    auto parsed = parse_expression(text, fault);
    EXPECT_TRUE(parsed) << text << ": " << fault.en;
    return parsed.value_or(Expression{});
}

constexpr int rows = 4, columns = 3, units = 4, first = 2015, last = 2019;

std::string key_of(int row, int column) { return "m.r" + std::to_string(row) + ".c" + std::to_string(column); }

/// One line of a register, as a person would list it.
struct Line {
    int year, unit;  ///< unit -1: the whole site
    unsigned quarter;
    std::string key;
    std::int64_t value;
    int entry;
};

/// A form of a matrix: rows, their totals, r0 + r1 = r2 + r3 in each column, and r1 = last year's r3.
Form matrix() {
    Form form;
    form.id = "f";
    std::string all;
    for (int row = 0; row < rows; ++row) {
        std::string sum;
        for (int column = 0; column < columns; ++column) {
            form.keys.push_back(key_of(row, column));
            sum += (column == 0 ? "" : " + ") + key_of(row, column);
        }
        Indicator indicator;
        indicator.key = "m.r" + std::to_string(row);
        indicator.label = Words(indicator.key);
        indicator.value = expression(row % 2 == 0 ? sum : "sum(m.r" + std::to_string(row) + ".*)");
        form.indicators.push_back(indicator);
        all += (row == 0 ? "" : " + ") + indicator.key;
    }
    Indicator everything;
    everything.key = "m.all";
    everything.label = Words("all");
    everything.value = expression(all);
    form.indicators.push_back(everything);
    for (int column = 0; column < columns; ++column) {
        Relation sums;
        sums.id = "SUM" + std::to_string(column);
        sums.left = expression(key_of(0, column) + " + " + key_of(1, column));
        sums.right = expression(key_of(2, column) + " + " + key_of(3, column));
        form.relations.push_back(sums);
        Relation carried;
        carried.id = "CARRY" + std::to_string(column);
        carried.left = expression(key_of(1, column));
        carried.right = expression("before(" + key_of(3, column) + ")");
        form.relations.push_back(carried);
    }
    return form;
}

class Bench {
public:
    explicit Bench(std::uint64_t seed) : random(seed) {
        for (int unit = 0; unit < units; ++unit) builder.unit("u" + std::to_string(unit));
        builder.category("c");
        builder.raw().forms = {matrix()};
        // With a county entry the whole site's own figures stand beside its units'.
        const bool county = random.one_in(2), totals = random.one_in(2);
        for (int year = first; year <= last; ++year) {
            if (year != first && random.one_in(5)) continue;
            Register& entries = builder.registers(year);
            years.insert(year);
            const int count = 1 + static_cast<int>(random.below(6));
            for (int i = 0; i < count; ++i) add(entries, static_cast<int>(random.below(units)), static_cast<unsigned>(random.below(5)), totals);
            if (county && random.one_in(2)) add(entries, -1, 0, totals);
            else if (county) add(entries, -1, 1 + static_cast<unsigned>(random.below(4)), totals);
        }
        catalogue = builder.make();
        indexes = make_indexes(catalogue);
    }

    void add(Register& entries, int unit, unsigned quarter, bool totals) {
        RegisterEntry entry;
        entry.unit = unit < 0 ? no_ref : static_cast<Ref>(unit);
        if (quarter != 0 && random.one_in(2)) entry.month = quarter * 3 - static_cast<unsigned>(random.below(3));
        else entry.quarter = quarter;
        const int number = static_cast<int>(entries.entries.size());
        const Place at{"content/registers/" + std::to_string(entries.year) + ".yml", static_cast<std::uint32_t>(number + 1), 1, 1};
        for (int row = 0; row < rows; ++row) {
            std::int64_t sum = 0;
            for (int column = 0; column < columns; ++column) {
                if (random.one_in(3)) continue;
                const auto value = static_cast<std::int64_t>(random.below(20));
                sum += value;
                Place place = at;
                place.column = static_cast<std::uint32_t>(row * 10 + column + 1);
                entry.figures[key_of(row, column)] = {Figure::whole(value), place};
                lines.push_back({entries.year, unit, quarter, key_of(row, column), value, number});
            }
            if (!totals || random.one_in(2) || sum == 0) continue;
            const std::int64_t written = random.one_in(3) ? sum + 1 : sum;
            Place place = at;
            place.column = static_cast<std::uint32_t>(row * 10 + 9);
            entry.figures["m.r" + std::to_string(row) + ".total"] = {Figure::whole(written), place};
            if (written != sum) wrong.insert({entries.year, number, row});
        }
        entries.entries.push_back(entry);
    }

    /// Whether the site's own figure stands in place of a line of a unit.
    bool is_replaced(const Line& line) const {
        return line.unit >= 0 && std::any_of(lines.begin(), lines.end(), [&](const Line& other) {
            return other.unit < 0 && other.year == line.year && (other.quarter == 0 || line.quarter == 0 || other.quarter == line.quarter);
        });
    }

    std::int64_t sum(const std::string& key, int year, int unit) const {
        std::int64_t all = 0;
        for (const Line& line : lines) {
            if (line.key == key && line.year == year && (unit == line.unit || (unit == -1 && !is_replaced(line)))) all += line.value;
        }
        return all;
    }

    bool has_any(int year, int unit) const {
        return std::any_of(lines.begin(), lines.end(), [&](const Line& line) { return line.year == year && (unit == -1 || line.unit == unit); });
    }

    Random random;
    CatalogueBuilder builder;
    std::vector<Line> lines;
    std::set<int> years;
    std::set<std::tuple<int, int, int>> wrong;  ///< year, entry, row of a total that is not the sum
    Catalogue catalogue;
    Indexes indexes;
};

constexpr std::uint64_t seeds = 60;

}  // namespace

TEST(RandomRegisters, are_summed_and_carried_as_a_loop_does_it) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Bench bench(seed);
        for (int unit = -1; unit < units; ++unit) {
            Figures figures(bench.catalogue, bench.indexes, bench.catalogue.forms.front(), unit < 0 ? no_ref : static_cast<Ref>(unit));
            for (int year = first; year <= last; ++year) {
                std::int64_t everything = 0;
                for (int row = 0; row < rows; ++row) {
                    std::int64_t whole = 0;
                    for (int column = 0; column < columns; ++column) {
                        const std::string key = key_of(row, column);
                        const std::int64_t expected = bench.sum(key, year, unit);
                        whole += expected;
                        const auto value = figures.value(key, year);
                        ASSERT_EQ(value.has_value(), bench.years.contains(year));
                        if (value) { ASSERT_EQ(*value, Figure::whole(expected)) << key << " " << year << " unit " << unit; }
                        std::int64_t total = 0;
                        for (int each = first; each <= year; ++each) total += bench.sum(key, each, unit);
                        ASSERT_EQ(*figures.value(expression("total(" + key + ")"), year), Figure::whole(total));
                        const auto before = figures.value(expression("before(" + key + ")"), year);
                        ASSERT_EQ(before.has_value(), bench.years.contains(year - 1) && bench.has_any(year - 1, unit));
                        if (before) { ASSERT_EQ(*before, Figure::whole(bench.sum(key, year - 1, unit))); }
                    }
                    everything += whole;
                    if (bench.years.contains(year)) { ASSERT_EQ(*figures.value("m.r" + std::to_string(row), year), Figure::whole(whole)); }
                }
                if (bench.years.contains(year)) { ASSERT_EQ(*figures.value("m.all", year), Figure::whole(everything)); }
            }
        }
    }
}

TEST(RandomRegisters, give_the_lines_that_every_figure_is_the_sum_of) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Bench bench(seed);
        for (const bool as_written : {false, true}) {
            for (unsigned quarter = 0; quarter <= 4; ++quarter) {
                Figures figures(bench.catalogue, bench.indexes, bench.catalogue.forms.front(), no_ref, quarter);
                if (as_written) figures.take_as_written();
                for (const int year : bench.years) {
                    for (const char* text : {"m.r0.c0", "m.r1", "m.r2", "m.all", "total(m.r0)", "before(m.r3.c1)", "m.all - m.r3", "total(m.all)"}) {
                        const auto value = figures.value(expression(text), year);
                        Figure sum;
                        for (const FigureLine& line : figures.trace(expression(text), year).lines) sum = line.sign < 0 ? sum - line.value : sum + line.value;
                        ASSERT_EQ(sum, value.value_or(Figure{})) << text << " " << year << " quarter " << quarter << (as_written ? " as written" : "");
                    }
                }
            }
        }
    }
}

TEST(RandomRegisters, are_told_just_what_a_loop_finds_wrong) {
    std::size_t held = 0, told = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Bench bench(seed);
        std::multiset<std::string> expected, found;
        for (const int year : bench.years) {
            const auto cell = [&](int row, int column) { return bench.sum(key_of(row, column), year, -1); };
            for (int column = 0; column < columns; ++column) {
                const std::string name = std::to_string(year) + " ";
                if (cell(0, column) + cell(1, column) != cell(2, column) + cell(3, column)) {
                    expected.insert(name + "SUM" + std::to_string(column) + " " + std::to_string(cell(0, column) + cell(1, column)) + " " + std::to_string(cell(2, column) + cell(3, column)));
                }
                if (bench.years.contains(year - 1) && bench.has_any(year - 1, -1) && cell(1, column) != bench.sum(key_of(3, column), year - 1, -1)) {
                    expected.insert(name + "CARRY" + std::to_string(column) + " " + std::to_string(cell(1, column)) + " " + std::to_string(bench.sum(key_of(3, column), year - 1, -1)));
                }
                for (int row = 0; row < rows; ++row) {
                    std::int64_t whole = 0, parts = 0;
                    bool replaced = false;
                    for (const Line& line : bench.lines) {
                        if (line.year != year) continue;
                        replaced = replaced || bench.is_replaced(line);
                        if (line.key != key_of(row, column)) continue;
                        if (line.unit >= 0 && bench.is_replaced(line)) parts += line.value;
                        if (line.unit < 0) whole += line.value;
                    }
                    if (replaced && whole != parts) expected.insert(name + key_of(row, column) + " site " + std::to_string(whole) + " units " + std::to_string(parts));
                }
            }
        }
        for (const auto& [year, entry, row] : bench.wrong) expected.insert(std::to_string(year) + " total " + std::to_string(entry + 1) + ":" + std::to_string(row * 10 + 9));
        for (const int of : bench.years) {
            Report report;
            report.year = of;
            report.form = "f";
            report.at.path = report.path = "content/reports/" + std::to_string(of) + ".md";
            bench.catalogue.reports = {report};
            Diagnostics diagnostics;
            judge_reports(bench.catalogue, bench.indexes, diagnostics);
            for (const Diagnostic& each : diagnostics.all()) {
                // Of years without a report it says that they contradict themselves; each year has its turn.
                if (words_of(each.code).name != "H707") continue;
                const std::string text = each.args.at(0).en, label = each.args.at(1).en, year = std::to_string(of) + " ";
                const auto between = [&](const std::string& from, const std::string& to) {
                    const std::size_t begin = label.find(from) + from.size();
                    return label.substr(begin, label.find(to, begin) - begin);
                };
                if (label.starts_with("left")) {
                    found.insert(year + text.substr(0, text.find(' ')) + " " + between("left ", ",") + " " + between("right ", ","));
                } else if (label.starts_with("site")) {
                    const std::string key = text.substr(4, text.find(':') - 4);  // behind “R14 ”
                    if (std::count(key.begin(), key.end(), '.') == 2) found.insert(year + key + " site " + between("site ", ",") + " units " + between("units ", ","));
                } else {
                    found.insert(year + "total " + std::to_string(each.at.line) + ":" + std::to_string(each.at.column));
                }
            }
            held += bench.catalogue.held_back.size();
            bench.catalogue.held_back.clear();
        }
        ASSERT_EQ(found, expected);
        told += found.size();
    }
    EXPECT_GT(held, seeds) << "the registers are hardly ever wrong: nothing was tried";
    EXPECT_GT(told, 10 * seeds);
}
