// SPDX-License-Identifier: Apache-2.0
#include "intake/intake.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <map>
#include <set>
#include <tuple>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "intake/form_reader.hpp"
#include "intake/item_reader.hpp"
#include "intake/page_reader.hpp"
#include "intake/register_reader.hpp"
#include "intake/report_reader.hpp"
#include "intake/rules.hpp"
#include "intake/scan.hpp"
#include "intake/settings_reader.hpp"
#include "intake/vocabulary_reader.hpp"
#include "model/address.hpp"
#include "model/schema.hpp"

namespace mulu {
namespace {

/// Why a file cannot be read; the diagnostic says which.
Words words_of_error(int error) {
    switch (error) {
        case EACCES:
        case EPERM: return {"没有权限", "permission denied"};
        case EINVAL: return {"不是普通文件", "not a regular file"};
        case ENOENT: return {"文件刚刚被删去", "it has just been removed"};
        default: return {"系统错误 " + std::to_string(error), std::strerror(error)};
    }
}

/// One reading of a site. Its functions are the steps, in the order in which take_in() calls them.
class Reading {
public:
    Reading(const Disk& disk, const IntakeOptions& options, Diagnostics& diagnostics) : disk_(disk), options_(options), diagnostics_(diagnostics) {}

    Result<Intake> run() {
        auto scanned = scan_content(disk_, options_.root, diagnostics_);
        if (!scanned) return scanned.failure();
        content_ = std::move(*scanned);
        read_settings_files();
        if (!intake_.settings_sound) return std::move(intake_);
        read_clock_option();
        if (!intake_.clock_sound) return std::move(intake_);
        std::string fault;
        index_pattern_ = Pattern::compile(catalogue().settings.index_pattern, fault);
        read_items();
        read_other_records();
        check_across();
        freeze();
        return std::move(intake_);
    }

private:
    Catalogue& catalogue() { return intake_.catalogue; }

    /// The source at `path` below the root, or nothing where it cannot be read (reported).
    std::optional<Source> source(const std::string& path, Diagnostics& diagnostics, const std::string& real_path = {}) const {
        auto bytes = disk_.read(real_path.empty() ? join_path(options_.root, path) : real_path);
        if (!bytes) {
            diagnostics.add(Code::E001, {path, 0, 0, 0}, {words_of_error(bytes.failure().error)});
            return std::nullopt;
        }
        return Source::make(path, std::move(*bytes), diagnostics);
    }

    std::optional<YamlNode> yaml(const std::string& path, Diagnostics& diagnostics, const std::string& real_path = {}) const {
        const auto text = source(path, diagnostics, real_path);
        return text ? parse_yaml(*text, text->text(), 1, diagnostics) : std::nullopt;
    }

    void read_settings_files() {
        Diagnostics found;
        for (const char* required : {"content/site.yml", "content/units.yml", "content/categories.yml"}) {
            if (disk_.kind(join_path(options_.root, required)) != FileKind::file) found.add(Code::E009, {required, 0, 0, 0}, {required});
        }
        if (found.empty()) {
            if (const auto node = yaml("content/site.yml", found)) catalogue().settings = read_settings(*node, found);
            if (const auto node = yaml("content/units.yml", found)) read_units(*node, catalogue(), ids_, found);
            if (const auto node = yaml("content/categories.yml", found)) read_categories(*node, catalogue(), ids_, found);
            if (content_.has_topics) {
                if (const auto node = yaml("content/topics.yml", found)) read_topics(*node, catalogue(), ids_, found);
            }
            if (content_.has_duties) {
                if (const auto node = yaml("content/duties.yml", found)) read_duties(*node, catalogue(), ids_, found);
            }
            for (const std::string& path : content_.calendars) {
                year_of_file(path, found);
                if (const auto node = yaml(path, found)) read_calendar(*node, found);
            }
            for (const auto& [path, real_path] : options_.form_files) {
                if (const auto node = yaml(path, found, real_path)) {
                    if (auto form = read_form(*node, found)) catalogue().forms.push_back(std::move(*form));
                }
            }
            std::sort(catalogue().forms.begin(), catalogue().forms.end(), [](const Form& a, const Form& b) { return a.id < b.id; });
        }
        intake_.settings_sound = found.count(Level::error, catalogue().settings.levels) == 0;
        diagnostics_.merge(std::move(found));
    }

    void read_clock_option() {
        const auto now = read_clock(catalogue().settings.time_zone, options_.now, options_.source_date_epoch);
        intake_.clock_sound = now.has_value();
        if (now) catalogue().now = *now;
    }

    void read_items() {
        const std::size_t count = content_.items.size();
        intake_.read = count;
        std::vector<std::optional<ReadItem>> read(count);
        std::vector<Diagnostics> found(options_.workers);
        const ItemReading reading{catalogue(), ids_, content_, *index_pattern_};
        std::atomic<std::size_t> done{0};
        for_each_index(count, options_.workers, [&](std::size_t i, unsigned worker) {
            if (const auto text = source(content_.items[i], found[worker])) {
                read[i] = read_item(*text, reading, found[worker]);
                if (read[i]) {
                    read[i]->item.address = item_address(read[i]->item.published.date().year(), read[i]->item.index);
                    check_release(*read[i], catalogue().settings, catalogue().now, found[worker]);
                    check_unit_lifetime(*read[i], catalogue().units, found[worker]);
                    set_own_validity(*read[i], catalogue().now.date());
                }
            }
            if (const std::size_t now = ++done; options_.progress && (now % 256 == 0 || now == count)) options_.progress(now, count);
        });
        for (Diagnostics& each : found) diagnostics_.merge(std::move(each));
        for (auto& each : read) {
            if (each) items_.push_back(std::move(*each));
        }
    }

    void read_other_records() {
        const ItemReading reading{catalogue(), ids_, content_, *index_pattern_};
        for (const std::string& path : content_.pages) {
            const auto text = source(path, diagnostics_);
            if (!text) continue;
            if (auto page = read_page(*text, reading, other_references_, diagnostics_)) catalogue().pages.push_back(std::move(*page));
        }
        std::sort(catalogue().pages.begin(), catalogue().pages.end(),
                  [](const StandingPage& a, const StandingPage& b) { return std::tie(a.order, a.name) < std::tie(b.order, b.name); });
        std::set<std::string> keys;
        for (const Form& form : catalogue().forms) keys.insert(form.keys.begin(), form.keys.end());
        for (const std::string& path : content_.registers) {
            const auto node = yaml(path, diagnostics_);
            if (!node) continue;
            if (auto entered = read_register(*node, path, keys, ids_, diagnostics_)) catalogue().registers.push_back(std::move(*entered));
        }
        std::sort(catalogue().registers.begin(), catalogue().registers.end(), [](const Register& a, const Register& b) { return a.year < b.year; });
        for (const std::string& path : content_.reports) {
            const auto text = source(path, diagnostics_);
            if (!text) continue;
            auto report = read_report(*text, reading, other_references_, diagnostics_);
            if (!report) continue;
            if (report->published && report->published->seconds > catalogue().now.seconds) {
                diagnostics_.add(Code::H708, report->at, {print_moment(*report->published)});
                catalogue().held_back.push_back({report->path, {}, report->title});
                continue;
            }
            catalogue().reports.push_back(std::move(*report));
        }
    }

    void check_across() {
        const auto doubled = check_identity(items_, diagnostics_);
        std::vector<ReadItem> unique;
        unique.reserve(items_.size());
        for (std::size_t i = 0; i < items_.size(); ++i) {
            if (!doubled[i]) unique.push_back(std::move(items_[i]));
        }
        items_ = std::move(unique);
        check_repeal_circles(items_, diagnostics_);
        check_aliases(items_, catalogue().pages, diagnostics_);
        check_report_addresses(catalogue().reports, catalogue().units, diagnostics_);
        check_unused_files();
        apply_exemptions();
    }

    /// Files beside items that nothing names: forgotten attachments. Where a record of the folder is malformed nobody knows yet.
    void check_unused_files() {
        std::set<std::string> unsure;
        for (const Diagnostic& diagnostic : diagnostics_.all()) {
            if (words_of(diagnostic.code).level == Level::error) unsure.insert(folder_of(diagnostic.at.path));
        }
        std::set<std::string_view> used;
        for (const ReadItem& read : items_) {
            for (const ItemFile& file : read.item.files) used.insert(file.source);
        }
        for (const StandingPage& page : catalogue().pages) {
            for (const ItemFile& file : page.files) used.insert(file.source);
        }
        for (const auto& [path, size] : content_.files) {
            if (!used.contains(path) && !unsure.contains(folder_of(path))) diagnostics_.add(Code::W806, {path, 0, 0, 0}, {std::string(name_of(path))});
        }
    }

    /// Takes out the warnings that records exempt themselves from; exemptions without a use are told.
    void apply_exemptions() {
        std::map<std::string_view, std::vector<std::pair<const Exemption*, bool>>> by_path;
        for (const ReadItem& read : items_) {
            for (const Exemption& exemption : read.exemptions) by_path[read.item.path].emplace_back(&exemption, false);
        }
        if (by_path.empty()) return;
        Diagnostics kept;
        for (const Diagnostic& diagnostic : diagnostics_.all()) {
            bool exempt = false;
            if (const auto found = by_path.find(diagnostic.at.path); found != by_path.end()) {
                for (auto& [exemption, used] : found->second) {
                    if (exemption->code == diagnostic.code) exempt = used = true;
                }
            }
            if (!exempt) kept.add(diagnostic);
        }
        for (const auto& [path, exemptions] : by_path) {
            for (const auto& [exemption, used] : exemptions) {
                if (!used) kept.add(Code::W807, exemption->at, {std::string(words_of(exemption->code).name)});
            }
        }
        diagnostics_ = std::move(kept);
    }

    /// Sorts the items into public, withdrawn and held back, and joins what refers to each other.
    void freeze() {
        std::set<std::string_view> held;
        for (const Diagnostic& diagnostic : diagnostics_.all()) {
            if (catalogue().settings.levels.of(diagnostic.code) == Level::held) held.insert(diagnostic.at.path);
        }
        const auto by_time = [](const ReadItem& a, const ReadItem& b) {
            return std::tie(a.item.published.seconds, a.item.index) < std::tie(b.item.published.seconds, b.item.index);
        };
        std::sort(items_.begin(), items_.end(), by_time);
        std::unordered_map<std::string, Ref> known;  // index → place in items, no_ref where it isn't public
        known.reserve(items_.size());
        std::vector<ReadItem*> published;
        for (ReadItem& read : items_) {
            Ref ref = no_ref;
            if (held.contains(read.item.path)) {
                catalogue().held_back.push_back({read.item.path, read.item.index, read.item.title});
            } else if (read.item.withdrawn && *read.item.withdrawn <= catalogue().now.date()) {
                catalogue().tombstones.push_back(std::move(read.item));
                known.emplace(catalogue().tombstones.back().index, no_ref);
                continue;
            } else {
                ref = static_cast<Ref>(published.size());
                published.push_back(&read);
            }
            known.emplace(read.item.index, ref);
        }
        for (ReadItem& read : items_) {
            if (read.item.index.empty()) continue;  // moved to the tombstones
            for (auto [key, list] : {std::pair("supersedes", &read.item.supersedes), std::pair("amends", &read.item.amends),
                                     std::pair("interprets", &read.item.interprets), std::pair("related", &read.item.related)}) {
                for (ItemReference& reference : *list) resolve(reference, known, key, &read.item);
            }
            for (ItemReference& link : read.body_items) resolve(link, known, nullptr, nullptr);
        }
        for (ItemReference& link : other_references_) resolve(link, known, nullptr, nullptr);

        catalogue().items.reserve(published.size());
        for (ReadItem* read : published) catalogue().items.push_back(std::move(read->item));
        join_back_references();
        std::sort(catalogue().reports.begin(), catalogue().reports.end(),
                  [](const Report& a, const Report& b) { return std::tie(a.year, a.unit, a.path) < std::tie(b.year, b.unit, b.path); });
        catalogue().index_items();
    }

    /// Finds what a reference names; `key` is its field, or nullptr for a link of a body.
    void resolve(ItemReference& reference, const std::unordered_map<std::string, Ref>& known, const char* key, const Item* own) {
        const Words field = key == nullptr ? Words() : record::item.find(key)->name();
        if (own != nullptr && reference.index == own->index) {
            diagnostics_.add(Code::E304, reference.at, {field});
            return;
        }
        const auto found = known.find(reference.index);
        if (found == known.end()) {
            const Words help = nearest_index(reference.index, known);
            if (key == nullptr) diagnostics_.add(Code::E401, reference.at, {reference.index, help});
            else diagnostics_.add(Code::E303, reference.at, {field, reference.index, help});
            return;
        }
        reference.item = found->second;
        if (found->second != no_ref) return;
        if (key == nullptr) diagnostics_.add(Code::W803, reference.at, {reference.index});
        else diagnostics_.add(Code::W802, reference.at, {field, reference.index});
    }

    static Words nearest_index(const std::string& index, const std::unordered_map<std::string, Ref>& known) {
        std::vector<std::string> candidates;
        for (const auto& [each, ref] : known) {
            if (each.size() + 3 > index.size() && index.size() + 3 > each.size()) candidates.push_back(each);
        }
        std::sort(candidates.begin(), candidates.end());
        if (const auto near = nearest(index, candidates)) return {"是不是“" + *near + "”？", "did you mean “" + *near + "”?"};
        return {"核对索引号", "check the index number"};
    }

    void join_back_references() {
        auto& items = catalogue().items;
        for (Ref i = 0; i < items.size(); ++i) {
            for (const ItemReference& reference : items[i].supersedes) {
                if (reference.item == no_ref) continue;
                Item& repealed = items[reference.item];
                repealed.superseded_by.push_back(i);
                if (repealed.validity != Validity::expired) repealed.validity = Validity::repealed;
            }
            for (const ItemReference& reference : items[i].amends) {
                if (reference.item != no_ref) items[reference.item].amended_by.push_back(i);
            }
            for (const ItemReference& reference : items[i].interprets) {
                if (reference.item != no_ref) items[reference.item].interpreted_by.push_back(i);
            }
        }
    }

    const Disk& disk_;
    const IntakeOptions& options_;
    Diagnostics& diagnostics_;
    Intake intake_;
    ScannedContent content_;
    Ids ids_;
    std::optional<Pattern> index_pattern_;
    std::vector<ReadItem> items_;
    std::vector<ItemReference> other_references_;
};

}  // namespace

Result<Intake> take_in(const Disk& disk, const IntakeOptions& options, Diagnostics& diagnostics) { return Reading(disk, options, diagnostics).run(); }

}  // namespace mulu
