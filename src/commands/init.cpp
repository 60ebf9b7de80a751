// SPDX-License-Identifier: Apache-2.0
// mulu init: a new, empty, valid site.
#include <iostream>

#include "commands/reading.hpp"

namespace mulu {
namespace {

struct Part {
    const char *path, *zh, *en;
};

constexpr Part parts[] = {
    {"content/site.yml",
     R"(# 站点的设置。全部设置见 docs/content.zh-CN.md。
name: 某某县政府信息公开目录
organ: 某某县人民政府                              # 主办单位
base_url: https://www.example.gov.cn/xxgk/        # 网站放在哪里，以 / 结尾
time_zone: Asia/Shanghai
language: zh-CN
# 索引号的规则（RE2 正则表达式），例如：
# index_pattern: '[A-Z]{2}[0-9]{5}-[0-9]{4}-[0-9]{4}-[0-9]{5}'
# 体裁的名单；不写就不限：
# genres: [通知, 公告, 公示, 意见, 批复, 规划, 预算, 决算, 报告, 其他]
# 公开之前必须记下的步骤；不写就不要求：
# workflow: [提出, 初审, 审核]
)",
     R"(# Settings of the site: docs/content.md has all of them.
name: Government Information Disclosure Catalogue
organ: People's Government
base_url: https://www.example.gov.cn/xxgk/        # where the site will be; ends in /
time_zone: Asia/Shanghai
language: en
# What index numbers look like (a pattern of RE2), as:
# index_pattern: '[A-Z]{2}[0-9]{5}-[0-9]{4}-[0-9]{4}-[0-9]{5}'
# The genres that items may have; any, without it:
# genres: [notice, announcement, plan, budget, report]
# Steps that must be recorded before an item goes public; none, without it:
# workflow: [proposed, screened, approved]
)"},
    {"content/units.yml",
     R"(# 发布机构。id 用小写字母、数字和连字符，用过就不再改；kind 是 政府 或 部门。
- {id: zfb, name: 某某县人民政府办公室, kind: 政府, code: "001"}
)",
     R"(# Publishing units. An id has lower-case letters, digits and hyphens, and never changes; kind is government or department.
- {id: office, name: Government Office, kind: government, code: "001"}
)"},
    {"content/categories.yml",
     R"(# 主题分类，按显示的先后。每条信息只属于一个分类；分类可以有下级（children）。
- {id: jigou, name: 机构职能, code: "0100"}
- id: zhengce
  name: 政策、规范性文件
  code: "0200"
  children:
    - {id: guifan, name: 规范性文件, code: "0210"}
    - {id: jiedu, name: 政策解读, code: "0220"}
- {id: guihua, name: 规划计划, code: "0300"}
- {id: caizheng, name: 财政信息, code: "0400"}
- {id: qita, name: 其他, code: "9900"}
)",
     R"(# Categories, in the order in which they are shown. An item is in one of them; they may have children.
- {id: organisation, name: Organisation, code: "0100"}
- id: policy
  name: Policy and normative documents
  code: "0200"
  children:
    - {id: normative, name: Normative documents, code: "0210"}
    - {id: interpretation, name: Interpretations, code: "0220"}
- {id: planning, name: Plans, code: "0300"}
- {id: finance, name: Finance, code: "0400"}
- {id: other, name: Other, code: "9900"}
)"},
    {"content/items/README.md",
     R"(每条信息是这里（或下级文件夹里）的一个文件。新建第一条：

    mulu new item --title 名称 --unit zfb --category guifan --index 索引号

以后的索引号由程序接着编。各字段的说明：mulu schema。这个文件不会生成网页。
)",
     R"(Each item is a file here, or in a folder below. The first one:

    mulu new item --title TITLE --unit office --category normative --index INDEX

Later index numbers are counted on. What keys there are: mulu schema. This file makes no page.
)"},
    {".gitignore", "/site/\n/.mulu/\n", "/site/\n/.mulu/\n"},
    {".gitattributes", "*.md text eol=lf\n*.yml text eol=lf\n", "*.md text eol=lf\n*.yml text eol=lf\n"},
};

}  // namespace

Exit run_init(const Options& options, Disk& disk) {
    Console console(style_of(options), std::cout, std::cerr);
    const bool zh = console.language() == Language::zh;
    std::string folder = options.folder;
    while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
    const auto there = disk.list_tree(folder);
    if (!there) {
        console.failure(there.failure());
        return Exit::machine;
    }
    const FileKind kind = disk.kind(folder);
    if (!there->empty() || (kind != FileKind::missing && kind != FileKind::folder)) {
        console.failure({zh ? "文件夹不是空的，没有动它：" : "the folder is not empty, and was left alone:", folder, 0});
        return Exit::refused;
    }
    for (const Part& part : parts) {
        const std::string path = join_path(folder, part.path);
        auto done = disk.make_folders(folder_of(path));
        if (done) done = disk.write(path, zh ? part.zh : part.en);
        if (!done) {
            console.failure(done.failure());
            return Exit::machine;
        }
        console.result(path + "\n");
    }
    console.remark({"已新建空站点。先改 content/site.yml、units.yml、categories.yml，再在 " + folder + " 里运行 mulu build",
                    "made an empty site: edit content/site.yml, units.yml and categories.yml, then run mulu build in " + folder});
    return Exit::well;
}

}  // namespace mulu
