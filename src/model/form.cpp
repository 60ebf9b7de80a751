// SPDX-License-Identifier: Apache-2.0
#include "model/form.hpp"

#include <set>

namespace mulu {
namespace {

/// Recursive descent over the grammar of Expression; depth is bounded because form files may be the site's own.
class ExpressionReader {
public:
    ExpressionReader(std::string_view text, Words& fault) : text_(text), fault_(fault) {}

    std::optional<Expression> whole() {
        auto result = sum(0);
        if (!result) return std::nullopt;
        skip();
        if (at_ < text_.size()) return fail("这里不该有“" + std::string(text_.substr(at_)) + "”", "unexpected “" + std::string(text_.substr(at_)) + "”");
        return result;
    }

private:
    std::optional<Expression> sum(unsigned depth) {
        if (depth > 32) return fail("括号太深", "nested too deep");
        auto left = term(depth);
        for (skip(); left && at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-'); skip()) {
            const bool add = text_[at_++] == '+';
            auto right = term(depth);
            if (!right) return std::nullopt;
            Expression both;
            both.kind = add ? Expression::Kind::add : Expression::Kind::subtract;
            both.parts.push_back(std::move(*left));
            both.parts.push_back(std::move(*right));
            left = std::move(both);
        }
        return left;
    }

    std::optional<Expression> term(unsigned depth) {
        skip();
        // Every term may lie one deeper in what results, and what results is walked by recursion.
        if (++terms_ > 500) return fail("算式太长", "too long");
        if (at_ >= text_.size()) return fail("算式不完整", "the expression ends too early");
        if (text_[at_] == '(') {
            ++at_;
            auto inner = sum(depth + 1);
            return inner && expect(')') ? inner : std::nullopt;
        }
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_name(text_[at_])) ++at_;
        const std::string name(text_.substr(begin, at_ - begin));
        if (name.empty()) return fail("这里应是指标或数", "a figure or number belongs here");
        Expression result;
        if (const auto number = parse_figure(name)) {
            result.number = *number;
            return result;
        }
        skip();
        if (at_ >= text_.size() || text_[at_] != '(') {
            result.kind = Expression::Kind::figure;
            result.key = name;
            return result;
        }
        ++at_;
        using Kind = Expression::Kind;
        if (name == "sum") result.kind = Kind::sum;
        else if (name == "max") result.kind = Kind::max;
        else if (name == "first") result.kind = Kind::first;
        else if (name == "total") result.kind = Kind::total;
        else if (name == "before") result.kind = Kind::before;
        else if (name == "wan") result.kind = Kind::wan;
        else return fail("没有“" + name + "”这个函数", "there is no function “" + name + "”");
        do {
            auto part = sum(depth + 1);
            if (!part) return std::nullopt;
            result.parts.push_back(std::move(*part));
            skip();
        } while (at_ < text_.size() && text_[at_] == ',' && ++at_ > 0);
        if (!expect(')')) return std::nullopt;
        const bool one = result.kind == Kind::before || result.kind == Kind::wan;
        if (one && result.parts.size() != 1) return fail(name + "() 里只写一项", name + "() takes one argument");
        if (result.kind == Kind::total && result.parts.size() > 2) return fail(name + "() 里写一项或两项", name + "() takes one argument or two");
        return result;
    }

    bool expect(char c) {
        skip();
        if (at_ < text_.size() && text_[at_] == c) {
            ++at_;
            return true;
        }
        fail(std::string("缺少 ") + c, std::string("missing ") + c);
        return false;
    }

    void skip() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }

    static bool is_name(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '*';
    }

    std::optional<Expression> fail(std::string zh, std::string en) {
        fault_ = Words(std::move(zh), std::move(en));
        return std::nullopt;
    }

    std::string_view text_;
    Words& fault_;
    std::size_t at_ = 0;
    unsigned terms_ = 0;
};

}  // namespace

std::string_view group_of(std::string_view key) { return key.substr(0, key.find('.')); }

std::vector<std::string> Form::enterable() const {
    std::vector<std::string> all = keys;
    std::set<std::string_view> groups;
    for (const std::string& key : keys) groups.insert(group_of(key));
    for (const Indicator& indicator : indicators) {
        if (indicator.key.find('.') != std::string::npos && groups.contains(group_of(indicator.key))) all.push_back(indicator.key);
    }
    return all;
}

std::optional<Expression> parse_expression(std::string_view text, Words& fault) { return ExpressionReader(text, fault).whole(); }

std::string print_expression(const Expression& expression) {
    using Kind = Expression::Kind;
    const auto call = [&](const char* name) {
        std::string text = std::string(name) + "(";
        for (std::size_t i = 0; i < expression.parts.size(); ++i) text += (i == 0 ? "" : ", ") + print_expression(expression.parts[i]);
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
        case Kind::add:
        case Kind::subtract: {
            // a + b - c is (a + b) - c: only what stands on the right needs its parentheses.
            const Expression& right = expression.parts[1];
            const bool encloses = right.kind == Kind::add || right.kind == Kind::subtract;
            return print_expression(expression.parts[0]) + (expression.kind == Kind::add ? " + " : " - ") + (encloses ? "(" : "") + print_expression(right) + (encloses ? ")" : "");
        }
    }
    return {};
}

std::optional<Expression> figure_named(std::string_view text, Words& fault) {
    if ((text.starts_with("items.") || text.starts_with("declared.")) && text.find_first_of(" ()*+") == std::string_view::npos) {
        Expression expression;
        expression.kind = Expression::Kind::figure;
        expression.key = text;
        return expression;
    }
    return parse_expression(text, fault);
}

}  // namespace mulu
