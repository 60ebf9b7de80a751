// SPDX-License-Identifier: Apache-2.0
// Recollection: what a build tells the next one besides its files, so that a build in which nothing changed can say what that one said, and knows until
// when the clock changes nothing. A closet of commands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/reading.hpp"

namespace mulu {

/// A malformed item's file, and whether an earlier text stands for it.
struct SetAside {
    std::string path;
    bool has_text = false;
};

struct Recollection {
    Told told;
    std::string time_zone;
    std::int64_t from = 0;               ///< seconds of the site's clock at which the build was made
    std::optional<std::int64_t> until;   ///< from then on the same files may make another site
    std::size_t items = 0, held_back = 0, files = 0;
    std::vector<SetAside> set_aside;     ///< malformed items, of --quarantine

    /// The bulk of what is packed, which can be done beside other work.
    static std::string pack_told(const Told& told);
    /// Packs the whole, of which pack_told() has packed `told`.
    std::string pack(std::string_view packed_told) const;
    std::string pack() const { return pack(pack_told(told)); }
    static std::optional<Recollection> unpack(std::string_view bytes);
    /// Whether the clock that `options` ask for is one at which the same files make the same site.
    bool holds_at(const Options& options) const;
};

}  // namespace mulu
