// SPDX-License-Identifier: Apache-2.0
#include "formats/source.hpp"

#include <algorithm>
#include <cstring>

#include "base/skim.hpp"
#include "base/text.hpp"
#include "formats/encoding.hpp"

namespace mulu {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t control_reports = 20;  // a binary file by mistake has thousands; the first few tell

/// "5.2 MB", "300 KB", "12 B".
std::string print_size(std::size_t bytes) {
    constexpr std::size_t kilo = 1024, mega = 1024 * 1024;
    const std::size_t unit = bytes >= mega ? mega : bytes >= kilo ? kilo : 1;
    const std::size_t tenths = bytes * 10 / unit;
    std::string text = std::to_string(tenths / 10);
    if (unit > 1 && tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
    return text + (unit == mega ? " MB" : unit == kilo ? " KB" : " B");
}

/// Whether there may be a control character: a C0, DEL, or the C2 that begins a C1.
bool may_hold_control(std::string_view text) {
    const auto is_suspect = [](const Neighbours& p) { return ((p[0] < 0x20) & (p[0] != '\t') & (p[0] != '\n') & (p[0] != '\r')) | (p[0] == 0x7F) | (p[0] == 0xC2); };
    return skim<0>(text, 0, is_suspect) != std::string_view::npos;
}

std::vector<std::uint32_t> find_lines(std::string_view text) {
    std::vector<std::uint32_t> begins{0};
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    for (const char* at = begin; at != end;) {
        const void* found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
        if (found == nullptr) break;
        at = static_cast<const char*>(found) + 1;
        begins.push_back(static_cast<std::uint32_t>(at - begin));
    }
    return begins;
}

std::string_view without_trailing_blanks(std::string_view line) {
    const std::size_t last = line.find_last_not_of(" \t");
    return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

}  // namespace

std::optional<Source> Source::make(std::string path, std::string bytes, Diagnostics& diagnostics, const SourceLimits& limits) {
    Source source;
    source.path_ = std::move(path);
    if (bytes.size() > limits.bytes) {
        diagnostics.add(Code::E004, Place{source.path_, 0, 0, 0}, {print_size(bytes.size()), print_size(limits.bytes)});
        return std::nullopt;
    }
    // Editors that don't know the mark add a second one in front of it.
    std::size_t marks = 0;
    while (bytes.compare(marks, byte_order_mark.size(), byte_order_mark) == 0) marks += byte_order_mark.size();
    bytes.erase(0, marks);
    const auto invalid = first_invalid_utf8(bytes);
    const bool holds_control = may_hold_control(bytes);
    if (invalid || holds_control) {
        if (const Encoding encoding = encoding_of(bytes); encoding != Encoding::utf8) {
            // Lines are counted in the bytes before the fault only: behind it nobody knows what is a line end. UTF-16 is at fault from its first byte.
            const bool is_utf16 = encoding == Encoding::utf16_little || encoding == Encoding::utf16_big;
            bytes.resize(is_utf16 ? 0 : invalid.value_or(0));
            unify_line_ends(bytes);
            source.text_ = std::move(bytes);
            source.line_begins_ = find_lines(source.text_);
            diagnostics.add(Code::E002, source.place(source.text_.size()), {name_of(encoding)});
            return std::nullopt;
        }
    }
    const LineEnds ends = bytes.find('\r') == std::string::npos ? LineEnds{} : line_ends_of(bytes);
    unify_line_ends(bytes);
    source.text_ = std::move(bytes);
    source.line_begins_ = find_lines(source.text_);
    if (holds_control && source.report_controls(diagnostics)) return std::nullopt;
    if (!source.path_.starts_with("content/")) return source;  // of layouts and forms these are nobody's business: mulu fix doesn't mend them
    if (marks > 0) diagnostics.add(Code::W001, source.place_at(1, 1));
    if (ends.mixed()) diagnostics.add(Code::W003, source.place_of_line(ends.first_other), {ends.list()});
    else if (ends.crlf + ends.cr > 0) diagnostics.add(Code::W002, source.place_of_line(1), {Words(ends.cr > 0 ? "CR" : "CRLF")});
    return source;
}

bool Source::report_controls(Diagnostics& diagnostics) const {
    std::size_t reports = 0;
    std::uint32_t last_line = 0;
    const std::string_view text = text_;
    for (std::size_t at = 0; at < text.size() && reports < control_reports;) {
        const std::size_t begin = at;
        const char32_t character = next_character(text, at);
        if (!is_control(character)) continue;
        Place found = place(begin);
        if (found.line == last_line) continue;
        last_line = found.line;
        ++reports;
        diagnostics.add(Code::E003, std::move(found), {name_of(character)});
    }
    return reports > 0;
}

Place Source::place_of_line(std::uint32_t number) const { return place_at(number, 1, std::max<std::size_t>(1, count_sound_characters(line(number)))); }

std::size_t Source::offset(std::uint32_t line, std::uint32_t column) const {
    const std::string_view text = text_;
    std::size_t at = line_begin(line);
    for (; column > 1 && at < text.size() && text[at] != '\n'; --column) next_character(text, at);
    return at;
}

Place Source::place(std::size_t offset, std::size_t length) const { return {path_, spot(offset, length)}; }

Spot Source::spot(std::size_t offset, std::size_t length) const {
    offset = std::min(offset, text_.size());
    while (offset > 0 && offset < text_.size() && (static_cast<unsigned char>(text_[offset]) & 0xC0) == 0x80) --offset;
    const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), static_cast<std::uint32_t>(offset));
    const std::size_t begin = *(after - 1);
    const std::size_t column = count_sound_characters(std::string_view(text_).substr(begin, offset - begin)) + 1;
    return {static_cast<std::uint32_t>(after - line_begins_.begin()), static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(length)};
}

Place Source::place_at(std::uint32_t line, std::uint32_t column, std::size_t length) const {
    return {path_, line, column, static_cast<std::uint32_t>(length)};
}

std::string_view Source::line(std::uint32_t number) const {
    if (number == 0 || number > line_count()) return {};
    const std::size_t begin = line_begins_[number - 1];
    const std::size_t end = number < line_count() ? line_begins_[number] - 1 : text_.size();
    return std::string_view(text_).substr(begin, end - begin);
}

std::size_t Source::line_begin(std::uint32_t line) const {
    if (line == 0) return 0;
    return line > line_count() ? text_.size() : line_begins_[line - 1];
}

namespace {

/// What is wrong with a first line that should be the fence.
Words words_of_fence(const Source& source, std::string_view fence) {
    const std::string_view line = trim(source.line(1));
    if (line.size() > fence.size() && line.find_first_not_of('-') == std::string_view::npos) return {"多了连字符，应正好是三个", "too many hyphens: there must be three"};
    bool is_dashes = !line.empty();
    for (std::size_t at = 0; at < line.size() && is_dashes;) {
        const char32_t c = next_character(line, at);
        is_dashes = c == U'—' || c == U'－' || c == U'–' || c == U'─';
    }
    if (is_dashes) return {"这是中文的横线，应是三个英文连字符 ---", "these are no hyphens: write --- in ASCII"};
    if (line == fence) return {"--- 前面不能有空格", "no space may stand before ---"};
    if (line.empty()) {
        for (std::uint32_t number = 2; number <= source.line_count(); ++number) {
            const std::string_view next = trim(source.line(number));
            if (next == fence) return {"--- 前面有空行，删去空行", "blank lines stand before ---: delete them"};
            if (!next.empty()) break;
        }
    }
    return {"这里应是 ---", "--- belongs here"};
}

}  // namespace

std::optional<FrontMatter> split_front_matter(const Source& source, Diagnostics& diagnostics) {
    constexpr std::string_view fence = "---";
    if (without_trailing_blanks(source.line(1)) != fence) {
        const std::size_t length = count_characters(without_trailing_blanks(source.line(1)));
        diagnostics.add(Code::E005, source.place_at(1, 1, std::max<std::size_t>(1, length)), {words_of_fence(source, fence)});
        return std::nullopt;
    }
    const std::string_view text = source.text();
    for (std::uint32_t line = 2; line <= source.line_count(); ++line) {
        if (without_trailing_blanks(source.line(line)) != fence) continue;
        FrontMatter parts;
        const std::size_t begin = source.line_begin(2), end = source.line_begin(line), behind = source.line_begin(line + 1);
        parts.yaml = text.substr(begin, end - begin);
        parts.yaml_line = 2;
        parts.body = text.substr(behind);
        parts.body_line = line + 1;
        return parts;
    }
    diagnostics.add(Code::E006, source.place_at(1, 1, fence.size()));
    return std::nullopt;
}

}  // namespace mulu
