// SPDX-License-Identifier: Apache-2.0
// The laws that records must obey, one function each. A closet of intake.
#pragma once

#include <map>
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

/// Reports what is said to have been done on a day that is still to come (W216): approval, review, a step, a correction; not of an item that waits for a
/// day of publication up to which it may be planned.
void check_done(const ReadItem& read, Moment now, Diagnostics& diagnostics);

/// Reports a unit that did not exist when the item was made.
void check_unit_lifetime(const ReadItem& read, const std::vector<Unit>& units, Diagnostics& diagnostics);

// time_rules.cpp: until when an item must be public (条例 art. 26), and what the calendar has to do with it.

/// What could not be judged for want of a year's calendar: how many items (0: what is no item), and where the first of them is.
struct UnjudgedYear {
    std::size_t items = 0;
    Place first;
    /// Counts `more` items, the first of which is at `place`.
    void add(std::size_t more, const Place& place);
};

/// By year.
using UnjudgedTimes = std::map<int, UnjudgedYear>;

/// Reports an item that went public after its time limit. One that is not public yet, or never will be, is not late.
void check_time_limit(const ReadItem& read, const Catalogue& catalogue, UnjudgedTimes& unjudged, Diagnostics& diagnostics);

/// Whether a diagnostic of this code says that an item was late.
bool is_about_time_limits(Code code);

/// How long before a notice-board day it is looked at, in days: time to choose another.
inline constexpr int board_notice_days = 30;

/// Reports the next notice-board day, if it is near and no working day.
void check_board_day(const Catalogue& catalogue, UnjudgedTimes& unjudged, Diagnostics& diagnostics);

/// Reports each year of `unjudged`, once.
void report_years_without_table(const UnjudgedTimes& unjudged, Diagnostics& diagnostics);

// reference_rules.cpp: rules across records.

/// Reports index numbers given twice and items that would share a page; the first published (of one day, the first by path) keeps it. Returns which are doubled.
std::vector<bool> check_identity(const ReadItems& items, unsigned workers, Diagnostics& diagnostics);

/// Reports items of one unit that have the same document number and title and don't name each other: a document that was entered twice (W308).
void check_entered_twice(const ReadItems& items, Diagnostics& diagnostics);

/// Reports repeals that form a circle.
void check_repeal_circles(const ReadItems& items, Diagnostics& diagnostics);

/// Reports aliases that are malformed or taken.
void check_aliases(const ReadItems& items, const std::vector<StandingPage>& pages, Diagnostics& diagnostics);

/// Reports two reports of one unit and year, and drops the later one.
void check_report_addresses(std::vector<Report>& reports, const std::vector<Unit>& units, Diagnostics& diagnostics);

/// Sets validity by the item's own dates: valid_until, repealed, effective.
void set_own_validity(ReadItem& read, Date today);

}  // namespace mulu
