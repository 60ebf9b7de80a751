// SPDX-License-Identifier: Apache-2.0
// The pictures: charts and QR codes are well-formed XML, whatever their words.
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "render/chart.hpp"
#include "render/qr.hpp"

using namespace mulu;

namespace {

/// Whether `text` is one element with balanced tags, quoted attributes and escaped text: enough to catch what a writer can break.
bool is_well_formed(const std::string& text) {
    std::vector<std::string> open;
    std::size_t at = 0;
    bool any = false;
    while (at < text.size()) {
        if (text[at] != '<') {
            if (open.empty() && text[at] != '\n') return false;
            if (text[at] == '&' && text.substr(at, 8).find(';') == std::string::npos) return false;
            ++at;
            continue;
        }
        const std::size_t end = text.find('>', at);
        if (end == std::string::npos) return false;
        std::string tag = text.substr(at + 1, end - at - 1);
        at = end + 1;
        if (tag.starts_with('/')) {
            if (open.empty() || open.back() != tag.substr(1)) return false;
            open.pop_back();
            continue;
        }
        if (open.empty() && any) return false;
        any = true;
        if (std::count(tag.begin(), tag.end(), '"') % 2 != 0 || tag.find('<') != std::string::npos) return false;
        if (tag.ends_with('/')) continue;
        open.push_back(tag.substr(0, tag.find(' ')));
    }
    return any && open.empty();
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST(Chart, draws_a_bar_for_each_with_title_and_description) {
    const std::string svg = bar_chart("c", "标题 & <more>", "说明", {{"规划", "12 (50%)", 12}, {"预算", "6", 6}, {"空", "0", 0}});
    EXPECT_TRUE(is_well_formed(svg)) << svg;
    EXPECT_EQ(count(svg, "<rect"), 3U);
    EXPECT_NE(svg.find("<title id=\"c-title\">标题 &amp; &lt;more&gt;</title>"), std::string::npos) << svg;
    EXPECT_NE(svg.find("aria-labelledby=\"c-title c-desc\""), std::string::npos);
    EXPECT_NE(svg.find("width=\"360\""), std::string::npos) << "the longest bar fills the plot";
    EXPECT_NE(svg.find("width=\"180\""), std::string::npos) << "half as much is half as long";
    EXPECT_NE(svg.find("width=\"0\""), std::string::npos);
}

TEST(Chart, shows_the_smallest_amount) {
    EXPECT_NE(bar_chart("c", "t", "d", {{"a", "1", 1}, {"b", "1000000", 1000000}}).find("width=\"1\""), std::string::npos);
}

TEST(Chart, of_nothing_is_nothing) {
    EXPECT_EQ(bar_chart("c", "t", "d", {}), "");
    EXPECT_TRUE(is_well_formed(bar_chart("c", "t", "d", {{"a", "0", 0}})));
}

TEST(Chart, is_well_formed_whatever_the_words) {
    for (const char* words : {"]]>", "a\"b'c", "<script>", "&amp;", "\xEF\xBF\xBE", "\x01", "😀"}) EXPECT_TRUE(is_well_formed(bar_chart("c", words, words, {{words, words, 1}}))) << words;
}

TEST(QrCode, is_one_path_of_rectangles_within_its_frame) {
    const std::string svg = qr_svg("https://www.example.gov.cn/xxgk/items/2025/a.html", "手机扫码 \"阅读\"");
    EXPECT_TRUE(is_well_formed(svg)) << svg.substr(0, 300);
    EXPECT_EQ(count(svg, "<path"), 1U);
    EXPECT_NE(svg.find("aria-label=\"手机扫码 &quot;阅读&quot;\""), std::string::npos) << svg.substr(0, 300);
    EXPECT_NE(svg.find("M0 0h7v1H0z"), std::string::npos) << "the finder's upper edge";
    EXPECT_EQ(svg, qr_svg("https://www.example.gov.cn/xxgk/items/2025/a.html", "手机扫码 \"阅读\""));
}

TEST(QrCode, of_a_text_that_no_code_holds_is_nothing) { EXPECT_EQ(qr_svg(std::string(5000, 'a'), "x"), ""); }
