// SPDX-License-Identifier: Apache-2.0
#include "commands/import_columns.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/schema.hpp"

namespace mulu {
namespace {

struct Header {
    std::string_view key, header;
};

/// Headers besides the names of the schema. The first of a key is the name that diagnostics use where the schema has none.
constexpr Header headers[] = {
    {"body", "正文"},               {"body", "body"},              {"body", "信息内容"},           {"body", "内容"},
    {"review.result", "保密审查结论"}, {"review.result", "审查结论"}, {"review.result", "审查结果"},  {"review.result", "保密审查情况"},
    {"review.by", "保密审查人"},     {"review.by", "审查人"},        {"review.by", "review_by"},     {"review.on", "保密审查日期"},
    {"review.on", "审查日期"},       {"review.on", "review_on"},     {"withdrawn.on", "撤回日期"},   {"withdrawn.reason", "撤回原因"},
    {"withdrawn.reason", "撤回理由"}, {"title", "信息名称"},         {"title", "公文名称"},          {"title", "文件名称"},
    {"title", "信息标题"},           {"index", "信息索引号"},        {"index", "索取号"},            {"doc_no", "发文字号"},
    {"doc_no", "文件编号"},          {"doc_no", "公文编号"},         {"doc_no", "备注/文号"},        {"doc_no", "文件号"},
    {"unit", "发文机关"},            {"unit", "发文机构"},           {"unit", "发布单位"},           {"unit", "公开机构"},
    {"unit", "公开单位"},            {"created", "成文日期"},        {"created", "发文日期"},        {"created", "公文生成日期"},
    {"created", "制作日期"},         {"created", "形成日期"},        {"published", "公开日期"},      {"published", "发布时间"},
    {"published", "公开时间"},       {"effective", "生效日期"},      {"effective", "生效时间"},      {"effective", "施行日期"},
    {"repealed", "废止时间"},        {"valid_until", "失效日期"},    {"valid_until", "有限期限"},    {"valid_until", "有效期"},
    {"validity", "时效"},            {"validity", "时效性"},         {"validity", "是否有效"},       {"validity", "效力状态"},
    {"category", "主题"},            {"category", "分类"},           {"category", "公开目录"},       {"category", "信息类别"},
    {"category", "栏目"},            {"genre", "体裁分类"},          {"genre", "信息分类"},          {"genre", "文种"},
    {"audience", "服务对象"},        {"audience", "服务对象分类"},   {"audience", "公开范围"},       {"keywords", "关键词"},
    {"keywords", "关键字"},          {"summary", "内容摘要"},        {"summary", "概述"},            {"summary", "摘要"},
    {"access", "公开方式"},          {"access", "公开类别"},         {"access", "公开类型"},         {"channels", "公开渠道"},
    {"channels", "公开载体"},        {"duty", "公开事项"},           {"source", "信息来源"},         {"attachments", "附件名称"},
    {"related", "相关文件"},         {"joint_units", "联合发文"},    {"topics", "重点领域信息"},     {"basis", "依据"},
    {"", "序号"},                    {"", "no."},                    {"", "行号"},
    {"", "浏览次数"},                {"", "点击数"},                 {"", "浏览量"},                 {"", "导入不了的原因"},
};

/// Keys whose shape no cell has.
bool is_importable(std::string_view key) { return key != "corrections" && key != "allow" && key != "withdrawn"; }

/// A header as it is compared: compatibility and case folded, without white space, marks of duty and a colon behind.
std::string folded(std::string_view header) {
    std::string text;
    const std::string wide = fold(header);
    for (std::size_t at = 0; at < wide.size();) {
        const char32_t character = next_character(wide, at);
        if (!is_space(character) && character != '*' && character != U'★') append_character(text, character);
    }
    while (text.ends_with(':')) text.pop_back();
    return text;
}

/// `text` without a remark in brackets behind.
std::string without_remark(std::string_view text) {
    if (!text.ends_with(')')) return std::string(text);
    const std::size_t open = text.rfind('(');
    return open == std::string_view::npos || open == 0 ? std::string(text) : std::string(text.substr(0, open));
}

std::optional<std::string> find(const std::string& header, const std::vector<SiteField>& fields) {
    for (const SiteField& field : fields) {
        if (header == folded(field.key) || header == folded(field.name)) return field.key;
    }
    for (const FieldSpec& field : record::item.fields) {
        if (!is_importable(field.key)) continue;
        for (const std::string_view name : {field.key, field.zh, field.zh_other}) {
            if (!name.empty() && header == folded(name)) return std::string(field.key);
        }
        if (field.group == nullptr || !header.starts_with(folded(field.key) + ".")) continue;
        if (field.key == "review" && field.group->find(header.substr(field.key.size() + 1)) != nullptr) return header;
    }
    if (header == "withdrawn.on" || header == "withdrawn.reason") return header;
    for (const Header& each : headers) {
        if (header == folded(each.header)) return std::string(each.key);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> key_of_header(std::string_view header, const std::vector<SiteField>& fields) {
    const std::string text = folded(header);
    if (text.empty()) return std::nullopt;
    auto key = find(text, fields);
    return key ? key : find(without_remark(text), fields);
}

std::vector<std::string> known_headers(const std::vector<SiteField>& fields) {
    std::vector<std::string> all;
    for (const FieldSpec& field : record::item.fields) {
        if (!is_importable(field.key)) continue;
        for (const std::string_view name : {field.zh, field.zh_other, field.key}) {
            if (!name.empty()) all.emplace_back(name);
        }
    }
    for (const Header& each : headers) all.emplace_back(each.header);
    for (const SiteField& field : fields) all.push_back(field.name);
    return all;
}

Words name_of_key(std::string_view key, const std::vector<SiteField>& fields) {
    if (const FieldSpec* field = record::item.find(key)) return field->name();
    for (const SiteField& field : fields) {
        if (field.key == key) return {field.name, field.key};
    }
    for (const Header& each : headers) {
        if (each.key == key) return {std::string(each.header), std::string(key)};
    }
    return std::string(key);
}

}  // namespace mulu
