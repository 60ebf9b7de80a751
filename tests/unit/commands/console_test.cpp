// SPDX-License-Identifier: Apache-2.0
#include "commands/console.hpp"

#include <cerrno>
#include <map>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "support/temp_folder.hpp"

using namespace mulu;

namespace {

using Files = std::map<std::string, std::string>;

LineText lines_of(Files files) {
    return [files = std::move(files)](const std::string& path, std::uint32_t line) -> std::optional<std::string> {
        const auto found = files.find(path);
        return found == files.end() ? std::nullopt : line_of(found->second, line);
    };
}

std::string render(const Diagnostics& diagnostics, const Files& files, Language language = Language::zh) {
    ConsoleStyle style;
    style.language = language;
    return render_diagnostics(diagnostics, Levels(), style, excerpts_of(lines_of(files)));
}

const Files item{{"content/items/2013/gh-0042.md", "---\nindex: 1\ntitle: 通知\nunit: gov\nformed: 2013-05-01\npublished: 2013-13-01\n---\n"}};

Diagnostics invalid_date() {
    Diagnostics diagnostics;
    diagnostics.add(Code::E203, {"content/items/2013/gh-0042.md", 6, 12, 10},
                    {Words("发布日期", "published"), Words("月份只能是 01 到 12", "the month must be 01 to 12"), "2013-12-01"});
    return diagnostics;
}

}  // namespace

TEST(Console, prints_a_diagnostic_in_the_form_of_commands_md) {
    EXPECT_EQ(render(invalid_date(), item), R"(错误[E203]: “发布日期”不是有效日期
  --> content/items/2013/gh-0042.md:6:12
   |
 6 | published: 2013-13-01
   |            ^^^^^^^^^^ 月份只能是 01 到 12
   |
   = 应写成: 2013-12-01（年-月-日）
)");
    EXPECT_EQ(render(invalid_date(), item, Language::en), R"(error[E203]: “published” is not a valid date
  --> content/items/2013/gh-0042.md:6:12
   |
 6 | published: 2013-13-01
   |            ^^^^^^^^^^ the month must be 01 to 12
   |
   = write it as: 2013-12-01 (year-month-day)
)");
}

TEST(Console, counts_han_as_two_columns) {
    Diagnostics diagnostics;
    diagnostics.add(Code::E012, {"a.yml", 10, 3, 1}, {"标题"});
    EXPECT_EQ(render(diagnostics, {{"a.yml", "\n\n\n\n\n\n\n\n\n标题：关于公开\n"}}), R"(错误[E012]: “标题”后面是全角冒号
   --> a.yml:10:3
    |
 10 | 标题：关于公开
    |     ^^ 全角冒号“：”
    |
    = 改成英文冒号加空格： 标题: …（已知的字段 mulu fix 能改）
)");
}

TEST(Console, shows_a_second_place) {
    Diagnostics diagnostics;
    diagnostics.add(Code::E301, {"b.md", 12, 8, 2}, {"42"}, {{Words("第一次写在这里", "first given here"), {"a.md", 2, 8, 2}}});
    const std::string b = "\n\n\n\n\n\n\n\n\n\n\nindex: 42\n";
    EXPECT_EQ(render(diagnostics, {{"a.md", "---\nindex: 42\n"}, {"b.md", b}}), R"(错误[E301]: 索引号“42”重复
   --> b.md:12:8
    |
 12 | index: 42
    |        ^^ 又用了一次
   ::: a.md:2:8
    |
  2 | index: 42
    |        -- 第一次写在这里
    |
    = 索引号一经使用不再改变，给后来的一条换新号
)");
}

TEST(Console, shows_places_without_a_line) {
    Diagnostics diagnostics;
    diagnostics.add(Code::E004, {"a.md", 0, 0, 0}, {"5 MB", "4 MB"});
    diagnostics.add(Code::H704, {"b.md", 3, 1, 6});
    diagnostics.add(Code::E009, {"", 0, 0, 0}, {"content/site.yml"});
    EXPECT_EQ(render(diagnostics, {}, Language::en), R"(error[E009]: a required file is missing: content/site.yml
   = create the file, or name the site's folder with --root

error[E004]: the file is too large: 5 MB, limit 4 MB
  --> a.md
   = put bulk data into an attachment, or split the item

held[H704]: held back: the review decided against release
  --> b.md:3:1
   = if that is wrong, correct review
)");
}

TEST(Console, says_the_levels_in_words) {
    Diagnostics diagnostics;
    diagnostics.add(Code::H702, {"a.md", 0, 0, 0});
    diagnostics.add(Code::W809, {"b.md", 0, 0, 0});
    EXPECT_EQ(render(diagnostics, {}),
              "暂不发布[H702]: 草稿，暂不发布\n  --> a.md\n   = 定稿后删去 draft\n\n警告[W809]: 正文是空的\n  --> b.md\n   = 写上正文，或把信息写成 "
              ".yml 加附件\n");
    ConsoleStyle style;
    style.language = Language::en;
    style.quiet = true;
    Levels levels;
    EXPECT_EQ(render_diagnostics(diagnostics, levels, style, excerpts_of(lines_of({}))),
              "held[H702]: held back: a draft\n  --> a.md\n   = remove draft when it is final\n");
    levels.set(Code::W809, Level::error);
    levels.set(Code::H702, Level::off);
    EXPECT_EQ(render_diagnostics(diagnostics, levels, style, excerpts_of(lines_of({}))).substr(0, 12), "error[W809]:");
}

TEST(Console, counts_the_same_problem_in_one_file) {
    Diagnostics diagnostics;
    for (std::uint32_t line = 1; line <= 8; ++line) diagnostics.add(Code::W808, {"a.md", line, 1, 1});
    for (std::uint32_t line = 1; line <= 5; ++line) diagnostics.add(Code::W808, {"b.md", line, 1, 1});
    diagnostics.add(Code::W809, {"a.md", 0, 0, 0});
    for (const Language language : {Language::zh, Language::en}) {
        const std::string text = render(diagnostics, {}, language);
        const std::string name = language == Language::zh ? "警告[W808]" : "warning[W808]";
        std::size_t shown = 0;
        for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) ++shown;
        EXPECT_EQ(shown, 10U);
        const std::string more =
            language == Language::zh ? "\n另有 3 处同样的问题 [W808]\n\n警告[W808]" : "\n3 more like this [W808]\n\nwarning[W808]";
        EXPECT_NE(text.find(more), std::string::npos) << text;
        EXPECT_LT(text.find(more), text.find("b.md"));
    }
}

TEST(Console, expands_tabs) {
    Diagnostics diagnostics;
    diagnostics.add(Code::E011, {"a.yml", 1, 1, 1});
    diagnostics.add(Code::E011, {"a.yml", 2, 3, 1});
    const std::string text = render(diagnostics, {{"a.yml", "\tb: 1\nab\tc\n"}});
    EXPECT_NE(text.find(" 1 |     b: 1\n   | ^^^^ 这里是制表符\n"), std::string::npos) << text;
    EXPECT_NE(text.find(" 2 | ab  c\n   |   ^^ 这里是制表符\n"), std::string::npos) << text;
}

TEST(Console, cuts_long_lines_around_the_mark) {
    std::string han;
    for (int i = 0; i < 100; ++i) han += "公";
    struct {
        std::string line;
        std::uint32_t column, length;
    } const cases[] = {{std::string(300, 'a'), 1, 3},
                       {std::string(300, 'a'), 200, 10},
                       {std::string(300, 'a'), 300, 1},
                       {std::string(300, 'a'), 301, 1},
                       {std::string(300, 'a'), 1, 300},
                       {std::string(300, 'a'), 90, 50},
                       {han, 60, 2},
                       {han, 1, 100},
                       {han, 100, 1},
                       {std::string(100, 'a'), 100, 1},
                       {std::string(101, 'a'), 99, 1}};
    for (const auto& [line, column, length] : cases) {
        Diagnostics diagnostics;
        diagnostics.add(Code::E010, {"a.md", 1, column, length}, {"x"});
        std::istringstream text(render(diagnostics, {{"a.md", line + "\n"}}));
        std::string row, shown, marked;
        for (int i = 0; i < 5; ++i) {
            std::getline(text, row);
            if (i == 3) shown = row;
            if (i == 4) marked = row;
        }
        EXPECT_LE(display_width(shown), 105) << shown;
        const std::size_t begin = marked.find('^');
        ASSERT_NE(begin, std::string::npos);
        const std::size_t end = marked.find_last_of('^') + 1;
        EXPECT_LE(end, 107U) << marked;
        EXPECT_GE(begin, 5U);
        EXPECT_LE(begin, static_cast<std::size_t>(display_width(shown))) << shown << "\n" << marked;
    }
    // Wide characters and tabs before the mark, in a line of a megabyte.
    std::string mixed;
    for (int i = 0; i < 100000; ++i) mixed += "公a\t\xCC\x81";
    Diagnostics far;
    far.add(Code::E010, {"a.md", 1, 200001, 1}, {"x"});
    std::istringstream rows(render(far, {{"a.md", mixed}}));
    std::string shown, marked;
    for (int i = 0; i < 5; ++i) std::getline(rows, i == 3 ? shown : marked);
    EXPECT_LE(display_width(shown), 105);
    ASSERT_NE(marked.find('^'), std::string::npos);
    EXPECT_EQ(marked.substr(marked.find('^'), 3), "^^ ") << "the mark is as wide as the Han character that it is under:\n" << shown << "\n" << marked;

    Diagnostics diagnostics;
    diagnostics.add(Code::E010, {"a.md", 1, 200, 2}, {"x"});
    std::string line(300, 'a');
    line[199] = line[200] = 'X';
    EXPECT_NE(render(diagnostics, {{"a.md", line}})
                  .find(" 1 | …" + std::string(30, 'a') + "XX" + std::string(66, 'a') + "…\n   | " + std::string(31, ' ') + "^^ "),
              std::string::npos);
}

TEST(Console, shows_hostile_characters_harmlessly) {
    Diagnostics diagnostics;
    diagnostics.add(Code::E002, {"a\x1b[2J.md", 1, 3, 1}, {"GBK"});
    diagnostics.add(Code::E101, {"b.md", 1, 3, 1}, {std::string("x\x1b[31m\ny\xE2\x80\xAE"), "z"});
    const std::string text = render(diagnostics, {{"a\x1b[2J.md", "ab\xB1\xEA"},
                                                  {"b.md",
                                                   "a\x07\xE2\x80\x8B"
                                                   "b"}});
    for (const char c : text) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
    EXPECT_FALSE(first_invalid_utf8(text));
    EXPECT_NE(text.find(" 1 | ab\xEF\xBF\xBD\xEF\xBF\xBD\n   |   ^ "), std::string::npos) << text;
    EXPECT_NE(text.find(" 1 | a\xEF\xBF\xBD\xEF\xBF\xBD"
                        "b\n   |   ^\n"),
              std::string::npos)
        << text;
    EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);

    Diagnostics endless;
    endless.add(Code::E101, {"a.md", 0, 0, 0}, {std::string(100000, 'x'), "y"});
    EXPECT_LT(render(endless, {}).size(), 1000U);
}

TEST(Console, colours_only_when_asked) {
    ConsoleStyle style;
    style.colour = true;
    const std::string text = render_diagnostics(invalid_date(), Levels(), style, excerpts_of(lines_of(item)));
    EXPECT_EQ(text.find("\x1b[1;31m错误[E203]\x1b[0m\x1b[1m: “发布日期”不是有效日期\x1b[0m\n"), 0U);
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\x1b')
            i = text.find('m', i);
        else
            plain += text[i];
    }
    EXPECT_EQ(plain, render(invalid_date(), item));
}

TEST(Console, finds_lines) {
    const std::string bytes =
        "\xEF\xBB\xBF"
        "a\r\nb\rc\n\nd";
    EXPECT_EQ(line_of(bytes, 1), "a");
    EXPECT_EQ(line_of(bytes, 2), "b");
    EXPECT_EQ(line_of(bytes, 3), "c");
    EXPECT_EQ(line_of(bytes, 4), "");
    EXPECT_EQ(line_of(bytes, 5), "d");
    EXPECT_EQ(line_of(bytes, 6), std::nullopt);
    EXPECT_EQ(line_of("", 1), "");
    const test::TempFolder folder;
    RealDisk disk;
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(disk.write(folder / (std::to_string(i) + ".md"), "x\n" + std::to_string(i) + "\n"));
    const LineText lines = read_lines(disk, folder.path());
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 20; ++i) EXPECT_EQ(lines(std::to_string(i) + ".md", 2), std::to_string(i));
    }
    EXPECT_EQ(lines("none.md", 1), std::nullopt);
}

TEST(Console, summarises) {
    Diagnostics diagnostics;
    EXPECT_EQ(render_summary(diagnostics, Levels(), Language::zh, 0), "检查 0 条信息：没有问题\n");
    EXPECT_EQ(render_summary(diagnostics, Levels(), Language::en, 1), "checked 1 item: no problems\n");
    diagnostics.add(Code::E203, {"a.md", 1, 1, 1});
    diagnostics.add(Code::W809, {"a.md", 1, 1, 1});
    EXPECT_EQ(render_summary(diagnostics, Levels(), Language::en, 2), "checked 2 items: 1 error (in 1 file), 1 warning\n");
    diagnostics.add(Code::E203, {"a.md", 2, 1, 1});
    diagnostics.add(Code::E203, {"b.md", 2, 1, 1});
    for (std::uint32_t i = 0; i < 10; ++i) diagnostics.add(Code::W808, {"c.md", i, 1, 1});
    diagnostics.add(Code::H702, {"d.md", 1, 1, 1});
    diagnostics.add(Code::H703, {"d.md", 1, 1, 1});  // the same item
    diagnostics.add(Code::H702, {"e.md", 1, 1, 1});
    EXPECT_EQ(render_summary(diagnostics, Levels(), Language::zh, 1240), "检查 1,240 条信息：3 个错误（2 个文件），11 个警告，2 条暂不发布\n");
    EXPECT_EQ(render_summary(diagnostics, Levels(), Language::en, 1240), "checked 1,240 items: 3 errors (in 2 files), 11 warnings, 2 held back\n");
}

TEST(Console, says_where_to_read_more_about_the_gravest) {
    const auto hint = [](std::vector<Code> codes, const Levels& levels = Levels()) {
        Diagnostics diagnostics;
        for (const Code code : codes) diagnostics.add(code, {"a.md", 1, 1, 1});
        const auto words = hint_of(diagnostics, levels);
        return words ? words->en : std::string();
    };
    EXPECT_EQ(hint({}), "");
    EXPECT_EQ(hint({Code::W801, Code::H702, Code::E203, Code::E101}), "for more about a message: mulu explain E101") << "the first of the errors, as they are printed";
    EXPECT_EQ(hint({Code::W801, Code::H702}), "for more about a message: mulu explain H702");
    Levels levels;
    levels.set(Code::W801, Level::off);
    EXPECT_EQ(hint({Code::W801}, levels), "");
    levels.set(Code::W801, Level::error);
    EXPECT_EQ(hint({Code::W801, Code::H702}, levels), "for more about a message: mulu explain W801");
}

TEST(Console, groups_digits) {
    EXPECT_EQ(print_count(0), "0");
    EXPECT_EQ(print_count(999), "999");
    EXPECT_EQ(print_count(1000), "1,000");
    EXPECT_EQ(print_count(1234567), "1,234,567");
}

TEST(Console, says_failures_in_the_language) {
    const Failure full{"cannot write", "site/a.html", ENOSPC};
    EXPECT_EQ(render_failure(full, Language::zh), "错误: 写不了 site/a.html：磁盘已满\n");
    EXPECT_EQ(render_failure(full, Language::en), "error: cannot write site/a.html: No space left on device\n");
    EXPECT_EQ(render_failure({"别的", "x", 0}, Language::zh), "错误: 别的 x\n");
    EXPECT_EQ(render_failure({"拒绝", "", 0}, Language::zh), "错误: 拒绝\n");
    EXPECT_EQ(render_failure({"refused", "", 0}, Language::en), "error: refused\n");
}

TEST(Console, shows_progress) {
    const Words phase("读取", "reading");
    EXPECT_EQ(render_progress(phase, 0, 0, 0, Language::zh), "读取");
    EXPECT_EQ(render_progress(phase, 1240, 5000, 0.1, Language::zh), "读取 1,240/5,000");
    EXPECT_EQ(render_progress(phase, 1000, 5000, 2, Language::zh), "读取 1,000/5,000  500/秒  还需 8 秒");
    EXPECT_EQ(render_progress(phase, 1000, 100000, 2, Language::en), "reading 1,000/100,000  500/s  3 min 18 s left");
    EXPECT_EQ(render_progress(phase, 1000, 0, 2, Language::en), "reading 1,000  500/s");
    EXPECT_EQ(render_progress(phase, 5000, 5000, 2, Language::en), "reading 5,000/5,000  2,500/s");
}

TEST(Console, keeps_results_and_the_rest_apart) {
    std::ostringstream output, error;
    {
        Console console({}, output, error);
        console.phase({"读取", "reading"});
        console.progress(1, 2);
        console.phase({"检查", "checking"});
        console.result("result\n");
        console.diagnostics(invalid_date(), Levels(), excerpts_of(lines_of(item)));
        console.summary(invalid_date(), Levels(), 1);
        console.failure({"cannot read", "x", ENOENT});
    }
    EXPECT_EQ(output.str(), "result\n");
    EXPECT_EQ(error.str(), "读取\n检查\n" + render(invalid_date(), item) + "\n检查 1 条信息：1 个错误（1 个文件）\n错误: 读不出 x：不存在\n");
}

TEST(Console, is_quiet_when_asked) {
    std::ostringstream output, error;
    ConsoleStyle style;
    style.quiet = true;
    Console console(style, output, error);
    Diagnostics warnings;
    warnings.add(Code::W809, {"b.md", 0, 0, 0});
    console.phase({"读取", "reading"});
    console.remark({"说明", "remark"});
    console.diagnostics(warnings, Levels(), excerpts_of(lines_of({})));
    console.summary(warnings, Levels(), 1);
    EXPECT_EQ(error.str(), "");
    console.diagnostics(invalid_date(), Levels(), excerpts_of(lines_of(item)));
    EXPECT_NE(error.str(), "");
    console.result("result\n");
    EXPECT_EQ(output.str(), "result\n");
}

TEST(Console, updates_one_line_on_a_terminal) {
    std::ostringstream output, error;
    ConsoleStyle style;
    style.terminal = true;
    {
        Console console(style, output, error);
        console.phase({"读取", "reading"});
        console.progress(1, 2);  // too soon to be shown
        std::this_thread::sleep_for(std::chrono::milliseconds(120));
        console.progress(2, 2);
        console.result("result\n");
    }
    EXPECT_EQ(error.str(), "读取\r\x1b[K读取 2/2\r\x1b[K");
}

TEST(Console, shows_no_character_that_a_terminal_would_obey_or_hide) {
    const auto is_hidden = [](char32_t c) {
        return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
               (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
    };
    const auto is_near = [](char32_t c) { return c < 0x3000 || (c >= 0xFE00 && c < 0xFF00); };
    for (char32_t c = 0; c <= 0x10FFFF; c += is_near(c) ? 1 : 97) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string text = "甲", shown = "甲";
        append_character(text, c);
        append_character(shown, c == '\n' || c == '\t' ? U' ' : is_hidden(c) ? U'\uFFFD' : c);
        ASSERT_EQ(printable(text + "乙"), shown + "乙") << static_cast<std::uint32_t>(c);
        ASSERT_EQ(printable(text), shown) << static_cast<std::uint32_t>(c);
    }
    EXPECT_EQ(printable("a\xFF\xE2\x80"), "a\uFFFD\uFFFD\uFFFD");
}

TEST(Console, takes_progress_of_all_threads) {
    std::ostringstream output, error;
    ConsoleStyle style;
    style.terminal = true;
    Console console(style, output, error);
    console.phase({"读取", "reading"});
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (std::size_t i = 0; i < 20000; ++i) console.progress(i, 20000);
        });
    }
}
