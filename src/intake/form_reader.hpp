// SPDX-License-Identifier: Apache-2.0
// forms/*.yml → Form. A closet of intake.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/yaml.hpp"
#include "model/form.hpp"

namespace mulu {

/// Reads a form file. Faults are reported (a form is a setting: nothing is built with a broken one).
std::optional<Form> read_form(const YamlNode& node, Diagnostics& diagnostics);

/// `a.{b,c}.{d,e}` → a.b.d, a.b.e, a.c.d, a.c.e.
std::vector<std::string> expand_braces(const std::string& text);

}  // namespace mulu
