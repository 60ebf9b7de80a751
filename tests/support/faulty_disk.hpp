// SPDX-License-Identifier: Apache-2.0
// A real disk of which one change fails: the nth write, rename, folder or removal, as on a disk that is full or taken away.
#pragma once

#include <cerrno>

#include "base/disk.hpp"

namespace mulu::test {

class FaultyDisk final : public Disk {
public:
    /// The `nth` change fails, from 1; with `torn`, a write that fails leaves half of its bytes. 0: none fails.
    explicit FaultyDisk(unsigned nth, bool torn = false) : left_(nth), torn_(torn) {}
    bool has_failed() const { return failed_; }

    Result<std::vector<FileEntry>> list_tree(const std::string& folder, unsigned workers = 1) const override { return disk_.list_tree(folder, workers); }
    FileKind kind(const std::string& path) const override { return disk_.kind(path); }
    Result<FileStamp> stamp(const std::string& path) const override { return disk_.stamp(path); }
    std::int64_t clock() const override { return disk_.clock(); }
    bool same_file_system(const std::string& a, const std::string& b) const override { return disk_.same_file_system(a, b); }
    Result<std::string> read(const std::string& path) const override { return disk_.read(path); }
    Result<std::shared_ptr<const MappedFile>> map(const std::string& path) const override { return disk_.map(path); }
    Result<std::string> resolve(const std::string& path) const override { return disk_.resolve(path); }
    Result<> write(const std::string& path, std::string_view bytes) override {
        if (!fails()) return disk_.write(path, bytes);
        if (torn_) {
            if (auto half = disk_.write(path, bytes.substr(0, bytes.size() / 2)); !half) return half;
        }
        return Failure{"cannot write", path, ENOSPC};
    }
    Result<> rename(const std::string& from, const std::string& to) override {
        return fails() ? Result<>(Failure{"cannot rename to", to, EIO}) : disk_.rename(from, to);
    }
    Result<> make_folders(const std::string& path) override { return fails() ? Result<>(Failure{"cannot make the folder", path, ENOSPC}) : disk_.make_folders(path); }
    Result<> remove_file(const std::string& path) override { return fails() ? Result<>(Failure{"cannot remove", path, EIO}) : disk_.remove_file(path); }
    Result<> remove_empty_folder(const std::string& path) override {
        return fails() ? Result<>(Failure{"cannot remove the folder", path, EIO}) : disk_.remove_empty_folder(path);
    }
    Result<> remove_tree(const std::string& path) override { return fails() ? Result<>(Failure{"cannot remove", path, EIO}) : disk_.remove_tree(path); }
    Result<> sync(const std::string& path) override { return fails() ? Result<>(Failure{"cannot sync", path, EIO}) : disk_.sync(path); }

private:
    bool fails() {
        if (left_ == 0 || --left_ != 0) return false;
        return failed_ = true;
    }

    RealDisk disk_;
    unsigned left_;
    bool torn_, failed_ = false;
};

}  // namespace mulu::test
