// SPDX-License-Identifier: Apache-2.0
#include "model/characters.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/skim.hpp"
#include "base/text.hpp"

namespace mulu {
namespace {

bool is_within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

bool is_direction(char32_t c) { return is_within(c, 0x200E, 0x200F) || is_within(c, 0x202A, 0x202E) || is_within(c, 0x2066, 0x2069); }
bool is_separator(char32_t c) { return is_within(c, 0x2028, 0x2029); }
bool is_zero_width(char32_t c) { return c == 0x200B || c == 0xFEFF; }
bool is_invisible(char32_t c) { return is_direction(c) || is_separator(c) || is_zero_width(c); }

/// Scripts that are written from right to left.
bool is_leftward(char32_t c) { return is_within(c, 0x0590, 0x08FF) || is_within(c, 0xFB1D, 0xFDFF) || is_within(c, 0xFE70, 0xFEFC); }
/// Scripts without spaces that break their lines at zero-width ones: Thai, Lao, Tibetan, Myanmar, Khmer, and those of Dai.
bool is_broken_by_zero_width(char32_t c) { return is_within(c, 0x0E00, 0x109F) || is_within(c, 0x1780, 0x17FF) || is_within(c, 0x1950, 0x1AAF) || is_within(c, 0xAA60, 0xAA7F); }

/// What is invisible or U+FFFD begins with these bytes in UTF-8; nearly no line of Chinese has one.
bool may_hold(std::string_view line) { return line.find("\xE2\x80") != std::string_view::npos || line.find("\xE2\x81") != std::string_view::npos || line.find("\xEF\xBB\xBF") != std::string_view::npos; }

/// Whether the text may hold anything that is told; nearly all texts hold nothing.
bool may_hold_any(std::string_view text) {
    const auto may_begin = [](const Neighbours& p) {
        const SixteenAnswers unseen = (p[0] == 0xE2) & (((p[1] == 0x80) & ((p[2] == 0x8B) | in_range(p[2], 0x8E, 0x8F) | in_range(p[2], 0xA8, 0xAE))) | ((p[1] == 0x81) & in_range(p[2], 0xA6, 0xA9)));
        const SixteenAnswers of_specials = (p[0] == 0xEF) & ((p[1] == 0xBB) | (p[1] == 0xBF));                                                      // U+FEFF, U+FFFD, and few others
        const SixteenAnswers misread = ((p[0] == 0xE9) & (p[1] == 0x94) & (p[2] == 0x9F)) | ((p[0] == 0xE7) & (p[1] == 0x83) & (p[2] == 0xAB));  // 锟, 烫
        return unseen | of_specials | misread | ((p[0] == '?') & (p[1] == '?'));
    };
    return skim<2>(text, 0, may_begin) != std::string_view::npos;
}

/// Whether invisible characters of a line are its script's own.
struct Scripts {
    bool leftward = false, broken = false;
    explicit Scripts(std::string_view line) {
        for (std::size_t at = 0; at < line.size();) {
            const char32_t c = next_character(line, at);
            leftward = leftward || is_leftward(c);
            broken = broken || is_broken_by_zero_width(c);
        }
    }
    bool need(char32_t c) const { return (leftward && is_direction(c)) || (broken && c == 0x200B); }
};

/// Whether who writes `clause` may mean the question marks behind it: 什么时候发放????
bool asks(std::string_view clause) {
    constexpr std::array<std::string_view, 16> words = {"吗", "嘛", "呢", "么", "何", "谁", "哪", "几", "多少", "啥", "怎", "否", "吧", "不", "没", "请问"};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return clause.find(word) != std::string_view::npos; });
}

struct Loss {
    std::size_t begin = 0, end = 0;
    Words what;
};

/// The first sign of lost characters in a line.
std::optional<Loss> find_loss(std::string_view line) {
    std::optional<Loss> loss;
    const auto take = [&](std::size_t begin, std::size_t length, Words what) {
        if (!loss || begin < loss->begin) loss = Loss{begin, begin + length, std::move(what)};
    };
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    if (const std::size_t at = line.find(replacement); at != std::string_view::npos) {
        std::size_t end = at;
        while (line.substr(end).starts_with(replacement)) end += replacement.size();
        take(at, end - at, {"成了 U+FFFD", "U+FFFD stands for them"});
    }
    // What GBK makes of U+FFFD in UTF-8, and what a debugger fills memory with; not where a text speaks of “锟斤拷”.
    for (const std::string_view sign : {"锟斤拷", "烫烫烫"}) {
        if (const std::size_t at = line.find(sign); at != std::string_view::npos && !line.substr(0, at).ends_with("“")) take(at, sign.size(), {"成了“" + std::string(sign) + "”", "they became “" + std::string(sign) + "”"});
    }
    constexpr std::size_t few = 4;
    for (std::size_t at = line.find("????"); at != std::string_view::npos; at = line.find("????", at)) {
        std::size_t end = at;
        while (end < line.size() && line[end] == '?') ++end;
        std::size_t next = end;
        const bool between = end - at >= few && at > 0 && end < line.size() && is_han(last_character(line.substr(0, at))) && is_han(next_character(line, next));
        if (between) {
            constexpr std::size_t reach = 120;  // bytes: as long as a question is
            std::string_view clause = line.substr(at - std::min(at, reach), std::min(at, reach));
            for (const std::string_view mark : {"，", "。", "；", "：", "！", "？", ",", ";", "!"}) {
                if (const std::size_t found = clause.rfind(mark); found != std::string_view::npos) clause.remove_prefix(found);
            }
            if (!asks(clause)) {
                take(at, end - at, {"成了 " + std::to_string(end - at) + " 个问号", "they became " + std::to_string(end - at) + " question marks"});
                break;
            }
        }
        at = end;
    }
    return loss;
}

std::string name_of(char32_t c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string name = "U+";
    for (int shift = 12; shift >= 0; shift -= 4) name += digits[(c >> shift) & 0xF];
    return name;
}

}  // namespace

std::vector<Finding> judge_characters(std::string_view text) {
    std::vector<Finding> findings;
    if (!may_hold_any(text)) return findings;
    std::uint32_t number = 1;
    for (std::size_t begin = 0; begin < text.size() && findings.size() < character_findings; ++number) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        const auto say = [&](Code code, std::size_t from, std::size_t to, Words what) {
            findings.push_back({code, number, static_cast<std::uint32_t>(count_characters(line.substr(0, from)) + 1), static_cast<std::uint32_t>(count_characters(line.substr(from, to - from))), {std::move(what)}});
        };
        if (auto loss = find_loss(line)) say(Code::W008, loss->begin, loss->end, std::move(loss->what));
        if (!may_hold(line)) continue;
        const Scripts scripts(line);
        for (std::size_t at = 0; at < line.size();) {
            const std::size_t from = at;
            const char32_t c = next_character(line, at);
            if (!is_invisible(c) || scripts.need(c)) continue;
            say(Code::W009, from, at, name_of(c));
            break;
        }
    }
    return findings;
}

std::size_t remove_invisible(std::string& text) {
    if (!may_hold(text)) return 0;
    std::string kept;
    kept.reserve(text.size());
    std::size_t count = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        const std::string_view line = std::string_view(text).substr(begin, end - begin);
        begin = end;
        if (!may_hold(line)) {
            kept += line;
            continue;
        }
        const Scripts scripts(line);
        const auto is_word = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        for (std::size_t at = 0; at < line.size();) {
            const std::size_t from = at;
            const char32_t c = next_character(line, at);
            if (!is_invisible(c) || scripts.need(c)) {
                kept += line.substr(from, at - from);
                continue;
            }
            ++count;
            if (is_separator(c) && !kept.empty() && is_word(kept.back()) && at < line.size() && is_word(line[at])) kept += ' ';
        }
    }
    if (count > 0) text = std::move(kept);
    return count;
}

}  // namespace mulu
