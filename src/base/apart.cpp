// SPDX-License-Identifier: Apache-2.0
#include "base/apart.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <mutex>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mulu {
namespace {

/// Seconds of waiting for a second of work: a machine may be busy with other things.
constexpr unsigned patience = 5;

/// Sanitizers reserve address space by the terabyte.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool memory_is_limited = false;
#else
constexpr bool memory_is_limited = true;
#endif

/// The bytes of address space that this process has (proc(5), statm), or 0 where nobody says.
std::uint64_t address_space() {
    std::FILE* file = std::fopen("/proc/self/statm", "re");
    if (file == nullptr) return 0;
    unsigned long long pages = 0;
    const int read = std::fscanf(file, "%llu", &pages);
    std::fclose(file);
    return read == 1 ? pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

void limit(int what, rlim_t value) {
    const rlimit both{value, value};
    ::setrlimit(static_cast<__rlimit_resource>(what), &both);
}

/// Waits until `from` has bytes or its end; false where `deadline` comes first.
bool wait_for(int from, std::chrono::steady_clock::time_point deadline) {
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        if (left <= 0) return false;
        pollfd waiting{from, POLLIN, 0};
        if (::poll(&waiting, 1, static_cast<int>(left)) > 0) return true;
    }
}

bool write_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(to, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

[[noreturn]] void do_and_end(const std::function<std::string()>& work, int to, const ApartLimits& limits) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // nobody is left behind when the program is killed
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_DFL);
    if (const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC); nowhere >= 0) {
        ::dup2(nowhere, STDOUT_FILENO);
        ::dup2(nowhere, STDERR_FILENO);
    }
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, limits.seconds);
    if (const std::uint64_t now = memory_is_limited ? address_space() : 0; now > 0) limit(RLIMIT_AS, now + limits.memory);
    int status = 1;
    try {
        status = write_all(to, work()) ? 0 : 1;
    } catch (const std::exception&) {  // no memory
    }
    ::_exit(status);
}

}  // namespace

ApartEnd do_apart(const std::function<std::string()>& work, std::string& result, const ApartLimits& limits) {
    static std::mutex forking;
    int ends[2];
    pid_t child = -1;
    {
        // One at a time, so that no other copy inherits the end that is written to: it would keep the pipe open for as long as it works.
        const std::lock_guard lock(forking);
        if (::pipe2(ends, O_CLOEXEC) != 0) return ApartEnd::refused;
        child = ::fork();
        if (child == 0) {
            ::close(ends[0]);
            do_and_end(work, ends[1], limits);
        }
        ::close(ends[1]);
    }
    if (child < 0) {
        ::close(ends[0]);
        return ApartEnd::refused;
    }
    result.clear();
    bool too_long = false;
    char buffer[65536];
    // A copy that waits for what only another thread of the original could give uses no processor time, and would wait for ever.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(limits.seconds) * patience;
    for (;;) {
        if (!wait_for(ends[0], deadline)) {
            too_long = true;
            ::kill(child, SIGKILL);
            break;
        }
        const ssize_t got = ::read(ends[0], buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        if (result.size() + static_cast<std::size_t>(got) > limits.result) {
            too_long = true;
            ::kill(child, SIGKILL);
            break;
        }
        result.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return !too_long && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? ApartEnd::done : ApartEnd::broken;
}

}  // namespace mulu
