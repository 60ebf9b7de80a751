// SPDX-License-Identifier: Apache-2.0
// 报表 Form: the tables and relations of an annual report, as data (forms/*.yml). No indicator is known to the code by name.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/register.hpp"

namespace mulu {

/// An expression over figures: `a + b - c`, `sum(a.*)`, `max(a.*)`, `first(a, b)` (the first that was entered),
/// `total(a)` (opening balance and all years up to this one), `before(a)` (the year before), `wan(a)` (in units of 10,000: 元 as 万元),
/// numbers, parentheses.
struct Expression {
    enum class Kind { number, figure, sum, max, first, total, before, wan, add, subtract };
    Kind kind = Kind::number;
    Figure number;
    std::string key;  ///< of figure; of sum and max the pattern with one `*` part
    std::vector<Expression> parts;
};

/// Parses an expression; on a fault nothing, and `fault` says what was expected where.
std::optional<Expression> parse_expression(std::string_view text, Words& fault);

/// `expression` as parse_expression() reads it, always in the same spelling.
std::string print_expression(const Expression& expression);

/// What a person or a lock names a figure by: a key, which may hold what no expression can (items.category.a-b, items.genre.通知), or an expression.
std::optional<Expression> figure_named(std::string_view text, Words& fault);

/// A figure that the form computes: its name, the words that it is called by, and those by which a narrative speaks of it.
struct Indicator {
    std::string key;
    Words label;
    Expression value;
    std::string check;              ///< id of the relation that says so (R3), shown where a total that is written down differs
    std::vector<std::string> says;  ///< words right before its number: `收到…申请`; `信息公开:行政复议` asks for the first within the sentence or its heading
    std::vector<std::string> none;  ///< words that say that it is 0: `未收到…申请`
};

/// A cell of a printed table: words, or an indicator's value.
struct FormCell {
    Words text;
    std::optional<Expression> value;
    unsigned colspan = 1, rowspan = 1;
    bool header = false;
    unsigned level = 0;     ///< indentation of 其中 rows
    bool optional = false;  ///< of a row's first cell: the row is printed only where one of its figures was entered
};

struct FormTable {
    std::string name;
    Words heading, caption;
    std::vector<std::vector<FormCell>> head, body;
};

/// A relation between figures (勾稽关系) that must hold.
struct Relation {
    std::string id;
    enum class Sign { equal, at_most, at_least } sign = Sign::equal;
    Expression left, right;
    std::vector<Expression> others;  ///< that may stand in place of the right side
    Words words;
    bool warning = false;
    bool known = false;  ///< judged only where something of each side was entered
};

/// What the form asks of a section of the narrative.
struct SectionRule {
    std::string id;
    std::string heading;             ///< words that the section's heading holds
    std::string mentions;            ///< words that its text must hold; none: it must not be empty
    std::optional<Expression> when;  ///< asked only where this is above 0
    Words words;
};

struct Form {
    std::string id;
    Words name;
    int from = 0, to = 9999;  ///< years for which it is the default
    std::vector<Indicator> indicators;
    std::vector<FormTable> tables;
    std::vector<Relation> relations;
    std::vector<std::string> keys;  ///< register keys that it brings: `a.b`, `a.*`
    bool strict = false;               ///< it says which keys may have decimals and which may be negative: all others are counts
    std::vector<std::string> amounts;  ///< keys that may have decimals
    std::vector<std::string> changes;  ///< keys that may be below 0
    std::vector<SectionRule> sections;

    /// Keys that a register may enter: `keys`, and the indicators of their groups as totals that are written down.
    std::vector<std::string> enterable() const;
};

/// The part of a key before its first dot: `requests` of `requests.received.mail`.
std::string_view group_of(std::string_view key);

}  // namespace mulu
