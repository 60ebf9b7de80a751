// SPDX-License-Identifier: Apache-2.0
#include "model/common_names.hpp"

namespace mulu {
namespace {

constexpr CommonName names[] = {
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

}  // namespace

std::span<const CommonName> common_names() { return names; }

std::string_view field_of_common_name(std::string_view name) {
    for (const CommonName& each : names) {
        if (each.name == name) return each.key;
    }
    return {};
}

}  // namespace mulu
