// SPDX-License-Identifier: Apache-2.0
// 公开指南、公开制度 …: a standing page of the site.
#pragma once

#include <string>
#include <vector>

#include "model/item.hpp"

namespace mulu {

struct StandingPage {
    std::string name;   ///< of its file, and of its address NAME.html
    std::string path, title, nav;  ///< nav: words in the navigation; empty: not in it
    int order = 0;
    Few<ItemFile> files;
    Digest body_digest;  ///< of the body's bytes
    Place at;
};

}  // namespace mulu
