// SPDX-License-Identifier: Apache-2.0
#include "render/report_view.hpp"

#include <algorithm>
#include <deque>
#include <iterator>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "formats/layout.hpp"
#include "model/address.hpp"
#include "model/schema.hpp"
#include "render/chart.hpp"
#include "tally/charts.hpp"
#include "tally/frozen.hpp"

namespace mulu {
namespace {

std::string report_title(const Making& making, const Report& report) {
    if (!report.title.empty()) return report.title;
    const std::string& organ = report.unit == no_ref ? making.settings().organ : making.catalogue().units[report.unit].name;
    return making.strings.fill("title.report", {organ, std::to_string(report.year)});
}

std::string report_page(const Making& making, const Report& report) {
    return report_address(report.year, report.unit == no_ref ? "" : making.catalogue().units[report.unit].id);
}

std::string organ_of(const Making& making, const Report& report) {
    return report.unit == no_ref ? making.settings().organ : making.catalogue().units[report.unit].name;
}

/// The names that a narrative may use, with their values: a view whose shape is made at run time.
class NarrativeView {
public:
    ViewShape shape;
    ViewValues values;

    void text(const std::string& name, const std::string& value) {
        shape.fields.push_back({keep(name), ViewShape::Kind::text, nullptr});
        values.slots.push_back({keep(value), !value.empty(), {}});
    }
    void html(const std::string& name, const std::string& value) {
        shape.fields.push_back({keep(name), ViewShape::Kind::html, nullptr});
        values.slots.push_back({keep(value), true, {}});
    }
    void categories(const Making& making, const std::vector<CategoryCount>& counts) {
        auto inner = std::make_shared<ViewShape>();
        for (const char* name : {"name", "count", "share"}) inner->fields.push_back({name, ViewShape::Kind::text, nullptr});
        shape.fields.push_back({keep("proactive.by_category"), ViewShape::Kind::list, inner});
        ViewValues::Slot slot;
        slot.flag = !counts.empty();
        for (const CategoryCount& count : counts) {
            ViewValues row;
            for (const std::string& each : {making.catalogue().categories[count.category].name, count.count.print(), count.share}) {
                row.slots.push_back({keep(each), true, {}});
            }
            slot.inner.push_back(std::move(row));
        }
        values.slots.push_back(std::move(slot));
    }

private:
    std::string_view keep(const std::string& text) { return kept_.emplace_back(text); }
    std::deque<std::string> kept_;  // a deque: views into it stay
};

/// What stands for table `number` in the Markdown until its HTML is put in: a word that no author writes.
std::string table_mark(const Report& report, std::size_t number) {
    return "mulu" + digest_of(report.path).hex() + "table" + std::to_string(number) + "end";
}

}  // namespace

namespace {

/// The figures that a correction has changed, as they were published and as they are.
Table corrected_table(const Making& making, const Report& report) {
    Table table;
    table.caption = making.strings["report.corrected"];
    table.head = {{{making.strings["statistics.indicator"], 1, 1, true, false, 0}, {making.strings["report.before"], 1, 1, true, true, 0}, {making.strings["report.after"], 1, 1, true, true, 0}}};
    for (const CorrectedFigure& each : report.corrected) {
        std::string before;
        for (const std::string& value : each.before) before += (before.empty() ? "" : " → ") + value;
        table.body.push_back({{each.name.in(making.settings().words()), 1, 1, true, false, 0}, {before, 1, 1, false, true, 0}, {each.now, 1, 1, false, true, 0}});
    }
    return table;
}

}  // namespace

Result<std::optional<Narrative>> make_narrative(const Making& making, std::uint32_t number, Diagnostics& diagnostics) {
    const Report& report = making.catalogue().reports[number];
    const Form& form = *making.catalogue().find_form(report.form);
    Figures figures(making.catalogue(), making.site.indexes, form, report.unit);
    const auto body = read_body(making, report.path, report.body_digest);
    if (!body) return body.failure();

    NarrativeView view;
    view.text("year", std::to_string(report.year));
    view.text("organ", organ_of(making, report));
    for (const std::string& name : figures.names()) {
        const auto value = figures.value(name, report.year);
        view.text(name, value ? value->print() : "—");
    }
    view.categories(making, category_counts(making.catalogue(), figures, report.year));
    for (std::size_t i = 0; i < form.tables.size(); ++i) view.html("table." + form.tables[i].name, "\n\n" + table_mark(report, i) + "\n\n");
    LayoutNames names;
    names.partial = [](std::string_view) { return std::nullopt; };
    names.constant = [](std::string_view) { return std::nullopt; };
    for (const auto& field : view.shape.fields) names.constants.emplace_back(field.name);
    Diagnostics faults;
    // Empty lines in place of the front matter, so that faults are at their lines of the file.
    const auto layout = Layout::compile({report.path, std::string(body->line - 1, '\n') + body->text}, view.shape, names, 1, faults, LayoutSpace::keep);
    for (const Diagnostic& fault : faults.all()) {
        Diagnostic told = fault;
        if (told.code == Code::E501) told.code = Code::E606;
        diagnostics.add(std::move(told));
    }
    if (!layout) return std::optional<Narrative>();
    std::string markdown;
    layout->render(view.values, 0, markdown);
    Narrative narrative;
    narrative.html = make_body(making, markdown, report_page(making, report), {});
    for (std::size_t i = 0; i < form.tables.size(); ++i) {
        const std::string mark = "<p>" + table_mark(report, i) + "</p>";
        const std::size_t at = narrative.html.find(mark);
        narrative.placed.push_back(at != std::string::npos);
        if (at == std::string::npos) continue;
        const Table table = fill_table(form.tables[i], figures, report.year, organ_of(making, report), making.settings().words());
        narrative.html.replace(at, mark.size(), table_html(table));
    }
    return std::optional(std::move(narrative));
}

namespace {

/// What a chart shows: its bars, and its table for those who read numbers or hear the page.
struct Chart {
    std::string id, title;
    std::vector<Bar> bars;
    Table table;
};

/// A chart that the report has (has_chart()).
Chart make_chart(const Making& making, const Report& report, Figures& figures, ReportChart kind) {
    const Strings& strings = making.strings;
    Chart chart;
    const bool by_category = kind == ReportChart::categories;
    chart.id = name_of_chart(kind);
    chart.title = by_category ? strings.fill("chart.by_category", {std::to_string(report.year)}) : strings["chart.reported_by_year"];
    chart.table.caption = chart.title + strings["statistics.unit_of_measure"];
    auto& head = chart.table.head.emplace_back();
    head.push_back({strings[by_category ? "statistics.item" : "statistics.year"], 1, 1, true, false, 0});
    head.push_back({strings["statistics.number"], 1, 1, true, true, 0});
    if (by_category) head.push_back({strings["statistics.share"], 1, 1, true, true, 0});
    const auto add = [&](const std::string& label, Figure count, const std::string& share) {
        chart.bars.push_back({label, count.print() + (share.empty() ? "" : " (" + share + "%)"), static_cast<double>(count.ten_thousandths)});
        auto& row = chart.table.body.emplace_back();
        row.push_back({label, 1, 1, true, false, 0});
        row.push_back({count.print(), 1, 1, false, true, 0});
        if (by_category) row.push_back({share, 1, 1, false, true, 0});
    };
    if (by_category) {
        for (const CategoryCount& each : charted_categories(making.catalogue(), figures, report)) add(making.catalogue().categories[each.category].name, each.count, each.share);
    } else {
        for (const auto& [year, count] : charted_years(making.catalogue(), making.site.indexes, figures, report)) add(strings.fill("year", {std::to_string(year)}), count, "");
    }
    return chart;
}

bool has_chart(const Making& making, const Report& report, ReportChart chart) { return has_chart(making.catalogue(), making.site.indexes, report, chart); }

}  // namespace

ReportsView make_reports_view(const Making& making, std::string_view address) {
    ReportsView view;
    view.frame = make_frame(making, address, making.strings["title.reports"], "reports", NavSection::reports);
    view.frame.description = making.strings.fill("describe.reports", {making.settings().organ});
    view.frame.column = make_column(making, view.frame.title, view.frame.description, "reports");
    const auto& reports = making.catalogue().reports;
    for (auto report = reports.rbegin(); report != reports.rend(); ++report) {
        const std::string year = std::to_string(report->year);
        if (view.years.empty() || view.years.back().year != year) view.years.push_back({year, {}});
        ReportLinkView link;
        link.href = relative_link(address, report_page(making, *report));
        link.name = report_title(making, *report);
        link.unit = organ_of(making, *report);
        if (report->published) link.date = print_date(report->published->date());
        // The site's own report first, then the units' in their order.
        auto& list = view.years.back().reports;
        list.insert(report->unit == no_ref ? list.begin() : list.end(), std::move(link));
    }
    return view;
}

ReportView make_report_view(const Making& making, const Page& page, const Narrative& narrative) {
    const Catalogue& catalogue = making.catalogue();
    const Report& report = catalogue.reports[page.subject];
    const Form& form = *catalogue.find_form(report.form);
    Figures figures(catalogue, making.site.indexes, form, report.unit);
    const Language language = making.settings().words();
    ReportView view;
    view.frame = make_frame(making, page.address, report_title(making, report), "report", NavSection::reports);
    add_crumb(view.frame, view.frame.root + "reports.html", making.strings["nav.reports"]);
    view.frame.description = view.frame.title;
    view.frame.column = make_column(making, making.strings["title.reports"], making.strings.fill("describe.reports", {making.settings().organ}), "reports");
    view.year = std::to_string(report.year);
    view.unit = organ_of(making, report);
    if (report.published) {
        view.published = print_moment(*report.published);
        view.published_iso = print_w3c(*report.published, making.settings().time_zone);
        view.frame.article = ArticleView{view.frame.title, print_minutes(*report.published), view.unit, "", view.unit, view.frame.description, view.frame.canonical};
    }
    for (const Correction& correction : report.corrections) view.corrections.push_back({print_date(correction.on), correction.note});
    if (!report.corrected.empty()) view.corrected.text = table_html(corrected_table(making, report));
    view.body.text = narrative.html;
    const std::string stem(page.address.substr(0, page.address.size() - 5));
    const auto add_csv = [&](std::string_view name, const std::string& title, const Table& table) {
        const std::string target = stem + "-" + std::string(name) + ".csv";
        view.downloads.push_back(make_attachment(making, page.address, target, title, std::string(name_of(target)), table_csv(table).size()));
    };
    for (std::size_t i = 0; i < form.tables.size(); ++i) {
        const Table table = fill_table(form.tables[i], figures, report.year, view.unit, language);
        if (!narrative.placed[i]) view.tables.push_back({form.tables[i].heading.in(language), Html{table_html(table)}});
        add_csv(form.tables[i].name, form.tables[i].heading.in(language), table);
    }
    for (const ReportChart kind : report_charts) {
        if (!has_chart(making, report, kind)) continue;
        const Chart chart = make_chart(making, report, figures, kind);
        std::string description;
        for (const Bar& bar : chart.bars) description += (description.empty() ? "" : making.strings["list.comma"]) + bar.label + " " + bar.value;
        view.charts.push_back({chart.title, Html{bar_chart(chart.id, chart.title, description, chart.bars)}, Html{table_html(chart.table)}});
        add_csv(chart.id, chart.title, chart.table);
    }
    if (has_corrected_table(catalogue, report)) add_csv(corrected_table_name, making.strings["report.corrected"], corrected_table(making, report));
    if (!view.downloads.empty()) {
        view.downloads.push_back(make_attachment(making, page.address, stem + ".xlsx", view.frame.title, std::string(name_of(stem)) + ".xlsx", std::nullopt));
    }
    for (const std::string& note : report.notes) view.notes.push_back({note});
    if (making.site.indexes.all.find_year(report.year) != nullptr) {
        const std::string target = report.unit == no_ref ? list_address("years", report.year, 0)
                                                         : list_address(section_stem("units", catalogue.units[report.unit].id), report.year, 0);
        const bool exists = report.unit == no_ref || making.site.indexes.units[report.unit].find_year(report.year) != nullptr;
        if (exists) view.catalogue_href = relative_link(page.address, target);
    }
    return view;
}

std::string make_report_csv(const Making& making, const Page& page) {
    const Report& report = making.catalogue().reports[page.subject];
    const Form& form = *making.catalogue().find_form(report.form);
    Figures figures(making.catalogue(), making.site.indexes, form, report.unit);
    if (page.part >= form.tables.size() + std::size(report_charts)) return table_csv(corrected_table(making, report));
    if (page.part >= form.tables.size()) {
        return table_csv(make_chart(making, report, figures, report_charts[page.part - form.tables.size()]).table);
    }
    return table_csv(fill_table(form.tables[page.part], figures, report.year, organ_of(making, report), making.settings().words()));
}

Workbook make_report_workbook(const Making& making, const Page& page) {
    const Report& report = making.catalogue().reports[page.subject];
    const Form& form = *making.catalogue().find_form(report.form);
    const Language language = making.settings().words();
    Figures figures(making.catalogue(), making.site.indexes, form, report.unit);
    const std::string organ = organ_of(making, report);
    Workbook workbook{report_title(making, report), organ, report.published ? report.published->date() : *make_date(report.year, 12, 31), {}};
    for (const FormTable& table : form.tables) {
        workbook.sheets.push_back({table.heading.in(language).empty() ? table.name : table.heading.in(language), fill_table(table, figures, report.year, organ, language)});
    }
    for (const ReportChart kind : report_charts) {
        if (!has_chart(making, report, kind)) continue;
        Chart chart = make_chart(making, report, figures, kind);
        workbook.sheets.push_back({std::move(chart.title), std::move(chart.table)});
    }
    if (has_corrected_table(making.catalogue(), report)) workbook.sheets.push_back({making.strings["report.corrected"], corrected_table(making, report)});
    return workbook;
}

}  // namespace mulu
