// SPDX-License-Identifier: Apache-2.0
#include "intake/attachments.hpp"

#include <gtest/gtest.h>

#include "support/content_site.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

struct Collected {
    std::vector<ItemFile> files;
    std::string codes;
};

template <class Act>
Collected collect(const Act& act, unsigned max_mb = 50) {
    ScannedContent content;
    content.files = {{"content/items/2025/a.pdf", 10}, {"content/items/2025/表.xlsx", 20}, {"content/items/b.csv", 30}, {"content/items/2025/big.pdf", 3 * 1024 * 1024},
                     {"content/items/2025/A.PDF", 40}, {"content/items/2025/run.exe", 1}, {"content/items/2025/pic.webp", 5}, {"content/items/2025/e\xCC\x81.pdf", 6}};
    Settings settings;
    settings.attachment_max_mb = max_mb;
    Diagnostics diagnostics;
    FileCollector files("content/items/2025/x.md", content, settings, diagnostics);
    act(files);
    return {files.take(), codes_of(diagnostics)};
}

}  // namespace

TEST(Target, is_told_by_its_form) {
    const std::map<std::string, TargetKind> kinds = {
        {"", TargetKind::empty}, {"  ", TargetKind::empty}, {"#s-1", TargetKind::fragment}, {"item:A-1", TargetKind::item}, {"ITEM:A-1", TargetKind::item},
        {"http://a", TargetKind::web}, {"HTTPS://a", TargetKind::web}, {"mailto:a@b", TargetKind::mail}, {"tel:110", TargetKind::mail}, {"a.pdf", TargetKind::file},
        {"../b/a.pdf", TargetKind::file}, {"a/b:c.pdf", TargetKind::file}, {"表.pdf", TargetKind::file}, {"javascript:alert(1)", TargetKind::refused},
        {"JaVaScRiPt:x", TargetKind::refused}, {"data:text/html,x", TargetKind::refused}, {"//evil.example", TargetKind::refused}, {"ftp://a", TargetKind::refused},
        {"http:a", TargetKind::refused}, {"file:///etc/passwd", TargetKind::refused}, {"c:\\a", TargetKind::refused}};
    for (const auto& [target, kind] : kinds) EXPECT_EQ(kind_of_target(target), kind) << target;
}

TEST(Files, are_found_beside_the_record) {
    const Collected all = collect([](FileCollector& files) { files.attachments(yaml_of("[a.pdf, {file: 表.xlsx, title: 计划表}, ../b.csv, ./a.pdf]")); });
    EXPECT_EQ(all.codes, "");
    ASSERT_EQ(all.files.size(), 4U) << "another spelling of a file is kept for the body's links";
    EXPECT_EQ(all.files[0].published, "a.pdf");
    EXPECT_EQ(all.files[0].title, "a.pdf");
    EXPECT_TRUE(all.files[0].listed);
    EXPECT_EQ(all.files[1].title, "计划表");
    EXPECT_EQ(all.files[1].size, 20U);
    EXPECT_EQ(all.files[2].source, "content/items/b.csv");
    EXPECT_FALSE(all.files[3].listed) << "once in the list is enough";
}

TEST(Files, may_be_named_in_another_normal_form) {
    EXPECT_EQ(collect([](FileCollector& files) { files.attachments(yaml_of("[\"\xC3\xA9.pdf\"]")); }).codes, "") << "a file copied from macOS is decomposed";
}

TEST(Files, of_a_body_are_percent_decoded_and_not_listed) {
    const Collected all = collect([](FileCollector& files) { files.body_file("%E8%A1%A8.xlsx", {}); });
    ASSERT_EQ(all.files.size(), 1U) << all.codes;
    EXPECT_FALSE(all.files[0].listed);
    EXPECT_EQ(all.files[0].source, "content/items/2025/表.xlsx");
}

TEST(Files, outside_missing_of_a_wrong_type_too_large_or_of_one_address_are_refused) {
    const auto codes = [](const std::string& name, unsigned max_mb = 50) {
        return collect([&](FileCollector& files) { files.attachments(yaml_of("[" + name + "]")); }, max_mb).codes;
    };
    for (const char* outside : {"/etc/passwd", "../../../x.pdf", "../../../../../x.pdf", "'..\\x.pdf'"}) EXPECT_EQ(codes(outside).substr(0, 4), "E408") << outside;
    EXPECT_EQ(codes("b.pdf").substr(0, 4), "E404");
    EXPECT_EQ(codes("run.exe").substr(0, 4), "E405");
    EXPECT_EQ(codes("pic.webp").substr(0, 4), "E405") << "an attachment is no image";
    EXPECT_EQ(collect([](FileCollector& files) { files.body_file("pic.webp", {}); }).codes, "");
    EXPECT_EQ(codes("big.pdf", 2).substr(0, 4), "E406");
    EXPECT_EQ(codes("big.pdf", 3), "");
    EXPECT_EQ(codes("a.pdf, A.PDF").substr(0, 4), "E407");
}
