// SPDX-License-Identifier: Apache-2.0
#include "intake/fields.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "formats/encoding.hpp"
#include "model/characters.hpp"
#include "model/common_names.hpp"

namespace mulu {

Words words_of(YamlNode::Kind kind) {
    switch (kind) {
        case YamlNode::Kind::null: return {"空值", "nothing"};
        case YamlNode::Kind::scalar: return {"文字", "a text"};
        case YamlNode::Kind::list: return {"列表", "a list"};
        case YamlNode::Kind::mapping: return {"一组字段", "a mapping"};
    }
    return {};
}

void report_kind(const YamlNode& node, Words expected, Words help, Diagnostics& diagnostics) {
    diagnostics.add(Code::E017, node.at, {std::move(expected), words_of(node.kind), std::move(help)});
}

Words nearest_words(std::string_view word, const std::vector<std::string>& candidates, Words otherwise) {
    if (const auto near = nearest(word, candidates)) return {"是不是“" + *near + "”？", "did you mean “" + *near + "”?"};
    return otherwise;
}

Words words_of_terms(std::string_view word, const Vocabulary& vocabulary) {
    std::vector<std::string> terms;
    for (const Term& term : vocabulary.terms) terms.insert(terms.end(), {std::string(term.zh), std::string(term.en)});
    const Words near = nearest_words(word, terms, {});
    const Words all = vocabulary.list();
    return {(near.zh.empty() ? "可以是：" : near.zh + "可以是：") + all.zh, (near.en.empty() ? "one of: " : near.en + " One of: ") + all.en};
}

Words words_of(DateFault fault) {
    switch (fault) {
        case DateFault::none: return {};
        case DateFault::shape: return {"不是 年-月-日 的写法", "not written as year-month-day"};
        case DateFault::month: return {"月份只能是 01 到 12", "the month must be 01 to 12"};
        case DateFault::day: return {"这个月没有这一天", "the month has no such day"};
        case DateFault::year: return {"年份只能是 1900 到 2199", "the year must be 1900 to 2199"};
        case DateFault::hour: return {"小时只能是 00 到 23", "the hour must be 00 to 23"};
        case DateFault::minute: return {"分钟只能是 00 到 59", "the minute must be 00 to 59"};
        case DateFault::second: return {"秒只能是 00 到 59", "the second must be 00 to 59"};
    }
    return {};
}

void report_date(const YamlNode& value, const Words& field, DateFault fault, Diagnostics& diagnostics) {
    const auto guess = guess_date(value.text);
    diagnostics.add(Code::E203, value.at, {field, words_of(fault), guess ? Words(print_date(*guess)) : Words("例如 2014-01-05", "for example 2014-01-05")});
}

namespace {

/// How a mapping of `spec` is written: a small one with its keys.
Words words_for_mapping(const RecordSpec& spec) {
    constexpr std::size_t most = 5;
    if (spec.fields.size() > most) return {"每行写成 字段: 内容", "write each line as key: value"};
    std::string keys;
    for (const FieldSpec& field : spec.fields) keys += (keys.empty() ? "" : ", ") + std::string(field.key) + ": …";
    return {"写成 {" + keys + "}", "write it as {" + keys + "}"};
}

/// The text of a place that begins `characters` behind the beginning of `value`: of one that is written as it is.
Place place_in(const YamlNode& value, std::size_t characters) {
    Place place = value.at;
    const std::size_t quote = value.quoted ? 1 : 0;
    const bool as_it_is = !value.quoted || place.length == count_characters(value.text) + 2;
    if (as_it_is && characters + quote < place.length) place.column += static_cast<std::uint32_t>(characters + quote), place.length = 1;
    return place;
}

}  // namespace

std::size_t key_with_full_width_colon(const YamlNode& node, const RecordSpec& spec) {
    if (node.kind != YamlNode::Kind::scalar || node.quoted) return std::string::npos;
    const std::size_t colon = full_width_colon(node.text);
    return colon != std::string::npos && spec.find(trim(std::string_view(node.text).substr(0, colon))) != nullptr ? colon : std::string::npos;
}

bool is_in_chinese_quotes(std::string_view text) {
    constexpr std::string_view pairs[][2] = {{"“", "”"}, {"‘", "’"}, {"＂", "＂"}, {"“", "\""}, {"‘", "'"}};
    for (const auto& [open, close] : pairs) {
        if (text.size() <= open.size() + close.size() || !text.starts_with(open) || !text.ends_with(close)) continue;
        const std::string_view inner = text.substr(open.size(), text.size() - open.size() - close.size());
        if (close.size() == 1 && (inner.find("”") != std::string_view::npos || inner.find("’") != std::string_view::npos || inner.find(open) != std::string_view::npos)) continue;
        int depth = 0;
        bool closes_within = false;  // “甲”和“乙”: the first pair ends before the value does
        for (std::size_t at = 0; at < inner.size();) {
            if (inner.substr(at).starts_with(close) && --depth < 0) closes_within = true;
            else if (open != close && inner.substr(at).starts_with(open)) ++depth;
            next_character(inner, at);
        }
        if (!closes_within && depth == 0) return true;
    }
    return false;
}

std::string_view inside_chinese_quotes(std::string_view text) {
    constexpr std::size_t width = std::string_view("“").size();  // of all Chinese ones
    const bool is_ascii = text.ends_with('"') || text.ends_with('\'');
    return text.substr(width, text.size() - width - (is_ascii ? 1 : width));
}

bool is_list_of_words(std::string_view key) {
    constexpr std::string_view keys[] = {"keywords", "topics", "channels", "joint_units", "supersedes", "amends", "interprets", "related", "genres", "workflow"};
    return std::find(std::begin(keys), std::end(keys), key) != std::end(keys);
}

std::vector<std::string_view> entries_in_full_width(std::string_view text) {
    text = trim(text);
    bool bracketed = false;
    for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>("【", "】"), {"［", "］"}}) {
        if (text.size() <= open.size() + close.size() || !text.starts_with(open) || !text.ends_with(close)) continue;
        text = text.substr(open.size(), text.size() - open.size() - close.size());
        if (text.find(open) != std::string_view::npos || text.find(close) != std::string_view::npos) return {};
        bracketed = true;
    }
    constexpr std::string_view comma = "，";
    std::vector<std::string_view> entries;
    for (;;) {
        const std::size_t end = text.find(comma);
        entries.push_back(trim(text.substr(0, end)));
        if (entries.back().empty()) return {};
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + comma.size());
    }
    if (!bracketed && entries.size() < 2) return {};
    return entries;
}

std::size_t wrong_dash(std::string_view line) {
    if (line.starts_with('-')) return line.size() > 1 && line[1] != ' ' && line[1] != '-' ? 1 : 0;
    for (const std::string_view dash : {"－", "—", "–", "﹣", "−"}) {
        if (line.starts_with(dash) && !line.substr(dash.size()).starts_with(dash)) return dash.size();
    }
    return 0;
}

RecordFields::RecordFields(const YamlNode& node, const RecordSpec& spec, Diagnostics& diagnostics, const std::vector<std::string>& extra_keys)
    : node_(&node), spec_(&spec), diagnostics_(&diagnostics) {
    if (node.kind != YamlNode::Kind::mapping) {
        sound_ = false;
        if (const std::size_t colon = key_with_full_width_colon(node, spec); colon != std::string::npos) {
            const std::string_view key = std::string_view(node.text).substr(0, colon);
            Place place = node.at;
            place.column += static_cast<std::uint32_t>(count_characters(key));
            place.length = 1;
            diagnostics.add(Code::E012, place, {std::string(trim(key))});
        } else {
            report_kind(node, {"一组字段", "a mapping"}, words_for_mapping(spec), diagnostics);
        }
        return;
    }
    std::set<std::string_view> misspelt;
    entries_.reserve(node.entries.size());
    for (const YamlEntry& each : node.entries) {
        const FieldSpec* field = spec.find(each.key);
        if (field == nullptr) {
            if (std::find(extra_keys.begin(), extra_keys.end(), each.key) != extra_keys.end()) continue;
            // Unit: is unit: beyond doubt, and nothing is missing.
            if (const FieldSpec* same = spec.find(lower_ascii(each.key)); same != nullptr) {
                misspelt.insert(same->key);
                diagnostics.add(Code::E101, each.key_at, {each.key, nearest_words(each.key, {std::string(same->key)}, {"应写成小写的“" + std::string(same->key) + "”", "write it in small letters: “" + std::string(same->key) + "”"})});
                continue;
            }
            // What other catalogues call the field is surer than what is spelled like it.
            if (const FieldSpec* meant = spec.find(field_of_common_name(each.key)); meant != nullptr && !has(meant->key)) {
                const std::string zh(meant->zh.empty() ? meant->key : meant->zh);
                diagnostics.add(Code::E101, each.key_at, {each.key, Words("这里叫“" + zh + "”", "here it is “" + std::string(meant->key) + "”")});
                continue;
            }
            std::vector<std::string> known(extra_keys);
            for (const FieldSpec& other : spec.fields) {
                for (const auto name : {other.key, other.zh, other.zh_other}) {
                    if (!name.empty()) known.emplace_back(name);
                }
            }
            diagnostics.add(Code::E101, each.key_at,
                            {each.key, nearest_words(each.key, known, {"可用的字段见 docs/content.md", "docs/content.md lists the keys"})});
            continue;
        }
        if (const YamlEntry* first = entry(field->key); first != nullptr) {
            diagnostics.add(Code::E102, each.key_at, {first->key, each.key}, {{Words("先在这里写过", "first given here"), first->key_at}});
        } else {
            entries_.emplace_back(field->key, &each);
        }
    }
    for (const FieldSpec& field : spec.fields) {
        if (!field.required || has(field.key)) continue;
        const std::string zh(field.zh.empty() ? field.key : field.zh);
        sound_ = false;
        if (misspelt.contains(field.key)) continue;
        diagnostics.add(Code::E103, node.at,
                        {field.name(), Words(zh + ": …", std::string(field.key) + ": …")});
    }
}

const YamlEntry* RecordFields::entry(std::string_view key) const {
    for (const auto& [name, found] : entries_) {
        if (name == key) return found;
    }
    return nullptr;
}

const YamlNode* RecordFields::node(std::string_view key) const {
    const YamlEntry* found = entry(key);
    return found == nullptr ? nullptr : &found->value;
}

YamlPlace RecordFields::at(std::string_view key) const {
    const YamlEntry* found = entry(key);
    if (found == nullptr) return node_->at;
    return found->value.kind == YamlNode::Kind::null ? found->key_at : found->value.at;
}

Words RecordFields::name(std::string_view key) const {
    const FieldSpec* field = spec_->find(key);
    return field == nullptr ? Words(key) : field->name();
}

bool RecordFields::check_text(const YamlNode& value, const FieldSpec& field) {
    if (const std::size_t length = count_characters(value.text); field.limit != 0 && length > field.limit) {
        diagnostics_->add(Code::E201, value.at, {field.name(), std::to_string(length), std::to_string(field.limit)});
        return false;
    }
    std::uint32_t number = 0;
    bool told = false;
    for (std::size_t at = 0; at < value.text.size(); ++number) {
        const char32_t character = next_character(value.text, at);
        if (character < 0x80 || !is_unprintable(character)) continue;
        // A number is for ever, and has to be typed: nothing in it may be other than it looks.
        if (is_private_use(character) && field.key != "index") {
            if (!std::exchange(told, true)) diagnostics_->add(Code::W004, place_in(value, number), {name_of(character)});
            continue;
        }
        diagnostics_->add(Code::E210, place_in(value, number), {name_of(character)});
        return false;
    }
    for (const Finding& finding : judge_characters(value.text)) {
        Place place = finding.line == 1 ? place_in(value, finding.column - 1) : value.at;
        if (finding.line == 1 && place.length == 1) place.length = finding.length;
        diagnostics_->add(finding.code, place, finding.args);
    }
    if (const std::size_t tab = value.text.find('\t'); tab != std::string::npos) {
        diagnostics_->add(Code::W007, place_in(value, count_characters(std::string_view(value.text).substr(0, tab))));
    }
    if (!value.quoted && field.key != "keywords" && is_in_chinese_quotes(value.text)) diagnostics_->add(Code::W005, value.at);
    if (value.cut != 0) {
        diagnostics_->add(Code::W006, value.at.part(value.at.length + value.cut, 1), {std::string(field.key)});
    }
    return true;
}

const YamlNode* RecordFields::scalar(std::string_view key) {
    const YamlEntry* found = entry(key);
    if (found == nullptr) return nullptr;
    const FieldSpec& field = *spec_->find(key);
    if (found->value.kind == YamlNode::Kind::null || (found->value.kind == YamlNode::Kind::scalar && trim(found->value.text).empty())) {
        // An empty value is an unfinished one only where something has to be there.
        if (field.required) {
            diagnostics_->add(Code::E104, found->key_at, {field.name()});
            sound_ = false;
        }
        return nullptr;
    }
    if (found->value.kind != YamlNode::Kind::scalar) {
        report_kind(found->value, {"文字", "a text"},
                    {"写成 " + std::string(found->key) + ": 内容", "write it as " + std::string(found->key) + ": value"}, *diagnostics_);
        return nullptr;
    }
    return &found->value;
}

std::string RecordFields::text(std::string_view key) {
    const YamlNode* value = scalar(key);
    if (value == nullptr || !check_text(*value, *spec_->find(key))) return {};
    return std::string(trim(value->text));
}

std::vector<std::string> RecordFields::texts(std::string_view key, std::vector<YamlPlace>* places) {
    std::vector<std::string> result;
    const YamlEntry* found = entry(key);
    if (found == nullptr) return result;
    const FieldSpec& field = *spec_->find(key);
    const auto take = [&](const YamlNode& value) {
        if (value.kind == YamlNode::Kind::null || (value.kind == YamlNode::Kind::scalar && trim(value.text).empty())) return;
        if (value.kind != YamlNode::Kind::scalar) {
            report_kind(value, {"文字", "a text"}, {"列表里每项写一段文字", "each entry of the list is one text"}, *diagnostics_);
            return;
        }
        if (!check_text(value, field)) return;
        const auto entries = !value.quoted && is_list_of_words(field.key) ? entries_in_full_width(value.text) : std::vector<std::string_view>();
        if (entries.empty()) {
            result.emplace_back(trim(value.text));
            if (places != nullptr) places->push_back(value.at);
            return;
        }
        std::string list;
        for (const std::string_view each : entries) {
            list += (list.empty() ? "" : ", ") + std::string(each);
            result.emplace_back(each);
            if (places != nullptr) places->push_back(value.at);
        }
        const bool in_block = found->value.kind == YamlNode::Kind::list && found->value.at.line != found->key_at.line;
        diagnostics_->add(Code::W210, value.at, {value.text, in_block ? Words("每一项另起一行，以“- ”开头", "a line for each, which begins with “- ”") : Words(found->value.kind == YamlNode::Kind::list ? list : "[" + list + "]")});
    };
    // Items whose dashes YAML doesn't know are one text to it.
    if (const YamlNode& value = found->value; value.kind == YamlNode::Kind::scalar && !value.quoted && value.at.line > found->key_at.line && is_list_of_words(field.key) && wrong_dash(value.text) > 0) {
        diagnostics_->add(Code::E010, value.at.part(0, 1), {Words("列表每一项以英文的“-”开头，后面空一格", "an item of a list begins with an ASCII - and a space")});
        return result;
    }
    if (found->value.kind == YamlNode::Kind::list) {
        for (const YamlNode& value : found->value.items) take(value);
    } else if (found->value.kind == YamlNode::Kind::mapping) {
        report_kind(found->value, {"列表", "a list"}, {"写成 [甲, 乙]", "write it as [a, b]"}, *diagnostics_);
    } else {
        take(found->value);
    }
    return result;
}

std::string RecordFields::id(std::string_view key) {
    const YamlNode* value = scalar(key);
    if (value == nullptr) return {};
    if (!is_id(value->text)) {
        diagnostics_->add(Code::E107, value->at, {value->text});
        return {};
    }
    return value->text;
}

std::optional<Date> RecordFields::date(std::string_view key) {
    const YamlNode* value = scalar(key);
    if (value == nullptr) return std::nullopt;
    DateFault fault = DateFault::none;
    const auto date = parse_date(value->text, fault);
    if (!date) report_date(*value, name(key), fault, *diagnostics_);
    return date;
}

std::optional<Moment> RecordFields::moment(std::string_view key) {
    const YamlNode* value = scalar(key);
    if (value == nullptr) return std::nullopt;
    DateFault fault = DateFault::none;
    const auto moment = parse_moment(value->text, fault);
    if (!moment) report_date(*value, name(key), fault, *diagnostics_);
    return moment;
}

std::optional<bool> RecordFields::yes_no(std::string_view key) {
    const YamlNode* value = scalar(key);
    if (value == nullptr) return std::nullopt;
    const std::string word = lower_ascii(value->text);
    if (word == "true") return true;
    if (word == "false") return false;
    const auto term = vocabulary::yes_no.find(word);
    if (!term) {
        diagnostics_->add(Code::E118, value->at, {name(key), value->text});
        return std::nullopt;
    }
    return *term == "yes";
}

std::optional<int> RecordFields::number(std::string_view key, int least, int most) {
    const YamlNode* value = scalar(key);
    if (value == nullptr) return std::nullopt;
    int number = 0;
    const char* end = value->text.data() + value->text.size();
    const auto [stop, error] = std::from_chars(value->text.data(), end, number);
    if (error != std::errc{} || stop != end || number < least || number > most) {
        diagnostics_->add(Code::E106, value->at, {name(key), value->text, std::to_string(least), std::to_string(most)});
        return std::nullopt;
    }
    return number;
}

std::optional<std::string_view> RecordFields::term(std::string_view key) {
    const YamlNode* value = scalar(key);
    if (value == nullptr) return std::nullopt;
    const Vocabulary& terms = *spec_->find(key)->terms;
    const auto term = terms.find(value->text);
    if (!term) diagnostics_->add(Code::E105, value->at, {name(key), value->text, words_of_terms(value->text, terms)});
    return term;
}

std::vector<std::string> RecordFields::terms(std::string_view key) {
    std::vector<std::string> result;
    std::vector<YamlPlace> places;
    const auto words = texts(key, &places);
    const Vocabulary* terms = words.empty() ? nullptr : spec_->find(key)->terms;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto term = terms->find(words[i]);
        if (!term) {
            diagnostics_->add(Code::E105, places[i], {name(key), words[i], words_of_terms(words[i], *terms)});
        } else if (std::find(result.begin(), result.end(), *term) == result.end()) {
            result.emplace_back(*term);
        }
    }
    return result;
}

std::optional<RecordFields> RecordFields::group(std::string_view key) {
    const YamlEntry* found = entry(key);
    if (found == nullptr || found->value.kind == YamlNode::Kind::null) return std::nullopt;
    return RecordFields(found->value, *spec_->find(key)->group, *diagnostics_);
}

std::vector<RecordFields> RecordFields::groups(std::string_view key) {
    std::vector<RecordFields> result;
    const YamlEntry* found = entry(key);
    if (found == nullptr || found->value.kind == YamlNode::Kind::null) return result;
    const RecordSpec& spec = *spec_->find(key)->group;
    if (found->value.kind == YamlNode::Kind::list) {
        for (const YamlNode& value : found->value.items) result.emplace_back(value, spec, *diagnostics_);
    } else {
        result.emplace_back(found->value, spec, *diagnostics_);
    }
    return result;
}

}  // namespace mulu
