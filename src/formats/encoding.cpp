// SPDX-License-Identifier: Apache-2.0
#include "formats/encoding.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include <iconv.h>

#include "base/text.hpp"

namespace mulu {
namespace {

unsigned char byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }
constexpr bool within(unsigned value, unsigned first, unsigned last) { return value >= first && value <= last; }

constexpr std::string_view mark_little = "\xFF\xFE", mark_big = "\xFE\xFF";

std::optional<Encoding> as_utf16(std::string_view bytes) {
    if (bytes.starts_with(mark_little)) return Encoding::utf16_little;
    if (bytes.starts_with(mark_big)) return Encoding::utf16_big;
    // Without its mark: nearly every unit is ASCII, Han or full-width punctuation in one of the two byte orders, and
    // the ASCII ones (line ends at least) show NUL bytes, which no text file in another encoding has.
    if (bytes.size() < 8 || bytes.size() % 2 != 0 || bytes.find('\0') == std::string_view::npos) return std::nullopt;
    const auto usual = [](unsigned high, unsigned low) {
        return (high == 0 && low != 0) || within(high, 0x4E, 0x9F) || high == 0x30 || high == 0xFF || high == 0x20;
    };
    std::size_t little = 0, big = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        if (usual(byte_at(bytes, i + 1), byte_at(bytes, i))) ++little;
        if (usual(byte_at(bytes, i), byte_at(bytes, i + 1))) ++big;
    }
    if (std::max(little, big) * 10 < bytes.size() / 2 * 9) return std::nullopt;
    return little >= big ? Encoding::utf16_little : Encoding::utf16_big;
}

/// GBK or GB 18030 where all bytes are, and most of the double-byte ones lie in the rows of Han and of Chinese punctuation; damaged, where one in fifty at
/// most is no such character.
std::optional<Encoding> as_gbk(std::string_view bytes) {
    std::size_t doubles = 0, fours = 0, usual = 0, bad = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const unsigned lead = byte_at(bytes, at);
        const unsigned trail = at + 1 < bytes.size() ? byte_at(bytes, at + 1) : 0;
        if (lead < 0x80) {
            ++at;
        } else if (lead == 0x80 || lead == 0xFF) {
            ++bad, ++at;
        } else if (within(trail, '0', '9') && at + 3 < bytes.size() && within(byte_at(bytes, at + 2), 0x81, 0xFE) && within(byte_at(bytes, at + 3), '0', '9')) {
            ++fours;
            at += 4;
        } else if (trail < 0x40 || trail == 0x7F || trail == 0xFF) {
            ++bad, ++at;
        } else {
            ++doubles;
            if (trail >= 0xA1 && (within(lead, 0xB0, 0xF7) || lead == 0xA1 || lead == 0xA3)) ++usual;
            at += 2;
        }
    }
    if (doubles == 0 || usual * 10 < doubles * 7) return std::nullopt;
    if (bad > 0) return bad * 50 <= doubles ? std::optional(Encoding::damaged_gbk) : std::nullopt;
    return fours > 0 ? Encoding::gb18030 : Encoding::gbk;
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

/// Whether sound UTF-8 has a character of three bytes, as all Chinese is: two bytes alone may as well be a word of GBK (通知: CD A8, D6 AA).
bool has_long_character(std::string_view line) {
    return std::any_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE0; });
}

/// Whether some lines are Chinese UTF-8, and all others GBK: one was pasted into the other.
bool is_mixed(std::string_view bytes) {
    bool has_utf8 = false, has_gbk = false;
    for (const std::string_view line : split(bytes, '\n')) {
        if (first_invalid_utf8(line)) {
            const auto gbk = as_gbk(line);
            if (gbk != Encoding::gbk && gbk != Encoding::gb18030) return false;
            has_gbk = true;
        } else if (has_long_character(line)) {
            has_utf8 = true;
        }
    }
    return has_utf8 && has_gbk;
}

/// `bytes` from one encoding to another, or nothing where a character cannot be converted.
std::optional<std::string> convert(std::string_view bytes, const char* from, const char* to) {
    const iconv_t converter = ::iconv_open(to, from);
    if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
    // A character of GB 18030 takes two or four bytes, and of UTF-8 at most four.
    std::string out(bytes.size() * 4 + 16, '\0');
    char* in_at = const_cast<char*>(bytes.data());  // iconv() reads it only; its signature is older than const
    char* out_at = out.data();
    std::size_t in_left = bytes.size(), out_left = out.size();
    const std::size_t irreversible = ::iconv(converter, &in_at, &in_left, &out_at, &out_left);
    ::iconv_close(converter);
    if (irreversible != 0 || in_left != 0) return std::nullopt;
    out.resize(out.size() - out_left);
    return out;
}

std::optional<std::string> from_utf16(std::string_view bytes, bool big) {
    if (bytes.size() % 2 != 0) return std::nullopt;
    if (bytes.starts_with(big ? mark_big : mark_little)) bytes.remove_prefix(2);
    const auto unit = [&](std::size_t at) { return static_cast<char32_t>(big ? byte_at(bytes, at) << 8 | byte_at(bytes, at + 1) : byte_at(bytes, at + 1) << 8 | byte_at(bytes, at)); };
    std::string out;
    out.reserve(bytes.size() * 2);
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        char32_t character = unit(at);
        if (character >= 0xDC00 && character <= 0xDFFF) return std::nullopt;
        if (character >= 0xD800 && character <= 0xDBFF) {
            at += 2;
            if (at >= bytes.size()) return std::nullopt;
            const char32_t low = unit(at);
            if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
            character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
        }
        append_character(out, character);
    }
    return out;
}

}  // namespace

Encoding encoding_of(std::string_view bytes) {
    const bool sound = !first_invalid_utf8(bytes).has_value();
    // UTF-16 of plain ASCII is sound UTF-8 full of NULs, so it must be asked for also where no byte is invalid.
    if (!sound || bytes.find('\0') != std::string_view::npos) {
        if (const auto utf16 = as_utf16(bytes)) return *utf16;
    }
    if (sound) return Encoding::utf8;
    if (is_mixed(bytes)) return Encoding::mixed;
    if (is_damaged_utf8(bytes)) return Encoding::damaged_utf8;
    return as_gbk(bytes).value_or(Encoding::unknown);
}

Words name_of(Encoding encoding) {
    switch (encoding) {
        case Encoding::utf8: return "UTF-8";
        case Encoding::damaged_utf8: return {"损坏的 UTF-8", "damaged UTF-8"};
        case Encoding::gbk: return "GBK";
        case Encoding::gb18030: return "GB18030";
        case Encoding::damaged_gbk: return {"损坏的 GBK", "damaged GBK"};
        case Encoding::mixed: return {"UTF-8 和 GBK 混在一起", "UTF-8 and GBK mixed"};
        case Encoding::utf16_little: return "UTF-16LE";
        case Encoding::utf16_big: return "UTF-16BE";
        case Encoding::unknown: break;
    }
    return {"未知编码", "unknown"};
}

std::optional<std::string> to_utf8(std::string_view bytes, Encoding encoding) {
    std::optional<std::string> text;
    if (encoding == Encoding::utf16_little || encoding == Encoding::utf16_big) {
        text = from_utf16(bytes, encoding == Encoding::utf16_big);
    } else if (encoding == Encoding::gbk || encoding == Encoding::gb18030) {
        text = convert(bytes, "GB18030", "UTF-8");
        if (text && convert(*text, "UTF-8", "GB18030") != bytes) return std::nullopt;
    }
    if (text && first_invalid_utf8(*text)) return std::nullopt;
    return text;
}

std::string name_of(char32_t character) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string name = "U+";
    for (int shift = character > 0xFFFFF ? 20 : character > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4) name += digits[(character >> shift) & 15];
    return name;
}

Words LineEnds::list() const {
    Words words;
    const auto add = [&](const char* name, std::size_t count) {
        if (count == 0) return;
        const std::string number = std::to_string(count);
        words.zh += (words.zh.empty() ? "" : "，") + std::string(name) + " " + number + " 行";
        words.en += (words.en.empty() ? "" : ", ") + number + (count == 1 ? " line " : " lines ") + name;
    };
    add("LF", lf);
    add("CRLF", crlf);
    add("CR", cr);
    return words;
}

LineEnds line_ends_of(std::string_view text) {
    LineEnds ends;
    std::uint32_t line = 0;
    std::size_t* first = nullptr;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\n' && text[at] != '\r') continue;
        const bool is_crlf = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        std::size_t& count = text[at] == '\n' ? ends.lf : is_crlf ? ends.crlf : ends.cr;
        if (is_crlf) ++at;
        ++line;
        ++count;
        if (first == nullptr) first = &count;
        if (first != &count && ends.first_other == 0) ends.first_other = line;
    }
    return ends;
}

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

std::string utf8_of_gb18030(std::string_view bytes) {
    const iconv_t converter = ::iconv_open("UTF-8", "GB18030");
    std::string out;
    if (converter == reinterpret_cast<iconv_t>(-1)) {  // the C library without its converters: digits and Latin letters at least
        for (const char c : bytes) append_character(out, static_cast<unsigned char>(c) < 0x80 ? static_cast<char32_t>(c) : 0xFFFD);
        return out;
    }
    char* from = const_cast<char*>(bytes.data());
    std::size_t left = bytes.size();
    char buffer[65536];
    while (left > 0) {
        char* to = buffer;
        std::size_t room = sizeof buffer;
        const std::size_t before = left;
        const std::size_t result = ::iconv(converter, &from, &left, &to, &room);
        out.append(buffer, sizeof buffer - room);
        if (result == static_cast<std::size_t>(-1) && room == sizeof buffer && before == left) {
            append_character(out, 0xFFFD);
            ++from;
            --left;
        }
    }
    ::iconv_close(converter);
    return out;
}

}  // namespace mulu
