// SPDX-License-Identifier: Apache-2.0
// What each key of an editor's records is for, in one sentence, with an example: what `mulu new` writes above a key and `mulu schema` says of it.
#pragma once

#include <string>
#include <string_view>

#include "model/schema.hpp"

namespace mulu {

struct FieldNote {
    Words words;          ///< what the key is for
    std::string example;  ///< a value as it is written in YAML, on one line
};

/// The note of `key` (the English one) in `record`: item, page, report, and the groups within them. Empty where there is none.
FieldNote note_of(const RecordSpec& record, std::string_view key);

}  // namespace mulu
