// SPDX-License-Identifier: Apache-2.0
#include "tally/statistics.hpp"

#include <algorithm>

namespace mulu {

__extension__ using Wide = __int128;  // GCC and Clang have it; the standard does not

namespace {

/// The day on which an item was repealed: its own date, else the publication of the first that supersedes it.
std::optional<Date> repeal_day(const Catalogue& catalogue, const Item& item) {
    if (item.repealed) return item.repealed;
    if (item.superseded_by.empty()) return std::nullopt;
    return catalogue.items[item.superseded_by.front()].published.date();
}

void add_one(std::map<std::string, Figure>& counts, const std::string& key) { counts[key] = counts[key] + Figure::whole(1); }

}  // namespace

std::int64_t count_total(const Catalogue& catalogue, const Indexes& indexes, const Scope& scope) {
    const Section& section = scope.unit == no_ref ? indexes.all : indexes.units[scope.unit];
    const YearSlice* slice = section.find_year(scope.year);
    if (slice == nullptr) return 0;
    return std::count_if(section.items.begin() + slice->begin, section.items.begin() + slice->end, [&](Ref ref) {
        const Item& item = catalogue.items[ref];
        return item.access == Access::proactive && (scope.quarter == 0 || item.published.date().quarter() == scope.quarter);
    });
}

std::map<std::string, Figure> count_items(const Catalogue& catalogue, const Indexes& indexes, const Scope& scope) {
    std::map<std::string, Figure> counts;
    std::vector<std::int64_t> categories(catalogue.categories.size(), 0);
    std::int64_t total = 0, government = 0, department = 0;
    // Of these there are few: a list that is searched is faster than a map, and nothing is allocated for an item.
    std::vector<std::pair<std::string_view, std::int64_t>> channels, genres;
    const auto add = [](auto& list, std::string_view name) {
        const auto found = std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.first == name; });
        if (found == list.end()) list.emplace_back(name, 1);
        else ++found->second;
    };
    const Section& section = scope.unit == no_ref ? indexes.all : indexes.units[scope.unit];
    const YearSlice* slice = section.find_year(scope.year);
    if (slice != nullptr) {
        for (std::uint32_t i = slice->begin; i < slice->end; ++i) {
            const Item& item = catalogue.items[section.items[i]];
            if (item.access != Access::proactive) continue;
            if (scope.quarter != 0 && item.published.date().quarter() != scope.quarter) continue;
            ++total;
            ++(catalogue.units[item.unit].kind == UnitKind::government ? government : department);
            for (Ref at = item.category; at != no_ref; at = catalogue.categories[at].parent) ++categories[at];
            for (const std::string_view channel : item.channels) add(channels, channel);
            if (!item.genre.empty()) add(genres, item.genre);
            if (item.normative != Normative::none) add_one(counts, item.normative == Normative::rule ? "items.rule.made" : "items.normative.made");
        }
    }
    for (const auto& [name, count] : channels) counts["items.channel." + std::string(name)] = Figure::whole(count);
    for (const auto& [name, count] : genres) counts["items.genre." + std::string(name)] = Figure::whole(count);
    for (const Ref ref : indexes.normative) {
        const Item& item = catalogue.items[ref];
        if ((scope.unit != no_ref && item.unit != scope.unit) || item.access != Access::proactive) continue;
        const auto day = repeal_day(catalogue, item);
        if (!day || day->year() != scope.year || (scope.quarter != 0 && day->quarter() != scope.quarter)) continue;
        add_one(counts, item.normative == Normative::rule ? "items.rule.repealed" : "items.normative.repealed");
    }
    counts["items.total"] = Figure::whole(total);
    counts["items.kind.government"] = Figure::whole(government);
    counts["items.kind.department"] = Figure::whole(department);
    for (Ref i = 0; i < categories.size(); ++i) counts["items.category." + catalogue.categories[i].id] = Figure::whole(categories[i]);
    return counts;
}

std::vector<Ref> counted_items(const Catalogue& catalogue, const Indexes& indexes, const Scope& scope, const std::string& key) {
    std::vector<Ref> found;
    if (const bool rule = key == "items.rule.repealed"; rule || key == "items.normative.repealed") {
        for (const Ref ref : indexes.normative) {
            const Item& item = catalogue.items[ref];
            if ((item.normative == Normative::rule) != rule || (scope.unit != no_ref && item.unit != scope.unit) || item.access != Access::proactive) continue;
            const auto day = repeal_day(catalogue, item);
            if (day && day->year() == scope.year && (scope.quarter == 0 || day->quarter() == scope.quarter)) found.push_back(ref);
        }
        return found;
    }
    const Section& section = scope.unit == no_ref ? indexes.all : indexes.units[scope.unit];
    const YearSlice* slice = section.find_year(scope.year);
    if (slice == nullptr) return found;
    const auto rest = [&](std::string_view head) { return key.starts_with(head) ? std::string_view(key).substr(head.size()) : std::string_view(); };
    const std::string_view category = rest("items.category."), channel = rest("items.channel."), genre = rest("items.genre.");
    const auto counts = [&](const Item& item) {
        if (key == "items.total") return true;
        if (key == "items.kind.government" || key == "items.kind.department") {
            return (catalogue.units[item.unit].kind == UnitKind::government) == (key == "items.kind.government");
        }
        if (key == "items.rule.made") return item.normative == Normative::rule;
        if (key == "items.normative.made") return item.normative == Normative::normative;
        if (!genre.empty()) return item.genre == genre;
        if (!channel.empty()) return std::find(item.channels.begin(), item.channels.end(), channel) != item.channels.end();
        for (Ref at = category.empty() ? no_ref : item.category; at != no_ref; at = catalogue.categories[at].parent) {
            if (catalogue.categories[at].id == category) return true;
        }
        return false;
    };
    for (std::uint32_t i = slice->begin; i < slice->end; ++i) {
        const Item& item = catalogue.items[section.items[i]];
        if (item.access != Access::proactive || (scope.quarter != 0 && item.published.date().quarter() != scope.quarter)) continue;
        if (counts(item)) found.push_back(section.items[i]);
    }
    return found;
}

std::string print_share(Figure part, Figure whole, unsigned decimals) {
    if (whole.ten_thousandths <= 0) return "0";
    std::int64_t scale = 1;
    for (unsigned i = 0; i < decimals; ++i) scale *= 10;
    // 128 bits: an amount of 10^14 ten-thousandths times 100 and the scale does not fit in 64.
    const Wide numerator = static_cast<Wide>(part.ten_thousandths) * 100 * scale * 2 + whole.ten_thousandths;
    const auto rounded = static_cast<std::int64_t>(numerator / (static_cast<Wide>(whole.ten_thousandths) * 2));
    std::string text = std::to_string(rounded / scale);
    if (decimals > 0) {
        std::string rest = std::to_string(rounded % scale);
        text += "." + std::string(decimals - rest.size(), '0') + rest;
    }
    return text;
}

}  // namespace mulu
