// SPDX-License-Identifier: Apache-2.0
#include "intake/scan.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "intake/lock_reader.hpp"

namespace mulu {
namespace {

/// Files that editors' machines leave behind, and notes to other editors: no content, no fault.
bool is_ignored(std::string_view path) {
    const std::string_view name = name_of(path);
    return name.starts_with('.') || name.ends_with('~') || name == "Thumbs.db" || name == "README.md" || name.starts_with("~$") ||
           path.starts_with('.') || path.find("/.") != std::string_view::npos;
}

bool is_record(std::string_view path) { return path.ends_with(".md") || path.ends_with(".yml"); }

}  // namespace

Result<ScannedContent> scan_content(const Disk& disk, const std::string& root, const Stock& stock, Diagnostics& diagnostics) {
    constexpr std::string_view content = "content/";
    std::string real_root;
    ScannedContent found;
    for (std::size_t i = 0; i < stock.files.size(); ++i) {
        const StockFile& entry = stock.files[i];
        const std::string& path = entry.path;
        if (!path.starts_with(content) || is_ignored(std::string_view(path).substr(content.size()))) continue;
        if (entry.is_link) {
            if (real_root.empty()) {
                auto resolved = disk.resolve(root);
                if (!resolved) return resolved.failure();
                real_root = *resolved + "/";
            }
            const auto target = disk.resolve(join_path(root, path));
            if (!target || !target->starts_with(real_root) || entry.kind != FileKind::file) {
                diagnostics.add(Code::E007, {path, 0, 0, 0});
                continue;
            }
        }
        const std::string_view rest = std::string_view(path).substr(content.size());
        const auto unknown = [&](Words help) { diagnostics.add(Code::E008, {path, 0, 0, 0}, {std::string(name_of(path)), std::move(help)}); };
        if (rest.starts_with("items/")) {
            if (is_record(rest)) found.items.push_back(i);
            else if (rest.ends_with(".yaml")) unknown({"把扩展名改成 .yml", "rename it to .yml"});
            else found.files.emplace(path, entry.stamp.size);
        } else if (rest.starts_with("pages/")) {
            if (rest.ends_with(".md") && rest.find('/', 6) == std::string_view::npos) found.pages.push_back(path);
            else if (is_record(rest)) unknown({"常设页面是 content/pages/名称.md", "a standing page is content/pages/NAME.md"});
            else found.files.emplace(path, entry.stamp.size);
        } else if (rest.starts_with("registers/")) {
            if (rest.ends_with(".yml")) found.registers.push_back(path);
            else unknown({"登记文件是 content/registers/年份.yml", "a register is content/registers/YEAR.yml"});
        } else if (rest.starts_with("reports/")) {
            if (rest.ends_with(".md")) found.reports.push_back(path);
            else if (is_lock_file(rest)) found.locks.push_back(path);
            else unknown({"年报文件是 content/reports/年份.md", "a report is content/reports/YEAR.md"});
        } else if (rest.starts_with("calendar/")) {
            if (rest.ends_with(".yml")) found.calendars.push_back(path);
            else unknown({"日历文件是 content/calendar/年份.yml", "a calendar is content/calendar/YEAR.yml"});
        } else if (rest == "topics.yml") {
            found.has_topics = true;
        } else if (rest == "duties.yml") {
            found.has_duties = true;
        } else if (rest != "site.yml" && rest != "units.yml" && rest != "categories.yml") {
            const std::vector<std::string> known = {"site.yml", "units.yml", "categories.yml", "topics.yml", "duties.yml"};
            const auto near = nearest(rest, known);
            unknown(near ? Words("是不是 " + *near + "？", "did you mean " + *near + "?")
                         : Words("移到 content/items/ 下，或删去", "move it below content/items/, or delete it"));
        }
    }
    // The stock is sorted by path; each list here is in that order already.
    return found;
}

}  // namespace mulu
