// SPDX-License-Identifier: Apache-2.0
#include "commands/import_columns.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/common_names.hpp"
#include "model/schema.hpp"

namespace mulu {
namespace {

/// Keys whose shape no cell has.
bool is_importable(std::string_view key) { return key != "corrections" && key != "allow" && key != "withdrawn"; }

/// A header as it is compared: compatibility and case folded, without white space, marks of duty and a colon behind.
std::string folded(std::string_view header) {
    std::string text;
    const std::string wide = fold(header);
    for (std::size_t at = 0; at < wide.size();) {
        const char32_t character = next_character(wide, at);
        if (!is_space(character) && character != '*' && character != U'★') append_character(text, character);
    }
    while (text.ends_with(':')) text.pop_back();
    return text;
}

/// `text` without a remark in brackets behind.
std::string without_remark(std::string_view text) {
    if (!text.ends_with(')')) return std::string(text);
    const std::size_t open = text.rfind('(');
    return open == std::string_view::npos || open == 0 ? std::string(text) : std::string(text.substr(0, open));
}

std::optional<std::string> find(const std::string& header, const std::vector<SiteField>& fields) {
    for (const SiteField& field : fields) {
        if (header == folded(field.key) || header == folded(field.name)) return field.key;
    }
    for (const FieldSpec& field : record::item.fields) {
        if (!is_importable(field.key)) continue;
        for (const std::string_view name : {field.key, field.zh, field.zh_other}) {
            if (!name.empty() && header == folded(name)) return std::string(field.key);
        }
        if (field.group == nullptr || !header.starts_with(folded(field.key) + ".")) continue;
        if (field.key == "review" && field.group->find(header.substr(field.key.size() + 1)) != nullptr) return header;
    }
    if (header == "withdrawn.on" || header == "withdrawn.reason") return header;
    for (const CommonName& each : common_names()) {
        if (header == folded(each.name)) return std::string(each.key);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> key_of_header(std::string_view header, const std::vector<SiteField>& fields) {
    const std::string text = folded(header);
    if (text.empty()) return std::nullopt;
    auto key = find(text, fields);
    return key ? key : find(without_remark(text), fields);
}

std::vector<std::string> known_headers(const std::vector<SiteField>& fields) {
    std::vector<std::string> all;
    for (const FieldSpec& field : record::item.fields) {
        if (!is_importable(field.key)) continue;
        for (const std::string_view name : {field.zh, field.zh_other, field.key}) {
            if (!name.empty()) all.emplace_back(name);
        }
    }
    for (const CommonName& each : common_names()) all.emplace_back(each.name);
    for (const SiteField& field : fields) all.push_back(field.name);
    return all;
}

Words name_of_key(std::string_view key, const std::vector<SiteField>& fields) {
    if (const FieldSpec* field = record::item.find(key)) return field->name();
    for (const SiteField& field : fields) {
        if (field.key == key) return {field.name, field.key};
    }
    for (const CommonName& each : common_names()) {
        if (each.key == key) return {std::string(each.name), std::string(key)};
    }
    return std::string(key);
}

}  // namespace mulu
