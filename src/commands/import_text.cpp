// SPDX-License-Identifier: Apache-2.0
#include "commands/import_text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/text.hpp"
#include "formats/yaml_writer.hpp"
#include "model/address.hpp"
#include "model/schema.hpp"

namespace mulu {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A number of at most `most` digits at `at`, which is moved behind it.
std::optional<unsigned> number_at(std::string_view text, std::size_t& at, std::size_t most) {
    const std::size_t begin = at;
    unsigned value = 0;
    while (at < text.size() && at - begin < most && is_digit(text[at])) value = value * 10 + static_cast<unsigned>(text[at++] - '0');
    if (at == begin || (at < text.size() && is_digit(text[at]))) return std::nullopt;
    return value;
}

/// Takes one of `words` at `at`.
bool take(std::string_view text, std::size_t& at, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
        if (!text.substr(at).starts_with(word)) continue;
        at += word.size();
        return true;
    }
    return false;
}

void skip_spaces(std::string_view text, std::size_t& at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
}

/// H:MM or H:MM:SS up to the end, as content has it; "" for midnight, which spreadsheets put behind every date.
std::optional<std::string> time_at(std::string_view text, std::size_t at) {
    const auto hour = number_at(text, at, 2);
    if (!hour || !take(text, at, {":", "时", "點", "点"})) return std::nullopt;
    const auto minute = number_at(text, at, 2);
    if (!minute) return std::nullopt;
    unsigned second = 0;
    (void)take(text, at, {"分"});
    if (take(text, at, {":"})) {
        const auto seconds = number_at(text, at, 2);
        if (!seconds) return std::nullopt;
        second = *seconds;
    }
    skip_spaces(text, at);
    if (at != text.size() || *hour > 23 || *minute > 59 || second > 59) return std::nullopt;
    if (*hour == 0 && *minute == 0 && second == 0) return std::string();
    const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return " " + two(*hour) + ":" + two(*minute) + (second > 0 ? ":" + two(second) : "");
}

/// The days that Excel counts, 1900 being a leap year to it; what may be a year and not a day of our times is none.
std::optional<std::string> days_of_excel(std::string_view text) {
    constexpr unsigned first = 20000, last = 73000;  // 1954 to 2099
    constexpr std::int32_t zero = -25569;            // 1899-12-30
    std::size_t at = 0;
    const auto days = number_at(text, at, 5);
    if (!days || *days < first || *days > last) return std::nullopt;
    if (at < text.size()) {
        if (text[at] != '.' || at + 1 == text.size()) return std::nullopt;
        for (std::size_t i = at + 1; i < text.size(); ++i) {
            if (!is_digit(text[i])) return std::nullopt;
        }
    }
    std::string date = print_date(Date{zero + static_cast<std::int32_t>(*days)});
    if (at < text.size()) {
        std::uint64_t part = 0, whole = 1;  // of a day, to nine digits
        for (std::size_t i = at + 1; i < text.size() && i <= at + 9; ++i) part = part * 10 + static_cast<unsigned>(text[i] - '0'), whole *= 10;
        const std::uint64_t minutes = (part * 1440 + whole / 2) / whole;
        if (minutes >= 1440) return std::nullopt;
        if (minutes > 0) date += *time_at(std::to_string(minutes / 60) + ":" + (minutes % 60 < 10 ? "0" : "") + std::to_string(minutes % 60), 0);
    }
    return date;
}

/// The pieces between any of `separators` (full width counts as half), trimmed, empty ones left out.
std::vector<std::string> pieces(std::string_view text, std::u32string_view separators) {
    std::vector<std::string> list;
    std::string piece;
    const auto end = [&] {
        if (const auto trimmed = trim(piece); !trimmed.empty()) list.emplace_back(trimmed);
        piece.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = next_character(text, at);
        if (separators.find(character) != std::u32string_view::npos) end();
        else append_character(piece, character);
    }
    end();
    return list;
}

constexpr std::u32string_view list_separators = U",，、;；|\n";
constexpr std::u32string_view file_separators = U";；|\n";  // names of files have commas
constexpr std::u32string_view white_space = U" \t\u3000\u00A0";

/// What a table writes where it has nothing.
bool means_nothing(std::string_view text) {
    constexpr std::array<std::string_view, 9> nothing = {"无", "-", "--", "—", "——", "/", "／", "\\", "（无）"};
    return std::find(nothing.begin(), nothing.end(), text) != nothing.end();
}

/// A line of plain text as Markdown that shows it as it is.
std::string escaped_line(std::string_view line) {
    std::string text;
    std::size_t digits = 0;
    while (digits < line.size() && is_digit(line[digits])) ++digits;
    const bool is_listed = digits > 0 && digits <= 9 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool everywhere = c == '\\' || c == '*' || c == '_' || c == '`' || c == '[' || c == ']' || c == '<' || c == '&' || c == '~' || c == '|';
        const bool in_front = i == 0 && (c == '#' || c == '>' || c == '-' || c == '+' || c == '=');
        if (everywhere || in_front || (is_listed && i == digits)) text += '\\';
        text += c;
    }
    return text;
}

bool has_tags(std::string_view text) {
    const std::string lower = lower_ascii(text);
    for (const char* tag : {"<p>", "<p ", "<br", "<div", "<span", "<table", "</", "&nbsp;"}) {
        if (lower.find(tag) != std::string::npos) return true;
    }
    return false;
}

/// Builds the text of a file line by line, and notes of which column each is.
class Writer {
public:
    explicit Writer(ImportedFile& file) : file_(file) {}
    void line(const std::string& text, std::int32_t column) {
        file_.text += text;
        file_.text += '\n';
        file_.columns.push_back(column);
    }
    void scalar(std::string_view key, std::string_view text, std::int32_t column) {
        std::string out(key);
        out += ": ";
        append_yaml_text(out, text);
        line(out, column);
    }
    void list(std::string_view key, const std::vector<std::string>& texts, std::int32_t column) {
        std::string out(key);
        out += ": ";
        append_yaml_list(out, texts);
        line(out, column);
    }

private:
    ImportedFile& file_;
};

class ItemWriter {
public:
    ItemWriter(const std::vector<ImportCell>& cells, const ImportNames& names, BodyForm form) : names_(names), form_(form) {
        for (const ImportCell& cell : cells) {
            const std::string_view text = trim(cell.text);
            const bool is_words = cell.key == "title" || cell.key == "summary" || cell.key == "body";
            if (cell.key.empty() || text.empty() || (!is_words && means_nothing(text))) continue;
            // Which a spreadsheet would take for a formula, and a report of refused rows has disarmed.
            const bool disarmed = text.size() > 1 && text[0] == '\'' && std::string_view("=+-@").find(text[1]) != std::string_view::npos;
            cells_.emplace(cell.key, ImportCell{cell.key, disarmed ? text.substr(1) : text, cell.column});
        }
        if (const ImportCell* created = cell("created")) created_ = day_of(created->text);
    }

    ImportedFile write() {
        ImportedFile file;
        Writer out(file);
        if (const ImportCell* index = cell("index")) file.index = index->text;
        if (const ImportCell* published = cell("published")) {
            if (const auto day = day_of(published->text)) file.year = day->year();
        }
        const ImportCell* access = cell("access");
        const bool is_proactive = access == nullptr || vocabulary::access.find(access->text).value_or("proactive") == "proactive";
        const ImportCell* body = cell("body");
        // An item without a body shows its summary, unless its substance is its files.
        const bool shows_summary = body == nullptr && is_proactive && cell("attachments") == nullptr;
        if (shows_summary) body = cell("summary");
        const bool has_body = body != nullptr || shows_summary;
        file.name = item_file_name(file.index.empty() ? "row" : file.index) + (has_body ? ".md" : ".yml");
        if (has_body) out.line("---", -1);
        for (const FieldSpec& field : record::item.fields) {
            if (shows_summary && field.key == "summary") continue;
            if (field.key == "review" || field.key == "withdrawn") group(out, field);
            else if (const ImportCell* found = cell(field.key)) write_field(out, field, *found);
        }
        for (const auto& [key, found] : cells_) {
            if (key.starts_with("x-")) out.scalar(key, found.text, found.column);
        }
        if (!has_body) return file;
        out.line("---", -1);
        if (body == nullptr) return file;
        file.has_html = form_ == BodyForm::plain && has_tags(body->text);
        write_body(out, *body);
        return file;
    }

private:
    const ImportCell* cell(std::string_view key) const {
        const auto found = cells_.find(key);
        return found == cells_.end() ? nullptr : &found->second;
    }

    static std::optional<Date> day_of(std::string_view text) {
        const auto date = imported_date(text);
        DateFault fault{};
        return date ? parse_date(std::string_view(*date).substr(0, 10), fault) : std::nullopt;
    }

    void write_field(Writer& out, const FieldSpec& field, const ImportCell& from) const {
        switch (field.type) {
            case FieldType::date:
            case FieldType::moment: {
                const auto date = imported_date(from.text);
                const bool whole = field.type == FieldType::moment;
                out.scalar(field.key, !date ? std::string(from.text) : whole ? *date : date->substr(0, 10), from.column);
                break;
            }
            case FieldType::id: out.scalar(field.key, names_.id_of(field.key, from.text, created_), from.column); break;
            case FieldType::texts: {
                auto list = pieces(from.text, list_separators);
                // 主题词 are traditionally set apart by spaces.
                if (field.key == "keywords" && list.size() == 1) list = pieces(from.text, white_space);
                if (field.key == "topics" || field.key == "joint_units") {
                    for (std::string& each : list) each = names_.id_of(field.key, each, created_);
                }
                out.list(field.key, list, from.column);
                break;
            }
            case FieldType::terms: out.list(field.key, pieces(from.text, list_separators), from.column); break;
            case FieldType::any: out.list(field.key, pieces(from.text, file_separators), from.column); break;
            case FieldType::groups: steps(out, field, from); break;
            default: out.scalar(field.key, from.text, from.column);
        }
    }

    /// 提出 2013-01-05 王某；初审 …: a step each with its day and who did it.
    void steps(Writer& out, const FieldSpec& field, const ImportCell& from) const {
        out.line(std::string(field.key) + ":", from.column);
        for (const std::string& step : pieces(from.text, U",，、;；|\n")) {
            const auto words = pieces(step, white_space);
            std::string line = "  - {step: ", by;
            append_yaml_text(line, words[0]);
            for (std::size_t i = 1; i < words.size(); ++i) {
                const auto date = imported_date(words[i]);
                if (date && line.find(", on: ") == std::string::npos) line += ", on: " + date->substr(0, 10);
                else by += (by.empty() ? "" : " ") + words[i];
            }
            if (!by.empty()) {
                line += ", by: ";
                append_yaml_text(line, by);
            }
            out.line(line + "}", from.column);
        }
    }

    /// `review` or `withdrawn`, from a column for each part; a column of the whole has the parts side by side.
    void group(Writer& out, const FieldSpec& field) const {
        std::vector<std::pair<std::string, ImportCell>> parts;
        std::string by;
        if (const ImportCell* whole = cell(field.key); whole != nullptr && field.key == "review") {
            for (const std::string& word : pieces(whole->text, U" \t\u3000,，、;；\n")) {
                const auto date = imported_date(word);
                if (parts.empty()) parts.emplace_back("result: ", ImportCell{"", keep(word), whole->column});
                else if (date) parts.emplace_back("on: ", ImportCell{"", keep(date->substr(0, 10)), whole->column});
                else parts.emplace_back("by: ", ImportCell{"", keep(word), whole->column});
            }
        }
        for (const FieldSpec& part : field.group->fields) {
            const ImportCell* found = cell(std::string(field.key) + "." + std::string(part.key));
            if (found == nullptr) continue;
            const auto date = part.type == FieldType::date ? imported_date(found->text) : std::nullopt;
            parts.emplace_back(std::string(part.key) + ": ", ImportCell{"", date ? keep(date->substr(0, 10)) : found->text, found->column});
        }
        if (parts.empty()) return;
        out.line(std::string(field.key) + ":", parts[0].second.column);
        for (const auto& [key, part] : parts) {
            std::string line = "  " + key;
            append_yaml_text(line, part.text);
            out.line(line, part.column);
        }
    }

    std::string_view keep(std::string text) const {
        kept_.push_back(std::make_unique<std::string>(std::move(text)));
        return *kept_.back();
    }

    void write_body(Writer& out, const ImportCell& body) const {
        bool after_text = false;
        for (const std::string_view line : split(body.text, '\n')) {
            if (form_ == BodyForm::markdown) {
                out.line(std::string(line), body.column);
                continue;
            }
            const std::string_view text = trim(line);  // the indentation of paragraphs is the layout's
            if (text.empty()) continue;
            if (after_text) out.line("", body.column);  // each line of a cell is a paragraph
            out.line(escaped_line(text), body.column);
            after_text = true;
        }
    }

    const ImportNames& names_;
    BodyForm form_;
    std::map<std::string, ImportCell, std::less<>> cells_;
    std::optional<Date> created_;
    mutable std::vector<std::unique_ptr<std::string>> kept_;
};

std::string name_key(std::string_view name) { return fold(trim(name)); }

}  // namespace

std::optional<std::string> imported_date(std::string_view written) {
    const std::string folded = fold(trim(written));
    const std::string_view text = folded;
    std::size_t at = 0;
    if (text.size() == 8 && std::all_of(text.begin(), text.end(), is_digit)) {
        const auto part = [&](std::size_t begin, std::size_t count) { return *number_at(text.substr(begin, count), at = 0, count); };
        const auto date = make_date(static_cast<int>(part(0, 4)), part(4, 2), part(6, 2));
        return date ? std::optional(print_date(*date)) : std::nullopt;
    }
    if (auto days = days_of_excel(text)) return days;
    const auto year = number_at(text, at, 4);
    if (!year || *year < 1000) return std::nullopt;
    skip_spaces(text, at);
    if (!take(text, at, {"-", "/", ".", "年"})) return std::nullopt;
    skip_spaces(text, at);
    const auto month = number_at(text, at, 2);
    skip_spaces(text, at);
    if (!month || !take(text, at, {"-", "/", ".", "月"})) return std::nullopt;
    skip_spaces(text, at);
    const auto day = number_at(text, at, 2);
    const auto date = day ? make_date(static_cast<int>(*year), *month, *day) : std::nullopt;
    if (!date) return std::nullopt;
    skip_spaces(text, at);
    (void)take(text, at, {"日", "号", "t"});  // T, folded
    skip_spaces(text, at);
    if (at == text.size()) return print_date(*date);
    const auto time = time_at(text, at);
    return time ? std::optional(print_date(*date) + *time) : std::nullopt;
}

ImportNames::ImportNames(const Catalogue& catalogue) : catalogue_(catalogue) {
    for (Ref i = 0; i < catalogue.units.size(); ++i) {
        const Unit& unit = catalogue.units[i];
        units_.emplace(name_key(unit.name), i);
        if (!unit.code.empty()) units_.emplace(name_key(unit.code), i);
        units_.emplace(unit.id, i);
    }
    for (Ref i = 0; i < catalogue.categories.size(); ++i) {
        const Category& category = catalogue.categories[i];
        categories_.emplace(name_key(category.name), i);
        if (!category.code.empty()) categories_.emplace(name_key(category.code), i);
        categories_.emplace(category.id, i);
    }
    for (const Topic& topic : catalogue.topics) topics_.emplace(name_key(topic.name), topic.id);
    for (const Duty& duty : catalogue.duties) duties_.emplace(name_key(duty.title), duty.id);
}

std::string ImportNames::id_of(std::string_view key, std::string_view text, std::optional<Date> created) const {
    if (key == "unit" || key == "joint_units") return unit_of(text, created);
    if (key == "category") return category_of(text);
    const auto& names = key == "duty" ? duties_ : topics_;
    const auto found = names.find(name_key(text));
    return found == names.end() ? std::string(text) : found->second;
}

std::string ImportNames::unit_of(std::string_view text, std::optional<Date> created) const {
    const auto [first, last] = units_.equal_range(name_key(text));
    std::vector<Ref> found;
    for (auto at = first; at != last; ++at) {
        if (std::find(found.begin(), found.end(), at->second) == found.end()) found.push_back(at->second);
    }
    if (found.size() > 1 && created) {  // a unit and its successor of the same name
        std::erase_if(found, [&](Ref i) {
            const Unit& unit = catalogue_.units[i];
            return (unit.since && *created < *unit.since) || (unit.until && *created > *unit.until);
        });
    }
    return found.size() == 1 ? catalogue_.units[found[0]].id : std::string(text);
}

std::string ImportNames::category_of(std::string_view text) const {
    // 综合政务\政务公开: the last is meant, and those before it are above it.
    const auto path = pieces(text, U"\\/＼／>＞→|");
    if (path.empty()) return std::string(text);
    const auto [first, last] = categories_.equal_range(name_key(path.back()));
    std::vector<Ref> found;
    for (auto at = first; at != last; ++at) {
        Ref above = catalogue_.categories[at->second].parent;
        std::size_t named = path.size() - 1;
        for (; named > 0 && above != no_ref; above = catalogue_.categories[above].parent) {
            if (name_key(catalogue_.categories[above].name) == name_key(path[named - 1])) --named;
        }
        if (named == 0 && std::find(found.begin(), found.end(), at->second) == found.end()) found.push_back(at->second);
    }
    return found.size() == 1 ? catalogue_.categories[found[0]].id : std::string(text);
}

ImportedFile write_item(const std::vector<ImportCell>& cells, const ImportNames& names, BodyForm form) { return ItemWriter(cells, names, form).write(); }

}  // namespace mulu
