// SPDX-License-Identifier: Apache-2.0
#include "model/wording.hpp"

#include <algorithm>
#include <chrono>

#include <gtest/gtest.h>

using namespace mulu;

namespace {

std::string names(const std::vector<Finding>& findings) {
    std::string text;
    for (const Finding& finding : findings) text += (text.empty() ? "" : " ") + std::string(words_of(finding.code).name);
    return text;
}

std::string title(std::string_view text) { return names(judge_title(text)); }
std::string body(std::string_view text) { return names(judge_body(text).findings); }

/// The arguments of the only finding.
std::string said(std::string_view text) {
    const auto findings = judge_body(text).findings;
    if (findings.size() != 1) return std::to_string(findings.size()) + " findings";
    std::string joined;
    for (const Words& words : findings[0].args) joined += (joined.empty() ? "" : "|") + words.zh;
    return joined;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) result += text;
    return result;
}

}  // namespace

TEST(Title, leaves_real_ones_alone) {
    for (const char* sound : {
             "国务院办公厅政府信息与政务公开办公室关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知", "昌黎县2021年下半年食品监督抽查结果公示(2021年11月)",
             "芷江侗族自治县人民政府《关于禁止燃放烟花爆竹的通告》(征求意见稿)的反馈情况", "教育部 财政部关于做好2024年工作的通知", "关于转发省财政厅关于印发办法的通知的通知", "于都县人民政府关于于都河防洪的通告",
             "关于在建在建项目的通知", "政务公开公开栏管理办法", "城市管理管理办法（试行）", "县物业管理管理处公告", "清流县2014年1-3月财政收支情况", "2023年度泸州市中医医院单位决算", "关于上午10:30停水的公告（城区）",
             "关于出租车的的士广告的批复", "和和美美叮当叮当幼儿园办园公示", "清流县自然资源局 公告", "关于“三公”经费的公示", "收支总额1,240万元，同比增长", "为什么要公开？", "2024年 2月公示", "Ａ股、Ｂ股", "公示 2024 年第 3 批"}) {
        EXPECT_EQ(title(sound), "") << sound;
    }
}

TEST(Title, ends_without_punctuation) {
    for (const char* mark : {"。", "，", "；", "、", "：", ".", ",", ";", ":"}) EXPECT_EQ(title("关于防汛工作的通知" + std::string(mark)), "W207") << mark;
    EXPECT_EQ(title("公示《清单》"), "");
    EXPECT_EQ(judge_title("关于防汛的通知。").at(0).column, 8U);
}

TEST(Title, says_nothing_twice) {
    for (const char* doubled : {"关于关于防汛工作的通知", "关于防汛工作的通知通知", "关于防汛工作的的通知", "关于防汛工作的通知关于防汛工作的通知", "关于防汛工作的通知 关于防汛工作的通知", "清流县人民政府人民政府公告",
                               "关于印发印发办法的通知"}) {
        EXPECT_EQ(title(doubled), "W208") << doubled;
    }
    EXPECT_EQ(judge_title("关于防汛工作的的通知").at(0).column, 8U);
}

TEST(Title, has_a_length_and_one_width) {
    EXPECT_EQ(title(repeated("关于防汛抗旱", 1) + repeated("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉", 6)).find("W209") != std::string::npos, true);
    EXPECT_EQ(title("２０25年防汛工作通知"), "W210");
    EXPECT_EQ(judge_title("２０25年防汛工作通知").at(0).args.at(1).zh, "2025年防汛工作通知");
    EXPECT_EQ(title("关于印发办法（试行)的通知"), "W210");
    EXPECT_EQ(judge_title("关于印发办法（试行)的通知").at(0).args.at(1).zh, "关于印发办法（试行）的通知");
    EXPECT_EQ(title("甲，乙,丙三村公示"), "W210");
    EXPECT_EQ(title("Ａ区和B区公示"), "W210");
}

TEST(Title, has_no_stray_spaces) {
    for (const char* spaced : {"关于 防汛工作的通知", "关于防汛工作 的通知", "关于防汛工作的 通知", "关于防汛工作的通 知", "公  告", "关于印发《办法》 的通知", "《 办法》解读", "关于　做好防汛工作的通知"}) {
        EXPECT_EQ(title(spaced), "W218") << spaced;
    }
}

TEST(Summary, says_more_than_the_title) {
    const char* name = "关于防汛工作的通知";
    EXPECT_EQ(names(judge_summary("关于防汛工作的通知", name)), "W211");
    EXPECT_EQ(names(judge_summary("《关于防汛工作的通知》全文。", name)), "W211");
    EXPECT_EQ(names(judge_summary("部署汛期值守。", name)), "");
    EXPECT_EQ(names(judge_summary("关于防汛工作的通知，部署汛期值守。", name)), "");
    EXPECT_EQ(names(judge_summary(repeated("部署汛期值守。", 60), name)), "W219");
}

TEST(Body, finds_dates_that_do_not_exist) {
    EXPECT_EQ(said("请于2025年2月30日前报送。"), "2025年2月30日|这个月没有这一天");
    EXPECT_EQ(said("自2013年13月起施行。"), "2013年13月|月份只能是 1 到 12");
    EXPECT_EQ(said("2023 年 2 月 29 日"), "2023 年 2 月 29 日|这个月没有这一天");
    EXPECT_EQ(said("公示期至9月31日。"), "9月31日|这个月没有这一天");
    EXPECT_EQ(said("公示期：2013-02-30"), "2013-02-30|这个月没有这一天");
    EXPECT_EQ(said("公示期：2013-13-01"), "2013-13-01|月份只能是 1 到 12");
    EXPECT_EQ(said("公开日期:2024926"), "2024926|少了数字或“年”“月”");
    EXPECT_EQ(said("生成日期：202355"), "202355|少了数字或“年”“月”");
    EXPECT_EQ(said("截止20101231日,全乡公开信息65条"), "20101231日|少了数字或“年”“月”");
    EXPECT_EQ(said("国务院办公厅政府信息与政务公开办公室\n\n2021926\n"), "2021926|少了数字或“年”“月”");
    for (const char* sound : {"2024年2月29日", "农历2013年2月30日", "每年农历2月30日", "13月龄婴儿", "2024年18月龄以下", "工期13个月", "项目编号：2018-13-01", "GB/T 2013-13-31", "标准 Q/2013-02-30", "2018-2019-1学期",
                              "0598-5320268", "https://www.example.gov.cn/2013-02-30/a.html", "生成日期：20230505", "生成日期：202305", "生成日期：230505", "发布时间：2024", "2013年1-13月", "共2013年来30日", "2月29日",
                              "1月31日至2月28日", "12月31日", "第13条第5日", "24926元", "20241231日元"}) {
        EXPECT_EQ(body(sound), "") << sound;
    }
    const auto findings = judge_body("一\n二\n请于2025年2月30日前").findings;
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].line, 3U);
    EXPECT_EQ(findings[0].column, 3U);
    EXPECT_EQ(findings[0].length, 10U);
    EXPECT_EQ(body("```\n2025年2月30日\n```\n"), "") << "code is code";
}

TEST(Title, is_not_called_doubled_or_spaced_without_need) {
    for (const char* sound : {"清流县人民政府 关于防汛的通知", "清政〔2025〕12号 关于防汛的批复", "关于开展以招商引资为目的的外出考察活动的通知", "关于更新公告公告栏的通知", "三明市三明市场监管所公告",
                              "关于转发做好防汛工作的通知的通知"}) {
        EXPECT_EQ(title(sound), "") << sound;
    }
    for (const char* doubled : {"关于做好防汛工作的通知的通知", "2025年2025年工作要点", "清流县清流县财政局预算"}) EXPECT_EQ(title(doubled), "W208") << doubled;
    EXPECT_EQ(title("关于2月30日停水的公告"), "W212");
}

TEST(Body, reads_dates_in_more_forms) {
    for (const char* wrong : {"于2025.06.31前报名", "于2025/6/31前报名", "自20255年5月1日起", "自202年5月1日起", "自2025年月日起施行", "公示期为2025年5月20日至2025年5月10日", "6月31号前报名",
                              "清流县财政局\n二〇二五年二月三十日\n", "| 日期 |\n|---|\n| 2020-02-30 |\n"}) {
        EXPECT_EQ(body(wrong), "W212") << wrong;
    }
    for (const char* sound : {"2020-13-01地块挂牌出让", "| 宗地编号 |\n|---|\n| 2020-02-30 |\n", "志愿服务时间：20350小时", "2025年2月30日均蒸发量", "版本2025.6.31.1", "公示期为2025年5月10日至2025年5月20日",
                              "签字：2025年 月 日"}) {
        EXPECT_EQ(body(sound), "") << sound;
    }
    EXPECT_EQ(body("2025年5月20日，星期三"), "W217");
    EXPECT_EQ(body("2025.5.20（星期三）"), "W217");
    EXPECT_EQ(body("2025年4月10日周日常巡查"), "");
}

TEST(Body, misses_what_belongs_under_a_heading) {
    EXPECT_EQ(body("## 一、总体要求\n\n## 二、主要任务\n\n做好防汛。\n"), "W213");
    EXPECT_EQ(body("## 一、总体要求\n\n做好防汛。\n\n## 二、联系方式\n"), "W213");
    EXPECT_EQ(body("## 一、总体要求\n\n### （一）目标\n\n做好防汛。\n"), "");
    EXPECT_EQ(body("## 清流县\n\n## 防汛方案\n\n做好防汛。\n"), "") << "a title in two lines";
}

TEST(Summary, says_more_than_the_title_without_its_organ) {
    EXPECT_EQ(judge_summary("关于做好防汛工作的通知", "清流县人民政府关于做好防汛工作的通知").size(), 1U);
    EXPECT_EQ(judge_summary("部署防汛值守、排查和救援", "清流县人民政府关于做好防汛工作的通知").size(), 0U);
}

TEST(Body, knows_the_day_of_the_week) {
    EXPECT_EQ(said("2013年9月15日（星期六）上午"), "2013年9月15日|星期日|星期六");
    EXPECT_EQ(said("2013年9月15日周六"), "2013年9月15日|星期日|周六");
    EXPECT_EQ(said("2013-09-15 星期一"), "2013-09-15|星期日|星期一");
    for (const char* sound : {"2013年9月15日（星期日）", "2013年9月15日(周日)", "2013年9月15日星期天", "2013年9月16日（周一至周五）", "2013年9月15日（周六、周日除外）", "2013年9月15日周年庆", "2013年9月15日（周期性）"}) {
        EXPECT_EQ(body(sound), "") << sound;
    }
}

TEST(Body, counts_what_it_announces) {
    EXPECT_EQ(said("编制了手册。着力抓好以下四项工作:\n一是规范公开目录。甲。\n二是规范公开形式。\n三是规范公开程序。严格按照“提出、初审、审核、公开、反馈、整改、建档”七个程序开展工作。\n\n(三)突出重点，公开热点。\n\n1、甲\n"), "四项|3 项");
    EXPECT_EQ(said("做好以下三项工作：\n1. 值守\n2. 排查\n"), "三项|2 项");
    EXPECT_EQ(said("分为三个方面：（一）甲；（二）乙；（三）丙；（四）丁。"), "三个|4 个");
    EXPECT_EQ(said("提出以下3点意见：\n\n一、甲\n\n二、乙\n\n三、丙\n\n四、丁\n"), "3点|4 点");
    EXPECT_EQ(said("严格执行七个程序：提出、初审、审核、公开、反馈、整改。"), "七个|6 个");
    EXPECT_EQ(said("按“提出、初审、审核、公开、反馈、建档”七个程序开展"), "七个|6 个");
    EXPECT_EQ(said("本报告由概述、公开情况等三个部分组成。\n\n## 一、概述\n\n甲\n\n## 二、公开情况\n\n乙\n"), "三个部分|2 个部分");
}

TEST(Body, counts_the_points_of_a_markdown_list) {
    EXPECT_EQ(said("着力抓好以下四项工作：\n\n- 理目录。\n- 拓渠道。\n- 严程序。\n"), "四项|3 项");
    EXPECT_EQ(said("抓好三项工作：\n* 甲\n  续行\n\n  - 子\n  - 丑\n* 乙\n\n下文。\n"), "三项|2 项");
    EXPECT_EQ(said("抓好两项工作：\n\n- 甲\n- 乙\n- 丙\n\n## 下一节\n\n- 子\n"), "两项|3 项");
    for (const char* sound : {"抓好三项工作：\n\n- 甲\n- 乙\n- 丙\n", "抓好三项工作：\n\n- 甲\n\n  续段\n\n- 乙\n- 丙\n", "抓好四项工作：\n\n- 甲\n- 乙\n\n还有：\n\n- 丙\n- 丁\n", "抓好三项工作：\n\n- 甲\n- 乙\n\n此外，丙。\n",
                              "三类材料：\n\n- 甲\n- 乙\n- 丙\n- 丁\n", "抓好三项工作：\n\n- 甲\n", "抓好三项工作：\n\n---\n", "以上三项工作：\n\n- 甲\n- 乙\n"}) {
        EXPECT_EQ(body(sound), "") << sound;
    }
}

TEST(Body, is_not_counted_where_it_is_doubtful) {
    for (const char* sound : {
             "抓好四项工作：一是甲；二是乙；三是丙；四是丁。", "抓好四项工作：\n\n1. 甲\n2. 乙\n3. 丙\n4. 丁\n", "两个方面：一是甲，做到：一是子；二是丑；三是寅。二是乙。", "抓好四项工作：\n1. 甲\n1. 乙\n1. 丙\n1. 丁\n",
             "以上三项工作：1. 甲 2. 乙", "第三项工作：1. 甲\n2. 乙\n", "共3个标段：一标段、二标段、三标段。", "三类人员：行政、事业和企业人员。", "四个乡镇：甲镇、乙镇、丙镇等。", "共三批：第一批10人、第二批5人。",
             "“人、财、物”和“产、供、销”两个方面", "“五公开”、“三统一”两项要求", "提交以下三类材料：\n1. 甲\n2. 乙\n3. 丙\n4. 丁\n", "四项工作：\n1. 甲\n2. 乙\n\n最后，丙。", "抓好三项工作：一是甲；二是乙；……；最后是丙。",
             "两个问题：\n一是甲。\n二是乙。\n整改三项措施：\n一是子。\n二是丑。\n三是寅。\n", "1、两个要点：1、甲 2、乙\n2、丙\n3、丁\n", "分两个阶段：6、7月完成。", "全年办理五件实事：修路、架桥。", "全县十三个单位，分三组：一是甲；二是乙。",
             "三项内容：\n  1. 甲\n     1. 子\n     2. 丑\n  2. 乙\n  3. 丙\n", "本报告由概述等两个部分组成。\n\n一、概述\n\n一、甲\n", "四项工作：\n\n各单位要抓紧。\n"}) {
        EXPECT_EQ(body(sound), "") << sound;
    }
}

TEST(Body, counts_what_it_announces_without_a_colon_and_in_more_words) {
    EXPECT_EQ(said("今年抓好三项工作。一是值守；二是排查。\n"), "三项|2 项");
    EXPECT_EQ(said("今年抓好三项工作，一是值守；二是排查。\n"), "三项|2 项");
    EXPECT_EQ(said("抓好三项任务：①值守②排查。\n"), "三项|2 项");
    EXPECT_EQ(said("落实三举措：一是值守；二是排查。\n"), "三举措|2 举措");
    EXPECT_EQ(said("办事程序六个：提出、初审、审核、公开、反馈。\n"), "六个|5 个");
    EXPECT_EQ(said("下列四家企业：甲公司、乙公司、丙公司。\n"), "四家|3 家");
    for (const char* sound : {"抓好三项任务：①值守②排查③报告。\n", "抓好三项任务：①值守；②排查；③报告。\n", "抓好三项工作。一是值守；二是排查；三是报告。\n", "今年开展工作。一是值守；二是排查。\n", "收到申请五家：一是网上；二是信函。\n", "聘用三名：男、女。\n",
                              "有四个方面：\n\n一、甲\n\n文。\n\n二、乙\n\n文。\n\n三、丙\n\n文。\n\n四、丁\n\n文。\n\n五、下一步工作\n\n文。\n", "抓好四项工作：\n1. 甲\n2. 乙\n3. 丙\n\n另有一项由县发展改革局另行部署。\n"}) {
        EXPECT_EQ(body(sound), "") << sound;
    }
}

TEST(Body, knows_signatures_and_promised_files) {
    const BodyWording wording = judge_body("正文。\n\n太湖县人民政府\n2019年1月17日\n\n太湖县人民政府工作规则\n");
    ASSERT_EQ(wording.signed_on.size(), 1U);
    EXPECT_EQ(wording.signed_on[0].first, *make_date(2019, 1, 17));
    EXPECT_EQ(wording.signed_on[0].second.line, 4U);
    EXPECT_EQ(judge_body("甲。\n\n清流县民政局\n\n二〇一四年一月十四日\n").signed_on.at(0).first, *make_date(2014, 1, 14));
    EXPECT_EQ(judge_body("甲。\n\n清流县民政局\n\n二○一四年十二月二十一日\n").signed_on.at(0).first, *make_date(2014, 12, 21));
    EXPECT_TRUE(judge_body("2019年1月17日\n").signed_on.empty());
    EXPECT_TRUE(judge_body("施行日期如下：\n2019年1月17日\n").signed_on.empty());
    EXPECT_TRUE(judge_body("太湖县人民政府于\n2019年1月17日\n").signed_on.empty());
    EXPECT_EQ(judge_body("正文。\n\n附件下载：\n").promises_files.line, 3U);
    EXPECT_EQ(judge_body("正文。\n\n## 附件\n\n").promises_files.line, 3U);
    EXPECT_EQ(judge_body("正文。\n\n附件：甲.pdf\n").promises_files.line, 0U);
    EXPECT_EQ(judge_body("见附件\n").promises_files.line, 0U);
}

TEST(Body, is_read_in_linear_time) {
    for (const std::string_view piece : {"四项工作：一是", "四项工作：\n- 甲\n- 乙\n", "2013年", "“、”三个", "（一）", "三项：1. ", "一是二是", "9月", "部分组成", "\n四项工作：\n一是\n", "”三个", "附件：\n"}) {
        const std::string text = repeated(piece, 512 * 1024 / piece.size());
        const auto begin = std::chrono::steady_clock::now();
        judge_body(text);
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << piece;
    }
    for (const std::string_view text : {"", "\n", "。", "”", "：", "2013年", "（", "第", "一", "①", "\xE2\x91", "2013-13-"}) judge_body(text);
}
