// SPDX-License-Identifier: Apache-2.0
// Stock: every file that a build reads, known again by its stamp or by its digest (design: commands.md, What the build promises, 2).
//
// A file whose stamp is the one that was remembered, and older than what remembers it, need not be read to be known. An edit of the same size within one
// tick of the clock would keep size and time; hence the second condition, and the inode's own time beside the file's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/digest.hpp"
#include "base/disk.hpp"

namespace mulu {

struct StockFile {
    std::string path;  ///< content/items/… and so on; of the installed files: installed/layouts/…
    FileStamp stamp;
    FileKind kind = FileKind::file;
    bool is_link = false;
    std::optional<Digest> digest;  ///< where it has been read, or is known from an earlier build
};

/// A folder whose files are taken into stock under another name.
struct StockFolder {
    std::string name;  ///< content, layouts, installed/layouts …
    std::string path;  ///< where it is; may be missing
};

class Stock {
public:
    /// Lists the folders. Hidden files are listed too: what counts is for the readers to say.
    static Result<Stock> take(const Disk& disk, std::vector<StockFolder> folders, unsigned workers);

    std::vector<StockFile> files;  ///< folder by folder as given; within a folder by path

    /// The file's path on the disk.
    std::string path_of(const StockFile& file) const;
    /// Position of `path`, or npos.
    std::size_t find(std::string_view path) const;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    /// Takes over the digests of files whose stamps are those that `remembered` has and are older than `moment` (nanoseconds since 1970).
    void recall(std::string_view remembered, std::int64_t moment);
    /// Reads the files of which nothing is known. One that cannot be read stays unknown: whoever needs it will say why.
    void read_unknown(const Disk& disk, unsigned workers);
    /// Whether `remembered` has the same paths with the same bytes. False where a digest is not known.
    bool equals(std::string_view remembered) const;
    /// The paths that this and `remembered` don't have with the same bytes, sorted: of changed, new and lost files, and of those whose digest is not known.
    std::vector<std::string> changes(std::string_view remembered) const;
    /// Whether a file of this path would be in stock.
    bool covers(std::string_view path) const;
    /// Whether every stamp is one that recall() would trust, so that nothing new is to be remembered.
    bool is_settled(std::string_view remembered, std::int64_t moment) const;
    /// The whole, for equals() and recall() of the next build.
    std::string pack() const;
    /// Digest over the paths and digests of the files for which `counts` says so; nothing where one is unknown.
    template <class Counts>
    std::optional<Digest> digest_if(const Counts& counts) const {
        Hasher hasher;
        for (const StockFile& file : files) {
            if (!counts(file)) continue;
            if (!file.digest) return std::nullopt;
            hasher.add(file.path);
            hasher.add(*file.digest);
        }
        return hasher.finish();
    }

private:
    std::vector<StockFolder> folders_;
    std::vector<std::size_t> ends_;  ///< of each folder's files in `files`
};

/// Why a file cannot be read (errno), for the message that says which.
Words words_of_error(int error);

}  // namespace mulu
