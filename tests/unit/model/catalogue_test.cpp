// SPDX-License-Identifier: Apache-2.0
#include "model/catalogue.hpp"

#include <gtest/gtest.h>

#include "support/catalogue_builder.hpp"

using namespace mulu;
using namespace mulu::test;

TEST(Catalogue, finds_items_by_index_number) {
    CatalogueBuilder builder;
    builder.unit("u");
    builder.category("c");
    builder.item("B", *make_date(2025, 1, 2));
    builder.item("A", *make_date(2025, 1, 2));
    builder.item("C", *make_date(2025, 1, 1));
    const Catalogue catalogue = builder.make();
    EXPECT_EQ(catalogue.find_item("C"), 0U);
    EXPECT_EQ(catalogue.find_item("A"), 1U);
    EXPECT_EQ(catalogue.find_item("B"), 2U);
    EXPECT_EQ(catalogue.find_item("D"), no_ref);
}

TEST(Catalogue, gives_the_path_to_a_category_from_the_top) {
    CatalogueBuilder builder;
    const Ref top = builder.category("top"), middle = builder.category("middle", top), leaf = builder.category("leaf", middle);
    const Catalogue catalogue = builder.make();
    EXPECT_EQ(catalogue.path_to(leaf), (std::vector<Ref>{top, middle, leaf}));
    EXPECT_EQ(catalogue.path_to(top), std::vector<Ref>{top});
}

TEST(Catalogue, finds_registers_and_forms) {
    CatalogueBuilder builder;
    builder.registers(2013);
    Form form;
    form.id = "2008";
    builder.raw().forms.push_back(form);
    const Catalogue catalogue = builder.make();
    EXPECT_NE(catalogue.find_register(2013), nullptr);
    EXPECT_EQ(catalogue.find_register(2014), nullptr);
    EXPECT_NE(catalogue.find_form("2008"), nullptr);
    EXPECT_EQ(catalogue.find_form("2021"), nullptr);
}
