// SPDX-License-Identifier: Apache-2.0
#include "base/result.hpp"

#include <cerrno>
#include <memory>

#include <gtest/gtest.h>

using namespace mulu;

TEST(Result, is_a_value_or_a_failure) {
    const Result<std::string> good = std::string("text");
    ASSERT_TRUE(good);
    EXPECT_EQ(*good, "text");
    EXPECT_EQ(good->size(), 4U);
    const Result<std::string> bad = Failure{"cannot read", "a/b", ENOENT};
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.failure().path, "a/b");
    const Result<> done = Done{};
    EXPECT_TRUE(done);
}

TEST(Result, may_hold_what_can_only_be_moved) {
    Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
    ASSERT_TRUE(result);
    EXPECT_EQ(**result, 7);
    const std::unique_ptr<int> moved = std::move(*result);
    EXPECT_EQ(*moved, 7);
}

TEST(Result, a_failure_says_what_happened) {
    EXPECT_EQ((Failure{"cannot write", "site/a.html", ENOSPC}.message()), "cannot write site/a.html: No space left on device");
    EXPECT_EQ((Failure{"refused", "site", 0}.message()), "refused site");
}

TEST(ResultDeathTest, a_fault_of_ours_aborts_with_its_words) {
    ensure(true, "nothing happens");
    EXPECT_DEATH(ensure(false, "the sky has fallen"), "internal fault: the sky has fallen");
}
