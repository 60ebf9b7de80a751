// SPDX-License-Identifier: Apache-2.0
// 报表 Form: the tables and relations of an annual report, as data (forms/*.yml). No indicator is known to the code by name.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/register.hpp"

namespace mulu {

/// An expression over figures: `a + b - c`, `sum(a.*)`, `max(a.*)`, `first(a, b)` (the first that was entered),
/// `total(a)` (opening balance and all years up to this one), `before(a)` (the year before), numbers, parentheses.
struct Expression {
    enum class Kind { number, figure, sum, max, first, total, before, add, subtract };
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

/// A figure that the form computes: its name, and the words that it is compared by.
struct Indicator {
    std::string key;
    Words label;
    Expression value;
};

/// A cell of a printed table: words, or an indicator's value.
struct FormCell {
    Words text;
    std::optional<Expression> value;
    unsigned colspan = 1, rowspan = 1;
    bool header = false;
    unsigned level = 0;     ///< indentation of 其中 rows
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
    Words words;
    bool warning = false;
};

struct Form {
    std::string id;
    Words name;
    int from = 0, to = 9999;  ///< years for which it is the default
    std::vector<Indicator> indicators;
    std::vector<FormTable> tables;
    std::vector<Relation> relations;
    std::vector<std::string> keys;  ///< register keys that it brings: `a.b`, `a.*`
};

}  // namespace mulu
