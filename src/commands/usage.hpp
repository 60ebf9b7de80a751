// SPDX-License-Identifier: Apache-2.0
// Usage: what the option parser finds wrong with a command line, in words for who typed it. A closet of the program's main file.
#pragma once

#include <string_view>

#include "base/diagnostic.hpp"

namespace mulu {

/// The words for the fault that the parser calls `kind` (ExtrasError, RequiredError …) and tells as `message`. What is not known is told as it is.
Words words_of_usage(std::string_view kind, std::string_view message);

}  // namespace mulu
