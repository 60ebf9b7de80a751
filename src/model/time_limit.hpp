// SPDX-License-Identifier: Apache-2.0
// 公开时限 TimeLimit: until when an item must be public, and whether it was. The day that it counts from is day 0.
#pragma once

#include "model/calendar.hpp"
#include "model/duty.hpp"
#include "model/item.hpp"
#include "model/settings.hpp"

namespace mulu {

/// The day from which the 条例 of 2007 (国务院令第492号) is in force: what was made before has no limit.
Date first_law_day();
/// The day from which the revised 条例 (国务院令第711号) is in force.
Date second_law_day();

struct TimeLimit {
    unsigned days = 20;
    bool working_days = true;          ///< otherwise days of the calendar
    Due::Of of = Due::Of::created;
    enum class By : std::uint8_t { law_of_2007, law_of_2019, site, duty } by = By::law_of_2019;  ///< what sets it
};

/// The limit of an item that is to be disclosed of its own accord: its duty's own, else the site's, which is that of the law in force on the day it was made
/// (20 working days: 条例 of 2007, art. 18; of 2019, art. 26). Nothing for other items, and for those made before the first law was in force.
std::optional<TimeLimit> time_limit(const Item& item, const Settings& settings, const std::vector<Duty>& duties);

/// The day from which the limit counts; nothing where the record doesn't say it.
std::optional<Date> begin_of(const TimeLimit& limit, const Item& item);

/// The last day on which an item with this limit is in time; nothing where that can't be told.
Counted<Date> due_day(const TimeLimit& limit, Date begin, const WorkCalendar& calendar);

struct Timeliness {
    enum class Verdict : std::uint8_t { in_time, late, no_table, no_date } verdict = Verdict::in_time;
    Date begin, due;             ///< of a late item
    unsigned over = 0;           ///< of a late item: days over the limit, counted as the limit is
    int year_without_table = 0;  ///< of no_table
};

/// Whether the item's day of publication is within the limit. Needs the tables of the years between the two days, and no other.
Timeliness judge_time(const TimeLimit& limit, const Item& item, const WorkCalendar& calendar);

/// By when a year's annual report is due: 31 March for all by the 条例 of 2007 (art. 31); by that of 2019 (art. 49), which the reports from 2019 on are
/// under, 31 January for departments and 31 March for a government.
Date report_due_day(int year, bool department);

}  // namespace mulu
