// SPDX-License-Identifier: Apache-2.0
#include "model/calendar.hpp"

#include <algorithm>
#include <map>

namespace mulu {

WorkCalendar::WorkCalendar(const std::vector<CalendarYear>& tables) {
    std::map<int, const CalendarYear*> by_year;
    for (const CalendarYear& table : tables) by_year[table.year] = &table;
    for (const auto& [number, table] : by_year) {
        Year year{number, *make_date(number, 1, 1), {}};
        std::vector<bool> works(static_cast<std::size_t>(make_date(number, 12, 31)->days - year.first.days + 1));
        for (std::size_t day = 0; day < works.size(); ++day) {
            const unsigned weekday = Date{year.first.days + static_cast<std::int32_t>(day)}.weekday();
            works[day] = weekday != 0 && weekday != 6;
        }
        const auto mark = [&](const std::vector<Date>& days, bool value) {
            for (const Date day : days) {
                if (day.year() == year.year) works[static_cast<std::size_t>(day.days - year.first.days)] = value;
            }
        };
        mark(table->off, false);
        mark(table->work, true);
        if (const auto next = by_year.find(number + 1); next != by_year.end()) {  // its notice is the later one
            mark(next->second->off, false);
            mark(next->second->work, true);
        }
        std::uint16_t sum = 0;
        year.until.reserve(works.size());
        for (const bool work : works) year.until.push_back(sum = static_cast<std::uint16_t>(sum + (work ? 1 : 0)));
        years_.push_back(std::move(year));
    }
}

const WorkCalendar::Year* WorkCalendar::find(int year) const {
    const auto found = std::lower_bound(years_.begin(), years_.end(), year, [](const Year& each, int number) { return each.year < number; });
    return found != years_.end() && found->year == year ? &*found : nullptr;
}

std::optional<bool> WorkCalendar::is_working_day(Date day) const {
    const Year* year = find(day.year());
    if (year == nullptr) return std::nullopt;
    return year->works(static_cast<std::size_t>(day.days - year->first.days));
}

Counted<Date> WorkCalendar::nth_working_day(Date start, unsigned count) const {
    Date day = start;
    const Year* year = nullptr;
    while (count > 0) {
        ++day.days;
        if (year == nullptr || day.days - year->first.days >= static_cast<std::int32_t>(year->until.size())) {
            year = find(day.year());
            if (year == nullptr) return {std::nullopt, day.year()};
        }
        if (year->works(static_cast<std::size_t>(day.days - year->first.days))) --count;
    }
    return {day, 0};
}

Counted<unsigned> WorkCalendar::count_working_days(Date after, Date until) const {
    if (until <= after) return {0U, 0};
    const Date first{after.days + 1};
    unsigned sum = 0;
    for (int number = first.year(); number <= until.year(); ++number) {
        const Year* year = find(number);
        if (year == nullptr) return {std::nullopt, number};
        const auto up_to = [&](Date day) -> unsigned {
            if (day < year->first) return 0;
            return year->until[std::min(static_cast<std::size_t>(day.days - year->first.days), year->until.size() - 1)];
        };
        sum += up_to(until) - up_to(after);
    }
    return {sum, 0};
}

}  // namespace mulu
