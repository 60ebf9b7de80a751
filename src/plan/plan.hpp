// SPDX-License-Identifier: Apache-2.0
// Plan: every page and file of the site that will exist, by address. Two with one address are impossible: intake has seen to it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.hpp"
#include "plan/site.hpp"

namespace mulu {

enum class PageKind : std::uint8_t {
    home, catalogue, units, topics, years, section, list, item, tombstone, redirect, standing, duties, reports, report, report_table, report_workbook,
    statistics, statistics_period, statistics_table, statistics_workbook, boards, board, not_found, feed, sitemap_index, sitemap, sitemap_pages, items_csv, items_json, vocabularies, robots
};

/// What a section, list or feed is of.
enum class SectionKind : std::uint8_t { all, category, unit, topic };

struct Page {
    std::string_view address;   ///< the item's own, or one of Plan::texts
    PageKind kind = PageKind::home;
    SectionKind section = SectionKind::all;
    std::uint32_t subject = 0;  ///< number of the item, category, unit, topic, page, report, table of statistics …
    std::int32_t year = 0;
    std::uint32_t part = 0;     ///< page of a list (0 = head), part of a sitemap, table of a report (those of its form, of its charts, of corrected figures), quarter, board's day
};

/// A file that is copied as it is.
struct CopiedFile {
    std::string address;
    std::string source;  ///< relative to the site's root
};

/// What there will be. REQUIRES: the Catalogue outlives it.
struct Plan {
    std::unique_ptr<Arena> texts = std::make_unique<Arena>();  ///< addresses of pages that no item has
    std::vector<Page> pages;        ///< by address
    std::vector<CopiedFile> files;  ///< by address
};

/// Items of a sitemap's part: the protocol allows 50,000; a margin keeps parts below 50 MB as well.
inline constexpr std::uint32_t sitemap_part = 40000;

/// A notice-board day with its items, oldest first.
struct Board {
    Date day;
    Date after;  ///< the board day before it
    std::vector<Ref> items;
};

/// The board days up to now that have items, oldest first.
std::vector<Board> make_boards(const Site& site);

/// Plans the site, sorting on `workers` threads.
Plan make_plan(const Site& site, unsigned workers = 1);

/// The section that a page or feed is of, and the stem of its addresses (`years` for all).
const Section& section_of(const Site& site, SectionKind kind, std::uint32_t subject);
std::string stem_of(const Site& site, SectionKind kind, std::uint32_t subject);

/// The page of `year`'s list that holds position `at` of it (counted from the oldest).
std::string list_page_of(const Site& site, SectionKind kind, std::uint32_t subject, const YearSlice& slice, std::uint32_t at);

}  // namespace mulu
