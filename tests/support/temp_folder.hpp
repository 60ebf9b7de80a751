// SPDX-License-Identifier: Apache-2.0
// A folder of its own for a test, removed with all in it when the test ends.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

namespace mulu::test {

/// A folder in memory, for tests that write thousands of small files; where there is none, or TMPDIR says otherwise, the usual one.
inline std::filesystem::path memory_folder() {
    const char* memory = "/dev/shm";
    return std::getenv("TMPDIR") == nullptr && ::access(memory, W_OK) == 0 ? std::filesystem::path(memory) : std::filesystem::temp_directory_path();
}

class TempFolder {
public:
    explicit TempFolder(const std::filesystem::path& in = std::filesystem::temp_directory_path()) {
        std::string pattern = (in / "mulu-test-XXXXXX").string();
        EXPECT_NE(::mkdtemp(pattern.data()), nullptr);
        path_ = pattern;
    }
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    const std::string& path() const { return path_; }
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

}  // namespace mulu::test
