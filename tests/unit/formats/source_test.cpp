// SPDX-License-Identifier: Apache-2.0
#include "formats/source.hpp"

#include <gtest/gtest.h>

using namespace mulu;

namespace {

std::optional<Source> make(std::string bytes, Diagnostics& diagnostics) { return Source::make("a.md", std::move(bytes), diagnostics); }

/// "E002 2:4 GBK", or "" where there is no fault.
std::string fault_of(const std::string& bytes) {
    Diagnostics diagnostics;
    const auto source = make(bytes, diagnostics);
    EXPECT_EQ(source.has_value(), diagnostics.empty());
    std::string text;
    for (const Diagnostic& d : diagnostics.all()) {
        if (!text.empty()) text += "; ";
        text += std::string(words_of(d.code).name) + " " + std::to_string(d.at.line) + ":" + std::to_string(d.at.column);
        for (const Words& arg : d.args) text += " " + arg.en;
    }
    return text;
}

// 标题：关于政府信息公开的通知 in GBK.
const std::string gbk = "\xB1\xEA\xCC\xE2\xA3\xBA\xB9\xD8\xD3\xDA\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2\xB9\xAB\xBF\xAA\xB5\xC4\xCD\xA8\xD6\xAA\n";

std::string utf16(std::u16string_view text, bool big, bool mark) {
    std::string bytes;
    if (mark) bytes += big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char16_t unit : text) {
        const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
        bytes += big ? high : low;
        bytes += big ? low : high;
    }
    return bytes;
}

}  // namespace

TEST(Source, takes_sound_text) {
    for (const char* text : {"", "\n", "标题", "a\tb\n", "\xEF\xBF\xBD", "\xF0\xA0\x80\x80"}) EXPECT_EQ(fault_of(text), "") << text;
}

TEST(Source, names_the_encoding) {
    EXPECT_EQ(fault_of("---\ntitle: " + gbk), "E002 2:8 GBK");
    EXPECT_EQ(fault_of(gbk), "E002 1:1 GBK");
    EXPECT_EQ(fault_of(gbk + "\x81\x39\xEE\x39"), "E002 1:1 GB18030");  // a four-byte character of GB 18030
    EXPECT_EQ(fault_of(utf16(u"title: 关于公开的通知\n", false, true)), "E002 1:1 UTF-16LE");
    EXPECT_EQ(fault_of(utf16(u"title: 关于公开的通知\n", true, true)), "E002 1:1 UTF-16BE");
    EXPECT_EQ(fault_of(utf16(u"title: plain\nunit: x\n", false, false)), "E002 1:1 UTF-16LE");
    EXPECT_EQ(fault_of(utf16(u"title: plain\nunit: x\n", true, false)), "E002 1:1 UTF-16BE");
    EXPECT_EQ(fault_of(utf16(u"关于公开的通知，现将有关事项\n", false, false)), "E002 1:1 UTF-16LE");
    EXPECT_EQ(fault_of(gbk + gbk + gbk + gbk + gbk + "\xFF\n"), "E002 1:1 damaged GBK");
    EXPECT_EQ(fault_of("政府信息\n公\xE5\xBC开\n"), "E002 2:2 damaged UTF-8");
    EXPECT_EQ(fault_of("caf\xE9\n"), "E002 1:4 unknown");
    EXPECT_EQ(fault_of("\xFF\xD8\xFF\xE0 jpeg"), "E002 1:1 unknown");
}

TEST(Source, finds_the_first_bad_byte_in_every_kind_of_lines) {
    EXPECT_EQ(fault_of("a\r\nb\r\nc\xFF"), "E002 3:2 unknown");
    EXPECT_EQ(fault_of("a\rb\rc\xFF"), "E002 3:2 unknown");
    EXPECT_EQ(fault_of("\xEF\xBB\xBF"
                       "a\xFF"),
              "E002 1:2 unknown");
    EXPECT_EQ(fault_of("政府\n信息\xFF"), "E002 2:3 damaged UTF-8");
}

TEST(Source, finds_gbk_behind_any_length_of_utf8) {
    // The first odd byte is named at every offset: no buffer has an edge here.
    for (std::size_t before = 0; before < 70; ++before) EXPECT_EQ(fault_of(std::string(before, 'x') + gbk), "E002 1:" + std::to_string(before + 1) + " GBK");
    for (const std::size_t lines : {1000, 65535, 65536, 65537}) {
        EXPECT_EQ(fault_of(std::string(lines, '\n') + "a" + gbk + gbk), "E002 " + std::to_string(lines + 1) + ":2 GBK");
    }
    EXPECT_EQ(fault_of("政府\n信息a\n" + gbk), "E002 3:1 UTF-8 and GBK mixed");
    EXPECT_EQ(fault_of("genre: \xCD\xA8\xD6\xAA\n" + gbk + gbk), "E002 2:1 GBK") << "通知 in GBK is sound UTF-8";
}

TEST(Source, warns_of_marks_and_line_ends_in_content) {
    const auto warnings = [](const std::string& bytes) {
        Diagnostics diagnostics;
        EXPECT_TRUE(Source::make("content/items/a.md", bytes, diagnostics));
        std::string text;
        for (const Diagnostic& d : diagnostics.all()) {
            text += std::string(words_of(d.code).name) + " " + std::to_string(d.at.line) + ":" + std::to_string(d.at.column);
            for (const Words& arg : d.args) text += " " + arg.en;
            text += ";";
        }
        return text;
    };
    EXPECT_EQ(warnings("a\nb\n"), "");
    EXPECT_EQ(warnings("a"), "");
    EXPECT_EQ(warnings("\xEF\xBB\xBF\xEF\xBB\xBF"
                       "a\n"),
              "W001 1:1;");
    EXPECT_EQ(warnings("a\r\nb\r\n"), "W002 1:1 CRLF;");
    EXPECT_EQ(warnings("a\rb"), "W002 1:1 CR;");
    EXPECT_EQ(warnings("a\nb\r\nc"), "W003 2:1 1 line LF, 1 line CRLF;");
    EXPECT_EQ(warnings("a\r\nb\r\nc\nd\re"), "W003 3:1 1 line LF, 2 lines CRLF, 1 line CR;");
}

TEST(Source, names_control_characters) {
    EXPECT_EQ(fault_of("政府\x07\n"), "E003 1:3 U+0007");
    EXPECT_EQ(fault_of("a\n\x7F\nb\xC2\x85"), "E003 2:1 U+007F; E003 3:2 U+0085");
    EXPECT_EQ(fault_of(std::string("a\0b", 3)), "E003 1:2 U+0000");
    EXPECT_EQ(fault_of("a\x01\x02\n"), "E003 1:2 U+0001");  // one a line
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "\x01\n";
    Diagnostics diagnostics;
    EXPECT_FALSE(make(many, diagnostics));
    EXPECT_EQ(diagnostics.all().size(), 20U);
}

TEST(Source, has_a_limit) {
    Diagnostics diagnostics;
    EXPECT_TRUE(Source::make("a", std::string(10, 'x'), diagnostics, {10}));
    EXPECT_FALSE(Source::make("a", std::string(1600, 'x'), diagnostics, {1024}));
    ASSERT_EQ(diagnostics.all().size(), 1U);
    EXPECT_EQ(diagnostics.all()[0].code, Code::E004);
    EXPECT_EQ(diagnostics.all()[0].at, (Place{"a", 0, 0, 0}));
    EXPECT_EQ(diagnostics.all()[0].args[0].zh, "1.5 KB");
    EXPECT_EQ(diagnostics.all()[0].args[1].zh, "1 KB");
}

TEST(Source, reads_all_line_ends_alike) {
    for (const char* text : {"a\nb\n\nc", "a\r\nb\r\n\r\nc", "a\rb\r\rc",
                             "\xEF\xBB\xBF"
                             "a\nb\r\n\rc",
                             "\xEF\xBB\xBF\xEF\xBB\xBF"
                             "a\nb\n\nc"}) {
        Diagnostics diagnostics;
        const auto source = make(text, diagnostics);
        ASSERT_TRUE(source);
        EXPECT_EQ(source->text(), "a\nb\n\nc");
        EXPECT_EQ(source->line_count(), 4U);
        EXPECT_EQ(source->line(3), "");
        EXPECT_EQ(source->line(4), "c");
    }
}

TEST(Source, knows_lines_and_columns) {
    Diagnostics diagnostics;
    const auto source = make("政府\n信息a\n", diagnostics);
    ASSERT_TRUE(source);
    EXPECT_EQ(source->line_count(), 3U);
    EXPECT_EQ(source->line(1), "政府");
    EXPECT_EQ(source->line(3), "");
    EXPECT_EQ(source->line(0), "");
    EXPECT_EQ(source->line(4), "");
    EXPECT_EQ(source->line_begin(2), 7U);
    EXPECT_EQ(source->line_begin(9), source->text().size());
    EXPECT_EQ(source->place(0), (Place{"a.md", 1, 1, 1}));
    EXPECT_EQ(source->place(3, 2), (Place{"a.md", 1, 2, 2}));
    EXPECT_EQ(source->place(4), (Place{"a.md", 1, 2, 1}));  // within a character
    EXPECT_EQ(source->place(6), (Place{"a.md", 1, 3, 1}));  // the line's end
    EXPECT_EQ(source->place(7), (Place{"a.md", 2, 1, 1}));
    EXPECT_EQ(source->place(13), (Place{"a.md", 2, 3, 1}));
    EXPECT_EQ(source->place(999), (Place{"a.md", 3, 1, 1}));
    EXPECT_EQ(source->place_at(5, 6, 7), (Place{"a.md", 5, 6, 7}));
}

TEST(FrontMatter, is_split_from_the_body) {
    struct {
        const char* text;
        const char* yaml;
        const char* body;
        std::uint32_t body_line;
    } const cases[] = {
        {"---\na: 1\n---\nbody\n", "a: 1\n", "body\n", 4},
        {"---  \na: 1\n---\t\nbody\n", "a: 1\n", "body\n", 4},
        {"---\r\na: 1\r\n---\r\nbody\r\n", "a: 1\n", "body\n", 4},
        {"\xEF\xBB\xBF---\na: 1\n---\n", "a: 1\n", "", 4},
        {"---\n---", "", "", 3},
        {"---\na: 1\n ---\n----\n---\n---\nx", "a: 1\n ---\n----\n", "---\nx", 6},
    };
    for (const auto& [text, yaml, body, body_line] : cases) {
        Diagnostics diagnostics;
        const auto source = make(text, diagnostics);
        const auto parts = split_front_matter(*source, diagnostics);
        ASSERT_TRUE(parts) << text;
        EXPECT_EQ(parts->yaml, yaml);
        EXPECT_EQ(parts->yaml_line, 2U);
        EXPECT_EQ(parts->body, body);
        EXPECT_EQ(parts->body_line, body_line);
    }
}

TEST(FrontMatter, says_what_is_missing) {
    struct {
        const char* text;
        Code code;
        Place at;
    } const cases[] = {
        {"", Code::E005, {"a.md", 1, 1, 1}},
        {"title: x\n", Code::E005, {"a.md", 1, 1, 8}},
        {"\n---\na: 1\n---\n", Code::E005, {"a.md", 1, 1, 1}},
        {" ---\n", Code::E005, {"a.md", 1, 1, 4}},
        {"———\n", Code::E005, {"a.md", 1, 1, 3}},
        {"---", Code::E006, {"a.md", 1, 1, 3}},
        {"---\na: 1\n", Code::E006, {"a.md", 1, 1, 3}},
    };
    for (const auto& [text, code, at] : cases) {
        Diagnostics diagnostics;
        const auto source = make(text, diagnostics);
        EXPECT_FALSE(split_front_matter(*source, diagnostics)) << text;
        ASSERT_EQ(diagnostics.all().size(), 1U);
        EXPECT_EQ(diagnostics.all()[0].code, code);
        EXPECT_EQ(diagnostics.all()[0].at, at);
    }
}
