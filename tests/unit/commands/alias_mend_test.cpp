// SPDX-License-Identifier: Apache-2.0
#include "commands/alias_mend.hpp"

#include <gtest/gtest.h>

using namespace mulu;

namespace {

std::string md(const std::string& yaml) { return "---\n" + yaml + "---\n正文。\n"; }
std::string mended(const std::string& bytes, const std::string& path = "content/items/a.md") { return with_alias(path, bytes, "items/2025/old.html").value_or("left alone"); }

}  // namespace

TEST(AliasMend, writes_a_line_behind_the_index_number) {
    EXPECT_EQ(mended(md("title: 甲\nindex: A-1\nunit: zfb\n")), md("title: 甲\nindex: A-1\naliases: [items/2025/old.html]\nunit: zfb\n"));
    EXPECT_EQ(mended(md("名称: 甲\n索引号: \"A-1\"  # 改过\n")), md("名称: 甲\n索引号: \"A-1\"  # 改过\n原地址: [items/2025/old.html]\n"));
    EXPECT_EQ(mended("index: A-1\nattachments: [a.pdf]", "content/items/a.yml"), "index: A-1\naliases: [items/2025/old.html]\nattachments: [a.pdf]");
    EXPECT_EQ(mended("index: A-1", "content/items/a.yml"), "index: A-1\naliases: [items/2025/old.html]");
}

TEST(AliasMend, adds_to_the_list_that_is_there) {
    EXPECT_EQ(mended(md("index: A\naliases: [a.html]\n")), md("index: A\naliases: [a.html, items/2025/old.html]\n"));
    EXPECT_EQ(mended(md("index: A\naliases: [ \"a.html\", 'b.html' ] # 旧\n")), md("index: A\naliases: [ \"a.html\", 'b.html', items/2025/old.html ] # 旧\n"));
    EXPECT_EQ(mended(md("index: A\naliases: []\n")), md("index: A\naliases: [items/2025/old.html]\n"));
    EXPECT_EQ(mended(md("index: A\naliases: a.html\nunit: b\n")), md("index: A\naliases: [a.html, items/2025/old.html]\nunit: b\n"));
    EXPECT_EQ(mended(md("index: A\n原地址:\n  - a.html\n  - b.html\nunit: b\n")), md("index: A\n原地址:\n  - a.html\n  - b.html\n  - items/2025/old.html\nunit: b\n"));
    EXPECT_EQ(mended(md("index: A\naliases:\n- a.html\n")), md("index: A\naliases:\n- a.html\n- items/2025/old.html\n"));
    EXPECT_EQ(mended(md("index: A\naliases:\nunit: b\n")), md("index: A\naliases: [items/2025/old.html]\nunit: b\n"));
}

TEST(AliasMend, keeps_line_ends_and_marks) {
    EXPECT_EQ(mended("\xEF\xBB\xBF---\r\nindex: A\r\n---\r\n正文。\r\n"), "\xEF\xBB\xBF---\r\nindex: A\r\naliases: [items/2025/old.html]\r\n---\r\n正文。\r\n");
    EXPECT_EQ(mended("---\r\nindex: A\n---\n正文。\n"), "left alone");
}

TEST(AliasMend, leaves_alone_what_is_not_certain) {
    EXPECT_EQ(mended(md("index: A\naliases: [items/2025/old.html]\n")), "left alone");
    EXPECT_EQ(mended(md("index: A\naliases: {a: b}\n")), "left alone");
    EXPECT_EQ(mended(md("{index: A, unit: b}\n")), "left alone");
    EXPECT_EQ(mended(md("index: \"A\n  B\"\nunit: b\n")), "left alone");
    EXPECT_EQ(mended(md("title: 甲\n")), "left alone");
    EXPECT_EQ(mended("正文。\n"), "left alone");
}
