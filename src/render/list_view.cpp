// SPDX-License-Identifier: Apache-2.0
#include "render/list_view.hpp"

#include "base/text.hpp"
#include "model/address.hpp"
#include "plan/paging.hpp"
#include "render/layouts.hpp"

namespace mulu {
namespace {

NavSection nav_of(SectionKind kind) {
    switch (kind) {
        case SectionKind::category: return NavSection::catalogue;
        case SectionKind::unit: return NavSection::units;
        case SectionKind::topic: return NavSection::topics;
        case SectionKind::all: break;
    }
    return NavSection::years;
}

std::string newest_date(const Making& making, const Section& section) {
    return section.items.empty() ? std::string() : print_date(making.catalogue().items[section.items.back()].published.date());
}

TreeRowView tree_row(const Making& making, std::string_view address, SectionKind kind, std::uint32_t subject, unsigned level) {
    TreeRowView row;
    row.self = make_count(making, address, kind, subject);
    row.level = std::to_string(level);
    row.newest = newest_date(making, section_of(making.site, kind, subject));
    return row;
}

IndexView index_view(const Making& making, std::string_view address, const char* title, NavSection section) {
    IndexView view;
    view.frame = make_frame(making, address, making.strings[title], "index", section);
    view.frame.description = making.strings.fill("describe.index", {making.settings().organ, view.frame.title});
    view.frame.column = make_column(making, view.frame.title, view.frame.description, "catalogue");
    view.total = std::to_string(making.catalogue().items.size());
    return view;
}

/// Years of a section, newest first, with links to their heads. A year's own pages show no counts of the others: a new item would change them all.
enum class Counts { shown, hidden };
std::vector<CountView> year_links(const Making& making, std::string_view address, SectionKind kind, std::uint32_t subject, int current, Counts shown) {
    std::vector<CountView> counts;
    const auto& years = section_of(making.site, kind, subject).years;
    for (auto slice = years.rbegin(); slice != years.rend(); ++slice) {
        CountView count;
        count.href = relative_link(address, list_address(stem_of(making.site, kind, subject), slice->year, 0));
        count.name = making.strings.fill("year", {std::to_string(slice->year)});
        if (shown == Counts::shown) count.count = std::to_string(slice->size());
        count.current = slice->year == current;
        counts.push_back(std::move(count));
    }
    return counts;
}

/// Crumbs of a section's page or list, behind 首页: the index, then a category's ancestors.
void add_section_crumbs(const Making& making, FrameView& frame, std::string_view address, SectionKind kind, std::uint32_t subject) {
    switch (kind) {
        case SectionKind::category: {
            add_crumb(frame, frame.root + "catalogue.html", making.strings["nav.catalogue"]);
            const auto path = making.catalogue().path_to(subject);
            for (std::size_t i = 0; i + 1 < path.size(); ++i) {
                const Category& category = making.catalogue().categories[path[i]];
                add_crumb(frame, relative_link(address, section_stem("categories", category.id) + ".html"), category.name);
            }
            break;
        }
        case SectionKind::unit: add_crumb(frame, frame.root + "units.html", making.strings["nav.units"]); break;
        case SectionKind::topic: add_crumb(frame, frame.root + "topics.html", making.strings["nav.topics"]); break;
        case SectionKind::all: add_crumb(frame, frame.root + "years.html", making.strings["nav.years"]); break;
    }
}

void add_unit_facts(const Making& making, std::string_view address, const Unit& unit, std::vector<FactView>& facts) {
    const auto add = [&](const char* label, std::string html) { facts.push_back({making.strings[label], Html{std::move(html)}}); };
    const auto link = [&](Ref ref) {
        const Unit& other = making.catalogue().units[ref];
        return "<a href=\"" + relative_link(address, section_stem("units", other.id) + ".html") + "\">" + escape_html(other.name) + "</a>";
    };
    add("fact.kind", escape_html(term_words(making, "unit_kind", unit.kind == UnitKind::government ? "government" : "department")));
    if (unit.parent != no_ref) add("fact.parent", link(unit.parent));
    if (!unit.address.empty()) add("fact.address", escape_html(unit.address));
    if (const std::string dial = phone_link(unit.phone); !dial.empty()) {
        add("fact.phone", "<a href=\"" + dial + "\">" + escape_html(unit.phone) + "</a>");
    } else if (!unit.phone.empty()) {
        add("fact.phone", escape_html(unit.phone));
    }
    if (unit.since) add("fact.since", "<time datetime=\"" + print_date(*unit.since) + "\">" + print_date(*unit.since) + "</time>");
    if (unit.until) add("fact.until", "<time datetime=\"" + print_date(*unit.until) + "\">" + print_date(*unit.until) + "</time>");
    if (unit.successor != no_ref) add("fact.successor", link(unit.successor));
    for (Ref i = 0; i < making.catalogue().units.size(); ++i) {
        const Unit& other = making.catalogue().units[i];
        if (other.successor != no_ref && &making.catalogue().units[other.successor] == &unit) add("fact.predecessor", link(i));
    }
}

}  // namespace

CountView make_count(const Making& making, std::string_view address, SectionKind kind, std::uint32_t subject) {
    CountView count;
    const std::size_t items = section_of(making.site, kind, subject).items.size();
    count.href = relative_link(address, stem_of(making.site, kind, subject) + ".html");
    count.name = section_name(making, kind, subject);
    count.count = std::to_string(items);
    count.empty = items == 0;
    if (kind == SectionKind::category) count.code = making.catalogue().categories[subject].code;
    if (kind == SectionKind::unit) count.code = making.catalogue().units[subject].code;
    return count;
}

IndexView make_catalogue_view(const Making& making, std::string_view address) {
    IndexView view = index_view(making, address, "title.catalogue", NavSection::catalogue);
    view.of_categories = true;
    auto& group = view.groups.emplace_back();
    for (std::uint32_t i = 0; i < making.catalogue().categories.size(); ++i) {
        group.rows.push_back(tree_row(making, address, SectionKind::category, i, making.catalogue().categories[i].level));
    }
    return view;
}

IndexView make_units_view(const Making& making, std::string_view address) {
    IndexView view = index_view(making, address, "title.units", NavSection::units);
    view.of_units = true;
    for (const UnitKind kind : {UnitKind::government, UnitKind::department}) {
        IndexGroupView group;
        group.name = term_words(making, "unit_kind", kind == UnitKind::government ? "government" : "department");
        for (std::uint32_t i = 0; i < making.catalogue().units.size(); ++i) {
            if (making.catalogue().units[i].kind == kind) group.rows.push_back(tree_row(making, address, SectionKind::unit, i, 1));
        }
        if (!group.rows.empty()) view.groups.push_back(std::move(group));
    }
    return view;
}

IndexView make_topics_view(const Making& making, std::string_view address) {
    IndexView view = index_view(making, address, "title.topics", NavSection::topics);
    view.of_topics = true;
    auto& group = view.groups.emplace_back();
    for (std::uint32_t i = 0; i < making.catalogue().topics.size(); ++i) group.rows.push_back(tree_row(making, address, SectionKind::topic, i, 1));
    return view;
}

IndexView make_years_view(const Making& making, std::string_view address) {
    IndexView view = index_view(making, address, "title.years", NavSection::years);
    view.of_years = true;
    const Section& all = making.site.indexes.all;
    IndexGroupView group;
    for (std::size_t i = all.years.size(); i-- > 0;) {
        TreeRowView row;
        row.self = year_links(making, address, SectionKind::all, 0, 0, Counts::shown)[all.years.size() - 1 - i];
        row.level = "1";
        row.newest = print_date(making.catalogue().items[all.items[all.years[i].end - 1]].published.date());
        group.rows.push_back(std::move(row));
    }
    if (!group.rows.empty()) view.groups.push_back(std::move(group));
    return view;
}

SectionView make_section_view(const Making& making, const Page& page) {
    const Section& section = section_of(making.site, page.section, page.subject);
    const std::string& name = section_name(making, page.section, page.subject);
    SectionView view;
    view.frame = make_frame(making, page.address, name, "section", nav_of(page.section));
    add_section_crumbs(making, view.frame, page.address, page.section, page.subject);
    const std::string stem = stem_of(making.site, page.section, page.subject);
    view.frame.feed = relative_link(page.address, stem + ".xml");
    view.frame.feed_title = name + " – " + making.settings().name;
    view.frame.description = making.strings.fill("describe.section", {making.settings().organ, name});
    view.frame.column = make_column(making, name, view.frame.description, page.section == SectionKind::unit ? "unit" : page.section == SectionKind::topic ? "topic" : "category");
    view.total = std::to_string(section.items.size());
    view.of_category = page.section == SectionKind::category;
    view.of_unit = page.section == SectionKind::unit;
    view.of_topic = page.section == SectionKind::topic;
    if (view.of_category) {
        for (const Ref child : making.catalogue().categories[page.subject].children) {
            view.children.push_back(make_count(making, page.address, SectionKind::category, child));
        }
    } else if (view.of_unit) {
        add_unit_facts(making, page.address, making.catalogue().units[page.subject], view.facts);
        for (std::uint32_t i = 0; i < making.catalogue().units.size(); ++i) {
            if (making.catalogue().units[i].parent == page.subject) view.children.push_back(make_count(making, page.address, SectionKind::unit, i));
        }
    }
    view.years = year_links(making, page.address, page.section, page.subject, 0, Counts::shown);
    const auto count = static_cast<std::uint32_t>(section.items.size());
    const std::uint32_t shown = std::min(count, making.settings().per_page);
    view.rows = make_rows(making, page.address, section, count - shown, count);
    if (shown < count) view.more_href = relative_link(page.address, list_address(stem, section.years.back().year, 0));
    return view;
}

ListView make_list_view(const Making& making, const Page& page) {
    const Section& section = section_of(making.site, page.section, page.subject);
    const YearSlice& slice = *section.find_year(page.year);
    const std::uint32_t per_page = making.settings().per_page;
    const std::uint32_t full = full_pages(slice.size(), per_page);
    const std::string stem = stem_of(making.site, page.section, page.subject);
    const std::string year = std::to_string(page.year);
    const std::string& name = section_name(making, page.section, page.subject);
    const auto link = [&](std::uint32_t part) { return relative_link(page.address, list_address(stem, page.year, part)); };
    ListView view;
    std::string title = making.strings.fill(page.section == SectionKind::all ? "title.list_all" : "title.list", {name, year});
    if (page.part != 0) title = making.strings.fill("title.part", {title, std::to_string(page.part)});
    view.frame = make_frame(making, page.address, title, "list", nav_of(page.section));
    add_section_crumbs(making, view.frame, page.address, page.section, page.subject);
    if (page.section != SectionKind::all) {
        add_crumb(view.frame, relative_link(page.address, stem + ".html"), name);
        view.frame.feed = relative_link(page.address, stem + ".xml");
        view.frame.feed_title = name + " – " + making.settings().name;
    }
    view.frame.description = making.strings.fill("describe.list", {making.settings().organ, name, year});
    view.frame.column = make_column(making, title, view.frame.description, "list");
    view.year = year;
    const PageSlice rows = page_slice(slice.size(), per_page, page.part);
    view.rows = make_rows(making, page.address, section, slice.begin + rows.begin, slice.begin + rows.end);
    if (page.part == 0) {
        view.total = std::to_string(slice.size());
        if (full > 0) {
            view.older = link(full);
            for (std::uint32_t part = full; part > 0; --part) view.parts.push_back({link(part), std::to_string(part), "", "", false, false});
        }
        view.years = year_links(making, page.address, page.section, page.subject, page.year, Counts::hidden);
    } else {
        view.part = std::to_string(page.part);
        view.newest = link(0);
        view.newer = link(page.part == full ? 0 : page.part + 1);
        if (page.part > 1) view.older = link(page.part - 1);
    }
    return view;
}

}  // namespace mulu
