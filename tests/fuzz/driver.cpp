// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target without libFuzzer: over the files of the folders named on the command line, each whole and cut off at
// some places, and over no input at all. What a target finds wrong it aborts on; the file at fault is named before.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t cuts = 40;  // of one file: enough to end in the middle of most of its constructs

void run(const std::string& bytes, std::size_t size) {
    // A buffer of its own size, so that AddressSanitizer sees the first byte that is read behind it.
    const std::vector<std::uint8_t> input(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    LLVMFuzzerTestOneInput(input.data(), input.size());
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::filesystem::path> files;
    for (int i = 1; i < argc; ++i) {
        std::error_code error;
        if (std::filesystem::is_regular_file(argv[i], error)) files.emplace_back(argv[i]);
        for (std::filesystem::recursive_directory_iterator entry(argv[i], error), end; !error && entry != end; entry.increment(error)) {
            if (entry->is_regular_file()) files.push_back(entry->path());
        }
    }
    std::sort(files.begin(), files.end());
    run({}, 0);
    std::size_t inputs = 1;
    for (const auto& file : files) {
        // Said before it runs: an abort leaves no other trace of which one it was.
        std::fprintf(stderr, "%s\n", file.c_str());
        std::ifstream stream(file, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
        const std::size_t step = std::max<std::size_t>(1, bytes.size() / cuts);
        for (std::size_t size = bytes.size();; size -= step, ++inputs) {
            run(bytes, size);
            if (size < step) break;
        }
        ++inputs;
    }
    std::printf("%zu inputs of %zu files\n", inputs, files.size());
    return 0;
}
