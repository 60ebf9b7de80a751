// SPDX-License-Identifier: Apache-2.0
#include "intake/privacy_rules.hpp"

#include <gtest/gtest.h>

#include "support/content_site.hpp"
#include "support/documents.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

/// A site on the disk that is taken in again and again, as builds do it.
class Site {
public:
    Site() { write_tree(folder_ / "content", base_content); }
    void write(const Tree& content) { write_tree(folder_ / "content", content); }

    std::string codes() {
        RealDisk disk;
        IntakeOptions options;
        options.root = folder_.path();
        options.now = "2026-01-31";
        options.workers = 2;
        options.keep_records = true;
        for (const std::string& part : records_) options.records.push_back(part);
        auto stock = Stock::take(disk, {{"content", folder_ / "content"}}, 1);
        EXPECT_TRUE(stock);
        stock->read_unknown(disk, 1);
        Diagnostics diagnostics;
        auto taken = take_in(disk, options, *stock, diagnostics);
        EXPECT_TRUE(taken);
        parsed_ = taken->parsed;
        std::vector<std::string> kept(record_parts);
        for (std::size_t part = 0; part < record_parts; ++part) kept[part] = taken->records[part] ? *taken->records[part] : records_.at(part);
        records_ = std::move(kept);
        return codes_of(diagnostics);
    }
    std::size_t parsed() const { return parsed_; }

private:
    TempFolder folder_;
    std::vector<std::string> records_;
    std::size_t parsed_ = 0;
};

}  // namespace

TEST(Privacy, an_attachment_that_changed_is_read_again_though_its_size_is_the_same) {
    Site site;
    site.write({{"items/a.md", item_text("A-1", "2025-01-02", "attachments: [a.csv]\n")}, {"items/a.csv", "电话 138****5678"}});
    EXPECT_EQ(site.codes(), "");
    EXPECT_EQ(site.parsed(), 1U);
    EXPECT_EQ(site.codes(), "");
    EXPECT_EQ(site.parsed(), 0U) << "nothing changed";
    site.write({{"items/a.csv", "电话 13812345678"}});
    EXPECT_EQ(site.codes(), "H711 content/items/a.md:8:15\n");
    EXPECT_EQ(site.codes(), "H711 content/items/a.md:8:15\n") << "remembered";
    EXPECT_EQ(site.parsed(), 0U);
}

TEST(Privacy, what_is_not_shown_is_not_asked) {
    EXPECT_EQ(take({{"items/a.md", replace_review(item_text("A-1", "2025-01-02", "# 13812345678\nworkflow: [{step: 初审, on: 2025-01-01, by: 13812345678}]\n"),
                                                  "review: {result: 公开, by: 13812345678}\n")}}).codes(), "") << "comments, workflow and review";
    EXPECT_EQ(take({{"items/a.md", item_text("A-1", "2025-01-02", "", "<!-- 13812345678\n秘密★1年 -->\n正文\n")}}).codes(), "") << "a comment of the body";
    EXPECT_NE(take({{"items/a.md", item_text("A-1", "2025-01-02", "", "`<!-- 13812345678 -->`\n")}}).codes(), "") << "code is shown";
    EXPECT_NE(take({{"items/a.md", item_text("A-1", "2025-01-02", "", "<!-- 一 --> 13812345678\n")}}).codes(), "");
    EXPECT_EQ(take({{"items/a.md", item_text("A-1", "2025-01-02", "access: 依申请公开\nattachments: [a.csv]\n", "13812345678\n")}, {"items/a.csv", "13812345678"}}).codes(), "");
    EXPECT_EQ(take({{"items/a.md", item_text("A-1", "2025-01-02", "access: 不予公开\nsource: 13812345678\n", "13812345678\n")}}).codes(), "H706 content/items/a.md:8:9\n");
    EXPECT_EQ(take({{"items/a.md", item_text("A-1", "2025-01-02", "access: 依申请公开\nsource: 13812345678\n")}}).codes(), "H711 content/items/a.md:9:9\n");
}

TEST(Privacy, a_file_that_several_items_share_is_told_at_each) {
    EXPECT_EQ(take({{"items/a.md", item_text("A-1", "2025-01-02", "attachments: [x.csv]\n")}, {"items/b.md", item_text("A-2", "2025-01-02", "", "[表](x.csv)\n")}, {"items/x.csv", "13812345678"}}).codes(),
              "H711 content/items/a.md:8:15\nH711 content/items/b.md:10:5\n");
}

TEST(Privacy, findings_are_placed_in_folded_and_quoted_values) {
    EXPECT_EQ(take({{"items/a.md", item_text("A-1", "2025-01-02", "source: \"甲 13812345678\"\nsummary: |\n  第一行\n  电话 13912345678\n")}}).codes(),
              "H711 content/items/a.md:8:12\nH711 content/items/a.md:11:6\n");
}

TEST(Privacy, pictures_in_a_body_are_no_attachments) {
    const std::string picture("\x89PNG\r\n\x1A\n\0", 9);
    EXPECT_EQ(take({{"items/a.md", item_text("A-1", "2025-01-02", "", "![图](a.png)\n")}, {"items/a.png", picture}}).codes(), "");
    EXPECT_EQ(take({{"items/a.md", item_text("A-1", "2025-01-02", "attachments: [a.png]\n")}, {"items/a.png", picture}}).codes(), "W410 content/items/a.md:8:15\n");
}

TEST(Privacy, an_exemption_lets_personal_data_pass_and_nothing_else) {
    EXPECT_EQ(take({{"items/a.md", item_text("A-1", "2025-01-02", "allow: [{code: H711, reason: 值班}]\n", "13812345678\n")}}).codes(), "");
    EXPECT_EQ(take({{"items/a.md", item_text("A-1", "2025-01-02", "allow: [{code: H716, reason: 大}]\n")}}).codes(), "E212 content/items/a.md:8:16\n");
}

TEST(Privacy, settings_turn_personal_data_into_warnings_and_secrecy_never) {
    const Tree content = {{"site.yml", base_content.at("site.yml") + "personal_data: warning\n"}, {"items/a.md", item_text("A-1", "2025-01-02", "", "13812345678\n")},
                          {"items/b.md", item_text("A-2", "2025-01-02", "", "秘密★\n")}};
    const Taken taken = take(content);
    EXPECT_EQ(taken.codes(), "H711 content/items/a.md:10:1\nH714 content/items/b.md:10:1\n");
    EXPECT_EQ(taken.catalogue().items.size(), 1U) << "the one with the mark is held back";
}
