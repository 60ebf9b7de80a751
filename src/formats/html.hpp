// SPDX-License-Identifier: Apache-2.0
// Raw HTML through an allow-list, on a tree parsed by Gumbo. A closet of formats: markdown.cpp calls it.
//
// The input is the whole HTML of a body, made by our renderer, with the byte ranges that authors wrote as raw HTML.
// Elements outside those ranges are ours and pass; inside, only the allow-list passes, with its few attributes, and
// every other tag is turned into the text that it is. What comes out is balanced whatever went in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mulu {

struct RawRange {
    std::size_t begin = 0, end = 0;  ///< bytes of the HTML
};

/// A tag, comment or attribute that was not allowed: its beginning in the HTML and its text.
struct RefusedHtml {
    std::size_t at = 0;
    std::string text;
};

/// Elements that authors may write, and the attributes that they may carry.
extern const std::vector<std::string_view> allowed_elements;
extern const std::vector<std::string_view> allowed_attributes;

/// The balanced HTML; what was refused is appended to `refused`.
std::string filter_html(std::string_view html, const std::vector<RawRange>& raw, std::vector<RefusedHtml>& refused);

}  // namespace mulu
