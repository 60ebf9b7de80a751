// SPDX-License-Identifier: Apache-2.0
#include "formats/yaml.hpp"

#include <chrono>
#include <random>

#include <gtest/gtest.h>

#include "support/yaml_print.hpp"

using namespace mulu;
using mulu::test::print_yaml;

namespace {

struct Read {
    std::string tree;    ///< "none" if there is none
    std::string faults;  ///< "E014 3:1+1 a (1:1); …"
};

Read read(const std::string& text, const YamlLimits& limits = {}) {
    Diagnostics diagnostics;
    const auto source = Source::make("a.yml", text, diagnostics);
    if (!source) return {"no source", ""};
    const auto tree = parse_yaml(*source, source->text(), 1, diagnostics, limits);
    Read result{tree ? print_yaml(*tree) : "none", ""};
    for (const Diagnostic& d : diagnostics.all()) {
        if (!result.faults.empty()) result.faults += "; ";
        result.faults += std::string(words_of(d.code).name) + " ";
        std::string at;
        test::print_place(at, d.at);
        result.faults += at.substr(1);
        for (const Words& arg : d.args) result.faults += " " + arg.zh;
        for (const Note& note : d.notes) result.faults += " (" + std::to_string(note.at.line) + ":" + std::to_string(note.at.column) + ")";
        EXPECT_EQ(d.at.path, "a.yml");
    }
    return result;
}

YamlLimits library() {
    YamlLimits limits;
    limits.reader = YamlReader::library;
    return limits;
}

/// Both readers say this.
void expect_tree(const std::string& text, const std::string& tree) {
    EXPECT_EQ(read(text).tree, tree) << text;
    EXPECT_EQ(read(text, library()).tree, tree) << text;
    EXPECT_EQ(read(text).faults, "") << text;
}

void expect_faults(const std::string& text, const std::string& faults) {
    const Read result = read(text);
    EXPECT_EQ(result.faults, faults) << text;
    EXPECT_EQ(read(text, library()).faults, faults) << text;
}

}  // namespace

TEST(Yaml, gives_every_key_and_value_its_place) {
    expect_tree("标题: 关于公开的通知\nunit: gov\n", "{标题@1:1+2: 关于公开的通知@1:5+7, unit@2:1+4: gov@2:7+3}@1:1+1");
    expect_tree(
        "a:\n  b: 1\n  c:\n    - x\n    - y: 2\n      z: 3\nd: 4\n",
        "{a@1:1+1: {b@2:3+1: 1@2:6+1, c@3:3+1: [x@4:7+1, {y@5:7+1: 2@5:10+1, z@6:7+1: 3@6:10+1}@5:7+1]@4:5+1}@2:3+1, d@7:1+1: 4@7:4+1}@1:1+1");
    expect_tree("a:\n- x\n- y\nb: 1\n", "{a@1:1+1: [x@2:3+1, y@3:3+1]@2:1+1, b@4:1+1: 1@4:4+1}@1:1+1");
    expect_tree("k: [甲, \"乙\", {丙: 丁}]\n", "{k@1:1+1: [甲@1:5+1, \"乙\"@1:8+3, {丙@1:14+1: 丁@1:17+1}@1:13+1]@1:4+1}@1:1+1");
    expect_tree("k: {}\nl: []\n", "{k@1:1+1: {}@1:4+1, l@2:1+1: []@2:4+1}@1:1+1");
}

TEST(Yaml, leaves_scalars_as_they_are_written) {
    expect_tree("a: 0123\nb: no\nc: 1.10\nd: 530000000000000000021\ne: 2013-06-05 10:42\nf: https://a.cn/x?y#z\n",
                "{a@1:1+1: 0123@1:4+4, b@2:1+1: no@2:4+2, c@3:1+1: 1.10@3:4+4, d@4:1+1: 530000000000000000021@4:4+21, "
                "e@5:1+1: 2013-06-05 10:42@5:4+16, f@6:1+1: https://a.cn/x?y#z@6:4+18}@1:1+1");
    expect_tree("a: 'x: y'\nb: \"# z\" # comment\nc: it's 100% \"so\"   # comment\n",
                "{a@1:1+1: \"x: y\"@1:4+6, b@2:1+1: \"# z\"@2:4+5, c@3:1+1: it's 100% \"so\"@3:4+14}@1:1+1");
    expect_tree("a: |\n  x\n   y\n\nb: >-\n  x\n  y\n", "{a@1:1+1: \"x\n y\n\"@1:4+1, b@5:1+1: \"x y\"@5:4+2}@1:1+1");
    expect_tree("a: x\n  y\nb: \"x\n  y\"\nc: 'it''s'\nd: \"a\\tb\\u4e2d\"\n",
                "{a@1:1+1: x y@1:4+1, b@3:1+1: \"x y\"@3:4+2, c@5:1+1: \"it's\"@5:4+7, d@6:1+1: \"a\tb中\"@6:4+12}@1:1+1");
    expect_tree("\"quoted key\": v\nplain key : v\n", "{quoted key@1:1+12: v@1:15+1, plain key@2:1+9: v@2:13+1}@1:1+1");
}

TEST(Yaml, tells_missing_values_from_empty_texts) {
    expect_tree(
        "a:\nb: ~\nc: null\nd: \"\"\ne: # nothing\nf: 'null'\n",
        "{a@1:1+1: null@1:2+1, b@2:1+1: null@2:4+1, c@3:1+1: null@3:4+4, d@4:1+1: \"\"@4:4+2, e@5:1+1: null@5:2+1, f@6:1+1: \"null\"@6:4+6}@1:1+1");
    expect_tree("a:\n  -\n  - ~\n  - x\n  -\n", "{a@1:1+1: [null@2:3+1, null@3:5+1, x@4:5+1, null@5:3+1]@2:3+1}@1:1+1");
    expect_tree("a: {b: , c: ~, d}\n", "{a@1:1+1: {b@1:5+1: null@1:6+1, c@1:10+1: null@1:13+1, d@1:16+1: null@1:16+1}@1:4+1}@1:1+1");
    expect_tree("", "null@1:1+1");
    expect_tree("# only a comment\n\n", "null@1:1+1");
    expect_tree("---\na: 1\n", "{a@2:1+1: 1@2:4+1}@2:1+1");
}

TEST(Yaml, counts_lines_from_the_front_matter) {
    Diagnostics diagnostics;
    const auto source = Source::make("a.md", "---\na: 1\n标题: \"x\"\na: 2\n---\nbody\n", diagnostics);
    const auto parts = split_front_matter(*source, diagnostics);
    for (const YamlLimits& limits : {YamlLimits{}, library()}) {
        Diagnostics found;
        const auto tree = parse_yaml(*source, parts->yaml, parts->yaml_line, found, limits);
        ASSERT_TRUE(tree);
        EXPECT_EQ(print_yaml(*tree), "{a@2:1+1: 1@2:4+1, 标题@3:1+2: \"x\"@3:5+3}@2:1+1");
        ASSERT_EQ(found.all().size(), 1U);
        EXPECT_EQ(found.all()[0].at, (Place{"a.md", 4, 1, 1}));
        EXPECT_EQ(found.all()[0].notes.at(0).at, (Place{"a.md", 2, 1, 1}));
    }
}

TEST(Yaml, the_first_of_duplicate_keys_stands) {
    EXPECT_EQ(read("a: 1\nb: 2\na: {x: 1}\nc: 3\n").tree, "{a@1:1+1: 1@1:4+1, b@2:1+1: 2@2:4+1, c@4:1+1: 3@4:4+1}@1:1+1");
    expect_faults("a: 1\nb: 2\na: 3\n\"a\": 4\n", "E014 3:1+1 a (1:1); E014 4:1+3 a (1:1)");
    expect_faults("x: {a: 1, a: 2}\n", "E014 1:11+1 a (1:5)");
    expect_faults("x:\n  a: 1\ny:\n  a: 1\n", "");
    std::string many;
    for (int i = 0; i < 100; ++i) many += "k" + std::to_string(i) + ": v\n";
    expect_faults(many, "");
    expect_faults(many + "k50: v\n", "E014 101:1+3 k50 (51:1)");
}

TEST(Yaml, names_the_mistakes_of_chinese_keyboards) {
    expect_faults("标题：某某\n", "E012 1:3+1 标题");
    expect_faults("标题：某某\nunit: x\n", "E012 1:3+1 标题");
    expect_faults("unit: x\n标题：某某\n", "E012 2:3+1 标题");
    expect_faults("unit: x\n标题：某某\nnumber: 3\n", "E012 2:3+1 标题");
    expect_faults("unit: x\n标题： 某某：说明\n体裁：通知\nnumber: 3\n", "E012 3:3+1 体裁");
    expect_faults("review:\n  result：公开\n  by: x\n", "E012 2:9+1 result");
    expect_faults("- 标题：y\n  unit: z\n", "E012 1:5+1 标题");
    expect_faults("a: {结果：公开, by: 张}\n", "E012 1:7+1 结果");
    expect_faults("a:\n\tb: 1\n", "E011 2:1+1");
    expect_faults("a: 1\n\tb\n", "E011 2:1+1");
    expect_faults("a:\n  - x\n\t- y\n", "E011 3:1+1");
    expect_tree("a: 说明：x\n", "{a@1:1+1: 说明：x@1:4+4}@1:1+1");
}

TEST(Yaml, names_colons_and_quotes) {
    expect_faults("title: a: b\n", "E018 1:9+1 title");
    expect_faults("标题: 通知: 关于公开\n", "E018 1:7+1 标题");
    expect_faults("- step: a: b\n", "E018 1:10+1 step");
    expect_faults("title: \"abc\nnumber: 3\n", "E019 1:8+4");
    expect_faults("title: \"abc\nnumber: \"def\"\n", "E019 1:8+4");
    expect_faults("title: 'abc\n", "E019 1:8+4");
    expect_faults("- 'x\n", "E019 1:3+2");
    expect_faults("a: [x, 'y\nb: 1\n", "E019 1:8+2");
    expect_faults("title: \"关于\"十四五\"规划的通知\"\n", "E010 1:12+1 引号后面还有文字；值里的引号请用“”");
    expect_faults("- \"a\" b\n", "E010 1:7+1 引号后面还有文字；值里的引号请用“”");
}

TEST(Yaml, refuses_what_is_outside_the_subset) {
    expect_faults("a: &x b\n", "E013 1:4+2 锚点");
    expect_faults("a: *x\n", "E013 1:4+2 别名");
    expect_faults("a: &x b\nc: *x\n", "E013 1:4+2 锚点");
    expect_faults("title: **重要**通知\n", "E013 1:8+8 别名");
    expect_faults("a: !!str b\n", "E013 1:4+5 标签");
    expect_faults("a: !local\n", "E013 1:4+6 标签");
    expect_faults("a: ! b\n", "E013 1:4+1 标签");
    expect_faults("a: !!null\n", "E013 1:4+6 标签");
    expect_faults("a: 1\n---\nb: 2\n", "E016 2:1+3");
    expect_faults("a: 1\n---\n", "E016 2:1+3");
    expect_faults("%YAML 1.2\n---\na: 1\n", "E010 1:1+1 行首不能是“%”");
    expect_faults("a: 1\n%foo\n", "E010 2:1+1 行首不能是“%”");
    expect_faults("? [a]\n: b\n", "E010 1:3+1 字段名只能是文字");
    expect_faults(": x\n", "E010 1:1+1 冒号前面缺少字段名");
}

TEST(Yaml, says_the_rest_in_words_of_its_own) {
    expect_faults("a: 1\n  b: 2\n", "E010 2:3+1 缩进与上一行不合");
    expect_faults("  a: 1\nb: 2\n", "E010 2:1+1 缩进与前面各行不合");
    expect_faults("a:\n    b: 1\n  c: 2\n", "E010 3:3+1 缩进与前面各行不合");
    expect_faults("a: 1\ntitle\nb: 2\n", "E010 2:1+5 这一行没有冒号；如果接着上一行的值，行首要多空两格");
    expect_faults("summary: 第一行\n第二行\n", "E010 2:1+3 这一行没有冒号；如果接着上一行的值，行首要多空两格");
    expect_faults("a: 1\ntitle:foo\nb: 2\n", "E010 2:6+1 冒号后面要有空格");
    expect_faults("title:foo\n", "E010 1:6+1 冒号后面要有空格");
    expect_faults("title: [通知] 关于\n", "E010 1:8+1 以 [ 或 { 开头的文字要加引号");
    expect_faults("a: [b, c\nd: e\n", "E010 1:4+1 方括号 [ 没有配对");
    expect_faults("a: {b: c\nd: e\n", "E010 1:4+1 花括号 { 没有配对");
    expect_faults("a: ]\n", "E010 1:4+1 多出一个右括号，或与左括号不成对");
    expect_faults("a: [x}\n", "E010 1:6+1 多出一个右括号，或与左括号不成对");
    expect_faults("a: [b,,c]\n", "E010 1:7+1 多出一个逗号");
    expect_faults("a: \"\\q\"\n", "E010 1:7+1 双引号里的反斜杠“\\”要写成“\\\\”，或改用单引号");
    expect_faults("a: > 5\n", "E010 1:6+1 “|”或“>”后面不能有文字；文字以它开头时加引号");
    expect_faults("a: @x\n", "E010 1:4+1 文字不能以这个字符开头，请加引号");
    expect_faults("a: - b\n", "E010 1:4+1 列表的“- ”要另起一行；文字以它开头时加引号");
    expect_faults("a: ? x\n", "E010 1:4+1 不能以“? ”开头；文字以它开头时加引号");
}

TEST(Yaml, has_limits) {
    YamlLimits limits;
    limits.depth = 2;
    EXPECT_EQ(read("a: [1]\n", limits).faults, "");
    EXPECT_EQ(read("a: [[1]]\n", limits).faults, "E015 1:5+1 2");
    EXPECT_EQ(read("a:\n  b:\n    c: 1\n", limits).faults, "E015 3:5+1 2");
    EXPECT_EQ(read("- - - 1\n", limits).faults, "E015 1:5+1 2");
    limits = {};
    limits.nodes = 3;
    EXPECT_EQ(read("a: [1]\n", limits).faults, "");
    EXPECT_EQ(read("a: [1, 2]\n", limits).faults, "E010 1:8+1 超过 3 个值");
    limits = {};
    limits.value_bytes = 4096;
    EXPECT_EQ(read("a: " + std::string(9000, 'x') + "\n", limits).faults, "E010 1:4+1 这里的一个值或一段注释超过 4 KB");
    EXPECT_EQ(read("a: \"" + std::string(9000, 'x') + "\"\n", limits).faults.substr(0, 4), "E010");
}

TEST(Yaml, survives_hostile_texts) {
    // Stack overflows and endless memory of yaml-cpp's history (reference/peers-demands.md, 61–64).
    const auto start = std::chrono::steady_clock::now();
    for (const char* unit : {"[", "{", "- ", "? ", "[a,", "{a: ",  "[?", "[[a],", "!",     "&a ", "*", "'",      "\"",    "|",  ">",
                             "-", ":", ": ", "#",  "%",   "a:\n ", "[{", "---\n", "...\n", "\\",  "@", "a: b\n", "- a\n", "\n", " "}) {
        for (const std::size_t bytes : {100U, 5000U, 300000U}) {
            std::string text;
            while (text.size() < bytes) text += unit;
            for (const char* lead : {"", "a: ", "- ", "a:\n  "}) {
                const Read result = read(lead + text);
                EXPECT_TRUE(result.tree != "none" || !result.faults.empty()) << unit;
            }
        }
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::minutes(2));
}

TEST(Yaml, both_readers_agree_on_random_texts) {
    // Texts of the shapes that editors write, with a seed: what fails here fails again.
    std::mt19937 random(20130105);
    const auto pick = [&](const auto& choices) { return choices[random() % std::size(choices)]; };
    const char* const keys[] = {"a", "title", "标题", "x-1", "b.c", "null", "~", "\"q\"", "a b"};
    const char* const scalars[] = {"x",
                                   "关于公开的通知",
                                   "2013-06-05 10:42",
                                   "a#b",
                                   "a #b",
                                   "~",
                                   "null",
                                   "\"q\"",
                                   "'q'",
                                   "'it''s'",
                                   "\"a\\nb\"",
                                   "[a, b]",
                                   "{a: 1, b: \"2\"}",
                                   "[]",
                                   "{a: [x, {y: z}]}",
                                   "http://a.cn/?x=1#y",
                                   "a: b",
                                   "[a",
                                   "-1",
                                   "- x",
                                   "",
                                   "",
                                   "|",
                                   "?x",
                                   "a  ",
                                   "100%",
                                   "[10:42, a/b, c d]",
                                   "(甲)",
                                   "{a: b, a: c}",
                                   "&x",
                                   "标题：x"};
    const char* const ends[] = {"\n", "\n", "\n", "\n", " # c\n", "\n\n", "\n# c\n", "\n  # c\n"};
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        std::vector<std::size_t> indents{0};
        for (std::size_t lines = random() % 8 + 1; lines > 0; --lines) {
            std::size_t indent = pick(indents);
            if (random() % 20 == 0) indent += 1;
            text.append(indent, ' ');
            const auto shape = random() % 10;
            if (shape < 2) text += "- ";
            if (shape == 0) indent += 2;
            if (shape != 1) text += std::string(pick(keys)) + ":";
            if (shape > 6) {
                text += pick(ends);
                indents.push_back(indent + 2);
            } else {
                text += (shape == 1 ? "" : " ") + std::string(pick(scalars)) + pick(ends);
            }
        }
        const Read quick = read(text), slow = read(text, library());
        ASSERT_EQ(quick.tree, slow.tree) << text;
        ASSERT_EQ(quick.faults, slow.faults) << text;
    }
}

TEST(YamlNode, finds_its_entries) {
    Diagnostics diagnostics;
    const auto source = Source::make("a.yml", "a: 1\nb: 2\n", diagnostics);
    const auto tree = parse_yaml(*source, source->text(), 1, diagnostics);
    ASSERT_TRUE(tree);
    EXPECT_EQ(tree->find("b")->value.text, "2");
    EXPECT_EQ(tree->find("c"), nullptr);
    EXPECT_EQ(tree->entries[0].value.find("x"), nullptr);
}
