// SPDX-License-Identifier: Apache-2.0
#include "render/chart.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "formats/xml.hpp"

namespace mulu {

std::string bar_chart(const std::string& id, const std::string& title, const std::string& description, const std::vector<Bar>& bars) {
    if (bars.empty()) return {};
    constexpr int font = 14, row = 30, plot = 360, gap = 8;
    int label_columns = 4, value_columns = 4;
    double longest = 0;
    for (const Bar& bar : bars) {
        label_columns = std::max(label_columns, display_width(bar.label));
        value_columns = std::max(value_columns, display_width(bar.value));
        longest = std::max(longest, bar.length);
    }
    // A column of half an em is the width of a Latin letter; Han take two.
    const int left = label_columns * font / 2 + gap;
    const int width = left + plot + gap + value_columns * font * 6 / 10;
    const int height = static_cast<int>(bars.size()) * row;
    XmlWriter svg(XmlWriter::Prolog::no, XmlWriter::Layout::compact);
    svg.open("svg").attribute("class", "chart").attribute("viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(height));
    svg.attribute("role", "img").attribute("aria-labelledby", id + "-title " + id + "-desc");
    svg.open("title").attribute("id", id + "-title").text(title).close();
    svg.open("desc").attribute("id", id + "-desc").text(description).close();
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const int top = static_cast<int>(i) * row;
        const int length = longest <= 0 ? 0 : static_cast<int>(bars[i].length / longest * plot + 0.5);
        const std::string baseline = std::to_string(top + row / 2 + font * 4 / 11);
        svg.open("text").attribute("class", "label").attribute("x", std::to_string(left - gap)).attribute("y", baseline);
        svg.attribute("text-anchor", "end").text(bars[i].label).close();
        svg.open("rect").attribute("class", "bar").attribute("x", std::to_string(left)).attribute("y", std::to_string(top + 5));
        svg.attribute("width", std::to_string(bars[i].length > 0 ? std::max(length, 1) : 0)).attribute("height", std::to_string(row - 10)).close();
        svg.open("text").attribute("class", "value").attribute("x", std::to_string(left + length + gap)).attribute("y", baseline);
        svg.text(bars[i].value).close();
    }
    svg.open("path").attribute("class", "axis").attribute("d", "M" + std::to_string(left) + " 0V" + std::to_string(height)).close();
    svg.close();
    return svg.finish();
}

}  // namespace mulu
