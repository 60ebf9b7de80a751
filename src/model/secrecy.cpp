// SPDX-License-Identifier: Apache-2.0
#include "model/secrecy.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/text.hpp"
#include "base/word_finder.hpp"

namespace mulu {
namespace {

constexpr std::size_t npos = std::string_view::npos;
using Texts = std::initializer_list<std::string_view>;

std::size_t find_text(std::string_view text, std::string_view word, std::size_t from) {
    const void* found = from >= text.size() ? nullptr : ::memmem(text.data() + from, text.size() - from, word.data(), word.size());
    return found == nullptr ? npos : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

std::string_view prefix_of(std::string_view text, Texts words) {
    for (const std::string_view word : words) {
        if (text.starts_with(word)) return word;
    }
    return {};
}

std::string_view suffix_of(std::string_view text, Texts words) {
    for (const std::string_view word : words) {
        if (text.ends_with(word)) return word;
    }
    return {};
}

/// Words that mark by themselves, wherever they have a line for themselves.
const Texts strong_words = {"内部资料", "内部文件", "内部材料", "内部使用", "仅供内部使用", "仅限内部使用", "仅限内部", "内部参阅", "内部参考", "仅供内部参考", "内部传阅", "此件发至县团级", "此件发至县、团级", "严禁外传", "不得外传", "请勿外传", "禁止外传",
                            "此件不公开", "此件不予公开", "此件不得公开", "本文件不公开", "本件不公开"};
/// Words that may also be a heading of a text about disclosure: they mark only at a document's head and foot.
const Texts weak_words = {"内部情况", "此件依申请公开", "本件依申请公开", "公开属性：依申请公开", "公开属性：不予公开", "公开属性：不公开", "公开方式：不予公开", "公开方式：不公开", "不得公开", "注意保密", "不宜公开", "严格保密", "请注意保密"};
/// What stands beside a mark and marks nothing by itself.
const Texts by_words = {"注意保存", "妥善保管", "请妥善保管", "仅供参考", "严禁复制", "严禁复印", "禁止复制", "禁止翻印", "不得翻印", "不得复印", "绝密", "机密", "秘密", "此件", "本件", "本文件", "本资料", "本材料",
                        "文件", "资料", "材料", "请", "特急", "加急", "急件", "，", "、", "。", "！", "；", "：", ",", "!", ";", ":", ".", " ", "\t", "\xE3\x80\x80", "\xC2\xA0", "·", "—", "-", "*", "_", "#", ">", "|", "　",
                        "（", "）", "(", ")", "【", "】", "[", "]", "〔", "〕", "★", "☆"};

/// What a classification without its sign may have around it on its line: nothing that says anything.
const Texts dress = {" ", "\t", "\xE3\x80\x80", "\xC2\xA0", "*", "_", "#", ">", "|", "\\", "（", "）", "(", ")", "【", "】", "[", "]", "〔", "〕", "特急", "特提", "加急", "平急", "急件"};
/// What a sentence about marks says of them. In one that has a mark for its own document there is none of it.
const Texts explaining_words = {"标志", "标注", "标识", "标明", "标有", "标为", "字样", "样式", "格式", "形式", "分为", "等级", "例", "如", "表示", "符号", "规定"};

const Texts degrees = {"绝密", "机密", "秘密"};
/// What sets parts of a line apart.
const Texts partings = {"  ", "\xE3\x80\x80", "\t", "|", "（", "）", "(", ")", "【", "】", "[", "]"};

/// Finds marks in one text.
class MarkFinder {
public:
    MarkFinder(std::string_view text, TextPart part, std::size_t limit) : text_(text), part_(part), limit_(limit) {}

    std::vector<SecrecyMark> find() {
        find_anchors();
        if (has_degree_) {
            find_stars();
            drop_explained();
            find_signless();
        }
        judge_lines();
        std::sort(found_.begin(), found_.end(), [](const SecrecyMark& a, const SecrecyMark& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
        std::vector<SecrecyMark> kept;
        for (SecrecyMark& mark : found_) {
            if (kept.size() < limit_ && (kept.empty() || mark.begin >= kept.back().end)) kept.push_back(std::move(mark));
        }
        return kept;
    }

private:
    /// One walk for all that a mark can't do without: nearly all texts have none of it.
    void find_anchors() {
        constexpr std::string_view degree = "密";  // of 绝密, 机密, 秘密, 密级
        static const WordFinder anchors({degree, "内部", "不得公开", "不宜公开", "不公开", "不予公开", "依申请公开", "此件发至", "保密", "外传"});
        anchors.find(text_, [&](std::string_view word, std::size_t begin) {
            if (word == degree) has_degree_ = true;
            else words_.push_back(begin);
        });
    }

    void find_stars() {
        // ★ ☆ U+2605, U+2606; ⭐ U+2B50 (emoji); ✩ ✭ … U+2729–U+2730. All begin with E2.
        for (const std::string_view lead : {"\xE2\x98", "\xE2\xAD\x90", "\xE2\x9C\xA9", "\xE2\x9C\xAD", "\xEF\xBC\x8A"}) {
            for (std::size_t at = find_text(text_, lead, 0); at != npos; at = find_text(text_, lead, at + lead.size())) {
                if (lead == "\xE2\x98" && prefix_of(text_.substr(at), {"★", "☆"}).empty()) continue;
                take_star(at, lead == "\xEF\xBC\x8A");
            }
        }
        // Typed without the sign at hand: 秘密*1年, where that is the whole line.
        for (const std::string_view word : {"密*", "密 *", "密\\*"}) {
            for (std::size_t at = find_text(text_, word, 0); at != npos; at = find_text(text_, word, at + word.size())) take_star(at + word.size() - 1, true);
        }
    }

    /// Looks at what stands in front of the star at `at`: 绝密, 机密, 秘密, also spaced. `alone`: only where the line has nothing else but a period.
    void take_star(std::size_t at, bool alone) {
        std::size_t begin = at;
        const auto blanks = [&] {
            for (unsigned count = 0; count < 8; ++count) {
                const std::string_view blank = suffix_of(text_.substr(0, begin), {" ", "\xE3\x80\x80", "\xC2\xA0", "\t", "\\"});
                if (blank.empty()) break;
                begin -= blank.size();
            }
        };
        const auto step = [&](Texts words) {
            const std::string_view word = suffix_of(text_.substr(0, begin), words);
            begin -= word.size();
            return word;
        };
        blanks();
        if (step({"密"}).empty()) return;
        blanks();
        const std::string_view degree = step({"绝", "机", "秘"});
        if (degree.empty() || is_quoted(begin)) return;
        std::size_t end = at;
        next_character(text_, end);
        const std::size_t period = behind_period(end);
        if (!alone && !is_own_mark(begin, period)) return;
        if (alone) {
            const std::size_t from = line_begin(begin), to = line_end(period);
            if (!only(text_.substr(from, begin - from), by_words) || !only(text_.substr(period, to - period), by_words)) return;
            if (text_.substr(at).starts_with("**") || (begin > 0 && text_[begin - 1] == '*')) return;  // **秘密** is emphasis
        }
        add(MarkKind::classified, begin, end, std::string(degree) + "密★");
    }

    /// Behind the period that belongs to a mark: 10年, 6个月, 长期.
    std::size_t behind_period(std::size_t at) const {
        for (unsigned count = 0; count < 12 && at < text_.size(); ++count) {
            std::size_t next = at;
            const char32_t c = next_character(text_, next);
            if (std::u32string_view(U" 　0123456789０１２３４５６７８９一二三四五六七八九十两半年个月日长期解密前启用公布正式").find(c) == std::u32string_view::npos) break;
            at = next;
        }
        return at;
    }

    /// Whether a mark with its sign is the document's own: it has a line, a cell, a corner or brackets for itself, or stands at the document's head or foot in words
    /// that don't explain marks, or the sentence says so (此件为秘密★1年).
    bool is_own_mark(std::size_t begin, std::size_t period) {
        const std::size_t from = line_begin(begin), to = line_end(period);
        constexpr std::size_t sentence = 300;  // of a longer line what is near the mark says enough
        const std::string_view before = text_.substr(std::max(from, begin - std::min(begin, sentence)), std::min(begin - from, sentence));
        const std::string_view after = text_.substr(period, std::min(to - period, sentence));
        if (only(part_before(before), by_words) && only(part_after(after), by_words)) return true;
        if (!suffix_of(before, {"此件为", "此件属", "此件系", "此件密级为", "本件为", "本件属", "本文件为", "本文件属", "该文件为", "密级：", "密级:", "密级为", "密级 "}).empty()) return true;
        if (part_ != TextPart::name && (part_ != TextPart::whole || !is_near_edge(from, to))) return false;
        return std::none_of(explaining_words.begin(), explaining_words.end(), [&](std::string_view word) { return find_text(before, word, 0) != npos || find_text(after, word, 0) != npos; });
    }

    /// The last of the parts that wide space, cells and brackets make of `line`; part_after(): the first.
    static std::string_view part_before(std::string_view line) {
        std::size_t begin = 0;
        for (const std::string_view parting : partings) {
            if (const std::size_t at = line.rfind(parting); at != npos) begin = std::max(begin, at + parting.size());
        }
        return line.substr(begin);
    }
    static std::string_view part_after(std::string_view line) {
        std::size_t end = line.size();
        for (const std::string_view parting : partings) {
            if (const std::size_t at = find_text(line, parting, 0); at != npos) end = std::min(end, at);
        }
        return line.substr(0, end);
    }

    /// Takes those marks out that a list of all three degrees has: a table or list that explains them.
    void drop_explained() {
        std::vector<bool> drop(found_.size());
        std::sort(found_.begin(), found_.end(), [](const SecrecyMark& a, const SecrecyMark& b) { return a.begin < b.begin; });
        constexpr std::size_t reach = 400;
        for (std::size_t first = 0; first + 2 < found_.size(); ++first) {
            const SecrecyMark *a = &found_[first], *b = a + 1, *c = a + 2;
            if (c->end - a->begin > reach || a->words == b->words || b->words == c->words || a->words == c->words) continue;
            drop[first] = drop[first + 1] = drop[first + 2] = true;
        }
        std::size_t kept = 0;
        for (std::size_t i = 0; i < found_.size(); ++i) {
            if (drop[i]) continue;
            if (kept != i) found_[kept] = std::move(found_[i]);
            ++kept;
        }
        found_.erase(found_.begin() + static_cast<std::ptrdiff_t>(kept), found_.end());
    }

    /// Classifications without their ★: behind 密级 or beside another sign where the line is theirs, in a title's brackets, and as the first line of a document.
    void find_signless() {
        for (std::size_t at = find_text(text_, "密级", 0); at != npos; at = find_text(text_, "密级", at + 1)) {
            std::size_t value = at + std::string_view("密级").size();
            while (!prefix_of(text_.substr(value), {"：", ":", " ", "\xE3\x80\x80", "\t", "|", "*"}).empty()) value += prefix_of(text_.substr(value), {"：", ":", " ", "\xE3\x80\x80", "\t", "|", "*"}).size();
            if (value > at + std::string_view("密级").size()) take_alone(at, value, value);
        }
        for (const std::string_view sign : {"★", "☆", "▲", "△"}) {
            for (std::size_t at = find_text(text_, sign, 0); at != npos; at = find_text(text_, sign, at + sign.size())) {
                take_alone(at, at + sign.size(), at + sign.size());
                if (sign != "▲" && sign != "△") continue;
                const std::string_view degree = suffix_of(text_.substr(0, at), degrees);
                if (!degree.empty()) take_alone(at - degree.size(), at - degree.size(), at - degree.size(), sign);
            }
        }
        if (part_ == TextPart::name) {
            for (const std::string_view open : {"【", "（", "(", "["}) {
                for (std::size_t at = find_text(text_, open, 0); at != npos; at = find_text(text_, open, at + open.size())) {
                    const std::size_t begin = at + open.size();
                    const std::string_view degree = prefix_of(text_.substr(begin), degrees);
                    if (!degree.empty() && !prefix_of(text_.substr(behind_period(begin + degree.size())), {"】", "）", ")", "]"}).empty()) {
                        add(MarkKind::classified, begin, begin + degree.size(), std::string(degree));
                    }
                }
            }
        }
        if (part_ != TextPart::whole) return;
        std::size_t first = 0;
        while (first < text_.size() && !prefix_of(text_.substr(first), {"\n", " ", "\t", "\xE3\x80\x80"}).empty()) first += prefix_of(text_.substr(first), {"\n", " ", "\t", "\xE3\x80\x80"}).size();
        std::size_t begin = first;
        while (!prefix_of(text_.substr(begin), dress).empty()) begin += prefix_of(text_.substr(begin), dress).size();
        take_alone(first, begin, begin);
    }

    /// A degree at `at` whose line holds nothing in front of `from` and nothing behind the degree, its `sign` and its period.
    void take_alone(std::size_t from, std::size_t at, std::size_t begin, std::string_view sign = {}) {
        const std::string_view degree = prefix_of(text_.substr(at), degrees);
        if (degree.empty()) return;
        const std::size_t line = line_begin(from);
        const std::size_t period = behind_period(at + degree.size() + sign.size()), end = line_end(period);
        if (only(text_.substr(line, from - line), dress) && only(text_.substr(period, end - period), dress)) add(MarkKind::classified, begin, at + degree.size(), std::string(degree));
    }

    /// Quotation marks around, or a bracket that opens here: words about the mark.
    bool is_quoted(std::size_t begin) const {
        return !suffix_of(text_.substr(0, begin), {"“", "\"", "‘", "'", "「", "『", "《", "〈", "`", "标注", "标有", "标明"}).empty();
    }

    /// Judges the lines that have words in them, each once.
    void judge_lines() {
        std::size_t judged = npos;
        for (const std::size_t at : words_) {
            const std::size_t from = line_begin(at);
            const std::size_t to = line_end(at);
            if (to == judged) continue;
            // A mark with all that belongs to it is short; a long line is a sentence.
            constexpr std::size_t longest = 240;
            if (to - from > longest && part_ != TextPart::name) continue;
            judged = to;
            judge_line(from, to);
        }
    }

    /// The marks of a line: all of it, or parts that wide space or brackets set apart at a document's head.
    void judge_line(std::size_t from, std::size_t to) {
        const std::string_view line = text_.substr(from, to - from);
        const bool at_edge = part_ == TextPart::name || (part_ == TextPart::whole && is_near_edge(from, to));
        if (const auto mark = mark_of(line, at_edge)) {
            add_within(from, *mark);
            return;
        }
        if (!at_edge) return;
        // “内部资料  注意保存          第 3 期”, “关于……的通知（内部资料）”
        std::size_t begin = 0;
        for (std::size_t at = 0; at <= line.size();) {
            const std::string_view rest = line.substr(at);
            std::string_view parting = prefix_of(rest, {"  ", "\xE3\x80\x80", "\t", "（", "）", "(", ")", "【", "】", "[", "]"});
            if (at < line.size() && parting.empty()) {
                next_character(line, at);
                continue;
            }
            if (at > begin) {
                if (const auto mark = mark_of(line.substr(begin, at - begin), true)) add_within(from + begin, *mark);
            }
            if (at >= line.size()) break;
            at += parting.size();
            begin = at;
        }
    }

    struct Part {
        std::size_t begin, end;
    };

    /// Where the first marking word of `line` is, if the line holds nothing but such words and what goes with them.
    static std::optional<Part> mark_of(std::string_view line, bool at_edge) {
        std::optional<Part> mark;
        for (std::size_t at = 0; at < line.size();) {
            const std::string_view rest = line.substr(at);
            const std::string_view strong = prefix_of(rest, strong_words);
            const std::string_view weak = strong.empty() ? prefix_of(rest, weak_words) : std::string_view();
            if (!strong.empty() || !weak.empty()) {
                const std::size_t size = strong.empty() ? weak.size() : strong.size();
                if (!mark && (at_edge || !strong.empty())) mark = Part{at, at + size};
                at += size;
                continue;
            }
            const std::string_view by = prefix_of(rest, by_words);
            if (by.empty()) return std::nullopt;
            at += by.size();
        }
        return mark;
    }

    static bool only(std::string_view text, Texts words) {
        while (!text.empty()) {
            const std::string_view word = prefix_of(text, words);
            if (word.empty()) return false;
            text.remove_prefix(word.size());
        }
        return true;
    }

    /// Whether less than five lines with something on them stand before or behind.
    bool is_near_edge(std::size_t from, std::size_t to) {
        if (head_ == npos) {
            constexpr unsigned edge_lines = 5;
            unsigned lines = 0;
            for (head_ = 0; head_ < text_.size() && lines < edge_lines; head_ = line_end(head_) + 1) lines += trim(text_.substr(head_, line_end(head_) - head_)).empty() ? 0 : 1;
            lines = 0;
            for (foot_ = text_.size(); foot_ > 0 && lines < edge_lines;) {
                const std::size_t begin = line_begin(foot_ - 1);
                lines += trim(text_.substr(begin, foot_ - begin)).empty() ? 0 : 1;
                foot_ = begin;
            }
        }
        return from < head_ || to > foot_;
    }

    std::size_t line_begin(std::size_t at) const {
        // The lines that are judged are short; of a longer one the beginning doesn't matter.
        constexpr std::size_t reach = 4096;
        const std::size_t from = at > reach ? at - reach : 0;
        const std::size_t before = text_.substr(from, at - from).rfind('\n');
        return before == npos ? from : from + before + 1;
    }
    std::size_t line_end(std::size_t at) const {
        constexpr std::size_t reach = 4096;
        const std::size_t end = text_.substr(at, reach).find('\n');
        return end == npos ? std::min(text_.size(), at + reach) : at + end;
    }

    void add_within(std::size_t from, Part part) { add(MarkKind::internal, from + part.begin, from + part.end, std::string(text_.substr(from + part.begin, part.end - part.begin))); }
    void add(MarkKind kind, std::size_t begin, std::size_t end, std::string words) { found_.push_back({kind, begin, end, std::move(words)}); }

    std::string_view text_;
    TextPart part_;
    std::size_t limit_;
    bool has_degree_ = false;
    std::vector<std::size_t> words_;  ///< where words stand that marks are made of
    std::size_t head_ = npos, foot_ = 0;
    std::vector<SecrecyMark> found_;
};

}  // namespace

std::vector<SecrecyMark> find_secrecy_marks(std::string_view text, TextPart part, std::size_t limit) { return MarkFinder(text, part, limit).find(); }

}  // namespace mulu
