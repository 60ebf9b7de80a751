// SPDX-License-Identifier: Apache-2.0
// What machines read is what its format says: JSON by an independent reader, CSV by RFC 4180, feeds and sitemaps as XML; and the
// two forms of open data say the same.
#include <functional>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <tinyxml2.h>

#include "support/links.hpp"
#include "support/program.hpp"
#include "support/site_generator.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

/// The records of a CSV text after its byte order mark; a fault fails the test.
std::vector<std::vector<std::string>> read_csv(const std::string& path, const std::string& text) {
    EXPECT_TRUE(text.starts_with("\xEF\xBB\xBF")) << path;
    EXPECT_TRUE(text.ends_with("\r\n")) << path;
    std::vector<std::vector<std::string>> records(1, std::vector<std::string>(1));
    bool quoted = false;
    for (std::size_t at = 3; at < text.size(); ++at) {
        const char c = text[at];
        std::string& field = records.back().back();
        if (quoted) {
            if (c != '"') field += c;
            else if (std::string_view(text).substr(at, 2) == "\"\"") field += '"', ++at;
            else quoted = false;
        } else if (c == '"' && field.empty()) {
            quoted = true;
        } else if (c == ',') {
            records.back().emplace_back();
        } else if (std::string_view(text).substr(at, 2) == "\r\n") {
            records.emplace_back(1);
            ++at;
        } else {
            EXPECT_TRUE(c != '\n' && c != '\r' && c != '"') << path << ": a bare " << static_cast<int>(c);
            field += c;
        }
    }
    EXPECT_FALSE(quoted) << path;
    records.pop_back();
    for (const auto& record : records) EXPECT_EQ(record.size(), records.front().size()) << path << ": " << record.front();
    return records;
}

const Tree& sample() {
    static const Tree site = [] {
        const TempFolder temp;
        copy_tree(MULU_SOURCE_DIR "/content", temp / "content");
        const Answer answer = run_mulu({"build", "--root", temp.path(), "--now", "2026-10-31", "--quiet"});
        EXPECT_EQ(answer.status, 0) << answer.error;
        return read_tree(temp / "site");
    }();
    return site;
}

}  // namespace

TEST(OpenData, json_and_csv_say_the_same) {
    std::size_t years = 0;
    for (const auto& [path, text] : sample()) {
        if (!path.starts_with("data/items-") || !path.ends_with(".json")) continue;
        ++years;
        const auto json = nlohmann::json::parse(text, nullptr, false);
        ASSERT_FALSE(json.is_discarded()) << path;
        const std::string csv_path = path.substr(0, path.size() - 5) + ".csv";
        ASSERT_TRUE(sample().contains(csv_path));
        const auto csv = read_csv(csv_path, sample().at(csv_path));
        const auto& keys = csv.at(0);
        ASSERT_EQ(json.at("items").size(), csv.size() - 1) << path;
        for (std::size_t i = 1; i < csv.size(); ++i) {
            const auto& item = json.at("items")[i - 1];
            std::size_t given = 0;
            for (std::size_t key = 0; key < keys.size(); ++key) {
                std::string expected;
                if (item.contains(keys[key])) {
                    const auto& value = item.at(keys[key]);
                    if (value.is_string()) expected = value;
                    else for (const auto& each : value) expected += (expected.empty() ? "" : ";") + each.get<std::string>();
                    ++given;
                }
                std::string written = csv[i][key];
                if (written.starts_with('\'')) written.erase(0, 1);
                EXPECT_EQ(written, expected) << csv_path << ", record " << i << ", " << keys[key];
            }
            EXPECT_EQ(given, item.size()) << path << ": a key that the CSV lacks";
        }
    }
    EXPECT_GT(years, 1U);
}

TEST(OpenData, names_its_files_and_every_item_its_page) {
    const auto catalogue = nlohmann::json::parse(sample().at("data/catalogue.json"), nullptr, false);
    ASSERT_FALSE(catalogue.is_discarded());
    const std::string base = catalogue.at("url");
    for (const auto& file : catalogue.at("files")) EXPECT_TRUE(sample().contains(file.at("url").get<std::string>().substr(base.size()))) << file;
    for (const auto& [path, text] : sample()) {
        if (!path.starts_with("data/items-") || !path.ends_with(".json")) continue;
        const nlohmann::json year = nlohmann::json::parse(text);  // a loop keeps no temporary alive
        for (const auto& item : year.at("items")) EXPECT_TRUE(sample().contains(item.at("url").get<std::string>().substr(base.size()))) << item;
    }
}

TEST(Pages, carry_json_that_can_be_read) {
    const std::string opening = "<script type=\"application/ld+json\">";
    std::size_t found = 0;
    for (const auto& [path, html] : sample()) {
        for (std::size_t at = html.find(opening); at != std::string::npos; at = html.find(opening, at)) {
            at += opening.size();
            const auto json = nlohmann::json::parse(html.substr(at, html.find("</script>", at) - at), nullptr, false);
            ASSERT_FALSE(json.is_discarded()) << path;
            EXPECT_EQ(json.at("@context"), "https://schema.org");
            ++found;
        }
    }
    EXPECT_GT(found, 50U);
}

TEST(Pages, have_nothing_inline_and_nothing_from_another_host) {
    for (const auto& [path, html] : sample()) {
        if (!path.ends_with(".html")) continue;
        EXPECT_EQ(html.find(" style=\""), std::string::npos) << path;
        EXPECT_EQ(html.find("<style"), std::string::npos) << path;
        EXPECT_EQ(html.find("javascript:"), std::string::npos) << path;
        for (const char* event : {" onclick=", " onload=", " onerror="}) EXPECT_EQ(html.find(event), std::string::npos) << path << event;
        for (const std::string& source : attribute_values(html, "src")) EXPECT_EQ(source.find("//"), std::string::npos) << path << ": " << source;
    }
}

TEST(Addresses, are_lower_case_ascii) {
    std::set<std::string> seen;
    for (const auto& [path, bytes] : sample()) {
        // A redirect stands at an old site's address, which may have other letters; no two addresses differ by case alone.
        std::string lower = path;
        for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        EXPECT_TRUE(seen.insert(lower).second) << path;
        if (bytes.find("http-equiv=\"refresh\"") != std::string::npos) continue;
        for (const char c : path) ASSERT_TRUE((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '/') << path;
    }
}

TEST(Feeds, and_sitemaps_are_xml_and_name_pages_that_exist) {
    const std::string base = nlohmann::json::parse(sample().at("data/catalogue.json")).at("url");
    std::size_t locations = 0;
    const std::function<void(const tinyxml2::XMLElement*, const std::string&)> walk = [&](const tinyxml2::XMLElement* element, const std::string& path) {
        for (; element != nullptr; element = element->NextSiblingElement()) {
            const std::string name = element->Name();
            if ((name == "loc" || name == "link" || name == "guid") && element->GetText() != nullptr) {
                const std::string url = element->GetText();
                ASSERT_TRUE(url.starts_with(base)) << path << ": " << url;
                const std::string address = url.size() == base.size() ? "index.html" : url.substr(base.size());
                EXPECT_TRUE(sample().contains(address)) << path << ": " << url;
                ++locations;
            }
            walk(element->FirstChildElement(), path);
        }
    };
    for (const auto& [path, text] : sample()) {
        if (!path.ends_with(".xml")) continue;
        tinyxml2::XMLDocument document;
        ASSERT_EQ(document.Parse(text.data(), text.size()), tinyxml2::XML_SUCCESS) << path;
        walk(document.RootElement(), path);
    }
    EXPECT_GT(locations, 200U);
}

TEST(Sitemaps, name_every_page_that_may_be_found_once) {
    const std::string base = nlohmann::json::parse(sample().at("data/catalogue.json")).at("url");
    std::map<std::string, int> named;
    for (const auto& [path, text] : sample()) {
        if (!path.starts_with("sitemaps/")) continue;
        for (std::size_t at = text.find("<loc>"); at != std::string::npos; at = text.find("<loc>", at + 1)) {
            const std::string url = text.substr(at + 5, text.find("</loc>", at) - at - 5);
            ++named[url.size() == base.size() ? "index.html" : url.substr(base.size())];
        }
    }
    for (const auto& [path, html] : sample()) {
        if (!path.ends_with(".html")) continue;
        const bool hidden = html.find("content=\"noindex") != std::string::npos || path == "search.html";
        EXPECT_EQ(named[path], hidden ? 0 : 1) << path;
    }
}

TEST(Privacy, keeps_reviewers_workflow_and_comments_off_the_site) {
    const TempFolder temp;
    copy_tree(MULU_TESTS_DIR "/cases/base/content", temp / "content");
    write_file(temp / "content/items/2025/a.md",
               "---\n# 注释里的机密\ntitle: 通知\nindex: T-2025-002\nunit: zfb\ncategory: guifan\ncreated: 2025-01-01\npublished: 2025-01-01\n"
               "workflow: [{step: 提出, on: 2025-01-01, by: 经办人赵某, note: 内部说明}]\nreview: {result: 公开, by: 审查人钱某, on: 2025-01-01}\n"
               "allow: [{code: W801, reason: 豁免的理由}]\n---\n正文。\n");
    write_file(temp / "content/items/2025/held.md",
               "---\ntitle: 未审的标题\nindex: T-2025-003\nunit: zfb\ncategory: guifan\ncreated: 2025-01-01\npublished: 2025-01-01\n---\n未审的正文。\n");
    const Answer answer = run_mulu({"build", "--root", temp.path(), "--now", "2026-01-31"});
    ASSERT_EQ(answer.status, 0) << answer.error;
    const Tree site = read_tree(temp / "site");
    ASSERT_TRUE(site.contains("items/2025/t-2025-002.html"));
    for (const auto& [path, bytes] : site) {
        for (const char* secret : {"注释里的机密", "赵某", "钱某", "内部说明", "豁免的理由", "未审的标题", "未审的正文", "T-2025-003", "t-2025-003"}) {
            EXPECT_EQ(bytes.find(secret), std::string::npos) << path << " shows " << secret;
        }
    }
}
