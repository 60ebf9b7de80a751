// SPDX-License-Identifier: Apache-2.0
#include "commands/against.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/revision.hpp"
#include "base/text.hpp"
#include "model/address.hpp"
#include "plan/paging.hpp"

namespace mulu {
namespace {

/// One public item of either site, withdrawn ones included.
struct Shown {
    const Item* item = nullptr;
    bool is_tombstone = false;
};

class Comparer {
public:
    Comparer(const Options& options, const Disk& disk, Revision& revision, const ReadSite& old, const ReadSite& now, Language language)
        : options_(options), disk_(disk), revision_(revision), old_(old.intake.catalogue), now_(now.intake.catalogue), old_indexes_(old.indexes),
          now_indexes_(now.indexes), language_(language) {
        for (const Diagnostic& diagnostic : now.diagnostics.all()) {
            if (now_.settings.levels.of(diagnostic.code) == Level::error) faulty_.insert(diagnostic.at.path);
        }
        for (const HeldBack& held : now_.held_back) held_.insert(held.path);
        list_addresses();
    }

    Comparison compare() {
        items();
        standing_pages();
        reports();
        sections("content/units.yml", "units", old_.units, now_.units);
        sections("content/categories.yml", "categories", old_.categories, now_.categories);
        sections("content/topics.yml", "topics", old_.topics, now_.topics);
        set_pages();
        finish();
        return std::move(result_);
    }

private:
    /// The pages that there will be, but for those that follow from others. No plan: that is made of sites without a fault alone.
    void list_addresses() {
        by_index_.reserve(now_.items.size() + now_.tombstones.size());
        const auto enter = [&](const Item& item, bool is_tombstone) {
            by_index_.emplace(item.index, Shown{&item, is_tombstone});
            by_path_.emplace(item.path, Shown{&item, is_tombstone});
            addresses_.emplace(item.address);
            for (const std::string& alias : item.aliases) addresses_.insert(alias);
        };
        for (const Item& item : now_.items) enter(item, false);
        for (const Item& item : now_.tombstones) enter(item, true);
        for (const StandingPage& page : now_.pages) addresses_.insert(page.name + ".html");
        for (const Report& report : now_.reports) addresses_.insert(address_of(now_, report));
    }

    bool is_page(const std::string& address) const { return addresses_.contains(address); }
    std::string in(const Words& words) const { return words.in(language_); }

    void vanishes(const std::string& address, Place at, Words help, std::string_view title) {
        if (at.path.empty()) at.path = "content/site.yml";
        result_.warnings.add(Code::W911, std::move(at), {address, std::move(help)});
        line('-', address, title, {});
        ++gone_;
    }
    void line(char sign, const std::string& address, std::string_view title, const std::string& what) {
        lines_.emplace(address + (sign == '-' ? "\x01" : "\x02"), std::string(1, sign) + " " + address + "  " + std::string(title) + what + "\n");
    }
    /// “（正文、附件）”.
    std::string in_brackets(const std::vector<Words>& parts) const {
        std::string text;
        for (const Words& part : parts) text += (text.empty() ? "" : language_ == Language::zh ? "、" : ", ") + in(part);
        return language_ == Language::zh ? "（" + text + "）" : " (" + text + ")";
    }
    /// What brings an item's file back, or says for good that it went.
    Words help_for_item(const Item& item) const {
        const std::string path(item.path), withdrawn = "withdrawn: {on: " + print_date(now_.now.date()) + ", reason: …}";
        if (held_.contains(path)) {
            return {"这条信息现在暂不发布：改正它的原因；确要撤下的，加上一行 " + withdrawn, "it is held back now: mend why; if it is to go, add the line " + withdrawn};
        }
        const std::string back = "git checkout " + *options_.against + " -- '" + path + "'";
        return {"取回这个文件（" + back + "）；确要撤下的，在文件里加上一行 " + withdrawn,
                "bring the file back (" + back + "); if the page is to go, add the line " + withdrawn + " to it"};
    }

    void items() {
        std::set<const Item*> known;
        const auto each = [&](const Item& old, bool was_tombstone) {
            const std::string address(old.address);
            const auto same_index = by_index_.find(old.index);
            const auto same_path = by_path_.find(old.path);
            const bool is_renumbered = same_index == by_index_.end() && same_path != by_path_.end();
            if (same_index == by_index_.end() && same_path == by_path_.end()) {
                if (is_page(address) || faulty_.contains(std::string(old.path))) return;
                vanishes(address, {std::string(old.path), 0, 0, 0}, help_for_item(old), old.title);
                return;
            }
            const Shown& shown = is_renumbered ? same_path->second : same_index->second;
            const Item& now = *shown.item;
            known.insert(&now);
            if (address != now.address) moves(address, now);
            for (const std::string& alias : old.aliases) {
                if (!is_page(alias)) moves(alias, now);
            }
            if (was_tombstone && shown.is_tombstone) return;
            if (was_tombstone || shown.is_tombstone) {
                line('~', std::string(now.address), now.title, in_brackets({shown.is_tombstone ? Words("撤回", "withdrawn") : Words("不再撤回", "no longer withdrawn")}));
                ++changed_;
                return;
            }
            if (const auto parts = differences(old, now); !parts.empty()) {
                line('~', std::string(now.address), now.title, in_brackets(parts));
                ++changed_;
            }
        };
        for (const Item& item : old_.items) each(item, false);
        for (const Item& item : old_.tombstones) each(item, true);
        for (const Item& item : now_.items) {
            if (!known.contains(&item)) is_new(std::string(item.address), item.title);
        }
        for (const Item& item : now_.tombstones) {
            if (!known.contains(&item)) is_new(std::string(item.address), item.title);
        }
    }

    void is_new(const std::string& address, std::string_view title) {
        line('+', address, title, {});
        ++new_;
    }

    /// The page at `from` is now that of `item`.
    void moves(const std::string& from, const Item& item) {
        const bool redirected = is_page(from);
        line('>', from, item.title, " → " + std::string(item.address) + (redirected ? in_brackets({{"旧地址会跳转", "the old address leads there"}}) : ""));
        ++moved_;
        if (redirected) return;
        const Words help = item.aliases.empty() ? Words("加上一行 aliases: [" + from + "]", "add the line aliases: [" + from + "]")
                                                : Words("在 aliases 里加上 " + from, "add " + from + " to aliases");
        result_.warnings.add(Code::W912, Place(std::string(item.path), item.at), {from, std::string(item.address), help});
        result_.moved.push_back({std::string(item.path), from});
    }

    /// Which parts of an item a reader would find changed.
    std::vector<Words> differences(const Item& old, const Item& now) const {
        std::vector<Words> parts;
        const auto part = [&](bool differs, const char* zh, const char* en) {
            if (differs) parts.emplace_back(zh, en);
        };
        const auto unit = [](const Catalogue& catalogue, const Item& item) { return catalogue.units[item.unit].id; };
        const auto category = [](const Catalogue& catalogue, const Item& item) { return catalogue.categories[item.category].id; };
        part(old.title != now.title, "名称", "title");
        part(old.doc_no != now.doc_no, "文号", "document number");
        part(old.created != now.created || old.published != now.published || old.expires != now.expires || old.effective != now.effective ||
                 old.valid_until != now.valid_until || old.repealed != now.repealed || old.approved != now.approved,
             "日期", "dates");
        part(unit(old_, old) != unit(now_, now), "发布机构", "unit");
        part(category(old_, old) != category(now_, now), "主题分类", "category");
        part(old.access != now.access, "公开属性", "access");
        part(old.validity != now.validity, "有效性", "validity");
        const bool body = old.body_digest != now.body_digest && now.access == Access::proactive;
        part(body, "正文", "body");
        part(have_changed(old.files, now.files), "附件", "files");
        const bool corrected = old.corrections.size() != now.corrections.size() ||
                               !std::equal(old.corrections.begin(), old.corrections.end(), now.corrections.begin(),
                                           [](const Correction& a, const Correction& b) { return a.on == b.on && a.note == b.note; });
        part(corrected, "更正", "corrections");
        const auto pairs_equal = [](const auto& a, const auto& b) { return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin()); };
        part((!body && old.summary != now.summary) || old.genre != now.genre || old.audience != now.audience || old.basis != now.basis || old.source != now.source ||
                 old.keywords != now.keywords || old.channels != now.channels || old.normative != now.normative || !pairs_equal(old.fields, now.fields),
             "其他字段", "other keys");
        return parts;
    }

    bool have_changed(const Few<ItemFile>& old, const Few<ItemFile>& now) const {
        const auto same = [&](const ItemFile& a, const ItemFile& b) {
            return a.published == b.published && a.title == b.title && a.size == b.size && a.listed == b.listed && is_unchanged(a, b);
        };
        return old.size() != now.size() || !std::equal(old.begin(), old.end(), now.begin(), same);
    }
    /// Whether a file has the bytes that it had; one that moved with its item is read in both places.
    bool is_unchanged(const ItemFile& old, const ItemFile& now) const {
        const std::string path = join_path(options_.root, now.source);
        if (old.source == now.source && !options_.staged) {
            const auto stamp = disk_.stamp(path);
            return stamp && revision_.is_unchanged(old.source, *stamp);
        }
        const auto before = revision_.disk().read(join_path(options_.root, old.source));
        const auto after = disk_.read(path);
        return before && after && *before == *after;
    }

    void standing_pages() {
        for (const StandingPage& page : now_.pages) {
            const auto before = std::find_if(old_.pages.begin(), old_.pages.end(), [&](const StandingPage& each) { return each.name == page.name; });
            if (before == old_.pages.end()) {
                is_new(page.name + ".html", page.title);
                continue;
            }
            std::vector<Words> parts;
            if (before->title != page.title) parts.emplace_back("名称", "title");
            if (before->body_digest != page.body_digest) parts.emplace_back("正文", "body");
            if (have_changed(before->files, page.files)) parts.emplace_back("附件", "files");
            if (parts.empty()) continue;
            line('~', page.name + ".html", page.title, in_brackets(parts));
            ++changed_;
        }
        for (const StandingPage& page : old_.pages) {
            if (is_page(page.name + ".html") || faulty_.contains(page.path)) continue;
            vanishes(page.name + ".html", {page.path, 0, 0, 0},
                     {"取回这个文件；内容移到别处的，在里面写明新地址", "bring the file back; if its content is elsewhere now, let it say where"}, page.title);
        }
    }

    static std::string address_of(const Catalogue& catalogue, const Report& report) {
        return report_address(report.year, report.unit == no_ref ? "" : catalogue.units[report.unit].id);
    }

    void reports() {
        std::map<std::string, const Report*> before;
        for (const Report& report : old_.reports) before.emplace(address_of(old_, report), &report);
        for (const Report& report : now_.reports) {
            const std::string address = address_of(now_, report);
            const auto found = before.find(address);
            if (found == before.end()) {
                is_new(address, report.title);
                continue;
            }
            std::vector<Words> parts;
            if (found->second->title != report.title) parts.emplace_back("名称", "title");
            if (found->second->body_digest != report.body_digest) parts.emplace_back("正文", "body");
            if (parts.empty()) continue;
            line('~', address, report.title, in_brackets(parts));
            ++changed_;
        }
        for (const auto& [address, report] : before) {
            if (is_page(address) || faulty_.contains(report->path)) continue;
            const Words help = held_.contains(report->path)
                                   ? Words("这份年报现在暂不发布：改正它的原因", "the report is held back now: mend why")
                                   : Words("年报应当一直公开（条例第五十条）：取回这个文件", "a report stays public (Regulations, article 50): bring the file back");
            vanishes(address, {report->path, 0, 0, 0}, help, report->title);
        }
    }

    /// Units, categories or topics: their pages have the address of their id.
    template <class Record>
    void sections(const char* file, std::string_view kind, const std::vector<Record>& before, const std::vector<Record>& after) {
        std::map<std::string_view, const Record*> by_id, by_name;
        for (const Record& record : after) {
            by_id.emplace(record.id, &record);
            by_name.emplace(record.name, &record);
        }
        std::set<std::string_view> old_ids;
        for (const Record& record : before) {
            old_ids.insert(record.id);
            const std::string address = section_stem(kind, record.id) + ".html";
            if (const auto same = by_id.find(record.id); same != by_id.end()) {
                if (same->second->name != record.name) {
                    line('~', address, same->second->name, in_brackets({{"名称", "title"}}));
                    ++changed_;
                }
                continue;
            }
            if (const auto renamed = by_name.find(record.name); renamed != by_name.end()) {
                const std::string to = section_stem(kind, renamed->second->id) + ".html";
                result_.warnings.add(Code::W912, renamed->second->at,
                                     {address, to, Words("网页的地址跟着编号走：把编号改回 " + record.id, "its address comes from its id: change that back to " + record.id)});
                line('>', address, record.name, " → " + to);
                ++moved_;
                continue;
            }
            vanishes(address, {file, 0, 0, 0},
                     {"恢复编号 " + record.id + "；撤销了的单位可以写 until 和 successor，不再使用的栏目留着就行",
                      "restore the id " + record.id + "; a unit that was dissolved can have until and successor, and a category may stay empty"},
                     record.name);
        }
        for (const Record& record : after) {
            if (!old_ids.contains(record.id) && (by_name.at(record.name) != &record || !is_renamed(record, before, by_id))) {
                is_new(section_stem(kind, record.id) + ".html", record.name);
            }
        }
    }
    /// Whether `record` is one of `before` under another id.
    template <class Record>
    static bool is_renamed(const Record& record, const std::vector<Record>& before, const std::map<std::string_view, const Record*>& by_id) {
        return std::any_of(before.begin(), before.end(), [&](const Record& each) { return each.name == record.name && !by_id.contains(each.id); });
    }

    /// Pages that there are because of a setting or a file.
    void set_pages() {
        const auto page = [&](const char* address, bool was, bool is, const char* file, Words help) {
            if (was && !is) vanishes(address, {file, 0, 0, 0}, std::move(help), "");
        };
        page("topics.html", !old_.topics.empty(), !now_.topics.empty(), "content/topics.yml", {"恢复重点领域", "restore the key areas"});
        page("duties.html", !old_.duties.empty(), !now_.duties.empty(), "content/duties.yml", {"恢复公开目录事项", "restore the duties"});
        const auto has_boards = [](const Catalogue& catalogue, const Indexes& indexes) { return !make_boards(Site{catalogue, indexes}).empty(); };
        page("boards.html", has_boards(old_, old_indexes_), has_boards(now_, now_indexes_), "content/site.yml", {"恢复公开栏的设置（boards）", "restore the setting boards"});
        lists();
    }

    /// The pages of a list that a larger `per_page` leaves without items.
    void lists() {
        const std::uint32_t before = old_.settings.per_page, after = now_.settings.per_page;
        if (after <= before) return;
        std::size_t gone = 0;
        std::string first;
        const auto section = [&](const Section& old, const Section& now, const std::string& stem) {
            for (const YearSlice& slice : old.years) {
                const YearSlice* year = now.find_year(slice.year);
                if (year == nullptr) continue;
                const std::uint32_t was = full_pages(slice.size(), before), is = full_pages(year->size(), after);
                if (is >= was) continue;
                if (gone == 0) first = list_address(stem, slice.year, is + 1);
                gone += was - is;
            }
        };
        section(old_indexes_.all, now_indexes_.all, "years");
        const auto sections = [&](std::string_view kind, const auto& old, const auto& now, const auto& old_lists, const auto& now_lists) {
            std::map<std::string_view, std::size_t> by_id;
            for (std::size_t i = 0; i < now.size(); ++i) by_id.emplace(now[i].id, i);
            for (std::size_t i = 0; i < old.size(); ++i) {
                if (const auto found = by_id.find(old[i].id); found != by_id.end()) section(old_lists[i], now_lists[found->second], section_stem(kind, old[i].id));
            }
        };
        sections("categories", old_.categories, now_.categories, old_indexes_.categories, now_indexes_.categories);
        sections("units", old_.units, now_.units, old_indexes_.units, now_indexes_.units);
        sections("topics", old_.topics, now_.topics, old_indexes_.topics, now_indexes_.topics);
        if (gone == 0) return;
        const std::string count = std::to_string(gone), old_count = std::to_string(before);
        result_.warnings.add(Code::W911, {"content/site.yml", 0, 0, 0},
                             {gone == 1 ? Words(first) : Words(first + " 等 " + count + " 个列表页", first + " and other pages of lists, " + count + " in all"),
                              Words("每页条数（per_page）变大，列表就少几页；不是非改不可，就改回 " + old_count,
                                    "with a larger per_page lists have fewer pages; change it back to " + old_count + " unless it must be")});
        gone_ += gone;
    }

    void finish() {
        for (const auto& [address, text] : lines_) result_.list += text;
        const auto count = [](std::size_t number) { return std::to_string(number); };
        result_.list += in({"与 " + *options_.against + " 相比，公开的网页：新增 " + count(new_) + "，消失 " + count(gone_) + "，换地址 " + count(moved_) + "，内容改变 " + count(changed_),
                            "public pages, compared with " + *options_.against + ": " + count(new_) + " new, " + count(gone_) + " gone, " + count(moved_) + " moved, " +
                                count(changed_) + " changed"}) +
                        "\n";
    }

    const Options& options_;
    const Disk& disk_;  ///< of the site as it is
    Revision& revision_;
    const Catalogue &old_, &now_;
    const Indexes &old_indexes_, &now_indexes_;
    Language language_;
    std::unordered_set<std::string> addresses_;  ///< of the pages that there will be
    std::set<std::string> faulty_, held_;           ///< files whose records are not public for reasons that are told elsewhere
    std::unordered_map<std::string_view, Shown> by_index_, by_path_;
    std::multimap<std::string, std::string> lines_;  ///< by address
    std::size_t new_ = 0, gone_ = 0, moved_ = 0, changed_ = 0;
    Comparison result_;
};

/// The folders of a site that a revision may have.
const std::vector<std::string> site_folders = {"content", "layouts", "assets", "forms"};

}  // namespace

Result<std::optional<Comparison>> compare_with_revision(const Options& options, Disk& disk, const ReadSite& now, unsigned workers, Language language,
                                                        NoComparison& none) {
    const auto revision = Revision::open(disk, options.root, site_folders, {*options.against, false, {}}, none.why);
    if (!revision) return std::optional<Comparison>();
    if (revision->disk().kind(join_path(options.root, "content/site.yml")) == FileKind::missing) {
        none = {{"版本“" + *options.against + "”里还没有这个站点，没有可比的网页", "the revision “" + *options.against + "” has no site yet: there are no pages to compare"}, false};
        return std::optional<Comparison>();
    }
    auto stock = take_stock(options, revision->disk(), workers);
    if (!stock) return stock.failure();
    std::ostream nowhere(nullptr);
    Console silent({language, false, true, false}, nowhere, nowhere);
    auto old = read_site(options, revision->disk(), *stock, {}, workers, silent);
    if (!old) return old.failure();
    if (const auto path = revision->lacking()) {
        none.why = {"仓库缺少 " + *path + " 的内容（部分克隆）：先取回完整的仓库", "the repository lacks the bytes of " + *path + " (a partial clone): fetch all of it first"};
        return std::optional<Comparison>();
    }
    if (!(*old)->intake.settings_sound || !(*old)->intake.clock_sound) {
        none = {{"版本“" + *options.against + "”的设置有错误，无法比较", "the settings of the revision “" + *options.against + "” are faulty; nothing can be compared"}, false};
        return std::optional<Comparison>();
    }
    auto result = Comparer(options, disk, *revision, **old, now, language).compare();
    // A million records of the old site need not be given back one by one.
    static ReadSite* left = nullptr;  // named, so that a leak checker knows that it is meant
    if (options.leaves_memory) left = old->release();
    (void)left;
    return std::optional(std::move(result));
}

std::optional<Exit> hold_against(const Options& options, Disk& disk, const ReadSite& now, unsigned workers, Console& console, Comparison& comparison) {
    if (!options.against || !now.intake.settings_sound || !now.intake.clock_sound) return std::nullopt;
    NoComparison none;
    auto found = compare_with_revision(options, disk, now, workers, console.language(), none);
    if (!found) {
        console.failure(found.failure());
        return Exit::machine;
    }
    if (!*found) {
        if (!none.is_fault) {
            console.remark(none.why);
            return std::nullopt;
        }
        console.failure({none.why.in(console.language()), "", 0});
        return Exit::usage;
    }
    comparison = std::move(**found);
    return std::nullopt;
}

std::unique_ptr<Revision> open_staged(const Options& options, Disk& disk, Words& fault) {
    return Revision::open(disk, options.root, site_folders, {{}, true, options.git_index}, fault);
}

}  // namespace mulu
