// SPDX-License-Identifier: Apache-2.0
#include "intake/register_reader.hpp"

#include <algorithm>
#include <charconv>

#include "base/disk.hpp"
#include "base/text.hpp"
#include "intake/fields.hpp"

namespace mulu {
namespace {

using Figures = std::map<std::string, EnteredFigure>;

const Words numbers_only{"只写数字", "digits only"};

/// Marks that stand for “none” in print.
bool is_blank(const YamlNode& node) {
    static const std::vector<std::string_view> marks = {"", "/", "\\", "-", "--", "—", "——", "／", "无"};
    return node.kind == YamlNode::Kind::null || (node.kind == YamlNode::Kind::scalar && std::find(marks.begin(), marks.end(), node.text) != marks.end());
}

/// How what was meant by `text` is written: its digits without grouping commas and spaces, without 约 and without its unit, full-width ones as ASCII.
Words how_to_write(std::string_view text) {
    const Words plain{"只写数字，没有就写 0", "digits only; 0 where there is none"};
    std::u32string characters;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        characters.push_back(c >= U'\xFF01' && c <= U'\xFF5E' ? c - 0xFEE0 : c);
    }
    const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    const auto first = std::find_if(characters.begin(), characters.end(), is_digit);
    if (first == characters.end()) return plain;
    const bool negative = first != characters.begin() && *(first - 1) == U'-';
    std::string number = negative ? "-" : "", before;
    for (auto each = characters.begin(); each != first - (negative ? 1 : 0); ++each) append_character(before, *each);
    before = std::string(trim(before));
    if (!before.empty()) return {"只写数字，不写“" + before + "”", "digits only, without “" + before + "”"};
    auto at = first;
    bool grouped = false;
    for (; at != characters.end(); ++at) {
        if (*at == U',' || *at == U' ' || *at == U'，' || *at == U'\xA0') {
            if (at + 1 == characters.end() || !is_digit(*(at + 1))) break;
            grouped = true;
        } else if (is_digit(*at) || *at == U'.') {
            number += static_cast<char>(*at);
        } else {
            break;
        }
    }
    std::string unit;
    for (; at != characters.end(); ++at) append_character(unit, *at);
    unit = std::string(trim(unit));
    const auto figure = parse_figure(number);
    if (!figure || std::any_of(unit.begin(), unit.end(), [](char c) { return c >= '0' && c <= '9'; })) return plain;
    // Some amounts are registered in 元 and some in 万元: the text says which it is in, and the key which it is to be in.
    constexpr std::int64_t most = std::int64_t{1} << 49;
    const std::int64_t value = figure->ten_thousandths;
    if (unit == "万元" && value < most && value > -most) {
        const std::string yuan = Figure{value * 10000}.print();
        return {"不写“万元”：以元计的指标写 " + yuan + "，以万元计的写 " + figure->print(), "leave 万元 out: write " + yuan + " where the figure is in yuan, " + figure->print() + " where it is in 10,000 yuan"};
    }
    if (unit == "元") {
        const std::string wan = value % 10000 == 0 ? Figure{value / 10000}.print() : std::string();
        return {"不写“元”：以元计的指标写 " + figure->print() + (wan.empty() ? "" : "，以万元计的写 " + wan),
                "leave 元 out: write " + figure->print() + " where the figure is in yuan" + (wan.empty() ? "" : ", " + wan + " where it is in 10,000 yuan")};
    }
    if (unit == "万" && value < most && value > -most) return {"写 " + Figure{value * 10000}.print(), "write " + Figure{value * 10000}.print()};
    if (!unit.empty()) return {"写 " + figure->print() + "，不写“" + unit + "”", "write " + figure->print() + ", without “" + unit + "”"};
    if (grouped) return {"写 " + figure->print() + "，不分节", "write " + figure->print() + ", without commas between thousands"};
    return {"写 " + figure->print(), "write " + figure->print()};
}

/// Reads nested mappings of numbers into dotted keys, passing each key through `accept`, which reports what it refuses. Cells that
/// are left blank go to `blanks`.
template <class Accept>
void read_figures(const YamlNode& node, const std::string& prefix, const std::vector<std::string_view>& reserved, Figures& figures,
                  std::map<std::string, Place>* blanks, Diagnostics& diagnostics, const Accept& accept) {
    // `{phone: 1,200}` is two keys to YAML: phone, which is 1, and 200, which is nothing.
    const auto is_rest = [](const YamlEntry& entry) {
        return entry.value.kind == YamlNode::Kind::null && entry.key.size() == 3 && std::all_of(entry.key.begin(), entry.key.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
        const YamlEntry& entry = node.entries[i];
        if (prefix.empty() && std::find(reserved.begin(), reserved.end(), entry.key) != reserved.end()) continue;
        const std::string key = prefix.empty() ? entry.key : prefix + "." + entry.key;
        const auto refuse = [&](const std::string& name, const YamlNode& value, const std::string& text) {
            diagnostics.add(Code::E602, value.at, {name, text, how_to_write(text)});
        };
        if (entry.value.kind == YamlNode::Kind::mapping) {
            read_figures(entry.value, key, reserved, figures, blanks, diagnostics, accept);
            continue;
        }
        const std::optional<std::string> known = accept(key, entry);
        if (!known) continue;
        if (is_blank(entry.value)) {
            if (blanks != nullptr) blanks->emplace(*known, entry.value.kind == YamlNode::Kind::null ? entry.key_at : entry.value.at);
            continue;
        }
        const auto figure = entry.value.kind == YamlNode::Kind::scalar ? parse_figure(entry.value.text) : std::nullopt;
        std::string grouped = entry.value.text;
        for (; figure && i + 1 < node.entries.size() && is_rest(node.entries[i + 1]); ++i) grouped += "," + node.entries[i + 1].key;
        if (grouped != entry.value.text) {
            refuse(key, entry.value, grouped);
            continue;
        }
        if (!figure) {
            if (entry.value.kind == YamlNode::Kind::scalar) refuse(key, entry.value, entry.value.text);
            else diagnostics.add(Code::E602, entry.value.at, {key, words_of(entry.value.kind), Words("只写数字，没有就写 0", "digits only; 0 where there is none")});
            continue;
        }
        const std::size_t point = entry.value.text.find('.');
        figures[*known] = {*figure, entry.value.at, point == std::string::npos ? 0 : static_cast<unsigned>(entry.value.text.size() - point - 1)};
    }
}

Ref read_unit(const YamlNode& node, const Ids& ids, Diagnostics& diagnostics) {
    const YamlEntry* unit = node.find("unit");
    if (unit == nullptr) return no_ref;
    const Ref ref = ids.units.find(unit->value.text);
    if (ref == no_ref) {
        diagnostics.add(Code::E206, unit->value.at, {unit->value.text, nearest_words(unit->value.text, ids.units.ids, known_ids(ids.units, "units.yml"))});
    }
    return ref;
}

/// `historic: yes`, or no where it isn't there.
bool read_historic(const YamlNode& node, Diagnostics& diagnostics) {
    const YamlEntry* historic = node.find("historic");
    if (historic == nullptr) return false;
    const auto word = vocabulary::yes_no.find(historic->value.text);
    if (!word && historic->value.text != "true" && historic->value.text != "false") {
        diagnostics.add(Code::E118, historic->value.at, {Words("historic"), historic->value.text});
    }
    return historic->value.text == "true" || (word && *word == "yes");
}

/// The number of an entry's period, or 0; `most` is 4 or 12.
unsigned read_period(const YamlNode& node, std::string_view key, unsigned most, Diagnostics& diagnostics) {
    const YamlEntry* period = node.find(key);
    if (period == nullptr) return 0;
    unsigned number = 0;
    const std::string& text = period->value.text;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || stop != text.data() + text.size() || number < 1 || number > most) {
        diagnostics.add(Code::E603, period->value.kind == YamlNode::Kind::null ? period->key_at : period->value.at);
        return 0;
    }
    return number;
}

const std::vector<YamlNode>* list_at(const YamlNode& node, std::string_view key, Diagnostics& diagnostics) {
    static const std::vector<YamlNode> none;
    const YamlEntry* entry = node.find(key);
    if (entry == nullptr || entry->value.kind == YamlNode::Kind::null) return &none;
    if (entry->value.kind != YamlNode::Kind::list) {
        report_kind(entry->value, {"列表", "a list"}, {"每条以“- ”开头", "begin each entry with “- ”"}, diagnostics);
        return &none;
    }
    return &entry->value.items;
}

}  // namespace

std::optional<int> year_of_file(const std::string& path, Diagnostics& diagnostics) {
    const std::string_view file = name_of(path);
    const std::string_view stem = file.substr(0, file.rfind('.'));
    int year = 0;
    const auto [stop, error] = std::from_chars(stem.data(), stem.data() + stem.size(), year);
    if (error != std::errc{} || stop != stem.data() + stem.size() || stem.size() != 4 || year < 1949) {
        diagnostics.add(Code::E604, {path, 0, 0, 0}, {std::string(file.substr(file.rfind('.')))});
        return std::nullopt;
    }
    return year;
}

RegisterKeys register_keys(const std::vector<Form>& forms) {
    RegisterKeys keys;
    keys.balances = {"documents", "website", "gazette"};
    for (const Form& form : forms) {
        const auto own = form.enterable();
        keys.entered.insert(own.begin(), own.end());
        for (const Indicator& indicator : form.indicators) keys.balances.insert(indicator.key);
    }
    keys.balances.insert(keys.entered.begin(), keys.entered.end());
    return keys;
}

std::optional<Register> read_register(const YamlNode& node, const std::string& path, const RegisterKeys& keys, const Ids& ids, Diagnostics& diagnostics) {
    const std::set<std::string>& known = keys.entered;
    const std::set<std::string>& balances = keys.balances;
    const auto year = year_of_file(path, diagnostics);
    RecordFields fields(node, record::register_file, diagnostics);
    if (!year || node.kind != YamlNode::Kind::mapping) return std::nullopt;
    Register result;
    result.year = *year;
    const auto form_key = [&](const std::string& key, const YamlEntry& entry) -> std::optional<std::string> {
        if (known.contains(key)) return key;
        // A total that is written down is checked against its parts, never trusted.
        if (key.ends_with(".total")) {
            const std::string whole = key.substr(0, key.size() - 6);
            const auto part = known.lower_bound(whole + ".");
            if (known.contains(whole) || (part != known.end() && part->starts_with(whole + "."))) return key;
        }
        const std::vector<std::string> candidates(known.begin(), known.end());
        diagnostics.add(Code::E601, entry.key_at, {key, nearest_words(key, candidates, {"指标见 forms/ 里各表的 keys", "the keys are those of the forms in forms/"})});
        return std::nullopt;
    };
    for (const YamlNode& entry : *list_at(node, "entries", diagnostics)) {
        if (entry.kind != YamlNode::Kind::mapping) {
            report_kind(entry, {"一组字段", "a mapping"}, {"每条以 unit、quarter 或指标开头", "begin with unit, quarter or a figure"}, diagnostics);
            continue;
        }
        RegisterEntry read;
        read.unit = read_unit(entry, ids, diagnostics);
        read.quarter = read_period(entry, "quarter", 4, diagnostics);
        read.month = read_period(entry, "month", 12, diagnostics);
        if (read.quarter != 0 && read.month != 0) diagnostics.add(Code::E603, entry.find("month")->key_at);
        read.historic = read_historic(entry, diagnostics);
        read.at = entry.at;
        read_figures(entry, "", {"unit", "quarter", "month", "note", "historic"}, read.figures, &read.blanks, diagnostics, form_key);
        result.entries.push_back(std::move(read));
    }
    const auto declared_key = [&](const std::string& key, const YamlEntry& entry) -> std::optional<std::string> {
        static const std::vector<std::string> totals = {"documents", "website", "gazette", "weibo", "wechat", "board", "other"};
        if (std::find(totals.begin(), totals.end(), key) != totals.end()) return key;
        if (key.starts_with("by_kind.")) {
            if (const auto kind = vocabulary::unit_kind.find(std::string_view(key).substr(8))) return "by_kind." + std::string(*kind);
        }
        if (key.starts_with("by_category.") && ids.categories.find(key.substr(12)) != no_ref) return key;
        std::vector<std::string> candidates = totals;
        for (const std::string& id : ids.categories.ids) candidates.push_back("by_category." + id);
        diagnostics.add(Code::E601, entry.key_at, {key, nearest_words(key, candidates, {"可以声明 documents、website、gazette、by_kind、by_category",
                                                                                       "documents, website, gazette, by_kind and by_category can be declared"})});
        return std::nullopt;
    };
    for (const YamlNode& entry : *list_at(node, "declared", diagnostics)) {
        if (entry.kind != YamlNode::Kind::mapping) {
            report_kind(entry, {"一组字段", "a mapping"}, {"每条写 historic 和各项总数", "give historic and the totals"}, diagnostics);
            continue;
        }
        Declared read;
        read.historic = read_historic(entry, diagnostics);
        read.unit = read_unit(entry, ids, diagnostics);
        read.at = entry.at;
        read_figures(entry, "", {"historic", "unit", "channel", "shares"}, read.figures, nullptr, diagnostics, declared_key);
        if (const YamlEntry* shares = entry.find("shares"); shares != nullptr && shares->value.kind == YamlNode::Kind::mapping) {
            read_figures(shares->value, "", {}, read.shares, nullptr, diagnostics, declared_key);
        } else if (shares != nullptr) {
            report_kind(shares->value, {"一组字段", "a mapping"}, numbers_only, diagnostics);
        }
        result.declared.push_back(std::move(read));
    }
    // 历年累计 is of what the tables count: registered figures, indicators and declared totals.
    const auto balance_key = [&](const std::string& key, const YamlEntry& entry) -> std::optional<std::string> {
        if (balances.contains(key)) return key;
        diagnostics.add(Code::E601, entry.key_at, {key, nearest_words(key, {balances.begin(), balances.end()}, {"累计数用报表的指标名，见 docs/forms.md", "cumulative figures are named as the form's indicators"})});
        return std::nullopt;
    };
    const auto read_balances = [&](std::string_view key, const auto& take) {
        const YamlNode* node_of = fields.node(key);
        if (node_of == nullptr || node_of->kind == YamlNode::Kind::null) return;
        const std::vector<YamlNode> alone = node_of->kind == YamlNode::Kind::mapping ? std::vector<YamlNode>{*node_of} : std::vector<YamlNode>();
        if (alone.empty() && node_of->kind != YamlNode::Kind::list) return report_kind(*node_of, {"一组字段", "a mapping"}, numbers_only, diagnostics);
        for (const YamlNode& each : alone.empty() ? node_of->items : alone) {
            if (each.kind != YamlNode::Kind::mapping) {
                report_kind(each, {"一组字段", "a mapping"}, numbers_only, diagnostics);
                continue;
            }
            Balance balance;
            balance.unit = read_unit(each, ids, diagnostics);
            read_figures(each, "", {"unit"}, balance.figures, nullptr, diagnostics, balance_key);
            take(std::move(balance));
        }
    };
    read_balances("opening", [&](Balance balance) {
        if (balance.unit == no_ref) result.opening.merge(balance.figures);
        else result.unit_openings.push_back(std::move(balance));
    });
    read_balances("cumulative", [&](Balance balance) { result.cumulative.push_back(std::move(balance)); });
    return result;
}

}  // namespace mulu
