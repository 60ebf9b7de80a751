// SPDX-License-Identifier: Apache-2.0
#include "render/making.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "formats/source.hpp"
#include "model/address.hpp"
#include "model/schema.hpp"

namespace mulu {

std::string absolute(const Making& making, std::string_view address) {
    return making.settings().base_url + std::string(address == "index.html" ? std::string_view() : address);
}

FrameView make_frame(const Making& making, std::string_view address, std::string title, const char* kind, NavSection section, std::uint32_t standing) {
    const Catalogue& catalogue = making.catalogue();
    FrameView frame;
    frame.root = way_to_root(address);
    frame.title = std::move(title);
    frame.canonical = absolute(making, address);
    frame.feed = frame.root + "feed.xml";
    frame.feed_title = making.settings().name;
    frame.page_kind = kind;
    frame.is_home = section == NavSection::home;
    const auto add = [&](NavSection each, const char* key, const char* target) {
        frame.nav.push_back({frame.root + target, making.strings[key], each == section});
    };
    add(NavSection::home, "nav.home", "index.html");
    for (std::uint32_t i = 0; i < catalogue.pages.size(); ++i) {
        const StandingPage& page = catalogue.pages[i];
        if (!page.nav.empty()) frame.nav.push_back({frame.root + page.name + ".html", page.nav, section == NavSection::standing && standing == i});
    }
    add(NavSection::catalogue, "nav.catalogue", "catalogue.html");
    if (!catalogue.topics.empty()) add(NavSection::topics, "nav.topics", "topics.html");
    add(NavSection::units, "nav.units", "units.html");
    add(NavSection::years, "nav.years", "years.html");
    if (!catalogue.duties.empty()) add(NavSection::duties, "nav.duties", "duties.html");
    if (!catalogue.reports.empty()) add(NavSection::reports, "nav.reports", "reports.html");
    if (!making.site.indexes.all.years.empty()) add(NavSection::statistics, "nav.statistics", "statistics.html");
    if (!making.boards.empty()) add(NavSection::boards, "nav.boards", "boards.html");
    if (section != NavSection::home) {
        frame.crumbs.push_back({frame.root + "index.html", making.strings["nav.home"]});
        frame.crumbs.push_back({"", frame.title});
    }
    return frame;
}

void add_crumb(FrameView& frame, std::string href, std::string name) {
    frame.crumbs.insert(frame.crumbs.end() - 1, LinkView{std::move(href), std::move(name)});
}

ColumnView make_column(const Making& making, const std::string& name, const std::string& description, const char* type) {
    return {name, description, making.settings().organ + "," + name, type};
}

bool has_ended(const Item& item, Moment now) {
    if (!item.expires) return false;
    // A date alone includes that day.
    return item.expires->has_time ? item.expires->seconds <= now.seconds : item.expires->date() < now.date();
}

RowView make_row(const Making& making, std::string_view address, const Item& item) {
    const Catalogue& catalogue = making.catalogue();
    RowView row;
    row.href = relative_link(address, item.address);
    row.title = item.title;
    row.index = item.index;
    row.doc_no = item.doc_no;
    row.unit = catalogue.units[item.unit].name;
    row.unit_href = relative_link(address, section_stem("units", catalogue.units[item.unit].id) + ".html");
    row.category = catalogue.categories[item.category].name;
    row.category_href = relative_link(address, section_stem("categories", catalogue.categories[item.category].id) + ".html");
    row.date = row.date_iso = print_date(item.published.date());
    row.on_request = item.access == Access::on_request;
    row.has_files = item.access == Access::proactive && std::any_of(item.files.begin(), item.files.end(), [](const ItemFile& file) { return file.listed; });
    if (item.expires) row.until = print_moment(*item.expires);
    if (item.validity != Validity::valid) {
        row.state_kind = vocabulary::validity.terms[static_cast<std::size_t>(item.validity)].en;
        row.state = term_words(making, "validity", row.state_kind);
    } else if (has_ended(item, catalogue.now)) {
        row.state_kind = "ended";
        row.state = making.strings["state.ended"];
    }
    return row;
}

std::vector<RowView> make_rows(const Making& making, std::string_view address, const Section& section, std::uint32_t begin, std::uint32_t end) {
    std::vector<RowView> rows;
    rows.reserve(end - begin);
    for (std::uint32_t i = end; i-- > begin;) rows.push_back(make_row(making, address, making.catalogue().items[section.items[i]]));
    return rows;
}

RelatedView make_related(const Making& making, std::string_view address, Ref ref) {
    const Item& item = making.catalogue().items[ref];
    return {relative_link(address, item.address), std::string(item.title), std::string(item.index), print_date(item.published.date())};
}

std::string print_size(std::uint64_t bytes) {
    if (bytes < 1024) return std::to_string(bytes) + " B";
    const std::uint64_t unit = bytes < 1024 * 1024 ? 1024 : 1024 * 1024;
    const std::uint64_t tenths = (bytes * 10 + unit / 2) / unit;
    std::string text = std::to_string(tenths / 10);
    if (tenths < 100 && tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
    return text + (unit == 1024 ? " KB" : " MB");
}

AttachmentView make_attachment(const Making& making, std::string_view address, const std::string& target, const std::string& title,
                               const std::string& file_name, std::optional<std::uint64_t> size) {
    AttachmentView view;
    view.href = relative_link(address, target);
    view.name = title;
    view.kind = extension_of(file_name);
    std::string fallback = view.kind;
    std::transform(fallback.begin(), fallback.end(), fallback.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    view.type = making.strings.find("type." + view.kind, fallback);
    if (size) view.size = print_size(*size);
    view.download = file_name;
    return view;
}

std::string term_words(const Making& making, std::string_view group, std::string_view term) {
    return making.strings.find(std::string(group) + "." + std::string(term), term);
}

namespace {

/// Where the links of a body lead from the page at `address`, which has `files`.
LinkResolver resolver_for(const Making& making, std::string_view address, const Few<ItemFile>& files) {
    return [&making, address, &files](const BodyLink& link) -> ResolvedLink {
        const std::string& target = link.target;
        if (target.starts_with("item:")) {
            const Ref ref = making.catalogue().find_item(percent_decode(std::string_view(target).substr(5)));
            return ref == no_ref ? ResolvedLink{} : ResolvedLink{relative_link(address, making.catalogue().items[ref].address), "", false};
        }
        if (target.starts_with('#')) return {target, "", false};
        const std::string lower = lower_ascii(std::string_view(target).substr(0, 8));
        if (lower.starts_with("http://") || lower.starts_with("https://")) return {target, "", true};
        if (lower.starts_with("mailto:") || lower.starts_with("tel:")) return {target, "", false};
        const std::string name = percent_decode(std::string_view(target).substr(0, target.find('#')));
        for (const ItemFile& file : files) {
            if (file.written != name) continue;
            const std::string href = relative_link(address, files_folder(address) + "/" + file.published);
            return {href, link.kind == BodyLink::Kind::link ? std::string(name_of(file.source)) : std::string(), false};
        }
        return {};
    };
}

}  // namespace

std::string make_body(const Making& making, std::string_view body, std::string_view address, const Few<ItemFile>& files) {
    return body_html(body, resolver_for(making, address, files), making.markdown_words);
}

Result<std::string> make_item_body(const Making& making, const Item& item) {
    if (const auto draft = making.drafts == nullptr ? std::nullopt : making.drafts->find(item.body_digest)) {
        return html_of_draft(*draft, resolver_for(making, item.address, item.files), making.markdown_words);
    }
    const auto body = read_body(making, std::string(item.path), item.body_digest);
    if (!body) return body.failure();
    return make_body(making, body->text, item.address, item.files);
}

Result<BodySource> read_body(const Making& making, const std::string& path, const Digest& seen) {
    auto bytes = making.disk.read(join_path(making.root, path));
    if (!bytes) return bytes.failure();
    Diagnostics ignored;  // intake has told what there is to tell
    const auto source = Source::make(path, std::move(*bytes), ignored);
    const auto parts = source ? split_front_matter(*source, ignored) : std::nullopt;
    if (!parts || digest_of(parts->body) != seen) return Failure{"the file changed while the site was built:", path, 0};
    return BodySource{std::string(parts->body), parts->body_line};
}

const std::string& section_name(const Making& making, SectionKind kind, std::uint32_t subject) {
    switch (kind) {
        case SectionKind::category: return making.catalogue().categories[subject].name;
        case SectionKind::unit: return making.catalogue().units[subject].name;
        case SectionKind::topic: return making.catalogue().topics[subject].name;
        case SectionKind::all: break;
    }
    return making.strings["title.all"];
}

}  // namespace mulu
