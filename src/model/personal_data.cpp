// SPDX-License-Identifier: Apache-2.0
#include "model/personal_data.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/date.hpp"
#include "base/skim.hpp"
#include "base/text.hpp"
#include "base/word_finder.hpp"

namespace mulu {
namespace {

using Texts = std::initializer_list<std::string_view>;

constexpr std::size_t npos = std::string_view::npos;

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// A digit at byte `at`, ASCII or full-width: its length in bytes, or 0.
std::size_t digit_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    if (is_ascii_digit(text[at])) return 1;
    if (at + 2 < text.size() && text[at] == '\xEF' && text[at + 1] == '\xBC' && text[at + 2] >= '\x90' && text[at + 2] <= '\x99') return 3;
    return 0;
}

/// A digit that ends before byte `end`, not before `floor`: its length, or 0.
std::size_t digit_before(std::string_view text, std::size_t end, std::size_t floor) {
    if (end > floor && is_ascii_digit(text[end - 1])) return 1;
    if (end >= floor + 3 && digit_at(text, end - 3) == 3) return 3;
    return 0;
}

char digit_value(std::string_view text, std::size_t at) { return is_ascii_digit(text[at]) ? text[at] : static_cast<char>('0' + (text[at + 2] - '\x90')); }

/// What may stand between two groups of digits. The order is that of strength: where several stand together, the last counts.
enum class Separator : std::uint8_t { none, markup, space, wide, hyphen, dot };

struct Mark {
    std::string_view bytes;
    Separator kind;
};
constexpr std::array<Mark, 19> marks = {{{" ", Separator::space}, {"\xC2\xB7", Separator::space}, {"\xE2\x80\xA2", Separator::space}, {"\xC2\xA0", Separator::space}, {"\xE3\x80\x80", Separator::wide}, {"\xE2\x80\x8B", Separator::none},
                                         {"\xEF\xBB\xBF", Separator::none}, {"\xE2\x80\x8D", Separator::none}, {"-", Separator::hyphen}, {"\xEF\xBC\x8D", Separator::hyphen},
                                         {"\xE2\x80\x90", Separator::hyphen}, {"\xE2\x80\x91", Separator::hyphen}, {"\xE2\x80\x93", Separator::hyphen},
                                         {"\xE2\x80\x94", Separator::hyphen}, {".", Separator::dot}, {"*", Separator::markup}, {"_", Separator::markup},
                                         {"`", Separator::markup}, {"\\", Separator::none}}};
constexpr unsigned marks_between = 3;  ///< at most, between two groups

/// Joins marks that stand together.
Separator joined(Separator before, Separator next) {
    if (before == Separator::space && next == Separator::space) return Separator::wide;
    return std::max(before, next);
}

/// First bytes of marks.
constexpr std::array<bool, 256> begins_mark = [] {
    std::array<bool, 256> table{};
    for (const Mark& mark : marks) table[static_cast<unsigned char>(mark.bytes[0])] = true;
    return table;
}();

/// The mark that stands at byte `at`, or nullptr.
const Mark* mark_at(std::string_view text, std::size_t at) {
    if (at >= text.size() || !begins_mark[static_cast<unsigned char>(text[at])]) return nullptr;
    const std::string_view rest = text.substr(at);
    const auto mark = std::find_if(marks.begin(), marks.end(), [&](const Mark& each) { return each.bytes[0] == rest[0] && rest.starts_with(each.bytes); });
    return mark == marks.end() ? nullptr : &*mark;
}

/// The marks from byte `at` on; where a digit follows them, `at` is moved to it.
std::optional<Separator> separator_after(std::string_view text, std::size_t& at) {
    Separator kind = Separator::none;
    std::size_t next = at;
    for (unsigned count = 0; count < marks_between; ++count) {
        const Mark* const mark = mark_at(text, next);
        if (mark == nullptr) return std::nullopt;
        if (count > 0 && (kind == Separator::dot || mark->kind == Separator::dot)) return std::nullopt;  // “1. 138…” is the first of a list
        kind = joined(kind, mark->kind);
        next += mark->bytes.size();
        if (digit_at(text, next) != 0) {
            at = next;
            return kind;
        }
    }
    return std::nullopt;
}

/// Digits without a break.
struct Group {
    std::size_t begin = 0, end = 0;      ///< bytes of the text
    std::size_t first = 0, count = 0;    ///< digits of the run
    Separator before = Separator::none;  ///< what stands between it and the group before
};

/// Groups of digits with separators between them.
struct Run {
    std::string digits;
    std::vector<Group> groups;
};

bool contains_any(std::string_view text, Texts words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != npos; });
}

bool starts_with_any(std::string_view text, Texts words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.starts_with(word); });
}

bool ends_with_any(std::string_view text, Texts words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.ends_with(word); });
}

/// Takes words off the end for as long as one of them is there.
void strip_end(std::string_view& text, Texts words) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view word : words) {
            if (!text.ends_with(word)) continue;
            text.remove_suffix(word.size());
            again = true;
        }
    }
}

void strip_begin(std::string_view& text, Texts words) {
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view word : words) {
            if (!text.starts_with(word)) continue;
            text.remove_prefix(word.size());
            again = true;
        }
    }
}

/// What names a number as one of the law's identity numbers, if it stands on the number's line or over its column.
const Texts identity_words = {"身份证", "身份号", "证件号", "公民身份", "居民证"};
/// What names a number as a telephone's.
const Texts phone_words = {"电话", "手机", "联系", "联络", "移动", "Tel", "TEL", "tel", "phone", "Phone", "Mobile", "mobile"};
/// What says, directly before a number, that it is none of what we look for.
const Texts other_words = {"编号", "编码", "代码", "索引号", "文号", "流水号", "订单号", "单号", "票号", "考号", "报名序号", "报名号", "发票号码", "凭证号", "证书号", "证号", "执照号", "注册号", "登记号", "备案号",
                               "受理号", "案号", "项目号", "序列号", "条码", "条形码", "合同号", "批准号", "批号", "字第", "第", "№", "No", "NO", "no", "ID", "邮编", "QQ", "QQ号", "图号", "宗地号",
                               "地号", "税号", "学号", "工号", "准考证号", "户号", "表号", "车架号", "识别号", "版号", "书号", "刊号", "标准号", "专利号", "备案", "执照"};
/// Accounts, which are an office's as often as a person's: a card's number is none of these unless its prefix is that of a card.
const Texts account_words = {"账号", "帐号", "账户", "帐户", "行号", "联行号"};
/// Labels behind which even 18 digits that obey GB 11643 are something else by design.
const Texts other_by_design = {"信用代码", "机构代码", "组织代码", "注册号", "登记号", "税号", "识别号", "流水号", "订单号", "单号", "票号", "合同号", "条码", "条形码", "索引号", "项目代码", "项目号", "房屋代码", "宗地代码",
                               "宗地号", "地号", "单元号", "受理号", "案号", "执照号", "备案号"};
/// What a person's number is called where it is not called an identity number.
const Texts person_words = {"证件", "医保", "社保", "参保", "保险", "个人", "人员", "学籍", "残疾", "户主", "监护", "公民", "居民", "持证", "ID"};
/// What holds an account.
const Texts holder_words = {"户名", "收款单位", "单位名称", "账户名称", "帐户名称", "收款人", "开户单位", "收款方"};
/// How the names of organs and companies end.
const Texts organ_ends = {"局", "委", "会", "政府", "中心", "公司", "院", "学校", "所", "厅", "处", "部", "厂", "合作社", "站", "中学", "小学", "大学", "幼儿园", "室", "队", "馆", "办", "专户", "国库", "财政", "社", "集团", "场", "园", "店"};
/// Sums: directly before a number, or over its column.
const Texts sum_words = {"金额", "合计", "总计", "小计", "人民币", "总额", "总投资", "投资额", "产值", "预算", "决算", "收入", "支出", "余额", "¥", "￥", "$", "价款", "面积"};
/// Over a column of numbers that are something else.
const Texts other_columns = {"考号", "准考证号", "报名序号", "报名号", "学号", "户号", "证号", "编号", "编码", "代码", "索引号", "文号", "流水号", "单号", "票号", "许可证号", "执照号", "注册号", "登记号", "备案号", "受理号", "项目号", "合同号", "宗地号",
                                 "金额", "（元）", "(元)", "万元", "面积", "产值"};
/// Units behind a sum or measure.
const Texts units = {"元", "万元", "千元", "亿", "美元", "港元", "欧元", "平方", "公顷", "亩", "吨", "公斤", "千克", "立方", "千瓦", "㎡", "m²", "m2", "kW", "KW", "kw", "%", "％", "‰"};
const Texts blanks = {" ", "\t", "\xE3\x80\x80", "\xC2\xA0"};

std::size_t line_begin(std::string_view text, std::size_t at) {
    const std::size_t end = at == 0 ? npos : text.rfind('\n', at - 1);
    return end == npos ? 0 : end + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
    const std::size_t end = text.find('\n', at);
    return end == npos ? text.size() : end;
}

/// Whether the line that begins at `begin` is a row of a table.
bool is_row(std::string_view text, std::size_t begin) {
    while (begin < text.size() && text[begin] == ' ') ++begin;
    return begin < text.size() && text[begin] == '|';
}

/// Where lines begin and end, for a walk that goes forward: a line is searched once, however often it is asked for.
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) {}
    std::size_t begin(std::size_t at) { return enter(at), begin_; }
    std::size_t end(std::size_t at) { return enter(at), end_; }

private:
    void enter(std::size_t at) {
        if (known_ && at >= begin_ && at <= end_) return;
        // Behind the line that is known no line end is looked for a second time.
        const std::size_t floor = known_ && at > end_ ? end_ + 1 : 0;
        const std::size_t before = text_.substr(floor, at - floor).rfind('\n');
        begin_ = before == npos ? floor : floor + before + 1;
        end_ = line_end(text_, at);
        known_ = true;
    }
    std::string_view text_;
    std::size_t begin_ = 0, end_ = 0;
    bool known_ = false;
};

/// Looks back at most this far for a label on the same line.
constexpr std::size_t label_reach = 96;

/// The words over the columns of the table that was asked for last: a table's first rows may hold a title before its header.
class Headers {
public:
    static constexpr std::size_t rows_read = 5;

    explicit Headers(std::string_view text) : text_(text) {}

    /// What the first rows of the table say in the column of byte `at` of the line at `begin`, if that is a row of a table. To be asked with growing `at`.
    std::string_view over(std::size_t begin, std::size_t at) {
        if (!is_row(text_, begin)) return {};
        enter(begin);
        if (row_ != begin) row_ = counted_ = begin, column_ = 0;
        for (; counted_ < at; ++counted_) column_ += text_[counted_] == '|' ? 1 : 0;
        return column_ < columns_.size() ? std::string_view(columns_[column_]) : std::string_view();
    }

    /// The cell of the row at `begin` that stands under one of `words`, if that is a row of a table. To be asked behind over().
    std::string_view under(std::size_t begin, Texts words) const {
        if (!known_ || last_ != begin) return {};
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (contains_any(columns_[i], words)) return cell(text_.substr(begin, line_end(text_, begin) - begin), i);
        }
        return {};
    }
    /// Cell number `column` (from 1) of a row.
    static std::string_view cell(std::string_view row, std::size_t column) {
        std::size_t begin = 0;
        for (std::size_t n = 0; n < column; ++n) {
            begin = row.find('|', begin);
            if (begin == npos) return {};
            ++begin;
        }
        return row.substr(begin, std::min(row.find('|', begin), row.size()) - begin);
    }

private:
    /// Finds the first row of the table that the row at `begin` is in. What is known of the rows before makes a walk through a whole table linear.
    void enter(std::size_t begin) {
        if (known_ && begin == last_) return;
        std::size_t first = begin;
        while (first > 0) {
            if (known_ && first == last_) {
                last_ = begin;
                return;
            }
            const std::size_t before = line_begin(text_, first - 1);
            if (!is_row(text_, before)) break;
            first = before;
        }
        last_ = begin;
        known_ = true;
        columns_.clear();
        for (std::size_t n = 0; n < rows_read && first < text_.size() && is_row(text_, first); ++n) {
            const std::size_t end = line_end(text_, first);
            const auto cells = split(text_.substr(first, end - first), '|');
            if (columns_.size() < cells.size()) columns_.resize(cells.size());
            for (std::size_t i = 0; i < cells.size(); ++i) columns_[i].append(cells[i]) += '\n';
            first = end + 1;
        }
    }

    std::string_view text_;
    std::vector<std::string> columns_;
    std::size_t last_ = 0, row_ = npos, counted_ = 0, column_ = 0;
    bool known_ = false;
};

/// What stands around a candidate and says what it is.
struct Surroundings {
    std::string_view before;  ///< of its line or cell, at most label_reach bytes; where nothing stands there, the cell before
    std::string_view label;   ///< the same without the punctuation that joins a label to its value
    std::string_view header;  ///< over its column
    std::string_view after;   ///< the rest of its line
};

Surroundings surroundings_of(std::string_view text, std::size_t begin, std::size_t end, Lines& lines, Headers& headers) {
    Surroundings around;
    const std::size_t line = lines.begin(begin);
    std::size_t from = line;
    if (begin - from > label_reach) {
        from = begin - label_reach;
        while (from < begin && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) ++from;
    }
    around.before = text.substr(from, begin - from);
    if (const std::size_t bar = around.before.rfind('|'); bar != npos) {
        const std::string_view cell = around.before.substr(bar + 1);
        if (!trim(cell).empty() || bar == 0) {
            around.before = cell;
        } else {
            const std::size_t other = around.before.rfind('|', bar - 1);
            around.before = around.before.substr(other == npos ? 0 : other + 1, bar - (other == npos ? 0 : other + 1));
        }
    }
    around.label = around.before;
    strip_end(around.label, {" ", "\t", "\xE3\x80\x80", ":", "：", "为", "是", "（", "(", "【", "[", "“", "\"", "'", "‘", "*", "_", "`", "\\", "．", "."});
    around.after = text.substr(end, std::min(lines.end(end), end + 48) - end);
    strip_begin(around.after, blanks);
    around.header = headers.over(line, begin);
    return around;
}

/// Whether what stands directly before byte `at` makes the number there a part of something longer: a word, an address on the web, a number that is masked.
bool is_bound_before(std::string_view text, std::size_t at) {
    if (at == 0) return false;
    const char before = text[at - 1];
    if (is_letter(before)) {
        std::size_t word = at;
        while (word > 0 && at - word < 8 && is_letter(text[word - 1])) --word;
        const std::string lower = lower_ascii(text.substr(word, at - word));
        return lower != "tel" && lower != "phone" && lower != "mobile" && lower != "mob" && lower != "wx" && lower != "weixin" && lower != "sj" && lower != "dh";
    }
    if (before == '#' || before == '%' || before == '$') return true;
    if (before == '_') return at >= 2 && (is_letter(text[at - 2]) || is_ascii_digit(text[at - 2]));  // else emphasis
    if (before == '/' || before == '=' || before == '-' || before == '&' || before == '?') {
        std::size_t token = at;
        while (token > 0 && at - token < 200 && static_cast<unsigned char>(text[token - 1]) > ' ' && static_cast<unsigned char>(text[token - 1]) < 0x80) --token;
        const std::string_view address = text.substr(token, at - token);
        if (contains_any(address, {"://", "www."})) return true;
    }
    // Stars with a digit in front of them are a mask; others are emphasis.
    std::size_t star = at;
    while (star > 0 && (text[star - 1] == '*' || text[star - 1] == '\\')) --star;
    while (star >= 3 && (text.substr(star - 3, 3) == "＊" || text.substr(star - 3, 3) == "×" || text.substr(star - 3, 3) == "某" || text.substr(star - 3, 3) == "●")) star -= 3;
    return star < at && digit_before(text, star, 0) != 0;
}

bool is_bound_after(std::string_view text, std::size_t at) {
    if (at >= text.size()) return false;
    const char after = text[at];
    if (is_letter(after)) return true;
    if (after == '_') return at + 1 < text.size() && (is_letter(text[at + 1]) || is_ascii_digit(text[at + 1]));
    std::size_t star = at, count = 0;
    while (star < text.size() && (text[star] == '*' || text[star] == '\\')) count += text[star++] == '*' ? 1 : 0;
    for (const std::string_view wide : {"＊", "×", "某", "●"}) {
        while (text.substr(star).starts_with(wide)) star += wide.size(), count += 2;
    }
    return count >= 4 || (count > 0 && digit_at(text, star) != 0);
}

/// Whether groups `first` to `last` (not included) are grouped as people write such a number.
bool is_grouped(const Run& run, std::size_t first, std::size_t last, std::initializer_list<std::initializer_list<std::size_t>> ways) {
    return std::any_of(ways.begin(), ways.end(), [&](const std::initializer_list<std::size_t>& way) {
        return way.size() == last - first && std::equal(way.begin(), way.end(), run.groups.begin() + static_cast<std::ptrdiff_t>(first),
                                                        [](std::size_t count, const Group& group) { return group.count == count; });
    });
}

std::string stars(std::size_t count) { return std::string(count, '*'); }

/// Looks at one run of digits after the other.
class NumberFinder {
public:
    NumberFinder(std::string_view text, std::size_t limit) : text_(text), limit_(limit), lines_(text), headers_(text) {}

    std::vector<PersonalDatum> find() {
        // ASCII, or EF BC 90 to EF BC 99.
        const auto is_digit = [](const Neighbours& p) { return in_range(p[0], '0', '9') | ((p[0] == 0xEF) & (p[1] == 0xBC) & in_range(p[2], 0x90, 0x99)); };
        skim_all<2>(text_, is_digit, [&](std::size_t at) {
            if (text_[at] == '1' && ends_with_any(text_.substr(0, at), {"(", "（"})) bracketed_.push_back(at);
            const std::size_t end = take_run(at);
            judge();
            return end;
        });
        find_bracketed();
        return std::move(found_);
    }

private:
    /// Reads the run of digits that begins at `at`; returns where it ends.
    std::size_t take_run(std::size_t at) {
        run_.digits.clear();
        run_.groups.clear();
        Separator before = Separator::none;
        for (;;) {
            Group group{at, at, run_.digits.size(), 0, before};
            for (;;) {
                while (const std::size_t length = digit_at(text_, at)) {
                    run_.digits += digit_value(text_, at);
                    at += length;
                }
                group.end = at;
                // Characters that nobody sees don't end a group.
                std::size_t next = at;
                const auto kind = separator_after(text_, next);
                if (!kind || *kind != Separator::none) break;
                at = next;
            }
            group.count = run_.digits.size() - group.first;
            run_.groups.push_back(group);
            const auto kind = separator_after(text_, at);
            if (!kind) return group.end;
            before = *kind;
        }
    }

    /// Finds what the run holds.
    void judge() {
        if (run_.digits.size() < 11) return;
        for (std::size_t first = 0; first < run_.groups.size();) {
            const std::size_t next = match_at(first);
            first = std::max(next, first + 1);
        }
    }

    /// Whether groups `first` to `last` stand for themselves: joined in one way, and parted from their neighbours in another.
    bool stands_alone(std::size_t first, std::size_t last) const {
        const auto& groups = run_.groups;
        const Separator outer = last < groups.size() ? groups[last].before : Separator::none;
        if (last == first + 1) {
            const auto part_of_longer = [](Separator kind) { return kind == Separator::hyphen || kind == Separator::dot || kind == Separator::markup; };
            return !(first > 0 && part_of_longer(groups[first].before) && !is_country_code(first - 1)) && !(last < groups.size() && part_of_longer(outer));
        }
        const Separator inner = groups[first + 1].before;
        for (std::size_t i = first + 1; i < last; ++i) {
            if (groups[i].before != inner) return false;
        }
        const auto parts = [&](Separator kind) { return kind != inner && kind != Separator::dot && kind != Separator::markup && (inner != Separator::space || kind == Separator::wide); };
        return (first == 0 || parts(groups[first].before) || is_country_code(first - 1)) && (last == groups.size() || parts(outer));
    }

    bool is_country_code(std::size_t group) const {
        const std::string_view digits = digits_of(group, group + 1);
        return (digits == "86" || digits == "0086" || digits == "086") && (group == 0 || run_.groups[group].before != Separator::hyphen);
    }

    std::string_view digits_of(std::size_t first, std::size_t last) const {
        const Group& end = run_.groups[last - 1];
        const std::size_t begin = run_.groups[first].first;
        return std::string_view(run_.digits).substr(begin, end.first + end.count - begin);
    }

    /// Tries to read a number that begins with group `first`; returns the group behind it, or 0.
    std::size_t match_at(std::size_t first) {
        constexpr std::size_t most_groups = 6;
        for (std::size_t last = std::min(run_.groups.size(), first + most_groups); last > first; --last) {
            const std::string_view digits = digits_of(first, last);
            constexpr std::size_t longest = 20;  // a disabled person's certificate: an identity number and two digits
            if (digits.size() < 11 || digits.size() > longest || !stands_alone(first, last)) continue;
            const std::size_t begin = run_.groups[first].begin, end = run_.groups[last - 1].end;
            if (is_bound_before(text_, begin) && !(first > 0)) {
                if (last == first + 1 && match_pupil(digits, begin, end)) return last;
                continue;
            }
            if (match_identity(digits, first, last, begin, end) || match_card(digits, first, last, begin, end) || match_mobile(digits, first, last, begin, end)) return last;
        }
        return 0;
    }

    /// 学籍号: G or L and an identity number.
    bool match_pupil(std::string_view digits, std::size_t begin, std::size_t end) {
        if (text_[begin - 1] != 'G' && text_[begin - 1] != 'L') return false;
        if (begin >= 2 && (is_letter(text_[begin - 2]) || is_ascii_digit(text_[begin - 2]) || text_[begin - 2] == '-' || text_[begin - 2] == '/')) return false;
        std::string number(digits);
        if (number.size() == 17 && (text_.substr(end).starts_with('X') || text_.substr(end).starts_with('x'))) number += 'X', ++end;
        if (is_bound_after(text_, end) || !is_identity_number(number)) return false;
        add(PersonalKind::identity, begin, end, number.substr(0, 2) + stars(number.size() - 5) + number.substr(number.size() - 3));
        return true;
    }

    bool match_identity(std::string_view digits, std::size_t first, std::size_t last, std::size_t begin, std::size_t end) {
        const bool single = last == first + 1;
        std::string number(digits);
        if (digits.size() == 17 && last == run_.groups.size()) {  // the check character is an X
            for (const std::string_view x : {"X", "x", "Ｘ", "ｘ"}) {
                if (!text_.substr(end).starts_with(x)) continue;
                number += 'X';
                end += x.size();
                break;
            }
        }
        if (is_bound_after(text_, end)) return false;
        if (number.size() == 17 || number.size() == 19 || number.size() == 20) return single && match_slip(number, begin, end);
        if (number.size() != 18 && number.size() != 15) return false;
        if (!single && !(number.size() == 18 ? is_grouped(run_, first, last, {{6, 8, 4}, {6, 8, 3}, {6, 4, 4, 4}, {6, 4, 4, 3}, {3, 3, 4, 4, 4}, {4, 4, 4, 4, 2}, {6, 6, 6}, {3, 3, 3, 3, 3, 3}})
                                             : is_grouped(run_, first, last, {{6, 6, 3}, {5, 5, 5}, {3, 3, 3, 3, 3}}))) {
            return false;
        }
        const Surroundings around = surroundings_of(text_, begin, end, lines_, headers_);
        const bool named = contains_any(around.before, identity_words) || contains_any(around.header, identity_words);
        if (!named) {
            if (number.size() == 18 ? !is_identity_number(number) : !is_old_identity_number(number)) return false;
            if (starts_with_any(around.after, units) || ends_with_any(around.label, sum_words) || ends_with_any(around.label, account_words) || contains_any(around.header, account_words)) return false;
            if ((ends_with_any(around.label, other_words) || contains_any(around.header, other_columns)) && !(number.size() == 18 && is_person_all_the_same(number, around))) return false;
        } else if (ends_with_any(around.label, {"信用代码", "机构代码", "注册号", "税号", "识别号", "执照号", "编号"}) && !ends_with_any(around.label, {"身份证编号", "证件编号"})) {
            return false;
        }
        add(PersonalKind::identity, begin, end, number.substr(0, 2) + stars(number.size() - 5) + number.substr(number.size() - 3));
        return true;
    }

    /// Whether 18 digits that obey GB 11643 are a person's though their label or column is one of other numbers: 医保编号, ID, 证号. A number made of a division, a day
    /// and a serial number obeys it by chance once in eleven, but its day is no adult's birthday.
    static bool is_person_all_the_same(std::string_view number, const Surroundings& around) {
        if (ends_with_any(around.label, other_by_design) || contains_any(around.header, other_by_design) || ends_with_any(around.label, sum_words) || contains_any(around.header, sum_words)) return false;
        if (ends_with_any(around.label, {"第", "字第", "文号", "№", "代码", "图号"}) || contains_any(around.header, {"代码", "文号"})) return false;
        const std::string_view year = number.substr(6, 4);
        return contains_any(around.label, person_words) || contains_any(around.header, person_words) || (year >= "1920" && year < "2010");
    }

    /// A number that is called an identity number and has a digit too few or too many, and a disabled person's: an identity number and two digits.
    bool match_slip(const std::string& number, std::size_t begin, std::size_t end) {
        const Surroundings around = surroundings_of(text_, begin, end, lines_, headers_);
        if (number.size() == 20) {
            if (!is_identity_number(std::string_view(number).substr(0, 18)) || !(contains_any(around.label, {"残疾"}) || contains_any(around.header, {"残疾"}))) return false;
        } else if (!ends_with_any(around.label, {"身份证号码", "身份证号", "身份证", "公民身份号码", "公民身份证号码"}) || !starts_with_any(number, {"1", "2", "3", "4", "5", "6", "8"})) {
            return false;
        }
        add(PersonalKind::identity, begin, end, number.substr(0, 2) + stars(number.size() - 5) + number.substr(number.size() - 3));
        return true;
    }

    /// Whether the account at `begin` is an office's: what stands behind 户名 or 收款单位 shortly before it, or in that column of its row, is the name of one.
    bool is_of_office(std::size_t begin) {
        const auto is_office = [](std::string_view name) {
            strip_begin(name, {"：", ":", " ", "\t", "\xE3\x80\x80", "|", "*", "为", "是", "名称"});
            std::size_t size = name.size();
            for (const std::string_view parting : {"，", ",", "；", ";", "。", "\n", "|", "  ", "\xE3\x80\x80", "\t", "（", "(", "开户", "账号", "帐号"}) size = std::min(size, name.find(parting));
            name = trim(name.substr(0, size));
            constexpr std::size_t shortest = 12;  // four characters: shorter is a person's name
            return name.size() >= shortest && ends_with_any(name, organ_ends);
        };
        constexpr std::size_t reach = 300;
        const std::string_view before = text_.substr(begin - std::min(begin, reach), std::min(begin, reach));
        std::size_t holder = npos;
        for (const std::string_view word : holder_words) {
            if (const std::size_t at = before.rfind(word); at != npos && (holder == npos || at + word.size() > holder)) holder = at + word.size();
        }
        if (holder != npos && is_office(before.substr(holder))) return true;
        return is_office(headers_.under(lines_.begin(begin), holder_words));
    }

    bool match_card(std::string_view digits, std::size_t first, std::size_t last, std::size_t begin, std::size_t end) {
        if (digits.size() < 16 || digits.size() > 19 || is_bound_after(text_, end)) return false;
        const bool is_card = is_bank_card(digits);
        if (!is_card && (last != first + 1 || !starts_with_any(digits, {"4", "5", "6", "9"}))) return false;
        if (last != first + 1) {
            // 4 4 4 4, 4 4 4 4 3, 6 4 4 4 1 and the like: what is shorter than four is the last.
            for (std::size_t i = first; i + 1 < last; ++i) {
                if (run_.groups[i].count < 4 || run_.groups[i].count > 12) return false;
            }
        }
        const Surroundings around = surroundings_of(text_, begin, end, lines_, headers_);
        if (ends_with_any(around.label, other_words) || ends_with_any(around.label, sum_words) || contains_any(around.header, other_columns) || starts_with_any(around.after, units)) return false;
        // Called a card, one is meant though a digit is wrong.
        const Texts cards = {"银行卡号", "银行卡号码", "银行卡", "储蓄卡号", "借记卡号", "信用卡号", "工资卡号"};
        if (!is_card && !ends_with_any(around.label, cards) && !contains_any(around.header, cards)) return false;
        const bool is_account = ends_with_any(around.label, account_words) || contains_any(around.header, account_words);
        if (is_account && !contains_any(around.label, {"卡"}) && !contains_any(around.header, {"卡"}) && !starts_with_any(digits, {"62", "9558", "9559"})) return false;
        if (is_of_office(begin)) return false;
        add(PersonalKind::bank_card, begin, end, stars(digits.size() - 4) + std::string(digits.substr(digits.size() - 4)));
        return true;
    }

    bool match_mobile(std::string_view digits, std::size_t first, std::size_t last, std::size_t begin, std::size_t end) {
        std::string_view number = digits;
        const bool single = last == first + 1;
        bool needs_label = false;
        if (single && number.size() == 13 && number.starts_with("86")) {  // +8613812345678
            number.remove_prefix(2);
            needs_label = begin == 0 || text_[begin - 1] != '+';
        } else if (single && number.size() == 12 && number[0] == '0') {  // 013812345678, as dialled from another province
            number.remove_prefix(1);
            needs_label = true;
        }
        if (number.size() != 11 || number[0] != '1' || number[1] < '3' || is_bound_after(text_, end)) return false;
        if (!single && !is_grouped(run_, first, last, {{3, 4, 4}, {3, 8}, {7, 4}, {3, 3, 5}, {4, 4, 3}})) {
            if (!is_grouped(run_, first, last, {{3, 2, 2, 2, 2}})) return false;
            needs_label = true;
        }
        const Surroundings around = surroundings_of(text_, begin, end, lines_, headers_);
        if (needs_label && !contains_any(around.before, phone_words) && !contains_any(around.header, phone_words)) return false;
        if (ends_with_any(around.label, other_words) || ends_with_any(around.label, sum_words) || ends_with_any(around.label, account_words)) return false;
        if ((contains_any(around.header, other_columns) || contains_any(around.header, account_words) || is_sum_column(around.header) || starts_with_any(around.after, units)) && !contains_any(around.header, phone_words)) return false;
        add(PersonalKind::mobile, begin, end, std::string(number.substr(0, 3)) + "****" + std::string(number.substr(7)));
        return true;
    }

    /// Whether a header says that sums stand below: 2024年决算数, 预算金额.
    static bool is_sum_column(std::string_view header) { return contains_any(header, {"决算数", "预算数", "执行数", "完成数", "收入数", "支出数", "金额", "总额", "总投资", "合计数"}); }

    /// (138)12345678: digits in brackets are no run with those behind them.
    void find_bracketed() {
        if (bracketed_.empty()) return;
        const auto digits = [&](std::size_t at, std::size_t count) {
            if (at + count > text_.size()) return false;
            return std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(at), text_.begin() + static_cast<std::ptrdiff_t>(at + count), is_ascii_digit);
        };
        const std::size_t before = found_.size();
        Lines lines(text_);
        Headers headers(text_);
        for (const std::size_t first : bracketed_) {
            if (!digits(first, 3) || text_[first + 1] < '3') continue;
            std::size_t next = first + 3;
            const std::string_view rest = text_.substr(next);
            if (rest.starts_with(")")) next += 1;
            else if (rest.starts_with("）")) next += 3;
            else continue;
            if (next < text_.size() && (text_[next] == ' ' || text_[next] == '-')) ++next;
            if (!digits(next, 4)) continue;
            std::size_t last = next + 4;
            if (last < text_.size() && (text_[last] == ' ' || text_[last] == '-')) ++last;
            if (!digits(last, 4)) continue;
            const std::size_t at = first - (text_[first - 1] == '(' ? 1 : 3), end = last + 4;
            if (digit_at(text_, end) != 0 || is_bound_after(text_, end) || digit_before(text_, at, 0) != 0) continue;
            const Surroundings around = surroundings_of(text_, at, end, lines, headers);
            if (ends_with_any(around.label, other_words) || starts_with_any(around.after, units)) continue;
            add(PersonalKind::mobile, at, end, std::string(text_.substr(first, 3)) + "****" + std::string(text_.substr(last, 4)));
        }
        if (found_.size() == before) return;
        std::sort(found_.begin(), found_.end(), [](const PersonalDatum& a, const PersonalDatum& b) { return a.begin < b.begin; });
    }

    void add(PersonalKind kind, std::size_t begin, std::size_t end, std::string masked) {
        if (++counts_[static_cast<std::size_t>(kind)] <= limit_) found_.push_back({kind, begin, end, std::move(masked)});
    }

    std::string_view text_;
    std::size_t limit_;
    Lines lines_;
    Headers headers_;
    Run run_;
    std::vector<std::size_t> bracketed_;  ///< digits behind a bracket
    std::array<std::size_t, 4> counts_{};
    std::vector<PersonalDatum> found_;
};

/// Home addresses: a label that is a person's, and an address that goes below the town.
class AddressFinder {
public:
    AddressFinder(std::string_view text, std::size_t limit) : text_(text), limit_(limit), lines_(text) {}

    std::vector<PersonalDatum> find() {
        static const WordFinder labels({"住址", "住地", "家庭地址", "户籍", "户口所在地", "身份证地址", "现住", "住所", "家住", "地址", "，住", ",住"});
        labels.find(text_, [&](std::string_view label, std::size_t at) { take_label(label, at); });
        std::sort(found_.begin(), found_.end(), [](const PersonalDatum& a, const PersonalDatum& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
        std::vector<PersonalDatum> kept;
        for (PersonalDatum& each : found_) {
            if ((kept.empty() || each.begin >= kept.back().end) && kept.size() < limit_) kept.push_back(std::move(each));
        }
        return kept;
    }

private:
    void take_label(std::string_view label, std::size_t at) {
        std::size_t value = at + label.size();
        const auto skip = [&](Texts words) {
            for (const std::string_view word : words) {
                if (!text_.substr(value).starts_with(word)) continue;
                value += word.size();
                return true;
            }
            return false;
        };
        const std::string_view before = before_of(at);
        if ((label == "住址" || label == "住地" || label == "住所") && ends_with_any(before, {"单位", "企业", "公司", "机构", "店", "厂"})) return;
        if (label == "地址") {
            // An address for itself is an office's; beside a person's sex, birth or identity number it is theirs.
            if (ends_with_any(before, {"单位", "办公", "公司", "企业", "经营", "注册", "工作", "项目", "受理", "网", "邮箱", "IP", "建设", "办理", "服务", "机构", "学校", "营业", "店", "厂"})) return;
            const bool in_table = is_row(text_, lines_.begin(at));
            if (in_table ? !is_list_of_people(at) : is_of_company(before) || !contains_any(before, {"，男", "，女", "身份证", "公民身份", "出生", "性别", "户主"})) return;
        } else if (label == "户籍") {
            if (!skip({"所在地址", "所在地", "登记地址", "登记地", "地址", "住址", "地"})) return;
        } else if (label == "住地") {
            skip({"址", "点"});
        } else if (label == "现住") {
            if (text_.substr(value).starts_with("房")) return;
            skip({"地址", "址", "地", "所"});
        } else if (label == "住所") {
            // A company's 住所 is in the public register; a person's stands beside sex, birth or identity number.
            if (is_of_company(before) || !contains_any(before, {"，男", "，女", "身份证", "公民身份", "出生", "性别"})) return;
            skip({"地址", "地"});
        } else if (label == "，住" || label == ",住") {
            if (starts_with_any(text_.substr(value), {"房", "院", "宅", "宿", "户", "建", "所", "址", "地", "在校", "校", "进", "上", "着", "了", "满", "不", "得", "过", "有", "的"})) return;
        }
        const std::size_t label_end = value;
        const bool bare = label == "，住" || label == ",住" || label == "家住";
        // In a table the value stands in the next cell, or below.
        const std::size_t line = lines_.begin(at);
        if (is_row(text_, line) && !bare) {
            const std::size_t bar = text_.substr(label_end, std::min<std::size_t>(25, lines_.end(at) - label_end)).find('|');
            if (bar != npos && is_list_of_offices(at)) return;
            if (bar != npos) {
                judge(label_end + bar + 1);
                take_column(line, at);
                return;
            }
        }
        bool joined = false;
        while (skip({"：", ":", " ", "\xE3\x80\x80", "为", "是", "于", "在", "（身份证）", "（户籍）", "*", "\t"})) joined = true;
        if (!joined && !bare && !begins_with_place(value)) return;
        judge(value, label == "家住");
    }

    /// What stands before `at` in its line, at most 240 bytes and behind the last 。 or ；.
    std::string_view before_of(std::size_t at) {
        const std::size_t from = std::max(lines_.begin(at), at > 240 ? at - 240 : 0);
        std::string_view before = text_.substr(from, at - from);
        for (const std::string_view end : {"。", "；"}) {
            if (const std::size_t found = before.rfind(end); found != npos) before.remove_prefix(found + end.size());
        }
        return before;
    }

    /// Whether a sentence is about a company, whose address is in the public register: its 法定代表人 has a sex, too.
    static bool is_of_company(std::string_view before) {
        return contains_any(before, {"法定代表人", "负责人", "经营者", "信用代码", "公司", "企业", "营业执照", "个体工商户", "合作社"});
    }

    /// Whether the row that `at` is in says that its table lists people, or offices.
    bool is_list_of_people(std::size_t at) { return contains_any(row_of(at), {"姓名", "户主"}) && !contains_any(row_of(at), {"单位", "机构", "名称", "公司", "企业", "店", "负责人", "法人", "联系人", "职务"}); }
    bool is_list_of_offices(std::size_t at) { return contains_any(row_of(at), {"机构", "单位名称", "企业", "公司", "店名", "厂名"}) && !contains_any(row_of(at), {"姓名", "户主"}); }
    std::string_view row_of(std::size_t at) {
        const std::size_t begin = lines_.begin(at);
        constexpr std::size_t longest = 600;
        return text_.substr(begin, std::min(lines_.end(at) - begin, longest));
    }

    /// Whether a place's name stands at `at`: 省, 市, 县 … within twelve characters, with a name before it.
    bool begins_with_place(std::size_t at) const {
        const std::string_view beginning = text_.substr(at, 36);
        const Texts places = {"省", "市", "县", "区", "镇", "乡", "街道"};
        return std::any_of(places.begin(), places.end(), [&](std::string_view place) {
            const std::size_t found = beginning.find(place);
            return found != npos && found > 0 && beginning.substr(0, found).find('\n') == npos;
        });
    }

    /// The cells below the one at `at` in the row at `line`, if that is one of the first rows of its table.
    void take_column(std::size_t line, std::size_t at) {
        if (line != header_) {
            header_ = line;
            columns_ = 0;
            rows_above_ = 0;
            for (std::size_t begin = line; begin > 0 && rows_above_ < Headers::rows_read; ++rows_above_) {
                begin = line_begin(text_, begin - 1);
                if (!is_row(text_, begin)) break;
            }
        }
        if (rows_above_ >= Headers::rows_read || ++columns_ > most_columns) return;
        std::size_t column = 0;
        for (std::size_t i = line; i < at; ++i) column += text_[i] == '|' ? 1 : 0;
        for (std::size_t row = line_end(text_, line) + 1; row < text_.size() && is_row(text_, row); row = line_end(text_, row) + 1) {
            const std::string_view whole = text_.substr(row, line_end(text_, row) - row);
            const std::string_view cell = Headers::cell(whole, column);
            if (!cell.empty()) judge(static_cast<std::size_t>(cell.data() - text_.data()));
        }
    }

    /// Judges the address that begins at `at`, behind blanks; `to_end`: only where nothing stands behind the number.
    void judge(std::size_t at, bool to_end = false) {
        constexpr std::size_t longest = 80;
        while (at < text_.size() && (text_[at] == ' ' || text_[at] == '*')) ++at;
        std::size_t end = at, space = npos;
        std::size_t place = npos;          // behind the first name of a place
        std::size_t town = npos, county = npos;  // behind the last town; behind the last county or city
        std::size_t detail = npos;
        bool number_before = false;
        char32_t before = 0;
        for (std::size_t count = 0; end < text_.size() && count < longest; ++count) {
            std::size_t next = end;
            const char32_t c = next_character(text_, next);
            const std::string_view rest = text_.substr(next);
            if (c == '\n' || c == '|' || c == U'，' || c == ',' || c == U'。' || c == U'；' || c == ';' || c == U'、' || c == '\t' || c == '(' || c == U'（' || c == ')' || c == U'）' ||
                c == '"' || c == U'”' || c == '<' || c == '[' || c == ']') {
                break;
            }
            if (c == ':' || c == U'：') {  // the label of the next value
                if (space == npos) return;
                end = space;
                break;
            }
            if (c == '*' || c == U'＊' || c == U'×' || c == U'某' || (c == 'X' && before == 'X') || (c == 'x' && before == 'x')) return;  // masked already
            if (c == ' ' || c == U'　') {
                if (text_.substr(next).starts_with(' ')) break;
                space = end;
            }
            const bool numeral = (c >= '0' && c <= '9') || (c >= U'０' && c <= U'９') || std::u32string_view(U"一二三四五六七八九十百〇零甲乙丙丁").find(c) != std::u32string_view::npos ||
                                 (c >= 'A' && c <= 'Z');
            if (number_before && place != npos &&
                (std::u32string_view(U"号室栋幢组座队弄户房楼层巷#").find(c) != std::u32string_view::npos || (c == U'单' && rest.starts_with("元")))) {
                detail = next;
            }
            if (detail == npos) {
                const bool name_goes_on = starts_with_any(rest, {"市", "路", "街", "巷", "大道"}) && !rest.starts_with("街道");
                if (c == U'乡' || c == U'镇') {
                    if (!name_goes_on) town = next;
                } else if (c == U'街' && rest.starts_with("道") && !rest.starts_with("道路")) {
                    town = next + std::string_view("道").size();
                } else if (c == U'县' || c == U'市' || c == U'旗' || (c == U'区' && before != U'小' && before != U'社' && before != U'园')) {
                    if (town == npos) county = next;
                }
                if (std::u32string_view(U"省市县区乡镇街村路道巷园苑庄城里坊").find(c) != std::u32string_view::npos && place == npos) place = next;
            }
            if (c != '-' && c != ' ') number_before = numeral;
            before = c;
            end = next;
        }
        if (detail == npos || detail > end || (to_end && detail != end)) return;
        while (end > at && text_[end - 1] == ' ') --end;
        const std::size_t keep = town != npos ? town : county != npos ? county : at;
        std::string masked(text_.substr(at, keep - at));
        if (masked.empty()) masked = "***";
        found_.push_back({PersonalKind::address, at, end, std::move(masked)});
    }

    static constexpr std::size_t most_columns = 8;
    std::string_view text_;
    std::size_t limit_;
    Lines lines_;
    std::size_t header_ = npos, columns_ = 0, rows_above_ = 0;
    std::vector<PersonalDatum> found_;
};

/// GB/T 2260: the first two digits of a division's code. 81 to 83 are the residence permits of Hong Kong, Macao and Taiwan.
bool is_province(std::string_view number) {
    constexpr std::string_view provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 ";
    for (std::size_t at = 0; at < provinces.size(); at += 3) {
        if (provinces.substr(at, 2) == number.substr(0, 2)) return true;
    }
    return false;
}

unsigned number_of(std::string_view digits) {
    unsigned number = 0;
    for (const char c : digits) number = number * 10 + static_cast<unsigned>(c - '0');
    return number;
}

/// A day that the calendar has; of years before 1900 only the form is asked.
bool is_birth(unsigned year, unsigned month, unsigned day) {
    if (year < 1900) return year >= 1800 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    return year < 2100 && make_date(static_cast<int>(year), month, day).has_value();
}

/// The edit that leaves of a link to the telephone number `datum`, or with it as its text, its text alone: masked, the number calls nobody.
std::optional<MaskEdit> without_link(std::string_view text, const PersonalDatum& datum, std::size_t floor) {
    const std::size_t line = std::max(line_begin(text, datum.begin), floor), line_behind = line_end(text, datum.begin);
    const std::string_view row = text.substr(line, line_behind - line);
    const std::size_t at = datum.begin - line;
    constexpr std::string_view middle = "](tel:";
    // The link that the number is in: as its address, or as its text.
    std::size_t target = row.substr(0, at).rfind(middle);
    if (target == npos || row.substr(target, at - target).find(')') != npos) {
        target = row.find(middle, at);
        if (target == npos || row.substr(at, target - at).find_first_of("[]") != npos) return std::nullopt;
    }
    const std::size_t close = row.find(')', target), open = row.substr(0, target).rfind('[');
    if (close == npos || open == npos || (open > at && target > at) || row.substr(open, target - open).find(']') != npos) return std::nullopt;
    const std::string_view words = row.substr(open + 1, target - open - 1);
    std::string kept;
    std::size_t from = 0;
    for (const MaskEdit& edit : mask_personal_data(words, Writing::markdown)) {
        kept.append(words, from, edit.begin - from) += edit.text;
        from = edit.end;
    }
    kept.append(words, from);
    return MaskEdit{line + open, line + close + 1, std::move(kept)};
}

}  // namespace

std::vector<TextRange> code_in(std::string_view markdown) {
    std::vector<TextRange> found;
    std::size_t run_end = 0;  // behind the last run of ` that opened or closed code, or had no partner
    for (std::size_t line = 0; line < markdown.size();) {
        const std::size_t end = line_end(markdown, line);
        std::string_view words = markdown.substr(line, end - line);
        const std::size_t indent = std::min(words.find_first_not_of(' '), words.size());
        words.remove_prefix(indent);
        if (indent < 4 && starts_with_any(words, {"```", "~~~"})) {
            const char sign = words[0];
            std::size_t length = 0;
            while (length < words.size() && words[length] == sign) ++length;
            if (sign == '~' || words.find('`', length) == npos) {
                std::size_t close = end + 1;
                for (; close < markdown.size(); close = line_end(markdown, close) + 1) {
                    const std::string_view last = trim(markdown.substr(close, line_end(markdown, close) - close));
                    if (last.size() >= length && last.find_first_not_of(sign) == npos) break;
                }
                const std::size_t behind = close >= markdown.size() ? markdown.size() : line_end(markdown, close);
                found.push_back({line, behind});
                line = run_end = behind + 1;
                continue;
            }
        }
        for (std::size_t at = std::max(line, run_end); at < end;) {
            at = markdown.find('`', at);
            if (at == npos || at >= end) break;
            std::size_t length = 0;
            while (at + length < markdown.size() && markdown[at + length] == '`') ++length;
            // Code ends in its line: a longer one is not looked for, as a paragraph's end is not known here.
            std::size_t close = at + length;
            for (std::size_t run = 0; close < end; close += run) {
                close = std::min(markdown.find('`', close), end);
                for (run = 0; close + run < end && markdown[close + run] == '`';) ++run;
                if (run == length) break;
            }
            if (close < end && (at == 0 || markdown[at - 1] != '\\')) {
                found.push_back({at, close + length});
                at = close + length;
            } else {
                at += length;
                // One partner was looked for to the line's end in vain: the others of this length have none, either, and there are few lengths.
                if (close >= end && length == 1 && markdown.substr(at, end - at).find("`") == npos) break;
            }
        }
        line = end + 1;
    }
    return found;
}

bool is_identity_number(std::string_view eighteen) {
    if (eighteen.size() != 18 || !std::all_of(eighteen.begin(), eighteen.end() - 1, is_ascii_digit) || !is_province(eighteen)) return false;
    if (!is_birth(number_of(eighteen.substr(6, 4)), number_of(eighteen.substr(10, 2)), number_of(eighteen.substr(12, 2)))) return false;
    constexpr std::array<unsigned, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    unsigned sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * static_cast<unsigned>(eighteen[i] - '0');
    const char check = "10X98765432"[sum % 11];
    return eighteen[17] == check || (check == 'X' && eighteen[17] == 'x');
}

bool is_old_identity_number(std::string_view fifteen) {
    if (fifteen.size() != 15 || !std::all_of(fifteen.begin(), fifteen.end(), is_ascii_digit) || !is_province(fifteen)) return false;
    const unsigned prefecture = number_of(fifteen.substr(2, 2)), county = number_of(fifteen.substr(4, 2));
    if (prefecture == 0 || (prefecture > 70 && prefecture != 90) || county == 0) return false;
    return is_birth(1900 + number_of(fifteen.substr(6, 2)), number_of(fifteen.substr(8, 2)), number_of(fifteen.substr(10, 2)));
}

bool is_bank_card(std::string_view digits) {
    const std::size_t size = digits.size();
    if (size < 16 || size > 19 || !std::all_of(digits.begin(), digits.end(), is_ascii_digit)) return false;
    const unsigned four = number_of(digits.substr(0, 4)), two = four / 100;
    // ISO/IEC 7812 and the list of 银联: 62; the older domestic 9558, 9559, 60 and 68; Visa, Mastercard and JCB as issued here.
    const bool issued = two == 62 || four == 9558 || four == 9559 || two == 60 || two == 68 || (two / 10 == 4 && size == 16) ||
                        (size == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720) || (four >= 3528 && four <= 3589)));
    if (!issued) return false;
    unsigned sum = 0;
    for (std::size_t i = 0; i < size; ++i) {
        unsigned digit = static_cast<unsigned>(digits[size - 1 - i] - '0');
        if (i % 2 == 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

std::vector<PersonalDatum> find_personal_data(std::string_view text, std::size_t limit) {
    std::vector<PersonalDatum> numbers = NumberFinder(text, limit).find();
    std::vector<PersonalDatum> addresses = AddressFinder(text, limit).find();
    if (addresses.empty()) return numbers;
    // A number within an address is part of it.
    std::vector<PersonalDatum> all;
    std::size_t next = 0;
    for (PersonalDatum& number : numbers) {
        while (next < addresses.size() && addresses[next].begin <= number.begin) all.push_back(std::move(addresses[next++]));
        if (all.empty() || number.begin >= all.back().end) all.push_back(std::move(number));
    }
    while (next < addresses.size()) {
        if (all.empty() || addresses[next].begin >= all.back().end) all.push_back(std::move(addresses[next]));
        ++next;
    }
    return all;
}

std::vector<MaskEdit> mask_personal_data(std::string_view text, Writing writing) {
    std::vector<MaskEdit> edits;
    const bool in_markdown = writing == Writing::markdown;
    const std::vector<TextRange> code = in_markdown ? code_in(text) : std::vector<TextRange>();
    std::size_t next_code = 0;
    for (PersonalDatum& datum : find_personal_data(text)) {
        if (!edits.empty() && datum.begin < edits.back().end) continue;  // in a link that went
        while (next_code < code.size() && code[next_code].end <= datum.begin) ++next_code;
        const bool in_code = next_code < code.size() && code[next_code].begin <= datum.begin;
        if (in_markdown && !in_code) {
            if (auto edit = without_link(text, datum, edits.empty() ? 0 : edits.back().end)) {
                edits.push_back(std::move(*edit));
                continue;
            }
        }
        edits.push_back({datum.begin, datum.end, in_markdown && !in_code ? replace_all(datum.masked, "*", "\\*") : std::move(datum.masked)});
    }
    return edits;
}

}  // namespace mulu
