// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

using namespace mulu;

TEST(Parallel, does_every_index_once) {
    for (const unsigned workers : {0U, 1U, 2U, 7U}) {
        for (const std::size_t count : {0U, 1U, 2U, 15U, 16U, 17U, 1000U}) {
            std::vector<std::atomic<int>> done(count);
            for_each_index(count, workers, [&](std::size_t index, unsigned worker) {
                EXPECT_LT(worker, std::max(1U, workers));
                ++done[index];
            });
            for (const auto& times : done) EXPECT_EQ(times, 1);
        }
    }
}

TEST(Parallel, a_worker_is_one_thread) {
    std::vector<std::vector<std::thread::id>> threads(4);
    for_each_index(2000, 4, [&](std::size_t, unsigned worker) { threads[worker].push_back(std::this_thread::get_id()); });
    for (const auto& ids : threads) {
        for (const std::thread::id id : ids) EXPECT_EQ(id, ids.front());
    }
}

TEST(Parallel, does_every_step_once) {
    for (const unsigned workers : {0U, 1U, 2U, 7U}) {
        std::atomic<int> first{0}, second{0}, third{0};
        side_by_side(workers, {[&] { ++first; }, [&] { ++second; }, [&] { ++third; }});
        EXPECT_EQ(first + second + third, 3);
        EXPECT_EQ(first * second * third, 1);
    }
}

TEST(Parallel, sorts_as_one_thread_does) {
    for (const std::size_t count : {0U, 1U, 4095U, 4096U, 4097U, 50001U}) {
        std::vector<unsigned> numbers(count);
        unsigned number = 1;
        for (unsigned& each : numbers) each = number = number * 1664525U + 1013904223U;
        std::vector<unsigned> expected = numbers;
        std::sort(expected.begin(), expected.end(), std::greater<>());
        for (const unsigned workers : {0U, 1U, 2U, 7U}) {
            std::vector<unsigned> sorted = numbers;
            sort_on(workers, sorted.begin(), sorted.end(), std::greater<>());
            EXPECT_EQ(sorted, expected) << count << " on " << workers;
        }
    }
}

TEST(Parallel, chooses_the_number_of_workers) {
    EXPECT_EQ(worker_count(3), 3U);
    EXPECT_GE(worker_count(0), 1U);
}
