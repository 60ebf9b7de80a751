// SPDX-License-Identifier: Apache-2.0
// Open data: every public field of every public item, without bodies, as CSV and JSON, and the vocabularies. A closet of render.
#pragma once

#include "render/making.hpp"

namespace mulu {

/// CSV of a year's items, oldest first: BOM, CRLF, English keys; lists are joined by `;`.
std::string make_items_csv(const Making& making, int year);
std::string make_items_json(const Making& making, int year);
/// Vocabularies, and the names of the data files.
std::string make_vocabularies(const Making& making, const Plan& plan);

}  // namespace mulu
