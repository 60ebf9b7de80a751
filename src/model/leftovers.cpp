// SPDX-License-Identifier: Apache-2.0
#include "model/leftovers.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "base/skim.hpp"
#include "base/text.hpp"

namespace mulu {
namespace {

constexpr std::size_t none = std::string_view::npos;

std::uint32_t characters(std::string_view text) { return static_cast<std::uint32_t>(count_characters(text)); }

constexpr std::array<std::string_view, 31> leftover_words = {"（定稿）", "(定稿)", "（终稿）", "(终稿)", "（最终稿）", "(最终稿)", "（最终版）", "(最终版)", "（审定稿）", "(审定稿)", "（最终定稿）", "【定稿】", "【终稿】", "新建 Microsoft Word 文档", "新建文本文档",
                                                              "&nbsp;", "&amp;", "&lt;", "&gt;", "&quot;", "&ldquo;", "&rdquo;", "&middot;", "&mdash;", "&emsp;", "&ensp;", "<br>", "<br/>", "<br />", "</p>", "</span>"};

/// Whether one of them may stand in a title, or a character by its number: each holds one of these; few titles do.
bool may_hold_leftover(std::string_view title) {
    const auto may_begin = [](const Neighbours& p) {
        const SixteenAnswers han = (p[0] == 0xE7) & (((p[1] == 0xA8) & (p[2] == 0xBF)) | ((p[1] == 0x89) & (p[2] == 0x88)));  // 稿, 版
        return han | ((p[0] == 0xE5) & (p[1] == 0xBB) & (p[2] == 0xBA)) | (p[0] == '&') | (p[0] == '<');                          // 建
    };
    return skim<2>(title, 0, may_begin) != none;
}

/// Where a leftover stands in a title: begin and length in bytes.
std::optional<std::pair<std::size_t, std::size_t>> find_leftover(std::string_view title) {
    const std::string lower = title.find('.') == none ? std::string() : lower_ascii(title);
    for (const std::string_view ending : {".doc", ".docx", ".wps", ".pdf", ".xls", ".xlsx", ".et", ".ofd", ".txt", ".ppt", ".pptx", ".rar", ".zip", ".htm", ".html"}) {
        if (lower.size() > ending.size() && lower.ends_with(ending)) return std::pair(title.size() - ending.size(), ending.size());
    }
    if (may_hold_leftover(title)) {
        for (const std::string_view word : leftover_words) {
            if (const std::size_t at = title.find(word); at != none) return std::pair(at, word.size());
        }
        for (std::size_t at = title.find("&#"); at != none; at = title.find("&#", at + 2)) {
            std::size_t end = at + 2;
            while (end < title.size() && ((title[end] >= '0' && title[end] <= '9') || title[end] == 'x')) ++end;
            if (end > at + 2 && end < title.size() && title[end] == ';') return std::pair(at, end + 1 - at);
        }
    }
    // “… - 副本” is what Windows calls a copy; the copy of a licence is one of its own right, and stands behind no kind of document.
    constexpr std::string_view copy = "副本";
    if (title.ends_with(copy)) {
        const std::string_view before = title.substr(0, title.size() - copy.size());
        for (const std::string_view word : {" - ", "-", "—", "通知", "公告", "公示", "通告", "意见", "办法", "方案", "批复", "报告", "决定", "通报", "细则"}) {
            if (before.size() > word.size() && before.ends_with(word)) {
                const bool is_dash = static_cast<unsigned char>(word[0]) < 0x80 || word == "—";
                const std::size_t begin = before.size() - (is_dash ? word.size() : 0);
                return std::pair(begin, title.size() - begin);
            }
        }
    }
    return std::nullopt;
}

struct Pair {
    std::string_view open, close;
};
constexpr std::array<Pair, 5> pairs = {{{"《", "》"}, {"“", "”"}, {"（", "）"}, {"〔", "〕"}, {"【", "】"}}};

/// A bracket or quote without its partner: where, and its partner.
struct Half {
    std::size_t at = 0;
    std::string_view mark, partner;
};

std::optional<Half> find_half(std::string_view title) {
    // One that was cut has lost its end on purpose.
    if (title.ends_with("…") || title.ends_with("...")) return std::nullopt;
    // All brackets and quotes in one walk; then each pair is looked for among them.
    struct Mark {
        std::size_t begin = 0, end = 0;
        char32_t character = 0;
    };
    std::vector<Mark> marks;
    for (std::size_t at = 0; at < title.size();) {
        const std::size_t begin = at;
        const char32_t c = next_character(title, at);
        if (std::u32string_view(U"《》“”（）〔〕【】()").find(c) != std::u32string_view::npos) marks.push_back({begin, at, c});
    }
    if (marks.empty()) return std::nullopt;
    for (const Pair& pair : pairs) {
        const bool round = pair.open == "（";
        if (pair.open == "“" && title.find('"') != none) continue;  // “…": told as quotes of another kind
        std::vector<std::size_t> open;
        for (const Mark& mark : marks) {
            const std::string_view written = title.substr(mark.begin, mark.end - mark.begin);
            if (written == pair.open || (round && mark.character == '(')) {
                open.push_back(mark.begin);
            } else if (written == pair.close || (round && mark.character == ')')) {
                if (!open.empty()) {
                    open.pop_back();
                    continue;
                }
                // 1） and 一) count what follows.
                const char32_t before = last_character(title.substr(0, mark.begin));
                if (round && (mark.begin == 0 || (before >= '0' && before <= '9') || std::u32string_view(U"一二三四五六七八九十").find(before) != std::u32string_view::npos)) continue;
                return Half{mark.begin, written, mark.character == ')' ? std::string_view("(") : pair.open};
            }
        }
        if (open.empty()) continue;
        const std::size_t at = open.back();
        const bool half_width = title[at] == '(';
        return Half{at, half_width ? std::string_view("(") : pair.open, half_width ? std::string_view(")") : pair.close};
    }
    return std::nullopt;
}

/// Something in a line of a body that nobody meant.
struct Slip {
    std::size_t begin = 0, length = 0;
    bool of_word = false;  ///< a field of Word, not a slip of the pen
};

/// Whether a body may have a slip at all; nearly none has.
bool may_slip(std::string_view body) {
    const auto may_begin = [](const Neighbours& p) {
        const SixteenAnswers mark = ((p[1] == 0xBC) & ((p[2] == 0x8C) | (p[2] == 0x9B))) | ((p[1] == 0x80) & (p[2] == 0x82));  // ，；。 and few others
        const SixteenAnswers twice = (p[0] == p[3]) & (p[1] == p[4]) & (p[2] == p[5]), error = (p[1] == 0x94) & (p[2] == 0x99) & (p[4] == 0xAF) & (p[5] == 0xAF);  // 错误
        return (mark & twice) | error | (p[0] == '!') | (p[0] == '\\') | (p[0] == '"') | (p[0] == '_');  // the last four are of the fields
    };
    return skim<5>(body, 0, may_begin) != none;
}

std::optional<Slip> find_slip(std::string_view line) {
    for (const std::string_view mark : {"。", "，", "；"}) {
        const std::string twice = std::string(mark) + std::string(mark);
        for (std::size_t at = line.find(twice); at != none;) {
            std::size_t end = at;
            while (line.substr(end).starts_with(mark)) end += mark.size();
            if (end - at == twice.size()) return Slip{at, twice.size()};  // more of them are meant: 。。。。
            at = line.find(twice, end);
        }
    }
    for (const std::string_view field : {"错误!未找到引用源", "错误！未找到引用源", "错误!未定义书签", "错误！未定义书签", "错误!超链接引用无效", "Error! Reference source not found", "Error! Bookmark not defined", "PAGEREF _Toc",
                                         "HYPERLINK \"", "HYPERLINK \\", "TOC \\o", "\\* MERGEFORMAT"}) {
        if (const std::size_t at = line.find(field); at != none && !line.substr(0, at).ends_with("“")) return Slip{at, field.size(), true};
    }
    return std::nullopt;
}

}  // namespace

std::vector<Finding> judge_title_leftovers(std::string_view title) {
    std::vector<Finding> findings;
    const auto say = [&](Code code, std::size_t begin, std::size_t length, std::vector<Words> args) {
        findings.push_back({code, 1, characters(title.substr(0, begin)) + 1, characters(title.substr(begin, length)), std::move(args)});
    };
    if (const auto left = find_leftover(title)) say(Code::W220, left->first, left->second, {title.substr(left->first, left->second)});
    if (const auto half = find_half(title)) say(Code::W221, half->at, half->mark.size(), {half->mark, half->partner});
    return findings;
}

std::vector<Finding> judge_body_leftovers(std::string_view body) {
    std::vector<Finding> findings;
    std::uint32_t number = 0;
    std::size_t slips = 0, repeats = 0;
    const bool slip_possible = may_slip(body);
    char fence = 0;
    std::string_view before;  // the line above that is not blank
    for (std::size_t begin = 0; begin < body.size();) {
        const std::size_t end = std::min(body.find('\n', begin), body.size());
        const std::string_view line = body.substr(begin, end - begin), text = trim(line);
        begin = end + 1;
        ++number;
        if (text.starts_with("```") || text.starts_with("~~~")) {
            fence = fence == 0 ? text[0] : fence == text[0] ? '\0' : fence;
            before = {};
            continue;
        }
        if (fence != 0 || text.empty()) continue;
        if (text.starts_with('|')) {
            before = {};
            continue;
        }
        if (const auto slip = slip_possible && slips < leftover_findings ? find_slip(line) : std::nullopt) {
            ++slips;
            const std::string_view written = line.substr(slip->begin, slip->length);
            const Words why = slip->of_word ? Words("Word 的域代码", "a field code of Word") : Words("标点重复了", "doubled punctuation");
            const Words help = slip->of_word ? Words("回到 Word 里更新或删去这个域，再复制文字；也可以直接删去", "update or remove the field in Word and copy the text again, or delete it here") : Words("删去一个", "delete one of them");
            findings.push_back({Code::W222, number, characters(line.substr(0, slip->begin)) + 1, characters(written), {written, why, help}});
        }
        const bool is_sentence = text.ends_with("。") || text.ends_with("；");
        if (text == before && is_sentence && repeats < leftover_findings && count_characters(text) >= long_paragraph) {
            ++repeats;
            findings.push_back({Code::W223, number, characters(line.substr(0, static_cast<std::size_t>(text.data() - line.data()))) + 1, characters(text), {}});
        }
        before = text;
    }
    return findings;
}

}  // namespace mulu
