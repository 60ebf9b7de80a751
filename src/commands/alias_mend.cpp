// SPDX-License-Identifier: Apache-2.0
#include "commands/alias_mend.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "formats/source.hpp"
#include "formats/yaml.hpp"

namespace mulu {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A file's record, as far as it can be read without a fault.
struct Record {
    std::optional<Source> source;
    std::optional<YamlNode> node;
};

Record read(const std::string& path, std::string bytes) {
    Record record;
    Diagnostics faults;
    record.source = Source::make(path, std::move(bytes), faults);
    if (!record.source) return record;
    FrontMatter parts;
    if (path.ends_with(".md")) {
        const auto split = split_front_matter(*record.source, faults);
        if (!split) return record;
        parts = *split;
    } else {
        parts.yaml = record.source->text();
    }
    record.node = parse_yaml(*record.source, parts.yaml, parts.yaml_line, faults);
    if (record.node && record.node->kind != YamlNode::Kind::mapping) record.node.reset();
    return record;
}

const YamlEntry* find_either(const YamlNode& node, std::string_view key, std::string_view zh) {
    const YamlEntry* entry = node.find(key);
    return entry == nullptr ? node.find(zh) : entry;
}

/// Byte of a place in the text.
std::size_t byte_of(const Source& source, std::uint32_t line, std::uint32_t column) {
    return source.line_begin(line) + first_characters(source.line(line), column - 1).size();
}
std::size_t end_of(const Source& source, const Place& at) { return byte_of(source, at.line, at.column + at.length); }

/// The aliases that a record has; nothing where they are of another kind.
std::optional<std::vector<std::string>> aliases_of(const YamlNode& node) {
    std::vector<std::string> aliases;
    const YamlEntry* entry = find_either(node, "aliases", "原地址");
    if (entry == nullptr || entry->value.kind == YamlNode::Kind::null) return aliases;
    if (entry->value.kind == YamlNode::Kind::scalar) return std::vector{entry->value.text};
    if (entry->value.kind != YamlNode::Kind::list) return std::nullopt;
    for (const YamlNode& each : entry->value.items) {
        if (each.kind != YamlNode::Kind::scalar) return std::nullopt;
        aliases.push_back(each.text);
    }
    return aliases;
}

/// Where and what to insert, from the last place to the first.
using Insertions = std::vector<std::pair<std::size_t, std::string>>;

Insertions insertions_for(const Source& source, const YamlNode& node, const std::string& alias) {
    const YamlEntry* entry = find_either(node, "aliases", "原地址");
    if (entry == nullptr) {
        const YamlEntry* index = find_either(node, "index", "索引号");
        if (index == nullptr || index->key_at.column != 1 || index->value.at.line != index->key_at.line) return {};
        const std::string_view line = source.line(index->key_at.line);
        const std::string key = index->key == "index" ? "aliases" : "原地址";
        return {{source.line_begin(index->key_at.line) + line.size(), "\n" + key + ": [" + alias + "]"}};
    }
    const YamlNode& value = entry->value;
    switch (value.kind) {
        case YamlNode::Kind::null: return {{end_of(source, value.at), " [" + alias + "]"}};
        case YamlNode::Kind::scalar: return {{end_of(source, value.at), ", " + alias + "]"}, {byte_of(source, value.at.line, value.at.column), "["}};
        case YamlNode::Kind::mapping: return {};
        case YamlNode::Kind::list: break;
    }
    const std::size_t begin = byte_of(source, value.at.line, value.at.column);
    const bool is_flow = begin < source.text().size() && source.text()[begin] == '[';
    if (value.items.empty()) return is_flow ? Insertions{{begin + 1, alias}} : Insertions();
    const Place& last = value.items.back().at;
    if (is_flow) return {{end_of(source, last), ", " + alias}};
    const std::string_view line = source.line(last.line);
    const std::string indentation(line.substr(0, std::min(line.size(), line.find_first_not_of(' '))));
    return {{source.line_begin(last.line) + line.size(), "\n" + indentation + "- " + alias}};
}

}  // namespace

std::optional<std::string> with_alias(const std::string& path, std::string_view bytes, const std::string& alias) {
    const Record before = read(path, std::string(bytes));
    if (!before.node) return std::nullopt;
    auto expected = aliases_of(*before.node);
    if (!expected) return std::nullopt;
    if (std::find(expected->begin(), expected->end(), alias) != expected->end()) return std::nullopt;
    expected->push_back(alias);
    std::string text(before.source->text());
    for (const auto& [at, insertion] : insertions_for(*before.source, *before.node, alias)) text.insert(at, insertion);
    // What reading took away: the mark, and CR. A file in which only some lines have it is left alone.
    const bool has_mark = bytes.starts_with(byte_order_mark), has_cr = bytes.find('\r') != std::string_view::npos;
    const auto as_it_was = [&](std::string_view plain) { return (has_mark ? std::string(byte_order_mark) : "") + (has_cr ? replace_all(plain, "\n", "\r\n") : std::string(plain)); };
    if (as_it_was(before.source->text()) != bytes) return std::nullopt;
    const Record after = read(path, text);
    if (!after.node || aliases_of(*after.node) != expected) return std::nullopt;
    const std::size_t more = find_either(*before.node, "aliases", "原地址") == nullptr ? 1 : 0;
    if (after.node->entries.size() != before.node->entries.size() + more) return std::nullopt;
    return as_it_was(text);
}

}  // namespace mulu
