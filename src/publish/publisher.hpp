// SPDX-License-Identifier: Apache-2.0
// Publisher: bytes → the output folder, safely (design: commands.md, What the build promises, 2–4).
//
// It is told the addresses and fingerprints of the whole site and answers which files are stale; those are staged, beside the output on its
// file system. Then new files are put in place by rename, then changed ones, then (after a while, if asked to linger) what is no longer made is deleted.
// A failure while staging leaves the site as it was; a build that is killed later is finished by the next. An output that does not exist
// yet, or is empty, appears at once. manifest.sha256 in the output proves that it is ours: a folder that is neither empty nor has
// one is refused, and only what a manifest names is ever deleted. A file whose bytes don't change is not touched.
//
// The manifest is the text that sha256sum(1) writes and checks: 64 hex digits, two spaces, the address; sorted by address.
//
//   before the first rename     manifest names old and new files · state's `pending` names what may be old or new
//   after the last deletion     manifest names the new ones · one sync · state's head is renamed
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/disk.hpp"
#include "base/fingerprint.hpp"
#include "publish/state.hpp"

namespace mulu {

/// Why a guard refuses to publish.
enum class Refusal { none, foreign_folder, state_inside, locked };

/// What became of the files.
struct Published {
    std::size_t added = 0, changed = 0, kept = 0, removed = 0;
};

/// A file that the site is to have.
struct OutputFile {
    std::string_view address;  ///< must outlive the publisher's use
    Fingerprint fingerprint;
};

/// What the mass-deletion guard counts: pages of items.
struct TakenAway {
    std::size_t items = 0;  ///< that were public and would not be, moves not counted
    std::size_t of = 0;     ///< that were public
};

class Publisher {
public:
    struct Options {
        std::string output;                 ///< without a slash at its end
        std::string aside;                  ///< .mulu/NAME beside the output: staging and the lock
        Digest program;                     ///< of the state to be written
        std::int64_t moment = 0;            ///< when stock was taken
        bool trust_state = true;            ///< not so with --full: every file is looked at
        bool dry = false;                   ///< nothing is written
        std::function<void()> linger;       ///< called before the deletions, if there are any
    };
    /// What becomes of a file.
    enum class Fate : std::uint8_t { fresh_fingerprint, kept, added, changed };

    Publisher(Disk& disk, State& state, Options options);

    /// Whether the output may be written to, and whether its manifest is the one that the state knows. Writes nothing but the lock's file, and that
    /// only where there is a folder for it.
    Result<Refusal> open();
    /// Whether the manifest in the output is untouched since the state was written, by its stamp alone.
    bool output_is_as_left() const;
    /// Recalls what the output has; expect() does so too, where it was not done. May run beside the reading of the site.
    Result<> remember();
    /// Takes the whole site, sorted by address, and finds out what is stale.
    Result<> expect(std::vector<OutputFile> files);
    /// Items that would be gone; for the guard.
    const TakenAway& taken_away() const { return taken_away_; }
    bool takes_too_much() const { return taken_away_.items > 20 && taken_away_.items * 10 > taken_away_.of; }
    /// Whether the file's bytes must be made; otherwise it stays as it is.
    bool is_stale(std::size_t file) const { return stale_[file]; }
    /// Makes the staging folder, empty. From here on the folder beside the output exists, and is locked.
    Result<Refusal> begin();
    /// Gives a stale file its bytes. May be called by several threads at once, once for each file.
    Result<> put(std::size_t file, std::string_view bytes);
    /// Puts everything in place and removes what is not expected; the state's other sections must have been staged. Call once.
    Result<Published> finish();

    Fate fate(std::size_t file) const { return fates_[file]; }
    std::string_view address(std::size_t file) const { return files_[file].address; }
    /// Bits of the parts whose fingerprints changed; none where nothing was remembered.
    std::optional<unsigned> difference(std::size_t file) const;
    /// Addresses that are no longer made.
    std::vector<std::string_view> gone() const;
    Published count() const;

private:
    struct Old {
        std::string_view address;
        Fingerprint fingerprint;
        Sha256 sum;
        bool trusted = false;  ///< the file on the disk has this sum, and these bytes were made of this fingerprint
    };
    Result<Refusal> lock();
    Result<> make_folder(const std::string& folder);
    std::string manifest_text(bool with_gone) const;
    Result<> write_manifest(const std::string& text);
    Result<> appear();
    Result<> replace(const std::string& manifest);
    Result<> put_in_place();
    Result<> remove_gone();
    Result<> stage_pages();
    Result<> commit();

    Disk& disk_;
    State& state_;
    Options options_;
    std::string staging_;
    FolderLock lock_, state_lock_;  ///< of the output, and of a state that lies elsewhere
    bool locked_ = false;
    bool whole_ = false;       ///< the output doesn't exist or is empty: it appears by one rename
    std::shared_ptr<const MappedFile> manifest_;  ///< as found
    Digest found_manifest_, final_manifest_;
    std::optional<State::Pending> pending_;
    bool remembered_ = false;
    bool state_serves_ = false;  ///< old_ is of the state, not of the manifest alone
    std::vector<Old> old_;     ///< sorted by address
    std::vector<OutputFile> files_;
    std::vector<std::uint32_t> old_of_;  ///< by file: its place in old_
    std::vector<std::uint32_t> gone_;    ///< places in old_ that no file has
    std::vector<Sha256> sums_;
    std::vector<Fate> fates_;
    std::vector<char> stale_;
    std::vector<char> lost_;  ///< by file: the manifest names it, but it is not there
    TakenAway taken_away_;
    std::mutex mutex_;
    std::unordered_set<std::string> folders_;
};

}  // namespace mulu
