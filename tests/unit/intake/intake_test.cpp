// SPDX-License-Identifier: Apache-2.0
#include "intake/intake.hpp"

#include <gtest/gtest.h>

#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

std::vector<std::string> indexes_of(const std::vector<Item>& items) {
    std::vector<std::string> indexes;
    for (const Item& item : items) indexes.emplace_back(item.index);
    return indexes;
}

const Item& find(const Taken& taken, const std::string& index) {
    const Ref ref = taken.catalogue().find_item(index);
    EXPECT_NE(ref, no_ref) << index << " is not public\n" << taken.codes();
    return taken.catalogue().items.at(ref);
}

using Indexes = std::vector<std::string>;

}  // namespace

TEST(Intake, orders_items_by_publication_then_index) {
    const Taken taken = take({{"items/z.md", item_text("A-1", "2025-03-01")}, {"items/y.md", item_text("A-3", "2024-03-01")}, {"items/x.md", item_text("A-2", "2025-03-01")},
                              {"items/w.md", item_text("A-0", "2025-03-01 08:00")}});
    EXPECT_EQ(taken.codes(), "");
    EXPECT_EQ(indexes_of(taken.catalogue().items), (Indexes{"A-3", "A-1", "A-2", "A-0"}));
    EXPECT_EQ(taken.intake.read, 4U);
}

TEST(Intake, holds_back_what_a_rule_forbids) {
    const Taken taken = take({{"items/ahead.md", item_text("A-1", "2026-02-01")},
                              {"items/draft.md", item_text("A-2", "2025-01-01", "draft: 是\n")},
                              {"items/none.md", replace_review(item_text("A-3", "2025-01-01"), "")},
                              {"items/against.md", replace_review(item_text("A-4", "2025-01-01"), "review: {result: 不公开}\n")},
                              {"items/withheld.md", item_text("A-5", "2025-01-01", "access: 不予公开\n")},
                              {"items/sound.md", item_text("A-6", "2025-01-01")}});
    EXPECT_EQ(indexes_of(taken.catalogue().items), Indexes{"A-6"});
    EXPECT_EQ(taken.catalogue().held_back.size(), 5U);
    EXPECT_EQ(taken.codes(), "H704 content/items/against.md:8:9\nH701 content/items/ahead.md:7:12\nH702 content/items/draft.md:8:8\nH703 content/items/none.md:2:1\n"
                             "H706 content/items/withheld.md:8:9\n");
}

TEST(Intake, publishes_at_the_minute) {
    const Tree content = {{"items/a.md", item_text("A-1", "2026-01-31 10:30")}};
    EXPECT_TRUE(take(content, "2026-01-31 10:29").catalogue().items.empty());
    EXPECT_EQ(take(content, "2026-01-31 10:30").catalogue().items.size(), 1U);
    EXPECT_EQ(take(content, "2026-01-31 02:30+00:00").catalogue().items.size(), 1U) << "the clock of another zone";
    EXPECT_TRUE(take(content, "2026-01-31 02:29+00:00").catalogue().items.empty());
}

TEST(Intake, needs_no_review_where_the_site_says_so) {
    Tree content = {{"items/a.md", replace_review(item_text("A-1", "2025-01-01"), "")}};
    content["site.yml"] = base_content.at("site.yml") + "review: optional\n";
    EXPECT_EQ(take(content).catalogue().items.size(), 1U);
}

TEST(Intake, takes_validity_from_dates_and_repeals) {
    const Taken taken = take({{"items/a.md", item_text("A-1", "2020-01-01")},
                              {"items/b.md", item_text("A-2", "2021-01-01", "supersedes: [A-1]\nvalid_until: 2026-01-31\n")},
                              {"items/c.md", item_text("A-3", "2021-01-02", "valid_until: 2026-01-30\n")},
                              {"items/d.md", item_text("A-4", "2021-01-03", "effective: 2026-02-01\n")},
                              {"items/e.md", item_text("A-5", "2021-01-04", "repealed: 2026-01-31\n")},
                              {"items/f.md", item_text("A-6", "2021-01-05", "repealed: 2026-02-01\n")},
                              {"items/g.md", item_text("A-7", "2021-01-06", "valid_until: 2022-01-01\nvalidity: 有效\n")}});
    EXPECT_EQ(taken.codes(), "");
    EXPECT_EQ(find(taken, "A-1").validity, Validity::repealed);
    EXPECT_EQ(find(taken, "A-1").superseded_by, std::vector<Ref>{taken.catalogue().find_item("A-2")});
    EXPECT_EQ(find(taken, "A-2").validity, Validity::valid) << "valid on its last day";
    EXPECT_EQ(find(taken, "A-3").validity, Validity::expired);
    EXPECT_EQ(find(taken, "A-4").validity, Validity::pending);
    EXPECT_EQ(find(taken, "A-5").validity, Validity::repealed);
    EXPECT_EQ(find(taken, "A-6").validity, Validity::valid);
    EXPECT_EQ(find(taken, "A-7").validity, Validity::valid) << "as the record says";
}

TEST(Intake, lets_a_repeal_count_once_it_is_public) {
    const Taken taken = take({{"items/a.md", item_text("A-1", "2020-01-01")}, {"items/b.md", item_text("A-2", "2026-03-01", "supersedes: [A-1]\n")}});
    EXPECT_EQ(find(taken, "A-1").validity, Validity::valid);
}

TEST(Intake, turns_withdrawn_items_into_tombstones) {
    const Taken taken = take({{"items/a.md", item_text("A-1", "2020-01-01", "withdrawn: {on: 2020-02-01, reason: 有误, title: hide}\n")},
                              {"items/b.md", item_text("A-2", "2020-01-02", "related: [A-1]\n")}});
    ASSERT_EQ(taken.catalogue().tombstones.size(), 1U);
    EXPECT_FALSE(taken.catalogue().tombstones[0].withdrawn_title_shown);
    EXPECT_EQ(indexes_of(taken.catalogue().items), Indexes{"A-2"});
    EXPECT_EQ(find(taken, "A-2").related.at(0).item, no_ref);
    EXPECT_EQ(taken.codes(), "W802 content/items/b.md:8:11\n");
}

TEST(Intake, keeps_a_withdrawn_draft_off_the_site) {
    const Taken taken = take({{"items/a.md", item_text("A-1", "2020-01-01", "draft: 是\nwithdrawn: {on: 2020-02-01, reason: 有误}\n")}});
    EXPECT_TRUE(taken.catalogue().tombstones.empty()) << "a tombstone would name what was never public";
}

TEST(Intake, gives_an_item_its_defaults) {
    const Taken taken = take({{"items/a.md", item_text("A-1", "2020-01-01", "", "# 标题\n\n第一段。第二句。\n\n第二段。\n")}});
    const Item& item = find(taken, "A-1");
    EXPECT_EQ(item.summary, "第一段。第二句。");
    EXPECT_EQ(item.channels, std::vector<std::string_view>{"website"});
    EXPECT_EQ(item.access, Access::proactive);
    EXPECT_TRUE(item.has_body);
    EXPECT_EQ(item.address, "items/2020/a-1.html");
}

TEST(Intake, summarises_nothing_of_what_is_on_request) {
    const Taken taken = take({{"items/a.md", item_text("A-1", "2020-01-01", "access: 依申请公开\n", "不上网的正文。\n")}});
    EXPECT_EQ(find(taken, "A-1").summary, "");
}

TEST(Intake, goes_on_after_faults_and_tells_them_all) {
    const Taken taken = take({{"items/a.md", item_text("A-1", "2020-13-01", "access: 公开\nduty: x\n")}, {"items/b.md", "no front matter"}, {"items/c.md", item_text("A-2", "2020-01-01")},
                              {"pages/index.md", "---\ntitle: 首页\n---\n正文\n"}});
    const std::string codes = taken.codes();
    for (const char* code : {"E203", "E105", "E209", "E005", "E117"}) EXPECT_NE(codes.find(code), std::string::npos) << code << " is not among\n" << codes;
    EXPECT_TRUE(taken.intake.settings_sound);
    EXPECT_EQ(find(taken, "A-2").index, "A-2");
}

TEST(Intake, stops_at_faulty_settings) {
    for (const auto& [file, text] : Tree{{"site.yml", "name: 目录\n"}, {"units.yml", "- {id: ZFB}\n"}, {"categories.yml", "x: y\n"}, {"topics.yml", "- {}\n"}, {"duties.yml", "- 3\n"},
                                         {"calendar/2025.yml", "off: [2025-02-30]\n"}}) {
        const Taken taken = take({{file, text}, {"items/a.md", "not even looked at"}});
        EXPECT_FALSE(taken.intake.settings_sound) << file;
        EXPECT_EQ(taken.codes().find("items/a.md"), std::string::npos) << file << "\n" << taken.codes();
    }
}

TEST(Intake, refuses_a_clock_that_it_cannot_read) {
    const Taken taken = take({}, "tomorrow");
    EXPECT_FALSE(taken.intake.clock_sound);
    EXPECT_TRUE(taken.intake.settings_sound);
}

TEST(Intake, obeys_levels_that_the_site_sets) {
    Tree content = {{"items/a.md", replace_created(item_text("A-1", "2020-01-01"), "2020-02-01")}};
    const auto with = [&](const std::string& checks) {
        content["site.yml"] = base_content.at("site.yml") + checks;
        return take(content);
    };
    EXPECT_EQ(with("").catalogue().items.size(), 1U);
    EXPECT_EQ(with("checks: {W801: held}\n").catalogue().items.size(), 0U) << "a warning that is raised to held holds back";
    const Taken error = with("checks: {W801: error}\n");
    EXPECT_EQ(error.diagnostics.count(Level::error, error.catalogue().settings.levels), 1U);
}

TEST(Intake, lets_a_record_exempt_itself_with_a_reason) {
    const Taken taken = take({{"items/a.md", replace_created(item_text("A-1", "2020-01-01", "allow: [{code: W801, reason: 原件如此}]\n"), "2020-02-01")},
                              {"items/b.md", replace_created(item_text("A-2", "2020-01-01"), "2020-02-01")}});
    EXPECT_EQ(taken.codes(), "W801 content/items/b.md:7:12\n");
}

TEST(Intake, blames_the_item_published_later_for_a_double_index) {
    const Taken taken = take({{"items/a.md", item_text("A-1", "2025-01-01")}, {"items/b.md", item_text("A-1", "2024-01-01")}});
    EXPECT_EQ(taken.codes(), "E301 content/items/a.md:3:8\n");
}

TEST(Intake, says_nothing_of_unused_files_beside_a_malformed_record) {
    const Taken taken = take({{"items/a/a.md", item_text("A-1", "2020-13-01", "attachments: [a.pdf]\n")}, {"items/a/a.pdf", "x"}, {"items/b/b.pdf", "x"}});
    EXPECT_EQ(taken.codes().find("W806 content/items/a/"), std::string::npos) << taken.codes();
    EXPECT_NE(taken.codes().find("W806 content/items/b/b.pdf"), std::string::npos);
}

TEST(Intake, is_the_same_whatever_the_number_of_threads) {
    Tree content;
    for (int i = 0; i < 60; ++i) content["items/" + std::to_string(i) + ".md"] = item_text("A-" + std::to_string(i % 50), i % 7 == 0 ? "2025-13-01" : "2025-01-0" + std::to_string(i % 9 + 1));
    const std::string once = take(content).codes();
    for (int round = 0; round < 5; ++round) EXPECT_EQ(take(content).codes(), once);
}
