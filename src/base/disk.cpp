// SPDX-License-Identifier: Apache-2.0
#include "base/disk.hpp"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"

namespace mulu {
namespace {

/// Calls a function of POSIX again while a signal interrupts it.
template <class Call>
auto uninterrupted(Call call) {
    for (;;) {
        const auto result = call();
        if (result != -1 || errno != EINTR) return result;
    }
}

/// A file descriptor, closed when it goes.
class Handle {
public:
    explicit Handle(int number) : number_(number) {}
    ~Handle() {
        if (number_ >= 0) ::close(number_);
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    int number() const { return number_; }
    /// Closes now and says whether that worked: some file systems report a full disk only here.
    bool close() { return ::close(std::exchange(number_, -1)) == 0 || errno == EINTR; }

private:
    int number_;
};

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

FileKind kind_of(const struct stat& status) {
    return S_ISREG(status.st_mode) ? FileKind::file : S_ISDIR(status.st_mode) ? FileKind::folder : FileKind::other;
}

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * 1000000000 + time.tv_nsec; }

FileStamp stamp_of(const struct stat& status) {
    return {static_cast<std::uint64_t>(status.st_size), nanoseconds(status.st_mtim), nanoseconds(status.st_ctim), status.st_ino};
}

bool is_dots(const char* name) { return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0')); }

Failure fault(const char* what, const std::string& path, int error = errno) { return {what, path, error}; }

/// The names and types in `folder`, without . and ..; a folder that is missing has none.
struct Child {
    std::string name;
    unsigned char type = DT_UNKNOWN;
};
Result<std::vector<Child>> children(const std::string& folder, Folder& opened) {
    std::vector<Child> found;
    opened.reset(::opendir(folder.c_str()));
    if (!opened) {
        if (errno == ENOENT) return found;
        return fault("cannot list", folder);
    }
    for (;;) {
        errno = 0;
        const dirent* entry = ::readdir(opened.get());
        if (entry == nullptr) break;
        if (!is_dots(entry->d_name)) found.push_back({entry->d_name, entry->d_type});
    }
    if (errno != 0) return fault("cannot list", folder);
    return found;
}

/// The entry `child` of the open folder, or nothing if it went away meanwhile.
std::optional<FileEntry> entry_of(int folder, const Child& child, std::string path) {
    FileEntry entry{std::move(path), FileKind::folder, {}, false};
    if (child.type == DT_DIR) return entry;  // the commonest kind that needs no stamp
    struct stat status {};
    if (::fstatat(folder, child.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) return std::nullopt;
        entry.kind = FileKind::other;  // reading it will say what is the matter
        return entry;
    }
    if (S_ISLNK(status.st_mode)) {
        entry.is_link = true;
        if (::fstatat(folder, child.name.c_str(), &status, 0) != 0) {
            entry.kind = FileKind::missing;
            return entry;
        }
    }
    entry.kind = kind_of(status);
    if (entry.kind == FileKind::file) entry.stamp = stamp_of(status);
    return entry;
}

bool by_path(const FileEntry& a, const FileEntry& b) { return a.path < b.path; }

}  // namespace

Result<std::vector<FileEntry>> RealDisk::list_tree(const std::string& folder, unsigned workers) const {
    std::mutex mutex;
    std::condition_variable news;
    std::vector<std::string> waiting{""};  // relative folders still to be read
    std::size_t busy = 0;                  // threads that read one, and may find more
    std::optional<Failure> failed;
    std::vector<std::vector<FileEntry>> found;
    const auto run = [&] {
        std::vector<FileEntry> entries;
        std::unique_lock lock(mutex);
        for (;;) {
            news.wait(lock, [&] { return !waiting.empty() || busy == 0; });
            if (waiting.empty()) break;
            const std::string inside = std::move(waiting.back());
            waiting.pop_back();
            ++busy;
            lock.unlock();
            std::vector<std::string> below;
            Folder opened;
            const auto names = children(inside.empty() ? folder : join_path(folder, inside), opened);
            if (names) {
                for (const Child& child : *names) {
                    auto entry = entry_of(::dirfd(opened.get()), child, join_path(inside, child.name));
                    if (!entry) continue;
                    if (entry->kind == FileKind::folder && !entry->is_link) below.push_back(entry->path);
                    entries.push_back(std::move(*entry));
                }
            }
            lock.lock();
            --busy;
            if (!names) {
                failed = names.failure();
                waiting.clear();
            } else if (!failed) {
                for (std::string& each : below) waiting.push_back(std::move(each));
            }
            news.notify_all();
        }
        std::sort(entries.begin(), entries.end(), by_path);
        found.push_back(std::move(entries));
    };
    {
        std::vector<std::jthread> threads;
        for (unsigned worker = 1; worker < workers; ++worker) threads.emplace_back(run);
        run();
    }
    if (failed) return *failed;
    std::vector<FileEntry> entries;
    for (std::vector<FileEntry>& part : found) {
        const auto middle = static_cast<std::ptrdiff_t>(entries.size());
        entries.insert(entries.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
        std::inplace_merge(entries.begin(), entries.begin() + middle, entries.end(), by_path);
    }
    return entries;
}

FileKind RealDisk::kind(const std::string& path) const {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? kind_of(status) : FileKind::missing;
}

Result<FileStamp> RealDisk::stamp(const std::string& path) const {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return fault("cannot look at", path);
    return stamp_of(status);
}

std::int64_t RealDisk::clock() const {
    timespec time{};
    ::clock_gettime(CLOCK_REALTIME, &time);
    return nanoseconds(time);
}

bool RealDisk::same_file_system(const std::string& a, const std::string& b) const {
    struct stat first {}, second {};
    return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 && first.st_dev == second.st_dev;
}

Result<std::string> RealDisk::read(const std::string& path) const {
    // O_NONBLOCK, so that a pipe left in the folder cannot hang us; for regular files it means nothing.
    const Handle file(uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); }));
    struct stat status {};
    if (file.number() < 0 || ::fstat(file.number(), &status) != 0) return fault("cannot read", path);
    if (S_ISDIR(status.st_mode)) return fault("cannot read", path, EISDIR);
    if (!S_ISREG(status.st_mode)) return fault("cannot read", path, EINVAL);
    // One byte more than the size, so that the usual file ends with its second read and needs no growth.
    std::string bytes(static_cast<std::size_t>(status.st_size) + 1, '\0');
    std::size_t size = 0;
    for (;;) {
        if (size == bytes.size()) bytes.resize(2 * bytes.size());
        const ssize_t got = uninterrupted([&] { return ::read(file.number(), bytes.data() + size, bytes.size() - size); });
        if (got < 0) return fault("cannot read", path);
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    bytes.resize(size);
    return bytes;
}

MappedFile::~MappedFile() {
    if (!kept_ && size_ > 0) ::munmap(const_cast<char*>(begin_), size_);  // NOLINT: what mmap() gave
}

Result<std::shared_ptr<const MappedFile>> RealDisk::map(const std::string& path) const {
    const Handle file(uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); }));
    struct stat status {};
    if (file.number() < 0 || ::fstat(file.number(), &status) != 0) return fault("cannot read", path);
    if (!S_ISREG(status.st_mode)) return fault("cannot read", path, EINVAL);
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) return std::make_shared<const MappedFile>(nullptr, 0);
    void* begin = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.number(), 0);
    if (begin == MAP_FAILED) return fault("cannot read", path);
    return std::make_shared<const MappedFile>(static_cast<const char*>(begin), size);
}

Result<std::string> RealDisk::resolve(const std::string& path) const {
    const std::unique_ptr<char, decltype(&std::free)> found(::realpath(path.c_str(), nullptr), &std::free);
    if (!found) return fault("cannot resolve", path);
    return std::string(found.get());
}

Result<> RealDisk::write(const std::string& path, std::string_view bytes) {
    Handle file(uninterrupted([&] { return ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666); }));
    if (file.number() < 0) return fault("cannot write", path);
    while (!bytes.empty()) {
        const ssize_t written = uninterrupted([&] { return ::write(file.number(), bytes.data(), bytes.size()); });
        if (written < 0) return fault("cannot write", path);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!file.close()) return fault("cannot write", path);
    return Done{};
}

Result<> RealDisk::rename(const std::string& from, const std::string& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return fault("cannot rename to", to);
    return Done{};
}

Result<> RealDisk::make_folders(const std::string& path) {
    if (path.empty() || kind(path) == FileKind::folder) return Done{};
    if (auto above = make_folders(folder_of(path)); !above) return above;
    if (::mkdir(path.c_str(), 0777) != 0 && (errno != EEXIST || kind(path) != FileKind::folder)) return fault("cannot make the folder", path);
    return Done{};
}

Result<> RealDisk::remove_file(const std::string& path) {
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return fault("cannot remove", path);
    return Done{};
}

Result<> RealDisk::remove_empty_folder(const std::string& path) {
    if (::rmdir(path.c_str()) != 0 && errno != ENOENT && errno != ENOTEMPTY && errno != EEXIST) return fault("cannot remove the folder", path);
    return Done{};
}

Result<> RealDisk::remove_tree(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) return Done{};
        return fault("cannot remove", path);
    }
    if (!S_ISDIR(status.st_mode)) return remove_file(path);
    auto entries = list_tree(path);
    if (!entries) return entries.failure();
    // From the back: whatever lies in a folder sorts behind it.
    for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry) {
        const std::string inside = join_path(path, entry->path);
        const bool is_folder = entry->kind == FileKind::folder && !entry->is_link;
        if (auto removed = is_folder ? remove_empty_folder(inside) : remove_file(inside); !removed) return removed;
    }
    return remove_empty_folder(path);
}

Result<> RealDisk::sync(const std::string& path) {
    const Handle file(uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); }));
    // Some network file systems know no such call; what they promise they keep without it.
    if (file.number() < 0 || (::syncfs(file.number()) != 0 && errno != EINVAL && errno != ENOSYS)) return fault("cannot sync", path);
    return Done{};
}

FolderLock::~FolderLock() {
    if (handle_ >= 0) ::close(handle_);
}

Result<bool> FolderLock::take(const std::string& file, FolderLock& lock) {
    const int handle = uninterrupted([&] { return ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666); });
    if (handle < 0) return fault("cannot lock", file);
    if (uninterrupted([&] { return ::flock(handle, LOCK_EX | LOCK_NB); }) != 0) {
        const int error = errno;
        ::close(handle);
        if (error == EWOULDBLOCK) return false;
        return fault("cannot lock", file, error);
    }
    if (lock.handle_ >= 0) ::close(lock.handle_);
    lock.handle_ = handle;
    return true;
}

std::string join_path(std::string_view folder, std::string_view name) {
    std::string path;
    path.reserve(folder.size() + 1 + name.size());
    path = folder;
    if (!path.empty() && path.back() != '/') path += '/';
    path += name;
    return path;
}

std::string folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash));
}

std::string_view name_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string extension_of(std::string_view path) {
    const std::string_view name = name_of(path);
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return {};
    return lower_ascii(name.substr(dot + 1));
}

}  // namespace mulu
