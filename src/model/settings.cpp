// SPDX-License-Identifier: Apache-2.0
#include "model/settings.hpp"

namespace mulu {

std::optional<Date> Settings::next_board_day(Date day) const {
    for (const int year : {day.year(), day.year() + 1}) {
        for (const unsigned month : board_months) {
            if (const auto board = make_date(year, month, board_day); board && *board >= day) return board;
        }
    }
    return std::nullopt;
}

std::optional<Date> Settings::last_board_day(Date day) const {
    for (const int year : {day.year(), day.year() - 1}) {
        for (auto month = board_months.rbegin(); month != board_months.rend(); ++month) {
            if (const auto board = make_date(year, *month, board_day); board && *board < day) return board;
        }
    }
    return std::nullopt;
}

std::string Settings::domain() const {
    const std::size_t begin = base_url.find("://");
    if (begin == std::string::npos) return {};
    const std::size_t end = base_url.find_first_of("/:", begin + 3);
    return base_url.substr(begin + 3, end == std::string::npos ? std::string::npos : end - begin - 3);
}

std::string Settings::base_path() const {
    const std::size_t begin = base_url.find("://");
    const std::size_t path = begin == std::string::npos ? std::string::npos : base_url.find('/', begin + 3);
    return path == std::string::npos ? "/" : base_url.substr(path);
}

}  // namespace mulu
