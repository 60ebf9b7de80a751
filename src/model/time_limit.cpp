// SPDX-License-Identifier: Apache-2.0
#include "model/time_limit.hpp"

namespace mulu {

Date first_law_day() { return *make_date(2008, 5, 1); }
Date second_law_day() { return *make_date(2019, 5, 15); }

std::optional<TimeLimit> time_limit(const Item& item, const Settings& settings, const std::vector<Duty>& duties) {
    if (item.access != Access::proactive || item.created < first_law_day()) return std::nullopt;
    if (item.duty != no_ref && duties[item.duty].due.within_days > 0) {
        const Due& due = duties[item.duty].due;
        return TimeLimit{due.within_days, due.working_days, due.of, TimeLimit::By::duty};
    }
    constexpr unsigned by_law = 20;
    const bool own = settings.deadline_working_days != by_law;
    return TimeLimit{settings.deadline_working_days, true, Due::Of::created,
                     own ? TimeLimit::By::site : item.created < second_law_day() ? TimeLimit::By::law_of_2007 : TimeLimit::By::law_of_2019};
}

std::optional<Date> begin_of(const TimeLimit& limit, const Item& item) { return limit.of == Due::Of::created ? std::optional(item.created) : item.approved; }

Counted<Date> due_day(const TimeLimit& limit, Date begin, const WorkCalendar& calendar) {
    if (limit.working_days) return calendar.nth_working_day(begin, limit.days);
    return {Date{begin.days + static_cast<std::int32_t>(limit.days)}, 0};
}

Timeliness judge_time(const TimeLimit& limit, const Item& item, const WorkCalendar& calendar) {
    const auto begin = begin_of(limit, item);
    if (!begin) return {Timeliness::Verdict::no_date, {}, {}, 0, 0};
    const Date published = item.published.date();
    if (published <= *begin) return {};
    unsigned taken = static_cast<unsigned>(published.days - begin->days);
    if (limit.working_days) {
        const auto counted = calendar.count_working_days(*begin, published);
        if (!counted.value) return {Timeliness::Verdict::no_table, {}, {}, 0, counted.year_without_table};
        taken = *counted.value;
    }
    if (taken <= limit.days) return {};
    return {Timeliness::Verdict::late, *begin, *due_day(limit, *begin, calendar).value, taken - limit.days, 0};
}

Date report_due_day(int year, bool department) {
    constexpr int first_year_of_second_law = 2019;
    return *make_date(year + 1, department && year >= first_year_of_second_law ? 1 : 3, 31);
}

}  // namespace mulu
