// SPDX-License-Identifier: Apache-2.0
#include "base/apart.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
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
        // No signal where the other side is gone. A pipe is no socket, and its reader is this program.
        ssize_t written = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (written < 0 && errno == ENOTSOCK) written = ::write(to, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool read_all(int from, void* bytes, std::size_t size) {
    auto* at = static_cast<char*>(bytes);
    while (size > 0) {
        const ssize_t got = ::read(from, at, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

/// What a helper answers: how the work ended, and how many bytes of result follow.
struct Answer {
    std::uint64_t end = 0;
    std::uint64_t size = 0;
};

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
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return ApartEnd::refused;
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        do_and_end(work, ends[1], limits);
    }
    ::close(ends[1]);
    if (child < 0) {
        ::close(ends[0]);
        return ApartEnd::refused;
    }
    result.clear();
    bool too_long = false;
    char buffer[65536];
    // A copy that waits uses no processor time.
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

Apart::Apart(Work work, unsigned helpers, const ApartLimits& limits) {
    for (unsigned number = 0; number < helpers; ++number) {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) break;
        const pid_t process = ::fork();
        if (process == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::close(ends[0]);
            // Another helper's socket that stays open here would not end when the program closes it.
            for (const Helper& other : helpers_) ::close(other.socket);
            serve(ends[1], work, limits);
        }
        ::close(ends[1]);
        if (process < 0) {
            ::close(ends[0]);
            break;
        }
        free_.push_back(helpers_.size());
        helpers_.push_back({ends[0], process});
    }
    alive_ = helpers_.size();
}

Apart::~Apart() {
    for (const Helper& helper : helpers_) ::close(helper.socket);
    for (const Helper& helper : helpers_) {
        while (::waitpid(helper.process, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
}

void Apart::serve(int socket, const Work& work, const ApartLimits& limits) const {
    std::string input, result;
    std::uint64_t size = 0;
    while (read_all(socket, &size, sizeof size)) {
        input.resize(size);
        if (!read_all(socket, input.data(), input.size())) break;
        const Answer answer{static_cast<std::uint64_t>(do_apart([&] { return work(input); }, result, limits)), result.size()};
        if (!write_all(socket, {reinterpret_cast<const char*>(&answer), sizeof answer}) || !write_all(socket, result)) break;
    }
    ::_exit(0);
}

ApartEnd Apart::run(std::string_view input, std::string& result) {
    std::size_t number = 0;
    {
        std::unique_lock lock(lock_);
        freed_.wait(lock, [&] { return !free_.empty() || alive_ == 0; });
        if (free_.empty()) return ApartEnd::refused;
        number = free_.back();
        free_.pop_back();
    }
    const int socket = helpers_[number].socket;
    const std::uint64_t size = input.size();
    Answer answer;
    bool sound = write_all(socket, {reinterpret_cast<const char*>(&size), sizeof size}) && write_all(socket, input) && read_all(socket, &answer, sizeof answer);
    if (sound) {
        result.resize(answer.size);
        sound = read_all(socket, result.data(), result.size());
    }
    {
        const std::lock_guard lock(lock_);
        if (sound) free_.push_back(number);
        else --alive_;
    }
    if (sound) freed_.notify_one();
    else freed_.notify_all();
    return sound ? static_cast<ApartEnd>(answer.end) : ApartEnd::refused;
}

}  // namespace mulu
