// SPDX-License-Identifier: Apache-2.0
#include "plan/plan.hpp"

#include <algorithm>

#include "base/beginning.hpp"
#include "base/parallel.hpp"
#include "base/result.hpp"
#include "model/address.hpp"
#include "plan/paging.hpp"
#include "tally/charts.hpp"
#include "tally/frozen.hpp"
#include "tally/statistics.hpp"

namespace mulu {
namespace {

class Planner {
public:
    Planner(const Site& site, unsigned workers) : site_(site), workers_(workers) {}

    Plan make() {
        const Catalogue& catalogue = site_.catalogue;
        plan_.pages.reserve(catalogue.items.size() + catalogue.items.size() / 4 + 1024);  // items, and some lists of them
        add("index.html", PageKind::home);
        add("catalogue.html", PageKind::catalogue);
        add("units.html", PageKind::units);
        add("years.html", PageKind::years);
        add("404.html", PageKind::not_found);
        add("robots.txt", PageKind::robots);
        add("feed.xml", PageKind::feed);
        add("data/catalogue.json", PageKind::vocabularies);
        lists(SectionKind::all, 0);
        sections(SectionKind::category, catalogue.categories.size());
        sections(SectionKind::unit, catalogue.units.size());
        if (!catalogue.topics.empty()) {
            add("topics.html", PageKind::topics);
            sections(SectionKind::topic, catalogue.topics.size());
        }
        if (!catalogue.duties.empty()) add("duties.html", PageKind::duties);
        items();
        standing_pages();
        reports();
        statistics();
        boards();
        sitemaps();
        const auto by_address = [](const auto& a, const auto& b) { return a.address < b.address; };
        sort_pages();
        std::sort(plan_.files.begin(), plan_.files.end(), by_address);
        const auto same = [](const auto& a, const auto& b) { return a.address == b.address; };
        // A record may name one file in several spellings.
        plan_.files.erase(std::unique(plan_.files.begin(), plan_.files.end(), same), plan_.files.end());
        return std::move(plan_);
    }

private:
    Page& add(std::string_view address, PageKind kind, std::uint32_t subject = 0, int year = 0, std::uint32_t part = 0) {
        return add_lasting(plan_.texts->keep(address), kind, subject, year, part);
    }

    /// Adds a page whose address lives as long as the plan.
    Page& add_lasting(std::string_view address, PageKind kind, std::uint32_t subject = 0, int year = 0, std::uint32_t part = 0) {
        Page page;
        page.address = address;
        page.kind = kind;
        page.subject = subject;
        page.year = year;
        page.part = part;
        plan_.pages.push_back(page);
        return plan_.pages.back();
    }

    /// Sorts the pages by address. There are a hundred thousand of items, whose addresses begin alike: they are compared by the 32 bytes behind
    /// `items/`, as numbers, and moved once.
    void sort_pages() {
        struct Key {
            Beginning begin{};
            std::uint32_t page = 0;
            bool is_item = false;
        };
        constexpr std::string_view folder = "items/";
        std::vector<Key> items(plan_.pages.size()), others;
        for_each_index(items.size(), workers_, [&](std::size_t i, unsigned) {
            const std::string_view address = plan_.pages[i].address;
            items[i].page = static_cast<std::uint32_t>(i);
            items[i].is_item = address.starts_with(folder);
            items[i].begin = beginning_of(address.substr(items[i].is_item ? folder.size() : 0));
        });
        const auto end = std::partition(items.begin(), items.end(), [](const Key& key) { return key.is_item; });
        others.assign(end, items.end());
        items.erase(end, items.end());
        const auto before = [&](const Key& a, const Key& b) {
            return a.begin != b.begin ? a.begin < b.begin : plan_.pages[a.page].address < plan_.pages[b.page].address;
        };
        sort_on(workers_, items.begin(), items.end(), before);
        std::sort(others.begin(), others.end(), before);
        // Only where the keys say the same is an address looked at.
        const auto same = [&](const Key& a, const Key& b) { return a.begin == b.begin && plan_.pages[a.page].address == plan_.pages[b.page].address; };
        for (const auto* keys : {&items, &others}) {
            ensure(std::adjacent_find(keys->begin(), keys->end(), same) == keys->end(), "two pages have one address");
        }
        std::vector<Page> sorted;
        sorted.reserve(plan_.pages.size());
        std::size_t other = 0;
        for (; other < others.size() && plan_.pages[others[other].page].address < folder; ++other) sorted.push_back(plan_.pages[others[other].page]);
        for (const Key& key : items) sorted.push_back(plan_.pages[key.page]);
        for (; other < others.size(); ++other) sorted.push_back(plan_.pages[others[other].page]);
        plan_.pages = std::move(sorted);
    }

    void lists(SectionKind kind, std::uint32_t subject) {
        const std::string stem = stem_of(site_, kind, subject);
        for (const YearSlice& slice : section_of(site_, kind, subject).years) {
            const std::uint32_t full = full_pages(slice.size(), site_.catalogue.settings.per_page);
            for (std::uint32_t part = 0; part <= full; ++part) {
                add(list_address(stem, slice.year, part), PageKind::list, subject, slice.year, part).section = kind;
            }
        }
    }

    void sections(SectionKind kind, std::size_t count) {
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::string stem = stem_of(site_, kind, i);
            add(stem + ".html", PageKind::section, i).section = kind;
            add(stem + ".xml", PageKind::feed, i).section = kind;
            lists(kind, i);
        }
    }

    void files(const Few<ItemFile>& files, std::string_view address) {
        if (files.empty()) return;
        const std::string folder = files_folder(address);
        for (const ItemFile& file : files) plan_.files.push_back({folder + "/" + file.published, file.source});
    }

    void items() {
        const Catalogue& catalogue = site_.catalogue;
        for (Ref i = 0; i < catalogue.items.size(); ++i) {
            const Item& item = catalogue.items[i];
            add_lasting(item.address, PageKind::item, i);
            if (item.access == Access::proactive) files(item.files, item.address);
            for (const std::string& alias : item.aliases) add_lasting(alias, PageKind::redirect, i);
        }
        for (Ref i = 0; i < catalogue.tombstones.size(); ++i) {
            add_lasting(catalogue.tombstones[i].address, PageKind::tombstone, i);
            // part 1: the redirect leads to a tombstone
            for (const std::string& alias : catalogue.tombstones[i].aliases) add_lasting(alias, PageKind::redirect, i, 0, 1);
        }
        for (const YearSlice& slice : site_.indexes.all.years) {
            const std::string year = std::to_string(slice.year);
            add("data/items-" + year + ".csv", PageKind::items_csv, 0, slice.year);
            add("data/items-" + year + ".json", PageKind::items_json, 0, slice.year);
        }
    }

    void standing_pages() {
        const auto& pages = site_.catalogue.pages;
        for (std::uint32_t i = 0; i < pages.size(); ++i) {
            add(pages[i].name + ".html", PageKind::standing, i);
            files(pages[i].files, pages[i].name + ".html");
        }
    }

    void reports() {
        const Catalogue& catalogue = site_.catalogue;
        if (catalogue.reports.empty()) return;
        add("reports.html", PageKind::reports);
        for (std::uint32_t i = 0; i < catalogue.reports.size(); ++i) {
            const Report& report = catalogue.reports[i];
            const std::string address = report_address(report.year, report.unit == no_ref ? "" : catalogue.units[report.unit].id);
            add(address, PageKind::report, i, report.year);
            const Form& form = *catalogue.find_form(report.form);
            const std::string stem = address.substr(0, address.size() - 5);
            bool any = false;
            const auto add_table = [&](std::string_view name, std::size_t part) {
                add(stem + "-" + std::string(name) + ".csv", PageKind::report_table, i, report.year, static_cast<std::uint32_t>(part));
                any = true;
            };
            const std::size_t of_form = form.tables.size();
            for (std::size_t table = 0; table < of_form; ++table) add_table(form.tables[table].name, table);
            for (const ReportChart chart : report_charts) {
                if (has_chart(catalogue, site_.indexes, report, chart)) add_table(name_of_chart(chart), of_form + static_cast<std::size_t>(chart));
            }
            if (has_corrected_table(catalogue, report)) add_table(corrected_table_name, of_form + std::size(report_charts));
            if (any) add(stem + ".xlsx", PageKind::report_workbook, i, report.year);
        }
    }

    /// A page of statistics and what lies beside it: each of its tables as CSV, and all of them as a workbook.
    void statistics_of(const std::string& address, PageKind kind, int year, unsigned quarter) {
        add(address, kind, 0, year, quarter);
        const std::string stem = address.substr(0, address.size() - 5);
        for (std::uint32_t i = 0; i < std::size(statistics_tables); ++i) {
            if (!has_table(site_.indexes, year, quarter, statistics_tables[i])) continue;
            add(stem + "-" + std::string(name_of_table(statistics_tables[i])) + ".csv", PageKind::statistics_table, i, year, quarter);
        }
        add(stem + ".xlsx", PageKind::statistics_workbook, 0, year, quarter);
    }

    void statistics() {
        if (site_.indexes.all.years.empty()) return;
        statistics_of("statistics.html", PageKind::statistics, 0, 0);
        for (const YearSlice& slice : site_.indexes.all.years) {
            statistics_of(statistics_address(slice.year, 0), PageKind::statistics_period, slice.year, 0);
            bool quarters[5] = {};
            for (std::uint32_t i = slice.begin; i < slice.end; ++i) {
                if (i == slice.begin || site_.indexes.days[i] != site_.indexes.days[i - 1]) quarters[site_.indexes.days[i].quarter()] = true;
            }
            for (unsigned quarter = 1; quarter <= 4; ++quarter) {
                if (quarters[quarter]) statistics_of(statistics_address(slice.year, quarter), PageKind::statistics_period, slice.year, quarter);
            }
        }
    }

    void boards() {
        const auto boards = make_boards(site_);
        if (boards.empty()) return;
        add("boards.html", PageKind::boards);
        for (std::uint32_t i = 0; i < boards.size(); ++i) add(board_address(boards[i].day), PageKind::board, i, boards[i].day.year());
    }

    void sitemaps() {
        add("sitemap.xml", PageKind::sitemap_index);
        add("sitemaps/pages.xml", PageKind::sitemap_pages);
        for (const YearSlice& slice : site_.indexes.all.years) {
            for (std::uint32_t part = 0; part * sitemap_part < slice.size(); ++part) {
                add("sitemaps/" + std::to_string(slice.year) + "-" + std::to_string(part + 1) + ".xml", PageKind::sitemap, 0, slice.year, part);
            }
        }
    }

    const Site& site_;
    unsigned workers_;
    Plan plan_;
};

}  // namespace

Plan make_plan(const Site& site, unsigned workers) { return Planner(site, workers).make(); }

const Section& section_of(const Site& site, SectionKind kind, std::uint32_t subject) {
    switch (kind) {
        case SectionKind::category: return site.indexes.categories[subject];
        case SectionKind::unit: return site.indexes.units[subject];
        case SectionKind::topic: return site.indexes.topics[subject];
        case SectionKind::all: break;
    }
    return site.indexes.all;
}

std::string stem_of(const Site& site, SectionKind kind, std::uint32_t subject) {
    switch (kind) {
        case SectionKind::category: return section_stem("categories", site.catalogue.categories[subject].id);
        case SectionKind::unit: return section_stem("units", site.catalogue.units[subject].id);
        case SectionKind::topic: return section_stem("topics", site.catalogue.topics[subject].id);
        case SectionKind::all: break;
    }
    return "years";
}

std::string list_page_of(const Site& site, SectionKind kind, std::uint32_t subject, const YearSlice& slice, std::uint32_t at) {
    const std::uint32_t per_page = site.catalogue.settings.per_page;
    const std::uint32_t part = at / per_page + 1;
    return list_address(stem_of(site, kind, subject), slice.year, part > full_pages(slice.size(), per_page) ? 0 : part);
}

std::vector<Board> make_boards(const Site& site) {
    const Settings& settings = site.catalogue.settings;
    std::vector<Board> boards;
    if (settings.board_months.empty() || site.indexes.all.years.empty()) return boards;
    const Date today = site.catalogue.now.date();
    constexpr int first_year = 1900;  // of the calendar (base/date.hpp)
    Date last = *make_date(std::max(first_year, site.indexes.all.years.front().year - 1), settings.board_months.back(), settings.board_day);
    auto item = site.indexes.all.items.begin();
    for (int year = site.indexes.all.years.front().year; year <= today.year(); ++year) {
        for (const unsigned month : settings.board_months) {
            Board board{*make_date(year, month, settings.board_day), last, {}};
            if (board.day > today) return boards;
            for (; item != site.indexes.all.items.end() && site.indexes.days[*item] <= board.day; ++item) {
                const Item& candidate = site.catalogue.items[*item];
                const bool posted = std::find(candidate.channels.begin(), candidate.channels.end(), "board") != candidate.channels.end();
                if (posted && candidate.access == Access::proactive) board.items.push_back(*item);
            }
            last = board.day;
            if (!board.items.empty()) boards.push_back(std::move(board));
        }
    }
    return boards;
}

}  // namespace mulu
