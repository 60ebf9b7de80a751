// SPDX-License-Identifier: Apache-2.0
#include "tally/narrative.hpp"

#include <algorithm>
#include <optional>

#include "tally/lists.hpp"
#include "tally/prose.hpp"

namespace mulu {
namespace {

using Text = std::u32string_view;

/// Words by which a form says that a text speaks of an indicator: `收到…申请`, `信息公开:行政复议`.
struct Phrase {
    std::u32string context;            ///< must stand somewhere in the sentence, or in the heading above it; empty: nothing must
    std::vector<std::u32string> words; ///< in this order, with no more than `gap` characters between; the last right before the number
    std::size_t length = 0;
};

constexpr std::size_t gap = 24;

Phrase make_phrase(std::string_view text) {
    Phrase phrase;
    std::u32string all = to_characters(text);
    if (const std::size_t colon = all.find(U':'); colon != std::u32string::npos) {
        phrase.context = all.substr(0, colon);
        all.erase(0, colon + 1);
    }
    for (std::size_t begin = 0;;) {
        const std::size_t end = all.find(U'…', begin);
        phrase.words.push_back(all.substr(begin, end == std::u32string::npos ? end : end - begin));
        phrase.length += phrase.words.back().size();
        if (end == std::u32string::npos) break;
        begin = end + 1;
    }
    return phrase;
}

/// What may stand between an indicator's words and its number.
bool is_filler(Text text) {
    static constexpr Text fillers[] = {U"信息", U"案件", U"共计", U"合计", U"总计", U"累计", U"达到", U"总数", U"总量", U"数量", U"件数", U"共", U"计", U"为", U"达", U"有", U"了", U"数", U"量", U":", U"总", U"的", U"新增"};
    while (!text.empty()) {
        const auto found = std::find_if(std::begin(fillers), std::end(fillers), [&](Text filler) { return text.starts_with(filler); });
        if (found == std::end(fillers)) return false;
        text.remove_prefix(found->size());
    }
    return true;
}

/// Words that make a number one of another time, or no number of what has been done.
constexpr Text other_times[] = {U"上年", U"去年", U"往年", U"前年", U"同比", U"环比", U"比上", U"较上", U"增加", U"减少", U"增长", U"下降", U"上升", U"季度", U"月份", U"半年", U"平均", U"日均", U"目标", U"计划", U"力争", U"历年", U"自20", U"以来", U"至今", U"比20"};
/// Words that make it a part: of one way, of one kind of applicant, of one body.
constexpr Text parts[] = {U"网络", U"网上", U"在线", U"信函", U"信件", U"邮寄", U"邮件", U"邮箱", U"当面", U"现场", U"窗口", U"传真", U"电话", U"微信", U"微博", U"公众号", U"公开栏", U"揭示板", U"自然人", U"企业", U"公司", U"律师", U"法律服务", U"科研", U"类", U"方面", U"领域", U"科室", U"其他", U"各乡镇", U"各部门", U"部分", U"重点", U"含", U"之外", U"以外", U"除", U"复议", U"诉讼", U"许可", U"审批", U"信访", U"维持", U"纠正", U"纠错", U"撤销", U"败诉", U"胜诉", U"驳回"};
/// How the names of bodies end: of one that the report isn’t of, where its own name has none of them.
constexpr Text bodies[] = {U"局", U"镇", U"乡", U"街道", U"委员会", U"中心", U"站", U"所"};

bool holds_outside(Text clause, Text own, const Text* begin, const Text* end) {
    return std::any_of(begin, end, [&](Text word) { return clause.find(word) != Text::npos && own.find(word) == Text::npos; });
}

/// Where a phrase was found.
struct Found {
    std::size_t begin = 0, end = 0;
};

class Narrative {
public:
    Narrative(const Catalogue& catalogue, const Report& report, const Form& form, Figures& figures, const Prose& prose, Diagnostics& diagnostics)
        : report_(report), form_(form), figures_(figures), prose_(prose), text_(prose.text), diagnostics_(diagnostics) {
        for (const Indicator& indicator : form.indicators) {
            if (indicator.says.empty() && indicator.none.empty()) continue;
            Spoken& spoken = spoken_.emplace_back();
            spoken.indicator = &indicator;
            for (const std::string& each : indicator.says) spoken.says.push_back(make_phrase(each));
            for (const std::string& each : indicator.none) spoken.none.push_back(make_phrase(each));
            spoken.amount = is_amount(indicator.value, 0);
            spoken.known = figures.is_counted(indicator.key, report.year);
        }
        organ_ = to_characters(report.unit == no_ref ? catalogue.settings.organ : catalogue.units[report.unit].name);
        for (Ref i = 0; i < catalogue.units.size(); ++i) {
            if (i == report.unit || catalogue.units[i].name == catalogue.settings.organ || catalogue.units[i].name.empty()) continue;
            others_.push_back(to_characters(catalogue.units[i].name));
        }
    }

    void judge() {
        for (std::size_t i = 0; i < prose_.counts.size(); ++i) number(i);
        for (const Spoken& spoken : spoken_) {
            for (const Phrase& phrase : spoken.none) nothing(spoken, phrase);
        }
        sections();
    }

private:
    struct Spoken {
        const Indicator* indicator = nullptr;
        std::vector<Phrase> says, none;
        bool amount = false, known = false;
    };
    struct Candidate {
        const Spoken* spoken = nullptr;
        Found at;
        std::size_t length = 0;
        const Phrase* phrase = nullptr;
    };

    bool is_amount(const Expression& expression, unsigned depth) const {
        if (depth > 64) return false;
        if (expression.kind == Expression::Kind::figure) {
            if (std::find(form_.amounts.begin(), form_.amounts.end(), expression.key) != form_.amounts.end()) return true;
            const Indicator* indicator = figures_.find_indicator(expression.key);
            return indicator != nullptr && is_amount(indicator->value, depth + 1);
        }
        return std::any_of(expression.parts.begin(), expression.parts.end(), [&](const Expression& part) { return is_amount(part, depth + 1); });
    }

    /// `phrase` ending right before `end`, not beginning before `begin`.
    std::optional<Found> find_before(const Phrase& phrase, std::size_t begin, std::size_t end) const {
        const Text before = text_.substr(begin, end - begin);
        const std::u32string& last = phrase.words.back();
        std::size_t at = before.rfind(last);
        if (at == Text::npos || !is_filler(before.substr(at + last.size()))) return std::nullopt;
        const std::size_t stop = begin + at + last.size();
        for (std::size_t i = phrase.words.size() - 1; i > 0; --i) {
            const std::u32string& word = phrase.words[i - 1];
            const std::size_t found = before.substr(0, at).rfind(word);
            if (found == Text::npos || at - found - word.size() > gap) return std::nullopt;
            at = found;
        }
        const Text whole = before.substr(at, stop - begin - at);
        if (std::any_of(whole.begin(), whole.end(), [](char32_t c) { return c == U',' || c == U';'; })) return std::nullopt;
        return Found{begin + at, stop};
    }

    bool has_context(const Phrase& phrase, std::size_t sentence, std::size_t end) const {
        if (phrase.context.empty() || text_.substr(sentence, end - sentence).find(phrase.context) != Text::npos) return true;
        const Heading* heading = prose_.heading(end);
        return heading != nullptr && heading->text.find(phrase.context) != std::u32string::npos;
    }

    /// Whether the clause around a phrase says that its number is another's: of another year or unit, or a part.
    bool is_other(Found found, const Phrase& phrase, std::size_t end, std::size_t sentence) const {
        std::size_t begin = found.begin;
        while (begin > sentence && text_[begin - 1] != U',' && text_[begin - 1] != U';' && text_[begin - 1] != U':') --begin;
        const Text clause = text_.substr(begin, end - begin), own = text_.substr(found.begin, found.end - found.begin);
        // 公民、法人或其他组织 are all applicants, whoever they are.
        std::u32string plain(clause);
        for (const Text all : {U"法人或其他组织", U"法人和其他组织", U"法人或者其他组织", U"单位和个人", U"其他组织"}) {
            if (const std::size_t at = plain.find(all); at != std::u32string::npos) plain.erase(at, all.size());
        }
        // What the phrase itself names makes no other of it.
        std::u32string words = phrase.context + U'\n';
        words += plain.size() == clause.size() ? own : own.substr(0, 2);
        if (holds_outside(plain, own, std::begin(other_times), std::end(other_times)) || holds_outside(plain, words, std::begin(parts), std::end(parts))) return true;
        const std::u32string& organ = organ_;
        const bool other_body = std::any_of(std::begin(bodies), std::end(bodies), [&](Text body) {
            if (organ.find(body) != Text::npos || own.find(body) != Text::npos) return false;
            const std::size_t at = clause.find(body);
            if (at == Text::npos || (body == U"站" && at > 0 && clause[at - 1] == U'网') || (body == U"所" && at + 1 < clause.size() && clause[at + 1] == U'有')) return false;
            return true;
        });
        if (other_body) return true;
        const std::u32string own_year = to_characters(std::to_string(report_.year));
        for (std::size_t i = sentence; i + 5 <= end; ++i) {
            if (text_[i + 4] != U'年' || (i > 0 && is_digit(text_[i - 1]))) continue;
            const Text year = text_.substr(i, 4);
            if (std::all_of(year.begin(), year.end(), is_digit) && year != own_year) return true;
        }
        return std::any_of(others_.begin(), others_.end(), [&](const std::u32string& unit) { return text_.substr(sentence, end - sentence).find(unit) != Text::npos; });
    }

    static bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

    /// The figures that a number may be: the year's, and where the clause says 累计 that too.
    bool agrees(const Spoken& spoken, const Number& count) const {
        const auto value = figures_.value(spoken.indicator->key, report_.year);
        return value && rounded(*value, count.step) == count.value;
    }

    static Figure rounded(Figure value, Figure step) {
        if (step.ten_thousandths <= 1) return value;
        const std::int64_t half = step.ten_thousandths / 2;
        return {(value.ten_thousandths + half) / step.ten_thousandths * step.ten_thousandths};
    }

    void number(std::size_t i) {
        const Number& count = prose_.counts[i];
        if (count.percent || count.about || count.unknown) return;
        const std::size_t sentence = prose_.sentence(count.begin);
        const std::size_t before = i > 0 ? std::max(prose_.counts[i - 1].end, sentence) : sentence;
        const std::size_t begin = std::max(before, count.begin > 80 ? count.begin - 80 : 0);
        std::vector<Candidate> candidates;
        for (const Spoken& spoken : spoken_) {
            if (spoken.amount != (count.unit == U"元")) continue;
            std::optional<Candidate> longest;
            for (const Phrase& phrase : spoken.says) {
                const auto found = find_before(phrase, begin, count.begin);
                if (!found || !has_context(phrase, sentence, count.begin) || (longest && longest->length >= phrase.length)) continue;
                longest = Candidate{&spoken, *found, phrase.length, &phrase};
            }
            if (longest) candidates.push_back(*longest);
        }
        if (candidates.empty()) return;
        std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.length > b.length; });
        const bool unknown = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& each) {
            return !each.spoken->known || !figures_.value(each.spoken->indicator->key, report_.year);
        });
        if (unknown || std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& each) { return agrees(*each.spoken, count); })) return;
        // “15 件（含上年结转 1 件）”: more than it is named by.
        const Text behind = text_.substr(count.end, 12);
        if (behind.starts_with(U"(") && (behind.find(U'含') != Text::npos || behind.find(U"包括") != Text::npos)) return;
        const Candidate& named = candidates.front();
        if (is_other(named.at, *named.phrase, count.begin, sentence)) return;
        const Text clause = text_.substr(sentence, count.begin - sentence);
        if (clause.find(U"累计") != Text::npos && clause.find(U"全年累计") == Text::npos && clause.find(U"本年累计") == Text::npos && agrees_in_all(*named.spoken, count)) return;
        tell(*named.spoken, to_utf8(count.written), text_.substr(named.at.begin, named.at.end - named.at.begin), {report_.path, prose_.spot(count)}, &count);
    }

    /// Whether the number is the 历年累计; where none is known, it may be.
    bool agrees_in_all(const Spoken& spoken, const Number& count) const {
        Expression total;
        total.kind = Expression::Kind::total;
        total.parts.emplace_back();
        total.parts.front().kind = Expression::Kind::figure;
        total.parts.front().key = spoken.indicator->key;
        const auto all = figures_.value(total, report_.year), own = figures_.value(spoken.indicator->key, report_.year);
        return !all || (own && *all == *own && figures_.first_year() == report_.year && count.value > *own) || rounded(*all, count.step) == count.value;
    }

    /// “未收到申请” where there were some.
    void nothing(const Spoken& spoken, const Phrase& phrase) {
        const std::u32string& first = phrase.words.front();
        for (std::size_t at = text_.find(first); at != Text::npos; at = text_.find(first, at + first.size())) {
            std::size_t end = at + first.size();
            bool whole = true;
            for (std::size_t i = 1; i < phrase.words.size() && whole; ++i) {
                const std::size_t found = text_.substr(end, gap + phrase.words[i].size()).find(phrase.words[i]);
                whole = found != Text::npos;
                if (whole) end += found + phrase.words[i].size();
            }
            if (!whole) continue;
            const Text own = text_.substr(at, end - at);
            if (std::any_of(own.begin(), own.end(), [](char32_t c) { return is_sentence_end(c) || c == U',' || c == U';' || is_digit(c) || c == Prose::placeholder; })) continue;
            const std::size_t sentence = prose_.sentence(at);
            const auto value = figures_.value(spoken.indicator->key, report_.year);
            if (!spoken.known || !value || *value == Figure{} || !has_context(phrase, sentence, end) || is_other({at, end}, phrase, end, sentence)) continue;
            Spot spot = prose_.spots[at];
            spot.length = static_cast<std::uint32_t>(end - at);
            tell(spoken, "0", own, {report_.path, spot}, nullptr);
            return;
        }
    }

    void tell(const Spoken& spoken, const std::string& written, Text words, Place place, const Number* count) {
        const Figure value = *figures_.value(spoken.indicator->key, report_.year);
        const Words name = figures_.cell_name(spoken.indicator->key);
        const std::string said = to_utf8(words);
        Words label("统计是 " + value.print(), "computed: " + value.print());
        if (count != nullptr) {
            // What else it may be: the first that the form prints with just this value.
            for (const Indicator& other : form_.indicators) {
                const auto same = figures_.value(other.key, report_.year);
                if (!same || *same != count->value || *same == Figure{} || figures_.label(other.key).zh == name.zh) continue;
                const Words known = figures_.cell_name(other.key);
                label.zh += "；" + count->value.print() + " 是“" + known.zh + "”";
                label.en += "; " + count->value.print() + " is “" + known.en + "”";
                break;
            }
        }
        std::vector<Note> notes;
        if (const auto at = figures_.place(spoken.indicator->value, report_.year)) notes.push_back({{"登记在这里", "registered here"}, *at});
        diagnostics_.add(Code::W620, std::move(place),
                         {Words("文中“" + said + "”是 " + written + "，统计中“" + name.zh + "”是 " + value.print(), "“" + said + "” is " + written + " in the text, “" + name.en + "” is " + value.print()),
                          std::move(label),
                          Words("改成占位符 {{" + spoken.indicator->key + "}}，或核对登记的数字", "use the placeholder {{" + spoken.indicator->key + "}}, or check the register")},
                         std::move(notes));
    }

    /// What the form asks of the narrative's sections; a heading that the narrative doesn't have is not asked for.
    void sections() {
        for (const SectionRule& rule : form_.sections) {
            if (rule.when && figures_.value(*rule.when, report_.year).value_or(Figure{}) <= Figure{}) continue;
            const std::u32string wanted = to_characters(rule.heading), mentions = to_characters(rule.mentions);
            for (std::size_t i = 0; i < prose_.headings.size(); ++i) {
                const Heading& heading = prose_.headings[i];
                if (heading.text.find(wanted) == std::u32string::npos) continue;
                std::size_t end = prose_.text.size();
                for (std::size_t next = i + 1; next < prose_.headings.size(); ++next) {
                    if (prose_.headings[next].level > heading.level) continue;
                    end = prose_.headings[next].at;
                    break;
                }
                const Text section = text_.substr(heading.at, end - heading.at);
                const bool kept = mentions.empty() ? std::any_of(section.begin(), section.end(), [](char32_t c) { return c != Prose::stop; }) : section.find(mentions) != Text::npos;
                if (!kept) {
                    diagnostics_.add(Code::W812, {report_.path, heading.spot}, {Words(rule.id + " " + rule.words.zh, rule.id + " " + rule.words.en), Words("见这一节", "this section")});
                }
                break;
            }
        }
    }

    const Report& report_;
    const Form& form_;
    Figures& figures_;
    const Prose& prose_;
    Text text_;
    Diagnostics& diagnostics_;
    std::vector<Spoken> spoken_;
    std::vector<std::u32string> others_;  ///< names of other units
    std::u32string organ_;                ///< whose report it is
};

}  // namespace

void judge_narrative(const Catalogue& catalogue, const Report& report, const Form& form, Figures& figures, std::string_view body, std::uint32_t line,
                     Diagnostics& diagnostics) {
    const Prose prose = read_prose(body, line);
    Narrative(catalogue, report, form, figures, prose, diagnostics).judge();
    judge_lists(prose, report.path, diagnostics);
}

}  // namespace mulu
