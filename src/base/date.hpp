// SPDX-License-Identifier: Apache-2.0
// Dates: days and moments of the site's wall clock, the site's time zone, and the only clock of the program.
//
// A record's date is a wall-clock date in the site's zone. A date without a time is the day's midnight and is
// printed without a time. The machine's own zone is never asked. All functions may be called from any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mulu {

/// A day of the Gregorian calendar, as days since 1970-01-01.
struct Date {
    std::int32_t days = 0;
    auto operator<=>(const Date&) const = default;
    int year() const;
    unsigned month() const;    ///< 1–12
    unsigned day() const;      ///< 1–31
    unsigned quarter() const;  ///< 1–4
    unsigned weekday() const;  ///< 0 = Sunday
};

/// The day, or nothing if the calendar has no such day or the year is not in 1900–2199.
std::optional<Date> make_date(int year, unsigned month, unsigned day);

/// A moment of the site's wall clock, in seconds since 1970-01-01 00:00 of that clock.
struct Moment {
    std::int64_t seconds = 0;
    bool has_time = false;  ///< whether the hour is known; compared last, so that order is by time
    auto operator<=>(const Moment&) const = default;
    Date date() const;
    unsigned hour() const;
    unsigned minute() const;
    unsigned second() const;
    static Moment midnight(Date date) { return {std::int64_t{date.days} * 86400, false}; }
};

/// Why a text is no date; each is said to the editor in words.
enum class DateFault { none, shape, month, day, year, hour, minute, second };

/// Parses `YYYY-MM-DD`. On a fault `fault` says which part is wrong.
std::optional<Date> parse_date(std::string_view text, DateFault& fault);

/// Parses `YYYY-MM-DD`, `YYYY-MM-DD HH:MM` or `YYYY-MM-DD HH:MM:SS` (a `T` may stand for the space).
std::optional<Moment> parse_moment(std::string_view text, DateFault& fault);

/// The valid date that `text` most likely means (2014/1/5, 2014年1月5日, 20140105, 2013-13-01 → month 12), if there is one.
std::optional<Date> guess_date(std::string_view text);

std::string print_date(Date date);            ///< 2014-01-14
std::string print_moment(Moment moment);      ///< 2014-01-14 10:42, or the date alone
std::string print_minutes(Moment moment);     ///< 2014-01-14 10:42, 00:00 where the hour isn't known

/// A time zone of the IANA database.
class Zone {
public:
    /// The zone, or nothing if the database has no such name.
    static std::optional<Zone> find(std::string_view name);
    /// Offset from UTC in seconds that the wall clock shows at `local`; the earlier one where it shows it twice.
    int offset_at(Moment local) const;
    /// The wall clock at `utc` (seconds since the epoch).
    Moment local(std::int64_t utc) const;

private:
    const void* zone_ = nullptr;
};

/// RFC 822 date-time as RSS wants it: Tue, 14 Jan 2014 10:42:00 +0800.
std::string print_rfc822(Moment moment, const Zone& zone);

/// W3C date-time as sitemaps and JSON-LD want it: the date alone, or 2014-01-14T10:42:00+08:00.
std::string print_w3c(Moment moment, const Zone& zone);

/// What the clock shows in `zone`: `now_option` (`DATE[ TIME][OFFSET]`, of the zone unless it says otherwise), else
/// `source_date_epoch`, else the machine's time. Nothing where one that is given is malformed. The hour is always known.
std::optional<Moment> read_clock(const Zone& zone, const std::optional<std::string>& now_option,
                                 const std::optional<std::string>& source_date_epoch);

}  // namespace mulu
