// SPDX-License-Identifier: Apache-2.0
// Revision: the site's folders as a git revision, or the index, has them, read-only and without checking anything out [libgit2].
//
// No program is started and no hook, filter or configuration of the machine or the user is read: only the objects, references and index of the
// repository that the site lies in (a work tree, a linked one, a submodule; the site may be a folder of it, and a folder of the site a submodule of
// its own). Nothing is written. SnapshotDisk may be used from several threads at once.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/disk.hpp"

namespace mulu {

/// Limits on what a revision may hold; tests set them low. A tree that names itself many times over is small and has more entries than memory.
struct RevisionLimits {
    std::size_t entries = 4'000'000;                ///< files and folders below the folders served
    unsigned depth = 64;                            ///< of folders within each other
    std::uint64_t file_bytes = 1024ULL * 1024 * 1024;  ///< of one file
};

/// Which state of the files is meant.
struct RevisionName {
    std::string name;                         ///< as git writes it: HEAD, main~2, a tag, an id …; of `staged` nothing
    bool staged = false;                      ///< what the index has, and the next commit will
    std::optional<std::string> index_file;    ///< of `staged`: the index that git commit -a and the like hand to a hook (GIT_INDEX_FILE)
};

class Revision {
public:
    /// Opens what `name` means in the repository that `root` lies in. `folders` are those below `root` that the disk shall serve. Nothing where that
    /// cannot be had; then `fault` says why, in words for a person.
    static std::unique_ptr<Revision> open(Disk& disk, const std::string& root, std::vector<std::string> folders, const RevisionName& name, Words& fault,
                                          const RevisionLimits& limits = {});
    virtual ~Revision() = default;

    /// Below the folders the files of the revision, which have no stamps that could be trusted; elsewhere the disk that it was opened with. What is
    /// served cannot be written.
    virtual Disk& disk() = 0;
    /// The first file whose bytes the repository does not have: a partial clone. Read all that is to be read first.
    virtual std::optional<std::string> lacking() const = 0;
    /// Whether the file at `path` (relative to the root) has the same bytes on the disk, where its stamp is `stamp`. The index of git spares the reading,
    /// where it knows the file. False where either has no such file.
    virtual bool is_unchanged(const std::string& path, const FileStamp& stamp) const = 0;
};

}  // namespace mulu
