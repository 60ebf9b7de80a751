// SPDX-License-Identifier: Apache-2.0
#include "intake/form_reader.hpp"

#include <gtest/gtest.h>

#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

std::optional<Form> read(const std::string& text, std::string& codes) {
    Diagnostics diagnostics;
    auto form = read_form(yaml_of(text), diagnostics);
    codes = codes_of(diagnostics);
    return form;
}

}  // namespace

TEST(Braces, multiply) {
    EXPECT_EQ(expand_braces("a.b"), std::vector<std::string>{"a.b"});
    EXPECT_EQ(expand_braces("a.{b, c}.{d,e}"), (std::vector<std::string>{"a.b.d", "a.b.e", "a.c.d", "a.c.e"}));
    EXPECT_EQ(expand_braces("a.{b"), std::vector<std::string>{"a.{b"});
}

TEST(Form, reads_keys_indicators_tables_and_relations) {
    std::string codes;
    const auto form = read("id: \"x\"\nname: {zh: 表, en: Table}\nyears: {from: 2010, to: 2012}\nkeys: [\"a.{b,c}\", d]\n"
                           "indicators:\n  - {key: total, label: 总数, value: \"sum(a.*)\"}\n"
                           "tables:\n  - name: t\n    heading: 表\n    caption: \"{year}\"\n    head: [[{text: 甲, colspan: 2}]]\n    body: [[行, \"=a.{b,c}\"], [{value: total, level: 1, header: yes}]]\n"
                           "relations:\n  - {id: R1, holds: \"a.{b,c} <= d\", words: {zh: 不大于, en: at most}, level: warning}\n  - {id: R2, holds: total = a.b + a.c, words: 相等}\n",
                           codes);
    ASSERT_TRUE(form) << codes;
    EXPECT_EQ(codes, "");
    EXPECT_EQ(form->keys, (std::vector<std::string>{"a.b", "a.c", "d"}));
    EXPECT_EQ(form->from, 2010);
    ASSERT_EQ(form->indicators.size(), 1U);
    ASSERT_EQ(form->tables.size(), 1U);
    EXPECT_EQ(form->tables[0].head[0][0].colspan, 2U);
    EXPECT_TRUE(form->tables[0].head[0][0].header);
    ASSERT_EQ(form->tables[0].body[0].size(), 3U) << "a word and the two figures of the braces";
    EXPECT_FALSE(form->tables[0].body[0][0].value);
    EXPECT_TRUE(form->tables[0].body[0][2].value);
    EXPECT_TRUE(form->tables[0].body[1][0].header);
    ASSERT_EQ(form->relations.size(), 3U) << "the braces of a relation make one for each choice";
    EXPECT_EQ(form->relations[0].sign, Relation::Sign::at_most);
    EXPECT_EQ(form->relations[1].left.key, "a.c");
    EXPECT_TRUE(form->relations[0].warning);
    EXPECT_FALSE(form->relations[2].warning);
}

TEST(Form, tells_every_fault_and_is_then_of_no_use) {
    std::string codes;
    EXPECT_FALSE(read("name: 表\nyears: {from: then}\nkeyz: []\nindicators: [{key: a, value: a +}]\nrelations: [{id: R1, holds: a b}]\n", codes));
    for (const char* code : {"E103", "E106", "E101", "E010"}) EXPECT_NE(codes.find(code), std::string::npos) << code << "\n" << codes;
    EXPECT_FALSE(read("id: x\ntables: [{name: t}, {name: t}]\n", codes));
    EXPECT_EQ(codes, "E108 test.yml:2:21\n") << "two tables would be one file";
    EXPECT_FALSE(read("id: x\ntables: [{name: ../t}]\n", codes));
    EXPECT_EQ(codes, "E107 test.yml:2:10\n");
    EXPECT_FALSE(read("- a\n", codes));
    EXPECT_EQ(codes, "E017 test.yml:1:1\n");
}
