// SPDX-License-Identifier: Apache-2.0
// Disk: the few operations on files that mulu needs, behind an interface so that tests can fail them one by one.
//
// Paths are UTF-8 and are used as given. No operation throws. RealDisk may be used from several threads at once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace mulu {

enum class FileKind { missing, file, folder, other };

/// What a file is known again by without being read: two equal stamps are taken as the same bytes, if they are old enough.
struct FileStamp {
    std::uint64_t size = 0;     ///< bytes
    std::int64_t modified = 0;  ///< nanoseconds since 1970: the last change of its bytes, as the file says
    std::int64_t touched = 0;   ///< nanoseconds since 1970: the last change of its inode, which nobody can set back
    std::uint64_t inode = 0;
    auto operator<=>(const FileStamp&) const = default;
};

/// One entry of a folder's tree.
struct FileEntry {
    std::string path;  ///< relative to the folder listed, `/` between parts
    FileKind kind = FileKind::file;
    FileStamp stamp;       ///< of files
    bool is_link = false;  ///< a symbolic link; kind and stamp are those of its target
};

/// The bytes of a file, without a copy of them. Only for files that nobody changes in place.
class MappedFile {
public:
    MappedFile(const char* begin, std::size_t size) : begin_(begin), size_(size) {}
    /// The bytes of what is no file that could be mapped.
    explicit MappedFile(std::string bytes) : kept_(std::move(bytes)), begin_(kept_->data()), size_(kept_->size()) {}
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    std::string_view bytes() const { return {begin_, size_}; }

private:
    std::optional<std::string> kept_;
    const char* begin_;
    std::size_t size_;
};

class Disk {
public:
    virtual ~Disk() = default;
    /// Every file and folder below `folder`, sorted by the bytes of their paths (a folder before
    /// what is in it); links to folders are listed and not followed, dangling ones have the kind missing. A missing folder has none.
    /// `workers` threads share the folders.
    virtual Result<std::vector<FileEntry>> list_tree(const std::string& folder, unsigned workers = 1) const = 0;
    virtual FileKind kind(const std::string& path) const = 0;
    /// The stamp of what is at `path`, links followed.
    virtual Result<FileStamp> stamp(const std::string& path) const = 0;
    /// What the machine's clock shows, in nanoseconds since 1970: what stamps are compared with.
    virtual std::int64_t clock() const = 0;
    /// Whether two existing paths lie on one file system, so that a rename can move the one to the other.
    virtual bool same_file_system(const std::string& a, const std::string& b) const = 0;
    /// All bytes of a regular file; anything else (a folder, a pipe) is a failure.
    virtual Result<std::string> read(const std::string& path) const = 0;
    /// The same without a copy.
    virtual Result<std::shared_ptr<const MappedFile>> map(const std::string& path) const = 0;
    /// The path with every link resolved.
    virtual Result<std::string> resolve(const std::string& path) const = 0;
    /// Writes a file whole; its folder must exist. An existing file is replaced in place, so never use it on a served file.
    virtual Result<> write(const std::string& path, std::string_view bytes) = 0;
    virtual Result<> rename(const std::string& from, const std::string& to) = 0;
    virtual Result<> make_folders(const std::string& path) = 0;
    /// Removes a file or link; not an error if it is missing already (nor is that in the removals below).
    virtual Result<> remove_file(const std::string& path) = 0;
    /// Removes a folder if it is empty; not an error if it isn't.
    virtual Result<> remove_empty_folder(const std::string& path) = 0;
    /// Removes a folder and all in it; links are removed and not followed.
    virtual Result<> remove_tree(const std::string& path) = 0;
    /// Waits until all that was written to the file system of `path` would outlive a power cut.
    virtual Result<> sync(const std::string& path) = 0;
};

class RealDisk final : public Disk {
public:
    Result<std::vector<FileEntry>> list_tree(const std::string& folder, unsigned workers = 1) const override;
    FileKind kind(const std::string& path) const override;
    Result<FileStamp> stamp(const std::string& path) const override;
    std::int64_t clock() const override;
    bool same_file_system(const std::string& a, const std::string& b) const override;
    Result<std::string> read(const std::string& path) const override;
    Result<std::shared_ptr<const MappedFile>> map(const std::string& path) const override;
    Result<std::string> resolve(const std::string& path) const override;
    Result<> write(const std::string& path, std::string_view bytes) override;
    Result<> rename(const std::string& from, const std::string& to) override;
    Result<> make_folders(const std::string& path) override;
    Result<> remove_file(const std::string& path) override;
    Result<> remove_empty_folder(const std::string& path) override;
    Result<> remove_tree(const std::string& path) override;
    Result<> sync(const std::string& path) override;
};

/// An exclusive lock on a folder of ours, held until destroyed; a second process that wants it is told so.
class FolderLock {
public:
    FolderLock() = default;
    FolderLock(FolderLock&& other) noexcept : handle_(other.handle_) { other.handle_ = -1; }
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();
    /// Takes the lock on `file` (made if missing). False where another process holds it.
    static Result<bool> take(const std::string& file, FolderLock& lock);

private:
    int handle_ = -1;
};

/// `folder` and `name` with one `/` between them.
std::string join_path(std::string_view folder, std::string_view name);
/// The part before the last `/`, or "" if there is none.
std::string folder_of(std::string_view path);
/// The part behind the last `/`.
std::string_view name_of(std::string_view path);
/// The extension without its dot, in lower case; "" if there is none.
std::string extension_of(std::string_view path);

}  // namespace mulu
