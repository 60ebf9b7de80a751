// SPDX-License-Identifier: Apache-2.0
// Files and folder trees for tests: read, write, copy, compare. Every fault of the machine is a failure of the test.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace mulu::test {

inline std::string read_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    EXPECT_TRUE(stream) << "cannot read " << path;
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return std::move(bytes).str();
}

inline bool exists(const std::string& path) { return std::filesystem::exists(std::filesystem::symlink_status(path)); }

inline void write_file(const std::string& path, std::string_view bytes) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    EXPECT_TRUE(stream.good()) << "cannot write " << path;
}

/// Lines of `text` without their ends; no empty one behind the last end.
inline std::vector<std::string> lines_of_text(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// Paths of all files below `folder`, relative to it, sorted; none where it is missing.
inline std::vector<std::string> list_files(const std::string& folder) {
    std::vector<std::string> paths;
    if (!exists(folder)) return paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_directory()) paths.push_back(entry.path().lexically_relative(folder).string());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// Path → bytes of every file below `folder`.
using Tree = std::map<std::string, std::string>;
inline Tree read_tree(const std::string& folder) {
    Tree tree;
    for (const std::string& path : list_files(folder)) tree[path] = read_file(folder + "/" + path);
    return tree;
}

inline void write_tree(const std::string& folder, const Tree& tree) {
    for (const auto& [path, bytes] : tree) write_file(folder + "/" + path, bytes);
}

/// Makes the files below `folder`, which are those of `before`, those of `tree`; writes what differs only.
inline void bring_up_to_date(const std::string& folder, const Tree& before, const Tree& tree) {
    for (const auto& [path, bytes] : tree) {
        const auto old = before.find(path);
        if (old == before.end() || old->second != bytes) write_file(folder + "/" + path, bytes);
    }
    for (const auto& [path, bytes] : before) {
        if (!tree.contains(path)) std::filesystem::remove(folder + "/" + path);
    }
}

/// Copies the files of `from` over those of `to`; a missing `from` has none.
inline void copy_tree(const std::string& from, const std::string& to) {
    for (const std::string& path : list_files(from)) write_file(to + "/" + path, read_file(from + "/" + path));
}

/// What of `actual` differs from `expected`, in words a person can act upon; "" where nothing does.
inline std::string difference(std::string_view expected, std::string_view actual) {
    if (expected == actual) return {};
    const auto want = lines_of_text(expected), have = lines_of_text(actual);
    std::size_t first = 0;
    while (first < want.size() && first < have.size() && want[first] == have[first]) ++first;
    std::size_t end = 0;
    while (end < want.size() - first && end < have.size() - first && want[want.size() - 1 - end] == have[have.size() - 1 - end]) ++end;
    std::ostringstream text;
    text << "line " << first + 1 << ":\n";
    constexpr std::size_t most = 12;
    for (std::size_t i = first; i < want.size() - end && i < first + most; ++i) text << "  - " << want[i] << "\n";
    for (std::size_t i = first; i < have.size() - end && i < first + most; ++i) text << "  + " << have[i] << "\n";
    if (want == have) text << "  (line ends differ)\n";
    return text.str();
}

/// The same for trees: missing, extra and differing files.
inline std::string difference(const Tree& expected, const Tree& actual) {
    std::string text;
    std::size_t shown = 0;
    for (const auto& [path, bytes] : expected) {
        const auto found = actual.find(path);
        if (found == actual.end()) text += "missing: " + path + "\n";
        else if (const std::string each = difference(bytes, found->second); !each.empty() && ++shown <= 5) text += path + " " + each;
    }
    for (const auto& [path, bytes] : actual) {
        if (!expected.contains(path)) text += "not expected: " + path + "\n";
    }
    if (shown > 5) text += std::to_string(shown - 5) + " more files differ\n";
    return text;
}

}  // namespace mulu::test
