// SPDX-License-Identifier: Apache-2.0
#include "commands/inspection_rules.hpp"

#include <gtest/gtest.h>

using namespace mulu;

namespace {

Settings site() {
    Settings settings;
    settings.base_url = "https://www.example.gov.cn/xxgk/";
    return settings;
}

/// The address, with its fragment; - for elsewhere, ! for nowhere.
std::string target(const char* from, const char* link) {
    const LinkTarget found = target_of_link(from, link, site());
    if (found.where == LinkTarget::Where::elsewhere) return "-";
    if (found.where == LinkTarget::Where::nowhere) return "!";
    return found.address + (found.fragment.empty() ? "" : "#" + found.fragment);
}

HtmlPage page_with(std::vector<std::pair<std::string, std::string>> metas, std::string text = {}) {
    HtmlPage page;
    page.metas = std::move(metas);
    page.text = std::move(text);
    return page;
}

Category column(const char* name, unsigned level, Period update = Period::none) {
    Category category;
    category.name = name;
    category.level = level;
    category.update = update;
    return category;
}

}  // namespace

TEST(InspectedLink, leads_where_a_browser_goes) {
    const char* from = "items/2025/a.html";
    EXPECT_EQ(target(from, "../../index.html"), "index.html");
    EXPECT_EQ(target(from, "b.html"), "items/2025/b.html");
    EXPECT_EQ(target(from, "./a/biao.pdf"), "items/2025/a/biao.pdf");
    EXPECT_EQ(target(from, "#s-1"), "items/2025/a.html#s-1");
    EXPECT_EQ(target(from, ""), "items/2025/a.html");
    EXPECT_EQ(target(from, "?q=1"), "items/2025/a.html");
    EXPECT_EQ(target(from, "../../search.html?q=1#top"), "search.html#top");
    EXPECT_EQ(target(from, "/xxgk/units.html"), "units.html");
    EXPECT_EQ(target(from, "/xxgk/"), "index.html");
    EXPECT_EQ(target(from, "/xxgk"), "index.html");
    EXPECT_EQ(target(from, "https://www.example.gov.cn/xxgk/units/zfb.html"), "units/zfb.html");
    EXPECT_EQ(target(from, "../../units/"), "units/index.html");
    EXPECT_EQ(target(from, "b%20c.html"), "items/2025/b c.html");
    for (const char* elsewhere : {"https://www.gov.cn/", "http://www.example.gov.cn/other/", "//cdn.example.com/a.js", "mailto:a@example.gov.cn", "tel:0598-5322318", "javascript:void(0)", "/other/index.html"}) {
        EXPECT_EQ(target(from, elsewhere), "-") << elsewhere;
    }
    EXPECT_EQ(target(from, "../../../index.html"), "!");
}

TEST(InspectedPage, has_the_tags_of_its_kind) {
    const HtmlPage bare;
    EXPECT_EQ(missing_metas(bare, InspectedKind::plain, false).size(), 2U);
    EXPECT_EQ(missing_metas(bare, InspectedKind::plain, true).size(), 3U);
    EXPECT_EQ(missing_metas(bare, InspectedKind::column, true).size(), 7U);
    EXPECT_EQ(missing_metas(bare, InspectedKind::item, true).size(), 10U);
    EXPECT_TRUE(missing_metas(bare, InspectedKind::redirect, true).empty());
    EXPECT_TRUE(missing_metas(page_with({{"SiteName", "目录"}, {"sitedomain", "www.example.gov.cn"}}), InspectedKind::plain, false).empty());
    EXPECT_EQ(missing_metas(page_with({{"SiteName", " "}, {"SiteDomain", "a"}}), InspectedKind::plain, false), std::vector<std::string_view>{"SiteName"});
}

TEST(InspectedPage, is_of_a_kind) {
    HtmlPage redirect;
    redirect.refresh = "a.html";
    EXPECT_EQ(kind_of_page("old/a.html", redirect), InspectedKind::redirect);
    EXPECT_EQ(kind_of_page("items/2025/a.html", {}), InspectedKind::item);
    EXPECT_EQ(kind_of_page("items/2025/a.html", page_with({{"robots", "noindex"}})), InspectedKind::plain) << "a tombstone";
    EXPECT_EQ(kind_of_page("categories/a/2025.html", {}), InspectedKind::column);
    EXPECT_EQ(kind_of_page("index.html", {}), InspectedKind::plain);
}

TEST(InspectedPage, shows_its_day) {
    const Date day = *make_date(2014, 1, 5);
    EXPECT_EQ(published_day(page_with({{"PubDate", "2014-01-05 00:00"}})), day);
    EXPECT_FALSE(published_day(page_with({{"PubDate", "近日"}})));
    EXPECT_TRUE(shows_day(page_with({}, "发布时间：2014-01-05 10:42"), day));
    EXPECT_TRUE(shows_day(page_with({}, "2014年1月5日"), day));
    EXPECT_FALSE(shows_day(page_with({}, "2014-01-06"), day));
    EXPECT_TRUE(shows_day(page_with({}, "发布时间：2014-01-06"), std::nullopt));
    EXPECT_FALSE(shows_day(page_with({}, "电话：0598-5322318"), std::nullopt));
    EXPECT_FALSE(shows_day(page_with({}, "-"), std::nullopt));
}

TEST(InspectedColumn, may_be_silent_for_a_time) {
    Settings settings;
    EXPECT_FALSE(own_limit(column("通知公告", 1), settings));
    EXPECT_EQ(own_limit(column("统计", 2, Period::quarter), settings)->days, 92);
    settings.board_months = {1, 3, 5, 7, 9, 11};
    EXPECT_EQ(own_limit(column("公开栏", 1, Period::board), settings)->days, 62);
    settings.board_months = {6};
    EXPECT_EQ(own_limit(column("公开栏", 1, Period::board), settings)->days, 372);
    EXPECT_EQ(national_limit(column("通知公告", 1))->days, 184);
    EXPECT_EQ(national_limit(column("政策文件", 1))->days, 184);
    EXPECT_EQ(national_limit(column("工作动态", 1))->days, 14);
    EXPECT_FALSE(national_limit(column("通知公告", 2))) << "only top columns are counted";
    EXPECT_FALSE(national_limit(column("机构职能", 1)));
}
