// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "commands/import_columns.hpp"
#include "commands/import_text.hpp"
#include "model/schema.hpp"

using namespace mulu;

namespace {

std::string key(std::string_view header) { return key_of_header(header, {}).value_or("?"); }

/// Two governments of one name, one after the other; a tree in which a name stands twice.
Catalogue catalogue() {
    Catalogue all;
    const auto unit = [&](const char* id, const char* name) -> Unit& {
        Unit& added = all.units.emplace_back();
        added.id = id;
        added.name = name;
        return added;
    };
    unit("zfb", "清流县人民政府办公室").code = "01";
    unit("longjin", "龙津镇人民政府").until = make_date(2016, 12, 31);
    unit("longjin2", "龙津镇人民政府").since = make_date(2017, 1, 1);
    const auto category = [&](const char* id, const char* name, Ref parent) {
        Category& added = all.categories.emplace_back();
        added.id = id;
        added.name = name;
        added.parent = parent;
    };
    category("zhengce", "政策文件", no_ref);
    category("zhengce-qita", "其他", 0);
    category("guihua", "规划", no_ref);
    category("guihua-qita", "其他", 2);
    all.topics.push_back({"yusuan", "财政预决算", {}});
    return all;
}

ImportedFile write(const std::vector<std::pair<std::string_view, std::string_view>>& values, BodyForm form = BodyForm::plain) {
    static const Catalogue all = catalogue();
    std::vector<ImportCell> cells;
    for (const auto& [name, text] : values) cells.push_back({name, text, static_cast<std::int32_t>(cells.size())});
    return write_item(cells, ImportNames(all), form);
}

}  // namespace

TEST(ImportColumns, know_the_schema_in_both_languages) {
    for (const FieldSpec& field : record::item.fields) {
        if (field.key == "corrections" || field.key == "allow" || field.key == "withdrawn") continue;
        EXPECT_EQ(key(field.key), field.key);
        EXPECT_EQ(key(field.zh), field.key);
    }
    for (const char* header : {"corrections", "更正", "检查豁免", "备用", "", "："}) EXPECT_EQ(key(header), "?") << header;
}

TEST(ImportColumns, know_what_real_sites_write) {
    EXPECT_EQ(key("索 引 号"), "index");
    EXPECT_EQ(key("索引号："), "index");
    EXPECT_EQ(key("发布日期（必填）"), "published");
    EXPECT_EQ(key("ＴＩＴＬＥ"), "title");
    EXPECT_EQ(key("*发文机关"), "unit");
    EXPECT_EQ(key("成文日期"), "created");
    EXPECT_EQ(key("备注/文号"), "doc_no");
    EXPECT_EQ(key("公开方式"), "access");
    EXPECT_EQ(key("公开形式"), "channels");
    EXPECT_EQ(key("关键词"), "keywords");
    EXPECT_EQ(key("正文"), "body");
    EXPECT_EQ(key("审查人"), "review.by");
    EXPECT_EQ(key("review.on"), "review.on");
    EXPECT_EQ(key("序号"), "");
    EXPECT_EQ(key("点击数"), "");
    SiteField own;
    own.key = "x-format";
    own.name = "信息格式";
    EXPECT_EQ(key_of_header("信息格式", {own}), "x-format");
    EXPECT_EQ(key_of_header("X-Format", {own}), "x-format");
}

TEST(ImportedDate, reads_what_offices_and_spreadsheets_write) {
    const std::pair<const char*, const char*> good[] = {
        {"2013-01-05", "2013-01-05"},       {"2013/1/5", "2013-01-05"},           {"2013.1.5", "2013-01-05"},        {"2013年1月5日", "2013-01-05"},
        {"２０１３年１月５日", "2013-01-05"}, {"20130105", "2013-01-05"},           {" 2013年 1月 5日 ", "2013-01-05"}, {"2013/1/5 0:00:00", "2013-01-05"},
        {"2013/1/5 0:00", "2013-01-05"},    {"2013/1/5 8:05", "2013-01-05 08:05"}, {"2013-01-05T10:42:07", "2013-01-05 10:42:07"}, {"2013年1月5日9时30分", "2013-01-05 09:30"},
        {"41279", "2013-01-05"},            {"41279.5", "2013-01-05 12:00"},      {"42370", "2016-01-01"},           {"2016-2-29", "2016-02-29"}};
    for (const auto& [text, date] : good) EXPECT_EQ(imported_date(text).value_or("none"), date) << text;
    for (const char* text : {"", "2013", "2013-1", "2013-13-1", "2013-2-29", "1/5/2013", "05-01-2013", "5-Jan-13", "2013年", "20131305", "2013-01-05 25:00", "2013-01-05x", "12345", "99999", "2013/1/5/6",
                             "二〇一三年"}) {
        EXPECT_FALSE(imported_date(text)) << text;
    }
}

TEST(ImportNames, find_ids_where_that_is_certain) {
    const Catalogue all = catalogue();
    const ImportNames names(all);
    EXPECT_EQ(names.id_of("unit", "zfb", {}), "zfb");
    EXPECT_EQ(names.id_of("unit", " 清流县人民政府办公室", {}), "zfb");
    EXPECT_EQ(names.id_of("unit", "01", {}), "zfb");
    EXPECT_EQ(names.id_of("unit", "龙津镇人民政府", make_date(2013, 1, 5)), "longjin");
    EXPECT_EQ(names.id_of("unit", "龙津镇人民政府", make_date(2018, 1, 5)), "longjin2");
    EXPECT_EQ(names.id_of("unit", "龙津镇人民政府", {}), "龙津镇人民政府");
    EXPECT_EQ(names.id_of("category", "规划", {}), "guihua");
    EXPECT_EQ(names.id_of("category", "其他", {}), "其他");
    EXPECT_EQ(names.id_of("category", "规划\\其他", {}), "guihua-qita");
    EXPECT_EQ(names.id_of("category", "政策文件 / 其他", {}), "zhengce-qita");
    EXPECT_EQ(names.id_of("topics", "财政预决算", {}), "yusuan");
    EXPECT_EQ(names.id_of("duty", "没有的事项", {}), "没有的事项");
}

TEST(ImportText, writes_an_item_and_knows_its_lines) {
    const ImportedFile file = write({{"index", "QL-2013-001"}, {"title", "关于防汛的通知"}, {"unit", "清流县人民政府办公室"}, {"category", "规划"}, {"created", "2013/1/5"},
                                     {"published", "2013年1月7日 10:30"}, {"doc_no", "无"}, {"keywords", "防汛 通知"}, {"channels", "政府网站、公开栏"},
                                     {"review", "公开 王某 2013.1.6"}, {"body", "各乡镇：\n　　1. 做好准备。\n\n*注意*"}});
    EXPECT_EQ(file.text,
              "---\n"
              "title: 关于防汛的通知\n"
              "index: QL-2013-001\n"
              "unit: zfb\n"
              "category: guihua\n"
              "created: 2013-01-05\n"
              "published: 2013-01-07 10:30\n"
              "keywords: [防汛, 通知]\n"
              "channels: [政府网站, 公开栏]\n"
              "review:\n"
              "  result: 公开\n"
              "  by: 王某\n"
              "  on: 2013-01-06\n"
              "---\n"
              "各乡镇：\n"
              "\n"
              "1\\. 做好准备。\n"
              "\n"
              "\\*注意\\*\n");
    EXPECT_EQ(file.name, "ql-2013-001.md");
    EXPECT_EQ(file.year, 2013);
    EXPECT_EQ(file.columns, (std::vector<std::int32_t>{-1, 1, 0, 2, 3, 4, 5, 7, 8, 9, 9, 9, 9, -1, 10, 10, 10, 10, 10}));
}

TEST(ImportText, an_item_without_a_body_is_its_files_or_its_summary) {
    EXPECT_EQ(write({{"index", "A/1"}, {"attachments", "预算.pdf；三公.xls"}}).text, "index: A/1\nattachments: [预算.pdf, 三公.xls]\n");
    EXPECT_EQ(write({{"index", "A/1"}, {"attachments", "预算.pdf"}}).name, "a-1.yml");
    EXPECT_EQ(write({{"index", "A"}, {"summary", "一句话。"}}).text, "---\nindex: A\n---\n一句话。\n");
    EXPECT_EQ(write({{"index", "A"}, {"summary", "一句话。"}, {"access", "依申请公开"}}).text, "index: A\nsummary: 一句话。\naccess: 依申请公开\n");
}

TEST(ImportText, keeps_what_it_does_not_understand) {
    EXPECT_EQ(write({{"index", "A"}, {"created", "2013年13月"}, {"unit", "某局"}}).text, "---\nindex: A\nunit: 某局\ncreated: 2013年13月\n---\n");
    EXPECT_EQ(write({{"index", "'=A1"}, {"title", "-"}}).text, "---\ntitle: \"-\"\nindex: \"=A1\"\n---\n");
}

TEST(ImportText, steps_and_withdrawals_from_cells) {
    EXPECT_EQ(write({{"index", "A"}, {"workflow", "提出 2013-1-5 王某；初审 2013-1-6"}, {"withdrawn.on", "2014/2/3"}, {"withdrawn.reason", "内容有误"}}).text,
              "---\nindex: A\nworkflow:\n  - {step: 提出, on: 2013-01-05, by: 王某}\n  - {step: 初审, on: 2013-01-06}\nwithdrawn:\n  on: 2014-02-03\n  reason: 内容有误\n---\n");
}

TEST(ImportText, plain_text_stays_what_it_was) {
    EXPECT_TRUE(write({{"index", "A"}, {"body", "<p>正文</p>"}}).has_html);
    EXPECT_FALSE(write({{"index", "A"}, {"body", "<p>正文</p>"}}, BodyForm::markdown).has_html);
    EXPECT_FALSE(write({{"index", "A"}, {"body", "面积<5亩"}}).has_html);
    EXPECT_EQ(write({{"index", "A"}, {"body", "# 标题\n| a | b |"}}, BodyForm::markdown).text, "---\nindex: A\n---\n# 标题\n| a | b |\n");
    EXPECT_EQ(write({{"index", "A"}, {"body", "# 号\n- 横\n=\na_b [c] <5"}}).text, "---\nindex: A\n---\n\\# 号\n\n\\- 横\n\n\\=\n\na\\_b \\[c\\] \\<5\n");
}
