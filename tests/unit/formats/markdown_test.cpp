// SPDX-License-Identifier: Apache-2.0
#include "formats/markdown.hpp"

#include <algorithm>
#include <functional>
#include <thread>

#include <gtest/gtest.h>

#include "formats/cjk.hpp"

namespace mulu {
namespace {

ResolvedLink as_written(const BodyLink& link) { return {link.target, "", false}; }

std::string html_of(std::string_view body) { return body_html(body, as_written); }

std::string times(std::string_view piece, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += piece;
    return all;
}

std::vector<std::string> codes_of(const BodyOutline& outline) {
    std::vector<std::string> codes;
    for (const BodyRemark& remark : outline.remarks) {
        codes.push_back(std::string(words_of(remark.code).name) + "@" + std::to_string(remark.line) + ":" + std::to_string(remark.column) + "+" +
                        std::to_string(remark.length));
    }
    return codes;
}

bool is_over(std::string_view body, const MarkdownLimits& limits = {}) {
    const BodyOutline outline = outline_body(body, limits);
    const bool over = outline.remarks.size() == 1 && outline.remarks[0].code == Code::E409;
    if (over) {
        EXPECT_EQ(outline.remarks[0].args.size(), 3U);
        for (const Words& words : outline.remarks[0].args) EXPECT_FALSE(words.zh.empty() || words.en.empty());
        EXPECT_TRUE(outline.links.empty() && outline.headings.empty() && outline.anchors.empty());
        EXPECT_EQ(body_html(body, as_written, {}, limits), "");
        EXPECT_EQ(body_text(body, limits), "");
    }
    return over;
}

TEST(Markdown, outlines_links_with_their_places) {
    const BodyOutline outline = outline_body(
        "甲\n见[通知](item:QL/甲-1)和[通知](item:QL/甲-1)。\n\n| a | [乙](b.pdf) |\n|---|---|\n| c | ![丙](c.png) [丁](b.pdf) |\n\n- "
        "<https://a.cn/>\n- [戊][ref]\n\n[ref]: d.pdf\n");
    struct {
        BodyLink::Kind kind;
        const char *target, *text;
        std::uint32_t line, column, length;
    } const expected[]{
        {BodyLink::Kind::link, "item:QL/甲-1", "通知", 2, 7, 11}, {BodyLink::Kind::link, "item:QL/甲-1", "通知", 2, 25, 11},
        {BodyLink::Kind::link, "b.pdf", "乙", 4, 11, 5},          {BodyLink::Kind::image, "c.png", "丙", 6, 12, 5},
        {BodyLink::Kind::link, "b.pdf", "丁", 6, 23, 5},          {BodyLink::Kind::link, "https://a.cn/", "https://a.cn/", 8, 4, 13},
        {BodyLink::Kind::link, "d.pdf", "戊", 9, 4, 1},
    };
    ASSERT_EQ(outline.links.size(), std::size(expected));
    for (std::size_t i = 0; i < std::size(expected); ++i) {
        const BodyLink& link = outline.links[i];
        EXPECT_EQ(link.kind, expected[i].kind) << i;
        EXPECT_EQ(link.target, expected[i].target) << i;
        EXPECT_EQ(link.text, expected[i].text) << i;
        EXPECT_EQ(link.line, expected[i].line) << i;
        EXPECT_EQ(link.column, expected[i].column) << i;
        EXPECT_EQ(link.length, expected[i].length) << i;
    }
}

TEST(Markdown, gives_the_resolver_what_the_outline_has) {
    const std::string body = "[甲](a) ![乙](b) [丙]() [**丁，**戊](<c d>)[^1]\n\n[^1]: [己](e)\n";
    std::vector<std::string> seen;
    body_html(body, [&](const BodyLink& link) {
        seen.push_back(link.target + "|" + link.text);
        return ResolvedLink{};
    });
    std::vector<std::string> outlined;
    for (const BodyLink& link : outline_body(body).links) outlined.push_back(link.target + "|" + link.text);
    EXPECT_EQ(seen, outlined);
    EXPECT_EQ(seen, (std::vector<std::string>{"a|甲", "b|乙", "c d|丁，戊", "e|己"}));
}

TEST(Markdown, writes_only_what_the_resolver_returns) {
    const auto html = [](const ResolvedLink& resolved) {
        return body_html("[甲](javascript:alert(1)) ![乙](javascript:x)", [&](const BodyLink&) { return resolved; });
    };
    EXPECT_EQ(html({}), "<p>甲 乙</p>\n");
    EXPECT_EQ(html({"../f/1.pdf", "年报 \"2013\".pdf", false}),
              "<p><a href=\"../f/1.pdf\" download=\"年报 &quot;2013&quot;.pdf\">甲</a> <img src=\"../f/1.pdf\" alt=\"乙\" loading=\"lazy\"></p>\n");
    EXPECT_EQ(html({"https://a.cn/?a=1&b=\"><script>", "", true}),
              "<p><a href=\"https://a.cn/?a=1&amp;b=%22%3E%3Cscript%3E\" rel=\"noopener external\">甲</a> <img "
              "src=\"https://a.cn/?a=1&amp;b=%22%3E%3Cscript%3E\" alt=\"乙\" "
              "loading=\"lazy\"></p>\n");
}

/// What comes of a draft and of the body itself, some links of which lead nowhere and some download.
void expect_draft_serves(std::string_view body) {
    BodyDraft draft;
    (void)outline_body(body, {}, &draft);
    ASSERT_TRUE(draft) << body;
    MarkdownWords words;
    words.table = "Table <1> & \"2\"";
    words.done = "done";
    words.open = "open";
    for (unsigned seed = 0; seed < 4; ++seed) {
        const auto resolver = [&] {
            return [seed, n = 0U](const BodyLink& link) mutable {
                const unsigned turn = (n++ + seed) % 4;
                return turn == 0 ? ResolvedLink{} : ResolvedLink{link.target + "?" + link.text, turn == 1 ? "名\".pdf" : "", turn == 2};
            };
        };
        EXPECT_EQ(html_of_draft(*draft, resolver(), words), body_html(body, resolver(), words)) << body;
    }
}

TEST(Markdown, drafts_become_what_the_body_is) {
    for (const char* body : {"一段。", "# 一\n\n## 二\n\n段。\n", "[甲](a.pdf \"题 & “目”\")、![乙](b.png)和![丙](c.png 'x')。\n\n[丁](item:A-1)\n", "- [x] 办了 [甲](a)\n- [ ] 没办\n\n  段\n",
                             "| a | b |\n|:--|--:|\n| [甲](a) | ![乙](b) |\n\n| c |\n|---|\n| d |\n", "[**粗**、*斜*和 `码`](a)", "![甲 [乙](c) 丙](b.png)", "**[甲](a)**", "*![图](b.png)*", "[![图](b.png)](a)",
                             "> [甲](a)\n\n    代码 & 更多\n\n~~[删](a)~~ 的\n", "[甲]()、![乙]()", "A < B 且 1<2", "[甲][r]\n\n[r]: d.pdf '题'\n", "[甲](a)\\\n[乙](b)", "[甲](<9 b> \"题\")"}) {
        expect_draft_serves(body);
    }
}

TEST(Markdown, has_no_draft_where_the_whole_must_be_known) {
    for (const char* body : {"<b>粗</b>", "注[^1]\n\n[^1]: 文\n", "*![](b.png)*", "[](a)", "[![](b.png)](a)", "[甲\\\n*![](x)*](a)", "[甲<br>](a)"}) {
        BodyDraft draft;
        (void)outline_body(body, {}, &draft);
        EXPECT_FALSE(draft) << body << " → " << *draft;
    }
}

TEST(Markdown, an_outline_is_the_same_with_a_draft) {
    for (const std::string& body : {std::string("## 一\n\n[甲](a)和![](b.png)\n\n# 二\n"), std::string(), std::string("![](b)"), std::string("[](a)"), std::string("<!-- -->\n"), std::string("[^1]")}) {
        BodyDraft draft;
        const BodyOutline with = outline_body(body, {}, &draft), without = outline_body(body);
        EXPECT_EQ(codes_of(with), codes_of(without)) << body;
        EXPECT_EQ(with.anchors, without.anchors);
        EXPECT_EQ(with.empty, without.empty) << body;
        EXPECT_EQ(with.first_paragraph, without.first_paragraph);
        EXPECT_EQ(with.links.size(), without.links.size());
    }
}

TEST(Markdown, outlines_headings_and_anchors) {
    const BodyOutline outline = outline_body("前言\n\n### 一、*总*则\n\n#### （一）\n\n## 二[^1]\n\n> # 引\n\n[^1]: 注[^1]\n");
    std::vector<std::string> headings;
    for (const BodyHeading& heading : outline.headings) {
        headings.push_back(std::to_string(heading.level) + heading.text + "#" + heading.anchor + "@" + std::to_string(heading.line));
    }
    EXPECT_EQ(headings, (std::vector<std::string>{"2一、总则#s-1@3", "3（一）#s-1-1@5", "2二#s-2@7", "2引#s-3@9"}));
    std::vector<std::string> anchors = outline.anchors;
    std::sort(anchors.begin(), anchors.end());
    EXPECT_EQ(anchors, (std::vector<std::string>{"fn-1", "fnref-1", "fnref-1-2", "s-1", "s-1-1", "s-2", "s-3"}));
    const std::string html = html_of("### 一\n\n甲[^1]\n\n[^1]: 注\n");
    for (const char* id : {"id=\"s-1\"", "id=\"fn-1\"", "id=\"fnref-1\""}) EXPECT_NE(html.find(id), std::string::npos) << id;
}

TEST(Markdown, remarks_have_their_places) {
    EXPECT_EQ(codes_of(outline_body("# 甲\n\n乙 <b>丙</b>\n\n![](a.png)\n\n<table>\n<tr><td style=\"x\">丁</td></tr>\n</table>\n\n甲\n乙 <i>\n")),
              (std::vector<std::string>{"W810@1:1+1", "W804@3:3+3", "W808@5:5+5", "W804@8:9+9", "W804@12:3+3"}));
    EXPECT_TRUE(outline_body("H<sub>2</sub>O <!-- 注 -->\n\n![甲](a.png)\n\n## 乙\n").remarks.empty());
    const BodyOutline script = outline_body("<script>\nalert(1)\n</script>\n");
    ASSERT_EQ(script.remarks.size(), 1U);
    EXPECT_EQ(script.remarks[0].args.at(0).zh, "<script>");
    EXPECT_EQ(script.remarks[0].args.at(1).zh, "table caption thead tbody tr th td br sup sub u details summary");
}

TEST(Markdown, knows_empty_bodies_and_first_paragraphs) {
    const std::tuple<const char*, bool, const char*> table[]{
        {"", true, ""},
        {" \n\n", true, ""},
        {"<!-- 注 -->\n\n<!--\n\n注 -->\n", true, ""},
        {"##\n", true, ""},
        {"## 标题\n", false, ""},
        {"---\n", false, ""},
        {"![甲](a.png)\n\n**乙，**丙\n丁\n", false, "甲"},
        {"![](a.png)\n\n**乙，**丙\n丁 `a`\n", false, "乙，丙丁 a"},
        {"> 甲 <br> 乙[^1]\n\n[^1]: 注\n", false, "甲  乙"},
        {"- 甲\n- 乙\n", false, "甲"},
        {"[^1]: 注\n", true, ""},
    };
    for (const auto& [body, empty, first] : table) {
        const BodyOutline outline = outline_body(body);
        EXPECT_EQ(outline.empty, empty) << body;
        EXPECT_EQ(outline.first_paragraph, first) << body;
    }
}

TEST(Markdown, tells_plain_text) {
    EXPECT_EQ(body_text("# 甲\n\n**乙，**丙\n丁 `x*y` [戊](a) ![己](b) ~~庚~~ &amp; a<br>b\n\n- [x] 辛\n- 壬\n\n| 子 | 丑 |\n|---|---|\n| 寅 | "
                        "卯\\|辰 |\n\n```c\nint a;\n```\n\n> 巳[^1]\n\n"
                        "<details><summary>午</summary>\n<!-- 注 -->未&lt;</details>\n\n---\n\n[^1]: 申\n[^2]: 酉\n"),
              "甲\n乙，丙丁 x*y 戊 己 庚 & ab\n辛\n壬\n子 丑\n寅 卯|辰\nint a;\n巳\n  午 \n未<\n申");
    EXPECT_EQ(body_text(""), "");
    EXPECT_EQ(body_text("甲&#xFDD0;乙"), "甲乙");
}

TEST(Markdown, takes_any_bytes) {
    const std::pair<std::string, std::string> table[]{
        {"甲\r\n乙\rc", "<p>甲乙\nc</p>\n"},
        {std::string("a\0b", 3), "<p>a\uFFFDb</p>\n"},
        {"a\xFF\xC3z", "<p>a\uFFFD\uFFFDz</p>\n"},
        {"a\uFDD0b", "<p>ab</p>\n"},
        {"**真，\uFDD0**她", "<p><strong>真，</strong>她</p>\n"},
        {"\uFEFF甲", "<p>甲</p>\n"},
    };
    for (const auto& [body, expected] : table) EXPECT_EQ(html_of(body), expected);
}

TEST(Markdown, leaves_no_marker_anywhere) {
    const std::string body =
        "# **真，**她\n\n[**真，**她](**真，**她 \"**真，**她\") ![**真，**她](a**真，**她) `**真，**她` <b a='**真，**她'> "
        "<https://a/**真，**她>\n\n```**真，**她\n**真，**她\n```\n\n"
        "    **真，**她\n\n[^**真，**她]\n\n[^**真，**她]: **真，**她\n\n[**真，**她]: "
        "**真，**她\n\n<table><tr><td>**真，**她</table>\n\n&#xFDD0;[&#94;甲][\\^乙]";
    const BodyOutline outline = outline_body(body);
    std::string all = html_of(body) + body_text(body) + outline.first_paragraph;
    for (const BodyLink& link : outline.links) all += link.target + link.text;
    for (const BodyHeading& heading : outline.headings) all += heading.text;
    for (const BodyRemark& remark : outline.remarks) {
        for (const Words& words : remark.args) all += words.zh;
    }
    EXPECT_EQ(all.find(emphasis_marker_utf8), std::string::npos);
    EXPECT_EQ(all.find("\u200B"), std::string::npos);
    EXPECT_EQ(outline.links.at(0).target, "**真，**她");
}

TEST(Markdown, uses_the_words_it_is_given) {
    const MarkdownWords words{"Notes", "Back", "Done", "Open", "Table", "Details"};
    const std::string html = body_html("- [x] a\n- [ ] b\n\n|c|\n|-|\n\n<details>d</details>\n\ne[^1]\n\n[^1]: f\n", as_written, words);
    for (const char* word : {"\"Notes\"", "\"Back 1\"", "\"Done\"", "\"Open\"", "\"Table 1\"", ">Details<"})
        EXPECT_NE(html.find(word), std::string::npos) << word << '\n' << html;
}

TEST(Markdown, flattens_inlines_that_nest_too_deep) {
    const std::string html = html_of(times("**a *b ", 100) + "c" + times("* d**", 100));
    EXPECT_EQ(static_cast<int>(times("", 0).size()) + std::count(html.begin(), html.end(), '<') / 2, 32 + 1);
    EXPECT_NE(html.find("c"), std::string::npos);
}

TEST(Markdown, has_limits_with_names) {
    MarkdownLimits limits;
    limits.bytes = 100;
    EXPECT_FALSE(is_over(times("a", 100), limits));
    EXPECT_TRUE(is_over(times("a", 101), limits));
    limits = {};
    limits.lines = 3;
    EXPECT_FALSE(is_over("a\nb\nc", limits));
    EXPECT_TRUE(is_over("a\nb\nc\nd", limits));
    limits = {};
    limits.nesting = 2;
    EXPECT_FALSE(is_over("> - a", limits));
    EXPECT_TRUE(is_over("> - 1. a", limits));
    EXPECT_TRUE(is_over("- a\n  - b\n    - c", limits));
    EXPECT_TRUE(is_over("[^a]: [^b]: [^c]: d", limits));
    EXPECT_FALSE(is_over("- - - - -\n\n* * *\n", limits));
    limits = {};
    limits.delimiter_run = 4;
    EXPECT_FALSE(is_over("a ____ b", limits));
    EXPECT_TRUE(is_over("a _____ b", limits));
    EXPECT_FALSE(is_over("_____\n\n```\n*****\n```\n", limits));
    limits = {};
    limits.table_cells = 6;
    EXPECT_FALSE(is_over("|a|b|\n|-|-|\n|c|d|\n", limits));
    EXPECT_TRUE(is_over("|a|b|\n|-|-|\n|c|d|\n|e\n|f\n", limits));
    limits = {};
    limits.table_columns = 2;
    EXPECT_FALSE(is_over("|a|b|\n|-|-|\n", limits));
    EXPECT_TRUE(is_over("|a|b|c|\n|-|-|-|\n", limits));
    EXPECT_FALSE(is_over("a|b|c|d|e", limits));
    limits = {};
    limits.comment_openers = 2;
    EXPECT_FALSE(is_over("a <!-- b --> <!-- c -->", limits));
    EXPECT_TRUE(is_over("a <!-- b <!-- c <!-- d", limits));
    limits = {};
    limits.brackets = 2;
    EXPECT_FALSE(is_over("[a] [b]", limits));
    EXPECT_TRUE(is_over("[a]\n\n[b] [c]", limits));
    limits = {};
    limits.markup = 2;
    EXPECT_FALSE(is_over("*a*", limits));
    EXPECT_TRUE(is_over("*a* *b*", limits));
    limits = {};
    limits.pieces = 3;
    EXPECT_FALSE(is_over("a & b", limits));
    EXPECT_TRUE(is_over("& & & &", limits));
    limits = {};
    limits.raw_tags = 3;
    EXPECT_FALSE(is_over("<div>a</div>", limits));
    EXPECT_TRUE(is_over("<div>\n<b>a</b>\n</div>", limits));
    limits = {};
    limits.definition = 10;
    EXPECT_FALSE(is_over("[a]\n\n[a]: bcd", limits));
    EXPECT_TRUE(is_over("[a]\n\n[a]: bcdefghijklm", limits));
    limits = {};
    limits.table_lead = 4;
    EXPECT_FALSE(is_over("a|b\n-|-\n", limits));
    EXPECT_TRUE(is_over("aaaa\nbbbb\na|b\n-|-\n", limits));
}

TEST(Markdown, says_where_a_limit_is_exceeded) {
    const BodyOutline outline = outline_body("甲\n\n乙\n丙" + times("_", 65) + "\n");
    ASSERT_EQ(outline.remarks.size(), 1U);
    EXPECT_EQ(outline.remarks[0].line, 4U);
    EXPECT_EQ(outline.remarks[0].args[1].zh, "64");
}

/// Inputs that take cmark-gfm (or a careless caller of it) quadratic time or memory. What counts is that the test ends
/// in a second or so; without the limits it would not in an hour.
TEST(Markdown, survives_pathological_bodies) {
    constexpr std::size_t large = 120000;
    struct {
        const char* name;
        std::string head, piece, tail;
    } const table[]{
        {"quotes", "", ">", "a"},
        {"spaced quotes", "", "> ", "a"},
        {"lists in one line", "", "* ", "a"},
        {"lists in one line", "", "- ", "a"},
        {"numbered lists in one line", "", "1. ", "a"},
        {"quotes and lists", "", "> - ", "a"},
        {"dashes", "", "-", "a"},
        {"underscores", "", "_", "."},
        {"underscores twice", times("_", 60) + ".", "_", ""},
        {"stars", "a", "*", "a"},
        {"backticks", "", "`", "a"},
        {"tildes", "a", "~", "a"},
        {"open brackets", "", "[", "a"},
        {"close brackets", "", "]", ""},
        {"comments", "a ", "<!--", ""},
        {"comments and text", "a ", "<!-- b", ""},
        {"declarations", "a ", "<!A ", ""},
        {"instructions", "a ", "<?", ""},
        {"cdata", "a ", "<![CDATA[", ""},
        {"comment block", "", "<!-- ", ""},
        {"tags", "a ", "<b ", ""},
        {"attributes", "<table ", "<a b=\"", ">"},
        {"images of links", "", "![[]()", ""},
        {"links to nowhere", "", "[a](<b", ""},
        {"links without end", "", "[a](b", ""},
        {"links with titles", "", "[a](b \"", ""},
        {"emphasis and links", "", "*a [b](c) ", ""},
        {"nested links", "", "[a", ""},
        {"nested strong", "", "*a **b ", ""},
        {"closers without openers", "", "a** b", ""},
        {"openers without closers", "", "**a ", ""},
        {"mismatched", "", "*a_ ", ""},
        {"rule of three", "a**b", "c* ", ""},
        {"code runs", "", "`a``b```c", ""},
        {"entities", "", "&", ""},
        {"NULs", "", std::string(1, '\0'), ""},
        {"backslashes", "", "\\", ""},
        {"references", "[a]: " + times("u", 2000) + "\n\n", "[a]", ""},
        {"long definitions", "[a]: " + times("u", 3000) + "\n\n", "[a]", ""},
        {"definitions", "", "[a]: u\n", ""},
        {"footnotes", "", "[^a]: [^a]\n", ""},
        {"footnote references", "[^a]: b\n\n", "[^a]", ""},
        {"nested footnotes", "", "[^a]: ", "b"},
        {"columns", "", "|a", "\n" + times("|-", large / 2)},
        {"delimiter rows", "a\n", ":-\n", ""},
        {"delimiter rows that do not fit", "a|b\n", "-|-|-\n-|-\n", ""},
        {"text above a table", "", "a\n", "a|b\n-|-\n"},
        {"rows", "a|b\n-|-\n", "c\n", ""},
        {"wide rows", times("|a", 200) + "|\n" + times("|-", 200) + "|\n", "b\n", ""},
        {"cells in a row", "a|b\n-|-\n", "|", "\n"},
        {"blank lines in lists", "- a\n  - b\n    - c\n", "\n", "d"},
        {"tildes apart", "", "~~a ", ""},
        {"tildes between", "", "~~a~~b", ""},
        {"raw tables", "", "<table><tr><td>", ""},
        {"raw sups", "", "<sup>", "a"},
        {"raw scripts", "", "<script>", "a"},
        {"raw in paragraphs", "", "<u>a\n\n", ""},
        {"open tags in blocks", "<table\n", "<a ", ""},
        {"soft breaks", "", "……\n", ""},
        {"Han and stars", "", "**甲，**乙", ""},
        {"Han and open stars", "", "，**甲", ""},
        {"marks", "", "*“", ""},
        {"short lines", "", "a\n\n", ""},
    };
    for (const auto& [name, head, piece, tail] : table) {
        SCOPED_TRACE(name);
        for (const std::size_t size : {std::size_t{2000}, large}) {
            const std::string body = head + times(piece, size / piece.size()) + tail;
            if (body.size() > MarkdownLimits{}.bytes) continue;
            if (is_over(body)) continue;
            const std::string html = html_of(body);
            // A reference link may repeat its address, a table fill up its rows.
            EXPECT_LT(html.size(), 50000000U);
        }
    }
}

TEST(Markdown, keeps_known_attacks_out) {
    for (const std::string& body : {times(">", 100000), times("- ", 100000) + "a", times("_", 100000) + "." + times("_", 100000), times("[", 100000),
                                    "a " + times("<!--", 100000), times("|a", 65537) + "\n" + times("|-", 65537) + "\n",
                                    times("a\n", 50000) + "a|b\n-|-\n", "a|b\n" + times("-|-|-\n-|-\n", 40000)}) {
        EXPECT_TRUE(is_over(body)) << body.substr(0, 20);
    }
}

TEST(Markdown, gives_the_same_from_many_threads) {
    const std::string body = times("甲~~乙~~**丙，**丁[^1]\n\n|a|b|\n|-|-:|\n|c|<u>d|\n\n- [x] 戊\n\n", 20) + "[^1]: 注\n";
    const std::string expected = html_of(body);
    std::vector<std::string> results(8);
    std::vector<std::thread> threads;
    for (std::string& result : results) {
        threads.emplace_back([&] {
            for (int i = 0; i < 30; ++i) result = html_of(body);
        });
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::string& result : results) EXPECT_EQ(result, expected);
}

TEST(Markdown, allows_a_resolver_to_read_bodies) {
    EXPECT_EQ(body_html("[甲](a)和[乙](b)",
                        [](const BodyLink& link) {
                            return ResolvedLink{"#" + body_text("**" + link.text + "，**x"), "", false};
                        }),
              "<p><a href=\"#甲，x\">甲</a>和<a href=\"#乙，x\">乙</a></p>\n");
}

}  // namespace
}  // namespace mulu
