// SPDX-License-Identifier: Apache-2.0
#include "commands/console.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <ostream>
#include <set>
#include <utility>
#include <vector>

#include <unistd.h>

#include "base/skim.hpp"
#include "base/text.hpp"
#include "formats/encoding.hpp"

namespace mulu {
namespace {

constexpr std::size_t shown_per_code = 5;
constexpr int widest_line = 100;  // columns of a file's line; longer ones are cut around the mark
constexpr int lead = 30;          // columns kept before the mark where the line is cut
constexpr int tab_stop = 4;
constexpr std::size_t longest_words = 400;  // characters of a headline: a value quoted in it may be endless

constexpr std::string_view reset = "\x1b[0m", bold = "\x1b[1m", blue = "\x1b[1;34m", red = "\x1b[1;31m", yellow = "\x1b[1;33m", cyan = "\x1b[1;36m";

bool is_zh(Language language) { return language == Language::zh; }

std::string_view level_word(Level level, Language language) {
    switch (level) {
        case Level::error:
            return is_zh(language) ? "错误" : "error";
        case Level::held:
            return is_zh(language) ? "暂不发布" : "held";
        default:
            return is_zh(language) ? "警告" : "warning";
    }
}

std::string_view level_colour(Level level) { return level == Level::error ? red : level == Level::held ? cyan : yellow; }

/// A character that a terminal would obey or hide instead of showing it: controls, marks of direction, zero-width spaces.
bool is_hidden(char32_t character) {
    return character < 0x20 || (character >= 0x7F && character <= 0x9F) || character == 0xAD || character == 0x200B ||
           (character >= 0x200E && character <= 0x200F) || (character >= 0x2028 && character <= 0x202E) ||
           (character >= 0x2060 && character <= 0x2069) || character == 0xFEFF;
}

char32_t shown_character(char32_t character) { return is_hidden(character) ? 0xFFFD : character; }

/// A line as it is shown: one cell a character, with the columns that it takes.
struct Cell {
    std::string text;
    int width = 1;
};

std::vector<Cell> cells_of(std::string_view line) {
    std::vector<Cell> cells;
    int column = 0;
    for (std::size_t at = 0; at < line.size();) {
        const char32_t character = next_character(line, at);
        Cell cell;
        if (character == '\t') {
            cell.width = tab_stop - column % tab_stop;
            cell.text.assign(static_cast<std::size_t>(cell.width), ' ');
        } else {
            append_character(cell.text, shown_character(character));
            cell.width = display_width(shown_character(character));
        }
        column += cell.width;
        cells.push_back(std::move(cell));
    }
    return cells;
}

int width_of(const std::vector<Cell>& cells, std::size_t begin, std::size_t end) {
    int width = 0;
    for (std::size_t i = begin; i < end && i < cells.size(); ++i) width += cells[i].width;
    return width;
}

}  // namespace

Excerpt excerpt_of(std::string_view line, const Place& at) {
    const std::vector<Cell> cells = cells_of(line);
    const std::size_t mark = at.column == 0 ? 0 : at.column - 1;
    const std::size_t mark_end = std::min(std::max(mark + 1, mark + at.length), std::max(cells.size(), mark + 1));
    std::size_t begin = 0, end = cells.size();
    if (width_of(cells, 0, end) > widest_line) {
        if (width_of(cells, 0, mark_end) > widest_line - 1) {
            begin = std::min(mark, cells.size());
            for (int kept = 0; begin > 0 && kept + cells[begin - 1].width <= lead; --begin) kept += cells[begin - 1].width;
        }
        const int room = widest_line - (begin > 0 ? 1 : 0);
        end = begin;
        for (int width = 0; end < cells.size() && width + cells[end].width <= room - 1; ++end) width += cells[end].width;
    }
    Excerpt excerpt;
    if (begin > 0) excerpt.text = "…";
    for (std::size_t i = begin; i < end; ++i) excerpt.text += cells[i].text;
    if (end < cells.size()) excerpt.text += "…";
    // A place behind the line's end (a missing value, the end of the file) is marked one column behind it.
    const std::size_t beyond = mark > cells.size() ? cells.size() : mark;
    excerpt.mark_begin = static_cast<std::uint32_t>((begin > 0 ? 1 : 0) + width_of(cells, begin, beyond));
    excerpt.mark_width = static_cast<std::uint32_t>(std::max(1, width_of(cells, beyond, std::min(mark_end, end))));
    return excerpt;
}

namespace {

/// Writes diagnostics one after the other into a text.
class Renderer {
public:
    Renderer(const ConsoleStyle& style, const ExcerptAt& excerpt_at) : style_(style), excerpt_at_(excerpt_at) {}

    std::string take() { return std::move(out_); }

    void add(const Diagnostic& diagnostic, Level level) {
        const CodeWords& words = words_of(diagnostic.code);
        const bool zh = is_zh(style_.language);
        if (!out_.empty()) out_ += '\n';
        colour(level_colour(level));
        out_ += level_word(level, style_.language);
        out_ += '[';
        out_ += words.name;
        out_ += ']';
        colour(reset);
        colour(bold);
        out_ += ": " + printable_words(zh ? words.headline_zh : words.headline_en, diagnostic, style_.language);
        colour(reset);
        out_ += '\n';

        std::uint32_t last_line = diagnostic.at.line;
        for (const Note& note : diagnostic.notes) last_line = std::max(last_line, note.at.line);
        gutter_ = std::to_string(last_line).size();
        const std::string label = printable_words(zh ? words.label_zh : words.label_en, diagnostic, style_.language);
        place("-->", diagnostic.at, '^', level_colour(level), label);
        for (const Note& note : diagnostic.notes) place(":::", note.at, '-', blue, printable(note.words.in(style_.language)));
        const std::string help = printable_words(zh ? words.help_zh : words.help_en, diagnostic, style_.language);
        if (help.empty()) return;
        if (has_excerpt_) bar("\n");
        indent(gutter_ + 2);
        colour(blue);
        out_ += "=";
        colour(reset);
        out_ += " " + help + "\n";
    }

    void add_more(std::size_t count, std::string_view code) {
        out_ += '\n';
        const std::string number = print_count(count);
        out_ += is_zh(style_.language) ? "另有 " + number + " 处同样的问题 [" : number + " more like this [";
        out_ += code;
        out_ += "]\n";
    }

private:
    void colour(std::string_view code) {
        if (style_.colour) out_ += code;
    }
    void indent(std::size_t columns) { out_.append(columns, ' '); }

    void bar(std::string_view behind) {
        indent(gutter_ + 2);
        colour(blue);
        out_ += '|';
        colour(reset);
        out_ += behind;
    }

    void place(std::string_view arrow, const Place& at, char mark, std::string_view mark_colour, const std::string& label) {
        has_excerpt_ = false;
        if (at.path.empty()) return;
        indent(gutter_ + 1);
        colour(blue);
        out_ += arrow;
        colour(reset);
        out_ += " " + printable(at.path);
        if (at.line > 0) out_ += ":" + std::to_string(at.line) + ":" + std::to_string(std::max(1U, at.column));
        out_ += '\n';
        const std::optional<Excerpt> excerpt = at.line > 0 ? excerpt_at_(at) : std::nullopt;
        if (!excerpt) {
            // Without the line there is nothing to mark, but the label may say what no other words say.
            if (!label.empty()) {
                indent(gutter_ + 2);
                out_ += "= " + label + "\n";
            }
            return;
        }
        has_excerpt_ = true;
        bar("\n");
        const std::string number = std::to_string(at.line);
        indent(1 + gutter_ - number.size());
        colour(blue);
        out_ += number + " |";
        colour(reset);
        if (!excerpt->text.empty()) out_ += " " + excerpt->text;
        out_ += '\n';
        bar(" ");
        indent(excerpt->mark_begin);
        colour(mark_colour);
        out_.append(excerpt->mark_width, mark);
        if (!label.empty()) out_ += " " + label;
        colour(reset);
        out_ += '\n';
    }

    const ConsoleStyle& style_;
    const ExcerptAt& excerpt_at_;
    std::string out_;
    std::size_t gutter_ = 1;
    bool has_excerpt_ = false;
};

bool is_shown(Level level, const ConsoleStyle& style) { return level != Level::off && !(style.quiet && level == Level::warning); }

std::string counted(std::size_t number, const char* one, const char* many) { return print_count(number) + " " + (number == 1 ? one : many); }

/// What base and publish call an operation, in Chinese; the English words if they are not known here.
std::string operation_zh(const std::string& what) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> known{{
        {"cannot list", "列不出文件夹"},
        {"cannot read", "读不出"},
        {"cannot resolve", "找不到"},
        {"cannot write", "写不了"},
        {"cannot rename to", "不能改名为"},
        {"cannot make the folder", "建不了文件夹"},
        {"cannot remove", "删不掉"},
        {"cannot remove the folder", "删不掉文件夹"},
        {"cannot lock", "锁不住"},
    }};
    for (const auto& [english, chinese] : known) {
        if (english == what) return std::string(chinese);
    }
    return what;
}

std::string reason_zh(int error) {
    switch (error) {
        case ENOSPC:
            return "磁盘已满";
        case EDQUOT:
            return "超出磁盘配额";
        case EACCES:
        case EPERM:
            return "没有权限";
        case EROFS:
            return "文件系统是只读的";
        case ENOENT:
            return "不存在";
        case EEXIST:
            return "已经存在";
        case EISDIR:
            return "这是文件夹";
        case ENOTDIR:
            return "不是文件夹";
        case ENOTEMPTY:
            return "文件夹不是空的";
        case ENAMETOOLONG:
            return "名称太长";
        case ELOOP:
            return "符号链接互相指";
        case EMFILE:
        case ENFILE:
            return "打开的文件太多";
        case EXDEV:
            return "不在同一个文件系统上";
        case EIO:
            return "磁盘出错";
        case EINVAL:
            return "不是普通文件";
        default:
            return "系统错误 " + std::to_string(error);
    }
}

}  // namespace

std::string printable(std::string_view text) {
    // is_hidden(), as the bytes of UTF-8: nearly every text has none of them and stays as it is.
    const auto may_hide = [](const Neighbours& p) {
        const auto e280 = (p[0] == 0xE2) & (p[1] == 0x80), e281 = (p[0] == 0xE2) & (p[1] == 0x81);
        return (p[0] < 0x20) | (p[0] == 0x7F) | ((p[0] == 0xC2) & ((p[1] < 0xA0) | (p[1] == 0xAD))) |
               (e280 & ((p[2] == 0x8B) | (p[2] == 0x8E) | (p[2] == 0x8F) | ((p[2] >= 0xA8) & (p[2] <= 0xAE)))) | (e281 & (p[2] >= 0xA0)) |
               ((p[0] == 0xEF) & (p[1] == 0xBB) & (p[2] == 0xBF));
    };
    if (skim<2>(text, 0, may_hide) == std::string_view::npos && !first_invalid_utf8(text)) return std::string(text);
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = next_character(text, at);
        append_character(result, character == '\n' || character == '\t' ? U' ' : shown_character(character));
    }
    return result;
}

std::string printable_words(std::string_view pattern, const Diagnostic& diagnostic, Language language) {
    const std::string words = printable(fill_words(pattern, diagnostic.args, language));
    const std::string_view first = first_characters(words, longest_words);
    return first.size() == words.size() ? words : std::string(first) + "…";
}

ConsoleStyle detect_terminal(ConsoleStyle style) {
    const auto is_set = [](const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr && *value != '\0';
    };
    const char* kind = std::getenv("TERM");
    const bool is_dumb = kind != nullptr && std::string_view(kind) == "dumb";
    style.terminal = ::isatty(STDERR_FILENO) == 1 && !is_dumb;
    style.colour = style.terminal && !is_set("NO_COLOR");
    return style;
}

std::optional<std::string> line_of(std::string_view bytes, std::uint32_t line) {
    while (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    // Looking for either mark would take a call for each byte, and an unchanged site's findings are told in every build.
    const bool has_returns = bytes.find('\r') != std::string_view::npos;
    std::size_t begin = 0;
    for (std::uint32_t number = 1;; ++number) {
        const std::size_t end = std::min(has_returns ? bytes.find_first_of("\r\n", begin) : bytes.find('\n', begin), bytes.size());
        if (number == line) return std::string(bytes.substr(begin, end - begin));
        if (end == bytes.size()) return std::nullopt;
        begin = end + (bytes.substr(end).starts_with("\r\n") ? 2 : 1);
    }
}

std::string readable(std::string bytes) {
    if (!first_invalid_utf8(bytes)) return bytes;
    if (auto text = to_utf8(bytes, encoding_of(bytes))) return std::move(*text);
    return bytes;
}

std::optional<std::string> shown_line(std::string_view text, std::uint32_t line) {
    auto found = line_of(text, line);
    if (const auto invalid = found ? first_invalid_utf8(*found) : std::nullopt) found->resize(*invalid);
    return found;
}

LineText read_lines(const Disk& disk, std::string root) {
    // A diagnostic and its notes need a few files at a time, and the next ones mostly the same.
    struct File {
        std::string path;
        std::optional<std::string> text;
    };
    constexpr std::size_t kept = 8;
    auto files = std::make_shared<std::vector<File>>();
    return [&disk, root = std::move(root), files](const std::string& path, std::uint32_t line) -> std::optional<std::string> {
        auto found = std::find_if(files->begin(), files->end(), [&](const File& file) { return file.path == path; });
        if (found == files->end()) {
            if (files->size() == kept) files->erase(files->begin());
            auto bytes = disk.read(join_path(root, path));
            files->push_back({path, bytes ? std::optional(readable(std::move(*bytes))) : std::nullopt});
            found = files->end() - 1;
        }
        return found->text ? shown_line(*found->text, line) : std::nullopt;
    };
}

ExcerptAt excerpts_of(LineText line_text) {
    return [line_text = std::move(line_text)](const Place& at) -> std::optional<Excerpt> {
        const auto line = line_text(at.path, at.line);
        return line ? std::optional(excerpt_of(*line, at)) : std::nullopt;
    };
}

std::vector<const Diagnostic*> shown_of(const std::vector<const Diagnostic*>& sorted, const Levels& levels) {
    std::vector<const Diagnostic*> shown;
    std::vector<std::size_t> counts(code_count);
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i > 0 && sorted[i]->at.path != sorted[i - 1]->at.path) std::fill(counts.begin(), counts.end(), 0);
        if (levels.of(sorted[i]->code) != Level::off && ++counts[static_cast<std::size_t>(sorted[i]->code)] <= shown_per_code) shown.push_back(sorted[i]);
    }
    return shown;
}

std::string render_diagnostics(const Diagnostics& diagnostics, const Levels& levels, const ConsoleStyle& style, const ExcerptAt& excerpt_at) {
    Renderer renderer(style, excerpt_at);
    const std::vector<const Diagnostic*> sorted = diagnostics.in_order();
    std::vector<std::size_t> counts(code_count);
    for (auto begin = sorted.begin(); begin != sorted.end();) {
        const auto end = std::find_if(begin, sorted.end(), [&](const Diagnostic* d) { return d->at.path != (*begin)->at.path; });
        std::fill(counts.begin(), counts.end(), 0);
        for (auto diagnostic = begin; diagnostic != end; ++diagnostic) {
            const Level level = levels.of((*diagnostic)->code);
            if (!is_shown(level, style)) continue;
            if (++counts[static_cast<std::size_t>((*diagnostic)->code)] <= shown_per_code) renderer.add(**diagnostic, level);
        }
        for (std::size_t code = 0; code < code_count; ++code) {
            if (counts[code] > shown_per_code) renderer.add_more(counts[code] - shown_per_code, words_of(static_cast<Code>(code)).name);
        }
        begin = end;
    }
    return renderer.take();
}

std::string render_summary(const Diagnostics& diagnostics, const Levels& levels, Language language, std::size_t items) {
    std::size_t errors = 0, warnings = 0;
    std::set<std::string_view> wrong, held;  // files
    for (const Diagnostic* diagnostic : diagnostics.in_order()) {
        switch (levels.of(diagnostic->code)) {
            case Level::error:
                ++errors;
                wrong.insert(diagnostic->at.path);
                break;
            case Level::held:
                held.insert(diagnostic->at.path);
                break;
            case Level::warning:
                ++warnings;
                break;
            case Level::off:
                break;
        }
    }
    const bool zh = is_zh(language);
    std::string text = zh ? "检查 " + print_count(items) + " 条信息：" : "checked " + counted(items, "item", "items") + ": ";
    std::vector<std::string> parts;
    if (errors > 0) {
        parts.push_back(zh ? print_count(errors) + " 个错误（" + print_count(wrong.size()) + " 个文件）"
                           : counted(errors, "error", "errors") + " (in " + counted(wrong.size(), "file", "files") + ")");
    }
    if (warnings > 0) parts.push_back(zh ? print_count(warnings) + " 个警告" : counted(warnings, "warning", "warnings"));
    if (!held.empty()) parts.push_back(zh ? print_count(held.size()) + " 条暂不发布" : print_count(held.size()) + " held back");
    if (parts.empty()) parts.push_back(zh ? "没有问题" : "no problems");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text += zh ? "，" : ", ";
        text += parts[i];
    }
    return text + "\n";
}

std::optional<Words> hint_of(const Diagnostics& diagnostics, const Levels& levels) {
    // The gravest; of those the one that is printed first.
    const std::vector<const Diagnostic*> sorted = diagnostics.in_order();
    const auto gravest = std::max_element(sorted.begin(), sorted.end(), [&](const Diagnostic* a, const Diagnostic* b) { return levels.of(a->code) < levels.of(b->code); });
    if (gravest == sorted.end() || levels.of((*gravest)->code) == Level::off) return std::nullopt;
    const std::string name(words_of((*gravest)->code).name);
    return Words("哪一条看不明白，可以运行：mulu explain " + name, "for more about a message: mulu explain " + name);
}

std::string render_failure(const Failure& failure, Language language) {
    if (!is_zh(language)) return "error: " + std::string(trim(printable(failure.message()))) + "\n";  // it may have no path
    std::string text = "错误: " + operation_zh(failure.what) + (failure.path.empty() ? "" : " " + failure.path);
    if (failure.error != 0) text += "：" + reason_zh(failure.error);
    return printable(text) + "\n";
}

std::string render_progress(const Words& phase, std::size_t done, std::size_t all, double seconds, Language language) {
    const bool zh = is_zh(language);
    std::string text = phase.in(language);
    if (done == 0 && all == 0) return text;
    text += " " + print_count(done);
    if (all > 0) text += "/" + print_count(all);
    constexpr double too_early = 0.5;  // a rate of the first moments says nothing
    if (seconds < too_early || done == 0) return text;
    const double rate = static_cast<double>(done) / seconds;
    text += "  " + print_count(static_cast<std::size_t>(std::lround(rate))) + (zh ? "/秒" : "/s");
    if (all > done) {
        const auto left = static_cast<std::size_t>(std::ceil(static_cast<double>(all - done) / rate));
        const std::string minutes = print_count(left / 60), rest = std::to_string(left % 60);
        if (zh)
            text += left < 60 ? "  还需 " + rest + " 秒" : "  还需 " + minutes + " 分 " + rest + " 秒";
        else
            text += left < 60 ? "  " + rest + " s left" : "  " + minutes + " min " + rest + " s left";
    }
    return text;
}

std::string print_count(std::size_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, 1, ',');
    }
    return text;
}

Console::Console(ConsoleStyle style, std::ostream& output, std::ostream& error) : style_(style), output_(output), error_(error) {}

Console::~Console() { finish(); }

void Console::clear_line() {
    if (has_line_) error_ << "\r\x1b[K";
    has_line_ = false;
}

void Console::diagnostics(const Diagnostics& diagnostics, const Levels& levels, const ExcerptAt& excerpt_at) {
    const std::string text = render_diagnostics(diagnostics, levels, style_, excerpt_at);
    if (text.empty()) return;
    const std::lock_guard lock(mutex_);
    clear_line();
    error_ << text << '\n';
    error_.flush();
}

void Console::summary(const Diagnostics& diagnostics, const Levels& levels, std::size_t items) {
    if (style_.quiet && diagnostics.count(Level::error, levels) == 0 && diagnostics.count(Level::held, levels) == 0) return;
    const std::lock_guard lock(mutex_);
    clear_line();
    error_ << render_summary(diagnostics, levels, style_.language, items);
    error_.flush();
}

void Console::phase(Words name) {
    const std::lock_guard lock(mutex_);
    phase_ = std::move(name);
    phase_begin_ = last_shown_ = Clock::now();
    if (style_.quiet) return;
    clear_line();
    error_ << phase_.in(style_.language);
    if (style_.terminal)
        has_line_ = true;
    else
        error_ << '\n';
    error_.flush();
}

void Console::progress(std::size_t done, std::size_t all) {
    if (style_.quiet || !style_.terminal) return;
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock) return;  // another thread is showing its number; ours would be as good
    const auto now = Clock::now();
    if (now - last_shown_ < std::chrono::milliseconds(100)) return;
    last_shown_ = now;
    clear_line();
    error_ << render_progress(phase_, done, all, std::chrono::duration<double>(now - phase_begin_).count(), style_.language);
    error_.flush();
    has_line_ = true;
}

void Console::finish() {
    const std::lock_guard lock(mutex_);
    clear_line();
    error_.flush();
}

void Console::result(std::string_view text) {
    finish();
    output_ << text;
    output_.flush();
}

void Console::remark(const Words& words) {
    if (style_.quiet) return;
    const std::lock_guard lock(mutex_);
    clear_line();
    error_ << printable(words.in(style_.language)) << '\n';
    error_.flush();
}

void Console::failure(const Failure& failure) {
    const std::lock_guard lock(mutex_);
    clear_line();
    error_ << render_failure(failure, style_.language);
    error_.flush();
}

}  // namespace mulu
