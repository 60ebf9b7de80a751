// SPDX-License-Identifier: Apache-2.0
#include "intake/lock_reader.hpp"

#include <gtest/gtest.h>

#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

std::vector<Freeze> read(const std::string& text, std::string& codes) {
    Diagnostics diagnostics;
    auto freezes = read_lock(yaml_of(text), diagnostics);
    codes = codes_of(diagnostics);
    return freezes;
}

}  // namespace

TEST(Lock, reads_freezes_with_their_figures_sorted) {
    std::string codes;
    const auto freezes = read("freezes:\n  - corrections: 0\n    figures:\n      b: 1.5\n      \"total(a)\": 7\n      a: 0\n"
                              "  - corrections: 2\n    figures:\n      items.category.a-b: 12\n", codes);
    EXPECT_EQ(codes, "");
    ASSERT_EQ(freezes.size(), 2U);
    ASSERT_EQ(freezes[0].figures.size(), 3U);
    EXPECT_EQ(freezes[0].figures[0].text, "a");
    EXPECT_EQ(freezes[0].figures[1].figure.print(), "1.5");
    EXPECT_EQ(freezes[0].figures[2].value.kind, Expression::Kind::total);
    EXPECT_EQ(freezes[1].corrections, 2U);
    EXPECT_EQ(freezes[1].figures[0].value.kind, Expression::Kind::figure) << "the dash is of the id, and no minus";
    EXPECT_EQ(freezes[1].figures[0].value.key, "items.category.a-b");
}

TEST(Lock, is_refused_whole_where_anything_is_wrong) {
    for (const char* text : {"freezes:\n", "freezes: []\n", "a: 1\n", "- a\n", "freezes: [{figures: {a: 1}}]\n", "freezes: [{corrections: x, figures: {a: 1}}]\n",
                             "freezes: [{corrections: -1, figures: {a: 1}}]\n", "freezes: [{corrections: 0, figures: [1]}]\n", "freezes: [{corrections: 0, figures: {a: x}}]\n",
                             "freezes: [{corrections: 0, figures: {\"a +\": 1}}]\n", "freezes: [{corrections: 0, figures: {a: 1}, more: 1}]\n",
                             "freezes: [{corrections: 0, figures: {a: 1}}, {}]\n", "freezes: [{corrections: 0, figures: {a: 1}}]\nmore: 1\n"}) {
        std::string codes;
        EXPECT_TRUE(read(text, codes).empty()) << text;
        EXPECT_TRUE(codes.starts_with("E609 test.yml:")) << text << codes;
        EXPECT_EQ(codes.find('\n') + 1, codes.size()) << text << codes;
    }
}

TEST(Lock, lies_beside_its_report) {
    EXPECT_EQ(lock_of("content/reports/jyj/2025.md"), "content/reports/jyj/2025.lock.yml");
    EXPECT_EQ(report_of_lock("content/reports/jyj/2025.lock.yml"), "content/reports/jyj/2025.md");
    EXPECT_TRUE(is_lock_file("reports/2025.lock.yml"));
    EXPECT_FALSE(is_lock_file("reports/2025.yml"));
}
