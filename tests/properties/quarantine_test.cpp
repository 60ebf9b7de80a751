// SPDX-License-Identifier: Apache-2.0
// --quarantine: one bad file keeps nobody's site from being brought up to date (design: commands.md).
#include <gtest/gtest.h>

#include "support/content_site.hpp"
#include "support/links.hpp"
#include "support/program.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

class Quarantined : public testing::Test {
protected:
    void SetUp() override {
        write_tree(folder_ / "content", base_content);
        for (int i = 1; i <= 5; ++i) put("items/a-" + std::to_string(i) + ".md", item_text("A-" + std::to_string(i), "2025-03-0" + std::to_string(i)));
        EXPECT_EQ(build({"--quarantine"}).status, 0);
    }
    void put(const std::string& path, const std::string& text) { write_file(folder_ / ("content/" + path), text); }
    Answer build(const std::vector<std::string>& flags, const std::string& output = "site") {
        std::vector<std::string> arguments = {"build", "--root", folder_.path(), "--output", folder_ / output, "--now", "2026-01-31"};
        arguments.insert(arguments.end(), flags.begin(), flags.end());
        return run_mulu(arguments);
    }
    Tree site(const std::string& output = "site") {
        Tree tree = read_tree(folder_ / output);
        EXPECT_EQ(broken_links(tree, "/xxgk/"), "");
        return tree;
    }
    /// What a build from nothing makes of the content as it is now.
    Tree fresh() {
        std::filesystem::remove_all(folder_ / "fresh");
        std::filesystem::remove_all(folder_ / ".mulu/fresh");
        EXPECT_EQ(build({}, "fresh").status, 0);
        return site("fresh");
    }

    TempFolder folder_;
    const std::string bad_ = "---\ntitle: [\n---\n半篇\n";
};

}  // namespace

TEST_F(Quarantined, item_keeps_its_last_sound_text_everywhere) {
    const Tree before = site();
    put("items/a-3.md", bad_);
    EXPECT_EQ(build({}).status, 1) << "without the flag a malformed item stops the build";
    EXPECT_EQ(site(), before);
    const Answer answer = build({"--quarantine"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_NE(answer.error.find("content/items/a-3.md：有错误，暂用上次的内容"), std::string::npos) << answer.error;
    EXPECT_EQ(site(), before);
    // The second night: nothing changed, and it is told again.
    const Answer again = build({"--quarantine"});
    EXPECT_EQ(again.status, 1);
    EXPECT_NE(again.error.find("content/items/a-3.md：有错误，暂用上次的内容"), std::string::npos) << again.error;
    EXPECT_EQ(build({}).status, 1) << "what stood in is not taken for sound later";
    EXPECT_EQ(build({"--quarantine", "--full", "--verify"}).status, 1);
    EXPECT_EQ(site(), before);
}

TEST_F(Quarantined, page_follows_the_rest_of_the_site) {
    put("items/a-3.md", bad_);
    put("units.yml", "- {id: zfb, name: 县政府办, kind: 政府}\n- {id: jyj, name: 教育局, kind: 部门}\n");
    put("items/a-6.md", item_text("A-6", "2025-03-06"));
    EXPECT_EQ(build({"--quarantine"}).status, 1);
    const Tree built = site();
    put("items/a-3.md", item_text("A-3", "2025-03-03"));
    EXPECT_EQ(built, fresh()) << "as if the file had never been spoilt";
    EXPECT_EQ(build({"--quarantine"}).status, 0);
    EXPECT_EQ(site(), built);
}

TEST_F(Quarantined, new_item_without_an_earlier_text_is_left_out) {
    const Tree before = site();
    put("items/new.md", bad_);
    const Answer answer = build({"--quarantine"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_NE(answer.error.find("content/items/new.md：有错误，又没有可用的上次内容"), std::string::npos) << answer.error;
    EXPECT_EQ(site(), before);
    put("items/new.md", item_text("A-2", "2025-06-01"));
    EXPECT_EQ(build({"--quarantine"}).status, 1) << "its number is another's";
    EXPECT_EQ(site(), before);
}

TEST_F(Quarantined, copy_does_not_take_the_place_of_its_original) {
    const Tree before = site();
    // The copy sorts before the original, and claims to be published earlier.
    put("items/0-copy.md", item_text("A-3", "2025-03-01"));
    EXPECT_EQ(build({"--quarantine"}).status, 1);
    EXPECT_EQ(site(), before);
}

TEST_F(Quarantined, references_to_what_is_gone_are_shown_without_a_link) {
    put("items/a-5.md", item_text("A-5", "2025-03-05", "related: [A-1]\n", "见[一](item:A-1)。\n"));
    EXPECT_EQ(build({"--quarantine"}).status, 0);
    std::filesystem::remove(folder_ / "content/items/a-1.md");
    const Answer answer = build({"--quarantine"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_NE(answer.error.find("E303"), std::string::npos) << answer.error;
    const Tree built = site();
    EXPECT_TRUE(built.contains("items/2025/a-5.html"));
    EXPECT_FALSE(built.contains("items/2025/a-1.html"));
}

TEST_F(Quarantined, item_whose_file_is_gone_is_left_out) {
    put("items/a.csv", "一,二\n");
    put("items/a-4.md", item_text("A-4", "2025-03-04", "attachments: [a.csv]\n"));
    EXPECT_EQ(build({"--quarantine"}).status, 0);
    std::filesystem::remove(folder_ / "content/items/a.csv");
    EXPECT_EQ(build({"--quarantine"}).status, 1);
    EXPECT_FALSE(site().contains("items/2025/a-4.html"));
    put("items/a.csv", "一,二\n");
    EXPECT_EQ(build({"--quarantine"}).status, 0);
    EXPECT_TRUE(site().contains("items/2025/a-4/a.csv"));
}

TEST_F(Quarantined, what_is_not_an_item_stops_the_build) {
    const Tree before = site();
    put("pages/zhinan.md", "---\norder: 1\n---\n没有标题\n");
    EXPECT_EQ(build({"--quarantine"}).status, 1);
    EXPECT_EQ(site(), before);
    std::filesystem::remove(folder_ / "content/pages/zhinan.md");
    put("units.yml", "[\n");
    EXPECT_EQ(build({"--quarantine"}).status, 2);
    EXPECT_EQ(site(), before);
}

TEST_F(Quarantined, texts_are_kept_by_builds_between) {
    put("items/a-2.md", item_text("A-2", "2025-03-02", "", "改过的正文。\n"));
    EXPECT_EQ(build({}).status, 0) << "somebody builds by hand, without the flag";
    const Tree before = site();
    put("items/a-2.md", bad_);
    EXPECT_EQ(build({"--quarantine"}).status, 1);
    EXPECT_EQ(site(), before);
}
