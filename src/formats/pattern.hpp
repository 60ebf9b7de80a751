// SPDX-License-Identifier: Apache-2.0
// Pattern: a regular expression of a settings file, matched in linear time and bounded memory whatever its author
// wrote (RE2). Nothing else in mulu matches expressions that come from content.
//
// A Pattern may be copied (copies share the compiled form) and used by several threads at once.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mulu {

class Pattern {
public:
    /// The pattern of `expression` (RE2 syntax, UTF-8); nothing, and the reason in `fault`, if it is none.
    /// `fault` quotes RE2's short English reason, which names the wrong part of the expression.
    static std::optional<Pattern> compile(std::string_view expression, std::string& fault);

    /// Whether all of `text` matches, as if the expression stood between ^ and $.
    bool matches_whole(std::string_view text) const;

private:
    struct Compiled;
    std::shared_ptr<const Compiled> compiled_;
};

}  // namespace mulu
