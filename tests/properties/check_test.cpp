// SPDX-License-Identifier: Apache-2.0
// What check remembers: it says the same as a check that remembers nothing, whatever was edited or broken since, and no build notices it.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "base/disk.hpp"
#include "support/campaign.hpp"
#include "support/content_site.hpp"
#include "support/program.hpp"
#include "support/site_generator.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

/// What a run said, without its phases: they are said only where something is read.
std::string said(const Answer& answer) {
    std::string text = std::to_string(answer.status) + "\n" + answer.output;
    for (const std::string& line : lines_of_text(answer.error)) {
        if (line != "读取目录" && line != "检查版式和报表") text += line + "\n";
    }
    return text;
}

bool has_read(const Answer& answer) { return answer.error.find("读取目录") != std::string::npos; }

class Checked : public testing::Test {
protected:
    void SetUp() override {
        write_tree(folder_ / "content", base_content);
        put("a.md", item_text("A-1", "2025-03-01", "", "# 一\n\n<b>正文</b>\n"));
        put("b.md", item_text("B-1", "2026-03-01"));
    }
    void put(const std::string& name, const std::string& text) { write_file(folder_ / ("content/items/" + name), text); }
    Answer check(const std::vector<std::string>& flags = {}, const std::string& now = "2026-01-31") {
        std::vector<std::string> arguments = {"check", "--root", folder_.path(), "--now", now};
        arguments.insert(arguments.end(), flags.begin(), flags.end());
        return run_mulu(arguments);
    }
    /// A check that remembers nothing.
    Answer fresh(const std::string& now = "2026-01-31") {
        std::filesystem::remove_all(folder_ / "empty");
        return check({"--state", folder_ / "empty"}, now);
    }
    Answer build(const std::vector<std::string>& flags = {}) {
        std::vector<std::string> arguments = {"build", "--root", folder_.path(), "--now", "2026-01-31"};
        arguments.insert(arguments.end(), flags.begin(), flags.end());
        return run_mulu(arguments);
    }
    std::string memory() const { return folder_ / ".mulu/site/check"; }
    /// Older than what is to remember it: otherwise a file is read again to be known.
    static void let_it_settle() { std::this_thread::sleep_for(std::chrono::milliseconds(40)); }

    TempFolder folder_;
};

}  // namespace

TEST_F(Checked, twice_reads_once_and_says_the_same) {
    const Answer first = check(), second = check();
    EXPECT_TRUE(has_read(first));
    EXPECT_FALSE(has_read(second));
    EXPECT_EQ(said(first), said(second));
    EXPECT_NE(said(first).find("[W804]"), std::string::npos);
}

TEST_F(Checked, after_a_build_need_not_read) {
    EXPECT_EQ(build().status, 0);
    const Answer answer = check();
    EXPECT_FALSE(has_read(answer));
    EXPECT_EQ(said(answer), said(fresh()));
}

TEST_F(Checked, errors_are_remembered_with_the_exit_status) {
    put("c.md", item_text("A-1", "2025-03-01"));
    const Answer first = check(), second = check();
    EXPECT_EQ(first.status, 1);
    EXPECT_FALSE(has_read(second));
    EXPECT_EQ(said(first), said(second));
    write_file(folder_ / "layouts/home.mustache", "{{nonsense}}");
    const Answer third = check(), fourth = check();
    EXPECT_EQ(third.status, 2);
    EXPECT_EQ(said(third), said(fourth));
}

TEST_F(Checked, what_the_clock_changes_is_judged_anew) {
    EXPECT_NE(said(check()).find("[H701]"), std::string::npos);
    const Answer later = check({}, "2026-03-02");
    EXPECT_EQ(said(later).find("[H701]"), std::string::npos);
    EXPECT_EQ(said(later), said(fresh("2026-03-02")));
    EXPECT_NE(said(check()).find("[H701]"), std::string::npos) << "and back";
}

TEST_F(Checked, damaged_memory_is_not_believed) {
    const std::string expected = said(check());
    const std::string sound = read_file(memory());
    for (const std::size_t size : {std::size_t(0), std::size_t(5), sound.size() / 2, sound.size() - 1}) {
        write_file(memory(), sound.substr(0, size));
        EXPECT_EQ(said(check()), expected) << size << " bytes of it";
    }
    for (std::size_t at = 0; at < sound.size(); at += 1 + sound.size() / 40) {
        std::string damaged = sound;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
        write_file(memory(), damaged);
        EXPECT_EQ(said(check()), expected) << "byte " << at;
    }
    std::filesystem::remove(memory());
    std::filesystem::create_directory(memory());
    EXPECT_EQ(said(check()), expected) << "a folder in its place";
}

TEST_F(Checked, where_nothing_can_be_written_says_the_same) {
    const std::string expected = said(check());
    write_file(folder_ / "file", "");
    EXPECT_EQ(said(check({"--state", folder_ / "file/state"})), expected);
}

TEST_F(Checked, leaves_the_output_and_the_state_of_a_build_as_they_are) {
    EXPECT_EQ(build().status, 0);
    let_it_settle();
    EXPECT_EQ(build().status, 0);
    const Tree site = read_tree(folder_ / "site"), content = read_tree(folder_ / "content");
    const auto state = [&] {
        Tree tree = read_tree(folder_ / ".mulu");
        tree.erase("site/check");
        return tree;
    };
    const Tree before = state();
    check();
    put("c.md", item_text("C-1", "2025-03-01"));
    check();
    EXPECT_EQ(difference(before, state()), "");
    EXPECT_EQ(difference(site, read_tree(folder_ / "site")), "");
    std::filesystem::remove(folder_ / "content/items/c.md");
    EXPECT_EQ(difference(content, read_tree(folder_ / "content")), "");
    EXPECT_EQ(build({"--verify"}).status, 0);
    EXPECT_TRUE(exists(memory())) << "a build does not take it away";
}

TEST_F(Checked, before_the_first_build_is_no_hindrance_to_it) {
    check();
    EXPECT_EQ(build({"--verify"}).status, 0);
    EXPECT_FALSE(has_read(check()));
}

TEST_F(Checked, while_a_build_holds_the_lock_neither_waits_nor_disturbs_it) {
    EXPECT_EQ(build().status, 0);
    FolderLock lock;
    const auto taken = FolderLock::take(folder_ / ".mulu/site/lock", lock);
    ASSERT_TRUE(taken && *taken);
    put("c.md", item_text("C-1", "2025-03-01", "", "<b>x</b>\n"));
    EXPECT_EQ(said(check()), said(fresh()));
    EXPECT_EQ(build().status, 3) << "the lock is still held";
}

TEST(Check, upon_random_edits_says_what_a_check_from_nothing_says) {
    const Campaign campaign;
    const TempFolder temp;
    Random random(campaign.seed);
    GeneratedSite site(campaign.seed, 12);
    Tree laid;
    std::string history;
    const auto run = [&](const std::string& state) {
        return said(run_mulu({"check", "--root", temp.path(), "--output", temp / "site", "--state", state, "--now", site.now(), "--format", "json"}));
    };
    for (int step = 0; step < campaign.of(40, 400, 8); ++step) {
        history += site.edit() + "\n";
        Tree tree = site.files();
        if (random.one_in(3)) tree["items/broken.md"] = item_text("A-" + std::to_string(random.below(9)), "2025-13-01", "", "<i>x</i>\n");
        bring_up_to_date(temp / "content", laid, tree);
        laid = tree;
        if (random.one_in(4)) run_mulu({"build", "--root", temp.path(), "--output", temp / "site", "--state", temp / "state", "--now", site.now(), "--allow-deletes"});
        std::filesystem::remove_all(temp / "empty");
        ASSERT_EQ(run(temp / "state"), run(temp / "empty")) << campaign.name() << " after\n" << history;
    }
}
