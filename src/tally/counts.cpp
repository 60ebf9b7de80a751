// SPDX-License-Identifier: Apache-2.0
#include "tally/counts.hpp"

#include <algorithm>

#include "base/parallel.hpp"

namespace mulu {
namespace {

template <class Key>
void add_all(std::map<Key, std::int64_t>& sums, const std::map<Key, std::int64_t>& more) {
    for (const auto& [key, count] : more) sums[key] += count;
}

}  // namespace

std::optional<Date> repeal_day(const Catalogue& catalogue, const Item& item) {
    if (item.repealed) return item.repealed;
    if (item.superseded_by.empty()) return std::nullopt;
    return catalogue.items[item.superseded_by.front()].published.date();
}

Count& Count::operator+=(const Count& other) {
    total += other.total;
    government += other.government;
    rules_made += other.rules_made;
    rules_repealed += other.rules_repealed;
    normative_made += other.normative_made;
    normative_repealed += other.normative_repealed;
    add_all(categories, other.categories);
    add_all(channels, other.channels);
    add_all(genres, other.genres);
    return *this;
}

PeriodCounts::PeriodCounts(const Catalogue& catalogue, const std::vector<const std::vector<Ref>*>& by_unit, const std::vector<Date>& days, const std::vector<Ref>& normative,
               unsigned workers)
    : units_(by_unit.size()) {
    for_each_index(by_unit.size(), workers, [&](std::size_t unit, unsigned) {
        const bool government = catalogue.units[unit].kind == UnitKind::government;
        Count* count = nullptr;
        Date day;
        // An item's day, categories and channels are mostly those of an item before it: their counts are kept at hand, and the maps asked for new ones.
        std::vector<std::int64_t*> in_category(catalogue.categories.size());
        std::string_view channel_at_hand;
        std::int64_t* in_channel = nullptr;
        for (const Ref ref : *by_unit[unit]) {
            const Item& item = catalogue.items[ref];
            if (item.access != Access::proactive) continue;
            if (count == nullptr || days[ref] != day) {
                day = days[ref];
                Count* of_day = &units_[unit][{day.year(), day.quarter()}];
                if (of_day != count) {
                    std::fill(in_category.begin(), in_category.end(), nullptr);
                    in_channel = nullptr;
                }
                count = of_day;
            }
            ++count->total;
            if (government) ++count->government;
            for (Ref at = item.category; at != no_ref; at = catalogue.categories[at].parent) {
                if (in_category[at] == nullptr) in_category[at] = &count->categories[at];
                ++*in_category[at];
            }
            for (const std::string_view channel : item.channels) {
                if (in_channel == nullptr || channel != channel_at_hand) in_channel = &count->channels[channel], channel_at_hand = channel;
                ++*in_channel;
            }
            if (!item.genre.empty()) ++count->genres[item.genre];
            if (item.normative != Normative::none) ++(item.normative == Normative::rule ? count->rules_made : count->normative_made);
        }
    });
    // Repeals count where they happen, whenever the item was published.
    for (const Ref ref : normative) {
        const Item& item = catalogue.items[ref];
        const auto day = item.access == Access::proactive ? repeal_day(catalogue, item) : std::nullopt;
        if (!day) continue;
        Count& count = units_[item.unit][{day->year(), day->quarter()}];
        ++(item.normative == Normative::rule ? count.rules_repealed : count.normative_repealed);
    }
    for (const Periods& periods : units_) {
        for (const auto& [period, count] : periods) all_[period] += count;
    }
}

Count PeriodCounts::of(const Scope& scope) const {
    const Periods& all = periods(scope.unit);
    Count sum;
    for (auto found = all.lower_bound({scope.year, scope.quarter}); found != all.end() && found->first.first == scope.year; ++found) {
        if (scope.quarter != 0 && found->first.second != scope.quarter) break;
        sum += found->second;
    }
    return sum;
}

std::int64_t PeriodCounts::total(const Scope& scope) const {
    const Periods& all = periods(scope.unit);
    std::int64_t sum = 0;
    for (auto found = all.lower_bound({scope.year, scope.quarter}); found != all.end() && found->first.first == scope.year; ++found) {
        if (scope.quarter != 0 && found->first.second != scope.quarter) break;
        sum += found->second.total;
    }
    return sum;
}

}  // namespace mulu
