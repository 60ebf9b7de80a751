// SPDX-License-Identifier: Apache-2.0
// mulu check: reads everything, says everything that is wrong, and writes nothing but what it remembers for the next check.
//   1. which files are asked about        2. take stock: where nothing changed since a check or a build, that is all
//   3. read and check the site            4. remember            5. say it, in the form that was asked for
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "base/identity.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "commands/against.hpp"
#include "commands/check_memory.hpp"
#include "commands/findings.hpp"
#include "commands/inspection.hpp"
#include "commands/reading.hpp"
#include "publish/state.hpp"

namespace mulu {
namespace {

/// What a check came to.
struct Outcome {
    Told told;
    std::optional<Exit> stop;
};

/// `path` without links, . and .., from the working directory; as it is, where that cannot be had.
std::string plain_path(const std::string& path) {
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error);
    std::string plain = error ? path : absolute.lexically_normal().string();
    while (plain.size() > 1 && plain.back() == '/') plain.pop_back();
    return plain;
}

/// `path` below `folder`, both plain: "" for the folder itself, nothing where it lies elsewhere.
std::optional<std::string> below(const std::string& path, const std::string& folder) {
    if (path == folder) return "";
    const std::string begin = folder == "/" ? folder : folder + "/";
    return path.starts_with(begin) ? std::optional(path.substr(begin.size())) : std::nullopt;
}

class Check {
public:
    Check(const Options& options, Disk& disk)
        : options_(options), disk_(disk), workers_(worker_count(options.jobs)), console_(style_of(options), std::cout, std::cerr), paths_(paths_of(options)),
          program_(program_identity()) {}

    Exit run() {
        console_.speak(options_.language.value_or(site_language(disk_, options_.root)));
        if (!choose_paths()) return Exit::usage;
        const std::int64_t moment = disk_.clock();
        auto stock = take_stock(options_, disk_, workers_);
        if (!stock) return fail(stock.failure());
        stock_ = std::move(*stock);
        if (auto known = recall(moment)) return tell(std::move(*known));
        auto read = read_site(options_, disk_, stock_, {program_, records(), false, nullptr}, workers_, console_);
        console_.finish();
        if (!read) return fail(read.failure());
        if (!(*read)->intake.clock_sound) {
            report(options_, disk_, **read);
            return Exit::usage;
        }
        const Settings& settings = (*read)->intake.catalogue.settings;
        if ((*read)->intake.settings_sound) {
            stock_.read_unknown(disk_, workers_);
            find_excerpts(options_, disk_, stock_, std::exchange(told_before_, {}), **read, workers_);
        }
        Comparison against;
        if (const auto exit = hold_against(options_, disk_, **read, workers_, console_, against)) return *exit;
        Outcome outcome{{settings.language.empty() ? Language::zh : settings.words(), settings.levels, std::move((*read)->diagnostics), (*read)->intake.read, std::move((*read)->excerpts)},
                              (*read)->stop};
        if ((*read)->intake.settings_sound) {
            const Catalogue& catalogue = (*read)->intake.catalogue;
            remember(moment, outcome, settings.time_zone_name, catalogue.now.seconds, (*read)->intake.next_change);
        }
        outcome.told.diagnostics.add_all(against.warnings);  // behind remember(): the next check may ask about another revision
        std::string counts;
        if (options_.site && (*read)->intake.settings_sound) {
            auto inspection = inspect(options_, disk_, (*read)->intake.catalogue, workers_, console_);
            console_.finish();
            if (!inspection) return fail(inspection.failure());
            if (!*inspection) return no_site();
            if ((*inspection)->findings.count(Level::error, settings.levels) > 0 && !outcome.stop) outcome.stop = Exit::content_errors;
            outcome.told.diagnostics.merge(std::move((*inspection)->findings));
            counts = render_counts(**inspection, console_.language());
        }
        const Exit exit = tell(std::move(outcome));
        if (options_.format == FindingsFormat::text) console_.result(counts);
        if (options_.format == FindingsFormat::text) console_.result(against.list);
        static ReadSite* left = nullptr;  // named, so that a leak checker knows that it is meant
        if (options_.leaves_memory) left = read->release();
        (void)left;
        return exit;
    }

private:
    Exit fail(const Failure& failure) {
        console_.finish();
        console_.failure(failure);
        return Exit::machine;
    }

    Exit no_site() {
        const std::string output = options_.output.value_or(join_path(options_.root, "site"));
        console_.failure({Words("还没有生成网站，先运行 mulu build：", "there is no built site; run mulu build first:").in(console_.language()), output, 0});
        return Exit::usage;
    }

    /// Finds the PATHs that were given, each from the working directory or from the root. False where one is not there.
    bool choose_paths() {
        const std::string root = plain_path(options_.root);
        const auto real_root = disk_.resolve(options_.root);
        for (const std::string& given : options_.paths) {
            bool exists = false;
            std::optional<std::string> found;
            for (const std::string& path : {given, join_path(options_.root, given)}) {
                if (disk_.kind(path) == FileKind::missing) continue;
                exists = true;
                found = below(plain_path(path), root);
                if (!found && real_root) {
                    if (const auto real = disk_.resolve(path)) found = below(*real, *real_root);
                }
                if (found) break;
            }
            if (!found) {
                const Words words = exists ? Words("“" + given + "”不在站点目录里", "“" + given + "” is not in the site’s folder")
                                           : Words("没有“" + given + "”这个文件或文件夹（从当前文件夹和站点目录都找过）",
                                                   "there is no file or folder “" + given + "”, neither here nor in the site’s folder");
                console_.failure({words.in(console_.language()), "", 0});
                return false;
            }
            chosen_.push_back(*found);
        }
        return true;
    }

    /// Whether the file of `place` is asked about.
    bool is_chosen(const Place& place) const {
        return place.path.empty() || std::any_of(chosen_.begin(), chosen_.end(), [&](const std::string& path) { return path.empty() || below(place.path, path); });
    }
    /// A second place counts as well: of a number that is used twice, both files are at fault.
    bool is_chosen(const Diagnostic& finding) const {
        return chosen_.empty() || is_chosen(finding.at) ||
               std::any_of(finding.notes.begin(), finding.notes.end(), [&](const Note& note) { return is_chosen(note.at); });
    }

    /// What the last check said, or the last build, where neither a file nor the clock changes anything. What they know of files is used in any case.
    std::optional<Outcome> recall(std::int64_t moment) {
        if (options_.against || options_.staged || options_.site) {  // what is asked is not what was asked then; and what is staged has no stamps
            state_.emplace(disk_, paths_.state);
            if (state_->load(program_) != State::Found::sound || options_.staged) return std::nullopt;
            if (const auto stock = state_->section("stock")) stock_.recall(*stock, state_->moment());
            return std::nullopt;
        }
        if (auto memory = CheckMemory::load(disk_, paths_.state, program_)) {
            if (is_same(memory->stock, memory->moment, memory->recollection)) {
                // Where files were read again, the next check need not.
                if (!stock_.is_settled(memory->stock, memory->moment) && !state_is_inside()) {
                    memory->moment = moment;
                    const std::string packed = stock_.pack();
                    memory->stock = packed;
                    (void)memory->save(disk_, paths_.state, program_);
                }
                return Outcome{std::move(memory->recollection.told), memory->stop};
            }
            told_before_.push_back({std::move(memory->recollection.told.excerpts), memory->stock});
            memory_ = memory->bytes;
        }
        state_.emplace(disk_, paths_.state);
        if (state_->load(program_) != State::Found::sound) return std::nullopt;
        const auto stock = state_->section("stock"), told = state_->section("told");
        if (!stock || !told) return std::nullopt;
        auto recollection = Recollection::unpack(*told);
        // What a build said that set items aside is not what is wrong with them alone.
        if (!recollection || !recollection->set_aside.empty() || !is_same(*stock, state_->moment(), *recollection)) {
            if (recollection) told_before_.push_back({std::move(recollection->told.excerpts), *stock});
            return std::nullopt;
        }
        Outcome outcome{std::move(recollection->told), std::nullopt};
        remember(moment, outcome, recollection->time_zone, recollection->from, recollection->until);
        return outcome;
    }

    bool is_same(std::string_view stock, std::int64_t moment, const Recollection& recollection) {
        stock_.recall(stock, moment);
        if (!recollection.holds_at(options_)) return false;
        stock_.read_unknown(disk_, workers_);
        return stock_.equals(stock);
    }

    /// The record cache of the last build; none where a part is damaged, or a build replaces it at this moment.
    std::vector<std::string_view> records() {
        return state_ ? recall_records(*state_, workers_) : std::vector<std::string_view>();
    }

    /// Whether what is remembered would be in the output, where everybody could read it. A build refuses that. An output that isn't there yet has no links to follow.
    bool state_is_inside() const { return below(plain_path(paths_.state), plain_path(paths_.output)) || is_in_output(disk_, paths_.state, paths_.output); }

    void remember(std::int64_t moment, const Outcome& outcome, const std::string& time_zone, std::int64_t from, std::optional<std::int64_t> until) {
        if (options_.staged || state_is_inside()) return;
        const std::string packed = stock_.pack();
        CheckMemory memory;
        memory.moment = moment;
        memory.stop = outcome.stop;
        memory.recollection.told = outcome.told;
        memory.recollection.time_zone = time_zone;
        memory.recollection.from = from;
        memory.recollection.until = until;
        memory.stock = packed;
        (void)memory.save(disk_, paths_.state, program_);  // a folder that cannot be written is none of the check's business
    }

    /// What code hosts put before the site's paths: their files are named from the working directory, if the site lies in it.
    std::string prefix() const {
        const auto inside = below(plain_path(options_.root), plain_path("."));
        return inside && !inside->empty() ? *inside + "/" : std::string();
    }

    Exit tell(Outcome outcome) {
        const Levels& levels = outcome.told.levels;
        // Where the settings are faulty nothing else could be read: that must be said whatever was asked about.
        const bool is_stopped = outcome.stop == Exit::usage;
        Diagnostics chosen;
        std::size_t elsewhere = 0;
        bool has_error = false, fails = false;
        for (const Diagnostic& finding : outcome.told.diagnostics.all()) {
            const Level level = levels.of(finding.code);
            if (!is_stopped && !is_chosen(finding)) {
                if (level == Level::error || level == Level::held || (level == Level::warning && !options_.quiet)) ++elsewhere;
                continue;
            }
            has_error = has_error || level == Level::error;
            fails = fails || (options_.fail_on && level >= *options_.fail_on);
            if (!chosen_.empty()) chosen.add(finding);
        }
        if (!is_stopped && !chosen_.empty()) outcome.told.diagnostics = std::move(chosen);
        if (options_.format == FindingsFormat::text) report(options_, disk_, outcome.told);
        else report_for_programs(outcome.told);
        if (elsewhere > 0) {
            const std::string count = print_count(elsewhere);
            console_.remark({"其他文件里还有 " + count + " 处没有列出；不带路径运行 mulu check 可看全部",
                             count + " more in other files are not shown; mulu check without a path shows all"});
        }
        if (is_stopped) return Exit::usage;
        return has_error || fails ? Exit::content_errors : Exit::well;
    }

    void report_for_programs(const Told& told) {
        std::vector<Diagnostic> findings = told.diagnostics.sorted();
        if (options_.quiet) std::erase_if(findings, [&](const Diagnostic& finding) { return told.levels.of(finding.code) == Level::warning; });
        const bool of_host = options_.format != FindingsFormat::json;
        const FindingsContext context{console_.language(), options_.version, options_.documentation, of_host ? prefix() : std::string()};
        console_.result(render_findings(findings, told.levels, options_.format, context, lines_of(options_, disk_)));
        console_.summary(told.diagnostics, told.levels, told.read);
    }

    const Options& options_;
    Disk& disk_;
    unsigned workers_;
    Console console_;
    Places paths_;
    Digest program_;
    std::vector<std::string> chosen_;  ///< relative to the root; empty: all
    Stock stock_;
    std::vector<ToldBefore> told_before_;          ///< lies in memory_ and state_
    std::shared_ptr<const MappedFile> memory_;     ///< of the last check
    std::optional<State> state_;
};

}  // namespace

Exit run_check(const Options& options, Disk& disk) {
    if (!options.staged) return Check(options, disk).run();
    Words fault;
    const auto staged = open_staged(options, disk, fault);
    if (staged) return Check(options, staged->disk()).run();
    Console console(style_of(options), std::cout, std::cerr);
    console.speak(options.language.value_or(site_language(disk, options.root)));
    console.failure({fault.in(console.language()), "", 0});
    return Exit::usage;
}

}  // namespace mulu
