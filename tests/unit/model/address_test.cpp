// SPDX-License-Identifier: Apache-2.0
#include "model/address.hpp"

#include <regex>

#include <gtest/gtest.h>

using namespace mulu;

TEST(ItemAddress, is_the_index_number_in_lower_case) {
    EXPECT_EQ(item_address(2013, "QL00001-0200-2013-00042"), "items/2013/ql00001-0200-2013-00042.html");
    EXPECT_EQ(item_file_name("A/B_C d"), "a-b-c-d");
    EXPECT_EQ(item_file_name("000123456789012345678"), "000123456789012345678");
    EXPECT_EQ(item_file_name("v1.2"), "v1.2");
}

TEST(ItemAddress, adds_a_digest_where_something_was_lost) {
    for (const char* index : {"测政〔2025〕5号", "a?b", ".hidden", "ends.", "x.html", "〔〕", "...", "a#b"}) {
        EXPECT_TRUE(std::regex_match(item_file_name(index), std::regex("[-a-z0-9.]*-[0-9a-f]{8}"))) << index << " → " << item_file_name(index);
    }
    EXPECT_NE(item_file_name("a?b"), item_file_name("a#b"));
    EXPECT_NE(item_file_name("ab"), item_file_name("a?b"));
    EXPECT_EQ(item_file_name("a..b"), "a..b") << "dots within are harmless";
}

TEST(FileName, is_kept_where_it_is_plain) {
    EXPECT_EQ(published_file_name("Biao-2.PDF"), "biao-2.pdf");
    EXPECT_TRUE(std::regex_match(published_file_name("计划表.xlsx"), std::regex("file-[0-9a-f]{8}\\.xlsx")));
    EXPECT_TRUE(std::regex_match(published_file_name("a b"), std::regex("file-[0-9a-f]{8}")));
    EXPECT_TRUE(std::regex_match(published_file_name(".hidden"), std::regex("file-[0-9a-f]{8}.*")));
    EXPECT_EQ(published_file_name("e\xCC\x81.pdf"), published_file_name("\xC3\xA9.pdf")) << "composed and decomposed are one name";
}

TEST(ListAddress, numbers_its_parts) {
    EXPECT_EQ(list_address("categories/a", 2014, 0), "categories/a/2014.html");
    EXPECT_EQ(list_address("categories/a", 2014, 12), "categories/a/2014-12.html");
    EXPECT_EQ(report_address(2013, ""), "reports/2013.html");
    EXPECT_EQ(report_address(2013, "zfb"), "reports/zfb/2013.html");
    EXPECT_EQ(statistics_address(2013, 0), "statistics/2013.html");
    EXPECT_EQ(statistics_address(2013, 4), "statistics/2013-q4.html");
    EXPECT_EQ(board_address(*make_date(2013, 9, 15)), "boards/2013-09.html");
    EXPECT_EQ(files_folder("items/2013/a.html"), "items/2013/a");
}

TEST(RelativeLink, names_the_file) {
    EXPECT_EQ(relative_link("index.html", "units/a.html"), "units/a.html");
    EXPECT_EQ(relative_link("units/a.html", "index.html"), "../index.html");
    EXPECT_EQ(relative_link("items/2013/a.html", "items/2013/b.html"), "b.html");
    EXPECT_EQ(relative_link("items/2013/a.html", "items/2014/b.html"), "../2014/b.html");
    EXPECT_EQ(relative_link("items/2013/a.html", "items/2013/a/f.pdf"), "a/f.pdf");
    EXPECT_EQ(relative_link("a.html", "a.html"), "a.html");
    EXPECT_EQ(way_to_root("a/b/c.html"), "../../");
}
