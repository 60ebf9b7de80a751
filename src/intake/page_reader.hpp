// SPDX-License-Identifier: Apache-2.0
// content/pages/NAME.md → StandingPage. A closet of intake.
#pragma once

#include "intake/item_reader.hpp"

namespace mulu {

/// Reads a standing page; links of its body to items are appended to `items`.
std::optional<StandingPage> read_page(const Source& source, const ItemReading& reading, std::vector<ItemReference>& items, Arena& texts, Diagnostics& diagnostics);

}  // namespace mulu
