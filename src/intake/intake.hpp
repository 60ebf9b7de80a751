// SPDX-License-Identifier: Apache-2.0
// Intake: the files of content/ and forms/ → a Catalogue, or the reasons why there is none.
//
//   1. list content/          2. site.yml, units, categories, topics, duties, calendar, forms (a fault there: settings unsound)
//   3. every item, page, register and report, in parallel; each fault is reported, none stops the reading
//   4. rules of one record (release, dates), then across records (identity, references, repeals, aliases)
//   5. what is public is sorted and frozen
// Bodies are read for their outline only and dropped; they are read again when their page is made.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/disk.hpp"
#include "model/catalogue.hpp"

namespace mulu {

struct IntakeOptions {
    std::string root;                               ///< holds content/
    std::vector<std::pair<std::string, std::string>> form_files;  ///< forms: the path that diagnostics show, and where the file is
    std::optional<std::string> now;                 ///< --now
    std::optional<std::string> source_date_epoch;
    unsigned workers = 1;
    std::function<void(std::size_t done, std::size_t all)> progress;
};

struct Intake {
    Catalogue catalogue;
    std::size_t read = 0;            ///< items read, sound or not
    bool settings_sound = true;      ///< otherwise nothing may be built
    bool clock_sound = true;         ///< --now or SOURCE_DATE_EPOCH could be read
};

/// Reads and checks everything. A Failure is the machine's; the content's faults are in `diagnostics`.
Result<Intake> take_in(const Disk& disk, const IntakeOptions& options, Diagnostics& diagnostics);

}  // namespace mulu
