// SPDX-License-Identifier: Apache-2.0
#include "formats/html.hpp"

#include <gtest/gtest.h>

namespace mulu {
namespace {

constexpr HtmlWords words{"表格", "详情"};

/// Filters `html`, in which authors wrote what stands between ⟦ and ⟧.
struct Filtered {
    std::string html;
    std::vector<std::string> refused;
    std::vector<std::size_t> at;
};
Filtered filter(std::string_view marked) {
    std::string html;
    std::vector<RawRange> raw;
    for (std::size_t i = 0; i < marked.size();) {
        if (marked.substr(i).starts_with("⟦")) {
            raw.push_back({html.size(), html.size()});
            i += 3;
        } else if (marked.substr(i).starts_with("⟧")) {
            raw.back().end = html.size();
            i += 3;
        } else {
            html += marked[i++];
        }
    }
    std::vector<RefusedHtml> refused;
    Filtered result{filter_html(html, raw, words, refused), {}, {}};
    for (RefusedHtml& each : refused) {
        result.refused.push_back(std::move(each.text));
        result.at.push_back(each.at);
    }
    return result;
}

/// One line of HTML, so that tables of expectations can be read.
std::string flat(std::string_view marked) {
    std::string html = filter(marked).html;
    std::string line;
    for (const char c : html) {
        if (c != '\n') line += c;
    }
    const std::string frame = "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"";
    for (std::size_t at; (at = line.find(frame)) != std::string::npos;) line.replace(at, line.find('>', at) + 1 - at, "[");
    for (std::size_t at; (at = line.find("</table></div>")) != std::string::npos;) line.replace(at + 8, 6, "]");
    return line;
}

TEST(Html, keeps_what_is_ours) {
    const std::string ours =
        "<h2 id=\"s-1\">甲 &amp; 乙</h2>\n<p>a <a href=\"x?a=1&amp;b=2\" download=\"&quot;甲&quot;.pdf\">b</a> <img src=\"c.png\" alt=\"\" "
        "loading=\"lazy\"><br>\n"
        "<code>x\ny</code></p>\n<pre><code class=\"language-c\">\n a &lt; b\n</code></pre>\n<ul>\n<li>甲\n<ol "
        "start=\"3\">\n<li>乙</li>\n</ol>\n</li>\n</ul>\n<hr>\n";
    EXPECT_EQ(filter(ours).html, ours);
}

TEST(Html, passes_the_allowed_elements) {
    EXPECT_EQ(flat("<p>H⟦<sub>⟧2⟦</sub>⟧ 10⟦<sup>⟧3⟦</sup>⟧ ⟦<u>⟧甲⟦</u>⟧⟦<br/>⟧乙</p>"), "<p>H<sub>2</sub> 10<sup>3</sup> <u>甲</u><br>乙</p>");
    EXPECT_EQ(flat("⟦<details><summary>甲</summary>⟧<p>乙</p>⟦</details>⟧"), "<details><summary>甲</summary><p>乙</p></details>");
    EXPECT_EQ(flat("⟦<table><caption>题</caption><thead><tr><th>甲</thead><tr><th>一<td>二</table>⟧"),
              "[<table><caption>题</caption><thead><tr><th scope=\"col\">甲</th></tr></thead><tbody><tr><th "
              "scope=\"row\">一</th><td>二</td></tr></tbody></table>]");
}

TEST(Html, shows_what_is_not_allowed_as_text) {
    const std::pair<const char*, const char*> table[]{
        {"<p>⟦<b>⟧甲⟦</b>⟧</p>", "<p>&lt;b&gt;甲&lt;/b&gt;</p>"},
        {"<p>⟦<b onclick='x()' a=\"<\">⟧甲</p>", "<p>&lt;b onclick='x()' a=\"&lt;\"&gt;甲</p>"},
        {"⟦<script>alert('<br>')</script>⟧<p>甲</p>", "<p>&lt;script&gt;alert('&lt;br&gt;')&lt;/script&gt;</p><p>甲</p>"},
        {"<p>⟦<script>⟧甲</p><p>乙</p>", "<p>&lt;script&gt;甲</p><p>乙</p>"},
        {"⟦<style>p{}⟧<p>甲</p>", "<p>&lt;style&gt;p{}</p><p>甲</p>"},
        {"⟦<textarea><td></TEXTAREA><u>⟧<p>甲</p>", "<p>&lt;textarea&gt;&lt;td&gt;&lt;/TEXTAREA&gt;<u></u></p><p>甲</p>"},
        {"⟦<!DOCTYPE html><?php 1 ?><![CDATA[x]]>⟧", "<p>&lt;!DOCTYPE html&gt;&lt;?php 1 ?&gt;&lt;![CDATA[x]]&gt;</p>"},
        {"⟦<svg><a xlink:href=x>⟧<p>甲</p>", "<p>&lt;svg&gt;&lt;a xlink:href=x&gt;</p><p>甲</p>"},
        {"⟦</body></html></p></div>⟧<p>甲</p>", "<p>&lt;/body&gt;&lt;/html&gt;&lt;/p&gt;&lt;/div&gt;</p><p>甲</p>"},
        {"<p>⟦<tablex>⟧甲</p>", "<p>&lt;tablex&gt;甲</p>"},
        {"⟦a < b <table⟧", "<p>a &lt; b &lt;table</p>"},
        {"⟦<u a=\"x⟧<p>甲</p>", "<p>&lt;u a=\"x</p><p>甲</p>"},
        {"⟦&lt;script&gt; &amp; &nbsp;&#x3c;b&#60;⟧", "<p>&lt;script&gt; &amp; \u00A0&lt;b&lt;</p>"},
    };
    for (const auto& [html, expected] : table) EXPECT_EQ(flat(html), expected) << html;
}

TEST(Html, reports_start_tags_and_attributes) {
    const Filtered result = filter("<p>甲⟦<b class=x>⟧乙⟦</b>⟧</p>⟦<table><tr><td style=\"a\" rowspan=2 rowspan=0>丙</table><!-- 注 --><!-- 丁⟧");
    EXPECT_EQ(result.refused, (std::vector<std::string>{"<b class=x>", "style=\"a\"", "rowspan=0", "<!-- 丁"}));
    EXPECT_EQ(result.at[0], std::string_view("<p>甲").size());
    EXPECT_TRUE(filter("<p>⟦<u>⟧甲⟦</u>⟧⟦<!-- 注 -->⟧</p>").refused.empty());
    EXPECT_TRUE(filter("<p>甲⟦</td></u>⟧</p>").refused.empty());
}

TEST(Html, keeps_sane_attributes_only) {
    const std::pair<const char*, const char*> table[]{
        {"<td rowspan=2>", "<td>"},  // cut to the table
        {"<td colspan='1'>", "<td>"},
        {"<td colspan=\"-1\">", "<td>"},
        {"<td colspan=1001>", "<td>"},
        {"<td scope=col>", "<td>"},
        {"<td onclick=x>", "<td>"},
        {"<th scope=ROW>", "<th scope=\"row\">"},
        {"<th scope=rowgroup>", "<th scope=\"rowgroup\">"},
        {"<th scope=x>", "<th scope=\"col\">"},
    };
    for (const auto& [cell, expected] : table) {
        const std::string end = std::string("</") + cell[1] + cell[2] + ">";
        EXPECT_EQ(flat("⟦<table><tr>" + std::string(cell) + "甲</table>⟧"),
                  "[<table><tbody><tr>" + std::string(expected) + "甲" + end + "</tr></tbody></table>]");
    }
}

TEST(Html, drops_closed_comments) {
    EXPECT_EQ(flat("<p>甲⟦<!-- <script> -->⟧乙</p>⟦<!--\n\n-->⟧"), "<p>甲乙</p>");
    EXPECT_EQ(flat("⟦<!-->甲<!--->乙⟧"), "<p>甲乙</p>");
    EXPECT_EQ(flat("⟦<!-- 甲⟧<p>乙</p>⟦-->⟧"), "<p>&lt;!-- 甲</p><p>乙</p><p>--&gt;</p>");
}

TEST(Html, balances_within_each_element_of_ours) {
    const std::pair<const char*, const char*> table[]{
        {"<p>甲⟦<u>⟧乙</p><p>丙⟦</u>⟧丁</p>", "<p>甲<u>乙</u></p><p>丙丁</p>"},
        {"<p><strong>甲⟦<u>⟧乙</strong>丙⟦</u>⟧</p>", "<p><strong>甲<u>乙</u></strong>丙</p>"},
        {"<p>⟦<u>⟧甲⟦<sup>⟧乙⟦</u>⟧丙⟦</sup>⟧</p>", "<p><u>甲<sup>乙</sup></u>丙</p>"},
        {"⟦<u>⟧<p>甲</p>", "<p>甲</p>"},
        {"<ul><li>甲⟦</li></ul></details>⟧</li><li>乙</li></ul>", "<ul><li>甲&lt;/li&gt;&lt;/ul&gt;</li><li>乙</li></ul>"},
        {"⟦<details>⟧<ul><li>甲⟦</details>⟧乙</li></ul><p>丙</p>", "<details><summary>详情</summary><ul><li>甲乙</li></ul><p>丙</p></details>"},
        {"⟦<details><table><tr><td>⟧<p>甲</p><section class=\"footnotes\"><ol></ol></section>",
         "<details><summary>详情</summary>[<table><tbody><tr><td><p>甲</p></td></tr></tbody></table>]</details><section "
         "class=\"footnotes\"><ol></ol></section>"},
    };
    for (const auto& [html, expected] : table) EXPECT_EQ(flat(html), expected) << html;
}

TEST(Html, finds_a_place_for_what_stands_wrongly) {
    const std::pair<const char*, const char*> table[]{
        {"<p>甲⟦<td>⟧乙⟦</td>⟧</p>", "<p>甲&lt;td&gt;乙&lt;/td&gt;</p>"},
        {"<p>甲⟦<tr>⟧乙</p>", "<p>甲&lt;tr&gt;乙</p>"},
        {"⟦<summary>甲</summary>⟧", "<p>&lt;summary&gt;甲&lt;/summary&gt;</p>"},
        {"⟦<details>甲<summary>乙</summary></details>⟧", "<details><summary>详情</summary><p>甲&lt;summary&gt;乙&lt;/summary&gt;</p></details>"},
        {"⟦<details><summary> </summary>甲</details>⟧", "<details><summary>详情</summary><p>甲</p></details>"},
        {"⟦<details><summary>甲⟧<p>乙</p><ul><li>丙</li></ul>⟦</details>⟧", "<details><summary>甲</summary><p>乙</p><ul><li>丙</li></ul></details>"},
        {"⟦<details><summary>⟧<p>甲</p>⟦</summary></details>⟧", "<details><summary>甲</summary></details>"},
        {"<p>甲⟦<details><summary>乙</summary>丙</details>⟧丁</p>", "<p>甲</p><details><summary>乙</summary><p>丙</p></details><p>丁</p>"},
        {"<p>⟦<table><tr><td>甲</table>⟧</p>", "[<table><tbody><tr><td>甲</td></tr></tbody></table>]"},
        {"<p><em>甲⟦<table>⟧乙⟦</table>⟧</em></p>", "<p><em>甲&lt;table&gt;乙&lt;/table&gt;</em></p>"},
        {"<h2 id=\"s-1\">甲⟦<details>⟧乙</h2>", "<h2 id=\"s-1\">甲&lt;details&gt;乙</h2>"},
        {"⟦<table>甲<tr>乙<td>丙<table><tr><td>丁</table></table>⟧",
         "<p>甲乙</p>[<table><tbody><tr><td>丙[<table><tbody><tr><td>丁</td></tr></tbody></table>]</td></tr></tbody></table>]"},
        {"⟦<table>⟧<p>甲</p>⟦<tr><td>乙</table>⟧", "<p>甲</p>[<table><tbody><tr><td>乙</td></tr></tbody></table>]"},
        {"⟦<table><tr><th>⟧<h3 id=\"s-1\">甲</h3>⟦</table>⟧", "[<table><tbody><tr><th scope=\"col\"><p id=\"s-1\">甲</p></th></tr></tbody></table>]"},
        {"⟦<table></table><table><caption>甲</caption></table><table><tr></tr></table>⟧", "<p>甲</p>"},
        {"⟦<table><tr><td>甲</tr><thead><tr><th>乙</thead><caption>丙</caption><caption>丁</caption></table>⟧",
         "<p>丁</p>[<table><caption>丙</caption><thead><tr><th scope=\"col\">乙</th></tr></thead><tbody><tr><td>甲</td></tr></tbody></table>]"},
    };
    for (const auto& [html, expected] : table) EXPECT_EQ(flat(html), expected) << html;
}

TEST(Html, cuts_spans_to_the_table) {
    const std::pair<const char*, const char*> table[]{
        {"<tr><td rowspan=5>甲<td>乙<tr><td>丙", "<tr><td rowspan=\"2\">甲</td><td>乙</td></tr><tr><td>丙</td></tr>"},
        {"<tr><td colspan=5>甲<tr><td>乙<td>丙", "<tr><td colspan=\"2\">甲</td></tr><tr><td>乙</td><td>丙</td></tr>"},
        {"<tr><td rowspan=3>甲<td rowspan=3>乙<tr><tr><tr><td>丙<td>丁", "<tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr>"},
        {"<tr><td>甲<td rowspan=2>乙<tr><td colspan=2>丙", "<tr><td>甲</td><td rowspan=\"2\">乙</td></tr><tr><td>丙</td></tr>"},
        {"<tr><td colspan=1000>甲", "<tr><td>甲</td></tr>"},
    };
    for (const auto& [rows, expected] : table) {
        EXPECT_EQ(flat("⟦<table>" + std::string(rows) + "</table>⟧"), "[<table><tbody>" + std::string(expected) + "</tbody></table>]") << rows;
    }
}

TEST(Html, names_frames_by_caption_or_number) {
    const std::string html = filter("⟦<table><caption>表一 <br>“收支”</caption><tr><td>甲</table><table><tr><td>乙</table>⟧").html;
    EXPECT_NE(html.find("aria-label=\"表一 “收支”\""), std::string::npos) << html;
    EXPECT_NE(html.find("aria-label=\"表格 2\""), std::string::npos) << html;
}

TEST(Html, joins_lines_of_han_in_raw_text) {
    EXPECT_EQ(filter("⟦<table><tr><td>甲，\n  乙\nab\nc</td></tr></table>⟧").html.find("甲，乙\nab\nc") != std::string::npos, true);
}

TEST(Html, stands_depth_and_length) {
    std::string deep = "⟦";
    for (int i = 0; i < 20000; ++i) deep += "<details>";
    EXPECT_NE(filter(deep + "甲⟧").html.find("甲"), std::string::npos);
    std::string open = "⟦<table";
    for (int i = 0; i < 20000; ++i) open += " <a b=\"";
    EXPECT_FALSE(filter(open + ">⟧").html.empty());
    std::string comments = "⟦";
    for (int i = 0; i < 20000; ++i) comments += "<!-- ";
    EXPECT_FALSE(filter(comments + "⟧").html.empty());
}

TEST(Html, escapes_for_text_and_attributes) {
    std::string text, attribute;
    append_html_text(text, "a&b<c>\"d'\uFDD0甲\x01\xC2\x80\uFFFE\U0001FFFF\U0001F600");
    EXPECT_EQ(text, "a&amp;b&lt;c&gt;\"d'甲\uFFFD\uFFFD\uFFFD\uFFFD\U0001F600");
    append_html_attribute(attribute, "a&b<c>\"d'");
    EXPECT_EQ(attribute, "a&amp;b&lt;c&gt;&quot;d'");
}

}  // namespace
}  // namespace mulu

namespace mulu {

TEST(HtmlPage, says_what_it_refers_to) {
    const auto page = read_html("<!DOCTYPE html><html><head><title>目&amp;录</title><meta name=\"PubDate\" content=\"2014-01-05\"><link rel=stylesheet href=a.css><link rel=canonical href=c>"
                                "</head><body id=top><a href='b.html?x=1&amp;y=2' download=\"表.pdf\">表</a><img src=d.png><a name=old></a><script src=e.js>var s = '<a href=no>';</script>"
                                "<template><a href=no></a></template><!-- <a href=no> --><p id=\"p1\">一<b>二</b></p></body></html>");
    ASSERT_TRUE(page);
    std::string links;
    for (const HtmlLink& link : page->links) links += link.target + (link.loaded ? "+" : "") + (link.download.empty() ? "" : "=" + link.download) + " ";
    EXPECT_EQ(links, "a.css+ c b.html?x=1&y=2=表.pdf d.png+ e.js+ ");
    EXPECT_EQ(page->title, "目&录");
    EXPECT_EQ(page->metas, (std::vector<std::pair<std::string, std::string>>{{"PubDate", "2014-01-05"}}));
    EXPECT_EQ(page->ids, (std::vector<std::string>{"top", "old", "p1"}));
    EXPECT_NE(page->text.find("表"), std::string::npos);
    EXPECT_EQ(page->text.find("var s"), std::string::npos);
    EXPECT_EQ(read_html("<meta http-equiv=Refresh content='0; URL=a.html'>")->refresh, "a.html");
    EXPECT_TRUE(read_html(""));
}

TEST(HtmlPage, is_not_read_where_its_tree_would_be_too_deep_or_too_large) {
    const auto many = [](std::string_view text, std::size_t times) {
        std::string all;
        for (std::size_t i = 0; i < times; ++i) all += text;
        return all;
    };
    EXPECT_TRUE(read_html(many("<div>", 512)));
    EXPECT_FALSE(read_html(many("<div>", 513)));
    EXPECT_FALSE(read_html(many("<div>", 1000000)));
    EXPECT_TRUE(read_html(many("<p>一<li>二", 20000))) << "these close each other";
    EXPECT_TRUE(read_html(many("<p><a href=b>一</a></p>", 20000)));
    std::string formatting;
    for (int i = 0; i < 400; ++i) formatting += "<font size=" + std::to_string(i) + ">";
    EXPECT_FALSE(read_html(formatting + many("<p>", 20000))) << "each paragraph would open 400 elements again";
    EXPECT_TRUE(read_html(many("<", 100000)));
    EXPECT_TRUE(read_html(many("</p>", 100000)));
}

}  // namespace mulu
