// SPDX-License-Identifier: Apache-2.0
#include "model/personal_data.hpp"

#include <gtest/gtest.h>

using namespace mulu;

namespace {

/// What is found, as "i:TEXT" (identity), "m:", "c:", "a:", joined by spaces.
std::string found_in(std::string_view text) {
    std::string found;
    for (const PersonalDatum& datum : find_personal_data(text)) {
        found += (found.empty() ? "" : "; ") + std::string(1, "imca"[static_cast<int>(datum.kind)]) + ":" + std::string(text.substr(datum.begin, datum.end - datum.begin));
    }
    return found;
}

std::string masked(std::string_view text, Writing writing = Writing::plain) {
    std::string out;
    std::size_t at = 0;
    for (const MaskEdit& edit : mask_personal_data(text, writing)) {
        out += text.substr(at, edit.begin - at);
        out += edit.text;
        at = edit.end;
    }
    return out + std::string(text.substr(at));
}

}  // namespace

TEST(Personal, numbers_obey_their_standards) {
    EXPECT_TRUE(is_identity_number("11010519491231002X")) << "the example of GB 11643";
    EXPECT_TRUE(is_identity_number("11010519491231002x"));
    EXPECT_TRUE(is_identity_number("440524188001010014")) << "the other example of GB 11643";
    EXPECT_FALSE(is_identity_number("110105194912310021")) << "check character";
    EXPECT_FALSE(is_identity_number("110105194902310029")) << "31 February";
    EXPECT_FALSE(is_identity_number("990105194912310020")) << "no such province";
    EXPECT_TRUE(is_old_identity_number("350423680229123")) << "1968 was a leap year";
    EXPECT_FALSE(is_old_identity_number("350423670229123"));
    EXPECT_FALSE(is_old_identity_number("350400680228123")) << "no county";
    EXPECT_TRUE(is_bank_card("6222021234567890128"));
    EXPECT_FALSE(is_bank_card("6222021234567890127"));
    EXPECT_TRUE(is_bank_card("4111111111111111"));
    EXPECT_FALSE(is_bank_card("1111111111111117")) << "no issuer";
}

TEST(Personal, plain_numbers_are_found) {
    EXPECT_EQ(found_in("身份证号：11010519491231002X。"), "i:11010519491231002X");
    EXPECT_EQ(found_in("张三11010519491231002X男"), "i:11010519491231002X");
    EXPECT_EQ(found_in("350423680229123"), "i:350423680229123");
    EXPECT_EQ(found_in("联系电话：13812345678，王某"), "m:13812345678");
    EXPECT_EQ(found_in("13812345678、13912345678/15012345678"), "m:13812345678; m:13912345678; m:15012345678");
    EXPECT_EQ(found_in("卡号6222021234567890128"), "c:6222021234567890128");
    EXPECT_EQ(found_in("TEL13812345678"), "m:13812345678");
    EXPECT_EQ(found_in("13812345678@139.com"), "m:13812345678");
    EXPECT_EQ(found_in("0598-3622222/13812345678"), "m:13812345678");
    EXPECT_EQ(found_in("13812345678."), "m:13812345678");
    EXPECT_EQ(found_in("**13812345678**"), "m:13812345678");
    EXPECT_EQ(found_in("1. 13812345678\n2. 11010519491231002X"), "m:13812345678; i:11010519491231002X");
    EXPECT_EQ(found_in("[13812345678](tel:13812345678)"), "m:13812345678; m:13812345678");
}

TEST(Personal, full_width_and_grouped_numbers_are_found) {
    EXPECT_EQ(found_in("手机１３８１２３４５６７８"), "m:１３８１２３４５６７８");
    EXPECT_EQ(found_in("１１０１０５１９４９１２３１００２Ｘ"), "i:１１０１０５１９４９１２３１００２Ｘ");
    EXPECT_EQ(found_in("138 1234 5678"), "m:138 1234 5678");
    EXPECT_EQ(found_in("138-1234-5678"), "m:138-1234-5678");
    EXPECT_EQ(found_in("138－1234－5678"), "m:138－1234－5678");
    EXPECT_EQ(found_in("138-1234-5678 139-1234-5678"), "m:138-1234-5678; m:139-1234-5678");
    EXPECT_EQ(found_in("+86 13812345678"), "m:13812345678");
    EXPECT_EQ(found_in("+86-138-1234-5678"), "m:138-1234-5678");
    EXPECT_EQ(found_in("+8613812345678"), "m:8613812345678");
    EXPECT_EQ(found_in("手机：013812345678"), "m:013812345678");
    EXPECT_EQ(found_in("110105 19491231 002X"), "i:110105 19491231 002X");
    EXPECT_EQ(found_in("6222 0212 3456 7890 128"), "c:6222 0212 3456 7890 128");
    EXPECT_EQ(found_in("138\xE2\x80\x8B" "12345678"), "m:138\xE2\x80\x8B" "12345678") << "a space of no width, as pasted from a web page";
    EXPECT_EQ(found_in("138**1234**5678"), "m:138**1234**5678") << "bold in the middle of it";
}

TEST(Personal, what_only_looks_alike_is_left) {
    for (const char* text :
         {"0598-3622222", "05983622222", "4001234567", "400-123-4567", "800-810-1234", "电话：0598-3622222转8001", "QL00100-0210-2013-00087", "11341703003249434/202401-00012",
          "统一社会信用代码：91350423MA2XN1234A", "投资13812345678元", "13812345678.25", "1.3812345678", "13,812,345,678", "编号：13812345678", "项目代码13812345678", "A13812345678",
          "13812345678A", "t13812345678_1", "https://example.gov.cn/13812345678.html", "https://example.gov.cn/a?id=13812345678", "12812345678", "113812345678", "138123456789", "1381234567",
          "2019-13812345678-1", "350423201901011", "20190101123456789", "6222021234567890127", "123 456 789 012 345", "2023 2024 2025 2026 2027", "110105194912310021", "¥13812345678",
          "面积13812345678平方米", "注册号：350423100112345", "￥ 6222021234567890128", "流水号 4111111111111111"}) {
        EXPECT_EQ(found_in(text), "") << text;
    }
}

TEST(Personal, masked_numbers_pass) {
    for (const char* text : {"138****1234", "138＊＊＊＊1234", "138xxxx1234", "138XXXX1234", "138某某某某1234", "138\\*\\*\\*\\*1234", "35*************123", "350423********1234", "350423****0101****",
                             "35042319900101****", "130123199001****", "13012319900*******", "130***********1234", "6222****7893", "***************7893", "6222 **** **** 7893", "138 **** 5678",
                             "1301**19900101123", "住址：清流县龙津镇**村*号", "住址：清流县龙津镇", "住址：龙津镇凤翔社区", "家庭住址：清流县龙津镇XX路XX号"}) {
        EXPECT_EQ(found_in(text), "") << text;
    }
}

TEST(Personal, an_identity_number_is_known_by_its_label_though_a_digit_is_wrong) {
    EXPECT_EQ(found_in("身份证号码：110105194912310021"), "i:110105194912310021");
    EXPECT_EQ(found_in("（身份证110105194912310021）"), "i:110105194912310021");
    EXPECT_EQ(found_in("证件号码 350423670229123"), "i:350423670229123");
    EXPECT_EQ(found_in("110105194912310021"), "");
    EXPECT_EQ(found_in("身份证复印件（统一社会信用代码：110105194912310021）"), "");
}

TEST(Personal, tables_say_over_a_column_what_is_in_it) {
    const std::string rows = "| 姓名 | 编号 | 手机 |\n|---|---|---|\n| 张三 | 13812345678 | 13912345678 |\n| 李四 | 13812345679 | 13912345679 |\n";
    EXPECT_EQ(found_in(rows), "m:13912345678; m:13912345679");
    EXPECT_EQ(found_in("| 身份证号 | 110105194912310021 |\n"), "i:110105194912310021");
    EXPECT_EQ(found_in("| 姓名 | 身份证号 |\n|---|---|\n| 张三 | 110105194912310021 |\n| 张三 | 1101051949123100211 |\n"), "i:110105194912310021");
    EXPECT_EQ(found_in("| 138 | 1234 | 5678 |\n"), "") << "cells don't join";
}

TEST(Personal, home_addresses_below_the_town_are_found) {
    EXPECT_EQ(found_in("家庭住址：福建省清流县龙津镇北山村12号，电话"), "a:福建省清流县龙津镇北山村12号");
    EXPECT_EQ(found_in("住址为清流县龙津镇凤翔社区长兴路8号3幢402室。"), "a:清流县龙津镇凤翔社区长兴路8号3幢402室");
    EXPECT_EQ(found_in("户籍地址：清流县北山路８８号"), "a:清流县北山路８８号");
    EXPECT_EQ(found_in("张某，男，汉族，住福建省清流县嵩溪镇元山村三组。"), "a:福建省清流县嵩溪镇元山村三组");
    EXPECT_EQ(found_in("陈某，女，1980年1月1日出生，住所地清流县龙津镇大路口街6号"), "a:清流县龙津镇大路口街6号");
    EXPECT_EQ(found_in("| 姓名 | 家庭住址 |\n|---|---|\n| 张三 | 龙津镇北山村12号 |\n| 李四 | 龙津镇 |\n"), "a:龙津镇北山村12号");
    EXPECT_EQ(found_in("| 现住址 | 龙津镇北山村12号 |\n"), "a:龙津镇北山村12号");
    EXPECT_EQ(masked("家庭住址：福建省清流县龙津镇北山村12号，电话"), "家庭住址：福建省清流县龙津镇，电话");
    EXPECT_EQ(masked("户籍地址：清流县北山路88号"), "户籍地址：清流县");
    EXPECT_EQ(masked("住址：清流县龙津街道凤翔社区3号"), "住址：清流县龙津街道");
}

TEST(Personal, addresses_of_offices_and_words_about_addresses_are_left) {
    for (const char* text : {"办公地址：清流县龙津镇北山路88号", "地址：清流县龙津镇北山路88号", "联系地址：福建省清流县龙津镇长兴路8号", "住所：清流县龙津镇工业园12号（福建某某有限公司）", "公司住所地清流县龙津镇长兴路8号",
                             "户籍所在地派出所", "户籍、婚姻、不动产", "住址到乡镇（街道）、社区为止", "申请人户籍地址发生变化的，应当在30日内报告", "居住地址变更", "现住房面积不足15平方米", "，住房困难家庭3户",
                             "家庭住址未作去标识化处理", "经营地点：龙津镇北山路88号", "凭户籍所在地村委会出具的2号证明"}) {
        EXPECT_EQ(found_in(text), "") << text;
    }
}

TEST(Personal, masking_leaves_nothing_to_find) {
    EXPECT_EQ(masked("电话138 1234 5678"), "电话138****5678");
    EXPECT_EQ(masked("电话13812345678", Writing::markdown), "电话138\\*\\*\\*\\*5678");
    EXPECT_EQ(masked("11010519491231002X"), "11*************02X");
    EXPECT_EQ(masked("350423680229123"), "35**********123");
    EXPECT_EQ(masked("6222021234567890128"), "***************0128");
    for (const Writing writing : {Writing::plain, Writing::markdown}) {
        for (const char* text : {"13812345678 13912345678", "身份证11010519491231002X家庭住址：清流县龙津镇北山村12号3室，住龙津镇1号", "6222 0212 3456 7890 128"}) {
            const std::string once = masked(text, writing);
            EXPECT_NE(once, text);
            EXPECT_EQ(masked(once, writing), once);
        }
    }
}

TEST(Personal, accounts_of_offices_are_no_cards) {
    EXPECT_EQ(found_in("开户名：测试县财政局　账号：6222021234567890128"), "");
    EXPECT_EQ(found_in("开户名：测试县财政局\n开户行：某银行\n账号：6222021234567890128"), "");
    EXPECT_EQ(found_in("| 户名 | 账号 |\n|---|---|\n| 测试县财政局 | 6222021234567890128 |\n"), "");
    EXPECT_EQ(found_in("户名：张三　账号：6222021234567890128"), "c:6222021234567890128");
    EXPECT_EQ(found_in("| 户名 | 账号 |\n|---|---|\n| 张三 | 6222021234567890128 |\n"), "c:6222021234567890128");
    EXPECT_EQ(found_in("开户行：招商银行福州分行，账号：351008780312452"), "");
    EXPECT_EQ(found_in("银行卡号：6222021234567890127"), "c:6222021234567890127") << "a wrong digit";
}

TEST(Personal, numbers_of_examinations_and_sums_are_left) {
    for (const char* header : {"报名序号", "考号", "准考证号", "2024年决算数"}) {
        EXPECT_EQ(found_in("| 姓名 | " + std::string(header) + " |\n|---|---|\n| 张三 | 13504230012 |\n"), "") << header;
    }
}

TEST(Personal, a_valid_identity_number_counts_behind_other_labels_too) {
    for (const char* label : {"证件编号：", "医保编号：", "ID ", "学籍号：G"}) EXPECT_EQ(found_in(label + std::string("11010519491231002X")), "i:11010519491231002X") << label;
    EXPECT_EQ(found_in("残疾证号：11010519491231002944"), "") << "not valid";
    EXPECT_EQ(found_in("残疾证号：44052418800101001444"), "i:44052418800101001444");
    EXPECT_EQ(found_in("身份证号码：1101051949123100211"), "i:1101051949123100211") << "a digit too many";
    EXPECT_EQ(found_in("身份证号码：11010519491231002"), "i:11010519491231002") << "a digit too few";
    for (const char* label : {"注册号：", "金额：", "账号：", "流水号："}) EXPECT_EQ(found_in(label + std::string("440524188001010014")), "") << label;
}

TEST(Personal, more_groupings_of_mobile_numbers_are_found) {
    EXPECT_EQ(found_in("电话(138)12345678"), "m:(138)12345678");
    EXPECT_EQ(found_in("138·1234·5678"), "m:138·1234·5678");
    EXPECT_EQ(found_in("电话：138 12 34 56 78"), "m:138 12 34 56 78");
    EXPECT_EQ(found_in("138 12 34 56 78"), "") << "a row of figures";
}

TEST(Personal, addresses_are_of_people_or_of_offices_by_what_stands_beside) {
    EXPECT_EQ(found_in("户主张三，地址：清流县龙津镇北山村3幢501室"), "a:清流县龙津镇北山村3幢501室");
    EXPECT_EQ(found_in("张某，男，通讯地址：清流县龙津镇北山村12号"), "a:清流县龙津镇北山村12号");
    EXPECT_EQ(found_in("| 姓名 | 地址 |\n|---|---|\n| 张三 | 龙津镇北山村12号 |\n"), "a:龙津镇北山村12号");
    EXPECT_EQ(found_in("张某家住清流县龙津镇北山村12号。"), "a:清流县龙津镇北山村12号");
    for (const char* text : {"一家五口，住进了嵩溪镇幸福小区3号楼", "单位住址：龙津镇北山路12号3楼", "| 养老机构 | 住址 |\n|---|---|\n| 敬老院 | 龙津镇北山路12号 |\n", "法定代表人：王某，性别：男，住所：龙津镇北山路18号"}) {
        EXPECT_EQ(found_in(text), "") << text;
    }
}

TEST(Personal, masking_escapes_nothing_in_code_and_leaves_no_dead_link) {
    EXPECT_EQ(masked("`13812345678` 13812345678", Writing::markdown), "`138****5678` 138\\*\\*\\*\\*5678");
    EXPECT_EQ(masked("```\n13812345678\n```\n", Writing::markdown), "```\n138****5678\n```\n");
    EXPECT_EQ(masked("[电话](tel:13812345678)", Writing::markdown), "电话");
    EXPECT_EQ(masked("[13812345678](tel:13812345678)。", Writing::markdown), "138\\*\\*\\*\\*5678。");
}

TEST(Personal, at_most_so_many_of_a_kind_are_told) {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "13812345678\n";
    EXPECT_EQ(find_personal_data(text, 7).size(), 7U);
    EXPECT_EQ(find_personal_data(text).size(), 100U);
}

TEST(Personal, time_grows_with_the_text_alone) {
    // Each of these takes seconds or more where anything is looked at again and again.
    std::string digits(2'000'000, '1'), groups, cells, labels, header = "|";
    while (groups.size() < 1'000'000) groups += "138 1234 5678 ";
    while (cells.size() < 1'000'000) cells += "| 住址 | 13812345678 | 龙津镇1号 |\n";
    while (labels.size() < 1'000'000) labels += "住址，住，住现住";
    for (int i = 0; i < 5000; ++i) header += " 住址 |";
    for (int i = 0; i < 5000; ++i) header += "\n| 13812345678 |";
    for (const std::string& text : {digits, groups, cells, labels, header}) find_personal_data(text);
}

TEST(Personal, numbers_in_small_pieces_are_found_wherever_they_stand) {
    // A text is looked through in strides; where they fall must not matter.
    for (std::size_t lead = 0; lead < 6; ++lead) {
        const std::string before(lead, '\n');
        EXPECT_EQ(found_in(before + "13\\60\\21\\60\\77\\2"), "m:13\\60\\21\\60\\77\\2") << lead;
        EXPECT_EQ(found_in(before + "1\u200B3\u200B8\u200B1\u200B2\u200B3\u200B4\u200B5\u200B6\u200B7\u200B8").substr(0, 2), "m:") << lead;
    }
}
