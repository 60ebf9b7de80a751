// SPDX-License-Identifier: Apache-2.0
#include "render/item_view.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/address.hpp"
#include "model/schema.hpp"
#include "render/qr.hpp"

namespace mulu {
namespace {

/// Related items shown at most, with those that the record names.
constexpr std::size_t related_most = 6;

std::string anchor(const std::string& href, std::string_view name) { return "<a href=\"" + escape_html(href) + "\">" + escape_html(name) + "</a>"; }

std::string time_html(Date date) {
    const std::string text = print_date(date);
    return "<time datetime=\"" + text + "\">" + text + "</time>";
}

/// The metadata table: two fields a row, long ones alone.
class MetaTable {
public:
    explicit MetaTable(const Making& making) : making_(making) {}

    void add(const char* key, std::string html) { place({key, making_.strings["field." + std::string(key)], "1", Html{std::move(html)}}); }
    void add_text(const char* key, std::string_view text) {
        if (!text.empty()) add(key, escape_html(text));
    }
    void add_wide(const char* key, std::string html) {
        if (html.empty()) return;
        close();
        rows_.push_back({{{key, making_.strings["field." + std::string(key)], "3", Html{std::move(html)}}}});
    }
    void add_date(const char* key, const std::optional<Date>& date) {
        if (date) add(key, time_html(*date));
    }
    void add_own(const std::string& key, const std::string& label, const std::string& text) { place({key, label, "1", Html{escape_html(text)}}); }

    std::vector<MetaRowView> take() {
        close();
        return std::move(rows_);
    }

private:
    void place(CellView cell) {
        open_.cells.push_back(std::move(cell));
        if (open_.cells.size() == 2) rows_.push_back(std::exchange(open_, {}));
    }
    /// A field that is left alone on its row takes the whole of it.
    void close() {
        if (open_.cells.empty()) return;
        open_.cells[0].span = "3";
        rows_.push_back(std::exchange(open_, {}));
    }

    const Making& making_;
    std::vector<MetaRowView> rows_;
    MetaRowView open_;
};

template <class Texts>
std::string joined(const Texts& texts, const std::string& separator) {
    std::string all;
    for (const std::string_view text : texts) all += (all.empty() ? "" : separator) + escape_html(text);
    return all;
}

std::vector<MetaRowView> make_meta(const Making& making, const Item& item) {
    const Catalogue& catalogue = making.catalogue();
    const std::string& comma = making.strings["list.comma"];
    MetaTable table(making);
    table.add_text("index", item.index);
    std::string path;
    for (const Ref ref : catalogue.path_to(item.category)) {
        const Category& category = catalogue.categories[ref];
        path += (path.empty() ? "" : " / ") + anchor(relative_link(item.address, section_stem("categories", category.id) + ".html"), category.name);
    }
    table.add("category", path);
    const Unit& unit = catalogue.units[item.unit];
    std::string units = anchor(relative_link(item.address, section_stem("units", unit.id) + ".html"), unit.name);
    for (const auto& [ref, name] : item.joint_units) {
        units += comma + (ref == no_ref ? escape_html(name) : anchor(relative_link(item.address, section_stem("units", catalogue.units[ref].id) + ".html"), name));
    }
    table.add("unit", units);
    table.add_text("doc_no", item.doc_no);
    table.add("created", time_html(item.created));
    table.add("published", time_html(item.published.date()));
    table.add("validity", escape_html(term_words(making, "validity", vocabulary::validity.terms[static_cast<std::size_t>(item.validity)].en)));
    table.add_date("effective", item.effective);
    table.add_date("valid_until", item.valid_until);
    table.add_date("repealed", item.repealed);
    if (item.expires) table.add("expires", escape_html(print_moment(*item.expires)));
    table.add_text("genre", item.genre);
    if (item.normative != Normative::none) {
        table.add_text("normative", term_words(making, "normative", item.normative == Normative::rule ? "rule" : "normative"));
    }
    table.add_date("approved", item.approved);
    if (item.access == Access::on_request) table.add_text("access", term_words(making, "access", "on-request"));
    std::vector<std::string> channels;
    for (const std::string_view channel : item.channels) channels.push_back(term_words(making, "channel", channel));
    table.add("channels", joined(channels, comma));
    table.add_text("audience", item.audience);
    std::string topics;
    for (const Ref ref : item.topics) {
        const Topic& topic = catalogue.topics[ref];
        topics += (topics.empty() ? "" : comma) + anchor(relative_link(item.address, section_stem("topics", topic.id) + ".html"), topic.name);
    }
    if (!topics.empty()) table.add("topics", topics);
    if (item.duty != no_ref) {
        table.add("duty", anchor(relative_link(item.address, "duties.html") + "#duty-" + catalogue.duties[item.duty].id, catalogue.duties[item.duty].title));
    }
    for (const auto& shown : item.fields) {
        const auto field = std::find_if(making.settings().fields.begin(), making.settings().fields.end(), [&](const SiteField& own) { return own.key == shown.first; });
        table.add_own(shown.first, field->name, shown.second);
    }
    table.add_wide("basis", escape_html(item.basis));
    table.add_wide("keywords", joined(item.keywords, comma));
    table.add_wide("summary", escape_html(item.summary));
    return table.take();
}

/// A reference that leads nowhere public shows as its index number.
RelatedView related(const Making& making, std::string_view address, const ItemReference& reference) {
    if (reference.item != no_ref) return make_related(making, address, reference.item);
    return {"", std::string(reference.index), std::string(reference.index), ""};
}

void add_banners(const Making& making, const Item& item, std::vector<BannerView>& banners) {
    const Strings& strings = making.strings;
    const auto add = [&](const char* kind, std::string text, std::string date) -> BannerView& {
        banners.push_back({kind, std::move(text), std::move(date), {}});
        return banners.back();
    };
    switch (item.validity) {
        case Validity::repealed: {
            const std::string date = item.repealed ? print_date(*item.repealed) : std::string();
            const std::string on = date.empty() ? std::string() : strings.fill("banner.on", {date});
            BannerView& banner = add("repealed", strings.fill(item.superseded_by.empty() ? "banner.repealed" : "banner.repealed_by", {on}), date);
            for (const Ref ref : item.superseded_by) banner.items.push_back(make_related(making, item.address, ref));
            break;
        }
        case Validity::expired: {
            const std::string date = item.valid_until ? print_date(*item.valid_until) : std::string();
            add("expired", date.empty() ? strings["banner.expired"] : strings.fill("banner.expired_on", {date}), date);
            break;
        }
        case Validity::pending: {
            const std::string date = item.effective ? print_date(*item.effective) : std::string();
            add("pending", date.empty() ? strings["banner.pending"] : strings.fill("banner.pending_until", {date}), date);
            break;
        }
        case Validity::valid: break;
    }
    if (!item.amended_by.empty() && item.validity != Validity::repealed) {
        BannerView& banner = add("amended", strings["banner.amended"], "");
        for (const Ref ref : item.amended_by) banner.items.push_back(make_related(making, item.address, ref));
    }
    if (item.expires) {
        const bool ended = has_ended(item, making.catalogue().now);
        const std::string date = print_moment(*item.expires);
        add(ended ? "ended" : "open", strings.fill(ended ? "banner.ended" : "banner.open", {date}), date);
    }
    if (!item.corrections.empty()) add("corrected", strings.fill("banner.corrected", {print_date(item.corrections.back().on)}), print_date(item.corrections.back().on));
    if (item.access == Access::on_request) add("on-request", strings["banner.on_request"], "");
}

void add_relations(const Making& making, const Item& item, std::vector<RelationView>& relations) {
    const auto named = [&](const char* heading, const Few<ItemReference>& references) {
        if (references.empty()) return;
        RelationView view{making.strings[heading], {}};
        for (const ItemReference& reference : references) view.items.push_back(related(making, item.address, reference));
        relations.push_back(std::move(view));
    };
    const auto naming = [&](const char* heading, const Few<Ref>& refs) {
        if (refs.empty()) return;
        RelationView view{making.strings[heading], {}};
        for (const Ref ref : refs) view.items.push_back(make_related(making, item.address, ref));
        relations.push_back(std::move(view));
    };
    named("relation.supersedes", item.supersedes);
    naming("relation.superseded_by", item.superseded_by);
    named("relation.amends", item.amends);
    naming("relation.amended_by", item.amended_by);
    named("relation.interprets", item.interprets);
    naming("relation.interpreted_by", item.interpreted_by);
    named("relation.related", item.related);
}

void add_neighbours(const Making& making, Ref ref, ItemView& view) {
    const Item& item = making.catalogue().items[ref];
    const auto& list = making.site.indexes.categories[item.category].items;
    const auto at = std::lower_bound(list.begin(), list.end(), ref);
    if (at != list.begin()) view.previous = make_related(making, item.address, *(at - 1));
    if (at + 1 != list.end()) view.next = make_related(making, item.address, *(at + 1));
}

Html make_json_ld(const Making& making, const Item& item) {
    std::string json = "{\"@context\":\"https://schema.org\",\"@type\":\"DigitalDocument\",\"name\":";
    append_json(json, item.title);
    json += ",\"identifier\":";
    append_json(json, item.index);
    json += ",\"url\":";
    append_json(json, absolute(making, item.address));
    json += ",\"inLanguage\":";
    append_json(json, making.settings().language);
    json += ",\"dateCreated\":";
    append_json(json, print_date(item.created));
    json += ",\"datePublished\":";
    append_json(json, print_w3c(item.published, making.settings().time_zone));
    if (!item.corrections.empty()) {
        json += ",\"dateModified\":";
        append_json(json, print_date(item.corrections.back().on));
    }
    json += ",\"publisher\":{\"@type\":\"GovernmentOrganization\",\"name\":";
    append_json(json, making.catalogue().units[item.unit].name);
    json += "}";
    if (!item.summary.empty()) {
        json += ",\"abstract\":";
        append_json(json, item.summary);
    }
    if (!item.keywords.empty()) {
        json += ",\"keywords\":[";
        for (std::size_t i = 0; i < item.keywords.size(); ++i) {
            if (i != 0) json += ',';
            append_json(json, item.keywords[i]);
        }
        json += "]";
    }
    return {json + "}"};
}

}  // namespace

Result<ItemView> make_item_view(const Making& making, Ref ref) {
    const Item& item = making.catalogue().items[ref];
    const Category& category = making.catalogue().categories[item.category];
    const Unit& unit = making.catalogue().units[item.unit];
    ItemView view;
    view.frame = make_frame(making, item.address, std::string(item.title), "item", NavSection::none);
    add_crumb(view.frame, view.frame.root + "catalogue.html", making.strings["nav.catalogue"]);
    for (const Ref each : making.catalogue().path_to(item.category)) {
        const Category& at = making.catalogue().categories[each];
        add_crumb(view.frame, relative_link(item.address, section_stem("categories", at.id) + ".html"), at.name);
    }
    view.index = item.index;
    view.published = print_moment(item.published);
    view.published_iso = print_w3c(item.published, making.settings().time_zone);
    view.source = item.source.empty() ? unit.name : item.source;
    if (item.source.empty()) view.source_href = relative_link(item.address, section_stem("units", unit.id) + ".html");
    view.frame.description = item.summary.empty() ? item.title : item.summary;
    view.frame.column = make_column(making, category.name, making.strings.fill("describe.section", {making.settings().organ, category.name}), "category");
    std::string keywords;
    for (const std::string_view keyword : item.keywords) keywords.append(keywords.empty() ? "" : ",").append(keyword);
    view.frame.article = ArticleView{std::string(item.title), print_minutes(item.published), view.source, keywords, unit.name, view.frame.description, view.frame.canonical};
    view.frame.json_ld = make_json_ld(making, item);
    view.meta = make_meta(making, item);
    add_banners(making, item, view.banners);
    for (const Correction& correction : item.corrections) view.corrections.push_back({print_date(correction.on), correction.note});
    if (item.access == Access::proactive) {
        if (item.has_body) {
            auto body = make_item_body(making, item);
            if (!body) return body.failure();
            view.body.text = std::move(*body);
        }
        for (const ItemFile& file : item.files) {
            if (!file.listed) continue;
            view.attachments.push_back(make_attachment(making, item.address, files_folder(item.address) + "/" + file.published, file.title,
                                                       std::string(name_of(file.source)), file.size));
        }
    }
    if (making.settings().qr) view.qr.text = qr_svg(view.frame.canonical, making.strings["qr.label"]);
    add_relations(making, item, view.relations);
    std::size_t named = 0;
    for (const RelationView& relation : view.relations) named += relation.items.size();
    if (named < related_most) {
        for (const Ref each : related_items(making.catalogue(), making.site.indexes, ref, related_most - named)) {
            view.related.push_back(make_related(making, item.address, each));
        }
    }
    add_neighbours(making, ref, view);
    return view;
}

TombstoneView make_tombstone_view(const Making& making, const Item& item) {
    TombstoneView view;
    const std::string title(item.withdrawn_title_shown ? item.title : std::string_view(making.strings["tombstone.hidden_title"]));
    view.frame = make_frame(making, item.address, title, "tombstone", NavSection::none);
    view.frame.no_index = true;
    view.frame.description = making.strings["tombstone.description"];
    view.index = item.index;
    view.withdrawn = print_date(*item.withdrawn);
    view.reason = item.withdrawal_reason;
    return view;
}

RedirectView make_redirect_view(const Making& making, const Page& page) {
    const Item& item = page.part == 1 ? making.catalogue().tombstones[page.subject] : making.catalogue().items[page.subject];
    RedirectView view;
    const bool shown = page.part != 1 || item.withdrawn_title_shown;
    view.frame = make_frame(making, page.address, std::string(shown ? item.title : std::string_view(making.strings["tombstone.hidden_title"])), "redirect", NavSection::none);
    view.frame.canonical = absolute(making, item.address);
    view.frame.no_index = true;
    view.frame.description = making.strings["redirect.description"];
    view.target = relative_link(page.address, item.address);
    return view;
}

}  // namespace mulu
