// SPDX-License-Identifier: Apache-2.0
#include "intake/lock_reader.hpp"

#include <algorithm>
#include <charconv>

namespace mulu {
namespace {

constexpr std::string_view lock_ending = ".lock.yml";

/// The freeze in `node`; what is wrong with it is reported, and then there is nothing.
std::optional<Freeze> read_freeze(const YamlNode& node, Diagnostics& diagnostics) {
    const auto fail = [&](const Place& at, Words words) {
        diagnostics.add(Code::E609, at, {std::move(words)});
        return std::nullopt;
    };
    const YamlEntry* const corrections = node.find("corrections");
    const YamlEntry* const figures = node.find("figures");
    if (node.kind != YamlNode::Kind::mapping || corrections == nullptr || figures == nullptr || figures->value.kind != YamlNode::Kind::mapping) {
        return fail(node.at, {"每次锁定应有 corrections 和 figures", "each freeze has corrections and figures"});
    }
    for (const YamlEntry& entry : node.entries) {
        if (entry.key != "corrections" && entry.key != "figures") return fail(entry.key_at, {"不认识“" + entry.key + "”", "unknown key “" + entry.key + "”"});
    }
    Freeze freeze;
    const std::string& count = corrections->value.text;
    const auto [stop, error] = std::from_chars(count.data(), count.data() + count.size(), freeze.corrections);
    if (error != std::errc{} || stop != count.data() + count.size()) return fail(corrections->value.at, {"corrections 应是更正的条数", "corrections is a number of corrections"});
    for (const YamlEntry& entry : figures->value.entries) {
        const auto figure = entry.value.kind == YamlNode::Kind::scalar ? parse_figure(entry.value.text) : std::nullopt;
        if (!figure) return fail(entry.value.at, {"“" + entry.key + "”不是数", "“" + entry.key + "” is not a number"});
        Words fault;
        auto value = figure_named(entry.key, fault);
        if (!value) return fail(entry.key_at, {"“" + entry.key + "”：" + fault.zh, "“" + entry.key + "”: " + fault.en});
        freeze.figures.push_back({entry.key, std::move(*value), *figure, entry.value.at});
    }
    std::sort(freeze.figures.begin(), freeze.figures.end(), [](const FrozenFigure& a, const FrozenFigure& b) { return a.text < b.text; });
    return freeze;
}

}  // namespace

bool is_lock_file(std::string_view path) { return path.ends_with(lock_ending); }

std::string lock_of(std::string_view report_path) { return std::string(report_path.substr(0, report_path.rfind('.'))) + std::string(lock_ending); }

std::string report_of_lock(std::string_view lock_path) { return std::string(lock_path.substr(0, lock_path.size() - lock_ending.size())) + ".md"; }

std::vector<Freeze> read_lock(const YamlNode& node, Diagnostics& diagnostics) {
    const YamlEntry* const freezes = node.find("freezes");
    if (node.kind != YamlNode::Kind::mapping || node.entries.size() != 1 || freezes == nullptr || freezes->value.kind != YamlNode::Kind::list || freezes->value.items.empty()) {
        diagnostics.add(Code::E609, node.at, {Words("里面应只有 freezes 一个列表", "it holds one list, freezes")});
        return {};
    }
    std::vector<Freeze> all;
    for (const YamlNode& each : freezes->value.items) {
        auto freeze = read_freeze(each, diagnostics);
        if (!freeze) return {};
        all.push_back(std::move(*freeze));
    }
    return all;
}

}  // namespace mulu
