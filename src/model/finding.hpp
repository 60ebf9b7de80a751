// SPDX-License-Identifier: Apache-2.0
// Finding: something to say about a text that is judged by itself. Line and column count from 1 in that text, in characters.
#pragma once

#include <cstdint>
#include <vector>

#include "base/diagnostic.hpp"

namespace mulu {

struct Finding {
    Code code{};
    std::uint32_t line = 1, column = 1, length = 1;
    std::vector<Words> args;  ///< {0}, {1} … of the code's words
};

}  // namespace mulu
