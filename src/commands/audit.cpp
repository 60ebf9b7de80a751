// SPDX-License-Identifier: Apache-2.0
// mulu audit: what supervision asks of the catalogue, for a person to read, to print, or for a program. Nothing of it belongs on the site.
#include <algorithm>
#include <iostream>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "commands/reading.hpp"
#include "commands/listing.hpp"
#include "tally/audit.hpp"

namespace mulu {
namespace {

using For = ListingColumn::For;

/// The audit's findings as tables, in the words of one language.
class AuditTables {
public:
    AuditTables(const Catalogue& catalogue, const Audit& audit, Language language) : catalogue_(catalogue), audit_(audit), language_(language) {
        units();
        duties("overdue", {"逾期未公开的目录事项", "Duties that are overdue"}, audit.overdue, true);
        duties("coming", {"即将到期的目录事项", "Duties that are coming"}, audit.coming, false);
        held("held_over", {"已过公开时限、仍暂不发布的信息", "Items past their limit and still held back"}, audit.held_over, true);
        late();
        unjudged();
        columns("empty", {"空白栏目", "Empty columns"}, audit.empty, false);
        columns("stale", {"长期未更新的栏目", "Columns that are stale"}, audit.stale, true);
        board();
        reports();
        unreviewed();
        held("held_unreviewed", {"缺少保密审查、暂不发布的信息", "Items held back for want of a review"}, audit.held_unreviewed, false);
    }

    const std::vector<Listing>& tables() const { return tables_; }

private:
    std::string words(const char* zh, const char* en) const { return language_ == Language::zh ? zh : en; }
    std::string unit_id(Ref unit) const { return unit == no_ref ? std::string() : catalogue_.units[unit].id; }
    std::string unit_name(Ref unit) const { return unit == no_ref ? words("全站", "the whole site") : catalogue_.units[unit].name; }
    static std::string day(const std::optional<Date>& date) { return date ? print_date(*date) : std::string(); }
    int days_since(Date date) const { return catalogue_.now.date().days - date.days; }
    Listing& add(const char* key, Words title, std::vector<ListingColumn> columns) { return tables_.emplace_back(Listing{key, std::move(title), std::move(columns), {}}); }
    static ListingColumn unit_column() { return {For::data, "unit", {}, false}; }
    static ListingColumn unit_name_column() { return {For::both, "unit_name", {"机构", "unit"}, false}; }

    void units() {
        Listing& table = add("units", {"按机构汇总", "By unit"},
                           {{For::both, "overdue", {"逾期", "overdue"}, true}, {For::both, "coming", {"将到期", "coming"}, true}, {For::both, "held_over", {"超期未发", "held over"}, true},
                            {For::both, "late", {"迟公开", "late"}, true}, {For::both, "reports", {"年报", "reports"}, true}, {For::both, "unreviewed", {"缺审查", "unreviewed"}, true},
                            unit_column(), unit_name_column()});
        for (const UnitFindings& each : audit_.units) {
            const auto number = [](std::size_t count) { return std::to_string(count); };
            table.rows.push_back({number(each.overdue), number(each.coming), number(each.held_over), number(each.late), number(each.reports), number(each.unreviewed),
                                  unit_id(each.unit), unit_name(each.unit)});
        }
    }

    void duties(const char* key, Words title, const std::vector<PendingDuty>& duties, bool overdue) {
        Listing& table = add(key, std::move(title),
                           {{For::both, "due", {"期限", "due"}, false}, {For::both, "days", overdue ? Words("逾期天数", "days over") : Words("剩余天数", "days left"), true},
                            {For::both, "missed", {"连缺期数", "missed"}, true}, {For::both, "last", {"上次公开", "last published"}, false}, unit_column(), unit_name_column(),
                            {For::data, "duty", {}, false}, {For::both, "title", {"目录事项", "duty"}, false}, {For::data, "begin", {}, false}});
        if (!overdue) table.columns[2].audience = For::data;
        for (const PendingDuty& each : duties) {
            const Duty& duty = catalogue_.duties[each.duty];
            table.rows.push_back({print_date(each.due), std::to_string(overdue ? days_since(each.due) : -days_since(each.due)), std::to_string(each.missed), day(each.last), unit_id(each.unit),
                                  unit_name(each.unit), duty.id, duty.title, print_date(each.begin)});
        }
    }

    static std::vector<ListingColumn> item_columns() {
        return {{For::both, "index", {"索引号", "index"}, false}, unit_column(), unit_name_column(), {For::both, "title", {"名称", "title"}, false}, {For::data, "path", {}, false}};
    }
    std::vector<std::string> item_cells(const Item& item) const {
        return {std::string(item.index), unit_id(item.unit), unit_name(item.unit), std::string(item.title), std::string(item.path)};
    }
    static std::vector<ListingColumn> with(std::vector<ListingColumn> first, std::vector<ListingColumn> rest) {
        first.insert(first.end(), rest.begin(), rest.end());
        return first;
    }
    static std::vector<std::string> with(std::vector<std::string> first, std::vector<std::string> rest) {
        first.insert(first.end(), rest.begin(), rest.end());
        return first;
    }

    void held(const char* key, Words title, const std::vector<std::size_t>& numbers, bool due) {
        Listing& table = add(key, std::move(title), with({{For::both, "due", {"期限", "due"}, false}, {For::both, "published", {"发布日期", "published"}, false}}, item_columns()));
        if (!due) table.columns[0].audience = For::data;
        for (const std::size_t number : numbers) {
            const HeldBack& each = catalogue_.held_back[number];
            table.rows.push_back({day(each.due), print_moment(each.published), each.index, unit_id(each.unit), unit_name(each.unit), each.title, each.path});
        }
    }

    void late() {
        Listing& table = add("late", {"超过时限才公开的信息", "Items published late"},
                           with({{For::both, "due", {"期限", "due"}, false}, {For::both, "published", {"发布日期", "published"}, false}, {For::data, "over", {}, true},
                                 {For::data, "counted_in", {}, false}, {For::person, "", {"超过", "over by"}, false}},
                                item_columns()));
        for (const LateItem& each : audit_.late) {
            const Item& item = catalogue_.items[each.item];
            const std::string over = std::to_string(each.over);
            table.rows.push_back(with({print_date(each.due), print_date(item.published.date()), over, each.working_days ? "working_days" : "days",
                                       over + (each.working_days ? words(" 个工作日", each.over == 1 ? " working day" : " working days") : words(" 天", each.over == 1 ? " day" : " days"))},
                                      item_cells(item)));
        }
    }

    void unjudged() {
        Listing& table = add("unjudged", {"时限没有检查的信息", "Items whose time limit was not checked"},
                           with({{For::both, "published", {"发布日期", "published"}, false}, {For::data, "year_without_calendar", {}, true}, {For::person, "", {"缺少", "missing"}, false}}, item_columns()));
        for (const UnjudgedItem& each : audit_.unjudged) {
            const Item& item = catalogue_.items[each.item];
            const std::string year = std::to_string(each.year_without_table);
            const bool no_date = each.year_without_table == 0;
            table.rows.push_back(with({print_date(item.published.date()), no_date ? "" : year,
                                       no_date ? words("批准日期", "day of approval") : language_ == Language::zh ? year + " 年的工作日历" : "calendar of " + year},
                                      item_cells(item)));
        }
    }

    void columns(const char* key, Words title, const std::vector<SilentColumn>& columns, bool stale) {
        Listing& table = add(key, std::move(title),
                           {{For::both, "last", {"上次更新", "last item"}, false}, {For::both, "due", {"应更新", "due"}, false}, {For::data, "category", {}, false},
                            {For::both, "name", {"栏目", "column"}, false}});
        if (!stale) table.columns[0].audience = table.columns[1].audience = For::data;
        for (const SilentColumn& each : columns) {
            std::string path;
            for (const Ref category : catalogue_.path_to(each.category)) path += (path.empty() ? "" : " › ") + catalogue_.categories[category].name;
            table.rows.push_back({day(each.last), day(each.due), catalogue_.categories[each.category].id, path});
        }
    }

    void board() {
        Listing& table = add("board", {"下一期公开栏", "The next notice board"},
                           {{For::both, "due", {"日期", "day"}, false}, {For::data, "working_day", {}, true}, {For::person, "", {"工作日", "working day"}, false},
                            {For::both, "items", {"待张贴的信息", "items to post"}, true}});
        if (!audit_.board) return;
        const auto& works = audit_.board->working_day;
        table.rows.push_back({print_date(audit_.board->day), !works ? "" : *works ? "true" : "false",
                              !works ? words("没有这一年的日历", "no calendar of that year") : *works ? words("是", "yes") : words("不是", "no"), std::to_string(audit_.board->items)});
    }

    void reports() {
        Listing& table = add("reports", {"年度报告", "Annual reports"},
                           {{For::both, "due", {"期限", "due"}, false}, {For::both, "year", {"年度", "year"}, true}, {For::both, "missed", {"连缺份数", "missed"}, true}, {For::data, "state", {}, false}, {For::person, "", {"情况", "state"}, false},
                            {For::both, "published", {"公开日期", "published"}, false}, unit_column(), unit_name_column()});
        for (const PendingReport& each : audit_.reports) {
            const int over = days_since(each.due);
            const std::string count = std::to_string(over < 0 ? -over : over);
            std::string state, text;
            switch (each.state) {
                case PendingReport::State::overdue:
                    state = "overdue";
                    text = language_ == Language::zh ? "未公开，逾期 " + count + " 天" : "overdue by " + count + (over == 1 ? " day" : " days");
                    break;
                case PendingReport::State::coming:
                    state = "coming";
                    text = language_ == Language::zh ? "还有 " + count + " 天" : "due in " + count + (over == -1 ? " day" : " days");
                    break;
                case PendingReport::State::late:
                    state = "late";
                    text = words("已公开，晚了", "published late");
            }
            table.rows.push_back({print_date(each.due), std::to_string(each.year), each.missed == 0 ? std::string() : std::to_string(each.missed), state, text, day(each.published), unit_id(each.unit), unit_name(each.unit)});
        }
    }

    void unreviewed() {
        Listing& table = add("unreviewed", {"已公开、没有保密审查记录的信息", "Public items without a recorded review"},
                           with({{For::both, "published", {"发布日期", "published"}, false}}, item_columns()));
        for (const Ref each : audit_.unreviewed) table.rows.push_back(with({print_date(catalogue_.items[each].published.date())}, item_cells(catalogue_.items[each])));
    }

    const Catalogue& catalogue_;
    const Audit& audit_;
    Language language_;
    std::vector<Listing> tables_;
};

std::string heading(const Catalogue& catalogue, Language language) {
    return language == Language::zh ? catalogue.settings.name + "：公开监督" : catalogue.settings.name + ": audit of disclosure";
}

std::string as_of(const Catalogue& catalogue, Language language) {
    const std::string day = print_date(catalogue.now.date());
    return language == Language::zh ? "截至 " + day : "as of " + day;
}

/// “3” behind a heading, and what was exempted from it.
std::string count_of(const Listing& table, const Audit& audit, Language language) {
    std::string text = std::to_string(table.rows.size());
    if (std::string_view(table.key) == "late" && audit.waived > 0) {
        text += language == Language::zh ? "（另有 " + std::to_string(audit.waived) + " 条写明了缘由）" : " (and " + std::to_string(audit.waived) + " with a reason)";
    }
    return text;
}

std::string as_text(const Catalogue& catalogue, const Audit& audit, const std::vector<Listing>& tables, Language language) {
    std::string text = heading(catalogue, language) + (language == Language::zh ? "（" : " (") + as_of(catalogue, language) + (language == Language::zh ? "）" : ")") + "\n";
    for (const Listing& table : tables) {
        if (table.rows.empty()) continue;
        text += "\n" + table.title.in(language) + (language == Language::zh ? "：" : ": ") + count_of(table, audit, language) + "\n" + listing_text(table, language);
    }
    if (std::all_of(tables.begin(), tables.end(), [](const Listing& table) { return table.rows.empty(); })) text += language == Language::zh ? "\n没有发现问题。\n" : "\nNothing was found.\n";
    return text;
}

std::string as_json(const Catalogue& catalogue, const Audit& audit, const std::vector<Listing>& tables) {
    std::string json = "{\"site\":";
    append_json(json, catalogue.settings.name);
    json += ",\"date\":";
    append_json(json, print_date(catalogue.now.date()));
    json += ",\"waived\":" + std::to_string(audit.waived);
    for (const Listing& table : tables) json += ",\n\"" + std::string(table.key) + "\":" + listing_json(table);
    return json + "}\n";
}

std::string as_html(const Catalogue& catalogue, const Audit& audit, const std::vector<Listing>& tables, Language language) {
    const std::string title = escape_html(heading(catalogue, language));
    std::string html = std::string("<!DOCTYPE html>\n<html lang=\"") + (language == Language::zh ? "zh-CN" : "en") +
                       "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n<title>" + title +
                       "</title>\n<style>\n"
                       ":root { color-scheme: light dark; }\n"
                       "body { font: 1rem/1.6 system-ui, sans-serif; max-width: 75rem; margin: 0 auto; padding: 1rem; }\n"
                       "h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }\n"
                       "table { border-collapse: collapse; width: 100%; } .wide { overflow-x: auto; }\n"
                       "th, td { border: 1px solid GrayText; padding: .25rem .5rem; text-align: start; vertical-align: top; }\n"
                       ".number { text-align: end; font-variant-numeric: tabular-nums; }\n"
                       "@media print { body { max-width: none; padding: 0; font-size: 10pt; } tr { break-inside: avoid; } h2 { break-after: avoid; } .wide { overflow: visible; } }\n"
                       "</style>\n</head>\n<body>\n<main>\n<h1>" + title + "</h1>\n<p>" +
                       escape_html(as_of(catalogue, language)) + (language == Language::zh ? "。内部使用，不对外公布。</p>\n<ul>\n" : ". For internal use; not for publication.</p>\n<ul>\n");
    for (const Listing& table : tables) {
        const std::string name = escape_html(table.title.in(language)), count = (language == Language::zh ? "：" : ": ") + escape_html(count_of(table, audit, language));
        html += table.rows.empty() ? "<li>" + name + count + "</li>\n" : "<li><a href=\"#" + std::string(table.key) + "\">" + name + "</a>" + count + "</li>\n";
    }
    html += "</ul>\n";
    for (const Listing& table : tables) {
        if (!table.rows.empty()) html += listing_html(table, language);
    }
    return html + "</main>\n</body>\n</html>\n";
}

/// Why the audit may not be written to `file`: what lies in the site is public, and what lies in content/ is read.
std::optional<Words> refusal(const Options& options, const Disk& disk, const std::string& file) {
    const auto below = [](const std::string& path, const std::string& folder) { return path == folder || path.starts_with(folder + "/"); };
    const auto real = [&](const std::string& path) {
        auto resolved = disk.resolve(path.empty() ? "." : path);
        return resolved ? *resolved : std::string();
    };
    const std::string root = real(options.root);
    // Where a link stands at the place, what it leads to would be written.
    for (std::string folder : {real(folder_of(file)), disk.kind(file) == FileKind::file ? folder_of(real(file)) : std::string()}) {
        if (folder.empty()) continue;
        const bool in_site = below(folder, root + "/site");
        for (const char* own : {"content", "layouts", "assets", "forms"}) {
            if (below(folder, root + "/" + own)) return Words("监督结果不能写进 " + std::string(own) + "/，请换一个地方：", "the audit may not be written into " + std::string(own) + "/; choose another place:");
        }
        bool in_output = in_site;
        for (; !folder.empty() && !in_output; folder = folder_of(folder)) in_output = disk.kind(folder + "/manifest.sha256") == FileKind::file;
        if (in_output) return Words("监督结果只供内部使用，不能写进对外的网站，请换一个地方：", "the audit is for internal use and may not be written into the public site; choose another place:");
    }
    return std::nullopt;
}

}  // namespace

Exit run_audit(const Options& options, Disk& disk) {
    Console console(style_of(options), std::cout, std::cerr);
    if (options.file) {
        if (const auto words = refusal(options, disk, *options.file)) {
            if (!options.language) console.speak(site_language(disk, options.root));
            console.failure({words->in(console.language()), *options.file, 0});
            return Exit::refused;
        }
    }
    auto read = read_for_report(options, disk, console);
    if (!read) return read.error;
    const Catalogue& catalogue = read.site->intake.catalogue;
    AuditOptions asked;
    asked.window = static_cast<int>(options.days);
    const auto usage = [&](Words words, const std::string& what) {
        console.failure({words.in(console.language()), what, 0});
        return Exit::usage;
    };
    if (options.unit) {
        const auto found = std::find_if(catalogue.units.begin(), catalogue.units.end(), [&](const Unit& unit) { return unit.id == *options.unit; });
        if (found == catalogue.units.end()) return usage({"units.yml 里没有这个机构：", "units.yml has no such unit:"}, *options.unit);
        asked.unit = static_cast<Ref>(found - catalogue.units.begin());
    }
    if (options.since) {
        DateFault fault{};
        asked.since = parse_date(*options.since, fault);
        if (!asked.since) return usage({"--since 写法有误，应写成 2026-01-31：", "--since cannot be read; write it as 2026-01-31:"}, *options.since);
    }
    const Audit audit = make_audit(catalogue, read.site->indexes, asked);
    const Language language = console.language();
    const AuditTables made(catalogue, audit, language);
    const std::string result = options.table_format == "json"   ? as_json(catalogue, audit, made.tables())
                               : options.table_format == "html" ? as_html(catalogue, audit, made.tables(), language)
                                                          : as_text(catalogue, audit, made.tables(), language);
    if (!options.file) {
        console.result(result);
    } else if (const auto written = disk.write(*options.file, result); !written) {
        console.failure(written.failure());
        return Exit::machine;
    }
    return read.outcome;
}

}  // namespace mulu
