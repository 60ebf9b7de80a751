// SPDX-License-Identifier: Apache-2.0
// content/registers/YEAR.yml → Register. A closet of intake.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "intake/vocabulary_reader.hpp"

namespace mulu {

/// What registers may name: figures of entries, and figures that have a 历年累计.
struct RegisterKeys {
    std::set<std::string> entered, balances;
};
RegisterKeys register_keys(const std::vector<Form>& forms);

/// Reads a register. Its keys are those of the forms; others are reported with the nearest.
std::optional<Register> read_register(const YamlNode& node, const std::string& path, const RegisterKeys& keys, const Ids& ids, Diagnostics& diagnostics);

/// The year that a file is named for, as in registers/2013.yml; reported where it isn't one.
std::optional<int> year_of_file(const std::string& path, Diagnostics& diagnostics);

}  // namespace mulu
