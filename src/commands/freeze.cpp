// SPDX-License-Identifier: Apache-2.0
// mulu report freeze: fixes the figures of a published report (content/reports/YEAR.lock.yml). From then on one that changes is an error, until the report
// records a correction; freezing it once more keeps what was frozen before.
#include <algorithm>
#include <iostream>

#include "base/parallel.hpp"
#include "commands/knowing.hpp"
#include "intake/lock_reader.hpp"
#include "tally/frozen.hpp"

namespace mulu {
namespace {

/// A key of YAML that is read as it is: in quotes unless it is of plain letters.
std::string yaml_key(const std::string& key) {
    const bool plain = std::all_of(key.begin(), key.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '.' || (c >= '0' && c <= '9'); });
    return plain && !key.empty() && key[0] >= 'a' ? key : "\"" + key + "\"";
}

/// The lock's text: the freezes that there were, and the one that is added (intake/lock_reader.hpp has the form).
std::string lock_text(const Report& report, const std::vector<std::pair<std::string, Figure>>& now) {
    std::string text =
        "# 年报已公布的数字，由 mulu report freeze 写成，不要手改。数字要更正时，先在年报的 corrections 里记一条，再运行一次 mulu report freeze。\n"
        "# The figures that the report was published with, written by mulu report freeze; not to be edited. To correct one, record it in the report’s\n"
        "# corrections, and run mulu report freeze again.\n"
        "freezes:\n";
    const auto add = [&](std::size_t corrections, const auto& figures, const auto& key, const auto& value) {
        text += "  - corrections: " + std::to_string(corrections) + "\n    figures:\n";
        for (const auto& each : figures) text += "      " + yaml_key(key(each)) + ": " + value(each).print() + "\n";
    };
    for (const Freeze& freeze : report.freezes) {
        add(freeze.corrections, freeze.figures, [](const FrozenFigure& each) { return each.text; }, [](const FrozenFigure& each) { return each.figure; });
    }
    using Pair = std::pair<std::string, Figure>;
    add(report.corrections.size(), now, [](const Pair& each) { return each.first; }, [](const Pair& each) { return each.second; });
    return text;
}

bool is_same(const Freeze& freeze, const std::vector<std::pair<std::string, Figure>>& now) {
    return std::equal(freeze.figures.begin(), freeze.figures.end(), now.begin(), now.end(),
                      [](const FrozenFigure& a, const std::pair<std::string, Figure>& b) { return a.text == b.first && a.figure == b.second; });
}

}  // namespace

Exit run_freeze(const Options& options, Disk& disk) {
    Console console(style_of(options), std::cout, std::cerr);
    if (!options.language) console.speak(site_language(disk, options.root));
    const auto say = [&](const Words& words, Exit exit) {
        console.failure({words.in(console.language()), "", 0});
        return exit;
    };
    const auto known = read_known_site(options, disk, worker_count(options.jobs), console);
    console.finish();
    if (!known) {
        console.failure(known.failure());
        return Exit::machine;
    }
    ReadSite& read = *(*known)->read;
    const Catalogue& catalogue = read.intake.catalogue;
    if (!read.site || read.stop) {
        report(options, disk, read);
        return say({"没有锁定：先改正以上错误", "nothing was frozen: mend the errors above"}, read.stop.value_or(Exit::content_errors));
    }
    const auto unit = find_unit(catalogue, options.unit);
    if (!unit) return say(words_of_unknown_unit(catalogue, *options.unit), Exit::usage);
    const auto found = std::find_if(catalogue.reports.begin(), catalogue.reports.end(), [&](const Report& each) { return each.year == options.year && each.unit == *unit; });
    const std::string year = std::to_string(options.year);
    if (found == catalogue.reports.end()) {
        const std::string path = "content/reports/" + (*unit == no_ref ? "" : catalogue.units[*unit].id + "/") + year + ".md";
        const bool held = std::any_of(catalogue.held_back.begin(), catalogue.held_back.end(), [&](const HeldBack& each) { return each.path == path; });
        return held ? say({path + " 暂不发布，还不能锁定；原因见 mulu check", path + " is held back and cannot be frozen yet; mulu check says why"}, Exit::content_errors)
                    : say({"没有这份年报：" + path, "there is no such report: " + path}, Exit::usage);
    }
    const auto now = figures_to_freeze(catalogue, read.indexes, *found);
    const std::string lock = lock_of(found->path);
    if (!found->freezes.empty() && is_same(found->freezes.back(), now)) {
        console.remark({lock + "：数字没有变，不用再锁定", lock + ": the figures are those that were frozen; nothing to do"});
        return Exit::well;
    }
    // Beside its place and then over it: whoever reads meanwhile finds the old lock or the new one. The name is one that no reader takes for content.
    const std::string path = join_path(options.root, lock), aside = join_path(folder_of(path), "." + std::string(name_of(path)) + ".new");
    for (const auto& done : {disk.write(aside, lock_text(*found, now)), disk.sync(folder_of(path)), disk.rename(aside, path)}) {
        if (done) continue;
        (void)disk.remove_file(aside);
        console.failure(done.failure());
        return Exit::machine;
    }
    const std::string count = print_count(now.size());
    console.remark({lock + "：锁定了 " + count + " 个数字。请与年报一起存入版本库", lock + ": " + count + " figures are frozen. Keep the file with the report"});
    return Exit::well;
}

}  // namespace mulu
