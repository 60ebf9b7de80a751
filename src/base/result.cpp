// SPDX-License-Identifier: Apache-2.0
#include "base/result.hpp"

#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace mulu {

std::string Failure::message() const {
    std::string text = path.empty() ? what : what + " " + path;
    if (error != 0) text += ": " + std::generic_category().message(error);
    return text;
}

void ensure(bool condition, const char* what) {
    if (condition) return;
    std::fprintf(stderr, "mulu: internal fault: %s\n", what);
    std::abort();
}

}  // namespace mulu
