// SPDX-License-Identifier: Apache-2.0
#include "tally/figures.hpp"

#include <algorithm>
#include <utility>

#include "model/schema.hpp"
#include "tally/cell_names.hpp"

namespace mulu {
namespace {

bool matches(std::string_view key, std::string_view pattern) {
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) return key == pattern;
    const std::string_view head = pattern.substr(0, star), tail = pattern.substr(star + 1);
    if (key.size() <= head.size() + tail.size() || !key.starts_with(head) || !key.ends_with(tail)) return false;
    const std::string_view middle = key.substr(head.size(), key.size() - head.size() - tail.size());
    return middle.find('.') == std::string_view::npos && middle != "total";
}

/// The quarter of an entry, or 0 where it is of the whole year.
unsigned quarter_of(const RegisterEntry& entry) { return entry.month != 0 ? (entry.month + 2) / 3 : entry.quarter; }

/// Whether `entry` holds anything of the group of keys.
bool has_group(const RegisterEntry& entry, std::string_view group) {
    const auto any = [&](const auto& map) {
        const auto first = map.lower_bound(std::string(group));
        return first != map.end() && group_of(first->first) == group;
    };
    return any(entry.figures) || any(entry.blanks);
}

}  // namespace

std::string counted_key(const std::string& key) {
    if (key == "documents") return "items.total";
    if (key.starts_with("by_kind.")) return "items.kind." + key.substr(8);
    if (key.starts_with("by_category.")) return "items.category." + key.substr(12);
    return "items.channel." + key;
}

/// What one year offers.
struct Figures::Year {
    bool has_register = false;
    bool historic = false;
    std::map<std::string, EnteredFigure> entered;   ///< summed over the entries of the scope; place of the first
    std::map<std::string, EnteredFigure> written;   ///< totals as they were written down, each with what the entries that leave it out have
    std::map<std::string, EnteredFigure> declared, cumulative;
    std::set<std::string, std::less<>> of_year;     ///< of a quarter: figures of which some is entered for the year alone
    std::set<std::string, std::less<>> groups;      ///< of which anything was entered
    std::map<std::string, Figure> counted;
    bool has_items = false;
};

Figures::Figures(const Catalogue& catalogue, const Indexes& indexes, const Form& form, Ref unit, unsigned quarter)
    : catalogue_(catalogue), indexes_(indexes), form_(form), unit_(unit), quarter_(quarter) {
    for (const Indicator& indicator : form.indicators) indicators_.emplace(indicator.key, &indicator);
    keys_.insert(form.keys.begin(), form.keys.end());
}

Figures::~Figures() = default;

bool Figures::takes(const RegisterEntry& entry) const {
    if (unit_ != no_ref && entry.unit != unit_) return false;
    return quarter_ == 0 || quarter_of(entry) == quarter_;
}

bool Figures::takes(const Register& entries, const RegisterEntry& entry, std::string_view group) const {
    if (!takes(entry)) return false;
    if (unit_ != no_ref || entry.unit == no_ref) return true;
    // A unit's entry is left out where the whole site has a figure of its own for that time.
    return std::none_of(entries.entries.begin(), entries.entries.end(), [&](const RegisterEntry& other) {
        if (other.unit != no_ref || !takes(other) || !has_group(other, group)) return false;
        const unsigned own = quarter_of(entry), whole = quarter_of(other);
        return own == 0 || whole == 0 || own == whole;
    });
}

/// Whether `entry`, of a whole year, holds what the quarter that is asked for has no entry for.
bool Figures::holds_for_year_alone(const Register& entries, const RegisterEntry& entry, std::string_view group) const {
    if (quarter_of(entry) != 0 || (unit_ != no_ref && entry.unit != unit_)) return false;
    return std::none_of(entries.entries.begin(), entries.entries.end(), [&](const RegisterEntry& other) {
        if (!has_group(other, group)) return false;
        // The year's own figure is another's: that of the whole site, which leaves its units out.
        if (unit_ == no_ref && entry.unit != no_ref && other.unit == no_ref) return true;
        return takes(other) && (other.unit == entry.unit || entry.unit == no_ref);
    });
}

/// The value of the whole year, whatever quarter is asked for.
std::optional<Figure> Figures::whole_year(const Expression& expression, int number) {
    const unsigned quarter = std::exchange(quarter_, 0U);
    const auto result = value(expression, number);
    quarter_ = quarter;
    return result;
}

/// The part of first() that gives its value for the whole year.
const Expression* Figures::whole_year_part(const Expression& expression, int number) {
    const unsigned quarter = std::exchange(quarter_, 0U);
    const Expression* const part = first_known(expression, number);
    quarter_ = quarter;
    return part;
}

std::vector<const RegisterEntry*> Figures::entries(const std::string& key, int number) const {
    std::vector<const RegisterEntry*> found;
    const Register* entries = catalogue_.find_register(number);
    if (entries == nullptr) return found;
    for (const RegisterEntry& entry : entries->entries) {
        if (has_group(entry, group_of(key)) && takes(*entries, entry, group_of(key))) found.push_back(&entry);
    }
    return found;
}

const Indicator* Figures::find_indicator(const std::string& key) const {
    const auto found = indicators_.find(key);
    return found == indicators_.end() ? nullptr : found->second;
}

/// The expression of the total that a register writes down as `entered`, whose name goes to `indicator`; nullptr where it is no total.
const Expression* Figures::written(const std::string& entered, std::string& indicator) {
    indicator = entered;
    if (const Indicator* found = find_indicator(entered)) return &found->value;
    if (!entered.ends_with(".total") || keys_.contains(entered)) return nullptr;
    const std::string whole = entered.substr(0, entered.size() - 6);
    if (const Indicator* found = find_indicator(whole)) {
        indicator = whole;
        return &found->value;
    }
    const auto [implied, fresh] = implied_.try_emplace(entered);
    if (fresh) {
        implied->second.kind = Expression::Kind::sum;
        for (auto key = keys_.lower_bound(whole + "."); key != keys_.end() && key->starts_with(whole + "."); ++key) {
            if (find_indicator(*key) != nullptr) continue;
            Expression part;
            part.kind = Expression::Kind::figure;
            part.key = *key;
            implied->second.parts.push_back(std::move(part));
        }
    }
    return &implied->second;
}

std::optional<Figure> Figures::of_entry(const Expression& expression, const RegisterEntry& entry, bool as_written) {
    using Kind = Expression::Kind;
    switch (expression.kind) {
        case Kind::number: return expression.number;
        case Kind::figure: {
            if (expression.key.starts_with("items.") || expression.key.starts_with("declared.")) return std::nullopt;
            if (find_indicator(expression.key) != nullptr) return of_entry(expression.key, entry, as_written);
            const auto found = entry.figures.find(expression.key);
            return found == entry.figures.end() ? Figure{} : found->second.value;
        }
        case Kind::sum:
        case Kind::add:
        case Kind::subtract: {
            Figure sum;
            for (std::size_t i = 0; i < expression.parts.size(); ++i) {
                const Expression& part = expression.parts[i];
                Figure each;
                if (part.kind == Kind::figure && part.key.find('*') != std::string::npos) {
                    std::string ignored;
                    for (const auto& [key, figure] : entry.figures) {
                        if (matches(key, part.key) && written(key, ignored) == nullptr) each = each + figure.value;
                    }
                } else if (const auto value = of_entry(part, entry, as_written)) {
                    each = *value;
                } else {
                    return std::nullopt;
                }
                sum = expression.kind == Kind::subtract && i > 0 ? sum - each : sum + each;
            }
            return sum;
        }
        case Kind::max:
        case Kind::first:
        case Kind::total:
        case Kind::before:
        case Kind::wan: return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Figure> Figures::of_entry(const std::string& key, const RegisterEntry& entry, bool as_written) {
    if (as_written) {
        for (const std::string& name : {key, key + ".total"}) {
            if (const auto found = entry.figures.find(name); found != entry.figures.end() && !keys_.contains(name)) return found->second.value;
        }
    }
    std::string ignored;
    const Expression* value = written(key, ignored);
    if (value == nullptr || depth_ > 64) return std::nullopt;
    ++depth_;
    const auto result = of_entry(*value, entry, as_written);
    --depth_;
    return result;
}

std::optional<Figure> Figures::of_parts(const std::string& indicator, const RegisterEntry& entry) {
    std::string ignored;
    const Expression* value = written(indicator, ignored);
    return value == nullptr ? std::nullopt : of_entry(*value, entry, true);
}

std::vector<FigureLine> Figures::parts_of(const std::string& indicator, const RegisterEntry& entry, int number) {
    Trace trace;
    std::string ignored;
    if (const Expression* value = written(indicator, ignored)) trace_parts(*value, entry, number, 1, trace);
    std::erase_if(trace.lines, [](const FigureLine& line) { return line.value == Figure{}; });
    std::stable_sort(trace.lines.begin(), trace.lines.end(), [](const FigureLine& a, const FigureLine& b) { return a.at < b.at; });
    return trace.lines;
}

std::vector<Figures::Carried> Figures::carried(int number) {
    std::vector<Carried> all;
    const Register* entries = catalogue_.find_register(number);
    if (entries == nullptr || quarter_ != 0) return all;
    const auto total_of = [&](const std::string& key, int of) {
        Expression total;
        total.kind = Expression::Kind::total;
        total.parts.emplace_back();
        total.parts.front().kind = Expression::Kind::figure;
        total.parts.front().key = key;
        return value(total, of);
    };
    if (number != first_year() && catalogue_.find_register(number - 1) != nullptr && unit_ == no_ref) {
        for (const auto& [key, written] : entries->opening) all.push_back({key, written, total_of(key, number - 1).value_or(Figure{}), Figure{}, true});
    }
    for (const auto& [key, written] : year(number).cumulative) {
        const std::optional<Figure> opening = this->opening(key);
        const bool first = number == first_year();
        // Years before the first register are known by its opening balance alone.
        if (first && !opening) continue;
        if (!first && catalogue_.find_register(number - 1) == nullptr) continue;
        const auto before = first ? opening : total_of(key, number - 1);
        const auto own = value(key, number);
        if (before && own) all.push_back({key, written, *before, *own, false});
    }
    return all;
}

Words Figures::cell_name(const std::string& key) {
    if (!cell_names_) {
        cell_names_ = cell_names(form_);
        // What an indicator takes from a register or a declaration is called as it is.
        for (const Indicator& indicator : form_.indicators) {
            if (indicator.value.kind == Expression::Kind::figure) cell_names_->emplace(indicator.value.key, indicator.label);
            if (indicator.value.kind != Expression::Kind::first) continue;
            const auto own = cell_names_->find(indicator.key);
            const Words name = own == cell_names_->end() ? indicator.label : own->second;
            for (const Expression& part : indicator.value.parts) {
                if (part.kind == Expression::Kind::figure && !part.key.starts_with("items.")) cell_names_->emplace(part.key, name);
            }
        }
    }
    const auto found = cell_names_->find(key);
    if (found != cell_names_->end()) return found->second;
    return find_indicator(key) == nullptr && key.ends_with(".total") ? cell_name(key.substr(0, key.size() - 6)) : label(key);
}

Words Figures::name(const std::string& text) {
    if (text.find_first_of(" (") == std::string::npos) {
        Expression figure;
        figure.kind = Expression::Kind::figure;
        figure.key = text;
        return name(figure, 0);
    }
    Words fault;
    const auto expression = parse_expression(text, fault);
    const Words words = expression ? name(*expression, 0) : Words();
    return words.zh.empty() ? Words(text) : words;
}

/// Nothing where there are no words.
Words Figures::name(const Expression& expression, unsigned depth) {
    using Kind = Expression::Kind;
    if (depth > 64) return {};
    const auto part = [&](std::size_t number) { return name(expression.parts[number], depth + 1); };
    switch (expression.kind) {
        case Kind::total: return {part(0).zh + "，历年累计", part(0).en + ", cumulative"};
        case Kind::before: return {part(0).zh + "，上年", part(0).en + ", the year before"};
        case Kind::wan: return {part(0).zh + "，万元", part(0).en + ", in 10,000 yuan"};
        case Kind::first: return part(0);
        case Kind::add:
        case Kind::subtract: {
            const std::string sign = expression.kind == Kind::add ? " + " : " - ";
            return {part(0).zh + sign + part(1).zh, part(0).en + sign + part(1).en};
        }
        case Kind::number: return Words(expression.number.print());
        case Kind::sum:
        case Kind::max: return {};
        case Kind::figure: break;
    }
    const std::string& key = expression.key;
    if (const Indicator* indicator = find_indicator(key)) {
        // One label for all that braces made of one line, or for several rows of one matter: what the tables call it tells them apart.
        const auto shares = [&](const Indicator& each) { return each.label.zh == indicator->label.zh && root_of(each.key) != root_of(key); };
        if (is_other_name(*indicator) || std::none_of(form_.indicators.begin(), form_.indicators.end(), shares)) return indicator->label;
        if (const auto row = row_name(form_, key)) return {indicator->label.zh + "：" + row->zh, indicator->label.en + ": " + row->en};
        const Words cell = cell_name(key);
        return cell.zh == indicator->label.zh ? cell : Words(indicator->label.zh + "：" + cell.zh, indicator->label.en + ": " + cell.en);
    }
    if (const auto row = row_name(form_, key)) return *row;
    if (key == "items.total") return {"主动公开信息总数", "all items disclosed"};
    const auto rest = [&](std::string_view head) { return key.starts_with(head) ? std::string_view(key).substr(head.size()) : std::string_view(); };
    for (const std::string_view source : {"items.category.", "declared.by_category."}) {
        for (const Category& category : catalogue_.categories) {
            if (category.id == rest(source)) return Words(category.name);
        }
    }
    for (const auto& [head, terms] : {std::pair("items.channel.", &vocabulary::channels), std::pair("items.kind.", &vocabulary::unit_kind)}) {
        for (const Term& term : terms->terms) {
            if (term.en == rest(head)) return {std::string(term.zh), std::string(term.en)};
        }
    }
    return cell_name(key);
}

std::vector<std::pair<std::string, EnteredFigure>> Figures::written_totals(const RegisterEntry& entry, bool comparable) {
    std::vector<std::pair<std::string, EnteredFigure>> totals;
    for (const auto& [key, figure] : entry.figures) {
        std::string indicator;
        const Expression* value = written(key, indicator);
        if (value == nullptr || keys_.contains(key)) continue;
        if (comparable && !has_parts(*value, entry)) continue;
        totals.emplace_back(indicator, figure);
    }
    return totals;
}

/// Whether `entry` has (or leaves blank) anything that `expression` adds up.
bool Figures::has_parts(const Expression& expression, const RegisterEntry& entry) {
    if (expression.kind != Expression::Kind::figure) {
        return std::any_of(expression.parts.begin(), expression.parts.end(), [&](const Expression& part) { return has_parts(part, entry); });
    }
    for (const std::string& name : {expression.key, expression.key + ".total"}) {
        if (entry.figures.contains(name) || entry.blanks.contains(name)) return true;
    }
    if (const Indicator* indicator = find_indicator(expression.key)) {
        if (depth_ > 64) return false;
        ++depth_;
        const bool any = has_parts(indicator->value, entry);
        --depth_;
        return any;
    }
    std::string ignored;
    return std::any_of(entry.figures.begin(), entry.figures.end(), [&](const auto& each) { return matches(each.first, expression.key) && written(each.first, ignored) == nullptr; });
}

bool Figures::is_historic(int number) { return year(number).historic; }

bool Figures::uses_written(int number) { return all_as_written_ || year(number).historic; }

void Figures::groups_of(const Expression& expression, std::set<std::string, std::less<>>& groups) {
    if (expression.kind == Expression::Kind::figure) {
        if (const Indicator* indicator = find_indicator(expression.key)) {
            if (depth_ > 64) return;
            ++depth_;
            groups_of(indicator->value, groups);
            --depth_;
        } else if (!expression.key.starts_with("items.")) {
            groups.emplace(group_of(expression.key));
        }
        return;
    }
    for (const Expression& part : expression.parts) groups_of(part, groups);
}

bool Figures::is_entered(const Expression& expression, int number) {
    std::set<std::string, std::less<>> groups;
    groups_of(expression, groups);
    const Year& there = year(number);
    return groups.empty() || std::any_of(groups.begin(), groups.end(), [&](const std::string& group) { return there.groups.contains(group); });
}

/// Whether the value of `expression` in `number` stands for anything: of a register what was entered, of the catalogue a year that has items.
bool Figures::is_known(const Expression& expression, int number) {
    using Kind = Expression::Kind;
    if (depth_ > 64) return false;
    switch (expression.kind) {
        case Kind::number: return true;
        case Kind::before: return is_known(expression.parts.front(), number - 1);
        case Kind::total: return catalogue_.find_register(number) != nullptr && is_entered(expression, number);
        case Kind::first: {
            const Expression* part = first_known(expression, number);
            return part != nullptr && is_known(*part, number);
        }
        case Kind::figure: {
            if (expression.key.starts_with("items.")) return year(number).has_items;
            const Indicator* indicator = find_indicator(expression.key);
            if (indicator == nullptr || year(number).written.contains(expression.key)) return year(number).groups.contains(group_of(expression.key));
            ++depth_;
            const bool known = is_known(indicator->value, number);
            --depth_;
            return known;
        }
        case Kind::sum:
        case Kind::max:
        case Kind::wan:
        case Kind::add:
        case Kind::subtract: break;
    }
    return std::any_of(expression.parts.begin(), expression.parts.end(), [&](const Expression& part) { return part.kind != Kind::number && is_known(part, number); });
}

bool Figures::counts_items(const Expression& expression) {
    if (expression.kind == Expression::Kind::figure) {
        if (expression.key.starts_with("items.")) return true;
        const Indicator* indicator = find_indicator(expression.key);
        if (indicator == nullptr || depth_ > 64) return false;
        ++depth_;
        const bool any = counts_items(indicator->value);
        --depth_;
        return any;
    }
    return std::any_of(expression.parts.begin(), expression.parts.end(), [&](const Expression& part) { return counts_items(part); });
}

bool Figures::is_counted(const std::string& key, int number) {
    const Indicator* indicator = find_indicator(key);
    if (indicator == nullptr || !counts_items(indicator->value) || year(number).has_items) return true;
    return !trace(key, number).lines.empty();
}

Figures::Year& Figures::year(int number) {
    const auto [found, fresh] = years_.try_emplace({number, quarter_});
    Year& year = found->second;
    if (!fresh) return year;
    year.counted = count_items(catalogue_, indexes_, {number, quarter_, unit_});
    year.has_items = indexes_.all.find_year(number) != nullptr;
    const Register* entries = catalogue_.find_register(number);
    if (entries == nullptr) return year;
    year.has_register = true;
    std::map<std::string, EnteredFigure> totals;
    for (const RegisterEntry& entry : entries->entries) {
        if (quarter_ != 0 && quarter_of(entry) == 0) {
            for (const auto& [key, figure] : entry.figures) {
                if (figure.value == Figure{} || !holds_for_year_alone(*entries, entry, group_of(key))) continue;
                std::string indicator = key;
                if (!keys_.contains(key)) written(key, indicator);
                year.of_year.insert(std::move(indicator));
            }
        }
        if (!takes(entry)) continue;
        year.historic = year.historic || (entry.historic && entry.unit == unit_);
        std::map<std::string_view, bool> taken;
        const auto takes_key = [&](const std::string& key) {
            const auto [group, first] = taken.try_emplace(group_of(key));
            if (first) group->second = takes(*entries, entry, group->first);
            return group->second;
        };
        for (const auto& [key, at] : entry.blanks) {
            if (takes_key(key)) year.groups.emplace(group_of(key));
        }
        for (const auto& [key, figure] : entry.figures) {
            if (!takes_key(key)) continue;
            year.groups.emplace(group_of(key));
            std::string indicator;
            if (!keys_.contains(key) && written(key, indicator) != nullptr) {
                totals.emplace(indicator, figure);
                continue;
            }
            const auto [sum, first] = year.entered.emplace(key, figure);
            if (!first) sum->second.value = sum->second.value + figure.value;
        }
    }
    for (const auto& [indicator, figure] : totals) {
        std::optional<Figure> sum = Figure{};
        for (const RegisterEntry* entry : this->entries(indicator, number)) {
            const auto each = of_entry(indicator, *entry, true);
            sum = each && sum ? std::optional(*sum + *each) : std::nullopt;
        }
        if (sum) year.written.emplace(indicator, EnteredFigure{*sum, figure.at, figure.decimals});
    }
    bool own = false, units = false, historic_units = true;
    for (const Declared& declared : entries->declared) {
        if (quarter_ != 0) break;
        if (declared.unit == unit_) own = true, year.historic = year.historic || declared.historic;
        else units = true, historic_units = historic_units && declared.historic;
        for (const auto& [key, figure] : declared.figures) {
            if (year.declared.contains(key) || (declared.unit != unit_ && unit_ != no_ref)) continue;
            const auto sum = declared_sum(*entries, key, declared_parts(*entries, key, false));
            if (sum) year.declared.emplace(key, EnteredFigure{*sum, figure.at, figure.decimals});
        }
    }
    if (!year.declared.empty()) year.groups.emplace("declared");
    // Of units' declarations alone: the site's year is as historic as they are.
    const auto is_past = [](const RegisterEntry& entry) { return entry.historic; };
    if (unit_ == no_ref && units && !own && historic_units && std::all_of(entries->entries.begin(), entries->entries.end(), is_past)) year.historic = true;
    for (const Balance& balance : entries->cumulative) {
        if (balance.unit == unit_ && quarter_ == 0) year.cumulative.insert(balance.figures.begin(), balance.figures.end());
    }
    return year;
}

Figures::DeclaredParts Figures::declared_parts(const Register& entries, const std::string& key, bool of_units) const {
    DeclaredParts parts;
    if (quarter_ != 0) return parts;
    const std::string_view group = group_of(key);
    const auto has = [&](const Declared& declared) {
        return std::any_of(declared.figures.begin(), declared.figures.end(), [&](const auto& each) { return group_of(each.first) == group; });
    };
    std::set<Ref> with, without;
    for (const Declared& declared : entries.declared) {
        if (declared.unit == unit_ && !of_units && has(declared)) parts.declared.push_back(&declared);
        if (declared.unit != no_ref && !declared.figures.empty()) (has(declared) ? with : without).insert(declared.unit);
    }
    if (!parts.declared.empty() || unit_ != no_ref || with.empty()) return parts;
    const auto counts = [&](Ref unit) { return count_total(indexes_, {entries.year, 0, unit}) > 0; };
    // By kind and by category a unit that says nothing is not 0, but unknown.
    const bool divided = group.size() != key.size();
    if (divided && std::any_of(without.begin(), without.end(), [&](Ref unit) { return !with.contains(unit) && !counts(unit); })) return parts;
    for (const Declared& declared : entries.declared) {
        if (declared.unit != no_ref && has(declared)) parts.declared.push_back(&declared);
    }
    for (Ref unit = 0; unit < catalogue_.units.size(); ++unit) {
        if (!with.contains(unit) && counts(unit)) parts.counted.push_back(unit);
    }
    return parts;
}

std::optional<Figure> Figures::declared_sum(const Register& entries, const std::string& key, const DeclaredParts& parts) const {
    if (parts.declared.empty()) return std::nullopt;
    Figure sum;
    bool any = false;
    for (const Declared* declared : parts.declared) {
        const auto found = declared->figures.find(key);
        if (found == declared->figures.end()) continue;
        any = true;
        sum = sum + found->second.value;
    }
    for (const Ref unit : parts.counted) {
        const auto counted = count_items(catalogue_, indexes_, {entries.year, 0, unit});
        if (const auto found = counted.find(counted_key(key)); found != counted.end()) sum = sum + found->second;
    }
    return any ? std::optional(sum) : std::nullopt;
}

std::optional<Figure> Figures::declared_of_units(const std::string& key, int number) {
    const Register* entries = catalogue_.find_register(number);
    return entries == nullptr ? std::nullopt : declared_sum(*entries, key, declared_parts(*entries, key, true));
}

/// What an indicator that is another figure and nothing else comes to in the end: its name is one of several for the same.
std::string Figures::root_of(const std::string& key) const {
    std::string root = key;
    for (unsigned i = 0; i < 64; ++i) {
        const Indicator* indicator = find_indicator(root);
        if (indicator == nullptr || indicator->value.kind != Expression::Kind::figure) break;
        root = indicator->value.key;
    }
    return root;
}

/// A balance by any of its figure's names.
const EnteredFigure* Figures::balance_in(const std::map<std::string, EnteredFigure>& balances, const std::string& key) const {
    if (balances.empty()) return nullptr;
    if (const auto found = balances.find(key); found != balances.end()) return &found->second;
    const std::string root = root_of(key);
    const auto found = std::find_if(balances.begin(), balances.end(), [&](const auto& each) { return root_of(each.first) == root; });
    return found == balances.end() ? nullptr : &found->second;
}

std::vector<std::pair<EnteredFigure, Ref>> Figures::openings(const std::string& key) const {
    std::vector<std::pair<EnteredFigure, Ref>> all;
    if (catalogue_.registers.empty()) return all;
    const Register& first = catalogue_.registers.front();
    if (const EnteredFigure* own = unit_ == no_ref ? balance_in(first.opening, key) : nullptr) return {{*own, no_ref}};
    for (const Balance& balance : first.unit_openings) {
        if (unit_ != no_ref && balance.unit != unit_) continue;
        if (const EnteredFigure* found = balance_in(balance.figures, key)) all.emplace_back(*found, balance.unit);
        if (unit_ != no_ref && !all.empty()) break;
    }
    return all;
}

std::optional<Figure> Figures::opening(const std::string& key) const {
    const auto all = openings(key);
    if (all.empty()) return std::nullopt;
    Figure sum;
    for (const auto& [figure, unit] : all) sum = sum + figure.value;
    return sum;
}

std::optional<Figure> Figures::opening_of_units(const std::string& key) const {
    std::optional<Figure> sum;
    if (catalogue_.registers.empty()) return sum;
    for (const Balance& balance : catalogue_.registers.front().unit_openings) {
        if (const EnteredFigure* found = balance_in(balance.figures, key)) sum = sum.value_or(Figure{}) + found->value;
    }
    return sum;
}

template <class Act>
void Figures::each_term(const Expression& expression, int sign, const Act& act) {
    if (expression.kind != Expression::Kind::add && expression.kind != Expression::Kind::subtract) return act(expression, sign);
    each_term(expression.parts[0], sign, act);
    each_term(expression.parts[1], expression.kind == Expression::Kind::add ? sign : -sign, act);
}

/// What came to a balance in one period: what is unknown is added as 0.
Figure Figures::flow(const Expression& expression, int number) {
    Figure sum;
    each_term(expression, 1, [&](const Expression& term, int sign) {
        const Figure each = value(term, number).value_or(Figure{});
        sum = sign < 0 ? sum - each : sum + each;
    });
    return sum;
}

/// The balance itself, where a register of that period has it: `expression` names it, or several of which the first that was entered counts.
const EnteredFigure* Figures::stock(const Expression& expression, int number) {
    if (expression.kind == Expression::Kind::first) {
        for (const Expression& part : expression.parts) {
            if (const EnteredFigure* found = stock(part, number)) return found;
        }
        return nullptr;
    }
    const auto& entered = year(number).entered;
    const auto found = entered.find(expression.key);
    return expression.kind != Expression::Kind::figure || found == entered.end() ? nullptr : &found->second;
}

int Figures::first_year() const { return catalogue_.registers.empty() ? 9999 : catalogue_.registers.front().year; }

std::optional<Figure> Figures::value(const std::string& key, int number) {
    if (quarter_ != 0 && year(number).of_year.contains(key)) return std::nullopt;
    if (uses_written(number)) {
        const auto& written = year(number).written;
        if (const auto found = written.find(key); found != written.end()) return found->second.value;
    }
    if (const auto indicator = indicators_.find(key); indicator != indicators_.end()) {
        // A form whose indicators name each other in a circle has no values; the depth is far above any real form's.
        if (depth_ > 64) return std::nullopt;
        ++depth_;
        const auto result = value(indicator->second->value, number);
        --depth_;
        return result;
    }
    Year& year = this->year(number);
    if (key.ends_with(".total") && !key.starts_with("items.") && !keys_.contains(key)) {
        std::string indicator;
        if (written(key, indicator) != nullptr) {
            const auto found = year.written.find(indicator);
            return found == year.written.end() ? std::nullopt : std::optional(found->second.value);
        }
    }
    if (key.starts_with("declared.")) {
        const auto found = year.declared.find(key.substr(9));
        return found == year.declared.end() ? std::nullopt : std::optional(found->second.value);
    }
    if (key.starts_with("items.")) {
        const auto found = year.counted.find(key);
        if (found != year.counted.end()) return found->second;
        return Figure{};
    }
    if (const auto found = year.entered.find(key); found != year.entered.end()) return found->second.value;
    return year.has_register ? std::optional(Figure{}) : std::nullopt;
}

std::optional<Figure> Figures::sum_or_max(const Expression& expression, int number) {
    Year& year = this->year(number);
    std::optional<Figure> result;
    for (const Expression& part : expression.parts) {
        std::optional<Figure> each;
        if (part.kind == Expression::Kind::figure && part.key.find('*') != std::string::npos) {
            if (!year.has_register && !part.key.starts_with("items.")) return std::nullopt;
            if (part.key.starts_with("declared.")) {
                for (const auto& [key, figure] : year.declared) {
                    if (!matches("declared." + key, part.key)) continue;
                    each = !each ? figure.value : expression.kind == Expression::Kind::sum ? *each + figure.value : std::max(*each, figure.value);
                }
                if (!each) return std::nullopt;  // nothing was declared
                result = !result ? *each : expression.kind == Expression::Kind::sum ? *result + *each : std::max(*result, *each);
                continue;
            }
            if (std::any_of(year.of_year.begin(), year.of_year.end(), [&](const std::string& key) { return matches(key, part.key); })) return std::nullopt;
            each = Figure{};
            const auto take = [&](const std::string& key, Figure figure) {
                if (!matches(key, part.key)) return;
                each = expression.kind == Expression::Kind::sum ? *each + figure : std::max(*each, figure);
            };
            for (const auto& [key, figure] : year.entered) take(key, figure.value);
            for (const auto& [key, figure] : year.counted) take(key, figure);
        } else {
            each = value(part, number);
        }
        if (!each) return std::nullopt;
        result = !result ? *each : expression.kind == Expression::Kind::sum ? *result + *each : std::max(*result, *each);
    }
    return result;
}

std::optional<Figure> Figures::value(const Expression& expression, int number) {
    using Kind = Expression::Kind;
    switch (expression.kind) {
        case Kind::number: return expression.number;
        case Kind::figure: return value(expression.key, number);
        case Kind::sum:
        case Kind::max: return sum_or_max(expression, number);
        case Kind::first: {
            const Expression* part = first_known(expression, number);
            if (part == nullptr) return std::nullopt;
            // What stands for the year may be known of no quarter. What is next in line is the quarter's where it comes to the same over the year.
            if (const Expression* whole = quarter_ == 0 ? part : whole_year_part(expression, number); whole != part) {
                if (whole == nullptr || whole_year(*whole, number) != whole_year(*part, number)) return std::nullopt;
            }
            return value(*part, number);
        }
        case Kind::before: {
            // Where nothing of its kind was entered the year before, that year is not zero but unknown: it had another form.
            if (!is_known(expression.parts.front(), number - 1)) return std::nullopt;
            return value(expression.parts.front(), number - 1);
        }
        case Kind::total: {
            // 历年累计: the opening balance, then every year that has a register, up to this one. In a historic year, as it was printed.
            const Expression& part = expression.parts.front();
            if (part.kind == Kind::figure && uses_written(number)) {
                if (const EnteredFigure* printed = balance_in(year(number).cumulative, part.key)) return printed->value;
            }
            Figure sum;
            each_term(part, 1, [&](const Expression& term, int sign) {
                const Figure opening = term.kind == Kind::figure ? this->opening(term.key).value_or(Figure{}) : Figure{};
                sum = sign < 0 ? sum - opening : sum + opening;
            });
            bool is_whole = true;
            through_years(number, [&](int year) {
                const EnteredFigure* known = expression.parts.size() > 1 ? stock(expression.parts[1], year) : nullptr;
                sum = known != nullptr ? known->value : sum + flow(part, year);
                if (known != nullptr) is_whole = true;
                else if (quarter_ != 0 && !value(part, year) && whole_year(part, year)) is_whole = false;
            });
            return is_whole ? std::optional(sum) : std::nullopt;
        }
        case Kind::wan: {
            // 元 in 万元: to the fourth place, which is the yuan.
            const auto part = value(expression.parts.front(), number);
            if (!part) return std::nullopt;
            const std::int64_t half = part->ten_thousandths < 0 ? -5000 : 5000;
            return Figure{(part->ten_thousandths + half) / 10000};
        }
        case Kind::add:
        case Kind::subtract: {
            const auto left = value(expression.parts[0], number);
            const auto right = value(expression.parts[1], number);
            if (!left || !right) return std::nullopt;
            return expression.kind == Kind::add ? *left + *right : *left - *right;
        }
    }
    return std::nullopt;
}

const Expression* Figures::first_known(const Expression& expression, int number) {
    for (const Expression& part : expression.parts) {
        // A register's figure that nobody entered is 0 elsewhere; here the next in line stands for it.
        if (part.kind == Expression::Kind::figure && keys_.contains(part.key) && !year(number).entered.contains(part.key)) continue;
        if (value(part, number)) return &part;
    }
    return nullptr;
}

template <class Act>
void Figures::through_years(int number, const Act& act) {
    const unsigned whole = quarter_;
    for (int year = std::min(first_year(), number); year <= number; ++year) {
        // Of a quarter's form: the years before whole, then this year's quarters up to it.
        quarter_ = 0;
        if (year < number || whole == 0) act(year);
        else for (quarter_ = 1; quarter_ <= whole; ++quarter_) act(year);
    }
    quarter_ = whole;
}

Trace Figures::trace(const Expression& expression, int number) {
    Trace trace;
    // Of a quarter that is unknown there may be parts; they make no figure.
    if (quarter_ == 0 || value(expression, number)) trace_into(expression, number, 1, trace);
    return trace;
}

Trace Figures::trace(const std::string& key, int number) {
    Trace trace;
    if (quarter_ == 0 || value(key, number)) trace_key(key, number, 1, trace);
    return trace;
}

void Figures::trace_key(const std::string& key, int number, int sign, Trace& trace) {
    const auto line = [&](const RegisterEntry& entry, const std::string& name, const EnteredFigure& figure) {
        trace.lines.push_back({FigureLine::From::entry, name, figure.value, sign, number, entry.unit, entry.quarter, entry.month, figure.at});
    };
    const bool asks_written = key.ends_with(".total") && !key.starts_with("items.") && !keys_.contains(key) && find_indicator(key) == nullptr;
    if (std::string indicator; asks_written && written(key, indicator) != nullptr) {
        if (!year(number).written.contains(indicator)) return;
        const bool all = std::exchange(all_as_written_, true);
        trace_key(indicator, number, sign, trace);
        all_as_written_ = all;
        return;
    }
    if (uses_written(number) && year(number).written.contains(key)) {
        // As it was written down, entry by entry; of an entry that leaves it out, its parts.
        for (const RegisterEntry* entry : entries(key, number)) {
            const auto totals = written_totals(*entry, false);
            const auto total = std::find_if(totals.begin(), totals.end(), [&](const auto& each) { return each.first == key; });
            std::string ignored;
            if (total != totals.end()) line(*entry, key, total->second);
            else if (const Expression* value = written(key, ignored)) trace_parts(*value, *entry, number, sign, trace);
        }
        return;
    }
    if (const auto indicator = indicators_.find(key); indicator != indicators_.end()) {
        if (depth_ > 64) return;
        ++depth_;
        trace_into(indicator->second->value, number, sign, trace);
        --depth_;
        return;
    }
    if (key.starts_with("items.")) {
        auto items = counted_items(catalogue_, indexes_, {number, quarter_, unit_}, key);
        if (!items.empty()) trace.items.push_back({key, sign, number, std::move(items)});
        return;
    }
    const Register* entries = catalogue_.find_register(number);
    if (entries == nullptr) return;
    if (key.starts_with("declared.")) {
        const std::string name = key.substr(9);
        const DeclaredParts parts = declared_parts(*entries, name, false);
        if (!declared_sum(*entries, name, parts)) return;
        for (const Declared* declared : parts.declared) {
            const auto found = declared->figures.find(name);
            if (found == declared->figures.end()) continue;
            trace.lines.push_back({FigureLine::From::declared, name, found->second.value, sign, number, declared->unit, 0, 0, found->second.at});
        }
        for (const Ref unit : parts.counted) {
            auto items = counted_items(catalogue_, indexes_, {number, 0, unit}, counted_key(name));
            if (!items.empty()) trace.items.push_back({counted_key(name), sign, number, std::move(items)});
        }
        return;
    }
    for (const RegisterEntry* entry : this->entries(key, number)) {
        if (const auto found = entry->figures.find(key); found != entry->figures.end()) line(*entry, key, found->second);
    }
}

/// The lines of one entry that a total is made of which that entry leaves out.
void Figures::trace_parts(const Expression& expression, const RegisterEntry& entry, int number, int sign, Trace& trace) {
    const auto line = [&](const std::string& name, const EnteredFigure& figure, int with) {
        trace.lines.push_back({FigureLine::From::entry, name, figure.value, with, number, entry.unit, entry.quarter, entry.month, figure.at});
    };
    std::string ignored;
    const auto through = [&](const auto& self, const Expression& each, int with, unsigned depth) -> void {
        if (depth > 64) return;
        if (each.kind != Expression::Kind::figure) {
            for (std::size_t i = 0; i < each.parts.size(); ++i) self(self, each.parts[i], each.kind == Expression::Kind::subtract && i > 0 ? -with : with, depth + 1);
            return;
        }
        for (const std::string& name : {each.key, each.key + ".total"}) {
            if (const auto found = entry.figures.find(name); found != entry.figures.end()) return line(name, found->second, with);
        }
        if (const Indicator* indicator = find_indicator(each.key)) return self(self, indicator->value, with, depth + 1);
        for (const auto& [name, figure] : entry.figures) {
            if (matches(name, each.key) && written(name, ignored) == nullptr) line(name, figure, with);
        }
    };
    through(through, expression, sign, 0);
}

void Figures::trace_greatest(const Expression& expression, int number, int sign, Trace& trace) {
    const auto greatest = value(expression, number);
    for (const Expression& part : expression.parts) {
        if (part.kind == Expression::Kind::figure && part.key.find('*') != std::string::npos) {
            for (const auto& [key, figure] : year(number).declared) {
                if (matches("declared." + key, part.key) && figure.value == greatest) return trace_key("declared." + key, number, sign, trace);
            }
            for (const auto& [key, figure] : year(number).entered) {
                if (matches(key, part.key) && figure.value == greatest) return trace_key(key, number, sign, trace);
            }
            for (const auto& [key, figure] : year(number).counted) {
                if (matches(key, part.key) && figure == greatest) return trace_key(key, number, sign, trace);
            }
        } else if (value(part, number) == greatest) {
            return trace_into(part, number, sign, trace);
        }
    }
}

void Figures::trace_into(const Expression& expression, int number, int sign, Trace& trace) {
    using Kind = Expression::Kind;
    switch (expression.kind) {
        case Kind::number: return;
        case Kind::figure: return trace_key(expression.key, number, sign, trace);
        case Kind::max: return trace_greatest(expression, number, sign, trace);
        case Kind::first:
            if (const Expression* part = first_known(expression, number)) trace_into(*part, number, sign, trace);
            return;
        case Kind::wan: return trace_into(expression.parts.front(), number, sign, trace);
        case Kind::before:
            if (value(expression, number)) trace_into(expression.parts.front(), number - 1, sign, trace);
            return;
        case Kind::total: {
            const Expression& part = expression.parts.front();
            if (part.kind == Kind::figure && uses_written(number)) {
                if (const EnteredFigure* printed = balance_in(year(number).cumulative, part.key)) {
                    trace.lines.push_back({FigureLine::From::cumulative, part.key, printed->value, sign, number, unit_, 0, 0, printed->at});
                    return;
                }
            }
            Trace own;
            each_term(part, sign, [&](const Expression& term, int with) {
                if (term.kind != Kind::figure) return;
                for (const auto& [opening, unit] : openings(term.key)) own.lines.push_back({FigureLine::From::opening, term.key, opening.value, with, first_year(), unit, 0, 0, opening.at});
            });
            through_years(number, [&](int year) {
                if (expression.parts.size() > 1 && stock(expression.parts[1], year) != nullptr) {
                    own = {};  // known anew: what came before is in it
                    return trace_into(expression.parts[1], year, sign, own);
                }
                each_term(part, sign, [&](const Expression& term, int with) {
                    if (value(term, year)) trace_into(term, year, with, own);  // what is unknown is added as 0
                });
            });
            trace.lines.insert(trace.lines.end(), own.lines.begin(), own.lines.end());
            trace.items.insert(trace.items.end(), own.items.begin(), own.items.end());
            return;
        }
        case Kind::sum:
            for (const Expression& part : expression.parts) {
                if (part.kind != Kind::figure || part.key.find('*') == std::string::npos) {
                    trace_into(part, number, sign, trace);
                    continue;
                }
                std::vector<std::string> keys;
                for (const auto& [key, figure] : year(number).declared) {
                    if (matches("declared." + key, part.key)) keys.push_back("declared." + key);
                }
                for (const auto& [key, figure] : year(number).entered) {
                    if (matches(key, part.key)) keys.push_back(key);
                }
                for (const auto& [key, figure] : year(number).counted) {
                    if (matches(key, part.key)) keys.push_back(key);
                }
                for (const std::string& key : keys) trace_key(key, number, sign, trace);
            }
            return;
        case Kind::add:
        case Kind::subtract:
            trace_into(expression.parts[0], number, sign, trace);
            trace_into(expression.parts[1], number, expression.kind == Kind::add ? sign : -sign, trace);
            return;
    }
}

std::vector<std::string> Figures::names() const {
    std::vector<std::string> names(keys_.begin(), keys_.end());
    for (const auto& [key, indicator] : indicators_) names.push_back(key);
    return names;
}

Words Figures::label(const std::string& key) const {
    const auto indicator = indicators_.find(key);
    return indicator == indicators_.end() ? Words(key) : indicator->second->label;
}

std::optional<Place> Figures::place(const Expression& expression, int number) {
    if (expression.kind == Expression::Kind::before) return place(expression.parts.front(), number - 1);
    if (expression.kind == Expression::Kind::total && expression.parts.front().kind == Expression::Kind::figure && uses_written(number)) {
        if (const EnteredFigure* printed = balance_in(year(number).cumulative, expression.parts.front().key)) return printed->at;
    }
    if (expression.kind == Expression::Kind::figure) {
        Year& year = this->year(number);
        std::string total;
        if (written(expression.key, total) == nullptr) total = expression.key;
        if (const auto found = year.written.find(total); found != year.written.end()) return found->second.at;
        if (const auto indicator = indicators_.find(expression.key); indicator != indicators_.end()) {
            if (depth_ > 64) return std::nullopt;
            ++depth_;
            const auto found = place(indicator->second->value, number);
            --depth_;
            return found;
        }
        if (expression.key.starts_with("declared.")) {
            const auto found = year.declared.find(expression.key.substr(9));
            if (found != year.declared.end()) return found->second.at;
            for (const auto& [key, figure] : year.declared) {
                if (matches("declared." + key, expression.key)) return figure.at;
            }
            return std::nullopt;
        }
        for (const auto& [key, figure] : year.entered) {
            if (matches(key, expression.key)) return figure.at;
        }
        return std::nullopt;
    }
    for (const Expression& part : expression.parts) {
        if (const auto found = place(part, number)) return found;
    }
    return std::nullopt;
}

namespace {

/// `depth` as in Figures: a form whose indicators name each other in a circle has no values.
bool names_register(const Form& form, const Expression& expression, unsigned depth) {
    if (depth > 64) return false;
    if (expression.kind == Expression::Kind::figure) {
        const auto indicator = std::find_if(form.indicators.begin(), form.indicators.end(), [&](const Indicator& each) { return each.key == expression.key; });
        if (indicator != form.indicators.end()) return names_register(form, indicator->value, depth + 1);
        return std::any_of(form.keys.begin(), form.keys.end(), [&](const std::string& key) { return matches(key, expression.key); });
    }
    return std::any_of(expression.parts.begin(), expression.parts.end(), [&](const Expression& part) { return names_register(form, part, depth + 1); });
}

}  // namespace

bool is_registered(const Form& form, const Expression& expression) { return names_register(form, expression, 0); }

void count_registered(const Catalogue& catalogue, Indexes& indexes) {
    if (catalogue.registers.empty()) return;
    // One for each form and quarter: each remembers the years that it was asked for, and a year is asked for by several pages.
    std::map<std::pair<const Form*, unsigned>, Figures> all;
    std::map<const Form*, std::vector<const Indicator*>> of_registers;
    for (const YearSlice& slice : indexes.all.years) {
        const Form* const form = catalogue.default_form(slice.year);
        if (form == nullptr) continue;
        const auto [indicators, fresh] = of_registers.try_emplace(form);
        for (const Indicator& each : form->indicators) {
            if (!fresh || !is_registered(*form, each.value)) continue;
            const Figures figures(catalogue, indexes, *form, no_ref);
            if (!figures.is_other_name(each)) indicators->second.push_back(&each);
        }
        for (unsigned quarter = 0; quarter <= 4; ++quarter) {
            const auto scopes = compared_scopes(indexes, slice.year, quarter);
            const auto any = [&](const Scope& scope) { return catalogue.find_register(scope.year) != nullptr; };
            if (std::none_of(scopes.begin(), scopes.end(), any)) continue;
            std::vector<RegisteredRow> rows;
            for (const Indicator* const indicator : indicators->second) {
                RegisteredRow row{indicator->key, {}, {}};
                for (const Scope& scope : scopes) {
                    const auto figures = all.try_emplace({form, scope.quarter}, catalogue, indexes, *form, no_ref, scope.quarter).first;
                    row.values.push_back(figures->second.value(indicator->key, scope.year));
                }
                if (std::any_of(row.values.begin(), row.values.end(), [](const auto& each) { return each.value_or(Figure{}) != Figure{}; })) {
                    row.label = all.find({form, scopes.front().quarter})->second.name(indicator->key);
                    rows.push_back(std::move(row));
                }
            }
            if (!rows.empty()) indexes.registered.emplace(std::pair(slice.year, quarter), std::move(rows));
        }
    }
}

std::vector<CategoryCount> category_counts(const Catalogue& catalogue, Figures& figures, int year) {
    std::vector<CategoryCount> counts;
    bool declared = false;
    for (const Category& category : catalogue.categories) {
        declared = declared || (category.level == 1 && figures.value("declared.by_category." + category.id, year).has_value());
    }
    Figure sum;
    for (Ref i = 0; i < catalogue.categories.size(); ++i) {
        if (catalogue.categories[i].level != 1) continue;
        const std::string key = (declared ? "declared.by_category." : "items.category.") + catalogue.categories[i].id;
        const Figure count = figures.value(key, year).value_or(Figure{});
        sum = sum + count;
        counts.push_back({i, count, {}});
    }
    for (CategoryCount& count : counts) count.share = print_share(count.count, sum, catalogue.settings.share_decimals);
    return counts;
}

}  // namespace mulu
