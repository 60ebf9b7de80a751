// SPDX-License-Identifier: Apache-2.0
// What is wrong with the figures of a report: declared against counted, written totals against their parts, relations, years that must
// join, the whole site against its units, cells that are no counts. A broken error relation is H707 and holds the report back; over
// historic years and for warnings it is a note, of the code of its kind.
#include <algorithm>
#include <map>
#include <set>

#include "tally/figures.hpp"
#include "tally/narrative.hpp"
#include "tally/shares.hpp"

namespace mulu {
namespace {

/// A finding about a report's figures.
struct Finding {
    Code code{};  ///< as a note; H707 where it holds the report back
    bool error = true;
    std::string id;  ///< of the relation, as R1
    Words words, label;
    Place at;
    std::vector<Note> notes;
};

bool holds(const Relation& relation, Figure left, Figure right) {
    switch (relation.sign) {
        case Relation::Sign::equal: return left == right;
        case Relation::Sign::at_most: return left <= right;
        case Relation::Sign::at_least: return left >= right;
    }
    return true;
}

Words difference_label(Figure left, Figure right) {
    const Figure difference = left < right ? right - left : left - right;
    return {"左 " + left.print() + "，右 " + right.print() + "，相差 " + difference.print(),
            "left " + left.print() + ", right " + right.print() + ", difference " + difference.print()};
}

/// “A 12 + B 3 = 15”: terms that are 0 are left out where there are many, and what is beyond eight.
class Sum {
public:
    void add(int sign, const Words& name, Figure value) {
        // What is added and taken away again says when a relation is judged, and is no part of it.
        const auto other = std::find_if(terms_.begin(), terms_.end(), [&](const Term& term) { return term.sign == -sign && term.name.zh == name.zh && term.value == value; });
        if (other == terms_.end()) terms_.push_back({sign, name, value});
        else terms_.erase(other);
    }
    Words words(Figure whole) const {
        constexpr std::size_t most = 8;
        Words text;
        std::size_t shown = 0, left_out = 0;
        for (const Term& term : terms_) {
            if (terms_.size() > 4 && term.value == Figure{}) continue;
            if (shown == most) {
                ++left_out;
                continue;
            }
            const std::string sign = term.sign < 0 ? (shown == 0 ? "-" : " - ") : shown == 0 ? "" : " + ";
            text.zh += sign + term.name.zh + (term.name.zh.empty() || term.name.zh.ends_with("）") ? "" : " ") + term.value.print();
            text.en += sign + term.name.en + (term.name.en.empty() ? "" : " ") + term.value.print();
            ++shown;
        }
        if (left_out > 0) {
            text.zh += " 等 " + std::to_string(shown + left_out) + " 项";
            text.en += " and " + std::to_string(left_out) + " more";
        }
        if (shown == 0) return {whole.print(), whole.print()};
        if (terms_.size() > 1) {
            text.zh += " = " + whole.print();
            text.en += " = " + whole.print();
        }
        return text;
    }

private:
    struct Term {
        int sign;
        Words name;
        Figure value;
    };
    std::vector<Term> terms_;
};

/// A report (or a year of the whole site that has none) under judgement.
class Judge {
public:
    Judge(const Catalogue& catalogue, const Indexes& indexes, const Form& form, Ref unit, int year)
        : catalogue_(catalogue), form_(form), figures_(catalogue, indexes, form, unit), unit_(unit), year_(year), entries_(catalogue.find_register(year)) {
        figures_.take_as_written();
    }

    Figures& figures() { return figures_; }

    std::vector<Finding> everything() {
        relations();
        written_totals();
        carried_over();
        units_of_site();
        balances_of_site();
        kinds();
        blanks();
        return std::move(found_);
    }

    /// What can be said of a year's register without a report: that it contradicts itself.
    std::vector<Finding> totals() {
        written_totals();
        units_of_site();
        balances_of_site();
        return std::move(found_);
    }

private:
    void relations() {
        for (const Relation& relation : form_.relations) {
            const auto left = figures_.value(relation.left, year_);
            const auto right = figures_.value(relation.right, year_);
            if (!left || !right || holds(relation, *left, *right)) continue;
            const bool otherwise = std::any_of(relation.others.begin(), relation.others.end(), [&](const Expression& other) {
                const auto value = figures_.value(other, year_);
                return value && holds(relation, *left, *value);
            });
            // Over a historic year a register may hold a part of the report only: what was never entered is not zero there.
            if ((relation.known || figures_.is_historic(year_)) && (!is_made(relation.left) || !is_made(relation.right))) continue;
            if (otherwise) continue;
            Finding finding;
            finding.code = spans_years(relation.left) || spans_years(relation.right) ? Code::W621 : Code::W812;
            finding.error = !relation.warning;
            const Words one = describe(relation.left, *left), other = describe(relation.right, *right);
            finding.id = relation.id;
            const Words is = words_of_break(relation.sign);
            finding.words = {relation.words.zh + "；" + one.zh + "，" + is.zh + (!other.zh.empty() && static_cast<unsigned char>(other.zh[0]) < 0x80 ? " " : "") + other.zh, relation.words.en + "; " + one.en + " is " + is.en + " " + other.en};
            finding.label = difference_label(*left, *right);
            const auto at = figures_.place(relation.left, year_), there = figures_.place(relation.right, year_);
            if (at) finding.at = *at;
            else if (there) finding.at = *there;
            if (at && there && *at != *there) finding.notes.push_back({{"另一边的数在这里", "the other side is here"}, *there});
            found_.push_back(std::move(finding));
        }
    }

    static Words words_of_break(Relation::Sign sign) {
        return sign == Relation::Sign::equal ? Words("不等于", "not equal to") : sign == Relation::Sign::at_most ? Words("大于", "greater than") : Words("小于", "less than");
    }

    /// Whether `expression` is made of anything that was entered or counted.
    bool is_made(const Expression& expression) {
        if (expression.kind == Expression::Kind::number) return true;
        const Trace trace = figures_.trace(expression, year_);
        // What is added and taken away again (a column without some of its rows) makes nothing.
        std::map<Place, int> net;
        for (const FigureLine& line : trace.lines) net[line.at] += line.sign;
        return !trace.items.empty() || std::any_of(net.begin(), net.end(), [](const auto& line) { return line.second != 0; });
    }

    static bool spans_years(const Expression& expression) {
        return expression.kind == Expression::Kind::before || std::any_of(expression.parts.begin(), expression.parts.end(), spans_years);
    }

    Words describe(const Expression& expression, Figure value) {
        Sum sum;
        add_terms(expression, 1, year_, {}, sum);
        return sum.words(value);
    }

    void add_terms(const Expression& expression, int sign, int year, const Words& prefix, Sum& sum) {
        using Kind = Expression::Kind;
        const bool starred = std::any_of(expression.parts.begin(), expression.parts.end(), [](const Expression& part) { return part.key.find('*') != std::string::npos; });
        if (expression.kind == Kind::add || expression.kind == Kind::subtract || (expression.kind == Kind::sum && !starred)) {
            for (std::size_t i = 0; i < expression.parts.size(); ++i) {
                add_terms(expression.parts[i], expression.kind == Kind::subtract && i > 0 ? -sign : sign, year, prefix, sum);
            }
            return;
        }
        if (expression.kind == Kind::before) return add_terms(expression.parts.front(), sign, year - 1, {"上年" + prefix.zh, "last year’s " + prefix.en}, sum);
        Words name;
        if (expression.kind == Kind::figure) name = figures_.cell_name(expression.key);
        else if (expression.kind == Kind::total && expression.parts.front().kind == Kind::figure) {
            const Words inner = figures_.cell_name(expression.parts.front().key);
            name = {"历年累计" + inner.zh, "cumulative " + inner.en};
        } else if (expression.kind == Kind::sum) name = {"各项之和", "the sum of all"};
        else if (expression.kind == Kind::max) name = {"其中最大的", "the greatest of them"};
        else if (expression.kind == Kind::number) name = {};
        else name = {"算得", "computed"};
        sum.add(sign, {prefix.zh + name.zh, prefix.en + name.en}, figures_.value(expression, year).value_or(Figure{}));
    }

    /// Entries that the report's figures are made of, each of the unit or of all.
    bool is_own(const RegisterEntry& entry) const { return unit_ == no_ref || entry.unit == unit_; }

    void written_totals() {
        if (entries_ == nullptr) return;
        for (const RegisterEntry& entry : entries_->entries) {
            if (!is_own(entry)) continue;
            for (const auto& [key, written] : figures_.written_totals(entry, true)) {
                const auto parts = figures_.of_parts(key, entry);
                if (!parts || *parts == written.value) continue;
                Finding finding;
                finding.code = Code::W623;
                const Indicator* indicator = figures_.find_indicator(key);
                if (indicator != nullptr) finding.id = indicator->check;
                Sum sum;
                for (const FigureLine& line : figures_.parts_of(key, entry, year_)) sum.add(line.sign, figures_.cell_name(line.key), line.value);
                const Words computed = sum.words(*parts), name = figures_.cell_name(key);
                finding.words = {name.zh + "写的是 " + written.value.print() + "，各项是 " + computed.zh, name.en + " is written as " + written.value.print() + ", its parts are " + computed.en};
                finding.label = {"写的 " + written.value.print() + "，各项之和 " + parts->print() + "，相差 " + distance(written.value, *parts),
                                 "written " + written.value.print() + ", sum " + parts->print() + ", difference " + distance(written.value, *parts)};
                finding.at = written.at;
                found_.push_back(std::move(finding));
            }
        }
    }

    static std::string distance(Figure a, Figure b) { return (a < b ? b - a : a - b).print(); }

    void carried_over() {
        for (const Figures::Carried& each : figures_.carried(year_)) {
            const Figure expected = each.before + each.year;
            if (expected == each.written.value) continue;
            const Words name = figures_.cell_name(each.key);
            Finding finding;
            finding.code = Code::W621;
            if (each.opening) {
                finding.words = {name.zh + "的期初累计写的是 " + each.written.value.print() + "，上年报告的历年累计是 " + expected.print(),
                                 "the opening balance of " + name.en + " is written as " + each.written.value.print() + "; last year’s cumulative figure is " + expected.print()};
            } else finding.words = {name.zh + "的历年累计写的是 " + each.written.value.print() + "，上年累计 " + each.before.print() + " + 本年 " + each.year.print() + " = " + expected.print(),
                             "cumulative " + name.en + " is written as " + each.written.value.print() + "; " + each.before.print() + " up to last year + " + each.year.print() + " = " + expected.print()};
            finding.label = {"写的 " + each.written.value.print() + "，应为 " + expected.print() + "，相差 " + distance(each.written.value, expected),
                             "written " + each.written.value.print() + ", expected " + expected.print() + ", difference " + distance(each.written.value, expected)};
            finding.at = each.written.at;
            found_.push_back(std::move(finding));
        }
    }

    /// County = its units, cell by cell (annual-report-2021, R14), where the register has both.
    void units_of_site() {
        if (entries_ == nullptr || unit_ != no_ref) return;
        std::set<std::string, std::less<>> groups;
        for (const RegisterEntry& entry : entries_->entries) {
            if (entry.unit != no_ref) continue;
            for (const auto& [key, figure] : entry.figures) groups.emplace(group_of(key));
        }
        for (const std::string& group : groups) {
            std::vector<const RegisterEntry*> wholes, units;
            const auto taken = figures_.entries(group, year_);
            for (const RegisterEntry& entry : entries_->entries) {
                const auto first = entry.figures.lower_bound(group);
                if (first == entry.figures.end() || group_of(first->first) != group) continue;
                if (entry.unit == no_ref) wholes.push_back(&entry);
                else if (std::find(taken.begin(), taken.end(), &entry) == taken.end()) units.push_back(&entry);
            }
            if (units.empty()) continue;
            // Of the whole site's entries those of quarters that no unit has are nothing to compare with.
            const auto quarter = [](const RegisterEntry* entry) { return entry->month != 0 ? (entry->month + 2) / 3 : entry->quarter; };
            std::erase_if(wholes, [&](const RegisterEntry* whole) {
                return std::none_of(units.begin(), units.end(), [&](const RegisterEntry* unit) { return quarter(whole) == 0 || quarter(unit) == 0 || quarter(whole) == quarter(unit); });
            });
            compare_with_units(group, wholes, units);
        }
    }

    void compare_with_units(const std::string& group, const std::vector<const RegisterEntry*>& wholes, const std::vector<const RegisterEntry*>& units) {
        struct Cell {
            Figure whole, units;
            std::optional<Place> at;
            std::size_t count = 0;
        };
        std::map<std::string, Cell> cells;
        std::set<std::string> totals;
        for (const RegisterEntry* whole : wholes) {
            for (const auto& [key, total] : figures_.written_totals(*whole, false)) {
                if (group_of(key) != group) continue;
                totals.insert(key);
                Cell& cell = cells[key];
                cell.whole = cell.whole + total.value;
                if (!cell.at) cell.at = total.at;
            }
        }
        const auto add = [&](const RegisterEntry& entry, bool of_unit) {
            const auto written = figures_.written_totals(entry, false);
            for (auto each = entry.figures.lower_bound(group); each != entry.figures.end() && each->first.starts_with(group); ++each) {
                if (group_of(each->first) != group) continue;
                const bool total = std::any_of(written.begin(), written.end(), [&](const auto& one) { return one.second.at == each->second.at; });
                if (total) continue;
                Cell& cell = cells[each->first];
                (of_unit ? cell.units : cell.whole) = (of_unit ? cell.units : cell.whole) + each->second.value;
                cell.count += of_unit ? 1 : 0;
                if (!cell.at || !of_unit) cell.at = each->second.at;
            }
            if (!of_unit) return;
            for (const std::string& key : totals) {
                Cell& cell = cells[key];
                if (const auto value = figures_.of_entry(key, entry, true)) cell.units = cell.units + *value, ++cell.count;
            }
        };
        for (const RegisterEntry* whole : wholes) add(*whole, false);
        for (const RegisterEntry* unit : units) add(*unit, true);
        // Where the whole site's entry has totals alone, its parts were left to the units.
        const bool only_totals = std::all_of(wholes.begin(), wholes.end(), [&](const RegisterEntry* whole) {
            const auto written = figures_.written_totals(*whole, false);
            return std::all_of(whole->figures.begin(), whole->figures.end(), [&](const auto& each) {
                return group_of(each.first) != group || std::any_of(written.begin(), written.end(), [&](const auto& one) { return one.second.at == each.second.at; });
            });
        });
        for (const auto& [key, cell] : cells) {
            if (cell.whole == cell.units || (only_totals && !totals.contains(key))) continue;
            const Words name = figures_.cell_name(key);
            Finding finding;
            finding.code = Code::W622;
            finding.id = "R14";
            finding.words = {name.zh + "：全站 " + cell.whole.print() + "，各单位之和 " + cell.units.print(), name.en + ": the site has " + cell.whole.print() + ", its units together " + cell.units.print()};
            finding.label = {"全站 " + cell.whole.print() + "，" + std::to_string(cell.count) + " 个单位合计 " + cell.units.print() + "，相差 " + distance(cell.whole, cell.units),
                             "site " + cell.whole.print() + ", units " + cell.units.print() + ", difference " + distance(cell.whole, cell.units)};
            if (cell.at) finding.at = *cell.at;
            found_.push_back(std::move(finding));
        }
    }

    /// The same of what is declared, and of opening balances in the register that has them.
    void balances_of_site() {
        if (entries_ == nullptr || unit_ != no_ref) return;
        const auto compare = [&](const EnteredFigure& whole, const std::optional<Figure>& units, const Words& name) {
            if (!units || *units == whole.value) return;
            Finding finding;
            finding.code = Code::W622;
            finding.id = "R14";
            finding.words = {name.zh + "：全站 " + whole.value.print() + "，各单位之和 " + units->print(), name.en + ": the site has " + whole.value.print() + ", its units together " + units->print()};
            finding.label = {"全站 " + whole.value.print() + "，各单位合计 " + units->print() + "，相差 " + distance(whole.value, *units),
                             "site " + whole.value.print() + ", units " + units->print() + ", difference " + distance(whole.value, *units)};
            finding.at = whole.at;
            found_.push_back(std::move(finding));
        };
        std::map<std::string, EnteredFigure> own;
        for (const Declared& declared : entries_->declared) {
            if (declared.unit != no_ref) continue;
            for (const auto& [key, figure] : declared.figures) {
                const auto [sum, first] = own.emplace(key, figure);
                if (!first) sum->second.value = sum->second.value + figure.value;
            }
        }
        for (const auto& [key, figure] : own) compare(figure, figures_.declared_of_units(key, year_), figures_.cell_name("declared." + key));
        if (year_ != figures_.first_year()) return;
        for (const auto& [key, figure] : entries_->opening) {
            const Words name = figures_.cell_name(key);
            compare(figure, figures_.opening_of_units(key), {name.zh + "的期初累计", "the opening balance of " + name.en});
        }
    }

    /// Counts are whole and not below 0; the form says which keys are amounts or changes (annual-report-2021, R12).
    void kinds() {
        if (entries_ == nullptr || !form_.strict) return;
        const std::set<std::string> own = [&] {
            const auto all = form_.enterable();
            return std::set<std::string>(all.begin(), all.end());
        }();
        const auto among = [](const std::vector<std::string>& keys, const std::string& key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
        for (const RegisterEntry& entry : entries_->entries) {
            if (!is_own(entry)) continue;
            for (const auto& [key, figure] : entry.figures) {
                const bool total = key.ends_with(".total") && own.contains(key.substr(0, key.size() - 6));
                if (!own.contains(key) && !total) continue;  // of another form
                const bool broken = figure.value.ten_thousandths % 10000 != 0 && !among(form_.amounts, key);
                const bool below = figure.value < Figure{} && !among(form_.changes, key);
                if (!broken && !below) continue;
                const Words name = figures_.cell_name(key);
                Finding finding;
                finding.code = Code::W812;
                finding.id = "R12";
                finding.words = below ? Words(name.zh + "是 " + figure.value.print() + "，不能小于 0", name.en + " is " + figure.value.print() + " and cannot be below 0")
                                      : Words(name.zh + "是 " + figure.value.print() + "，件数应是整数", name.en + " is " + figure.value.print() + " and must be a whole number");
                finding.label = below ? Words("小于 0", "below 0") : Words("不是整数", "not a whole number");
                finding.at = figure.at;
                found_.push_back(std::move(finding));
            }
        }
    }

    /// A form has no blank cells: 0 is written 0 (annual-report-2021, R9). One finding for a group of an entry.
    void blanks() {
        if (entries_ == nullptr) return;
        for (const RegisterEntry& entry : entries_->entries) {
            if (!is_own(entry)) continue;
            std::map<std::string_view, std::vector<const std::pair<const std::string, Place>*>> groups;
            for (const auto& blank : entry.blanks) groups[group_of(blank.first)].push_back(&blank);
            for (auto& [group, cells] : groups) {
                const auto first = std::min_element(cells.begin(), cells.end(), [](const auto* a, const auto* b) { return a->second < b->second; });
                const std::string count = std::to_string(cells.size());
                Finding finding;
                finding.code = Code::W812;
                finding.error = false;
                finding.id = "R9";
                finding.words = {"有 " + count + " 格空着，没有就填 0（" + figures_.cell_name((*first)->first).zh + (cells.size() > 1 ? "等" : "") + "）",
                                 count + " cells are blank, and 0 is written 0 (" + figures_.cell_name((*first)->first).en + (cells.size() > 1 ? " …" : "") + ")"};
                finding.label = {"按 0 计", "taken as 0"};
                finding.at = (*first)->second;
                found_.push_back(std::move(finding));
            }
        }
    }

    const Catalogue& catalogue_;
    const Form& form_;
    Figures figures_;
    Ref unit_;
    int year_;
    const Register* entries_;
    std::vector<Finding> found_;
};

void tell(Code code, Finding finding, Diagnostics& diagnostics) {
    const std::string id = finding.id.empty() ? "" : finding.id + " ";
    diagnostics.add(code, std::move(finding.at), {Words(id + finding.words.zh, id + finding.words.en), std::move(finding.label)}, std::move(finding.notes));
}

bool is_historic(const Catalogue& catalogue, const Report& report, Figures& figures) {
    return catalogue.find_register(report.year) == nullptr || figures.is_historic(report.year);
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
            const Words label = figures.find_indicator(key) != nullptr ? figures.label(key) : figures.name("declared." + key);
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

/// Percentages that a declaration gives as they were printed.
void judge_declared_shares(const Catalogue& catalogue, const Report& report, Diagnostics& diagnostics) {
    const Register* entries = catalogue.find_register(report.year);
    if (entries == nullptr) return;
    for (const Declared& declared : entries->declared) {
        if (declared.unit != report.unit || declared.shares.empty()) continue;
        std::map<std::string_view, std::vector<PrintedShare>> lists;
        for (const auto& [key, share] : declared.shares) {
            const auto count = declared.figures.find(key);
            if (count == declared.figures.end()) continue;
            std::string name = key;
            for (const Category& category : catalogue.categories) {
                if (key == "by_category." + category.id) name = category.name;
            }
            lists[key.find('.') == std::string::npos ? std::string_view() : group_of(key)].push_back({name, count->second.value, share});
        }
        for (const auto& list : lists) {
            const std::vector<PrintedShare>& shares = list.second;
            // Of the total that they add up to best: the declared one, the website's or their own sum.
            Figure sum;
            for (const PrintedShare& share : shares) sum = sum + share.count;
            std::vector<Figure> wholes;
            for (const char* key : {"documents", "website"}) {
                if (const auto found = declared.figures.find(key); found != declared.figures.end()) wholes.push_back(found->second.value);
            }
            wholes.push_back(sum);
            const Figure whole = *std::max_element(wholes.begin(), wholes.end(), [&](Figure a, Figure b) { return count_right(shares, a) < count_right(shares, b); });
            judge_shares(shares, whole, true, diagnostics);
        }
    }
}

}  // namespace

void judge_reports(Catalogue& catalogue, const Indexes& indexes, Diagnostics& diagnostics, const NarrativeReader& narrative) {
    const Language language = catalogue.settings.words();
    std::vector<Report> kept;
    std::set<int> of_site;
    for (const Report& report : catalogue.reports) {
        if (report.unit == no_ref) of_site.insert(report.year);
    }
    for (Report& report : catalogue.reports) {
        Judge judge(catalogue, indexes, *catalogue.find_form(report.form), report.unit, report.year);
        report.historic = is_historic(catalogue, report, judge.figures());
        bool held = false;
        const auto holds_back = [&](Code code) { return catalogue.settings.levels.of(code) == Level::held; };
        for (const Contradiction& each : compare_declared(catalogue, report, judge.figures())) {
            diagnostics.add(report.historic ? Code::W811 : Code::H707, each.at, {each.words, each.label});
            held = held || !report.historic || holds_back(Code::W811);
            report.notes.push_back(each.words.in(language));
        }
        Diagnostics shares;
        judge_declared_shares(catalogue, report, shares);
        for (const Diagnostic& each : shares.all()) held = held || holds_back(each.code);
        diagnostics.merge(std::move(shares));
        for (Finding& finding : judge.everything()) {
            const bool note = report.historic || !finding.error;
            if (finding.at.path.empty()) finding.at = report.at;
            held = held || !note || holds_back(finding.code);
            report.notes.push_back(finding.words.in(language));
            tell(note ? finding.code : Code::H707, std::move(finding), diagnostics);
        }
        if (const auto text = narrative ? narrative(report) : std::nullopt) {
            Diagnostics found;
            Figures figures(catalogue, indexes, *catalogue.find_form(report.form), report.unit);
            judge_narrative(catalogue, report, *catalogue.find_form(report.form), figures, text->body, text->line, found);
            for (const Diagnostic& each : found.sorted()) {
                held = held || holds_back(each.code);
                // Over a historic year, what the text says otherwise is printed as a note, as broken relations are.
                if (report.historic && !each.args.empty()) report.notes.push_back(each.args.front().in(language));
            }
            diagnostics.merge(std::move(found));
        }
        if (held) catalogue.held_back.push_back({report.path, {}, report.title, report.unit, report.published.value_or(Moment{})});
        else kept.push_back(std::move(report));
    }
    catalogue.reports = std::move(kept);
    // A register of a year that has no report of the whole site is still to agree with itself.
    for (const Register& entries : catalogue.registers) {
        const Form* form = catalogue.default_form(entries.year);
        if (form == nullptr || of_site.contains(entries.year)) continue;
        Judge judge(catalogue, indexes, *form, no_ref, entries.year);
        for (Finding& finding : judge.totals()) tell(finding.code, std::move(finding), diagnostics);
    }
}

}  // namespace mulu
