// SPDX-License-Identifier: Apache-2.0
// Spool: texts that one run keeps, the first of them in memory, the others in a file without a name that is gone when the process is.
//
// It is a convenience and never a duty: where no such file can be made, or the disk is short of room, it keeps nothing, and whoever asks makes the text again.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/digest.hpp"

namespace mulu {

class Spool {
public:
    /// Bytes of texts that the file has at most; less where less than eight times as much is free on its disk.
    static constexpr std::uint64_t usual_size = std::uint64_t{1} << 30;
    /// Bytes of texts that are kept in memory before the file is asked: all of a site that is not large.
    static constexpr std::uint64_t usual_in_memory = std::uint64_t{24} << 20;

    /// A spool with its file on the file system of `folder`.
    explicit Spool(const std::string& folder, std::uint64_t most = usual_size, std::uint64_t in_memory = usual_in_memory);
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;
    ~Spool();

    /// Keeps `text` under `key`; a key that is kept already stays as it is. May be called from any thread.
    void keep(const Digest& key, std::string_view text);
    /// What was kept under `key`; nothing where nothing was, or it cannot be read. May be called from any thread.
    std::optional<std::string> find(const Digest& key) const;

private:
    struct Piece {
        std::uint64_t begin = 0;       ///< in the file
        std::size_t size = 0;
        const char* text = nullptr;    ///< in memory; nullptr: in the file
    };
    /// A digest is as good as a hash.
    struct Low {
        std::size_t operator()(const Digest& digest) const { return static_cast<std::size_t>(digest.low); }
    };

    /// Room in memory for `size` bytes, or nullptr where there is none left. Needs the lock.
    char* room_in_memory(std::size_t size);
    bool write(const Piece& piece, std::string_view text) const;

    int file_ = -1;
    std::uint64_t most_ = 0;
    mutable std::mutex mutex_;  ///< of all below
    std::uint64_t end_ = 0;     ///< of the file
    char* memory_ = nullptr;    ///< one mapping
    std::size_t memory_size_ = 0, memory_used_ = 0;
    std::unordered_map<Digest, Piece, Low> pieces_;
};

}  // namespace mulu
