// SPDX-License-Identifier: Apache-2.0
#include "commands/inspection_rules.hpp"

#include <algorithm>

#include "base/disk.hpp"
#include "base/text.hpp"

namespace mulu {
namespace {

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

/// `address` without `.` and `..`; nothing where it leads out of the site.
std::optional<std::string> plain_address(std::string_view address) {
    std::vector<std::string_view> parts;
    for (const std::string_view part : split(address, '/')) {
        if (part.empty() || part == ".") continue;
        if (part != "..") {
            parts.push_back(part);
        } else if (parts.empty()) {
            return std::nullopt;
        } else {
            parts.pop_back();
        }
    }
    std::string plain;
    for (const std::string_view part : parts) plain += (plain.empty() ? "" : "/") + std::string(part);
    const bool folder = plain.empty() || address.ends_with('/') || address.ends_with("/.") || address.ends_with("/..");
    if (folder) plain += plain.empty() ? "index.html" : "/index.html";
    return plain;
}

/// The longest time between two board days that follow each other.
int longest_between(const std::vector<unsigned>& months) {
    if (months.empty()) return 366;
    unsigned longest = 0;
    for (std::size_t i = 0; i < months.size(); ++i) longest = std::max(longest, i + 1 < months.size() ? months[i + 1] - months[i] : months[0] + 12 - months[i]);
    return static_cast<int>(longest * 31);
}

}  // namespace

InspectedKind kind_of_page(std::string_view address, const HtmlPage& page) {
    if (!page.refresh.empty()) return InspectedKind::redirect;
    if (address.starts_with("items/")) return lower_ascii(meta_of(page, "robots")).find("noindex") == std::string::npos ? InspectedKind::item : InspectedKind::plain;
    for (const std::string_view kind : {"categories/", "units/", "topics/", "years/"}) {
        if (address.starts_with(kind)) return InspectedKind::column;
    }
    return InspectedKind::plain;
}

std::string_view meta_of(const HtmlPage& page, std::string_view name) {
    for (const auto& [key, content] : page.metas) {
        if (lower_ascii(key) == lower_ascii(name)) return content;
    }
    return {};
}

std::vector<std::string_view> missing_metas(const HtmlPage& page, InspectedKind kind, bool with_code) {
    std::vector<std::string_view> missing;
    if (kind == InspectedKind::redirect) return missing;
    const auto ask = [&](std::initializer_list<std::string_view> names) {
        for (const std::string_view name : names) {
            if (trim(meta_of(page, name)).empty()) missing.push_back(name);
        }
    };
    ask({"SiteName", "SiteDomain"});
    if (with_code) ask({"SiteIDCode"});
    if (kind == InspectedKind::column || kind == InspectedKind::item) ask({"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"});
    if (kind == InspectedKind::item) ask({"ArticleTitle", "PubDate", "ContentSource"});
    return missing;
}

std::optional<Date> published_day(const HtmlPage& page) {
    DateFault fault = DateFault::none;
    const auto moment = parse_moment(trim(meta_of(page, "PubDate")), fault);
    return moment ? std::optional(moment->date()) : std::nullopt;
}

bool shows_day(const HtmlPage& page, std::optional<Date> day) {
    if (day) {
        const std::string chinese = std::to_string(day->year()) + "年" + std::to_string(day->month()) + "月" + std::to_string(day->day()) + "日";
        return page.text.find(print_date(*day)) != std::string::npos || page.text.find(chinese) != std::string::npos;
    }
    for (std::size_t at = page.text.find('-'); at != std::string::npos; at = page.text.find('-', at + 1)) {
        DateFault fault = DateFault::none;
        if (at >= 4 && at + 6 <= page.text.size() && parse_date(std::string_view(page.text).substr(at - 4, 10), fault)) return true;
    }
    return false;
}

LinkTarget target_of_link(std::string_view from, std::string_view target, const Settings& settings) {
    target = trim(target);
    LinkTarget result;
    std::string_view fragment;
    if (const std::size_t hash = target.find('#'); hash != std::string_view::npos) {
        fragment = target.substr(hash + 1);
        target = target.substr(0, hash);
    }
    result.fragment = percent_decode(fragment);
    const auto within = [&](std::string_view path) {
        const auto plain = plain_address(percent_decode(path));
        result.where = plain ? LinkTarget::Where::site : LinkTarget::Where::nowhere;
        if (plain) result.address = *plain;
        return result;
    };
    const bool goes_elsewhere = !target.empty();
    if (const std::size_t query = target.find('?'); query != std::string_view::npos) target = target.substr(0, query);
    if (target.empty() && (!goes_elsewhere || !target.starts_with('/'))) {
        result.where = LinkTarget::Where::site;
        result.address = std::string(from);
        return result;
    }
    if (!settings.base_url.empty() && (target.starts_with(settings.base_url) || std::string(target) + "/" == settings.base_url)) {
        return within(target.substr(std::min(target.size(), settings.base_url.size())));
    }
    const std::size_t colon = target.find(':');
    const bool has_scheme = colon != std::string_view::npos && target.substr(0, colon).find('/') == std::string_view::npos;
    if (has_scheme || target.starts_with("//")) return result;
    if (target.starts_with('/')) {
        const std::string base = settings.base_path();
        if (std::string(target) + "/" == base) return within("");
        return target.starts_with(base) ? within(target.substr(base.size())) : result;
    }
    return within(join_path(folder_of(from), target));
}

std::optional<ColumnLimit> own_limit(const Category& category, const Settings& settings) {
    switch (category.update) {
        case Period::none: break;
        case Period::month: return ColumnLimit{31, {"每月", "month"}, false};
        case Period::quarter: return ColumnLimit{92, {"每季度", "quarter"}, false};
        case Period::year: return ColumnLimit{366, {"每年", "year"}, false};
        case Period::board: return ColumnLimit{longest_between(settings.board_months), {"每期公开栏", "board day"}, false};
    }
    return std::nullopt;
}

std::optional<ColumnLimit> national_limit(const Category& category) {
    if (category.level != 1) return std::nullopt;
    if (holds_any(category.name, {"动态", "要闻", "新闻"})) return ColumnLimit{14, {"每 2 周", "2 weeks"}, true};
    if (holds_any(category.name, {"通知", "公告", "公示", "政策", "规范性文件"})) return ColumnLimit{184, {"每 6 个月", "6 months"}, true};
    return std::nullopt;
}

}  // namespace mulu
