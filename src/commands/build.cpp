// SPDX-License-Identifier: Apache-2.0
// mulu build, in ten steps:
//   1. open the output: ownership, lock          2. load the state           3. take stock: where nothing changed, that is all
//   4. read and check the site (reading.cpp)     5. stop here if anything is malformed
//   6. plan the pages, take their fingerprints, find out what is stale; beside this and what follows: tell what was found      7. guard against mass deletion
//   8. make what is stale, and stage it          9. put it in place          10. remember
#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <iostream>
#include <mutex>
#include <thread>

#include "base/identity.hpp"
#include "base/parallel.hpp"
#include "commands/quarantine.hpp"
#include "commands/recollection.hpp"
#include "commands/verify.hpp"
#include "publish/publisher.hpp"

namespace mulu {
namespace {

class Build {
public:
    Build(const Options& options, Disk& disk)
        : options_(options), disk_(disk), workers_(worker_count(options.jobs)), console_(style_of(options), std::cout, std::cerr), paths_(paths_of(options)),
          program_(program_identity()), state_(disk, paths_.state), quarantine_(disk, state_, options.root) {}

    Exit run() {
        if (!options_.language) console_.speak(site_language(disk_, options_.root));
        const std::int64_t moment = disk_.clock();
        publisher_.emplace(disk_, state_, Publisher::Options{paths_.output, paths_.aside, program_, moment, !options_.full, options_.dry_run, linger()});
        if (const auto stop = take(publisher_->open())) return *stop;
        load_state();
        auto stock = take_stock(options_, disk_, workers_);
        if (!stock) return fail(stock.failure());
        stock_ = std::move(*stock);
        if (state_.is_loaded() && !options_.full) {
            if (const auto done = nothing_changed(moment)) return *done;
        }
        if (const auto failed = read()) return *failed;
        has_excerpts_ = read_->intake.settings_sound && read_->intake.clock_sound;
        if (has_excerpts_) stock_.read_unknown(disk_, workers_);  // from here on it stays as it is
        if (read_->stop) {
            tell();
            console_.remark({"没有生成：先改正以上错误，网站保持原样", "nothing was built: mend the errors above; the site is as it was"});
            return *read_->stop;
        }
        // Findings are told while pages are planned and made: neither asks for what the other changes. Whatever else is said waits (hear()).
        packed_stock_ = std::async(std::launch::async, [this] { return options_.dry_run ? std::string() : stock_.pack(); });
        packed_told_ = std::async(std::launch::async, [this] { return tell_and_pack(); });
        if (const auto planned = plan(); !planned) return fail(planned.failure());
        if (const auto stop = begin()) return *stop;
        if (const auto stop = stage()) return *stop;
        return publish();
    }

private:
    /// Waits until all findings have been told.
    void hear() {
        if (packed_told_.valid()) packed_told_.wait();
    }

    Exit fail(const Failure& failure) {
        hear();
        console_.finish();
        console_.failure(failure);
        return Exit::machine;
    }

    /// The exit of a refusal or failure; nothing where there is none.
    std::optional<Exit> take(const Result<Refusal>& refusal) {
        if (!refusal) return fail(refusal.failure());
        if (*refusal == Refusal::none) return std::nullopt;
        hear();
        const Words words = *refusal == Refusal::locked ? Words("另一个 mulu 正在生成这个站点", "another mulu is building this site")
                            : *refusal == Refusal::state_inside
                                ? Words("状态目录不能放在输出目录里，那里的文件谁都能看到：" + paths_.state, "the state must not be in the output folder, where everybody can read it: " + paths_.state)
                                                        : Words("输出目录不是空的，也不是 mulu 生成的，不去动它：" + paths_.output,
                                                                "the output folder is neither empty nor made by mulu, and is left alone: " + paths_.output);
        console_.failure({words.in(console_.language()), "", 0});
        return Exit::refused;
    }

    std::function<void()> linger() const {
        if (options_.linger == 0) return {};
        return [seconds = options_.linger] { std::this_thread::sleep_for(std::chrono::seconds(seconds)); };
    }

    void load_state() {
        switch (state_.load(program_)) {
            case State::Found::damaged:
                console_.remark({"上次的状态已损坏，这次从头生成", "the state of the last build is damaged; this one is from nothing"});
                break;
            case State::Found::of_another_program:
                console_.remark({"上次的状态是另一个版本的 mulu 留下的，这次从头生成", "the state is of another version of mulu; this build is from nothing"});
                break;
            case State::Found::none:
            case State::Found::sound: break;
        }
    }

    /// Reads the site; with --quarantine as often as that finds something to set aside.
    std::optional<Exit> read() {
        const auto records = options_.full ? std::vector<std::string_view>() : recall_records(state_, workers_);
        if (state_.is_loaded()) (void)state_.section("pages");
        drafts_.emplace(folder_of_drafts());
        // The state is not asked for anything while this runs.
        auto remembering = std::async(std::launch::async, [&] { return publisher_->remember(); });
        for (;;) {
            auto taken = read_site(options_, quarantine_.disk(), stock_, {program_, records, true, &quarantine_.stand_ins(), &*drafts_}, workers_, console_);
            if (remembering.valid()) {
                if (const auto remembered = remembering.get(); !remembered) return fail(remembered.failure());
            }
            console_.finish();
            if (!taken) return fail(taken.failure());
            read_ = std::move(*taken);
            const bool malformed = read_->stop == Exit::content_errors;
            if (!malformed || !options_.quarantine || !quarantine_.set_aside(read_->diagnostics, read_->intake.catalogue.settings.levels)) break;
        }
        read_->diagnostics.add_all(quarantine_.errors());
        return std::nullopt;
    }

    /// A folder on the disk that the site will be on; a build that finds faults has made none.
    std::string folder_of_drafts() const {
        std::string folder = paths_.aside;
        while (!folder.empty() && disk_.kind(folder) != FileKind::folder) folder = folder_of(folder);
        return folder.empty() ? "." : folder;
    }

    /// Finds what is shown with what was found, if that can be told, and tells it.
    void tell() {
        if (has_excerpts_) find_excerpts(options_, disk_, stock_, std::exchange(told_before_, {}), *read_, workers_);
        report(options_, disk_, *read_);
    }

    /// Tells what was found, and packs it for the next build.
    std::string tell_and_pack() {
        tell();
        console_.phase({"生成网页", "rendering"});
        is_told_ = true;
        const Settings& settings = read_->intake.catalogue.settings;
        told_ = {settings.words(), settings.levels, std::move(read_->diagnostics), read_->intake.read, std::move(read_->excerpts)};
        return options_.dry_run ? std::string() : Recollection::pack_told(told_);
    }

    std::vector<SetAside> set_aside() const {
        std::vector<SetAside> all;
        for (const auto& [path, text] : quarantine_.stand_ins()) all.push_back({path, text.has_value()});
        return all;
    }

    /// Says what stands for malformed items, even if quiet: the site is not what its content says. The exit status that goes with it.
    Exit tell_what_was_set_aside(const std::vector<SetAside>& all) {
        for (const auto& [path, has_text] : all) {
            const Words words = has_text ? Words(path + "：有错误，暂用上次的内容", path + ": malformed; its last sound text stands for it")
                                         : Words(path + "：有错误，又没有可用的上次内容，暂不收入", path + ": malformed, with no earlier text that serves; it is left out");
            console_.failure({words.in(console_.language()), "", 0});
        }
        return all.empty() ? Exit::well : Exit::content_errors;
    }

    /// Ends the build where neither a file nor the clock changes anything.
    std::optional<Exit> nothing_changed(std::int64_t moment) {
        state_.read_ahead({"stock", "told"}, workers_);
        const auto remembered = state_.section("stock"), told = state_.section("told");
        auto recollection = told ? Recollection::unpack(*told) : std::nullopt;
        if (!remembered || !recollection) {
            console_.remark({"上次的状态已损坏，这次从头生成", "the state of the last build is damaged; this one is from nothing"});
            state_.forget();
            return std::nullopt;
        }
        stock_.recall(*remembered, state_.moment());
        stock_.read_unknown(disk_, workers_);
        const bool same_way = recollection->set_aside.empty() || options_.quarantine;
        if (!stock_.equals(*remembered) || !recollection->holds_at(options_) || !publisher_->output_is_as_left() || !same_way) {
            told_before_.push_back({std::move(recollection->told.excerpts), *remembered});
            return std::nullopt;
        }
        if (options_.verify && !recollection->set_aside.empty()) return std::nullopt;  // what stands in is known only to a build that reads
        if (options_.quarantine && !quarantine_.keeps_texts(false)) return std::nullopt;  // the first such build begins to keep texts
        report(options_, disk_, recollection->told);
        Published published;
        published.kept = recollection->files;
        if (!options_.dry_run && !stock_.is_settled(*remembered, state_.moment())) {
            // Every file was read again; the next build need not.
            if (const auto staged = state_.stage("stock", stock_.pack()); !staged) return fail(staged.failure());
            for (const std::string& section : state_.all_sections()) {
                if (section != "stock") state_.keep(section);
            }
            const Digest manifest = state_.manifest();
            const FileStamp stamp = state_.manifest_stamp();
            if (const auto committed = state_.commit(program_, moment, manifest, stamp); !committed) return fail(committed.failure());
        }
        summarise(published, recollection->items, recollection->held_back);
        return options_.verify ? verify(options_, disk_, nullptr, paths_.output, workers_, console_) : tell_what_was_set_aside(recollection->set_aside);
    }

    /// A file of the site and what it is made from.
    struct Entry {
        enum class Kind : std::uint8_t { page, file, asset } kind;
        std::uint32_t number;
    };

    /// Plans the site and finds out what is stale.
    Result<> plan() {
        plan_ = make_plan(*read_->site, workers_);
        const auto settings = stock_.files[stock_.find("content/site.yml")].digest;
        Hasher base;
        base.add(program_);
        base.add(settings.value_or(Digest{}));
        read_->renderer->prepare_fingerprints(base.finish(), workers_);
        std::vector<OutputFile> files;
        files.reserve(plan_.pages.size() + plan_.files.size() + read_->layouts->assets.size());
        entries_.reserve(files.capacity());
        std::vector<std::pair<std::string_view, Entry>> others;
        for (std::uint32_t i = 0; i < plan_.files.size(); ++i) others.push_back({plan_.files[i].address, {Entry::Kind::file, i}});
        for (std::uint32_t i = 0; i < read_->layouts->assets.size(); ++i) others.push_back({read_->layouts->assets[i].address, {Entry::Kind::asset, i}});
        std::sort(others.begin(), others.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::size_t other = 0;
        const auto add = [&](std::string_view address, Entry entry) {
            files.push_back({address, {}});
            entries_.push_back(entry);
        };
        for (std::uint32_t i = 0; i < plan_.pages.size(); ++i) {
            for (; other < others.size() && others[other].first < plan_.pages[i].address; ++other) add(others[other].first, others[other].second);
            add(plan_.pages[i].address, {Entry::Kind::page, i});
        }
        for (; other < others.size(); ++other) add(others[other].first, others[other].second);
        Failures failures;
        for_each_index(files.size(), workers_, [&](std::size_t i, unsigned) {
            if (failures.any()) return;
            switch (entries_[i].kind) {
                case Entry::Kind::page: {
                    const auto print = read_->renderer->fingerprint(plan_.pages[entries_[i].number], plan_);
                    if (!print) return failures.add(print.failure());
                    files[i].fingerprint = *print;
                    break;
                }
                case Entry::Kind::file: {
                    const std::size_t at = stock_.find(plan_.files[entries_[i].number].source);
                    if (at != Stock::npos && stock_.files[at].digest) files[i].fingerprint.whole = *stock_.files[at].digest;
                    files[i].fingerprint.set(PagePart::body, files[i].fingerprint.whole);
                    break;
                }
                case Entry::Kind::asset:
                    files[i].fingerprint.whole = digest_of(read_->layouts->assets[entries_[i].number].bytes);
                    files[i].fingerprint.set(PagePart::layout, files[i].fingerprint.whole);
                    break;
            }
        });
        if (failures.any()) return failures.first();
        return publisher_->expect(std::move(files));
    }

    /// The guard against mass deletion, and the staging folder.
    std::optional<Exit> begin() {
        // A dry run shows what would go before it refuses.
        if (is_too_much() && !options_.dry_run) return refuse_deletion();
        return take(publisher_->begin());
    }

    bool is_too_much() const { return publisher_->takes_too_much() && !options_.allow_deletes; }

    Exit refuse_deletion() {
        const std::string gone = print_count(publisher_->taken_away().items), all = print_count(publisher_->taken_away().of);
        hear();
        console_.finish();
        console_.failure({Words("这次会撤下 " + gone + " 条已公开的信息（共 " + all + " 条），可能是误删，网站保持原样。确认无误再加 --allow-deletes",
                                gone + " of " + all + " public items would be taken away, which may be a mistake; the site is as it was. If it is meant, add --allow-deletes")
                              .in(console_.language()),
                          "", 0});
        return Exit::refused;
    }

    /// The first failure of several threads.
    class Failures {
    public:
        bool any() const { return any_; }
        void add(const Failure& failure) {
            const std::lock_guard guard(mutex_);
            if (!any_) first_ = failure;
            any_ = true;
        }
        const Failure& first() const { return first_; }

    private:
        std::mutex mutex_;
        std::atomic<bool> any_{false};
        Failure first_;
    };

    /// The bytes of a file that is published as it is: those of which the fingerprint was taken, or a failure.
    Result<std::string> read_file_in_stock(const std::string& path) const {
        auto bytes = disk_.read(join_path(options_.root, path));
        const std::size_t at = stock_.find(path);
        if (bytes && at != Stock::npos && stock_.files[at].digest && digest_of(*bytes) != *stock_.files[at].digest) {
            return Failure{"the file changed while the site was built:", path, 0};
        }
        return bytes;
    }

    std::optional<Exit> stage() {
        std::vector<std::size_t> stale;
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (publisher_->is_stale(i)) stale.push_back(i);
        }
        const std::vector<std::size_t> order = with_workbooks_apart(stale);
        Failures failures;
        std::atomic<std::size_t> done{0};
        for_each_index(order.size(), workers_, [&](std::size_t n, unsigned worker) {
            if (failures.any()) return;
            const std::size_t i = order[n];
            const Entry entry = entries_[i];
            const auto put = [&](const Result<std::string>& bytes) {
                if (!bytes) return failures.add(bytes.failure());
                if (const auto stored = publisher_->put(i, *bytes); !stored) failures.add(stored.failure());
            };
            if (entry.kind == Entry::Kind::page) put(read_->renderer->render(plan_.pages[entry.number], plan_, worker));
            else if (entry.kind == Entry::Kind::file) put(read_file_in_stock(plan_.files[entry.number].source));
            else put(read_->layouts->assets[entry.number].bytes);
            if (const std::size_t now = ++done; is_told_ && (now % 64 == 0 || now == order.size())) console_.progress(now, order.size());
        });
        if (failures.any()) return fail(failures.first());
        if (options_.dry_run || options_.explain) list_changes(stale);
        return std::nullopt;
    }

    /// The same files in another order. Workbooks are made one at a time (render/sheet), and lie side by side by address: they are put among the others, so that
    /// no thread waits for another's.
    std::vector<std::size_t> with_workbooks_apart(const std::vector<std::size_t>& stale) const {
        std::vector<std::size_t> books, others, order;
        for (const std::size_t i : stale) {
            const Entry entry = entries_[i];
            const PageKind kind = entry.kind == Entry::Kind::page ? plan_.pages[entry.number].kind : PageKind::home;
            (kind == PageKind::statistics_workbook || kind == PageKind::report_workbook ? books : others).push_back(i);
        }
        order.reserve(stale.size());
        for (std::size_t i = 0, book = 0; i < others.size() || book < books.size(); ++i) {
            if (i < others.size()) order.push_back(others[i]);
            while (book < books.size() && book * others.size() <= i * books.size()) order.push_back(books[book++]);
        }
        return order;
    }

    /// What --dry-run and --explain print: a line for each file, sorted by address within its kind.
    void list_changes(const std::vector<std::size_t>& stale) {
        hear();
        const Language language = console_.language();
        const auto line = [&](const char* sign, std::string_view address, const std::string& why) {
            console_.result(std::string(sign) + " " + std::string(address) + (options_.explain && !why.empty() ? "  " + why : "") + "\n");
        };
        for (const auto fate : {Publisher::Fate::added, Publisher::Fate::changed}) {
            for (const std::size_t i : stale) {
                if (publisher_->fate(i) != fate) continue;
                const bool added = fate == Publisher::Fate::added;
                line(added ? "+" : "~", publisher_->address(i), added ? std::string() : words_of_difference(publisher_->difference(i)).in(language));
            }
        }
        for (const std::string_view address : publisher_->gone()) line("-", address, {});
    }

    static Words words_of_difference(std::optional<unsigned> difference) {
        static const std::array<Words, page_parts> names = {Words("版式、文字或设置", "layout, words or settings"), Words("导航", "navigation"),
                                                            Words("本条的记录", "its record"),                     Words("正文或附件", "its body or file"),
                                                            Words("机构、类目或主题的名称", "names of units, categories or topics"),
                                                            Words("所列或相关的信息", "items that it lists or relates to"), Words("数字和列表", "figures and lists")};
        if (!difference) return {"不知道原来的内容", "nothing was known of it"};
        Words all;
        for (std::size_t part = 0; part < page_parts; ++part) {
            if ((*difference >> part & 1) == 0) continue;
            all.zh += (all.zh.empty() ? "" : "；") + names[part].zh;
            all.en += (all.en.empty() ? "" : "; ") + names[part].en;
        }
        return all;
    }

    Exit publish() {
        const std::string told = packed_told_.get();
        console_.phase({"写入网站", "publishing"});
        const Catalogue& catalogue = read_->intake.catalogue;
        const Published published = publisher_->count();
        if (!options_.dry_run) {
            const Recollection recollection{{}, catalogue.settings.time_zone_name, catalogue.now.seconds, read_->intake.next_change, catalogue.items.size(),
                                            catalogue.held_back.size(), entries_.size(), set_aside()};
            if (const auto staged = state_.stage("told", recollection.pack(told)); !staged) return fail(staged.failure());
            if (const auto staged = state_.stage("stock", packed_stock_.get()); !staged) return fail(staged.failure());
            for (std::size_t part = 0; part < record_parts; ++part) {
                const auto& records = read_->intake.records[part];
                if (!records) state_.keep(records_section(part));
                else if (const auto staged = state_.stage(records_section(part), *records); !staged) return fail(staged.failure());
            }
        }
        if (!options_.dry_run && quarantine_.keeps_texts(options_.quarantine)) {
            if (const auto staged = quarantine_.stage(stock_, read_->intake); !staged) return fail(staged.failure());
        }
        const auto finished = publisher_->finish();
        console_.finish();
        if (!finished) return fail(finished.failure());
        summarise(published, catalogue.items.size(), catalogue.held_back.size());
        if (is_too_much()) return refuse_deletion();
        const Exit outcome = tell_what_was_set_aside(set_aside());
        if (options_.verify && !options_.dry_run) {
            const Exit verified = verify(options_, quarantine_.disk(), &quarantine_.stand_ins(), paths_.output, workers_, console_);
            if (verified != Exit::well) return verified;
        }
        return outcome;
    }

    void summarise(const Published& published, std::size_t public_items, std::size_t held_back) {
        const std::string items = print_count(public_items), files = print_count(published.added + published.changed + published.kept);
        const std::string added = print_count(published.added), changed = print_count(published.changed), kept = print_count(published.kept),
                          removed = print_count(published.removed), held = print_count(held_back);
        const Words would = options_.dry_run ? Words("（试运行，什么也没有写）", " (a dry run: nothing was written)") : Words();
        console_.remark({"公开 " + items + " 条信息（暂不发布 " + held + "），共 " + files + " 个文件：新增 " + added + "，更新 " + changed + "，未变 " + kept + "，删除 " + removed +
                             "。网站在 " + paths_.output + would.zh,
                         items + (public_items == 1 ? " item is" : " items are") + " public (" + held + " held back); " + files + " files: " + added + " new, " +
                             changed + " changed, " + kept + " as they were, " + removed + " removed. The site is in " + paths_.output + would.en});
    }

    const Options& options_;
    Disk& disk_;
    unsigned workers_;
    Console console_;
    Places paths_;
    Digest program_;
    State state_;
    Quarantine quarantine_;
    std::optional<Publisher> publisher_;
    Stock stock_;
    std::optional<Spool> drafts_;
    std::vector<ToldBefore> told_before_;
    std::unique_ptr<ReadSite> read_;
    Told told_;  ///< once it has been said
    bool has_excerpts_ = false;
    std::atomic<bool> is_told_{false};
    Plan plan_;
    std::vector<Entry> entries_;
    std::future<std::string> packed_stock_, packed_told_;  ///< they use what stands above
};

}  // namespace

Exit run_build(const Options& options, Disk& disk) {
    auto build = std::make_unique<Build>(options, disk);
    const Exit exit = build->run();
    static Build* left = nullptr;  // named, so that a leak checker knows that it is meant
    if (options.leaves_memory) left = build.release();
    (void)left;
    return exit;
}

}  // namespace mulu
