// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include <utf8proc.h>

#include "base/skim.hpp"

namespace mulu {
namespace {

constexpr char32_t replacement = 0xFFFD;

constexpr bool within(char32_t character, char32_t first, char32_t last) { return character >= first && character <= last; }

/// A character and how many bytes it takes; 0 bytes where they are not well-formed UTF-8.
struct Decoded {
    char32_t character = 0;
    unsigned bytes = 0;
};

/// Unicode 15, table 3-7: no surrogates, no overlong forms, nothing above U+10FFFF.
inline Decoded decode(const char* text, std::size_t left) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xC2) return {};
    if (lead < 0xE0) {
        if (left < 2 || !follows(1)) return {};
        return {static_cast<char32_t>((lead & 0x1F) << 6 | (byte(1) & 0x3F)), 2};
    }
    if (lead < 0xF0) {
        if (left < 3 || !follows(1) || !follows(2)) return {};
        const auto character = static_cast<char32_t>((lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
        if (character < 0x800 || within(character, 0xD800, 0xDFFF)) return {};
        return {character, 3};
    }
    if (lead < 0xF5) {
        if (left < 4 || !follows(1) || !follows(2) || !follows(3)) return {};
        const auto character = static_cast<char32_t>((lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F));
        if (!within(character, 0x10000, 0x10FFFF)) return {};
        return {character, 4};
    }
    return {};
}

bool is_hangul(char32_t character) {
    return within(character, 0x1100, 0x11FF) || within(character, 0x302E, 0x302F) || within(character, 0x3130, 0x318F) ||
           within(character, 0x3200, 0x321E) || within(character, 0x3260, 0x327E) || within(character, 0xA960, 0xA97F) ||
           within(character, 0xAC00, 0xD7FF) || within(character, 0xFFA0, 0xFFDC);
}

/// Whether composing and compatibility folding leave the character alone; true for nearly all that a site holds.
bool is_stable(char32_t character) { return character < 0x80 || within(character, 0x3400, 0x4DBF) || within(character, 0x4E00, 0x9FFF); }

bool is_stable(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (!is_stable(next_character(text, at))) return false;
    }
    return true;
}

/// `text` mapped by utf8proc; as it is where utf8proc refuses it.
std::string map(std::string_view text, utf8proc_option_t options) {
    utf8proc_uint8_t* mapped = nullptr;
    const utf8proc_ssize_t size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
    if (size < 0) return std::string(text);
    std::string result(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
    std::free(mapped);
    return result;
}

constexpr std::array<bool, 256> bytes_in(std::string_view set) {
    std::array<bool, 256> table{};
    for (const char c : set) table[static_cast<unsigned char>(c)] = true;
    return table;
}

constexpr std::array<bool, 256> url_plain = bytes_in("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

/// First and last bytes of the characters that are white space.
constexpr std::array<bool, 256> may_begin_space = bytes_in(" \t\n\v\f\r\xC2\xE1\xE2\xE3");
constexpr std::array<bool, 256> may_end_space = bytes_in(" \t\n\v\f\r\x85\xA0\x80\x81\x82\x83\x84\x86\x87\x88\x89\x8A\xA8\xA9\xAF\x9F");

constexpr std::string_view html_escape(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        default:
            return "&#39;";
    }
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

constexpr char upper_hex[] = "0123456789ABCDEF";

std::u32string characters_of(std::string_view text) {
    std::u32string characters;
    characters.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) characters += next_character(text, at);
    return characters;
}

/// Edit distance with swaps of neighbours (the commonest slip of the fingers), or `limit` + 1 if it is greater than `limit`.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > limit) return limit + 1;
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        std::size_t least = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        if (least > limit) return limit + 1;
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

/// White space collapsed to one space, none at the ends and none between characters of scripts that write without.
std::string collapse(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    char32_t before = 0;
    bool gap = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t character = next_character(text, at);
        if (is_space(character)) {
            gap = true;
            continue;
        }
        if (gap && before != 0 && !(is_spaceless_script(before) && is_spaceless_script(character))) result += ' ';
        gap = false;
        append_character(result, character);
        before = character;
    }
    return result;
}

bool is_closing_mark(char32_t character) {
    return character == U'”' || character == U'’' || character == U'」' || character == U'』' || character == U'）' || character == U'》' ||
           character == U'】' || character == U'"' || character == U'\'' || character == U')';
}

/// What belongs to the character before it: combining marks, joiners and variation selectors.
bool is_attached(char32_t character) { return (display_width(character) == 0 && character != 0) || within(character, 0x1F3FB, 0x1F3FF); }

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    // Whether the byte at p[3] can't be what it is behind those before it: one that follows where none must, or the other way round, or one that is in no sound
    // text. Behind the end zeros are read, so that a character that is cut off is wrong there.
    const auto is_wrong = [](const Neighbours& p) {
        const SixteenAnswers follows = (p[3] & 0xC0) == 0x80, must_not = (p[2] < 0xC0) & (p[1] < 0xE0) & (p[0] < 0xF0);
        const SixteenAnswers below_a0 = p[3] < 0xA0, below_90 = p[3] < 0x90;
        const SixteenAnswers overlong = ((p[2] == 0xE0) & below_a0) | ((p[2] == 0xF0) & below_90);
        const SixteenAnswers outside = ((p[2] == 0xED) & ~below_a0) | ((p[2] == 0xF4) & ~below_90);  // surrogates; above U+10FFFF
        return (follows == must_not) | overlong | outside | ((p[3] & 0xFE) == 0xC0) | ~(p[3] < 0xF5);
    };
    constexpr std::size_t before = 3;  // bytes that is_wrong() looks back
    std::size_t at = 0;
    const auto step = [&] {
        const unsigned length = decode(text.data() + at, text.size() - at).bytes;
        at += length;
        return length != 0;
    };
    while (at < before && at < text.size()) {
        if (!step()) return at;
    }
    if (at == text.size()) return std::nullopt;
    const std::size_t wrong = skim<before>(text, at - before, is_wrong);
    if (wrong == std::string_view::npos) return std::nullopt;
    // It is in the character that begins there or up to three bytes before. All before is sound, so it is known where characters begin.
    at = std::max(at, wrong);
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    while (at < text.size() && step()) {}
    return at;
}

char32_t next_character(std::string_view text, std::size_t& at) {
    const Decoded decoded = decode(text.data() + at, text.size() - at);
    at += decoded.bytes == 0 ? 1 : decoded.bytes;
    return decoded.bytes == 0 ? replacement : decoded.character;
}

char32_t last_character(std::string_view text) {
    if (text.empty()) return 0;
    for (std::size_t length = 1; length <= 4 && length <= text.size(); ++length) {
        const Decoded decoded = decode(text.data() + text.size() - length, length);
        if (decoded.bytes == length) return decoded.character;
    }
    return replacement;
}

void append_character(std::string& out, char32_t character) {
    if (character > 0x10FFFF || within(character, 0xD800, 0xDFFF)) character = replacement;
    const auto add = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (character < 0x80) {
        add(character);
    } else if (character < 0x800) {
        add(0xC0 | character >> 6);
        add(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        add(0xE0 | character >> 12);
        add(0x80 | (character >> 6 & 0x3F));
        add(0x80 | (character & 0x3F));
    } else {
        add(0xF0 | character >> 18);
        add(0x80 | (character >> 12 & 0x3F));
        add(0x80 | (character >> 6 & 0x3F));
        add(0x80 | (character & 0x3F));
    }
}

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0, at = 0;
    std::uint64_t eight = 0;
    while (text.size() - at >= sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        // What stands before a value or a word is often ASCII alone; else most is Han, in three bytes. E0 and ED have forms that are not allowed.
        if ((eight & 0x8080808080808080U) == 0) {
            at += sizeof eight;
            count += sizeof eight;
            continue;
        }
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
        if ((byte(0) & 0xF0) == 0xE0 && byte(0) != 0xE0 && byte(0) != 0xED && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80) at += 3;
        else next_character(text, at);
        ++count;
    }
    for (; at < text.size(); ++count) next_character(text, at);
    return count;
}

std::size_t count_sound_characters(std::string_view text) {
    // Every byte begins a character but those that follow, 10xxxxxx: of eight bytes at a time, a bit is left in each that does, and multiplying adds them up.
    constexpr std::uint64_t ones = 0x0101010101010101U;
    std::size_t count = text.size();
    for (std::size_t at = 0; at < text.size();) {
        std::uint64_t eight = 0;
        const std::size_t length = std::min(sizeof eight, text.size() - at);
        if (length == sizeof eight) std::memcpy(&eight, text.data() + at, sizeof eight);
        else std::memcpy(&eight, text.data() + at, length);
        count -= static_cast<std::size_t>(((eight >> 7 & ~(eight >> 6) & ones) * ones) >> 56);
        at += length;
    }
    return count;
}

std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count) next_character(text, at);
    return text.substr(0, at);
}

int display_width(char32_t character) {
    if (within(character, 0x20, 0x7E)) return 1;
    if (within(character, 0x4E00, 0x9FFF) || within(character, 0xFF01, 0xFF60)) return 2;
    // Planes 2 and 3 are wide as a whole (UAX #11), also the blocks that are younger than utf8proc.
    if (within(character, 0x20000, 0x3FFFD)) return 2;
    const auto code = static_cast<utf8proc_int32_t>(character);
    if (utf8proc_category(code) == UTF8PROC_CATEGORY_CN) return 1;
    return utf8proc_charwidth(code);
}

int display_width(std::string_view text) {
    int width = 0;
    for (std::size_t at = 0; at < text.size();) width += display_width(next_character(text, at));
    return width;
}

bool is_han(char32_t character) {
    if (within(character, 0x4E00, 0x9FFF)) return true;
    if (character < 0x3005) return false;
    return character == 0x3005 || character == 0x3007 || within(character, 0x3021, 0x3029) || within(character, 0x3400, 0x4DBF) ||
           within(character, 0xF900, 0xFAFF) || within(character, 0x20000, 0x2FA1F) ||  // extensions B to F, I, and the compatibility supplement
           within(character, 0x30000, 0x3347F);                                         // extensions G, H, J
}

bool is_spaceless_script(char32_t character) { return character >= 0x1100 && display_width(character) == 2 && !is_hangul(character); }

bool is_punctuation(char32_t character) {
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(character))) {
        case UTF8PROC_CATEGORY_PC:
        case UTF8PROC_CATEGORY_PD:
        case UTF8PROC_CATEGORY_PS:
        case UTF8PROC_CATEGORY_PE:
        case UTF8PROC_CATEGORY_PI:
        case UTF8PROC_CATEGORY_PF:
        case UTF8PROC_CATEGORY_PO:
        case UTF8PROC_CATEGORY_SM:
        case UTF8PROC_CATEGORY_SC:
        case UTF8PROC_CATEGORY_SK:
        case UTF8PROC_CATEGORY_SO:
            return true;
        default:
            return false;
    }
}

bool is_space(char32_t character) {
    if (character < 0x80) return character == ' ' || within(character, 0x09, 0x0D);
    return character == 0x85 || character == 0xA0 || character == 0x1680 || within(character, 0x2000, 0x200A) || character == 0x2028 ||
           character == 0x2029 || character == 0x202F || character == 0x205F || character == 0x3000;
}

bool is_unprintable(char32_t character) {
    if (character < 0x20) return character != '\t' && character != '\n' && character != '\r';
    if (character < 0x7F) return false;
    return within(character, 0x7F, 0x9F) || within(character, 0xE000, 0xF8FF) || within(character, 0xFDD0, 0xFDEF) || character >= 0xF0000 ||
           (character & 0xFFFE) == 0xFFFE;
}

std::string fold(std::string_view text) {
    if (is_stable(text)) return lower_ascii(text);
    return map(text, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE));
}

std::string compose(std::string_view text) {
    if (is_stable(text)) return std::string(text);
    return map(text, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::string_view trim(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    while (!text.empty() && may_begin_space[byte(0)]) {
        std::size_t at = 0;
        if (!is_space(next_character(text, at))) break;
        text.remove_prefix(at);
    }
    while (!text.empty() && may_end_space[byte(text.size() - 1)]) {
        std::size_t begin = text.size() - 1;
        while (begin > 0 && text.size() - begin < 4 && (byte(begin) & 0xC0) == 0x80) --begin;
        if (!is_space(last_character(text))) break;
        text = text.substr(0, begin);
    }
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (;;) {
        const std::size_t end = text.find(separator);
        pieces.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return pieces;
        text.remove_prefix(end + 1);
    }
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
    std::string result;
    if (from.empty()) return std::string(text);
    result.reserve(text.size());
    for (;;) {
        const std::size_t found = text.find(from);
        result += text.substr(0, found);
        if (found == std::string_view::npos) return result;
        result += to;
        text.remove_prefix(found + from.size());
    }
}

void append_escaped_html(std::string& out, std::string_view text) {
    const auto is_special = [](const Neighbours& p) { return (p[0] == '&') | (p[0] == '<') | (p[0] == '>') | (p[0] == '"') | (p[0] == '\''); };
    std::size_t done = 0;
    skim_all<0>(text, is_special, [&](std::size_t at) {
        out.append(text, done, at - done);
        out += html_escape(text[at]);
        return done = at + 1;
    });
    out.append(text, done, std::string_view::npos);
}

std::string escape_html(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size() + text.size() / 8);
    append_escaped_html(escaped, text);
    return escaped;
}

std::string clean_xml(std::string_view text) {
    // EF begins U+FFFE and U+FFFF, ED the surrogates: without them and without C0 there is nothing to do.
    const auto is_suspect = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 ? byte != '\t' && byte != '\n' && byte != '\r' : byte >= 0xED;
    };
    const auto suspect = std::find_if(text.begin(), text.end(), is_suspect);
    if (suspect == text.end() && !first_invalid_utf8(text)) return std::string(text);
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t character = next_character(text, at);
        if (character < 0x20 && character != '\t' && character != '\n' && character != '\r') continue;
        if (character == 0xFFFE || character == 0xFFFF) continue;
        if (character == replacement && at - begin == 1) continue;  // malformed bytes are no characters at all
        clean.append(text, begin, at - begin);
    }
    return clean;
}

void append_json(std::string& out, std::string_view text) {
    out += '"';
    std::size_t run = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        // U+2028 and U+2029 end a line in older JavaScript.
        const bool is_separator = byte == 0xE2 && at + 2 < text.size() && static_cast<unsigned char>(text[at + 1]) == 0x80 &&
                                  (static_cast<unsigned char>(text[at + 2]) & 0xFE) == 0xA8;
        if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != '<' && byte != '>' && byte != '&' && byte != 0x7F && !is_separator) continue;
        out.append(text, run, at - run);
        if (is_separator) {
            out += (static_cast<unsigned char>(text[at + 2]) & 1) == 0 ? "\\u2028" : "\\u2029";
            at += 2;
        } else if (byte == '"' || byte == '\\') {
            out += '\\';
            out += text[at];
        } else if (byte == '\n') {
            out += "\\n";
        } else if (byte == '\r') {
            out += "\\r";
        } else if (byte == '\t') {
            out += "\\t";
        } else {
            out += "\\u00";
            out += upper_hex[byte >> 4];
            out += upper_hex[byte & 15];
        }
        run = at + 1;
    }
    out.append(text, run, std::string_view::npos);
    out += '"';
}

void append_csv(std::string& out, std::string_view text) {
    const bool is_number = text.size() > 1 && text[0] == '-' && text.find_first_not_of("0123456789.", 1) == std::string_view::npos;
    const bool runs = !text.empty() && std::string_view("=+-@").find(text[0]) != std::string_view::npos && !is_number;
    bool quoted = false, has_quotes = false;
    for (const char c : text) {
        quoted = quoted || c == ',' || c == '\r' || c == '\n';
        has_quotes = has_quotes || c == '"';
    }
    quoted = quoted || has_quotes;
    if (quoted) out += '"';
    if (runs) out += '\'';
    if (!has_quotes) {
        out += text;
    } else {
        for (const char c : text) {
            if (c == '"') out += '"';
            out += c;
        }
    }
    if (quoted) out += '"';
}

std::string percent_encode(std::string_view text) {
    std::string encoded;
    encoded.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (url_plain[byte]) {
            encoded += c;
        } else {
            encoded += '%';
            encoded += upper_hex[byte >> 4];
            encoded += upper_hex[byte & 15];
        }
    }
    return encoded;
}

std::string percent_decode(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int high = text[at] == '%' && at + 2 < text.size() ? hex_value(text[at + 1]) : -1;
        const int low = high >= 0 ? hex_value(text[at + 2]) : -1;
        if (low >= 0) {
            decoded += static_cast<char>(static_cast<unsigned char>(high * 16 + low));
            at += 2;
        } else {
            decoded += text[at];
        }
    }
    return decoded;
}

std::string summarise(std::string_view text, std::size_t limit) {
    // Only as much as can be shown is looked at: white space goes, so that four times the limit nearly always holds it.
    std::string whole = collapse(text);
    if (whole.size() <= limit || count_characters(whole) <= limit) return whole;
    const std::u32string characters = characters_of(first_characters(whole, limit + 1));
    std::size_t sentence = 0, phrase = 0;  // how many characters to keep
    for (std::size_t i = 0; i < limit; ++i) {
        const char32_t character = characters[i];
        const bool is_end = character == U'。' || character == U'！' || character == U'？' || character == U'；';
        // An ASCII full stop ends a sentence only before a space: 3.5 and www.gov.cn hold none.
        const bool is_ascii_end = (character == '.' || character == '!' || character == '?') && is_space(characters[i + 1]);
        if (is_end || is_ascii_end) {
            sentence = i + 1;
            while (sentence < limit && is_closing_mark(characters[sentence])) ++sentence;
        }
        if (character == U'，') phrase = i + 1;
        if (character == ' ') phrase = i;
    }
    if (sentence > 0) return std::string(first_characters(whole, sentence));
    if (phrase > 0) return std::string(first_characters(whole, phrase));
    if (limit == 0) return {};
    std::size_t kept = limit - 1;
    while (kept > 0 && (is_attached(characters[kept]) || characters[kept - 1] == 0x200D)) --kept;
    return std::string(first_characters(whole, kept)) + "…";
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates) {
    const std::u32string wanted = characters_of(fold(word));
    // A third of the word may be wrong; of two Han one, since each is as much as a word of Latin letters.
    const bool is_han_word = std::any_of(wanted.begin(), wanted.end(), is_han);
    std::size_t limit = is_han_word ? (wanted.size() >= 2 ? std::max<std::size_t>(1, wanted.size() / 3) : 0) : wanted.size() / 3;
    std::optional<std::string> best;
    for (const std::string& candidate : candidates) {
        const std::u32string other = characters_of(fold(candidate));
        const std::size_t distance = edit_distance(wanted, other, limit);
        if (distance > limit) continue;
        if (distance == other.size() && distance > 0) continue;  // nothing in common
        best = candidate;
        if (distance == 0) break;
        limit = distance - 1;  // only a nearer one will do, so the first of equals stands
    }
    return best;
}

}  // namespace mulu
