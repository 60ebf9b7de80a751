// SPDX-License-Identifier: Apache-2.0
#include "render/strings.hpp"

#include "base/result.hpp"
#include "base/text.hpp"
#include "formats/yaml.hpp"

namespace mulu {
namespace {

/// Keys of `code:` that C++ asks for.
constexpr std::string_view string_keys[] = {
#include "render/string_keys.inc"
};

}  // namespace

std::optional<Strings> Strings::read(const Source& source, Diagnostics& diagnostics) {
    const auto node = parse_yaml(source, source.text(), 1, diagnostics);
    if (!node) return std::nullopt;
    Strings strings;
    bool sound = true;
    const auto report = [&](const YamlNode& value, Words expected) {
        diagnostics.add(Code::E017, value.at, {std::move(expected), Words("别的写法", "something else"), Words("对照安装的文字文件", "compare it with the installed strings")});
        sound = false;
    };
    if (node->kind != YamlNode::Kind::mapping) report(*node, {"layout 和 code 两组文字", "the sections layout and code"});
    for (const YamlEntry& section : node->entries) {
        if (section.key != "layout" && section.key != "code") {
            diagnostics.add(Code::E101, section.key_at, {section.key, Words("这里只有 layout 和 code", "there are layout and code only")});
            sound = false;
            continue;
        }
        for (const YamlEntry& entry : section.value.entries) {
            if (entry.value.kind == YamlNode::Kind::scalar) (section.key == "layout" ? strings.layout_ : strings.code_)[entry.key] = entry.value.text;
            else if (entry.value.kind != YamlNode::Kind::null) report(entry.value, {"文字", "a text"});
        }
    }
    std::vector<std::string> known;
    for (const auto& [key, text] : strings.code_) known.push_back(key);
    for (const std::string_view key : string_keys) {
        if (strings.code_.contains(key)) continue;
        const auto near = nearest(key, known);
        diagnostics.add(Code::E507, {source.path(), 0, 0, 0},
                        {std::string("code: ") + std::string(key), near ? Words("是不是写成了 " + *near + "？", "is it written as " + *near + "?")
                                                                       : Words("对照安装的文字文件加上它", "add it as in the installed strings")});
        sound = false;
    }
    return sound ? std::optional(std::move(strings)) : std::nullopt;
}

const std::string& Strings::operator[](std::string_view key) const {
    const auto found = code_.find(key);
    ensure(found != code_.end(), "a string that string_keys.inc does not list");
    return found->second;
}

std::string Strings::fill(std::string_view key, std::initializer_list<std::string_view> args) const {
    std::vector<Words> words(args.begin(), args.end());
    return fill_words((*this)[key], words, Language::zh);
}

std::string Strings::find(std::string_view key, std::string_view otherwise) const {
    const auto found = code_.find(key);
    return found == code_.end() ? std::string(otherwise) : found->second;
}

}  // namespace mulu
