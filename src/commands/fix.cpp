// SPDX-License-Identifier: Apache-2.0
// mulu fix: mends what can be mended for certain, in place, and says what remains.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "commands/against.hpp"
#include "commands/alias_mend.hpp"
#include "commands/reading.hpp"
#include "formats/source.hpp"
#include "formats/yaml.hpp"
#include "intake/mending.hpp"
#include "intake/settings_reader.hpp"

namespace mulu {
namespace {

/// A file that is to be mended.
struct Patient {
    std::string path;  ///< content/…
    FileStamp stamp;
    std::optional<Mended> mended;  ///< where there is something to mend
    std::optional<Failure> failure;
};

class Fix {
public:
    Fix(const Options& options, Disk& disk)
        : options_(options), disk_(disk), console_(style(options, disk), std::cout, std::cerr), workers_(worker_count(options.jobs)) {}

    Exit run() {
        const std::string content = join_path(options_.root, "content");
        auto real = disk_.resolve(content);
        if (!real) return fail({say("没有这个文件夹：", "there is no folder"), content, 0}, Exit::usage);
        real_content_ = *real;
        for (const std::string& path : options_.paths) {
            if (!choose(path)) return Exit::usage;
        }
        if (!list(content)) return Exit::machine;
        mend_all();
        const Exit exit = options_.diff ? show() : write();
        if (exit == Exit::machine) return exit;
        const auto stop = keep_addresses();
        if (stop) return *stop;
        return options_.diff ? exit : tell_remaining();
    }

private:
    static ConsoleStyle style(const Options& options, const Disk& disk) {
        ConsoleStyle style = style_of(options);
        if (!options.language) style.language = site_language(disk, options.root);
        return style;
    }

    std::string say(const char* zh, const char* en) const { return console_.language() == Language::zh ? zh : en; }

    Exit fail(const Failure& failure, Exit status) {
        console_.failure(failure);
        return status;
    }

    /// Takes a PATH of the command line: a file or folder of content/, named from the working directory or from the root.
    bool choose(const std::string& path) {
        auto real = disk_.resolve(path);
        if (!real) real = disk_.resolve(join_path(options_.root, path));
        if (!real) {
            console_.failure({say("没有这个文件：", "there is no such file:"), path, 0});
            return false;
        }
        if (*real != real_content_ && !real->starts_with(real_content_ + "/")) {
            console_.failure({say("mulu fix 只改 content/ 里的文件，不改：", "mulu fix mends files of content/ only, not"), path, 0});
            return false;
        }
        chosen_.push_back(real->substr(real_content_.size()));
        return true;
    }

    bool is_chosen(const std::string& path) const {
        if (options_.paths.empty()) return true;
        const std::string below = path.substr(std::string_view("content").size());  // "/items/…"
        return std::any_of(chosen_.begin(), chosen_.end(),
                           [&](const std::string& each) { return each.empty() || below == each || below.starts_with(each + "/"); });
    }

    /// The text files below content/ that were chosen. What a link leads to is mended where it lies itself, if that is in content/.
    bool list(const std::string& content) {
        const auto entries = disk_.list_tree(content, workers_);
        if (!entries) {
            console_.failure(entries.failure());
            return false;
        }
        for (const FileEntry& entry : *entries) {
            const std::string path = "content/" + entry.path;
            if (entry.kind != FileKind::file || entry.is_link || !(path.ends_with(".md") || path.ends_with(".yml"))) continue;
            if (name_of(path) == "README.md" || path.find("/.") != std::string::npos || !is_chosen(path)) continue;
            patients_.push_back({path, entry.stamp, {}, {}});
        }
        return true;
    }

    /// Keys that site.yml (as mended) adds to items.
    std::vector<std::string> own_keys() const {
        std::vector<std::string> keys;
        const auto bytes = disk_.read(join_path(options_.root, "content/site.yml"));
        if (!bytes) return keys;
        Diagnostics ignored;
        const auto source = Source::make("content/site.yml", mend("content/site.yml", *bytes).text, ignored);
        const auto node = source ? parse_yaml(*source, source->text(), 1, ignored) : std::nullopt;
        if (!node) return keys;
        for (const SiteField& field : read_settings(*node, ignored).fields) {
            keys.push_back(field.key);
            keys.push_back(field.name);
        }
        return keys;
    }

    void mend_all() {
        const MendOptions how{own_keys(), options_.mask};
        for_each_index(patients_.size(), workers_, [&](std::size_t i, unsigned) {
            Patient& patient = patients_[i];
            const auto bytes = disk_.read(join_path(options_.root, patient.path));
            if (!bytes) {
                patient.failure = bytes.failure();
                return;
            }
            Mended mended = mend(patient.path, *bytes, how);
            if (mended.any()) patient.mended = std::move(mended);
        });
    }

    Exit show() {
        std::size_t count = 0;
        for (const Patient& patient : patients_) {
            if (patient.failure) console_.failure(*patient.failure);
            if (!patient.mended) continue;
            ++count;
            console_.result(print_diff(patient.path, *patient.mended, console_.language()));
        }
        const std::string number = std::to_string(count);
        if (count == 0) nothing_to_mend();
        else console_.remark({"会修正 " + number + " 个文件；没有改动任何文件", "would mend " + number + (count == 1 ? " file" : " files") + "; nothing was written"});
        return Exit::well;
    }

    Exit write() {
        bool failed = false;
        std::size_t count = 0;
        for (const Patient& patient : patients_) {
            Result<> done = Done{};
            if (patient.failure) done = *patient.failure;
            else if (patient.mended) done = replace(patient.path, patient.stamp, patient.mended->text);
            else continue;
            if (!done) {
                console_.failure(done.failure());
                failed = true;
                continue;
            }
            ++count;
            console_.result(patient.path + ": " + patient.mended->list().in(console_.language()) + "\n");
        }
        if (count == 0 && !failed) nothing_to_mend();
        if (!failed) return Exit::well;
        (void)tell_remaining();
        return Exit::machine;
    }

    void nothing_to_mend() {
        if (!options_.against) console_.remark({"没有可以自动修正的内容", "nothing can be mended by itself"});
    }

    /// With --against: the old addresses of pages that moved since that revision become aliases, each in its item's file. The exit that ends the run, if any.
    std::optional<Exit> keep_addresses() {
        if (!options_.against) return std::nullopt;
        auto stock = take_stock(options_, disk_, workers_);
        if (!stock) return fail(stock.failure(), Exit::machine);
        const auto read = read_site(options_, disk_, *stock, {}, workers_, console_);
        console_.finish();
        if (!read) return fail(read.failure(), Exit::machine);
        Comparison comparison;
        if (const auto exit = hold_against(options_, disk_, **read, workers_, console_, comparison)) return exit;
        std::map<std::string, std::vector<std::string>> lost;  // by file
        for (const MovedItem& moved : comparison.moved) {
            if (is_chosen(moved.path)) lost[moved.path].push_back(moved.from);
        }
        for (const auto& [path, addresses] : lost) {
            const std::string file = join_path(options_.root, path);
            const auto stamp = disk_.stamp(file);
            const auto bytes = disk_.read(file);
            if (!stamp) return fail(stamp.failure(), Exit::machine);
            if (!bytes) return fail(bytes.failure(), Exit::machine);
            std::string text = *bytes, list;
            for (const std::string& address : addresses) {
                auto with = with_alias(path, text, address);
                if (!with) continue;  // the check that follows says what to do
                text = std::move(*with);
                list += (list.empty() ? "" : ", ") + address;
            }
            if (list.empty()) continue;
            if (!options_.diff) {
                if (const auto done = replace(path, *stamp, text); !done) return fail(done.failure(), Exit::machine);
            }
            console_.result(path + ": " + (options_.diff ? say("会写进 aliases：", "would be written into aliases: ") : say("写进 aliases：", "written into aliases: ")) + list + "\n");
        }
        return std::nullopt;
    }

    /// Puts the mended text in the file's place, by one rename, with the mode that the file had.
    Result<> replace(const std::string& relative, const FileStamp& known, const std::string& text) {
        const std::string path = join_path(options_.root, relative);
        const std::string staged = join_path(folder_of(path), "." + std::string(name_of(path)) + ".mulu-fix");
        const auto stamp = disk_.stamp(path);
        if (!stamp) return stamp.failure();
        if (*stamp != known) return Failure{say("文件正被别人修改，没有改它：", "somebody is changing the file, which was left alone:"), path, 0};
        if (auto written = disk_.write(staged, text); !written) return abandon(staged, written.failure());
        std::error_code error;
        const auto mode = std::filesystem::status(path, error).permissions();
        if (!error) std::filesystem::permissions(staged, mode, error);
        if (error) return abandon(staged, {say("改不了权限：", "cannot set the mode of"), staged, error.value()});
        if (auto renamed = disk_.rename(staged, path); !renamed) return abandon(staged, renamed.failure());
        return Done{};
    }

    Failure abandon(const std::string& staged, Failure failure) {
        (void)disk_.remove_file(staged);
        return failure;
    }

    /// Says what is still wrong in the files that were chosen.
    Exit tell_remaining() {
        auto stock = take_stock(options_, disk_, workers_);
        if (!stock) return fail(stock.failure(), Exit::machine);
        auto read = read_site(options_, disk_, *stock, {}, workers_, console_);
        console_.finish();
        if (!read) return fail(read.failure(), Exit::machine);
        // Faulty settings stop the reading before it comes to the files that were chosen.
        if (options_.paths.empty() || !(*read)->intake.settings_sound || !(*read)->intake.clock_sound) {
            report(options_, disk_, **read);
            return (*read)->stop.value_or(Exit::well);
        }
        Told told{console_.language(), (*read)->intake.catalogue.settings.levels, {}, 0, {}};
        for (const Diagnostic& found : (*read)->diagnostics.all()) {
            if (is_ours(found.at.path)) told.diagnostics.add(found);
        }
        told.read = static_cast<std::size_t>(std::count_if(patients_.begin(), patients_.end(), [](const Patient& each) { return is_item_record(each.path); }));
        report(options_, disk_, told);
        if (told.diagnostics.count(Level::error, told.levels) == 0) return Exit::well;
        return (*read)->stop.value_or(Exit::content_errors);
    }

    bool is_ours(const std::string& path) const { return path.starts_with("content/") && is_chosen(path); }

    const Options& options_;
    Disk& disk_;
    Console console_;
    unsigned workers_;
    std::string real_content_;
    std::vector<std::string> chosen_;  ///< below content/, beginning with a slash; "" is all of it
    std::vector<Patient> patients_;
};

}  // namespace

Exit run_fix(const Options& options, Disk& disk) { return Fix(options, disk).run(); }

}  // namespace mulu
