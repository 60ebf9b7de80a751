// SPDX-License-Identifier: Apache-2.0
// Every address of the published site is made here, and only here (design: site.md).
//
// An address is relative to the site's root, lower-case ASCII, derived from ids and index numbers, never from titles; it
// does not change when a title changes. All functions are pure and may be called from any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/date.hpp"

namespace mulu {

/// `items/YEAR/INDEX.html`; `year` is the publication year in the site's zone.
std::string item_address(int year, std::string_view index);

/// The index number as a file name: lower case, `/`, `_` and spaces as `-`; with 8 hex digits of its digest behind where other
/// characters had to go, so that two index numbers never meet but by case and these.
std::string item_file_name(std::string_view index);

/// The folder of an item's or page's files: its address without `.html`.
std::string files_folder(std::string_view page_address);

/// The published name of a file: the name itself in lower case where it has only letters, digits, dots and dashes, else `file-` and
/// 8 hex digits of its digest, with the extension.
std::string published_file_name(std::string_view name);

/// `categories/ID`, `units/ID`, `topics/ID`: the stem of a section's addresses. `kind` is that plural.
std::string section_stem(std::string_view kind, std::string_view id);

/// `STEM/YEAR.html` (part 0, the head) or `STEM/YEAR-PART.html`.
std::string list_address(std::string_view stem, int year, unsigned part);

std::string report_address(int year, std::string_view unit_id);  ///< unit_id "": of the whole site
std::string statistics_address(int year, unsigned quarter);      ///< quarter 0: the year
std::string board_address(Date day);

/// Link from one page to another (or to itself: its own file name) that works at any mount point and from file://.
std::string relative_link(std::string_view from, std::string_view to);

/// "../" for every folder that `address` lies in.
std::string way_to_root(std::string_view address);

}  // namespace mulu
