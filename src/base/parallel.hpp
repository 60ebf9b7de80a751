// SPDX-License-Identifier: Apache-2.0
// Parallel loops whose result never depends on the order in which threads happen to run: work is by index, and
// whoever collects results collects them by index.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <initializer_list>

namespace mulu {

/// Calls `work(index, worker)` once for every index below `count`, on `workers` threads (the caller's among them).
/// `worker` is below `workers` and is one thread's for the whole call. Returns when all are done.
void for_each_index(std::size_t count, unsigned workers, const std::function<void(std::size_t index, unsigned worker)>& work);

/// Calls each of `steps` once, as many at a time as there are workers. What one does must not depend on another's having been done.
void side_by_side(unsigned workers, std::initializer_list<std::function<void()>> steps);

/// Sorts as std::sort() does; with two workers or more, both halves at a time.
template <class Iterator, class Before>
void sort_on(unsigned workers, Iterator begin, Iterator end, const Before& before) {
    constexpr std::ptrdiff_t few = 4096;  // are sorted before a thread has begun
    if (workers <= 1 || end - begin < few) return std::sort(begin, end, before);
    const Iterator middle = begin + (end - begin) / 2;
    side_by_side(workers, {[&] { std::sort(begin, middle, before); }, [&] { std::sort(middle, end, before); }});
    std::inplace_merge(begin, middle, end, before);
}

/// `wanted`, or the number of cores where it is 0.
unsigned worker_count(unsigned wanted);

}  // namespace mulu
