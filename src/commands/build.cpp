// SPDX-License-Identifier: Apache-2.0
// mulu build, in ten steps:
//   1. read settings, vocabularies and forms      2. read and check every record     3. index     4. judge reports
//   5. load and check layouts                     6. stop here if anything is malformed          7. plan the pages
//   8. open the output: lock, ownership           9. render every page and stage it              10. put it in place
// Steps 1–6 are read_site(), which check shares.
#include <algorithm>
#include <atomic>
#include <iostream>
#include <mutex>

#include "base/parallel.hpp"
#include "commands/reading.hpp"
#include "publish/publisher.hpp"

namespace mulu {
namespace {

/// The output as an absolute or relative path, its state folder, both without a slash at the end.
struct OutputPaths {
    std::string output, state;
};

OutputPaths output_paths(const Options& options) {
    OutputPaths paths;
    paths.output = options.output.value_or(join_path(options.root, "site"));
    while (paths.output.size() > 1 && paths.output.back() == '/') paths.output.pop_back();
    const std::string parent = folder_of(paths.output);
    paths.state = join_path(parent.empty() ? (paths.output.starts_with('/') ? "/" : ".") : parent, ".mulu/" + std::string(name_of(paths.output)));
    return paths;
}

/// Renders and stages everything; stops at the first failure.
std::optional<Failure> stage(const Options& options, const Disk& disk, const ReadSite& read, const Plan& plan, Publisher& publisher, unsigned workers,
                             Console& console) {
    std::mutex mutex;
    std::optional<Failure> failed;
    std::atomic<bool> stop{false};
    const auto fail = [&](const Failure& failure) {
        const std::lock_guard guard(mutex);
        if (!failed) failed = failure;
        stop = true;
    };
    std::atomic<std::size_t> done{0};
    const std::size_t all = plan.pages.size() + plan.files.size();
    const auto step = [&] {
        if (const std::size_t now = ++done; now % 64 == 0 || now == all) console.progress(now, all);
    };
    console.phase({"生成网页", "rendering"});
    for_each_index(plan.pages.size(), workers, [&](std::size_t i, unsigned worker) {
        if (stop) return;
        const auto bytes = read.renderer->render(plan.pages[i], plan, worker);
        if (!bytes) return fail(bytes.failure());
        if (const auto put = publisher.put(plan.pages[i].address, *bytes); !put) fail(put.failure());
        step();
    });
    for_each_index(plan.files.size(), workers, [&](std::size_t i, unsigned) {
        if (stop) return;
        const auto bytes = disk.read(join_path(options.root, plan.files[i].source));
        if (!bytes) return fail(bytes.failure());
        if (const auto put = publisher.put(plan.files[i].address, *bytes); !put) fail(put.failure());
        step();
    });
    for (const Asset& asset : read.layouts->assets) {
        if (stop) break;
        if (const auto put = publisher.put(asset.address, asset.bytes); !put) fail(put.failure());
    }
    return failed;
}

Words refusal_words(Refusal refusal, const std::string& output) {
    if (refusal == Refusal::locked) return {"另一个 mulu 正在生成这个站点", "another mulu is building this site"};
    return {"输出目录不是空的，也不是 mulu 生成的，不去动它：" + output, "the output folder is neither empty nor made by mulu, and is left alone: " + output};
}

}  // namespace

Exit run_build(const Options& options, Disk& disk) {
    const unsigned workers = worker_count(options.jobs);
    Console console(style_of(options), std::cout, std::cerr);
    auto taken = read_site(options, disk, workers, console);
    console.finish();
    if (!taken) {
        console.failure(taken.failure());
        return Exit::machine;
    }
    const ReadSite& read = **taken;
    report(options, disk, read);
    if (read.stop) {
        console.remark({"没有生成：先改正以上错误，网站保持原样", "nothing was built: mend the errors above; the site is as it was"});
        return *read.stop;
    }
    const Plan plan = make_plan(*read.site);
    const OutputPaths paths = output_paths(options);
    Publisher publisher(disk, paths.output, paths.state);
    const auto refusal = publisher.open();
    if (!refusal) {
        console.failure(refusal.failure());
        return Exit::machine;
    }
    if (*refusal != Refusal::none) {
        console.failure({refusal_words(*refusal, paths.output).in(console.language()), "", 0});
        return Exit::refused;
    }
    if (const auto failed = stage(options, disk, read, plan, publisher, workers, console)) {
        console.finish();
        console.failure(*failed);
        return Exit::machine;
    }
    console.phase({"写入网站", "publishing"});
    const auto published = publisher.finish();
    console.finish();
    if (!published) {
        console.failure(published.failure());
        return Exit::machine;
    }
    const Catalogue& catalogue = read.intake.catalogue;
    const std::string items = print_count(catalogue.items.size()), files = print_count(published->added + published->changed + published->kept);
    const std::string added = print_count(published->added), changed = print_count(published->changed), kept = print_count(published->kept),
                      removed = print_count(published->removed), held = print_count(catalogue.held_back.size());
    console.remark({"公开 " + items + " 条信息（暂不发布 " + held + "），共 " + files + " 个文件：新增 " + added + "，更新 " + changed + "，未变 " + kept + "，删除 " + removed +
                        "。网站在 " + paths.output,
                    items + (catalogue.items.size() == 1 ? " item is" : " items are") + " public (" + held + " held back); " + files + " files: " + added + " new, " + changed + " changed, " + kept + " as they were, " + removed +
                        " removed. The site is in " + paths.output});
    return Exit::well;
}

}  // namespace mulu
