// SPDX-License-Identifier: Apache-2.0
#include "formats/yaml_writer.hpp"

#include <gtest/gtest.h>

#include "formats/yaml.hpp"

using namespace mulu;

namespace {

std::string written(std::string_view text) {
    std::string out;
    append_yaml_text(out, text);
    return out;
}

/// What is read back from `key: text`, `{key: text}` and `[text]`; they must agree.
std::string read_back(const std::string& text, YamlReader reader) {
    std::string all, first;
    for (const std::string& line : {"key: " + written(text), "key: {a: " + written(text) + ", b: 1}", "key: [" + written(text) + ", 1]"}) {
        Diagnostics diagnostics;
        const auto source = Source::make("a.yml", line + "\n", diagnostics);
        YamlLimits limits;
        limits.reader = reader;
        const auto node = source ? parse_yaml(*source, source->text(), 1, diagnostics, limits) : std::nullopt;
        if (!node || !diagnostics.empty() || node->entries.size() != 1) return "not read: " + line;
        const YamlNode* value = &node->entries[0].value;
        if (value->kind == YamlNode::Kind::mapping) value = &value->entries[0].value;
        if (value->kind == YamlNode::Kind::list) value = &value->items[0];
        if (value->kind != YamlNode::Kind::scalar) return "no text: " + line;
        if (all.empty()) first = value->text;
        if (value->text != first) return "not the same: " + line;
        all += line;
    }
    return first;
}

}  // namespace

TEST(YamlWriter, leaves_plain_what_means_itself) {
    for (const char* text : {"关于防汛的通知", "2013-01-05", "清政〔2014〕5号", "QL00100-0100-2013-00001"}) {
        EXPECT_EQ(written(text), text);
    }
    EXPECT_EQ(written("a: b"), "\"a: b\"");
    EXPECT_EQ(written(""), "\"\"");
    EXPECT_EQ(written("~"), "\"~\"");
    EXPECT_EQ(written("#1"), "\"#1\"");
    EXPECT_EQ(written("关于“三公”经费"), "关于“三公”经费");
    std::string out;
    append_yaml_list(out, {"甲", "乙, 丙"});
    EXPECT_EQ(out, "[甲, \"乙, 丙\"]");
}

TEST(YamlWriter, what_is_written_is_read_back) {
    for (const char* text : {"a", "0123", "no", "null", "- a", "a:", "a: b", "a #b", "a#b", "#", "“引用”在前", "'a'", "\"a\"", "a\\b", "\\n", "a\nb", "a\tb", "[a", "{a}", "a, b", "? a", "!x", "&x",
                             "*x", "|", ">", "%x", "@x", "`x`", " a ", "：a", "a：b", "——", "《办法》（试行）", "〔2014〕5号", "1.0", "true", "=", "<<", "---", "...", "\xE2\x80\xA8x", "😀"}) {
        for (const YamlReader reader : {YamlReader::quick, YamlReader::library}) EXPECT_EQ(read_back(text, reader), text) << written(text);
    }
}
