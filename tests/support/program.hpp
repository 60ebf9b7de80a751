// SPDX-License-Identifier: Apache-2.0
// Runs a program as a person would, with an environment that the test decides, and says what it answered.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/files.hpp"
#include "support/temp_folder.hpp"

namespace mulu::test {

struct Answer {
    int status = -1;  ///< exit status, or −signal
    std::string output, error;
};

struct Call {
    std::vector<std::string> arguments;               ///< the program's path first
    std::map<std::string, std::string> environment;   ///< set besides PATH; "" unsets
    std::string folder;                               ///< where it starts; "": here
};

/// A program that runs. Neither of its streams is a terminal.
class Process {
public:
    explicit Process(const Call& call) : child_(::fork()) {
        if (child_ == 0) begin(call);
        EXPECT_GT(child_, 0);
    }
    ~Process() {
        if (has_ended_) return;
        kill();
        wait();
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// Ends it as a power cut would: it is asked nothing.
    void kill() const { ::kill(child_, SIGKILL); }
    /// Stops it where it is, and lets it go on: what it waits for by the clock waits too.
    void pause() const { ::kill(child_, SIGSTOP); }
    void go_on() const { ::kill(child_, SIGCONT); }
    /// Waits for its end and says what it answered. Call once.
    Answer wait() {
        int status = 0;
        EXPECT_EQ(::waitpid(child_, &status, 0), child_);
        has_ended_ = true;
        Answer answer;
        answer.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        // Where it was killed early it may not have opened its streams.
        if (exists(streams_ / "output")) answer.output = read_file(streams_ / "output");
        if (exists(streams_ / "error")) answer.error = read_file(streams_ / "error");
        return answer;
    }

private:
    [[noreturn]] void begin(const Call& call) {
        const auto redirect = [](const std::string& path, int stream) {
            const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
            if (file < 0 || ::dup2(file, stream) < 0) ::_exit(125);
        };
        redirect(streams_ / "output", STDOUT_FILENO);
        redirect(streams_ / "error", STDERR_FILENO);
        if (!call.folder.empty() && ::chdir(call.folder.c_str()) != 0) ::_exit(125);
        ::unsetenv("SOURCE_DATE_EPOCH");
        ::setenv("LC_ALL", "C", 1);
        ::setenv("TZ", "UTC", 1);
        for (const auto& [name, value] : call.environment) {
            if (value.empty()) ::unsetenv(name.c_str());
            else ::setenv(name.c_str(), value.c_str(), 1);
        }
        std::vector<char*> arguments;
        for (const std::string& argument : call.arguments) arguments.push_back(const_cast<char*>(argument.c_str()));
        arguments.push_back(nullptr);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }

    TempFolder streams_;
    pid_t child_;
    bool has_ended_ = false;
};

/// Runs the call to its end.
inline Answer run(const Call& call) { return Process(call).wait(); }

#ifdef MULU_PROGRAM
/// Runs mulu with `arguments`.
inline Answer run_mulu(std::vector<std::string> arguments, std::map<std::string, std::string> environment = {}, std::string folder = {}) {
    arguments.insert(arguments.begin(), MULU_PROGRAM);
    return run({std::move(arguments), std::move(environment), std::move(folder)});
}
#endif

}  // namespace mulu::test
