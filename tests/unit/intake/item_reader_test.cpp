// SPDX-License-Identifier: Apache-2.0
#include "intake/item_reader.hpp"

#include <gtest/gtest.h>

#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

/// The one item of a site, as read from `fields` and `body`.
Taken with(const std::string& fields, const std::string& body = "正文。\n", Tree more = {}) {
    more["items/a.md"] = item_text("A-1", "2025-01-01", fields, body);
    return take(more);
}

}  // namespace

TEST(ItemReader, reads_every_field) {
    Tree more = {{"topics.yml", "- {id: yl, name: 医疗}\n"}, {"duties.yml", "- {id: d, title: 事项, category: zhengce}\n"}, {"items/f.pdf", "x"}};
    more["site.yml"] = base_content.at("site.yml") + "fields: [{key: x-office, name: 承办科室}]\n";
    const Taken taken = with(
        "doc_no: 清政〔2025〕5号\njoint_units: [jyj, 县人武部]\ntopics: [yl, yl]\ngenre: 通知\nnormative: 规范性文件\napproved: 2024-12-30\nexpires: 2025-02-01 17:30\n"
        "keywords: [甲, 乙]\nsummary: 概述\nchannels: [公开栏, 网站]\n"
        "audience: 全社会\nbasis: 条例\nduty: d\nsource: 新华社\nattachments: [f.pdf]\ncorrections: {on: 2025-01-03, note: 更正}\naliases: old/a.html\n承办科室: 综合科\n",
        "正文。\n", more);
    EXPECT_EQ(taken.codes().substr(0, 4), "E105") << "网站 is no channel";
    const Item& item = taken.catalogue().items.at(0);
    EXPECT_EQ(item.doc_no, "清政〔2025〕5号");
    ASSERT_EQ(item.joint_units.size(), 2U);
    EXPECT_EQ(item.joint_units[0], (std::pair<Ref, std::string>(1, "教育局")));
    EXPECT_EQ(item.joint_units[1], (std::pair<Ref, std::string>(no_ref, "县人武部")));
    EXPECT_EQ(item.topics, std::vector<Ref>{0});
    EXPECT_EQ(item.normative, Normative::normative);
    EXPECT_EQ(item.expires->minute(), 30U);
    EXPECT_EQ(item.channels, std::vector<std::string_view>{"board"});
    EXPECT_EQ(item.duty, 0U);
    EXPECT_EQ(item.source, "新华社");
    EXPECT_EQ(item.files.at(0).source, "content/items/f.pdf");
    EXPECT_EQ(item.corrections.at(0).note, "更正");
    EXPECT_EQ(item.aliases, std::vector<std::string>{"old/a.html"});
    EXPECT_EQ(item.fields, (std::vector<std::pair<std::string, std::string>>{{"x-office", "综合科"}}));
}

TEST(ItemReader, checks_the_order_of_dates) {
    EXPECT_EQ(with("effective: 2025-06-01\nvalid_until: 2025-05-31\n").codes(), "E204 content/items/a.md:9:14\n");
    EXPECT_EQ(with("effective: 2025-06-01\nvalid_until: 2025-06-01\n").codes(), "");
    EXPECT_EQ(with("repealed: 2024-12-31\n").codes(), "E204 content/items/a.md:8:11\n");
    EXPECT_EQ(with("expires: 2024-12-31\n").codes(), "W813 content/items/a.md:8:10\n");
    EXPECT_EQ(with("expires: 2025-01-01\n").codes(), "");
}

TEST(ItemReader, checks_the_links_of_the_body) {
    EXPECT_EQ(with("", "[a](http://a) [b](mailto:a@b) [c](tel:1) [d](#) [e]() [f](#s-1)\n\n## 标题\n").codes(), "");
    EXPECT_EQ(with("", "[a](item:A-9)\n").codes(), "E401 content/items/a.md:10:5\n");
    EXPECT_EQ(with("", "[a](data:text/html,x)\n").codes(), "E402 content/items/a.md:10:5\n");
    EXPECT_EQ(with("", "![a](//b/c.png)\n").codes(), "E403 content/items/a.md:10:6\n");
    EXPECT_EQ(with("", "![a](item:A-1)\n").codes(), "E402 content/items/a.md:10:6\n");
    EXPECT_EQ(with("", "[a](#s-9)\n").codes(), "E410 content/items/a.md:10:5\n");
    EXPECT_EQ(with("", "正文\n\n[a](x.pdf)\n").codes(), "E404 content/items/a.md:12:5\n") << "lines are those of the file";
}

TEST(ItemReader, finds_items_by_percent_encoded_links) {
    Tree more = {{"items/b.md", item_text("测〔2025〕1号", "2025-01-02")}};
    EXPECT_EQ(with("", "[a](item:%E6%B5%8B%E3%80%942025%E3%80%951%E5%8F%B7) [b](<item:测〔2025〕1号>)\n", more).codes(), "");
}

TEST(ItemReader, warns_of_an_empty_body_and_of_nothing_else) {
    EXPECT_EQ(with("", "\n \n").codes(), "W809 content/items/a.md:10:1\n");
    EXPECT_EQ(with("", "<!-- 只有注释 -->\n").codes(), "W809 content/items/a.md:10:1\n");
    EXPECT_EQ(with("access: 依申请公开\n", "\n").codes(), "");
    EXPECT_EQ(with("", std::string(80, '>') + " x\n").codes(), "E409 content/items/a.md:10:1\n") << "a body over a limit is not empty";
}

TEST(ItemReader, takes_items_of_yaml_alone) {
    const auto yml = [](const std::string& rest) {
        return take({{"items/a.yml", "title: 表\nindex: A-1\nunit: zfb\ncategory: guifan\ncreated: 2025-01-01\npublished: 2025-01-01\nreview: {result: 公开}\n" + rest}, {"items/f.pdf", "x"}});
    };
    const Taken sound = yml("attachments: f.pdf\n");
    EXPECT_EQ(sound.codes(), "");
    EXPECT_FALSE(sound.catalogue().items.at(0).has_body);
    EXPECT_NE(yml("").codes().find("E411 content/items/a.yml:1:1\n"), std::string::npos);
}

TEST(ItemReader, reads_crlf_and_a_byte_order_mark_alike) {
    std::string text = item_text("A-1", "2025-01-01"), windows = "\xEF\xBB\xBF";
    for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    const Taken taken = take({{"items/a.md", windows}});
    EXPECT_EQ(taken.codes(), "W001 content/items/a.md:1:1\nW002 content/items/a.md:1:1\n");
    EXPECT_EQ(taken.catalogue().items.at(0).summary, "正文。");
}
