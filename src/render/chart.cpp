// SPDX-License-Identifier: Apache-2.0
#include "render/chart.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "formats/xml.hpp"

namespace mulu {
namespace {

/// Pixels that `text` takes at most: Han an em, digits and Latin letters 0.6 of one.
double text_width(std::string_view text, int font) {
    double ems = 0;
    for (std::size_t at = 0; at < text.size();) ems += display_width(next_character(text, at)) == 2 ? 1 : 0.6;
    return ems * font;
}

}  // namespace

std::string bar_chart(const std::string& id, const std::string& title, const std::string& description, const std::vector<Bar>& bars) {
    if (bars.empty()) return {};
    constexpr int font = 14, row = 30, plot = 360, gap = 8;
    double label_width = 2 * font, value_width = 2 * font;
    double longest = 0;
    for (const Bar& bar : bars) {
        label_width = std::max(label_width, text_width(bar.label, font));
        value_width = std::max(value_width, text_width(bar.value, font));
        longest = std::max(longest, bar.length);
    }
    const int left = static_cast<int>(label_width) + gap;
    const int width = left + plot + gap + static_cast<int>(value_width);
    const int height = static_cast<int>(bars.size()) * row;
    XmlWriter svg(XmlWriter::Prolog::no, XmlWriter::Layout::compact);
    svg.open("svg").attribute("class", "chart").attribute("viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(height));
    svg.attribute("width", std::to_string(width)).attribute("height", std::to_string(height));
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
