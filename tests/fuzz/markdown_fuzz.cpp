// SPDX-License-Identifier: Apache-2.0
// Any bytes as a body: nothing crashes, and what comes out is balanced, harmless HTML without our markers.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/cjk.hpp"
#include "formats/markdown.hpp"

namespace {

void require(bool holds, const char* what, std::string_view html) {
    if (holds) return;
    std::fprintf(stderr, "%s in:\n%.*s\n", what, static_cast<int>(html.size()), html.data());
    std::abort();
}

/// Whether each start tag has its end tag; our HTML has no > in attribute values.
bool is_balanced(std::string_view html) {
    std::vector<std::string_view> open;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        const std::size_t end = html.find('>', at);
        if (end == std::string_view::npos) return false;
        const bool closes = html[at + 1] == '/';
        const std::size_t from = at + (closes ? 2 : 1);
        const std::string_view name = html.substr(from, html.find_first_of(" >", from) - from);
        if (closes) {
            if (open.empty() || open.back() != name) return false;
            open.pop_back();
        } else if (name != "br" && name != "hr" && name != "img") {
            open.push_back(name);
        }
    }
    return open.empty();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view body(reinterpret_cast<const char*>(bytes), size);
    mulu::BodyDraft draft;
    const mulu::BodyOutline outline = mulu::outline_body(body, {}, &draft);
    std::size_t links = 0;
    const mulu::LinkResolver resolve = [&](const mulu::BodyLink& link) {
        ++links;
        // Every third link is refused, every other one downloads.
        return mulu::ResolvedLink{links % 3 == 0 ? "" : "x/" + link.text, links % 2 == 0 ? link.text : "", links % 5 == 0};
    };
    const std::string html = mulu::body_html(body, resolve);
    if (draft) {
        const std::size_t written = std::exchange(links, 0);
        require(mulu::html_of_draft(*draft, resolve) == html, "the draft becomes something else", html);
        require(links == written, "the draft has other links", html);
    }
    const std::string text = mulu::body_text(body);
    const auto lower = [](std::string copy) {
        for (char& c : copy) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        return copy;
    };
    for (const std::string& output : {html, text, outline.first_paragraph}) {
        require(output.find(mulu::emphasis_marker_utf8) == std::string::npos, "a marker is left", output);
    }
    require(is_balanced(html), "tags do not balance", html);
    for (const char* tag : {"<script", "<style", "<iframe", "<textarea", "<title", "<svg", "<!--", "<p></p>", " onclick=", "javascript:"}) {
        // The text of a link becomes its address here, so only what stands in a tag counts.
        const std::string folded = lower(html);
        if (tag[0] == '<') require(folded.find(tag) == std::string::npos, tag, html);
    }
    require(outline.links.size() == links, "outline and HTML count different links", html);
    const mulu::BodyOutline again = mulu::outline_body(body);
    require(again.anchors == outline.anchors && again.empty == outline.empty && again.first_paragraph == outline.first_paragraph, "two readings differ", html);
    return 0;
}
