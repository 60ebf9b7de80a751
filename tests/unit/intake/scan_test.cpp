// SPDX-License-Identifier: Apache-2.0
#include "intake/scan.hpp"

#include <gtest/gtest.h>

#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

Stock stock_of(const std::string& root) {
    auto stock = Stock::take(RealDisk(), {{"content", root + "/content"}}, 2);
    EXPECT_TRUE(stock);
    return stock ? std::move(*stock) : Stock();
}

ScannedContent scan(const TempFolder& folder, std::string& codes) {
    Diagnostics diagnostics;
    auto scanned = scan_content(RealDisk(), folder.path(), stock_of(folder.path()), diagnostics);
    EXPECT_TRUE(scanned);
    codes = codes_of(diagnostics);
    return scanned ? std::move(*scanned) : ScannedContent{};
}

std::vector<std::string> items_of(const ScannedContent& content, const std::string& root) {
    const Stock stock = stock_of(root);
    std::vector<std::string> paths;
    for (const std::size_t item : content.items) paths.push_back(stock.files[item].path);
    return paths;
}

}  // namespace

TEST(Scan, sorts_files_into_what_they_are) {
    const TempFolder folder;
    write_tree(folder / "content", {{"site.yml", ""}, {"units.yml", ""}, {"categories.yml", ""}, {"topics.yml", ""}, {"items/2025/b.md", ""}, {"items/2025/a.yml", ""},
                                    {"items/2025/b.pdf", "12345"}, {"pages/zhinan.md", ""}, {"pages/map.png", ""}, {"registers/2013.yml", ""}, {"reports/2013.md", ""},
                                    {"reports/jyj/2013.md", ""}, {"calendar/2025.yml", ""}});
    std::string codes;
    const ScannedContent content = scan(folder, codes);
    EXPECT_EQ(codes, "");
    EXPECT_EQ(items_of(content, folder.path()), (std::vector<std::string>{"content/items/2025/a.yml", "content/items/2025/b.md"}));
    EXPECT_EQ(content.pages, std::vector<std::string>{"content/pages/zhinan.md"});
    EXPECT_EQ(content.registers, std::vector<std::string>{"content/registers/2013.yml"});
    EXPECT_EQ(content.reports, (std::vector<std::string>{"content/reports/2013.md", "content/reports/jyj/2013.md"}));
    EXPECT_EQ(content.calendars, std::vector<std::string>{"content/calendar/2025.yml"});
    EXPECT_EQ(content.files.size(), 2U);
    EXPECT_EQ(content.files.at("content/items/2025/b.pdf"), 5U);
    EXPECT_TRUE(content.has_topics);
    EXPECT_FALSE(content.has_duties);
}

TEST(Scan, passes_over_what_machines_leave_behind) {
    const TempFolder folder;
    write_tree(folder / "content", {{".DS_Store", ""}, {"items/.a.md.swp", ""}, {"items/a.md~", ""}, {"items/Thumbs.db", ""}, {"items/~$a.docx", ""}, {"items/README.md", ""}, {".git/x.md", ""}});
    std::string codes;
    EXPECT_TRUE(scan(folder, codes).items.empty());
    EXPECT_EQ(codes, "");
}

TEST(Scan, reports_what_it_does_not_know) {
    const TempFolder folder;
    write_tree(folder / "content", {{"unit.yml", ""}, {"notes.txt", ""}, {"items/a.yaml", ""}, {"pages/deep/a.md", ""}, {"registers/2013.csv", ""}, {"reports/2013.doc", ""}, {"calendar/x.md", ""}});
    std::string codes;
    scan(folder, codes);
    EXPECT_EQ(codes, "E008 content/calendar/x.md\nE008 content/items/a.yaml\nE008 content/notes.txt\nE008 content/pages/deep/a.md\nE008 content/registers/2013.csv\n"
                     "E008 content/reports/2013.doc\nE008 content/unit.yml\n");
}

TEST(Scan, follows_links_within_the_site_only) {
    const TempFolder folder;
    write_tree(folder.path(), {{"site/content/items/a.md", "text"}, {"outside.md", "secret"}});
    std::filesystem::create_directories(folder / "outside");
    const std::string items = folder / "site/content/items/";
    std::filesystem::create_symlink("a.md", items + "within.md");
    std::filesystem::create_symlink("../../../outside.md", items + "out.md");
    std::filesystem::create_symlink(folder / "outside", items + "folder");
    std::filesystem::create_symlink("nowhere", items + "dangling.md");
    Diagnostics diagnostics;
    const auto content = scan_content(RealDisk(), folder / "site", stock_of(folder / "site"), diagnostics);
    ASSERT_TRUE(content);
    EXPECT_EQ(items_of(*content, folder / "site"), (std::vector<std::string>{"content/items/a.md", "content/items/within.md"}));
    EXPECT_EQ(codes_of(diagnostics), "E007 content/items/dangling.md\nE007 content/items/folder\nE007 content/items/out.md\n");
}
