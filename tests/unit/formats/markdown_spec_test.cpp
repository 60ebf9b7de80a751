// SPDX-License-Identifier: Apache-2.0
// Runs the examples of tests/cases/markdown: prose, in which each fence of 32 backticks marked “example” holds Markdown, a
// line with a single dot, and the HTML that comes of it. With ACCEPT=1 in the environment the HTML is written anew.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "formats/markdown.hpp"

namespace mulu {
namespace {

/// Links as they were written; those to other sites are external.
std::string as_written(std::string_view body) {
    return body_html(body, [](const BodyLink& link) { return ResolvedLink{link.target, "", link.target.starts_with("http")}; });
}

/// The HTML by way of a draft; nothing where the body has none.
std::optional<std::string> by_draft(std::string_view body) {
    BodyDraft draft;
    (void)outline_body(body, {}, &draft);
    if (!draft) return std::nullopt;
    return html_of_draft(*draft, [](const BodyLink& link) { return ResolvedLink{link.target, "", link.target.starts_with("http")}; });
}

void run_examples(const std::string& file, std::size_t least) {
    const std::string path = MULU_TESTS_DIR "/cases/markdown/" + file;
    std::ifstream in(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    ASSERT_FALSE(text.empty()) << path;
    const std::string fence(32, '`');
    const std::string opener = fence + " example\n";
    std::string renewed;
    std::size_t examples = 0, drafts = 0, at = 0;
    for (std::size_t begin; (begin = text.find(opener, at)) != std::string::npos;) {
        const std::size_t line = static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n')) + 1;
        SCOPED_TRACE(file + ":" + std::to_string(line));
        const std::size_t body = begin + opener.size();
        const std::size_t dot = text.find("\n.\n", body - 1);
        const std::size_t end = text.find("\n" + fence + "\n", dot);
        ASSERT_TRUE(dot != std::string::npos && end != std::string::npos);
        const std::string markdown = text.substr(body, dot + 1 - body);
        const std::string html = as_written(markdown);
        EXPECT_EQ(html, text.substr(dot + 3, end + 1 - (dot + 3))) << markdown;
        if (const auto drafted = by_draft(markdown)) {
            EXPECT_EQ(*drafted, html) << markdown;
            ++drafts;
        }
        renewed += text.substr(at, dot + 3 - at) + html;
        at = end + 1;
        ++examples;
    }
    renewed += text.substr(at);
    EXPECT_GE(examples, least);
    EXPECT_GE(drafts, least / 2);
    if (std::getenv("ACCEPT") != nullptr) std::ofstream(path, std::ios::binary) << renewed;
}

TEST(MarkdownSpec, bodies_are_as_the_dialect_says) { run_examples("spec.txt", 50); }
TEST(MarkdownSpec, chinese_is_set_as_chinese) { run_examples("cjk.txt", 35); }

}  // namespace
}  // namespace mulu
