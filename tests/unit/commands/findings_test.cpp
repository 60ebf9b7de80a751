// SPDX-License-Identifier: Apache-2.0
#include "commands/findings.hpp"

#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "commands/explanations.hpp"

using namespace mulu;
using nlohmann::json;

namespace {

const std::string path = "content/items/2013/gh 0042.md";

/// Lines of the one file that there is.
LineText lines(std::vector<std::string> all) {
    return [all = std::move(all)](const std::string& file, std::uint32_t line) -> std::optional<std::string> {
        return file == path && line >= 1 && line <= all.size() ? std::optional(all[line - 1]) : std::nullopt;
    };
}

const LineText file_lines = lines({"---", "title: 通知", "published: 2013-13-01"});

/// One of each level, one of a whole file, one with a second place, and values that every form must escape.
std::vector<Diagnostic> findings() {
    Diagnostics all;
    all.add(Code::E203, {path, 3, 12, 10}, {Words("发布日期", "published"), Words("月份只能是 01 到 12", "the month must be 01 to 12"), "2013-12-01"});
    all.add(Code::E301, {path, 2, 8, 2}, {"T\"1,<&>:%0A"}, {{Words("先在这里用过", "first used here"), {path, 3, 1, 9}}});
    all.add(Code::H702, {path, 2, 1, 5});
    all.add(Code::W806, {"content/items/2013/a:b,c%.pdf", 0, 0, 0}, {"a:b,c%.pdf"});
    all.add(Code::W210, {path, 2, 8, 90}, {"line\x1b[31m\nend", "x"});
    all.add(Code::W801, {"content/items/\xB2\xE2.md", 1, 1, 1}, {"a", "b", "c", "d"});
    return all.sorted();
}

Levels levels() {
    Levels set;
    set.set(Code::W210, Level::error);
    return set;
}

std::string render(FindingsFormat format, const std::vector<Diagnostic>& found = findings(), Language language = Language::zh, const std::string& prefix = {}) {
    return render_findings(found, levels(), format, {language, "1.2.3", "https://www.example.gov.cn/diagnostics.md", prefix}, file_lines);
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> all;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) all.push_back(line);
    return all;
}

}  // namespace

TEST(Findings, json_lines_have_the_same_keys_in_the_same_order) {
    for (const Language language : {Language::zh, Language::en}) {
        const auto all = lines_of(render(FindingsFormat::json, findings(), language));
        ASSERT_EQ(all.size(), findings().size());
        for (const std::string& line : all) {
            const auto object = nlohmann::ordered_json::parse(line);
            std::vector<std::string> keys;
            for (const auto& [key, value] : object.items()) keys.push_back(key);
            EXPECT_EQ(keys, (std::vector<std::string>{"code", "level", "path", "line", "column", "end_column", "message", "label", "help", "notes"}));
            EXPECT_FALSE(object["message"].get<std::string>().empty());
        }
    }
}

TEST(Findings, json_says_where_in_characters_with_the_end_behind) {
    for (const std::string& line : lines_of(render(FindingsFormat::json))) {
        const json object = json::parse(line);
        if (object["code"] == "E203") {
            EXPECT_EQ(object["line"], 3);
            EXPECT_EQ(object["column"], 12);
            EXPECT_EQ(object["end_column"], 22);
            EXPECT_EQ(object["label"], "月份只能是 01 到 12");
        } else if (object["code"] == "W210") {
            EXPECT_EQ(object["end_column"], 10) << "a mark ends with its line";
            EXPECT_EQ(object["level"], "error") << "as site.yml has it";
            EXPECT_EQ(object["message"].get<std::string>().find('\x1b'), std::string::npos);
        } else if (object["code"] == "W806") {
            for (const char* key : {"line", "column", "end_column"}) EXPECT_TRUE(object[key].is_null());
        } else if (object["code"] == "E301") {
            EXPECT_EQ(object["notes"][0]["line"], 3);
            EXPECT_EQ(object["notes"][0]["message"], "先在这里用过");
        }
    }
}

TEST(Findings, what_is_off_is_in_no_form) {
    Levels off;
    for (const Diagnostic& finding : findings()) off.set(finding.code, Level::off);
    const FindingsContext context{Language::zh, "1", "https://x/", {}};
    EXPECT_EQ(render_findings(findings(), off, FindingsFormat::json, context, file_lines), "");
    EXPECT_EQ(render_findings(findings(), off, FindingsFormat::github, context, file_lines), "");
    EXPECT_EQ(json::parse(render_findings(findings(), off, FindingsFormat::gitlab, context, file_lines)).size(), 0U);
    EXPECT_EQ(json::parse(render_findings(findings(), off, FindingsFormat::sarif, context, file_lines))["runs"][0]["results"].size(), 0U);
}

// What SARIF 2.1.0 requires: 3.13 (version, runs), 3.14 (tool, results, columnKind, originalUriBaseIds), 3.19 (driver), 3.27 (results), 3.29–3.30 (places),
// 3.49 (rules).
TEST(Findings, sarif_has_what_the_standard_requires) {
    for (const Language language : {Language::zh, Language::en}) {
        const json log = json::parse(render(FindingsFormat::sarif, findings(), language, "a county/"));
        EXPECT_EQ(log["version"], "2.1.0");
        EXPECT_TRUE(log["$schema"].get<std::string>().ends_with("sarif-2.1.0.json"));
        ASSERT_EQ(log["runs"].size(), 1U);
        const json& run = log["runs"][0];
        EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
        const json& driver = run["tool"]["driver"];
        EXPECT_EQ(driver["name"], "mulu");
        EXPECT_EQ(driver["semanticVersion"], "1.2.3");
        std::set<std::string> ids;
        for (const json& rule : driver["rules"]) {
            EXPECT_TRUE(ids.insert(rule["id"]).second) << rule["id"] << " twice";
            for (const char* words : {"shortDescription", "fullDescription", "help"}) EXPECT_FALSE(rule[words]["text"].get<std::string>().empty()) << words;
            EXPECT_EQ(rule["helpUri"], "https://www.example.gov.cn/diagnostics.md#" + lower_ascii(rule["id"].get<std::string>()));
            EXPECT_TRUE((std::set<std::string>{"none", "note", "warning", "error"}).contains(rule["defaultConfiguration"]["level"]));
        }
        ASSERT_EQ(run["results"].size(), findings().size());
        std::set<std::string> prints;
        for (const json& result : run["results"]) {
            EXPECT_EQ(driver["rules"][result["ruleIndex"].get<std::size_t>()]["id"], result["ruleId"]);
            EXPECT_TRUE((std::set<std::string>{"none", "note", "warning", "error"}).contains(result["level"]));
            EXPECT_FALSE(result["message"]["text"].get<std::string>().empty());
            EXPECT_TRUE(prints.insert(result["partialFingerprints"]["mulu/v1"]).second);
            ASSERT_EQ(result["locations"].size(), 1U);
            const json& place = result["locations"][0]["physicalLocation"];
            const std::string uri = place["artifactLocation"]["uri"];
            EXPECT_TRUE(uri.starts_with("a%20county/content/items/")) << uri;
            EXPECT_EQ(uri.find_first_of(" :\\\"<>"), std::string::npos) << uri;
            EXPECT_TRUE(run["originalUriBaseIds"].contains(place["artifactLocation"]["uriBaseId"].get<std::string>()));
            if (!place.contains("region")) continue;
            EXPECT_GE(place["region"]["startLine"], 1);
            EXPECT_GE(place["region"]["startColumn"], 1);
            EXPECT_GE(place["region"]["endColumn"], place["region"]["startColumn"]);
        }
    }
}

TEST(Findings, sarif_tells_held_back_from_a_warning_by_its_properties) {
    const json log = json::parse(render(FindingsFormat::sarif));
    for (const json& result : log["runs"][0]["results"]) {
        if (result["ruleId"] == "H702") {
            EXPECT_EQ(result["level"], "warning");
            EXPECT_EQ(result["properties"]["level"], "held");
        }
        if (result["ruleId"] == "E301") {
            EXPECT_EQ(result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 3);
        }
    }
}

TEST(Findings, github_commands_are_a_line_each_and_escaped) {
    const auto all = lines_of(render(FindingsFormat::github));
    ASSERT_EQ(all.size(), findings().size());
    for (const std::string& line : all) {
        EXPECT_TRUE(line.starts_with("::error ") || line.starts_with("::warning ")) << line;
        EXPECT_EQ(first_invalid_utf8(line), std::nullopt);
        EXPECT_EQ(line.find('\x1b'), std::string::npos);
    }
    const auto of = [&](const std::string& code) {
        for (const std::string& line : all) {
            if (line.find("title=" + code + "::") != std::string::npos) return line;
        }
        return std::string();
    };
    EXPECT_EQ(of("E203"), "::error file=content/items/2013/gh 0042.md,line=3,endLine=3,col=12,endColumn=21,title=E203::“发布日期”不是有效日期%0A月份只能是 01 到 12%0A应写成: "
                          "2013-12-01（年-月-日）");
    EXPECT_TRUE(of("W806").starts_with("::warning file=content/items/2013/a%3Ab%2Cc%25.pdf,title=W806::")) << of("W806");
    EXPECT_NE(of("E301").find("T\"1,<&>:%250A"), std::string::npos) << of("E301");
    EXPECT_TRUE(of("W210").starts_with("::error ")) << "as site.yml has it";
}

// docs.gitlab.com, Code Quality report format: description, check_name, fingerprint, severity, location.path, location.lines.begin.
TEST(Findings, gitlab_has_what_a_code_quality_report_needs) {
    const json report = json::parse(render(FindingsFormat::gitlab));
    ASSERT_EQ(report.size(), findings().size());
    const std::set<std::string> severities = {"info", "minor", "major", "critical", "blocker"};
    std::set<std::string> prints;
    for (const json& issue : report) {
        EXPECT_FALSE(issue["description"].get<std::string>().empty());
        EXPECT_TRUE(find_code(issue["check_name"].get<std::string>()));
        EXPECT_TRUE(prints.insert(issue["fingerprint"]).second);
        EXPECT_TRUE(severities.contains(issue["severity"]));
        EXPECT_FALSE(issue["location"]["path"].get<std::string>().empty());
        EXPECT_GE(issue["location"]["lines"]["begin"], 1);
    }
}

TEST(Findings, fingerprints_outlive_lines_put_in_before_but_not_another_fault) {
    Diagnostics one, moved, other, twice;
    one.add(Code::E203, {path, 3, 12, 10}, {"发布日期", "x", "y"});
    moved.add(Code::E203, {path, 5, 12, 10}, {"发布日期", "x", "y"});
    other.add(Code::E203, {path, 3, 12, 10}, {"生成日期", "x", "y"});
    const auto below = lines({"---", "unit: zfb", "title: 通知", "index: 1", "published: 2013-13-01"});
    EXPECT_EQ(fingerprints_of(one.sorted(), file_lines), fingerprints_of(moved.sorted(), below));
    EXPECT_NE(fingerprints_of(one.sorted(), file_lines), fingerprints_of(other.sorted(), file_lines));
    twice.add(Code::W807, {path, 1, 1, 1}, {"W801"});
    twice.add(Code::W807, {path, 1, 2, 1}, {"W801"});
    const auto prints = fingerprints_of(twice.sorted(), file_lines);
    EXPECT_NE(prints[0], prints[1]);
}

TEST(Findings, every_code_can_be_a_rule_of_sarif_in_both_languages) {
    std::vector<Diagnostic> all;
    for (std::size_t code = 0; code < code_count; ++code) all.push_back({static_cast<Code>(code), {path, 1, 1, 1}, {"a", "b", "c", "d"}, {}});
    for (const Language language : {Language::zh, Language::en}) {
        const json log = json::parse(render(FindingsFormat::sarif, all, language));
        EXPECT_EQ(log["runs"][0]["tool"]["driver"]["rules"].size(), code_count);
    }
}
