// SPDX-License-Identifier: Apache-2.0
#include "intake/intake.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/beginning.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "base/text_table.hpp"
#include "intake/form_reader.hpp"
#include "intake/item_reader.hpp"
#include "intake/lock_reader.hpp"
#include "intake/page_reader.hpp"
#include "intake/privacy_rules.hpp"
#include "intake/record_cache.hpp"
#include "intake/register_reader.hpp"
#include "intake/report_reader.hpp"
#include "intake/rules.hpp"
#include "intake/scan.hpp"
#include "intake/settings_reader.hpp"
#include "intake/vocabulary_reader.hpp"
#include "model/address.hpp"
#include "model/schema.hpp"
#include "model/time_limit.hpp"

namespace mulu {
namespace {

/// An item in the only order that there is: by publication, then index number.
struct ByTime {
    std::int64_t seconds = 0;
    Beginning index{};
    ReadItem* read = nullptr;
    bool operator<(const ByTime& other) const {
        if (seconds != other.seconds) return seconds < other.seconds;
        if (index != other.index) return index < other.index;
        return read->item.index < other.read->item.index;
    }
};

/// One reading of a site. Its functions are the steps, in the order in which take_in() calls them.
class Reading {
public:
    Reading(const Disk& disk, const IntakeOptions& options, Stock& stock, Diagnostics& diagnostics)
        : disk_(disk), options_(options), stock_(stock), diagnostics_(diagnostics), attachments_(disk, stock) {
        for (unsigned worker = 0; worker < options.workers; ++worker) texts_.push_back(std::make_shared<Arena>());
        intake_.catalogue.texts.assign(texts_.begin(), texts_.end());
    }

    Result<Intake> run() {
        auto intake = read();
        join_line_ends();
        return intake;
    }

private:
    Result<Intake> read() {
        auto scanned = scan_content(disk_, options_.root, stock_, diagnostics_);
        if (!scanned) return scanned.failure();
        content_ = std::move(*scanned);
        read_settings_files();
        if (!intake_.settings_sound) return std::move(intake_);
        read_clock_option();
        if (!intake_.clock_sound) return std::move(intake_);
        std::string fault;
        index_pattern_ = Pattern::compile(catalogue().settings.index_pattern, fault);
        recall_records();
        attachments_.prepare(options_.workers);
        read_items();
        keep_records();
        judge_items();
        read_other_records();
        attachments_.tell(stock_);
        note_boards();
        check_across();
        freeze();
        return std::move(intake_);
    }

    Catalogue& catalogue() { return intake_.catalogue; }
    Arena& texts(unsigned worker) { return *texts_[worker]; }

    /// The source at `path` below the root, or nothing where it cannot be read (reported).
    std::optional<Source> source(const std::string& path, Diagnostics& diagnostics, const std::string& real_path = {}) const {
        auto bytes = disk_.read(real_path.empty() ? join_path(options_.root, path) : real_path);
        if (!bytes) {
            diagnostics.add(Code::E001, {path, 0, 0, 0}, {words_of_error(bytes.failure().error)});
            return std::nullopt;
        }
        if (const std::size_t at = stock_.find(path); at != Stock::npos && real_path.empty()) stock_.files[at].digest = digest_of(*bytes);
        return Source::make(path, std::move(*bytes), diagnostics);
    }

    std::optional<YamlNode> yaml(const std::string& path, Diagnostics& diagnostics, const std::string& real_path = {}) {
        if (const auto parsed = parsed_.find(path); parsed != parsed_.end()) {
            diagnostics.merge(std::move(parsed->second.found));
            auto node = std::move(parsed->second.node);
            parsed_.erase(parsed);
            return node;
        }
        const auto text = source(path, diagnostics, real_path);
        return text ? parse_yaml(*text, text->text(), 1, diagnostics) : std::nullopt;
    }

    /// Parses what yaml() will be asked for, several files at a time: every build needs them all, and the library takes milliseconds for some.
    void parse_ahead() {
        std::vector<std::pair<std::string, std::string>> files;  // path, real path
        for (const char* path : {"content/site.yml", "content/units.yml", "content/categories.yml"}) files.emplace_back(path, std::string());
        if (content_.has_topics) files.emplace_back("content/topics.yml", std::string());
        if (content_.has_duties) files.emplace_back("content/duties.yml", std::string());
        for (const auto* paths : {&content_.calendars, &content_.registers}) {
            for (const std::string& path : *paths) files.emplace_back(path, std::string());
        }
        for (const auto* installed : {&options_.calendar_files, &options_.form_files}) files.insert(files.end(), installed->begin(), installed->end());
        std::vector<Parsed> parsed(files.size());
        for_each_index(files.size(), options_.workers, [&](std::size_t i, unsigned) {
            parsed[i].node = yaml(files[i].first, parsed[i].found, files[i].second);
        });
        for (std::size_t i = 0; i < files.size(); ++i) parsed_.emplace(std::move(files[i].first), std::move(parsed[i]));
    }

    void read_settings_files() {
        Diagnostics found;
        for (const char* required : {"content/site.yml", "content/units.yml", "content/categories.yml"}) {
            if (disk_.kind(join_path(options_.root, required)) != FileKind::file) found.add(Code::E009, {required, 0, 0, 0}, {required});
        }
        if (found.empty()) {
            parse_ahead();
            if (const auto node = yaml("content/site.yml", found)) catalogue().settings = read_settings(*node, found);
            if (const auto node = yaml("content/units.yml", found)) read_units(*node, catalogue(), ids_, found);
            if (const auto node = yaml("content/categories.yml", found)) read_categories(*node, catalogue(), ids_, found);
            if (content_.has_topics) {
                if (const auto node = yaml("content/topics.yml", found)) read_topics(*node, catalogue(), ids_, found);
            }
            if (content_.has_duties) {
                if (const auto node = yaml("content/duties.yml", found)) read_duties(*node, catalogue(), ids_, found);
            }
            read_calendars(found);
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

    /// Says once for the site that files have the line ends of Windows, and not at all where every file has them: then git has made them so on this machine,
    /// and it is no fault of anybody's.
    void join_line_ends() {
        const auto is_of_windows = [](const Diagnostic& found) { return found.code == Code::W002 && found.args.at(0).en == "CRLF"; };
        std::size_t count = 0;
        const Diagnostic* first = nullptr;
        for (const Diagnostic& found : diagnostics_.all()) {
            if (!is_of_windows(found)) continue;
            ++count;
            if (first == nullptr || found.at < first->at) first = &found;
        }
        if (first == nullptr) return;
        const std::size_t files = content_.items.size() + content_.pages.size() + content_.registers.size() + content_.reports.size() + content_.calendars.size() +
                                  3 + (content_.has_topics ? 1 : 0) + (content_.has_duties ? 1 : 0);
        Diagnostics joined;
        for (const Diagnostic& found : diagnostics_.all()) {
            if (!is_of_windows(found)) joined.add(found);
        }
        const std::string number = std::to_string(count);
        if (count < files) {
            joined.add(Code::W002, first->at, {count == 1 ? Words("CRLF") : Words("CRLF（Windows），这样的文件共有 " + number + " 个", "CRLF (Windows), in " + number + " files")});
        }
        diagnostics_ = std::move(joined);
    }

    /// The installed tables, and those of the site in their stead, year by year.
    void read_calendars(Diagnostics& found) {
        std::vector<CalendarYear> tables;
        const auto read = [&](const std::string& path, const std::string& real_path) {
            const auto year = year_of_file(path, found);
            const auto node = yaml(path, found, real_path);
            if (year && node) tables.push_back(read_calendar(*node, *year, found));
        };
        std::set<std::string_view> own;
        for (const std::string& path : content_.calendars) own.insert(name_of(path));
        for (const auto& [path, real_path] : options_.calendar_files) {
            if (!own.contains(name_of(path))) read(path, real_path);
        }
        for (const std::string& path : content_.calendars) read(path, {});
        catalogue().calendar = WorkCalendar(tables);
    }

    void read_clock_option() {
        const auto now = read_clock(catalogue().settings.time_zone, options_.now, options_.source_date_epoch);
        intake_.clock_sound = now.has_value();
        if (now) catalogue().now = *now;
    }

    /// Finds what the record cache has of each item's path.
    void recall_records() {
        known_.resize(content_.items.size());
        // What an item's record depends on besides its own file.
        const auto key = stock_.digest_if([](const StockFile& file) {
            return file.path == "content/site.yml" || file.path == "content/units.yml" || file.path == "content/categories.yml" ||
                   file.path == "content/topics.yml" || file.path == "content/duties.yml";
        });
        ensure(key.has_value(), "settings that were read have no digest");
        Hasher hasher;
        hasher.add(options_.program);
        hasher.add(*key);
        records_key_ = hasher.finish();
        caches_.resize(record_parts);
        for_each_index(options_.records.size(), options_.workers, [&](std::size_t part, unsigned) { caches_[part] = RecordCache::unpack(options_.records[part], records_key_); });
        part_of_.resize(known_.size());
        for_each_index(known_.size(), options_.workers, [&](std::size_t i, unsigned) { part_of_[i] = static_cast<std::uint8_t>(record_part(stock_.files[content_.items[i]].path)); });
        items_of_part_.resize(record_parts);
        for (std::size_t i = 0; i < part_of_.size(); ++i) items_of_part_[part_of_[i]].push_back(static_cast<std::uint32_t>(i));
        // Both are sorted by path.
        for_each_index(options_.records.size(), options_.workers, [&](std::size_t part, unsigned) {
            const RecordCache& cache = caches_[part];
            std::size_t at = 0;
            for (const std::uint32_t i : items_of_part_[part]) {
                const std::string& path = stock_.files[content_.items[i]].path;
                while (at < cache.size() && cache.at(at).path < path) ++at;
                if (at < cache.size() && cache.at(at).path == path) known_[i] = &cache.at(at);
            }
        });
    }

    /// Whether the files that a record names are still those of which it was made.
    bool has_its_files(const ReadItem& read) const {
        if (!read.files_as_written) return false;
        for (std::size_t i = 0; i < read.item.files.size(); ++i) {
            const ItemFile& file = read.item.files[i];
            const auto found = content_.files.find(file.source);
            if (found == content_.files.end() || found->second != file.size) return false;
            // What was read of it must be what it says now.
            if (i < read.file_digests.size() && read.file_digests[i] != Digest{} && attachments_.digest_of_file(file.source) != read.file_digests[i]) return false;
        }
        return true;
    }

    void read_items() {
        const std::size_t count = content_.items.size();
        intake_.read = count;
        items_.resize(count);
        reported_.resize(count);
        stands_in_.resize(count);
        const ItemReading reading{catalogue(), ids_, content_, *index_pattern_, attachments_, options_.drafts};
        std::atomic<std::size_t> done{0};
        for_each_index(count, options_.workers, [&](std::size_t i, unsigned worker) {
            read_one(i, reading, texts(worker));
            if (const std::size_t now = ++done; options_.progress && (now % 256 == 0 || now == count)) options_.progress(now, count);
        });
        for (std::size_t i = 0; i < count; ++i) {
            // What is said of a record that has just been read is written into the cache first.
            if (reported_[i] && known_[i] != nullptr) diagnostics_.merge(std::move(*reported_[i]));
            else if (reported_[i]) diagnostics_.add_all(*reported_[i]);
        }
        intake_.parsed = static_cast<std::size_t>(std::count(known_.begin(), known_.end(), nullptr));
    }

    /// Reads one item; which of them is whose is by index, so that threads need no lock.
    void read_one(std::size_t i, const ItemReading& reading, Arena& texts) {
        StockFile& file = stock_.files[content_.items[i]];
        if (options_.stand_ins != nullptr) {
            if (const auto found = options_.stand_ins->find(file.path); found != options_.stand_ins->end()) {
                read_stand_in(i, found->second, reading, texts);
                return;
            }
        }
        // Taken out until it has served: an item that has no known record is one that was parsed.
        const RecordCache::Record* known = std::exchange(known_[i], nullptr);
        Diagnostics reported;
        std::optional<std::string> bytes;
        if (!file.digest || known == nullptr || known->source != *file.digest) bytes = read_file(file, reported);
        if (reported.empty() && known != nullptr && known->source == *file.digest) {
            items_[i] = unpack_record(known->bytes, texts.keep(file.path), reported);
            if (items_[i] && has_its_files(*items_[i])) {
                known_[i] = known;
                keep_reported(i, std::move(reported));
                return;
            }
            items_[i] = nullptr;
            reported = {};
            if (!bytes) bytes = read_file(file, reported);
        }
        if (bytes) parse_one(i, std::move(*bytes), reading, texts, reported);
        keep_reported(i, std::move(reported));
    }

    /// The bytes of an item's file, of which the stock learns the digest; nothing where it cannot be read (reported).
    std::optional<std::string> read_file(StockFile& file, Diagnostics& reported) const {
        auto bytes = disk_.read(join_path(options_.root, file.path));
        if (!bytes) {
            reported.add(Code::E001, {file.path, 0, 0, 0}, {words_of_error(bytes.failure().error)});
            return std::nullopt;
        }
        file.digest = digest_of(*bytes);
        return std::move(*bytes);
    }

    void parse_one(std::size_t i, std::string text, const ItemReading& reading, Arena& texts, Diagnostics& reported) {
        const auto source = Source::make(stock_.files[content_.items[i]].path, std::move(text), reported);
        if (source) items_[i] = read_item(*source, reading, texts, reported);
        if (!items_[i]) return;
        Item& item = items_[i]->item;
        item.address = texts.keep(item_address(item.published.date().year(), std::string(item.index)));
        set_digests(item);
    }

    void keep_reported(std::size_t i, Diagnostics reported) {
        if (!reported.empty()) reported_[i] = std::make_unique<Diagnostics>(std::move(reported));
    }

    /// Reads what stands for a malformed file. What the stock knows is the file, not the text: the next build must find it malformed again.
    void read_stand_in(std::size_t i, const std::optional<std::string>& text, const ItemReading& reading, Arena& texts) {
        known_[i] = nullptr;
        stands_in_[i] = 1;
        StockFile& file = stock_.files[content_.items[i]];
        if (!file.digest) {
            if (const auto bytes = disk_.map(stock_.path_of(file))) file.digest = digest_of((*bytes)->bytes());
        }
        if (!text) return;
        Diagnostics reported;
        parse_one(i, *text, reading, texts, reported);
        keep_reported(i, std::move(reported));
    }

    /// Packs the records of this build, but for the parts that are as they were.
    void keep_records() {
        if (!options_.keep_records) return;
        std::array<bool, record_parts> changed{};
        for (std::size_t i = 0; i < known_.size(); ++i) changed[part_of_[i]] = changed[part_of_[i]] || known_[i] == nullptr;
        intake_.records.resize(record_parts);
        for_each_index(record_parts, options_.workers, [&](std::size_t part, unsigned) {
            if (!changed[part] && caches_[part].size() == items_of_part_[part].size() && !options_.records.empty()) return;
            std::vector<RecordCache::Record> records;
            std::vector<std::string> fresh;
            fresh.reserve(items_of_part_[part].size());  // so that what the records view stays where it is
            for (const std::uint32_t i : items_of_part_[part]) {
                const StockFile& file = stock_.files[content_.items[i]];
                if (known_[i] != nullptr) {
                    records.push_back({file.path, *file.digest, known_[i]->bytes});
                } else if (items_[i] && stands_in_[i] == 0 && (!reported_[i] || reported_[i]->count(Level::error, {}) == 0)) {
                    fresh.push_back(pack_record(*items_[i], reported_[i] ? *reported_[i] : Diagnostics()));
                    records.push_back({file.path, *file.digest, fresh.back()});
                }
            }
            intake_.records[part] = RecordCache::pack(records_key_, records);
        });
    }

    /// What depends on the clock: release and validity of each item, and when they change next.
    void judge_items() {
        std::vector<Diagnostics> found(options_.workers);
        std::vector<UnjudgedTimes> unjudged(options_.workers);
        std::vector<std::optional<std::int64_t>> next(options_.workers);
        for_each_index(items_.size(), options_.workers, [&](std::size_t i, unsigned worker) {
            if (!items_[i]) return;
            ReadItem& read = *items_[i];
            check_release(read, catalogue().settings, catalogue().now, found[worker]);
            check_created(read, catalogue().now, found[worker]);
            check_done(read, catalogue().now, found[worker]);
            check_unit_lifetime(read, catalogue().units, found[worker]);
            check_time_limit(read, catalogue(), unjudged[worker], found[worker]);
            set_own_validity(read, catalogue().now.date());
            // What the steps that follow ask of every item, so that they need not touch the items themselves.
            read.index_hash = TextTable::hash_of(read.item.index);
            read.address_hash = TextTable::hash_of(read.item.address);
            read.refers = !(read.item.supersedes.empty() && read.item.amends.empty() && read.item.interprets.empty() && read.item.related.empty() && read.item.body_items.empty());
            read.item.reviewed = read.review.has_value();
            read.item.limit_waived = std::any_of(read.exemptions.begin(), read.exemptions.end(), [](const Exemption& each) { return is_about_time_limits(each.code); });
            read.is_tombstone = read.item.withdrawn && *read.item.withdrawn <= catalogue().now.date();
            const auto note = [&](std::int64_t seconds) { note_change(next[worker], seconds); };
            const Item& item = read.item;
            note(item.published.seconds);
            if (item.created > catalogue().now.date()) {
                note(Moment::midnight(item.created).seconds);
                note(Moment::midnight(Date{item.created.days - created_ahead}).seconds);
            }
            if (read.done_at.line != 0) note(Moment::midnight(read.done).seconds);
            if (item.expires) note(item.expires->has_time ? item.expires->seconds : Moment::midnight(Date{item.expires->date().days + 1}).seconds);
            if (item.effective) note(Moment::midnight(*item.effective).seconds);
            if (item.valid_until) note(Moment::midnight(Date{item.valid_until->days + 1}).seconds);
            if (item.repealed) note(Moment::midnight(*item.repealed).seconds);
            if (item.withdrawn) note(Moment::midnight(*item.withdrawn).seconds);
        });
        for (Diagnostics& each : found) diagnostics_.merge(std::move(each));
        for (std::size_t worker = 1; worker < unjudged.size(); ++worker) {
            for (const auto& [year, missed] : unjudged[worker]) unjudged[0][year].add(missed.items, missed.first);
        }
        unjudged_ = std::move(unjudged[0]);
        for (const auto& each : next) {
            if (each) note_change(intake_.next_change, *each);
        }
        std::erase(items_, nullptr);
        reported_.clear();
        known_.clear();
    }

    /// Keeps the earliest moment that is still to come.
    void note_change(std::optional<std::int64_t>& next, std::int64_t seconds) const {
        if (seconds > intake_.catalogue.now.seconds && (!next || seconds < *next)) next = seconds;
    }

    /// A notice-board day makes a new page, and should be a working day. With it the years are told whose calendar was missed.
    void note_boards() {
        const Settings& settings = catalogue().settings;
        const int year = catalogue().now.date().year();
        for (const int each : {year, year + 1}) {
            for (const unsigned month : settings.board_months) {
                const auto day = make_date(each, month, settings.board_day);
                if (!day) continue;
                // Its page is made on the day; what is said of it beforehand begins and ends by days too.
                for (const Date change : {*day, Date{day->days - board_notice_days}, Date{day->days + 1}}) note_change(intake_.next_change, Moment::midnight(change).seconds);
            }
        }
        check_board_day(catalogue(), unjudged_, diagnostics_);
        report_years_without_table(unjudged_, diagnostics_);
    }

    void read_other_records() {
        const ItemReading reading{catalogue(), ids_, content_, *index_pattern_, attachments_, options_.drafts};
        for (const std::string& path : content_.pages) {
            const auto text = source(path, diagnostics_);
            if (!text) continue;
            std::vector<ItemReference> links;
            if (auto page = read_page(*text, reading, links, texts(0), diagnostics_)) catalogue().pages.push_back(std::move(*page));
            for (ItemReference& link : links) other_references_.emplace_back(path, std::move(link));
        }
        std::sort(catalogue().pages.begin(), catalogue().pages.end(),
                  [](const StandingPage& a, const StandingPage& b) { return std::tie(a.order, a.name) < std::tie(b.order, b.name); });
        const RegisterKeys keys = register_keys(catalogue().forms);
        for (const std::string& path : content_.registers) {
            const auto node = yaml(path, diagnostics_);
            if (!node) continue;
            if (auto entered = read_register(*node, path, keys, ids_, diagnostics_)) catalogue().registers.push_back(std::move(*entered));
        }
        std::sort(catalogue().registers.begin(), catalogue().registers.end(), [](const Register& a, const Register& b) { return a.year < b.year; });
        std::map<std::string, std::vector<Freeze>> freezes;
        for (const std::string& path : content_.locks) {
            const std::string report = report_of_lock(path);
            const bool has_report = std::find(content_.reports.begin(), content_.reports.end(), report) != content_.reports.end();
            if (!has_report) diagnostics_.add(Code::E609, {path, 0, 0, 0}, {Words("没有它锁定的年报 " + report, "there is no " + report + " that it could be of")});
            const auto node = has_report ? yaml(path, diagnostics_) : std::nullopt;
            if (node) freezes[report] = read_lock(*node, diagnostics_);
        }
        for (const std::string& path : content_.reports) {
            const auto text = source(path, diagnostics_);
            if (!text) continue;
            std::vector<ItemReference> links;
            auto report = read_report(*text, reading, links, texts(0), diagnostics_);
            for (ItemReference& link : links) other_references_.emplace_back(path, std::move(link));
            if (!report) continue;
            if (const auto frozen = freezes.find(path); frozen != freezes.end()) report->freezes = std::move(frozen->second);
            if (report->published) note_change(intake_.next_change, report->published->seconds);
            if (report->published && report->published->seconds > catalogue().now.seconds) {
                diagnostics_.add(Code::H708, report->at, {print_moment(*report->published)});
                catalogue().held_back.push_back({report->path, {}, report->title, report->unit, *report->published, {}, {}, false});
                continue;
            }
            catalogue().reports.push_back(std::move(*report));
        }
    }

    void check_across() {
        const auto doubled = check_identity(items_, options_.workers, diagnostics_);
        for (std::size_t i = 0; i < items_.size(); ++i) {
            if (doubled[i]) items_[i] = nullptr;
        }
        std::erase(items_, nullptr);
        std::array<Diagnostics, 3> found;
        side_by_side(options_.workers, {[&] { check_entered_twice(items_, found[0]); }, [&] { check_repeal_circles(items_, found[1]); },
                                        [&] { check_aliases(items_, catalogue().pages, found[2]); }});
        for (Diagnostics& each : found) diagnostics_.merge(std::move(each));
        check_report_addresses(catalogue().reports, catalogue().units, diagnostics_);
        check_unused_files();
        drop_withdrawn_findings();
        collect_exemptions();
        apply_exemptions();
    }

    /// Files beside items that nothing names: forgotten attachments. Where a record of the folder is malformed nobody knows yet.
    void check_unused_files() {
        if (content_.files.empty()) return;
        std::set<std::string> unsure;
        for (const Diagnostic& diagnostic : diagnostics_.all()) {
            if (words_of(diagnostic.code).level == Level::error) unsure.insert(folder_of(diagnostic.at.path));
        }
        std::set<std::string_view> used;
        for (const auto& read : items_) {
            for (const ItemFile& file : read->item.files) used.insert(file.source);
        }
        for (const StandingPage& page : catalogue().pages) {
            for (const ItemFile& file : page.files) used.insert(file.source);
        }
        for (const auto& [path, size] : content_.files) {
            if (!used.contains(path) && !unsure.contains(folder_of(path))) diagnostics_.add(Code::W806, {path, 0, 0, 0}, {std::string(name_of(path))});
        }
    }

    /// Of a withdrawn item only what its tombstone shows can tell anything. Whether it is withdrawn by now, the clock says, so it isn't known where it is read.
    void drop_withdrawn_findings() {
        std::map<std::string_view, bool> title_shown;
        for (const auto& read : items_) {
            if (read->is_tombstone) title_shown.emplace(read->item.path, read->item.withdrawn_title_shown);
        }
        if (title_shown.empty()) return;
        Diagnostics kept;
        for (const Diagnostic& diagnostic : diagnostics_.all()) {
            const auto found = is_privacy_code(diagnostic.code) ? title_shown.find(diagnostic.at.path) : title_shown.end();
            if (found == title_shown.end() || is_on_tombstone(diagnostic, found->second)) kept.add(diagnostic);
        }
        diagnostics_ = std::move(kept);
    }

    void collect_exemptions() {
        for (const auto& read : items_) {
            for (const Exemption& exemption : read->exemptions) exemptions_[read->item.path].emplace_back(&exemption, false);
        }
    }

    /// Whether the record at `path` exempts itself from `code`; then the exemption has its use.
    bool is_exempt(std::string_view path, Code code) {
        bool exempt = false;
        if (const auto found = exemptions_.find(path); found != exemptions_.end()) {
            for (auto& [exemption, used] : found->second) {
                if (exemption->code == code) exempt = used = true;
            }
        }
        return exempt;
    }

    /// Takes out what records exempt themselves from.
    void apply_exemptions() {
        if (exemptions_.empty()) return;
        Diagnostics kept;
        for (const Diagnostic& diagnostic : diagnostics_.all()) {
            if (!is_exempt(diagnostic.at.path, diagnostic.code)) kept.add(diagnostic);
        }
        diagnostics_ = std::move(kept);
    }

    /// Once everything has been judged: exemptions without a use.
    void tell_unused_exemptions() {
        for (const auto& [path, exemptions] : exemptions_) {
            for (const auto& [exemption, used] : exemptions) {
                if (!used) diagnostics_.add(Code::W807, Place(std::string(path), exemption->at), {std::string(words_of(exemption->code).name)});
            }
        }
    }

    /// Where site.yml holds back what refers to something that is not public: the items that do, and those that refer to them, and so on.
    void hold_back_referring(std::set<std::string_view>& held) {
        const Levels& levels = catalogue().settings.levels;
        const bool by_fields = levels.of(Code::W802) == Level::held, by_links = levels.of(Code::W803) == Level::held;
        if (!by_fields && !by_links) return;
        const auto find = [&](const ItemReference& reference) {
            return known_items_.find(reference.index, [&](std::uint32_t n) { return by_time_[n].read->item.index; });
        };
        std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;  // what is referred to, what refers
        for (std::uint32_t n = 0; n < by_time_.size(); ++n) {
            const Item& item = by_time_[n].read->item;
            if (!by_time_[n].read->refers) continue;
            const auto add = [&](const auto& list) {
                for (const ItemReference& reference : list) {
                    if (const std::uint32_t of = find(reference); of != TextTable::none && of != n) edges.emplace_back(of, n);
                }
            };
            const auto found = exemptions_.find(item.path);
            const auto exempts = [&](Code code) {
                return found != exemptions_.end() && std::any_of(found->second.begin(), found->second.end(), [&](const auto& each) { return each.first->code == code; });
            };
            if (by_fields && !exempts(Code::W802)) {
                for (const auto* list : {&item.supersedes, &item.amends, &item.interprets, &item.related}) add(*list);
            }
            if (by_links && !exempts(Code::W803)) add(item.body_items);
        }
        std::sort(edges.begin(), edges.end());
        const auto is_public = [&](std::uint32_t n) { return !by_time_[n].read->is_tombstone && !held.contains(by_time_[n].read->item.path); };
        std::vector<std::uint32_t> waiting;
        for (std::uint32_t n = 0; n < by_time_.size(); ++n) {
            if (!is_public(n)) waiting.push_back(n);
        }
        while (!waiting.empty()) {
            const std::uint32_t of = waiting.back();
            waiting.pop_back();
            for (auto edge = std::lower_bound(edges.begin(), edges.end(), std::pair(of, std::uint32_t{0})); edge != edges.end() && edge->first == of; ++edge) {
                if (held.insert(by_time_[edge->second].read->item.path).second) waiting.push_back(edge->second);
            }
        }
        for (const auto& [path, reference] : other_references_) {
            const std::uint32_t found = find(reference);
            if (by_links && found != TextTable::none && !is_public(found)) held.insert(path);
        }
    }

    /// Pages and reports of which something is held back.
    void hold_back_others(const std::set<std::string_view>& held) {
        const auto hold_back = [&](auto& records) {
            std::erase_if(records, [&](const auto& record) {
                if (!held.contains(record.path)) return false;
                HeldBack& back = catalogue().held_back.emplace_back(HeldBack{record.path, {}, record.title});
                if constexpr (requires { record.unit; }) back.unit = record.unit, back.published = record.published.value_or(Moment{});
                return true;
            });
        };
        hold_back(catalogue().pages);
        hold_back(catalogue().reports);
    }

    /// Sorts the items into public, withdrawn and held back, and joins what refers to each other.
    void freeze() {
        std::set<std::string_view> held;
        for (const Diagnostic& diagnostic : diagnostics_.all()) {
            if (catalogue().settings.levels.of(diagnostic.code) == Level::held) held.insert(diagnostic.at.path);
        }
        by_time_.resize(items_.size());
        for_each_index(items_.size(), options_.workers, [&](std::size_t i, unsigned) {
            by_time_[i] = {items_[i]->item.published.seconds, beginning_of(items_[i]->item.index), items_[i].get()};
        });
        sort_on(options_.workers, by_time_.begin(), by_time_.end(), std::less<>());
        known_items_ = TextTable(by_time_.size());
        for (std::uint32_t n = 0; n < by_time_.size(); ++n) {
            known_items_.add({}, by_time_[n].read->index_hash, n, [](std::uint32_t) { return std::string_view("never equal: index numbers are unique by now"); });
        }
        hold_back_referring(held);
        hold_back_others(held);
        ref_of_.assign(by_time_.size(), no_ref);
        std::vector<ReadItem*> published, withdrawn;
        std::vector<Ref> referring;
        std::vector<std::uint32_t> hashes;
        for (std::uint32_t n = 0; n < by_time_.size(); ++n) {
            ReadItem& read = *by_time_[n].read;
            if (!held.empty() && held.contains(read.item.path)) {
                catalogue().held_back.push_back(held_back(read));
            } else if (read.is_tombstone) {
                withdrawn.push_back(&read);
            } else {
                ref_of_[n] = static_cast<Ref>(published.size());
                if (read.refers) referring.push_back(ref_of_[n]);
                published.push_back(&read);
                hashes.push_back(read.index_hash);
            }
        }
        for (const ByTime& each : by_time_) {
            Item& item = each.read->item;
            if (!each.read->refers || (each.read->is_tombstone && !held.contains(item.path))) continue;
            for (auto [key, list] : {std::pair("supersedes", &item.supersedes), std::pair("amends", &item.amends), std::pair("interprets", &item.interprets),
                                     std::pair("related", &item.related)}) {
                for (ItemReference& reference : *list) resolve(reference, item.path, key, &item);
            }
            for (ItemReference& link : item.body_items) resolve(link, item.path, nullptr, nullptr);
        }
        for (auto& [path, link] : other_references_) resolve(link, path, nullptr, nullptr);
        apply_exemptions();
        tell_unused_exemptions();

        catalogue().items.reserve(published.size());
        for (ReadItem* read : published) catalogue().items.push_back(std::move(read->record_of));
        catalogue().tombstones.reserve(withdrawn.size());
        for (ReadItem* read : withdrawn) catalogue().tombstones.push_back(std::move(read->record_of));
        catalogue().texts.push_back(std::make_shared<ReadItems>(std::move(items_)));  // given back with the rest, if at all
        other_references_.clear();
        join_back_references(referring);
        std::sort(catalogue().reports.begin(), catalogue().reports.end(),
                  [](const Report& a, const Report& b) { return std::tie(a.year, a.unit, a.path) < std::tie(b.year, b.unit, b.path); });
        catalogue().index_items(hashes);
    }

    /// What is known of an item that is held back. One that is to stay so has no day on which it is due.
    HeldBack held_back(const ReadItem& read) {
        const Item& item = read.item;
        HeldBack held{std::string(item.path), std::string(item.index), std::string(item.title), item.unit, item.published, item.created, {}, false};
        const bool stays = read.draft || item.withdrawn || item.access == Access::withheld || read.review == ReviewResult::withhold;
        held.unreviewed = !stays && !read.review;
        const auto limit = stays || item.limit_waived ? std::nullopt : time_limit(item, catalogue().settings, catalogue().duties);
        const auto begin = limit ? begin_of(*limit, item) : std::nullopt;
        if (begin) held.due = due_day(*limit, *begin, catalogue().calendar).value;
        return held;
    }

    /// Finds what a reference of the file at `path` names; `key` is its field, or nullptr for a link of a body.
    void resolve(ItemReference& reference, std::string_view path, const char* key, const Item* own) {
        const Place at(std::string(path), reference.at);
        const auto field = [&] { return key == nullptr ? Words() : record::item.find(key)->name(); };
        if (own != nullptr && reference.index == own->index) {
            diagnostics_.add(Code::E304, at, {field()});
            return;
        }
        const std::uint32_t found = known_items_.find(reference.index, [&](std::uint32_t n) { return by_time_[n].read->item.index; });
        if (found == TextTable::none) {
            const Words help = nearest_index(reference.index);
            if (key == nullptr) diagnostics_.add(Code::E401, at, {reference.index, help});
            else diagnostics_.add(Code::E303, at, {field(), reference.index, help});
            return;
        }
        reference.item = ref_of_[found];
        if (reference.item != no_ref) return;
        if (key == nullptr) diagnostics_.add(Code::W803, at, {reference.index});
        else diagnostics_.add(Code::W802, at, {field(), reference.index});
    }

    Words nearest_index(std::string_view index) const {
        std::vector<std::string> candidates;
        for (const ByTime& by_time : by_time_) {
            const std::string_view each = by_time.read->item.index;
            if (each.size() + 3 > index.size() && index.size() + 3 > each.size()) candidates.emplace_back(each);
        }
        std::sort(candidates.begin(), candidates.end());
        if (const auto near = nearest(index, candidates)) return {"是不是“" + *near + "”？", "did you mean “" + *near + "”?"};
        return {"核对索引号", "check the index number"};
    }

    void join_back_references(const std::vector<Ref>& referring) {
        auto& items = catalogue().items;
        for (const Ref i : referring) {
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

    /// A file's tree, and what was found on the way to it.
    struct Parsed {
        std::optional<YamlNode> node;
        Diagnostics found;
    };

    const Disk& disk_;
    const IntakeOptions& options_;
    Stock& stock_;
    Diagnostics& diagnostics_;
    std::map<std::string, Parsed> parsed_;  ///< by path, until it is asked for
    AttachmentChecker attachments_;
    Intake intake_;
    ScannedContent content_;
    Ids ids_;
    std::vector<std::shared_ptr<Arena>> texts_;  ///< by worker
    std::optional<Pattern> index_pattern_;
    Digest records_key_;
    std::vector<RecordCache> caches_;
    std::vector<const RecordCache::Record*> known_;  ///< by item: its record of the cache, if that is used
    ReadItems items_;
    UnjudgedTimes unjudged_;
    std::vector<std::uint8_t> part_of_;                   ///< by item: its part of the record cache
    std::vector<std::vector<std::uint32_t>> items_of_part_;
    std::vector<char> stands_in_;                         ///< by item: whether a text stands for its file
    std::vector<std::unique_ptr<Diagnostics>> reported_;  ///< by item: what its file gave rise to
    std::vector<std::pair<std::string, ItemReference>> other_references_;  ///< of pages and reports, with their paths
    std::map<std::string_view, std::vector<std::pair<const Exemption*, bool>>> exemptions_;  ///< by path of the record; whether it has been of use
    TextTable known_items_;                          ///< by index number
    std::vector<ByTime> by_time_;                    ///< the items in their order; known_items_ has their numbers here
    std::vector<Ref> ref_of_;                        ///< by number in by_time_; no_ref where the item is not public
};

}  // namespace

Result<Intake> take_in(const Disk& disk, const IntakeOptions& options, Stock& stock, Diagnostics& diagnostics) {
    return Reading(disk, options, stock, diagnostics).run();
}

std::size_t record_part(std::string_view path) { return digest_of(path).low % record_parts; }

bool is_item_record(std::string_view path) { return path.starts_with("content/items/") && (path.ends_with(".md") || path.ends_with(".yml")); }

bool is_lost_reference(Code code) { return code == Code::E303 || code == Code::E401; }

Language site_language(const Disk& disk, const std::string& root) {
    Diagnostics ignored;
    auto bytes = disk.read(join_path(root, "content/site.yml"));
    const auto source = bytes ? Source::make("content/site.yml", std::move(*bytes), ignored) : std::nullopt;
    const auto node = source ? parse_yaml(*source, source->text(), 1, ignored) : std::nullopt;
    const Settings settings = node ? read_settings(*node, ignored) : Settings();
    return settings.language.empty() ? Language::zh : settings.words();
}

}  // namespace mulu
