// SPDX-License-Identifier: Apache-2.0
// 登记 Register: the figures of a year that no item carries, as they were entered.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/unit.hpp"

namespace mulu {

/// A figure as an exact decimal: units of 1/10000, which holds every amount of the forms (万元 with four places) without rounding.
struct Figure {
    std::int64_t ten_thousandths = 0;
    auto operator<=>(const Figure&) const = default;
    Figure operator+(Figure other) const;  ///< sums beyond what it holds stay at its border: no overflow, whatever is entered
    Figure operator-(Figure other) const { return *this + Figure{-other.ten_thousandths}; }
    static Figure whole(std::int64_t value) { return {value * 10000}; }
    std::string print() const;  ///< without trailing zeros
};

/// The figure that `text` writes, or nothing: an optional sign, digits, at most four decimals; below 10^14.
std::optional<Figure> parse_figure(std::string_view text);

/// A figure with the place where it was entered.
struct EnteredFigure {
    Figure value;
    Place at;
    unsigned decimals = 0;  ///< places that were written
};

/// One entry: figures of a unit (or of the whole site) and a part of the year (or all of it), by dotted key.
struct RegisterEntry {
    Ref unit = no_ref;
    unsigned quarter = 0, month = 0;  ///< 0: the whole year
    bool historic = false;            ///< of a report that was published long ago: what doesn't agree is noted, not held back
    std::map<std::string, EnteredFigure> figures;
    std::map<std::string, Place> blanks;  ///< cells left empty or struck out (“/”): 0, and told
    Place at;
};

/// Totals that stand for items which the catalogue doesn't hold.
struct Declared {
    bool historic = false;
    Ref unit = no_ref;
    std::map<std::string, EnteredFigure> figures;  ///< documents, website, by_kind.government, by_category.ID …
    std::map<std::string, EnteredFigure> shares;   ///< percentages as they were printed, by the same keys
    Place at;
};

/// 历年累计 of a unit, or of the whole site.
struct Balance {
    Ref unit = no_ref;
    std::map<std::string, EnteredFigure> figures;
};

struct Register {
    int year = 0;
    std::vector<RegisterEntry> entries;
    std::vector<Declared> declared;
    std::map<std::string, EnteredFigure> opening;  ///< 历年累计 up to the year before the first register
    std::vector<Balance> unit_openings;             ///< the same of units
    std::vector<Balance> cumulative;                ///< 历年累计 up to and with this year, as written down: checked
};

}  // namespace mulu
