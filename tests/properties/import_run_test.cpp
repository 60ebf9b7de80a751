// SPDX-License-Identifier: Apache-2.0
// mulu import on whole sites: all rows or none, nothing overwritten, nothing half-written whatever fails, and every refused row told.
#include <chrono>

#include <gtest/gtest.h>

#include "commands/import_records.hpp"
#include "support/faulty_disk.hpp"
#include "support/program.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

const std::string header = "索引号,名称,发布机构,主题分类,生成日期,发布日期,保密审查结论,审查人,内容概述\n";

std::string row(int number, const std::string& title = "关于某事的通知", const std::string& published = "2013/1/7") {
    std::string digits = std::to_string(number);
    digits.insert(0, 3 - digits.size(), '0');
    return "T-2013-" + digits + "," + title + ",测试县人民政府办公室,规范性文件,2013年1月5日," + published + ",公开,王某,一句话。\n";
}

class ImportSite {
public:
    ImportSite() {
        for (const char* part : {"content", "layouts", "assets"}) copy_tree(MULU_TESTS_DIR "/cases/base/" + std::string(part), root() + "/" + part);
    }
    std::string root() const { return folder_ / "site"; }
    std::string path(const std::string& name) const { return folder_ / name; }
    std::string table(const std::string& bytes) const {
        write_file(path("old.csv"), bytes);
        return path("old.csv");
    }
    Answer import(const std::string& bytes, const std::vector<std::string>& more = {}) const {
        std::vector<std::string> arguments = {"import", table(bytes), "--root", root(), "--now", "2026-01-31", "--lang", "en"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_mulu(arguments);
    }
    Tree items() const { return read_tree(root() + "/content"); }

private:
    TempFolder folder_{memory_folder()};
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST(Import, sound_rows_become_items_that_a_build_publishes) {
    const ImportSite site;
    const Answer answer = site.import(header + row(1) + row(2, "\"关于“三公”经费, 会议的\n通知\""));
    EXPECT_EQ(answer.status, 0) << answer.output << answer.error;
    EXPECT_TRUE(has(answer.output, "rows read: 2; 2 imported, 0 refused")) << answer.output;
    EXPECT_TRUE(site.items().contains("items/2013/t-2013-001.md"));
    EXPECT_FALSE(exists(site.root() + "/content/.mulu-import"));
    const Answer build = run_mulu({"build", "--root", site.root(), "--output", site.path("public"), "--now", "2026-01-31", "--lang", "en"});
    EXPECT_EQ(build.status, 0) << build.error;
    EXPECT_TRUE(exists(site.path("public/items/2013/t-2013-001.html")));
    EXPECT_TRUE(exists(site.path("public/items/2013/t-2013-002.html")));
}

TEST(Import, a_faulty_row_keeps_all_out_and_is_told_by_row_and_column) {
    const ImportSite site;
    const Tree before = site.items();
    const Answer answer = site.import(header + row(1) + row(2, "关于某事的通知", "2013/13/7") + row(3, ""));
    EXPECT_EQ(answer.status, 1);
    EXPECT_EQ(difference(before, site.items()), "");
    EXPECT_TRUE(has(answer.output, "row 3: column F “发布日期”: [E203]")) << answer.output;
    EXPECT_TRUE(has(answer.output, "row 4: column B “名称”: [E103]")) << answer.output;
    EXPECT_TRUE(has(answer.output, "rows read: 3; nothing was written, 2 refused")) << answer.output;
    EXPECT_TRUE(has(answer.error, "old.csv:3:")) << answer.error;
    const Answer dry = site.import(header + row(1), {"--dry-run"});
    EXPECT_EQ(dry.status, 0) << dry.error;
    EXPECT_TRUE(has(dry.output, "+ content/items/2013/t-2013-001.md")) << dry.output;
    EXPECT_EQ(difference(before, site.items()), "");
}

TEST(Import, with_partial_the_sound_rows_go_in_and_the_report_has_the_rest) {
    const ImportSite site;
    const std::string report = site.path("refused.csv");
    const Answer answer = site.import(header + row(1) + row(2, "\"名称, 有逗号\"", "2013/13/7") + row(3), {"--partial", "--report", report});
    EXPECT_EQ(answer.status, 1);
    EXPECT_TRUE(has(answer.output, "2 imported, 1 refused")) << answer.output;
    EXPECT_TRUE(site.items().contains("items/2013/t-2013-003.md"));
    EXPECT_FALSE(site.items().contains("items/2013/t-2013-002.md"));
    // Mended there and imported again, the rest goes in too.
    std::string mended = read_file(report);
    ASSERT_TRUE(has(mended, "2013/13/7"));
    mended.replace(mended.find("2013/13/7"), 9, "2013/12/7");
    const Answer again = site.import(mended);
    EXPECT_EQ(again.status, 0) << again.output << again.error;
    EXPECT_TRUE(site.items().contains("items/2013/t-2013-002.md"));
}

TEST(Import, what_names_a_refused_row_falls_with_it) {
    const ImportSite site;
    const std::string with_links = header.substr(0, header.size() - 1) + ",相关信息\n";
    const auto linked = [](std::string line, const std::string& to) { return line.substr(0, line.size() - 1) + "," + to + "\n"; };
    const std::string table = with_links + linked(row(1), "T-2013-002") + linked(row(2), "T-2013-003") + linked(row(3, "", "2013/1/7"), "") + linked(row(4), "");
    const Answer answer = site.import(table, {"--partial"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_TRUE(has(answer.output, "1 imported, 3 refused")) << answer.output;
    EXPECT_TRUE(has(answer.output, "row 2: column J “相关信息”: [E303]")) << answer.output;
    EXPECT_EQ(run_mulu({"check", "--root", site.root(), "--now", "2026-01-31"}).status, 0);
}

TEST(Import, rows_may_name_each_other) {
    const ImportSite site;
    const std::string with_links = header.substr(0, header.size() - 1) + ",相关信息\n";
    const auto linked = [](std::string line, const std::string& to) { return line.substr(0, line.size() - 1) + ",\"" + to + "\"\n"; };
    const Answer answer = site.import(with_links + linked(row(1), "T-2013-002、T-2025-001") + linked(row(2), "T-2013-001"));
    EXPECT_EQ(answer.status, 0) << answer.output << answer.error;
}

TEST(Import, nothing_that_is_there_is_overwritten_or_doubled) {
    const ImportSite site;
    ASSERT_EQ(site.import(header + row(1) + row(2)).status, 0);
    const Tree before = site.items();
    Answer answer = site.import(header + row(1) + row(2));
    EXPECT_EQ(answer.status, 0) << answer.output;
    EXPECT_TRUE(has(answer.output, "2 in the site already, 0 refused")) << answer.output;
    answer = site.import(header + row(1, "别的名称") + row(3) + row(3));
    EXPECT_EQ(answer.status, 1);
    EXPECT_TRUE(has(answer.output, "there is a file content/items/2013/t-2013-001.md")) << answer.output;
    EXPECT_TRUE(has(answer.output, "row 3 has the index number T-2013-003 too")) << answer.output;
    EXPECT_EQ(difference(before, site.items()), "");
    // The same number in another file, and in another case.
    answer = site.import(header + "T-2025-001,甲,zfb,guifan,2013-01-05,2013-01-07,公开,王某,一句话。\n");
    EXPECT_EQ(answer.status, 1);
    EXPECT_TRUE(has(answer.output, "the index number T-2025-001 is that of content/items/2025/")) << answer.output;
    EXPECT_EQ(difference(before, site.items()), "");
}

TEST(Import, columns_that_are_no_key_are_told_or_left_out_on_demand) {
    const ImportSite site;
    const std::string strange = "序号,领导批示," + header;
    const auto numbered = [](const std::string& line) { return "1,同意," + line; };
    Answer answer = site.import(strange + numbered(row(1)));
    EXPECT_EQ(answer.status, 1);
    EXPECT_TRUE(has(answer.error, "[E911]")) << answer.error;
    EXPECT_FALSE(has(answer.error, "序号”")) << answer.error;
    answer = site.import(strange + numbered(row(1)), {"--ignore-unknown"});
    EXPECT_EQ(answer.status, 0) << answer.error;
    EXPECT_TRUE(has(answer.output, "columns left out: 序号、领导批示")) << answer.output;
    answer = site.import("索引号,名称\nT-2013-009,甲\n");
    EXPECT_EQ(answer.status, 1);
    EXPECT_TRUE(has(answer.error, "lacks columns that an item must have: unit, category, created, published")) << answer.error;
    answer = site.import("索引号,名称,生成日期,发布日期,摘要\nT-2013-009,甲,2013.1.5,2013.1.6,一句话。\n", {"--set", "unit=zfb", "--set", "主题分类=规范性文件"});
    EXPECT_EQ(answer.status, 0) << answer.output << answer.error;
    EXPECT_TRUE(has(answer.output, "held back: 1 (H703 1)")) << answer.output;  // nobody has reviewed it
    EXPECT_TRUE(has(read_file(site.root() + "/content/items/2013/t-2013-009.md"), "category: guifan\n"));
}

TEST(Import, tables_of_every_usual_encoding_and_separator) {
    const std::string utf8 = header + row(1);
    const auto converted = [](const std::string& text, const std::string& to) {
        const TempFolder folder;
        write_file(folder / "a", text);
        const Answer answer = run({{"/bin/sh", "-c", "iconv -f UTF-8 -t " + to + " a"}, {}, folder.path()});
        EXPECT_EQ(answer.status, 0) << answer.error;
        return answer.output;
    };
    std::string semicolons = utf8, tabs = utf8;
    for (char& c : semicolons) c = c == ',' ? ';' : c;
    for (char& c : tabs) c = c == ',' ? '\t' : c;
    for (const std::string& bytes : {"\xEF\xBB\xBF" + utf8, converted(utf8, "GB18030"), converted(utf8, "GBK"), converted(tabs, "UTF-16"), semicolons, "sep=;\r\n" + semicolons, tabs}) {
        const ImportSite site;
        const Answer answer = site.import(bytes);
        EXPECT_EQ(answer.status, 0) << answer.output << answer.error;
        EXPECT_TRUE(site.items().contains("items/2013/t-2013-001.md"));
    }
    const ImportSite site;
    EXPECT_EQ(site.import(converted(utf8, "GB18030"), {"--encoding", "gb18030"}).status, 0);
    EXPECT_EQ(site.import("PK\x03\x04 a workbook").status, 2);
    EXPECT_EQ(site.import("").status, 2);
    EXPECT_EQ(site.import(utf8, {"--into", "../elsewhere"}).status, 2);
    EXPECT_EQ(site.import(utf8, {"--into", "content/items/../x"}).status, 2);
    EXPECT_EQ(run_mulu({"import", site.path("none.csv"), "--root", site.root()}).status, 2);
}

TEST(Import, whatever_change_fails_the_site_is_the_old_or_the_new) {
    const ImportSite site;
    const std::string table = site.table(header + row(1) + row(2) + row(3, "甲", "2014/1/7"));
    const Tree before = site.items();
    Options options;
    options.root = site.root();
    options.installed = MULU_SOURCE_DIR;
    options.now = "2026-01-31";
    options.quiet = true;
    ImportOptions import;
    import.file = table;
    unsigned failures = 0;
    for (unsigned nth = 1;; ++nth) {
        FaultyDisk disk(nth);
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const Exit exit = run_import(options, import, disk);
        testing::internal::GetCapturedStdout();
        testing::internal::GetCapturedStderr();
        if (!disk.has_failed()) {
            EXPECT_EQ(exit, Exit::well);
            break;
        }
        ++failures;
        Tree after = site.items();
        std::erase_if(after, [](const auto& file) { return file.first.starts_with(".mulu-import/"); });
        if (exit == Exit::machine) {
            EXPECT_EQ(difference(before, after), "") << "change " << nth;
        } else {  // what failed was to tidy up
            EXPECT_EQ(after.size(), before.size() + 3) << "change " << nth;
            for (const char* path : {"2013/t-2013-001.md", "2013/t-2013-002.md", "2014/t-2014-003.md", "2014/t-2013-003.md"}) std::filesystem::remove(site.root() + "/content/items/" + path);
        }
        ASSERT_LT(nth, 100U);
    }
    EXPECT_GT(failures, 8U);
}

TEST(Import, an_import_that_was_killed_is_finished_by_the_next) {
    const std::string table = header + row(1) + row(2) + row(3);
    for (unsigned nth = 1; nth < 16; ++nth) {
        const ImportSite site;
        Options options;
        options.root = site.root();
        options.installed = MULU_SOURCE_DIR;
        options.now = "2026-01-31";
        options.quiet = true;
        ImportOptions import;
        import.file = site.table(table);
        FaultyDisk disk(Fault{nth, 0, ENOSPC, false, true});
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        (void)run_import(options, import, disk);
        testing::internal::GetCapturedStdout();
        testing::internal::GetCapturedStderr();
        const Answer answer = site.import(table);
        EXPECT_EQ(answer.status, 0) << nth << answer.output << answer.error;
        for (const char* name : {"001", "002", "003"}) EXPECT_TRUE(site.items().contains("items/2013/t-2013-" + std::string(name) + ".md")) << nth;
        EXPECT_FALSE(exists(site.root() + "/content/.mulu-import")) << nth;
    }
}
