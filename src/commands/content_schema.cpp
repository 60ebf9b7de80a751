// SPDX-License-Identifier: Apache-2.0
#include "commands/content_schema.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/field_notes.hpp"

namespace mulu {
namespace {

std::string quoted(std::string_view text) {
    std::string out;
    append_json(out, text);
    return out;
}

/// The choices of an id or list of ids in `site`, or nullptr where the key takes none.
const std::vector<SchemaChoice>* choices_of(const SchemaSite& site, const RecordSpec& record, std::string_view key) {
    if (&record == &record::report) return key == "unit" ? &site.units : nullptr;
    if (&record != &record::item) return nullptr;
    if (key == "unit") return &site.units;
    if (key == "category") return &site.categories;
    if (key == "topics") return &site.topics;
    if (key == "duty") return &site.duties;
    return nullptr;
}

// ---- JSON Schema

/// JSON text that is written from the outside in: an object or array of parts, each already JSON.
std::string object(const std::vector<std::pair<std::string, std::string>>& members) {
    std::string out = "{";
    for (const auto& [key, value] : members) out += (out.size() > 1 ? ", " : "") + quoted(key) + ": " + value;
    return out + "}";
}

std::string array(const std::vector<std::string>& parts) {
    std::string out = "[";
    for (const std::string& part : parts) out += (out.size() > 1 ? ", " : "") + part;
    return out + "]";
}

std::string any_of(const std::vector<std::string>& parts) { return parts.size() == 1 ? parts[0] : object({{"anyOf", array(parts)}}); }

std::string one_or_many(const std::string& one) { return any_of({one, object({{"type", "\"array\""}, {"items", one}})}); }

std::string words(const std::vector<std::string>& list) {
    std::vector<std::string> parts;
    for (const std::string& word : list) parts.push_back(quoted(word));
    return object({{"enum", array(parts)}});
}

std::string words_of_vocabulary(const Vocabulary& vocabulary) {
    std::vector<std::string> list;
    for (const Term& term : vocabulary.terms) list.insert(list.end(), {std::string(term.zh), std::string(term.en)});
    return words(list);
}

/// Whether a pattern of RE2 means the same to the tools that read JSON Schema (ECMA-262).
bool is_portable(std::string_view pattern) {
    for (const char* own : {"(?", "\\p", "\\P", "\\z", "\\A", "\\Q", "\\C", "[[:", "\\x{"}) {
        if (pattern.find(own) != std::string_view::npos) return false;
    }
    return !pattern.empty();
}

class JsonSchema {
public:
    JsonSchema(const SchemaSite& site, Language language) : site_(site), language_(language) {}

    std::string make() {
        const std::string item = record(record::item);
        std::string out = "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": " + quoted(title()) + ",\n";
        out += "  \"$ref\": \"#/$defs/item\",\n  \"$defs\": {\n    \"item\": " + item;
        for (const auto& [name, text] : definitions_) out += ",\n    " + quoted(name) + ": " + text;
        return out + "\n  }\n}\n";
    }

private:
    std::string title() const {
        const std::string kind = language_ == Language::zh ? "信息条目" : "item";
        return site_.name.empty() ? kind : site_.name + (language_ == Language::zh ? "：" : ": ") + kind;
    }

    std::string text(unsigned limit) const {
        std::vector<std::pair<std::string, std::string>> members = {{"type", "[\"string\", \"number\"]"}};
        if (limit != 0) members.emplace_back("maxLength", std::to_string(limit));
        return object(members);
    }

    std::string group(const RecordSpec& spec) {
        const std::string name(spec.name);
        const auto found = std::find_if(definitions_.begin(), definitions_.end(), [&](const auto& each) { return each.first == name; });
        if (found == definitions_.end()) {
            const std::size_t at = definitions_.size();
            definitions_.emplace_back(name, "");
            std::string made = record(spec);
            definitions_[at].second = std::move(made);
        }
        return object({{"$ref", quoted("#/$defs/" + name)}});
    }

    std::string value(const RecordSpec& spec, const FieldSpec& field) {
        const std::string moment = "([ T]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?)?$", day = "^(19|20|21)[0-9]{2}-[01][0-9]-[0-3][0-9]";
        if (const auto* choices = choices_of(site_, spec, field.key); choices != nullptr && !choices->empty()) {
            std::vector<std::string> ids;
            for (const SchemaChoice& choice : *choices) ids.push_back(choice.id);
            return field.type == FieldType::texts ? one_or_many(words(ids)) : words(ids);
        }
        if (&spec == &record::item && field.key == "index" && is_portable(site_.index_pattern)) {
            return object({{"type", "[\"string\", \"number\"]"}, {"pattern", quoted("^(" + site_.index_pattern + ")$")}});
        }
        if (&spec == &record::item && field.key == "genre" && !site_.genres.empty()) return words(site_.genres);
        if (&spec == &record::item && field.key == "attachments") return one_or_many(any_of({text(0), group(record::attachment)}));
        switch (field.type) {
            case FieldType::text: return text(field.limit);
            case FieldType::texts: return one_or_many(text(field.limit));
            case FieldType::id: return object({{"type", "[\"string\", \"number\"]"}, {"pattern", quoted("^[a-z0-9][a-z0-9-]*$")}});
            case FieldType::date: return object({{"type", "\"string\""}, {"pattern", quoted(day + "$")}});
            case FieldType::moment: return object({{"type", "\"string\""}, {"pattern", quoted(day + moment)}});
            case FieldType::yes_no: return any_of({"{\"type\": \"boolean\"}", words({"是", "否", "yes", "no", "true", "false"})});
            case FieldType::number: return object({{"type", "\"integer\""}});
            case FieldType::term: return words_of_vocabulary(*field.terms);
            case FieldType::terms: return one_or_many(words_of_vocabulary(*field.terms));
            case FieldType::group: return group(*field.group);
            case FieldType::groups: return one_or_many(group(*field.group));
            case FieldType::any: break;
        }
        return "true";
    }

    /// A record as an object: each key under all its names, one of them at most, and the required ones under one of theirs.
    std::string record(const RecordSpec& spec) {
        std::vector<std::pair<std::string, std::string>> properties;
        std::vector<std::string> rules;
        for (const FieldSpec& field : spec.fields) {
            std::vector<std::string> names;
            for (const std::string_view name : {field.key, field.zh, field.zh_other}) {
                if (!name.empty()) names.emplace_back(name);
            }
            std::string shape = value(spec, field);
            if (!field.required) shape = any_of({std::move(shape), "{\"type\": \"null\"}"});
            const FieldNote note = note_of(spec, field.key);
            std::vector<std::pair<std::string, std::string>> members;
            if (!note.words.zh.empty()) members.emplace_back("description", quoted(note.words.in(language_)));
            members.emplace_back("allOf", array({std::move(shape)}));
            for (std::size_t i = 0; i < names.size(); ++i) {
                if (i == 0) properties.emplace_back(names[0], object(members));
                else properties.emplace_back(names[i], object({{"$ref", quoted("#/$defs/" + std::string(spec.name) + "/properties/" + names[0])}}));
            }
            std::vector<std::string> present;
            for (const std::string& name : names) present.push_back(object({{"required", array({quoted(name)})}}));
            if (field.required && names.size() > 1) rules.push_back(object({{"oneOf", array(present)}}));
            else if (field.required) rules.push_back(present[0]);
            else at_most_one(names, rules);
        }
        if (&spec == &record::item) {
            for (const SiteField& field : site_.fields) {
                properties.emplace_back(field.key, any_of({text(0), "{\"type\": \"null\"}"}));
                if (field.name != field.key) properties.emplace_back(field.name, object({{"$ref", quoted("#/$defs/item/properties/" + field.key)}}));
                at_most_one({field.key, field.name}, rules);
            }
        }
        std::string out = "{\n      \"type\": \"object\",\n      \"properties\": {";
        for (std::size_t i = 0; i < properties.size(); ++i) out += (i > 0 ? ",\n        " : "\n        ") + quoted(properties[i].first) + ": " + properties[i].second;
        out += "\n      },\n      \"additionalProperties\": false";
        if (!rules.empty()) {
            out += ",\n      \"allOf\": [";
            for (std::size_t i = 0; i < rules.size(); ++i) out += (i > 0 ? ",\n        " : "\n        ") + rules[i];
            out += "\n      ]";
        }
        return out + "\n    }";
    }

    static void at_most_one(const std::vector<std::string>& names, std::vector<std::string>& rules) {
        for (std::size_t a = 0; a < names.size(); ++a) {
            for (std::size_t b = a + 1; b < names.size(); ++b) {
                if (names[a] != names[b]) rules.push_back(object({{"not", object({{"required", array({quoted(names[a]), quoted(names[b])})}})}}));
            }
        }
    }

    const SchemaSite& site_;
    Language language_;
    std::vector<std::pair<std::string, std::string>> definitions_;
};

// ---- collections of web editors

class CmsConfig {
public:
    CmsConfig(const SchemaSite& site, Language language) : site_(site), language_(language) {}

    std::string make() {
        const auto say = [&](const char* zh, const char* en) { return std::string(language_ == Language::zh ? zh : en); };
        out_ = "# " + say("由 mulu schema --cms 生成，用于 Sveltia CMS 和 Decap CMS（admin/config.yml）。units.yml 等改了以后重新生成。",
                          "Made by mulu schema --cms for Sveltia CMS and Decap CMS (admin/config.yml). Make it again when units.yml and the like change.") +
               "\n# " + say("backend 按代码仓库的所在改写；字段用英文名，用中文名写的信息请用文本编辑器改。",
                            "Set backend to where your repository is. Keys are the English ones: items that are written in Chinese keys are edited as text.") +
               "\nbackend:\n  name: git-gateway\n  branch: main\nlocale: " + say("zh_Hans", "en") + "\nmedia_folder: content/items\npublic_folder: \"\"\ncollections:\n";
        collection("items", say("信息", "Items"), "content/items", "    slug: \"{{fields.index}}\"\n    path: \"{{year}}/{{slug}}\"\n    summary: \"{{index}} {{title}}\"\n", record::item);
        collection("pages", say("常设页面", "Standing pages"), "content/pages", "    slug: \"{{fields.title}}\"\n", record::page);
        collection("reports", say("年报", "Annual reports"), "content/reports", "    slug: \"{{fields.year}}\"\n    identifier_field: year\n", record::report);
        return std::move(out_);
    }

private:
    void collection(const char* name, const std::string& label, const char* folder, const std::string& rest, const RecordSpec& spec) {
        out_ += "  - name: " + std::string(name) + "\n    label: " + quoted(label) + "\n    folder: " + folder +
                "\n    create: true\n    extension: md\n    format: yaml-frontmatter\n    media_folder: \"\"\n    public_folder: \"\"\n" + rest + "    fields:\n";
        for (const FieldSpec& field : spec.fields) put(spec, field, "      ");
        if (&spec == &record::item) {
            for (const SiteField& field : site_.fields) {
                out_ += "      - {name: " + quoted(field.key) + ", label: " + quoted(field.name) + ", widget: string, required: false}\n";
            }
        }
        out_ += "      - {name: body, label: " + quoted(language_ == Language::zh ? "正文" : "Body") + ", widget: markdown, required: false}\n";
    }

    std::string options(const RecordSpec& spec, const FieldSpec& field) const {
        std::string list;
        const auto add = [&](const std::string& one) { list += (list.empty() ? "" : ", ") + one; };
        if (const auto* choices = choices_of(site_, spec, field.key); choices != nullptr) {
            for (const SchemaChoice& choice : *choices) add("{value: " + quoted(choice.id) + ", label: " + quoted(choice.name) + "}");
        } else if (field.terms != nullptr) {
            for (const Term& term : field.terms->terms) add(language_ == Language::zh ? quoted(term.zh) : "{value: " + quoted(term.zh) + ", label: " + quoted(term.en) + "}");
        } else if (&spec == &record::item && field.key == "genre") {
            for (const std::string& genre : site_.genres) add(quoted(genre));
        }
        return list;
    }

    void put(const RecordSpec& spec, const FieldSpec& field, const std::string& indent) {
        const std::string inner = indent + "  ";
        out_ += indent + "- name: " + std::string(field.key) + "\n";
        out_ += inner + "label: " + quoted(language_ == Language::zh && !field.zh.empty() ? field.zh : field.key) + "\n";
        if (const FieldNote note = note_of(spec, field.key); !note.words.zh.empty()) out_ += inner + "hint: " + quoted(note.words.in(language_)) + "\n";
        if (!field.required) out_ += inner + "required: false\n";
        const RecordSpec* group = field.key == "attachments" && &spec == &record::item ? &record::attachment : field.group;
        const std::string words = options(spec, field);
        const bool is_list = field.type == FieldType::texts || field.type == FieldType::terms;
        if (group != nullptr) {
            out_ += inner + (field.type == FieldType::group ? "widget: object\n" : "widget: list\n") + inner + "collapsed: true\n" + inner + "fields:\n";
            for (const FieldSpec& each : group->fields) put(*group, each, inner + "  ");
        } else if (&spec == &record::attachment && field.key == "file") {
            out_ += inner + "widget: file\n";
        } else if (!words.empty()) {
            out_ += inner + "widget: select\n" + (is_list ? inner + "multiple: true\n" : "") + inner + "options: [" + words + "]\n";
        } else if (is_list) {
            out_ += inner + "widget: list\n";
        } else if (field.type == FieldType::date) {
            out_ += inner + "widget: datetime\n" + inner + "format: YYYY-MM-DD\n" + inner + "time_format: false\n" + inner + "default: \"\"\n";
        } else if (field.type == FieldType::moment) {
            out_ += inner + "widget: datetime\n" + inner + "format: \"YYYY-MM-DD HH:mm\"\n" + inner + "default: \"\"\n";
        } else if (field.type == FieldType::yes_no) {
            out_ += inner + "widget: boolean\n";
        } else if (field.type == FieldType::number) {
            out_ += inner + "widget: number\n" + inner + "value_type: int\n";
        } else {
            out_ += inner + (field.limit > 500 ? "widget: text\n" : "widget: string\n");
            if (&spec == &record::item && field.key == "index" && is_portable(site_.index_pattern)) {
                out_ += inner + "pattern: [" + quoted("^(" + site_.index_pattern + ")$") + ", " + quoted(language_ == Language::zh ? "索引号不合本站规则" : "not an index number of this site") + "]\n";
            }
        }
    }

    const SchemaSite& site_;
    Language language_;
    std::string out_;
};

// ---- table

Words name_of_type(FieldType type) {
    switch (type) {
        case FieldType::text: return {"文字", "text"};
        case FieldType::texts: return {"文字列表", "list of texts"};
        case FieldType::id: return {"编号", "id"};
        case FieldType::date: return {"日期", "date"};
        case FieldType::moment: return {"日期或时间", "date or time"};
        case FieldType::yes_no: return {"是/否", "yes/no"};
        case FieldType::number: return {"整数", "number"};
        case FieldType::term: return {"选一", "one of"};
        case FieldType::terms: return {"选几", "some of"};
        case FieldType::group: return {"一组", "group"};
        case FieldType::groups: return {"几组", "groups"};
        case FieldType::any: return {"列表", "list"};
    }
    return {};
}

std::string padded(std::string text, int width) {
    const int missing = width - display_width(text);
    return text.append(static_cast<std::size_t>(std::max(0, missing)), ' ');
}

}  // namespace

SchemaSite schema_of(const Catalogue& catalogue) {
    SchemaSite site;
    site.name = catalogue.settings.name;
    for (const Unit& unit : catalogue.units) site.units.push_back({unit.id, unit.name});
    for (const Category& category : catalogue.categories) {
        std::string name = category.name;
        for (Ref above = category.parent; above != no_ref; above = catalogue.categories[above].parent) name = catalogue.categories[above].name + " / " + name;
        site.categories.push_back({category.id, std::move(name)});
    }
    for (const Topic& topic : catalogue.topics) site.topics.push_back({topic.id, topic.name});
    for (const Duty& duty : catalogue.duties) site.duties.push_back({duty.id, duty.title});
    site.genres = catalogue.settings.genres;
    site.fields = catalogue.settings.fields;
    site.index_pattern = catalogue.settings.index_pattern;
    return site;
}

std::string json_schema(const SchemaSite& site, Language language) { return JsonSchema(site, language).make(); }

std::string cms_config(const SchemaSite& site, Language language) { return CmsConfig(site, language).make(); }

std::string schema_table(const SchemaSite& site, Language language) {
    const bool zh = language == Language::zh;
    struct Row {
        std::string key, name, type, words;
    };
    std::string out;
    const auto put = [&](const Words& heading, const std::vector<Row>& rows) {
        int widths[3] = {0, 0, 0};
        for (const Row& row : rows) {
            widths[0] = std::max(widths[0], display_width(row.key));
            widths[1] = std::max(widths[1], display_width(row.name));
            widths[2] = std::max(widths[2], display_width(row.type));
        }
        out += (out.empty() ? "" : "\n") + heading.in(language) + "\n";
        for (const Row& row : rows) {
            std::string line = "  " + padded(row.key, widths[0] + 2) + padded(row.name, widths[1] + 2) + padded(row.type, widths[2] + 2) + row.words;
            out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
        }
    };
    const auto rows_of = [&](const RecordSpec& spec) {
        std::vector<Row> rows;
        const auto add = [&](const auto& self, const RecordSpec& record, const std::string& before) -> void {
            for (const FieldSpec& field : record.fields) {
                std::string name(field.zh);
                if (!field.zh_other.empty()) name += (zh ? "、" : ", ") + std::string(field.zh_other);
                std::string words = note_of(record, field.key).words.in(language);
                // A note that names the words itself needs no list of them.
                const bool names_them = field.terms != nullptr && std::all_of(field.terms->terms.begin(), field.terms->terms.end(), [&](const Term& term) {
                    return words.find(zh ? term.zh : term.en) != std::string::npos;
                });
                if (field.terms != nullptr && !names_them && field.type != FieldType::yes_no) words += (zh ? "：" : ": ") + field.terms->list().in(language);
                rows.push_back({before + std::string(field.key) + (field.required ? " *" : ""), name, name_of_type(field.type).in(language), words});
                const RecordSpec* group = field.key == "attachments" ? &record::attachment : field.group;
                if (group != nullptr) self(self, *group, before + "  ");
            }
        };
        add(add, spec, "");
        return rows;
    };
    std::vector<Row> items = rows_of(record::item);
    for (const SiteField& field : site.fields) items.push_back({field.key, field.name, name_of_type(FieldType::text).in(language), zh ? "本站自定的字段" : "the site's own"});
    put({"信息 content/items/**/*.md（* 必填）", "Items: content/items/**/*.md (* required)"}, items);
    put({"常设页面 content/pages/名称.md", "Standing pages: content/pages/NAME.md"}, rows_of(record::page));
    put({"年报 content/reports/年份.md", "Annual reports: content/reports/YEAR.md"}, rows_of(record::report));
    return out;
}

}  // namespace mulu
