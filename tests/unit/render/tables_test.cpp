// SPDX-License-Identifier: Apache-2.0
#include "render/tables.hpp"

#include <gtest/gtest.h>

#include "support/catalogue_builder.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

TableCell cell(const std::string& text, unsigned colspan = 1, unsigned rowspan = 1) {
    TableCell made;
    made.text = text;
    made.colspan = colspan;
    made.rowspan = rowspan;
    return made;
}

std::string csv(const std::vector<std::vector<TableCell>>& head, const std::vector<std::vector<TableCell>>& body) {
    Table table;
    table.head = head;
    table.body = body;
    const std::string text = table_csv(table);
    EXPECT_TRUE(text.starts_with("\xEF\xBB\xBF"));
    return text.substr(3);
}

}  // namespace

TEST(TableCsv, keeps_columns_aligned_under_merged_heads) {
    EXPECT_EQ(csv({{cell("a", 1, 2), cell("b", 2)}, {cell("c"), cell("d")}}, {{cell("1"), cell("2"), cell("3")}}), "a,b,\r\n,c,d\r\n1,2,3\r\n");
}

TEST(TableCsv, pushes_cells_right_of_a_merged_row) {
    EXPECT_EQ(csv({}, {{cell("a", 1, 3), cell("b", 1, 2), cell("1")}, {cell("2")}, {cell("c"), cell("3")}, {cell("d"), cell("e"), cell("4")}}),
              "a,b,1\r\n,,2\r\n,c,3\r\nd,e,4\r\n");
}

TEST(TableCsv, holds_blocks_of_both_spans) {
    EXPECT_EQ(csv({{cell("corner", 2, 2), cell("x")}, {cell("y")}}, {{cell("p"), cell("q"), cell("r")}}), "corner,,x\r\n,,y\r\np,q,r\r\n");
}

TEST(TableCsv, gives_every_row_the_same_number_of_cells) {
    EXPECT_EQ(csv({}, {{cell("a")}, {cell("b"), cell("c"), cell("d")}, {}}), "a,,\r\nb,c,d\r\n,,\r\n");
}

TEST(TableCsv, quotes_and_disarms) {
    EXPECT_EQ(csv({}, {{cell("a,b"), cell("say \"x\""), cell("=1+1"), cell("-5"), cell("two\nlines")}}), "\"a,b\",\"say \"\"x\"\"\",'=1+1,-5,\"two\nlines\"\r\n");
}

TEST(Tables, show_an_unknown_number_to_people_and_leave_its_cell_empty_to_programs) {
    Table table;
    table.body = {{cell("row"), cell(""), cell("0")}};
    table.body[0][1].number = table.body[0][2].number = true;
    EXPECT_NE(table_html(table).find("<td class=\"number\">—</td><td class=\"number\">0</td>"), std::string::npos) << table_html(table);
    EXPECT_EQ(csv({}, table.body), "row,,0\r\n");
}

TEST(TableHtml, marks_heads_and_escapes) {
    Table table;
    table.caption = "<表>";
    table.head = {{cell("a & b", 2)}, {cell("c"), cell("d")}};
    table.body = {{cell("row"), cell("<1>")}};
    table.body[0][0].header = true;
    table.body[0][0].level = 2;
    table.body[0][1].number = true;
    const std::string html = table_html(table);
    for (const char* part : {"<caption>&lt;表&gt;</caption>", "<th colspan=\"2\" scope=\"colgroup\">a &amp; b</th>", "<th scope=\"col\">c</th>",
                             "<th scope=\"row\" class=\"level-2\">row</th>", "<td class=\"number\">&lt;1&gt;</td>", "aria-label=\"&lt;表&gt;\""}) {
        EXPECT_NE(html.find(part), std::string::npos) << part << " is not in\n" << html;
    }
}

TEST(FormTable, is_filled_with_figures_and_words) {
    CatalogueBuilder builder;
    builder.unit("u");
    builder.category("c");
    builder.registers(2020).entries.emplace_back().figures["a"] = {Figure::whole(12), {}};
    Form form;
    form.id = "f";
    form.keys = {"a", "b"};
    builder.raw().forms = {form};
    const Catalogue catalogue = builder.make();
    const Indexes indexes = make_indexes(catalogue);
    Figures figures(catalogue, indexes, catalogue.forms[0], no_ref);
    FormTable from;
    from.caption = Words("{organ}{year}年", "{organ}, {year}");
    from.body.resize(1);
    from.body[0].resize(3);
    from.body[0][0].text = Words("{year}年", "{year}");
    Words fault;
    from.body[0][1].value = parse_expression("a", fault);
    from.body[0][2].value = parse_expression("before(a)", fault);
    const Table zh = fill_table(from, figures, 2020, "县政府", Language::zh), en = fill_table(from, figures, 2020, "County", Language::en);
    EXPECT_EQ(zh.caption, "县政府2020年");
    EXPECT_EQ(en.caption, "County, 2020");
    EXPECT_EQ(zh.body[0][0].text, "2020年");
    EXPECT_EQ(zh.body[0][1].text, "12");
    EXPECT_EQ(zh.body[0][2].text, "0") << "what nobody entered is printed as 0";
}
