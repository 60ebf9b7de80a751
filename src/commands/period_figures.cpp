// SPDX-License-Identifier: Apache-2.0
#include "commands/period_figures.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/text.hpp"
#include "model/schema.hpp"
#include "tally/figures.hpp"

namespace mulu {
namespace {

/// The form that the period's figures are of: of the report of that year and unit, else the one that its year would have.
const Form* form_of(const Catalogue& catalogue, int year, Ref unit) {
    for (const Report& report : catalogue.reports) {
        if (report.year == year && report.unit == unit) return catalogue.find_form(report.form);
    }
    return catalogue.default_form(year);
}

std::string period_name(const Strings& strings, int year, unsigned quarter) {
    const std::string number = std::to_string(year);
    return quarter == 0 ? strings.fill("year", {number}) : strings.fill("year_quarter", {number, std::to_string(quarter)});
}

std::string period_id(const Scope& scope) { return std::to_string(scope.year) + (scope.quarter == 0 ? "" : "-q" + std::to_string(scope.quarter)); }

const std::string& organ_name(const Catalogue& catalogue, Ref unit) { return unit == no_ref ? catalogue.settings.organ : catalogue.units[unit].name; }

/// A figure that can be asked for.
struct NamedFigure {
    std::string key, label;
    bool is_sum = true;  ///< whether that of the whole is the sum of the units'
};

/// Whether the whole's figure is the sum of its parts': all but the greatest of several.
bool adds_up(const Form& form, const Expression& expression, unsigned depth = 0) {
    if (expression.kind == Expression::Kind::max || depth > 64) return false;
    if (expression.kind == Expression::Kind::figure) {
        const auto indicator = std::find_if(form.indicators.begin(), form.indicators.end(), [&](const Indicator& each) { return each.key == expression.key; });
        return indicator == form.indicators.end() || adds_up(form, indicator->value, depth + 1);
    }
    return std::all_of(expression.parts.begin(), expression.parts.end(), [&](const Expression& part) { return adds_up(form, part, depth + 1); });
}

/// All figures that the catalogue counts in any of `scopes`, and those of the form, in the order in which they are listed.
std::vector<NamedFigure> name_figures(const Site& site, const Strings& strings, const std::vector<Scope>& scopes, const Form* form) {
    const Catalogue& catalogue = site.catalogue;
    std::vector<NamedFigure> all{{"items.total", strings["statistics.total"]},
                                 {"items.kind.government", strings["statistics.government"]},
                                 {"items.kind.department", strings["statistics.department"]}};
    for (const Category& category : catalogue.categories) {
        all.push_back({"items.category." + category.id, std::string(2 * (category.level - 1), ' ') + category.name});
    }
    for (const Term& term : vocabulary::channels.terms) all.push_back({"items.channel." + std::string(term.en), strings.find("channel." + std::string(term.en), term.zh)});
    std::set<std::string> genres;
    for (const Scope& scope : scopes) {
        for (const auto& [genre, count] : site.indexes.counts->of(scope).genres) genres.emplace(genre);
    }
    for (const std::string& genre : genres) all.push_back({"items.genre." + genre, strings.find("genre." + genre, genre)});
    for (const char* key : {"items.rule.made", "items.rule.repealed", "items.normative.made", "items.normative.repealed"}) all.push_back({key, strings["statistics." + std::string(key).substr(6)]});
    if (form == nullptr) return all;
    const Language language = catalogue.settings.words();
    Figures naming(catalogue, site.indexes, *form, no_ref);
    for (const Indicator& indicator : form->indicators) all.push_back({indicator.key, naming.name(indicator.key).in(language), adds_up(*form, indicator.value)});
    for (const std::string& key : form->keys) {
        if (key.find('*') == std::string::npos) all.push_back({key, naming.name(key).in(language)});
    }
    return all;
}

/// The figures of each scope, remembered.
class Asking {
public:
    Asking(const Site& site, const Form* form) : site_(site), form_(form) {}

    std::optional<Figure> value(const std::string& key, const Scope& scope) {
        if (form_ != nullptr) return figures(scope).value(key, scope.year);
        auto [counts, fresh] = counts_.try_emplace({scope.year, scope.quarter, scope.unit});
        if (fresh) counts->second = count_items(site_.catalogue, site_.indexes, scope);
        const auto found = counts->second.find(key);
        return found == counts->second.end() ? Figure{} : found->second;
    }
    Figures& figures(const Scope& scope) {
        return figures_.try_emplace({scope.quarter, scope.unit}, site_.catalogue, site_.indexes, *form_, scope.unit, scope.quarter).first->second;
    }

private:
    const Site& site_;
    const Form* form_;
    std::map<std::pair<unsigned, Ref>, Figures> figures_;
    std::map<std::tuple<int, unsigned, Ref>, std::map<std::string, Figure>> counts_;
};

std::string print(const std::optional<Figure>& figure) { return figure ? figure->print() : std::string(unknown_figure); }

bool is_anything(const std::optional<Figure>& figure) { return figure && *figure != Figure{}; }

/// What goes by a name that another goes by as well, with its key behind it.
void tell_apart(std::vector<NamedFigure>& figures) {
    std::map<std::string, std::size_t> count;
    for (const NamedFigure& figure : figures) ++count[std::string(trim(figure.label))];
    for (NamedFigure& figure : figures) {
        if (count[std::string(trim(figure.label))] > 1) figure.label += "（" + figure.key + "）";
    }
}

void add_facts(const Catalogue& catalogue, StatisticsPeriod period, Ref unit, FigureTable& listing) {
    listing.facts.emplace_back("year", std::to_string(period.year));
    if (period.quarter != 0) listing.facts.emplace_back("quarter", std::to_string(period.quarter));
    if (unit != no_ref) listing.facts.emplace_back("unit", catalogue.units[unit].id);
}

}  // namespace

std::optional<StatisticsPeriod> parse_period(std::string_view text) {
    StatisticsPeriod period;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + std::min<std::size_t>(4, text.size()), period.year);
    if (error != std::errc{} || stop != text.data() + 4 || period.year < 1949) return std::nullopt;
    text.remove_prefix(4);
    if (text.empty()) return period;
    if (text.starts_with('-')) text.remove_prefix(1);
    if (text.size() != 2 || (text[0] != 'q' && text[0] != 'Q') || text[1] < '1' || text[1] > '4') return std::nullopt;
    period.quarter = static_cast<unsigned>(text[1] - '0');
    return period;
}

FigureTable list_figures(const Site& site, const Strings& strings, StatisticsPeriod period, Ref unit) {
    const Catalogue& catalogue = site.catalogue;
    const auto scopes = compared_scopes(site.indexes, period.year, period.quarter, unit);
    const Form* const form = form_of(catalogue, period.year, unit);
    FigureTable listing;
    listing.title = organ_name(catalogue, unit) + strings.fill("title.statistics_period", {period_name(strings, period.year, period.quarter)});
    add_facts(catalogue, period, unit, listing);
    listing.columns = {{"key", "KEY", false}, {"label", strings["statistics.indicator"], false}};
    for (const Scope& scope : scopes) listing.columns.push_back({period_id(scope), period_name(strings, scope.year, scope.quarter), true});
    Asking asking(site, form);
    std::set<std::string> seen;
    std::vector<NamedFigure> shown;
    for (NamedFigure& figure : name_figures(site, strings, scopes, form)) {
        if (!seen.insert(figure.key).second) continue;
        std::vector<std::string> row{figure.key, figure.label};
        bool any = figure.key == "items.total";
        for (const Scope& scope : scopes) {
            const auto value = asking.value(figure.key, scope);
            any = any || is_anything(value);
            row.push_back(print(value));
        }
        if (!any) continue;
        listing.rows.push_back(std::move(row));
        shown.push_back(std::move(figure));
    }
    tell_apart(shown);
    for (std::size_t i = 0; i < shown.size(); ++i) listing.rows[i][1] = std::move(shown[i].label);
    return listing;
}

FigureTable list_by_unit(const Site& site, const Strings& strings, StatisticsPeriod period) {
    const Catalogue& catalogue = site.catalogue;
    const Scope whole{period.year, period.quarter, no_ref};
    const Form* const form = form_of(catalogue, period.year, no_ref);
    FigureTable listing;
    listing.title = catalogue.settings.organ + strings.fill("title.statistics_period", {period_name(strings, period.year, period.quarter)}) + strings["list.comma"] + strings["statistics.by_unit"];
    add_facts(catalogue, period, no_ref, listing);
    listing.columns = {{"unit", "ID", false}, {"name", strings["statistics.unit"], false}};
    Asking asking(site, form);
    std::vector<NamedFigure> figures;
    std::set<std::string> seen;
    for (NamedFigure& figure : name_figures(site, strings, {whole}, form)) {
        if (!figure.is_sum || !seen.insert(figure.key).second || !is_anything(asking.value(figure.key, whole))) continue;
        figures.push_back(std::move(figure));
    }
    tell_apart(figures);
    for (const NamedFigure& figure : figures) listing.columns.push_back({figure.key, std::string(trim(figure.label)), true});
    std::vector<Figure> sums(figures.size());
    for (Ref unit = 0; unit < catalogue.units.size(); ++unit) {
        std::vector<std::string> row{catalogue.units[unit].id, catalogue.units[unit].name};
        bool any = false;
        for (std::size_t i = 0; i < figures.size(); ++i) {
            const auto value = asking.value(figures[i].key, {period.year, period.quarter, unit});
            any = any || is_anything(value);
            sums[i] = sums[i] + value.value_or(Figure{});
            row.push_back(print(value));
        }
        if (any) listing.rows.push_back(std::move(row));
    }
    std::vector<std::string> rest{"", strings["statistics.no_unit"]}, all{"", catalogue.settings.organ};
    bool any = false;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const auto value = asking.value(figures[i].key, whole);
        const Figure difference = value.value_or(Figure{}) - sums[i];
        any = any || difference != Figure{};
        rest.push_back(difference.print());
        all.push_back(print(value));
    }
    if (any) listing.rows.push_back(std::move(rest));
    listing.rows.push_back(std::move(all));
    return listing;
}

std::optional<FigureTable> explain_figure(const Site& site, const Strings& strings, StatisticsPeriod period, Ref unit, const std::string& key, std::string& nearest_key) {
    const Catalogue& catalogue = site.catalogue;
    const Scope scope{period.year, period.quarter, unit};
    const Form* const form = form_of(catalogue, period.year, unit);
    if (form == nullptr) return std::nullopt;
    Words fault;
    const auto expression = figure_named(key, fault);
    std::vector<std::string> known;
    for (NamedFigure& figure : name_figures(site, strings, {scope}, form)) known.push_back(std::move(figure.key));
    const bool is_plain = expression && expression->kind == Expression::Kind::figure;
    if (!expression || (is_plain && !key.starts_with("declared.") && std::find(known.begin(), known.end(), key) == known.end())) {
        nearest_key = nearest(key, known).value_or("");
        return std::nullopt;
    }
    Figures figures(catalogue, site.indexes, *form, unit, period.quarter);
    const Trace trace = figures.trace(*expression, period.year);
    const std::string value = print(figures.value(*expression, period.year));
    FigureTable listing;
    const std::string label = figures.name(key).in(catalogue.settings.words());
    listing.title = organ_name(catalogue, unit) + " " + period_name(strings, period.year, period.quarter) + " " + label + (label == key ? "" : " (" + key + ")") + " = " + value;
    add_facts(catalogue, period, unit, listing);
    listing.facts.emplace_back("key", key);
    listing.facts.emplace_back("value", value);
    listing.columns = {{"key", "KEY", false}, {"value", strings["statistics.value"], true}, {"date", strings["statistics.when"], false}, {"index", strings["statistics.index"], false},
                       {"title", strings["statistics.what"], false}, {"place", strings["statistics.place"], false}};
    for (const FigureItems& items : trace.items) {
        for (const Ref ref : items.items) {
            const Item& item = catalogue.items[ref];
            listing.rows.push_back({items.key, items.sign < 0 ? "-1" : "1", print_date(item.published.date()), std::string(item.index), std::string(item.title), std::string(item.path)});
        }
    }
    for (const FigureLine& line : trace.lines) {
        const Figure signed_value = line.sign < 0 ? Figure{} - line.value : line.value;
        const std::string when = line.month != 0 ? std::to_string(line.year) + "-" + (line.month < 10 ? "0" : "") + std::to_string(line.month)
                                                 : period_id({line.year, line.quarter, no_ref});
        const char* const from = line.from == FigureLine::From::entry      ? "statistics.from_entry"
                                 : line.from == FigureLine::From::declared ? "statistics.from_declared"
                                                                           : "statistics.from_opening";
        listing.rows.push_back({line.key, signed_value.print(), when, "", organ_name(catalogue, line.unit) + strings["list.comma"] + strings[from],
                                line.at.path + ":" + std::to_string(line.at.line)});
    }
    return listing;
}

}  // namespace mulu
