// SPDX-License-Identifier: Apache-2.0
#include "render/making.hpp"

#include <gtest/gtest.h>

#include "support/catalogue_builder.hpp"

using namespace mulu;
using namespace mulu::test;

TEST(Size, is_said_in_words_a_reader_knows) {
    EXPECT_EQ(print_size(0), "0 B");
    EXPECT_EQ(print_size(1023), "1023 B");
    EXPECT_EQ(print_size(1024), "1 KB");
    EXPECT_EQ(print_size(1536), "1.5 KB");
    EXPECT_EQ(print_size(10 * 1024 + 600), "10 KB");
    EXPECT_EQ(print_size(1024 * 1024), "1 MB");
    EXPECT_EQ(print_size(1258291), "1.2 MB");
}

TEST(Notice, is_open_through_its_last_day_or_to_its_minute) {
    Item item;
    EXPECT_FALSE(has_ended(item, Moment::midnight(*make_date(2199, 1, 1)))) << "without an end it does not end";
    item.expires = Moment::midnight(*make_date(2025, 5, 7));
    const auto at = [](unsigned day, int hours) {
        Moment moment = Moment::midnight(*make_date(2025, 5, day));
        moment.seconds += hours * 3600;
        moment.has_time = true;
        return moment;
    };
    EXPECT_FALSE(has_ended(item, at(7, 0)));
    EXPECT_FALSE(has_ended(item, at(7, 23)));
    EXPECT_TRUE(has_ended(item, at(8, 0)));
    item.expires = at(7, 17);
    EXPECT_FALSE(has_ended(item, at(7, 16)));
    EXPECT_TRUE(has_ended(item, at(7, 17)));
}
