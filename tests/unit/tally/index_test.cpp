// SPDX-License-Identifier: Apache-2.0
#include "tally/index.hpp"

#include <gtest/gtest.h>

#include "support/catalogue_builder.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

using Refs = std::vector<Ref>;

}  // namespace

TEST(Indexes, roll_up_categories) {
    CatalogueBuilder builder;
    builder.unit("u");
    const Ref top = builder.category("top"), inner = builder.category("inner", top), leaf = builder.category("leaf", inner), other = builder.category("other");
    builder.item("A", *make_date(2024, 1, 1)).category = leaf;
    builder.item("B", *make_date(2025, 1, 1)).category = top;
    const Catalogue catalogue = builder.make();
    const Indexes indexes = make_indexes(catalogue);
    EXPECT_EQ(indexes.categories[top].items, (Refs{0, 1}));
    EXPECT_EQ(indexes.categories[inner].items, Refs{0});
    EXPECT_TRUE(indexes.categories[other].items.empty());
    EXPECT_EQ(indexes.categories[top].years.size(), 2U);
    EXPECT_EQ(indexes.categories[top].find_year(2025)->begin, 1U);
    EXPECT_EQ(indexes.categories[top].find_year(2026), nullptr);
}

TEST(Indexes, list_an_item_once_for_a_keyword_given_twice) {
    CatalogueBuilder builder;
    builder.unit("u");
    builder.category("c");
    builder.item("A", *make_date(2024, 1, 1)).keywords = {"防汛", "防汛"};
    const Catalogue catalogue = builder.make();
    EXPECT_EQ(make_indexes(catalogue).keywords.at("防汛"), Refs{0});
}

TEST(Indexes, are_the_same_whatever_the_number_of_workers) {
    CatalogueBuilder builder;
    builder.unit("u");
    builder.category("c");
    const char* words[] = {"防汛", "抗旱", "排水", "堤防", "水库"};
    for (int i = 0; i < 40; ++i) {
        Item& item = builder.item(std::to_string(i + 10), *make_date(2024, 1 + static_cast<unsigned>(i) / 28, 1 + static_cast<unsigned>(i) % 28));
        item.keywords = {words[i % 5], words[i * i % 3], words[i % 7 % 5]};
    }
    const Catalogue catalogue = builder.make();
    const Indexes one = make_indexes(catalogue, 1);
    ASSERT_EQ(one.keywords.size(), 5U);
    for (const unsigned workers : {0U, 2U, 3U, 64U}) {
        const Indexes several = make_indexes(catalogue, workers);
        EXPECT_EQ(several.keywords, one.keywords) << workers;
        EXPECT_EQ(several.all.items, one.all.items) << workers;
        EXPECT_EQ(several.days, one.days) << workers;
    }
}

TEST(RelatedItems, prefer_duty_to_topic_to_keyword_to_category) {
    CatalogueBuilder builder;
    builder.unit("u");
    const Ref mine = builder.category("mine"), other = builder.category("other");
    const Ref topic = builder.topic("t"), duty = builder.duty("d", mine);
    builder.item("1", *make_date(2024, 1, 1)).duty = duty;
    builder.item("2", *make_date(2024, 1, 2)).topics = {topic};
    builder.item("3", *make_date(2024, 1, 3)).keywords = {"k"};
    builder.item("4", *make_date(2024, 1, 4)).category = mine;
    for (Item& item : builder.raw().items) {
        if (item.index != "4") item.category = other;
    }
    Item& own = builder.item("5", *make_date(2024, 1, 5));
    own.category = mine;
    own.duty = duty;
    own.topics = {topic};
    own.keywords = {"k"};
    builder.item("6", *make_date(2024, 1, 6)).duty = duty;
    const Catalogue catalogue = builder.make();
    const Indexes indexes = make_indexes(catalogue);
    EXPECT_EQ(related_items(catalogue, indexes, 4, 6), (Refs{0, 1, 2, 3})) << "never the newer one";
    EXPECT_EQ(related_items(catalogue, indexes, 4, 2), (Refs{0, 1}));
    EXPECT_TRUE(related_items(catalogue, indexes, 0, 6).empty());
}

TEST(RelatedItems, leave_out_what_the_record_names_or_is_named_by) {
    CatalogueBuilder builder;
    builder.unit("u");
    builder.category("c");
    builder.item("1", *make_date(2024, 1, 1));
    builder.item("2", *make_date(2024, 1, 2));
    builder.item("3", *make_date(2024, 1, 3));
    builder.item("4", *make_date(2024, 1, 4)).supersedes.push_back({"1", {}, 0});
    Catalogue catalogue = builder.make();
    catalogue.items[3].interpreted_by.push_back(1);
    EXPECT_EQ(related_items(catalogue, make_indexes(catalogue), 3, 6), Refs{2});
}
