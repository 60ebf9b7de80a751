// SPDX-License-Identifier: Apache-2.0
// Knowing: the site as it is now, for commands that ask it something, read with the help of what the last build remembers. A closet of commands.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "commands/reading.hpp"
#include "publish/state.hpp"

namespace mulu {

/// A site, and the state that its records were known from: some of their texts lie there.
struct KnownSite {
    State state;
    Stock stock;
    std::unique_ptr<ReadSite> read;
};

/// Reads the site at options.root; nothing is written. A Failure is the machine's.
Result<std::unique_ptr<KnownSite>> read_known_site(const Options& options, Disk& disk, unsigned workers, Console& console);

/// The unit with this id, no_ref where none is named, nothing where there is no such unit.
std::optional<Ref> find_unit(const Catalogue& catalogue, const std::optional<std::string>& id);
Words words_of_unknown_unit(const Catalogue& catalogue, const std::string& id);

}  // namespace mulu
