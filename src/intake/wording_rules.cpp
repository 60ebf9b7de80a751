// SPDX-License-Identifier: Apache-2.0
#include "intake/wording_rules.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "model/document_number.hpp"
#include "model/index_number.hpp"
#include "model/leftovers.hpp"
#include "model/wording.hpp"

namespace mulu {
namespace {

/// Words of titles under which the document of another organ stands.
constexpr std::array<std::string_view, 6> passed_on = {"转发", "转载", "批转", "判决", "裁定", "轉發"};

// A date of creation that could not be read has been told, and is Date() here.

/// Reports what was found in the value of `key`, at the characters in question where the value stands in its file as it is.
void report_in_value(RecordFields& fields, std::string_view key, const std::vector<Finding>& findings, Diagnostics& diagnostics) {
    if (findings.empty()) return;
    const YamlNode* value = fields.node(key);
    const Place whole = fields.at(key);
    // The value is judged without the white space around it.
    const std::string_view written = value == nullptr ? std::string_view() : std::string_view(value->text);
    const auto lead = static_cast<std::uint32_t>(count_characters(written.substr(0, static_cast<std::size_t>(trim(written).data() - written.data()))));
    const auto length = static_cast<std::uint32_t>(count_characters(written));
    for (const Finding& finding : findings) {
        Place at = whole;
        const std::uint32_t column = lead + finding.column - 1;
        if (value != nullptr && whole.length == length + (value->quoted ? 2 : 0) && column + finding.length <= length) {
            at.column += column + (value->quoted ? 1 : 0);
            at.length = finding.length;
        }
        diagnostics.add(finding.code, at, finding.args);
    }
}

Place place_of(const Source& source, std::uint32_t body_line, const Spot& spot) { return source.place_at(body_line + spot.line - 1, spot.column, spot.length); }

BodyWording report_body(std::string_view body, const Source& source, std::uint32_t body_line, Diagnostics& diagnostics) {
    BodyWording wording = judge_body(body);
    for (const Finding& finding : wording.findings) diagnostics.add(finding.code, place_of(source, body_line, {finding.line, finding.column, finding.length}), finding.args);
    for (const Finding& finding : judge_body_leftovers(body)) diagnostics.add(finding.code, place_of(source, body_line, {finding.line, finding.column, finding.length}), finding.args);
    for (const Finding& finding : judge_quoted_numbers(body)) diagnostics.add(finding.code, place_of(source, body_line, {finding.line, finding.column, finding.length}), finding.args);
    return wording;
}

}  // namespace

void check_fields(RecordFields& fields, const Item& item, const Settings& settings, Diagnostics& diagnostics) {
    if (!item.index.empty()) report_in_value(fields, "index", judge_index(item.index, is_own_rule(settings.index_pattern)), diagnostics);
    if (!item.title.empty()) report_in_value(fields, "title", judge_title(item.title), diagnostics);
    if (!item.title.empty()) report_in_value(fields, "title", judge_title_leftovers(item.title), diagnostics);
    if (!item.title.empty()) report_in_value(fields, "title", judge_quoted_numbers(item.title), diagnostics);
    if (!item.summary.empty()) report_in_value(fields, "summary", judge_summary(item.summary, item.title), diagnostics);
    if (item.doc_no.empty()) return;
    const DocumentNumber number = judge_document_number(item.doc_no);
    report_in_value(fields, "doc_no", number.findings, diagnostics);
    if (number.year && item.created != Date() && !is_year_of(*number.year, item.created)) {
        diagnostics.add(Code::W205, fields.at("doc_no"), {item.doc_no, fields.name("created"), std::to_string(*number.year), print_date(item.created)},
                        {{Words("生成日期在这里", "the date of creation is here"), fields.at("created")}});
    }
}

void check_body_wording(std::string_view body, const Source& source, std::uint32_t body_line, Diagnostics& diagnostics) {
    report_body(body, source, body_line, diagnostics);
}

void check_body_wording(std::string_view body, const Source& source, std::uint32_t body_line, const std::optional<Moment>& published, Diagnostics& diagnostics) {
    const BodyWording wording = report_body(body, source, body_line, diagnostics);
    for (const auto& [date, spot] : wording.signed_on) {
        if (!published || date <= published->date()) continue;
        const std::string day = print_date(published->date());
        diagnostics.add(Code::W212, place_of(source, body_line, spot), {print_date(date), Words("落款晚于发布日期 " + day, "it is signed after its publication on " + day)});
    }
}

void check_body_wording(std::string_view body, const Source& source, std::uint32_t body_line, const Item& item, const Place& created_at,
                        Diagnostics& diagnostics) {
    const BodyWording wording = report_body(body, source, body_line, diagnostics);
    // A forwarded document has several signatures; one of them has to be of the day.
    const auto& dates = wording.signed_on;
    // What is passed on or judged keeps the signature of whom it is from.
    const bool of_others = !item.source.empty() || std::any_of(passed_on.begin(), passed_on.end(), [&](std::string_view word) { return item.title.find(word) != std::string_view::npos; });
    if (!of_others && item.created != Date() && !dates.empty() && std::none_of(dates.begin(), dates.end(), [&](const auto& each) { return each.first == item.created; })) {
        const auto& [date, spot] = dates.front();
        diagnostics.add(Code::W215, created_at, {print_date(item.created), print_date(date)}, {{Words("落款在这里", "the signature is here"), place_of(source, body_line, spot)}});
    }
    const bool has_files = std::any_of(item.files.begin(), item.files.end(), [](const ItemFile& file) { return file.listed; });
    if (wording.promises_files.line != 0 && !has_files) {
        diagnostics.add(Code::W213, place_of(source, body_line, wording.promises_files), {Words("说有附件，下面却没有", "files are announced here, and none follow")});
    }
}

}  // namespace mulu
