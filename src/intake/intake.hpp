// SPDX-License-Identifier: Apache-2.0
// Intake: the files of content/ and forms/ → a Catalogue, or the reasons why there is none.
//
//   1. list content/          2. site.yml, units, categories, topics, duties, calendar, forms (a fault there: settings unsound)
//   3. every item, page, register and report, in parallel; each fault is reported, none stops the reading
//   4. rules of one record (release, dates), then across records (identity, references, repeals, aliases)
//   5. what is public is sorted and frozen
// Of bodies the outline is taken; the draft of their HTML goes to a spool where pages will be made, and all else is dropped.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/disk.hpp"
#include "base/spool.hpp"
#include "intake/stock.hpp"
#include "model/catalogue.hpp"

namespace mulu {

/// Parts of the record cache: an edit changes one of them, and the others need not be written again.
inline constexpr std::size_t record_parts = 64;

/// The part of the record cache that holds the item at `path`.
std::size_t record_part(std::string_view path);

/// Whether `path` is that of an item's record: a .md or .yml file below content/items/.
bool is_item_record(std::string_view path);

/// Whether a diagnostic of this code says that an item which is referred to does not exist.
bool is_lost_reference(Code code);

/// Texts that are read in the stead of malformed items' files, by path; nothing for those that are left out.
using StandIns = std::map<std::string, std::optional<std::string>, std::less<>>;

struct IntakeOptions {
    std::string root;                               ///< holds content/
    std::vector<std::pair<std::string, std::string>> form_files;  ///< forms: the path that diagnostics show, and where the file is
    std::vector<std::pair<std::string, std::string>> calendar_files;  ///< installed calendars YEAR.yml, in the same way; those of content/calendar/ hold in their stead
    Digest program;                                 ///< of the program, for the record cache
    std::vector<std::string_view> records;          ///< the record cache of an earlier build, by part; empty: there is none
    bool keep_records = false;                      ///< whether Intake::records is wanted
    std::optional<std::string> now;                 ///< --now
    std::optional<std::string> source_date_epoch;
    const StandIns* stand_ins = nullptr;            ///< --quarantine; the disk gives their texts too
    Spool* drafts = nullptr;                        ///< keeps the drafts of items' bodies by the digests of these, where pages will be made
    unsigned workers = 1;
    std::function<void(std::size_t done, std::size_t all)> progress;
};

struct Intake {
    Catalogue catalogue;
    std::size_t read = 0;            ///< items read, sound or not
    bool settings_sound = true;      ///< otherwise nothing may be built
    bool clock_sound = true;         ///< --now or SOURCE_DATE_EPOCH could be read
    std::size_t parsed = 0;          ///< items whose file was parsed, and not known from the record cache
    std::vector<std::optional<std::string>> records;  ///< the record cache of this build, by part; nothing for a part that is as it was
    std::optional<std::int64_t> next_change;  ///< seconds of the site's clock: until then the same files make the same site
};

/// Reads and checks everything; `stock` holds content/ of the site, and learns the digests of what is read.
/// A Failure is the machine's; the content's faults are in `diagnostics`.
Result<Intake> take_in(const Disk& disk, const IntakeOptions& options, Stock& stock, Diagnostics& diagnostics);

/// The site's language as content/site.yml has it, whatever else is wrong there; Chinese where it cannot be read.
Language site_language(const Disk& disk, const std::string& root);

}  // namespace mulu
