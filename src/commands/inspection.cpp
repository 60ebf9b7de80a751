// SPDX-License-Identifier: Apache-2.0
#include "commands/inspection.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <unordered_map>

#include "base/digest.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "commands/inspection_rules.hpp"
#include "formats/file_type.hpp"

namespace mulu {
namespace {

/// A dead link as it was met.
struct DeadLink {
    std::string target;
    std::size_t at = 0;
};

/// A link to an anchor of another page: whether it is there is known when that page has been read.
struct Anchor {
    std::uint32_t file = 0;
    std::uint64_t id = 0;
    DeadLink link;
};

/// What is kept of a page when its tree is gone.
struct PageFacts {
    bool read = false;
    bool refused = false;             ///< over the limits of read_html()
    InspectedKind kind = InspectedKind::plain;
    std::vector<std::string_view> missing;
    std::optional<Date> day;
    bool shows_day = true;
    std::uint64_t weight = 0;         ///< with what it loads, each once
    std::string name;                 ///< of a column
    std::vector<std::uint32_t> items; ///< of a category or topic: the pages of items that it lists
    std::vector<std::uint64_t> ids;   ///< sorted
    std::vector<DeadLink> dead;
    std::vector<Anchor> anchors;
    std::vector<std::pair<std::uint32_t, std::string>> downloads;  ///< names under which files are saved
};

std::uint64_t number_of(std::string_view id) { return digest_of(id).low; }

bool is_page(std::string_view address) { return extension_of(address) == "html"; }

/// Whether the page is a column that readers see as such: of a category or a topic, and not one of its years.
bool is_column(std::string_view address) {
    for (const std::string_view stem : {"categories/", "topics/"}) {
        if (address.starts_with(stem)) return is_page(address) && address.find('/', stem.size()) == std::string_view::npos;
    }
    return false;
}

/// Whether the file was given by an editor: what the program writes itself needs no look at its type.
bool is_given(std::string_view address) {
    const std::string type = extension_of(address);
    for (const std::string_view own : {"html", "xml", "json", "css", "js", "sha256"}) {
        if (type == own) return false;
    }
    return !address.starts_with("assets/") && !address.starts_with("data/") && !address.starts_with("search/") && address != "robots.txt";
}

/// 3.4 MB.
std::string print_megabytes(std::uint64_t bytes) {
    const std::uint64_t tenths = (bytes + 99'999) / 100'000;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

class Inspector {
public:
    Inspector(const Options& options, const Disk& disk, const Catalogue& catalogue, unsigned workers, Console& console)
        : disk_(disk), catalogue_(catalogue), workers_(workers), console_(console), output_(options.output.value_or(join_path(options.root, "site"))) {
        while (output_.size() > 1 && output_.back() == '/') output_.pop_back();
        const std::string root = options.root + "/";
        shown_ = output_.starts_with(root) ? output_.substr(root.size()) : output_;
    }

    Result<std::optional<Inspection>> run() {
        if (disk_.kind(join_path(output_, "manifest.sha256")) != FileKind::file) return std::optional<Inspection>();
        auto manifest = disk_.read(join_path(output_, "manifest.sha256"));
        if (!manifest) return manifest.failure();
        auto tree = disk_.list_tree(output_, workers_);
        if (!tree) return tree.failure();
        list(*manifest, *tree);
        result_.types_known = knows_media_types();
        facts_.resize(addresses_.size());
        reports_.resize(addresses_.size());
        console_.phase({"检查生成好的网站", "inspecting the site"});
        std::atomic<std::size_t> done{0};
        for_each_index(addresses_.size(), workers_, [&](std::size_t file, unsigned) {
            if (is_page(addresses_[file])) read_page(file);
            if (const std::size_t now = ++done; now % 64 == 0 || now == addresses_.size()) console_.progress(now, addresses_.size());
        });
        for (const PageFacts& page : facts_) {
            for (const auto& [file, name] : page.downloads) names_.emplace(file, name);
        }
        for_each_index(addresses_.size(), workers_, [&](std::size_t file, unsigned) {
            if (is_given(addresses_[file])) look_at(file);
        });
        for (std::size_t file = 0; file < addresses_.size(); ++file) result_.findings.merge(std::move(reports_[file]));
        judge_links();
        judge_pages();
        judge_columns();
        return std::optional(std::move(result_));
    }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    Place place(std::size_t file) const { return {join_path(shown_, addresses_[file]), 0, 0, 0}; }

    /// The files that the manifest names and that are there, by address.
    void list(std::string_view manifest, const std::vector<FileEntry>& tree) {
        std::unordered_map<std::string_view, std::uint64_t> sizes;
        for (const FileEntry& entry : tree) {
            if (entry.kind == FileKind::file) sizes.emplace(entry.path, entry.stamp.size);
        }
        std::vector<std::pair<std::string, std::uint64_t>> files;
        for (std::string_view line : split(manifest, '\n')) {
            if (line.size() < 67) continue;
            const std::string_view address = line.substr(66);
            if (const auto found = sizes.find(address); found != sizes.end()) {
                files.emplace_back(address, found->second);
            } else {
                result_.findings.add(Code::E001, {join_path(shown_, address), 0, 0, 0},
                                     {Words("清单里有它，网站里没有；mulu build --full 会补上", "the manifest names it, but it is not there; mulu build --full makes it again")});
            }
        }
        std::sort(files.begin(), files.end());
        for (auto& [address, size] : files) {
            addresses_.push_back(std::move(address));
            sizes_.push_back(size);
        }
        for (std::uint32_t file = 0; file < addresses_.size(); ++file) number_.emplace(addresses_[file], file);
    }

    std::uint32_t find(std::string_view address) const {
        const auto found = number_.find(address);
        return found == number_.end() ? none : found->second;
    }

    void read_page(std::size_t file) {
        PageFacts& facts = facts_[file];
        const std::string& address = addresses_[file];
        const auto mapped = disk_.map(join_path(output_, address));
        if (!mapped) {
            reports_[file].add(Code::E001, place(file), {Words("打不开", "it cannot be opened")});
            return;
        }
        facts.weight = sizes_[file];
        const auto page = read_html((*mapped)->bytes());
        if (!page) {
            facts.refused = true;
            return;
        }
        facts.read = true;
        facts.kind = kind_of_page(address, *page);
        facts.missing = missing_metas(*page, facts.kind, !catalogue_.settings.site_id_code.empty());
        facts.day = published_day(*page);
        if (facts.kind == InspectedKind::item) facts.shows_day = shows_day(*page, facts.day);
        for (const std::string& id : page->ids) facts.ids.push_back(number_of(id));
        std::sort(facts.ids.begin(), facts.ids.end());
        const bool column = is_column(address);
        if (column) {
            facts.name = std::string(meta_of(*page, "ColumnName"));
            if (facts.name.empty()) facts.name = std::string(trim(page->title));
        }
        std::vector<std::uint32_t> loaded;
        for (const HtmlLink& link : page->links) {
            const LinkTarget target = target_of_link(address, link.target, catalogue_.settings);
            if (target.where == LinkTarget::Where::elsewhere) continue;
            const std::uint32_t found = target.where == LinkTarget::Where::site ? find(target.address) : none;
            if (found == none) {
                // The manifest cannot name itself.
                if (target.where != LinkTarget::Where::site || target.address != "manifest.sha256") facts.dead.push_back({link.target, link.at});
                continue;
            }
            if (link.loaded) loaded.push_back(found);
            if (column && addresses_[found].starts_with("items/") && is_page(addresses_[found])) facts.items.push_back(found);
            if (!link.download.empty()) facts.downloads.emplace_back(found, link.download);
            if (target.fragment.empty() || target.fragment == "top" || !is_page(addresses_[found])) continue;
            const std::uint64_t id = number_of(target.fragment);
            if (found != file) facts.anchors.push_back({found, id, {link.target, link.at}});
            else if (!std::binary_search(facts.ids.begin(), facts.ids.end(), id)) facts.dead.push_back({link.target, link.at});
        }
        std::sort(loaded.begin(), loaded.end());
        loaded.erase(std::unique(loaded.begin(), loaded.end()), loaded.end());
        for (const std::uint32_t each : loaded) facts.weight += sizes_[each];
    }

    /// The type of a file that an editor gave, and whether it is whole.
    void look_at(std::size_t file) {
        const std::string& address = addresses_[file];
        const auto mapped = disk_.map(join_path(output_, address));
        if (!mapped) {
            reports_[file].add(Code::E001, place(file), {Words("打不开", "it cannot be opened")});
            return;
        }
        const auto found = names_.find(static_cast<std::uint32_t>(file));
        const std::string name = found == names_.end() ? std::string(name_of(address)) : found->second;
        const std::string type = extension_of(address);
        const std::string_view bytes = (*mapped)->bytes();
        if (const Words damage = damage_of(bytes, type); !damage.zh.empty()) {
            reports_[file].add(Code::W926, place(file), {Words("“" + name + "”" + damage.zh, "“" + name + "”: " + damage.en)});
        } else if (const std::string media = media_type_of(bytes); !fits_extension(media, type)) {
            reports_[file].add(Code::W413, place(file), {name, words_of_media_type(media)});
        }
    }

    /// Where a byte of a page is; the page is read again, for few are at fault.
    Place place_in(std::size_t file, std::size_t at) const {
        const auto mapped = disk_.map(join_path(output_, addresses_[file]));
        if (!mapped) return place(file);
        const std::string_view before = (*mapped)->bytes().substr(0, at);
        const auto line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
        const std::size_t begin = before.rfind('\n') + 1;  // npos + 1 is 0
        return {place(file).path, line, static_cast<std::uint32_t>(count_characters(before.substr(begin))) + 1, 1};
    }

    /// A link that every page has is told once, at the first page.
    void judge_links() {
        struct Met {
            std::size_t file = 0, at = 0, pages = 0, last = 0;
        };
        std::map<std::string, Met> dead;
        const auto meet = [&](std::size_t file, const DeadLink& link) {
            // The same target from different folders is written differently; what is shown is what it means.
            const LinkTarget target = target_of_link(addresses_[file], link.target, catalogue_.settings);
            std::string name = target.where == LinkTarget::Where::nowhere ? link.target : target.address;
            if (!target.fragment.empty()) name += "#" + target.fragment;
            auto [found, fresh] = dead.emplace(std::move(name), Met{file, link.at, 1, file});
            if (!fresh && found->second.last != file) ++found->second.pages, found->second.last = file;
        };
        for (std::size_t file = 0; file < facts_.size(); ++file) {
            for (const DeadLink& link : facts_[file].dead) meet(file, link);
            for (const Anchor& anchor : facts_[file].anchors) {
                const PageFacts& page = facts_[anchor.file];
                if (page.read && !std::binary_search(page.ids.begin(), page.ids.end(), anchor.id)) meet(file, anchor.link);
            }
        }
        for (const auto& [name, met] : dead) result_.findings.add(Code::W923, place_in(met.file, met.at), {with_count(name, met.pages)});
    }

    static Words with_count(const std::string& what, std::size_t pages) {
        if (pages == 1) return what;
        return {what + "（共 " + print_count(pages) + " 个网页）", what + " (on " + print_count(pages) + " pages)"};
    }

    void judge_pages() {
        std::map<std::string_view, std::pair<std::size_t, std::size_t>> lacking;  // tag → first page, number of pages
        std::pair<std::size_t, std::size_t> undated{0, 0};
        for (std::size_t file = 0; file < facts_.size(); ++file) {
            const PageFacts& page = facts_[file];
            if (!is_page(addresses_[file])) continue;
            ++result_.pages;
            if (page.refused) {
                result_.findings.add(Code::W927, place(file), {Words("网页太大或标签套得太深", "it is too large, or its elements lie too deep within each other"), "16 MB"});
                continue;
            }
            for (const std::string_view tag : page.missing) {
                auto [found, fresh] = lacking.emplace(tag, std::pair(file, std::size_t{1}));
                if (!fresh) ++found->second.second;
            }
            if (!page.shows_day && undated.second++ == 0) undated.first = file;
            if (page.weight > page_weight_limit) result_.findings.add(Code::W927, place(file), {print_megabytes(page.weight), print_megabytes(page_weight_limit)});
        }
        for (const auto& [tag, pages] : lacking) result_.findings.add(Code::W924, place(pages.first), {with_count(std::string(tag), pages.second)});
        if (undated.second > 0) {
            const std::size_t more = undated.second - 1;
            result_.findings.add(Code::W925, place(undated.first),
                                 {more == 0 ? Words() : Words("（共 " + print_count(more + 1) + " 个网页）", " (" + print_count(more + 1) + " pages)")});
        }
        result_.files = static_cast<std::size_t>(std::count_if(addresses_.begin(), addresses_.end(), is_given));
    }

    void judge_columns() {
        const Date today = catalogue_.now.date();
        for (std::size_t file = 0; file < facts_.size(); ++file) {
            const PageFacts& page = facts_[file];
            if (!is_column(addresses_[file]) || !page.read || page.kind == InspectedKind::redirect) continue;
            ++result_.columns;
            if (page.items.empty()) {
                ++result_.empty;
                result_.findings.add(Code::W921, place(file), {page.name});
                continue;
            }
            const Category* category = category_of(addresses_[file]);
            if (category == nullptr) continue;
            std::optional<Date> newest;
            for (const std::uint32_t item : page.items) {
                if (facts_[item].day && (!newest || *newest < *facts_[item].day)) newest = facts_[item].day;
            }
            if (!newest) continue;
            const int silent = today.days - newest->days;
            const auto own = own_limit(*category, catalogue_.settings), national = national_limit(*category);
            const bool over_own = own && silent > own->days, over_national = national && silent > national->days;
            if (over_own) ++result_.long_stale;
            if (over_national) ++result_.stale;
            if (over_own || over_national) {
                const ColumnLimit& limit = over_own ? *own : *national;
                result_.findings.add(Code::W922, place(file), {page.name, std::to_string(silent), print_date(*newest), limit.every});
            }
        }
    }

    const Category* category_of(std::string_view address) const {
        constexpr std::string_view stem = "categories/";
        if (!address.starts_with(stem)) return nullptr;
        const std::string_view id = address.substr(stem.size(), address.size() - stem.size() - 5);
        for (const Category& category : catalogue_.categories) {
            if (category.id == id) return &category;
        }
        return nullptr;
    }

    const Disk& disk_;
    const Catalogue& catalogue_;
    unsigned workers_;
    Console& console_;
    std::string output_, shown_;              ///< as given; as diagnostics name it
    std::vector<std::string> addresses_;      ///< sorted
    std::vector<std::uint64_t> sizes_;        ///< bytes, by file
    std::unordered_map<std::string_view, std::uint32_t> number_;
    std::vector<PageFacts> facts_;            ///< by file
    std::vector<Diagnostics> reports_;        ///< by file
    std::map<std::uint32_t, std::string> names_;  ///< by file: its name when it is saved
    Inspection result_;
};

}  // namespace

Result<std::optional<Inspection>> inspect(const Options& options, const Disk& disk, const Catalogue& catalogue, unsigned workers, Console& console) {
    return Inspector(options, disk, catalogue, workers, console).run();
}

std::string render_counts(const Inspection& inspection, Language language) {
    const bool zh = language == Language::zh;
    std::string text;
    const auto line = [&](const char* in_zh, const char* in_en, std::size_t count, std::size_t veto) {
        if (zh) text += "  " + std::string(in_zh) + " " + print_count(count) + " 个，达到 " + std::to_string(veto) + " 个即单项否决" + (count >= veto ? "：已达到" : "") + "\n";
        else text += "  " + std::string(in_en) + ": " + print_count(count) + "; " + std::to_string(veto) + " fail a site" + (count >= veto ? ", and here it fails" : "") + "\n";
    };
    if (zh) text += "网站检查：" + print_count(inspection.pages) + " 个网页，" + print_count(inspection.columns) + " 个栏目，" + print_count(inspection.files) + " 个其他文件\n";
    else text += "inspected: pages " + print_count(inspection.pages) + ", columns " + print_count(inspection.columns) + ", other files " + print_count(inspection.files) + "\n";
    line("空白栏目", "empty columns", inspection.empty, veto_empty);
    line("动态、通知公告、政策文件类栏目未更新", "columns of news, notices and policies not updated in time", inspection.stale, veto_stale);
    line("应更新而长期未更新的栏目", "columns long silent by their own update", inspection.long_stale, veto_long_stale);
    if (!inspection.types_known) text += zh ? "  没有 libmagic 的数据库，文件类型没有检查\n" : "  libmagic’s database is missing: file types were not checked\n";
    return text;
}

}  // namespace mulu
