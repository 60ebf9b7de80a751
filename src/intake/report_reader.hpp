// SPDX-License-Identifier: Apache-2.0
// content/reports/YEAR.md and content/reports/UNIT/YEAR.md → Report. A closet of intake.
#pragma once

#include "intake/item_reader.hpp"

namespace mulu {

/// Reads a report's record; its narrative is read again when its page is made.
std::optional<Report> read_report(const Source& source, const ItemReading& reading, std::vector<ItemReference>& items, Arena& texts, Diagnostics& diagnostics);

}  // namespace mulu
