// SPDX-License-Identifier: Apache-2.0
#include "publish/publisher.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/text.hpp"

namespace mulu {
namespace {

constexpr const char* manifest_name = "manifest.sha256";

/// Address → digest. Lines that no manifest of ours has are passed over: what they name is not ours.
std::unordered_map<std::string, std::string> read_manifest(std::string_view text) {
    std::unordered_map<std::string, std::string> entries;
    for (const std::string_view line : split(text, '\n')) {
        if (line.size() < 67 || line.substr(64, 2) != "  ") continue;
        const std::string_view address = line.substr(66);
        // A manifest that was tampered with must not make us delete outside the output.
        if (address.starts_with('/') || address.find("..") != std::string_view::npos) continue;
        entries.emplace(address, line.substr(0, 64));
    }
    return entries;
}

}  // namespace

Publisher::Publisher(Disk& disk, std::string output, std::string state)
    : disk_(disk), output_(std::move(output)), state_(std::move(state)), staging_(join_path(state_, "staging")) {}

Publisher::~Publisher() = default;

Result<Refusal> Publisher::open() {
    const FileKind kind = disk_.kind(output_);
    if (kind != FileKind::missing && kind != FileKind::folder) return Refusal::foreign_folder;
    if (kind == FileKind::folder) {
        auto listed = disk_.kind(join_path(output_, manifest_name)) == FileKind::file ? Result<std::vector<FileEntry>>(std::vector<FileEntry>())
                                                                                      : disk_.list_tree(output_);
        if (!listed) return listed.failure();
        if (!listed->empty()) return Refusal::foreign_folder;
        whole_ = disk_.kind(join_path(output_, manifest_name)) == FileKind::missing;
    } else {
        whole_ = true;
    }
    if (auto made = disk_.make_folders(state_); !made) return made.failure();
    auto locked = FolderLock::take(join_path(state_, "lock"), lock_);
    if (!locked) return locked.failure();
    if (!*locked) return Refusal::locked;
    if (auto removed = disk_.remove_tree(staging_); !removed) return removed.failure();
    if (auto made = disk_.make_folders(staging_); !made) return made.failure();
    if (!whole_) {
        auto manifest = disk_.read(join_path(output_, manifest_name));
        if (!manifest) return manifest.failure();
        before_ = read_manifest(*manifest);
    }
    return Refusal::none;
}

Result<> Publisher::make_folder(const std::string& folder) {
    if (folder.empty()) return Done{};
    {
        const std::lock_guard guard(mutex_);
        if (folders_.contains(folder)) return Done{};
    }
    if (auto made = disk_.make_folders(join_path(staging_, folder)); !made) return made;
    const std::lock_guard guard(mutex_);
    folders_.emplace(folder, true);
    return Done{};
}

Result<> Publisher::put(const std::string& address, std::string_view bytes) {
    Staged staged;
    staged.sha256 = sha256_hex(bytes);
    const auto before = before_.find(address);
    staged.fresh = before == before_.end();
    // A page that somebody deleted by hand is made again.
    staged.changed = !staged.fresh && (before->second != staged.sha256 || disk_.kind(join_path(output_, address)) != FileKind::file);
    if (staged.fresh || staged.changed) {
        if (auto made = make_folder(folder_of(address)); !made) return made;
        if (auto written = disk_.write(join_path(staging_, address), bytes); !written) return written;
    }
    const std::lock_guard guard(mutex_);
    ensure(staged_.emplace(address, std::move(staged)).second, "an address was put twice");
    return Done{};
}

Result<> Publisher::write_manifest(const std::map<std::string, std::string>& entries) {
    std::string text;
    text.reserve(entries.size() * 110);
    for (const auto& [address, sha256] : entries) text += sha256 + "  " + address + "\n";
    const std::string staged = join_path(staging_, manifest_name);
    if (auto written = disk_.write(staged, text); !written) return written;
    return whole_ ? Result<>(Done{}) : disk_.rename(staged, join_path(output_, manifest_name));
}

Result<Published> Publisher::finish() {
    Published published;
    std::map<std::string, std::string> entries;
    for (const auto& [address, staged] : staged_) {
        entries.emplace(address, staged.sha256);
        ++(staged.fresh ? published.added : staged.changed ? published.changed : published.kept);
    }
    if (whole_) {
        if (auto written = write_manifest(entries); !written) return written.failure();
        if (disk_.kind(output_) == FileKind::folder) {
            if (auto removed = disk_.remove_empty_folder(output_); !removed) return removed.failure();
        }
        const std::string parent = folder_of(output_);
        if (!parent.empty()) {
            if (auto made = disk_.make_folders(parent); !made) return made.failure();
        }
        if (auto renamed = disk_.rename(staging_, output_); !renamed) return renamed.failure();
        return published;
    }
    // Old and new files are named before the first rename, so that a run that is killed leaves nothing that isn't ours. What is about to
    // change has no digest until the end: whichever bytes such a run leaves, the next build knows neither and puts the file again.
    const bool anything = published.added + published.changed > 0 || std::any_of(before_.begin(), before_.end(), [&](const auto& entry) {
        return !staged_.contains(entry.first);
    });
    if (anything) {
        std::map<std::string, std::string> both(before_.begin(), before_.end());
        for (const auto& [address, staged] : staged_) both[address] = staged.fresh || staged.changed ? std::string(64, '0') : staged.sha256;
        if (auto written = write_manifest(both); !written) return written.failure();
    }
    std::string last_folder;
    for (const bool fresh : {true, false}) {
        for (const auto& [address, staged] : staged_) {
            if (fresh ? !staged.fresh : !staged.changed) continue;
            const std::string folder = folder_of(address);
            if (folder != last_folder) {
                if (auto made = disk_.make_folders(join_path(output_, folder)); !made) return made.failure();
                last_folder = folder;
            }
            if (auto renamed = disk_.rename(join_path(staging_, address), join_path(output_, address)); !renamed) return renamed.failure();
        }
    }
    for (const auto& [address, sha256] : before_) {
        if (staged_.contains(address)) continue;
        ++published.removed;
        const std::string path = join_path(output_, address);
        if (disk_.kind(path) == FileKind::file) {
            if (auto removed = disk_.remove_file(path); !removed) return removed.failure();
        }
        for (std::string folder = folder_of(address); !folder.empty(); folder = folder_of(folder)) {
            if (auto removed = disk_.remove_empty_folder(join_path(output_, folder)); !removed) return removed.failure();
        }
    }
    if (anything) {
        if (auto written = write_manifest(entries); !written) return written.failure();
    }
    if (auto removed = disk_.remove_tree(staging_); !removed) return removed.failure();
    return published;
}

}  // namespace mulu
