// SPDX-License-Identifier: Apache-2.0
// Markdown to HTML: CommonMark with tables, strikethrough, footnotes and task lists, read by cmark-gfm and written
// by a renderer of our own, so that every byte of the page is ours: valid HTML5, no inline style, ASCII anchors,
// no spaces between Han at line breaks, emphasis as its Chinese author meant it, tables in a scrollable frame.
//
// Raw HTML passes through an allow-list on a parsed tree (html.hpp); the rest is shown as text and reported. Links
// are handed to the caller, who alone knows items and files. Limits count bytes, depth, runs and cells, never seconds.
// start_markdown() is called once before threads start; all else may be called from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace mulu {

/// Registers cmark-gfm's extensions. Call once, before any thread uses this room.
void start_markdown();

/// Limits on hostile bodies (cmark-gfm has known quadratic inputs, reference/peers-demands.md H).
struct MarkdownLimits {
    std::size_t bytes = 2 * 1024 * 1024;
    unsigned nesting = 32;             ///< of quotes and lists on one line, and of the parsed tree's blocks
    unsigned delimiter_run = 64;       ///< of * _ ~ ` [ ] in one go
    std::size_t table_cells = 200000;  ///< columns × rows of one body
    unsigned table_columns = 200;
    unsigned comment_openers = 1000;   ///< of <!-- and other openers that cmark-gfm searches for again and again
    unsigned brackets = 20000;         ///< of [ in one body
};

/// A link or image as written, with the line of the body (from 1) on which its paragraph or cell begins.
struct BodyLink {
    enum class Kind { link, image };
    Kind kind = Kind::link;
    std::string target;
    std::string text;         ///< plain text of the label, or the image's alternative text
    std::uint32_t line = 1;   ///< line in the body, from 1
    std::uint32_t column = 1; ///< character column of the target or label in that line; 1 if not found
    std::uint32_t length = 1; ///< characters
};

/// A heading: its level as shown, plain text, and anchor (s-1, s-1-2: ASCII, by position).
struct BodyHeading {
    unsigned level = 2;
    std::string text;
    std::string anchor;
    std::uint32_t line = 1;
};

/// Something to tell about the body; line and column are of the body.
struct BodyRemark {
    Code code{};
    std::uint32_t line = 1, column = 1, length = 1;
    std::vector<Words> args;
};

/// What a body holds, without its HTML.
struct BodyOutline {
    std::vector<BodyLink> links;
    std::vector<BodyHeading> headings;
    std::vector<BodyRemark> remarks;  ///< disallowed raw HTML (W804), images without text (W808), first-level headings (W810), limits (E409)
    std::vector<std::string> anchors; ///< every id in the HTML
    std::string first_paragraph;      ///< plain text of the first paragraph that has text
    bool empty = true;                ///< nothing but white space and comments
};

/// Reads `body` and says what it holds. After a limit (E409 among the remarks) the rest is empty.
BodyOutline outline_body(std::string_view body, const MarkdownLimits& limits = {});

/// What becomes of a link: `href` empty means that the label is shown as plain text.
struct ResolvedLink {
    std::string href;      ///< to be escaped by the renderer; "" = plain text
    std::string download;  ///< original file name, if the link downloads a file
    bool external = false; ///< leads to another site (rel="noopener external")
};
using LinkResolver = std::function<ResolvedLink(const BodyLink&)>;

/// HTML of `body`. Headings begin at h2. `words` are what readers see that the author did not write.
struct MarkdownWords {
    std::string footnotes = "脚注";          ///< heading of the footnotes' section
    std::string back = "返回正文";            ///< label of a footnote's way back
    std::string done = "已完成", open = "未完成"; ///< of task list boxes
    std::string table = "表格";              ///< label of a table's scrollable frame
};
std::string body_html(std::string_view body, const LinkResolver& resolve, const MarkdownWords& words = {}, const MarkdownLimits& limits = {});

/// Plain text of `body`: paragraphs by line feeds, no markup. For search and summaries.
std::string body_text(std::string_view body, const MarkdownLimits& limits = {});

}  // namespace mulu
