// SPDX-License-Identifier: Apache-2.0
#include "tally/narrative.hpp"

#include <algorithm>
#include <optional>

#include "tally/lists.hpp"
#include "tally/prose.hpp"
#include "tally/statistics.hpp"

namespace mulu {
namespace {

using Text = std::u32string_view;

/// Words by which a form says that a text speaks of an indicator: `收到…申请`, `信息公开:行政复议`.
struct Phrase {
    std::u32string context;            ///< must stand somewhere in the sentence, or in the heading above it; empty: nothing must
    std::vector<std::u32string> words; ///< in this order, with no more than `gap` characters between; the last right before the number
    std::u32string behind;             ///< what follows the number: `收到#…公开申请`
    bool apart = false;                ///< with other words between the number and `behind`
    bool first = false;                ///< `^…`: nothing but 全年, 我局 … before it in its clause
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
    if (all.starts_with(U'^')) {
        phrase.first = true;
        all.erase(0, 1);
    }
    if (const std::size_t number = all.find(U'#'); number != std::u32string::npos) {
        phrase.behind = all.substr(number + 1);
        all.erase(number);
        phrase.apart = phrase.behind.starts_with(U'…');
        if (phrase.apart) phrase.behind.erase(0, 1);
        phrase.length += phrase.behind.size();
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
    static constexpr Text fillers[] = {U"信息", U"案件", U"共计", U"合计", U"总计", U"累计", U"达到", U"总数", U"总量", U"数量", U"件数", U"共", U"计", U"为", U"达", U"有", U"了", U"数", U"量", U":", U"总", U"的", U"新增", U",共", U",合计", U"政府信息"};
    while (!text.empty()) {
        const auto found = std::find_if(std::begin(fillers), std::end(fillers), [&](Text filler) { return text.starts_with(filler); });
        if (found == std::end(fillers)) return false;
        text.remove_prefix(found->size());
    }
    return true;
}

/// Words that make a number one of another time, or no number of what has been done.
constexpr Text other_times[] = {U"上年", U"去年", U"往年", U"前年", U"同比", U"环比", U"比上", U"较上", U"增加", U"减少", U"增长", U"下降", U"上升", U"季度", U"月份", U"半年", U"平均", U"日均", U"目标", U"计划", U"力争", U"历年", U"自20", U"以来", U"至今", U"比20", U"每月", U"每周", U"每日", U"每天", U"每年", U"每季", U"月均"};
/// Names of the year before.
constexpr Text last_years[] = {U"上年度", U"上一年度", U"上一年", U"上年", U"去年"};
/// Words that make it a part: of one way, of one kind of applicant, of one body.
constexpr Text parts[] = {U"按时", U"按期", U"如期", U"延期", U"网络", U"网上", U"在线", U"信函", U"信件", U"邮寄", U"邮件", U"邮箱", U"当面", U"现场", U"窗口", U"传真", U"电话", U"微信", U"微博", U"公众号", U"公开栏", U"揭示板", U"自然人", U"企业", U"公司", U"律师", U"法律服务", U"科研", U"类", U"方面", U"领域", U"科室", U"其他", U"各乡镇", U"各部门", U"部分", U"重点", U"含", U"之外", U"以外", U"除", U"复议", U"诉讼", U"许可", U"审批", U"信访", U"维持", U"纠正", U"纠错", U"撤销", U"败诉", U"胜诉", U"驳回"};
/// How the names of bodies end: of one that the report isn’t of, where its own name has none of them.
constexpr Text bodies[] = {U"局", U"镇", U"乡", U"街道", U"委员会", U"中心", U"站", U"所"};

/// What may stand before the words of a `^` phrase: when, and who.
bool is_lead(Text text) {
    static constexpr Text leads[] = {U"全年", U"本年度", U"本年", U"今年", U"年度内", U"年内", U"全镇", U"全乡", U"全县", U"全区", U"全市", U"全局", U"我镇", U"我乡", U"我县", U"我区", U"我市", U"我局", U"本机关", U"本局", U"共", U"年度", U"年", U"度"};
    while (!text.empty()) {
        const auto found = std::find_if(std::begin(leads), std::end(leads), [&](Text lead) { return text.starts_with(lead); });
        if (found != std::end(leads)) text.remove_prefix(found->size());
        else if (text.front() >= U'0' && text.front() <= U'9') text.remove_prefix(1);
        else return false;
    }
    return true;
}

/// Whether what follows “未收到公开申请” makes it speak of something else: of 行政复议 upon them, of those that were late.
bool goes_on_otherwise(Text text) {
    for (const Text word : {U"的", U"案件", U"中", U"结果"}) {
        if (text.starts_with(word)) text.remove_prefix(word.size());
    }
    for (const Text word : {U"人", U"逾期", U"超期", U"答复", U"办理", U"引", U"产生", U"提起", U"提出", U"被", U"收费", U"纠", U"撤", U"败诉", U"维持", U"变更", U"确认", U"投诉", U"举报", U"而", U"无"}) {
        if (text.starts_with(word)) return true;
    }
    return false;
}

/// The words that say whose region is meant, from the largest on: 全县 in a report of a town is the county’s.
constexpr Text regions = U"国省市州县区旗镇乡";

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
            // Where nothing of its group was entered, 0 is what is not known.
            spoken.known = figures.is_counted(indicator.key, report.year) && figures.is_entered(indicator.value, report.year);
        }
        before_ = to_characters(std::to_string(report.year - 1));
        organ_ = to_characters(report.unit == no_ref ? catalogue.settings.organ : catalogue.units[report.unit].name);
        // A government is of the last region that its name has; any other organ is of none.
        if (const std::size_t government = std::min(organ_.find(U"政府"), organ_.find(U"办事处")); government != std::u32string::npos || report.unit == no_ref) {
            const std::size_t last = Text(organ_).substr(0, government).find_last_of(regions);
            if (last != Text::npos) region_ = organ_[last];
        }
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
        std::size_t last = 0;  ///< where what is said ends: the number, or what follows it
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
        const auto found = find_words(phrase, begin, end);
        if (!found) return found;
        const Text before = text_.substr(begin, found->begin - begin);
        // 依申请公开政府信息 is not 公开政府信息.
        if (before.ends_with(U"申请") && phrase.words.front().starts_with(U"公开")) return std::nullopt;
        if (phrase.first) {
            std::size_t clause = found->begin;
            while (clause > begin && text_[clause - 1] != U',' && text_[clause - 1] != U';' && text_[clause - 1] != U':' && !is_sentence_end(text_[clause - 1])) --clause;
            if (clause == begin && begin > 0 && !is_sentence_end(text_[begin - 1])) return std::nullopt;
            if (!is_lead(text_.substr(clause, found->begin - clause))) return std::nullopt;
        }
        return found;
    }

    /// Where `phrase.behind` ends that follows a number ending at `end`; `end` itself where nothing is to follow it.
    std::optional<std::size_t> find_behind(const Phrase& phrase, std::size_t end) const {
        if (phrase.behind.empty()) return end;
        Text rest = text_.substr(end, gap + phrase.behind.size() + 1);
        const auto stop = std::find_if(rest.begin(), rest.end(), [](char32_t c) { return c == U',' || c == U';' || c == U'、' || c == U'(' || c == Prose::placeholder || is_digit(c) || is_sentence_end(c); });
        rest = rest.substr(0, static_cast<std::size_t>(stop - rest.begin()));
        const std::size_t found = rest.find(phrase.behind);
        if (found == Text::npos || (found > 0 && !phrase.apart)) return std::nullopt;
        const std::size_t last = end + found + phrase.behind.size();
        return goes_on_otherwise(text_.substr(last, 8)) ? std::nullopt : std::optional(last);
    }

    std::optional<Found> find_words(const Phrase& phrase, std::size_t begin, std::size_t end) const {
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

    /// Begin of the clause that a phrase at `at` is in.
    std::size_t clause_in(std::size_t sentence, std::size_t at) const {
        while (at > sentence && text_[at - 1] != U',' && text_[at - 1] != U';' && text_[at - 1] != U':') --at;
        return at;
    }

    /// Whether a clause speaks of the year before, and of nothing but its number: 上年收到申请, 2024年收到申请.
    bool is_of_last_year(Text clause) const {
        for (const Text word : {U"比", U"较", U"增", U"减", U"降", U"升", U"结转", U"转入", U"前年", U"历年", U"累计", U"以来", U"至今", U"末", U"底", U"季度", U"半年", U"月"}) {
            if (clause.find(word) != Text::npos) return false;
        }
        bool named = false;
        for (const Text word : last_years) named = named || clause.find(word) != Text::npos;
        for (std::size_t i = 0; i + 5 <= clause.size(); ++i) {
            if (clause[i + 4] != U'年' || !std::all_of(clause.begin() + static_cast<std::ptrdiff_t>(i), clause.begin() + static_cast<std::ptrdiff_t>(i) + 4, is_digit)) continue;
            if (clause.substr(i, 4) != before_) return false;
            named = true;
        }
        return named;
    }

    /// Whether the clause around a phrase says that its number is another's: of another year or unit, or a part. With `last_year` the year before is its own.
    bool is_other(Found found, const Phrase& phrase, std::size_t end, std::size_t sentence, bool last_year = false) const {
        const std::size_t begin = clause_in(sentence, found.begin);
        const Text clause = text_.substr(begin, end - begin), own = text_.substr(found.begin, found.end - found.begin);
        // 公民、法人或其他组织 are all applicants, whoever they are.
        std::u32string plain(clause);
        for (const Text all : {U"法人或其他组织", U"法人和其他组织", U"法人或者其他组织", U"单位和个人", U"其他组织"}) {
            if (const std::size_t at = plain.find(all); at != std::u32string::npos) plain.erase(at, all.size());
        }
        // 通过信函、当面等方式 are all ways.
        for (const Text all : {U"等方式", U"等形式", U"等渠道", U"等途径", U"等多种"}) {
            if (const std::size_t at = plain.find(all); at != std::u32string::npos) plain.erase(0, at + all.size());
        }
        // What is new is not all that there is, but for requests: each year’s are new.
        if (clause.find(U"新增") != Text::npos && own.find(U"申请") == Text::npos) return true;
        if (names_other_region(clause)) return true;
        // What the phrase itself names makes no other of it.
        std::u32string words = phrase.context + U'\n';
        words += plain.find(own) != std::u32string::npos ? own : own.substr(0, 2);
        words += U'\n' + phrase.behind;
        if (last_year) {
            for (const Text word : last_years) {
                for (std::size_t at = plain.find(word); at != std::u32string::npos; at = plain.find(word)) plain.erase(at, word.size());
            }
        }
        if (holds_outside(plain, own, std::begin(other_times), std::end(other_times)) || holds_outside(plain, words, std::begin(parts), std::end(parts))) return true;
        const std::u32string& organ = organ_;
        const bool other_body = std::any_of(std::begin(bodies), std::end(bodies), [&](Text body) {
            if (own.find(body) != Text::npos) return false;
            const std::size_t at = clause.find(body);
            if (organ.find(body) != Text::npos) return at != Text::npos && at > 0 && !names_itself(clause, at, body);
            if (at == Text::npos || (body == U"站" && at > 0 && clause[at - 1] == U'网') || (body == U"所" && at + 1 < clause.size() && clause[at + 1] == U'有')) return false;
            return true;
        });
        if (other_body) return true;
        const std::u32string own_year = to_characters(std::to_string(report_.year));
        for (std::size_t i = sentence; i + 5 <= end; ++i) {
            if (text_[i + 4] != U'年' || (i > 0 && is_digit(text_[i - 1]))) continue;
            const Text year = text_.substr(i, 4);
            if (std::all_of(year.begin(), year.end(), is_digit) && year != own_year && !(last_year && year == before_)) return true;
        }
        return std::any_of(others_.begin(), others_.end(), [&](const std::u32string& unit) { return text_.substr(sentence, end - sentence).find(unit) != Text::npos; });
    }

    /// Whether the body that is named at `at`, of the same kind as the report’s own, is its own: 我局, or the end of its name.
    bool names_itself(Text clause, std::size_t at, Text body) const {
        static constexpr Text before = U"我本全该在由于过经从向为对和与及是,县市区";
        if (before.find(clause[at - 1]) != Text::npos || at < 2) return true;
        const std::u32string end(clause.substr(at - 1, 1 + body.size()));
        return organ_.find(end) != std::u32string::npos;
    }

    /// Whether a clause speaks of another region than the organ’s own: 全县 in a bureau’s report.
    bool names_other_region(Text clause) const {
        for (std::size_t at = clause.find(U'全'); at != Text::npos && at + 1 < clause.size(); at = clause.find(U'全', at + 1)) {
            if (regions.find(clause[at + 1]) != Text::npos && clause[at + 1] != region_) return true;
        }
        return false;
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
        if (count.percent || count.about) return;
        if (count.unknown) {
            // A placeholder is right by itself; what is said of its change is not.
            const Indicator* const indicator = figures_.find_indicator(count.key);
            if (indicator != nullptr && figures_.is_entered(indicator->value, report_.year) && figures_.is_counted(count.key, report_.year)) growth(*indicator, nullptr, count.end, i);
            return;
        }
        for (const Text least : {U"以上", U"以下", U"以内", U"左右"}) {
            if (text_.substr(count.end, 2) == least) return;
        }
        const std::size_t sentence = prose_.sentence(count.begin);
        const std::size_t before = i > 0 ? std::max(prose_.counts[i - 1].end, sentence) : sentence;
        const std::size_t begin = std::max(before, count.begin > 80 ? count.begin - 80 : 0);
        std::vector<Candidate> candidates;
        const bool papers = count.unit == U"条" || count.unit == U"件" || count.unit == U"份" || count.unit == U"篇";
        for (const Spoken& spoken : spoken_) {
            if (spoken.amount != (count.unit == U"元")) continue;
            std::optional<Candidate> longest;
            for (const Phrase& phrase : spoken.says) {
                if (phrase.first && !papers) continue;
                const auto found = find_before(phrase, begin, count.begin);
                const auto behind = find_behind(phrase, count.end);
                if (!found || !behind || !has_context(phrase, sentence, count.begin) || (longest && longest->length >= phrase.length)) continue;
                longest = Candidate{&spoken, *found, phrase.length, &phrase, *behind};
            }
            if (longest) candidates.push_back(*longest);
        }
        if (candidates.empty()) return;
        std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.length > b.length; });
        const std::size_t clause_begin = clause_in(sentence, candidates.front().at.begin);
        if (is_of_last_year(text_.substr(clause_begin, count.begin - clause_begin))) return last_year(candidates, count, sentence);
        const bool unknown = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& each) {
            return !each.spoken->known || !figures_.value(each.spoken->indicator->key, report_.year);
        });
        if (unknown) return;
        if (const auto right = std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& each) { return agrees(*each.spoken, count); }); right != candidates.end()) {
            const std::size_t last = right->phrase->behind.empty() ? count.begin : right->last;
            if (!is_other(right->at, *right->phrase, last, sentence)) growth(*right->spoken->indicator, &*right, std::max(right->last, count.end), i);
            return;
        }
        // “15 件（含上年结转 1 件）”: more than it is named by.
        const Text behind = text_.substr(count.end, 12);
        if (behind.starts_with(U"(") && (behind.find(U'含') != Text::npos || behind.find(U"包括") != Text::npos)) return;
        const Candidate& named = candidates.front();
        const std::size_t last = named.phrase->behind.empty() ? count.begin : named.last;
        if (is_other(named.at, *named.phrase, last, sentence)) return;
        const Text clause = text_.substr(sentence, count.begin - sentence);
        if (clause.find(U"累计") != Text::npos && clause.find(U"全年累计") == Text::npos && clause.find(U"本年累计") == Text::npos && agrees_in_all(*named.spoken, count)) return;
        tell(*named.spoken, to_utf8(count.written), text_.substr(named.at.begin, (named.phrase->behind.empty() ? named.at.end : last) - named.at.begin), {report_.path, prose_.spot(count)}, &count);
    }

    /// What the year before has, where it is known.
    std::optional<Figure> value_before(const Indicator& indicator) const {
        const int year = report_.year - 1;
        if (!figures_.is_entered(indicator.value, year) || !figures_.is_counted(indicator.key, year)) return std::nullopt;
        return figures_.value(indicator.key, year);
    }

    std::vector<Note> note_of_year_before(const Indicator& indicator) const {
        std::vector<Note> notes;
        if (const auto at = figures_.place(indicator.value, report_.year - 1)) notes.push_back({{"上年登记在这里", "last year’s is registered here"}, *at});
        return notes;
    }

    /// “上年收到申请 12 件” against the year before.
    void last_year(const std::vector<Candidate>& candidates, const Number& count, std::size_t sentence) {
        for (const Candidate& each : candidates) {
            const auto value = value_before(*each.spoken->indicator);
            if (!value || rounded(*value, count.step) == count.value) return;
        }
        const Candidate& named = candidates.front();
        const std::size_t last = named.phrase->behind.empty() ? count.begin : named.last;
        if (is_other(named.at, *named.phrase, last, sentence, true)) return;
        const Figure value = *value_before(*named.spoken->indicator);
        const Words name = figures_.cell_name(named.spoken->indicator->key);
        const std::string said = to_utf8(text_.substr(named.at.begin, (named.phrase->behind.empty() ? named.at.end : last) - named.at.begin)), written = to_utf8(count.written);
        const std::string year = std::to_string(report_.year - 1);
        diagnostics_.add(Code::W620, {report_.path, prose_.spot(count)},
                         {Words("文中上年“" + said + "”是 " + written + "，" + year + " 年“" + name.zh + "”是 " + value.print(),
                                "last year’s “" + said + "” is " + written + " in the text, “" + name.en + "” of " + year + " is " + value.print()),
                          Words(year + " 年是 " + value.print(), year + " has " + value.print()), Words("改成 " + value.print() + "，或核对上年的登记", "write " + value.print() + ", or check last year’s register")},
                         note_of_year_before(*named.spoken->indicator));
    }

    /// What follows a number and says by how much it differs from the year before: “，比上年增加”. 1 for more, -1 for less, 0 where it says something else.
    int direction_of(Text text) const {
        const auto take = [&](std::initializer_list<Text> words) {
            for (const Text word : words) {
                if (!text.starts_with(word)) continue;
                text.remove_prefix(word.size());
                return true;
            }
            return false;
        };
        take({U",", U"("});
        if (!take({U"同比"})) {
            take({U"比", U"较", U"与"});
            if (!take({U"上年度", U"上一年度", U"上一年", U"上年", U"去年"})) {
                if (!take({before_}) || !take({U"年"})) return 0;
            }
            take({U"同期"});
            take({U"相比"});
            take({U","});
        }
        const int direction = take({U"增加", U"增长", U"上升", U"提高"}) ? 1 : take({U"减少", U"下降", U"降低"}) ? -1 : 0;
        take({U"了"});
        return text.empty() ? direction : 0;
    }

    /// Whether what follows a number leads to that of the year before: “（上年为”, “，较去年的”.
    bool leads_to_last_year(Text text) const {
        for (const Text before : {U"(", U",", U",比", U",较", U"比", U"较"}) {
            if (!text.starts_with(before)) continue;
            Text rest = text.substr(before.size());
            const auto year = std::find_if(std::begin(last_years), std::end(last_years), [&](Text word) { return rest.starts_with(word); });
            if (year != std::end(last_years)) rest.remove_prefix(year->size());
            else if (rest.starts_with(before_ + U"年")) rest.remove_prefix(before_.size() + 1);
            else continue;
            if (rest.starts_with(U"同期")) rest.remove_prefix(2);
            for (const Text word : {U"", U"为", U"是", U"的"}) {
                if (rest == word) return true;
            }
        }
        return false;
    }

    /// “收到申请 15 件，比上年增加 3 件（增长 25%）”: the difference from the year before, or “（上年 12 件）”, that year itself.
    /// `named` is how the text says `indicator`, where it isn't a placeholder; `end` is where that ends, and `of` the number.
    void growth(const Indicator& indicator, const Candidate* named, std::size_t end, std::size_t of) {
        if (of + 1 >= prose_.counts.size()) return;
        const Number& count = prose_.counts[of + 1];
        if (count.begin <= end || count.about || count.unknown || (!count.percent && count.unit != prose_.counts[of].unit)) return;
        if (named != nullptr && !count.percent && leads_to_last_year(text_.substr(end, count.begin - end))) return last_year({*named}, count, prose_.sentence(count.begin));
        const int direction = direction_of(text_.substr(end, count.begin - end));
        const auto now = figures_.value(indicator.key, report_.year), then = value_before(indicator);
        if (direction == 0 || !now || !then || (count.percent && *then <= Figure{})) return;
        const Figure more = direction > 0 ? *now - *then : *then - *now;
        std::string right = more.print();
        if (count.percent) {
            // One unit of the last place is how the share is rounded, whichever way.
            right = more < Figure{} ? "-" + print_share(Figure{} - more, *then, count.decimals) : print_share(more, *then, count.decimals);
            const auto share = parse_figure(right);
            if (!share || (*share <= count.value + count.step && count.value <= *share + count.step)) return;
            right += "%";
        } else if (rounded(more, count.step) == count.value) {
            return;
        }
        const Words name = figures_.cell_name(indicator.key);
        const std::string written = to_utf8(count.written);
        const std::string by = direction > 0 ? "增加" : "减少", by_en = direction > 0 ? "more" : "less";
        diagnostics_.add(Code::W620, {report_.path, prose_.spot(count)},
                         {Words("文中说“" + name.zh + "”比上年" + by + " " + written + "，今年 " + now->print() + "，上年 " + then->print() + "，应为 " + right,
                                "the text says that “" + name.en + "” is " + written + " " + by_en + " than last year; it is " + now->print() + " and was " + then->print() + ", which makes " + right),
                          Words("应为 " + right, "should be " + right), Words("改成 " + right + "，或核对两年的登记", "write " + right + ", or check both registers")},
                         note_of_year_before(indicator));
    }

    /// Whether the number is the 历年累计; where none is known, it may be.
    bool agrees_in_all(const Spoken& spoken, const Number& count) const {
        Expression total;
        total.kind = Expression::Kind::total;
        total.parts.emplace_back();
        total.parts.front().kind = Expression::Kind::figure;
        total.parts.front().key = spoken.indicator->key;
        const auto all = figures_.value(total, report_.year), own = figures_.value(spoken.indicator->key, report_.year);
        if (!all || rounded(*all, count.step) == count.value) return true;
        // Years before the first register are not known: more than a tenth above the year’s own number it may be theirs too.
        return own && *all == *own && figures_.first_year() == report_.year && count.value.ten_thousandths / 11 > own->ten_thousandths / 10;
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
            // “为 0” is followed by no further digit; elsewhere a number in between means that there are some.
            const bool zero = is_digit(phrase.words.back().back());
            if (zero && end < text_.size() && (is_digit(text_[end]) || text_[end] == U'.')) continue;
            const Text between = zero ? own.substr(0, own.size() - 1) : own;
            if (std::any_of(between.begin(), between.end(), [](char32_t c) { return is_sentence_end(c) || c == U',' || c == U';' || is_digit(c) || c == Prose::placeholder; })) continue;
            if (goes_on_otherwise(text_.substr(end, 8)) || (spoken.amount && own.find(U'对') != Text::npos)) continue;
            if (phrase.first && !is_lead(text_.substr(clause_of(at), at - clause_of(at)))) continue;
            const std::size_t sentence = prose_.sentence(at);
            const auto value = figures_.value(spoken.indicator->key, report_.year);
            if (!spoken.known || !value || *value == Figure{} || !has_context(phrase, sentence, end) || is_other({at, end}, phrase, end, sentence)) continue;
            Spot spot = prose_.spots[at];
            spot.length = static_cast<std::uint32_t>(end - at);
            tell(spoken, "0", own, {report_.path, spot}, nullptr);
            return;
        }
    }

    /// Begin of the clause that `at` is in.
    std::size_t clause_of(std::size_t at) const {
        std::size_t begin = at;
        while (begin > 0 && at - begin < 80 && text_[begin - 1] != U',' && text_[begin - 1] != U';' && text_[begin - 1] != U':' && !is_sentence_end(text_[begin - 1])) --begin;
        return begin;
    }

    void tell(const Spoken& spoken, const std::string& written, Text words, Place place, const Number* count) {
        const Figure value = *figures_.value(spoken.indicator->key, report_.year);
        const Words name = figures_.cell_name(spoken.indicator->key);
        const std::string said = to_utf8(words);
        Words label("统计是 " + value.print(), "computed: " + value.print());
        if (count != nullptr && count->value >= Figure::whole(10)) {
            // What else it may be: the first that the form prints with just this value. Small numbers stand in many cells, and say nothing.
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

    /// A heading without the words in which those of the same section differ: 存在的主要问题和改进措施 is 存在问题及改进情况.
    static std::u32string plain_heading(std::u32string text) {
        for (const Text word : {U"主要", U"的"}) {
            for (std::size_t at = text.find(word); at != std::u32string::npos; at = text.find(word)) text.erase(at, word.size());
        }
        for (const auto& [word, usual] : {std::pair<Text, Text>{U"和改进", U"及改进"}, {U"与改进", U"及改进"}, {U"改进措施", U"改进情况"}}) {
            if (const std::size_t at = text.find(word); at != std::u32string::npos) text.replace(at, word.size(), usual);
        }
        return text;
    }

    /// What the form asks of the narrative's sections; a heading that the narrative doesn't have is not asked for.
    void sections() {
        for (const SectionRule& rule : form_.sections) {
            if (rule.when && figures_.value(*rule.when, report_.year).value_or(Figure{}) <= Figure{}) continue;
            const std::u32string wanted = plain_heading(to_characters(rule.heading)), mentions = to_characters(rule.mentions);
            for (std::size_t i = 0; i < prose_.headings.size(); ++i) {
                const Heading& heading = prose_.headings[i];
                if (plain_heading(heading.text).find(wanted) == std::u32string::npos) continue;
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
    std::u32string before_;               ///< the year before, in digits
    char32_t region_ = 0;                 ///< 县, 镇 …: which region’s organ that is; 0: none
};

}  // namespace

void judge_narrative(const Catalogue& catalogue, const Report& report, const Form& form, Figures& figures, std::string_view body, std::uint32_t line,
                     Diagnostics& diagnostics) {
    const Prose prose = read_prose(body, line);
    Narrative(catalogue, report, form, figures, prose, diagnostics).judge();
    judge_lists(prose, report.path, diagnostics);
}

}  // namespace mulu
