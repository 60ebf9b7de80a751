// SPDX-License-Identifier: Apache-2.0
#include "tally/index.hpp"

#include <algorithm>
#include <numeric>

#include "base/parallel.hpp"

namespace mulu {
namespace {

void add_years(const std::vector<int>& years, Section& section) {
    for (std::uint32_t i = 0; i < section.items.size(); ++i) {
        const int year = years[section.items[i]];
        if (section.years.empty() || section.years.back().year != year) section.years.push_back({year, i, i});
        section.years.back().end = i + 1;
    }
}

/// All lists but those of keywords.
void list_sections(const Catalogue& catalogue, Indexes& indexes) {
    indexes.categories.resize(catalogue.categories.size());
    indexes.units.resize(catalogue.units.size());
    indexes.topics.resize(catalogue.topics.size());
    indexes.duties.resize(catalogue.duties.size());
    indexes.all.items.resize(catalogue.items.size());
    std::iota(indexes.all.items.begin(), indexes.all.items.end(), Ref{0});
    for (Ref i = 0; i < catalogue.items.size(); ++i) {
        const Item& item = catalogue.items[i];
        for (Ref at = item.category; at != no_ref; at = catalogue.categories[at].parent) indexes.categories[at].items.push_back(i);
        indexes.units[item.unit].items.push_back(i);
        for (const Ref topic : item.topics) indexes.topics[topic].items.push_back(i);
        if (item.duty != no_ref) indexes.duties[item.duty].push_back(i);
        if (item.normative != Normative::none) indexes.normative.push_back(i);
    }
    std::vector<int> years(indexes.days.size());
    for (std::size_t i = 0; i < years.size(); ++i) years[i] = i > 0 && indexes.days[i] == indexes.days[i - 1] ? years[i - 1] : indexes.days[i].year();
    add_years(years, indexes.all);
    for (auto* sections : {&indexes.categories, &indexes.units, &indexes.topics}) {
        for (Section& section : *sections) add_years(years, section);
    }
}

/// The keywords of some items, in the order in which they came, with their items.
using KeywordLists = std::vector<std::pair<std::string_view, std::vector<Ref>>>;

/// There are many items to a keyword: a table of numbers is asked for it.
KeywordLists keywords_of(const Catalogue& catalogue, Ref begin, Ref end) {
    KeywordLists keywords;
    TextTable known(1024);
    const auto text_of = [&](std::uint32_t number) { return keywords[number].first; };
    for (Ref i = begin; i < end; ++i) {
        for (const std::string_view keyword : catalogue.items[i].keywords) {
            std::uint32_t number = known.find(keyword, text_of);
            if (number == TextTable::none) {
                number = static_cast<std::uint32_t>(keywords.size());
                keywords.emplace_back(keyword, std::vector<Ref>());
                if (keywords.size() % 1024 == 0) {
                    // The table doesn't grow; a larger one takes its place.
                    known = TextTable(2 * keywords.size() + 1024);
                    for (std::uint32_t n = 0; n < keywords.size(); ++n) known.add(keywords[n].first, n, text_of);
                } else {
                    known.add(keyword, number, text_of);
                }
            }
            std::vector<Ref>& list = keywords[number].second;
            if (list.empty() || list.back() != i) list.push_back(i);
        }
    }
    return keywords;
}

}  // namespace

const YearSlice* Section::find_year(int year) const {
    for (const YearSlice& slice : years) {
        if (slice.year == year) return &slice;
    }
    return nullptr;
}

Indexes make_indexes(const Catalogue& catalogue, unsigned workers) {
    Indexes indexes;
    indexes.days.resize(catalogue.items.size());
    for_each_index(indexes.days.size(), workers, [&](std::size_t i, unsigned) { indexes.days[i] = catalogue.items[static_cast<Ref>(i)].published.date(); });
    // A worker for a part of the items each, and one for all the other lists, which take less than half as long.
    const auto size = static_cast<Ref>(catalogue.items.size());
    std::vector<KeywordLists> keywords(std::max(1U, workers));
    for_each_index(keywords.size() + 1, workers, [&](std::size_t step, unsigned) {
        if (step == keywords.size()) return list_sections(catalogue, indexes);
        const auto begin = [&](std::size_t part) { return static_cast<Ref>(std::uint64_t{size} * part / keywords.size()); };
        keywords[step] = keywords_of(catalogue, begin(step), begin(step + 1));
    });
    for (KeywordLists& part : keywords) {
        for (auto& [keyword, items] : part) {
            std::vector<Ref>& list = indexes.keywords[keyword];
            if (list.empty()) list = std::move(items);
            else list.insert(list.end(), items.begin(), items.end());
        }
    }
    std::vector<const std::vector<Ref>*> by_unit;
    for (const Section& unit : indexes.units) by_unit.push_back(&unit.items);
    indexes.counts = std::make_shared<const PeriodCounts>(catalogue, by_unit, indexes.days, indexes.normative, workers);
    return indexes;
}

std::vector<Ref> related_items(const Catalogue& catalogue, const Indexes& indexes, Ref item, std::size_t most) {
    const Item& own = catalogue.items[item];
    /// One of the lists, from the newest item before this one.
    struct Older {
        std::vector<Ref>::const_iterator begin, at;  ///< what is left is before `at`
        unsigned weight;
    };
    std::vector<Older> lists;
    const auto add = [&](const std::vector<Ref>& list, unsigned weight) {
        const auto at = std::lower_bound(list.begin(), list.end(), item);
        if (at != list.begin()) lists.push_back({at - std::min<std::ptrdiff_t>(at - list.begin(), related_reach), at, weight});
    };
    // A shared duty outweighs all topics and keywords that an item usually has, and so on down.
    if (own.duty != no_ref) add(indexes.duties[own.duty], 64);
    for (const Ref topic : own.topics) add(indexes.topics[topic].items, 16);
    for (const std::string_view keyword : own.keywords) add(indexes.keywords.at(keyword), 4);
    add(indexes.categories[own.category].items, 1);
    std::vector<Ref> named;
    for (const auto* list : {&own.supersedes, &own.amends, &own.interprets, &own.related}) {
        for (const ItemReference& reference : *list) named.push_back(reference.item);
    }
    for (const auto* list : {&own.superseded_by, &own.amended_by, &own.interpreted_by}) named.insert(named.end(), list->begin(), list->end());
    // Every list falls, so that the newest of what is left is at the front of one of them; whoever has it gives it its weight.
    std::vector<std::pair<Ref, unsigned>> scores;
    while (!lists.empty()) {
        Ref newest = 0;
        for (const Older& list : lists) newest = std::max(newest, *(list.at - 1));
        unsigned score = 0;
        for (Older& list : lists) {
            if (*(list.at - 1) == newest) --list.at, score += list.weight;
        }
        std::erase_if(lists, [](const Older& list) { return list.at == list.begin; });
        if (std::find(named.begin(), named.end(), newest) == named.end()) scores.emplace_back(newest, score);
    }
    const auto end = scores.begin() + static_cast<std::ptrdiff_t>(std::min(most, scores.size()));
    std::partial_sort(scores.begin(), end, scores.end(), [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first > b.first; });
    std::vector<Ref> result;
    for (auto score = scores.begin(); score != end; ++score) result.push_back(score->first);
    return result;
}

}  // namespace mulu
