// SPDX-License-Identifier: Apache-2.0
#include "tally/audit.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "model/time_limit.hpp"

namespace mulu {
namespace {

Date day_after(Date day) { return {day.days + 1}; }
Date day_before(Date day) { return {day.days - 1}; }

/// The day, or the last one of a month that is shorter.
Date clamped(int year, unsigned month, unsigned day) {
    for (;; --day) {
        if (const auto date = make_date(year, month, day)) return *date;
    }
}

Date months_later(Date day, unsigned months) {
    const unsigned month = day.month() - 1 + months;
    return clamped(day.year() + static_cast<int>(month / 12), month % 12 + 1, day.day());
}

/// Months `first` to `last` of a year, due on the last day.
DutyPeriod months_of(int year, unsigned first, unsigned last) {
    const Date end = clamped(year, last, 31);
    return {*make_date(year, first, 1), end, end};
}

/// The columns' own measure of silence: the day by which a column that was last refreshed on `last` must be refreshed again.
std::optional<Date> refresh_day(Period update, const Settings& settings, Date last) {
    switch (update) {
        case Period::none: return std::nullopt;
        case Period::month: return months_later(last, 1);
        case Period::quarter: return months_later(last, 3);
        case Period::year: return months_later(last, 12);
        case Period::board: break;
    }
    const auto board = settings.next_board_day(last);  // what was published goes onto this one
    return board ? settings.next_board_day(day_after(*board)) : std::nullopt;
}

class Auditing {
public:
    Auditing(const Catalogue& catalogue, const Indexes& indexes, const AuditOptions& options)
        : catalogue_(catalogue), indexes_(indexes), options_(options), today_(catalogue.now.date()) {}

    Audit run() {
        duties();
        items();
        held_back();
        columns();
        boards();
        reports();
        by_unit();
        return std::move(audit_);
    }

private:
    bool wanted(Ref unit) const { return options_.unit == no_ref || options_.unit == unit; }
    bool is_near(Date day) const { return day >= today_ && day.days - today_.days <= options_.window; }
    bool exists(Ref unit, Date day) const {
        if (unit == no_ref) return true;
        const Unit& of = catalogue_.units[unit];
        return (!of.since || *of.since <= day) && (!of.until || *of.until >= day);
    }

    std::vector<Ref> units_of(const Duty& duty) const {
        std::vector<Ref> units;
        for (Ref unit = 0; unit < catalogue_.units.size(); ++unit) {
            const bool by_kind = std::find(duty.unit_kinds.begin(), duty.unit_kinds.end(), catalogue_.units[unit].kind) != duty.unit_kinds.end();
            const bool by_name = std::find(duty.units.begin(), duty.units.end(), unit) != duty.units.end();
            if (duty.all_units || by_kind || by_name) units.push_back(unit);
        }
        if (units.empty() && !duty.all_units && duty.unit_kinds.empty()) units.push_back(no_ref);
        return units;
    }

    /// When each unit last published something of the duty; a unit stands for those that it succeeds. no_ref: any unit.
    std::map<Ref, Date> last_published(Ref duty) const {
        std::map<Ref, Date> last;
        const auto note = [&](Ref unit, Date day) {
            const auto [found, fresh] = last.emplace(unit, day);
            if (!fresh) found->second = std::max(found->second, day);
        };
        for (const Ref number : indexes_.duties[duty]) {
            const Item& item = catalogue_.items[number];
            const Date day = indexes_.days[number];
            note(no_ref, day);
            const auto credit = [&](Ref unit) {
                for (std::size_t steps = 0; unit != no_ref && steps <= catalogue_.units.size(); ++steps) {
                    note(unit, day);
                    unit = catalogue_.units[unit].successor;
                }
            };
            credit(item.unit);
            for (const auto& [unit, name] : item.joint_units) credit(unit);
        }
        return last;
    }

    void duties() {
        // Nothing is asked for the time before the catalogue began, or the law.
        Date beginning = first_law_day();
        if (!indexes_.days.empty()) beginning = std::max(beginning, indexes_.days.front());
        else beginning = today_;
        for (Ref number = 0; number < catalogue_.duties.size(); ++number) {
            const Duty& duty = catalogue_.duties[number];
            const auto now = duty_period(duty.due, catalogue_.settings, today_);
            if (!now) continue;
            const auto published = last_published(number);
            for (const Ref unit : units_of(duty)) {
                if (wanted(unit)) judge(number, unit, *now, published, beginning);
            }
        }
        const auto by_day = [](const PendingDuty& a, const PendingDuty& b) { return std::tie(a.due, a.duty, a.unit) < std::tie(b.due, b.duty, b.unit); };
        std::sort(audit_.overdue.begin(), audit_.overdue.end(), by_day);
        std::sort(audit_.coming.begin(), audit_.coming.end(), by_day);
    }

    void judge(Ref number, Ref unit, const DutyPeriod& now, const std::map<Ref, Date>& published, Date beginning) {
        const Duty& duty = catalogue_.duties[number];
        std::optional<Date> last;
        if (const auto found = published.find(unit); found != published.end()) last = found->second;
        if (unit != no_ref && catalogue_.units[unit].since) beginning = std::max(beginning, *catalogue_.units[unit].since);
        const auto owed = [&](const DutyPeriod& period) { return period.begin >= beginning && exists(unit, period.due) && !(last && *last >= period.begin); };
        const auto before = [&](const DutyPeriod& period) { return duty_period(duty.due, catalogue_.settings, day_before(period.begin)); };

        std::optional<DutyPeriod> due = now.due < today_ ? std::optional(now) : before(now);
        if (due && owed(*due)) {
            PendingDuty pending{number, unit, due->begin, due->due, last, 0};
            for (auto period = due; period && owed(*period); period = before(*period)) ++pending.missed;
            audit_.overdue.push_back(pending);
        }
        const auto next = now.due < today_ ? duty_period(duty.due, catalogue_.settings, day_after(now.end)) : now;
        if (next && is_near(next->due) && exists(unit, next->due) && !(last && *last >= next->begin)) {
            audit_.coming.push_back({number, unit, next->begin, next->due, last, 0});
        }
    }

    void items() {
        for (Ref number = 0; number < catalogue_.items.size(); ++number) {
            const Item& item = catalogue_.items[number];
            if (!wanted(item.unit)) continue;
            if (!item.reviewed) audit_.unreviewed.push_back(number);
            if (options_.since && indexes_.days[number] < *options_.since) continue;
            const auto limit = time_limit(item, catalogue_.settings, catalogue_.duties);
            if (!limit) continue;
            const Timeliness time = judge_time(*limit, item, catalogue_.calendar);
            if (time.verdict == Timeliness::Verdict::late && item.limit_waived) ++audit_.waived;
            else if (time.verdict == Timeliness::Verdict::late) audit_.late.push_back({number, time.due, time.over, limit->working_days});
            else if (time.verdict != Timeliness::Verdict::in_time) audit_.unjudged.push_back({number, time.year_without_table});
        }
        std::reverse(audit_.late.begin(), audit_.late.end());
    }

    void held_back() {
        for (std::size_t number = 0; number < catalogue_.held_back.size(); ++number) {
            const HeldBack& held = catalogue_.held_back[number];
            if (!wanted(held.unit)) continue;
            if (is_held_over(held, today_)) audit_.held_over.push_back(number);
            if (held.unreviewed) audit_.held_unreviewed.push_back(number);
        }
    }

    void columns() {
        if (options_.unit != no_ref) return;  // a column is everybody's
        for (Ref number = 0; number < catalogue_.categories.size(); ++number) {
            const Category& category = catalogue_.categories[number];
            const auto& items = indexes_.categories[number].items;
            if (items.empty()) {
                const bool within_empty = category.parent != no_ref && indexes_.categories[category.parent].items.empty();
                if (!within_empty) audit_.empty.push_back({number, {}, {}});
                continue;
            }
            const Date last = indexes_.days[items.back()];
            const auto due = refresh_day(category.update, catalogue_.settings, last);
            if (due && *due < today_) audit_.stale.push_back({number, last, due});
        }
    }

    void boards() {
        if (options_.unit != no_ref) return;
        const auto day = catalogue_.settings.next_board_day(today_);
        if (!day || !is_near(*day)) return;
        const auto before = catalogue_.settings.last_board_day(*day);
        ComingBoard board{*day, catalogue_.calendar.is_working_day(*day), 0};
        for (Ref number = static_cast<Ref>(catalogue_.items.size()); number-- > 0;) {
            if (before && indexes_.days[number] <= *before) break;
            const Item& item = catalogue_.items[number];
            const bool posted = std::find(item.channels.begin(), item.channels.end(), "board") != item.channels.end();
            if (posted && item.access == Access::proactive) ++board.items;
        }
        audit_.board = board;
    }

    /// The report of last year is asked of the site and of each department that was there; those of earlier years from whoever has made one before.
    void reports() {
        const int last_year = today_.year() - 1;
        const auto first_law_year = first_law_day().year();
        const int first_year = indexes_.days.empty() ? today_.year() : std::max(first_law_year, indexes_.days.front().year());
        std::map<Ref, std::map<int, const Report*>> made;
        for (const Report& report : catalogue_.reports) made[report.unit].emplace(report.year, &report);
        std::vector<Ref> owners = {no_ref};
        for (Ref unit = 0; unit < catalogue_.units.size(); ++unit) owners.push_back(unit);
        for (const Ref owner : owners) {
            if (!wanted(owner)) continue;
            const bool department = owner != no_ref && catalogue_.units[owner].kind == UnitKind::department;
            const auto& own = made[owner];
            if (owner != no_ref && !department && own.empty()) continue;  // a government unit is in the report of the whole, unless it makes one
            unsigned missed = 0;
            for (int year = own.empty() ? std::max(last_year, first_year) : own.begin()->first; year <= last_year; ++year) {
                const Date due = report_due_day(year, department);
                const auto report = own.find(year);
                const bool owed = report == own.end() && exists(owner, *make_date(year, 12, 31));
                if (owed && due < today_) {
                    // Years in a row are one finding, which moves on to the last of them.
                    if (missed++ > 0) audit_.reports.pop_back();
                    audit_.reports.push_back({PendingReport::State::overdue, year, missed, owner, due, {}});
                    continue;
                }
                missed = 0;
                if (owed && is_near(due)) audit_.reports.push_back({PendingReport::State::coming, year, 0, owner, due, {}});
                if (report == own.end()) continue;
                const auto published = report->second->published;
                if (published && published->date() > due) audit_.reports.push_back({PendingReport::State::late, year, 0, owner, due, published->date()});
            }
        }
        // no_ref is the greatest number; the whole site comes first all the same.
        const auto rank = [](Ref unit) { return unit + 1; };
        std::sort(audit_.reports.begin(), audit_.reports.end(), [&](const PendingReport& a, const PendingReport& b) {
            return std::tuple(a.due, a.year, rank(a.unit)) < std::tuple(b.due, b.year, rank(b.unit));
        });
    }

    void by_unit() {
        std::map<Ref, UnitFindings> findings;
        const auto of = [&](Ref unit) -> UnitFindings& {
            UnitFindings& found = findings[unit + 1];  // no_ref first
            found.unit = unit;
            return found;
        };
        for (const PendingDuty& each : audit_.overdue) ++of(each.unit).overdue;
        for (const PendingDuty& each : audit_.coming) ++of(each.unit).coming;
        for (const LateItem& each : audit_.late) ++of(catalogue_.items[each.item].unit).late;
        for (const std::size_t each : audit_.held_over) ++of(catalogue_.held_back[each].unit).held_over;
        for (const Ref each : audit_.unreviewed) ++of(catalogue_.items[each].unit).unreviewed;
        for (const std::size_t each : audit_.held_unreviewed) ++of(catalogue_.held_back[each].unit).unreviewed;
        for (const PendingReport& each : audit_.reports) ++of(each.unit).reports;
        for (const auto& [rank, found] : findings) audit_.units.push_back(found);
    }

    const Catalogue& catalogue_;
    const Indexes& indexes_;
    const AuditOptions& options_;
    Date today_;
    Audit audit_;
};

}  // namespace

Audit make_audit(const Catalogue& catalogue, const Indexes& indexes, const AuditOptions& options) { return Auditing(catalogue, indexes, options).run(); }

bool is_held_over(const HeldBack& held, Date today) { return held.due && *held.due < today; }

std::optional<DutyPeriod> duty_period(const Due& due, const Settings& settings, Date day) {
    switch (due.every) {
        case Period::none: return std::nullopt;
        case Period::month: return months_of(day.year(), day.month(), day.month());
        case Period::quarter: return months_of(day.year(), day.quarter() * 3 - 2, day.quarter() * 3);
        case Period::year: {
            DutyPeriod period = months_of(day.year(), 1, 12);
            if (due.by.size() == 5) {
                const auto number = [&](std::size_t at) { return static_cast<unsigned>((due.by[at] - '0') * 10 + (due.by[at + 1] - '0')); };
                period.due = clamped(day.year(), number(0), number(3));
            }
            return period;
        }
        case Period::board: break;
    }
    const auto board = settings.next_board_day(day);
    const auto before = board ? settings.last_board_day(*board) : std::nullopt;
    if (!before) return std::nullopt;
    return DutyPeriod{day_after(*before), *board, *board};
}

}  // namespace mulu
