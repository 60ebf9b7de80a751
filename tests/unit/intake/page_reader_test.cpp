// SPDX-License-Identifier: Apache-2.0
#include "intake/page_reader.hpp"

#include <gtest/gtest.h>

#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

Taken page(const std::string& fields, const std::string& name = "zhinan") { return take({{"pages/" + name + ".md", "---\n" + fields + "---\n正文。\n"}}); }

}  // namespace

TEST(PageReader, names_the_page_in_the_navigation) {
    EXPECT_EQ(page("title: 指南\n").catalogue().pages.at(0).nav, "指南");
    EXPECT_EQ(page("title: 指南\nnav: 公开指南\n").catalogue().pages.at(0).nav, "公开指南");
    for (const char* no : {"no", "false", "否"}) EXPECT_EQ(page("title: 指南\nnav: " + std::string(no) + "\n").catalogue().pages.at(0).nav, "") << no;
    for (const char* yes : {"yes", "true", "是"}) EXPECT_EQ(page("title: 指南\nnav: " + std::string(yes) + "\n").catalogue().pages.at(0).nav, "指南") << yes;
}

TEST(PageReader, orders_pages_by_order_then_name) {
    const Taken taken = take({{"pages/b.md", "---\ntitle: 乙\n---\n文\n"}, {"pages/a.md", "---\ntitle: 甲\n---\n文\n"}, {"pages/c.md", "---\ntitle: 丙\norder: -1\n---\n文\n"}});
    ASSERT_EQ(taken.catalogue().pages.size(), 3U);
    EXPECT_EQ(taken.catalogue().pages[0].name, "c");
    EXPECT_EQ(taken.catalogue().pages[1].name, "a");
}

TEST(PageReader, refuses_names_that_cannot_be_addresses) {
    EXPECT_EQ(page("title: 指南\n", "search").codes(), "E117 content/pages/search.md\n");
    EXPECT_EQ(page("title: 指南\n", "Zhinan").codes(), "E107 content/pages/Zhinan.md\n");
    EXPECT_EQ(page("order: 1\n").codes(), "E103 content/pages/zhinan.md:2:1\n");
}
