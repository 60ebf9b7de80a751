// SPDX-License-Identifier: Apache-2.0
#include "intake/settings_reader.hpp"

#include <gtest/gtest.h>

#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

const std::string required = "name: 目录\norgan: 县政府\nbase_url: https://www.example.gov.cn/xxgk/\ntime_zone: Asia/Shanghai\nlanguage: zh-CN\n";

Settings read(const std::string& text, std::string& codes) {
    Diagnostics diagnostics;
    Settings settings = read_settings(yaml_of(text), diagnostics);
    codes = codes_of(diagnostics);
    return settings;
}

}  // namespace

TEST(SettingsReader, has_defaults_for_all_that_is_not_required) {
    std::string codes;
    const Settings settings = read(required, codes);
    EXPECT_EQ(codes, "");
    EXPECT_EQ(settings.per_page, 20U);
    EXPECT_EQ(settings.feed_items, 50U);
    EXPECT_TRUE(settings.review_required);
    EXPECT_TRUE(settings.workflow.empty());
    EXPECT_TRUE(settings.qr);
    EXPECT_TRUE(settings.search_body);
    EXPECT_EQ(settings.share_decimals, 1U);
    EXPECT_EQ(settings.attachment_max_mb, 50U);
    EXPECT_EQ(settings.index_pattern, ".{1,64}");
    EXPECT_TRUE(settings.board_months.empty());
}

TEST(SettingsReader, reads_every_key) {
    std::string codes;
    const Settings settings = read(required +
                                       "operator: 办公室\nsite_id_code: \"3504\"\nicp: 闽ICP备1号\npolice: 闽公网安备\nparty_badge: https://a.example/\nreport_fault: https://b.example/\n"
                                       "contact: {office: 办, phone: 0598, email: a@b, address: 街, hours: 日}\nindex_pattern: '[A-Z]{2}'\ngenres: [通知, 公告]\n"
                                       "fields: [{key: x-a, name: 甲, type: text}]\nper_page: 2\nfeed_items: 7\nworkflow: [提出, screened]\nreview: 可选\ndeadline: {working_days: 15}\n"
                                       "attachments: {types: [PDF], max_mb: 3}\nsearch: {body: 否}\nqr: no\npersonal_data: warning\nshare_decimals: 2\nchecks: {W801: off, W802: 错误}\n"
                                       "boards: {months: [9, 1, 1], day: 15}\n",
                                   codes);
    EXPECT_EQ(codes, "");
    EXPECT_EQ(settings.operator_name, "办公室");
    EXPECT_EQ(settings.contact_phone, "0598");
    EXPECT_EQ(settings.genres.size(), 2U);
    EXPECT_EQ(settings.fields.at(0).key, "x-a");
    EXPECT_EQ(settings.workflow, (std::vector<std::string>{"proposed", "screened"}));
    EXPECT_FALSE(settings.review_required);
    EXPECT_EQ(settings.deadline_working_days, 15U);
    EXPECT_EQ(settings.attachment_types, std::vector<std::string>{"pdf"});
    EXPECT_EQ(settings.attachment_max_mb, 3U);
    EXPECT_FALSE(settings.search_body);
    EXPECT_FALSE(settings.qr);
    EXPECT_FALSE(settings.personal_data_held);
    EXPECT_EQ(settings.share_decimals, 2U);
    EXPECT_EQ(settings.levels.of(Code::W801), Level::off);
    EXPECT_EQ(settings.levels.of(Code::W802), Level::error);
    EXPECT_EQ(settings.board_months, (std::vector<unsigned>{1, 9})) << "sorted, each once";
}

TEST(SettingsReader, refuses_what_would_be_dangerous) {
    for (const auto& [line, code] : Tree{{"per_page: 1", "E106"}, {"per_page: 501", "E106"}, {"boards: {months: [0], day: 15}", "E106"}, {"boards: {months: [1], day: 31}", "E106"},
                                         {"checks: {H703: off}", "E114"}, {"checks: {W801: 关}", "E114"}, {"checks: [W801]", "E017"}, {"party_badge: javascript:alert(1)", "E110"},
                                         {"index_pattern: '('", "E111"}, {"fields: [{key: y, name: 甲}]", "E112"}, {"colour: red", "E101"}}) {
        std::string codes;
        read(required + line + "\n", codes);
        EXPECT_EQ(codes.substr(0, 4), code) << line << "\n" << codes;
    }
}

TEST(SettingsReader, takes_only_absolute_base_urls_that_end_in_a_slash) {
    for (const char* url : {"https://a/", "http://www.example.gov.cn/x/y/", "https://a:8080/"}) {
        std::string codes;
        read("name: a\norgan: a\ntime_zone: UTC\nlanguage: en\nbase_url: " + std::string(url) + "\n", codes);
        EXPECT_EQ(codes, "") << url;
    }
    for (const char* url : {"https://a", "www.a.cn/", "ftp://a/", "https:///", "'https://a b/'", "'https://a/?x/'", "'https://a/#/'", "'https://a\"/'", "/xxgk/"}) {
        std::string codes;
        read("name: a\norgan: a\ntime_zone: UTC\nlanguage: en\nbase_url: " + std::string(url) + "\n", codes);
        EXPECT_EQ(codes.substr(0, 4), "E110") << url;
    }
}
