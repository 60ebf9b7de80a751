// SPDX-License-Identifier: Apache-2.0
#include "intake/mending.hpp"

#include <filesystem>
#include <random>

#include <gtest/gtest.h>
#include <iconv.h>

#include "support/files.hpp"

using namespace mulu;

namespace {

const std::string path = "content/items/2025/a.md";

std::string mended(const std::string& bytes, const std::string& file = path) { return mend(file, bytes).text; }

/// An item whose YAML is `yaml`.
std::string item(const std::string& yaml) { return "---\n" + yaml + "---\n正文：第一段。\n"; }

std::string encoded(const std::string& text, const char* encoding) {
    const iconv_t converter = iconv_open(encoding, "UTF-8");
    EXPECT_NE(converter, reinterpret_cast<iconv_t>(-1)) << encoding;
    std::string out(text.size() * 4 + 16, '\0');
    char *in_at = const_cast<char*>(text.data()), *out_at = out.data();
    std::size_t in_left = text.size(), out_left = out.size();
    EXPECT_NE(iconv(converter, &in_at, &in_left, &out_at, &out_left), static_cast<std::size_t>(-1));
    iconv_close(converter);
    out.resize(out.size() - out_left);
    return out;
}

}  // namespace

TEST(Mending, mends_lists_in_full_width_marks) {
    struct {
        const char *wrong, *right;
    } const cases[] = {
        {"keywords: [防汛，抗旱]\n", "keywords: [防汛, 抗旱]\n"},
        {"keywords: 防汛， 抗旱\n", "keywords: [防汛, 抗旱]\n"},
        {"keywords: 【防汛】\n", "keywords: [防汛]\n"},
        {"keywords: ［防汛，抗旱］\n", "keywords: [防汛, 抗旱]\n"},
        {"keywords:\n  -防汛\n  -抗旱\nunit: zfb\n", "keywords:\n  - 防汛\n  - 抗旱\nunit: zfb\n"},
        {"主题词:\n  － 防汛\n  －抗旱\n", "主题词:\n  - 防汛\n  - 抗旱\n"},
        {"title: “防汛安排\"\n", "title: \"防汛安排\"\n"},
        {"Unit: zfb\n", "unit: zfb\n"},
        {"review: {Result: 公开}\n", "review: {result: 公开}\n"},
    };
    for (const auto& each : cases) EXPECT_EQ(mended(item(each.wrong)), item(each.right));
    for (const char* sound : {"title: 防汛，抗旱\n", "keywords: [\"防汛，抗旱\"]\n", "keywords: 防汛、抗旱\n", "aliases: [a，b.html]\n", "keywords: 防汛，a#b\n", "keywords: 【防汛】和【抗旱】\n", "Unit: zfb\nunit: zfb\n", "title: “甲”和\"乙\"\n"}) {
        EXPECT_EQ(mended(item(sound)), item(sound)) << "not certain";
    }
}

TEST(Mending, mends_lines_of_dashes) {
    EXPECT_EQ(mended("----\ntitle: x\n----\n正文\n"), "---\ntitle: x\n---\n正文\n");
    EXPECT_EQ(mended("———\ntitle: x\n---\n正文\n----\n"), "---\ntitle: x\n---\n正文\n----\n");
    EXPECT_EQ(mended("---\ntitle: x\n－－－\n正文\n"), "---\ntitle: x\n---\n正文\n");
    for (const char* sound : {"---\ntitle: x\n---\n正文\n----\n", "title: x\n----\n", "----\ntitle: x\n"}) EXPECT_EQ(mended(sound), sound);
}

TEST(Mending, takes_invisible_characters_out_of_keys_and_bodies) {
    EXPECT_EQ(mended("---\ntitle: 防\u200B汛\n---\n通\u202A知。\n"), "---\ntitle: 防汛\n---\n通知。\n");
    EXPECT_EQ(mend(path, "---\ntitle: 防\u200B汛\n---\n").list().zh, "删去看不见的字符（1 个）");
    EXPECT_EQ(mended("---\ntitle: 防\uFFFD汛\n---\n"), "---\ntitle: 防\uFFFD汛\n---\n") << "what is lost is not mended";
}

TEST(Mending, mends_yaml_line_by_line) {
    struct {
        const char *wrong, *right;
    } const cases[] = {
        {"title：关于公开\nunit: zfb\n", "title: 关于公开\nunit: zfb\n"},
        {"名称： 关于公开\n发布机构：zfb\n", "名称: 关于公开\n发布机构: zfb\n"},
        {"标题：　关于公开\n", "标题: 关于公开\n"},
        {"title:关于公开\nunit:zfb\n", "title: 关于公开\nunit: zfb\n"},
        {"title:　关于公开\n", "title: 关于公开\n"},
        {"review：\n  result: 公开\n", "review:\n  result: 公开\n"},
        {"review:\n  result：公开\n  by：王某\n", "review:\n  result: 公开\n  by: 王某\n"},
        {"review:\n  result：公开\n", "review:\n  result: 公开\n"},
        {"review: {result：公开, by：王某}\n", "review: {result: 公开, by: 王某}\n"},
        {"workflow:\n  - step：提出\n    on：2025-01-02\n", "workflow:\n  - step: 提出\n    on: 2025-01-02\n"},
        {"保密审查:\n\t结论: 公开\n\t日期: 2025-01-02\n", "保密审查:\n  结论: 公开\n  日期: 2025-01-02\n"},
        {"workflow:\n  - step: 提出\n\ton: 2025-01-02\n", "workflow:\n  - step: 提出\n    on: 2025-01-02\n"},
        {"review:\n\tresult：公开\n\ton: 2025/1/2\n", "review:\n  result: 公开\n  on: 2025-01-02\n"},
        {"title: “关于公开”\n", "title: \"关于公开\"\n"},
        {"title: “关于“十四五”规划”\n", "title: \"关于“十四五”规划\"\n"},
        {"title: \"关于公开”\n", "title: \"关于公开\"\n"},
        {"title: “关于: 公开”\n", "title: \"关于: 公开\"\n"},
        {"title: “关于 #1 号楼” \n", "title: \"关于 #1 号楼\" \n"},
        {"title: 关于: 公开\n", "title: \"关于: 公开\"\n"},
        {"title: 关于: \"公开\"\n", "title: '关于: \"公开\"'\n"},
        {"title: 关于\t公开\n", "title: 关于 公开\n"},
        {"created: 2013/1/5\npublished: 2013年1月5日 9:05\n", "created: 2013-01-05\npublished: 2013-01-05 09:05\n"},
        {"created: ２０１３．１．５\n", "created: 2013-01-05\n"},
        {"created: “2013.1.5”\n", "created: \"2013-01-05\"\n"},
        {"corrections: [{on: 2013年1月5日, note: x}]\n", "corrections: [{on: 2013-01-05, note: x}]\n"},
    };
    for (const auto& [wrong, right] : cases) {
        EXPECT_EQ(mended(item(wrong)), item(right)) << wrong;
        EXPECT_FALSE(mend(path, item(right)).any()) << right;
    }
}

TEST(Mending, leaves_what_is_not_certain) {
    for (const char* yaml : {
             "备注说明：x\ntitle: y\n",                                 // an unknown key
             "title: 关于公开 unit: zfb\n",                             // a line break was lost
             "title: 关于公开，发布日期: 2013-01-05\n",
             "title: 关于: 公开\n  的通知\n",                           // the value goes on
             "title: 关于: 公开 #1\n",
             "title: \"关于“公开”\n",                                   // which of them ends it?
             "title: \"关于公开\n",
             "title: “甲”和“乙”\n",
             "keywords: [“三公”]\n",                                    // a word that is written so
             "created: 13/1/5\n", "created: 2013-13-05\n", "created: 2013-02-30\n", "created: 一月五日\n", "created: 2013年1月\n",
             "created: 2013/1-5\n",
             "created: 2013/1/5 10:00\n",                               // a date has no time
             "title: 关于 #1 号楼\n",
             "title: x\n\tsummary: y\n",
             "title: 关于：公开\nsummary: 时间：10:00；地点：会议室\n",  // within values these are no fault
             "summary: |\n  第一行\t有制表符\n  第二行\n",
         }) {
        const Mended left = mend(path, item(yaml));
        EXPECT_EQ(left.text, item(yaml));
        EXPECT_FALSE(left.any()) << yaml;
    }
    // A body is nobody's business but its author's.
    const std::string body = "---\ntitle: x\n---\n\ttitle：“x”\n2013/1/5\n";
    EXPECT_FALSE(mend(path, body).any());
    // Neither is what isn't known.
    EXPECT_FALSE(mend(path, "title：x\n").any());
    EXPECT_FALSE(mend("content/other.yml", "title：x\n").any());
    EXPECT_FALSE(mend(path, "caf\xE9\n").any());
    EXPECT_FALSE(mend(path, "政府信息\n公\xE5\xBC开\n").any());
    EXPECT_FALSE(mend(path, std::string(100, '\0') + "text").any());
    EXPECT_FALSE(mend(path, "\xFF\xFE" "a").any());
}

TEST(Mending, knows_the_shape_of_every_file) {
    EXPECT_EQ(mended("- {id: zfb, name：办公室, since: 2013/1/5}\n", "content/units.yml"), "- {id: zfb, name: 办公室, since: 2013-01-05}\n");
    EXPECT_EQ(mended("- id: a\n  name: “甲”\n  children:\n    - {id: b, name: “乙”}\n", "content/categories.yml"),
              "- id: a\n  name: \"甲\"\n  children:\n    - {id: b, name: \"乙\"}\n");
    EXPECT_EQ(mended("name：目录\norgan: 政府\n", "content/site.yml"), "name: 目录\norgan: 政府\n");
    EXPECT_EQ(mended("off: [2025/1/1, 2025-01-02]\n", "content/calendar/2025.yml"), "off: [2025-01-01, 2025-01-02]\n");
    EXPECT_EQ(mended("---\nyear：2025\npublished: 2026年3月10日\n---\nx\n", "content/reports/2025.md"), "---\nyear: 2025\npublished: 2026-03-10\n---\nx\n");
    EXPECT_EQ(mended("---\ntitle：指南\n---\nx\n", "content/pages/zhinan.md"), "---\ntitle: 指南\n---\nx\n");
    EXPECT_EQ(mended("attachments:\n  - {file：a.pdf, title: “甲”}\n", "content/items/a.yml"), "attachments:\n  - {file: a.pdf, title: \"甲\"}\n");
    EXPECT_EQ(mend("content/items/a.yml", "承办科室：甲\n", {{"x-office", "承办科室"}}).text, "承办科室: 甲\n");
}

TEST(Mending, reads_dates_that_are_certain) {
    EXPECT_EQ(exact_date("2013年1月5日", false), "2013-01-05");
    EXPECT_EQ(exact_date("2013 年 1 月 5 日", false), "2013-01-05");
    EXPECT_EQ(exact_date("20130105", false), "2013-01-05");
    EXPECT_EQ(exact_date("2013-1-5", false), "2013-01-05");
    EXPECT_EQ(exact_date("2013/1/5 9:05", true), "2013-01-05 09:05");
    EXPECT_EQ(exact_date("2013年1月5日9时05分", true), "2013-01-05 09:05");
    EXPECT_EQ(exact_date("2013/1/5 10:42:30", true), "2013-01-05 10:42:30");
    EXPECT_EQ(exact_date("２０１３－０１－０５　１０：４２", true), "2013-01-05 10:42");
    for (const char* text : {"", "2013", "2013-1", "2013年1月5", "20131305", "2013-1-32", "2013.1/5", "2013-1-5-6", "123456789", "2013-1-5 25:00", "2013-1-5 10", "1月5日"}) {
        EXPECT_EQ(exact_date(text, true), "") << text;
    }
}

TEST(Mending, says_what_was_done) {
    const Mended done = mend(path, "\xEF\xBB\xBF---\r\ntitle：关于\x01公开\r\n---\r\nx\r\n");
    EXPECT_EQ(done.list().zh, "去掉 BOM；行尾改成 LF（4 行）；删去控制字符（1 个）；全角冒号改成英文冒号（1 处）");
    EXPECT_EQ(print_diff(path, done, Language::en),
              "# content/items/2025/a.md: byte order mark removed; line ends made LF (4)\n"
              "--- a/content/items/2025/a.md\n+++ b/content/items/2025/a.md\n"
              "@@ -1,4 +1,4 @@\n ---\n-title：关于\xEF\xBF\xBD公开\n+title: 关于公开\n ---\n x\n");
    const Mended encoding = mend(path, encoded(item("title: 关于公开\n"), "GB18030"));
    EXPECT_EQ(print_diff(path, encoding, Language::zh), "# content/items/2025/a.md: GBK 转为 UTF-8\n");
}

TEST(Mending, shows_hunks_with_three_lines_around) {
    std::string wrong = "---\n", right = "---\n";
    for (const char* key : {"title", "doc_no", "genre", "summary", "audience", "basis", "source", "x-a", "x-b", "x-c", "x-d", "x-e", "x-f", "unit"}) {
        const bool first_or_last = std::string(key) == "title" || std::string(key) == "unit";
        wrong += std::string(key) + (first_or_last ? "：v\n" : ": v\n");
        right += std::string(key) + ": v\n";
    }
    const Mended done = mend(path, wrong + "---\nend");
    EXPECT_EQ(done.text, right + "---\nend");
    EXPECT_EQ(print_diff(path, done, Language::en),
              "--- a/content/items/2025/a.md\n+++ b/content/items/2025/a.md\n"
              "@@ -1,5 +1,5 @@\n ---\n-title：v\n+title: v\n doc_no: v\n genre: v\n summary: v\n"
              "@@ -12,6 +12,6 @@\n x-d: v\n x-e: v\n x-f: v\n-unit：v\n+unit: v\n ---\n end\n\\ No newline at end of file\n");
}

TEST(Mending, masks_personal_data_where_it_is_asked_to) {
    const std::string wrong = "---\ntitle: 关于王某（手机13800138000）的通知\nindex: '13800138000'\nsummary: >\n  联系人\n  13800138000\nx-phone: 13800138000\nunit: zfb\n---\n电话：13800138000。\n\n| 姓名 | 手机 |\n| --- | --- |\n| 甲 | 13900139000 |\n";
    EXPECT_FALSE(mend(path, wrong).any());
    MendOptions options;
    options.mask = true;
    options.own_keys = {"x-phone"};
    const Mended done = mend(path, wrong, options);
    EXPECT_EQ(done.text, "---\ntitle: 关于王某（手机138****8000）的通知\nindex: '13800138000'\nsummary: >\n  联系人\n  138****8000\nx-phone: 138****8000\nunit: zfb\n---\n电话：138\\*\\*\\*\\*8000。\n\n| 姓名 | 手机 |\n| --- | --- |\n| 甲 | 139\\*\\*\\*\\*9000 |\n");
    EXPECT_EQ(done.list().zh, "遮盖个人信息（5 处）");
    EXPECT_FALSE(mend(path, done.text, options).any());
}

TEST(Mending, masks_no_names_of_files) {
    MendOptions options;
    options.mask = true;
    EXPECT_FALSE(mend(path, "---\ntitle: a\nattachments: [名单13812345678.csv]\n---\n", options).any());
    EXPECT_FALSE(mend(path, "---\ntitle: a\nattachments: 名单13812345678.csv\n---\n", options).any());
}

TEST(Mending, changes_nothing_in_the_sample_site) {
    for (const std::string& file : test::list_files(MULU_SOURCE_DIR "/content")) {
        if (!file.ends_with(".md") && !file.ends_with(".yml")) continue;
        const std::string bytes = test::read_file(MULU_SOURCE_DIR "/content/" + file);
        EXPECT_EQ(mend("content/" + file, bytes).text, bytes) << file;
    }
}

// Sound items by chance, then faults by chance: what comes back is the sound item, byte for byte.
TEST(Mending, gives_the_sound_file_back) {
    std::mt19937_64 engine(20130105);
    const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(engine() % limit); };
    const std::vector<std::string> words = {"关于", "公开", "通知", "（试行）", "：", "“十四五”", "、", " ", "A1", "#", "《办法》", "。", "〔2013〕5号", "镕"};
    const auto text = [&] {
        std::string all = "第";
        for (std::size_t i = below(8); i-- > 0;) all += words[below(words.size())];
        return all + "号";
    };
    for (int round = 0; round < 3000; ++round) {
        std::string right = "---\n", wrong = "---\n";
        const auto line = [&](const std::string& sound, const std::string& faulty) {
            right += sound + "\n";
            wrong += (below(3) == 0 ? faulty : sound) + "\n";
        };
        const auto date = [&](bool dotted) {
            const unsigned month = 1 + static_cast<unsigned>(below(12)), day = 1 + static_cast<unsigned>(below(28));
            const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
            const std::string m = std::to_string(month), d = std::to_string(day);
            const std::vector<std::string> forms = {"2013/" + m + "/" + d, "2013年" + m + "月" + d + "日", "2013" + two(month) + two(day), "２０１３-" + m + "-" + d, "2013." + m + "." + d};
            return std::pair("2013-" + two(month) + "-" + two(day), forms[below(dotted ? 5 : 4)]);
        };
        const std::string title = text();
        line("title: \"" + title + "\"", below(2) == 0 ? "title: “" + title + "”" : "title：\"" + title + "\"");
        line("索引号: T-2025-002", below(2) == 0 ? "索引号：T-2025-002" : "索引号:T-2025-002");
        line("unit: zfb  # 发布机构：县政府办", below(2) == 0 ? "unit：zfb  # 发布机构：县政府办" : "unit:zfb  # 发布机构：县政府办");
        const auto created = date(true), published = date(true), on = date(true), off = date(true);
        line("created: " + created.first, "created: " + created.second);
        line("published: '" + published.first + "'", "published: '" + published.second + "'");
        if (below(2) == 0) line("keywords: [防汛, “三公”, 应急]", "keywords：[防汛, “三公”, 应急]");
        if (below(2) == 0) line("corrections: [{on: " + off.first + ", note: 更正}]", "corrections: [{on: " + off.second + ", note：更正}]");
        if (below(2) == 0) {
            const bool tabs = below(3) == 0;
            const std::string indent = tabs ? "\t" : "  ", colon = below(3) == 0 ? "：" : ": ";
            right += "review:\n  result: 公开\n  on: " + on.first + "\n";
            wrong += (below(3) == 0 ? "review：\n" : "review:\n") + indent + "result" + colon + "公开\n" + indent + "on: " + (below(2) == 0 ? on.first : on.second) + "\n";
        }
        if (below(3) == 0) line("summary: |\n  正文：\t第一行", "summary：|\n  正文：\t第一行");
        std::string body = "---\n";
        for (std::size_t i = below(4); i-- > 0;) body += text() + "：\t“" + text() + "”\n\n";
        right += body;
        wrong += body;
        EXPECT_FALSE(mend(path, right).any()) << right;

        // Faults of the bytes.
        for (std::size_t i = below(4); i-- > 0;) {
            std::size_t at = below(wrong.size());
            while ((static_cast<unsigned char>(wrong[at]) & 0xC0) == 0x80) --at;
            wrong.insert(at, 1, "\x00\x01\x08\x0B\x1F\x7F"[below(6)]);
        }
        if (below(3) == 0) {
            std::string ends;
            const std::size_t kind = below(3);
            for (const char c : wrong) ends += c != '\n' ? std::string(1, c) : kind == 0 || (kind == 1 && below(2) == 0) ? "\r\n" : kind == 2 ? "\r" : "\n";
            wrong = ends;
        }
        switch (below(6)) {
            case 0: wrong = "\xEF\xBB\xBF" + wrong; break;
            case 1: wrong = encoded(wrong, "GB18030"); break;
            case 2: wrong = encoded("\xEF\xBB\xBF" + wrong, "UTF-16LE"); break;
            case 3: wrong = encoded("\xEF\xBB\xBF" + wrong, "UTF-16BE"); break;
            default: break;
        }
        const Mended done = mend(path, wrong);
        ASSERT_EQ(done.text, right) << "round " << round << "\n" << wrong;
        ASSERT_FALSE(mend(path, done.text).any());
    }
}
