// SPDX-License-Identifier: Apache-2.0
#include "tally/lists.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "tally/shares.hpp"

namespace mulu {
namespace {

using Text = std::u32string_view;

bool holds_any(Text text, std::initializer_list<Text> words) {
    return std::any_of(words.begin(), words.end(), [&](Text word) { return text.find(word) != Text::npos; });
}

bool is_break(char32_t c) { return c == U',' || c == U';' || c == U':' || c == U'、' || is_sentence_end(c); }

/// A thing of a list: its count, and the percentage behind it.
struct Part {
    std::size_t count = 0;
    std::optional<std::size_t> percent;
};

class Lists {
public:
    Lists(const Prose& prose, const std::string& path, Diagnostics& diagnostics) : prose_(prose), text_(prose.text), path_(path), diagnostics_(diagnostics) {
        for (std::size_t i = 0; i < prose.counts.size(); ++i) {
            if (!prose.counts[i].percent) things_.push_back(i);
        }
    }

    void judge() {
        find_introducers();
        for (std::size_t i = 0; i < introducers_.size(); ++i) introduced(i);
        for (std::size_t i = 0; i < things_.size();) i = alone(i);
    }

private:
    struct Introducer {
        std::size_t begin = 0, end = 0;
        bool among = false;  ///< “在主动公开的信息中”
    };

    const Number& count(std::size_t i) const { return prose_.counts[i]; }
    Place place(const Number& count) const { return {path_, prose_.spot(count)}; }

    std::vector<std::size_t>::const_iterator first_thing(std::size_t from) const {
        return std::lower_bound(things_.begin(), things_.end(), from, [&](std::size_t i, std::size_t place) { return count(i).begin < place; });
    }

    bool at(std::size_t place, Text word) const { return text_.substr(std::min(place, text_.size()), word.size()) == word; }

    void find_introducers() {
        for (std::size_t i = 0; i < text_.size(); ++i) {
            const bool begins = i == 0 || is_break(text_[i - 1]) || text_[i - 1] == U'(';
            for (const Text word : {U"其中", U"一是", U"含", U"包括", U"分别为", U"分别是", U"具体为", U"分为"}) {
                if (!at(i, word)) continue;
                if (word != U"其中" && word[0] != U'分' && !(begins && (i == 0 || text_[i - 1] != U'('))) continue;
                introducers_.push_back({i, i + word.size(), false});
                break;
            }
            for (const Text word : {U"的信息中", U"信息中,", U"信息當中", U"的資訊中"}) {
                if (at(i, word)) introducers_.push_back({i, i + word.size(), true});
            }
        }
        // “在…的信息中,其中”: one of them.
        std::vector<Introducer> kept;
        for (const Introducer& each : introducers_) {
            if (!kept.empty() && each.begin < kept.back().end + 2) continue;
            kept.push_back(each);
        }
        introducers_ = std::move(kept);
    }

    /// The words that a count is said of, from the last break before it.
    Text label(std::size_t number) const {
        const Number& own = count(number);
        std::size_t begin = own.begin;
        const std::size_t least = number > 0 ? count(number - 1).end : 0;
        while (begin > least && !is_break(text_[begin - 1]) && own.begin - begin < 40) --begin;
        return text_.substr(begin, own.begin - begin);
    }

    /// Whether a count says by how many something has changed.
    bool is_difference(std::size_t number) const {
        const Text words = label(number);
        return holds_any(words, {U"增加", U"减少", U"增长", U"下降", U"比上年", U"较上年", U"比去年", U"较去年", U"同比"}) && !holds_any(words, {U"新增加"});
    }

    /// How much a mark parts what stands on both sides of it: 、 less than a comma, that less than a semicolon.
    static unsigned weight(Text between) {
        unsigned most = 0;
        for (const char32_t c : between) most = std::max(most, c == U';' ? 3U : c == U',' ? 2U : c == U'、' ? 1U : 0U);
        return most;
    }

    /// A label without the words that any may have, to compare it by.
    static std::u32string core(Text label) {
        std::u32string text(label);
        for (const Text word : {U"其中", U"信息", U"的", U"共", U"为", U"有", U"类", U"公开", U"发布", U"(", U")"}) {
            for (std::size_t found = text.find(word); found != std::u32string::npos; found = text.find(word)) text.erase(found, word.size());
        }
        return text;
    }

    /// The percentage that belongs to a count: “占 24.4%”, “所占比例为 30%”, “(24.4%)”.
    std::optional<std::size_t> percent_of(std::size_t number) const {
        const std::size_t next = number + 1;
        if (next >= prose_.counts.size() || !count(next).percent || count(next).about) return std::nullopt;
        const Text between = text_.substr(count(number).end, count(next).begin - count(number).end);
        if (between.size() > 24 || std::any_of(between.begin(), between.end(), is_sentence_end)) return std::nullopt;
        if (holds_any(between, {U"增", U"降", U"减", U"升", U"同比", U"率", U"去年", U"上年"})) return std::nullopt;
        const bool said = holds_any(between, {U"占", U"比例", U"比重", U"百分比"}) || between == U"(" || between == U",";
        return said ? std::optional(next) : std::nullopt;
    }

    /// Whether a single percentage is said of the count that the list is of: “占 90%”, and not “占网站公开数的 90%”.
    bool is_of_the_whole(const Part& part) const {
        if (!part.percent) return false;
        Text between = text_.substr(count(part.count).end, count(*part.percent).begin - count(part.count).end);
        while (!between.empty() && (between.front() == U',' || between.front() == U'(')) between.remove_prefix(1);
        for (const Text words : {U"占", U"占比", U"占比为", U"占总数的", U"占总数", U"占总量的", U"占总量", U"占比例为", U"所占比例为", U"占申请总数的"}) {
            if (between == words) return true;
        }
        return false;
    }

    /// The count that a list is of, or nothing.
    std::optional<std::size_t> total_of(const Introducer& introducer) const {
        const auto after = first_thing(introducer.begin);
        if (introducer.among) {
            // “在主动公开的信息中”: the last that was said of 主动公开.
            std::size_t begin = introducer.begin;
            while (begin > 0 && !is_break(text_[begin - 1]) && introducer.begin - begin < 20) --begin;
            std::u32string_view said = text_.substr(begin, introducer.begin - begin);
            if (const std::size_t in = said.find(U'在'); in != Text::npos) said = said.substr(in + 1);
            if (said.size() < 2) return std::nullopt;
            std::size_t tries = 0;
            for (auto each = after; each != things_.begin() && tries < 30; ++tries) {
                --each;
                if (label(*each).find(said) != Text::npos) return *each;
            }
            return std::nullopt;
        }
        // “12 件，比上年减少 3 件，其中”: a difference is no total; what it is the difference of stands before it.
        auto before = after;
        std::size_t behind = introducer.begin;
        while (before != things_.begin() && is_difference(*(before - 1)) && behind - count(*(before - 1)).end <= 30) {
            --before;
            behind = count(*before).begin - label(*before).size();
        }
        if (before == things_.begin()) return std::nullopt;
        const std::size_t last = *(before - 1);
        const std::size_t begin = prose_.sentence(introducer.begin);
        if (count(last).begin >= begin) {
            // Between the count and 其中 there is its percentage, or nothing but a break.
            return behind >= count(last).end && behind - count(last).end <= 30 ? std::optional(last) : std::nullopt;
        }
        // “…65 条。其中，…”: of the sentence before, in the same paragraph.
        const bool opens = std::min(behind, introducer.begin) <= begin + 1;
        if (!opens || begin == 0 || text_[begin - 1] == Prose::stop || begin - count(last).end > 30) return std::nullopt;
        return last;
    }

    void introduced(std::size_t number) {
        const Introducer& introducer = introducers_[number];
        const auto total = total_of(introducer);
        if (!total || count(*total).about || count(*total).unknown) return;
        const unsigned depth = introducer.begin < prose_.depth.size() ? prose_.depth[introducer.begin] : 0;
        std::vector<Part> parts;
        bool cut = false;
        Figure sum;
        unsigned heaviest = 0;  // of the marks between the parts
        const auto first = first_thing(introducer.end);
        std::size_t end = introducer.end;
        std::size_t nested = number + 1;
        for (auto each = first; each != things_.end() && each - first < 200; ++each) {  // no list of a report is longer
            const Number& part = count(*each);
            // The list ends with its sentence, or with the parenthesis that it stands in.
            const Text between = text_.substr(end, part.begin - end);
            if (std::any_of(between.begin(), between.end(), is_sentence_end)) break;
            bool closed = false;
            for (std::size_t i = end; i < part.begin; ++i) closed = closed || prose_.depth[i] < depth;
            if (closed) break;
            while (nested < introducers_.size() && introducers_[nested].begin < end) ++nested;
            const bool inner = nested < introducers_.size() && introducers_[nested].begin < part.begin && prose_.depth[introducers_[nested].begin] == depth;
            if (inner) {
                cut = true;
                break;
            }
            if (prose_.depth[part.begin] > depth) {
                end = part.end;
                continue;
            }
            if (part.unknown) return;
            if (part.about || part.unit != count(*total).unit || holds_any(between, {U"同比", U"增加", U"减少", U"上年", U"去年"})) {
                cut = true;
                break;
            }
            // The next statement begins: “其中网上 8 件、当面 4 件；答复 12 件”. Behind a heavier mark than the parts have between them, or with a number as large
            // as the whole that they make already.
            const unsigned mark = weight(between);
            const Figure whole = count(*total).value;
            const bool made = !parts.empty() && sum >= whole;
            if (made && (mark > heaviest || part.value >= whole) && (sum == whole || (parts.size() >= 2 && mark > heaviest))) break;
            if (mark == 3 && heaviest < 3 && ((parts.size() >= 2 && sum + part.value > whole) || (parts.size() == 1 && part.value == whole))) {
                cut = true;
                break;
            }
            if (!parts.empty()) heaviest = std::max(heaviest, mark);
            sum = sum + part.value;
            parts.push_back({*each, percent_of(*each)});
            end = part.end;
        }
        if (parts.empty()) return;
        for (const Part& part : parts) listed_.insert(part.count);
        judge_list(*total, parts, cut);
    }

    void judge_list(std::size_t total, const std::vector<Part>& parts, bool cut) {
        const Figure whole = count(total).value;
        Figure sum, percents;
        std::vector<PrintedShare> shares;
        bool other = false, channels = true, beyond = false;
        for (const Part& part : parts) {
            const Text words = label(part.count);
            sum = sum + count(part.count).value;
            other = other || holds_any(words, {U"其他", U"其它", U"他其", U"其餘", U"其余"});
            channels = channels && holds_any(words, {U"网站", U"網站", U"微信", U"微博", U"公报", U"栏", U"查阅", U"广播", U"电视", U"报", U"媒体", U"平台", U"客户端"});
            beyond = beyond || count(part.count).value > whole;
            if (part.percent) {
                shares.push_back(share_of(part));
                percents = percents + shares.back().share.value;
            }
        }
        repeated(parts);
        const bool shared = shares.size() == parts.size() && parts.size() >= 2;
        const bool complete = !cut && ((other && parts.size() >= 2) || (shared && percents >= Figure::whole(95)) || (parts.size() >= 2 && at_least(sum, whole, 95)) ||
                                       (parts.size() >= 3 && at_least(sum, whole, 90)));
        // What goes out by several channels may be counted in each, unless the total says that it is of all of them.
        const bool overlap = channels && !beyond && label(total).find(U'共') == Text::npos;
        if ((sum > whole && !overlap) || (sum < whole && complete)) tell_sum(total, parts, sum);
        if (shares.size() < 2 && !(parts.size() == 1 && is_of_the_whole(parts.front()))) return;
        const std::size_t right = count_right(shares, whole);
        judge_shares(shares, count_right(shares, sum) > right ? sum : whole, shared && !cut && (other || percents >= Figure::whole(95)), diagnostics_);
    }

    static bool at_least(Figure part, Figure whole, int percent) {
        return part.ten_thousandths / 100 >= whole.ten_thousandths / 10000 * percent;
    }

    PrintedShare share_of(const Part& part) const {
        const Number& percent = count(*part.percent);
        std::u32string name = std::u32string(label(part.count));
        if (name.starts_with(U"其中")) name.erase(0, 2);
        return {to_utf8(name), count(part.count).value, {percent.value, place(percent), percent.decimals}};
    }

    void tell_sum(std::size_t total, const std::vector<Part>& parts, Figure sum) {
        const Figure whole = count(total).value;
        std::string terms;
        for (std::size_t i = 0; i < parts.size() && i < 12; ++i) terms += (i == 0 ? "" : " + ") + count(parts[i].count).value.print();
        if (parts.size() > 12) terms += " + …";
        const std::string difference = (sum < whole ? whole - sum : sum - whole).print();
        const std::string written = to_utf8(count(total).written);
        diagnostics_.add(Code::W623, place(count(total)),
                         {Words("文中说 " + written + "，列出的是 " + terms + " = " + sum.print(), "the text says " + written + " and lists " + terms + " = " + sum.print()),
                          Words("合计写 " + whole.print() + "，各项之和 " + sum.print() + "，相差 " + difference, "written " + whole.print() + ", sum " + sum.print() + ", difference " + difference)},
                         {{{"从这里列起", "the list begins here"}, place(count(parts.front().count))}});
    }

    void repeated(const std::vector<Part>& parts) {
        std::map<std::u32string, std::size_t> seen;
        for (const Part& part : parts) {
            const std::u32string name = core(label(part.count));
            if (name.size() < 2) continue;
            const auto [first, fresh] = seen.emplace(name, part.count);
            if (fresh) continue;
            const std::string words = to_utf8(name);
            diagnostics_.add(Code::W623, place(count(part.count)), {Words("“" + words + "”列了两次", "“" + words + "” is listed twice"), Words("第二次", "the second time")},
                             {{{"第一次在这里", "the first is here"}, place(count(first->second))}});
        }
    }

    /// A list of counts with percentages that no word introduces; what it is of, its own percentages say. Gives the thing behind it.
    std::size_t alone(std::size_t from) {
        std::vector<Part> parts;
        std::size_t i = from;
        for (; i < things_.size(); ++i) {
            const Number& own = count(things_[i]);
            const auto percent = percent_of(things_[i]);
            if (!percent || own.about || own.unknown || listed_.contains(things_[i])) break;
            if (!parts.empty()) {
                const Number& last = count(*parts.back().percent);
                const Text between = text_.substr(last.end, own.begin - last.end);
                if (std::any_of(between.begin(), between.end(), is_sentence_end) || own.unit != count(parts.front().count).unit) break;
            }
            parts.push_back({things_[i], percent});
        }
        if (parts.size() < 3) return std::max(i, from + 1);
        Figure sum, percents;
        std::vector<PrintedShare> shares;
        for (const Part& part : parts) {
            sum = sum + count(part.count).value;
            shares.push_back(share_of(part));
            percents = percents + shares.back().share.value;
        }
        std::optional<std::size_t> total;
        std::size_t right = count_right(shares, sum);
        for (std::size_t back = 1; back <= 8 && back <= from; ++back) {
            const Number& before = count(things_[from - back]);
            if (before.about || before.unknown || before.unit != count(parts.front().count).unit) continue;
            if (const std::size_t better = count_right(shares, before.value); better > right || (better == right && before.value == sum)) {
                right = better;
                total = things_[from - back];
            }
        }
        // Of what fewer than half of them are the share, they aren't meant to be.
        if (2 * right < parts.size()) return i;
        const bool all = percents >= Figure::whole(95);
        repeated(parts);
        const Figure whole = total ? count(*total).value : sum;
        if (total && all && whole != sum) tell_sum(*total, parts, sum);
        judge_shares(shares, whole, all, diagnostics_);
        return i;
    }

    const Prose& prose_;
    Text text_;
    const std::string& path_;
    Diagnostics& diagnostics_;
    std::vector<std::size_t> things_;  ///< counts that are no percentages
    std::vector<Introducer> introducers_;
    std::set<std::size_t> listed_;     ///< counts that a list has taken
};

}  // namespace

void judge_lists(const Prose& prose, const std::string& path, Diagnostics& diagnostics) { Lists(prose, path, diagnostics).judge(); }

}  // namespace mulu
