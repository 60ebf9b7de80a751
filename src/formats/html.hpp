// SPDX-License-Identifier: Apache-2.0
// HTML parsed by Gumbo: raw HTML of authors through an allow-list, for markdown.cpp alone; and what a whole page refers to and says of itself.
//
// filter_html():
// The input is the HTML of a whole body, made by our renderer, with the byte ranges that authors wrote as raw HTML.
// First the tags in those ranges are read one by one: what is not on the list, or has no sense where it stands,
// becomes the text that it is, so that nothing can swallow or close what is ours. Gumbo then reads the result as a
// browser would, and the tree is written out again as valid HTML: tables in frames, header cells with a scope, spans
// that fit their table, no element where HTML does not allow it. All functions are pure and thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

/// A link, or something that the page loads.
struct HtmlLink {
    bool loaded = false;    ///< image, style sheet or script: a part of the page
    std::string target;     ///< as written, entities replaced
    std::string download;   ///< name under which it is saved, if it is
    std::size_t at = 0;     ///< byte of the element's tag
};

/// What a whole page says, as a browser reads it.
struct HtmlPage {
    std::vector<HtmlLink> links;                              ///< in order
    std::vector<std::pair<std::string, std::string>> metas;   ///< name and content
    std::vector<std::string> ids;
    std::string refresh;     ///< where <meta http-equiv="refresh"> leads
    std::string title;
    std::string text;        ///< what readers see, by elements; not of scripts, styles and templates
};

/// Limits on a page that is read; Gumbo builds a tree of it and takes it down again recursively.
struct HtmlLimits {
    std::size_t bytes = 16 * 1024 * 1024;
    std::size_t depth = 512;         ///< of elements that are not closed
    std::size_t nodes = 4'000'000;   ///< tags × formatting elements that are open at once: what Gumbo may have to open again
};

/// Reads a page; nothing where it is over a limit.
std::optional<HtmlPage> read_html(std::string_view html, const HtmlLimits& limits = {});

/// Appends `text` escaped for HTML text, without characters that HTML forbids and without emphasis markers (cjk.hpp).
void append_html_text(std::string& out, std::string_view text);

/// The same for a double-quoted attribute value.
void append_html_attribute(std::string& out, std::string_view value);

}  // namespace mulu
