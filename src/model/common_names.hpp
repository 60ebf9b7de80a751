// SPDX-License-Identifier: Apache-2.0
// Common names: what catalogues, spreadsheets and forms of all kinds call the fields of an item, besides the names of the schema.
#pragma once

#include <span>
#include <string_view>

namespace mulu {

/// A name and the key that it means: dotted for a part of a field (review.by), "" for what no field keeps (序号).
struct CommonName {
    std::string_view key, name;
};

/// All of them. The first of a key is the one that messages use where the schema has none.
std::span<const CommonName> common_names();

/// The key that `name` means, or "".
std::string_view field_of_common_name(std::string_view name);

}  // namespace mulu
