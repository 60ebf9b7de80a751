// SPDX-License-Identifier: Apache-2.0
#include "render/statistics_view.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "formats/layout.hpp"
#include "model/address.hpp"
#include "model/schema.hpp"
#include "render/chart.hpp"
#include "tally/statistics.hpp"

namespace mulu {
namespace {

/// What one column of a table counts.
struct Column {
    std::string heading;
    Scope scope;
};

std::string print(std::int64_t number) { return std::to_string(number); }

/// 2025年, 2025年第2季度.
std::string name_of_period(const Strings& strings, int year, unsigned quarter) {
    const std::string number = std::to_string(year);
    return quarter == 0 ? strings.fill("year", {number}) : strings.fill("year_quarter", {number, std::to_string(quarter)});
}

std::vector<Column> make_columns(const Making& making, int year, unsigned quarter) {
    std::vector<Column> columns;
    for (const Scope& scope : compared_scopes(making.site.indexes, year, quarter)) {
        // Of a year's own quarters the year need not be said again.
        const bool of_its_year = year != 0 && quarter == 0;
        columns.push_back({!of_its_year         ? name_of_period(making.strings, scope.year, scope.quarter)
                           : scope.quarter == 0 ? making.strings["statistics.whole_year"]
                                                : making.strings.fill("quarter", {std::to_string(scope.quarter)}),
                           scope});
    }
    return columns;
}

std::string page_title(const Making& making, int year, unsigned quarter) {
    return year == 0 ? making.strings["title.statistics"] : making.strings.fill("title.statistics_period", {name_of_period(making.strings, year, quarter)});
}

const std::string& heading_of(const Making& making, StatisticsTable table) {
    switch (table) {
        case StatisticsTable::categories: return making.strings["statistics.by_category"];
        case StatisticsTable::channels: return making.strings["statistics.by_channel"];
        case StatisticsTable::units: return making.strings["statistics.by_unit"];
        case StatisticsTable::registers: break;
    }
    return making.strings["statistics.by_register"];
}

/// A table under construction: a label and a number for each column.
class Rows {
public:
    Rows(std::string caption, const std::string& corner, const std::vector<Column>& columns) {
        table.caption = std::move(caption);
        auto& head = table.head.emplace_back();
        head.push_back({corner, 1, 1, true, false, 0});
        for (const Column& column : columns) head.push_back({column.heading, 1, 1, true, true, 0});
    }
    /// A row that is 0 throughout is left out, unless it is one that is `always` there. A number that is empty is unknown.
    void add(const std::string& label, const std::vector<std::string>& numbers, bool always = false) {
        if (!always && std::all_of(numbers.begin(), numbers.end(), [](const std::string& each) { return each == "0"; })) return;
        std::vector<TableCell> row{{label, 1, 1, true, false, 0}};
        for (const std::string& each : numbers) row.push_back({each, 1, 1, false, true, 0});
        table.body.push_back(std::move(row));
    }
    Table table;
};

Table make_table(const Making& making, int year, unsigned quarter, StatisticsTable kind) {
    const Strings& strings = making.strings;
    const Indexes& indexes = making.site.indexes;
    const auto columns = make_columns(making, year, quarter);
    // What registers hold is of many measures: their labels say which.
    const std::string measure = kind == StatisticsTable::registers ? std::string() : strings["statistics.unit_of_measure"];
    const std::string caption = page_title(making, year, quarter) + strings["list.comma"] + heading_of(making, kind) + measure;
    const auto numbers = [&](const auto& number_of) {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < columns.size(); ++i) all.push_back(print(number_of(i)));
        return all;
    };
    switch (kind) {
        case StatisticsTable::categories: {
            Rows rows(caption, strings["statistics.item"], columns);
            std::vector<Count> counts;
            for (const Column& column : columns) counts.push_back(indexes.counts->of(column.scope));
            rows.add(strings["statistics.total"], numbers([&](std::size_t i) { return counts[i].total; }), true);
            rows.add(strings["statistics.government"], numbers([&](std::size_t i) { return counts[i].government; }));
            rows.add(strings["statistics.department"], numbers([&](std::size_t i) { return counts[i].total - counts[i].government; }));
            const auto& categories = making.catalogue().categories;
            for (Ref category = 0; category < categories.size(); ++category) {
                if (categories[category].level != 1) continue;
                rows.add(categories[category].name, numbers([&](std::size_t i) {
                             const auto found = counts[i].categories.find(category);
                             return found == counts[i].categories.end() ? 0 : found->second;
                         }));
            }
            return std::move(rows.table);
        }
        case StatisticsTable::channels: {
            Rows rows(caption, strings["statistics.channel"], columns);
            std::vector<Count> counts;
            for (const Column& column : columns) counts.push_back(indexes.counts->of(column.scope));
            for (const Term& term : vocabulary::channels.terms) {
                rows.add(term_words(making, "channel", term.en), numbers([&](std::size_t i) {
                             const auto found = counts[i].channels.find(term.en);
                             return found == counts[i].channels.end() ? 0 : found->second;
                         }));
            }
            return std::move(rows.table);
        }
        case StatisticsTable::units: {
            Rows rows(caption, strings["statistics.unit"], columns);
            std::vector<std::int64_t> sums(columns.size());
            for (Ref unit = 0; unit < making.catalogue().units.size(); ++unit) {
                rows.add(making.catalogue().units[unit].name, numbers([&](std::size_t i) {
                             Scope own = columns[i].scope;
                             own.unit = unit;
                             const std::int64_t count = count_total(indexes, own);
                             sums[i] += count;
                             return count;
                         }));
            }
            rows.add(strings["statistics.sum"], numbers([&](std::size_t i) { return sums[i]; }));
            return std::move(rows.table);
        }
        case StatisticsTable::registers: {
            Rows rows(caption, strings["statistics.indicator"], columns);
            if (const auto found = indexes.registered.find({year, quarter}); found != indexes.registered.end()) {
                for (const RegisteredRow& row : found->second) {
                    std::vector<std::string> all;
                    for (const auto& figure : row.values) all.push_back(figure ? figure->print() : std::string());
                    rows.add(row.label.in(making.settings().words()), all, true);
                }
            }
            return std::move(rows.table);
        }
    }
    return {};
}

/// Bars with the description that a screen reader speaks.
ChartView make_chart(const Making& making, const std::string& id, const std::string& title, const std::vector<Bar>& bars) {
    std::string description;
    for (const Bar& bar : bars) description += (description.empty() ? "" : making.strings["list.comma"]) + bar.label + " " + bar.value;
    return {title, Html{bar_chart(id, title, description, bars)}, {}};
}

void add_charts(const Making& making, int year, unsigned quarter, StatisticsView& view) {
    const Indexes& indexes = making.site.indexes;
    std::vector<Bar> bars;
    for (const Column& column : make_columns(making, year, quarter)) {
        if (year != 0 && quarter == 0 && column.scope.quarter == 0) continue;  // the sum of the bars beside it
        const std::int64_t count = count_total(indexes, column.scope);
        bars.push_back({column.heading, print(count), static_cast<double>(count)});
    }
    const std::string period = year == 0 ? std::string() : name_of_period(making.strings, year, quarter);
    const std::string title = year == 0      ? making.strings["chart.by_year"]
                              : quarter == 0 ? making.strings.fill("chart.by_quarter", {period})
                                             : making.strings.fill("chart.compared", {period});
    view.charts.push_back(make_chart(making, year == 0 ? "chart-years" : "chart-quarters", title, bars));
    if (year == 0) return;
    const Count count = indexes.counts->of({year, quarter, no_ref});
    if (count.total == 0) return;
    bars.clear();
    const auto& categories = making.catalogue().categories;
    for (Ref category = 0; category < categories.size(); ++category) {
        if (categories[category].level != 1) continue;
        const auto found = count.categories.find(category);
        const std::int64_t number = found == count.categories.end() ? 0 : found->second;
        const std::string share = print_share(Figure::whole(number), Figure::whole(count.total), making.settings().share_decimals);
        if (number > 0) bars.push_back({categories[category].name, print(number) + " (" + share + "%)", static_cast<double>(number)});
    }
    view.charts.push_back(make_chart(making, "chart-categories", making.strings.fill("chart.shares", {period}), bars));
}

/// `2025-units.csv` of `2025.html`.
std::string table_address(std::string_view page, StatisticsTable table) {
    return std::string(page.substr(0, page.size() - 5)) + "-" + std::string(name_of_table(table)) + ".csv";
}

}  // namespace

StatisticsView make_statistics_view(const Making& making, const Page& page) {
    const Strings& strings = making.strings;
    const Indexes& indexes = making.site.indexes;
    StatisticsView view;
    if (page.year != 0) view.year = std::to_string(page.year);
    if (page.part != 0) view.quarter = std::to_string(page.part);
    const std::string title = page_title(making, page.year, page.part);
    view.frame = make_frame(making, page.address, title, "statistics", NavSection::statistics);
    view.frame.description = page.year == 0 ? strings.fill("describe.statistics", {making.settings().organ}) : making.settings().organ + title;
    view.frame.column = make_column(making, title, view.frame.description, "statistics");
    if (page.year != 0) add_crumb(view.frame, view.frame.root + "statistics.html", strings["nav.statistics"]);
    if (page.part != 0) add_crumb(view.frame, relative_link(page.address, statistics_address(page.year, 0)), strings.fill("year", {view.year}));
    if (page.part == 0) {
        for (const YearSlice& slice : indexes.all.years) {
            const std::string count = page.year == 0 ? print(count_total(indexes, {slice.year, 0, no_ref})) : std::string();
            view.years.insert(view.years.begin(), {relative_link(page.address, statistics_address(slice.year, 0)), name_of_period(strings, slice.year, 0), count, "",
                                                   slice.year == page.year, false});
        }
    }
    if (page.part == 0 && page.year != 0) {
        const YearSlice& slice = *indexes.all.find_year(page.year);
        bool has_page[5] = {};
        for (std::uint32_t i = slice.begin; i < slice.end; ++i) has_page[indexes.days[i].quarter()] = true;
        for (unsigned quarter = 1; quarter <= 4; ++quarter) {
            if (!has_page[quarter]) continue;
            view.quarters.push_back({relative_link(page.address, statistics_address(page.year, quarter)), strings.fill("quarter", {std::to_string(quarter)}),
                                     print(count_total(indexes, {page.year, quarter, no_ref})), "", false, false});
        }
    }
    add_charts(making, page.year, page.part, view);
    for (const StatisticsTable kind : statistics_tables) {
        if (!has_table(indexes, page.year, page.part, kind)) continue;
        const Table table = make_table(making, page.year, page.part, kind);
        view.tables.push_back({heading_of(making, kind), Html{table_html(table)}});
        const std::string target = table_address(page.address, kind);
        view.downloads.push_back(make_attachment(making, page.address, target, heading_of(making, kind), std::string(name_of(target)), table_csv(table).size()));
    }
    const std::string workbook = std::string(page.address.substr(0, page.address.size() - 5)) + ".xlsx";
    view.downloads.push_back(make_attachment(making, page.address, workbook, title, std::string(name_of(workbook)), std::nullopt));
    return view;
}

std::string make_statistics_csv(const Making& making, const Page& page) {
    return table_csv(make_table(making, page.year, page.part, statistics_tables[page.subject]));
}

Workbook make_statistics_workbook(const Making& making, const Page& page) {
    const auto& years = making.site.indexes.all.years;
    // The first day of the period: of the content, and never still to come.
    const int year = page.year != 0 ? page.year : years.empty() ? 1970 : years.front().year;
    Workbook workbook{making.settings().organ + page_title(making, page.year, page.part), making.settings().organ, *make_date(year, page.part == 0 ? 1 : page.part * 3 - 2, 1), {}};
    for (const StatisticsTable kind : statistics_tables) {
        if (has_table(making.site.indexes, page.year, page.part, kind)) workbook.sheets.push_back({heading_of(making, kind), make_table(making, page.year, page.part, kind)});
    }
    return workbook;
}

}  // namespace mulu
