// SPDX-License-Identifier: Apache-2.0
#include "formats/pattern.hpp"

#include <re2/re2.h>

namespace mulu {
namespace {

// Enough for every pattern of an index number; an expression such as ((a{99}){99}){99} is refused, not compiled.
constexpr std::int64_t memory = 4 * 1024 * 1024;
constexpr std::size_t longest_expression = 4096;

RE2::Options options() {
    RE2::Options chosen;
    chosen.set_encoding(RE2::Options::EncodingUTF8);
    chosen.set_max_mem(memory);
    chosen.set_log_errors(false);
    return chosen;
}

}  // namespace

struct Pattern::Compiled {
    RE2 expression;
    explicit Compiled(std::string_view text) : expression(re2::StringPiece(text.data(), text.size()), options()) {}
};

std::optional<Pattern> Pattern::compile(std::string_view expression, std::string& fault) {
    if (expression.size() > longest_expression) {
        fault = "expression too long";
        return std::nullopt;
    }
    auto compiled = std::make_shared<const Compiled>(expression);
    if (!compiled->expression.ok()) {
        fault = compiled->expression.error();
        return std::nullopt;
    }
    Pattern pattern;
    pattern.compiled_ = std::move(compiled);
    return pattern;
}

bool Pattern::matches_whole(std::string_view text) const { return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), compiled_->expression); }

}  // namespace mulu
