// SPDX-License-Identifier: Apache-2.0
#include "render/render.hpp"

#include "render/feed.hpp"
#include "render/fingerprints.hpp"
#include "render/item_view.hpp"
#include "render/list_view.hpp"
#include "render/open_data.hpp"
#include "render/page_view.hpp"
#include "render/report_view.hpp"
#include "render/statistics_view.hpp"

namespace mulu {

struct Renderer::Prepared {
    const Layouts& layouts;
    Making making;
    std::vector<Narrative> narratives;  ///< by report
    std::optional<Fingerprints> prints;

    /// Makes the view of `page`, or its bytes where it has no layout, and gives it to `use`.
    template <class Use>
    auto with(const Page& page, const Plan& plan, const Use& use) const -> Result<decltype(use(std::string()))>;
};

namespace {

/// Uses of what Prepared::with() makes: bytes …
struct Rendering {
    const Layouts& layouts;
    unsigned worker;
    std::string operator()(std::string bytes) const { return bytes; }
    Result<std::string> workbook(const Workbook& book) const { return workbook_bytes(book); }
    template <class View>
    std::string operator()(LayoutKind kind, const View& view) const {
        std::string html;
        html.reserve(16384);
        layouts.of(kind).render(values_of(view), worker, html);
        return html;
    }
};

/// … and fingerprints.
struct Printing {
    const Fingerprints& prints;
    Fingerprint operator()(const std::string& bytes) const { return prints.of_view(std::nullopt, digest_of(bytes)); }
    Result<Fingerprint> workbook(const Workbook& book) const { return prints.of_view(std::nullopt, digest_of_workbook(book)); }
    template <class View>
    Fingerprint operator()(LayoutKind kind, const View& view) const { return prints.of_view(kind, digest_of_view(view)); }
};

}  // namespace

Renderer::Renderer(std::unique_ptr<Prepared> prepared) : prepared_(std::move(prepared)) {}
Renderer::~Renderer() = default;

Result<std::unique_ptr<Renderer>> Renderer::make(const Site& site, const Layouts& layouts, const Disk& disk, const std::string& root,
                                                 Diagnostics& diagnostics, const Spool* drafts) {
    const Strings& strings = layouts.strings;
    const MarkdownWords words{strings["body.footnotes"], strings["body.back"], strings["body.done"], strings["body.open"], strings["body.table"]};
    std::unique_ptr<Prepared> prepared(new Prepared{layouts, {site, strings, disk, root, make_boards(site), words, drafts}, {}, {}});
    bool sound = true;
    for (std::uint32_t i = 0; i < site.catalogue.reports.size(); ++i) {
        auto narrative = make_narrative(prepared->making, i, diagnostics);
        if (!narrative) return narrative.failure();
        if (*narrative) prepared->narratives.push_back(std::move(**narrative)); else sound = false;
    }
    return sound ? std::unique_ptr<Renderer>(new Renderer(std::move(prepared))) : std::unique_ptr<Renderer>();
}

void Renderer::prepare_fingerprints(const Digest& base, unsigned workers) { prepared_->prints.emplace(prepared_->making, prepared_->layouts, base, workers); }

Result<Fingerprint> Renderer::fingerprint(const Page& page, const Plan& plan) const {
    ensure(prepared_->prints.has_value(), "fingerprints were not prepared");
    if (const auto print = prepared_->prints->of_records(page, plan)) return *print;
    return prepared_->with(page, plan, Printing{*prepared_->prints});
}

Result<std::string> Renderer::render(const Page& page, const Plan& plan, unsigned worker) const {
    return prepared_->with(page, plan, Rendering{prepared_->layouts, worker});
}

template <class Use>
auto Renderer::Prepared::with(const Page& page, const Plan& plan, const Use& use) const -> Result<decltype(use(std::string()))> {
    // A view that is made from a file may fail.
    const auto if_made = [&](LayoutKind kind, const auto& view) -> Result<decltype(use(std::string()))> {
        if (!view) return view.failure();
        return use(kind, *view);
    };
    switch (page.kind) {
        case PageKind::home: return use(LayoutKind::home, make_home_view(making, page.address));
        case PageKind::catalogue: return use(LayoutKind::index, make_catalogue_view(making, page.address));
        case PageKind::units: return use(LayoutKind::index, make_units_view(making, page.address));
        case PageKind::topics: return use(LayoutKind::index, make_topics_view(making, page.address));
        case PageKind::years: return use(LayoutKind::index, make_years_view(making, page.address));
        case PageKind::section: return use(LayoutKind::section, make_section_view(making, page));
        case PageKind::list: return use(LayoutKind::list, make_list_view(making, page));
        case PageKind::item: return if_made(LayoutKind::item, make_item_view(making, page.subject));
        case PageKind::tombstone: return use(LayoutKind::tombstone, make_tombstone_view(making, making.catalogue().tombstones[page.subject]));
        case PageKind::redirect: return use(LayoutKind::redirect, make_redirect_view(making, page));
        case PageKind::standing: return if_made(LayoutKind::standing, make_standing_view(making, page));
        case PageKind::duties: return use(LayoutKind::duties, make_duties_view(making, page.address));
        case PageKind::reports: return use(LayoutKind::reports, make_reports_view(making, page.address));
        case PageKind::report: return use(LayoutKind::report, make_report_view(making, page, narratives[page.subject]));
        case PageKind::report_workbook: return use.workbook(make_report_workbook(making, page));
        case PageKind::report_table: return use(make_report_csv(making, page));
        case PageKind::statistics:
        case PageKind::statistics_period: return use(LayoutKind::statistics, make_statistics_view(making, page));
        case PageKind::statistics_table: return use(make_statistics_csv(making, page));
        case PageKind::statistics_workbook: return use.workbook(make_statistics_workbook(making, page));
        case PageKind::boards: return use(LayoutKind::boards, make_boards_view(making, page.address));
        case PageKind::board: return use(LayoutKind::board, make_board_view(making, page));
        case PageKind::not_found: return use(LayoutKind::not_found, make_not_found_view(making, page.address));
        case PageKind::feed: return use(make_feed(making, page));
        case PageKind::sitemap_index: return use(make_sitemap_index(making, plan));
        case PageKind::sitemap: return use(make_sitemap(making, page));
        case PageKind::sitemap_pages: return use(make_pages_sitemap(making, plan));
        case PageKind::items_csv: return use(make_items_csv(making, page.year));
        case PageKind::items_json: return use(make_items_json(making, page.year));
        case PageKind::vocabularies: return use(make_vocabularies(making, plan));
        case PageKind::robots: return use(make_robots(making));
    }
    return use(std::string());
}

}  // namespace mulu
