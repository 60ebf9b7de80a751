// SPDX-License-Identifier: Apache-2.0
#include "tally/prose.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace mulu {
namespace {

using Text = std::u32string_view;

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// Full-width ASCII as ASCII; its comma, colon … as well. 。 and 、 stay.
/// And the traditional characters of the words that narratives are searched for as simplified ones.
char32_t narrow(char32_t c) {
    if (c >= U'\xFF01' && c <= U'\xFF5E') return c - 0xFEE0;
    if (c < 0x4E00) return c;
    static constexpr Text traditional = U"動開條個項請類網處費復議訴訟佈發結轉計總為數據規範組織機關務來書當餘號報電話詢閱檢責導門戶眾發無萬億約";
    static constexpr Text simplified = U"动开条个项请类网处费复议诉讼布发结转计总为数据规范组织机关务来书当余号报电话询阅检责导门户众发无万亿约";
    static_assert(traditional.size() == simplified.size());
    const std::size_t at = traditional.find(c);
    return at == Text::npos ? c : simplified[at];
}

/// How long the list mark at the beginning of `line` is: `- `, `3. `, `3) `; 0 where there is none.
std::size_t list_mark(std::string_view line) {
    std::size_t at = 0;
    if (line.empty()) return 0;
    if (line[0] == '-' || line[0] == '*' || line[0] == '+') {
        at = 1;
    } else {
        while (at < line.size() && at < 9 && line[at] >= '0' && line[at] <= '9') ++at;
        if (at == 0 || at >= line.size() || (line[at] != '.' && line[at] != ')')) return 0;
        ++at;
    }
    return at < line.size() && line[at] == ' ' ? at + 1 : 0;
}

/// Whether a paragraph of one line is a chapter's heading without its marks: 一、总体情况, **二、主动公开政府信息情况**.
bool is_typed_heading(std::string_view line) {
    std::u32string text;
    for (const char32_t c : to_characters(line)) {
        if (!is_space(c) && c != U'*') text.push_back(c);
    }
    const std::size_t number = std::min(text.find_first_not_of(U"一二三四五六七八九十"), text.size());
    if (number == 0 || number > 3 || number == text.size() || text[number] != U'、') return false;
    constexpr std::size_t longest = 40;
    const Text words = Text(text).substr(number + 1);
    return words.size() >= 2 && words.size() <= longest && words.find_first_of(U"。；;：:！？!?，") == Text::npos && std::none_of(words.begin(), words.end(), is_digit);
}

class Reader {
public:
    Reader(Prose& prose, std::uint32_t line) : prose_(prose), line_(line) {}

    void read(std::string_view body) {
        bool fenced = false;
        const auto lines = split(body, '\n');
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::string_view raw = lines[i], line = trim(raw);
            const bool alone = (i == 0 || trim(lines[i - 1]).empty()) && (i + 1 == lines.size() || trim(lines[i + 1]).empty());
            const std::uint32_t indent = static_cast<std::uint32_t>(line.data() - raw.data());
            if (line.starts_with("```") || line.starts_with("~~~")) {
                fenced = !fenced;
                part();
            } else if (fenced || line.starts_with("|") || (line.starts_with("<") && line.size() > 1 && line[1] != ' ')) {
                part();
            } else if (line.empty()) {
                gap_ = true;
            } else if (line.starts_with("#") || (alone && indent < 4 && is_typed_heading(line))) {
                heading(line, indent);
            } else {
                const std::size_t mark = list_mark(line);
                begin(mark > 0);
                inline_text(line.substr(mark), indent + static_cast<std::uint32_t>(mark));
                in_list_ = mark > 0 || (in_list_ && indent > 0);
            }
            ++line_;
        }
        part();
    }

private:
    char32_t last() const { return prose_.text.empty() ? Prose::stop : prose_.text.back(); }

    void put(char32_t c, Spot spot) {
        if (c == U')' && depth_ > 0) --depth_;
        prose_.text.push_back(c);
        prose_.spots.push_back(spot);
        prose_.depth.push_back(depth_);
        if (c == U'(') ++depth_;
    }

    void part() {
        if (last() != Prose::stop) put(Prose::stop, {line_, 1, 0});
        gap_ = in_list_ = false;
        depth_ = 0;
    }

    /// A line of text begins: it goes on with what came before, or is a new paragraph.
    void begin(bool item) {
        const bool joins = item ? in_list_ || last() == U':' : last() == U':';
        if (item && joins) {
            // One list is one sentence, whatever its items end with.
            if (is_sentence_end(last()) && last() != Prose::stop) prose_.text.back() = U';';
            else if (last() != U':' && last() != U';') put(U';', {line_, 1, 0});
        } else if ((gap_ || item || in_list_) && !joins) {
            part();
        }
        gap_ = false;
    }

    void heading(std::string_view line, std::uint32_t indent) {
        part();
        Heading heading;
        std::size_t at = 0;
        while (at < line.size() && line[at] == '#') ++at;
        // A chapter that is typed as a paragraph stands where ## does.
        heading.level = at == 0 ? 2 : static_cast<unsigned>(at);
        heading.spot = {line_, indent + 1, static_cast<std::uint32_t>(count_characters(line))};
        for (const char32_t c : to_characters(line.substr(at))) {
            if (c != U' ' && !(at == 0 && c == U'*')) heading.text.push_back(narrow(c));
        }
        heading.at = prose_.text.size();
        prose_.headings.push_back(std::move(heading));
    }

    void inline_text(std::string_view line, std::uint32_t column) {
        for (std::size_t at = 0; at < line.size();) {
            const std::string_view rest = line.substr(at);
            const auto skip_to = [&](std::string_view end) {
                const std::size_t found = rest.find(end);
                const std::size_t length = found == std::string_view::npos ? rest.size() : found + end.size();
                column += static_cast<std::uint32_t>(count_characters(rest.substr(0, length)));
                at += length;
            };
            if (rest.starts_with("{{")) {
                const bool section = rest.size() > 2 && (rest[2] == '#' || rest[2] == '/' || rest[2] == '^' || rest[2] == '!');
                if (!section) {
                    put(Prose::placeholder, {line_, column + 1, 1});
                    const std::string_view inner = rest.substr(2, rest.find("}}") - 2);
                    prose_.placeholders.emplace(prose_.text.size() - 1, std::string(trim(inner)));
                }
                skip_to(rest.starts_with("{{{") ? "}}}" : "}}");
                continue;
            }
            if (rest.starts_with("](")) {
                skip_to(")");
                continue;
            }
            if (rest[0] == '<' && rest.size() > 1 && (rest[1] == '/' || (rest[1] >= 'a' && rest[1] <= 'z'))) {
                skip_to(">");
                continue;
            }
            const char32_t c = narrow(next_character(line, at));
            ++column;
            static constexpr Text dropped = U"*`[]!\\~";
            if (is_space(c) || dropped.find(c) != Text::npos) continue;
            put(c, {line_, column, 1});
        }
    }

    Prose& prose_;
    std::uint32_t line_;
    unsigned depth_ = 0;
    bool gap_ = false, in_list_ = false;
};

struct Unit {
    Text word, unit;
    std::int64_t times = 1;
};

constexpr std::array units = {Unit{U"万元", U"元", 10000}, Unit{U"亿元", U"元", 100000000}, Unit{U"人次", U"人次"}, Unit{U"条次", U"条"}, Unit{U"条", U"条"}, Unit{U"條", U"条"},
                              Unit{U"件", U"件"}, Unit{U"份", U"份"}, Unit{U"篇", U"篇"}, Unit{U"宗", U"件"}, Unit{U"次", U"次"}, Unit{U"项", U"项"}, Unit{U"項", U"项"},
                              Unit{U"个", U"个"}, Unit{U"個", U"个"}, Unit{U"人", U"人"}, Unit{U"场", U"场"}, Unit{U"場", U"场"}, Unit{U"期", U"期"}, Unit{U"元", U"元"},
                              Unit{U"起", U"件"}, Unit{U"例", U"件"}, Unit{U"则", U"条"}, Unit{U"封", U"封"}, Unit{U"批", U"批"}};

/// Finds the numbers that count something.
class Counter {
public:
    explicit Counter(Prose& prose) : prose_(prose), text_(prose.text) {}

    void read() {
        for (std::size_t at = 0; at < text_.size();) {
            if (text_[at] == Prose::placeholder) {
                Number count;
                if (const auto named = prose_.placeholders.find(at); named != prose_.placeholders.end()) count.key = named->second;
                count.begin = at++;
                count.unknown = true;
                if (measure(at, count)) prose_.counts.push_back(std::move(count));
                continue;
            }
            if (!is_digit(text_[at])) {
                ++at;
                continue;
            }
            number(at);
        }
    }

private:
    bool follows(std::size_t at, Text word) const { return text_.substr(std::min(at, text_.size()), word.size()) == word; }
    bool precedes(std::size_t at, Text word) const { return at >= word.size() && text_.substr(at - word.size(), word.size()) == word; }

    /// Reads 万, 余, and the unit behind a number; false where there is none.
    bool measure(std::size_t& at, Number& count) {
        std::int64_t times = 1;
        for (const auto& [word, by] : {std::pair<Text, std::int64_t>{U"万", 10000}, {U"萬", 10000}, {U"亿", 100000000}}) {
            if (follows(at, word)) {
                times = by;
                at += word.size();
                break;
            }
        }
        for (const Text word : {U"余", U"餘", U"多", U"几"}) {
            if (follows(at, word)) count.about = true, ++at;
        }
        if (times == 1 && follows(at, U"%")) {
            ++at;
            count.percent = true;
            count.end = at;
            return true;
        }
        for (const Unit& unit : units) {
            if (!follows(at, unit.word)) continue;
            const std::size_t end = at + unit.word.size();
            if ((unit.unit == U"个" && (follows(end, U"百分点") || follows(end, U"工作日") || follows(end, U"月") || follows(end, U"小时"))) || (unit.unit == U"期" && follows(end, U"间"))) return false;
            times *= unit.times;
            // A number so large that its multiple would not fit is no count of anything.
            if (count.value.ten_thousandths > (std::int64_t{1} << 62) / times) return false;
            count.value.ten_thousandths *= times;
            count.step.ten_thousandths *= times;
            count.unit = unit.unit;
            count.end = at = end;
            return true;
        }
        return false;
    }

    void number(std::size_t& at) {
        Number count;
        count.begin = at;
        std::string digits;
        std::size_t group = 0;
        for (; at < text_.size(); ++at) {
            if (is_digit(text_[at])) {
                digits += static_cast<char>(text_[at]);
                ++group;
                continue;
            }
            // 1,348: a comma between groups of three, of which the first has at most three.
            const bool comma = text_[at] == U',' && (digits.size() == group ? group <= 3 : group == 3) && at + 3 < text_.size() && is_digit(text_[at + 1]) &&
                               is_digit(text_[at + 2]) && is_digit(text_[at + 3]) && (at + 4 >= text_.size() || !is_digit(text_[at + 4]));
            if (!comma) break;
            group = 0;
        }
        if (at + 1 < text_.size() && text_[at] == U'.' && is_digit(text_[at + 1])) {
            digits += '.';
            for (++at; at < text_.size() && is_digit(text_[at]); ++at) digits += static_cast<char>(text_[at]), ++count.decimals;
        }
        const auto value = parse_figure(digits);
        if (!value) return;
        count.value = *value;
        count.step.ten_thousandths = 10000;
        for (unsigned i = 0; i < count.decimals; ++i) count.step.ten_thousandths /= 10;
        if (!measure(at, count)) return;
        count.written = std::u32string(text_.substr(count.begin, count.end - count.begin));
        const std::size_t begin = count.begin;
        if (precedes(begin, U"第") || (begin > 0 && (text_[begin - 1] == U'.' || text_[begin - 1] == U'-' || text_[begin - 1] == U'/' || (text_[begin - 1] < 128 && text_[begin - 1] > U'@')))) return;
        for (const Text word : {U"约", U"約", U"近", U"超过", U"超過", U"逾", U"多达", U"不少于", U"至少", U"达到近"}) count.about = count.about || precedes(begin, word);
        prose_.counts.push_back(std::move(count));
    }

    Prose& prose_;
    Text text_;
};

}  // namespace

bool is_sentence_end(char32_t c) { return c == U'。' || c == U'!' || c == U'?' || c == Prose::stop; }

std::u32string to_characters(std::string_view text) {
    std::u32string characters;
    for (std::size_t at = 0; at < text.size();) characters.push_back(next_character(text, at));
    return characters;
}

std::string to_utf8(std::u32string_view text) {
    std::string bytes;
    for (const char32_t c : text) append_character(bytes, c);
    return bytes;
}

std::size_t Prose::sentence(std::size_t at) const {
    // As far back as a sentence of a report goes; a text without any full stop is not searched to its beginning each time.
    constexpr std::size_t reach = 2000;
    std::size_t begin = at;
    while (begin > 0 && at - begin < reach && !is_sentence_end(text[begin - 1])) --begin;
    return begin;
}

Spot Prose::spot(const Number& count) const {
    const Spot& first = spots[count.begin];
    const Spot& last = spots[count.end - 1];
    return {first.line, first.column, last.line == first.line && last.column >= first.column ? last.column - first.column + 1 : 1};
}

const Heading* Prose::heading(std::size_t at) const {
    const auto after = std::upper_bound(headings.begin(), headings.end(), at, [](std::size_t place, const Heading& heading) { return place < heading.at; });
    return after == headings.begin() ? nullptr : &*(after - 1);
}

Prose read_prose(std::string_view body, std::uint32_t first_line) {
    Prose prose;
    Reader(prose, first_line).read(body);
    Counter(prose).read();
    return prose;
}

}  // namespace mulu
