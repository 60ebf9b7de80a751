// SPDX-License-Identifier: Apache-2.0
#include "publish/publisher.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <future>
#include <iterator>
#include <utility>

#include "base/packing.hpp"
#include "base/text.hpp"

namespace mulu {
namespace {

constexpr const char* manifest_name = "manifest.sha256";
constexpr std::uint32_t nowhere = 0xFFFFFFFF;

int digit_of(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

std::optional<Sha256> parse_sum(std::string_view hex) {
    Sha256 sum;
    for (std::size_t i = 0; i < sum.bytes.size(); ++i) {
        const int high = digit_of(hex[2 * i]), low = digit_of(hex[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        sum.bytes[i] = static_cast<unsigned char>(high * 16 + low);
    }
    return sum;
}

/// The year's folder and name of an item's page: items/2014/NAME.html → NAME.html, or nothing.
std::string_view item_page(std::string_view address) {
    constexpr std::string_view items = "items/";
    if (!address.starts_with(items) || !address.ends_with(".html")) return {};
    const std::string_view rest = address.substr(items.size());
    const std::size_t slash = rest.find('/');
    if (slash != 4 || rest.find('/', slash + 1) != std::string_view::npos) return {};
    return rest.substr(slash + 1);
}

}  // namespace

Publisher::Publisher(Disk& disk, State& state, Options options)
    : disk_(disk), state_(state), options_(std::move(options)), staging_(join_path(options_.aside, "staging")) {}

Result<Refusal> Publisher::open() {
    if (is_in_output(disk_, state_.folder(), options_.output)) return Refusal::state_inside;
    // The lock comes first: what is looked at without it, another build may be about to change.
    if (!options_.dry && disk_.kind(options_.aside) == FileKind::folder) {
        if (const auto refusal = lock(); !refusal || *refusal != Refusal::none) return refusal;
    }
    const FileKind kind = disk_.kind(options_.output);
    if (kind != FileKind::missing && kind != FileKind::folder) return Refusal::foreign_folder;
    whole_ = disk_.kind(join_path(options_.output, manifest_name)) != FileKind::file;
    if (kind == FileKind::folder && whole_) {
        auto listed = disk_.list_tree(options_.output);
        if (!listed) return listed.failure();
        if (!listed->empty()) return Refusal::foreign_folder;
    }
    return Refusal::none;
}

Result<Refusal> Publisher::lock() {
    auto locked = FolderLock::take(join_path(options_.aside, "lock"), lock_);
    if (!locked) return locked.failure();
    if (!*locked) return Refusal::locked;
    if (state_.folder() != options_.aside && disk_.kind(state_.folder()) == FileKind::folder) {
        // Two outputs must not share a state: each would take the other's for its own.
        auto state_locked = FolderLock::take(join_path(state_.folder(), "lock"), state_lock_);
        if (!state_locked) return state_locked.failure();
        if (!*state_locked) return Refusal::locked;
    }
    locked_ = true;
    return Refusal::none;
}

bool Publisher::output_is_as_left() const {
    if (whole_ || !state_.is_loaded() || state_.pending()) return false;
    const auto stamp = disk_.stamp(join_path(options_.output, manifest_name));
    return stamp && *stamp == state_.manifest_stamp();
}

/// Fills old_ with what the output has, from the state where that knows this very output, else from the manifest.
Result<> Publisher::remember() {
    if (whole_ || std::exchange(remembered_, true)) return Done{};
    // Mapped: it is replaced by renames only, and what is mapped stays as it was.
    const auto manifest = disk_.map(join_path(options_.output, manifest_name));
    if (!manifest) return manifest.failure();
    manifest_ = *manifest;
    found_manifest_ = digest_of(manifest_->bytes());
    pending_ = state_.pending();
    const auto may_be_found = [&](const Digest& each) { return std::find(pending_->manifests.begin(), pending_->manifests.end(), each) != pending_->manifests.end(); };
    const bool is_of_state = state_.is_loaded() && options_.trust_state &&
                             (pending_ ? may_be_found(found_manifest_) && may_be_found(state_.manifest()) : found_manifest_ == state_.manifest());
    const auto pages = is_of_state ? state_.section("pages") : std::nullopt;
    if (pages) {
        Unpacker from(*pages);
        old_.resize(from.count());
        for (Old& old : old_) {
            old.address = from.text();
            old.fingerprint.whole = from.digest();
            const std::string_view parts = from.raw(sizeof old.fingerprint.parts);
            if (!parts.empty()) std::memcpy(old.fingerprint.parts.data(), parts.data(), parts.size());
            const std::string_view sum = from.raw(32);
            if (!sum.empty()) std::copy(sum.begin(), sum.end(), old.sum.bytes.begin());
            old.trusted = true;
        }
        if (!from.sound()) old_.clear();
    }
    state_serves_ = pages && !old_.empty();
    if (!state_serves_ || pending_) {
        // What the manifest alone names: of an earlier state, or put in place by a build that was cut short.
        std::vector<Old> named;
        for (const std::string_view line : split(manifest_->bytes(), '\n')) {
            if (line.size() < 67 || line.substr(64, 2) != "  ") continue;
            Old old;
            old.address = line.substr(66);
            // A manifest that was tampered with must not make us delete outside the output.
            if (old.address.starts_with('/') || old.address.find("..") != std::string_view::npos) continue;
            if (const auto sum = parse_sum(line.substr(0, 64))) old.sum = *sum;
            named.push_back(std::move(old));
        }
        const auto by_address = [](const Old& a, const Old& b) { return a.address < b.address; };
        std::sort(named.begin(), named.end(), by_address);
        named.erase(std::unique(named.begin(), named.end(), [](const Old& a, const Old& b) { return a.address == b.address; }), named.end());
        std::vector<Old> both;
        // Where both know a file the state's entry comes first and is the one that is used.
        std::set_union(old_.begin(), old_.end(), named.begin(), named.end(), std::back_inserter(both), by_address);
        old_ = std::move(both);
    }
    if (pending_) {
        std::unordered_set<std::string_view> unsure(pending_->addresses.begin(), pending_->addresses.end());
        for (Old& old : old_) {
            if (unsure.contains(old.address)) old.trusted = false;
        }
    }
    return Done{};
}

Result<> Publisher::expect(std::vector<OutputFile> files) {
    if (auto remembered = remember(); !remembered) return remembered;
    files_ = std::move(files);
    old_of_.assign(files_.size(), nowhere);
    fates_.assign(files_.size(), Fate::kept);
    stale_.assign(files_.size(), 1);
    lost_.assign(files_.size(), 0);
    sums_.resize(files_.size());
    std::unordered_set<std::string_view> items;  // names of item pages, where some are missing
    std::size_t at = 0;
    for (std::size_t i = 0; i < files_.size(); ++i) {
        while (at < old_.size() && old_[at].address < files_[i].address) gone_.push_back(static_cast<std::uint32_t>(at++));
        if (at == old_.size() || old_[at].address != files_[i].address) continue;
        const Old& old = old_[at];
        old_of_[i] = static_cast<std::uint32_t>(at++);
        sums_[i] = old.sum;
        stale_[i] = !old.trusted || old.fingerprint.whole != files_[i].fingerprint.whole;
    }
    while (at < old_.size()) gone_.push_back(static_cast<std::uint32_t>(at++));
    for (const Old& old : old_) taken_away_.of += !item_page(old.address).empty();
    if (std::any_of(gone_.begin(), gone_.end(), [&](std::uint32_t each) { return !item_page(old_[each].address).empty(); })) {
        for (const OutputFile& file : files_) {
            if (const auto name = item_page(file.address); !name.empty()) items.insert(name);
        }
        for (const std::uint32_t each : gone_) {
            const auto name = item_page(old_[each].address);
            taken_away_.items += !name.empty() && !items.contains(name);
        }
    }
    return Done{};
}

Result<Refusal> Publisher::begin() {
    if (options_.dry) return Refusal::none;
    if (auto made = disk_.make_folders(options_.aside); !made) return made.failure();
    if (!locked_) {
        if (const auto refusal = lock(); !refusal || *refusal != Refusal::none) return refusal;
        // There was no folder for a lock when the output was looked at: another build may have come and gone since.
        const std::string manifest = join_path(options_.output, manifest_name);
        const bool is_there = disk_.kind(manifest) == FileKind::file;
        if (is_there == whole_) return Refusal::locked;
        if (is_there) {
            const auto found = disk_.read(manifest);
            if (!found) return found.failure();
            if (digest_of(*found) != found_manifest_) return Refusal::locked;
        }
    }
    if (auto made = disk_.make_folders(state_.folder()); !made) return made.failure();
    // Where the output is a mount of its own, what lies beside it cannot be renamed into it.
    if (!whole_ && !disk_.same_file_system(options_.output, options_.aside)) staging_ = join_path(options_.output, ".mulu-staging");
    if (auto removed = disk_.remove_tree(staging_); !removed) return removed.failure();
    if (auto made = disk_.make_folders(staging_); !made) return made.failure();
    if (whole_ && disk_.kind(options_.output) == FileKind::folder && !disk_.same_file_system(options_.output, staging_)) {
        // It is empty, but cannot be replaced: it is filled file by file.
        if (auto removed = disk_.remove_tree(staging_); !removed) return removed.failure();
        whole_ = false;
        staging_ = join_path(options_.output, ".mulu-staging");
        if (auto made = disk_.make_folders(staging_); !made) return made.failure();
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
    folders_.insert(folder);
    return Done{};
}

Result<> Publisher::put(std::size_t file, std::string_view bytes) {
    const Sha256 sum = sha256_of(bytes);
    const std::string address(files_[file].address);
    sums_[file] = sum;
    if (old_of_[file] == nowhere) {
        fates_[file] = Fate::added;
    } else if (const Old& old = old_[old_of_[file]]; old.trusted) {
        fates_[file] = old.sum == sum ? Fate::fresh_fingerprint : Fate::changed;
    } else {
        // What is not known is looked at: the file may be old, new, cut short, or deleted by hand.
        const auto found = disk_.read(join_path(options_.output, address));
        fates_[file] = found && *found == bytes ? Fate::fresh_fingerprint : Fate::changed;
        lost_[file] = !found && found.failure().error == ENOENT;
    }
    if (options_.dry || fates_[file] == Fate::fresh_fingerprint) return Done{};
    if (auto made = make_folder(folder_of(address)); !made) return made;
    return disk_.write(join_path(staging_, address), bytes);
}

std::optional<unsigned> Publisher::difference(std::size_t file) const {
    if (old_of_[file] == nowhere || !old_[old_of_[file]].trusted) return std::nullopt;
    return files_[file].fingerprint.difference(old_[old_of_[file]].fingerprint);
}

std::vector<std::string_view> Publisher::gone() const {
    std::vector<std::string_view> addresses;
    for (const std::uint32_t each : gone_) addresses.push_back(old_[each].address);
    return addresses;
}

Published Publisher::count() const {
    Published published;
    for (const Fate fate : fates_) ++(fate == Fate::added ? published.added : fate == Fate::changed ? published.changed : published.kept);
    published.removed = gone_.size();
    return published;
}

std::string Publisher::manifest_text(bool with_gone) const {
    std::string text;
    text.reserve((files_.size() + (with_gone ? gone_.size() : 0)) * 112);
    const auto add = [&](const Sha256& sum, std::string_view address) {
        sum.append_hex(text);
        text += "  ";
        text += address;
        text += '\n';
    };
    std::size_t gone = with_gone ? 0 : gone_.size();
    for (std::size_t i = 0; i < files_.size(); ++i) {
        for (; gone < gone_.size() && old_[gone_[gone]].address < files_[i].address; ++gone) add(old_[gone_[gone]].sum, old_[gone_[gone]].address);
        add(sums_[i], files_[i].address);
    }
    for (; gone < gone_.size(); ++gone) add(old_[gone_[gone]].sum, old_[gone_[gone]].address);
    return text;
}

Result<> Publisher::write_manifest(const std::string& text) {
    const std::string staged = join_path(staging_, manifest_name);
    if (auto written = disk_.write(staged, text); !written || whole_) return written;
    return disk_.rename(staged, join_path(options_.output, manifest_name));
}

Result<> Publisher::put_in_place() {
    std::string last_folder;
    // First what is not there, be it new or lost to a build that was cut short: what links to it comes after it.
    for (const bool missing : {true, false}) {
        for (std::size_t i = 0; i < files_.size(); ++i) {
            if (fates_[i] != Fate::added && fates_[i] != Fate::changed) continue;
            if ((fates_[i] == Fate::added || lost_[i]) != missing) continue;
            const std::string address(files_[i].address), folder = folder_of(address);
            if (missing && folder != last_folder) {
                if (auto made = disk_.make_folders(join_path(options_.output, folder)); !made) return made;
                last_folder = folder;
            }
            if (auto renamed = disk_.rename(join_path(staging_, address), join_path(options_.output, address)); !renamed) {
                if (renamed.failure().error != ENOENT) return renamed;
                // Somebody may have deleted the folder of a page that changes.
                if (auto made = disk_.make_folders(join_path(options_.output, folder)); !made) return made;
                if (auto again = disk_.rename(join_path(staging_, address), join_path(options_.output, address)); !again) return again;
            }
        }
    }
    return Done{};
}

Result<> Publisher::remove_gone() {
    if (options_.linger) options_.linger();
    for (const std::uint32_t each : gone_) {
        const std::string address(old_[each].address), path = join_path(options_.output, address);
        if (disk_.kind(path) == FileKind::file) {
            if (auto removed = disk_.remove_file(path); !removed) return removed;
        }
        for (std::string folder = folder_of(address); !folder.empty(); folder = folder_of(folder)) {
            if (auto removed = disk_.remove_empty_folder(join_path(options_.output, folder)); !removed) return removed;
        }
    }
    return Done{};
}

Result<> Publisher::stage_pages() {
    Packer to;
    to.reserve(files_.size() * 128);
    to.number(files_.size());
    for (std::size_t i = 0; i < files_.size(); ++i) {
        to.text(files_[i].address);
        to.digest(files_[i].fingerprint.whole);
        // As they lie in memory: they are as good as random, and no others than this machine's builds read them.
        to.raw({reinterpret_cast<const char*>(files_[i].fingerprint.parts.data()), sizeof files_[i].fingerprint.parts});
        to.raw({reinterpret_cast<const char*>(sums_[i].bytes.data()), sums_[i].bytes.size()});
    }
    return state_.stage("pages", to.bytes());
}

Result<> Publisher::commit() {
    if (auto synced = disk_.sync(options_.output); !synced) return synced;
    if (!disk_.same_file_system(options_.output, state_.folder())) {
        if (auto synced = disk_.sync(state_.folder()); !synced) return synced;
    }
    const auto stamp = disk_.stamp(join_path(options_.output, manifest_name));
    if (!stamp) return stamp.failure();
    if (auto committed = state_.commit(options_.program, options_.moment, final_manifest_, *stamp); !committed) return committed;
    return disk_.remove_tree(staging_);
}

Result<> Publisher::appear() {
    if (disk_.kind(options_.output) == FileKind::folder) {
        if (auto removed = disk_.remove_empty_folder(options_.output); !removed) return removed;
    }
    if (const std::string parent = folder_of(options_.output); !parent.empty()) {
        if (auto made = disk_.make_folders(parent); !made) return made;
    }
    return disk_.rename(staging_, options_.output);
}

Result<> Publisher::replace(const std::string& manifest) {
    State::Pending pending;
    for (std::size_t i = 0; i < files_.size(); ++i) {
        if (fates_[i] == Fate::added || fates_[i] == Fate::changed) pending.addresses.emplace_back(files_[i].address);
    }
    for (const std::uint32_t each : gone_) pending.addresses.emplace_back(old_[each].address);
    // What an earlier build left unsure stays so until a build has come to its end.
    if (pending_) pending.addresses.insert(pending.addresses.end(), pending_->addresses.begin(), pending_->addresses.end());
    const std::string with_gone = gone_.empty() ? std::string() : manifest_text(true);
    // Where the state was not believed the next build must not believe it either: it says nothing of what this one leaves as it is.
    if (state_serves_) pending.manifests = {state_.manifest(), found_manifest_, final_manifest_, digest_of(with_gone)};
    if (auto set = state_.set_pending(pending); !set) return set;
    if (auto written = write_manifest(gone_.empty() ? manifest : with_gone); !written) return written;
    if (auto placed = put_in_place(); !placed) return placed;
    if (gone_.empty()) return Done{};
    if (auto removed = remove_gone(); !removed) return removed;
    return write_manifest(manifest);
}

Result<Published> Publisher::finish() {
    const Published published = count();
    if (options_.dry) return published;
    // Nothing that follows asks the state for a section.
    auto pages = std::async(std::launch::async, [&] { return stage_pages(); });
    const std::string manifest = manifest_text(false);
    final_manifest_ = digest_of(manifest);
    if (whole_) {
        if (auto written = write_manifest(manifest); !written) return written.failure();
        if (auto appeared = appear(); !appeared) return appeared.failure();
    } else if (published.added + published.changed + published.removed > 0 || final_manifest_ != found_manifest_) {
        if (auto replaced = replace(manifest); !replaced) return replaced.failure();
    }
    if (auto staged = pages.get(); !staged) return staged.failure();
    if (auto committed = commit(); !committed) return committed.failure();
    return published;
}

}  // namespace mulu
