// SPDX-License-Identifier: Apache-2.0
#include "intake/record_cache.hpp"

#include <gtest/gtest.h>

#include "base/packing.hpp"
#include "intake/stock.hpp"
#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

/// An item with something in every member that has a list or an option.
std::unique_ptr<ReadItem> full_item() {
    auto read = std::make_unique<ReadItem>();
    Item& item = read->item;
    item.path = "content/items/a.md";
    item.title = "关于公开的通知";
    item.index = "A-1";
    item.doc_no = "清政〔2025〕1号";
    item.genre = "通知";
    item.summary = "摘要";
    item.audience = "全社会";
    item.basis = "条例第十九条";
    item.source = "县政府";
    item.unit = 1;
    item.category = 2;
    item.duty = 3;
    item.joint_units = {{4, "教育局"}, {no_ref, "县妇联"}};
    item.topics = {5, 6};
    item.normative = Normative::normative;
    item.access = Access::on_request;
    item.validity = Validity::expired;
    item.created = Date{20000};
    item.published = Moment{1700000000, true};
    item.approved = Date{-1};
    item.expires = Moment{1800000000, false};
    item.keywords = {"预算", "决算"};
    item.channels = {"website"};
    item.supersedes = {{"A-0", {3, 4, 5}, no_ref}};
    item.body_items = {{"A-9", {30, 1, 2}, no_ref}};
    item.files = {{"a.pdf", "content/items/a.pdf", "a.pdf", "附件", 12345, true}};
    item.corrections = {{Date{20001}, "更正"}};
    item.aliases = {"old/1.html"};
    item.fields = {{"x-a", "甲"}};
    item.withdrawn = Date{20002};
    item.withdrawal_reason = "有误";
    item.withdrawn_title_shown = false;
    item.has_body = true;
    item.address = "items/2023/a-1.html";
    item.at = {2, 8, 3};
    item.body_digest = digest_of("body");
    set_digests(item);
    read->draft = true;
    read->validity_given = true;
    read->review = ReviewResult::partial;
    read->steps = 5;
    read->exemptions = {{Code::W801, "理由", {9, 9, 9}}};
    read->aliases = {{10, 1, 1}};
    read->record = {1, 1, 1};
    read->unit_at = {4, 7, 3};
    read->files_as_written = false;
    return read;
}

Diagnostics one_warning() {
    Diagnostics diagnostics;
    diagnostics.add(Code::W801, {"content/items/a.md", 3, 2, 1}, {Words("甲", "a"), Words("乙")}, {{Words("见", "see"), {"content/items/b.md", 1, 1, 1}}});
    return diagnostics;
}

}  // namespace

TEST(RecordCache, gives_back_what_was_read) {
    const std::string bytes = pack_record(*full_item(), one_warning());
    Diagnostics reported;
    const auto read = unpack_record(bytes, "content/items/a.md", reported);
    ASSERT_TRUE(read);
    // What is packed again is the same, so every member that is packed came back.
    EXPECT_EQ(pack_record(*read, reported), bytes);
    EXPECT_EQ(read->item.title, "关于公开的通知");
    EXPECT_EQ(read->item.joint_units.at(1).second, "县妇联");
    EXPECT_EQ(read->item.expires, (Moment{1800000000, false}));
    EXPECT_EQ(read->item.valid_until, std::nullopt);
    EXPECT_EQ(read->item.path, "content/items/a.md");
    ASSERT_EQ(reported.all().size(), 1U);
    EXPECT_EQ(reported.all()[0].args.at(0).en, "a");
    EXPECT_EQ(reported.all()[0].notes.at(0).at.path, "content/items/b.md");
}

TEST(RecordCache, knows_no_record_in_other_bytes) {
    const std::string bytes = pack_record(*full_item(), one_warning());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        Diagnostics reported;
        EXPECT_FALSE(unpack_record(std::string_view(bytes).substr(0, size), "a", reported)) << size;
        EXPECT_TRUE(reported.empty()) << size;
    }
    Diagnostics reported;
    EXPECT_FALSE(unpack_record(bytes + "x", "a", reported));
}

TEST(RecordCache, digests_change_with_what_a_page_shows) {
    const auto read = full_item();
    const Digest record = read->item.record_digest, link = read->item.link_digest;
    read->item.summary = "另一摘要";
    set_digests(read->item);
    EXPECT_NE(read->item.record_digest, record);
    EXPECT_EQ(read->item.link_digest, link) << "a link shows no summary";
    read->item.title = "另一标题";
    set_digests(read->item);
    EXPECT_NE(read->item.link_digest, link);
    const Digest before = read->item.record_digest;
    read->item.supersedes = {{"A-0", {30, 40, 50}, no_ref}};
    set_digests(read->item);
    EXPECT_EQ(read->item.record_digest, before) << "where a reference stands is not shown";
    read->item.supersedes = {{"A-00", {30, 40, 50}, no_ref}};
    set_digests(read->item);
    EXPECT_NE(read->item.record_digest, before);
}

TEST(RecordCache, of_another_key_is_empty) {
    const std::string record = pack_record(*full_item(), {});
    const std::string bytes = RecordCache::pack({1, 2}, {{"a", {3, 4}, record}, {"b", {5, 6}, record}});
    const RecordCache cache = RecordCache::unpack(bytes, {1, 2});
    ASSERT_EQ(cache.size(), 2U);
    EXPECT_EQ(cache.at(1).path, "b");
    EXPECT_EQ(cache.at(1).source, (Digest{5, 6}));
    EXPECT_EQ(cache.at(1).bytes, record);
    EXPECT_EQ(RecordCache::unpack(bytes, {1, 3}).size(), 0U);
    EXPECT_EQ(RecordCache::unpack(std::string_view(bytes).substr(0, bytes.size() - 1), {1, 2}).size(), 0U);
}

TEST(Stock, knows_files_by_stamp_and_then_by_digest) {
    const TempFolder folder;
    write_tree(folder / "content", {{"a.md", "a"}, {"b/c.md", "c"}, {"b-d.md", "d"}});
    const RealDisk disk;
    const auto take = [&] {
        auto stock = Stock::take(disk, {{"content", folder / "content"}, {"layouts", folder / "layouts"}}, 2);
        EXPECT_TRUE(stock);
        return stock ? std::move(*stock) : Stock();
    };
    Stock first = take();
    ASSERT_EQ(first.files.size(), 3U);
    EXPECT_EQ(first.path_of(first.files[first.find("content/b/c.md")]), folder / "content/b/c.md");
    EXPECT_EQ(first.find("content/b"), Stock::npos);
    first.read_unknown(disk, 2);
    const std::string remembered = first.pack();
    const std::int64_t later = disk.clock() + 3000000000;

    Stock same = take();
    same.recall(remembered, later);
    EXPECT_TRUE(same.equals(remembered)) << "no file was read";
    EXPECT_TRUE(same.is_settled(remembered, later));
    Stock young = take();
    young.recall(remembered, disk.clock() - 60000000000);
    EXPECT_FALSE(young.files[0].digest) << "a stamp that is younger than what remembers it proves nothing";
    EXPECT_FALSE(young.is_settled(remembered, disk.clock() - 60000000000));
    young.read_unknown(disk, 1);
    EXPECT_TRUE(young.equals(remembered));

    write_file(folder / "content/a.md", "b");
    Stock edited = take();
    edited.recall(remembered, later);
    edited.read_unknown(disk, 1);
    EXPECT_FALSE(edited.equals(remembered));
    write_file(folder / "content/a.md", "a");
    write_file(folder / "content/e.md", "e");
    Stock added = take();
    added.recall(remembered, later);
    added.read_unknown(disk, 1);
    EXPECT_FALSE(added.equals(remembered));
    EXPECT_EQ(added.files[added.find("content/b/c.md")].digest, first.files[first.find("content/b/c.md")].digest);
}

TEST(Stock, takes_nothing_from_damaged_memory) {
    const TempFolder folder;
    write_tree(folder / "content", {{"a.md", "a"}, {"b.md", "b"}});
    const RealDisk disk;
    auto stock = Stock::take(disk, {{"content", folder / "content"}}, 1);
    ASSERT_TRUE(stock);
    stock->read_unknown(disk, 1);
    const std::string remembered = stock->pack();
    for (std::size_t size = 0; size < remembered.size(); ++size) EXPECT_FALSE(stock->equals(std::string_view(remembered).substr(0, size))) << size;
}
