// SPDX-License-Identifier: Apache-2.0
#include "commands/verify.hpp"

#include <algorithm>
#include <mutex>
#include <set>

#include "base/parallel.hpp"
#include "base/text.hpp"

namespace mulu {

Exit verify(const Options& options, const Disk& disk, const StandIns* stand_ins, const std::string& output, unsigned workers, Console& console) {
    auto stock = take_stock(options, disk, workers);
    if (!stock) {
        console.failure(stock.failure());
        return Exit::machine;
    }
    console.phase({"从头核对", "verifying"});
    auto read = read_site(options, disk, *stock, {{}, {}, false, stand_ins}, workers, console);
    console.finish();
    if (!read || (*read)->stop) {
        console.failure(read ? Failure{Words("核对时内容有变，没有核对完", "the content changed while the site was verified").in(console.language()), "", 0} : read.failure());
        return Exit::machine;
    }
    const ReadSite& site = **read;
    const Plan plan = make_plan(*site.site);
    std::mutex mutex;
    std::set<std::string> wrong, made;
    const auto compare = [&](std::string_view address, const Result<std::string>& bytes) {
        const auto found = disk.read(join_path(output, address));
        const std::lock_guard guard(mutex);
        made.emplace(address);
        if (!bytes || !found || *found != *bytes) wrong.emplace(address);
    };
    console.phase({"逐字节核对", "comparing"});
    for_each_index(plan.pages.size(), workers, [&](std::size_t i, unsigned worker) { compare(plan.pages[i].address, site.renderer->render(plan.pages[i], plan, worker)); });
    for_each_index(plan.files.size(), workers, [&](std::size_t i, unsigned) { compare(plan.files[i].address, disk.read(join_path(options.root, plan.files[i].source))); });
    for (const Asset& asset : site.layouts->assets) compare(asset.address, asset.bytes);
    console.finish();
    const auto manifest = disk.read(join_path(output, "manifest.sha256"));
    if (!manifest) {
        console.failure(manifest.failure());
        return Exit::machine;
    }
    for (const std::string_view line : split(*manifest, '\n')) {
        if (line.size() > 66 && !made.contains(std::string(line.substr(66)))) wrong.insert(std::string(line.substr(66)));
    }
    for (const std::string& address : wrong) console.result("! " + address + "\n");
    if (wrong.empty()) {
        console.remark({"核对：" + print_count(made.size()) + " 个文件与从头生成的完全一致", "verified: " + print_count(made.size()) + " files are what a build from nothing makes"});
        return Exit::well;
    }
    console.failure({Words("核对：" + print_count(wrong.size()) + " 个文件与从头生成的不一致，已列出；用 --full 修复", "verified: " + print_count(wrong.size()) + " files, listed above, are not what a build from nothing makes; --full repairs them")
                         .in(console.language()),
                     "", 0});
    return Exit::machine;
}

}  // namespace mulu
