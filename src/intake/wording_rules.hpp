// SPDX-License-Identifier: Apache-2.0
// What is said of the wording of one record: index number, document number, title, summary and body, each by itself (model/wording.hpp). A closet of intake.
#pragma once

#include <optional>
#include <string_view>

#include "formats/source.hpp"
#include "intake/fields.hpp"
#include "intake/item_reader.hpp"

namespace mulu {

/// Reports slips in an item's fields: W201–W211, W218, W219. Before the summary is made of the body, where there is none.
void check_fields(RecordFields& fields, const Item& item, const Settings& settings, Diagnostics& diagnostics);

/// Reports slips in the body that begins on `body_line`: W212, W214, W217. Of an item also W215 and files that it promises (W213).
void check_body_wording(std::string_view body, const Source& source, std::uint32_t body_line, Diagnostics& diagnostics);
/// Of a report also a signature of a later day than its publication (W212).
void check_body_wording(std::string_view body, const Source& source, std::uint32_t body_line, const std::optional<Moment>& published, Diagnostics& diagnostics);
void check_body_wording(std::string_view body, const Source& source, std::uint32_t body_line, const Item& item, const Place& created_at,
                        Diagnostics& diagnostics);

}  // namespace mulu
