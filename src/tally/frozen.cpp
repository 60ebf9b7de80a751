// SPDX-License-Identifier: Apache-2.0
#include "tally/frozen.hpp"

#include <algorithm>
#include <map>

namespace mulu {
namespace {

/// Hands every expression of a form's tables to `use`.
template <class Use>
void for_each_cell(const Form& form, const Use& use) {
    for (const FormTable& table : form.tables) {
        for (const auto* rows : {&table.head, &table.body}) {
            for (const auto& row : *rows) {
                for (const FormCell& cell : row) {
                    if (cell.value) use(*cell.value, row, cell);
                }
            }
        }
    }
}

/// What the figure is made of now, where that is little enough to look through; `mulu stats --explain` lists any number.
void add_causes(const Catalogue& catalogue, const Trace& trace, std::vector<Note>& notes) {
    constexpr std::size_t most = 5;
    std::size_t items = 0;
    for (const FigureItems& each : trace.items) items += each.items.size();
    if (items + trace.lines.size() > most) return;
    for (const FigureLine& line : trace.lines) {
        const std::string value = (line.sign < 0 ? "-" : "") + line.value.print();
        notes.push_back({Words("现在的数含这里登记的 " + value, "it now holds this " + value), line.at});
    }
    for (const FigureItems& each : trace.items) {
        for (const Ref ref : each.items) notes.push_back({Words("现在计入这一条", "it now counts this item"), Place(std::string(catalogue.items[ref].path), catalogue.items[ref].at)});
    }
}

}  // namespace

std::vector<std::pair<std::string, Figure>> figures_to_freeze(const Catalogue& catalogue, const Indexes& indexes, const Report& report) {
    const Form& form = *catalogue.find_form(report.form);
    Figures figures(catalogue, indexes, form, report.unit);
    std::map<std::string, Figure> all;
    const auto add = [&](const std::string& text, const std::optional<Figure>& value) {
        if (value) all.emplace(text, *value);
    };
    for (const std::string& name : figures.names()) {
        if (name.find('*') == std::string::npos) add(name, figures.value(name, report.year));
    }
    for_each_cell(form, [&](const Expression& value, const auto&, const auto&) {
        if (value.kind != Expression::Kind::number) add(print_expression(value), figures.value(value, report.year));
    });
    for (const Category& category : catalogue.categories) {
        if (category.level != 1) continue;
        for (const char* source : {"declared.by_category.", "items.category."}) add(source + category.id, figures.value(source + category.id, report.year));
    }
    return {all.begin(), all.end()};
}

void judge_frozen(Catalogue& catalogue, const Indexes& indexes, Diagnostics& diagnostics) {
    for (Report& report : catalogue.reports) {
        if (report.freezes.empty()) continue;
        const Form& form = *catalogue.find_form(report.form);
        Figures figures(catalogue, indexes, form, report.unit);
        const Freeze& last = report.freezes.back();
        const bool is_corrected = report.corrections.size() > last.corrections;
        const auto print = [](const std::optional<Figure>& figure) { return figure ? figure->print() : std::string("—"); };
        for (const FrozenFigure& frozen : last.figures) {
            const auto now = figures.value(frozen.value, report.year);
            const Words words = figures.name(frozen.text);
            if (now != frozen.figure && !is_corrected) {
                const std::string name = words.zh == frozen.text ? "" : "（" + frozen.text + "）", name_en = words.en == frozen.text ? "" : " (" + frozen.text + ")";
                std::vector<Note> notes{{Words("锁定的数在这里", "it was frozen here"), frozen.at}};
                add_causes(catalogue, figures.trace(frozen.value, report.year), notes);
                const std::string asked = std::to_string(report.year) + (report.unit == no_ref ? "" : " --unit " + catalogue.units[report.unit].id) +
                                          " --explain " + (frozen.text.find_first_of(" (") == std::string::npos ? frozen.text : "\"" + frozen.text + "\"");
                diagnostics.add(Code::E610, report.at,
                                {Words(words.zh + name, words.en + name_en),
                                 Words("锁定时是 " + frozen.figure.print() + "，现在是 " + print(now), "it was " + frozen.figure.print() + " when it was frozen, and is " + print(now) + " now"),
                                 Words("mulu stats " + asked)},
                                std::move(notes));
            }
            // What readers were told one after the other; a freeze that says the same as the one before it is no news.
            CorrectedFigure corrected{words, {}, print(now)};
            for (const Freeze& freeze : report.freezes) {
                const auto found = std::lower_bound(freeze.figures.begin(), freeze.figures.end(), frozen.text, [](const FrozenFigure& each, const std::string& text) { return each.text < text; });
                if (found == freeze.figures.end() || found->text != frozen.text) continue;
                if (corrected.before.empty() || corrected.before.back() != found->figure.print()) corrected.before.push_back(found->figure.print());
            }
            if (!corrected.before.empty() && corrected.before.back() == corrected.now) corrected.before.pop_back();
            if (corrected.before.empty()) continue;
            // A figure goes by several keys: to readers those of one name are one.
            const auto is_said = [&](const CorrectedFigure& each) { return each.name.zh == corrected.name.zh && each.before == corrected.before && each.now == corrected.now; };
            if (std::none_of(report.corrected.begin(), report.corrected.end(), is_said)) report.corrected.push_back(std::move(corrected));
        }
    }
}

bool has_corrected_table(const Catalogue& catalogue, const Report& report) {
    const auto& tables = catalogue.find_form(report.form)->tables;
    return !report.corrected.empty() && std::none_of(tables.begin(), tables.end(), [](const FormTable& table) { return table.name == corrected_table_name; });
}

}  // namespace mulu
