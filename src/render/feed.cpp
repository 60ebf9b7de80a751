// SPDX-License-Identifier: Apache-2.0
#include "render/feed.hpp"

#include "base/text.hpp"
#include "formats/xml.hpp"

namespace mulu {
namespace {

constexpr const char* sitemap_namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Day on which an item's page last changed by content: its publication, or its last correction.
std::string last_change(const Making& making, const Item& item) {
    if (!item.corrections.empty() && item.corrections.back().on > item.published.date()) return print_date(item.corrections.back().on);
    return print_w3c(item.published, making.settings().time_zone);
}

}  // namespace

bool is_listed(PageKind kind) {
    switch (kind) {
        case PageKind::home:
        case PageKind::catalogue:
        case PageKind::units:
        case PageKind::topics:
        case PageKind::years:
        case PageKind::section:
        case PageKind::list:
        case PageKind::standing:
        case PageKind::duties:
        case PageKind::reports:
        case PageKind::report:
        case PageKind::statistics:
        case PageKind::statistics_period:
        case PageKind::boards:
        case PageKind::board: return true;
        default: return false;
    }
}

std::string make_feed(const Making& making, const Page& page) {
    const Catalogue& catalogue = making.catalogue();
    const Section& section = section_of(making.site, page.section, page.subject);
    const bool whole = page.section == SectionKind::all;
    const std::string title = whole ? making.settings().name : section_name(making, page.section, page.subject) + " – " + making.settings().name;
    const std::string home = absolute(making, whole ? "index.html" : stem_of(making.site, page.section, page.subject) + ".html");
    XmlWriter xml(XmlWriter::Prolog::yes);
    xml.open("rss").attribute("version", "2.0").attribute("xmlns:atom", "http://www.w3.org/2005/Atom");
    xml.open("channel");
    xml.element("title", title).element("link", home);
    xml.element("description", making.strings.fill("describe.section", {making.settings().organ, whole ? making.settings().name : section_name(making, page.section, page.subject)}));
    xml.element("language", making.settings().language);
    xml.open("atom:link").attribute("href", absolute(making, page.address)).attribute("rel", "self").attribute("type", "application/rss+xml").close();
    const std::size_t count = std::min<std::size_t>(section.items.size(), making.settings().feed_items);
    if (count > 0) xml.element("lastBuildDate", print_rfc822(catalogue.items[section.items.back()].published, making.settings().time_zone));
    for (std::size_t n = 0; n < count; ++n) {
        const Item& item = catalogue.items[section.items[section.items.size() - 1 - n]];
        const std::string url = absolute(making, item.address);
        xml.open("item");
        xml.element("title", item.title).element("link", url);
        // Readers take a description for HTML.
        std::string description = escape_html(item.summary.empty() ? item.title : item.summary);
        for (const Correction& correction : item.corrections) {
            description += "<br>" + escape_html(making.strings.fill("feed.correction", {print_date(correction.on), correction.note}));
        }
        xml.element("description", description);
        xml.element("category", catalogue.categories[item.category].name);
        xml.open("guid").attribute("isPermaLink", "true").text(url).close();
        xml.element("pubDate", print_rfc822(item.published, making.settings().time_zone));
        xml.close();
    }
    xml.close().close();
    return xml.finish();
}

std::string make_sitemap(const Making& making, const Page& page) {
    const Section& all = making.site.indexes.all;
    const YearSlice& slice = *all.find_year(page.year);
    const std::uint32_t begin = slice.begin + page.part * sitemap_part;
    const std::uint32_t end = std::min(slice.end, begin + sitemap_part);
    XmlWriter xml(XmlWriter::Prolog::yes);
    xml.open("urlset").attribute("xmlns", sitemap_namespace);
    for (std::uint32_t i = begin; i < end; ++i) {
        const Item& item = making.catalogue().items[all.items[i]];
        xml.open("url").element("loc", absolute(making, item.address)).element("lastmod", last_change(making, item)).close();
    }
    xml.close();
    return xml.finish();
}

std::string make_pages_sitemap(const Making& making, const Plan& plan) {
    XmlWriter xml(XmlWriter::Prolog::yes);
    xml.open("urlset").attribute("xmlns", sitemap_namespace);
    for (const Page& page : plan.pages) {
        if (is_listed(page.kind)) xml.open("url").element("loc", absolute(making, page.address)).close();
    }
    xml.close();
    return xml.finish();
}

std::string make_sitemap_index(const Making& making, const Plan& plan) {
    XmlWriter xml(XmlWriter::Prolog::yes);
    xml.open("sitemapindex").attribute("xmlns", sitemap_namespace);
    for (const Page& page : plan.pages) {
        if (page.kind == PageKind::sitemap || page.kind == PageKind::sitemap_pages) xml.open("sitemap").element("loc", absolute(making, page.address)).close();
    }
    xml.close();
    return xml.finish();
}

std::string make_robots(const Making& making) {
    return "User-agent: *\nAllow: /\n\nSitemap: " + absolute(making, "sitemap.xml") + "\n";
}

}  // namespace mulu
