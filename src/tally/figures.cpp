// SPDX-License-Identifier: Apache-2.0
#include "tally/figures.hpp"

#include <algorithm>

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

}  // namespace

/// What one year offers.
struct Figures::Year {
    bool has_register = false;
    std::map<std::string, EnteredFigure> entered;   ///< summed over the entries of the scope; place of the first
    std::map<std::string, EnteredFigure> declared;
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
    return quarter_ == 0 || entry.quarter == quarter_ || (entry.month != 0 && (entry.month + 2) / 3 == quarter_);
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
    for (const RegisterEntry& entry : entries->entries) {
        if (!takes(entry)) continue;
        for (const auto& [key, figure] : entry.figures) {
            const auto [sum, first] = year.entered.emplace(key, figure);
            if (!first) sum->second.value = sum->second.value + figure.value;
        }
    }
    for (const Declared& declared : entries->declared) {
        if (declared.unit != unit_ || quarter_ != 0) continue;
        for (const auto& [key, figure] : declared.figures) {
            const auto [sum, first] = year.declared.emplace(key, figure);
            if (!first) sum->second.value = sum->second.value + figure.value;
        }
    }
    return year;
}

int Figures::first_year() const { return catalogue_.registers.empty() ? 9999 : catalogue_.registers.front().year; }

std::optional<Figure> Figures::value(const std::string& key, int number) {
    if (const auto indicator = indicators_.find(key); indicator != indicators_.end()) {
        // A form whose indicators name each other in a circle has no values; the depth is far above any real form's.
        if (depth_ > 64) return std::nullopt;
        ++depth_;
        const auto result = value(indicator->second->value, number);
        --depth_;
        return result;
    }
    Year& year = this->year(number);
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
            return part == nullptr ? std::nullopt : value(*part, number);
        }
        case Kind::before: {
            if (catalogue_.find_register(number - 1) == nullptr) return std::nullopt;
            return value(expression.parts.front(), number - 1);
        }
        case Kind::total: {
            // 历年累计: the opening balance, then every year that has a register, up to this one.
            Figure sum;
            const Expression& part = expression.parts.front();
            if (!catalogue_.registers.empty() && part.kind == Kind::figure && unit_ == no_ref) {
                const auto& opening = catalogue_.registers.front().opening;
                if (const auto found = opening.find(part.key); found != opening.end()) sum = found->second.value;
            }
            through_years(number, [&](int year) { sum = sum + value(part, year).value_or(Figure{}); });
            return sum;
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
    trace_into(expression, number, 1, trace);
    return trace;
}

Trace Figures::trace(const std::string& key, int number) {
    Trace trace;
    trace_key(key, number, 1, trace);
    return trace;
}

void Figures::trace_key(const std::string& key, int number, int sign, Trace& trace) {
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
        for (const Declared& declared : entries->declared) {
            const auto found = declared.figures.find(key.substr(9));
            if (declared.unit != unit_ || quarter_ != 0 || found == declared.figures.end()) continue;
            trace.lines.push_back({FigureLine::From::declared, found->first, found->second.value, sign, number, declared.unit, 0, 0, found->second.at});
        }
        return;
    }
    for (const RegisterEntry& entry : entries->entries) {
        const auto found = entry.figures.find(key);
        if (!takes(entry) || found == entry.figures.end()) continue;
        trace.lines.push_back({FigureLine::From::entry, key, found->second.value, sign, number, entry.unit, entry.quarter, entry.month, found->second.at});
    }
}

void Figures::trace_greatest(const Expression& expression, int number, int sign, Trace& trace) {
    const auto greatest = value(expression, number);
    for (const Expression& part : expression.parts) {
        if (part.kind == Expression::Kind::figure && part.key.find('*') != std::string::npos) {
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
        case Kind::before:
            if (catalogue_.find_register(number - 1) != nullptr) trace_into(expression.parts.front(), number - 1, sign, trace);
            return;
        case Kind::total: {
            const Expression& part = expression.parts.front();
            if (!catalogue_.registers.empty() && part.kind == Kind::figure && unit_ == no_ref) {
                const auto& opening = catalogue_.registers.front().opening;
                if (const auto found = opening.find(part.key); found != opening.end()) {
                    trace.lines.push_back({FigureLine::From::opening, found->first, found->second.value, sign, first_year(), no_ref, 0, 0, found->second.at});
                }
            }
            return through_years(number, [&](int year) {
                if (value(part, year)) trace_into(part, year, sign, trace);  // what is unknown is added as 0
            });
        }
        case Kind::sum:
            for (const Expression& part : expression.parts) {
                if (part.kind != Kind::figure || part.key.find('*') == std::string::npos) {
                    trace_into(part, number, sign, trace);
                    continue;
                }
                std::vector<std::string> keys;
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
    if (expression.kind == Expression::Kind::figure) {
        Year& year = this->year(number);
        if (const auto indicator = indicators_.find(expression.key); indicator != indicators_.end()) {
            if (depth_ > 64) return std::nullopt;
            ++depth_;
            const auto found = place(indicator->second->value, number);
            --depth_;
            return found;
        }
        if (expression.key.starts_with("declared.")) {
            const auto found = year.declared.find(expression.key.substr(9));
            return found == year.declared.end() ? std::nullopt : std::optional(found->second.at);
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
            if (fresh && is_registered(*form, each.value)) indicators->second.push_back(&each);
        }
        for (unsigned quarter = 0; quarter <= 4; ++quarter) {
            const auto scopes = compared_scopes(indexes, slice.year, quarter);
            const auto any = [&](const Scope& scope) { return catalogue.find_register(scope.year) != nullptr; };
            if (std::none_of(scopes.begin(), scopes.end(), any)) continue;
            std::vector<RegisteredRow> rows;
            for (const Indicator* const indicator : indicators->second) {
                RegisteredRow row{indicator->key, indicator->label, {}};
                for (const Scope& scope : scopes) {
                    const auto figures = all.try_emplace({form, scope.quarter}, catalogue, indexes, *form, no_ref, scope.quarter).first;
                    row.values.push_back(figures->second.value(indicator->value, scope.year).value_or(Figure{}));
                }
                if (std::any_of(row.values.begin(), row.values.end(), [](Figure each) { return each != Figure{}; })) rows.push_back(std::move(row));
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

namespace {

std::string_view sign_of(Relation::Sign sign) {
    return sign == Relation::Sign::equal ? "=" : sign == Relation::Sign::at_most ? "≤" : "≥";
}

bool holds(const Relation& relation, Figure left, Figure right) {
    switch (relation.sign) {
        case Relation::Sign::equal: return left == right;
        case Relation::Sign::at_most: return left <= right;
        case Relation::Sign::at_least: return left >= right;
    }
    return true;
}

bool is_historic(const Catalogue& catalogue, const Report& report) {
    const Register* entries = catalogue.find_register(report.year);
    if (entries == nullptr) return true;
    return std::any_of(entries->declared.begin(), entries->declared.end(),
                       [&](const Declared& declared) { return declared.historic && declared.unit == report.unit; });
}

/// What the catalogue counts where a register may declare `key`.
std::string counted_key(const std::string& key) {
    if (key == "documents") return "items.total";
    if (key.starts_with("by_kind.")) return "items.kind." + key.substr(8);
    if (key.starts_with("by_category.")) return "items.category." + key.substr(12);
    return "items.channel." + key;
}

/// A declaration that differs from the catalogue: its first figure that does, in words, and how many others do.
struct Contradiction {
    Words words, label;
    Place at;
};

/// Figures that are both declared and counted must agree (design: statistics.md, From registers).
std::vector<Contradiction> compare_declared(const Catalogue& catalogue, const Report& report, Figures& figures) {
    std::vector<Contradiction> found;
    const Register* entries = catalogue.find_register(report.year);
    // No items of that year at all: the declaration stands for them.
    if (entries == nullptr || figures.value("items.total", report.year).value_or(Figure{}) == Figure{}) return found;
    for (const Declared& declared : entries->declared) {
        if (declared.unit != report.unit) continue;
        std::size_t others = 0;
        std::optional<Contradiction> first;
        const auto compare = [&](const std::string& key, const EnteredFigure& figure) {
            const Figure there = figures.value(counted_key(key), report.year).value_or(Figure{});
            if (there == figure.value) return;
            if (first) {
                ++others;
                return;
            }
            const Words label = figures.label(key);
            first = Contradiction{{label.zh + "声明 " + figure.value.print() + "，目录 " + there.print(),
                                   label.en + " is declared " + figure.value.print() + ", the catalogue has " + there.print()},
                                  {"目录里是 " + there.print(), "the catalogue has " + there.print()},
                                  figure.at};
        };
        // The total first: it is what a reader looks for.
        if (const auto total = declared.figures.find("documents"); total != declared.figures.end()) compare(total->first, total->second);
        for (const auto& [key, figure] : declared.figures) {
            if (key != "documents") compare(key, figure);
        }
        if (!first) continue;
        if (others > 0) {
            first->words.zh += "；另有 " + std::to_string(others) + " 项不同";
            first->words.en += "; " + std::to_string(others) + " more differ";
        }
        found.push_back(std::move(*first));
    }
    return found;
}

}  // namespace

void judge_reports(Catalogue& catalogue, const Indexes& indexes, Diagnostics& diagnostics) {
    const Language language = catalogue.settings.words();
    std::vector<Report> kept;
    for (Report& report : catalogue.reports) {
        const Form& form = *catalogue.find_form(report.form);
        Figures figures(catalogue, indexes, form, report.unit);
        report.historic = is_historic(catalogue, report);
        bool held = false;
        for (const Contradiction& each : compare_declared(catalogue, report, figures)) {
            diagnostics.add(report.historic ? Code::W811 : Code::H707, each.at, {each.words, each.label});
            held = held || !report.historic || catalogue.settings.levels.of(Code::W811) == Level::held;
            report.notes.push_back(each.words.in(language));
        }
        for (const Relation& relation : form.relations) {
            const auto left = figures.value(relation.left, report.year);
            const auto right = figures.value(relation.right, report.year);
            if (!left || !right || holds(relation, *left, *right)) continue;
            const Figure difference = *left < *right ? *right - *left : *left - *right;
            const std::string sums = left->print() + " " + std::string(sign_of(relation.sign)) + " " + right->print();
            const Words label("左 " + left->print() + "，右 " + right->print() + "，相差 " + difference.print(),
                              "left " + left->print() + ", right " + right->print() + ", difference " + difference.print());
            auto at = figures.place(relation.left, report.year);
            if (!at) at = figures.place(relation.right, report.year);
            const bool note = report.historic || relation.warning;
            diagnostics.add(note ? Code::W812 : Code::H707, at.value_or(report.at), {Words(relation.id + " " + relation.words.zh, relation.id + " " + relation.words.en), label});
            held = held || !note || catalogue.settings.levels.of(Code::W812) == Level::held;
            report.notes.push_back(relation.words.in(language) + "（" + sums + "）");
        }
        if (held) catalogue.held_back.push_back({report.path, {}, report.title, report.unit, report.published.value_or(Moment{})});
        else kept.push_back(std::move(report));
    }
    catalogue.reports = std::move(kept);
}

}  // namespace mulu
