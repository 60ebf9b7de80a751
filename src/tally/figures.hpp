// SPDX-License-Identifier: Apache-2.0
// Figures: a report's form filled from registers and items, and its relations judged (勾稽关系).
//
// A key is, in this order: an indicator of the form; `declared.…`; `items.…` (counted in the catalogue); a register's figure,
// summed over the entries of the report's unit (or of all). A figure that nobody entered is 0 in a year that has a
// register, and unknown in a year that has none: a relation with an unknown side is not judged.
//
// KEY.total in an expression is a total as it was written down, and unknown where it wasn't.
//
// The whole site's figures are the sum of all units' entries. Where an entry without a unit holds figures of a group (requests_2021 …)
// that units enter too, it is the whole site's own figure, and the units' sum is only compared with it (judge_reports). So with what is
// declared: where the whole site declares nothing of a kind, it has what its units declare and what the catalogue counts of the others.
//
// A total that is written down (an indicator, or KEY.total) is compared with its parts. It is used in a historic year, whose tables
// are printed as they were published; elsewhere the computed one is, because a report whose totals are wrong is held back.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tally/statistics.hpp"

namespace mulu {

/// A line of a register that a figure is made of.
struct FigureLine {
    enum class From { entry, declared, opening, cumulative } from = From::entry;
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

/// What a figure is made of. Their signed sum is the figure, unless it takes the greatest of several (`max`: then it is that one's),
/// holds a number of its own or is in units of 10,000 (`wan`).
struct Trace {
    std::vector<FigureLine> lines;
    std::vector<FigureItems> items;
};

/// Computes the figures of one form and unit, for any year. Not for use by several threads at once (it remembers).
/// With a `quarter` (1–4) of that quarter alone: entries of it and of its months, items published in it; no totals that are declared.
/// `total()` then runs up to it, and `before()` is the same quarter of the year before. What was entered for the year alone is unknown by quarter:
/// 0 is a quarter's figure only where the year has no more than its quarters.
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
    /// From here on every total is taken as it was written down: for judging it.
    void take_as_written() { all_as_written_ = true; }
    /// Whether an entry or declaration of `year` for this scope is marked as historic.
    bool is_historic(int year);
    /// Entries of `year` that the figures of `key`'s group are summed over.
    std::vector<const RegisterEntry*> entries(const std::string& key, int year) const;
    /// An indicator as `entry` alone has it: as written down there, or from its parts there; nothing where it needs more than entries.
    std::optional<Figure> of_entry(const std::string& indicator, const RegisterEntry& entry, bool as_written);
    /// What `entry` has for the parts of an indicator, each as written down there: what a total that is written down is compared with.
    std::optional<Figure> of_parts(const std::string& indicator, const RegisterEntry& entry);
    /// The parts themselves, but those that are 0.
    std::vector<FigureLine> parts_of(const std::string& indicator, const RegisterEntry& entry, int year);
    /// Totals that `entry` writes down: indicator, and where. One whose parts the entry leaves out altogether can't be compared.
    std::vector<std::pair<std::string, EnteredFigure>> written_totals(const RegisterEntry& entry, bool comparable);
    /// Whether something that `expression` is made of was entered in `year`.
    bool is_entered(const Expression& expression, int year);
    /// Whether a figure that the catalogue counts stands for anything: not where a year has no items at all and nothing declared in their place.
    bool is_counted(const std::string& key, int year);
    const Indicator* find_indicator(const std::string& key) const;
    /// What the units have for a figure that the whole site declares, where any of them declares it too.
    std::optional<Figure> declared_of_units(const std::string& key, int year);
    /// What the units write down as the opening balance of a figure, where any does.
    std::optional<Figure> opening_of_units(const std::string& key) const;
    /// Names of the form's indicators and register figures: what a narrative may use.
    std::vector<std::string> names() const;
    /// The words of an indicator of the form; the key itself for any other figure.
    Words label(const std::string& key) const;
    /// A figure as the form's tables name it, by its row and column; else its label.
    Words cell_name(const std::string& key);
    /// Words that tell a figure (a key, or an expression of such as print_expression() prints it) from the others where it stands alone: an indicator's
    /// label, or, where several share that, it with what the tables call it; the name of its cell, category or channel; else `text`.
    Words name(const std::string& text);
    /// Whether `indicator` is but another key of an indicator that stands elsewhere in the form.
    bool is_other_name(const Indicator& indicator) const { return indicator.value.kind == Expression::Kind::figure && find_indicator(indicator.value.key) != nullptr; }
    /// A 历年累计 that the register of `year` writes down for this scope (of this year, or as the opening balance of a later register), and
    /// what the years before and this one come to; nothing of a figure whose years before are unknown.
    struct Carried {
        std::string key;
        EnteredFigure written;
        Figure before, year;
        bool opening = false;
    };
    std::vector<Carried> carried(int year);
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
    bool takes(const Register& entries, const RegisterEntry& entry, std::string_view group) const;
    const Expression* written(const std::string& entered, std::string& indicator);
    std::optional<Figure> of_entry(const Expression& expression, const RegisterEntry& entry, bool as_written);
    void groups_of(const Expression& expression, std::set<std::string, std::less<>>& groups);
    bool counts_items(const Expression& expression);
    /// The declarations that a declared figure is made of, and the units whose items are counted in place of one.
    struct DeclaredParts {
        std::vector<const Declared*> declared;
        std::vector<Ref> counted;
    };
    DeclaredParts declared_parts(const Register& entries, const std::string& key, bool of_units) const;
    std::optional<Figure> declared_sum(const Register& entries, const std::string& key, const DeclaredParts& parts) const;
    bool is_known(const Expression& expression, int year);
    bool holds_for_year_alone(const Register& entries, const RegisterEntry& entry, std::string_view group) const;
    std::optional<Figure> whole_year(const Expression& expression, int year);
    Words name(const Expression& expression, unsigned depth);
    const Expression* whole_year_part(const Expression& expression, int year);
    std::string root_of(const std::string& key) const;
    const EnteredFigure* balance_in(const std::map<std::string, EnteredFigure>& balances, const std::string& key) const;
    /// Opening balances of a figure: the scope's own, else those of the units.
    std::vector<std::pair<EnteredFigure, Ref>> openings(const std::string& key) const;
    std::optional<Figure> opening(const std::string& key) const;
    const EnteredFigure* stock(const Expression& expression, int year);
    Figure flow(const Expression& expression, int year);
    /// Hands each figure and function that `expression` adds up to `act`, with its sign.
    template <class Act>
    static void each_term(const Expression& expression, int sign, const Act& act);
    bool has_parts(const Expression& expression, const RegisterEntry& entry);
    void trace_parts(const Expression& expression, const RegisterEntry& entry, int year, int sign, Trace& trace);
    bool uses_written(int year);
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
    std::optional<std::map<std::string, Words>> cell_names_;
    std::map<std::string, Expression> implied_;  ///< KEY.total of a group that the form has no indicator for
    std::set<std::string> keys_;
    unsigned depth_ = 0;
    bool all_as_written_ = false;
};

/// What the catalogue counts where a register may declare `key`: items.total for documents.
std::string counted_key(const std::string& key);

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

/// The narrative of a report, and the line of its file that it begins at.
struct NarrativeText {
    std::string body;
    std::uint32_t line = 1;
};
using NarrativeReader = std::function<std::optional<NarrativeText>(const Report&)>;

/// Judges every report's figures, and its narrative where `narrative` gives it. A broken error relation takes the report out of
/// catalogue.reports and reports it (H707); in a historic year, and for warning relations, it is a note of the report and a warning.
void judge_reports(Catalogue& catalogue, const Indexes& indexes, Diagnostics& diagnostics, const NarrativeReader& narrative = {});

}  // namespace mulu
