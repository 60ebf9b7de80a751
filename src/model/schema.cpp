// SPDX-License-Identifier: Apache-2.0
#include "model/schema.hpp"

#include <algorithm>
#include <array>

namespace mulu {

std::optional<std::string_view> Vocabulary::find(std::string_view word) const {
    for (const Term& term : terms) {
        if (word == term.zh || word == term.en) return term.en;
    }
    return std::nullopt;
}

std::size_t Vocabulary::number(std::string_view en) const {
    return static_cast<std::size_t>(std::find_if(terms.begin(), terms.end(), [&](const Term& term) { return term.en == en; }) - terms.begin());
}

Words Vocabulary::list() const {
    Words words;
    for (const Term& term : terms) {
        words.zh += (words.zh.empty() ? "" : "、") + std::string(term.zh);
        words.en += (words.en.empty() ? "" : ", ") + std::string(term.en);
    }
    return words;
}

const FieldSpec* RecordSpec::find(std::string_view key) const {
    for (const FieldSpec& field : fields) {
        if (key == field.key || (!field.zh.empty() && key == field.zh) || (!field.zh_other.empty() && key == field.zh_other)) return &field;
    }
    return nullptr;
}

namespace vocabulary {

constexpr Term access_terms[] = {{"主动公开", "proactive"}, {"依申请公开", "on-request"}, {"不予公开", "withheld"}};
constexpr Term channel_terms[] = {{"政府网站", "website"}, {"政府公报", "gazette"},  {"公开栏", "board"},     {"查阅点", "reading-room"},
                                  {"广播电视", "broadcast"}, {"报刊", "press"},        {"新闻发布会", "briefing"}, {"微博", "weibo"},
                                  {"微信", "wechat"},        {"其他", "other"}};
constexpr Term normative_terms[] = {{"规章", "rule"}, {"规范性文件", "normative"}};
constexpr Term validity_terms[] = {{"有效", "valid"}, {"失效", "expired"}, {"废止", "repealed"}, {"尚未生效", "pending"}};
constexpr Term step_terms[] = {{"提出", "proposed"}, {"初审", "screened"},  {"审核", "approved"}, {"公开", "published"},
                               {"反馈", "feedback"}, {"整改", "rectified"}, {"建档", "archived"}};
constexpr Term result_terms[] = {{"公开", "release"}, {"不公开", "withhold"}, {"部分公开", "partial"}};
constexpr Term shown_terms[] = {{"显示", "show"}, {"隐藏", "hide"}};
constexpr Term unit_kind_terms[] = {{"政府", "government"}, {"部门", "department"}};
constexpr Term period_terms[] = {{"每月", "month"}, {"每季度", "quarter"}, {"每年", "year"}, {"公开栏", "board"}};
constexpr Term yes_no_terms[] = {{"是", "yes"}, {"否", "no"}};
constexpr Term counted_from_terms[] = {{"生成日期", "created"}, {"批准日期", "approved"}};
constexpr Term review_rule_terms[] = {{"必须", "required"}, {"可选", "optional"}};
constexpr Term held_or_warning_terms[] = {{"暂不发布", "held"}, {"警告", "warning"}};
constexpr Term level_terms[] = {{"关闭", "off"}, {"警告", "warning"}, {"暂不发布", "held"}, {"错误", "error"}};

const Vocabulary access{"access", access_terms}, channels{"channels", channel_terms}, normative{"normative", normative_terms},
    validity{"validity", validity_terms}, steps{"steps", step_terms}, review_result{"review", result_terms}, shown{"shown", shown_terms},
    unit_kind{"unit kind", unit_kind_terms}, period{"period", period_terms}, yes_no{"yes or no", yes_no_terms},
    counted_from{"counted from", counted_from_terms}, review_rule{"review rule", review_rule_terms},
    held_or_warning{"held or warning", held_or_warning_terms}, levels{"levels", level_terms};

}  // namespace vocabulary

namespace record {

using T = FieldType;
namespace v = vocabulary;

// key, Chinese name, other Chinese name, type, required, limit, vocabulary, group
constexpr FieldSpec contact_fields[] = {{"office", "", "", T::text}, {"phone", "", "", T::text}, {"email", "", "", T::text},
                                        {"address", "", "", T::text}, {"hours", "", "", T::text}};
const RecordSpec contact{"contact", contact_fields};

constexpr FieldSpec site_field_fields[] = {{"key", "", "", T::text, true}, {"name", "", "", T::text, true}, {"type", "", "", T::text}};
const RecordSpec site_field{"fields", site_field_fields};

constexpr FieldSpec deadline_fields[] = {{"working_days", "", "", T::number, true}};
const RecordSpec deadline{"deadline", deadline_fields};

constexpr FieldSpec attachment_rule_fields[] = {{"types", "", "", T::texts}, {"max_mb", "", "", T::number}};
const RecordSpec attachment_rules{"attachments", attachment_rule_fields};

constexpr FieldSpec search_fields[] = {{"body", "", "", T::yes_no}};
const RecordSpec search{"search", search_fields};

constexpr FieldSpec boards_fields[] = {{"months", "", "", T::any, true}, {"day", "", "", T::number, true}};
const RecordSpec boards{"boards", boards_fields};

const FieldSpec site_fields[] = {
    {"name", "", "", T::text, true}, {"organ", "", "", T::text, true}, {"base_url", "", "", T::text, true}, {"time_zone", "", "", T::text, true},
    {"language", "", "", T::text, true}, {"operator", "", "", T::text}, {"site_id_code", "", "", T::text}, {"icp", "", "", T::text},
    {"police", "", "", T::text}, {"party_badge", "", "", T::text}, {"report_fault", "", "", T::text},
    {"contact", "", "", T::group, false, 0, nullptr, &contact}, {"index_pattern", "", "", T::text}, {"genres", "", "", T::texts},
    {"fields", "", "", T::groups, false, 0, nullptr, &site_field}, {"per_page", "", "", T::number}, {"feed_items", "", "", T::number},
    {"workflow", "", "", T::terms, false, 0, &v::steps}, {"review", "", "", T::term, false, 0, &v::review_rule},
    {"deadline", "", "", T::group, false, 0, nullptr, &deadline}, {"attachments", "", "", T::group, false, 0, nullptr, &attachment_rules},
    {"search", "", "", T::group, false, 0, nullptr, &search}, {"qr", "", "", T::yes_no},
    {"personal_data", "", "", T::term, false, 0, &v::held_or_warning}, {"share_decimals", "", "", T::number}, {"checks", "", "", T::any},
    {"boards", "", "", T::group, false, 0, nullptr, &boards}};
const RecordSpec site{"site", site_fields};

const FieldSpec unit_fields[] = {{"id", "", "", T::id, true},       {"name", "", "", T::text, true},   {"kind", "", "", T::term, true, 0, &v::unit_kind},
                                 {"code", "", "", T::text},         {"phone", "", "", T::text},        {"address", "", "", T::text},
                                 {"parent", "", "", T::id},         {"since", "", "", T::date},        {"until", "", "", T::date},
                                 {"successor", "", "", T::id}};
const RecordSpec unit{"unit", unit_fields};

const FieldSpec column_update_fields[] = {{"every", "", "", T::term, true, 0, &v::period}};
const RecordSpec column_update{"update", column_update_fields};

const FieldSpec category_fields[] = {{"id", "", "", T::id, true}, {"name", "", "", T::text, true}, {"code", "", "", T::text},
                                     {"update", "", "", T::group, false, 0, nullptr, &column_update}, {"children", "", "", T::any}};
const RecordSpec category{"category", category_fields};

constexpr FieldSpec topic_fields[] = {{"id", "", "", T::id, true}, {"name", "", "", T::text, true}};
const RecordSpec topic{"topic", topic_fields};

const FieldSpec within_fields[] = {{"working_days", "", "", T::number}, {"days", "", "", T::number}, {"of", "", "", T::term, false, 0, &v::counted_from}};
const RecordSpec within{"within", within_fields};

const FieldSpec due_fields[] = {{"every", "", "", T::term, false, 0, &v::period}, {"by", "", "", T::text}, {"within", "", "", T::group, false, 0, nullptr, &within}};
const RecordSpec due{"due", due_fields};

const FieldSpec duty_fields[] = {{"id", "", "", T::id, true}, {"title", "", "", T::text, true}, {"category", "", "", T::id, true},
                                 {"units", "", "", T::any}, {"due", "", "", T::group, false, 0, nullptr, &due},
                                 {"channels", "", "", T::terms, false, 0, &v::channels}, {"basis", "", "", T::text}, {"responsible", "", "", T::text},
                                 {"audience", "", "", T::text}};
const RecordSpec duty{"duty", duty_fields};

constexpr FieldSpec attachment_fields[] = {{"file", "文件", "", T::text, true}, {"title", "名称", "标题", T::text}};
const RecordSpec attachment{"attachment", attachment_fields};

const FieldSpec step_fields[] = {{"step", "步骤", "环节", T::term, true, 0, &v::steps}, {"on", "日期", "时间", T::date, true},
                                 {"by", "经办人", "办理人", T::text}, {"note", "说明", "备注", T::text, false, 2000}};
const RecordSpec step{"workflow", step_fields};

const FieldSpec review_fields[] = {{"result", "结论", "结果", T::term, true, 0, &v::review_result}, {"by", "审查人", "经办人", T::text}, {"on", "日期", "时间", T::date}};
const RecordSpec review{"review", review_fields};

constexpr FieldSpec correction_fields[] = {{"on", "日期", "时间", T::date, true}, {"note", "说明", "备注", T::text, true, 2000}};
const RecordSpec correction{"corrections", correction_fields};

const FieldSpec withdrawal_fields[] = {{"on", "日期", "时间", T::date, true}, {"reason", "理由", "原因", T::text, true, 2000}, {"title", "名称", "标题", T::term, false, 0, &v::shown}};
const RecordSpec withdrawal{"withdrawn", withdrawal_fields};

constexpr FieldSpec exemption_fields[] = {{"code", "代码", "", T::text, true}, {"reason", "理由", "原因", T::text}};
const RecordSpec exemption{"allow", exemption_fields};

const FieldSpec item_fields[] = {
    {"title", "名称", "标题", T::text, true},
    {"index", "索引号", "", T::text, true, 200},
    {"doc_no", "文号", "", T::text, false, 200},
    {"unit", "发布机构", "", T::id, true},
    {"joint_units", "联合发文机构", "", T::texts},
    {"category", "主题分类", "", T::id, true},
    {"topics", "重点领域", "", T::texts},
    {"genre", "体裁", "", T::text, false, 50},
    {"normative", "规范性", "", T::term, false, 0, &v::normative},
    {"created", "生成日期", "", T::date, true},
    {"approved", "批准日期", "", T::date},
    {"published", "发布日期", "", T::moment, true},
    {"expires", "截止日期", "", T::moment},
    {"effective", "实施日期", "", T::date},
    {"valid_until", "有效期至", "", T::date},
    {"validity", "有效性", "", T::term, false, 0, &v::validity},
    {"repealed", "废止日期", "", T::date},
    {"supersedes", "废止文件", "", T::texts},
    {"amends", "修改文件", "", T::texts},
    {"interprets", "解读文件", "", T::texts},
    {"keywords", "主题词", "", T::texts},
    {"summary", "内容概述", "", T::text, false, 5000},
    {"access", "公开属性", "", T::term, false, 0, &v::access},
    {"channels", "公开形式", "", T::terms, false, 0, &v::channels},
    {"audience", "公开对象", "", T::text},
    {"basis", "公开依据", "", T::text, false, 2000},
    {"duty", "目录事项", "", T::id},
    {"source", "来源", "", T::text},
    {"attachments", "附件", "", T::any},
    {"related", "相关信息", "", T::texts},
    {"workflow", "公开流程", "", T::groups, false, 0, nullptr, &step},
    {"review", "保密审查", "", T::group, false, 0, nullptr, &review},
    {"corrections", "更正", "", T::groups, false, 0, nullptr, &correction},
    {"withdrawn", "撤回", "", T::group, false, 0, nullptr, &withdrawal},
    {"draft", "草稿", "", T::yes_no},
    {"aliases", "原地址", "", T::texts},
    {"allow", "检查豁免", "", T::groups, false, 0, nullptr, &exemption}};
const RecordSpec item{"item", item_fields};

constexpr FieldSpec page_fields[] = {{"title", "名称", "标题", T::text, true}, {"order", "顺序", "", T::number}, {"nav", "导航", "", T::text}};
const RecordSpec page{"page", page_fields};

const FieldSpec report_fields[] = {{"year", "年份", "", T::number}, {"unit", "发布机构", "", T::id}, {"title", "名称", "标题", T::text},
                                   {"form", "格式", "", T::text}, {"published", "发布日期", "", T::moment},
                                   {"corrections", "更正", "", T::groups, false, 0, nullptr, &correction}};
const RecordSpec report{"report", report_fields};

constexpr FieldSpec register_fields[] = {{"entries", "", "", T::any}, {"declared", "", "", T::any}, {"opening", "", "", T::any},
                                         {"cumulative", "", "", T::any}};
const RecordSpec register_file{"register", register_fields};

constexpr FieldSpec calendar_fields[] = {{"off", "", "", T::texts, true}, {"work", "", "", T::texts}, {"notice", "", "", T::texts, false, 2000}};
const RecordSpec calendar{"calendar", calendar_fields};

}  // namespace record

bool is_id(std::string_view text) {
    if (text.empty() || text.size() > 64 || text[0] == '-') return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_reserved_page_name(std::string_view name) {
    constexpr std::array<std::string_view, 18> reserved = {"index",   "catalogue", "categories", "units",      "topics", "years",    "items",  "duties", "reports",
                                                           "statistics", "boards",  "search",     "feed",       "sitemap", "sitemaps", "data",   "404",    "assets"};
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

}  // namespace mulu
