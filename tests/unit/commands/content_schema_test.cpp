// SPDX-License-Identifier: Apache-2.0
// The JSON Schema is held against the sample's front matter, by a validator of the few keywords that it uses.
#include "commands/content_schema.hpp"

#include <charconv>
#include <regex>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "formats/source.hpp"
#include "formats/yaml.hpp"
#include "model/field_notes.hpp"
#include "support/files.hpp"

using namespace mulu;
using nlohmann::json;

namespace {

/// What a tool that reads YAML 1.2 (core schema) makes of a node.
json as_json(const YamlNode& node) {
    switch (node.kind) {
        case YamlNode::Kind::null: return nullptr;
        case YamlNode::Kind::list: {
            json list = json::array();
            for (const YamlNode& item : node.items) list.push_back(as_json(item));
            return list;
        }
        case YamlNode::Kind::mapping: {
            json object = json::object();
            for (const YamlEntry& entry : node.entries) object[entry.key] = as_json(entry.value);
            return object;
        }
        case YamlNode::Kind::scalar: break;
    }
    if (!node.quoted && (node.text == "true" || node.text == "false")) return node.text == "true";
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), number);
    if (!node.quoted && error == std::errc() && end == node.text.data() + node.text.size()) return number;
    return node.text;
}

/// Why `value` is not as `schema` has it, or "". Fails on keywords that it doesn't know.
std::string fault_of(const json& root, const json& schema, const json& value, const std::string& at) {
    if (schema.is_boolean()) return schema.get<bool>() ? "" : at + ": nothing may be here";
    static const std::set<std::string> known = {"$schema", "title", "$defs", "description", "$ref", "type", "enum", "pattern", "maxLength", "items", "properties", "additionalProperties", "required", "anyOf", "oneOf", "allOf", "not"};
    for (const auto& [key, ignored] : schema.items()) EXPECT_TRUE(known.contains(key)) << key;
    if (schema.contains("$ref")) {
        const std::string pointer = schema["$ref"].get<std::string>().substr(1);
        if (std::string found = fault_of(root, root.at(json::json_pointer(pointer)), value, at); !found.empty()) return found;
    }
    if (schema.contains("type")) {
        const json types = schema["type"].is_array() ? schema["type"] : json::array({schema["type"]});
        const std::string type = value.is_null() ? "null" : value.is_boolean() ? "boolean" : value.is_number() ? "number" : value.is_string() ? "string" : value.is_array() ? "array" : "object";
        bool fits = false;
        for (const auto& each : types) fits = fits || each == type || (each == "integer" && value.is_number_integer());
        if (!fits) return at + ": is of the type " + type;
    }
    if (schema.contains("enum")) {
        bool found = false;
        for (const auto& each : schema["enum"]) found = found || each == value;
        if (!found) return at + ": " + value.dump() + " is none of " + schema["enum"].dump();
    }
    if (value.is_string()) {
        const std::string text = value.get<std::string>();
        if (schema.contains("pattern") && !std::regex_search(text, std::regex(schema["pattern"].get<std::string>()))) return at + ": " + text + " is not of the pattern " + schema["pattern"].dump();
        if (schema.contains("maxLength") && count_characters(text) > schema["maxLength"].get<std::size_t>()) return at + ": is too long";
    }
    if (value.is_array() && schema.contains("items")) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (std::string found = fault_of(root, schema["items"], value[i], at + "/" + std::to_string(i)); !found.empty()) return found;
        }
    }
    if (value.is_object()) {
        for (const auto& [key, each] : value.items()) {
            if (schema.contains("properties") && schema["properties"].contains(key)) {
                if (std::string found = fault_of(root, schema["properties"][key], each, at + "/" + key); !found.empty()) return found;
            } else if (schema.contains("additionalProperties") && schema["additionalProperties"] == false) {
                return at + ": unknown " + key;
            }
        }
        if (schema.contains("required")) {
            for (const auto& key : schema["required"]) {
                if (!value.contains(key)) return at + ": lacks " + key.get<std::string>();
            }
        }
    }
    const auto passing = [&](const json& list) {
        std::size_t count = 0;
        for (const auto& each : list) count += fault_of(root, each, value, at).empty() ? 1 : 0;
        return count;
    };
    if (schema.contains("anyOf") && passing(schema["anyOf"]) == 0) return at + ": " + value.dump() + " is nothing of " + schema["anyOf"].dump().substr(0, 200);
    if (schema.contains("oneOf") && passing(schema["oneOf"]) != 1) return at + ": " + schema["oneOf"].dump() + " must hold once";
    if (schema.contains("allOf")) {
        for (const auto& each : schema["allOf"]) {
            if (std::string found = fault_of(root, each, value, at); !found.empty()) return found;
        }
    }
    if (schema.contains("not") && fault_of(root, schema["not"], value, at).empty()) return at + ": " + schema["not"].dump() + " must not hold";
    return {};
}

std::string fault_of(const json& schema, const std::string& yaml) {
    Diagnostics diagnostics;
    const auto source = Source::make("a.yml", yaml, diagnostics);
    const auto node = parse_yaml(*source, source->text(), 1, diagnostics);
    EXPECT_TRUE(node) << yaml;
    return node ? fault_of(schema, schema, as_json(*node), "") : "no YAML";
}

SchemaSite sample() {
    SchemaSite site;
    site.name = "目录";
    site.units = {{"zfb", "办公室"}, {"caizheng", "财政局"}};
    site.categories = {{"guifan", "规范性文件"}};
    site.topics = {{"czzj", "财政资金"}};
    site.genres = {"通知", "意见"};
    site.fields = {{"x-office", "承办科室"}};
    site.index_pattern = "T-[0-9]{4}-[0-9]{3}";
    return site;
}

const std::string sound = "title: x\nindex: T-2025-001\nunit: zfb\ncategory: guifan\ncreated: 2025-01-02\npublished: 2025-01-03 10:42\n";

}  // namespace

TEST(JsonSchema, takes_the_front_matter_of_the_sample) {
    const json schema = json::parse(json_schema({}, Language::zh));
    std::size_t count = 0;
    SchemaSite site;
    site.fields = {{"x-office", "承办科室"}};
    const json with_fields = json::parse(json_schema(site, Language::en));
    for (const std::string& file : test::list_files(MULU_SOURCE_DIR "/content/items")) {
        if (!file.ends_with(".md") && !file.ends_with(".yml")) continue;
        Diagnostics diagnostics;
        const auto source = Source::make(file, test::read_file(MULU_SOURCE_DIR "/content/items/" + file), diagnostics);
        ASSERT_TRUE(source) << file;
        FrontMatter parts{source->text(), 1, {}, 1};
        if (file.ends_with(".md")) parts = *split_front_matter(*source, diagnostics);
        const auto node = parse_yaml(*source, parts.yaml, parts.yaml_line, diagnostics);
        ASSERT_TRUE(node) << file;
        EXPECT_EQ(fault_of(with_fields, with_fields, as_json(*node), ""), "") << file;
        ++count;
    }
    EXPECT_GT(count, 100U);
}

TEST(JsonSchema, has_every_key_under_all_its_names) {
    const json schema = json::parse(json_schema({}, Language::zh));
    for (const FieldSpec& field : record::item.fields) {
        for (const std::string_view name : {field.key, field.zh, field.zh_other}) {
            if (name.empty()) continue;
            EXPECT_TRUE(schema["$defs"]["item"]["properties"].contains(std::string(name))) << name;
        }
    }
}

TEST(JsonSchema, takes_what_the_site_takes_and_nothing_else) {
    const json schema = json::parse(json_schema(sample(), Language::zh));
    for (const char* rest : {"", "topics: czzj\n", "topics: [czzj]\n", "genre: 意见\n", "x-office: 秘书股\n", "承办科室: 秘书股\n", "doc_no:\n", "draft: 是\n", "draft: true\n", "attachments: a.pdf\n",
                             "attachments: [a.pdf, {file: b.pdf, 名称: 乙}]\n", "review: {result: release, 日期: 2025-01-02}\n", "公开流程: [{步骤: 提出, on: 2025-01-02}]\n", "channels: [website, 公开栏]\n",
                             "withdrawn: {on: 2025-02-01, reason: x, title: 隐藏}\n", "keywords: [2025, 通知]\n"}) {
        EXPECT_EQ(fault_of(schema, sound + rest), "") << rest;
    }
    for (const char* rest : {"topics: bzfz\n", "genre: 公告\n", "x-other: y\n", "titel: y\n", "标题: y\n", "承办科室: 甲\nx-office: 乙\n", "expires: 2025/1/2\n", "effective: 2025-01-02 10:00\n", "draft: 也许\n",
                             "attachments: [{name: a.pdf}]\n", "review: 公开\n", "review: {by: 王某}\n", "workflow: [{step: 提交, on: 2025-01-02}]\n", "channels: [网站]\n", "withdrawn: {on: 2025-02-01}\n", "access: 公开\n"}) {
        EXPECT_NE(fault_of(schema, sound + rest), "") << rest;
    }
    const auto without = [](const std::string& line) {
        std::string text = sound;
        return text.erase(text.find(line), text.find('\n', text.find(line)) - text.find(line) + 1);
    };
    for (const char* key : {"title", "index", "unit", "category", "created", "published"}) EXPECT_NE(fault_of(schema, without(key)), "") << key;
    EXPECT_EQ(fault_of(schema, without("title") + "标题: x\n"), "");
    EXPECT_NE(fault_of(schema, without("unit") + "unit: xyz\n"), "");
    EXPECT_NE(fault_of(schema, without("index") + "index: X-1\n"), "");
}

TEST(CmsConfig, is_yaml_with_every_key_of_an_item) {
    for (const Language language : {Language::zh, Language::en}) {
        const std::string text = cms_config(sample(), language);
        Diagnostics diagnostics;
        const auto source = Source::make("config.yml", text, diagnostics);
        const auto node = parse_yaml(*source, source->text(), 1, diagnostics);
        ASSERT_TRUE(node) << text;
        ASSERT_TRUE(diagnostics.empty());
        const YamlNode& collections = node->find("collections")->value;
        ASSERT_EQ(collections.items.size(), 3U);
        std::map<std::string, const YamlNode*> fields;
        for (const YamlNode& field : collections.items[0].find("fields")->value.items) {
            fields[field.find("name")->value.text] = &field;
            EXPECT_NE(field.find("widget"), nullptr) << field.find("name")->value.text;
        }
        for (const FieldSpec& field : record::item.fields) EXPECT_TRUE(fields.contains(std::string(field.key))) << field.key;
        for (const char* other : {"x-office", "body"}) EXPECT_TRUE(fields.contains(other));
        EXPECT_EQ(fields["unit"]->find("options")->value.items.size(), 2U);
        EXPECT_EQ(fields["unit"]->find("required"), nullptr);
        EXPECT_EQ(fields["doc_no"]->find("required")->value.text, "false");
    }
}

TEST(SchemaTable, names_every_key) {
    for (const Language language : {Language::zh, Language::en}) {
        const std::string text = schema_table(sample(), language);
        for (const RecordSpec* record : {&record::item, &record::page, &record::report, &record::step, &record::review}) {
            for (const FieldSpec& field : record->fields) EXPECT_NE(text.find("  " + std::string(field.key)), std::string::npos) << field.key;
        }
        EXPECT_NE(text.find("x-office"), std::string::npos);
    }
}

TEST(FieldNotes, every_key_of_an_editor_has_one) {
    for (const RecordSpec* record : {&record::item, &record::attachment, &record::step, &record::review, &record::correction, &record::withdrawal, &record::exemption, &record::page, &record::report}) {
        for (const FieldSpec& field : record->fields) {
            const FieldNote note = note_of(*record, field.key);
            EXPECT_FALSE(note.words.zh.empty() || note.words.en.empty()) << record->name << "." << field.key;
        }
    }
}
