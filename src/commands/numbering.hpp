// SPDX-License-Identifier: Apache-2.0
// Numbering: the next free index number, as the site's own items show how they are made. A closet of commands; a pure function.
//
// A number is read as runs of digits and what stands between them: the last run is the serial number, a run that is the item's year is the year, and runs that
// are the codes of its unit and category stand for these. What cannot be told from the items is not guessed: then the editor is asked.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/pattern.hpp"
#include "model/unit.hpp"

namespace mulu {

/// An item that there is, held back or not.
struct NumberedItem {
    std::string index;
    Ref unit = no_ref, category = no_ref;  ///< no_ref: unknown; it counts among those that are taken, and shows nothing
    int created = 0, published = 0;        ///< years
    std::int64_t order = 0;                ///< the newest is the greatest
    std::string path;
};

struct NumberingWish {
    Ref unit = no_ref, category = no_ref;
    int year = 0;  ///< of creation
};

/// Codes of units and categories, "" where there is none.
struct NumberingCodes {
    std::function<std::string_view(Ref)> unit, category;
};

struct NextIndex {
    std::string index;           ///< "" where it cannot be told
    const NumberedItem* like = nullptr;  ///< the item that it was made like
    Words why;                   ///< why it cannot be told
};

NextIndex next_index(const std::vector<NumberedItem>& items, const NumberingWish& wish, const NumberingCodes& codes, const Pattern& pattern);

}  // namespace mulu
