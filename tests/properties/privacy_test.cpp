// SPDX-License-Identifier: Apache-2.0
// Precision and recall of the rules on personal data, on numbers made by chance: the tables of docs/privacy.md.
//
//   MULU_PRIVACY_TABLE=1 tests/privacy_test     prints them
#include <array>
#include <cstdlib>
#include <functional>
#include <iostream>

#include <gtest/gtest.h>

#include "base/date.hpp"
#include "base/text.hpp"
#include "model/personal_data.hpp"
#include "support/site_generator.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

class Numbers {
public:
    explicit Numbers(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t count) { return random_.below(count); }
    const char* one_of(std::initializer_list<const char*> list) { return *(list.begin() + below(list.size())); }
    std::string digits(std::size_t count) {
        std::string out;
        for (std::size_t i = 0; i < count; ++i) out += static_cast<char>('0' + below(10));
        return out;
    }
    std::string first_seventeen() {
        std::string day = print_date(Date{static_cast<std::int32_t>(below(33000)) - 14000});  // 1931 to 2022
        return std::string(one_of({"350423", "110105", "440524", "330102", "510104", "350403"})) + replace_all(day, "-", "") + digits(3);
    }
    /// The check character that makes the number one: tried out, so that it isn't computed by the code that is tested.
    std::string identity() {
        const std::string number = first_seventeen();
        constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        for (const char check : std::string("0123456789X")) {
            int sum = check == 'X' ? 10 : check - '0';
            for (std::size_t i = 0; i < 17; ++i) sum += weights[i] * (number[i] - '0');
            if (sum % 11 == 1) return number + check;  // GB 11643: the weighted sum, check character included, is 1 modulo 11
        }
        return number + "?";
    }
    std::string wrong_identity() {
        std::string number = identity();
        const char right = number.back();
        do number.back() = "0123456789X"[below(11)];
        while (number.back() == right);
        return number;
    }
    std::string old_identity() { const std::string number = first_seventeen(); return number.substr(0, 6) + number.substr(8, 6) + number.substr(14); }
    std::string mobile() { return std::string(one_of({"13", "14", "15", "16", "17", "18", "19"})) + digits(9); }
    std::string card(int remainder = 0) {
        std::string number = std::string(one_of({"621700", "622202", "622848", "623059", "955880"})) + digits(12);
        for (char check = '0'; check <= '9'; ++check) {
            int sum = check - '0';
            for (std::size_t i = 0; i < number.size(); ++i) {
                const int digit = number[number.size() - 1 - i] - '0';
                sum += i % 2 == 0 ? (digit * 2) / 10 + (digit * 2) % 10 : digit;
            }
            if (sum % 10 == remainder) return number + check;
        }
        return number + "?";
    }
    std::string wrong_card() { return card(static_cast<int>(1 + below(9))); }
    std::string address() {
        return std::string(one_of({"福建省清流县", "清流县", "三明市清流县", ""})) + one_of({"龙津镇", "嵩溪镇", "嵩口镇", "林畲镇", "温郊乡"}) +
               one_of({"北山村", "元山村三组", "凤翔社区长兴路", "大路口街", "翠园小区"}) + std::to_string(1 + below(200)) + one_of({"号", "号3幢402室", "栋2单元301室", "号附1号"});
    }
    static std::string wide(const std::string& number) {
        std::string out;
        for (const char c : number) {
            if (c == 'X') out += "Ｘ";
            else append_character(out, U'０' + static_cast<char32_t>(c - '0'));
        }
        return out;
    }
    static std::string grouped(const std::string& number, std::initializer_list<std::size_t> sizes, const std::string& separator) {
        std::string out;
        std::size_t at = 0;
        for (const std::size_t size : sizes) {
            out += (out.empty() ? "" : separator) + number.substr(at, size);
            at += size;
        }
        return out;
    }

private:
    Random random_;
};

/// A kind of text: made by chance, and how many things there are to find in it.
struct Kind {
    const char* name;
    std::size_t there;
    std::function<std::string(Numbers&)> make;
    bool hard = false;  ///< nobody can tell without more than the number itself: measured, and no promise
};

struct Counts {
    std::size_t texts = 0, there = 0, found = 0, right = 0;
};

/// Sentences in which numbers stand.
std::string in_sentence(Numbers& numbers, const std::string& number) {
    const std::string before = numbers.one_of({"联系人陈某英，", "", "（", "1. ", "| 陈某英 | ", "名单："});
    return before + number + numbers.one_of({"。", "，特此公示", "）", "", " | 备注 |", "\n"});
}

const std::vector<Kind>& kinds() {
    using N = Numbers&;
    static const std::vector<Kind> all = {
        {"身份证号 18 位", 1, [](N n) { return n.identity(); }},
        {"身份证号 18 位，全角", 1, [](N n) { return Numbers::wide(n.identity()); }},
        {"身份证号 18 位，空格分段", 1, [](N n) { return Numbers::grouped(n.identity(), {6, 8, 4}, " "); }},
        {"身份证号 15 位", 1, [](N n) { return n.old_identity(); }},
        {"校验位错的 18 位，前有“身份证号”", 1, [](N n) { return "身份证号：" + n.wrong_identity(); }},
        {"手机号", 1, [](N n) { return n.mobile(); }},
        {"手机号，全角", 1, [](N n) { return Numbers::wide(n.mobile()); }},
        {"手机号，3-4-4 分段", 1, [](N n) { return Numbers::grouped(n.mobile(), {3, 4, 4}, n.one_of({" ", "-", "－"})); }},
        {"手机号，带 +86", 1, [](N n) { return "+86 " + n.mobile(); }},
        {"两个手机号，顿号或空格隔开", 2, [](N n) { return n.mobile() + n.one_of({"、", " ", "/", "，"}) + n.mobile(); }},
        {"银行卡号 19 位", 1, [](N n) { return n.card(); }},
        {"银行卡号，4 位一段", 1, [](N n) { return Numbers::grouped(n.card(), {4, 4, 4, 4, 3}, " "); }},
        {"家庭住址到门牌", 1, [](N n) { return n.one_of({"家庭住址：", "住址：", "户籍地址：", "现住址为", "现住"}) + n.address(); }},
        {"判决书式“，住……”", 1, [](N n) { return "张某，男，汉族，住福建省" + n.address(); }},
        // Nothing to find
        {"校验位错的 18 位数", 0, [](N n) { return n.wrong_identity(); }},
        {"日期不存在的 18 位数", 0, [](N n) { std::string number = n.identity(); return number.replace(10, 4, n.one_of({"1301", "0230", "0431", "0000"})); }},
        {"身份证号已遮盖", 0, [](N n) { const std::string number = n.identity(); return n.below(2) == 0 ? number.substr(0, 2) + "*************" + number.substr(15) : number.substr(0, 6) + "********" + number.substr(14); }},
        {"手机号已遮盖", 0, [](N n) { const std::string number = n.mobile(); return number.substr(0, 3) + n.one_of({"****", "\\*\\*\\*\\*", "＊＊＊＊", "xxxx", "XXXX"}) + number.substr(7); }},
        {"银行卡号已遮盖", 0, [](N n) { const std::string number = n.card(); return number.substr(0, 6) + "*********" + number.substr(15); }},
        {"住址只到乡镇", 0, [](N n) { return std::string("家庭住址：清流县") + n.one_of({"龙津镇", "嵩溪镇", "温郊乡"}); }},
        {"Luhn 不符的 19 位数", 0, [](N n) { return n.wrong_card(); }},
        {"座机", 0, [](N n) { return n.one_of({"0598-", "（0598）", "0598 "}) + ("5" + n.digits(6)); }},
        {"座机加分机", 0, [](N n) { return "0598-5" + n.digits(6) + n.one_of({"转", "-", " 转 "}) + n.digits(4); }},
        {"400、800 电话", 0, [](N n) { return n.one_of({"400-", "800-"}) + n.digits(3) + "-" + n.digits(4); }},
        {"索引号", 0, [](N n) { return "QL" + n.digits(5) + "-" + n.digits(4) + "-20" + n.digits(2) + "-" + n.digits(5); }},
        {"索引号（代码/年份-序号）", 0, [](N n) { return "11350423" + n.digits(9) + "/20" + n.digits(2) + "-" + n.digits(5); }},
        {"统一社会信用代码（全数字），有标签", 0, [](N n) { return "统一社会信用代码：91350423" + n.digits(10); }},
        {"金额（元）", 0, [](N n) { return n.mobile() + n.one_of({"元", " 元", ".50 元", "万元"}); }},
        {"编号 11 位，有标签", 0, [](N n) { return n.one_of({"编号：", "项目代码", "合同号：", "备案号 ", "受理号："}) + n.mobile(); }},
        {"编号 18 位，有标签", 0, [](N n) { return n.one_of({"编号：", "项目代码：", "流水号："}) + ("20" + n.digits(16)); }},
        {"文号、年份、日期", 0, [](N n) { return "清政〔20" + n.digits(2) + "〕" + n.digits(2) + "号，20" + n.digits(2) + "-01-" + n.digits(2) + "，20" + n.digits(6); }},
        {"图片和网页地址", 0, [](N n) { return "https://www.example.gov.cn/art/" + n.mobile() + ".html"; }},
        {"图片文件名", 0, [](N n) { return "P0" + n.digits(19) + ".jpg"; }},
        {"一行统计数", 0, [](N n) { return n.digits(3) + " " + n.digits(4) + " " + n.digits(4) + " " + n.digits(4) + " " + n.digits(3); }},
        // Without a label, a number that obeys the rules by chance is one.
        {"难：没有标签的 11 位流水号，1 开头", 0, [](N n) { return "1" + n.digits(10); }, true},
        {"难：没有标签的 15 位工商注册号", 0, [](N n) { return "350423" + n.digits(9); }, true},
        {"难：没有标签的 18 位随机数", 0, [](N n) { return n.digits(18); }, true},
        {"难：没有标签的 19 位数，62 开头", 0, [](N n) { return "62" + n.digits(17); }, true},
        // And these are there, and not found.
        {"难：手机号，序号后没有空格（1.138…）", 1, [](N n) { return std::to_string(1 + n.below(99)) + "." + n.mobile(); }, true},
        {"难：手机号，2-3-3-3 分段", 1, [](N n) { return Numbers::grouped(n.mobile(), {2, 3, 3, 3}, " "); }, true},
        {"难：身份证号折成两行", 1, [](N n) { return n.identity().insert(12, "\n"); }, true},
        {"难：门牌地址，没有“住址”字样", 1, [](N n) { return n.address(); }, true},
        {"单位地址", 0, [](N n) { return n.one_of({"办公地址：", "地址：", "联系地址：", "经营地点："}) + n.address(); }},
    };
    return all;
}

Counts measure(const Kind& kind, std::size_t texts) {
    Numbers numbers(static_cast<std::uint64_t>(&kind - kinds().data()) + 1);
    Counts counts;
    for (std::size_t i = 0; i < texts; ++i) {
        const std::string text = in_sentence(numbers, kind.make(numbers));
        const std::size_t found = find_personal_data(text).size();
        ++counts.texts;
        counts.there += kind.there;
        counts.found += found;
        counts.right += std::min(found, kind.there);
    }
    return counts;
}

double percent(std::size_t part, std::size_t whole) { return whole == 0 ? 100 : 100.0 * static_cast<double>(part) / static_cast<double>(whole); }

}  // namespace

TEST(Privacy, precision_and_recall_are_what_the_documentation_says) {
    const bool print = std::getenv("MULU_PRIVACY_TABLE") != nullptr;
    constexpr std::size_t texts = 2000;
    Counts all, with_hard;
    for (const Kind& kind : kinds()) {
        const Counts counts = measure(kind, texts);
        for (Counts* sum : {&with_hard, &all}) {
            if (kind.hard && sum == &all) continue;
            sum->there += counts.there;
            sum->found += counts.found;
            sum->right += counts.right;
        }
        if (print) std::cout << "| " << kind.name << " | " << counts.texts << " | " << counts.there << " | " << counts.right << " | " << counts.found - counts.right << " |\n";
        if (kind.hard) continue;
        EXPECT_GE(percent(counts.right, counts.there), 99.0) << kind.name << ": recall";
        EXPECT_LE(percent(counts.found - counts.right, counts.texts), 1.0) << kind.name << ": false alarms";
    }
    for (const Counts& sum : {all, with_hard}) {
        if (print) std::cout << "precision " << percent(sum.right, sum.found) << " %, recall " << percent(sum.right, sum.there) << " %\n";
    }
    EXPECT_GE(percent(all.right, all.found), 99.5);
    EXPECT_GE(percent(all.right, all.there), 99.5);
}

TEST(Privacy, a_masked_text_has_nothing_left_and_is_otherwise_the_same) {
    for (const Kind& kind : kinds()) {
        Numbers numbers(7);
        for (int i = 0; i < 200; ++i) {
            const std::string text = in_sentence(numbers, kind.make(numbers)) + "\n\n" + in_sentence(numbers, kind.make(numbers));
            for (const Writing writing : {Writing::plain, Writing::markdown}) {
                std::string masked;
                std::size_t at = 0;
                for (const MaskEdit& edit : mask_personal_data(text, writing)) {
                    ASSERT_LE(at, edit.begin);
                    masked += text.substr(at, edit.begin - at) + edit.text;
                    at = edit.end;
                }
                masked += text.substr(at);
                EXPECT_TRUE(find_personal_data(masked).empty()) << text << "\n→ " << masked;
                EXPECT_TRUE(kind.there > 0 || masked == text || !find_personal_data(text).empty()) << text;
            }
        }
    }
}
