// SPDX-License-Identifier: Apache-2.0
// Charts: bars as inline SVG, with title and description; colours are the stylesheet's. A closet of render.
#pragma once

#include <string>
#include <vector>

namespace mulu {

struct Bar {
    std::string label, value;  ///< value: as printed at the bar's end
    double length = 0;         ///< in any unit, not negative
};

/// Horizontal bars in the order given. `id` makes the SVG's ids unique on its page.
std::string bar_chart(const std::string& id, const std::string& title, const std::string& description, const std::vector<Bar>& bars);

}  // namespace mulu
