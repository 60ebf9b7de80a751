// SPDX-License-Identifier: Apache-2.0
// The laws that records must obey, one function each. A closet of intake.
#pragma once

#include <memory>
#include <vector>

#include "intake/item_reader.hpp"

namespace mulu {

using ReadItems = std::vector<std::unique_ptr<ReadItem>>;

// release_rules.cpp: what keeps a sound record from the public (design: content.md, What goes public).

/// Reports every rule that holds the item back now.
void check_release(const ReadItem& read, const Settings& settings, Moment now, Diagnostics& diagnostics);

/// Days that what is prepared for publication may be dated ahead.
inline constexpr std::int32_t created_ahead = 31;

/// Reports a date of creation that is still to come (W216); not of an item that waits for a day of publication that follows it closely.
void check_created(const ReadItem& read, Moment now, Diagnostics& diagnostics);

/// Reports a unit that did not exist when the item was made.
void check_unit_lifetime(const ReadItem& read, const std::vector<Unit>& units, Diagnostics& diagnostics);

// reference_rules.cpp: rules across records.

/// Reports index numbers given twice and items that would share a page; the first published (of one day, the first by path) keeps it. Returns which are doubled.
std::vector<bool> check_identity(const ReadItems& items, Diagnostics& diagnostics);

/// Reports repeals that form a circle.
void check_repeal_circles(const ReadItems& items, Diagnostics& diagnostics);

/// Reports aliases that are malformed or taken.
void check_aliases(const ReadItems& items, const std::vector<StandingPage>& pages, Diagnostics& diagnostics);

/// Reports two reports of one unit and year, and drops the later one.
void check_report_addresses(std::vector<Report>& reports, const std::vector<Unit>& units, Diagnostics& diagnostics);

/// Sets validity by the item's own dates: valid_until, repealed, effective.
void set_own_validity(ReadItem& read, Date today);

}  // namespace mulu
