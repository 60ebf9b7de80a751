// SPDX-License-Identifier: Apache-2.0
#include "render/page_view.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/address.hpp"
#include "model/schema.hpp"
#include "render/list_view.hpp"

namespace mulu {
namespace {

/// Rows of the home page's newest items, and items shown for a duty.
constexpr std::uint32_t home_rows = 15;
constexpr std::size_t duty_rows = 5;

std::string due_words(const Making& making, const Due& due) {
    const Strings& strings = making.strings;
    const std::string days = std::to_string(due.within_days);
    if (due.within_days != 0) {
        const std::string of = strings[due.of == Due::Of::approved ? "due.of_approved" : "due.of_created"];
        return strings.fill(due.working_days ? "due.within_working_days" : "due.within_days", {of, days});
    }
    switch (due.every) {
        case Period::none: break;
        case Period::month: return strings["due.month"];
        case Period::quarter: return strings["due.quarter"];
        case Period::board: return strings["due.board"];
        case Period::year:
            if (due.by.empty()) return strings["due.year"];
            return strings.fill("due.year_by", {std::to_string(std::stoi(due.by.substr(0, 2))), std::to_string(std::stoi(due.by.substr(3, 2)))});
    }
    return {};
}

std::string unit_words(const Making& making, const Duty& duty) {
    if (duty.all_units) return making.strings["duty.all_units"];
    std::vector<std::string> names;
    for (const UnitKind kind : duty.unit_kinds) {
        names.push_back(making.strings[kind == UnitKind::government ? "duty.all_governments" : "duty.all_departments"]);
    }
    for (const Ref unit : duty.units) names.push_back(making.catalogue().units[unit].name);
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : making.strings["list.comma"]) + name;
    return all;
}

}  // namespace

HomeView make_home_view(const Making& making, std::string_view address) {
    const Catalogue& catalogue = making.catalogue();
    const Section& all = making.site.indexes.all;
    HomeView view;
    view.frame = make_frame(making, address, making.settings().name, "home", NavSection::home);
    view.frame.description = making.strings.fill("describe.home", {making.settings().organ});
    view.frame.column = make_column(making, making.strings["nav.home"], view.frame.description, "home");
    std::string json = "{\"@context\":\"https://schema.org\",\"@type\":\"WebSite\",\"name\":";
    append_json(json, making.settings().name);
    json += ",\"url\":";
    append_json(json, making.settings().base_url);
    json += ",\"inLanguage\":";
    append_json(json, making.settings().language);
    json += ",\"publisher\":{\"@type\":\"GovernmentOrganization\",\"name\":";
    append_json(json, making.settings().organ);
    view.frame.json_ld.text = json + "}}";
    const auto count = static_cast<std::uint32_t>(all.items.size());
    view.total = std::to_string(count);
    view.newest = make_rows(making, address, all, count - std::min(count, home_rows), count);
    for (std::uint32_t i = 0; i < catalogue.categories.size(); ++i) {
        if (catalogue.categories[i].level != 1) continue;
        BranchView branch{make_count(making, address, SectionKind::category, i), {}};
        for (const Ref child : catalogue.categories[i].children) branch.children.push_back(make_count(making, address, SectionKind::category, child));
        view.categories.push_back(std::move(branch));
    }
    for (std::uint32_t i = 0; i < catalogue.topics.size(); ++i) view.topics.push_back(make_count(making, address, SectionKind::topic, i));
    for (std::uint32_t i = 0; i < catalogue.units.size(); ++i) {
        if (!making.site.indexes.units[i].items.empty()) view.units.push_back(make_count(making, address, SectionKind::unit, i));
    }
    for (auto slice = all.years.rbegin(); slice != all.years.rend(); ++slice) {
        view.years.push_back({relative_link(address, list_address("years", slice->year, 0)), making.strings.fill("year", {std::to_string(slice->year)}),
                              std::to_string(slice->size()), "", false, false});
    }
    // Open 公示: those that end first come first, so that nobody misses the last day.
    std::vector<Ref> open;
    for (Ref i = 0; i < catalogue.items.size(); ++i) {
        if (catalogue.items[i].expires && !has_ended(catalogue.items[i], catalogue.now)) open.push_back(i);
    }
    std::sort(open.begin(), open.end(), [&](Ref a, Ref b) { return std::tie(*catalogue.items[a].expires, a) < std::tie(*catalogue.items[b].expires, b); });
    for (const Ref ref : open) view.open_notices.push_back(make_row(making, address, catalogue.items[ref]));
    for (const Report& report : catalogue.reports) {
        if (report.unit == no_ref) view.latest_report = LinkView{report_address(report.year, ""), making.strings.fill("title.report", {making.settings().organ, std::to_string(report.year)})};
    }
    return view;
}

Result<StandingView> make_standing_view(const Making& making, const Page& page) {
    const StandingPage& standing = making.catalogue().pages[page.subject];
    StandingView view;
    view.frame = make_frame(making, page.address, standing.title, "standing", NavSection::standing, page.subject);
    view.frame.description = making.settings().organ + standing.title;
    view.frame.column = make_column(making, standing.title, view.frame.description, "page");
    const auto body = read_body(making, standing.path, standing.body_digest);
    if (!body) return body.failure();
    view.body.text = make_body(making, body->text, page.address, standing.files);
    for (const BodyHeading& heading : outline_body(body->text).headings) {
        if (heading.level == 2) view.headings.push_back({"#" + heading.anchor, heading.text});
    }
    return view;
}

DutiesView make_duties_view(const Making& making, std::string_view address) {
    const Catalogue& catalogue = making.catalogue();
    DutiesView view;
    view.frame = make_frame(making, address, making.strings["title.duties"], "duties", NavSection::duties);
    view.frame.description = making.strings.fill("describe.duties", {making.settings().organ});
    view.frame.column = make_column(making, view.frame.title, view.frame.description, "duties");
    for (std::uint32_t i = 0; i < catalogue.duties.size(); ++i) {
        const Duty& duty = catalogue.duties[i];
        DutyRowView row;
        row.id = duty.id;
        row.number = std::to_string(i + 1);
        row.name = duty.title;
        row.category = catalogue.categories[duty.category].name;
        row.category_href = relative_link(address, section_stem("categories", catalogue.categories[duty.category].id) + ".html");
        row.basis = duty.basis;
        row.due = due_words(making, duty.due);
        row.units = unit_words(making, duty);
        row.audience = duty.audience.empty() ? making.strings["duty.whole_society"] : duty.audience;
        row.responsible = duty.responsible;
        for (const std::string& channel : duty.channels) row.channels += (row.channels.empty() ? "" : making.strings["list.comma"]) + term_words(making, "channel", channel);
        const auto& items = making.site.indexes.duties[i];
        row.count = std::to_string(items.size());
        for (std::size_t n = items.size(); n-- > 0 && row.items.size() < duty_rows;) row.items.push_back(make_related(making, address, items[n]));
        if (items.size() > duty_rows) row.more = std::to_string(items.size() - duty_rows);
        view.duties.push_back(std::move(row));
    }
    return view;
}

BoardsView make_boards_view(const Making& making, std::string_view address) {
    BoardsView view;
    view.frame = make_frame(making, address, making.strings["title.boards"], "boards", NavSection::boards);
    view.frame.description = making.strings.fill("describe.boards", {making.settings().organ});
    view.frame.column = make_column(making, view.frame.title, view.frame.description, "boards");
    for (auto board = making.boards.rbegin(); board != making.boards.rend(); ++board) {
        view.boards.push_back({relative_link(address, board_address(board->day)), print_date(board->day), std::to_string(board->items.size()), "", false, false});
    }
    return view;
}

BoardView make_board_view(const Making& making, const Page& page) {
    const Board& board = making.boards[page.subject];
    BoardView view;
    view.date = print_date(board.day);
    view.since = print_date(Date{board.after.days + 1});
    view.count = std::to_string(board.items.size());
    view.frame = make_frame(making, page.address, making.strings.fill("title.board", {making.settings().organ, view.date}), "board", NavSection::boards);
    add_crumb(view.frame, view.frame.root + "boards.html", making.strings["nav.boards"]);
    view.frame.description = making.strings.fill("describe.board", {making.settings().organ, view.since, view.date});
    view.frame.column = make_column(making, view.frame.title, view.frame.description, "board");
    for (std::size_t i = 0; i < board.items.size(); ++i) {
        const Item& item = making.catalogue().items[board.items[i]];
        view.items.push_back({std::to_string(i + 1), std::string(item.title), std::string(item.index), std::string(item.doc_no), making.catalogue().units[item.unit].name,
                              print_date(item.published.date()), std::string(item.summary), relative_link(page.address, item.address)});
    }
    return view;
}

NotFoundView make_not_found_view(const Making& making, std::string_view address) {
    NotFoundView view;
    view.frame = make_frame(making, address, making.strings["title.not_found"], "not-found", NavSection::none);
    view.frame.no_index = true;
    view.frame.description = making.strings["title.not_found"];
    // A server shows this page at any depth: its links begin at the base path.
    const std::string base = making.settings().base_path();
    view.frame.root = base;
    view.frame.feed = base + "feed.xml";
    for (NavView& nav : view.frame.nav) nav.href = base + nav.href;
    for (LinkView& crumb : view.frame.crumbs) {
        if (!crumb.href.empty()) crumb.href = base + crumb.href;
    }
    return view;
}

}  // namespace mulu
