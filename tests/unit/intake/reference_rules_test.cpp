// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "intake/rules.hpp"
#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

std::unique_ptr<ReadItem> read_item_of(const std::string& index, const std::vector<std::string>& supersedes = {}, const std::vector<std::string>& aliases = {}) {
    auto record = std::make_unique<ReadItem>();
    ReadItem& read = *record;
    static Arena texts;
    read.item.path = texts.keep("content/items/" + index + ".md");
    read.item.index = texts.keep(index);
    read.item.address = texts.keep("items/2025/" + index + ".html");
    read.item.at = {3, 8, 1};
    for (const std::string& each : supersedes) read.item.supersedes.push_back({texts.keep(each), {8, 1, 1}, no_ref});
    read.item.aliases = aliases;
    read.aliases.assign(aliases.size(), Spot{9, 1, 1});
    return record;
}

std::string circles(const ReadItems& items) {
    Diagnostics diagnostics;
    check_repeal_circles(items, diagnostics);
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.sorted()) text += diagnostic.args.at(0).zh + "\n";
    return text;
}

std::string alias_codes(const std::vector<std::string>& aliases) {
    Diagnostics diagnostics;
    StandingPage page;
    page.name = "zhinan";
    ReadItems items;
    items.push_back(read_item_of("a", {}, aliases));
    check_aliases(items, {page}, diagnostics);
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.sorted()) text += std::string(words_of(diagnostic.code).name);
    return text;
}

template <class... Each>
ReadItems list_of(Each... each) {
    ReadItems items;
    (items.push_back(std::move(each)), ...);
    return items;
}

}  // namespace

TEST(Repeals, in_a_line_or_a_diamond_are_no_circle) {
    EXPECT_EQ(circles(list_of(read_item_of("a"), read_item_of("b", {"a"}), read_item_of("c", {"b"}), read_item_of("d", {"b", "c", "unknown"}), read_item_of("e", {"e"}))), "")
        << "an item that names itself is reported elsewhere";
}

TEST(Repeals, in_a_circle_are_told_once_with_the_circle) {
    EXPECT_EQ(circles(list_of(read_item_of("a", {"c"}), read_item_of("b", {"a"}), read_item_of("c", {"b"}), read_item_of("d", {"a"}))), "a → c → b → a\n");
}

TEST(Repeals, may_be_a_chain_as_long_as_the_catalogue) {
    ReadItems items;
    items.push_back(read_item_of("0"));
    for (int i = 1; i < 100000; ++i) items.push_back(read_item_of(std::to_string(i), {std::to_string(i - 1)}));
    EXPECT_EQ(circles(items), "");
}

TEST(Identity, belongs_to_the_item_published_first) {
    ReadItems items = list_of(read_item_of("a"), read_item_of("a"), read_item_of("b"));
    items[0]->item.published.seconds = 100;
    items[1]->item.path = "content/items/z.md";
    Diagnostics diagnostics;
    EXPECT_EQ(check_identity(items, 2, diagnostics), (std::vector<bool>{true, false, false}));
    ASSERT_EQ(diagnostics.all().size(), 1U);
    EXPECT_EQ(diagnostics.all()[0].code, Code::E301);
}

TEST(Identity, of_pages_must_not_meet) {
    ReadItems items = list_of(read_item_of("a"), read_item_of("A"));
    items[1]->item.address = items[0]->item.address;
    Diagnostics diagnostics;
    EXPECT_EQ(check_identity(items, 2, diagnostics), (std::vector<bool>{false, true}));
    EXPECT_EQ(diagnostics.all().at(0).code, Code::E302);
}

TEST(Aliases, are_relative_plain_and_end_in_html) {
    for (const char* good : {"old/2013/0042.html", "a.html", "A_b/c-1.2.html", "items/2013/x.html"}) EXPECT_EQ(alias_codes({good}), "") << good;
    for (const char* wrong : {"/a.html", "http://a/b.html", "a.htm", ".html", "../a.html", "a/../b.html", "a//b.html", "./a.html", ".a/b.html", "政/a.html", "a b.html", "a%20.html", "a?b.html"}) {
        EXPECT_EQ(alias_codes({wrong}), "E306") << wrong;
    }
    EXPECT_EQ(alias_codes({std::string(200, 'a') + ".html"}), "E306");
}

TEST(Aliases, do_not_stand_in_the_way_of_a_page) {
    for (const char* taken : {"index.html", "INDEX.html", "zhinan.html", "units/zfb.html", "years/2013.html", "search.html", "items/2025/a.html", "Items/2025/A.html", "404.html"}) {
        EXPECT_EQ(alias_codes({taken}), "E307") << taken;
    }
    EXPECT_EQ(alias_codes({"x.html", "X.HTML"}), "E306") << "must end in .html as written";
    EXPECT_EQ(alias_codes({"x.html", "X.html"}), "E307");
}

TEST(Twice, a_document_is_entered_where_number_title_and_unit_are_the_same) {
    const auto twice = [](std::string_view first_number, std::string_view second_number, std::string_view second_title, const auto& change) {
        ReadItems items = list_of(read_item_of("a"), read_item_of("b"));
        items[0]->item.doc_no = first_number;
        items[1]->item.doc_no = second_number;
        items[0]->item.title = "关于防汛的通知";
        items[1]->item.title = second_title;
        change(*items[1]);
        Diagnostics diagnostics;
        check_entered_twice(items, diagnostics);
        std::string text;
        for (const Diagnostic& each : diagnostics.sorted()) text += std::string(words_of(each.code).name) + " " + each.at.path + " after " + each.notes.at(0).at.path;
        return text;
    };
    const auto nothing = [](ReadItem&) {};
    EXPECT_EQ(twice("清政〔2025〕5号", "清政〔2025〕5号", "关于防汛的通知", nothing), "W308 content/items/b.md after content/items/a.md");
    EXPECT_EQ(twice("清政〔2025〕5号", "清政〔2025〕5号", "关于防汛的通知", [](ReadItem& read) { read.item.published.seconds = -1; }), "W308 content/items/a.md after content/items/b.md");
    EXPECT_EQ(twice("清政〔2025〕5号", "清政〔2025〕6号", "关于防汛的通知", nothing), "");
    EXPECT_EQ(twice("清政〔2025〕5号", "清政〔2025〕5号", "关于抗旱的通知", nothing), "");
    EXPECT_EQ(twice("第3号", "第3号", "关于防汛的通知", nothing), "") << "of every year anew";
    EXPECT_EQ(twice("", "", "关于防汛的通知", nothing), "");
    EXPECT_EQ(twice("清政〔2025〕5号", "清政〔2025〕5号", "关于防汛的通知", [](ReadItem& read) { read.item.unit = 7; }), "") << "each unit has a catalogue of its own";
    EXPECT_EQ(twice("清政〔2025〕5号", "清政〔2025〕5号", "关于防汛的通知", [](ReadItem& read) { read.draft = true; }), "");
    EXPECT_EQ(twice("清政〔2025〕5号", "清政〔2025〕5号", "关于防汛的通知", [](ReadItem& read) { read.item.amends.push_back({"a", {8, 1, 1}, no_ref}); }), "") << "a later text of it";
}
