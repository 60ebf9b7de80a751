// SPDX-License-Identifier: Apache-2.0
// content/reports/YEAR.lock.yml and content/reports/UNIT/YEAR.lock.yml → the freezes of the report beside it. Intake reads it, commands/freeze writes it.
//
//   freezes:
//     - corrections: 0      how many corrections the report had
//       figures:            by expression; those with other characters than letters, digits, . and _ in quotes
//         documents: 2240
//         "total(documents)": 5310
//
// `mulu report freeze` writes it (commands/freeze.cpp), a freeze at the end for each time that it is asked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/yaml.hpp"
#include "model/report.hpp"

namespace mulu {

/// Whether a file below content/reports/ is a lock by its name.
bool is_lock_file(std::string_view path);
/// The lock of the report at `path`, or the report of the lock: `….md` ↔ `….lock.yml`.
std::string lock_of(std::string_view report_path);
std::string report_of_lock(std::string_view lock_path);

/// Reads the freezes, oldest first, each sorted by expression. What cannot be read is reported (E609), and then there are none.
std::vector<Freeze> read_lock(const YamlNode& node, Diagnostics& diagnostics);

}  // namespace mulu
