// SPDX-License-Identifier: Apache-2.0
#include "intake/register_reader.hpp"

#include <gtest/gtest.h>

#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

struct Read {
    std::optional<Register> entries;
    std::string codes;
};

Read read(const std::string& text, const std::string& path = "content/registers/2013.yml") {
    Ids ids;
    Diagnostics diagnostics;
    ids.units.add("zfb", 0, {}, {}, diagnostics);
    ids.categories.add("jigou", 0, {}, {}, diagnostics);
    auto entries = read_register(yaml_of(text), path, {{"consultations.phone", "consultations.online", "boards.materials", "fees.waived"}, {"documents", "fees.waived"}}, ids, diagnostics);
    return {std::move(entries), codes_of(diagnostics)};
}

}  // namespace

TEST(RegisterReader, reads_nested_figures_by_dotted_key) {
    const Read all = read("entries:\n  - {unit: zfb, quarter: 1, consultations: {phone: 300, online: }, fees: {waived: 12.5}}\n  - {month: 12, boards: {materials: 52}}\n  - consultations: {total: 300}\n");
    ASSERT_TRUE(all.entries) << all.codes;
    EXPECT_EQ(all.codes, "");
    EXPECT_EQ(all.entries->year, 2013);
    const auto& first = all.entries->entries.at(0);
    EXPECT_EQ(first.unit, 0U);
    EXPECT_EQ(first.quarter, 1U);
    EXPECT_EQ(first.figures.at("fees.waived").value.print(), "12.5");
    EXPECT_FALSE(first.figures.contains("consultations.online")) << "a cell left blank";
    EXPECT_TRUE(first.blanks.contains("consultations.online"));
    EXPECT_EQ(all.entries->entries.at(1).month, 12U);
    EXPECT_EQ(all.entries->entries.at(1).unit, no_ref);
    EXPECT_TRUE(all.entries->entries.at(2).figures.contains("consultations.total")) << "a total may be written down";
}

TEST(RegisterReader, reads_what_is_declared_and_the_opening_balance) {
    const Read all = read("declared:\n  - {historic: 是, documents: 2240, by_kind: {政府: 510, department: 838}, by_category: {jigou: 329}}\nopening: {documents: 5430}\n");
    ASSERT_TRUE(all.entries) << all.codes;
    EXPECT_EQ(all.codes, "");
    const Declared& declared = all.entries->declared.at(0);
    EXPECT_TRUE(declared.historic);
    EXPECT_EQ(declared.figures.at("by_kind.government").value, Figure::whole(510));
    EXPECT_EQ(declared.figures.at("by_kind.department").value, Figure::whole(838));
    EXPECT_EQ(declared.figures.at("by_category.jigou").value, Figure::whole(329));
    EXPECT_EQ(all.entries->opening.at("documents").value, Figure::whole(5430));
}

TEST(RegisterReader, reads_shares_as_they_are_printed_blanks_and_balances_of_units) {
    const Read all = read("entries:\n  - {historic: yes, consultations: {phone: /, online: —}, boards: {materials: ''}}\n"
                          "declared: [{documents: 1348, by_category: {jigou: 329}, shares: {by_category: {jigou: 24.40}, website: 6}}]\n"
                          "opening: [{documents: 1}, {unit: zfb, fees.waived: 2}]\ncumulative: {documents: 7}\n");
    ASSERT_TRUE(all.entries) << all.codes;
    EXPECT_EQ(all.codes, "");
    EXPECT_TRUE(all.entries->entries.at(0).historic);
    EXPECT_TRUE(all.entries->entries.at(0).figures.empty());
    EXPECT_EQ(all.entries->entries.at(0).blanks.size(), 3U);
    EXPECT_EQ(all.entries->declared.at(0).shares.at("by_category.jigou").decimals, 2U);
    EXPECT_EQ(all.entries->declared.at(0).shares.at("website").decimals, 0U);
    EXPECT_EQ(all.entries->opening.at("documents").value, Figure::whole(1));
    EXPECT_EQ(all.entries->unit_openings.at(0).figures.at("fees.waived").value, Figure::whole(2));
    EXPECT_EQ(all.entries->cumulative.at(0).figures.at("documents").value, Figure::whole(7));
}

TEST(RegisterReader, tells_what_is_wrong) {
    for (const auto& [text, code] : Tree{{"entries: [{consultations: {fone: 1}}]", "E601"}, {"entries: [{consultations: 3}]", "E601"}, {"entries: [{consultations: {phone: 约3}}]", "E602"},
                                         {"entries: [{consultations: {phone: [3]}}]", "E602"}, {"entries: [{quarter: 5}]", "E603"}, {"entries: [{month: 0}]", "E603"},
                                         {"entries: [{quarter: 1, month: 1}]", "E603"}, {"entries: [{unit: zbf}]", "E206"}, {"entries: {unit: zfb}", "E017"}, {"entries: [3]", "E017"},
                                         {"declared: [{by_category: {jigo: 1}}]", "E601"}, {"declared: [{historic: 也许}]", "E118"}, {"opening: 3", "E017"}, {"opening: {documentz: 1}", "E601"}, {"opening: [3]", "E017"}, {"cumulative: [{unit: zbf}]", "E206"},
                                         {"cumulative: {documents: viel}", "E602"}, {"declared: [{shares: 3}]", "E017"}, {"declared: [{shares: {jigou: 3}}]", "E601"},
                                         {"entries: [{historic: 也许}]", "E118"}, {"entry: []", "E101"}}) {
        EXPECT_EQ(read(text + "\n").codes.substr(0, 4), code) << text;
    }
}

TEST(RegisterReader, is_named_for_its_year) {
    EXPECT_EQ(read("entries: []\n", "content/registers/13.yml").codes, "E604 content/registers/13.yml\n");
    EXPECT_EQ(read("entries: []\n", "content/registers/2013a.yml").codes, "E604 content/registers/2013a.yml\n");
    EXPECT_EQ(read("entries: []\n", "content/registers/1900.yml").codes, "E604 content/registers/1900.yml\n");
}
