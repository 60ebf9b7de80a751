// SPDX-License-Identifier: Apache-2.0
// A real disk on which something goes wrong: the nth change or read fails, the process dies at the nth change, a path
// is denied, or time stamps are coarse.
// Changes are writes, renames, folders, removals and syncs; from several threads they are counted in the order in which they come.
#pragma once

#include <atomic>
#include <cerrno>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/disk.hpp"

namespace mulu::test {

/// What goes wrong; by default nothing.
struct Fault {
    unsigned change = 0;  ///< the number of the change that fails, from 1; 0: none
    unsigned read = 0;    ///< the same of reads, stamps and listings
    int error = ENOSPC;   ///< what the failure says
    bool torn = false;    ///< half of the change is done all the same: half of the bytes, of the tree, of the folders
    bool fatal = false;   ///< and no later change is done either: as if the process had died there
};

class FaultyDisk final : public Disk {
public:
    explicit FaultyDisk(const Fault& fault = {}) : fault_(fault) {}
    explicit FaultyDisk(unsigned nth, bool torn = false) : FaultyDisk(Fault{nth, 0, ENOSPC, torn, false}) {}
    /// Everything at or below `path` can neither be read nor changed. Before the disk is used.
    void deny(const std::string& path) { denied_.push_back(path); }
    /// The same for changes alone.
    void make_read_only(const std::string& path) { read_only_.push_back(path); }

    /// Stamps count in ticks of so many nanoseconds, as they do on many file systems, while the clock goes on evenly.
    void make_coarse(std::int64_t tick) { tick_ = tick; }
    /// Called whenever a file has been read; by any thread.
    void after_read(std::function<void(const std::string& path)> call) { after_read_ = std::move(call); }

    bool has_failed() const { return failed_; }
    unsigned changes() const { return changes_; }
    unsigned reads() const { return reads_; }

    Result<std::vector<FileEntry>> list_tree(const std::string& folder, unsigned workers = 1) const override {
        if (const int error = fault_of_read(folder)) return Failure{"cannot list", folder, error};
        auto listed = disk_.list_tree(folder, workers);
        for (std::size_t i = 0; listed && i < listed->size(); ++i) (*listed)[i].stamp = coarse((*listed)[i].stamp);
        return listed;
    }
    FileKind kind(const std::string& path) const override { return disk_.kind(path); }
    Result<FileStamp> stamp(const std::string& path) const override {
        if (const int error = fault_of_read({})) return Failure{"cannot look at", path, error};
        auto stamp = disk_.stamp(path);
        if (stamp) *stamp = coarse(*stamp);
        return stamp;
    }
    std::int64_t clock() const override { return disk_.clock(); }
    bool same_file_system(const std::string& a, const std::string& b) const override { return disk_.same_file_system(a, b); }
    Result<std::string> read(const std::string& path) const override {
        if (const int error = fault_of_read(path)) return Failure{"cannot read", path, error};
        auto bytes = disk_.read(path);
        if (after_read_) after_read_(path);
        return bytes;
    }
    Result<std::shared_ptr<const MappedFile>> map(const std::string& path) const override {
        if (const int error = fault_of_read(path)) return Failure{"cannot read", path, error};
        return disk_.map(path);
    }
    Result<std::string> resolve(const std::string& path) const override {
        if (const int error = fault_of_read({})) return Failure{"cannot resolve", path, error};
        return disk_.resolve(path);
    }
    Result<> write(const std::string& path, std::string_view bytes) override {
        const Verdict verdict = judge(path);
        if (!verdict.error) return disk_.write(path, bytes);
        if (verdict.torn) (void)disk_.write(path, bytes.substr(0, bytes.size() / 2));
        return Failure{"cannot write", path, verdict.error};
    }
    Result<> rename(const std::string& from, const std::string& to) override {
        const Verdict verdict = judge(to);
        return verdict.error ? Result<>(Failure{"cannot rename to", to, verdict.error}) : disk_.rename(from, to);
    }
    Result<> make_folders(const std::string& path) override {
        if (lies_in(read_only_, path) && disk_.kind(path) == FileKind::folder) return Done{};
        const Verdict verdict = judge(path);
        if (!verdict.error) return disk_.make_folders(path);
        if (verdict.torn) (void)disk_.make_folders(folder_of(path));
        return Failure{"cannot make the folder", path, verdict.error};
    }
    Result<> remove_file(const std::string& path) override {
        const Verdict verdict = judge(path);
        return verdict.error ? Result<>(Failure{"cannot remove", path, verdict.error}) : disk_.remove_file(path);
    }
    Result<> remove_empty_folder(const std::string& path) override {
        const Verdict verdict = judge(path);
        return verdict.error ? Result<>(Failure{"cannot remove the folder", path, verdict.error}) : disk_.remove_empty_folder(path);
    }
    Result<> remove_tree(const std::string& path) override {
        const Verdict verdict = judge(path);
        if (!verdict.error) return disk_.remove_tree(path);
        if (verdict.torn) {
            const auto listed = disk_.list_tree(path);
            bool goes = true;
            for (std::size_t i = 0; listed && i < listed->size(); ++i) {
                const FileEntry& entry = (*listed)[i];
                if (entry.kind == FileKind::file && std::exchange(goes, !goes)) (void)disk_.remove_file(join_path(path, entry.path));
            }
        }
        return Failure{"cannot remove", path, verdict.error};
    }
    Result<> sync(const std::string& path) override {
        const Verdict verdict = judge({});
        // What a power cut would lose nobody can see here, and waiting for the disk is most of a small build's time.
        return verdict.error ? Result<>(Failure{"cannot sync", path, verdict.error}) : Done{};
    }

private:
    struct Verdict {
        int error = 0;
        bool torn = false;
    };
    static bool lies_in(const std::vector<std::string>& folders, const std::string& path) {
        for (const std::string& folder : folders) {
            if (path == folder || path.starts_with(folder + "/")) return true;
        }
        return false;
    }
    Verdict judge(const std::string& path) {
        if (lies_in(denied_, path) || lies_in(read_only_, path)) {
            failed_ = true;
            return {EACCES, false};
        }
        const unsigned number = ++changes_;
        if (fault_.change == 0 || number < fault_.change || (number > fault_.change && !fault_.fatal)) return {};
        failed_ = true;
        return {fault_.error, fault_.torn && number == fault_.change};
    }
    int fault_of_read(const std::string& path) const {
        const bool fails = lies_in(denied_, path);
        if (!fails && ++reads_ != fault_.read) return 0;
        failed_ = true;
        return fails ? EACCES : fault_.error;
    }

    FileStamp coarse(FileStamp stamp) const {
        if (tick_ > 0) stamp.modified -= stamp.modified % tick_, stamp.touched -= stamp.touched % tick_;
        return stamp;
    }

    RealDisk disk_;
    Fault fault_;
    std::int64_t tick_ = 0;
    std::function<void(const std::string&)> after_read_;
    std::vector<std::string> denied_, read_only_;
    std::atomic<unsigned> changes_{0};
    mutable std::atomic<unsigned> reads_{0};
    mutable std::atomic<bool> failed_{false};
};

}  // namespace mulu::test
