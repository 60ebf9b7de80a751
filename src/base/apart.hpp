// SPDX-License-Identifier: Apache-2.0
// Apart: work on hostile bytes in a process of its own, so that a fault in somebody else's parser (a crash, endless work, memory without end) is an answer and
// not the end of the program. No program is started: the process is a copy of this one (fork), it writes its result into a pipe and ends.
//
// What the work changes in memory, nobody sees. It must not wait for other threads, which the copy doesn't have, nor start any. Its standard output and
// error lead nowhere: libraries that print are silent. May be called from several threads at once.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace mulu {

/// What the work may use. Seconds are those of the processor (of the clock, five times as many), and the last resort: what a parser is to read has limits in bytes, entries and pages.
struct ApartLimits {
    std::uint64_t memory = std::uint64_t{1536} * 1024 * 1024;  ///< bytes, beyond what the program has already (sanitizers allow no such limit)
    unsigned seconds = 120;
    std::size_t result = 16 * 1024 * 1024;  ///< bytes
};

enum class ApartEnd {
    done,
    refused,  ///< the machine gave no process; nothing is said of the work
    broken,   ///< the work crashed, or went over a limit
};

/// Does `work` apart; `result` is what it returned, if it is done.
ApartEnd do_apart(const std::function<std::string()>& work, std::string& result, const ApartLimits& limits = {});

}  // namespace mulu
