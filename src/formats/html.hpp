// SPDX-License-Identifier: Apache-2.0
// Raw HTML through an allow-list, on a tree parsed by Gumbo. A closet of formats: markdown.cpp calls it.
//
// The input is the HTML of a whole body, made by our renderer, with the byte ranges that authors wrote as raw HTML.
// First the tags in those ranges are read one by one: what is not on the list, or has no sense where it stands,
// becomes the text that it is, so that nothing can swallow or close what is ours. Gumbo then reads the result as a
// browser would, and the tree is written out again as valid HTML: tables in frames, header cells with a scope, spans
// that fit their table, no element where HTML does not allow it. All functions are pure and thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mulu {

struct RawRange {
    std::size_t begin = 0, end = 0;  ///< bytes of the HTML; ranges are sorted and do not overlap
};

/// A start tag, comment or attribute that was not allowed: its beginning in the HTML and its text.
struct RefusedHtml {
    std::size_t at = 0;
    std::string text;
};

/// Elements that authors may write, and the attributes that they may carry.
extern const std::vector<std::string_view> allowed_elements;
extern const std::vector<std::string_view> allowed_attributes;

/// Words in the page that no author wrote.
struct HtmlWords {
    std::string_view table;    ///< label of a table's frame, followed by the table's number
    std::string_view details;  ///< summary of details without one
};

/// The balanced HTML; what was refused is appended to `refused` in order. Comments that are closed vanish and are not
/// reported. REQUIRES: outside `raw`, `html` is well-formed, and has no > in attribute values.
std::string filter_html(std::string_view html, const std::vector<RawRange>& raw, const HtmlWords& words, std::vector<RefusedHtml>& refused);

/// Appends `text` escaped for HTML text, without characters that HTML forbids and without emphasis markers (cjk.hpp).
void append_html_text(std::string& out, std::string_view text);

/// The same for a double-quoted attribute value.
void append_html_attribute(std::string& out, std::string_view value);

}  // namespace mulu
