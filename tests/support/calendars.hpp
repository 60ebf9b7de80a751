// SPDX-License-Identifier: Apache-2.0
// The installed calendars, read by a few lines of their own, so that the reader of the program is not its own judge.
#pragma once

#include <gtest/gtest.h>

#include "model/calendar.hpp"
#include "support/files.hpp"

namespace mulu::test {

/// The day that `text` writes.
inline Date day_of(std::string_view text) {
    DateFault fault{};
    const auto day = parse_date(text, fault);
    EXPECT_TRUE(day) << text;
    return day.value_or(Date{});
}

/// calendar/YEAR.yml of 2008 to 2026.
inline const WorkCalendar& installed_calendar() {
    static const WorkCalendar calendar = [] {
        std::vector<CalendarYear> tables;
        for (int year = 2008; year <= 2026; ++year) {
            CalendarYear table{year, {}, {}};
            std::vector<Date>* list = nullptr;
            for (const std::string& line : lines_of_text(read_file(MULU_SOURCE_DIR "/calendar/" + std::to_string(year) + ".yml"))) {
                if (line.starts_with("off:")) list = &table.off;
                else if (line.starts_with("work:")) list = &table.work;
                else if (line.starts_with("  - ") && list != nullptr) list->push_back(day_of(line.substr(4, 10)));
            }
            tables.push_back(std::move(table));
        }
        return WorkCalendar(tables);
    }();
    return calendar;
}

}  // namespace mulu::test
