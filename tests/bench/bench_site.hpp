// SPDX-License-Identifier: Apache-2.0
// A site for the benchmarks, in memory but for the installed layouts and forms: what is measured waits for no disk. Read by the front door, as a build
// reads it. The same number of items makes the same site everywhere.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/digest.hpp"
#include "base/disk.hpp"
#include "intake/intake.hpp"
#include "plan/plan.hpp"
#include "render/render.hpp"

namespace mulu::bench {

inline const std::string root = "bench";

/// How many items the site has that is measured: MULU_BENCH_ITEMS, where a test only wants to see every benchmark run.
inline std::int64_t item_count() {
    const char* wanted = std::getenv("MULU_BENCH_ITEMS");
    const std::int64_t count = wanted != nullptr ? std::strtoll(wanted, nullptr, 10) : 0;
    return count > 0 ? count : 10'000;
}

/// Files below root/ are held in memory, all others are on the disk. Nothing can be changed.
class MemoryDisk final : public Disk {
public:
    std::map<std::string, std::string> files;  ///< by path, with the root

    Result<std::vector<FileEntry>> list_tree(const std::string& folder, unsigned workers = 1) const override {
        if (!is_ours(folder)) return real_.list_tree(folder, workers);
        std::vector<FileEntry> found;
        const std::string prefix = folder + "/";
        for (auto file = files.lower_bound(prefix); file != files.end() && file->first.starts_with(prefix); ++file) {
            found.push_back({file->first.substr(prefix.size()), FileKind::file, stamp_of(file->first, file->second), false});
        }
        return found;
    }
    FileKind kind(const std::string& path) const override { return is_ours(path) ? (files.contains(path) ? FileKind::file : FileKind::missing) : real_.kind(path); }
    Result<FileStamp> stamp(const std::string& path) const override {
        if (!is_ours(path)) return real_.stamp(path);
        const auto file = files.find(path);
        if (file == files.end()) return Failure{"cannot read", path, 0};
        return stamp_of(path, file->second);
    }
    std::int64_t clock() const override { return written + 10'000'000'000; }  // old enough for stamps to be trusted
    bool same_file_system(const std::string&, const std::string&) const override { return true; }
    Result<std::string> read(const std::string& path) const override {
        if (!is_ours(path)) return real_.read(path);
        const auto file = files.find(path);
        if (file == files.end()) return Failure{"cannot read", path, 0};
        return file->second;
    }
    Result<std::shared_ptr<const MappedFile>> map(const std::string& path) const override {
        if (!is_ours(path)) return real_.map(path);
        auto bytes = read(path);
        if (!bytes) return bytes.failure();
        return std::make_shared<const MappedFile>(std::move(*bytes));
    }
    Result<std::string> resolve(const std::string& path) const override { return is_ours(path) ? Result<std::string>(path) : real_.resolve(path); }
    Result<> write(const std::string& path, std::string_view) override { return refusal(path); }
    Result<> rename(const std::string& from, const std::string&) override { return refusal(from); }
    Result<> make_folders(const std::string& path) override { return refusal(path); }
    Result<> remove_file(const std::string& path) override { return refusal(path); }
    Result<> remove_empty_folder(const std::string& path) override { return refusal(path); }
    Result<> remove_tree(const std::string& path) override { return refusal(path); }
    Result<> sync(const std::string& path) override { return refusal(path); }

    static constexpr std::int64_t written = 1'700'000'000'000'000'000;

private:
    static bool is_ours(const std::string& path) { return path.starts_with(root + "/"); }
    static Result<> refusal(const std::string& path) { return Failure{"cannot change", path, 0}; }
    static FileStamp stamp_of(const std::string& path, const std::string& bytes) {
        return {bytes.size(), written, written, static_cast<std::uint64_t>(digest_of(path).low >> 16)};
    }
    RealDisk real_;
};

/// About `bytes` of official prose that has every kind of block of a usual body, in turn.
inline std::string make_body(std::uint64_t seed, std::size_t bytes) {
    static const std::vector<std::string> clauses = {
        "各乡镇人民政府要认真落实防汛物资储备工作",
        "县财政局会同主管部门逐项核查专项资金",
        "申请人应当在规定期限内提交书面材料",
        "有关结果在政府网站和公开栏公布",
        "任何单位和个人不得拖延推诿",
        "项目竣工验收后由业主单位负责管护",
        "按照[实施方案](https://www.example.gov.cn/)执行",
        "涉及**公共利益**的事项应当听证",
        "救助对象共计1286人",
        "所需经费列入本级财政预算"};
    std::mt19937_64 engine(seed);
    const auto sentence = [&] {
        std::string text = clauses[engine() % clauses.size()];
        for (std::size_t more = engine() % 4; more > 0; --more) text += "，" + clauses[engine() % clauses.size()];
        return text + "。";
    };
    std::string body;
    for (unsigned block = 0; body.size() < bytes; ++block) {
        switch (block % 8) {
            case 0: body += "## 第" + std::to_string(block / 8 + 1) + "部分　总体要求\n\n"; break;
            case 2:
                for (int i = 1; i <= 4; ++i) body += std::to_string(i) + ". " + sentence() + "\n";
                body += "\n";
                break;
            case 4:
                body += "| 序号 | 项目 | 金额（万元） |\n|---:|---|---:|\n";
                for (int i = 1; i <= 6; ++i) body += "| " + std::to_string(i) + " | 农村公路养护 | " + std::to_string(engine() % 100000) + ".50 |\n";
                body += "\n";
                break;
            case 6:
                for (int i = 0; i < 3; ++i) body += "- " + sentence() + "\n";
                body += "\n";
                break;
            default: body += sentence() + sentence() + sentence() + "\n\n";
        }
    }
    return body;
}

/// The file of item `number` of `all`: ten years, ten categories, 46 units.
inline std::string make_item_text(std::size_t number, std::size_t all) {
    static const std::vector<std::string> keywords = {"防汛", "低保", "预算", "招生", "征地", "采购", "环评", "医保", "住房", "公路", "水质", "消防"};
    std::mt19937_64 engine(number + 1);
    const auto random = [&](std::size_t limit) { return static_cast<std::size_t>(engine() % limit); };
    const std::string date = print_date({make_date(2016, 1, 1)->days + static_cast<std::int32_t>(number * 3652 / all)});
    const std::string year = date.substr(0, 4), serial = std::to_string(10000000 + number);
    std::string text = "---\ntitle: 关于做好第" + std::to_string(number) + "号事项公开工作的通知\nindex: XX-" + year + "-" + serial + "\n";
    text += "doc_no: 政发〔" + year + "〕" + std::to_string(number % 900 + 1) + "号\n";
    text += "unit: u" + std::to_string(random(46)) + "\ncategory: c" + std::to_string(random(10)) + "\n";
    text += "created: " + date + "\npublished: " + date + "\nchannels: [website]\n";
    text += "keywords: [" + keywords[random(6)] + ", " + keywords[6 + random(6)] + "]\n";
    text += "summary: 对本年度的公开工作作出安排，明确责任单位和期限。\n";
    text += "workflow:\n  - {step: 提出, on: " + date + ", by: 陈某}\n  - {step: 审核, on: " + date + ", by: 王某}\n";
    text += "review: {result: 公开, by: 赵某, on: " + date + "}\n---\n\n";
    return text + make_body(number, 2500 + random(5000));
}

class BenchSite {
public:
    /// The site of `items`; made at its first use, and kept.
    static BenchSite& of(std::size_t items) {
        static std::map<std::size_t, std::unique_ptr<BenchSite>> made;
        auto& site = made[items];
        if (!site) site.reset(new BenchSite(items));
        return *site;
    }

    /// Numbers of the plan's pages of `kind`.
    std::vector<std::size_t> pages_of(PageKind kind) const {
        std::vector<std::size_t> found;
        for (std::size_t i = 0; i < plan.pages.size(); ++i) {
            if (plan.pages[i].kind == kind) found.push_back(i);
        }
        return found;
    }

    MemoryDisk disk;
    std::vector<std::string> texts;  ///< of the items' files
    std::optional<Stock> stock;
    Intake intake;
    Indexes indexes;
    std::unique_ptr<Layouts> layouts;
    std::unique_ptr<Site> site;
    Plan plan;
    std::unique_ptr<Renderer> renderer;

private:
    explicit BenchSite(std::size_t items) {
        disk.files[root + "/content/site.yml"] =
            "name: 目录\norgan: 县政府\nbase_url: https://www.example.gov.cn/xxgk/\ntime_zone: Asia/Shanghai\nlanguage: zh-CN\nqr: false\n";
        std::string& units = disk.files[root + "/content/units.yml"];
        for (int i = 0; i < 46; ++i) units += "- {id: u" + std::to_string(i) + ", name: 第" + std::to_string(i) + "局, kind: 部门}\n";
        std::string& categories = disk.files[root + "/content/categories.yml"];
        for (int i = 0; i < 10; ++i) categories += "- {id: c" + std::to_string(i) + ", name: 第" + std::to_string(i) + "类}\n";
        for (std::size_t i = 0; i < items; ++i) {
            texts.push_back(make_item_text(i, items));
            disk.files[root + "/content/items/" + std::to_string(10000000 + i) + ".md"] = texts.back();
        }
        Diagnostics diagnostics;
        auto taken_stock = Stock::take(disk, {{"content", root + "/content"}}, 1);
        ensure(static_cast<bool>(taken_stock), "the stock of the benchmarks");
        stock = std::move(*taken_stock);
        IntakeOptions options;
        options.root = root;
        options.now = "2026-01-31";
        options.program = digest_of("bench");
        options.keep_records = true;
        for (const char* form : {"forms/2008.yml", "forms/2021.yml"}) options.form_files.emplace_back(form, std::string(MULU_SOURCE_DIR "/") + form);
        auto taken = take_in(disk, options, *stock, diagnostics);
        ensure(taken && taken->settings_sound && taken->catalogue.items.size() == items, "every item of the benchmarks is sound");
        intake = std::move(*taken);
        stock->read_unknown(disk, 1);
        indexes = make_indexes(intake.catalogue);
        auto loaded = Layouts::load(disk, {root, MULU_SOURCE_DIR}, intake.catalogue.settings, 1, diagnostics);
        ensure(loaded && *loaded, "the layouts of the benchmarks");
        layouts = std::move(*loaded);
        site.reset(new Site{intake.catalogue, indexes});
        plan = make_plan(*site);
        auto made = Renderer::make(*site, *layouts, disk, root, diagnostics);
        ensure(made && *made, "the renderer of the benchmarks");
        renderer = std::move(*made);
    }
};

}  // namespace mulu::bench
