// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <utility>

#include "intake/rules.hpp"
#include "model/time_limit.hpp"

namespace mulu {
namespace {

Words days_of(unsigned count, bool working) {
    const std::string number = std::to_string(count), days = count == 1 ? " day" : " days";
    if (working) return {number + " 个工作日", number + " working" + days};
    return {number + " 天", number + days};
}

/// What sets the limit, as an official would cite it.
Words basis_of(const TimeLimit& limit, const Item& item, const Catalogue& catalogue) {
    switch (limit.by) {
        case TimeLimit::By::law_of_2007: return {"2008 年施行的《政府信息公开条例》第十八条", "art. 18 of the regulations in force from 2008"};
        case TimeLimit::By::law_of_2019: return {"《政府信息公开条例》第二十六条", "art. 26 of the disclosure regulations"};
        case TimeLimit::By::site: return {"site.yml 的 deadline", "deadline of site.yml"};
        case TimeLimit::By::duty: break;
    }
    const std::string& title = catalogue.duties[item.duty].title;
    return {"目录事项“" + title + "”", "the duty “" + title + "”"};
}

}  // namespace

void UnjudgedYear::add(std::size_t more, const Place& place) {
    if (more > 0 && (items == 0 || place < first)) first = place;
    items += more;
}

void check_time_limit(const ReadItem& read, const Catalogue& catalogue, UnjudgedTimes& unjudged, Diagnostics& diagnostics) {
    const Item& item = read.item;
    if (read.draft || item.published.seconds > catalogue.now.seconds || read.review == ReviewResult::withhold) return;
    const auto limit = time_limit(item, catalogue.settings, catalogue.duties);
    if (!limit) return;
    const Timeliness time = judge_time(*limit, item, catalogue.calendar);
    if (time.verdict == Timeliness::Verdict::no_table) unjudged[time.year_without_table].add(1, read.place(read.published_at));
    if (time.verdict != Timeliness::Verdict::late) return;
    const std::string begin = print_date(time.begin);
    const Words from = limit->of == Due::Of::created ? Words("生成日期 " + begin, begin + ", when it was made") : Words("批准日期 " + begin, begin + ", when it was approved");
    diagnostics.add(limit->working_days ? Code::W901 : Code::W902, read.place(read.published_at),
                    {days_of(time.over, limit->working_days), print_date(time.due), from, days_of(limit->days, limit->working_days), basis_of(*limit, item, catalogue)});
}

bool is_about_time_limits(Code code) { return code == Code::W901 || code == Code::W902; }

void check_board_day(const Catalogue& catalogue, UnjudgedTimes& unjudged, Diagnostics& diagnostics) {
    const Date today = catalogue.now.date();
    const auto day = catalogue.settings.next_board_day(today);
    if (!day || day->days - today.days > board_notice_days) return;
    const auto works = catalogue.calendar.is_working_day(*day);
    if (!works) unjudged.try_emplace(day->year());
    if (works.value_or(true)) return;
    static const std::array<Words, 7> weekdays = {Words("星期日", "Sunday"), Words("星期一", "Monday"), Words("星期二", "Tuesday"), Words("星期三", "Wednesday"),
                                                  Words("星期四", "Thursday"), Words("星期五", "Friday"), Words("星期六", "Saturday")};
    const unsigned weekday = day->weekday();
    const bool weekend = weekday == 0 || weekday == 6;
    const Words why = weekend ? weekdays[weekday] : Words("放假", "a public holiday");
    const auto neighbour = [&](int step) {
        Date other{day->days + step};
        while (!catalogue.calendar.is_working_day(other).value_or(true)) other.days += step;
        return print_date(other);
    };
    diagnostics.add(Code::W904, {"content/site.yml", catalogue.settings.boards_at}, {print_date(*day), why, neighbour(-1), neighbour(1)});
}

void report_years_without_table(const UnjudgedTimes& unjudged, Diagnostics& diagnostics) {
    for (const auto& [year, missed] : unjudged) {
        const std::size_t count = missed.items;
        const std::string number = std::to_string(year), items = std::to_string(count);
        const Words what = count == 0 ? Words("公开栏日期", "the board day was") : Words(items + " 条信息的时限", "the time limit" + std::string(count == 1 ? "" : "s") + " of " + items + (count == 1 ? " item was" : " items were"));
        std::vector<Note> notes;
        if (count > 0) notes.push_back({count == 1 ? Words("是这一条", "it is this one") : Words("其中第一条", "the first of them"), missed.first});
        diagnostics.add(Code::W903, {"content/calendar/" + number + ".yml", 0, 0, 0}, {number, what}, std::move(notes));
    }
}

}  // namespace mulu
