// SPDX-License-Identifier: Apache-2.0
// The gate: what the house promises about itself (design: house.md §3), read from the sources as text.
#include <functional>
#include <memory>
#include <optional>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "base/diagnostic.hpp"
#include "formats/source.hpp"
#include "formats/yaml.hpp"
#include "support/files.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

const std::string root = MULU_SOURCE_DIR;

/// Floor → the floors that it may include besides itself. The whole rule.
const std::map<std::string, std::set<std::string>> may_include = {
    {"base", {}},
    {"formats", {"base"}},
    {"model", {"base"}},
    {"intake", {"base", "formats", "model"}},
    {"tally", {"base", "model"}},
    {"plan", {"base", "formats", "model", "tally"}},
    {"render", {"base", "formats", "model", "tally", "plan"}},
    {"publish", {"base"}},
    {"commands", {"base", "formats", "model", "intake", "tally", "plan", "render", "publish"}},
};

/// Third-party header (its beginning) → the one file that may include it.
const std::map<std::string, std::string> one_file = {
    {"yaml-cpp/", "formats/yaml.cpp"}, {"cmark-gfm", "formats/markdown.cpp"}, {"kainjow/", "formats/layout.cpp"}, {"tinyxml2.h", "formats/xml.cpp"},
    {"gumbo.h", "formats/html.cpp"},   {"re2/", "formats/pattern.cpp"},       {"utf8proc.h", "base/text.cpp"},    {"xxhash.h", "base/digest.cpp"},
    {"openssl/", "base/digest.cpp"},   {"date/", "base/date.cpp"},            {"qrencode.h", "render/qr.cpp"},      {"iconv.h", "formats/encoding.cpp"},    {"CLI/", "main.cpp"},
    {"magic.h", "formats/file_type.cpp"},
    {"archive", "formats/archive.cpp"}, {"poppler-", "formats/pdf.cpp"},
    {"git2", "base/revision.cpp"},
    {"xlsxwriter", "render/sheet.cpp"},
};

struct Include {
    std::string file, header;  ///< file relative to src/
    bool own = false;          ///< in quotes
};

std::vector<std::string> source_files() { return list_files(root + "/src"); }

/// Files that we wrote: without what a package manager put there.
std::vector<std::string> own_files(const std::string& folder) {
    std::vector<std::string> files;
    for (auto at = std::filesystem::recursive_directory_iterator(root + "/" + folder); at != std::filesystem::recursive_directory_iterator(); ++at) {
        if (at->path().filename() == "node_modules") at.disable_recursion_pending();
        else if (!at->is_directory()) files.push_back(at->path().lexically_relative(root + "/" + folder).string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

const std::vector<Include>& includes() {
    static const std::vector<Include> all = [] {
        std::vector<Include> found;
        const std::regex pattern(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
        for (const std::string& file : source_files()) {
            for (const std::string& line : lines_of_text(read_file(root + "/src/" + file))) {
                std::smatch match;
                if (std::regex_search(line, match, pattern)) found.push_back({file, match[2], match[1] == "\""});
            }
        }
        return found;
    }();
    return all;
}

std::string floor_of(const std::string& file) {
    const std::size_t slash = file.find('/');
    return slash == std::string::npos ? "" : file.substr(0, slash);
}

/// Keys of a section of a strings file.
std::set<std::string> keys_of(const YamlNode& node, const char* section) {
    std::set<std::string> keys;
    const YamlEntry* entry = node.find(section);
    if (entry == nullptr) return keys;
    for (const YamlEntry& each : entry->value.entries) keys.insert(each.key);
    return keys;
}

std::optional<YamlNode> read_yaml(const std::string& path) {
    Diagnostics diagnostics;
    static std::vector<std::unique_ptr<Source>> kept;  // nodes need no text, but places are cheap to keep right
    auto source = Source::make(path, read_file(root + "/" + path), diagnostics);
    if (!source) return std::nullopt;
    kept.push_back(std::make_unique<Source>(std::move(*source)));
    return parse_yaml(*kept.back(), kept.back()->text(), 1, diagnostics);
}

}  // namespace

TEST(House, no_floor_includes_upward) {
    for (const Include& include : includes()) {
        if (!include.own) continue;
        const std::string from = floor_of(include.file), to = floor_of(include.header);
        if (from.empty()) continue;  // main.cpp
        ASSERT_TRUE(may_include.contains(from)) << "src/" << include.file << ": an unknown floor";
        EXPECT_TRUE(from == to || may_include.at(from).contains(to)) << "src/" << include.file << " includes \"" << include.header << "\"; " << from << " may not know " << to;
        EXPECT_TRUE(exists(root + "/src/" + include.header)) << "src/" << include.file << " includes \"" << include.header << "\", which is not written \"floor/room.hpp\"";
    }
}

TEST(House, no_headers_include_each_other_in_a_circle) {
    std::map<std::string, std::vector<std::string>> edges;
    for (const Include& include : includes()) {
        if (include.own) edges[include.file].push_back(include.header);
    }
    std::map<std::string, int> marks;
    const std::function<void(const std::string&, const std::string&)> visit = [&](const std::string& file, const std::string& path) {
        int& mark = marks[file];
        EXPECT_NE(mark, 1) << "a circle of includes: " << path << file;
        if (mark != 0) return;
        mark = 1;
        for (const std::string& next : edges[file]) visit(next, path + file + " → ");
        marks[file] = 2;
    };
    for (const std::string& file : source_files()) visit(file, "");
}

TEST(House, each_library_is_opened_in_one_file) {
    for (const Include& include : includes()) {
        for (const auto& [header, file] : one_file) {
            if (!include.own && include.header.starts_with(header)) {
                EXPECT_EQ(include.file, file) << "<" << include.header << "> belongs in src/" << file;
            }
        }
        if (!include.own && include.header.starts_with("fmt/")) {
            EXPECT_TRUE(include.file.ends_with(".cpp")) << "fmt in the header src/" << include.file;
        }
    }
}

TEST(House, cmake_names_every_source) {
    const std::string cmake = read_file(root + "/CMakeLists.txt");
    std::map<std::string, std::string> floors;  // name → the text of its mulu_floor()
    const std::regex pattern(R"(mulu_floor\((\w+) FILES([^)]*)\))");
    for (std::sregex_iterator at(cmake.begin(), cmake.end(), pattern), end; at != end; ++at) floors[(*at)[1]] = (*at)[2].str() + " ";
    for (const std::string& file : source_files()) {
        if (!file.ends_with(".cpp")) continue;
        const std::string floor = floor_of(file);
        if (floor.empty()) {
            EXPECT_NE(cmake.find("src/" + file), std::string::npos) << "CMakeLists.txt lacks src/" << file;
            continue;
        }
        ASSERT_TRUE(floors.contains(floor)) << "CMakeLists.txt has no mulu_floor(" << floor;
        EXPECT_TRUE(std::regex_search(floors[floor], std::regex("\\s" + std::regex_replace(file.substr(floor.size() + 1), std::regex("\\."), "\\.") + "\\s")))
            << "mulu_floor(" << floor << " …) lacks " << file;
    }
}

TEST(House, every_code_has_a_case) {
    std::set<std::string> shown;
    for (const auto& entry : std::filesystem::directory_iterator(MULU_TESTS_DIR "/cases/diagnostics")) shown.insert(entry.path().filename().string().substr(0, 4));
    for (std::size_t code = 0; code < code_count; ++code) {
        const std::string name(words_of(static_cast<Code>(code)).name);
        EXPECT_TRUE(shown.contains(name)) << "tests/cases/diagnostics has no folder " << name << "-…";
    }
    for (const std::string& name : shown) EXPECT_TRUE(find_code(name)) << "tests/cases/diagnostics/" << name << "-… is of no code";
}

TEST(House, every_code_is_raised_somewhere) {
    std::string all;
    for (const std::string& file : source_files()) {
        if (file.ends_with(".cpp") || file.ends_with(".hpp")) all += read_file(root + "/src/" + file);
    }
    for (std::size_t code = 0; code < code_count; ++code) {
        const std::string name(words_of(static_cast<Code>(code)).name);
        EXPECT_NE(all.find("Code::" + name), std::string::npos) << "nothing raises " << name;
    }
}

TEST(House, codes_are_in_order_and_speak_both_languages) {
    const auto is_letter = [](char letter) { return letter == 'E' || letter == 'H' || letter == 'W'; };
    const std::regex argument("\\{([0-9])\\}");
    const auto arguments = [&](std::string_view words) {
        std::set<std::string> found;
        const std::string text(words);
        for (std::sregex_iterator at(text.begin(), text.end(), argument), end; at != end; ++at) found.insert((*at)[1]);
        return found;
    };
    std::string before;
    for (std::size_t code = 0; code < code_count; ++code) {
        const CodeWords& words = words_of(static_cast<Code>(code));
        const std::string name(words.name);
        ASSERT_EQ(name.size(), 4U);
        EXPECT_TRUE(is_letter(name[0])) << name;
        EXPECT_LT(before, name);
        before = name;
        EXPECT_FALSE(words.headline_zh.empty() || words.headline_en.empty()) << name;
        EXPECT_FALSE(words.help_zh.empty() || words.help_en.empty()) << name << " does not say how to mend it";
        EXPECT_EQ(words.label_zh.empty(), words.label_en.empty()) << name;
        EXPECT_EQ(arguments(words.headline_zh), arguments(words.headline_en)) << name;
        EXPECT_EQ(arguments(words.label_zh), arguments(words.label_en)) << name;
        EXPECT_EQ(arguments(words.help_zh), arguments(words.help_en)) << name;
    }
}

TEST(House, every_layout_is_known_and_every_partial_used) {
    const std::string layouts_cpp = read_file(root + "/src/render/layouts.cpp");
    std::string all_layouts;
    for (const std::string& file : list_files(root + "/layouts")) all_layouts += read_file(root + "/layouts/" + file);
    for (const std::string& file : list_files(root + "/layouts")) {
        const std::string stem = std::filesystem::path(file).stem();
        if (file.starts_with("strings/")) continue;
        ASSERT_TRUE(file.ends_with(".mustache")) << "layouts/" << file;
        if (file.starts_with("partials/")) {
            EXPECT_TRUE(std::regex_search(all_layouts, std::regex("\\{\\{>\\s*" + stem + "\\s*\\}\\}"))) << "no layout includes layouts/" << file;
        } else {
            EXPECT_NE(layouts_cpp.find("\"" + stem + "\""), std::string::npos) << "the program knows no layout layouts/" << file;
        }
    }
}

TEST(House, strings_have_the_same_keys_in_every_language) {
    std::optional<YamlNode> first;
    std::string first_file;
    for (const std::string& file : list_files(root + "/layouts/strings")) {
        const std::string path = "layouts/strings/" + file;
        auto node = read_yaml(path);
        ASSERT_TRUE(node) << path;
        if (!first) {
            first = std::move(node);
            first_file = path;
            continue;
        }
        for (const char* section : {"layout", "code"}) {
            const auto here = keys_of(*first, section), there = keys_of(*node, section);
            for (const std::string& key : here) EXPECT_TRUE(there.contains(key)) << path << " lacks " << section << ": " << key << ", which " << first_file << " has";
            for (const std::string& key : there) EXPECT_TRUE(here.contains(key)) << first_file << " lacks " << section << ": " << key << ", which " << path << " has";
        }
    }
}

TEST(House, layouts_use_every_string) {
    const auto node = read_yaml("layouts/strings/zh-CN.yml");
    ASSERT_TRUE(node);
    std::string all;
    for (const std::string& file : list_files(root + "/layouts")) all += read_file(root + "/layouts/" + file);
    for (const std::string& key : keys_of(*node, "layout")) {
        EXPECT_TRUE(std::regex_search(all, std::regex("\\{\\{[#^{&]?\\s*t\\." + key + "\\s*\\}"))) << "no layout uses t." << key;
    }
}

TEST(House, files_begin_with_their_licence) {
    for (const char* folder : {"src", "tests"}) {
        for (const std::string& file : own_files(folder)) {
            const std::string extension = std::filesystem::path(file).extension();
            if (extension != ".cpp" && extension != ".hpp" && extension != ".def" && extension != ".inc") continue;
            EXPECT_TRUE(read_file(root + "/" + folder + "/" + file).starts_with("// SPDX-License-Identifier: Apache-2.0\n")) << folder << "/" << file;
        }
    }
}

TEST(House, headers_say_what_they_are) {
    for (const std::string& file : source_files()) {
        if (!file.ends_with(".hpp")) continue;
        const auto lines = lines_of_text(read_file(root + "/src/" + file));
        ASSERT_GT(lines.size(), 3U) << file;
        EXPECT_TRUE(lines[1].starts_with("// ") && lines[1].size() > 20) << "src/" << file << " does not begin with what it is";
        EXPECT_NE(std::find(lines.begin(), lines.end(), "#pragma once"), lines.end()) << file;
    }
}

TEST(House, nothing_is_left_for_later) {
    const std::regex later(std::string("\\b(TO") + "DO|FIX" + "ME|XX" + "X)\\b");
    for (const char* folder : {"src", "tests", "layouts", "assets", "forms", "calendar"}) {
        for (const std::string& file : own_files(folder)) {
            if (file.starts_with("cases/") || file.find("corpus") != std::string::npos) continue;
            std::size_t number = 0;
            for (const std::string& line : lines_of_text(read_file(root + "/" + folder + "/" + file))) {
                ++number;
                EXPECT_FALSE(std::regex_search(line, later)) << folder << "/" << file << ":" << number << ": " << line;
            }
        }
    }
}
