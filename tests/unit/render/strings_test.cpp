// SPDX-License-Identifier: Apache-2.0
#include "render/strings.hpp"

#include <gtest/gtest.h>

#include "support/files.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

std::optional<Strings> read(const std::string& text, Diagnostics& diagnostics) {
    const auto source = Source::make("layouts/strings/xx.yml", text, diagnostics);
    return source ? Strings::read(*source, diagnostics) : std::nullopt;
}

std::string installed(const char* language) { return read_file(MULU_SOURCE_DIR "/layouts/strings/" + std::string(language) + ".yml"); }

}  // namespace

TEST(Strings, that_are_installed_are_complete) {
    for (const char* language : {"zh-CN", "en"}) {
        Diagnostics diagnostics;
        const auto strings = read(installed(language), diagnostics);
        ASSERT_TRUE(strings) << language;
        EXPECT_TRUE(diagnostics.empty());
        EXPECT_FALSE((*strings)["nav.home"].empty());
        EXPECT_EQ(strings->find("no.such.key", "otherwise"), "otherwise");
        EXPECT_NE(strings->fill("year", {"2013"}).find("2013"), std::string::npos);
    }
}

TEST(Strings, tell_which_key_is_missing) {
    std::string text = installed("zh-CN");
    const std::size_t at = text.find("nav.home:");
    ASSERT_NE(at, std::string::npos);
    text.replace(at, 8, "nav.hme");
    Diagnostics diagnostics;
    EXPECT_FALSE(read(text, diagnostics));
    ASSERT_EQ(diagnostics.all().size(), 1U);
    EXPECT_EQ(diagnostics.all()[0].code, Code::E507);
    EXPECT_EQ(diagnostics.all()[0].args.at(1).en, "is it written as nav.hme?");
}

TEST(Strings, have_two_sections_of_texts) {
    for (const char* wrong : {"code: {nav.home: [a]}\n", "other: {}\n", "- a\n"}) {
        Diagnostics diagnostics;
        EXPECT_FALSE(read(wrong, diagnostics)) << wrong;
    }
}
