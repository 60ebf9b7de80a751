// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <vector>

#include <date/tz.h>

#include "base/text.hpp"

namespace mulu {
namespace {

constexpr int first_year = 1900;
constexpr int last_year = 2199;
constexpr std::int64_t day_seconds = 86400;

// Takes the number, not the Date: given the struct, g++ 12.2 -O1 loses the store of a temporary Date whose year() is asked.
std::chrono::year_month_day civil(std::int32_t days) { return std::chrono::sys_days(std::chrono::days(days)); }

/// `value` divided down, also below zero, so that moments before 1970 fall on their own day.
std::int64_t days_of(std::int64_t seconds) { return seconds / day_seconds - (seconds % day_seconds < 0 ? 1 : 0); }
std::int64_t second_of_day(Moment moment) { return moment.seconds - days_of(moment.seconds) * day_seconds; }

unsigned last_day(int year, unsigned month) {
    return static_cast<unsigned>((std::chrono::year(year) / std::chrono::month(month) / std::chrono::last).day());
}

/// `count` digits at `at`, or nothing.
std::optional<unsigned> digits(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return std::nullopt;
    unsigned number = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        number = number * 10 + static_cast<unsigned>(text[i] - '0');
    }
    return number;
}

void append_digits(std::string& out, unsigned number, unsigned count) {
    std::array<char, 10> reversed{};
    for (unsigned i = 0; i < count; ++i, number /= 10) reversed[i] = static_cast<char>('0' + number % 10);
    for (unsigned i = count; i > 0; --i) out += reversed[i - 1];
}

void append_date(std::string& out, Date date) {
    const auto day = civil(date.days);
    append_digits(out, static_cast<unsigned>(static_cast<int>(day.year())), 4);
    out += '-';
    append_digits(out, static_cast<unsigned>(day.month()), 2);
    out += '-';
    append_digits(out, static_cast<unsigned>(day.day()), 2);
}

void append_minutes(std::string& out, Moment moment) {
    append_digits(out, moment.hour(), 2);
    out += ':';
    append_digits(out, moment.minute(), 2);
}

void append_time(std::string& out, Moment moment) {
    append_minutes(out, moment);
    out += ':';
    append_digits(out, moment.second(), 2);
}

/// +08:00, or +0800 where `colon` is empty. Seconds, which only local mean times of before 1901 have, are dropped.
void append_offset(std::string& out, int seconds, std::string_view colon) {
    const auto minutes = static_cast<unsigned>(std::abs(seconds) / 60);
    out += seconds < 0 ? '-' : '+';
    append_digits(out, minutes / 60, 2);
    out += colon;
    append_digits(out, minutes % 60, 2);
}

/// The seconds of HH:MM or HH:MM:SS at `at`, which is moved behind it.
std::optional<std::int64_t> read_time(std::string_view text, std::size_t& at, DateFault& fault) {
    fault = DateFault::shape;
    const auto hour = digits(text, at, 2);
    const auto minute = digits(text, at + 3, 2);
    if (!hour || !minute || text[at + 2] != ':') return std::nullopt;
    at += 5;
    unsigned second = 0;
    if (at < text.size() && text[at] == ':') {
        const auto seconds = digits(text, at + 1, 2);
        if (!seconds) return std::nullopt;
        second = *seconds;
        at += 3;
    }
    fault = *hour > 23 ? DateFault::hour : *minute > 59 ? DateFault::minute : second > 59 ? DateFault::second : DateFault::none;
    if (fault != DateFault::none) return std::nullopt;
    return std::int64_t{*hour} * 3600 + *minute * 60 + second;
}

/// Seconds east of UTC of an offset as Z, +08, +0800 or +08:00.
std::optional<int> read_offset(std::string_view text) {
    if (text == "Z" || text == "z") return 0;
    if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const auto hours = digits(text, 1, 2);
    std::optional<unsigned> minutes = 0;
    if (text.size() == 5) minutes = digits(text, 3, 2);
    if (text.size() == 6) minutes = text[3] == ':' ? digits(text, 4, 2) : std::nullopt;
    if ((text.size() != 3 && text.size() != 5 && text.size() != 6) || !hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    const int seconds = static_cast<int>(*hours * 3600 + *minutes * 60);
    return text[0] == '-' ? -seconds : seconds;
}

/// The value of a Chinese numeral character; 10 for 十, −1 for others.
int chinese_digit(char32_t character) {
    constexpr std::u32string_view numerals = U"〇一二三四五六七八九十";
    if (character == U'零' || character == U'○') return 0;
    const std::size_t found = numerals.find(character);
    return found == std::u32string_view::npos ? -1 : static_cast<int>(found);
}

/// The numbers in `text`, of ASCII digits or Chinese numerals, with how many digits each was written.
struct Number {
    unsigned value = 0;
    unsigned digits = 0;
};
std::vector<Number> numbers_in(std::string_view text) {
    std::vector<Number> numbers;
    bool inside = false, after_ten = false;
    for (std::size_t at = 0; at < text.size() && numbers.size() < 8;) {
        const char32_t character = next_character(text, at);
        const int value = character >= '0' && character <= '9' ? static_cast<int>(character - '0') : chinese_digit(character);
        if (value < 0) {
            inside = false;
            continue;
        }
        if (!inside) numbers.push_back({});
        Number& number = numbers.back();
        if (value == 10) {  // 十一 is 11, 二十 is 20, 二十一 is 21
            number.value = number.digits == 0 ? 10 : number.value * 10;
        } else if (inside && after_ten) {
            number.value += static_cast<unsigned>(value);
        } else if (number.digits < 9) {
            number.value = number.value * 10 + static_cast<unsigned>(value);
        }
        after_ten = value == 10;
        ++number.digits;
        inside = true;
    }
    return numbers;
}

}  // namespace

int Date::year() const { return static_cast<int>(civil(days).year()); }
unsigned Date::month() const { return static_cast<unsigned>(civil(days).month()); }
unsigned Date::day() const { return static_cast<unsigned>(civil(days).day()); }
unsigned Date::quarter() const { return (month() + 2) / 3; }
unsigned Date::weekday() const { return std::chrono::weekday(std::chrono::sys_days(std::chrono::days(days))).c_encoding(); }

std::optional<Date> make_date(int year, unsigned month, unsigned day) {
    if (year < first_year || year > last_year || month < 1 || month > 12 || day < 1 || day > last_day(year, month)) return std::nullopt;
    const std::chrono::sys_days days = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
    return Date{static_cast<std::int32_t>(days.time_since_epoch().count())};
}

Date Moment::date() const { return {static_cast<std::int32_t>(days_of(seconds))}; }
unsigned Moment::hour() const { return static_cast<unsigned>(second_of_day(*this) / 3600); }
unsigned Moment::minute() const { return static_cast<unsigned>(second_of_day(*this) / 60 % 60); }
unsigned Moment::second() const { return static_cast<unsigned>(second_of_day(*this) % 60); }

std::optional<Date> parse_date(std::string_view text, DateFault& fault) {
    fault = DateFault::shape;
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    if (text.size() != 10 || !year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
    const int number = static_cast<int>(*year);
    if (number < first_year || number > last_year) {
        fault = DateFault::year;
    } else if (*month < 1 || *month > 12) {
        fault = DateFault::month;
    } else if (*day < 1 || *day > last_day(number, *month)) {
        fault = DateFault::day;
    } else {
        fault = DateFault::none;
        return make_date(number, *month, *day);
    }
    return std::nullopt;
}

std::optional<Moment> parse_moment(std::string_view text, DateFault& fault) {
    const auto date = parse_date(text.substr(0, 10), fault);
    if (!date) return std::nullopt;
    if (text.size() == 10) return Moment::midnight(*date);
    fault = DateFault::shape;
    if (text[10] != ' ' && text[10] != 'T') return std::nullopt;
    std::size_t at = 11;
    const auto time = read_time(text, at, fault);
    if (!time) return std::nullopt;
    if (at != text.size()) {
        fault = DateFault::shape;
        return std::nullopt;
    }
    return Moment{std::int64_t{date->days} * day_seconds + *time, true};
}

std::optional<Date> guess_date(std::string_view text) {
    const std::vector<Number> numbers = numbers_in(fold(text));
    if (numbers.empty()) return std::nullopt;
    unsigned year = 0, month = 0, day = 0;
    if (numbers[0].digits == 8) {
        year = numbers[0].value / 10000;
        month = numbers[0].value / 100 % 100;
        day = numbers[0].value % 100;
    } else if (numbers.size() >= 3 && numbers[0].digits == 4) {
        year = numbers[0].value;
        month = numbers[1].value;
        day = numbers[2].value;
    } else {
        return std::nullopt;
    }
    if (year < static_cast<unsigned>(first_year) || year > static_cast<unsigned>(last_year)) return std::nullopt;
    month = std::clamp(month, 1U, 12U);
    day = std::clamp(day, 1U, last_day(static_cast<int>(year), month));
    return make_date(static_cast<int>(year), month, day);
}

std::string print_date(Date date) {
    std::string text;
    append_date(text, date);
    return text;
}

std::string print_moment(Moment moment) { return moment.has_time ? print_minutes(moment) : print_date(moment.date()); }

std::string print_minutes(Moment moment) {
    std::string text;
    append_date(text, moment.date());
    text += ' ';
    append_minutes(text, moment);
    return text;
}

std::optional<Zone> Zone::find(std::string_view name) {
    // locate_zone() throws for an unknown name, and everything where the machine has no time zone database.
    try {
        Zone zone;
        zone.zone_ = date::locate_zone(name);
        return zone;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

int Zone::offset_at(Moment local) const {
    const auto* zone = static_cast<const date::time_zone*>(zone_);
    return static_cast<int>(zone->get_info(date::local_seconds(std::chrono::seconds(local.seconds))).first.offset.count());
}

Moment Zone::local(std::int64_t utc) const {
    const auto* zone = static_cast<const date::time_zone*>(zone_);
    return {utc + zone->get_info(date::sys_seconds(std::chrono::seconds(utc))).offset.count(), true};
}

std::string print_rfc822(Moment moment, const Zone& zone) {
    // English by the standard, whatever the language of the site.
    static constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Date date = moment.date();
    std::string text = weekdays[date.weekday()];
    text += ", ";
    append_digits(text, date.day(), 2);
    text += ' ';
    text += months[date.month() - 1];
    text += ' ';
    append_digits(text, static_cast<unsigned>(date.year()), 4);
    text += ' ';
    append_time(text, moment);
    text += ' ';
    append_offset(text, zone.offset_at(moment), "");
    return text;
}

std::string print_w3c(Moment moment, const Zone& zone) {
    std::string text;
    append_date(text, moment.date());
    if (!moment.has_time) return text;
    text += 'T';
    append_time(text, moment);
    append_offset(text, zone.offset_at(moment), ":");
    return text;
}

std::optional<Moment> read_clock(const Zone& zone, const std::optional<std::string>& now_option,
                                 const std::optional<std::string>& source_date_epoch) {
    if (now_option) {
        const std::string_view text = *now_option;
        DateFault fault{};
        const auto date = parse_date(text.substr(0, 10), fault);
        if (!date) return std::nullopt;
        Moment moment{std::int64_t{date->days} * day_seconds, true};
        std::size_t at = 10;
        if (at < text.size() && (text[at] == ' ' || text[at] == 'T')) {
            ++at;
            const auto time = read_time(text, at, fault);
            if (!time) return std::nullopt;
            moment.seconds += *time;
        }
        if (at == text.size()) return moment;
        const auto offset = read_offset(text.substr(text[at] == ' ' ? at + 1 : at));
        if (!offset) return std::nullopt;
        return zone.local(moment.seconds - *offset);
    }
    if (source_date_epoch) {
        constexpr std::size_t most_digits = 10;  // enough for the year 2199
        if (source_date_epoch->empty() || source_date_epoch->size() > most_digits) return std::nullopt;
        std::int64_t value = 0;
        for (const char c : *source_date_epoch) {
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + (c - '0');
        }
        const Moment moment = zone.local(value);
        if (moment.date().year() > last_year) return std::nullopt;
        return moment;
    }
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return zone.local(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

}  // namespace mulu
