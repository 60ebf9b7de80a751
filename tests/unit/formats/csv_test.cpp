// SPDX-License-Identifier: Apache-2.0
#include "formats/csv.hpp"

#include <gtest/gtest.h>

using namespace mulu;

namespace {

struct Read {
    std::optional<Source> source;
    std::optional<std::vector<CsvRow>> rows;
    Diagnostics diagnostics;
};

Read read(const std::string& text, char separator = ',', const CsvLimits& limits = {}) {
    Read result;
    result.source = Source::make("a.csv", text, result.diagnostics);
    if (result.source) result.rows = parse_csv(*result.source, separator, result.diagnostics, limits);
    return result;
}

std::vector<std::vector<std::string>> texts(const Read& read) {
    std::vector<std::vector<std::string>> all;
    for (const CsvRow& row : *read.rows) {
        all.emplace_back();
        for (const CsvField& field : row.fields) all.back().push_back(field.text);
    }
    return all;
}

using Texts = std::vector<std::vector<std::string>>;

}  // namespace

TEST(Csv, reads_fields_plain_and_quoted) {
    EXPECT_EQ(texts(read("a,b\n1,2\n")), (Texts{{"a", "b"}, {"1", "2"}}));
    EXPECT_EQ(texts(read("a,\"b\"\"c\"\"\",\"x,y\"\n")), (Texts{{"a", "b\"c\"", "x,y"}}));
    EXPECT_EQ(texts(read("a,\"二\n行\"\nb,")), (Texts{{"a", "二\n行"}, {"b", ""}}));
    EXPECT_EQ(texts(read("\xEF\xBB\xBF名称,索引号\r\n甲,乙\r\n")), (Texts{{"名称", "索引号"}, {"甲", "乙"}}));
    EXPECT_EQ(texts(read("a")), (Texts{{"a"}}));
    EXPECT_EQ(texts(read("关于\"三公\"经费,x\n")), (Texts{{"关于\"三公\"经费", "x"}}));
    EXPECT_EQ(texts(read("")), Texts{});
}

TEST(Csv, counts_rows_as_a_spreadsheet_does) {
    const Read result = read("a\n\n\"b\nc\"\nd\n");
    ASSERT_EQ(result.rows->size(), 3U);
    EXPECT_EQ((*result.rows)[1].number, 3U);
    EXPECT_EQ((*result.rows)[2].number, 4U);
}

TEST(Csv, fields_know_their_places) {
    const Read result = read("名称,\"文 \"\"号\"\"\"\n");
    const CsvField& field = (*result.rows)[0].fields[1];
    const Place place = result.source->place(field.begin);
    EXPECT_EQ(place.line, 1U);
    EXPECT_EQ(place.column, 4U);
    EXPECT_EQ(result.source->text().substr(field.begin, field.length), "\"文 \"\"号\"\"\"");
}

TEST(Csv, finds_what_separates) {
    EXPECT_EQ(separator_of("a,b;c,d\n;;;;"), ',');
    EXPECT_EQ(separator_of("a;b;c"), ';');
    EXPECT_EQ(separator_of("a\tb"), '\t');
    EXPECT_EQ(separator_of("\"a;b;c;d\",b"), ',');
    EXPECT_EQ(separator_of("a"), ',');
    EXPECT_EQ(separator_of("sep=|\na|b"), '|');
    EXPECT_EQ(texts(read("sep=;\na;b\n", ';')), (Texts{{"a", "b"}}));
    EXPECT_EQ((*read("sep=;\na;b\n", ';').rows)[0].number, 1U);
}

TEST(Csv, text_behind_a_quotation_mark_is_reported_and_the_next_row_read) {
    const Read result = read("a\n\"b\"c,d\ne\n");
    ASSERT_TRUE(result.rows);
    ASSERT_EQ(result.diagnostics.all().size(), 1U);
    EXPECT_EQ(result.diagnostics.all()[0].code, Code::E912);
    EXPECT_EQ(result.diagnostics.all()[0].at, Place("a.csv", 2, 4, 1));
    EXPECT_FALSE((*result.rows)[1].sound);
    EXPECT_EQ(texts(result), (Texts{{"a"}, {"bc", "d"}, {"e"}}));
}

TEST(Csv, a_quotation_mark_that_is_never_closed_ends_it) {
    const Read result = read("a\nb,\"c\nd\n");
    EXPECT_FALSE(result.rows);
    ASSERT_EQ(result.diagnostics.all().size(), 1U);
    EXPECT_EQ(result.diagnostics.all()[0].at.line, 2U);
    EXPECT_EQ(result.diagnostics.all()[0].at.column, 3U);
}

TEST(Csv, has_limits) {
    CsvLimits limits;
    limits.columns = 2;
    EXPECT_TRUE(read("a,b\n", ',', limits).rows);
    EXPECT_FALSE(read("a,b,c\n", ',', limits).rows);
    limits = {};
    limits.fields = 3;
    EXPECT_TRUE(read("a,b\nc\n", ',', limits).rows);
    EXPECT_FALSE(read("a,b\nc,d\n", ',', limits).rows);
}

TEST(Csv, names_columns_as_a_spreadsheet_does) {
    EXPECT_EQ(column_letters(0), "A");
    EXPECT_EQ(column_letters(25), "Z");
    EXPECT_EQ(column_letters(26), "AA");
    EXPECT_EQ(column_letters(701), "ZZ");
    EXPECT_EQ(column_letters(702), "AAA");
}
