// SPDX-License-Identifier: Apache-2.0
// site.yml → Settings. A closet of intake.
#pragma once

#include <optional>

#include "formats/pattern.hpp"
#include "formats/yaml.hpp"
#include "model/settings.hpp"

namespace mulu {

/// The settings that `node` writes. What is wrong is reported; what can be used is used.
Settings read_settings(const YamlNode& node, Diagnostics& diagnostics);

}  // namespace mulu
