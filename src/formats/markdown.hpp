// SPDX-License-Identifier: Apache-2.0
// Markdown to HTML: CommonMark with tables, strikethrough, footnotes and task lists, read by cmark-gfm and written
// by a renderer of our own, so that every byte of the page is ours: valid HTML5, no inline style, ASCII anchors,
// no spaces between Han at line breaks, emphasis as its Chinese author meant it, tables in a scrollable frame.
//
// Raw HTML passes through an allow-list on a parsed tree (html.hpp); the rest is shown as text and reported. Links
// are handed to the caller, who alone knows items and files. Limits count bytes, depth, runs and cells, never seconds.
// start_markdown() may be called before threads start, to have its work done; all else may be called from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace mulu {

/// Registers cmark-gfm's extensions. The first use of this room does so too; calling it again does nothing.
void start_markdown();

/// Limits on hostile bodies: cmark-gfm has inputs of quadratic time and memory (reference/peers-demands.md H). Those on
/// blocks are kept before and while cmark-gfm reads lines, those on inline text between lines and inlines.
struct MarkdownLimits {
    std::size_t bytes = 2 * 1024 * 1024;
    std::size_t lines = 100000;
    std::size_t pieces = 400000;       ///< of ASCII punctuation that may be markup: each takes cmark-gfm some 150 bytes
    std::size_t raw_tags = 200000;     ///< of < in raw HTML blocks: each may open an element of the tree
    unsigned nesting = 32;             ///< of quotes, lists and footnotes, on one line and in the tree
    unsigned delimiter_run = 64;       ///< of * _ ~ ` [ ] in one go, outside code blocks
    std::size_t table_cells = 200000;  ///< columns × rows of one body
    unsigned table_columns = 200;
    unsigned comment_openers = 1000;  ///< of <!-- and other openers that cmark-gfm searches for again and again
    unsigned brackets = 20000;        ///< of [ in one body
    unsigned markup = 10000;          ///< of * _ [ in one paragraph or cell (of several: the root of the sum of squares)
    std::size_t table_lead = 10000;   ///< root of bytes × lines of the text directly above tables
    std::size_t definition = 2048;    ///< bytes of a link definition, [name]: address; all uses together repeat at most 2 × bytes
};

/// A link or image as written. outline_body() finds its place in the source; for a reference link that is its label.
/// In body_html() the place is the line on which the paragraph or cell begins.
struct BodyLink {
    enum class Kind { link, image };
    Kind kind = Kind::link;
    std::string target;
    std::string text;          ///< plain text of the label, or the image's alternative text
    std::uint32_t line = 1;    ///< line in the body, from 1
    std::uint32_t column = 1;  ///< character column of the target or label in that line; 1 if not found
    std::uint32_t length = 1;  ///< characters
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
    std::vector<BodyRemark> remarks;   ///< disallowed raw HTML (W804), images without text (W808), first-level headings (W810), empty ones (W213), limits (E409)
    std::vector<std::string> anchors;  ///< every id in the HTML
    std::string first_paragraph;       ///< plain text of the first paragraph that says something: not one that ends in a colon
    bool empty = true;                 ///< nothing but white space and comments
};

/// The HTML of a body while nobody knows where its links lead and what language its page speaks: html_of_draft() puts that in, without reading the body again.
/// For few bodies there is none: those with raw HTML, footnotes, or links and images that show nothing.
using BodyDraft = std::optional<std::string>;

/// Reads `body` and says what it holds; where `draft` is given, it gets the body's draft. After a limit (E409 among the
/// remarks) the rest is empty, and so are body_html() and body_text().
BodyOutline outline_body(std::string_view body, const MarkdownLimits& limits = {}, BodyDraft* draft = nullptr);

/// What becomes of a link: `href` empty means that the label is shown as plain text.
struct ResolvedLink {
    std::string href;       ///< to be escaped by the renderer; "" = plain text
    std::string download;   ///< original file name, if the link downloads a file
    bool external = false;  ///< leads to another site (rel="noopener external")
};
using LinkResolver = std::function<ResolvedLink(const BodyLink&)>;

/// What readers see that the author did not write.
struct MarkdownWords {
    std::string footnotes = "脚注";                ///< label of the footnotes' section
    std::string back = "返回正文";                 ///< label of a footnote's way back, followed by its number
    std::string done = "已完成", open = "未完成";  ///< of task list boxes
    std::string table = "表格";                    ///< label of a table's scrollable frame, followed by its number
    std::string details = "详情";                  ///< summary of raw <details> that have none
};

/// HTML of `body`. Headings begin at h2. Each link and image with a target is put to `resolve`, in order.
std::string body_html(std::string_view body, const LinkResolver& resolve, const MarkdownWords& words = {}, const MarkdownLimits& limits = {});

/// What body_html() makes of the body that `draft` was made of; but links have no place.
std::string html_of_draft(std::string_view draft, const LinkResolver& resolve, const MarkdownWords& words = {});

/// Plain text of `body`: paragraphs by line feeds, no markup. For search and summaries.
std::string body_text(std::string_view body, const MarkdownLimits& limits = {});

}  // namespace mulu
