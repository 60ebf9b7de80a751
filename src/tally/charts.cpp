// SPDX-License-Identifier: Apache-2.0
#include "tally/charts.hpp"

#include <algorithm>

namespace mulu {

std::string_view name_of_chart(ReportChart chart) { return chart == ReportChart::categories ? "chart-categories" : "chart-years"; }

std::vector<CategoryCount> charted_categories(const Catalogue& catalogue, Figures& figures, const Report& report) {
    if (report.unit != no_ref) return {};
    auto counts = category_counts(catalogue, figures, report.year);
    if (std::none_of(counts.begin(), counts.end(), [](const CategoryCount& count) { return count.count > Figure{}; })) counts.clear();
    return counts;
}

std::vector<std::pair<int, Figure>> charted_years(const Catalogue& catalogue, const Indexes& indexes, Figures& figures, const Report& report) {
    std::vector<int> years;
    for (const YearSlice& slice : indexes.all.years) years.push_back(slice.year);
    for (const Register& entered : catalogue.registers) years.push_back(entered.year);
    std::sort(years.begin(), years.end());
    years.erase(std::unique(years.begin(), years.end()), years.end());
    std::vector<std::pair<int, Figure>> charted;
    for (const int year : years) {
        if (year > report.year) break;
        // Plans ask this of every report: only what may be declared needs a year's figures.
        const Register* const entered = catalogue.find_register(year);
        const auto declared = entered != nullptr && !entered->declared.empty() ? figures.value("declared.documents", year) : std::nullopt;
        const Figure count = declared ? *declared : Figure::whole(count_total(indexes, {year, 0, report.unit}));
        if (charted.empty() && count == Figure{}) continue;  // before there was anything
        charted.emplace_back(year, count);
    }
    if (charted.size() < 2) charted.clear();
    return charted;
}

bool has_chart(const Catalogue& catalogue, const Indexes& indexes, const Report& report, ReportChart chart) {
    const Form& form = *catalogue.find_form(report.form);
    if (std::any_of(form.tables.begin(), form.tables.end(), [&](const FormTable& table) { return table.name == name_of_chart(chart); })) return false;
    Figures figures(catalogue, indexes, form, report.unit);
    return chart == ReportChart::categories ? !charted_categories(catalogue, figures, report).empty() : !charted_years(catalogue, indexes, figures, report).empty();
}

}  // namespace mulu
