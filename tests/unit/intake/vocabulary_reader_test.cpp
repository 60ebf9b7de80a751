// SPDX-License-Identifier: Apache-2.0
#include "intake/vocabulary_reader.hpp"

#include <gtest/gtest.h>

#include "intake/fields.hpp"
#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

struct Read {
    Catalogue catalogue;
    Ids ids;
    Diagnostics diagnostics;
    std::string codes() const { return codes_of(diagnostics); }
    Read& units(const std::string& text) { return read_units(yaml_of(text), catalogue, ids, diagnostics), *this; }
    Read& categories(const std::string& text) { return read_categories(yaml_of(text), catalogue, ids, diagnostics), *this; }
    Read& duties(const std::string& text) { return read_duties(yaml_of(text), catalogue, ids, diagnostics), *this; }
};

}  // namespace

TEST(Units, know_their_parents_and_successors_in_any_order) {
    Read read;
    read.units("- {id: a, name: 甲, kind: 部门, parent: b, successor: c}\n- {id: b, name: 乙, kind: government}\n- {id: c, name: 丙, kind: 政府, since: 2020-01-01, until: 2021-01-01}\n");
    EXPECT_EQ(read.codes(), "");
    EXPECT_EQ(read.catalogue.units.at(0).parent, 1U);
    EXPECT_EQ(read.catalogue.units.at(0).successor, 2U);
    EXPECT_EQ(read.catalogue.units.at(1).kind, UnitKind::government);
    EXPECT_EQ(read.ids.units.find("c"), 2U);
    EXPECT_EQ(read.ids.units.find("d"), no_ref);
}

TEST(Units, tell_what_is_wrong) {
    EXPECT_EQ(Read().units("- {id: a, name: 甲, kind: 部门, parent: x}\n").codes().substr(0, 4), "E206");
    EXPECT_EQ(Read().units("- {id: a, name: 甲, kind: 部门}\n- {id: a, name: 乙, kind: 部门}\n").codes(), "E108 test.yml:2:8\n");
    EXPECT_EQ(Read().units("- {id: a, name: 甲, kind: 部门, since: 2021-01-01, until: 2020-01-01}\n").codes().substr(0, 4), "E204");
    EXPECT_EQ(Read().units("- {id: a, name: 甲, kind: 公司}\n").codes().substr(0, 4), "E105");
    EXPECT_EQ(Read().units("a: b\n").codes(), "E017 test.yml:1:1\n");
    EXPECT_EQ(Read().units("- a\n").codes(), "E017 test.yml:1:3\n");
}

TEST(Units, above_each_other_in_a_circle_are_refused) {
    Read read;
    read.units("- {id: a, name: 甲, kind: 部门, parent: b}\n- {id: b, name: 乙, kind: 部门, parent: a}\n- {id: c, name: 丙, kind: 部门, parent: c}\n");
    EXPECT_EQ(read.codes(), "E116 test.yml:1:38\nE116 test.yml:3:38\n");
    for (const Unit& unit : read.catalogue.units) {
        std::size_t steps = 0;
        for (Ref at = unit.parent; at != no_ref; at = read.catalogue.units[at].parent) ASSERT_LT(++steps, 10U);
    }
}

TEST(Categories, are_a_tree_in_the_order_written) {
    Read read;
    read.categories("- {id: a, name: 甲, children: [{id: b, name: 乙, children: [{id: c, name: 丙}]}, {id: d, name: 丁}]}\n- {id: e, name: 戊, update: {every: 每季度}}\n");
    EXPECT_EQ(read.codes(), "");
    const auto& all = read.catalogue.categories;
    ASSERT_EQ(all.size(), 5U);
    EXPECT_EQ(all[2].id, "c");
    EXPECT_EQ(all[2].level, 3U);
    EXPECT_EQ(all[2].parent, 1U);
    EXPECT_EQ(all[0].children, (std::vector<Ref>{1, 3}));
    EXPECT_EQ(all[4].update, Period::quarter);
}

TEST(Categories, must_not_share_an_id_at_any_depth) {
    EXPECT_EQ(Read().categories("- {id: a, name: 甲, children: [{id: a, name: 乙}]}\n").codes().substr(0, 4), "E108");
}

TEST(Duties, say_who_and_by_when) {
    Read read;
    read.units("- {id: zfb, name: 办, kind: 政府}\n").categories("- {id: c, name: 类}\n");
    read.duties("- {id: a, title: 甲, category: c, units: [全部], due: {every: 每年, by: 02-29}}\n- {id: b, title: 乙, category: c, units: {kind: 部门}, due: {within: {days: 20, of: 批准日期}}}\n"
                "- {id: d, title: 丁, category: c, units: zfb, due: {within: {working_days: 5}}, channels: [公开栏]}\n");
    EXPECT_EQ(read.codes(), "");
    const auto& duties = read.catalogue.duties;
    EXPECT_TRUE(duties.at(0).all_units);
    EXPECT_EQ(duties.at(0).due.by, "02-29");
    EXPECT_EQ(duties.at(1).unit_kinds, std::vector<UnitKind>{UnitKind::department});
    EXPECT_EQ(duties.at(1).due.of, Due::Of::approved);
    EXPECT_EQ(duties.at(1).due.within_days, 20U);
    EXPECT_FALSE(duties.at(1).due.working_days);
    EXPECT_EQ(duties.at(2).units, std::vector<Ref>{0});
    EXPECT_TRUE(duties.at(2).due.working_days);
}

TEST(Duties, refuse_what_they_do_not_know) {
    const auto codes = [](const std::string& rest) {
        Read read;
        read.units("- {id: zfb, name: 办, kind: 政府}\n").categories("- {id: c, name: 类}\n").duties("- {id: a, title: 甲, category: c, " + rest + "}\n");
        return read.codes().substr(0, 4);
    };
    EXPECT_EQ(codes("units: [zbf]"), "E206");
    EXPECT_EQ(codes("units: {kind: 公司}"), "E105");
    EXPECT_EQ(codes("due: {by: 02-30}"), "E119");
    EXPECT_EQ(codes("due: {within: {of: created}}"), "E119");
    EXPECT_EQ(codes("due: {within: {days: 0}}"), "E106");
}

TEST(References, by_name_are_answered_with_the_id) {
    Read read;
    read.units("- {id: zfb, name: 县政府办公室, kind: 政府}\n");
    const YamlNode node = yaml_of("unit: 县政府办公室\n");
    RecordFields fields(node, record::report, read.diagnostics);
    EXPECT_EQ(find_ref(fields, "unit", read.ids.units, Code::E206), no_ref);
    ASSERT_EQ(read.diagnostics.all().size(), 1U);
    EXPECT_EQ(read.diagnostics.all()[0].args.at(1).zh, "写编号： zfb");
}
