// SPDX-License-Identifier: Apache-2.0
#include "formats/source.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "base/text.hpp"

namespace mulu {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t control_reports = 20;  // a binary file by mistake has thousands; the first few tell

unsigned char byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }
constexpr bool within(unsigned value, unsigned first, unsigned last) { return value >= first && value <= last; }

bool is_utf16(std::string_view bytes) {
    if (bytes.size() >= 2 && (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF")) return true;
    // Without its mark: nearly every unit is ASCII, Han or full-width punctuation in one of the two byte orders, and
    // the ASCII ones (line ends at least) show NUL bytes, which no text file in another encoding has.
    if (bytes.size() < 8 || bytes.size() % 2 != 0 || bytes.find('\0') == std::string_view::npos) return false;
    const auto usual = [](unsigned high, unsigned low) {
        return (high == 0 && low != 0) || within(high, 0x4E, 0x9F) || high == 0x30 || high == 0xFF || high == 0x20;
    };
    std::size_t little = 0, big = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        if (usual(byte_at(bytes, i + 1), byte_at(bytes, i))) ++little;
        if (usual(byte_at(bytes, i), byte_at(bytes, i + 1))) ++big;
    }
    return std::max(little, big) * 10 >= bytes.size() / 2 * 9;
}

/// Whether all bytes are GB 18030 and most of the double-byte ones lie in the rows of Han and of Chinese punctuation.
bool is_gbk(std::string_view bytes) {
    std::size_t doubles = 0, usual = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const unsigned lead = byte_at(bytes, at);
        if (lead < 0x80) {
            ++at;
            continue;
        }
        if (lead == 0x80 || lead == 0xFF || at + 1 >= bytes.size()) return false;
        const unsigned trail = byte_at(bytes, at + 1);
        if (within(trail, '0', '9')) {
            if (at + 3 >= bytes.size() || !within(byte_at(bytes, at + 2), 0x81, 0xFE) || !within(byte_at(bytes, at + 3), '0', '9')) return false;
            at += 4;
            continue;
        }
        if (trail < 0x40 || trail == 0x7F || trail == 0xFF) return false;
        ++doubles;
        if (trail >= 0xA1 && (within(lead, 0xB0, 0xF7) || lead == 0xA1 || lead == 0xA3)) ++usual;
        at += 2;
    }
    return doubles > 0 && usual * 10 >= doubles * 7;
}

/// Whether most of the bytes beyond ASCII are sound three-byte characters: Chinese UTF-8 with a wound.
bool is_damaged_utf8(std::string_view bytes) {
    std::size_t beyond = 0, sound = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t begin = at;
        next_character(bytes, at);
        if (byte_at(bytes, begin) < 0x80) continue;
        beyond += at - begin;
        if (at - begin >= 3) sound += at - begin;
    }
    return sound * 2 > beyond;
}

Words encoding_of(std::string_view bytes) {
    if (is_utf16(bytes)) return "UTF-16";
    if (is_damaged_utf8(bytes)) return {"损坏的 UTF-8", "damaged UTF-8"};
    if (is_gbk(bytes)) return "GBK";
    return {"未知编码", "unknown"};
}

/// "5.2 MB", "300 KB", "12 B".
std::string print_size(std::size_t bytes) {
    constexpr std::size_t kilo = 1024, mega = 1024 * 1024;
    const std::size_t unit = bytes >= mega ? mega : bytes >= kilo ? kilo : 1;
    const std::size_t tenths = bytes * 10 / unit;
    std::string text = std::to_string(tenths / 10);
    if (unit > 1 && tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
    return text + (unit == mega ? " MB" : unit == kilo ? " KB" : " B");
}

bool is_control(char32_t character) {
    return (character < 0x20 && character != '\t' && character != '\n' && character != '\r') || (character >= 0x7F && character <= 0x9F);
}

/// Whether there may be a control character: a C0, DEL, or the C2 that begins a C1.
bool may_hold_control(std::string_view text) {
    const auto is_suspect = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0x7F || byte == 0xC2 || (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r');
    };
    // Eight bytes at a time: only a word that has a byte below 0x20, 0x7F or 0xC2 is looked at closely. A borrow may make a sound word suspect, never
    // the other way round.
    constexpr std::uint64_t ones = 0x0101010101010101U, highs = 0x8080808080808080U;
    const auto holds = [](std::uint64_t word, std::uint64_t byte) {
        const std::uint64_t zero_where_equal = word ^ (ones * byte);
        return (zero_where_equal - ones) & ~zero_where_equal & highs;
    };
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        const std::uint64_t below = (word - ones * 0x20) & ~word & highs;
        if ((below | holds(word, 0x7F) | holds(word, 0xC2)) == 0) continue;
        if (std::any_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(at + sizeof word), is_suspect)) return true;
    }
    return std::any_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_suspect);
}

/// CRLF and lone CR as LF.
void unify_line_ends(std::string& text) {
    std::size_t at = text.find('\r');
    if (at == std::string::npos) return;
    std::size_t out = at;
    for (; at < text.size(); ++at) {
        if (text[at] != '\r') {
            text[out++] = text[at];
        } else {
            text[out++] = '\n';
            if (at + 1 < text.size() && text[at + 1] == '\n') ++at;
        }
    }
    text.resize(out);
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
    while (bytes.compare(0, byte_order_mark.size(), byte_order_mark) == 0) bytes.erase(0, byte_order_mark.size());
    const auto invalid = first_invalid_utf8(bytes);
    const bool holds_control = may_hold_control(bytes);
    // UTF-16 of plain ASCII is sound UTF-8 full of NULs, so it must be asked for also where no byte is invalid.
    if (invalid || (holds_control && is_utf16(bytes))) {
        const Words encoding = encoding_of(bytes);
        // Lines are counted in the bytes before the fault only: behind it nobody knows what is a line end.
        bytes.resize(invalid.value_or(0));
        unify_line_ends(bytes);
        source.text_ = std::move(bytes);
        source.line_begins_ = find_lines(source.text_);
        diagnostics.add(Code::E002, source.place(source.text_.size()), {encoding});
        return std::nullopt;
    }
    unify_line_ends(bytes);
    source.text_ = std::move(bytes);
    source.line_begins_ = find_lines(source.text_);
    if (!holds_control) return source;

    std::size_t reports = 0;
    std::uint32_t last_line = 0;
    const std::string_view text = source.text_;
    for (std::size_t at = 0; at < text.size() && reports < control_reports;) {
        const std::size_t begin = at;
        const char32_t character = next_character(text, at);
        if (!is_control(character)) continue;
        Place place = source.place(begin);
        if (place.line == last_line) continue;
        last_line = place.line;
        ++reports;
        char name[16];
        std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(character));
        diagnostics.add(Code::E003, std::move(place), {name});
    }
    if (reports > 0) return std::nullopt;
    return source;
}

Place Source::place(std::size_t offset, std::size_t length) const {
    offset = std::min(offset, text_.size());
    while (offset > 0 && offset < text_.size() && (static_cast<unsigned char>(text_[offset]) & 0xC0) == 0x80) --offset;
    const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), static_cast<std::uint32_t>(offset));
    const std::size_t begin = *(after - 1);
    const std::size_t column = count_characters(std::string_view(text_).substr(begin, offset - begin)) + 1;
    return {path_, static_cast<std::uint32_t>(after - line_begins_.begin()), static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(length)};
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

std::optional<FrontMatter> split_front_matter(const Source& source, Diagnostics& diagnostics) {
    constexpr std::string_view fence = "---";
    if (without_trailing_blanks(source.line(1)) != fence) {
        const std::size_t length = count_characters(without_trailing_blanks(source.line(1)));
        diagnostics.add(Code::E005, source.place_at(1, 1, std::max<std::size_t>(1, length)));
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
