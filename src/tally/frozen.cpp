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

bool is_plain(const Expression& expression, const std::string& key) { return expression.kind == Expression::Kind::figure && expression.key == key; }

/// The heading of the row in which a table of the form prints `key`, and nothing else.
std::optional<Words> heading_of(const Form& form, const std::string& key) {
    std::optional<Words> found;
    for_each_cell(form, [&](const Expression& value, const std::vector<FormCell>& row, const FormCell&) {
        if (found || !is_plain(value, key)) return;
        // Several figures in a row: its heading names one of them alone only if the others are its parts.
        const auto is_other = [&](const FormCell& cell) {
            return cell.value && cell.value->kind == Expression::Kind::figure && cell.value->key != key && !cell.value->key.starts_with(key + ".");
        };
        if (std::any_of(row.begin(), row.end(), is_other)) return;
        for (const FormCell& cell : row) {
            if (cell.header && !cell.text.zh.empty()) found = cell.text;
        }
    });
    return found;
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

Words words_of_figure(const Catalogue& catalogue, const Form& form, const std::string& text) {
    const auto indicator = std::find_if(form.indicators.begin(), form.indicators.end(), [&](const Indicator& each) { return each.key == text; });
    if (indicator != form.indicators.end()) {
        // One label for all that braces made of one line: the heading of its row tells them apart.
        const auto has_label = [&](const Indicator& each) { return each.label.zh == indicator->label.zh; };
        const auto heading = std::count_if(form.indicators.begin(), form.indicators.end(), has_label) > 1 ? heading_of(form, text) : std::nullopt;
        return heading ? Words(indicator->label.zh + "：" + heading->zh, indicator->label.en + ": " + heading->en) : indicator->label;
    }
    if (const auto heading = heading_of(form, text)) return *heading;
    if (text == "items.total") return {"主动公开信息总数", "all items disclosed"};
    for (const std::string_view source : {std::string_view("items.category."), std::string_view("declared.by_category.")}) {
        if (!text.starts_with(source)) continue;
        for (const Category& category : catalogue.categories) {
            if (category.id == std::string_view(text).substr(source.size())) return Words(category.name);
        }
    }
    const auto inner = [&](std::string_view function) -> std::optional<std::string> {
        if (!text.starts_with(function) || !text.ends_with(')') || text.find('(', function.size()) != std::string::npos) return std::nullopt;
        return text.substr(function.size(), text.size() - function.size() - 1);
    };
    if (const auto key = inner("total(")) {
        const Words words = words_of_figure(catalogue, form, *key);
        return {words.zh + "，历年累计", words.en + ", cumulative"};
    }
    if (const auto key = inner("before(")) {
        const Words words = words_of_figure(catalogue, form, *key);
        return {words.zh + "，上年", words.en + ", the year before"};
    }
    return Words(text);
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
            const Words words = words_of_figure(catalogue, form, frozen.text);
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
            if (!corrected.before.empty()) report.corrected.push_back(std::move(corrected));
        }
    }
}

}  // namespace mulu
