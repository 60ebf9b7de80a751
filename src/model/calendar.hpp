// SPDX-License-Identifier: Apache-2.0
// 工作日历 WorkCalendar: which days are working days, by the State Council's notices of each year's holidays (节假日安排通知).
//
// Monday to Friday are working days and the weekend is not, but for what a year's table says. A table belongs to the year of its notice and may name days of
// the December before it: 29 December 2018 is a working day by the notice of 2019. Where a year has two notices its table is what holds after both.
// Nothing is guessed: what would need a year without a table has no answer.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.hpp"

namespace mulu {

/// A year's table: days off, and weekend days on which work is made up (调休上班).
struct CalendarYear {
    int year = 0;
    std::vector<Date> off, work;
};

/// What was counted; or nothing, and the first year on the way that has no table.
template <class T>
struct Counted {
    std::optional<T> value;
    int year_without_table = 0;
};

class WorkCalendar {
public:
    WorkCalendar() = default;
    /// Of several tables of one year the last holds.
    explicit WorkCalendar(const std::vector<CalendarYear>& tables);

    bool covers(int year) const { return find(year) != nullptr; }
    /// Nothing where the day's year has no table.
    std::optional<bool> is_working_day(Date day) const;
    /// The `count`-th working day after `start`, which is day 0 itself; `start`, if `count` is 0.
    Counted<Date> nth_working_day(Date start, unsigned count) const;
    /// Working days after `after` up to and including `until`; 0 where `until` isn't later.
    Counted<unsigned> count_working_days(Date after, Date until) const;

private:
    struct Year {
        int year = 0;
        Date first;
        std::vector<std::uint16_t> until;  ///< by day of the year: working days of the year up to and including it
        bool works(std::size_t day) const { return until[day] != (day == 0 ? 0 : until[day - 1]); }
    };
    const Year* find(int year) const;
    std::vector<Year> years_;  ///< ascending
};

}  // namespace mulu
