// SPDX-License-Identifier: Apache-2.0
#include "intake/stock.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <type_traits>

#include "base/packing.hpp"
#include "base/parallel.hpp"

namespace mulu {
namespace {

/// A file as an earlier build remembers it.
struct Remembered {
    std::string_view path;
    FileStamp stamp;
    std::optional<Digest> digest;
};

// A stamp is written as it lies in memory: every build walks through those of all files several times, and on the machine that wrote them.
static_assert(std::is_trivially_copyable_v<FileStamp> && std::has_unique_object_representations_v<FileStamp>);

/// Walks what pack() wrote, in its order.
class Memory {
public:
    explicit Memory(std::string_view bytes) : from_(bytes), left_(from_.count()) {}
    std::optional<Remembered> next() {
        if (left_ == 0) return std::nullopt;
        --left_;
        Remembered file;
        file.path = from_.text();
        const std::string_view stamp = from_.raw(sizeof file.stamp);
        if (!stamp.empty()) std::memcpy(&file.stamp, stamp.data(), sizeof file.stamp);
        if (from_.flag()) file.digest = from_.digest();
        return from_.sound() ? std::optional(file) : std::nullopt;
    }
    std::size_t left() const { return left_; }

private:
    Unpacker from_;
    std::size_t left_;
};

/// Whether a time that a file system noted is certainly before `moment`, so that no edit after it could have got the same time. What it notes lags behind
/// the clock: by a tick of the kernel (10 ms at most), or, where it counts in whole seconds, by two of them.
bool is_before(std::int64_t noted, std::int64_t moment) {
    constexpr std::int64_t millisecond = 1'000'000, second = 1'000 * millisecond;
    return noted + (noted % second == 0 ? 2 * second : 20 * millisecond) < moment;
}

bool is_older(const FileStamp& stamp, std::int64_t moment) { return is_before(stamp.modified, moment) && is_before(stamp.touched, moment); }

/// A link's own time says nothing of a change of what it leads through.
bool is_known(const StockFile& file, const Remembered& remembered, std::int64_t moment) {
    return file.kind == FileKind::file && !file.is_link && file.stamp == remembered.stamp && is_older(file.stamp, moment);
}

}  // namespace

Words words_of_error(int error) {
    switch (error) {
        case EACCES:
        case EPERM: return {"没有权限", "permission denied"};
        case EINVAL: return {"不是普通文件", "not a regular file"};
        case ENOENT: return {"文件刚刚被删去", "it has just been removed"};
        default: return {"系统错误 " + std::to_string(error), std::strerror(error)};
    }
}

Result<Stock> Stock::take(const Disk& disk, std::vector<StockFolder> folders, unsigned workers) {
    Stock stock;
    stock.folders_ = std::move(folders);
    for (const StockFolder& folder : stock.folders_) {
        auto listed = disk.list_tree(folder.path, workers);
        if (!listed) return listed.failure();
        stock.files.reserve(stock.files.size() + listed->size());
        for (FileEntry& entry : *listed) {
            if (entry.kind == FileKind::folder && !entry.is_link) continue;
            stock.files.push_back({folder.name + "/" + entry.path, entry.stamp, entry.kind, entry.is_link, std::nullopt});
        }
        stock.ends_.push_back(stock.files.size());
    }
    return stock;
}

std::string Stock::path_of(const StockFile& file) const {
    const auto at = static_cast<std::size_t>(&file - files.data());
    const auto folder = std::upper_bound(ends_.begin(), ends_.end(), at) - ends_.begin();
    const StockFolder& of = folders_[static_cast<std::size_t>(folder)];
    return join_path(of.path, std::string_view(file.path).substr(of.name.size() + 1));
}

std::size_t Stock::find(std::string_view path) const {
    for (std::size_t i = 0, begin = 0; i < folders_.size(); begin = ends_[i++]) {
        if (!path.starts_with(folders_[i].name) || path.size() <= folders_[i].name.size() || path[folders_[i].name.size()] != '/') continue;
        const auto first = files.begin() + static_cast<std::ptrdiff_t>(begin), last = files.begin() + static_cast<std::ptrdiff_t>(ends_[i]);
        const auto found = std::lower_bound(first, last, path, [](const StockFile& file, std::string_view each) { return file.path < each; });
        return found != last && found->path == path ? static_cast<std::size_t>(found - files.begin()) : npos;
    }
    return npos;
}

void Stock::recall(std::string_view remembered, std::int64_t moment) {
    Memory memory(remembered);
    // Usually both have the same files in the same order; where they don't, the place is searched.
    std::size_t at = 0;
    while (const auto file = memory.next()) {
        if (at >= files.size() || files[at].path != file->path) {
            const std::size_t found = find(file->path);
            if (found == npos) continue;
            at = found;
        }
        if (file->digest && is_known(files[at], *file, moment)) files[at].digest = file->digest;
        ++at;
    }
}

void Stock::read_unknown(const Disk& disk, unsigned workers) {
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (!files[i].digest && files[i].kind == FileKind::file) unknown.push_back(i);
    }
    for_each_index(unknown.size(), workers, [&](std::size_t n, unsigned) {
        StockFile& file = files[unknown[n]];
        if (const auto bytes = disk.read(path_of(file))) file.digest = digest_of(*bytes);
    });
}

bool Stock::equals(std::string_view remembered) const {
    Memory memory(remembered);
    if (memory.left() != files.size()) return false;
    for (const StockFile& file : files) {
        const auto old = memory.next();
        if (!old || old->path != file.path || !old->digest || !file.digest || *old->digest != *file.digest) return false;
    }
    return true;
}

std::vector<std::string> Stock::changes(std::string_view remembered) const {
    Memory memory(remembered);
    std::vector<std::string> changed;
    std::vector<char> is_same(files.size());
    std::size_t at = 0;
    while (const auto old = memory.next()) {
        if (at >= files.size() || files[at].path != old->path) {
            const std::size_t found = find(old->path);
            if (found == npos) {
                changed.emplace_back(old->path);
                continue;
            }
            at = found;
        }
        is_same[at] = files[at].digest && old->digest && *files[at].digest == *old->digest;
        ++at;
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (!is_same[i]) changed.push_back(files[i].path);
    }
    std::sort(changed.begin(), changed.end());
    return changed;
}

bool Stock::covers(std::string_view path) const {
    return std::any_of(folders_.begin(), folders_.end(), [&](const StockFolder& folder) {
        return path.starts_with(folder.name) && path.size() > folder.name.size() && path[folder.name.size()] == '/';
    });
}

bool Stock::is_settled(std::string_view remembered, std::int64_t moment) const {
    Memory memory(remembered);
    return std::all_of(files.begin(), files.end(), [&](const StockFile& file) {
        const auto old = memory.next();
        return old && old->path == file.path && (file.is_link || is_known(file, *old, moment));
    });
}

std::string Stock::pack() const {
    Packer to;
    to.reserve(files.size() * 128);
    to.number(files.size());
    for (const StockFile& file : files) {
        to.text(file.path);
        to.raw({reinterpret_cast<const char*>(&file.stamp), sizeof file.stamp});
        to.flag(file.digest.has_value());
        if (file.digest) to.digest(*file.digest);
    }
    return to.take();
}

}  // namespace mulu
