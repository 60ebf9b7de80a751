// SPDX-License-Identifier: Apache-2.0
// What an inspection of government websites asks of one page or column (国办秘函〔2019〕19号 政府网站与政务新媒体检查指标; 国办发〔2017〕47号 政府网站发展指引 and its annex on
// page design). Pure functions; inspection.cpp walks over the site. A closet of commands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/html.hpp"
#include "model/category.hpp"
#include "model/settings.hpp"

namespace mulu {

/// Bytes of a page with all that it loads: three seconds, the longest that the annex allows, at 8 Mbit/s.
inline constexpr std::uint64_t page_weight_limit = 3'000'000;

/// The national veto lines: so many columns and a site fails.
inline constexpr std::size_t veto_empty = 5, veto_stale = 5, veto_long_stale = 10;

/// Kinds of pages that are asked for different things.
enum class InspectedKind { plain, column, item, redirect };

/// What a page is, by its address and what it says.
InspectedKind kind_of_page(std::string_view address, const HtmlPage& page);

/// The meta tags that the annex requires of a page of this kind and that it lacks or leaves empty; `with_code`: the site has a 网站标识码.
std::vector<std::string_view> missing_metas(const HtmlPage& page, InspectedKind kind, bool with_code);

/// Content of the meta tag `name`; "" where there is none.
std::string_view meta_of(const HtmlPage& page, std::string_view name);

/// The day that PubDate names, if it can be read.
std::optional<Date> published_day(const HtmlPage& page);

/// Whether readers see the day, as 2014-01-14 or 2014年1月14日; of a page without PubDate any day.
bool shows_day(const HtmlPage& page, std::optional<Date> day);

/// Where a link leads.
struct LinkTarget {
    enum class Where { elsewhere, site, nowhere } where = Where::elsewhere;  ///< nowhere: out of the site's folder
    std::string address;   ///< of the site; of a folder its index.html
    std::string fragment;  ///< decoded; "" for none
};
LinkTarget target_of_link(std::string_view from, std::string_view target, const Settings& settings);

/// The longest silence of a column.
struct ColumnLimit {
    int days = 0;
    Words every;            ///< 每季度 · quarter
    bool national = false;  ///< of the indicators, not of the column's own `update`
};

/// Of the column's own `update`, if it has one.
std::optional<ColumnLimit> own_limit(const Category& category, const Settings& settings);
/// Of the indicators, by name: top columns of news two weeks, of notices and policies six months; others none.
std::optional<ColumnLimit> national_limit(const Category& category);

}  // namespace mulu
