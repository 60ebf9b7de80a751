// SPDX-License-Identifier: Apache-2.0
#include "commands/import_records.hpp"

#include <algorithm>
#include <cerrno>
#include <iostream>
#include <map>
#include <set>
#include <tuple>

#include "base/identity.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "commands/import_columns.hpp"
#include "commands/import_text.hpp"
#include "commands/reading.hpp"
#include "formats/csv.hpp"
#include "formats/encoding.hpp"
#include "model/address.hpp"
#include "model/schema.hpp"

namespace mulu {
namespace {

/// A disk on which files that are still to be written can be read.
class Planned final : public Disk {
public:
    Planned(Disk& disk, const std::string& root) : disk_(disk), prefix_(join_path(root, "")) {}

    std::map<std::string, std::string_view, std::less<>> files;  ///< path relative to the root → bytes

    Result<std::vector<FileEntry>> list_tree(const std::string& folder, unsigned workers) const override {
        auto listed = disk_.list_tree(folder, workers);
        if (!listed || !(folder + "/").starts_with(prefix_)) return listed;
        const std::string below = folder.substr(prefix_.size()) + "/";
        std::set<std::string> known;
        for (const FileEntry& entry : *listed) known.insert(entry.path);
        for (auto at = files.lower_bound(below); at != files.end() && at->first.starts_with(below); ++at) {
            const std::string path = at->first.substr(below.size());
            for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
                if (known.insert(path.substr(0, slash)).second) listed->push_back({path.substr(0, slash), FileKind::folder, {}, false});
            }
            if (known.insert(path).second) listed->push_back({path, FileKind::file, stamp_of(at->second), false});
        }
        std::sort(listed->begin(), listed->end(), [](const FileEntry& a, const FileEntry& b) { return a.path < b.path; });
        return listed;
    }
    FileKind kind(const std::string& path) const override { return find(path) == nullptr ? disk_.kind(path) : FileKind::file; }
    Result<FileStamp> stamp(const std::string& path) const override {
        const auto* found = find(path);
        return found == nullptr ? disk_.stamp(path) : Result<FileStamp>(stamp_of(*found));
    }
    Result<std::string> read(const std::string& path) const override {
        const auto* found = find(path);
        return found == nullptr ? disk_.read(path) : Result<std::string>(std::string(*found));
    }
    std::int64_t clock() const override { return disk_.clock(); }
    bool same_file_system(const std::string& a, const std::string& b) const override { return disk_.same_file_system(a, b); }
    Result<std::shared_ptr<const MappedFile>> map(const std::string& path) const override { return disk_.map(path); }
    Result<std::string> resolve(const std::string& path) const override { return disk_.resolve(path); }
    Result<> write(const std::string& path, std::string_view) override { return refuse(path); }
    Result<> rename(const std::string& from, const std::string&) override { return refuse(from); }
    Result<> make_folders(const std::string& path) override { return refuse(path); }
    Result<> remove_file(const std::string& path) override { return refuse(path); }
    Result<> remove_empty_folder(const std::string& path) override { return refuse(path); }
    Result<> remove_tree(const std::string& path) override { return refuse(path); }
    Result<> sync(const std::string& path) override { return refuse(path); }

private:
    static Result<> refuse(const std::string& path) { return Failure{"cannot write", path, EROFS}; }
    static FileStamp stamp_of(std::string_view bytes) { return {bytes.size(), 0, 0, 0}; }
    const std::string_view* find(const std::string& path) const {
        if (!path.starts_with(prefix_)) return nullptr;
        const auto found = files.find(std::string_view(path).substr(prefix_.size()));
        return found == files.end() ? nullptr : &found->second;
    }

    Disk& disk_;
    std::string prefix_;
};

/// One row on its way to a file.
struct Row {
    const CsvRow* row = nullptr;
    ImportedFile file;
    std::string path;            ///< relative to the root
    std::vector<Words> reasons;  ///< why it is refused
    bool is_there = false;       ///< the very file is in the site already
    bool taken() const { return reasons.empty() && !is_there; }
};

/// A diagnostic as one sentence.
Words sentence(const Diagnostic& diagnostic) {
    const CodeWords& words = words_of(diagnostic.code);
    const auto in = [&](Language language, std::string_view headline, std::string_view label) {
        std::string text = "[" + std::string(words.name) + "] " + fill_words(headline, diagnostic.args, language);
        const std::string why = fill_words(label, diagnostic.args, language);
        if (!why.empty()) text += (language == Language::zh ? "：" : ": ") + why;
        return text;
    };
    return {in(Language::zh, words.headline_zh, words.label_zh), in(Language::en, words.headline_en, words.label_en)};
}

class Import {
public:
    Import(const Options& options, const ImportOptions& import, Disk& disk)
        : options_(options), import_(import), disk_(disk), console_(style(options, disk), std::cout, std::cerr), workers_(worker_count(options.jobs)),
          planned_(disk, options.root) {}

    Exit run() {
        for (const auto step : {&Import::check_into, &Import::read_table, &Import::read_catalogue, &Import::map_columns}) {
            if (const auto exit = (this->*step)()) return finish(*exit);
        }
        make_files();
        if (const auto exit = try_files()) return finish(*exit);
        if (const auto failed = write_report(); !failed) return fail(failed.failure());
        const bool refused = std::any_of(rows_.begin(), rows_.end(), [](const Row& row) { return !row.reasons.empty(); });
        const bool writes = !faulty_elsewhere_ && (!refused || import_.partial);
        if (writes && !options_.dry_run) {
            if (const auto written = write_files(); !written) return fail(written.failure());
        }
        tell(writes);
        return finish(refused || faulty_elsewhere_ ? Exit::content_errors : Exit::well);
    }

private:
    using Step = std::optional<Exit>;

    static ConsoleStyle style(const Options& options, const Disk& disk) {
        ConsoleStyle style = style_of(options);
        if (!options.language) style.language = site_language(disk, options.root);
        return style;
    }
    std::string say(const Words& words) const { return words.in(console_.language()); }
    Exit fail(const Failure& failure) {
        console_.failure(failure);
        return Exit::machine;
    }
    Exit usage(const Words& words) {
        console_.failure({say(words), "", 0});
        return Exit::usage;
    }

    /// Prints what was found in the table, and ends.
    Exit finish(Exit exit) {
        console_.finish();
        const LineText lines = [this](const std::string& path, std::uint32_t line) -> std::optional<std::string> {
            if (path == import_.file) return source_ ? std::optional(std::string(source_->line(line))) : std::nullopt;
            return std::nullopt;
        };
        console_.diagnostics(found_, {}, excerpts_of(lines));
        return exit;
    }

    Step check_into() {
        std::string& into = into_ = import_.into;
        while (into.ends_with('/')) into.pop_back();
        bool sound = into == "content/items" || into.starts_with("content/items/");
        for (const std::string_view part : split(into, '/')) sound = sound && !part.empty() && !part.starts_with('.');
        if (!sound) return usage({"--into 应是 content/items 或它下面的文件夹：" + into, "--into must be content/items or a folder below it: " + into});
        for (const std::string& each : import_.set) {
            const std::size_t equals = each.find('=');
            if (equals == std::string::npos) return usage({"--set 写成 字段=内容：" + each, "write --set as KEY=VALUE: " + each});
        }
        return std::nullopt;
    }

    Step read_table() {
        const auto stamp = disk_.stamp(import_.file);
        if (!stamp) return usage({"表格打不开：" + import_.file, "the table cannot be read: " + import_.file});
        if (stamp->size > limits_.bytes) {
            const std::string most = std::to_string(limits_.bytes / 1024 / 1024);
            return usage({"表格太大（超过 " + most + " MB），请分成几个文件：" + import_.file, "the table is larger than " + most + " MB; import it in several files: " + import_.file});
        }
        auto bytes = disk_.read(import_.file);
        if (!bytes) return usage({"表格打不开：" + import_.file, "the table cannot be read: " + import_.file});
        if (bytes->starts_with("PK\x03\x04") || bytes->starts_with("\xD0\xCF\x11\xE0")) {
            return usage({"这是 Excel 工作簿，不是 CSV：在 Excel 里“另存为”，类型选“CSV UTF-8（逗号分隔）”", "this is an Excel workbook, no CSV: save it as “CSV UTF-8 (comma delimited)”"});
        }
        auto text = decode(*bytes);
        if (!text) {
            return usage({"认不出表格的编码：在 Excel 里另存为“CSV UTF-8（逗号分隔）”，或用 --encoding 指明", "the encoding of the table is not known: save it as “CSV UTF-8”, or say which it is with --encoding"});
        }
        source_ = Source::make(import_.file, std::move(*text), found_, {limits_.bytes * 2});
        if (!source_) return Exit::content_errors;
        auto parsed = parse_csv(*source_, separator_of(source_->text()), found_, limits_);
        if (!parsed) return Exit::content_errors;
        table_ = std::move(*parsed);
        std::erase_if(table_, [](const CsvRow& row) { return row.empty() && row.sound; });
        if (table_.empty()) return usage({"表格是空的：" + import_.file, "the table is empty: " + import_.file});
        return std::nullopt;
    }

    std::optional<std::string> decode(const std::string& bytes) const {
        const std::string& wanted = import_.encoding;
        if (wanted == "utf-8") return bytes;
        if (wanted == "gb18030") return to_utf8(bytes, Encoding::gb18030);
        if (wanted == "utf-16") return to_utf8(bytes, bytes.starts_with("\xFE\xFF") ? Encoding::utf16_big : Encoding::utf16_little);
        const Encoding encoding = encoding_of(bytes);
        return encoding == Encoding::utf8 ? std::optional(bytes) : to_utf8(bytes, encoding);
    }

    Step read_catalogue() {
        auto stock = take_stock(options_, disk_, workers_);
        if (!stock) return fail(stock.failure());
        remembering_.program = program_identity();
        remembering_.keep_records = true;
        auto read = read_site(options_, disk_, *stock, remembering_, workers_, console_);
        if (!read) return fail(read.failure());
        site_ = std::move(*read);
        if (site_->stop == Exit::usage) {
            console_.finish();
            report(options_, disk_, *site_);
            return Exit::usage;
        }
        return std::nullopt;
    }

    const Catalogue& catalogue() const { return site_->intake.catalogue; }
    const std::vector<SiteField>& fields() const { return catalogue().settings.fields; }

    Place place_of(const CsvField& field) const {
        const std::string_view written = source_->text().substr(field.begin, field.length);
        return source_->place(field.begin, std::max<std::size_t>(1, count_characters(written.substr(0, written.find('\n')))));
    }

    Step map_columns() {
        const CsvRow& header = table_.front();
        std::map<std::string, std::size_t> first;
        for (std::size_t i = 0; i < header.fields.size(); ++i) {
            const CsvField& field = header.fields[i];
            const std::string name(trim(field.text));
            const auto key = key_of_header(name, fields());
            columns_.push_back(key.value_or(""));
            if (name.empty()) continue;  // whether a column without a name holds anything is asked of each row
            if (!key && !import_.ignore_unknown) {
                const auto near = nearest(name, known_headers(fields()));
                const Words help = near ? Words("是不是“" + *near + "”？不要的列加上 --ignore-unknown 就略过", "did you mean “" + *near + "”? --ignore-unknown leaves unknown columns out")
                                        : Words("字段名见 docs/content.zh-CN.md；不要的列加上 --ignore-unknown 就略过",
                                                "docs/content.md has the keys; --ignore-unknown leaves unknown columns out");
                found_.add(Code::E911, place_of(field), {name, help});
            }
            if (!key || key->empty()) {
                if (key || import_.ignore_unknown) left_out_.push_back(name);
                continue;
            }
            if (const auto [same, fresh] = first.emplace(*key, i); !fresh) {
                const std::string other(trim(header.fields[same->second].text));
                found_.add(Code::E912, place_of(field),
                           {std::to_string(header.number), Words("“" + other + "”和“" + name + "”是同一个字段", "“" + other + "” and “" + name + "” are the same key"),
                            Words("只留一列", "keep one of the columns")},
                           {{Words("先在这里", "the first is here"), place_of(header.fields[same->second])}});
            }
        }
        for (const std::string& each : import_.set) {
            const std::size_t equals = each.find('=');
            const auto key = key_of_header(std::string_view(each).substr(0, equals), fields());
            if (!key || key->empty()) return usage({"--set 里的“" + each.substr(0, equals) + "”不是字段名", "“" + each.substr(0, equals) + "” of --set is no key"});
            set_.emplace_back(*key, each.substr(equals + 1));
        }
        Words missing;
        for (const FieldSpec& field : record::item.fields) {
            const auto is_set = [&](const auto& each) { return each.first == field.key; };
            if (!field.required || first.contains(std::string(field.key)) || std::any_of(set_.begin(), set_.end(), is_set)) continue;
            missing.zh += (missing.zh.empty() ? "" : "、") + std::string(field.zh);
            missing.en += (missing.en.empty() ? "" : ", ") + std::string(field.key);
        }
        if (!missing.zh.empty()) {
            found_.add(Code::E912, place_of(header.fields[0]),
                       {std::to_string(header.number), Words("表格缺少必须有的列：" + missing.zh, "the table lacks columns that an item must have: " + missing.en),
                        Words("补上这一列；各行都一样的，可以用 --set 字段=内容 给出", "add the column; what is the same in all rows may be given with --set KEY=VALUE")});
        }
        return found_.empty() ? Step() : Exit::content_errors;
    }

    /// Refuses `row` for `why`, which the cell in `column` is to blame for; −1: the row as a whole.
    void refuse(Row& row, std::int32_t column, const Words& why, Words help) {
        const CsvRow& from = *row.row;
        const bool has_cell = column >= 0 && static_cast<std::size_t>(column) < from.fields.size();
        Words words = why;
        if (has_cell) {
            const std::string letters = column_letters(static_cast<std::size_t>(column));
            const std::string name = static_cast<std::size_t>(column) < table_[0].fields.size() ? std::string(trim(table_[0].fields[static_cast<std::size_t>(column)].text)) : "";
            words = {letters + " 列“" + name + "”：" + why.zh, "column " + letters + " “" + name + "”: " + why.en};
        }
        const Place at = place_of(from.fields[has_cell ? static_cast<std::size_t>(column) : 0]);  // a row that is too short has no such cell
        found_.add(Code::E912, at, {std::to_string(from.number), words, std::move(help)});
        row.reasons.push_back(std::move(words));
    }

    void make_files() {
        const ImportNames names(catalogue());
        std::map<std::string, std::string> known;  // index number → where it is
        for (const Item& item : catalogue().items) known.emplace(item.index, item.path);
        for (const Item& item : catalogue().tombstones) known.emplace(item.index, item.path);
        for (const HeldBack& held : catalogue().held_back) known.emplace(held.index, held.path);
        std::map<std::string, std::uint32_t> indexes, paths;  // of this table → row
        rows_.reserve(table_.size());
        for (std::size_t i = 1; i < table_.size(); ++i) {
            const CsvRow& from = table_[i];
            Row& row = rows_.emplace_back();
            row.row = &from;
            std::vector<ImportCell> cells;
            std::set<std::string_view> given;
            for (std::size_t column = 0; column < from.fields.size(); ++column) {
                const std::string_view text = from.fields[column].text;
                const bool has_header = column < columns_.size() && !trim(table_[0].fields[column].text).empty();
                if (!has_header && !trim(text).empty()) {
                    refuse(row, static_cast<std::int32_t>(column), {"这一格没有对应的列名", "the cell has no header above it"},
                           {"多半是前面的格里有没加双引号的逗号；改正后再导入", "most likely a comma in a cell before it is not quoted"});
                }
                if (!has_header || columns_[column].empty()) continue;
                if (!trim(text).empty()) given.insert(columns_[column]);
                cells.push_back({columns_[column], text, static_cast<std::int32_t>(column)});
            }
            for (const auto& [key, value] : set_) {
                if (!given.contains(key)) cells.push_back({key, value, -1});
            }
            // What a cell leaves empty, --set fills: the empty cell must not stand in its way.
            std::erase_if(cells, [](const ImportCell& cell) { return trim(cell.text).empty(); });
            row.file = write_item(cells, names, import_.markdown ? BodyForm::markdown : BodyForm::plain);
            row.path = into_ + "/" + (row.file.year ? std::to_string(*row.file.year) + "/" : "") + row.file.name;
            if (!from.sound) row.reasons.emplace_back("收尾的双引号后面还有文字", "there is text behind the closing quotation mark");
            const std::int32_t index_column = column_of("index");
            if (row.file.has_html) {
                refuse(row, column_of("body"), {"正文是 HTML 代码，照搬会把代码显示出来", "the body is HTML, which would be shown as code"},
                       {"改成纯文字；正文本来就按 Markdown 写的，加上 --markdown", "turn it into plain text; where bodies are Markdown, say --markdown"});
            }
            if (row.file.index.empty()) {
                refuse(row, index_column, {"没有索引号", "there is no index number"}, {"填上索引号", "fill it in"});
                continue;
            }
            const auto [same, fresh] = indexes.emplace(row.file.index, from.number);
            if (!fresh) {
                const std::string number = std::to_string(same->second);
                refuse(row, index_column, {"索引号 " + row.file.index + " 与第 " + number + " 行相同", "row " + number + " has the index number " + row.file.index + " too"},
                       {"每条信息一个索引号", "each item has its own"});
                continue;
            }
            if (const auto [file, free] = paths.emplace(row.path, from.number); !free) {
                const std::string number = std::to_string(file->second);
                refuse(row, index_column, {"索引号与第 " + number + " 行只差大小写或标点，网址会相同", "the index number differs from that of row " + number + " in case or punctuation alone: their addresses would be the same"},
                       {"改正索引号", "correct it"});
                continue;
            }
            const std::string full = join_path(options_.root, row.path);
            if (disk_.kind(full) != FileKind::missing) {
                const auto bytes = disk_.read(full);
                row.is_there = bytes && *bytes == row.file.text;
                if (!row.is_there) refuse(row, index_column, {"已有文件 " + row.path, "there is a file " + row.path}, {"不覆盖已有的文件：删去这一行，或改正索引号", "no file is overwritten: delete the row, or correct its index number"});
            } else if (const auto taken = known.find(row.file.index); taken != known.end()) {
                refuse(row, index_column, {"索引号 " + row.file.index + " 已用在 " + taken->second, "the index number " + row.file.index + " is that of " + taken->second},
                       {"已经录入的，删去这一行", "delete the row if the item is in already"});
            }
        }
    }

    std::int32_t column_of(std::string_view key) const {
        const auto found = std::find(columns_.begin(), columns_.end(), key);
        return found == columns_.end() ? -1 : static_cast<std::int32_t>(found - columns_.begin());
    }

    using Known = std::set<std::tuple<std::string, std::uint32_t, std::uint32_t, Code>>;

    /// Reads the site as it would be. Rows that fall are left out, and it is read again: what named them falls next.
    Step try_files() {
        Known before;
        for (const Diagnostic& each : site_->diagnostics.all()) before.emplace(each.at.path, each.at.line, each.at.column, each.code);
        std::vector<std::string_view> records;
        for (const auto& part : site_->intake.records) records.push_back(part ? std::string_view(*part) : std::string_view());
        Remembering remembering;
        remembering.program = remembering_.program;
        if (std::none_of(records.begin(), records.end(), [](std::string_view part) { return part.empty(); })) remembering.records = records;
        constexpr int most_rounds = 20;
        for (int round = 0;; ++round) {
            planned_.files.clear();
            by_path_.clear();
            for (Row& row : rows_) {
                if (!row.taken()) continue;
                planned_.files.emplace(row.path, row.file.text);
                by_path_.emplace(row.path, &row);
            }
            if (planned_.files.empty()) return std::nullopt;
            auto stock = take_stock(options_, planned_, workers_);
            if (!stock) return fail(stock.failure());
            auto read = read_site(options_, planned_, *stock, remembering, workers_, console_);
            if (!read) return fail(read.failure());
            bool again = judge(**read, before);
            if (!again) {
                note_state(**read);
                return std::nullopt;
            }
            if (!import_.partial) return std::nullopt;
            if (round == most_rounds) {
                faulty_elsewhere_ = true;
                console_.remark({"各行互相引用，逐行剔除了 " + std::to_string(most_rounds) + " 遍仍有错：改正后再导入", "rows refer to rows that were refused, " + std::to_string(most_rounds) + " times over: mend them first"});
                return std::nullopt;
            }
        }
    }

    /// Refuses the rows in whose files there are errors. Whether there were any.
    bool judge(const ReadSite& read, const Known& before) {
        bool any = false;
        const Levels& levels = read.intake.catalogue.settings.levels;
        for (const Diagnostic& diagnostic : read.diagnostics.sorted()) {
            if (levels.of(diagnostic.code) != Level::error) continue;
            auto found = by_path_.find(diagnostic.at.path);
            std::uint32_t line = diagnostic.at.line;
            // Of two records that meet, the one that was there is not to blame.
            for (std::size_t i = 0; found == by_path_.end() && i < diagnostic.notes.size(); ++i) {
                found = by_path_.find(diagnostic.notes[i].at.path);
                line = diagnostic.notes[i].at.line;
            }
            if (found == by_path_.end()) {
                if (before.contains({diagnostic.at.path, diagnostic.at.line, diagnostic.at.column, diagnostic.code})) continue;
                found_.add(diagnostic);
                faulty_elsewhere_ = true;
                continue;
            }
            Row& row = *found->second;
            any = true;
            if (diagnostic.code == Code::E103) {  // the place of what is missing is the cell that is empty
                refuse(row, column_of(diagnostic.args[0].en), sentence(diagnostic), {"填上这一格", "fill the cell in"});
                continue;
            }
            const CodeWords& words = words_of(diagnostic.code);
            refuse(row, line == 0 || line > row.file.columns.size() ? -1 : row.file.columns[line - 1], sentence(diagnostic),
                   {fill_words(words.help_zh, diagnostic.args, Language::zh), fill_words(words.help_en, diagnostic.args, Language::en)});
        }
        return any;
    }

    /// What is not wrong with the new items and must still be known: held back, warned of.
    void note_state(const ReadSite& read) {
        const Levels& levels = read.intake.catalogue.settings.levels;
        std::set<std::string_view> held, warned;
        for (const Diagnostic& diagnostic : read.diagnostics.all()) {
            const Level level = levels.of(diagnostic.code);
            if ((level != Level::held && level != Level::warning) || !by_path_.contains(diagnostic.at.path)) continue;
            (level == Level::held ? held : warned).insert(diagnostic.at.path);
            ++(level == Level::held ? held_codes_ : warning_codes_)[std::string(words_of(diagnostic.code).name)];
        }
        held_ = held.size();
        warned_ = warned.size();
    }

    /// The refused rows as they were, with the reasons behind: for the spreadsheet in which they are mended.
    Result<> write_report() {
        if (!import_.report || options_.dry_run) return Done{};
        std::string text = "\xEF\xBB\xBF";  // without it Excel takes the table for GBK
        const auto line = [&](const CsvRow& row, const std::string& number, const std::string& why) {
            for (std::size_t i = 0; i < std::max(row.fields.size(), table_[0].fields.size()); ++i) {
                append_csv(text, i < row.fields.size() ? row.fields[i].text : std::string());
                text += ',';
            }
            text += number + ",";
            append_csv(text, why);
            text += "\r\n";
        };
        line(table_[0], "行号", "导入不了的原因");
        for (const Row& row : rows_) {
            if (row.reasons.empty()) continue;
            std::string why;
            for (const Words& reason : row.reasons) why += (why.empty() ? "" : "；") + say(reason);
            line(*row.row, std::to_string(row.row->number), why);
        }
        return disk_.write(*import_.report, text);
    }

    /// Stages all files, then renames them; where one cannot be put in place, those that were are taken away again.
    Result<> write_files() {
        const std::string staging = join_path(options_.root, "content/.mulu-import");
        if (auto made = disk_.make_folders(staging); !made) return made;
        FolderLock lock;
        auto locked = FolderLock::take(join_path(staging, "lock"), lock);
        if (!locked) return locked.failure();
        if (!*locked) return Failure{say({"另一个导入正在进行", "another import is running"}), "", 0};
        if (auto removed = disk_.remove_tree(join_path(staging, "files")); !removed) return removed;  // of an import that was killed
        if (auto made = disk_.make_folders(join_path(staging, "files")); !made) return made;
        std::vector<std::string> placed, folders;
        auto result = place_files(staging, placed, folders);
        if (!result) {
            for (const std::string& path : placed) (void)disk_.remove_file(path);
            for (const std::string& folder : folders) (void)disk_.remove_empty_folder(folder);
        }
        (void)disk_.remove_tree(staging);
        return result;
    }

    Result<> place_files(const std::string& staging, std::vector<std::string>& placed, std::vector<std::string>& made_folders) {
        console_.phase({"写入信息", "writing items"});
        const auto staged = [&](std::size_t n) { return join_path(staging, "files/" + std::to_string(n)); };
        std::size_t n = 0;
        std::set<std::string> folders;
        for (const Row& row : rows_) {
            if (!row.taken()) continue;
            if (auto written = disk_.write(staged(n++), row.file.text); !written) return written;
            folders.insert(folder_of(join_path(options_.root, row.path)));
        }
        if (auto synced = disk_.sync(staging); !synced) return synced;
        for (const std::string& folder : folders) {
            if (disk_.kind(folder) != FileKind::missing) continue;
            made_folders.push_back(folder);
            if (auto made = disk_.make_folders(folder); !made) return made;
        }
        n = 0;
        for (const Row& row : rows_) {
            if (!row.taken()) continue;
            const std::string to = join_path(options_.root, row.path);
            if (disk_.kind(to) != FileKind::missing) return Failure{"cannot create", to, EEXIST};
            if (auto renamed = disk_.rename(staged(n++), to); !renamed) return renamed;
            placed.push_back(to);
        }
        return disk_.sync(into_.empty() ? options_.root : join_path(options_.root, into_));
    }

    /// 12 (H703 10, H705 2).
    static std::string counts(std::size_t rows, const std::map<std::string, std::size_t>& codes) {
        std::string text;
        for (const auto& [code, count] : codes) text += (text.empty() ? "" : ", ") + code + " " + std::to_string(count);
        return std::to_string(rows) + (text.empty() ? "" : " (" + text + ")");
    }

    void tell(bool writes) {
        std::string text;
        std::size_t made = 0, there = 0, refused = 0;
        for (const Row& row : rows_) {
            if (row.is_there) ++there;
            if (row.taken()) ++made;
            if (row.taken() && options_.dry_run && writes) text += "+ " + row.path + "\n";
            if (row.reasons.empty()) continue;
            ++refused;
            std::string why;
            for (const Words& reason : row.reasons) why += (why.empty() ? "" : "；") + say(reason);
            text += say({"第 " + std::to_string(row.row->number) + " 行：" + why, "row " + std::to_string(row.row->number) + ": " + why}) + "\n";
        }
        if (!left_out_.empty()) {
            std::string names;
            for (const std::string& name : left_out_) names += (names.empty() ? "" : "、") + name;
            text += say({"没有导入的列：", "columns left out: "}) + names + "\n";
        }
        const std::string read = std::to_string(rows_.size()), many = std::to_string(writes ? made : 0), no = std::to_string(refused);
        const std::string done = say(!writes || made == 0 ? Words("没有写入任何文件", "nothing was written")
                                     : options_.dry_run   ? Words("可导入 " + many + " 条（试运行，没有写入）", many + " would be imported (a dry run: nothing was written)")
                                                          : Words("导入 " + many + " 条", many + " imported"));
        text += say({"读了 " + read + " 行：", "rows read: " + read + "; "}) + done;
        if (there > 0) text += say({"，已在站点里 " + std::to_string(there) + " 条", ", " + std::to_string(there) + " in the site already"});
        text += say({"，导入不了 " + no + " 行", ", " + no + " refused"}) + "\n";
        if (writes && held_ > 0) text += say({"其中暂不发布 ", "held back: "}) + counts(held_, held_codes_) + "\n";
        if (writes && warned_ > 0) text += say({"其中有警告 ", "with warnings: "}) + counts(warned_, warning_codes_) + "\n";
        if (refused > 0 && !import_.partial) {
            text += say({"改正后再导入；只要没问题的各行，加上 --partial", "mend them and import again; --partial imports the sound rows alone"}) + "\n";
        }
        console_.result(text);
    }

    const Options& options_;
    const ImportOptions& import_;
    Disk& disk_;
    Console console_;
    unsigned workers_;
    CsvLimits limits_;
    std::string into_;
    std::optional<Source> source_;
    std::vector<CsvRow> table_;               ///< the header first
    std::vector<std::string> columns_;        ///< key of each column; "" where it is left out
    std::vector<std::string> left_out_;
    std::vector<std::pair<std::string, std::string>> set_;
    Remembering remembering_;
    std::unique_ptr<ReadSite> site_;          ///< as it is
    std::vector<Row> rows_;
    Planned planned_;
    std::map<std::string, Row*, std::less<>> by_path_;
    Diagnostics found_;                       ///< in the table
    bool faulty_elsewhere_ = false;           ///< records that were there would be at fault
    std::size_t held_ = 0, warned_ = 0;
    std::map<std::string, std::size_t> held_codes_, warning_codes_;
};

}  // namespace

Exit run_import(const Options& options, const ImportOptions& import, Disk& disk) { return Import(options, import, disk).run(); }

}  // namespace mulu
