// SPDX-License-Identifier: Apache-2.0
#include "intake/fields.hpp"

#include <gtest/gtest.h>

#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

/// The codes that `act` raises on the item that `text` writes.
template <class Act>
std::string codes(const std::string& text, const Act& act) {
    const YamlNode node = yaml_of(text);
    Diagnostics diagnostics;
    RecordFields fields(node, record::item, diagnostics);
    Diagnostics only;
    const std::size_t before = diagnostics.all().size();
    act(fields);
    for (std::size_t i = before; i < diagnostics.all().size(); ++i) only.add(diagnostics.all()[i]);
    return codes_of(only);
}

}  // namespace

TEST(RecordFields, reads_by_either_name) {
    EXPECT_EQ(codes("标题: 通知\n发布日期: 2025-01-02 03:04\n草稿: 是\n主题词: [甲, 乙]\n公开形式: 公开栏\n", [](RecordFields& fields) {
                  EXPECT_EQ(fields.text("title"), "通知");
                  EXPECT_EQ(fields.moment("published")->minute(), 4U);
                  EXPECT_EQ(fields.yes_no("draft"), true);
                  EXPECT_EQ(fields.texts("keywords"), (std::vector<std::string>{"甲", "乙"}));
                  EXPECT_EQ(fields.terms("channels"), std::vector<std::string>{"board"});
                  EXPECT_FALSE(fields.has("index"));
                  EXPECT_EQ(fields.text("index"), "");
              }),
              "");
}

TEST(RecordFields, keeps_numbers_as_they_are_written) {
    codes("index: 000123456789012345678\ntitle: 1.10\n", [](RecordFields& fields) {
        EXPECT_EQ(fields.text("index"), "000123456789012345678");
        EXPECT_EQ(fields.text("title"), "1.10");
    });
}

TEST(RecordFields, reports_unknown_doubled_and_missing_keys) {
    const YamlNode node = yaml_of("titel: 通知\nindex: A\n索引号: B\n");
    Diagnostics diagnostics;
    const RecordFields fields(node, record::item, diagnostics);
    EXPECT_FALSE(fields.sound());
    EXPECT_EQ(codes_of(diagnostics), "E101 test.yml:1:1\nE103 test.yml:1:1\nE103 test.yml:1:1\nE103 test.yml:1:1\nE103 test.yml:1:1\nE103 test.yml:1:1\nE102 test.yml:3:1\n");
    EXPECT_EQ(diagnostics.sorted()[0].args.at(1).en, "did you mean “title”?");
}

TEST(RecordFields, takes_the_sites_own_keys) {
    const YamlNode node = yaml_of("x-office: 综合科\n");
    Diagnostics diagnostics;
    const RecordFields fields(node, record::page, diagnostics, {"x-office"});
    EXPECT_EQ(codes_of(diagnostics), "E103 test.yml:1:1\n");
}

TEST(RecordFields, reports_values_of_the_wrong_kind) {
    EXPECT_EQ(codes("title: [a]\nkeywords: {a: b}\nreview: 公开\ncreated: [1]\n", [](RecordFields& fields) {
                  EXPECT_EQ(fields.text("title"), "");
                  EXPECT_TRUE(fields.texts("keywords").empty());
                  EXPECT_FALSE(fields.group("review")->sound());
                  EXPECT_FALSE(fields.date("created"));
              }),
              "E017 test.yml:1:8\nE017 test.yml:2:11\nE017 test.yml:3:9\nE017 test.yml:4:10\n");
}

TEST(RecordFields, reports_values_that_cannot_be) {
    EXPECT_EQ(codes("unit: ZFB\ncreated: 2025-02-30\npublished: 2025-01-01 24:00\ndraft: 也许\naccess: 公开\nchannels: [政府网站, 微信群]\n", [](RecordFields& fields) {
                  EXPECT_EQ(fields.id("unit"), "");
                  EXPECT_FALSE(fields.date("created"));
                  EXPECT_FALSE(fields.moment("published"));
                  EXPECT_FALSE(fields.yes_no("draft"));
                  EXPECT_FALSE(fields.term("access"));
                  EXPECT_EQ(fields.terms("channels"), std::vector<std::string>{"website"}) << "the sound ones stand";
              }),
              "E107 test.yml:1:7\nE203 test.yml:2:10\nE203 test.yml:3:12\nE118 test.yml:4:8\nE105 test.yml:5:9\nE105 test.yml:6:18\n");
}

TEST(RecordFields, lets_optional_values_be_empty_and_required_ones_not) {
    EXPECT_EQ(codes("title:\ndoc_no:\nsummary: '  '\nkeywords:\n", [](RecordFields& fields) {
                  EXPECT_EQ(fields.text("title"), "");
                  EXPECT_EQ(fields.text("doc_no"), "");
                  EXPECT_EQ(fields.text("summary"), "");
                  EXPECT_TRUE(fields.texts("keywords").empty());
                  EXPECT_FALSE(fields.sound());
              }),
              "E104 test.yml:1:1\n");
}

TEST(RecordFields, limits_texts) {
    std::string long_text;
    for (int i = 0; i < 501; ++i) long_text += "字";
    EXPECT_EQ(codes("title: " + long_text + "\n", [](RecordFields& fields) { EXPECT_EQ(fields.text("title"), ""); }), "E201 test.yml:1:8\n");
    EXPECT_EQ(codes("title: a\xEF\x82\xB7" "b\n", [](RecordFields& fields) { fields.text("title"); }), "W004 test.yml:1:9\n") << "the character itself is marked";
    EXPECT_EQ(codes("title: a\xEF\xBF\xBE" "b\n", [](RecordFields& fields) { fields.text("title"); }), "E210 test.yml:1:9\n") << "U+FFFE is refused";
}

TEST(RecordFields, tells_lost_and_invisible_characters_where_they_are) {
    const auto title = [](RecordFields& fields) { EXPECT_NE(fields.text("title"), ""); };
    EXPECT_EQ(codes("title: 防\uFFFD汛\n", title), "W008 test.yml:1:9\n");
    EXPECT_EQ(codes("title: 防\u200B汛\n", title), "W009 test.yml:1:9\n");
    EXPECT_EQ(codes("title: \"防\u200B汛\"\n", title), "W009 test.yml:1:10\n") << "within quotes";
    EXPECT_EQ(codes("index: a\xEF\x82\xB7\n", [](RecordFields& fields) { EXPECT_EQ(fields.text("index"), ""); }), "E210 test.yml:1:9\n") << "an index number is for ever";
}

TEST(RecordFields, reads_lists_in_full_width_marks_and_tells_them) {
    const auto two = [](RecordFields& fields) { EXPECT_EQ(fields.texts("keywords"), (std::vector<std::string>{"防汛", "抗旱"})); };
    EXPECT_EQ(codes("keywords: [防汛，抗旱]\n", two), "W210 test.yml:1:12\n");
    EXPECT_EQ(codes("keywords: 【防汛，抗旱】\n", two), "W210 test.yml:1:11\n");
    EXPECT_EQ(codes("keywords: 防汛，抗旱\n", two), "W210 test.yml:1:11\n");
    EXPECT_EQ(codes("keywords: [\"防汛，抗旱\"]\n", [](RecordFields& fields) { EXPECT_EQ(fields.texts("keywords").size(), 1U); }), "") << "meant so";
    EXPECT_EQ(codes("keywords:\n  -防汛\n  -抗旱\n", [](RecordFields& fields) { EXPECT_TRUE(fields.texts("keywords").empty()); }), "E010 test.yml:2:3\n");
    EXPECT_EQ(codes("keywords: -防汛\n", [](RecordFields& fields) { EXPECT_EQ(fields.texts("keywords").size(), 1U); }), "");
}

TEST(RecordFields, does_not_miss_a_key_that_is_there_in_capitals) {
    const YamlNode node = yaml_of("Title: 防汛\n");
    Diagnostics diagnostics;
    EXPECT_FALSE(RecordFields(node, record::item, diagnostics).sound());
    const Words title = record::item.find("title")->name();
    std::size_t told = 0;
    for (const Diagnostic& each : diagnostics.all()) {
        if (each.code == Code::E101) ++told;
        else EXPECT_NE(each.args.at(0).zh, title.zh) << "one finding is enough";
    }
    EXPECT_EQ(told, 1U);
}

TEST(RecordFields, takes_one_mapping_for_a_list_of_one) {
    codes("corrections: {on: 2025-01-01, note: 改}\n", [](RecordFields& fields) { EXPECT_EQ(fields.groups("corrections").size(), 1U); });
    codes("corrections: [{on: 2025-01-01, note: 改}, {on: 2025-01-02, note: 改}]\n", [](RecordFields& fields) { EXPECT_EQ(fields.groups("corrections").size(), 2U); });
}

TEST(Vocabularies, name_the_nearest_term_of_either_language) {
    namespace v = vocabulary;
    for (const Vocabulary* each : {&v::access, &v::channels, &v::normative, &v::validity, &v::steps, &v::review_result, &v::shown, &v::unit_kind, &v::period, &v::counted_from, &v::review_rule, &v::held_or_warning, &v::levels}) {
        for (const Term& term : each->terms) {
            EXPECT_TRUE(words_of_terms(std::string(term.zh) + "的", *each).zh.starts_with("是不是“" + std::string(term.zh) + "”？可以是：")) << each->name << " " << term.zh;
            if (term.en.size() <= 2) continue;
            EXPECT_TRUE(words_of_terms(std::string(term.en) + "x", *each).en.starts_with("did you mean “" + std::string(term.en) + "”? One of: ")) << term.en;
        }
        EXPECT_TRUE(words_of_terms("毫不相干的话", *each).zh.starts_with("可以是：")) << each->name;
    }
}
