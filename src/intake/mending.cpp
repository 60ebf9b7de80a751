// SPDX-License-Identifier: Apache-2.0
#include "intake/mending.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/date.hpp"
#include "base/text.hpp"
#include "formats/source.hpp"
#include "formats/yaml.hpp"
#include "intake/fields.hpp"
#include "model/characters.hpp"
#include "model/personal_data.hpp"
#include "model/schema.hpp"

namespace mulu {
namespace {

constexpr std::size_t none = std::string_view::npos;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view wide_colon = "：";
constexpr std::string_view wide_space = "　";

/// Bytes of YAML that are parsed over and over while faults are mended one by one. Beyond it a file has too many for a machine to know better.
constexpr std::size_t most_parsed = 16 * 1024 * 1024;

// ---- bytes

/// Takes the control characters out and counts them; a file that has many is no text, and nothing is done.
std::optional<std::size_t> remove_controls(std::string& text) {
    constexpr std::size_t few = 16, rare = 100;
    // Neither a C0, nor DEL, nor the C2 that begins a C1.
    const auto is_suspect = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F || byte == 0xC2;
    };
    if (std::none_of(text.begin(), text.end(), is_suspect)) return 0;
    std::string kept;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t character = next_character(text, at);
        if (is_control(character)) ++count;
        else kept.append(text, begin, at - begin);
    }
    if (count > few && count > text.size() / rare) return std::nullopt;
    if (count > 0) text = std::move(kept);
    return count;
}

// ---- YAML

/// What a content file's YAML is: a mapping of `spec`, or a list of such.
const RecordSpec* spec_of(std::string_view path) {
    path.remove_prefix(std::min(path.size(), std::string_view("content/").size()));
    if (path.starts_with("items/")) return &record::item;
    if (path.starts_with("pages/")) return &record::page;
    if (path.starts_with("reports/")) return &record::report;
    if (path.starts_with("registers/")) return &record::register_file;
    if (path.starts_with("calendar/")) return &record::calendar;
    if (path == "site.yml") return &record::site;
    if (path == "units.yml") return &record::unit;
    if (path == "categories.yml") return &record::category;
    if (path == "topics.yml") return &record::topic;
    if (path == "duties.yml") return &record::duty;
    return nullptr;
}

bool knows_key(const RecordSpec& spec, std::string_view key) {
    if (spec.find(key) != nullptr) return true;
    if (&spec == &record::item && record::attachment.find(key) != nullptr) return true;
    return std::any_of(spec.fields.begin(), spec.fields.end(), [&](const FieldSpec& field) { return field.group != nullptr && knows_key(*field.group, key); });
}

/// An edit of the head: the bytes from `begin` to `end` become `text`.
struct Edit {
    std::size_t begin = 0, end = 0;
    std::string text;
    Mend what{};
};

bool same_tree(const YamlNode& a, const YamlNode& b) {
    if (a.kind != b.kind || a.text != b.text || a.items.size() != b.items.size() || a.entries.size() != b.entries.size()) return false;
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (!same_tree(a.items[i], b.items[i])) return false;
    }
    for (std::size_t i = 0; i < a.entries.size(); ++i) {
        if (a.entries[i].key != b.entries[i].key || !same_tree(a.entries[i].value, b.entries[i].value)) return false;
    }
    return true;
}

/// The text in ASCII quotes of YAML, as an editor would set them, or "" where none fit.
std::string in_quotes(std::string_view text) {
    if (text.find_first_of("\"\\") == none) return '"' + std::string(text) + '"';
    if (text.find('\'') == none) return '\'' + std::string(text) + '\'';
    return {};
}

/// What stands behind the last space or punctuation of `text` (but for - and _, which keys have).
std::string_view last_word(std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = next_character(text, at);
        if (is_space(character) || (is_punctuation(character) && character != '-' && character != '_')) begin = at;
    }
    return text.substr(begin);
}

/// Where the content of a line begins behind its indentation, the dashes of lists and an opening brace.
std::size_t key_begin(std::string_view line) {
    std::size_t at = 0;
    for (;;) {
        while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
        if (line.substr(at).starts_with("- ")) at += 2;
        else return at;
    }
}

/// Masks the personal data in `text` and says in how many places.
std::size_t mask_text(std::string& text, Writing writing) {
    const auto edits = mask_personal_data(text, writing);
    std::string masked;
    std::size_t at = 0;
    for (const MaskEdit& edit : edits) {
        masked.append(text, at, edit.begin - at);
        masked += edit.text;
        at = edit.end;
    }
    if (!edits.empty()) text = masked.append(text, at);
    return edits.size();
}

/// The YAML of one file, from its first byte to where the YAML ends; what is edited.
class Head {
public:
    Head(const std::string& path, std::string text, std::uint32_t first_line, const RecordSpec& spec, const std::vector<std::string>& own_keys)
        : path_(path), text_(std::move(text)), first_line_(first_line), spec_(spec), own_keys_(own_keys) {}

    const std::string& text() const { return text_; }

    /// Mends what can be mended. `done` counts; where there is too much to do nothing is done.
    void mend(std::array<std::size_t, mend_count>& done) {
        const std::string before = text_;
        const auto done_before = done;
        std::size_t parsed = 0;
        std::optional<Spot> last;  // the fault that was mended last
        for (;;) {
            parsed += text_.size();
            if (parsed > most_parsed) {
                text_ = before;
                done = done_before;
                return;
            }
            Diagnostics found;
            const auto source = Source::make(path_, text_, found);
            if (!source) return;
            const auto tree = parse(*source, found);
            std::vector<Edit> edits;
            if (tree) {
                collect(*source, *tree, edits);
            } else if (const Diagnostic* fault = syntax_fault(found)) {
                // A mend that doesn't bring the reader further was none.
                if (last == fault->at.spot()) return undo(done);
                last = fault->at.spot();
                edits = mend_fault(*source, *fault);
            }
            if (edits.empty()) return;
            saved_ = text_;
            saved_done_ = done;
            apply(edits, done);
        }
    }

    /// Masks the personal data in texts.
    void mask(std::array<std::size_t, mend_count>& done) {
        Diagnostics ignored;
        const auto source = Source::make(path_, text_, ignored);
        const auto tree = source ? parse(*source, ignored) : std::nullopt;
        if (!tree) return;
        std::vector<Edit> edits;
        is_masking_ = true;
        collect(*source, *tree, edits);
        is_masking_ = false;
        const std::size_t other = done[static_cast<std::size_t>(Mend::mask)];
        apply(edits, done);
        done[static_cast<std::size_t>(Mend::mask)] = other + masked_;
    }

private:
    std::optional<YamlNode> parse(const Source& source, Diagnostics& found) const {
        return parse_yaml(source, source.text().substr(source.line_begin(first_line_)), first_line_, found);
    }

    static const Diagnostic* syntax_fault(const Diagnostics& found) {
        for (const Diagnostic& each : found.all()) {
            if (each.code == Code::E010 || each.code == Code::E011 || each.code == Code::E012 || each.code == Code::E018 || each.code == Code::E019) return &each;
        }
        return nullptr;
    }

    void undo(std::array<std::size_t, mend_count>& done) {
        text_ = saved_;
        done = saved_done_;
    }

    void apply(std::vector<Edit>& edits, std::array<std::size_t, mend_count>& done) {
        std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
        std::string result;
        std::size_t at = 0;
        for (const Edit& edit : edits) {
            result.append(text_, at, edit.begin - at);
            result += edit.text;
            at = edit.end;
            ++done[static_cast<std::size_t>(edit.what)];
        }
        text_ = result.append(text_, at);
    }

    bool is_known(std::string_view key) const {
        key = trim(key);
        return knows_key(spec_, key) || std::find(own_keys_.begin(), own_keys_.end(), key) != own_keys_.end();
    }

    std::string_view rest_of_line(std::size_t at) const { return std::string_view(text_).substr(at, text_.find('\n', at) - at); }

    // ---- syntax

    std::vector<Edit> mend_fault(const Source& source, const Diagnostic& fault) const {
        const std::size_t at = source.offset(fault.at.line, fault.at.column);
        const std::size_t line = source.line_begin(fault.at.line);
        switch (fault.code) {
            case Code::E010: return mend_tight_colon(line, at);
            case Code::E011: return mend_tabs(source, fault.at.line);
            case Code::E012: return mend_colon(line, at);
            case Code::E018: return mend_colon_in_value(source, fault.at.line, at);
            case Code::E019: return mend_quote(at);
            default: return {};
        }
    }

    /// The key that ends at `at`: what stands between it and the beginning of the line, or of the mapping in braces.
    std::string_view key_before(std::size_t line, std::size_t at) const {
        std::string_view before = std::string_view(text_).substr(line, at - line);
        const std::size_t brace = before.find_last_of("{,[");
        before = brace == none ? before.substr(key_begin(before)) : before.substr(brace + 1);
        return trim(before);
    }

    /// `发布日期：2013-06-14`
    std::vector<Edit> mend_colon(std::size_t line, std::size_t at) const {
        if (!rest_of_line(at).starts_with(wide_colon) || !is_known(key_before(line, at))) return {};
        return {colon_edit(at)};
    }

    Edit colon_edit(std::size_t at) const {
        std::size_t end = at + wide_colon.size();
        while (std::string_view(text_).substr(end).starts_with(wide_space)) end += wide_space.size();
        const bool has_space = end >= text_.size() || text_[end] == ' ' || text_[end] == '\n';
        return {at, end, has_space ? ":" : ": ", Mend::full_width_colon};
    }

    /// `发布日期:2013-06-14`
    std::vector<Edit> mend_tight_colon(std::size_t line, std::size_t at) const {
        if (at >= text_.size() || text_[at] != ':' || !is_known(key_before(line, at))) return {};
        std::size_t end = at + 1;
        while (std::string_view(text_).substr(end).starts_with(wide_space)) end += wide_space.size();
        if (end < text_.size() && text_[end] == ' ') return {};
        return {{at + 1, end, " ", Mend::space}};
    }

    /// `title: 关于清理: 第一批`. Not where the second colon may end a key whose line break was lost, or the value goes on in the next line.
    std::vector<Edit> mend_colon_in_value(const Source& source, std::uint32_t number, std::size_t at) const {
        const std::string_view line = source.line(number);
        const std::size_t begin = source.line_begin(number), content = key_begin(line);
        const std::size_t colon = line.find(": ", content);
        if (colon == none || begin + colon >= at || !is_known(line.substr(content, colon - content))) return {};
        const std::size_t value = line.find_first_not_of(' ', colon + 1);
        std::size_t end = line.size();
        while (end > value && (line[end - 1] == ' ' || line[end - 1] == '\t')) --end;
        std::string_view text = line.substr(value, end - value);
        if (std::string_view("\"'[{|>&*!%@`#").find(text[0]) != none || text.find(" #") != none) return {};
        for (std::size_t next = text.find(':'); next != none; next = text.find(':', next + 1)) {
            if (is_known(last_word(text.substr(0, next)))) return {};
        }
        if (number < source.line_count()) {
            const std::string_view below = source.line(number + 1);
            const std::size_t first = below.find_first_not_of(' ');
            if (first != none && first > content && below[first] != '#') return {};
        }
        // “关于清理: 第一批”: these were meant for YAML.
        const bool wrapped = is_in_chinese_quotes(text);
        if (wrapped) text = inside_chinese_quotes(text);
        std::string quoted = in_quotes(text);
        if (quoted.empty()) return {};
        return {{begin + value, begin + end, std::move(quoted), wrapped ? Mend::chinese_quotes : Mend::quotes}};
    }

    /// `title: "关于清理”`
    std::vector<Edit> mend_quote(std::size_t at) const {
        if (at >= text_.size()) return {};
        const char quote = text_[at];
        const std::string_view close = quote == '"' ? "”" : quote == '\'' ? "’" : "";
        std::string_view rest = rest_of_line(at + 1);
        while (rest.ends_with(' ')) rest.remove_suffix(1);
        if (close.empty() || !rest.ends_with(close)) return {};
        const std::string_view inner = rest.substr(0, rest.size() - close.size());
        if (inner.find(quote) != none || inner.find('\\') != none || inner.find(close) != none || inner.find(quote == '"' ? "“" : "‘") != none) return {};
        return {{at + 1 + inner.size(), at + 1 + rest.size(), std::string(1, quote), Mend::chinese_quotes}};
    }

    /// Tabs as indentation, in all lines of the block at once. It is certain how wide they are where every width that can be read is read alike.
    std::vector<Edit> mend_tabs(const Source& source, std::uint32_t number) const {
        const auto indentation = [&](std::uint32_t line) {
            const std::string_view text = source.line(line);
            return text.substr(0, std::min(text.find_first_not_of(" \t"), text.size()));
        };
        // The reader may have taken the first lines of the block for the rest of a text.
        while (number > first_line_ && indentation(number - 1).find('\t') != none) --number;
        std::uint32_t end = number;  // behind the last line of the block
        while (end <= source.line_count() && (source.line(end).empty() || !indentation(end).empty())) ++end;
        // Wrong colons in these lines, and in those right above, are faults that come next: they must not hide how the block is read.
        const auto with_colon = [&](std::uint32_t line) {
            std::string content(source.line(line).substr(indentation(line).size()));
            const std::size_t wide = full_width_colon(content), tight = content.find(':');
            if (wide != none && is_known(std::string_view(content).substr(0, wide))) content.replace(wide, wide_colon.size(), ": ");
            else if (tight != none && tight + 1 < content.size() && content[tight + 1] != ' ' && is_known(std::string_view(content).substr(0, tight))) content.replace(tight, 1, ": ");
            return content;
        };
        std::uint32_t above = number;
        while (above > first_line_ && with_colon(above - 1) != source.line(above - 1).substr(indentation(above - 1).size())) --above;
        std::string before = text_.substr(0, source.line_begin(above));
        for (; above < number; ++above) before += std::string(indentation(above)) + with_colon(above) + "\n";
        std::optional<YamlNode> tree;
        std::vector<Edit> result;
        for (const std::size_t width : {2, 4, 8}) {
            std::vector<Edit> edits;
            std::string part = before;
            for (std::uint32_t line = number; line < end; ++line) {
                const std::string_view blank = indentation(line);
                const std::size_t begin = source.line_begin(line);
                std::string spaces;
                for (const char c : blank) spaces.append(c == '\t' ? width : 1, ' ');
                part += spaces + with_colon(line) + "\n";
                if (blank.find('\t') != none) edits.push_back({begin, begin + blank.size(), std::move(spaces), Mend::tab});
            }
            Diagnostics ignored;
            const auto candidate = Source::make(path_, std::move(part), ignored);
            const auto read = candidate ? parse(*candidate, ignored) : std::nullopt;
            if (!read) continue;
            if (tree && !same_tree(*tree, *read)) return {};
            if (!tree) {
                tree = std::move(*read);
                result = std::move(edits);
            }
        }
        return result;
    }

    // ---- values

    void collect(const Source& source, const YamlNode& tree, std::vector<Edit>& edits) const {
        if (tree.kind == YamlNode::Kind::list) {
            for (const YamlNode& each : tree.items) record(source, each, spec_, edits);
        } else {
            record(source, tree, spec_, edits);
        }
    }

    void record(const Source& source, const YamlNode& node, const RecordSpec& spec, std::vector<Edit>& edits) const {
        if (const std::size_t colon = key_with_full_width_colon(node, spec); colon != none) {
            const std::size_t at = source.offset(node.at.line, node.at.column) + colon;
            if (rest_of_line(at).starts_with(wide_colon)) edits.push_back(colon_edit(at));
        }
        for (const YamlEntry& entry : node.entries) {
            const FieldSpec* field = spec.find(entry.key);
            if (field == nullptr) {
                if (std::find(own_keys_.begin(), own_keys_.end(), entry.key) != own_keys_.end()) value(source, entry.value, FieldType::text, true, edits);
                else small_key(source, node, entry, spec, edits);
                continue;
            }
            if (!is_masking_ && is_list_of_words(field->key) && list_of_words(source, entry, edits)) continue;
            if (is_masking_ && is_name(field->key)) continue;
            const RecordSpec* group = field->group;
            if (field->type == FieldType::any && field->key == "children") group = &spec;
            if (field->type == FieldType::any && field->key == "attachments") group = &record::attachment;
            const bool is_group = field->type == FieldType::group || field->type == FieldType::groups;
            if (entry.value.kind == YamlNode::Kind::list) {
                for (const YamlNode& each : entry.value.items) {
                    if (group != nullptr && (is_group || each.kind == YamlNode::Kind::mapping)) record(source, each, *group, edits);
                    else if (!(is_masking_ && is_files(*field))) value(source, each, type_of_values(*field, spec), field->key != "keywords", edits);
                }
            } else if (group != nullptr && (is_group || entry.value.kind == YamlNode::Kind::mapping)) {
                record(source, entry.value, *group, edits);
            } else if (!(is_masking_ && is_files(*field))) {
                value(source, entry.value, type_of_values(*field, spec), field->key != "keywords", edits);
            }
        }
    }

    /// Unit: becomes unit:, where the mapping has no such key.
    void small_key(const Source& source, const YamlNode& node, const YamlEntry& entry, const RecordSpec& spec, std::vector<Edit>& edits) const {
        std::string small = lower_ascii(entry.key);
        const FieldSpec* meant = spec.find(small);
        if (is_masking_ || meant == nullptr || small == entry.key) return;
        // Twice, or beside its other name: which one is meant nobody knows.
        const auto same = std::count_if(node.entries.begin(), node.entries.end(), [&](const YamlEntry& other) { return spec.find(lower_ascii(other.key)) == meant; });
        const std::size_t at = source.offset(entry.key_at.line, entry.key_at.column);
        if (same == 1 && std::string_view(text_).substr(at).starts_with(entry.key)) edits.push_back({at, at + entry.key.size(), std::move(small), Mend::key});
    }

    /// Whether a list whose marks are full-width, or whose dashes have no space behind them, was mended.
    bool list_of_words(const Source& source, const YamlEntry& entry, std::vector<Edit>& edits) const {
        const std::size_t before = edits.size();
        const auto as_list = [&](const YamlNode& value, bool in_brackets) {
            if (value.kind != YamlNode::Kind::scalar || value.quoted) return;
            const auto entries = entries_in_full_width(value.text);
            const std::size_t begin = source.offset(value.at.line, value.at.column);
            if (entries.empty() || !std::string_view(text_).substr(begin).starts_with(value.text)) return;
            std::string list;
            for (const std::string_view each : entries) {
                if (each.find_first_of(":#[]{}\"'&*!|>%@`,?") != none || each.front() == '-') return;
                list += (list.empty() ? "" : ", ") + std::string(each);
            }
            edits.push_back({begin, begin + value.text.size(), in_brackets ? list : "[" + list + "]", Mend::list});
        };
        const YamlNode& value = entry.value;
        if (value.kind == YamlNode::Kind::list && value.at.line == entry.key_at.line) {
            for (const YamlNode& each : value.items) as_list(each, true);
        } else if (value.kind == YamlNode::Kind::scalar && !value.quoted && value.at.line > entry.key_at.line && wrong_dash(value.text) > 0) {
            for (std::uint32_t number = value.at.line; number <= source.line_count(); ++number) {
                const std::string_view line = source.line(number);
                const std::size_t content = line.find_first_not_of(' ');
                const std::size_t dash = content == none ? 0 : wrong_dash(line.substr(content));
                if (dash == 0) break;
                const std::size_t at = source.line_begin(number) + content;
                const bool has_space = content + dash < line.size() && line[content + dash] == ' ';
                edits.push_back({at, at + dash, has_space ? "-" : "- ", Mend::list});
            }
        } else if (value.kind == YamlNode::Kind::scalar) {
            as_list(value, false);
        }
        return edits.size() > before;
    }

    /// Whether a key holds names by which something is found: masked, they would name nothing.
    static bool is_name(std::string_view key) {
        for (const char* each : {"index", "doc_no", "joint_units", "topics", "supersedes", "amends", "interprets", "related", "aliases", "file", "code", "form"}) {
            if (key == each) return true;
        }
        return false;
    }

    /// Whether the texts of a field are names of files: masked, they would name none.
    static bool is_files(const FieldSpec& field) { return std::string_view(field.key) == "attachments"; }

    /// The lists of a calendar hold dates.
    static FieldType type_of_values(const FieldSpec& field, const RecordSpec& spec) {
        return &spec == &record::calendar && field.type == FieldType::texts ? FieldType::date : field.type;
    }

    /// A value that is written on one line, as it is: `written` with its quotes.
    void value(const Source& source, const YamlNode& node, FieldType type, bool may_unwrap, std::vector<Edit>& edits) const {
        if (node.kind != YamlNode::Kind::scalar || node.at.line == 0) return;
        if (is_masking_) {
            if (type == FieldType::text || type == FieldType::texts || type == FieldType::any) mask_value(source, node, edits);
            return;
        }
        const std::size_t begin = source.offset(node.at.line, node.at.column);
        const std::size_t end = source.offset(node.at.line, node.at.column + node.at.length);
        std::size_t text_begin = begin, text_end = end;
        if (node.quoted) {
            if (end < begin + 2 || (text_[begin] != '"' && text_[begin] != '\'') || text_[end - 1] != text_[begin]) return;
            ++text_begin, --text_end;
        }
        if (std::string_view(text_).substr(text_begin, text_end - text_begin) != node.text) return;
        if (!node.quoted && may_unwrap) {
            std::string_view all = node.text;
            const std::size_t behind = text_.find_first_not_of(" \t", end);
            if (behind != none && behind > end && text_[behind] == '#') {  // “关于 #1 号楼”: quotes were set so that it is no comment
                all = rest_of_line(begin);
                all = all.substr(0, all.find_last_not_of(" \t") + 1);
            }
            if (is_in_chinese_quotes(all)) {
                std::string quoted = in_quotes(inside_chinese_quotes(all));
                if (!quoted.empty()) edits.push_back({begin, begin + all.size(), std::move(quoted), Mend::chinese_quotes});
                return;
            }
        }
        if (type == FieldType::date || type == FieldType::moment) {
            DateFault fault = DateFault::none;
            const bool is_sound = type == FieldType::date ? parse_date(node.text, fault).has_value() : parse_moment(node.text, fault).has_value();
            if (is_sound) return;
            std::string date = exact_date(node.text, type == FieldType::moment);
            if (!date.empty()) edits.push_back({text_begin, text_end, std::move(date), Mend::date});
            return;
        }
        if (type == FieldType::text || type == FieldType::texts) {
            for (std::size_t at = text_begin; at < text_end; ++at) {
                if (text_[at] != '\t') continue;
                std::size_t last = at;
                while (last < text_end && text_[last] == '\t') ++last;
                edits.push_back({at, last, " ", Mend::tab});
                at = last;
            }
        }
    }

    /// A text as it is written, over all the lines that it may have.
    void mask_value(const Source& source, const YamlNode& node, std::vector<Edit>& edits) const {
        const std::size_t begin = source.offset(node.at.line, node.at.column);
        std::size_t end = source.offset(node.at.line, node.at.column + node.at.length);
        const std::string_view first = source.line(node.at.line);
        const std::size_t indent = first.find_first_not_of(' ');
        for (std::uint32_t line = node.at.line + 1; line <= source.line_count() && std::string_view(text_).substr(begin, end - begin).find(node.text) == none; ++line) {
            const std::string_view below = source.line(line);
            const std::size_t content = below.find_first_not_of(' ');
            if (content != none && content <= indent) break;
            end = source.line_begin(line) + below.size();
        }
        std::string text = text_.substr(begin, end - begin);
        const std::size_t count = mask_text(text, Writing::plain);
        if (count == 0) return;
        if (!node.quoted && text.starts_with('*')) text = in_quotes(text);  // a * begins an alias
        masked_ += count;
        edits.push_back({begin, end, std::move(text), Mend::mask});
    }

    const std::string& path_;
    std::string text_;
    std::uint32_t first_line_;
    const RecordSpec& spec_;
    const std::vector<std::string>& own_keys_;
    std::string saved_;
    std::array<std::size_t, mend_count> saved_done_{};
    bool is_masking_ = false;
    mutable std::size_t masked_ = 0;
};

/// Lines of dashes around the keys that are not ---: ----, ———, －－－. The first line, and the next one that is written like it where no --- ends the keys.
void mend_fences(Mended& mended) {
    const auto is_wrong = [](std::string_view line) {
        line = trim(line);
        if (line.size() < 3 || line == "---") return false;
        for (const std::string_view dash : {"-", "—", "－", "–", "─"}) {
            std::string_view rest = line;
            std::size_t count = 0;
            while (rest.starts_with(dash)) rest.remove_prefix(dash.size()), ++count;
            if (rest.empty()) return count >= (dash == "—" ? 1U : dash == "-" ? 4U : 2U);
        }
        return false;
    };
    auto lines = split(mended.text, '\n');
    const std::string_view first = trim(lines.front());
    if (first != "---" && !is_wrong(first)) return;
    std::size_t close = 1;
    while (close < lines.size() && trim(lines[close]) != "---" && !is_wrong(lines[close])) ++close;
    if (close == lines.size() || (first == "---" && trim(lines[close]) == "---")) return;
    // A closing line of another kind is one of the body, unless the keys have no other end.
    if (first == "---" && std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(close), lines.end(), [](std::string_view line) { return trim(line) == "---"; })) return;
    std::string text;
    std::size_t done = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool mends = (i == 0 || i == close) && is_wrong(lines[i]);
        done += mends ? 1 : 0;
        text += (i == 0 ? "" : "\n") + std::string(mends ? std::string_view("---") : lines[i]);
    }
    mended.text = std::move(text);
    mended.done[static_cast<std::size_t>(Mend::fence)] = done;
}

void mend_yaml(const std::string& path, const MendOptions& options, Mended& mended) {
    const RecordSpec* spec = spec_of(path);
    if (spec == nullptr) return;
    const bool may_mask = options.mask && (spec == &record::item || spec == &record::page || spec == &record::report);
    std::size_t end = mended.text.size(), body = end;
    std::uint32_t first_line = 1;
    if (path.ends_with(".md")) {
        mend_fences(mended);
        end = body = mended.text.size();
        Diagnostics ignored;
        const auto source = Source::make(path, mended.text, ignored);
        const auto parts = source ? split_front_matter(*source, ignored) : std::nullopt;
        if (!parts) return;
        end = static_cast<std::size_t>(parts->yaml.data() - source->text().data()) + parts->yaml.size();
        body = static_cast<std::size_t>(parts->body.data() - source->text().data());
        first_line = parts->yaml_line;
    }
    Head head(path, mended.text.substr(0, end), first_line, *spec, options.own_keys);
    head.mend(mended.done);
    std::string rest = mended.text.substr(end);
    if (may_mask) {
        head.mask(mended.done);
        std::string text = rest.substr(body - end);
        mended.done[static_cast<std::size_t>(Mend::mask)] += mask_text(text, Writing::markdown);
        rest.replace(body - end, std::string::npos, text);
    }
    mended.text = head.text() + rest;
}

}  // namespace

bool Mended::any() const {
    return std::any_of(done.begin(), done.end(), [](std::size_t count) { return count > 0; });
}

Words Mended::list() const {
    const Words names[mend_count] = {
        {"{0} 转为 UTF-8", "{0} converted to UTF-8"},
        {"去掉 BOM", "byte order mark removed"},
        {"行尾改成 LF（{1} 行）", "line ends made LF ({1})"},
        {"删去控制字符（{1} 个）", "control characters removed ({1})"},
        {"删去看不见的字符（{1} 个）", "invisible characters removed ({1})"},
        {"全角冒号改成英文冒号（{1} 处）", "full-width colons made ASCII ({1})"},
        {"冒号后补空格（{1} 处）", "spaces put behind colons ({1})"},
        {"制表符改成空格（{1} 处）", "tabs made spaces ({1})"},
        {"中文引号改成英文引号（{1} 处）", "Chinese quotes made ASCII ({1})"},
        {"给值加引号（{1} 处）", "values quoted ({1})"},
        {"字段名改成小写（{1} 处）", "keys put in small letters ({1})"},
        {"列表的逗号、括号和横线改成英文的（{1} 处）", "commas, brackets and dashes of lists made ASCII ({1})"},
        {"文件头的横线改成 ---（{1} 处）", "lines of dashes around the keys made --- ({1})"},
        {"日期改成 年-月-日 的写法（{1} 处）", "dates written as year-month-day ({1})"},
        {"遮盖个人信息（{1} 处）", "personal data masked ({1})"},
    };
    Words list;
    for (std::size_t i = 0; i < mend_count; ++i) {
        if (done[i] == 0) continue;
        const std::vector<Words> args = {name_of(from), Words(std::to_string(done[i]))};
        list.zh += (list.zh.empty() ? "" : "；") + fill_words(names[i].zh, args, Language::zh);
        list.en += (list.en.empty() ? "" : "; ") + fill_words(names[i].en, args, Language::en);
    }
    return list;
}

Mended mend(const std::string& path, std::string_view bytes, const MendOptions& options) {
    Mended mended;
    mended.text = std::string(bytes);
    mended.base = mended.text;
    if (bytes.size() > SourceLimits{}.bytes) return mended;
    const auto count = [&](Mend what) -> std::size_t& { return mended.done[static_cast<std::size_t>(what)]; };
    const auto leave = [&] {
        Mended left;
        left.text = std::string(bytes);
        left.base = left.text;
        return left;
    };

    std::string_view text = bytes;
    while (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    mended.from = encoding_of(text);
    if (mended.from == Encoding::utf8) {
        count(Mend::byte_order_mark) = text.size() < bytes.size() ? 1 : 0;
        mended.text = std::string(text);
    } else {
        auto converted = to_utf8(text, mended.from);
        if (!converted) return leave();
        count(Mend::encoding) = 1;
        std::string_view rest = *converted;
        while (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
        mended.text = std::string(rest);
    }
    if (mended.text.find('\r') != none) {
        const LineEnds ends = line_ends_of(mended.text);
        count(Mend::line_ends) = ends.crlf + ends.cr;
        unify_line_ends(mended.text);
    }
    mended.base = mended.text;
    const auto controls = remove_controls(mended.text);
    if (!controls) return leave();
    count(Mend::control) = *controls;
    while (mended.text.starts_with(byte_order_mark)) {  // one that stood behind a control character
        mended.text.erase(0, byte_order_mark.size());
        count(Mend::byte_order_mark) = 1;
    }
    count(Mend::invisible) = remove_invisible(mended.text);
    mend_yaml(path, options, mended);
    return mended;
}

std::string print_diff(const std::string& path, const Mended& mended, Language language) {
    if (!mended.any()) return {};
    Mended of_bytes;  // what no line shows
    of_bytes.from = mended.from;
    for (const Mend what : {Mend::encoding, Mend::byte_order_mark, Mend::line_ends}) {
        of_bytes.done[static_cast<std::size_t>(what)] = mended.done[static_cast<std::size_t>(what)];
    }
    std::string diff;
    if (of_bytes.any()) diff += "# " + path + ": " + of_bytes.list().in(language) + "\n";
    const auto before = split(mended.base, '\n'), after = split(mended.text, '\n');
    const std::size_t count = std::min(before.size(), after.size());  // mending adds no lines and takes none away
    const std::size_t lines = mended.base.ends_with('\n') ? count - 1 : count;
    constexpr std::size_t context = 3;
    const auto put = [&](char sign, std::string_view line, bool is_last) {
        diff += sign;
        for (std::size_t at = 0; at < line.size();) append_character(diff, [&] { const char32_t c = next_character(line, at); return is_control(c) ? U'\uFFFD' : c; }());
        diff += '\n';
        if (is_last && !mended.base.ends_with('\n')) diff += "\\ No newline at end of file\n";
    };
    bool has_name = false;
    for (std::size_t line = 0; line < lines; ++line) {
        if (before[line] == after[line]) continue;
        if (!std::exchange(has_name, true)) diff += "--- a/" + path + "\n+++ b/" + path + "\n";
        const std::size_t begin = line < context ? 0 : line - context;
        std::size_t end = line + 1;  // behind the hunk's last line
        for (std::size_t next = line + 1; next < std::min(lines, end + 2 * context); ++next) {
            if (before[next] != after[next]) end = next + 1;
        }
        end = std::min(lines, end + context);
        const std::string range = std::to_string(begin + 1) + (end - begin == 1 ? "" : "," + std::to_string(end - begin));
        diff += "@@ -" + range + " +" + range + " @@\n";
        for (std::size_t at = begin; at < end;) {
            if (before[at] == after[at]) {
                put(' ', before[at], at + 1 == lines);
                ++at;
                continue;
            }
            std::size_t changed = at;
            while (changed < end && before[changed] != after[changed]) ++changed;
            for (std::size_t each = at; each < changed; ++each) put('-', before[each], each + 1 == lines);
            for (std::size_t each = at; each < changed; ++each) put('+', after[each], each + 1 == lines);
            at = changed;
        }
        line = end - 1;
    }
    return diff;
}

std::string exact_date(std::string_view text, bool with_time) {
    const std::string folded = fold(trim(text));
    const std::string_view all = folded;
    std::size_t at = 0;
    const auto spaces = [&] {
        const std::size_t begin = at;
        while (at < all.size() && all[at] == ' ') ++at;
        return at > begin;
    };
    const auto number = [&](std::size_t least, std::size_t most, unsigned& value) {
        const std::size_t begin = at;
        value = 0;
        while (at < all.size() && at - begin < most && all[at] >= '0' && all[at] <= '9') value = value * 10 + static_cast<unsigned>(all[at++] - '0');
        return at - begin >= least && (at == all.size() || all[at] < '0' || all[at] > '9');
    };
    const auto word = [&](std::string_view expected) {
        if (!all.substr(at).starts_with(expected)) return false;
        at += expected.size();
        return true;
    };
    unsigned year = 0, month = 0, day = 0;
    if (const std::size_t end = all.find_first_not_of("0123456789"); (end == none ? all.size() : end) == 8) {
        number(8, 8, day);
        year = day / 10000, month = day / 100 % 100, day = day % 100;
    } else {
        if (!number(4, 4, year)) return {};
        spaces();
        std::string_view second;
        if (word("年")) second = "月";
        else if (word("-")) second = "-";
        else if (word("/")) second = "/";
        else if (word(".")) second = ".";
        else return {};
        spaces();
        if (!number(1, 2, month)) return {};
        spaces();
        if (!word(second)) return {};
        spaces();
        if (!number(1, 2, day)) return {};
        if (second == "月") {
            spaces();
            if (!word("日") && !word("号")) return {};
        }
    }
    const auto date = make_date(static_cast<int>(year), month, day);
    if (!date) return {};
    std::string result = print_date(*date);
    const bool apart = spaces() || word("t");  // fold() has made it a small one
    if (at == all.size()) return result;
    unsigned hour = 0, minute = 0, second = 0;
    if (!with_time || (!apart && !all.substr(0, at).ends_with("日"))) return {};
    if (!number(1, 2, hour)) return {};
    const bool in_words = word("时") || word("点");
    if (!in_words && !word(":")) return {};
    if (!number(1, 2, minute) || (in_words && !word("分"))) return {};
    const bool has_second = !in_words && word(":");
    if (has_second && !number(2, 2, second)) return {};
    if (at != all.size() || hour > 23 || minute > 59 || second > 59) return {};
    const auto two = [](unsigned value) { return std::string(value < 10 ? "0" : "") + std::to_string(value); };
    result += " " + two(hour) + ":" + two(minute);
    return has_second ? result + ":" + two(second) : result;
}

}  // namespace mulu
