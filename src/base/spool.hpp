// SPDX-License-Identifier: Apache-2.0
// Spool: texts that one run keeps outside its memory, in a file without a name that is gone when the process is.
//
// It is a convenience and never a duty: where no such file can be made, or the disk is short of room, it keeps nothing, and whoever asks makes the text again.
#pragma once

#include <atomic>
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
    /// Texts of all together that are kept at most, in bytes; less where less than eight times as much is free.
    static constexpr std::uint64_t usual_size = std::uint64_t{1} << 30;

    /// A spool on the file system of `folder`, which must be there.
    explicit Spool(const std::string& folder, std::uint64_t most = usual_size);
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;
    ~Spool();

    /// Keeps `text` under `key`; a key that is kept already stays as it is. May be called from any thread.
    void keep(const Digest& key, std::string_view text);
    /// What was kept under `key`; nothing where nothing was, or it cannot be read. May be called from any thread.
    std::optional<std::string> find(const Digest& key) const;

private:
    struct Piece {
        std::uint64_t begin = 0;
        std::size_t size = 0;
    };
    /// A digest is as good as a hash.
    struct Low {
        std::size_t operator()(const Digest& digest) const { return static_cast<std::size_t>(digest.low); }
    };

    int file_ = -1;
    std::uint64_t most_ = 0;
    mutable std::mutex mutex_;  ///< of the two below
    std::uint64_t end_ = 0;
    std::unordered_map<Digest, Piece, Low> pieces_;
};

}  // namespace mulu
