// SPDX-License-Identifier: Apache-2.0
// What is shown of the lines of findings is remembered: files that are as they were aren't read to say again what is wrong with them, and what is said is the same.
#include <gtest/gtest.h>

#include <chrono>
#include <mutex>
#include <set>
#include <thread>

#include "commands/commands.hpp"
#include "support/content_site.hpp"
#include "support/faulty_disk.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

class Remembered : public testing::Test {
protected:
    void SetUp() override {
        write_tree(folder_ / "content", base_content);
        put("a.md", item_text("A-1", "2025-03-01", "", "# 一\n\n<b>正文</b>\n"));
        put("b.md", item_text("B-1", "2026-03-01"));
        std::string longest;
        for (int i = 0; i < 300; ++i) longest += "工作";
        put("c.md", item_text("C-1", "2025-03-01", "", longest + "<b>\t正文</b>" + longest + "\n"));
        put("d.md", "---\r\ntitle: 一\r\n---\r\n");
        put("e.md", item_text("A-1", "2025-03-02"));  // a note in another file
        put("f.md", item_text("F-1", "2025-03-01", "", "\xD5\xFD\xCE\xC4\xB9\xA4\xD7\xF7<b>x</b>\n"));
        std::string many;
        for (int i = 0; i < 9; ++i) many += "<b>正文</b>\n\n";
        put("g.md", item_text("G-1", "2025-03-01", "", many));
        let_it_settle();
    }
    void put(const std::string& name, const std::string& text) { write_file(folder_ / ("content/items/" + name), text); }
    /// Older than what is to remember it: otherwise a file is read again to be known.
    static void let_it_settle() { std::this_thread::sleep_for(std::chrono::milliseconds(60)); }

    /// What is said, without the phases and the summary of a build; `read_` has the items that were read.
    template <class Command>
    std::string said(const Command& command, const std::string& state, bool quarantine = false) {
        Options options;
        options.root = folder_.path();
        options.installed = MULU_SOURCE_DIR;
        options.state = state;
        options.now = "2026-01-31";
        options.jobs = 2;
        options.quarantine = quarantine;
        FaultyDisk disk;
        std::mutex mutex;
        read_.clear();
        disk.after_read([&](const std::string& path) {
            const std::lock_guard guard(mutex);
            if (path.find("/content/items/") != std::string::npos) read_.insert(std::string(name_of(path)));
        });
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int status = static_cast<int>(command(options, disk));
        std::string text = testing::internal::GetCapturedStdout() + std::to_string(status) + "\n";
        for (const std::string& line : lines_of_text(testing::internal::GetCapturedStderr())) {
            if (line != "读取目录" && line != "检查版式和报表" && line != "生成网页" && line != "写入网站" && !line.starts_with("公开 ")) text += line + "\n";
        }
        return text;
    }
    std::string check() { return said(run_check, folder_ / "state"); }
    /// By a check that remembers nothing.
    std::string fresh() {
        std::filesystem::remove_all(folder_ / "empty");
        return said(run_check, folder_ / "empty");
    }
    std::string build(bool quarantine = false) { return said(run_build, folder_ / "state", quarantine); }
    std::string fresh_build(bool quarantine = false) {
        std::filesystem::remove_all(folder_ / "site");
        std::filesystem::remove_all(folder_ / "empty");
        return said(run_build, folder_ / "empty", quarantine);
    }

    TempFolder folder_;
    std::set<std::string> read_;
};

using Names = std::set<std::string>;

}  // namespace

TEST_F(Remembered, a_check_in_which_nothing_changed_reads_no_item) {
    const std::string first = check();
    EXPECT_NE(first.find("<b>"), std::string::npos) << "lines are shown";
    EXPECT_EQ(read_.size(), 7U);
    let_it_settle();
    check();  // files that were too young to be known by their stamps
    EXPECT_EQ(check(), first);
    EXPECT_EQ(read_, Names());
    EXPECT_EQ(first, fresh());
}

TEST_F(Remembered, a_check_after_an_edit_shows_the_lines_of_today) {
    check();
    put("a.md", item_text("A-1", "2025-03-01", "", "# 二\n\n\n<i>新的正文</i>\n"));
    std::filesystem::remove(folder_ / "content/items/g.md");
    put("h.md", item_text("F-1", "2025-03-05", "", "<b>正文</b>\n"));
    let_it_settle();
    const std::string after = check();
    EXPECT_EQ(after, fresh());
    EXPECT_NE(after.find("<i>新的正文</i>"), std::string::npos);
}

TEST_F(Remembered, a_build_reads_only_what_changed) {
    for (const char* malformed : {"d.md", "e.md", "f.md"}) std::filesystem::remove(folder_ / ("content/items/" + std::string(malformed)));
    const std::string first = build();
    EXPECT_EQ(first[0], '0') << first;
    EXPECT_EQ(read_.size(), 4U);
    EXPECT_EQ(build(), first);
    EXPECT_EQ(read_, Names());
    put("a.md", item_text("A-1", "2025-03-01", "", "# 一\n\n改了的<b>正文</b>\n"));
    let_it_settle();
    const std::string edited = build();
    EXPECT_EQ(read_, Names{"a.md"});
    EXPECT_NE(edited.find("改了的"), std::string::npos);
    EXPECT_EQ(build(), edited);
    EXPECT_EQ(read_, Names());
    EXPECT_EQ(fresh_build(), edited);
}

TEST_F(Remembered, with_what_was_set_aside) {
    std::filesystem::remove(folder_ / "content/items/f.md");
    put("d.md", item_text("D-1", "2025-03-01", "", "<b>旧</b>\n"));
    put("e.md", item_text("E-1", "2025-03-02"));
    build(true);
    put("d.md", "---\ntitle: 一\n---\n现在的<b>正文</b>\n");
    let_it_settle();
    const std::string first = build(true);
    EXPECT_NE(first.find("title: 一"), std::string::npos) << first;
    EXPECT_EQ(build(true), first);
    EXPECT_EQ(read_, Names());
    put("a.md", item_text("A-1", "2025-03-01", "", "改了的<b>正文</b>\n"));
    let_it_settle();
    const std::string edited = build(true);
    EXPECT_NE(edited.find("改了的"), std::string::npos);
    EXPECT_EQ(build(true), edited);
    EXPECT_EQ(read_, Names());
}
