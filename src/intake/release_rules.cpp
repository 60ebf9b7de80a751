// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "intake/rules.hpp"
#include "model/schema.hpp"

namespace mulu {

void check_release(const ReadItem& read, const Settings& settings, Moment now, Diagnostics& diagnostics) {
    const Item& item = read.item;
    if (item.access == Access::withheld) {
        diagnostics.add(Code::H706, read.place(read.access_at));
        return;
    }
    if (read.draft) {
        diagnostics.add(Code::H702, read.place(read.draft_at));
        return;
    }
    if (item.withdrawn) return;  // it was public once; what stands in its place needs no leave
    if (!read.review) {
        if (settings.review_required) diagnostics.add(Code::H703, read.place(read.record));
    } else if (*read.review == ReviewResult::withhold) {
        diagnostics.add(Code::H704, read.place(read.review_at));
    }
    std::vector<std::string> missing;
    for (const std::string& step : settings.workflow) {
        if ((read.steps >> vocabulary::steps.number(step) & 1) == 0) missing.push_back(step);
    }
    if (!missing.empty()) {
        Words words, first;
        for (const std::string& step : missing) {
            const Term& term = vocabulary::steps.terms[vocabulary::steps.number(step)];
            words.zh += (words.zh.empty() ? "" : "、") + std::string(term.zh);
            words.en += (words.en.empty() ? "" : ", ") + std::string(term.en);
            if (first.zh.empty()) first = Words(std::string(term.zh), std::string(term.en));
        }
        diagnostics.add(Code::H705, read.place(read.workflow_at), {words, first});
    }
    if (item.published.seconds > now.seconds) diagnostics.add(Code::H701, read.place(read.published_at), {print_moment(item.published)});
}

void check_created(const ReadItem& read, Moment now, Diagnostics& diagnostics) {
    const Item& item = read.item;
    if (item.created <= now.date()) return;
    const Date published = item.published.date();
    if (published > now.date() && item.created <= published && item.created.days <= now.date().days + created_ahead) return;
    diagnostics.add(Code::W216, read.place(read.created_at), {record::item.find("created")->name(), print_date(item.created)});
}

void check_done(const ReadItem& read, Moment now, Diagnostics& diagnostics) {
    const Date today = now.date();
    if (read.done_at.line == 0 || read.done <= today) return;
    if (const Date published = read.item.published.date(); published > today && read.done <= published) return;
    diagnostics.add(Code::W216, read.place(read.done_at), {Words("已办的日期", "the day on which it was done"), print_date(read.done)});
}

void check_unit_lifetime(const ReadItem& read, const std::vector<Unit>& units, Diagnostics& diagnostics) {
    const Unit& unit = units[read.item.unit];
    const Date day = read.item.created;
    if ((unit.since && day < *unit.since) || (unit.until && day > *unit.until)) {
        diagnostics.add(Code::W805, read.place(read.unit_at), {unit.name, print_date(day)});
    }
}

void set_own_validity(ReadItem& read, Date today) {
    Item& item = read.item;
    if (read.validity_given) return;
    if (item.repealed && *item.repealed <= today) item.validity = Validity::repealed;
    else if (item.valid_until && *item.valid_until < today) item.validity = Validity::expired;
    else if (item.effective && *item.effective > today) item.validity = Validity::pending;
}

}  // namespace mulu
