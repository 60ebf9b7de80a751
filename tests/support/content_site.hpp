// SPDX-License-Identifier: Apache-2.0
// Intake of a few files given as text: what became of them, and which codes were raised where.
#pragma once

#include "base/disk.hpp"
#include "formats/yaml.hpp"
#include "intake/intake.hpp"
#include "support/files.hpp"
#include "support/temp_folder.hpp"

namespace mulu::test {

/// "E203 content/items/a.md:6:12", one a line, in the order in which they are told.
inline std::string codes_of(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.sorted()) {
        text += std::string(words_of(diagnostic.code).name) + " " + diagnostic.at.path;
        if (diagnostic.at.line > 0) text += ":" + std::to_string(diagnostic.at.line) + ":" + std::to_string(diagnostic.at.column);
        text += "\n";
    }
    return text;
}

/// A YAML text as its tree; its path is test.yml. Faults fail the test.
inline YamlNode yaml_of(const std::string& text) {
    Diagnostics diagnostics;
    const auto source = Source::make("test.yml", text, diagnostics);
    EXPECT_TRUE(source);
    auto node = source ? parse_yaml(*source, source->text(), 1, diagnostics) : std::nullopt;
    EXPECT_TRUE(node) << codes_of(diagnostics);
    return node.value_or(YamlNode{});
}

struct Taken {
    Intake intake;
    Diagnostics diagnostics;
    const Catalogue& catalogue() const { return intake.catalogue; }
    std::string codes() const { return codes_of(diagnostics); }
};

inline const Tree base_content = {
    {"site.yml", "name: 目录\norgan: 县政府\nbase_url: https://www.example.gov.cn/xxgk/\ntime_zone: Asia/Shanghai\nlanguage: zh-CN\n"},
    {"units.yml", "- {id: zfb, name: 办公室, kind: 政府}\n- {id: jyj, name: 教育局, kind: 部门}\n"},
    {"categories.yml", "- {id: zhengce, name: 政策, children: [{id: guifan, name: 规范性文件}]}\n"},
};

/// An item's file; `fields` are lines before the review.
inline std::string item_text(const std::string& index, const std::string& published, const std::string& fields = "", const std::string& body = "正文。\n") {
    return "---\ntitle: 第" + index + "号\nindex: " + index + "\nunit: zfb\ncategory: guifan\ncreated: " + published.substr(0, 10) + "\npublished: " + published + "\n" + fields +
           "review: {result: 公开}\n---\n" + body;
}

/// `item` with another line for its review, or none.
inline std::string replace_review(std::string item, const std::string& review) {
    const std::string old = "review: {result: 公开}\n";
    return item.replace(item.find(old), old.size(), review);
}

/// `item` with another day of making.
inline std::string replace_created(std::string item, const std::string& day) {
    const std::size_t at = item.find("created: ") + 9;
    return item.replace(at, item.find('\n', at) - at, day);
}

/// Takes in the base content with `content` laid over it, on 31 January 2026 unless `now` says otherwise.
inline Taken take(const Tree& content, const std::string& now = "2026-01-31") {
    const TempFolder folder;
    write_tree(folder / "content", base_content);
    write_tree(folder / "content", content);
    Taken taken;
    IntakeOptions options;
    options.root = folder.path();
    options.now = now;
    options.workers = 2;
    for (const char* form : {"2008", "2021"}) options.form_files.emplace_back("forms/" + std::string(form) + ".yml", MULU_SOURCE_DIR "/forms/" + std::string(form) + ".yml");
    RealDisk disk;
    const auto calendars = disk.list_tree(MULU_SOURCE_DIR "/calendar");
    EXPECT_TRUE(calendars);
    for (const FileEntry& each : *calendars) options.calendar_files.emplace_back("calendar/" + each.path, MULU_SOURCE_DIR "/calendar/" + each.path);
    auto stock = Stock::take(disk, {{"content", folder / "content"}}, 2);
    EXPECT_TRUE(stock);
    auto result = take_in(disk, options, *stock, taken.diagnostics);
    EXPECT_TRUE(result) << result.failure().message();
    if (result) taken.intake = std::move(*result);
    taken.intake.catalogue.index_items();
    return taken;
}

}  // namespace mulu::test
