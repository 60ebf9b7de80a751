// SPDX-License-Identifier: Apache-2.0
#include "commands/numbering.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace mulu {
namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);
constexpr std::size_t most_digits = 18;  ///< of a serial number, so that it is a number

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Runs of digits and what stands between them, in turn.
std::vector<std::string> runs_of(std::string_view index) {
    std::vector<std::string> runs;
    for (const char c : index) {
        if (runs.empty() || is_digit(runs.back().back()) != is_digit(c)) runs.emplace_back();
        runs.back() += c;
    }
    return runs;
}

/// What the runs of an index number are.
struct Shape {
    std::vector<std::string> runs;
    std::size_t serial = none, year = none, category = none;
};

/// Where `word` is a run, if it is one exactly once and not one of those that are something else.
std::optional<std::size_t> only_run(const Shape& shape, std::string_view word) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < shape.runs.size(); ++i) {
        if (i == shape.serial || i == shape.year || shape.runs[i] != word) continue;
        if (found) return std::nullopt;
        found = i;
    }
    return found;
}

std::optional<Shape> shape_of(const NumberedItem& item) {
    Shape shape;
    shape.runs = runs_of(item.index);
    for (std::size_t i = shape.runs.size(); i-- > 0 && shape.serial == none;) {
        if (is_digit(shape.runs[i][0])) shape.serial = i;
    }
    if (shape.serial == none || shape.runs[shape.serial].size() > most_digits) return std::nullopt;
    for (std::size_t i = 0; i < shape.serial && shape.year == none; ++i) {
        if (shape.runs[i] == std::to_string(item.created) || shape.runs[i] == std::to_string(item.published)) shape.year = i;
    }
    return shape;
}

/// Writes `to` in the place of `from`, a code that the number may hold. False where it cannot be told whether it does.
bool replace_code(Shape& shape, std::string_view from, std::string_view to) {
    if (from == to) return !from.empty();
    if (from.empty() || to.empty()) return false;
    std::string all;
    for (const std::string& run : shape.runs) all += run;
    if (const auto at = only_run(shape, from)) {
        if (to.size() != from.size()) return false;
        shape.runs[*at] = to;
        return true;
    }
    return all.find(from) == std::string::npos;  // the number has nothing to do with it
}

/// Whether two numbers differ in nothing but the runs `but`, and serials of the same width.
bool is_alike(const std::vector<std::string>& a, const std::vector<std::string>& b, const Shape& shape, std::initializer_list<std::size_t> but) {
    if (a.size() != b.size() || a[shape.serial].size() != b[shape.serial].size() || !is_digit(b[shape.serial][0])) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (i == shape.serial) continue;
        if (std::find(but.begin(), but.end(), i) != but.end()) {
            if (a[i].size() != b[i].size() || !is_digit(b[i][0])) return false;
        } else if (a[i] != b[i]) {
            return false;
        }
    }
    return true;
}

/// The greatest serial number that is used where the one of `shape` belongs; 0 where there is none.
std::uint64_t last_serial(const Shape& shape, const std::vector<std::vector<std::string>>& taken) {
    const auto serial_of = [&](const std::vector<std::string>& runs) { return std::stoull(runs[shape.serial]); };
    // Does it count on through the categories of a unit, or begin anew in each?
    bool across_categories = false;
    if (shape.category != none) {
        std::map<std::uint64_t, std::string> category_of;
        std::set<std::string> categories;
        across_categories = true;
        for (const auto& runs : taken) {
            if (!is_alike(shape.runs, runs, shape, {shape.category})) continue;
            categories.insert(runs[shape.category]);
            const auto [found, is_new] = category_of.emplace(serial_of(runs), runs[shape.category]);
            if (!is_new && found->second != runs[shape.category]) across_categories = false;
        }
        if (categories.size() < 2) across_categories = false;
    }
    const std::size_t other = across_categories ? shape.category : none;
    // Does it count on through the years, or begin anew in each?
    bool across_years = false;
    if (shape.year != none) {
        std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> range;  // by year
        for (const auto& runs : taken) {
            if (!is_alike(shape.runs, runs, shape, {shape.year, other})) continue;
            const std::uint64_t serial = serial_of(runs);
            const auto [found, is_new] = range.emplace(runs[shape.year], std::pair(serial, serial));
            if (!is_new) found->second = {std::min(found->second.first, serial), std::max(found->second.second, serial)};
        }
        across_years = range.size() > 1;
        for (auto at = range.begin(); at != range.end() && std::next(at) != range.end(); ++at) {
            if (std::next(at)->second.first <= at->second.second) across_years = false;
        }
    }
    std::uint64_t last = 0;
    for (const auto& runs : taken) {
        if (is_alike(shape.runs, runs, shape, {other, across_years ? shape.year : none})) last = std::max<std::uint64_t>(last, serial_of(runs));
    }
    return last;
}

}  // namespace

NextIndex next_index(const std::vector<NumberedItem>& items, const NumberingWish& wish, const NumberingCodes& codes, const Pattern& pattern) {
    NextIndex next;
    std::vector<const NumberedItem*> examples;
    std::vector<std::vector<std::string>> taken;
    std::set<std::string> indexes;
    for (const NumberedItem& item : items) {
        taken.push_back(runs_of(item.index));
        indexes.insert(item.index);
        if (item.unit != no_ref && item.category != no_ref) examples.push_back(&item);
    }
    if (examples.empty()) {
        next.why = {"站点里还没有信息，看不出索引号的编法", "the site has no items yet that show how index numbers are made"};
        return next;
    }
    // The nearest kin first: unit and category, then unit, then category, then any; of each, the newest.
    const auto distance = [&](const NumberedItem& item) { return (item.unit == wish.unit ? 0 : 2) + (item.category == wish.category ? 0 : 1); };
    std::sort(examples.begin(), examples.end(), [&](const NumberedItem* a, const NumberedItem* b) {
        return std::tuple(distance(*a), -a->order, b->index) < std::tuple(distance(*b), -b->order, a->index);
    });
    next.why = {"照现有的信息推不出这个单位、分类和年份的索引号", "the items that there are don't show the index number of this unit, category and year"};
    int last_distance = -1;
    for (const NumberedItem* example : examples) {
        if (distance(*example) == last_distance) continue;  // one of each kin: others would only show what this one doesn't
        last_distance = distance(*example);
        auto shape = shape_of(*example);
        if (!shape) continue;
        // A year that stands within a longer run cannot be told from the serial number.
        if (shape->year == none && example->created != wish.year && shape->runs[shape->serial].find(std::to_string(example->created)) != std::string::npos) continue;
        if (const auto at = only_run(*shape, codes.category(example->category)); at && !codes.category(example->category).empty()) shape->category = *at;
        // Where numbers of several categories (or units) differ in nothing else, they have no part in it.
        const auto plays_no_part = [&](Ref NumberedItem::*member) {
            std::set<Ref> seen;
            for (const NumberedItem* other : examples) {
                if (is_alike(shape->runs, runs_of(other->index), *shape, {shape->year})) seen.insert(other->*member);
            }
            return seen.size() > 1;
        };
        if (example->category != wish.category && !plays_no_part(&NumberedItem::category) && !replace_code(*shape, codes.category(example->category), codes.category(wish.category))) continue;
        if (example->unit != wish.unit && !plays_no_part(&NumberedItem::unit) && !replace_code(*shape, codes.unit(example->unit), codes.unit(wish.unit))) continue;
        if (shape->year != none) shape->runs[shape->year] = std::to_string(wish.year);
        const std::size_t width = shape->runs[shape->serial].size();
        for (std::uint64_t serial = last_serial(*shape, taken) + 1;; ++serial) {
            std::string digits = std::to_string(serial);
            if (digits.size() > width) {
                next.why = {"像“" + example->index + "”这样的流水号用完了", "the serial numbers of the form of “" + example->index + "” are used up"};
                return next;
            }
            shape->runs[shape->serial] = std::string(width - digits.size(), '0') + digits;
            std::string index;
            for (const std::string& run : shape->runs) index += run;
            if (indexes.contains(index)) continue;
            if (!pattern.matches_whole(index)) break;
            next.index = std::move(index);
            next.like = example;
            return next;
        }
    }
    return next;
}

}  // namespace mulu
