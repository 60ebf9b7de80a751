// SPDX-License-Identifier: Apache-2.0
// State: what a build remembers for the next one. A cache: deleting it costs time and never changes a byte of the site.
//
// A folder with a head, `state`, and a file for each section, named after the digest of its bytes. The head names the sections that belong together; it is
// replaced by one rename, which is the moment at which a new state holds. Where a build stopped before, the old head still holds.
// A head or section that is damaged, cut short or of another program is as good as none.
//
//   head := "mulu state 1\n" program(16 bytes) moment(signed) manifest(16 bytes) manifest-stamp(4 numbers) count {name digest} digest-of-all-before
//
// While pages are put in place there is also `pending`: the addresses whose files may be old or new, and the digests of the manifests that may be
// found. It is gone when the head is written.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/disk.hpp"

namespace mulu {

class State {
public:
    /// What load() found.
    enum class Found { none, sound, damaged, of_another_program };

    State(Disk& disk, std::string folder) : disk_(disk), folder_(std::move(folder)) {}

    /// Of a state of another program only the sections named texts.… are there: they are content, and depend on no program.
    Found load(const Digest& program);
    /// Forgets what was loaded, as if there were none.
    void forget();
    bool is_loaded() const { return loaded_; }

    std::vector<std::string> all_sections() const;
    /// Whether the state has a section of this name.
    bool names(const std::string& name) const { return sections_.contains(name); }
    /// A section's bytes, or nothing where there is none or it is damaged. They live as long as the State.
    std::optional<std::string_view> section(const std::string& name);
    /// Reads those of `names` that are sound, several at a time, so that section() has them at hand.
    void read_ahead(const std::vector<std::string>& names, unsigned workers);
    /// When the state's build took stock: nanoseconds of the machine's clock.
    std::int64_t moment() const { return moment_; }
    /// Of the manifest that its build left in the output.
    const Digest& manifest() const { return manifest_; }
    const FileStamp& manifest_stamp() const { return manifest_stamp_; }

    /// What an interrupted build was about to put in place.
    struct Pending {
        std::vector<std::string> addresses;
        /// Those that may be found in the output, and that of the state. None where nothing is certain: the file was cut short, or the state not believed.
        std::vector<Digest> manifests;
    };
    /// Nothing where the last build came to its end.
    std::optional<Pending> pending() const;
    Result<> set_pending(const Pending& pending);

    /// Writes a section of the next state; the present one stays as it is.
    Result<> stage(const std::string& name, std::string_view bytes);
    /// Takes a section over into the next state as it is.
    void keep(const std::string& name);
    /// Makes what was staged and kept the state, and removes what it doesn't name.
    Result<> commit(const Digest& program, std::int64_t moment, const Digest& manifest, const FileStamp& manifest_stamp);
    const std::string& folder() const { return folder_; }

private:
    std::shared_ptr<const MappedFile> read_section(const std::string& name) const;
    std::string file_of(const std::string& name, const Digest& digest) const;

    Disk& disk_;
    std::string folder_;
    bool loaded_ = false;
    std::int64_t moment_ = 0;
    Digest manifest_;
    FileStamp manifest_stamp_;
    std::map<std::string, Digest> sections_, next_;
    std::map<std::string, std::shared_ptr<const MappedFile>> bytes_;  ///< of the sections that were asked for
};

/// Whether the folder of a state is in the output, where everybody could read it; links are followed. It may not be there yet: then the first folder above it
/// that is decides.
bool is_in_output(const Disk& disk, const std::string& state, const std::string& output);

}  // namespace mulu
