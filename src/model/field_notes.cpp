// SPDX-License-Identifier: Apache-2.0
#include "model/field_notes.hpp"

namespace mulu {
namespace {

struct Row {
    const RecordSpec* record;
    std::string_view key, zh, en, example;
};

constexpr Row rows[] = {
    {&record::item, "title", "文件的完整名称，末尾不加标点", "the document's full title, without a full stop", "某某县人民政府关于……的通知"},
    {&record::item, "index", "全站唯一，一经使用不再改变；网址由它而来", "unique for ever; the page's address comes from it", ""},
    {&record::item, "doc_no", "发文字号，用六角括号；没有就不写", "the document number; leave it out where there is none", "某政〔2026〕5号"},
    {&record::item, "unit", "units.yml 里的编号；联合发文写主办的一家", "an id of units.yml; of a joint document, the organ whose number it bears", "zfb"},
    {&record::item, "joint_units", "除发布机构以外的单位：编号或名称", "the other organs of a joint document: ids or names", "[caizheng, 某某市财政局]"},
    {&record::item, "category", "categories.yml 里的编号，只写一个", "an id of categories.yml, one only", "guifan"},
    {&record::item, "topics", "topics.yml 里的编号，可以有几个", "ids of topics.yml", "[bzfz]"},
    {&record::item, "genre", "通知、公告、意见……，按 site.yml 的名单", "notice, announcement … from the list in site.yml", "通知"},
    {&record::item, "normative", "规章或规范性文件才写；统计制发、废止、有效件数用", "only of rules and normative documents, which the statistics count", "规范性文件"},
    {&record::item, "created", "成文的日期；公开时限从这一天算起", "the day on which the document was made; the time limit counts from it", "2026-01-05"},
    {&record::item, "approved", "预算、决算的公开时限从这一天算起", "the day of approval, from which the limit of budgets counts", "2026-01-05"},
    {&record::item, "published", "公开的日期，可以带时间；将来的日期到那天才公开", "when it goes public, with a time if you like; in the future: held back until then", "2026-01-06"},
    {&record::item, "expires", "公示到哪一天为止（含当天）；过后网页还在，标明已结束", "the last day of a public notice; the page stays, marked as ended", "2026-01-20"},
    {&record::item, "effective", "从哪一天起施行", "the day from which it is in force", "2026-02-01"},
    {&record::item, "valid_until", "有效期的最后一天，过后自动失效", "the last day of validity", "2031-01-31"},
    {&record::item, "validity", "一般不写，由日期和废止关系得出", "mostly left out: dates and repeals decide", "有效"},
    {&record::item, "repealed", "哪一天废止的；被别的文件废止时不用写", "the day of repeal; not needed where another document repeals it", "2026-03-01"},
    {&record::item, "supersedes", "本文件废止了哪些文件，写它们的索引号", "index numbers of the documents that this one repeals", "[旧文件的索引号]"},
    {&record::item, "amends", "本文件修改了哪些文件，写它们的索引号", "index numbers of the documents that this one amends", "[原文件的索引号]"},
    {&record::item, "interprets", "这是对哪些文件的解读，写它们的索引号", "index numbers of the documents that this one explains", "[原文件的索引号]"},
    {&record::item, "keywords", "便于查找的几个词", "a few words to find it by", "[防汛, 应急]"},
    {&record::item, "summary", "主要内容，一两句；不写就取正文第一段", "what it holds, in a sentence or two; default: the first paragraph", "明确补助对象、标准和申请办法。"},
    {&record::item, "access", "主动公开（不写就是）、依申请公开、不予公开", "proactive (the default), on-request or withheld", "主动公开"},
    {&record::item, "channels", "在哪里公开；不写就是 [政府网站]", "where it is made public; default [政府网站]", "[政府网站, 公开栏]"},
    {&record::item, "audience", "面向什么人公开", "to whom it is addressed", "全县农村低保对象"},
    {&record::item, "basis", "依据哪一条公开", "the rule that it is made public by", "条例第二十条第七项"},
    {&record::item, "duty", "duties.yml 里的编号：完成哪一项公开事项", "an id of duties.yml: the duty that it discharges", "bumen-yusuan"},
    {&record::item, "source", "不写就是发布机构", "where it comes from; default: the unit", "某某日报"},
    {&record::item, "attachments", "与本文件放在同一文件夹，写文件名；要另起名称就写 {file: …, title: …}", "files beside this one; {file: …, title: …} gives one another name", "[登记表.docx]"},
    {&record::item, "related", "写它们的索引号", "index numbers of related items", "[相关信息的索引号]"},
    {&record::item, "workflow", "办过的步骤；站点要求的都记下才会公开", "the steps to publication; those that the site asks for must be recorded", "[{step: 提出, on: 2026-01-05, by: 张某}]"},
    {&record::item, "review", "审查后填写，没有它不会公开", "the confidentiality review: nothing goes public without it", "{result: 公开, by: 王某, on: 2026-01-05}"},
    {&record::item, "corrections", "公开以后更正了什么，显示在网页上", "corrections after publication, shown on the page", "[{on: 2026-02-01, note: 第二条的电话更正为……}]"},
    {&record::item, "withdrawn", "写了就撤下内容，网页只留日期和理由", "withdraws it: the page keeps date and reason alone", "{on: 2026-02-01, reason: 含有个人信息}"},
    {&record::item, "draft", "草稿不公开；定稿后删去这一行", "a draft is held back; delete this line when it is final", "yes"},
    {&record::item, "aliases", "以前的网址，会自动转到新网址", "former addresses, which will lead here", "[old/2013/0042.html]"},
    {&record::item, "allow", "免去某一条警告，必须写理由", "silences a warning; the reason is required", "[{code: W805, reason: 由存续机构补录}]"},
    {&record::attachment, "file", "文件名，相对于本文件", "the file's name, relative to the item's", "登记表.docx"},
    {&record::attachment, "title", "网页上显示的名称", "the name shown on the page", "登记表"},
    {&record::step, "step", "提出、初审、审核、公开、反馈、整改、建档", "proposed, screened, approved, published, feedback, rectified, archived", "提出"},
    {&record::step, "on", "日期", "the day", "2026-01-05"},
    {&record::step, "by", "经办人，不会公开", "who did it; never published", "张某"},
    {&record::step, "note", "说明，不会公开", "a note; never published", "已核对"},
    {&record::review, "result", "公开、不公开、部分公开", "release, withhold or partial", "公开"},
    {&record::review, "by", "审查人，不会公开", "who reviewed it; never published", "王某"},
    {&record::review, "on", "审查日期", "the day of the review", "2026-01-05"},
    {&record::correction, "on", "更正日期", "the day of the correction", "2026-02-01"},
    {&record::correction, "note", "更正了什么", "what was corrected", "第二条的电话更正为……"},
    {&record::withdrawal, "on", "撤回日期", "the day", "2026-02-01"},
    {&record::withdrawal, "reason", "撤回的理由，会公开", "the reason, which is published", "含有个人信息"},
    {&record::withdrawal, "title", "名称显示还是隐藏", "whether the title is shown", "显示"},
    {&record::exemption, "code", "警告的代码", "the warning's code", "W805"},
    {&record::exemption, "reason", "为什么可以", "why it may pass", "由存续机构补录"},
    {&record::page, "title", "页面的标题", "the page's title", "公开指南"},
    {&record::page, "order", "在导航里的先后，小的在前", "its place in the navigation, lower ones first", "10"},
    {&record::page, "nav", "在导航里的名称；no 就不进导航", "its name in the navigation; no: it is not there", "指南"},
    {&record::report, "year", "与文件名一致", "the year, as in the file's name", "2025"},
    {&record::report, "unit", "units.yml 里的编号；全站的年报不写", "an id of units.yml; left out of the whole site's report", "caizheng"},
    {&record::report, "title", "不写就由单位和年份得出", "the title; default: organ and year", "某某局某年政府信息公开工作年度报告"},
    {&record::report, "form", "用哪一种表格；不写就按年份", "the form; default: by the year", "2021"},
    {&record::report, "published", "公布的日期；将来的日期到那天才公开", "when it goes public; in the future: held back until then", "2026-01-28"},
    {&record::report, "corrections", "公布以后更正了什么", "corrections after publication", "[{on: 2026-05-01, note: 更正第三部分的数字}]"},
};

}  // namespace

FieldNote note_of(const RecordSpec& record, std::string_view key) {
    for (const Row& row : rows) {
        if (row.record == &record && row.key == key) return {{std::string(row.zh), std::string(row.en)}, std::string(row.example)};
    }
    return {};
}

}  // namespace mulu
