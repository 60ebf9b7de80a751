// SPDX-License-Identifier: Apache-2.0
#include "tally/statistics.hpp"

#include <algorithm>

namespace mulu {

__extension__ using Wide = __int128;  // GCC and Clang have it; the standard does not

std::vector<Scope> compared_scopes(const Indexes& indexes, int year, unsigned quarter, Ref unit) {
    std::vector<Scope> scopes;
    if (year == 0) {
        for (const YearSlice& slice : indexes.all.years) scopes.push_back({slice.year, 0, unit});
    } else if (quarter == 0) {
        for (const unsigned each : {1U, 2U, 3U, 4U, 0U}) scopes.push_back({year, each, unit});
    } else {
        scopes.push_back({year, quarter, unit});
        scopes.push_back(quarter == 1 ? Scope{year - 1, 4, unit} : Scope{year, quarter - 1, unit});
        scopes.push_back({year - 1, quarter, unit});
    }
    return scopes;
}

std::string_view name_of_table(StatisticsTable table) {
    switch (table) {
        case StatisticsTable::categories: return "categories";
        case StatisticsTable::channels: return "channels";
        case StatisticsTable::units: return "units";
        case StatisticsTable::registers: return "registers";
    }
    return {};
}

bool has_table(const Indexes& indexes, int year, unsigned quarter, StatisticsTable table) {
    if (table == StatisticsTable::categories) return true;  // its first row is the total, be it 0
    if (table == StatisticsTable::registers) return indexes.registered.contains({year, quarter});
    const auto scopes = compared_scopes(indexes, year, quarter);
    return std::any_of(scopes.begin(), scopes.end(), [&](const Scope& scope) {
        return table == StatisticsTable::units ? indexes.counts->total(scope) > 0 : !indexes.counts->of(scope).channels.empty();
    });
}

std::int64_t count_total(const Indexes& indexes, const Scope& scope) { return indexes.counts->total(scope); }

std::map<std::string, Figure> count_items(const Catalogue& catalogue, const Indexes& indexes, const Scope& scope) {
    const Count count = indexes.counts->of(scope);
    std::map<std::string, Figure> counts;
    for (const auto& [name, number] : count.channels) counts["items.channel." + std::string(name)] = Figure::whole(number);
    for (const auto& [name, number] : count.genres) counts["items.genre." + std::string(name)] = Figure::whole(number);
    for (const auto& [key, number] : {std::pair("items.rule.made", count.rules_made), std::pair("items.rule.repealed", count.rules_repealed),
                                      std::pair("items.normative.made", count.normative_made), std::pair("items.normative.repealed", count.normative_repealed)}) {
        if (number != 0) counts[key] = Figure::whole(number);
    }
    counts["items.total"] = Figure::whole(count.total);
    counts["items.kind.government"] = Figure::whole(count.government);
    counts["items.kind.department"] = Figure::whole(count.total - count.government);
    for (Ref i = 0; i < catalogue.categories.size(); ++i) {
        const auto found = count.categories.find(i);
        counts["items.category." + catalogue.categories[i].id] = Figure::whole(found == count.categories.end() ? 0 : found->second);
    }
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
