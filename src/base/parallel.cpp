// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace mulu {

void for_each_index(std::size_t count, unsigned workers, const std::function<void(std::size_t, unsigned)>& work) {
    if (workers <= 1 || count <= 1) {
        for (std::size_t i = 0; i < count; ++i) work(i, 0);
        return;
    }
    // Small batches: an item takes some 50 µs, so that a batch outweighs the atomic and no thread idles long at the end. Where there are few, one may take as long
    // as a thousand others (a year's open data), and its neighbour as well: they go one by one.
    constexpr std::size_t few = 1024;
    const std::size_t batch = count < few ? 1 : 16;
    std::atomic<std::size_t> next{0};
    const auto run = [&](unsigned worker) {
        for (;;) {
            const std::size_t begin = next.fetch_add(batch);
            if (begin >= count) return;
            const std::size_t end = std::min(count, begin + batch);
            for (std::size_t i = begin; i < end; ++i) work(i, worker);
        }
    };
    std::vector<std::jthread> threads;
    for (unsigned worker = 1; worker < workers; ++worker) threads.emplace_back(run, worker);
    run(0);
}

void side_by_side(unsigned workers, std::initializer_list<std::function<void()>> steps) {
    for_each_index(steps.size(), workers, [&](std::size_t step, unsigned) { steps.begin()[step](); });
}

unsigned worker_count(unsigned wanted) {
    if (wanted != 0) return wanted;
    return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace mulu
