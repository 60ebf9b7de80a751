// SPDX-License-Identifier: Apache-2.0
#include "commands/numbering.hpp"

#include <gtest/gtest.h>

using namespace mulu;

namespace {

const std::vector<std::string> unit_codes = {"00100", "00303", ""}, category_codes = {"0210", "0610", ""};

NumberedItem item(const std::string& index, Ref unit, Ref category, int year, std::int64_t order = 0) {
    return {index, unit, category, year, year, order, "content/items/" + std::to_string(year) + "/a.md"};
}

std::string next(const std::vector<NumberedItem>& items, Ref unit, Ref category, int year, const std::string& rule = ".{1,64}") {
    std::string fault;
    const auto pattern = Pattern::compile(rule, fault);
    const NumberingCodes codes{[](Ref ref) { return std::string_view(unit_codes.at(ref)); }, [](Ref ref) { return std::string_view(category_codes.at(ref)); }};
    const NextIndex found = next_index(items, {unit, category, year}, codes, *pattern);
    EXPECT_EQ(found.index.empty(), !found.why.zh.empty() && found.like == nullptr);
    return found.index;
}

}  // namespace

TEST(Numbering, counts_on_from_the_last_of_its_kind) {
    const std::vector<NumberedItem> items = {item("QL00100-0210-2025-00007", 0, 0, 2025, 1), item("QL00100-0210-2025-00009", 0, 0, 2025, 2)};
    EXPECT_EQ(next(items, 0, 0, 2025), "QL00100-0210-2025-00010");
}

TEST(Numbering, puts_other_codes_and_years_into_the_same_form) {
    const std::vector<NumberedItem> items = {item("QL00100-0210-2025-00009", 0, 0, 2025)};
    EXPECT_EQ(next(items, 0, 0, 2026), "QL00100-0210-2026-00001");
    EXPECT_EQ(next(items, 0, 1, 2025), "QL00100-0610-2025-00001");
    EXPECT_EQ(next(items, 1, 0, 2025), "QL00303-0210-2025-00001");
    EXPECT_EQ(next(items, 1, 1, 2024), "QL00303-0610-2024-00001");
    EXPECT_EQ(next(items, 2, 0, 2025), "");  // a unit without a code
    EXPECT_EQ(next(items, 0, 2, 2025), "");
    EXPECT_EQ(next({}, 0, 0, 2025), "");
}

TEST(Numbering, sees_whether_a_unit_counts_through_its_categories) {
    // Each number of the unit and year is used once, whatever the category: so is the next.
    std::vector<NumberedItem> items = {item("QL00100-0210-2025-00001", 0, 0, 2025, 1), item("QL00100-0610-2025-00002", 0, 1, 2025, 2), item("QL00100-0210-2025-00003", 0, 0, 2025, 3)};
    EXPECT_EQ(next(items, 0, 1, 2025), "QL00100-0610-2025-00004");
    // Two categories have a number in common: each counts for itself.
    items.push_back(item("QL00100-0610-2025-00001", 0, 1, 2025, 4));
    EXPECT_EQ(next(items, 0, 1, 2025), "QL00100-0610-2025-00003");
    EXPECT_EQ(next(items, 0, 0, 2025), "QL00100-0210-2025-00004");
}

TEST(Numbering, sees_whether_numbers_begin_anew_each_year) {
    const std::vector<NumberedItem> anew = {item("A-2024-001", 0, 0, 2024), item("A-2024-050", 0, 0, 2024), item("A-2025-007", 0, 0, 2025, 1)};
    EXPECT_EQ(next(anew, 0, 0, 2026), "A-2026-001");
    EXPECT_EQ(next(anew, 0, 0, 2024), "A-2024-051");
    const std::vector<NumberedItem> on = {item("A-2024-001", 0, 0, 2024), item("A-2024-050", 0, 0, 2024), item("A-2025-051", 0, 0, 2025), item("A-2025-060", 0, 0, 2025, 1)};
    EXPECT_EQ(next(on, 0, 0, 2026), "A-2026-061");
    EXPECT_EQ(next(on, 0, 0, 2025), "A-2025-061");
}

TEST(Numbering, needs_no_codes_where_numbers_have_none) {
    const std::vector<NumberedItem> items = {item("T-2025-001", 2, 2, 2025, 1), item("T-2025-002", 0, 2, 2025, 2), item("T-2025-003", 2, 0, 2025, 3)};
    EXPECT_EQ(next(items, 1, 1, 2025), "T-2025-004");
    EXPECT_EQ(next({items[0]}, 2, 2, 2025), "T-2025-002");
    EXPECT_EQ(next({items[0]}, 1, 2, 2025), "");  // one item doesn't show that T is of no unit
}

TEST(Numbering, keeps_what_stands_around_the_serial_number) {
    EXPECT_EQ(next({item("01527918X-2020-153077", 0, 0, 2020)}, 0, 0, 2020), "01527918X-2020-153078");
    EXPECT_EQ(next({item("GK〔2025〕第009号", 0, 0, 2025)}, 0, 0, 2025), "GK〔2025〕第010号");
    EXPECT_EQ(next({item("0099", 0, 0, 2025)}, 0, 0, 2026), "0100");
    EXPECT_EQ(next({item("2025-2025-7", 0, 0, 2025)}, 0, 0, 2025), "2025-2025-8");
}

TEST(Numbering, says_where_it_cannot_tell) {
    EXPECT_EQ(next({item("20250001", 0, 0, 2025)}, 0, 0, 2025), "20250002");
    EXPECT_EQ(next({item("20250001", 0, 0, 2025)}, 0, 0, 2026), "");  // is 2025 the year?
    EXPECT_EQ(next({item("A-99", 0, 0, 2025)}, 0, 0, 2025), "");      // used up
    EXPECT_EQ(next({item("甲", 0, 0, 2025)}, 0, 0, 2025), "");
    EXPECT_EQ(next({item("530112345678901234567", 0, 0, 2025)}, 0, 0, 2025), "");
    EXPECT_EQ(next({item("A-2025-001", 0, 0, 2025)}, 0, 0, 2025, "A-2025-001"), "");  // not by the site's pattern
    EXPECT_EQ(next({{"A-2025-001", no_ref, no_ref, 2025, 2025, 0, "x"}}, 0, 0, 2025), "");
}

TEST(Numbering, passes_over_numbers_that_are_taken_by_anybody) {
    EXPECT_EQ(next({item("A-2025-001", 0, 0, 2025), {"A-2025-002", no_ref, no_ref, 0, 0, 0, "x"}}, 0, 0, 2025), "A-2025-003");
}
