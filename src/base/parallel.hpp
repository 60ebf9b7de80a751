// SPDX-License-Identifier: Apache-2.0
// Parallel loops whose result never depends on the order in which threads happen to run: work is by index, and
// whoever collects results collects them by index.
#pragma once

#include <cstddef>
#include <functional>

namespace mulu {

/// Calls `work(index, worker)` once for every index below `count`, on `workers` threads (the caller's among them).
/// `worker` is below `workers` and is one thread's for the whole call. Returns when all are done.
void for_each_index(std::size_t count, unsigned workers, const std::function<void(std::size_t index, unsigned worker)>& work);

/// `wanted`, or the number of cores where it is 0.
unsigned worker_count(unsigned wanted);

}  // namespace mulu
