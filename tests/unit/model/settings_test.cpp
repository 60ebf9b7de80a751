// SPDX-License-Identifier: Apache-2.0
#include "model/settings.hpp"

#include <gtest/gtest.h>

using namespace mulu;

TEST(Settings, take_the_base_url_apart) {
    Settings settings;
    settings.base_url = "https://www.example.gov.cn:8080/zwgk/xxgk/";
    EXPECT_EQ(settings.domain(), "www.example.gov.cn");
    EXPECT_EQ(settings.base_path(), "/zwgk/xxgk/");
    settings.base_url = "http://example.org/";
    EXPECT_EQ(settings.domain(), "example.org");
    EXPECT_EQ(settings.base_path(), "/");
}

TEST(Settings, speak_chinese_where_the_site_does) {
    Settings settings;
    settings.language = "zh-CN";
    EXPECT_EQ(settings.words(), Language::zh);
    settings.language = "en";
    EXPECT_EQ(settings.words(), Language::en);
}
