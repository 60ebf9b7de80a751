// SPDX-License-Identifier: Apache-2.0
#include "render/render.hpp"

#include "render/feed.hpp"
#include "render/item_view.hpp"
#include "render/list_view.hpp"
#include "render/open_data.hpp"
#include "render/page_view.hpp"
#include "render/report_view.hpp"

namespace mulu {

struct Renderer::Prepared {
    const Layouts& layouts;
    Making making;
    std::vector<Narrative> narratives;  ///< by report

    template <class View>
    std::string page(LayoutKind kind, const View& view, unsigned worker) const {
        std::string html;
        html.reserve(16384);
        layouts.of(kind).render(values_of(view), worker, html);
        return html;
    }
    template <class View>
    Result<std::string> page(LayoutKind kind, const Result<View>& view, unsigned worker) const {
        if (!view) return view.failure();
        return page(kind, *view, worker);
    }
};

Renderer::Renderer(std::unique_ptr<Prepared> prepared) : prepared_(std::move(prepared)) {}
Renderer::~Renderer() = default;

Result<std::unique_ptr<Renderer>> Renderer::make(const Site& site, const Layouts& layouts, const Disk& disk, const std::string& root,
                                                 Diagnostics& diagnostics) {
    const Strings& strings = layouts.strings;
    const MarkdownWords words{strings["body.footnotes"], strings["body.back"], strings["body.done"], strings["body.open"], strings["body.table"]};
    std::unique_ptr<Prepared> prepared(new Prepared{layouts, {site, strings, disk, root, make_boards(site), words}, {}});
    bool sound = true;
    for (std::uint32_t i = 0; i < site.catalogue.reports.size(); ++i) {
        auto narrative = make_narrative(prepared->making, i, diagnostics);
        if (!narrative) return narrative.failure();
        if (*narrative) prepared->narratives.push_back(std::move(**narrative)); else sound = false;
    }
    return sound ? std::unique_ptr<Renderer>(new Renderer(std::move(prepared))) : std::unique_ptr<Renderer>();
}

Result<std::string> Renderer::render(const Page& page, const Plan& plan, unsigned worker) const {
    const Prepared& p = *prepared_;
    const Making& making = p.making;
    switch (page.kind) {
        case PageKind::home: return p.page(LayoutKind::home, make_home_view(making, page.address), worker);
        case PageKind::catalogue: return p.page(LayoutKind::index, make_catalogue_view(making, page.address), worker);
        case PageKind::units: return p.page(LayoutKind::index, make_units_view(making, page.address), worker);
        case PageKind::topics: return p.page(LayoutKind::index, make_topics_view(making, page.address), worker);
        case PageKind::years: return p.page(LayoutKind::index, make_years_view(making, page.address), worker);
        case PageKind::section: return p.page(LayoutKind::section, make_section_view(making, page), worker);
        case PageKind::list: return p.page(LayoutKind::list, make_list_view(making, page), worker);
        case PageKind::item: return p.page(LayoutKind::item, make_item_view(making, page.subject), worker);
        case PageKind::tombstone:
            return p.page(LayoutKind::tombstone, make_tombstone_view(making, making.catalogue().tombstones[page.subject]), worker);
        case PageKind::redirect: return p.page(LayoutKind::redirect, make_redirect_view(making, page), worker);
        case PageKind::standing: return p.page(LayoutKind::standing, make_standing_view(making, page), worker);
        case PageKind::duties: return p.page(LayoutKind::duties, make_duties_view(making, page.address), worker);
        case PageKind::reports: return p.page(LayoutKind::reports, make_reports_view(making, page.address), worker);
        case PageKind::report: return p.page(LayoutKind::report, make_report_view(making, page, p.narratives[page.subject]), worker);
        case PageKind::report_table: return make_report_csv(making, page);
        case PageKind::statistics: return p.page(LayoutKind::statistics, make_statistics_view(making, page.address), worker);
        case PageKind::statistics_period: return p.page(LayoutKind::statistics, make_period_view(making, page), worker);
        case PageKind::boards: return p.page(LayoutKind::boards, make_boards_view(making, page.address), worker);
        case PageKind::board: return p.page(LayoutKind::board, make_board_view(making, page), worker);
        case PageKind::not_found: return p.page(LayoutKind::not_found, make_not_found_view(making, page.address), worker);
        case PageKind::feed: return make_feed(making, page);
        case PageKind::sitemap_index: return make_sitemap_index(making, plan);
        case PageKind::sitemap: return make_sitemap(making, page);
        case PageKind::sitemap_pages: return make_pages_sitemap(making, plan);
        case PageKind::items_csv: return make_items_csv(making, page.year);
        case PageKind::items_json: return make_items_json(making, page.year);
        case PageKind::vocabularies: return make_vocabularies(making, plan);
        case PageKind::robots: return make_robots(making);
    }
    return std::string();
}

}  // namespace mulu
