// SPDX-License-Identifier: Apache-2.0
#include "model/form.hpp"

#include <gtest/gtest.h>

using namespace mulu;

namespace {

/// The expression with all its parentheses.
std::string print(const Expression& expression) {
    using Kind = Expression::Kind;
    const auto call = [&](const char* name) {
        std::string text = std::string(name) + "(";
        for (const Expression& part : expression.parts) text += (&part == &expression.parts.front() ? "" : ", ") + print(part);
        return text + ")";
    };
    switch (expression.kind) {
        case Kind::number: return expression.number.print();
        case Kind::figure: return expression.key;
        case Kind::sum: return call("sum");
        case Kind::max: return call("max");
        case Kind::first: return call("first");
        case Kind::total: return call("total");
        case Kind::before: return call("before");
        case Kind::wan: return call("wan");
        case Kind::add: return "(" + print(expression.parts[0]) + " + " + print(expression.parts[1]) + ")";
        case Kind::subtract: return "(" + print(expression.parts[0]) + " - " + print(expression.parts[1]) + ")";
    }
    return "?";
}

std::string parsed(const std::string& text) {
    Words fault;
    const auto expression = parse_expression(text, fault);
    return expression ? print(*expression) : "fault: " + fault.en;
}

}  // namespace

TEST(Expression, associates_to_the_left) {
    EXPECT_EQ(parsed("a"), "a");
    EXPECT_EQ(parsed("a.b + c - 1.5 + d"), "(((a.b + c) - 1.5) + d)");
    EXPECT_EQ(parsed(" a-b "), "(a - b)");
    EXPECT_EQ(parsed("a - (b - c)"), "(a - (b - c))");
}

TEST(Expression, knows_its_functions) {
    EXPECT_EQ(parsed("sum(a.*) + max(b.*, c)"), "(sum(a.*) + max(b.*, c))");
    EXPECT_EQ(parsed("first(declared.documents, items.total)"), "first(declared.documents, items.total)");
    EXPECT_EQ(parsed("total(a) - before(b + c)"), "(total(a) - before((b + c)))");
    EXPECT_EQ(parsed("sum (a)"), "sum(a)");
}

TEST(Expression, says_what_is_wrong) {
    EXPECT_EQ(parsed(""), "fault: the expression ends too early");
    EXPECT_EQ(parsed("a +"), "fault: the expression ends too early");
    EXPECT_EQ(parsed("(a"), "fault: missing )");
    EXPECT_EQ(parsed("a)"), "fault: unexpected “)”");
    EXPECT_EQ(parsed("a b"), "fault: unexpected “b”");
    EXPECT_EQ(parsed("average(a)"), "fault: there is no function “average”");
    EXPECT_EQ(parsed("sum(a"), "fault: missing )");
    EXPECT_EQ(parsed("+ a"), "fault: a figure or number belongs here");
    EXPECT_EQ(parsed("甲"), "fault: a figure or number belongs here");
}

TEST(Expression, bounds_its_depth) {
    EXPECT_EQ(parsed(std::string(20, '(') + "a" + std::string(20, ')')), "a");
    EXPECT_EQ(parsed(std::string(100000, '(') + "a"), "fault: nested too deep");
}

TEST(Expression, is_printed_as_it_is_read) {
    for (const char* text : {"a", "a.b_c", "12", "0.5", "a + b - c", "a - (b + c)", "a - (b - c) + d", "sum(a.*)", "first(declared.documents, items.total)", "total(a) - before(max(a, b))"}) {
        Words fault;
        const auto expression = parse_expression(text, fault);
        ASSERT_TRUE(expression) << text << ": " << fault.en;
        EXPECT_EQ(print_expression(*expression), text);
    }
}

TEST(Expression, is_not_longer_than_anybody_writes) {
    std::string text = "a";
    for (int i = 1; i < 500; ++i) text += " + a";
    Words fault;
    EXPECT_TRUE(parse_expression(text, fault));
    EXPECT_FALSE(parse_expression(text + " + a", fault)) << "what results is walked by recursion";
}
