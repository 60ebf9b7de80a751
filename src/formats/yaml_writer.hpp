// SPDX-License-Identifier: Apache-2.0
// Texts as YAML: what parse_yaml() reads back as the very same text, plain where that can be, else in double quotes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mulu {

/// Appends `text` as a scalar. It may stand behind `key: `, in a list, and within [ ] and { }. Control characters other than tab and line feed go.
void append_yaml_text(std::string& out, std::string_view text);

/// Appends `[a, b]`.
void append_yaml_list(std::string& out, const std::vector<std::string>& texts);

}  // namespace mulu
