// SPDX-License-Identifier: Apache-2.0
#include "render/sheet.hpp"

#include <cstdlib>
#include <thread>

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

using namespace mulu;

namespace {

TableCell cell(const std::string& text, unsigned colspan = 1, unsigned rowspan = 1) {
    TableCell made;
    made.text = text;
    made.colspan = colspan;
    made.rowspan = rowspan;
    return made;
}

TableCell number(const std::string& text) {
    TableCell made = cell(text);
    made.number = true;
    return made;
}

Workbook book() {
    Workbook workbook{"2025年统计", "某县人民政府", *make_date(2026, 3, 10), {}};
    Table table;
    table.caption = "申请情况";
    table.head = {{cell("项目", 1, 2), cell("申请人", 2)}, {cell("自然人"), cell("企业")}};
    table.body = {{cell("新收"), number("43"), number("119.02")}, {cell("=1+1"), number("—"), number("-5")}, {cell("不知"), number(""), number("0")}};
    workbook.sheets.push_back({"申请[2025]", table});
    return workbook;
}

/// The file `name` of a zip archive.
std::string unzipped(const std::string& bytes, const std::string& name) {
    std::string found;
    archive* const zip = archive_read_new();
    archive_read_support_format_zip(zip);
    EXPECT_EQ(archive_read_open_memory(zip, bytes.data(), bytes.size()), ARCHIVE_OK);
    for (archive_entry* entry = nullptr; archive_read_next_header(zip, &entry) == ARCHIVE_OK;) {
        if (archive_entry_pathname(entry) != name) continue;
        char part[4096];
        for (la_ssize_t got = 0; (got = archive_read_data(zip, part, sizeof part)) > 0;) found.append(part, static_cast<std::size_t>(got));
    }
    archive_read_free(zip);
    EXPECT_FALSE(found.empty()) << name;
    return found;
}

void expect_in(const std::string& text, std::initializer_list<const char*> parts) {
    for (const char* part : parts) EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
}

}  // namespace

TEST(Sheet, merges_heads_and_writes_figures_as_numbers) {
    const auto bytes = workbook_bytes(book());
    ASSERT_TRUE(bytes);
    const std::string sheet = unzipped(*bytes, "xl/worksheets/sheet1.xml");
    expect_in(sheet, {"<mergeCell ref=\"A1:C1\"/>", "<mergeCell ref=\"A2:A3\"/>", "<mergeCell ref=\"B2:C2\"/>", "<v>43</v>", "<v>119.02</v>", "<v>-5</v>", "<v>0</v>"});
    EXPECT_NE(sheet.find("<c r=\"B6\" s="), std::string::npos) << sheet;
    EXPECT_EQ(sheet.find("<v></v>"), std::string::npos);
    expect_in(sheet.substr(sheet.find("<c r=\"B6\""), 40), {"/><c r=\"C6\""});
    EXPECT_EQ(sheet.find("<f>"), std::string::npos) << "a text that looks like a formula is a text";
    expect_in(unzipped(*bytes, "xl/sharedStrings.xml"), {"<t>申请人</t>", "<t>=1+1</t>", "<t>—</t>"});
    expect_in(unzipped(*bytes, "xl/workbook.xml"), {"name=\"申请 2025\""});
}

TEST(Sheet, has_no_date_but_the_one_it_is_given) {
    const auto bytes = workbook_bytes(book());
    ASSERT_TRUE(bytes);
    const std::string core = unzipped(*bytes, "docProps/core.xml");
    expect_in(core, {"2026-03-10T00:00:00Z</dcterms:created>", "2026-03-10T00:00:00Z</dcterms:modified>"});
    // The time stamps of the archive's own files are constant: 1980-01-01 00:00 in the form of a zip's central directory.
    std::size_t files = 0;
    for (std::size_t at = bytes->find("PK\1\2"); at != std::string::npos; at = bytes->find("PK\1\2", at + 4)) {
        EXPECT_EQ(bytes->substr(at + 12, 4), std::string("\0\0\x21\0", 4));
        ++files;
    }
    EXPECT_EQ(files, 10U);
    Workbook first = book();
    first.created = Date{0};  // 1970-01-01 must not be taken for “now”
    expect_in(unzipped(*workbook_bytes(first), "docProps/core.xml"), {"1970-01-01T00:00:01Z"});
}

TEST(Sheet, is_the_same_bytes_in_any_zone_and_thread) {
    const auto expected = workbook_bytes(book());
    ASSERT_TRUE(expected);
    ::setenv("TZ", "Asia/Shanghai", 1);
    ::tzset();
    std::vector<std::string> made(4);
    std::vector<std::thread> threads;
    for (std::string& each : made) threads.emplace_back([&] { each = *workbook_bytes(book()); });
    for (std::thread& thread : threads) thread.join();
    ::unsetenv("TZ");
    ::tzset();
    for (const std::string& each : made) EXPECT_EQ(each, *expected);
}

TEST(Sheet, names_tabs_as_spreadsheets_allow) {
    Workbook workbook = book();
    const Table table = workbook.sheets[0].table;
    workbook.sheets = {{"同名", table}, {"同名", table}, {"'/?*:'", table}, {std::string("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五"), table}};
    const auto bytes = workbook_bytes(workbook);
    ASSERT_TRUE(bytes);
    expect_in(unzipped(*bytes, "xl/workbook.xml"), {"name=\"同名\"", "name=\"同名 (2)\"", "name=\"Sheet\"", "name=\"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一\""});
}

TEST(Sheet, cuts_short_what_would_overlap_or_reach_out) {
    Table table;
    table.body = {{cell("a"), cell("b", 1, 2)}, {cell("c", 3, 5)}};
    const auto placed = lay_out(table);
    ASSERT_EQ(placed.size(), 3U);
    EXPECT_EQ(placed[2].row, 1U);
    EXPECT_EQ(placed[2].column, 0U);
    EXPECT_EQ(placed[2].columns, 1U) << "b is in the way";
    EXPECT_EQ(placed[2].rows, 1U) << "the table ends";
    Workbook workbook = book();
    workbook.sheets[0].table = table;
    EXPECT_TRUE(workbook_bytes(workbook));
}

TEST(Sheet, digest_tells_a_changed_cell) {
    Workbook workbook = book();
    const Digest before = digest_of_workbook(workbook);
    EXPECT_EQ(digest_of_workbook(book()), before);
    workbook.sheets[0].table.body[0][1].text = "44";
    EXPECT_NE(digest_of_workbook(workbook), before);
}
