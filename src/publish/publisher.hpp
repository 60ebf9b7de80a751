// SPDX-License-Identifier: Apache-2.0
// Publisher: bytes → the output folder, safely (design: commands.md, What the build promises, 3 and 4).
//
// All new bytes are staged first, beside the output on its file system. Then new files are put in place by rename, then changed
// ones, then what is no longer made is deleted; a failure while staging leaves the site as it was. An output that does not exist
// yet, or is empty, appears at once. manifest.sha256 in the output proves that it is ours: a folder that is neither empty nor has
// one is refused, and only what a manifest names is ever deleted. A file whose bytes don't change is not touched.
//
// The manifest is the text that sha256sum(1) writes and checks: 64 hex digits, two spaces, the address; sorted by address.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/disk.hpp"

namespace mulu {

/// Why a guard refuses to publish.
enum class Refusal { none, foreign_folder, locked };

/// What became of the files.
struct Published {
    std::size_t added = 0, changed = 0, kept = 0, removed = 0;
};

class Publisher {
public:
    /// Prepares to publish into `output`, with its state in `state` (a folder on the same file system).
    Publisher(Disk& disk, std::string output, std::string state);
    ~Publisher();

    /// Takes the lock, reads the manifest, empties the staging folder. Nothing in the output is touched.
    Result<Refusal> open();
    /// Stages a file. May be called by several threads at once, once for each address.
    Result<> put(const std::string& address, std::string_view bytes);
    /// Puts everything in place and removes what was not put. Call once, when all is staged.
    Result<Published> finish();

private:
    struct Staged {
        std::string sha256;
        bool fresh = false;    ///< no file of ours had this address
        bool changed = false;  ///< it had other bytes
    };
    Result<> make_folder(const std::string& folder);
    Result<> write_manifest(const std::map<std::string, std::string>& entries);

    Disk& disk_;
    std::string output_, state_, staging_;
    FolderLock lock_;
    bool whole_ = false;  ///< the output doesn't exist or is empty: it appears by one rename
    std::unordered_map<std::string, std::string> before_;  ///< address → sha256 of the last build
    std::mutex mutex_;
    std::map<std::string, Staged> staged_;
    std::unordered_map<std::string, bool> folders_;
};

}  // namespace mulu
