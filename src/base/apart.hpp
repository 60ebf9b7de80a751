// SPDX-License-Identifier: Apache-2.0
// Apart: work on hostile bytes in a process of its own, so that a fault in somebody else's parser (a crash, endless work, memory without end) is an answer and
// not the end of the program. No program is started: the process is a copy of this one (fork), it writes its result into a pipe and ends.
//
// A copy has no other threads, and would wait for ever for a lock that one of them held. So Apart makes its helpers at once, before the threads that ask them
// for work; each makes a copy of itself for each piece.
//
// What the work changes in memory, nobody sees. It must not start threads. Its standard output and error lead nowhere: libraries that print are silent.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

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

/// Does `work` in a copy of this process; `result` is what it returned, if it is done. For a process without other threads.
ApartEnd do_apart(const std::function<std::string()>& work, std::string& result, const ApartLimits& limits = {});

/// Helpers that do one kind of work apart, for several threads.
class Apart {
public:
    using Work = std::function<std::string(std::string_view input)>;

    /// Makes `helpers` processes. To be called before other threads are started.
    Apart(Work work, unsigned helpers, const ApartLimits& limits = {});
    ~Apart();
    Apart(const Apart&) = delete;
    Apart& operator=(const Apart&) = delete;

    /// Has `input` worked on by a helper, as soon as one is free. May be called from several threads at once.
    ApartEnd run(std::string_view input, std::string& result);

private:
    struct Helper {
        int socket = -1;
        int process = -1;
    };
    [[noreturn]] void serve(int socket, const Work& work, const ApartLimits& limits) const;

    std::vector<Helper> helpers_;
    std::vector<std::size_t> free_;  ///< numbers of helpers
    std::size_t alive_ = 0;
    std::mutex lock_;
    std::condition_variable freed_;
};

}  // namespace mulu
