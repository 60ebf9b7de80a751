// SPDX-License-Identifier: Apache-2.0
#include "base/apart.hpp"

#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "base/parallel.hpp"

using namespace mulu;

TEST(Apart, gives_the_result_of_the_work) {
    std::string result;
    EXPECT_EQ(do_apart([] { return std::string("结果"); }, result), ApartEnd::done);
    EXPECT_EQ(result, "结果");
    EXPECT_EQ(do_apart([] { return std::string(); }, result), ApartEnd::done);
    EXPECT_EQ(result, "");
    EXPECT_EQ(do_apart([] { return std::string(1'000'000, 'x'); }, result), ApartEnd::done);
    EXPECT_EQ(result.size(), 1'000'000U);
}

TEST(Apart, changes_nothing_here) {
    int value = 1;
    std::string result;
    EXPECT_EQ(do_apart([&] { return value = 2, std::string(); }, result), ApartEnd::done);
    EXPECT_EQ(value, 1);
}

TEST(Apart, outlives_work_that_crashes_or_throws) {
    std::string result;
    EXPECT_EQ(do_apart([]() -> std::string { std::abort(); }, result), ApartEnd::broken);
    EXPECT_EQ(do_apart([]() -> std::string { std::_Exit(0); }, result), ApartEnd::done) << "nothing written is an empty result";
    EXPECT_EQ(do_apart([]() -> std::string { throw std::runtime_error("x"); }, result), ApartEnd::broken);
}

TEST(Apart, outlives_work_without_end) {
    std::string result;
    ApartLimits limits;
    limits.seconds = 1;
    EXPECT_EQ(do_apart([]() -> std::string { for (std::atomic<unsigned> i = 0;; ++i) {} }, result, limits), ApartEnd::broken);
    limits.result = 10;
    EXPECT_EQ(do_apart([] { return std::string(1'000'000, 'x'); }, result, limits), ApartEnd::broken);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    limits = {};
    limits.memory = 64 * 1024 * 1024;
    EXPECT_EQ(do_apart([] { return std::string(std::size_t{1} << 30, 'x').substr(0, 1); }, result, limits), ApartEnd::broken);
#endif
}

TEST(Apart, serves_several_threads) {
    Apart apart([](std::string_view input) { return std::string(input) + "!"; }, 3);
    std::vector<std::string> results(40);
    for_each_index(results.size(), 4, [&](std::size_t i, unsigned) { EXPECT_EQ(apart.run(std::to_string(i), results[i]), ApartEnd::done); });
    for (std::size_t i = 0; i < results.size(); ++i) EXPECT_EQ(results[i], std::to_string(i) + "!");
    const std::string large(3'000'000, 'x');
    std::string result;
    EXPECT_EQ(apart.run(large, result), ApartEnd::done);
    EXPECT_EQ(result, large + "!");
}

TEST(Apart, has_helpers_that_outlive_their_work) {
    Apart apart([](std::string_view input) -> std::string { if (input == "crash") std::abort(); return std::string(input); }, 1);
    std::string result;
    EXPECT_EQ(apart.run("crash", result), ApartEnd::broken);
    EXPECT_EQ(apart.run("", result), ApartEnd::done);
    EXPECT_EQ(apart.run("next", result), ApartEnd::done);
    EXPECT_EQ(result, "next");
}
