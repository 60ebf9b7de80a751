// SPDX-License-Identifier: Apache-2.0
#include "intake/settings_reader.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "intake/fields.hpp"

namespace mulu {
namespace {

/// An absolute http(s) address that ends in a slash, so that addresses can be appended to it.
bool is_base_url(std::string_view url) {
    const std::size_t host = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
    if (host == 0 || !url.ends_with('/') || url.size() <= host + 1 || url[host] == '/') return false;
    return std::none_of(url.begin(), url.end(), [](char c) { return c <= ' ' || c == '"' || c == '<' || c == '>' || c == '?' || c == '#'; });
}

void read_checks(const YamlNode& node, Levels& levels, Diagnostics& diagnostics) {
    if (node.kind == YamlNode::Kind::null) return;
    if (node.kind != YamlNode::Kind::mapping) {
        report_kind(node, {"一组字段", "a mapping"}, {"写成 checks: {W801: off}", "write it as checks: {W801: off}"}, diagnostics);
        return;
    }
    for (const YamlEntry& entry : node.entries) {
        const auto code = find_code(entry.key);
        if (!code) {
            diagnostics.add(Code::E113, entry.key_at, {entry.key});
            continue;
        }
        const auto level = vocabulary::levels.find(entry.value.text);
        // A malformed record or a rule of the law is nothing that a setting may wave through.
        if (words_of(*code).level != Level::warning || !level) {
            diagnostics.add(Code::E114, entry.value.kind == YamlNode::Kind::null ? entry.key_at : entry.value.at, {entry.key, entry.value.text});
            continue;
        }
        levels.set(*code, *level == "off" ? Level::off : *level == "warning" ? Level::warning : *level == "held" ? Level::held : Level::error);
    }
}

void read_boards(RecordFields boards, Settings& settings) {
    if (const auto day = boards.number("day", 1, 28)) settings.board_day = static_cast<unsigned>(*day);
    const YamlNode* months = boards.node("months");
    if (months == nullptr) return;
    if (months->kind != YamlNode::Kind::list) {
        report_kind(*months, {"列表", "a list"}, {"写成 [1, 3, 5]", "write it as [1, 3, 5]"}, boards.diagnostics());
        return;
    }
    for (const YamlNode& month : months->items) {
        unsigned number = 0;
        const char* end = month.text.data() + month.text.size();
        const auto [stop, error] = std::from_chars(month.text.data(), end, number);
        if (error != std::errc{} || stop != end || number < 1 || number > 12) {
            boards.diagnostics().add(Code::E106, month.at, {Words("months"), month.text, "1", "12"});
        } else {
            settings.board_months.push_back(number);
        }
    }
    std::sort(settings.board_months.begin(), settings.board_months.end());
    settings.board_months.erase(std::unique(settings.board_months.begin(), settings.board_months.end()), settings.board_months.end());
}

}  // namespace

Settings read_settings(const YamlNode& node, Diagnostics& diagnostics) {
    Settings settings;
    RecordFields fields(node, record::site, diagnostics);
    settings.name = fields.text("name");
    settings.organ = fields.text("organ");
    settings.operator_name = fields.text("operator");
    settings.site_id_code = fields.text("site_id_code");
    settings.icp = fields.text("icp");
    settings.police = fields.text("police");
    settings.party_badge = fields.text("party_badge");
    settings.report_fault = fields.text("report_fault");
    settings.language = fields.text("language");
    settings.base_url = fields.text("base_url");
    if (!settings.base_url.empty() && !is_base_url(settings.base_url)) diagnostics.add(Code::E110, fields.at("base_url"), {settings.base_url});
    for (const auto key : {"party_badge", "report_fault"}) {
        const std::string url = fields.text(key);
        if (!url.empty() && !url.starts_with("https://") && !url.starts_with("http://")) diagnostics.add(Code::E110, fields.at(key), {url});
    }
    settings.time_zone_name = fields.text("time_zone");
    if (!settings.time_zone_name.empty()) {
        if (const auto zone = Zone::find(settings.time_zone_name)) settings.time_zone = *zone;
        else diagnostics.add(Code::E109, fields.at("time_zone"), {settings.time_zone_name});
    }
    if (auto contact = fields.group("contact")) {
        settings.contact_office = contact->text("office");
        settings.contact_phone = contact->text("phone");
        settings.contact_email = contact->text("email");
        settings.contact_address = contact->text("address");
        settings.contact_hours = contact->text("hours");
    }
    if (fields.has("index_pattern")) {
        settings.index_pattern = fields.text("index_pattern");
        std::string fault;
        if (!settings.index_pattern.empty() && !Pattern::compile(settings.index_pattern, fault)) {
            diagnostics.add(Code::E111, fields.at("index_pattern"), {fault});
        }
    }
    settings.genres = fields.texts("genres");
    for (RecordFields& field : fields.groups("fields")) {
        SiteField own{field.text("key"), field.text("name")};
        if (own.key.empty()) continue;
        if (!own.key.starts_with("x-") || !is_id(own.key)) diagnostics.add(Code::E112, field.at("key"), {own.key});
        else settings.fields.push_back(std::move(own));
    }
    if (const auto number = fields.number("per_page", 2, 500)) settings.per_page = static_cast<unsigned>(*number);
    if (const auto number = fields.number("feed_items", 1, 500)) settings.feed_items = static_cast<unsigned>(*number);
    if (const auto number = fields.number("share_decimals", 0, 4)) settings.share_decimals = static_cast<unsigned>(*number);
    settings.workflow = fields.terms("workflow");
    if (const auto rule = fields.term("review")) settings.review_required = *rule == "required";
    if (const auto rule = fields.term("personal_data")) settings.personal_data_held = *rule == "held";
    if (!settings.personal_data_held) {
        for (const Code code : {Code::H710, Code::H711, Code::H712, Code::H713}) settings.levels.set(code, Level::warning);
    }
    if (auto deadline = fields.group("deadline")) {
        if (const auto days = deadline->number("working_days", 1, 250)) settings.deadline_working_days = static_cast<unsigned>(*days);
    }
    if (auto rules = fields.group("attachments")) {
        if (rules->has("types")) {
            settings.attachment_types.clear();
            for (const std::string& type : rules->texts("types")) settings.attachment_types.push_back(lower_ascii(type));
        }
        if (const auto limit = rules->number("max_mb", 1, 2000)) settings.attachment_max_mb = static_cast<unsigned>(*limit);
    }
    if (auto search = fields.group("search")) settings.search_body = search->yes_no("body").value_or(true);
    settings.qr = fields.yes_no("qr").value_or(true);
    if (const YamlNode* checks = fields.node("checks")) read_checks(*checks, settings.levels, diagnostics);
    if (auto boards = fields.group("boards")) {
        read_boards(*boards, settings);
        settings.boards_at = fields.at("boards").spot();
    }
    return settings;
}

}  // namespace mulu
