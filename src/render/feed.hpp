// SPDX-License-Identifier: Apache-2.0
// Feeds (RSS 2.0), sitemaps (sitemaps.org 0.9) and robots.txt. A closet of render.
#pragma once

#include "render/making.hpp"

namespace mulu {

/// Whether a search engine should know pages of this kind: those that readers read.
bool is_listed(PageKind kind);

std::string make_feed(const Making& making, const Page& page);
/// Items of one year, a part of at most sitemap_part of them, oldest first.
std::string make_sitemap(const Making& making, const Page& page);
/// Every page that is not an item.
std::string make_pages_sitemap(const Making& making, const Plan& plan);
std::string make_sitemap_index(const Making& making, const Plan& plan);
std::string make_robots(const Making& making);

}  // namespace mulu
