// SPDX-License-Identifier: Apache-2.0
#include "model/wording.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/skim.hpp"
#include "base/text.hpp"

namespace mulu {
namespace {

std::u32string characters_of(std::string_view text) {
    std::u32string characters;
    characters.reserve(text.size() / 3 + 8);
    for (std::size_t at = 0; at < text.size();) characters.push_back(next_character(text, at));
    return characters;
}

std::string text_of(std::u32string_view characters) {
    std::string text;
    for (const char32_t c : characters) append_character(text, c);
    return text;
}

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// ---- titles

class TitleJudge {
public:
    explicit TitleJudge(std::string_view title) : title_(characters_of(title)) {}

    std::vector<Finding> judge() {
        if (title_.empty()) return {};
        end_punctuation();
        const bool twice = doubled();
        if (display_width(text_of(title_)) > static_cast<int>(2 * title_length)) say(Code::W209, 0, title_.size(), {std::to_string(title_.size()), std::to_string(title_length)});
        widths();
        if (!twice) spaces();
        return std::move(findings_);
    }

private:
    using View = std::u32string_view;

    void say(Code code, std::size_t at, std::size_t length, std::vector<Words> args) {
        findings_.push_back({code, 1, static_cast<std::uint32_t>(at + 1), static_cast<std::uint32_t>(length), std::move(args)});
    }

    void end_punctuation() {
        const std::size_t last = title_.size() - 1;
        if (is_one_of(title_[last], U"。，；、：.,;:|｜") && title_.size() > 1) say(Code::W207, last, 1, {Words("名称", "title"), text_of(View(&title_[last], 1))});
    }

    bool doubled() {
        const View title = title_;
        const auto repeats = [&](std::size_t at, std::size_t length) { return title.substr(at, length) == title.substr(at + length, length); };
        const auto all_han = [&](std::size_t at, std::size_t length) { return std::all_of(title.begin() + at, title.begin() + at + length, is_han); };
        // The whole title twice, as pasting does.
        for (std::size_t gap = 0; gap <= 2; ++gap) {
            const std::size_t half = (title.size() - std::min(title.size(), gap)) / 2;
            if (half < 4 || half * 2 + gap != title.size() || title.substr(0, half) != title.substr(half + gap)) continue;
            if (gap > 0 && !std::all_of(title.begin() + half, title.begin() + half + gap, is_space)) continue;
            say(Code::W208, half + gap, half, {text_of(title.substr(0, half))});
            return true;
        }
        constexpr std::array<View, 13> words = {U"关于", U"通知", U"公告", U"公示", U"通告", U"批复", U"办法", U"方案", U"细则", U"印发", U"转发", U"關於", U"年度"};
        // A notice that passes on a notice is one of a notice.
        constexpr std::array<View, 5> passing_on = {U"转发", U"印发", U"贯彻", U"落实", U"《"};
        const bool passes_on = std::any_of(passing_on.begin(), passing_on.end(), [&](View word) { return title.find(word) != View::npos; });
        for (std::size_t at = 0; at + 1 < title.size(); ++at) {
            // 目的的, 标的的: the first one is part of a word.
            if (title[at] == U'的' && title[at + 1] == U'的' && (at == 0 || !is_one_of(title[at - 1], U"目标")) && (at + 2 >= title.size() || !is_one_of(title[at + 2], U"士确哥"))) {
                say(Code::W208, at + 1, 1, {Words("的")});
                return true;
            }
            // 公告公告栏, 公示公示牌: a thing that is named after a kind of document.
            const bool of_thing = at + 4 < title.size() && is_one_of(title[at + 4], U"栏牌板墙屏");
            if (at + 4 <= title.size() && repeats(at, 2) && !of_thing && std::find(words.begin(), words.end(), title.substr(at, 2)) != words.end()) {
                say(Code::W208, at + 2, 2, {text_of(title.substr(at, 2))});
                return true;
            }
            if (at + 6 <= title.size() && repeats(at, 3)) {
                const bool of_kind = title[at] == U'的' && !passes_on && std::find(words.begin(), words.end(), title.substr(at + 1, 2)) != words.end();
                // 清流县清流县财政局, but not 三明市三明市场监管所
                const bool of_place = at == 0 && is_one_of(title[2], U"县市区乡镇") && all_han(0, 3) && (title.size() == 6 || !is_one_of(title[6], U"场政民容长区级委属直"));
                if (of_kind || of_place) {
                    say(Code::W208, at + 3, 3, {text_of(title.substr(at, 3))});
                    return true;
                }
            }
            // Longer words need no list: nothing of four characters and more is said twice.
            for (std::size_t length = 4; at + 2 * length <= title.size() && length <= 40; ++length) {
                if (title[at] != title[at + length] || !repeats(at, length)) continue;
                const bool of_year = length == 5 && title[at + 4] == U'年' && std::all_of(title.begin() + at, title.begin() + at + 4, [](char32_t c) { return is_digit(c); });
                if (!of_year && !all_han(at, length)) continue;
                if (std::all_of(title.begin() + at, title.begin() + at + length, [&](char32_t c) { return c == title[at]; })) continue;
                say(Code::W208, at + length, length, {text_of(title.substr(at, length))});
                return true;
            }
        }
        return false;
    }

    /// One width of a kind of character is right; both in one title are a slip. A title that keeps to half-width brackets is consistent, and let be.
    void widths() {
        struct Kind {
            View full, half;
        };
        constexpr std::array<Kind, 4> kinds = {{{U"（）", U"()"}, {U"，", U","}, {U"；", U";"}, {U"：", U":"}}};
        std::u32string mended = title_;
        std::size_t first = title_.size();
        for (const Kind& kind : kinds) {
            bool full = false, half = false;
            const auto counts = [&](std::size_t i) {
                const bool between_digits = i > 0 && i + 1 < title_.size() && is_digit(title_[i - 1]) && is_digit(title_[i + 1]);  // 10:30, 1,240
                return is_one_of(title_[i], kind.half) && !between_digits;
            };
            for (std::size_t i = 0; i < title_.size(); ++i) {
                full = full || is_one_of(title_[i], kind.full);
                half = half || counts(i);
            }
            if (!full || !half) continue;
            for (std::size_t i = 0; i < title_.size(); ++i) {
                if (!counts(i)) continue;
                mended[i] = kind.full[kind.half.find(title_[i])];
                first = std::min(first, i);
            }
        }
        const auto mend_ascii = [&](char32_t begin, char32_t end) {
            const auto is_full = [&](char32_t c) { return c >= begin + 0xFEE0 && c <= end + 0xFEE0; };
            if (std::none_of(title_.begin(), title_.end(), is_full) || std::none_of(title_.begin(), title_.end(), [&](char32_t c) { return c >= begin && c <= end; })) return;
            for (std::size_t i = 0; i < title_.size(); ++i) {
                if (!is_full(title_[i])) continue;
                mended[i] = title_[i] - 0xFEE0;
                first = std::min(first, i);
            }
        };
        mend_ascii(U'0', U'9');
        mend_ascii(U'A', U'Z');
        mend_ascii(U'a', U'z');
        if (first < title_.size()) say(Code::W210, first, 1, {text_of(title_), text_of(mended)});
    }

    bool ends_with(std::size_t end, View word) const { return end >= word.size() && View(title_).substr(end - word.size(), word.size()) == word; }

    void spaces() {
        constexpr std::array<View, 14> before = {U"关于", U"印发", U"转发", U"的", U"和", U"及", U"与", U"做好", U"开展", U"加强", U"公布", U"下达", U"进一步", U"調整"};
        constexpr std::array<View, 12> split = {U"关于", U"通知", U"公告", U"公示", U"通告", U"意见", U"办法", U"方案", U"批复", U"报告", U"决定", U"细则"};
        for (std::size_t at = 1; at + 1 < title_.size(); ++at) {
            if (!is_space(title_[at])) continue;
            std::size_t end = at;
            while (end < title_.size() && is_space(title_[end])) ++end;
            if (end == title_.size()) return;
            const char32_t left = title_[at - 1], right = title_[end];
            const bool between_han = is_han(left) && is_han(right);
            const bool wide = end - at > 1 && (is_han(left) || is_han(right));
            const bool at_mark = is_one_of(right, U"》）”、，。：；〕") || is_one_of(left, U"《（“、〔") || (left == U'》' && right == U'的');
            const bool behind_word = between_han && std::any_of(before.begin(), before.end(), [&](View word) { return ends_with(at, word); });
            const bool before_word = between_han && right == U'的';  // before 关于 it is the break of a headline's line
            const bool in_word = between_han && std::any_of(split.begin(), split.end(), [&](View word) { return word[0] == left && word[1] == right; });
            if (wide || at_mark || behind_word || before_word || in_word) {
                say(Code::W218, at, end - at, {});
                return;
            }
            at = end;
        }
    }

    std::u32string title_;
    std::vector<Finding> findings_;
};

/// Whether folding makes of a character that stands among others of this kind either nothing but itself in small, or marks: true of nearly all that titles hold.
bool folds_by_itself(char32_t c) { return (c >= 0x20 && c < 0x7F) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3000 && c <= 0x3002) || (c >= 0x3008 && c <= 0x3011) || (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20); }

/// Han, letters and digits alone: what is left of a text when its marks don't count.
std::u32string core_of(std::string_view text) {
    std::u32string core;
    core.reserve(text.size() / 3 + 8);
    std::size_t at = 0;
    while (at < text.size()) {
        const char32_t c = next_character(text, at);
        if (!folds_by_itself(c)) break;
        if (c >= 0x4E00 && c < 0xFF00) core.push_back(c);
        else if (c >= 'A' && c <= 'Z') core.push_back(c - U'A' + U'a');
        else if (is_digit(c) || (c >= 'a' && c <= 'z')) core.push_back(c);
        if (at == text.size()) return core;
    }
    core.clear();
    const std::string folded = fold(text);
    for (at = 0; at < folded.size();) {
        const char32_t c = next_character(folded, at);
        if (!is_space(c) && !is_punctuation(c)) core.push_back(c);
    }
    return core;
}

// ---- bodies

/// Reading a body byte by byte. All offsets are of the body.
class BodyJudge {
public:
    explicit BodyJudge(std::string_view body) : body_(body) {}

    BodyWording judge() {
        split_lines();
        judge_lines();
        judge_headings();
        judge_parts();
        find_signatures();
        find_promise();
        return std::move(result_);
    }

private:
    struct Line {
        std::size_t begin = 0, end = 0;
        bool code = false;
    };
    struct Numeral {
        unsigned value = 0;
        std::size_t end = 0;  ///< behind it
    };

    // -- lines

    void split_lines() {
        char fence = 0;
        for (std::size_t at = 0; at < body_.size();) {
            std::size_t end = body_.find('\n', at);
            if (end == std::string_view::npos) end = body_.size();
            Line line{at, end, fence != 0};
            std::string_view text = body_.substr(at, end - at);
            text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
            if (text.starts_with("```") || text.starts_with("~~~")) {
                if (fence == 0) fence = text[0], line.code = true;
                else if (fence == text[0]) fence = 0;
            }
            lines_.push_back(line);
            at = end + 1;
        }
    }

    std::size_t line_of(std::size_t at) const {
        const auto behind = std::upper_bound(lines_.begin(), lines_.end(), at, [](std::size_t offset, const Line& line) { return offset < line.begin; });
        return static_cast<std::size_t>(behind - lines_.begin()) - 1;
    }

    Spot spot(std::size_t begin, std::size_t end) const {
        const std::size_t line = line_of(begin);
        return {static_cast<std::uint32_t>(line + 1), static_cast<std::uint32_t>(count_characters(body_.substr(lines_[line].begin, begin - lines_[line].begin)) + 1),
                static_cast<std::uint32_t>(count_characters(body_.substr(begin, end - begin)))};
    }

    void say(Code code, std::size_t begin, std::size_t end, std::vector<Words> args) {
        if (result_.findings.size() == body_findings) return;
        const Spot at = spot(begin, end);
        result_.findings.push_back({code, at.line, at.column, at.length, std::move(args)});
    }

    // One byte tells most words apart: where many are tried, comparing the others is nearly never called for.
    bool has(std::size_t at, std::string_view word) const { return at < body_.size() && body_[at] == word.front() && body_.substr(at, word.size()) == word; }
    bool ends(std::size_t end, std::string_view word) const { return end >= word.size() && body_[end - 1] == word.back() && body_.substr(end - word.size(), word.size()) == word; }
    std::size_t skip_spaces(std::size_t at) const {
        while (at < body_.size() && body_[at] == ' ') ++at;
        return at;
    }

    /// Judges what begins something: digits begin dates, colons and closing quotes stand beside announced lists.
    void judge_lines() {
        const auto may_begin = [](const Neighbours& p) {
            // By their last two bytes: “：” and “，”, “”” and “。”, each with few others. A comma and a stop count before 一, 第 and ①.
            const SixteenAnswers point = ((p[3] == 0xE4) & (p[4] == 0xB8) & (p[5] == 0x80)) | ((p[3] == 0xE7) & (p[4] == 0xAC)) | ((p[3] == 0xE2) & (p[4] == 0x91));
            const SixteenAnswers wide = (p[1] == 0xBC) & ((p[2] == 0x9A) | ((p[2] == 0x8C) & point)), other = (p[1] == 0x80) & ((p[2] == 0x9D) | ((p[2] == 0x82) & point));
            return in_range(p[0], '0', ':') | wide | other;  // ASCII has its colon behind the digits
        };
        std::size_t number = 0;
        skim_all<5>(body_, may_begin, [&](std::size_t at) {
            while (lines_[number].end < at) ++number;
            return lines_[number].code ? lines_[number].end : judge_at(lines_[number], at);
        });
    }

    /// Judges what begins at `at`; returns where to go on.
    std::size_t judge_at(const Line& line, std::size_t at) {
        if (is_digit(body_[at])) return judge_digits(line, at);
        if (body_[at] == ':' || has(at, "：")) {
            if (announcements_ < announcements_judged) judge_announcement(line, at, body_[at] == ':' ? at + 1 : at + 3);
        } else if (has(at, "”")) {
            judge_quoted_list(line, at);
        } else if (announcements_ < announcements_judged && begins_points(at + 3) && (has(at, "。") || has(at, "，"))) {
            judge_announcement(line, at, at + 3);
        }
        return at + 1;
    }

    /// Whether points begin at `at` that need no colon before them: 抓好三项工作。一是…
    bool begins_points(std::size_t at) const { return has(at, "一是") || has(at, "第一，") || has(at, "①"); }

    // -- dates

    static unsigned days_of(int year, unsigned month) {
        if (month == 2) return year != 0 && (year % 4 != 0 || (year % 100 == 0 && year % 400 != 0)) ? 28 : 29;
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    std::size_t digits_end(std::size_t at) const {
        while (at < body_.size() && is_digit(body_[at])) ++at;
        return at;
    }
    unsigned number(std::size_t begin, std::size_t end) const {
        unsigned value = 0;
        for (; begin < end; ++begin) value = value * 10 + static_cast<unsigned>(body_[begin] - '0');
        return value;
    }

    void say_date(std::size_t begin, std::size_t end, const Words& why) { say(Code::W212, begin, end, {body_.substr(begin, end - begin), why}); }
    static Words no_month() { return {"月份只能是 1 到 12", "the month must be 1 to 12"}; }
    static Words lost() { return {"少了数字或“年”“月”", "digits, 年 or 月 are lost"}; }
    static Words no_day() { return {"这个月没有这一天", "the month has no such day"}; }
    static Words no_year() { return {"年份应是四位", "a year has four digits"}; }
    static Words backwards() { return {"早于前面的开始日期", "it is before the first day"}; }

    /// A day of the lunar calendar has no Gregorian length of months.
    bool is_lunar(const Line& line, std::size_t at) const {
        const std::size_t from = at - std::min<std::size_t>(at - line.begin, 24);
        const std::string_view before = body_.substr(from, at - from);
        for (const std::string_view word : {"农历", "阴历", "古历", "旧历", "农曆", "夏历"}) {
            if (before.find(word) != std::string_view::npos) return true;
        }
        return false;
    }

    /// Judges what begins with the digit at `at`; returns where to go on.
    std::size_t judge_digits(const Line& line, std::size_t at) {
        const std::size_t end = digits_end(at);
        const std::size_t length = end - at;
        const char before = at > line.begin ? body_[at - 1] : ' ';
        if (is_letter(before) || before == '.' || before == '_' || before == '/' || before == '=' || before == '%' || before == '&' || before == '*') return end;
        if (length == 4) {
            const std::size_t unit = skip_spaces(end);
            if (has(unit, "年")) return judge_year(line, at, unit + 3);
            if (before != '-' && end < line.end && (body_[end] == '-' || body_[end] == '.' || body_[end] == '/')) return judge_dashes(line, at, end);
        } else if ((length == 3 || length == 5) && (has(at, "19") || has(at, "20")) && has(end, "年") && has_month(end + 3)) {
            say_date(at, end + 3, no_year());
            return end + 3;
        } else if (length <= 2) {
            const std::size_t unit = skip_spaces(end);
            if (before != '-' && before != ':' && has(unit, "月")) return judge_month(line, at, number(at, end), unit + 3);
        }
        if (length >= 5 && length <= 8) judge_run(line, at, end);
        return end;
    }

    /// Whether a month in digits stands at `at`.
    bool has_month(std::size_t at) const {
        const std::size_t end = digits_end(at);
        return end > at && end - at <= 2 && has(end, "月");
    }

    /// The day of 2025年5月20日 at `at`, where it is one; `end` is behind it.
    std::optional<Date> full_date(std::size_t at, std::size_t& end) const {
        std::array<unsigned, 3> parts{};
        constexpr std::array<std::string_view, 3> units = {"年", "月", "日"};
        for (std::size_t part = 0; part < 3; ++part) {
            const std::size_t digits = digits_end(at);
            if (digits == at || digits - at > (part == 0 ? 4U : 2U) || !has(digits, units[part])) return std::nullopt;
            parts[part] = number(at, digits);
            at = digits + units[part].size();
        }
        end = at;
        return make_date(static_cast<int>(parts[0]), parts[1], parts[2]);
    }

    /// 2025年5月20日至2025年5月10日: a range whose last day is before its first.
    void judge_range(Date first, std::size_t end) {
        for (const std::string_view word : {"至", "到", "—", "－", "-", "~", "～"}) {
            if (!has(end, word)) continue;
            const std::size_t at = end + word.size();
            std::size_t last_end = at;
            if (const auto last = full_date(at, last_end); last && *last < first) say_date(at, last_end, backwards());
            return;
        }
    }

    /// 2013年…: `at` is the year, `next` behind 年.
    std::size_t judge_year(const Line& line, std::size_t at, std::size_t next) {
        const int year = static_cast<int>(number(at, at + 4));
        if (has(next, "月日")) {  // without spaces, which forms leave to be filled in by hand
            say_date(at, next + 6, {"没有填写月和日", "month and day are not filled in"});
            return next + 6;
        }
        const std::size_t month_at = skip_spaces(next), month_end = digits_end(month_at);
        if (month_end == month_at || month_end - month_at > 2) return next;
        const std::size_t unit = skip_spaces(month_end);
        if (!has(unit, "月")) return next;
        if (has(unit + 3, "龄") || has(unit + 3, "份额") || is_lunar(line, at)) return unit + 3;
        const unsigned month = number(month_at, month_end);
        const std::size_t day_at = skip_spaces(unit + 3), day_end = digits_end(day_at);
        std::size_t end = unit + 3;
        unsigned day = 0;
        if (day_end > day_at && day_end - day_at <= 2) {
            const std::size_t behind = skip_spaces(day_end);
            if ((has(behind, "日") && !has(behind, "日均")) || has(behind, "号")) end = behind + 3, day = number(day_at, day_end);
        }
        if (month < 1 || month > 12) {
            say_date(at, end, no_month());
        } else if (end != unit + 3 && (day < 1 || day > days_of(year, month))) {
            say_date(at, end, no_day());
        } else if (const auto date = end != unit + 3 ? make_date(year, month, day) : std::nullopt) {
            judge_weekday(*date, at, end);
            judge_range(*date, end);
        }
        return end;
    }

    /// 9月31日 without a year.
    std::size_t judge_month(const Line& line, std::size_t at, unsigned month, std::size_t next) {
        const std::size_t day_at = skip_spaces(next), day_end = digits_end(day_at);
        if (day_end == day_at || day_end - day_at > 2) return next;
        const std::size_t unit = skip_spaces(day_end);
        const bool of_speech = has(unit, "号") && !has(unit + 3, "楼") && !has(unit + 3, "院") && !has(unit + 3, "房");
        if ((!has(unit, "日") && !of_speech) || has(unit, "日均") || is_lunar(line, at)) return day_end;
        const unsigned day = number(day_at, day_end);
        if (month < 1 || month > 12) {
            if (month <= 31) say_date(at, unit + 3, no_month());
        } else if (day < 1 || day > days_of(0, month)) {
            say_date(at, unit + 3, no_day());
        }
        return unit + 3;
    }

    /// The head of the column in whose cell `at` is, where the line is a row of a table; "" elsewhere.
    std::string_view column_head(const Line& line, std::size_t at) const {
        const auto is_row = [&](const Line& each) { return each.begin < each.end && body_[skip_spaces(each.begin)] == '|'; };
        if (!is_row(line)) return {};
        std::size_t row = line_of(line.begin);
        while (row > 0 && is_row(lines_[row - 1])) --row;
        const std::string_view before = body_.substr(line.begin, at - line.begin);
        auto column = std::count(before.begin(), before.end(), '|');
        std::string_view head = body_.substr(lines_[row].begin, lines_[row].end - lines_[row].begin);
        for (; column > 0; --column) head.remove_prefix(std::min(head.size(), head.find('|') + 1));
        return trim(head.substr(0, head.find('|')));
    }

    /// 2013-09-31, 2013.9.31, 2013/9/31: numbers of plots, projects and standards look alike, so only what can hardly be one of them is told.
    std::size_t judge_dashes(const Line& line, std::size_t at, std::size_t end) {
        const char dash = body_[end];
        const std::size_t month_end = digits_end(end + 1), day_end = month_end < line.end && body_[month_end] == dash ? digits_end(month_end + 1) : month_end;
        const std::size_t month_length = month_end - end - 1, day_length = day_end == month_end ? 0 : day_end - month_end - 1;
        const auto fits = [&](std::size_t length) { return length == 2 || (length == 1 && dash != '-'); };
        if (!fits(month_length) || !fits(day_length)) return dash == '-' ? end : std::max(end, month_end);
        const char behind = day_end < line.end ? body_[day_end] : ' ';
        if (is_letter(behind) || behind == '-' || behind == '/' || behind == '_' || (behind == '.' && day_end + 1 < line.end && is_digit(body_[day_end + 1]))) return day_end;
        for (const std::string_view word : {"号", "地块", "宗地", "地號", "号地", "期", "版", "标段", "批"}) {
            if (has(skip_spaces(day_end), word)) return day_end;
        }
        const int year = static_cast<int>(number(at, end));
        const unsigned month = number(end + 1, month_end), day = number(month_end + 1, day_end);
        if (year < 1900 || year > 2199) return day_end;
        std::size_t label = at;
        while (label > line.begin && (body_[label - 1] == ' ' || body_[label - 1] == ':' || body_[label - 1] == '(')) --label;
        for (const std::string_view mark : {"：", "（", "〔"}) {
            if (ends(label, mark)) label -= mark.size();
        }
        if (label > line.begin && (is_letter(body_[label - 1]) || is_digit(body_[label - 1]))) return day_end;  // GB/T 2013-…
        for (const std::string_view word : {"号", "编", "证", "码", "號", "标准", "文件", "宗地", "地块", "批", "版", "版本"}) {
            if (ends(label, word)) return day_end;
        }
        if (const std::string_view head = column_head(line, at); !head.empty() || body_[skip_spaces(line.begin)] == '|') {
            if (head.find("日期") == std::string_view::npos && head.find("时间") == std::string_view::npos) return day_end;
        }
        if (month >= 1 && month <= 12) {
            if (day >= 29 && day <= 39 && day > days_of(year, month)) say_date(at, day_end, no_day());
            else if (const auto date = make_date(year, month, day)) judge_weekday(*date, at, day_end);
        } else if (dash == '-' && month >= 13 && month <= 19 && day >= 1 && day <= 31) {
            say_date(at, day_end, no_month());
        }
        return day_end;
    }

    /// Digits that a label calls a date but that have lost some (公开日期：2024926), and a date that has lost its 年 and 月 (截至20101231日).
    void judge_run(const Line& line, std::size_t at, std::size_t end) {
        const std::size_t length = end - at;
        if (!has(at, "19") && !has(at, "20")) return;
        if (length == 8 && has(end, "日") && !has(end + 3, "元")) {
            say_date(at, end + 3, lost());
            return;
        }
        std::size_t label = at;
        while (label > line.begin && body_[label - 1] == ' ') --label;
        if (label > line.begin && body_[label - 1] == ':') --label;
        else if (ends(label, "：")) label -= 3;
        else return;
        if (!ends(label, "日期") && !ends(label, "时间") && !ends(label, "時間")) return;
        const char behind = end < line.end ? body_[end] : ' ';
        if (is_letter(behind) || behind == '.' || behind == '-' || behind == '/' || behind == ':' || has(end, "年") || has(end, "：")) return;
        // 服务时间：20350小时 is how long, not when.
        for (const std::string_view word : {"小时", "分", "秒", "天", "个", "次", "人", "元", "工时", "学时", "小時"}) {
            if (has(skip_spaces(end), word)) return;
        }
        const auto two = [&](std::size_t from) { return number(at + from, at + from + 2); };
        const auto sound = [](unsigned month, unsigned day) { return month >= 1 && month <= 12 && day >= 1 && day <= days_of(0, month); };
        if (length == 8 && sound(two(4), two(6))) return;
        if (length == 6 && ((two(4) >= 1 && two(4) <= 12) || sound(two(2), two(4)))) return;
        say_date(at, end, lost());
    }

    /// 2013年9月15日（星期六）: the weekday that stands behind a date.
    void judge_weekday(Date date, std::size_t begin, std::size_t end) {
        std::size_t at = skip_spaces(end);
        for (const std::string_view part : {"上午", "下午", "晚上", "，", ","}) {
            if (has(at, part)) {
                at = skip_spaces(at + part.size());
                break;
            }
        }
        bool in_brackets = false;
        for (const std::string_view bracket : {"（", "("}) {
            if (has(at, bracket)) {
                at = skip_spaces(at + bracket.size());
                in_brackets = true;
                break;
            }
        }
        const std::size_t word_at = at;
        for (const std::string_view word : {"星期", "礼拜", "周", "週"}) {
            if (has(at, word)) {
                at += word.size();
                break;
            }
        }
        if (at == word_at) return;
        constexpr std::array<std::string_view, 8> names = {"日", "一", "二", "三", "四", "五", "六", "天"};
        const auto found = std::find_if(names.begin(), names.end(), [&](std::string_view name) { return has(at, name); });
        if (found == names.end()) return;
        const std::size_t word_end = at + 3;
        if (!in_brackets && (has(word_end, "常") || has(word_end, "期"))) return;  // 4月10日周日常巡查
        // 周一至周五, 周六、周日: days of every week.
        for (const std::string_view range : {"至", "到", "—", "-", "~", "～", "、", "和", "次"}) {
            if (has(skip_spaces(word_end), range)) return;
        }
        const unsigned written = static_cast<unsigned>(found - names.begin()) % 7;
        if (written == date.weekday()) return;
        constexpr std::array<std::string_view, 7> english = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
        say(Code::W217, word_at, word_end,
            {body_.substr(begin, end - begin), Words("星期" + std::string(names[date.weekday()]), std::string(english[date.weekday()])),
             Words(std::string(body_.substr(word_at, word_end - word_at)), std::string(english[written]))});
    }

    // -- numerals, as counts and as marks of a list

    static int han_digit(char32_t c) {
        constexpr std::u32string_view digits = U"〇一二三四五六七八九";
        const std::size_t at = digits.find(c);
        return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
    }

    /// A Han numeral up to 99, or one or two digits, at `at`.
    std::optional<Numeral> read_numeral(std::size_t at) const {
        if (at >= body_.size()) return std::nullopt;
        if (is_digit(body_[at])) {
            const std::size_t end = digits_end(at);
            if (end - at > 2) return std::nullopt;
            return Numeral{number(at, end), end};
        }
        unsigned value = 0;
        int digit = -1;
        bool ten = false, any = false;
        std::size_t end = at;
        for (unsigned count = 0; count < 4 && end < body_.size(); ++count) {
            std::size_t next = end;
            const char32_t c = next_character(body_, next);
            if (const int each = han_digit(c); each > 0) {
                if (digit >= 0) return std::nullopt;
                digit = each;
            } else if (c == U'十') {
                if (ten) return std::nullopt;
                value = (digit < 0 ? 1U : static_cast<unsigned>(digit)) * 10;
                digit = -1;
                ten = true;
            } else if ((c == U'两' || c == U'兩') && !any) {
                return Numeral{2, next};
            } else {
                break;
            }
            any = true;
            end = next;
        }
        if (!any) return std::nullopt;
        if (digit > 0) value += static_cast<unsigned>(digit);
        return Numeral{value, end};
    }

    /// Marks of a list's points, from the most to the least comprehensive.
    enum class Style { chapter, bracketed, number, bracketed_number, circled, is, ordinal };  // 一、 （一） 1. （1） ① 一是 第一，
    struct Mark {
        Style style = Style::is;
        unsigned number = 0;
        std::size_t end = 0;
    };

    std::optional<Mark> read_mark(std::size_t at) const {
        if (at >= body_.size()) return std::nullopt;
        const auto first = static_cast<unsigned char>(body_[at]);
        if (first < 0x80 && first != '(' && !is_digit(body_[at])) return std::nullopt;
        if (first == '(' || has(at, "（")) {
            const std::size_t inner = at + (first == '(' ? 1 : 3);
            const auto numeral = read_numeral(inner);
            if (!numeral) return std::nullopt;
            const std::size_t close = numeral->end;
            const std::size_t end = has(close, "）") ? close + 3 : has(close, ")") ? close + 1 : 0;
            if (end == 0) return std::nullopt;
            return Mark{is_digit(body_[inner]) ? Style::bracketed_number : Style::bracketed, numeral->value, end};
        }
        if (first == 0xE2 && at + 2 < body_.size() && body_[at + 1] == '\x91') {  // ① is U+2460
            const auto last = static_cast<unsigned char>(body_[at + 2]);
            if (last >= 0xA0 && last <= 0xB3) return Mark{Style::circled, last - 0xA0U + 1, at + 3};
            return std::nullopt;
        }
        if (has(at, "第")) {
            const auto numeral = read_numeral(at + 3);
            if (!numeral) return std::nullopt;
            for (const std::string_view behind : {"，", ",", "、", "：", ":", "是", "阶段", "步"}) {
                if (has(numeral->end, behind)) return Mark{Style::ordinal, numeral->value, numeral->end + behind.size()};
            }
            return std::nullopt;
        }
        const auto numeral = read_numeral(at);
        if (!numeral) return std::nullopt;
        if (is_digit(body_[at])) {
            for (const std::string_view behind : {"、", "．", "."}) {
                if (has(numeral->end, behind) && !(numeral->end + behind.size() < body_.size() && is_digit(body_[numeral->end + behind.size()]))) {
                    return Mark{Style::number, numeral->value, numeral->end + behind.size()};
                }
            }
            return std::nullopt;
        }
        if (has(numeral->end, "是")) return Mark{Style::is, numeral->value, numeral->end + 3};
        if (has(numeral->end, "、")) return Mark{Style::chapter, numeral->value, numeral->end + 3};
        return std::nullopt;
    }

    /// Past what Markdown and editors put before a point: white space, emphasis, quote and list marks.
    std::size_t skip_lead(std::size_t at, bool over_lines) const {
        while (at < body_.size()) {
            const char c = body_[at];
            if (c == ' ' || c == '\t' || c == '*' || c == '>' || c == '_' || c == '#' || (over_lines && c == '\n')) ++at;
            else if (c == '-' && at + 1 < body_.size() && body_[at + 1] == ' ') at += 2;
            else if (has(at, "\u3000")) at += 3;
            else if (has(at, "\u00A0")) at += 2;
            else break;
        }
        return at;
    }

    std::size_t indent_of(const Line& line) const {
        std::size_t at = line.begin;
        while (at < line.end && (body_[at] == ' ' || body_[at] == '\t' || body_[at] == '>')) ++at;
        return at - line.begin;
    }

    struct Announcement {
        unsigned count = 0;
        std::size_t begin = 0, end = 0;  ///< 四项
        std::string_view measure;
    };

    static constexpr std::array<std::string_view, 18> measures = {"个", "項", "项", "點", "点", "條", "条", "类", "类", "种", "大", "步", "方面", "举措", "任务", "措施", "家", "名"};
    /// Measures of organisations and people: they are counted where their names follow, and points behind them speak of something else (收到 5 家：一是…).
    static bool counts_names(std::string_view measure) { return measure == "家" || measure == "名"; }

    /// The numeral with its measure at `at`, if it is one that counts points.
    std::optional<Announcement> read_count(std::size_t at) const {
        const auto numeral = read_numeral(at);
        if (!numeral || numeral->value < 2 || numeral->value > 30) return std::nullopt;
        const std::size_t unit = skip_spaces(numeral->end);
        for (const std::string_view measure : measures) {
            if (!has(unit, measure)) continue;
            return Announcement{numeral->value, at, unit + measure.size(), measure};
        }
        return std::nullopt;
    }

    /// Whether the count at `at` speaks of something else than what follows.
    bool speaks_of_others(std::size_t at) const {
        std::size_t before = at;
        while (before > 0 && body_[before - 1] == ' ') --before;
        for (const std::string_view word : {"第", "每", "这", "這", "那", "前", "后", "各", "任", "其中", "以上", "上述", "上列", "另", "之", "近", "约", "同", "多", "几", "百", "千", "万", "十",
                                            "零", "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "有关", "一一", "—", "-", "～", "~", "至", "到", ".", "〔"}) {
            if (ends(before, word)) return true;
        }
        return before > 0 && is_digit(body_[before - 1]);
    }

    /// The count that the clause before the colon at `colon` ends in: 着力抓好以下四项工作：
    std::optional<Announcement> announced_before(const Line& line, std::size_t colon) const {
        std::size_t from = colon - std::min<std::size_t>(colon - line.begin, 60);
        while (from < colon && (static_cast<unsigned char>(body_[from]) & 0xC0) == 0x80) ++from;
        std::optional<Announcement> found;
        std::size_t behind = 0;  // characters behind the measure
        for (std::size_t at = from; at < colon;) {
            std::size_t next = at;
            const char32_t c = next_character(body_, next);
            if (found && at >= found->end) {
                // Only the name of what is counted may stand between: no marks, no figures.
                if (!is_han(c) || ++behind > 10) found.reset();
                else if (c == U'月' || c == U'日' || c == U'年') found.reset();
            }
            if (!found || at >= found->end) {
                if ((is_digit(c) || han_digit(c) > 0 || c == U'十' || c == U'两' || c == U'兩') && !speaks_of_others(at)) {
                    if (auto count = read_count(at); count && count->end <= colon) {
                        found = count;
                        behind = 0;
                        next = count->end;
                    }
                }
            }
            at = next;
        }
        return found;
    }

    void say_count(const Announcement& announced, unsigned found) {
        const std::string_view text = body_.substr(announced.begin, announced.end - announced.begin);
        say(Code::W214, announced.begin, announced.end,
            {Words(std::string(text), std::to_string(announced.count)), Words(std::to_string(found) + " " + std::string(announced.measure), std::to_string(found))});
    }

    /// A colon: does a count stand before it, and a list behind?
    void judge_announcement(const Line& line, std::size_t colon, std::size_t behind) {
        const auto announced = announced_before(line, colon);
        if (!announced) return;
        ++announcements_;
        const std::size_t list = skip_lead(behind, true);
        if (const auto mark = read_mark(list)) {
            if (mark->number == 1 && !counts_names(announced->measure)) follow(line, *announced, list, *mark);
            return;
        }
        // 聘用 3 名：男、女。 Only where it is said what they are, names follow.
        if (counts_names(announced->measure) && announced->end == colon) return;
        if (list < line.end) judge_inline_list(line, *announced, list);
        else if (skip_spaces(behind) >= line.end) follow_bullets(line_of(line.begin) + 1, *announced);
    }

    /// Whether a line is a point of a Markdown list without numbers.
    bool is_bullet(const Line& line) const {
        const std::size_t at = line.begin + indent_of(line);
        return !line.code && at + 1 < line.end && (body_[at] == '-' || body_[at] == '*' || body_[at] == '+') && body_[at + 1] == ' ';
    }

    /// Counts the points of the Markdown list that begins on line `number` or behind blank lines. It ends with the first line of text that isn't indented;
    /// where another list follows in the same section, that may go on with it, and nothing is said of points that are missing.
    void follow_bullets(std::size_t number, const Announcement& announced) {
        while (number < lines_.size() && skip_spaces(lines_[number].begin) >= lines_[number].end) ++number;
        if (number == lines_.size() || !is_bullet(lines_[number])) return;
        const std::size_t indent = indent_of(lines_[number]), limit = std::min(body_.size(), lines_[number].begin + announcement_reach);
        unsigned count = 0;
        bool blank = false;
        for (; number < lines_.size() && lines_[number].begin < limit; ++number) {
            const Line& each = lines_[number];
            if (skip_spaces(each.begin) >= each.end) {
                blank = true;
                continue;
            }
            if (is_bullet(each) && indent_of(each) <= indent + 1) ++count;
            else if (body_[each.begin] == '#' || (blank && indent_of(each) <= indent)) break;
            blank = false;
        }
        if (count < 2 || count == announced.count || (number < lines_.size() && lines_[number].begin >= limit)) return;
        if (count < announced.count) {
            const std::size_t end = number < lines_.size() ? lines_[number].begin : body_.size();
            const std::string_view rest = body_.substr(end, std::min(limit, end + 4000) - std::min(limit, end));
            for (const std::string_view word : {"最后", "此外", "另外", "同时，", "…", "\n- ", "\n* ", "\n+ "}) {
                if (rest.substr(0, rest.find("\n#")).find(word) != std::string_view::npos) return;
            }
        } else if (announced.measure == "类" || announced.measure == "种" || announced.measure == "大") {
            return;
        }
        say_count(announced, count);
    }

    /// Follows the list whose first mark is `first`, and compares its length with the count. Where anything is doubtful (another list of the same kind, a
    /// number left out, a point without a mark) nothing is said.
    void follow(const Line& line, const Announcement& announced, std::size_t list, const Mark& first) {
        const std::size_t first_line = line_of(list);
        const bool at_line_start = skip_lead(lines_[first_line].begin, false) == list;
        const bool in_lines = at_line_start && first.style != Style::is && first.style != Style::ordinal;
        const std::size_t indent = indent_of(lines_[first_line]);
        if (const auto own = read_mark(skip_lead(line.begin, false)); own && own->style == first.style) return;  // within a point of such a list
        const std::size_t limit = std::min(body_.size(), list + announcement_reach);
        unsigned count = 1;
        bool doubtful = false, over = false;
        std::size_t last_end = first.end, extra = 0;  // behind the first mark that is one too many
        const auto meet = [&](const Mark& mark) {
            if (mark.style != first.style) return;
            if (mark.number == count + 1) count = mark.number, last_end = mark.end, extra = extra == 0 && count > announced.count ? mark.end : extra;
            else doubtful = doubtful || mark.number != 1 || count < announced.count, over = true;
        };
        for (std::size_t number = first_line; number < lines_.size() && !over; ++number) {
            const Line& each = lines_[number];
            if (each.begin >= limit) {
                doubtful = doubtful || limit != body_.size();
                break;
            }
            std::size_t at = number == first_line ? first.end : skip_lead(each.begin, false);
            if (number != first_line) {
                if (body_[each.begin] == '#') break;
                if (const auto mark = read_mark(at)) {
                    if (mark->style == first.style) {
                        if (!in_lines || indent_of(each) <= indent + 1) meet(*mark);
                    } else if (mark->style < first.style && (mark->style <= Style::bracketed || first.style < Style::is)) {
                        break;  // a heading of a larger list: this one is over
                    }
                    at = mark->end;
                }
            }
            if (in_lines) continue;
            // Within the line a point begins behind a mark of punctuation.
            for (; at < each.end && !over; ++at) {
                const auto c = static_cast<unsigned char>(body_[at]);
                std::size_t next = 0;
                if (c == ';' || c == ',' || c == ':' || c == ' ') next = at + 1;
                else if (c == 0xEF && (has(at, "；") || has(at, "，") || has(at, "：") || has(at, "！"))) next = at + 3;
                else if (c == 0xE3 && (has(at, "。") || has(at, "、"))) next = at + 3;
                else if (c == 0xE2 && has(at, "”")) next = at + 3;
                if (first.style == Style::circled) next = c == 0xE2 && body_[at + 1] == '\x91' ? at : 0;  // ① needs no mark before it
                if (next == 0) continue;
                if (const auto mark = read_mark(skip_lead(next, false)); mark && mark->end <= each.end) meet(*mark);
                at = std::max(at, next - 1);
            }
        }
        // 有四个方面：一、 … 四、 and then 五、下一步工作: the document's own headings go on.
        if (extra != 0) {
            const Line& heading = lines_[line_of(extra - 1)];
            const std::string_view text = body_.substr(extra, heading.end - std::min(extra, heading.end));
            for (const std::string_view word : {"下一步", "下步", "存在", "问题", "要求", "打算", "建议", "保障", "今后", "其他", "其它", "附则", "说明", "计划", "安排", "组织", "措施", "工作", "事项"}) {
                if (in_lines && first.style == Style::chapter && text.find(word) != std::string_view::npos) return;
            }
        }
        if (doubtful || count < 2 || count == announced.count) return;
        if (count < announced.count) {
            const std::string_view rest = body_.substr(last_end, std::min(limit, last_end + 4000) - last_end);
            for (const std::string_view word : {"最后", "此外", "另外", "同时，", "…", "另有", "还有", "其余", "余下"}) {
                if (rest.find(word) != std::string_view::npos) return;
            }
        } else if (announced.measure == "类" || announced.measure == "种" || announced.measure == "大") {
            return;  // three kinds of papers may well be five papers
        }
        say_count(announced, count);
    }

    /// 七个程序：提出、初审、审核。 Counted where each piece is a plain name.
    void judge_inline_list(const Line& line, const Announcement& announced, std::size_t list) {
        unsigned pieces = 1, length = 0;
        bool joined = false, ended = false;
        int depth = 0;
        for (std::size_t at = list; at < line.end;) {
            std::size_t next = at;
            const char32_t c = next_character(body_, next);
            if (c == U'。') {
                ended = true;
                break;
            }
            if (is_one_of(c, U"（(《“〈")) ++depth;
            if (is_one_of(c, U"）)》”〉")) --depth;
            if (c == U'、' && depth == 0) {
                if (joined || length < 1) return;
                ++pieces;
                length = 0;
            } else {
                if (is_digit(c) || is_one_of(c, U"，,；;：:？！?!等") || han_digit(c) > 0 || ++length > 16) return;
                if (is_one_of(c, U"和及与或并、") && depth == 0) joined = true;
            }
            at = next;
        }
        if (!ended || pieces < 2) return;
        const unsigned most = pieces + (joined ? 1 : 0);
        if (announced.count >= pieces && announced.count <= most) return;
        if (announced.count > most + 2 || announced.count + 2 < pieces) return;
        say_count(announced, announced.count < pieces ? pieces : most);
    }

    /// “提出、初审、审核”七个程序: the list in quotes before a count.
    void judge_quoted_list(const Line& line, std::size_t quote) {
        const auto announced = read_count(quote + 3);
        if (!announced || announced->count < 3) return;
        constexpr std::size_t reach = 1000;  // bytes: longer quotes are no lists of names
        const std::size_t from = quote - std::min(quote - line.begin, reach);
        const std::size_t open = body_.substr(from, quote - from).rfind("“");
        if (open == std::string_view::npos) return;
        const std::size_t begin = from + open;
        // “人、财、物”和“产、供、销”两个方面: the count is of the quotes.
        for (const std::string_view before : {"”", "、", "和", "与", "及", "，“", "以及"}) {
            if (ends(begin, before)) return;
        }
        unsigned pieces = 1, length = 0;
        for (std::size_t at = begin + 3; at < quote;) {
            const char32_t c = next_character(body_, at);
            if (c == U'、') {
                if (length == 0) return;
                ++pieces;
                length = 0;
            } else if (is_han(c) && ++length <= 8) {
                continue;
            } else {
                return;
            }
        }
        if (pieces < 3 || pieces == announced->count || announced->count > pieces + 2 || announced->count + 2 < pieces) return;
        say_count(*announced, pieces);
    }

    /// 本报告由…七个部分组成: the parts of a report are its headings 一、 to 七、.
    void judge_parts() {
        const std::string_view beginning = body_.substr(0, 6000);
        const auto is_part = [](const Neighbours& p) { return (p[0] == 0xE9) & (p[1] == 0x83) & (p[2] == 0xA8) & (p[3] == 0xE5) & (p[4] == 0x88) & (p[5] == 0x86); };  // 部分
        for (std::size_t at = skim<5>(beginning, 0, is_part); at != std::string_view::npos; at = skim<5>(beginning, at + 6, is_part)) {
            bool composed = false;
            for (const std::string_view word : {"组成", "構成", "构成", "組成"}) composed = composed || has(at + 6, word);
            if (!composed) continue;
            const Line& line = lines_[line_of(at)];
            if (line.code) return;
            const std::string_view before = body_.substr(line.begin, at - line.begin);
            const std::size_t stop = before.rfind("。");
            const std::size_t sentence = stop == std::string_view::npos ? line.begin : line.begin + stop + 3;
            if (before.find("报告") == std::string_view::npos && before.find("年报") == std::string_view::npos) return;
            // The numeral directly before 部分, with or without 个 or 大.
            std::size_t end = at;
            if (ends(end, "个") || ends(end, "大")) end -= 3;
            for (std::size_t begin = end - std::min<std::size_t>(end - sentence, 9); begin < end; ++begin) {
                if ((static_cast<unsigned char>(body_[begin]) & 0xC0) == 0x80) continue;
                const auto numeral = read_numeral(begin);
                if (!numeral || numeral->end != end || numeral->value < 2) continue;
                const auto found = count_headings();
                if (found && *found >= 2 && *found != numeral->value) {
                    say_count({numeral->value, begin, at + 6, "个部分"}, *found);
                }
                return;
            }
            return;
        }
    }

    /// Headings 一、 二、 … of the body, if they are numbered without a gap and once.
    std::optional<unsigned> count_headings() const {
        unsigned count = 0;
        for (const Line& line : lines_) {
            if (line.code) continue;
            const auto mark = read_mark(skip_lead(line.begin, false));
            if (!mark || mark->style != Style::chapter) continue;
            if (mark->number != count + 1) return std::nullopt;
            ++count;
        }
        return count;
    }

    // -- headings

    /// Level and text of a heading in a line of its own.
    std::pair<std::size_t, std::size_t> heading(const Line& line) const {
        std::size_t at = skip_spaces(line.begin);
        const std::size_t begin = at;
        while (at < line.end && body_[at] == '#') ++at;
        if (at == begin || at - begin > 6 || at == line.end || body_[at] != ' ') return {0, 0};
        return {at - begin, skip_lead(at, false)};
    }

    /// A numbered heading that the next one of its kind, or the end, follows at once: what belongs under it was lost. Without a number it may be
    /// a line of a title.
    void judge_headings() {
        if (body_.find('#') == std::string_view::npos) return;
        std::size_t open = lines_.size();  // the heading that nothing has followed yet
        std::optional<Mark> mark;
        const auto lost = [&] {
            const std::size_t end = lines_[open].begin + body_.substr(lines_[open].begin, lines_[open].end - lines_[open].begin).find_last_not_of(" \r\t") + 1;
            say(Code::W213, heading(lines_[open]).second, end, {Words("标题下面没有内容", "nothing stands under this heading")});
        };
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (plain(lines_[i]).empty()) continue;
            const auto [level, text] = lines_[i].code ? std::pair<std::size_t, std::size_t>() : heading(lines_[i]);
            const auto own = level > 0 ? read_mark(text) : std::nullopt;
            if (open != lines_.size() && own && own->style == mark->style && heading(lines_[open]).first == level) lost();
            open = own ? i : lines_.size();
            mark = own;
        }
        if (open != lines_.size()) lost();
    }

    // -- the end of a document

    /// A line without what Markdown and editors put around it.
    std::string_view plain(const Line& line) const {
        std::string_view text = body_.substr(line.begin, line.end - line.begin);
        while (true) {
            text = trim(text);
            const auto is_of_mark = [](char c) { return c == '*' || c == '_' || c == '<' || c == '>' || c == '\\'; };
            if (text.empty() || (!is_of_mark(text.front()) && !is_of_mark(text.back()))) return text;
            const std::size_t before = text.size();
            for (const std::string_view mark : {"**", "__", "<br>", "<br/>", "<br />", "\\"}) {
                if (text.starts_with(mark)) text.remove_prefix(mark.size());
                if (text.ends_with(mark)) text.remove_suffix(mark.size());
            }
            if (text.size() == before) return text;
        }
    }

    /// Year, month and day that are all of `text`: 2014年1月14日 or 二〇一四年一月十四日. They need not be in the calendar.
    static std::optional<std::array<unsigned, 3>> whole_date(std::string_view text) {
        if (text.size() > 60 || !text.ends_with("日")) return std::nullopt;
        std::u32string characters;
        for (std::size_t at = 0; at < text.size();) {
            const char32_t c = next_character(text, at);
            if (!is_space(c)) characters.push_back(c);
        }
        std::array<unsigned, 3> values{};
        std::size_t at = 0;
        constexpr std::u32string_view units = U"年月日";
        for (std::size_t part = 0; part < 3; ++part) {
            unsigned value = 0, digits = 0;
            for (; at < characters.size() && characters[at] != units[part]; ++at) {
                const char32_t c = characters[at];
                const int han = is_one_of(c, U"○Ｏ零0O") ? 0 : han_digit(c);
                if (++digits > 4) return std::nullopt;
                if (is_digit(c)) value = value * 10 + static_cast<unsigned>(c - U'0');
                else if (c == U'十' && part > 0) value = (value == 0 ? 1 : value) * 10;
                else if (han < 0) return std::nullopt;
                else if (part == 0) value = value * 10 + static_cast<unsigned>(han);
                else value = value >= 10 ? value + static_cast<unsigned>(han) : value * 10 + static_cast<unsigned>(han);
            }
            if (at == characters.size() || digits == 0) return std::nullopt;
            values[part] = value;
            ++at;
        }
        if (at != characters.size()) return std::nullopt;
        return values;
    }

    /// Whether a line is the name of an organ and nothing else.
    static bool is_organ(std::string_view text) {
        for (const std::string_view seal : {"（盖章）", "（章）", "（代章）", "(盖章)", "(代章)"}) {
            if (text.ends_with(seal)) text.remove_suffix(seal.size());
        }
        const std::size_t length = count_characters(text);
        if (length < 4 || length > 40) return false;
        for (std::size_t at = 0; at < text.size();) {
            const char32_t c = next_character(text, at);
            if (!is_han(c) && !is_space(c) && !is_one_of(c, U"（）()、·")) return false;
        }
        constexpr std::array<std::string_view, 36> ends = {"政府", "办公室", "局",     "委员会", "厅",   "部",   "署",   "中心", "领导小组", "指挥部", "小组", "公司", "法院",   "检察院",
                                                           "中学", "小学",   "医院",   "办事处", "管委会", "大队", "支队", "总队", "分局",     "分中心", "工作组", "联席会议", "县委", "市委",
                                                           "派出所", "卫生院", "联合会", "红十字会", "总工会", "学校", "幼儿园", "供销社"};
        return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
    }

    void find_signatures() {
        std::string_view before;  // the line above that is not blank
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (lines_[i].code) continue;
            // Nothing that matters here is longer than this.
            constexpr std::size_t longest = 200;
            if (lines_[i].end - lines_[i].begin > longest) {
                before = {};
                continue;
            }
            const std::string_view text = plain(lines_[i]);
            if (text.empty()) continue;
            if (!before.empty()) {
                // 2021926 under a name: a date whose 年, 月 and 日 were lost.
                const bool bare = text.size() >= 5 && text.size() <= 7 && (text.starts_with("19") || text.starts_with("20")) &&
                                  std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c); });
                if (bare && is_organ(before)) {
                    const auto begin = static_cast<std::size_t>(text.data() - body_.data());
                    say_date(begin, begin + text.size(), lost());
                }
                if (const auto parts = whole_date(text); parts && is_organ(before)) {
                    const auto begin = static_cast<std::size_t>(text.data() - body_.data());
                    const auto date = make_date(static_cast<int>((*parts)[0]), (*parts)[1], (*parts)[2]);
                    if (date) result_.signed_on.emplace_back(*date, spot(begin, begin + text.size()));
                    // What is written in digits was judged with the line.
                    else if (!is_digit(text.front())) say_date(begin, begin + text.size(), (*parts)[1] < 1 || (*parts)[1] > 12 ? no_month() : no_day());
                }
            }
            before = text;
        }
    }

    void find_promise() {
        for (std::size_t i = lines_.size(); i-- > 0;) {
            if (lines_[i].code) return;
            std::string_view text = plain(lines_[i]);
            if (text.empty()) continue;
            const bool heading = text.starts_with('#');
            while (text.starts_with('#') || text.starts_with(' ')) text.remove_prefix(1);
            const std::string_view whole = text;
            bool colon = false;
            for (const std::string_view mark : {"：", ":"}) {
                if (text.ends_with(mark)) text.remove_suffix(mark.size()), colon = true;
            }
            for (const std::string_view word : {"附件下载", "附件", "相关附件", "附件列表", "附件：下载"}) {
                if (text == word && (heading || colon)) {
                    const auto begin = static_cast<std::size_t>(whole.data() - body_.data());
                    result_.promises_files = spot(begin, begin + whole.size());
                }
            }
            return;
        }
    }

    std::string_view body_;
    std::vector<Line> lines_;
    std::size_t announcements_ = 0;
    BodyWording result_;
};

/// The dates that a value of one line writes, as those of a body are judged.
void judge_dates(std::string_view value, std::vector<Finding>& findings) {
    if (std::none_of(value.begin(), value.end(), [](char c) { return is_digit(c); })) return;  // most titles
    for (Finding& finding : BodyJudge(value).judge().findings) {
        if (finding.code == Code::W212 || finding.code == Code::W217) findings.push_back(std::move(finding));
    }
}

}  // namespace

std::vector<Finding> judge_title(std::string_view title) {
    std::vector<Finding> findings = TitleJudge(title).judge();
    judge_dates(title, findings);
    return findings;
}

std::vector<Finding> judge_summary(std::string_view summary, std::string_view title) {
    std::vector<Finding> findings;
    const auto length = static_cast<std::uint32_t>(count_characters(summary));
    if (summary.find('\n') == std::string_view::npos) judge_dates(summary, findings);
    if (length > summary_limit) findings.push_back({Code::W219, 1, 1, length, {std::to_string(length), std::to_string(summary_limit)}});
    if (length > title.size() + 60) return findings;
    const std::u32string own = core_of(summary), name = core_of(title);
    // The title and a word or two (全文, 的通知): nothing that it doesn't say itself.
    if (name.size() >= 4 && own.size() <= name.size() + 4 && own.find(name) != std::u32string::npos) findings.push_back({Code::W211, 1, 1, length, {}});
    // The same without the organ that the title begins with.
    else if (own.size() >= 8 && own.size() < name.size() && name.size() <= own.size() + 20 && own.starts_with(U"关于") && name.ends_with(own)) findings.push_back({Code::W211, 1, 1, length, {}});
    return findings;
}

BodyWording judge_body(std::string_view body) { return BodyJudge(body).judge(); }

}  // namespace mulu
