// SPDX-License-Identifier: Apache-2.0
// Views of lists: catalogue, units, topics, years; the page of one category, unit or topic; the pages of a year. A closet of render.
#pragma once

#include "render/making.hpp"

namespace mulu {

IndexView make_catalogue_view(const Making& making, std::string_view address);
IndexView make_units_view(const Making& making, std::string_view address);
IndexView make_topics_view(const Making& making, std::string_view address);
IndexView make_years_view(const Making& making, std::string_view address);
SectionView make_section_view(const Making& making, const Page& page);
ListView make_list_view(const Making& making, const Page& page);

/// A link to a section with its number of items.
CountView make_count(const Making& making, std::string_view address, SectionKind kind, std::uint32_t subject);

}  // namespace mulu
