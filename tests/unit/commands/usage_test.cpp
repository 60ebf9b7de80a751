// SPDX-License-Identifier: Apache-2.0
#include "commands/usage.hpp"

#include <gtest/gtest.h>

using namespace mulu;

namespace {

/// The first line in Chinese.
std::string said(std::string_view kind, std::string_view message) {
    const std::string words = words_of_usage(kind, message).zh;
    return words.substr(0, words.find('\n'));
}

}  // namespace

TEST(Usage, is_told_in_chinese) {
    EXPECT_EQ(said("ExtrasError", "The following argument was not expected: --outptu"), "不认识这些选项，或多写了内容：--outptu");
    EXPECT_EQ(said("build", "The following arguments were not expected: x --outptu"), "不认识这些选项，或多写了内容：x --outptu") << "the parser gives it the command's name";
    EXPECT_EQ(said("RequiredError", "A subcommand is required"), "没有写要做什么，或命令写错了，例如 mulu check");
    EXPECT_EQ(said("RequiredError", "--title is required"), "缺少“--title”");
    EXPECT_EQ(said("ArgumentMismatch", "--root: 1 required DIR missing"), "“--root”后面缺少内容，或内容多了");
    EXPECT_EQ(said("ValidationError", "--lang: fr not in {zh,en}"), "“--lang”没有“fr”这个取值，可以是：zh,en");
    EXPECT_EQ(said("ValidationError", "--jobs: Value 0 not in range 1 to 256"), "“--jobs”应是 1 到 256 的数，写成了 0");
    EXPECT_EQ(said("ExcludesError", "--by excludes --unit"), "“--by”不能和“--unit”一起用");
    EXPECT_EQ(said("FileError", "something"), "something") << "what is not known is told as it is";
}

TEST(Usage, is_told_in_english_as_the_parser_does) {
    EXPECT_EQ(words_of_usage("RequiredError", "--title is required").en, "--title is required\nRun with --help for more information.");
}
