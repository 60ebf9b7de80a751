// SPDX-License-Identifier: Apache-2.0
// Views: all that a page can show, one struct for each kind of page. A closet of render.
//
// A layout sees these names and nothing else (docs/layouts.md is the list for those who write layouts). Every text is
// plain and is escaped by the layout; only members of type Html are finished HTML. Addresses are relative to the page
// (`href`) and dates are printed as readers read them, with an ISO twin where a machine reads them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/layout.hpp"

namespace mulu {

/// A link, or plain text where `href` is empty.
struct LinkView {
    std::string href, name;
    template <class V> void visit(V& v) const { v("href", href); v("name", name); }
};

/// A link with the number of items behind it.
struct CountView {
    std::string href, name, count, code;
    bool current = false, empty = false;
    template <class V> void visit(V& v) const {
        v("href", href); v("name", name); v("count", count); v("code", code); v("current", current); v("empty", empty);
    }
};

/// An entry of the main navigation.
struct NavView {
    std::string href, name;
    bool current = false;  ///< this page, or the section that it is in
    template <class V> void visit(V& v) const { v("href", href); v("name", name); v("current", current); }
};

/// The 栏目标签 group of the national website guideline, on column pages.
struct ColumnView {
    std::string name, description, keywords, type;
    template <class V> void visit(V& v) const {
        v("column_name", name); v("column_description", description); v("column_keywords", keywords); v("column_type", type);
    }
};

/// The 内容页标签 group, on pages that carry one text.
struct ArticleView {
    std::string title, published, source, keywords, author, description, url;
    template <class V> void visit(V& v) const {
        v("article_title", title); v("article_published", published); v("article_source", source); v("article_keywords", keywords);
        v("article_author", author); v("article_description", description); v("article_url", url);
    }
};

/// What every page has: head, breadcrumb, navigation. Nothing here changes with a new item or the date.
struct FrameView {
    std::string root;         ///< from this page to the site's root: "", "../", "../../"; on 404.html the base path
    std::string title;        ///< of the page, without the site's name
    std::string description;  ///< for the description meta tag
    std::string canonical;    ///< absolute URL
    std::string feed, feed_title;  ///< the page's own feed; the site's where it has none
    std::string page_kind;    ///< for <body class>: home, item, list, catalogue …
    bool is_home = false;
    bool no_index = false;    ///< robots: noindex
    std::vector<NavView> nav;
    std::vector<LinkView> crumbs;  ///< 当前位置; the last one is this page and has no href
    std::optional<ColumnView> column;
    std::optional<ArticleView> article;
    Html json_ld;             ///< a JSON text, safe inside <script type="application/ld+json">
    template <class V> void visit(V& v) const {
        v("root", root); v("title", title); v("description", description); v("canonical", canonical); v("feed", feed); v("feed_title", feed_title);
        v("page_kind", page_kind); v("is_home", is_home); v("no_index", no_index); v("nav", nav); v("crumbs", crumbs); v("column", column);
        v("article", article); v("json_ld", json_ld);
    }
};

/// One item as a row of a list.
struct RowView {
    std::string href, title, index, doc_no, unit, unit_href, category, category_href, date, date_iso;
    std::string state;       ///< 废止, 失效, 尚未生效, 已结束 …; empty where it is simply valid
    std::string state_kind;  ///< repealed, expired, pending, ended: for a class
    std::string until;       ///< end of a 公示, where it has one
    bool on_request = false, has_files = false;
    template <class V> void visit(V& v) const {
        v("href", href); v("title", title); v("index", index); v("doc_no", doc_no); v("unit", unit); v("unit_href", unit_href);
        v("category", category); v("category_href", category_href); v("date", date); v("date_iso", date_iso); v("state", state);
        v("state_kind", state_kind); v("until", until); v("on_request", on_request); v("has_files", has_files);
    }
};

/// A category with its sub-categories, for the home page.
struct BranchView {
    CountView self;
    std::vector<CountView> children;
    template <class V> void visit(V& v) const { self.visit(v); v("children", children); }
};

/// A row of the whole category tree, in depth-first order.
struct TreeRowView {
    CountView self;
    std::string level;   ///< 1, 2, 3 …
    std::string newest;  ///< date of its newest item
    template <class V> void visit(V& v) const { self.visit(v); v("level", level); v("newest", newest); }
};

/// A chart, and the table of what it shows where the page has none.
struct ChartView {
    std::string label;
    Html value, table;
    template <class V> void visit(V& v) const { v("label", label); v("value", value); v("table", table); }
};

struct HomeView {
    FrameView frame;
    std::vector<RowView> newest;
    std::vector<BranchView> categories;
    std::vector<CountView> topics, units, years;
    std::vector<RowView> open_notices;   ///< 公示 that are open now
    std::optional<LinkView> latest_report;
    std::string total;                   ///< number of public items
    template <class V> void visit(V& v) const {
        frame.visit(v); v("newest", newest); v("categories", categories); v("topics", topics); v("units", units); v("years", years);
        v("open_notices", open_notices); v("latest_report", latest_report); v("total", total);
    }
};

/// catalogue.html, units.html (one group for each kind), topics.html, years.html.
struct IndexGroupView {
    std::string name;
    std::vector<TreeRowView> rows;
    template <class V> void visit(V& v) const { v("group_name", name); v("rows", rows); }
};
struct IndexView {
    FrameView frame;
    std::string total;
    bool of_categories = false, of_units = false, of_topics = false, of_years = false;
    std::vector<IndexGroupView> groups;
    template <class V> void visit(V& v) const {
        frame.visit(v); v("total", total); v("of_categories", of_categories); v("of_units", of_units); v("of_topics", of_topics);
        v("of_years", of_years); v("groups", groups);
    }
};

/// A label and its value, as in a summary list.
struct FactView {
    std::string label;
    Html value;
    template <class V> void visit(V& v) const { v("label", label); v("value", value); }
};

/// The page of one category, unit or topic: its newest items, its years, its parts.
struct SectionView {
    FrameView frame;
    std::string total;  ///< its public items, descendants included
    std::vector<FactView> facts;         ///< of a unit: kind, address, telephone, predecessor …
    std::vector<CountView> children;     ///< sub-categories, subordinate units
    std::vector<CountView> years;        ///< newest first
    std::vector<RowView> rows;           ///< the newest
    std::string more_href;               ///< the newest year's list, where rows are not all
    bool of_category = false, of_unit = false, of_topic = false;
    template <class V> void visit(V& v) const {
        frame.visit(v); v("total", total); v("facts", facts); v("children", children); v("years", years); v("rows", rows); v("more_href", more_href);
        v("of_category", of_category); v("of_unit", of_unit); v("of_topic", of_topic);
    }
};

/// One page of a year's list (of a category, unit, topic, or of all).
struct ListView {
    FrameView frame;
    std::string year;
    std::string part;         ///< number of this page, counted from the oldest; empty on the head
    std::string total;        ///< items of the year; on the head only
    std::string newer, older; ///< addresses; empty where there is none
    std::string newest;       ///< address of the head; empty on the head
    std::vector<CountView> parts;  ///< on the head: all pages of the year, newest first
    std::vector<CountView> years;  ///< other years of the same list; on the head only
    std::vector<RowView> rows;
    template <class V> void visit(V& v) const {
        frame.visit(v); v("year", year); v("part", part); v("total", total); v("newer", newer); v("older", older); v("newest", newest);
        v("parts", parts); v("years", years); v("rows", rows);
    }
};

/// A cell of the metadata table; `key` is the field's name in English.
struct CellView {
    std::string key, label, span;  ///< span: columns that the value takes, 1 or 3
    Html value;
    template <class V> void visit(V& v) const { v("key", key); v("label", label); v("span", span); v("value", value); }
};
struct MetaRowView {
    std::vector<CellView> cells;
    template <class V> void visit(V& v) const { v("cells", cells); }
};

struct AttachmentView {
    std::string href, name, type, kind, size, download;  ///< type: in words; kind: pdf, xlsx …; size: 1.2 MB
    template <class V> void visit(V& v) const {
        v("href", href); v("name", name); v("type", type); v("kind", kind); v("size", size); v("download", download);
    }
};

/// A related item.
struct RelatedView {
    std::string href, name, index, date;
    template <class V> void visit(V& v) const { v("href", href); v("name", name); v("index", index); v("date", date); }
};

/// Related items under one heading: 废止的文件, 解读 ….
struct RelationView {
    std::string heading;
    std::vector<RelatedView> items;
    template <class V> void visit(V& v) const { v("heading", heading); v("items", items); }
};

/// A banner above the body; kind: repealed, expired, pending, ended, open, corrected, on-request.
struct BannerView {
    std::string kind, text, date;
    std::vector<RelatedView> items;  ///< what replaced it
    template <class V> void visit(V& v) const { v("kind", kind); v("text", text); v("date", date); v("items", items); }
};

struct CorrectionView {
    std::string date, note;
    template <class V> void visit(V& v) const { v("date", date); v("note", note); }
};

struct ItemView {
    FrameView frame;
    std::string index, published, published_iso, source, source_href;
    std::vector<MetaRowView> meta;
    std::vector<BannerView> banners;
    std::vector<CorrectionView> corrections;
    Html body;
    std::vector<AttachmentView> attachments;
    Html qr;                      ///< an <svg>
    std::vector<RelationView> relations;
    std::vector<RelatedView> related;
    std::optional<RelatedView> previous, next;  ///< in its category: older, newer
    template <class V> void visit(V& v) const {
        frame.visit(v); v("index", index); v("published", published); v("published_iso", published_iso); v("source", source);
        v("source_href", source_href); v("meta", meta); v("banners", banners); v("corrections", corrections); v("body", body);
        v("attachments", attachments); v("qr", qr); v("relations", relations); v("related", related); v("previous", previous); v("next", next);
    }
};

/// What stands in the place of a withdrawn item.
struct TombstoneView {
    FrameView frame;
    std::string index, withdrawn, reason;
    template <class V> void visit(V& v) const { frame.visit(v); v("index", index); v("withdrawn", withdrawn); v("reason", reason); }
};

/// A page that has moved.
struct RedirectView {
    FrameView frame;
    std::string target;  ///< relative address
    template <class V> void visit(V& v) const { frame.visit(v); v("target", target); }
};

/// A standing page.
struct StandingView {
    FrameView frame;
    Html body;
    std::vector<LinkView> headings;  ///< its h2 headings; href is #anchor
    template <class V> void visit(V& v) const { frame.visit(v); v("body", body); v("headings", headings); }
};

/// One duty, a row of the standard catalogue (标准目录).
struct DutyRowView {
    std::string id, number, name, category, category_href, basis, due, units, channels, audience, responsible, count;
    std::vector<RelatedView> items;  ///< the newest that discharge it
    std::string more;                ///< how many more there are; empty where none
    template <class V> void visit(V& v) const {
        v("id", id); v("number", number); v("name", name); v("category", category); v("category_href", category_href); v("basis", basis); v("due", due);
        v("units", units); v("channels", channels); v("audience", audience); v("responsible", responsible); v("count", count); v("items", items); v("more", more);
    }
};
struct DutiesView {
    FrameView frame;
    std::vector<DutyRowView> duties;
    template <class V> void visit(V& v) const { frame.visit(v); v("duties", duties); }
};

struct ReportLinkView {
    std::string href, name, unit, date;
    template <class V> void visit(V& v) const { v("href", href); v("name", name); v("unit", unit); v("date", date); }
};
struct ReportYearView {
    std::string year;
    std::vector<ReportLinkView> reports;
    template <class V> void visit(V& v) const { v("year", year); v("reports", reports); }
};
struct ReportsView {
    FrameView frame;
    std::vector<ReportYearView> years;
    template <class V> void visit(V& v) const { frame.visit(v); v("years", years); }
};

struct NoteView {
    std::string text;
    template <class V> void visit(V& v) const { v("text", text); }
};

/// An annual report: the narrative with its tables placed, charts, downloads.
struct ReportView {
    FrameView frame;
    std::string year, unit, published, published_iso;
    std::vector<CorrectionView> corrections;
    Html corrected;                   ///< table of the figures that are no longer what was published
    Html body;                        ///< narrative; tables of the form are in it where placed
    std::vector<FactView> tables;     ///< tables that the narrative didn't place: heading and HTML
    std::vector<ChartView> charts;
    std::vector<NoteView> notes;      ///< relations that do not hold, of a historic year
    std::vector<AttachmentView> downloads;
    std::string catalogue_href;       ///< list of the year
    template <class V> void visit(V& v) const {
        frame.visit(v); v("year", year); v("unit", unit); v("published", published); v("published_iso", published_iso); v("corrections", corrections);
        v("corrected", corrected); v("body", body); v("tables", tables); v("charts", charts); v("notes", notes); v("downloads", downloads); v("catalogue_href", catalogue_href);
    }
};

/// statistics.html, statistics/YEAR.html, statistics/YEAR-qN.html.
struct StatisticsView {
    FrameView frame;
    std::string year, quarter;       ///< empty on the index
    std::vector<CountView> years;    ///< on the index and on year pages
    std::vector<CountView> quarters; ///< on year pages
    std::vector<FactView> tables;
    std::vector<ChartView> charts;
    std::vector<AttachmentView> downloads;
    template <class V> void visit(V& v) const {
        frame.visit(v); v("year", year); v("quarter", quarter); v("years", years); v("quarters", quarters); v("tables", tables); v("charts", charts);
        v("downloads", downloads);
    }
};

struct BoardsView {
    FrameView frame;
    std::vector<CountView> boards;  ///< newest first
    template <class V> void visit(V& v) const { frame.visit(v); v("boards", boards); }
};

/// A sheet for the notice board (公开栏).
struct BoardItemView {
    std::string number, title, index, doc_no, unit, date, summary, href;
    template <class V> void visit(V& v) const {
        v("number", number); v("title", title); v("index", index); v("doc_no", doc_no); v("unit", unit); v("date", date); v("summary", summary); v("href", href);
    }
};
struct BoardView {
    FrameView frame;
    std::string date, since, count;
    std::vector<BoardItemView> items;
    template <class V> void visit(V& v) const { frame.visit(v); v("date", date); v("since", since); v("count", count); v("items", items); }
};

struct NotFoundView {
    FrameView frame;
    template <class V> void visit(V& v) const { frame.visit(v); }
};

}  // namespace mulu
