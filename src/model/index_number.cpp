// SPDX-License-Identifier: Apache-2.0
#include "model/index_number.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace mulu {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// Digits and capitals of GB 32100-2015: those that look like others (I O S V Z) are left out.
constexpr std::string_view credit_alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

/// YYYY-NNNNN.
bool is_national_end(std::string_view text) { return text.size() == 10 && all_digits(text.substr(0, 4)) && text[4] == '-' && all_digits(text.substr(5)); }

bool is_organisation_code(std::string_view text) {
    return text.size() == 9 && std::all_of(text.begin(), text.end() - 1, [](char c) { return is_digit(c) || is_capital(c); }) && (is_digit(text[8]) || text[8] == 'X');
}

/// 18 characters of the alphabet, with a place code of digits behind the first two: nothing but a credit code looks like this.
bool is_credit_code(std::string_view text) {
    return text.size() == 18 && all_digits(text.substr(2, 6)) &&
           std::all_of(text.begin(), text.end(), [](char c) { return credit_alphabet.find(c) != std::string_view::npos; });
}

/// The index number with the characters that keyboards and conversions put in place of its own: full-width forms, other dashes, a
/// backslash, small letters; without spaces.
std::string plain_index(std::string_view index) {
    std::string plain;
    for (std::size_t at = 0; at < index.size();) {
        char32_t character = next_character(index, at);
        if (is_space(character)) continue;
        if (character >= U'！' && character <= U'～') character -= U'！' - U'!';
        if (character == U'—' || character == U'–' || character == U'‐' || character == U'‑' || character == U'−' || character == U'﹣' || character == U'―' || character == U'─' || character == U'ー' || character == U'一') character = U'-';
        if (character == U'\\') character = U'/';
        if (character >= U'a' && character <= U'z') character -= U'a' - U'A';
        append_character(plain, character);
    }
    return plain;
}

/// YY-NNNNN.
bool is_short_end(std::string_view text) { return text.size() == 8 && all_digits(text.substr(0, 2)) && text[2] == '-' && all_digits(text.substr(3)); }

/// Whether a code of places may begin with these digits: those of the provinces (GB/T 2260).
bool is_province(std::string_view text) {
    constexpr std::string_view provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82";
    return text.size() >= 2 && is_digit(text[0]) && is_digit(text[1]) && provinces.find(text.substr(0, 2)) != std::string_view::npos;
}

/// The index number with digits where letters look like them: O for 0, I and l for 1.
std::string with_digits(std::string_view index, std::size_t from) {
    std::string text(index);
    for (std::size_t at = from; at < text.size(); ++at) {
        if (text[at] == 'O' || text[at] == 'o') text[at] = '0';
        if (text[at] == 'I' || text[at] == 'l') text[at] = '1';
    }
    return text;
}

Words letters_for_digits() { return {"数字写成了字母（0 写成 O，或 1 写成 I、l）", "letters stand for digits (O for 0, or I and l for 1)"}; }

/// Whether all of it is sound: the form, and the check characters.
bool is_wholly_sound(std::string_view index) {
    if (is_national_index(index)) return organisation_check(index.substr(0, 8)) == index[8];
    return index.size() > 19 && is_credit_code(index.substr(0, 18)) && credit_check(index.substr(0, 17)) == index[17] && index[18] == '/' && is_national_end(index.substr(19));
}

/// What is wrong with an index number that has a / where the national form has it, and how it should be; nothing where it may be a form of its own.
std::optional<std::pair<Words, Words>> near_miss(std::string_view index) {
    for (const std::string_view mark : {"。", "．", "，", "；", "、", ".", ",", ";"}) {
        if (index.size() > mark.size() && index.ends_with(mark)) return {{{"末尾多了标点“" + std::string(mark) + "”", "a mark “" + std::string(mark) + "” follows it"}, std::string(index.substr(0, index.size() - mark.size()))}};
    }
    const std::size_t slash = index.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const std::string_view front = index.substr(0, slash), end = index.substr(slash + 1);
    // Letters in place of digits: in the year and the number, where there are none, or in a code that is sound without them.
    for (const std::size_t from : {slash, std::size_t{0}}) {
        const std::string digits = with_digits(index, from);
        if (digits != index && is_wholly_sound(digits)) return {{letters_for_digits(), digits}};
    }
    std::string dashed(index);
    const std::size_t other = end.find_first_of("_~.");
    if (other == 4) {
        dashed[slash + 1 + other] = '-';
        if (is_wholly_sound(dashed)) return {{{"年份与流水号之间应是连字符“-”", "a hyphen stands between the year and the number"}, dashed}};
    }
    const bool sure_code = (is_organisation_code(front) && organisation_check(front.substr(0, 8)) == front[8]) || (is_credit_code(front) && credit_check(front.substr(0, 17)) == front[17]);
    if (sure_code && is_short_end(end)) return {{{"年份应有 4 位", "the year has 4 digits"}, std::string(front) + (end[0] >= '5' ? "/19" : "/20") + std::string(end)}};
    if (!is_national_end(end)) return std::nullopt;
    // Eight or ten digits may be the code of a place and its office; what no place begins with, or what ends in X, is a code with a character lost or too many.
    if (front.size() == 8 || front.size() == 10) {
        const std::string_view body = front.substr(0, front.size() - 1);
        if (all_digits(body) && (front.back() == 'X' || (is_digit(front.back()) && !is_province(front)))) {
            return {{{"组织机构代码应有 9 位，这里是 " + std::to_string(front.size()) + " 位", "an organisation code has 9 characters, and here are " + std::to_string(front.size())}, {"9 位代码/4 位年份-5 位流水号", "CODE(9)/YEAR-NUMBER(5)"}}};
        }
    }
    if (front.size() == 17 || front.size() == 19) {
        const bool of_credit = std::all_of(front.begin(), front.end(), [](char c) { return credit_alphabet.find(c) != std::string_view::npos; }) && all_digits(front.substr(2, 6)) && is_province(front.substr(2, 2));
        if (of_credit) {
            return {{{"统一社会信用代码应有 18 位，这里是 " + std::to_string(front.size()) + " 位", "a credit code has 18 characters, and here are " + std::to_string(front.size())}, {"18 位代码/4 位年份-5 位流水号", "CODE(18)/YEAR-NUMBER(5)"}}};
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<char> organisation_check(std::string_view first_eight) {
    constexpr std::array<unsigned, 8> weights = {3, 7, 9, 10, 5, 8, 4, 2};
    if (first_eight.size() != weights.size()) return std::nullopt;
    unsigned sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const char c = first_eight[i];
        if (!is_digit(c) && !is_capital(c)) return std::nullopt;
        sum += weights[i] * static_cast<unsigned>(is_digit(c) ? c - '0' : c - 'A' + 10);
    }
    const unsigned check = 11 - sum % 11;
    return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

std::optional<char> credit_check(std::string_view first_seventeen) {
    if (first_seventeen.size() != 17) return std::nullopt;
    std::size_t sum = 0, weight = 1;
    for (const char c : first_seventeen) {
        const std::size_t value = credit_alphabet.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    return credit_alphabet[(31 - sum % 31) % 31];
}

bool is_national_index(std::string_view index) { return index.size() == 20 && is_organisation_code(index.substr(0, 9)) && index[9] == '/' && is_national_end(index.substr(10)); }

bool is_own_rule(std::string_view index_pattern) { return !index_pattern.starts_with('.'); }

std::vector<Finding> judge_index(std::string_view index, bool own_rule) {
    std::vector<Finding> findings;
    const std::size_t front = index.find_first_of("/-");
    if (is_national_index(index)) {
        const auto check = organisation_check(index.substr(0, 8));
        if (const std::string digits = with_digits(index, 0); digits != index && !is_wholly_sound(index) && is_wholly_sound(digits)) {
            findings.push_back({Code::W203, 1, 1, 20, {index, letters_for_digits(), digits}});
            return findings;
        }
        if (check && *check != index[8]) findings.push_back({Code::W201, 1, 1, 9, {index, std::string(1, *check)}});
        return findings;
    }
    if (front == 18 && is_credit_code(index.substr(0, 18))) {
        const auto check = credit_check(index.substr(0, 17));
        if (check && *check != index[17]) {
            findings.push_back({Code::W202, 1, 1, 18, {index, std::string(1, *check)}});
            return findings;
        }
        if (is_wholly_sound(index)) return findings;
    }
    if (own_rule) return findings;
    const auto length = static_cast<std::uint32_t>(count_characters(index));
    const auto say = [&](Words what, Words mended) { findings.push_back({Code::W203, 1, 1, length, {index, std::move(what), std::move(mended)}}); };
    if (auto miss = near_miss(index)) {
        say(std::move(miss->first), std::move(miss->second));
        return findings;
    }
    const std::string plain = plain_index(index);
    if (plain != index && is_national_index(plain)) {
        say({"有全角字符、小写字母、空格或别的横线", "it has full-width characters, small letters, spaces or other dashes"}, plain);
        return findings;
    }
    // The code as its certificate prints it, with the hyphen before the check character.
    const std::size_t hyphen = index.find('-');
    const std::size_t slash = index.find('/');
    if (slash != std::string_view::npos && hyphen != std::string_view::npos && hyphen + 2 == slash && hyphen >= 6 && hyphen <= 9 && is_national_end(index.substr(slash + 1)) &&
        std::all_of(index.begin(), index.begin() + static_cast<std::ptrdiff_t>(hyphen), [](char c) { return is_digit(c) || is_capital(c); })) {
        std::string joined(index.substr(0, hyphen));
        joined += index.substr(hyphen + 1);
        if (is_national_index(joined)) say({"代码里的连字符应省略", "the hyphen of the code is to be left out"}, joined);
        else say({"代码里的连字符应省略，代码应有 9 位", "the hyphen of the code is to be left out, and a code has 9 characters"}, {"9 位代码/4 位年份-5 位流水号", "CODE(9)/YEAR-NUMBER(5)"});
        return findings;
    }
    // A digit too few or too many behind a code that is surely one.
    if (slash == 9 && is_organisation_code(index.substr(0, 9)) && organisation_check(index.substr(0, 8)) == index[8]) {
        const std::string_view end = index.substr(10);
        const std::size_t dash = end.find('-');
        if (dash != std::string_view::npos && all_digits(end.substr(0, dash)) && all_digits(end.substr(dash + 1))) {
            const std::size_t year = dash, number = end.size() - dash - 1;
            if ((year == 4 && (number == 4 || number == 6)) || (year == 3 && number == 5)) {
                say({"年份应有 4 位，流水号应有 5 位", "the year has 4 digits, the number 5"}, {"代码/4 位年份-5 位流水号", "CODE/YEAR-NUMBER(5)"});
            }
        }
    }
    return findings;
}

}  // namespace mulu
