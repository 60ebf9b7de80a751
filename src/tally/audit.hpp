// SPDX-License-Identifier: Apache-2.0
// Audit: what supervision asks of a catalogue — which duties are overdue or near, which items went public late, which columns are empty or stale, which
// reviews, notice boards and reports are outstanding. By unit where a unit answers for it (条例 art. 46–48).
//
// Pure numbers from the Catalogue and the day that it is. A duty of a period (every: …) is met by one public item of the duty from the unit, published since
// the period began; one that was due and came later has been met late and is no longer told. Only the last period that was due is told, with how many
// before it were missed as well.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tally/index.hpp"

namespace mulu {

struct AuditOptions {
    int window = 30;             ///< days ahead in which a thing counts as coming
    Ref unit = no_ref;           ///< only what this unit answers for; no_ref: everything
    std::optional<Date> since;   ///< only late items that went public from this day on
};

/// A duty of a period that its unit has not met yet.
struct PendingDuty {
    Ref duty = no_ref, unit = no_ref;  ///< unit: no_ref where the duty names none
    Date begin, due;                   ///< of the period
    std::optional<Date> last;          ///< the last time that the unit published something of it
    unsigned missed = 0;               ///< periods missed in a row, this one included; 0 where it is only coming
};

struct LateItem {
    Ref item = no_ref;
    Date due;
    unsigned over = 0;         ///< days over the limit
    bool working_days = true;
};

/// An item whose time limit could not be judged.
struct UnjudgedItem {
    Ref item = no_ref;
    int year_without_table = 0;  ///< 0: its duty counts from the day of approval, and the record has none
};

/// A column without items, or one silent for longer than its `update` allows.
struct SilentColumn {
    Ref category = no_ref;
    std::optional<Date> last, due;  ///< nothing in an empty one; due: when it should have been refreshed
};

/// The next notice board.
struct ComingBoard {
    Date day;
    std::optional<bool> working_day;  ///< nothing where the year has no calendar
    std::size_t items = 0;            ///< to be posted on it so far
};

struct PendingReport {
    enum class State { overdue, coming, late } state = State::overdue;
    int year = 0;
    unsigned missed = 0;  ///< reports missed in a row up to that year, it included; 0 where it is coming or was late
    Ref unit = no_ref;    ///< no_ref: the whole site
    Date due;             ///< of that year's
    std::optional<Date> published;  ///< of a late one
};

/// How many findings a unit answers for.
struct UnitFindings {
    Ref unit = no_ref;  ///< no_ref: the whole site
    std::size_t overdue = 0, coming = 0, late = 0, held_over = 0, unreviewed = 0, reports = 0;
};

struct Audit {
    std::vector<PendingDuty> overdue, coming;  ///< by day due
    std::vector<LateItem> late;                ///< newest first
    std::size_t waived = 0;                    ///< late items that exempt themselves with a reason
    std::vector<UnjudgedItem> unjudged;
    std::vector<std::size_t> held_over;        ///< of Catalogue::held_back: past their limit, and still not public
    std::vector<SilentColumn> empty, stale;    ///< in the catalogue's order; of an empty branch its top alone
    std::vector<Ref> unreviewed;               ///< public items without a recorded review
    std::vector<std::size_t> held_unreviewed;  ///< of Catalogue::held_back
    std::optional<ComingBoard> board;          ///< the next one, if it is near
    std::vector<PendingReport> reports;        ///< by day due
    std::vector<UnitFindings> units;           ///< those with findings, in the order of units.yml, the whole site first
};

Audit make_audit(const Catalogue& catalogue, const Indexes& indexes, const AuditOptions& options);

/// Whether the duty of `held` is past its day at `today`.
bool is_held_over(const HeldBack& held, Date today);

/// A part of time in which a duty must be met once.
struct DutyPeriod {
    Date begin, end, due;  ///< all included
};

/// The period of `due` that holds `day`; nothing where the duty has no periods, or the site no notice boards. A yearly duty is due by its day of the year
/// (29 February: the last of February), any other on the last day of its period.
std::optional<DutyPeriod> duty_period(const Due& due, const Settings& settings, Date day);

}  // namespace mulu
