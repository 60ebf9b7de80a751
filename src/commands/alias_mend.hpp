// SPDX-License-Identifier: Apache-2.0
// The old address of a page that moved, written into its item's file (`mulu fix --against`). A closet of commands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mulu {

/// The item's file at `path` (content/…) with `alias` among its `aliases`: a line behind that of the index number, in the language of that key, or one more in
/// the list that is there. Nothing else changes by a byte. Nothing where that cannot be done for certain: the result is read again to know.
std::optional<std::string> with_alias(const std::string& path, std::string_view bytes, const std::string& alias);

}  // namespace mulu
