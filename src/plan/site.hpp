// SPDX-License-Identifier: Apache-2.0
// Site: const references to everything made so far. No methods: not an object that knows all.
#pragma once

#include "model/catalogue.hpp"
#include "tally/index.hpp"

namespace mulu {

struct Site {
    const Catalogue& catalogue;
    const Indexes& indexes;
};

}  // namespace mulu
