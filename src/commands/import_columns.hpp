// SPDX-License-Identifier: Apache-2.0
// The columns of a table of old records: what each header means, in the words of the schema or in those met on real sites (《政府信息公开目录系统实施指引（试行）》's
// core metadata and the catalogues that followed it). A closet of commands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/settings.hpp"

namespace mulu {

/// The key that a header means: one of an item; `review.by` and the like for a part of one; `body`; `x-…` of the site; "" for a column that no record has
/// (a running number, a count of visits). Nothing for a header that is unknown. Width, case, spaces, a colon behind and a remark in brackets are no matter.
std::optional<std::string> key_of_header(std::string_view header, const std::vector<SiteField>& fields);

/// Every header that there is, for suggestions.
std::vector<std::string> known_headers(const std::vector<SiteField>& fields);

/// The name of a key as diagnostics have it.
Words name_of_key(std::string_view key, const std::vector<SiteField>& fields);

}  // namespace mulu
