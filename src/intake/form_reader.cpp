// SPDX-License-Identifier: Apache-2.0
#include "intake/form_reader.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "intake/fields.hpp"

namespace mulu {
namespace {

/// Reads one form; a fault makes it unusable, but reading goes on so that all faults are told.
class FormReader {
public:
    explicit FormReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    std::optional<Form> read(const YamlNode& node) {
        Form form;
        if (!expect(node, YamlNode::Kind::mapping)) return std::nullopt;
        for (const YamlEntry& entry : node.entries) {
            const YamlNode& value = entry.value;
            if (entry.key == "id") form.id = value.text;
            else if (entry.key == "name") form.name = words(value);
            else if (entry.key == "years") years(value, form);
            else if (entry.key == "keys") keys(value, form);
            else if (entry.key == "indicators") indicators(value, form);
            else if (entry.key == "tables") tables(value, form);
            else if (entry.key == "relations") relations(value, form);
            else if (entry.key == "amounts") some_keys(value, form.amounts), form.strict = true;
            else if (entry.key == "changes") some_keys(value, form.changes), form.strict = true;
            else if (entry.key == "sections") sections(value, form);
            else unknown(entry, {"id", "name", "years", "keys", "indicators", "tables", "relations", "amounts", "changes", "sections"});
        }
        if (form.id.empty()) {
            diagnostics_.add(Code::E103, node.at, {Words("id"), Words("id: …")});
            sound_ = false;
        }
        return sound_ ? std::optional(std::move(form)) : std::nullopt;
    }

private:
    bool expect(const YamlNode& node, YamlNode::Kind kind) {
        if (node.kind == kind) return true;
        report_kind(node, words_of(kind), {"对照已有的报表文件", "compare it with the installed forms"}, diagnostics_);
        return sound_ = false;
    }

    void unknown(const YamlEntry& entry, const std::vector<std::string>& known) {
        diagnostics_.add(Code::E101, entry.key_at, {entry.key, nearest_words(entry.key, known, {"对照已有的报表文件", "compare it with the installed forms"})});
        sound_ = false;
    }

    /// A text for both languages, or {zh, en}.
    Words words(const YamlNode& node) {
        if (node.kind == YamlNode::Kind::scalar) return Words(node.text);
        if (!expect(node, YamlNode::Kind::mapping)) return {};
        Words result;
        for (const YamlEntry& entry : node.entries) {
            if (entry.key == "zh") result.zh = entry.value.text;
            else if (entry.key == "en") result.en = entry.value.text;
            else unknown(entry, {"zh", "en"});
        }
        if (result.en.empty()) result.en = result.zh;
        return result;
    }

    unsigned number(const YamlNode& node, unsigned least, unsigned most) {
        unsigned value = 0;
        const auto [stop, error] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
        if (error == std::errc{} && stop == node.text.data() + node.text.size() && value >= least && value <= most) return value;
        diagnostics_.add(Code::E106, node.at, {Words("…"), node.text, std::to_string(least), std::to_string(most)});
        sound_ = false;
        return least;
    }

    Expression expression(std::string_view text, const Place& at) {
        Words fault;
        auto parsed = parse_expression(text, fault);
        if (parsed) return std::move(*parsed);
        diagnostics_.add(Code::E010, at, {fault});
        sound_ = false;
        return {};
    }

    void years(const YamlNode& node, Form& form) {
        if (!expect(node, YamlNode::Kind::mapping)) return;
        for (const YamlEntry& entry : node.entries) {
            if (entry.key == "from") form.from = static_cast<int>(number(entry.value, 1949, 9999));
            else if (entry.key == "to") form.to = static_cast<int>(number(entry.value, 1949, 9999));
            else unknown(entry, {"from", "to"});
        }
    }

    void keys(const YamlNode& node, Form& form) { some_keys(node, form.keys); }

    void some_keys(const YamlNode& node, std::vector<std::string>& to) {
        if (!expect(node, YamlNode::Kind::list)) return;
        for (const YamlNode& key : node.items) {
            for (std::string& each : expand_braces(key.text)) to.push_back(std::move(each));
        }
    }

    /// A text or a list of texts.
    std::vector<std::string> phrases(const YamlNode& node) {
        if (node.kind == YamlNode::Kind::scalar) return {node.text};
        std::vector<std::string> all;
        if (!expect(node, YamlNode::Kind::list)) return all;
        for (const YamlNode& each : node.items) {
            if (expect(each, YamlNode::Kind::scalar) && !each.text.empty()) all.push_back(each.text);
        }
        return all;
    }

    void sections(const YamlNode& node, Form& form) {
        if (!expect(node, YamlNode::Kind::list)) return;
        for (const YamlNode& each : node.items) {
            if (!expect(each, YamlNode::Kind::mapping)) continue;
            SectionRule rule;
            for (const YamlEntry& entry : each.entries) {
                if (entry.key == "id") rule.id = entry.value.text;
                else if (entry.key == "heading") rule.heading = entry.value.text;
                else if (entry.key == "mentions") rule.mentions = entry.value.text;
                else if (entry.key == "when") rule.when = expression(entry.value.text, entry.value.at);
                else if (entry.key == "words") rule.words = words(entry.value);
                else unknown(entry, {"id", "heading", "mentions", "when", "words"});
            }
            form.sections.push_back(std::move(rule));
        }
    }

    void indicators(const YamlNode& node, Form& form) {
        if (!expect(node, YamlNode::Kind::list)) return;
        for (const YamlNode& each : node.items) {
            if (!expect(each, YamlNode::Kind::mapping)) continue;
            Indicator indicator;
            std::string key, value;
            Place at = each.at;
            for (const YamlEntry& entry : each.entries) {
                if (entry.key == "key") key = entry.value.text;
                else if (entry.key == "label") indicator.label = words(entry.value);
                else if (entry.key == "value") value = entry.value.text, at = entry.value.at;
                else if (entry.key == "check") indicator.check = entry.value.text;
                else if (entry.key == "says") indicator.says = phrases(entry.value);
                else if (entry.key == "none") indicator.none = phrases(entry.value);
                else unknown(entry, {"key", "label", "value", "check", "says", "none"});
            }
            for (const std::string& both : same_braces(key + "\n" + value)) {
                const std::size_t line = both.find('\n');
                Indicator one = indicator;
                one.key = both.substr(0, line);
                one.value = expression(std::string_view(both).substr(line + 1), at);
                form.indicators.push_back(std::move(one));
            }
        }
    }

    void tables(const YamlNode& node, Form& form) {
        if (!expect(node, YamlNode::Kind::list)) return;
        for (const YamlNode& each : node.items) {
            if (!expect(each, YamlNode::Kind::mapping)) continue;
            FormTable table;
            for (const YamlEntry& entry : each.entries) {
                if (entry.key == "name") table.name = entry.value.text;
                else if (entry.key == "heading") table.heading = words(entry.value);
                else if (entry.key == "caption") table.caption = words(entry.value);
                else if (entry.key == "head") rows(entry.value, table.head, true);
                else if (entry.key == "body") rows(entry.value, table.body, false);
                else unknown(entry, {"name", "heading", "caption", "head", "body"});
            }
            // The name is part of an address: REPORT-NAME.csv.
            const bool twice = std::any_of(form.tables.begin(), form.tables.end(), [&](const FormTable& other) { return other.name == table.name; });
            if (!is_id(table.name) || twice) {
                diagnostics_.add(twice ? Code::E108 : Code::E107, each.at, {table.name});
                sound_ = false;
            }
            form.tables.push_back(std::move(table));
        }
    }

    void rows(const YamlNode& node, std::vector<std::vector<FormCell>>& rows, bool header) {
        if (!expect(node, YamlNode::Kind::list)) return;
        for (const YamlNode& row : node.items) {
            if (!expect(row, YamlNode::Kind::list)) continue;
            auto& cells = rows.emplace_back();
            for (const YamlNode& cell : row.items) this->cell(cell, header, cells);
        }
    }

    void cell(const YamlNode& node, bool header, std::vector<FormCell>& cells) {
        FormCell cell;
        cell.header = header;
        if (node.kind == YamlNode::Kind::scalar && node.text.starts_with('=')) {
            for (const std::string& each : expand_braces(node.text.substr(1))) {
                FormCell figure;
                figure.value = expression(each, node.at);
                cells.push_back(std::move(figure));
            }
            return;
        }
        if (node.kind == YamlNode::Kind::scalar || node.kind == YamlNode::Kind::null) {
            cell.text = Words(node.text);
        } else if (expect(node, YamlNode::Kind::mapping)) {
            for (const YamlEntry& entry : node.entries) {
                if (entry.key == "text") cell.text = words(entry.value);
                else if (entry.key == "value") cell.value = expression(entry.value.text, entry.value.at);
                else if (entry.key == "colspan") cell.colspan = number(entry.value, 1, 100);
                else if (entry.key == "rowspan") cell.rowspan = number(entry.value, 1, 100);
                else if (entry.key == "level") cell.level = number(entry.value, 0, 9);
                else if (entry.key == "header") cell.header = entry.value.text == "yes";
                else if (entry.key == "optional") cell.optional = entry.value.text == "yes";
                else unknown(entry, {"text", "value", "colspan", "rowspan", "level", "header", "optional"});
            }
        }
        cells.push_back(std::move(cell));
    }

    void relations(const YamlNode& node, Form& form) {
        if (!expect(node, YamlNode::Kind::list)) return;
        for (const YamlNode& each : node.items) {
            if (!expect(each, YamlNode::Kind::mapping)) continue;
            Relation relation;
            std::string holds, either;
            Place at = each.at;
            for (const YamlEntry& entry : each.entries) {
                if (entry.key == "id") relation.id = entry.value.text;
                else if (entry.key == "holds") holds = entry.value.text, at = entry.value.at;
                else if (entry.key == "or") either = entry.value.text;
                else if (entry.key == "words") relation.words = words(entry.value);
                else if (entry.key == "level") relation.warning = entry.value.text == "warning";
                else if (entry.key == "known") relation.known = entry.value.text == "yes";
                else unknown(entry, {"id", "holds", "or", "words", "level", "known"});
            }
            for (const std::string& both : same_braces(holds + "\n" + either)) {
                const std::string text = both.substr(0, both.find('\n')), other = both.substr(text.size() + 1);
                std::size_t sign = text.find_first_of("=<>");
                if (sign == std::string::npos) {
                    diagnostics_.add(Code::E010, at, {Words("关系式缺少 =、<= 或 >=", "the relation has no =, <= or >=")});
                    sound_ = false;
                    continue;
                }
                Relation one = relation;
                one.sign = text[sign] == '<' ? Relation::Sign::at_most : text[sign] == '>' ? Relation::Sign::at_least : Relation::Sign::equal;
                const std::size_t right = text.find_first_not_of("=<>", sign);
                one.left = expression(trim(std::string_view(text).substr(0, sign)), at);
                one.right = expression(right == std::string::npos ? std::string_view() : trim(std::string_view(text).substr(right)), at);
                if (!other.empty()) one.others.push_back(expression(other, at));
                form.relations.push_back(std::move(one));
            }
        }
    }

    /// In a relation every {a,b,c} stands for the same choice: `x.{a,b} = y.{a,b}` is two relations, not four.
    static std::vector<std::string> same_braces(const std::string& text) {
        const std::size_t open = text.find('{');
        const std::size_t close = text.find('}', open == std::string::npos ? 0 : open);
        if (open == std::string::npos || close == std::string::npos) return {text};
        const std::string choice = text.substr(open, close + 1 - open);
        std::vector<std::string> all;
        for (const std::string_view word : split(std::string_view(choice).substr(1, choice.size() - 2), ',')) {
            all.push_back(replace_all(text, choice, trim(word)));
        }
        return all;
    }

    Diagnostics& diagnostics_;
    bool sound_ = true;
};

}  // namespace

std::vector<std::string> expand_braces(const std::string& text) {
    const std::size_t open = text.find('{');
    const std::size_t close = text.find('}', open == std::string::npos ? 0 : open);
    if (open == std::string::npos || close == std::string::npos) return {text};
    std::vector<std::string> all;
    for (const std::string_view word : split(std::string_view(text).substr(open + 1, close - open - 1), ',')) {
        for (std::string& rest : expand_braces(text.substr(0, open) + std::string(trim(word)) + text.substr(close + 1))) all.push_back(std::move(rest));
    }
    return all;
}

std::optional<Form> read_form(const YamlNode& node, Diagnostics& diagnostics) { return FormReader(diagnostics).read(node); }

}  // namespace mulu
