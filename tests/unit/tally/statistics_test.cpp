// SPDX-License-Identifier: Apache-2.0
#include "tally/statistics.hpp"

#include <gtest/gtest.h>

#include "support/catalogue_builder.hpp"

using namespace mulu;
using namespace mulu::test;

TEST(Share, is_rounded_half_up_at_one_precision) {
    const auto share = [](std::int64_t part, std::int64_t whole, unsigned decimals) { return print_share(Figure::whole(part), Figure::whole(whole), decimals); };
    EXPECT_EQ(share(329, 2240, 1), "14.7");
    EXPECT_EQ(share(148, 2240, 1), "6.6");
    EXPECT_EQ(share(148, 2240, 0), "7");
    EXPECT_EQ(share(1, 3, 2), "33.33");
    EXPECT_EQ(share(2, 3, 4), "66.6667");
    EXPECT_EQ(share(1, 8, 0), "13") << "12.5 goes up";
    EXPECT_EQ(share(1, 2000, 1), "0.1") << "0.05 goes up";
    EXPECT_EQ(share(1, 2001, 1), "0.0");
    EXPECT_EQ(share(5, 5, 1), "100.0");
    EXPECT_EQ(share(0, 5, 1), "0.0");
    EXPECT_EQ(share(3, 0, 1), "0");
}

TEST(Share, holds_the_largest_figures) {
    const Figure largest = *parse_figure("99999999999999");
    EXPECT_EQ(print_share(largest, largest, 4), "100.0000");
    EXPECT_EQ(print_share(Figure{1}, largest, 4), "0.0000");
}

TEST(Counts, take_the_publication_date_and_what_is_proactive) {
    CatalogueBuilder builder;
    builder.unit("u", UnitKind::government);
    builder.category("c");
    builder.item("A", *make_date(2025, 3, 31)).channels = {"website", "board"};
    builder.item("B", *make_date(2025, 4, 1)).created = *make_date(2024, 1, 1);
    builder.item("C", *make_date(2025, 4, 2)).access = Access::on_request;
    const Catalogue catalogue = builder.make();
    const Indexes indexes = make_indexes(catalogue);
    const auto count = [&](const Scope& scope, const std::string& key) {
        const auto counts = count_items(catalogue, indexes, scope);
        const auto found = counts.find(key);
        return found == counts.end() ? "none" : found->second.print();
    };
    EXPECT_EQ(count({2025, 0, no_ref}, "items.total"), "2");
    EXPECT_EQ(count({2025, 1, no_ref}, "items.total"), "1");
    EXPECT_EQ(count({2025, 2, no_ref}, "items.total"), "1");
    EXPECT_EQ(count({2024, 0, no_ref}, "items.total"), "0");
    EXPECT_EQ(count({2025, 0, no_ref}, "items.channel.website"), "2");
    EXPECT_EQ(count({2025, 0, no_ref}, "items.channel.board"), "1") << "an item of two channels counts once in each";
    EXPECT_EQ(count({2025, 0, 0}, "items.kind.government"), "2");
}
