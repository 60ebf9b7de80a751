// SPDX-License-Identifier: Apache-2.0
// YAML text to a tree in which every key and value knows its place. Scalars stay raw text: `0123`, `no`, `1.10`
// and 21-digit numbers come out as they were written; converting is the schema's business.
//
// A closed subset: one document, no anchors, aliases or tags, a limited depth. Everything outside it, and every
// duplicate key, is reported in words, with the twin mistakes of Chinese keyboards (full-width colon, tab) named as such.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "formats/source.hpp"

namespace mulu {

struct YamlEntry;

/// A place of which all nodes of a tree share the file's path: a front matter has a hundred places, and a path is a copy of its own in each Place.
struct YamlPlace {
    std::shared_ptr<const std::string> path;  ///< relative to the site's root
    std::uint32_t line = 0, column = 0, length = 0;

    Spot spot() const { return {line, column, length}; }
    /// The place of `characters` that begin `columns` behind this one's beginning.
    Place part(std::size_t columns, std::size_t characters) const {
        return {path ? *path : std::string(), line, static_cast<std::uint32_t>(column + columns), static_cast<std::uint32_t>(characters)};
    }
    operator Place() const { return {path ? *path : std::string(), line, column, length}; }  // wherever something is reported there
};

/// One value: a scalar, a list or a mapping. `null` is a missing value (`key:` with nothing behind it, or `~`).
struct YamlNode {
    enum class Kind { null, scalar, list, mapping };
    Kind kind = Kind::null;
    bool quoted = false;             ///< of a scalar: was it in quotes or a block
    std::uint32_t cut = 0;           ///< of a plain scalar with a comment behind it that looks like its text (“ #1”, not “ # 1”): how many columns lie between
    std::string text;                ///< of a scalar, as written, without quotes
    std::vector<YamlNode> items;     ///< of a list
    std::vector<YamlEntry> entries;  ///< of a mapping, in order, keys unique
    YamlPlace at;                    ///< of the value; for lists and mappings, of their beginning
    const YamlEntry* find(std::string_view key) const;
};

struct YamlEntry {
    std::string key;
    YamlPlace key_at;
    YamlNode value;
};

/// Which reader is used. `library` is yaml-cpp alone; `quick` reads the plain subset that nearly all files keep to by
/// hand, twenty times as fast, and leaves everything else to yaml-cpp. Tests hold the two against each other.
enum class YamlReader { quick, library };

/// Limits on what is read; tests set them low.
struct YamlLimits {
    unsigned depth = 16;                    ///< of lists and mappings within each other
    std::size_t value_bytes = 64 * 1024;    ///< of one scalar, or of anything else that must be read in one go
    std::size_t nodes = 500000;             ///< of one text
    YamlReader reader = YamlReader::quick;
};

/// The tree of `text`, a part of `source` that begins at the start of its line `first_line`. What is wrong is reported;
/// after a syntax fault there is nothing, after duplicate keys the first one stands. A text without content is a null.
///
/// The place of a key or scalar is as it is written, with its quotes and up to the end of its first line; that of a
/// missing value is the colon (or the - of the list's item) behind which it is missing; that of a list or mapping is its
/// first character.
std::optional<YamlNode> parse_yaml(const Source& source, std::string_view text, std::uint32_t first_line, Diagnostics& diagnostics,
                                   const YamlLimits& limits = {});

/// Where in `content` (a line without its indentation, or a plain scalar) a full-width colon follows what looks like a key, or npos.
std::size_t full_width_colon(std::string_view content);

}  // namespace mulu
