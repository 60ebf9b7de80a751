// SPDX-License-Identifier: Apache-2.0
#include "tally/counts.hpp"

#include <gtest/gtest.h>

#include "support/catalogue_builder.hpp"
#include "tally/statistics.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

std::string scopes_of(const Indexes& indexes, int year, unsigned quarter) {
    std::string all;
    for (const Scope& scope : compared_scopes(indexes, year, quarter)) all += (all.empty() ? "" : " ") + std::to_string(scope.year) + "q" + std::to_string(scope.quarter);
    return all;
}

}  // namespace

TEST(ComparedScopes, put_the_quarter_before_and_the_year_before_beside_a_quarter) {
    Indexes indexes;
    EXPECT_EQ(scopes_of(indexes, 2025, 2), "2025q2 2025q1 2024q2");
    EXPECT_EQ(scopes_of(indexes, 2025, 1), "2025q1 2024q4 2024q1");
    EXPECT_EQ(scopes_of(indexes, 2025, 0), "2025q1 2025q2 2025q3 2025q4 2025q0");
    indexes.all.years = {{2020, 0, 1}, {2023, 1, 2}};
    EXPECT_EQ(scopes_of(indexes, 0, 0), "2020q0 2023q0");
}

TEST(PeriodCounts, of_a_year_are_the_sum_of_its_quarters_and_units) {
    CatalogueBuilder builder;
    builder.unit("government", UnitKind::government);
    builder.unit("department");
    const Ref top = builder.category("top"), below = builder.category("below", top);
    unsigned number = 0;
    for (const unsigned month : {1U, 2U, 5U, 11U, 12U}) {
        Item& item = builder.item("A" + std::to_string(++number), *make_date(2025, month, 3));
        item.unit = number % 2;
        item.category = number % 3 == 0 ? top : below;
    }
    const Catalogue catalogue = builder.make();
    const Indexes indexes = make_indexes(catalogue, 2);
    const PeriodCounts& counts = *indexes.counts;
    Count quarters, units;
    for (unsigned quarter = 1; quarter <= 4; ++quarter) quarters += counts.of({2025, quarter, no_ref});
    for (Ref unit = 0; unit < 2; ++unit) units += counts.of({2025, 0, unit});
    const Count year = counts.of({2025, 0, no_ref});
    EXPECT_EQ(year.total, 5);
    EXPECT_EQ(year.government, 2);
    EXPECT_EQ(year.categories.at(top), 5) << "those of its sub-categories too";
    EXPECT_EQ(year.categories.at(below), 4);
    for (const Count* sum : {&quarters, &units}) {
        EXPECT_EQ(sum->total, year.total);
        EXPECT_EQ(sum->government, year.government);
        EXPECT_EQ(sum->categories, year.categories);
    }
    EXPECT_EQ(counts.total({2025, 4, no_ref}), 2);
    EXPECT_EQ(counts.total({2025, 3, no_ref}), 0);
    EXPECT_EQ(counts.total({2024, 0, no_ref}), 0);
}
