// SPDX-License-Identifier: Apache-2.0
// 站点设置 Settings: site.yml with its defaults.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/diagnostic.hpp"

namespace mulu {

/// A field of the site's own: x-….
struct SiteField {
    std::string key, name;
};

struct Settings {
    std::string name, organ, base_url, time_zone_name, language;
    std::string operator_name, site_id_code, icp, police, party_badge, report_fault;
    std::string contact_office, contact_phone, contact_email, contact_address, contact_hours;
    Zone time_zone;
    std::string index_pattern = ".{1,64}";
    std::vector<std::string> genres;       ///< empty: any
    std::vector<SiteField> fields;
    unsigned per_page = 20;
    unsigned feed_items = 50;
    std::vector<std::string> workflow;     ///< English words of the steps that must be recorded
    bool review_required = true;
    unsigned deadline_working_days = 20;   ///< from `created`, where the item's duty says nothing else (条例 art. 26)
    std::vector<std::string> attachment_types = {"pdf", "ofd", "doc", "docx", "xls", "xlsx", "zip", "jpg", "png", "csv"};
    unsigned attachment_max_mb = 50;
    bool search_body = true;
    bool qr = true;
    bool personal_data_held = true;
    unsigned share_decimals = 1;
    std::vector<unsigned> board_months;
    unsigned board_day = 15;
    Spot boards_at;                        ///< of `boards` in site.yml
    Levels levels;

    /// The first notice-board day on or after `day`; nothing where the site has none.
    std::optional<Date> next_board_day(Date day) const;
    /// The last notice-board day before `day`.
    std::optional<Date> last_board_day(Date day) const;
    /// Host of base_url; its path, which begins and ends with `/`.
    std::string domain() const;
    std::string base_path() const;
    /// Language of the diagnostics.
    Language words() const { return language.starts_with("zh") ? Language::zh : Language::en; }
};

}  // namespace mulu
