// SPDX-License-Identifier: Apache-2.0
#include "model/schema.hpp"

#include <set>

#include <gtest/gtest.h>

using namespace mulu;

namespace {

const RecordSpec* const all_records[] = {&record::site, &record::contact, &record::site_field, &record::deadline, &record::attachment_rules, &record::search, &record::boards,
                                         &record::unit, &record::category, &record::column_update, &record::topic, &record::duty, &record::due, &record::within,
                                         &record::item, &record::attachment, &record::step, &record::review, &record::correction, &record::withdrawal, &record::exemption,
                                         &record::page, &record::report, &record::register_file, &record::calendar};

}  // namespace

TEST(Schema, gives_no_name_twice_in_a_record) {
    for (const RecordSpec* spec : all_records) {
        std::set<std::string_view> names;
        for (const FieldSpec& field : spec->fields) {
            for (const auto name : {field.key, field.zh, field.zh_other}) {
                if (!name.empty()) {
                    EXPECT_TRUE(names.insert(name).second) << spec->name << ": " << name;
                }
            }
        }
    }
}

TEST(Schema, gives_terms_their_vocabulary_and_groups_their_record) {
    for (const RecordSpec* spec : all_records) {
        for (const FieldSpec& field : spec->fields) {
            EXPECT_EQ(field.type == FieldType::term || field.type == FieldType::terms, field.terms != nullptr) << spec->name << "." << field.key;
            EXPECT_EQ(field.type == FieldType::group || field.type == FieldType::groups, field.group != nullptr) << spec->name << "." << field.key;
            EXPECT_FALSE(field.key.empty());
        }
    }
}

TEST(Schema, finds_fields_by_either_name) {
    ASSERT_NE(record::item.find("title"), nullptr);
    EXPECT_EQ(record::item.find("title"), record::item.find("名称"));
    EXPECT_EQ(record::item.find("title"), record::item.find("标题"));
    EXPECT_EQ(record::review.find("审查人")->key, "by");
    EXPECT_EQ(record::item.find(""), nullptr);
    EXPECT_EQ(record::item.find("Title"), nullptr);
    EXPECT_EQ(record::item.find("index")->name().zh, "索引号");
    EXPECT_EQ(record::site.find("per_page")->name().zh, "per_page");
}

TEST(Vocabulary, takes_either_language) {
    EXPECT_EQ(vocabulary::access.find("依申请公开"), "on-request");
    EXPECT_EQ(vocabulary::access.find("on-request"), "on-request");
    EXPECT_FALSE(vocabulary::access.find("公开"));
    EXPECT_EQ(vocabulary::steps.number("archived"), 6U);
    EXPECT_EQ(vocabulary::yes_no.list().zh, "是、否");
    EXPECT_EQ(vocabulary::yes_no.list().en, "yes, no");
}

TEST(Id, is_lower_case_letters_digits_and_hyphens) {
    for (const char* id : {"a", "zfb", "0", "a-b-2", "x-"}) EXPECT_TRUE(is_id(id)) << id;
    for (const char* id : {"", "-a", "A", "a_b", "a b", "县", "a.b"}) EXPECT_FALSE(is_id(id)) << id;
    EXPECT_TRUE(is_id(std::string(64, 'a')));
    EXPECT_FALSE(is_id(std::string(65, 'a')));
}

TEST(PageName, of_the_site_itself_is_reserved) {
    for (const char* name : {"index", "catalogue", "units", "404", "search", "feed"}) EXPECT_TRUE(is_reserved_page_name(name)) << name;
    EXPECT_FALSE(is_reserved_page_name("zhinan"));
}
