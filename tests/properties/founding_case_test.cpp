// SPDX-License-Identifier: Apache-2.0
// The founding case: 清流县2013年政府信息公开年度报告, entered as it was published (tests/cases/reports/founding-2013), and the checks
// S1–S19 of it. Each has the verdict that the report gets, and, where that is “nothing to say”, an edit that makes it say something.
#include <gtest/gtest.h>

#include "support/program.hpp"

using namespace mulu::test;

namespace {

struct Edit {
    std::string path, from, to;
};

const std::string cases = MULU_TESTS_DIR "/cases";
const std::string registered = "content/registers/2013.yml", narrative = "content/reports/2013.md";

class FoundingCase : public testing::Test {
protected:
    /// What `check` says of the report after `edits`; every one of them must find its place.
    static std::string check(const std::vector<Edit>& edits = {}, const std::string& now = "2026-01-31") {
        TempFolder folder;
        const Answer answer = run({{MULU_PROGRAM, "check", "--root", site(folder, edits), "--now", now, "--lang", "en"}, {}, {}});
        EXPECT_EQ(answer.status, 0) << answer.error;
        return answer.error;
    }
    /// What `audit` says was late in the spring of 2014.
    static std::string audit(const std::vector<Edit>& edits = {}) {
        TempFolder folder;
        return run({{MULU_PROGRAM, "audit", "--root", site(folder, edits), "--now", "2014-05-31", "--lang", "en"}, {}, {}}).output;
    }
    /// A file of the built site.
    static std::string build(const std::string& file, const std::vector<Edit>& edits = {}) {
        TempFolder folder;
        const std::string output = folder / "output";
        const Answer answer = run({{MULU_PROGRAM, "build", "--root", site(folder, edits), "--output", output, "--now", "2026-01-31"}, {}, {}});
        EXPECT_EQ(answer.status, 0) << answer.error;
        return read_file(output + "/" + file);
    }
    static bool says(const std::string& text, const std::string& code, const std::string& words) {
        for (std::size_t at = text.find("[" + code + "]"); at != std::string::npos; at = text.find("[" + code + "]", at + 1)) {
            const std::size_t end = text.find("\n\n", at);
            if (text.substr(at, end - at).find(words) != std::string::npos) return true;
        }
        return false;
    }

private:
    static std::string site(const TempFolder& folder, const std::vector<Edit>& edits) {
        const std::string root = folder / "site";
        for (const char* part : {"content", "layouts", "assets"}) copy_tree(cases + "/base/" + part, root + "/" + part);
        std::filesystem::remove_all(root + "/content/items");
        copy_tree(cases + "/reports/founding-2013/content", root + "/content");
        for (const Edit& edit : edits) {
            if (edit.from.empty()) {
                write_file(root + "/" + edit.path, edit.to);
                continue;
            }
            std::string text = read_file(root + "/" + edit.path);
            const std::size_t at = text.find(edit.from);
            EXPECT_NE(at, std::string::npos) << edit.path << " has no " << edit.from;
            if (at != std::string::npos) text.replace(at, edit.from.size(), edit.to);
            write_file(root + "/" + edit.path, text);
        }
        return root;
    }
};

}  // namespace

TEST_F(FoundingCase, S1_governments_and_departments_are_the_website_s_number) {
    EXPECT_FALSE(says(check(), "W812", "A5"));
    EXPECT_TRUE(says(check({{registered, "政府: 510", "政府: 511"}}), "W812", "left 1349, right 1348, difference 1"));
    EXPECT_TRUE(says(check({{narrative, "各级政府510条", "各级政府511条"}}), "W623", "511 + 838 = 1349"));
}

TEST_F(FoundingCase, S2_ten_categories_are_the_website_s_number) {
    EXPECT_FALSE(says(check(), "W812", "A8"));
    EXPECT_TRUE(says(check({{registered, "jigou: 329", "jigou: 330"}}), "W812", "left 1349, right 1348, difference 1"));
}

TEST_F(FoundingCase, S3_only_the_share_of_plans_is_wrong) {
    const std::string said = check();
    EXPECT_TRUE(says(said, "W620", "规划计划类信息 is 6% where 89 / 1348 makes 6.6%")) << said;
    EXPECT_EQ(said.find(" makes "), said.rfind(" makes ")) << "the nine others are right\n" << said;
    EXPECT_TRUE(says(said, "W620", "content/reports/2013.md:26:"));
    EXPECT_FALSE(says(check({{narrative, "占6%", "占7%"}}), "W620", " makes ")) << "7% at no decimals is right as well";
}

TEST_F(FoundingCase, S4_printed_shares_do_not_add_up_and_corrected_ones_do_within_rounding) {
    EXPECT_TRUE(says(check(), "W625", "99.34"));
    EXPECT_FALSE(says(check({{narrative, "占6%", "占6.6%"}}), "W625", ""));
}

TEST_F(FoundingCase, S5_decimals_are_mixed) {
    EXPECT_TRUE(says(check(), "W624", "6% has 0"));
    EXPECT_FALSE(says(check({{narrative, "占6%", "占6.6%"}, {narrative, "1.48%", "1.5%"}, {narrative, "15.65%", "15.7%"}, {narrative, "8.01%", "8.0%"}}), "W624", ""));
}

TEST_F(FoundingCase, S6_the_text_calls_the_website_s_number_the_total) {
    const std::string said = check();
    EXPECT_TRUE(says(said, "W620", "“主动公开政府信息” is 1348条 in the text, “Documents disclosed” is 2240")) << said;
    EXPECT_TRUE(says(said, "W620", "1348 is “")) << "and says what 1348 is";
    EXPECT_TRUE(says(said, "W620", "content/reports/2013.md:20:"));
    EXPECT_FALSE(says(check({{narrative, "全县主动公开政府信息1348条", "全县主动公开政府信息2240条，通过政府网站公开信息1348条"}}), "W620", "主动公开政府信息"));
}

TEST_F(FoundingCase, S7_parts_are_at_most_the_whole_and_the_rest_has_no_row) {
    const std::string said = check();
    EXPECT_FALSE(says(said, "W812", "A1 "));
    EXPECT_FALSE(says(said, "W812", "A2 "));
    EXPECT_TRUE(says(said, "W812", "left 2240, right 1348, difference 892"));
    EXPECT_TRUE(says(said, "W812", "left 7670, right 5791, difference 1879"));
    EXPECT_FALSE(says(check({{registered, "cumulative: {documents: 7670, website: 5791, gazette: 0}", "cumulative: {documents: 7670, website: 5791, gazette: 1879}"}}), "W812", "left 7670, right"));
    EXPECT_TRUE(says(check({{registered, "website: 1348", "website: 2241"}}), "W812", "A1 "));
    EXPECT_TRUE(says(check({{registered, "website: 5791", "website: 7671"}}), "W812", "left 7671, right 7670, difference 1"));
}

TEST_F(FoundingCase, S8_a_year_is_at_most_the_cumulative_number) {
    EXPECT_FALSE(says(check(), "W812", "A6"));
    EXPECT_TRUE(says(check({{registered, "cumulative: {documents: 7670", "cumulative: {documents: 2239"}}), "W812", "left 2240, right 2239, difference 1"));
}

TEST_F(FoundingCase, S9_the_cumulative_number_is_last_year_s_and_this_year_s) {
    EXPECT_FALSE(says(check(), "W621", ""));
    EXPECT_TRUE(says(check({{registered, "opening: {documents: 5430", "opening: {documents: 5431"}}), "W621", "written 7670, expected 7671, difference 1"));
    // The report of 2012, were it there.
    const std::string before = "declared:\n  - {historic: yes, documents: 100, website: 90, gazette: 0}\ncumulative: {documents: 5430, website: 4443, gazette: 0}\n";
    EXPECT_FALSE(says(check({{"content/registers/2012.yml", "", before}}), "W621", ""));
    std::string other = before;
    other.replace(other.find("4443"), 4, "4444");
    EXPECT_TRUE(says(check({{"content/registers/2012.yml", "", other}}), "W621", "written 5791, expected 5792, difference 1"));
}

TEST_F(FoundingCase, S10_the_boards_materials_do_not_explain_the_rest) {
    EXPECT_TRUE(says(check(), "W812", "left 892, right 206, difference 686"));
    EXPECT_FALSE(says(check({{registered, "materials: 206", "materials: 892"}, {narrative, "206份", "892份"}}), "W812", "A12"));
}

TEST_F(FoundingCase, S11_without_requests_there_are_no_answers_reviews_and_suits) {
    const std::string said = check();
    EXPECT_FALSE(says(said, "W812", "A4"));
    EXPECT_FALSE(says(said, "W812", "A7"));
    EXPECT_TRUE(says(check({{registered, "granted: 0", "granted: 1"}}), "W812", "A4"));
    const std::string reviewed = check({{registered, "reviews: {maintain: 0", "reviews: {maintain: 1"}});
    EXPECT_TRUE(says(reviewed, "W812", "A7"));
    EXPECT_TRUE(says(reviewed, "W620", "没有发生因政府信息公开申请行政复议")) << reviewed;
}

TEST_F(FoundingCase, S12_enquiries_are_added_up) {
    EXPECT_NE(build("reports/2013.html", {{narrative, "现场接待1233人次", "现场接待1233人次，合计{{consultations.total}}人次"}}).find("合计2968人次"), std::string::npos);
    EXPECT_FALSE(says(check(), "W620", "咨询"));
    EXPECT_TRUE(says(check({{narrative, "网上咨询615人次", "网上咨询651人次"}}), "W620", "“网上咨询” is 651人次"));
}

TEST_F(FoundingCase, S13_seven_parts_are_announced_and_listed) {
    EXPECT_FALSE(says(check(), "W214", "7 are announced"));
    EXPECT_TRUE(says(check({{narrative, "附表七个部分组成", "附表八个部分组成"}}), "W214", "8 are announced here, and 7 follow"));
    EXPECT_TRUE(says(check({{narrative, "## 七、需要说明的事项与附表", "需要说明的事项"}}), "W214", "7 are announced here, and 6 follow"));
}

TEST_F(FoundingCase, S14_seven_steps_are_announced_and_listed) {
    EXPECT_FALSE(says(check(), "W214", "7 are announced"));
    EXPECT_TRUE(says(check({{narrative, "”七个程序", "”八个程序"}}), "W214", "8 are announced here, and 7 follow"));
    EXPECT_TRUE(says(check({{narrative, "反馈、整改、建档”", "反馈、整改”"}}), "W214", "7 are announced here, and 6 follow"));
}

TEST_F(FoundingCase, S15_four_things_are_announced_and_three_follow) {
    EXPECT_TRUE(says(check(), "W214", "四项"));
    EXPECT_FALSE(says(check({{narrative, "四项工作", "三项工作"}}), "W214", ""));
}

TEST_F(FoundingCase, S16_it_was_published_in_time) {
    // 条例 (2007) art. 31: by 31 March.
    EXPECT_NE(build("reports.html").find("2014-01-14"), std::string::npos);
    const Edit april{narrative, "published: 2014-01-14 10:42", "published: 2014-04-01 10:42"};
    EXPECT_EQ(audit().find("2013"), std::string::npos) << audit();
    EXPECT_NE(audit({april}).find("2014-04-01"), std::string::npos) << audit({april});
    EXPECT_EQ(audit({{narrative, "published: 2014-01-14 10:42", "published: 2014-03-31 23:59"}}).find("2014-03-31 "), std::string::npos);
}

TEST_F(FoundingCase, S17_as_many_units_are_named_twice) {
    EXPECT_FALSE(says(check(), "W620", "个"));
    EXPECT_TRUE(says(check({{narrative, "全县33个部门参加", "全县34个部门参加"}}), "W620", "is 34个 in the text"));
    EXPECT_TRUE(says(check({{narrative, "33个上栏重点单位", "32个上栏重点单位"}}), "W620", "is 32个 in the text"));
}

TEST_F(FoundingCase, S18_the_fifteenth_of_every_odd_month_is_six_times_a_year) {
    // Of the six days of 2013 the one in September is a Sunday.
    for (const char* month : {"01", "03", "05", "07", "09", "11"}) {
        const std::string day = std::string("2013-") + month + "-15";
        const std::string said = check({{narrative, "published: 2014-01-14 10:42", "published: 2013-01-01 10:42"}}, std::string("2013-") + month + "-12");
        EXPECT_EQ(says(said, "W904", day), std::string(month) == "09") << said;
    }
    for (const char* month : {"02", "12"}) EXPECT_FALSE(says(check({}, std::string("2014-") + month + "-12"), "W904", "2014-")) << "no board day is near";
    EXPECT_FALSE(says(check(), "W620", "206"));
    EXPECT_TRUE(says(check({{narrative, "公开材料206份", "公开材料207份"}}), "W620", "207份"));
}

TEST_F(FoundingCase, S19_it_is_signed_on_the_day_of_its_publication) {
    EXPECT_FALSE(says(check(), "W212", ""));
    EXPECT_NE(build("reports/2013.html").find("2014年1月14日"), std::string::npos);
    EXPECT_TRUE(says(check({{narrative, "\n2014年1月14日", "\n2014年1月15日"}}), "W212", "it is signed after its publication on 2014-01-14"));
}

TEST_F(FoundingCase, is_built_and_its_contradictions_are_printed_as_notes) {
    const std::string page = build("reports/2013.html");
    for (const char* note : {"规划计划类信息占 6%", "2240", "差额在表中没有对应的行"}) EXPECT_NE(page.find(note), std::string::npos) << note;
}
