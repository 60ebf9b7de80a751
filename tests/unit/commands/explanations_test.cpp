// SPDX-License-Identifier: Apache-2.0
#include "commands/explanations.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "support/files.hpp"

using namespace mulu;

namespace {

bool has_han(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (is_han(next_character(text, at))) return true;
    }
    return false;
}

template <class Act>
void for_each_code(const Act& act) {
    for (std::size_t code = 0; code < code_count; ++code) {
        SCOPED_TRACE(words_of(static_cast<Code>(code)).name);
        act(static_cast<Code>(code));
    }
}

}  // namespace

TEST(Explanations, every_code_says_why_in_both_languages_and_what_it_rests_on) {
    for_each_code([](Code code) {
        const Explanation& explanation = explanation_of(code);
        EXPECT_TRUE(has_han(explanation.cause_zh)) << explanation.cause_zh;
        EXPECT_TRUE(explanation.cause_zh.ends_with("。")) << explanation.cause_zh;
        EXPECT_FALSE(has_han(first_characters(explanation.cause_en, 5))) << explanation.cause_en;
        EXPECT_TRUE(explanation.cause_en.ends_with(".")) << explanation.cause_en;
        EXPECT_FALSE(explanation.source_zh.empty() || explanation.source_en.empty());
    });
}

TEST(Explanations, every_code_has_an_example_that_differs_and_fits_a_screen) {
    for_each_code([](Code code) {
        const Explanation& explanation = explanation_of(code);
        EXPECT_NE(explanation.before, explanation.after);
        for (const std::string_view example : {explanation.before, explanation.after}) {
            EXPECT_FALSE(trim(example).empty());
            EXPECT_FALSE(example.ends_with('\n'));
            const auto lines = split(example, '\n');
            EXPECT_LE(lines.size(), 8U);
            for (const std::string_view line : lines) EXPECT_LE(display_width(line), 100) << line;
        }
    });
}

TEST(Explanations, show_no_slot_of_the_words) {
    for_each_code([](Code code) {
        for (const Language language : {Language::zh, Language::en}) {
            for (const std::string& text : {general_headline(code, language), general_help(code, language)}) {
                for (const char* slot : {"{0}", "{1}", "{2}", "{3}"}) EXPECT_EQ(text.find(slot), std::string::npos) << text;
            }
        }
    });
}

TEST(Explanations, advice_that_is_only_a_slot_is_left_out) {
    EXPECT_EQ(general_help(Code::E101, Language::zh), "");
    EXPECT_EQ(render_explanation(Code::E101, Language::zh).find("怎样改"), std::string::npos);
    EXPECT_NE(render_explanation(Code::E203, Language::zh).find("怎样改"), std::string::npos);
}

TEST(Explanations, the_page_of_a_code_has_it_as_an_anchor) {
    const std::string page = mulu::test::read_file(MULU_SOURCE_DIR "/docs/diagnostics.md");
    for_each_code([&](Code code) {
        const std::string name(words_of(code).name);
        EXPECT_EQ(page_of(code), "docs/diagnostics.md#" + lower_ascii(name));
        EXPECT_NE(page.find("\n### " + name + "\n"), std::string::npos) << "run scripts/diagnostics-doc";
        EXPECT_NE(page.find(std::string(explanation_of(code).before)), std::string::npos) << "run scripts/diagnostics-doc";
    });
}
