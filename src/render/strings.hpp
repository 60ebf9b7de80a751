// SPDX-License-Identifier: Apache-2.0
// Strings: the words of the pages in the site's language, from layouts/strings/LANGUAGE.yml. The section `layout:` is for
// layouts ({{t.KEY}}), the section `code:` for what C++ puts into views. A closet of render.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"
#include "formats/source.hpp"

namespace mulu {

class Strings {
public:
    /// Reads a strings file; faults, and keys of `code:` that C++ needs and that are missing, are reported.
    static std::optional<Strings> read(const Source& source, Diagnostics& diagnostics);

    /// A word of the `code:` section. REQUIRES: `key` is one of string_keys.
    const std::string& operator[](std::string_view key) const;
    /// The same with {0}, {1} … filled in.
    std::string fill(std::string_view key, std::initializer_list<std::string_view> args) const;
    /// A word of the `code:` section, or `otherwise` where there is none.
    std::string find(std::string_view key, std::string_view otherwise) const;
    /// The `layout:` section.
    const std::map<std::string, std::string, std::less<>>& layout() const { return layout_; }

private:
    std::map<std::string, std::string, std::less<>> layout_, code_;
};

}  // namespace mulu
