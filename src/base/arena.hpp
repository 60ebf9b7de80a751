// SPDX-License-Identifier: Apache-2.0
// Arena: texts that live as long as the whole they belong to. A million records have tens of millions of short texts: kept one behind the other they cost
// neither an allocation each nor the time to give them back.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace mulu {

/// Not for use by several threads at once.
class Arena {
public:
    Arena() = default;
    ~Arena();
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    /// A copy of `text` that lives as long as the arena.
    std::string_view keep(std::string_view text);

private:
    static constexpr std::size_t block_size = 256 * 1024;
    std::vector<char*> blocks_;
    char* free_ = nullptr;
    std::size_t left_ = 0;
};

}  // namespace mulu
