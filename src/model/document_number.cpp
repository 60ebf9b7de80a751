// SPDX-License-Identifier: Apache-2.0
#include "model/document_number.hpp"

#include <algorithm>
#include <string>

#include "base/skim.hpp"
#include "base/text.hpp"

namespace mulu {
namespace {

constexpr std::u32string_view opening = U"〔[(（﹝【［{〈<„「『《", closing = U"〕])）﹞】］}〉>‟」』》";

bool is_opening(char32_t c) { return opening.find(c) != std::u32string_view::npos; }
bool is_closing(char32_t c) { return closing.find(c) != std::u32string_view::npos; }
bool is_half_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_full_digit(char32_t c) { return c >= U'０' && c <= U'９'; }
bool is_digit(char32_t c) { return is_half_digit(c) || is_full_digit(c); }
/// The value of a Han numeral as years write them, or -1.
int han_digit(char32_t c) {
    if (c == U'○' || c == U'零' || c == U'Ｏ') return 0;
    const std::size_t at = std::u32string_view(U"〇一二三四五六七八九").find(c);
    return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}
bool is_mark(char32_t c) { return c == U'号' || c == U'號'; }

/// One number in the text, as far as it could be read.
struct Reading {
    std::size_t begin = 0, end = 0;  ///< what its mended form stands for, of the text's characters
    std::string year, serial;
    bool bracket = false, spaces = false, full_width = false, ordinal = false, zeros = false, no_mark = false, lost_bracket = false, short_year = false, year_word = false, han_year = false;
    bool slip() const { return spaces || full_width || ordinal || zeros || no_mark || lost_bracket || short_year || year_word || han_year; }
};

class Scanner {
public:
    explicit Scanner(const std::u32string& text) : text_(text) {}

    /// The number whose year's bracket opens at `at`, or is missing before the digits there.
    std::optional<Reading> read(std::size_t at) {
        Reading number;
        at_ = at;
        number.begin = at;
        while (number.begin > 0 && is_space(text_[number.begin - 1])) --number.begin;
        if (number.begin < at) number.spaces = true;
        // Without an organ's word before it, it is another kind of number.
        if (number.begin == 0 || !is_han(text_[number.begin - 1])) return std::nullopt;
        const bool opens = is_opening(here());
        const char32_t first = here();
        if (opens) ++at_;
        else number.lost_bracket = true;
        skip_spaces(number);
        std::string digits = take_digits(number);
        if (digits.empty() && opens) {
            for (; han_digit(here()) >= 0; ++at_) digits += static_cast<char>('0' + han_digit(here()));
            number.han_year = !digits.empty();
            if (number.han_year && digits.size() != 4) return std::nullopt;
        }
        if (here() == U'年') number.year_word = true, ++at_;
        skip_spaces(number);
        if (is_closing(here())) {
            number.bracket = opens && (first != U'〔' || here() != U'〕');
            ++at_;
            if (digits.size() == 2 && opens) {
                number.short_year = true;
                digits.insert(0, digits[0] >= '5' ? "19" : "20");
            }
            if (digits.size() != 4) return std::nullopt;
            number.year = digits;
            skip_spaces(number);
            if (here() == U'第') number.ordinal = true, ++at_;
            skip_spaces(number);
            number.serial = take_digits(number);
        } else {
            // 〔202130号: the closing bracket is gone, and the year runs into the number.
            if (!opens || number.year_word || number.han_year || digits.size() < 5 || digits.size() > 9) return std::nullopt;
            number.lost_bracket = true;
            number.bracket = first != U'〔';
            number.year = digits.substr(0, 4);
            number.serial = digits.substr(4);
        }
        // 令 and 公告 count by 第: 中国人民银行令〔2021〕第3号.
        if (number.ordinal && (text_[number.begin - 1] == U'令' || (number.begin > 1 && text_[number.begin - 2] == U'公' && text_[number.begin - 1] == U'告'))) return std::nullopt;
        if (number.serial.empty() || number.year < "1949" || number.year > "2199") return std::nullopt;
        const std::size_t behind = at_;
        skip_spaces(number);
        if (is_mark(here())) {
            ++at_;
        } else if (const char32_t c = here(); c == 0 || ((c == U'、' || c == U'，' || c == U',' || c == U'；' || c == U';') && !is_digit(next())) || (behind < at_ && is_han(c))) {
            at_ = behind;
            number.no_mark = true;
        } else {
            return std::nullopt;
        }
        if (number.short_year && number.no_mark) return std::nullopt;
        // Serial numbers of registers and systems fill up to five digits and more by design.
        const std::size_t zeros = number.serial.find_first_not_of('0');
        if (zeros != 0 && zeros != std::string::npos && number.serial.size() <= 4) {
            number.zeros = true;
            number.serial.erase(0, zeros);
        }
        number.end = at_;
        return number;
    }

private:
    char32_t here() const { return at_ < text_.size() ? text_[at_] : 0; }
    char32_t next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : 0; }
    void skip_spaces(Reading& number) {
        for (; is_space(here()) && at_ < text_.size(); ++at_) number.spaces = true;
    }
    std::string take_digits(Reading& number) {
        std::string digits;
        for (; is_digit(here()); ++at_) {
            if (is_full_digit(here())) number.full_width = true;
            digits += static_cast<char>('0' + (here() - (is_full_digit(here()) ? U'０' : U'0')));
        }
        return digits;
    }

    const std::u32string& text_;
    std::size_t at_ = 0;
};

Words words_of_slips(const Reading& number) {
    Words words;
    const auto say = [&](bool there, const char* zh, const char* en) {
        if (!there) return;
        words.zh += (words.zh.empty() ? "" : "，") + std::string(zh);
        words.en += (words.en.empty() ? "" : ", ") + std::string(en);
    };
    say(number.lost_bracket, "丢了一个括号", "a bracket is lost");
    say(number.han_year, "年份用阿拉伯数字", "the year is written in digits");
    say(number.short_year, "年份应写四位", "the year has four digits");
    say(number.year_word, "括号里不写“年”", "no 年 in the brackets");
    say(number.ordinal, "不写“第”", "no 第");
    say(number.zeros, "顺序号前不加 0", "no leading zeros");
    say(number.no_mark, "末尾少了“号”", "号 is missing");
    say(number.full_width, "数字用半角", "digits are half-width");
    say(number.spaces, "中间不空格", "no spaces within");
    return words;
}

/// 清政办发202512号, 清政办发2025-12号: both brackets are lost. Only of a text that is all one number of an organ's word that is surely one.
std::optional<Reading> read_without_brackets(const std::u32string& text) {
    std::size_t at = 0;
    while (at < text.size() && is_han(text[at])) ++at;
    if (at < 2 || (text[at - 1] != U'发' && text[at - 1] != U'函' && text[at - 1] != U'办')) return std::nullopt;
    Reading number;
    number.begin = at;
    number.lost_bracket = true;
    while (at < text.size() && is_half_digit(text[at]) && number.year.size() < 4) number.year += static_cast<char>(text[at++]);
    if (number.year.size() != 4 || number.year < "1980" || number.year > "2099") return std::nullopt;
    if (at < text.size() && (text[at] == U'-' || text[at] == U' ' || text[at] == U'—' || text[at] == U'/')) ++at;
    while (at < text.size() && is_half_digit(text[at])) number.serial += static_cast<char>(text[at++]);
    if (number.serial.empty() || number.serial.size() > 4 || number.serial[0] == '0' || at + 1 != text.size() || !is_mark(text[at])) return std::nullopt;
    number.end = text.size();
    return number;
}

}  // namespace

namespace {

/// Whether 发 or 函 stands before a bracket with a year in it anywhere; few texts have that.
bool may_quote_wrongly(std::string_view text) {
    // 发 or 函, and the first byte of a bracket.
    const auto is_word = [](const Neighbours& p) {
        const SixteenAnswers word = (p[0] == 0xE5) & (((p[1] == 0x8F) & (p[2] == 0x91)) | ((p[1] == 0x87) & (p[2] == 0xBD)));
        return word & ((p[3] == 0xE2) | (p[3] == 0xE3) | (p[3] == 0xEF) | ((p[3] < 0x80) & (p[3] > ' ')));
    };
    for (std::size_t at = skim<3>(text, 0, is_word); at != std::string_view::npos; at = skim<3>(text, at + 3, is_word)) {
        std::size_t next = at + 3;
        const char32_t c = next_character(text, next);
        if (is_opening(c) && c != U'《' && next < text.size() && text[next] >= '1' && text[next] <= '2') return true;
    }
    return false;
}

}  // namespace

std::vector<Finding> judge_quoted_numbers(std::string_view text) {
    std::vector<Finding> findings;
    if (!may_quote_wrongly(text)) return findings;
    std::uint32_t line_number = 1;
    for (std::size_t begin = 0; begin < text.size() && findings.size() < quoted_number_findings; ++line_number) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        if (line.find("号") == std::string_view::npos) continue;
        std::u32string characters;
        for (std::size_t at = 0; at < line.size();) characters.push_back(next_character(line, at));
        Scanner scanner(characters);
        for (std::size_t at = 3; at < characters.size(); ++at) {
            // Certificates, registers and cases have brackets of their own; what an organ issues (发, 函) is under the standard.
            const char32_t word = characters[at - 1];
            if (!is_opening(characters[at]) || (word != U'发' && word != U'函') || !is_han(characters[at - 2]) || !is_han(characters[at - 3])) continue;
            if (word == U'发' && std::u32string_view(U"转印批颁核下签").find(characters[at - 2]) != std::u32string_view::npos) continue;  // no organ's word
            const auto number = scanner.read(at);
            if (!number || !number->bracket || number->slip()) continue;
            std::size_t from = at;
            constexpr std::size_t most = 4;  // what stands further before may be another word
            while (from > 0 && at - from < most && is_han(characters[from - 1])) --from;
            std::string written, mended;
            for (std::size_t i = from; i < number->end; ++i) append_character(written, characters[i]);
            for (std::size_t i = from; i < at; ++i) append_character(mended, characters[i]);
            mended += "〔" + number->year + "〕" + number->serial + "号";
            findings.push_back({Code::W204, line_number, static_cast<std::uint32_t>(at + 1), static_cast<std::uint32_t>(number->end - at), {written, mended}});
            if (findings.size() == quoted_number_findings) break;
            at = number->end - 1;
        }
    }
    return findings;
}

DocumentNumber judge_document_number(std::string_view text) {
    DocumentNumber result;
    const auto whole = static_cast<std::uint32_t>(count_characters(text));
    for (const std::string_view nothing : {"无", "无文号", "暂无", "没有", "-", "—", "——", "/", "空"}) {
        if (text != nothing) continue;
        result.findings.push_back({Code::W206, 1, 1, whole, {text, Words("没有文号的不必填", "where there is none it is left out"), Words("不填这个字段", "nothing, without the field")}});
        return result;
    }
    std::u32string characters;
    for (std::size_t at = 0; at < text.size();) characters.push_back(next_character(text, at));
    Scanner scanner(characters);
    std::vector<Reading> numbers;
    for (std::size_t at = 0; at < characters.size(); ++at) {
        // A bracket that is missing before the year: the digits themselves, with only the closing one behind.
        const bool bare = is_digit(characters[at]) && at > 0 && is_han(characters[at - 1]) && at + 4 < characters.size() && characters[at + 4] == U'〕';
        if (!is_opening(characters[at]) && !bare) continue;
        if (auto number = scanner.read(at)) {
            at = number->end - 1;
            numbers.push_back(std::move(*number));
        }
    }
    if (numbers.empty()) {
        if (auto number = read_without_brackets(characters)) numbers.push_back(std::move(*number));
    }
    if (numbers.empty()) return result;
    result.year = std::stoi(numbers.front().year);
    std::string mended;
    std::size_t copied = 0;
    const auto copy = [&](std::size_t end) {
        for (; copied < end; ++copied) append_character(mended, characters[copied]);
    };
    for (const Reading& number : numbers) {
        copy(number.begin);
        mended += "〔" + number.year + "〕" + number.serial + "号";
        copied = number.end;
    }
    copy(characters.size());
    for (const Reading& number : numbers) {
        const auto column = static_cast<std::uint32_t>(number.begin + 1), length = static_cast<std::uint32_t>(number.end - number.begin);
        if (number.bracket) result.findings.push_back({Code::W204, 1, column, length, {text, mended}});
        if (number.slip()) result.findings.push_back({Code::W206, 1, column, length, {text, words_of_slips(number), mended}});
    }
    return result;
}

bool is_year_of(int year, Date created) {
    if (year == created.year()) return true;
    if (year == created.year() + 1) return created.month() >= 11;
    return year == created.year() - 1 && created.month() <= 3;
}

}  // namespace mulu
