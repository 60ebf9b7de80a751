// SPDX-License-Identifier: Apache-2.0
// Stock: which files are not as an earlier stock has them.
#include <gtest/gtest.h>

#include "intake/stock.hpp"
#include "support/files.hpp"
#include "support/temp_folder.hpp"

namespace mulu {
namespace {

Stock stock_of(const std::string& folder) {
    RealDisk disk;
    auto stock = Stock::take(disk, {{"content", folder + "/content"}, {"assets", folder + "/assets"}}, 1);
    EXPECT_TRUE(stock);
    stock->read_unknown(disk, 1);
    return std::move(*stock);
}

TEST(Stock, tells_what_is_changed_new_and_lost) {
    using Paths = std::vector<std::string>;
    const test::TempFolder folder;
    test::write_tree(folder.path(), {{"content/a.md", "a"}, {"content/b.md", "b"}, {"content/c.md", "c"}, {"content/e.md", "e"}, {"assets/a.css", "a"}});
    const std::string before = stock_of(folder.path()).pack();
    EXPECT_EQ(stock_of(folder.path()).changes(before), Paths());
    test::write_file(folder / "content/b.md", "B");
    test::write_file(folder / "content/e.md", "e");  // another stamp, the same bytes
    test::write_tree(folder.path(), {{"content/d.md", "d"}, {"assets/0.css", "0"}});
    std::filesystem::remove(folder / "content/a.md");
    const Stock after = stock_of(folder.path());
    EXPECT_EQ(after.changes(before), Paths({"assets/0.css", "content/a.md", "content/b.md", "content/d.md"}));
    EXPECT_EQ(after.changes(after.pack()), Paths());
    EXPECT_EQ(after.changes("").size(), after.files.size()) << "nothing is remembered";
}

TEST(Stock, knows_which_files_would_be_in_it) {
    const test::TempFolder folder;
    const Stock stock = stock_of(folder.path());
    for (const char* path : {"content/x", "assets/a/b"}) EXPECT_TRUE(stock.covers(path)) << path;
    for (const char* path : {"content", "contents/x", "layouts/x", ""}) EXPECT_FALSE(stock.covers(path)) << path;
}

}  // namespace
}  // namespace mulu
