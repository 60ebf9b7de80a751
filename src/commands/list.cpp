// SPDX-License-Identifier: Apache-2.0
// mulu list: records in a table — held back, expired, overdue, or all.
#include <iostream>
#include <map>

#include "commands/reading.hpp"
#include "commands/listing.hpp"
#include "render/making.hpp"
#include "tally/audit.hpp"

namespace mulu {
namespace {

using For = ListingColumn::For;

class Listed {
public:
    Listed(const ReadSite& site, Language language) : catalogue_(site.intake.catalogue), site_(site), language_(language) {
        table_ = {"list", {}, {{For::data, "state", {}, false}, {For::person, "", {"状态", "state"}, false}, {For::both, "index", {"索引号", "index"}, false},
                               {For::both, "published", {"发布日期", "published"}, false}, {For::both, "due", {"期限", "due"}, false}, {For::data, "unit", {}, false},
                               {For::both, "unit_name", {"机构", "unit"}, false}, {For::both, "title", {"名称", "title"}, false}, {For::both, "why", {"说明", "why"}, false},
                               {For::both, "path", {"文件", "file"}, false}}, {}};
    }

    const Listing& make(const std::string& what) {
        if (what == "held") held(false);
        else if (what == "expired") expired();
        else if (what == "overdue") overdue();
        else all();
        return table_;
    }

private:
    std::string words(const char* zh, const char* en) const { return language_ == Language::zh ? zh : en; }
    std::string unit_id(Ref unit) const { return unit == no_ref ? std::string() : catalogue_.units[unit].id; }
    std::string unit_name(Ref unit) const { return unit == no_ref ? words("全站", "the whole site") : catalogue_.units[unit].name; }
    static std::string day(const std::optional<Date>& date) { return date ? print_date(*date) : std::string(); }

    void add(const char* state, std::string shown, std::string_view index, const std::string& published, const std::string& due, Ref unit, std::string_view title, std::string why,
             std::string_view path) {
        table_.rows.push_back({state, std::move(shown), std::string(index), published, due, unit_id(unit), unit_name(unit), std::string(title), std::move(why), std::string(path)});
    }

    void add_item(const char* state, std::string shown, const Item& item, const std::string& due, std::string why) {
        add(state, std::move(shown), item.index, print_moment(item.published), due, item.unit, item.title, std::move(why), item.path);
    }

    /// Why each held-back file is held back, as its diagnostics say.
    std::map<std::string, std::string> reasons() const {
        std::map<std::string, std::string> reasons;
        for (const Diagnostic& diagnostic : site_.diagnostics.sorted()) {
            if (catalogue_.settings.levels.of(diagnostic.code) != Level::held) continue;
            const CodeWords& of = words_of(diagnostic.code);
            const std::string headline = fill_words(language_ == Language::zh ? of.headline_zh : of.headline_en, diagnostic.args, language_);
            const std::string reason = std::string(of.name) + " " + headline;
            std::string& all = reasons[diagnostic.at.path];
            if (all.find(reason) == std::string::npos) all += (all.empty() ? "" : words("；", "; ")) + reason;
        }
        return reasons;
    }

    void held(bool over_alone) {
        const auto why = reasons();
        for (const HeldBack& each : catalogue_.held_back) {
            if (over_alone && !is_held_over(each, catalogue_.now.date())) continue;
            const auto found = why.find(each.path);
            const std::string published = each.published.seconds == 0 ? std::string() : print_moment(each.published);
            add("held", words("暂不发布", "held back"), each.index, published, day(each.due), each.unit, each.title,
                found != why.end() ? found->second : words("见 mulu check", "see mulu check"), each.path);
        }
    }

    void expired() {
        for (const Item& item : catalogue_.items) {
            if (has_ended(item, catalogue_.now)) add_item("ended", words("公示期满", "ended"), item, print_moment(*item.expires), words("截止日期已过", "its last day is over"));
            if (item.validity == Validity::expired) add_item("expired", words("失效", "expired"), item, day(item.valid_until), words("有效期已满，或写明失效", "no longer valid"));
        }
    }

    void overdue() {
        const Audit audit = make_audit(catalogue_, site_.indexes, {});
        for (const PendingDuty& each : audit.overdue) {
            const Duty& duty = catalogue_.duties[each.duty];
            const std::string missed = std::to_string(each.missed);
            add("duty", words("目录事项", "duty"), duty.id, day(each.last), print_date(each.due), each.unit, duty.title,
                language_ == Language::zh ? "连缺 " + missed + " 期" : missed + (each.missed == 1 ? " period missed" : " periods missed in a row"), duty.at.path);
        }
        held(true);
        for (const PendingReport& each : audit.reports) {
            const std::string year = std::to_string(each.year);
            if (each.state == PendingReport::State::overdue) {
                add("report", words("年度报告", "report"), "", "", print_date(each.due), each.unit, language_ == Language::zh ? year + " 年度报告" : "report of " + year,
                    each.missed == 1 ? words("尚未公开", "not public yet")
                                     : language_ == Language::zh ? "连同以前共 " + std::to_string(each.missed) + " 份尚未公开" : std::to_string(each.missed) + " in a row are not public", each.unit == no_ref ? "content/reports/" + year + ".md" : "content/reports/" + catalogue_.units[each.unit].id + "/" + year + ".md");
            }
        }
    }

    void all() {
        for (const Item& item : catalogue_.items) add_item("public", words("公开", "public"), item, "", "");
        for (const Item& item : catalogue_.tombstones) {
            add_item("withdrawn", words("撤回", "withdrawn"), item, "", print_date(*item.withdrawn) + " " + std::string(item.withdrawal_reason));
        }
        held(false);
    }

    const Catalogue& catalogue_;
    const ReadSite& site_;
    Language language_;
    Listing table_;
};

}  // namespace

Exit run_list(const Options& options, Disk& disk) {
    Console console(style_of(options), std::cout, std::cerr);
    auto read = read_for_report(options, disk, console);
    if (!read) return read.error;
    const Language language = console.language();
    Listed listing(*read.site, language);
    const Listing& table = listing.make(options.listing);
    if (options.table_format == "csv") console.result(listing_csv(table, language));
    else if (options.table_format == "json") console.result(listing_json(table) + "\n");
    else if (!table.rows.empty()) console.result(listing_text(table, language));
    if (table.rows.empty()) console.remark({"没有。", "there are none"});
    return read.outcome;
}

}  // namespace mulu
