// SPDX-License-Identifier: Apache-2.0
// Figures: a report's form filled from registers and items, and its relations judged (勾稽关系).
//
// A key is, in this order: an indicator of the form; `declared.…`; `items.…` (counted in the catalogue); a register's figure,
// summed over the entries of the report's unit (or of all). A figure that nobody entered is 0 in a year that has a
// register, and unknown in a year that has none: a relation with an unknown side is not judged.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tally/statistics.hpp"

namespace mulu {

/// A line of a register that a figure is made of.
struct FigureLine {
    enum class From { entry, declared, opening } from = From::entry;
    std::string key;             ///< as it is registered
    Figure value;
    int sign = 1;                ///< -1 where the figure subtracts it
    int year = 0;                ///< of the register
    Ref unit = no_ref;           ///< of the entry
    unsigned quarter = 0, month = 0;
    Place at;                    ///< of the number
};

/// Items that a figure is made of: those that the catalogue counts under `key` in `year`.
struct FigureItems {
    std::string key;
    int sign = 1;
    int year = 0;
    std::vector<Ref> items;
};

/// What a figure is made of. Their signed sum is the figure, unless it takes the greatest of several (`max`: then it is that one's) or
/// holds a number of its own.
struct Trace {
    std::vector<FigureLine> lines;
    std::vector<FigureItems> items;
};

/// Computes the figures of one form and unit, for any year. Not for use by several threads at once (it remembers).
/// With a `quarter` (1–4) of that quarter alone: entries of it and of its months, items published in it; no totals that are declared.
/// `total()` then runs up to it, and `before()` is the same quarter of the year before.
class Figures {
public:
    Figures(const Catalogue& catalogue, const Indexes& indexes, const Form& form, Ref unit, unsigned quarter = 0);
    ~Figures();

    /// The value of an expression for `year`, or nothing where it is unknown.
    std::optional<Figure> value(const Expression& expression, int year);
    std::optional<Figure> value(const std::string& key, int year);
    /// The register lines and items that a figure is made of.
    Trace trace(const Expression& expression, int year);
    Trace trace(const std::string& key, int year);
    /// Names of the form's indicators and register figures: what a narrative may use.
    std::vector<std::string> names() const;
    /// The words of an indicator of the form; the key itself for any other figure.
    Words label(const std::string& key) const;
    /// Place where a register entered a figure that `expression` uses, if there is one.
    std::optional<Place> place(const Expression& expression, int year);
    /// The first year that has a register.
    int first_year() const;

private:
    struct Year;
    Year& year(int number);
    std::optional<Figure> sum_or_max(const Expression& expression, int year);
    void trace_into(const Expression& expression, int year, int sign, Trace& trace);
    void trace_key(const std::string& key, int year, int sign, Trace& trace);
    void trace_greatest(const Expression& expression, int year, int sign, Trace& trace);
    bool takes(const RegisterEntry& entry) const;
    /// The part of first() that gives its value, or nullptr.
    const Expression* first_known(const Expression& expression, int year);
    /// Does `act` for each period that total() adds up.
    template <class Act>
    void through_years(int year, const Act& act);

    const Catalogue& catalogue_;
    const Indexes& indexes_;
    const Form& form_;
    Ref unit_;
    unsigned quarter_;
    std::map<std::pair<int, unsigned>, Year> years_;  ///< by year and quarter
    std::map<std::string, const Indicator*> indicators_;
    std::set<std::string> keys_;
    unsigned depth_ = 0;
};

/// The top-level categories with their counts of a year: as declared where they are, else as counted.
struct CategoryCount {
    Ref category = no_ref;
    Figure count;
    std::string share;
};
std::vector<CategoryCount> category_counts(const Catalogue& catalogue, Figures& figures, int year);

/// Whether `expression` is made of what registers enter, through the form's indicators too.
bool is_registered(const Form& form, const Expression& expression);

/// Fills indexes.registered: the indicators of each year's form that are made of what registers enter, where any of the periods has one that isn't 0.
void count_registered(const Catalogue& catalogue, Indexes& indexes);

/// Judges every report's relations. A broken error relation takes the report out of catalogue.reports and reports it (H707); in a
/// historic year, and for warning relations, it is a note of the report and a warning.
void judge_reports(Catalogue& catalogue, const Indexes& indexes, Diagnostics& diagnostics);

}  // namespace mulu
