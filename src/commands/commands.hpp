// SPDX-License-Identifier: Apache-2.0
// Commands: what a person asks mulu to do. Each is one file that reads like its help text.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.hpp"
#include "base/disk.hpp"
#include "commands/console.hpp"

namespace mulu {

/// Exit statuses (design: commands.md).
enum class Exit { well = 0, content_errors = 1, usage = 2, refused = 3, machine = 4 };

struct Options {
    std::string root;                      ///< holds content/
    std::string installed;                 ///< folder of the installed layouts/, assets/, forms/
    std::optional<std::string> output;     ///< default: ROOT/site
    std::optional<std::string> now;        ///< --now
    std::optional<std::string> source_date_epoch;
    unsigned jobs = 0;                     ///< 0: one for each core
    std::optional<Language> language;      ///< of the diagnostics; default: the site's
    bool quiet = false;
};

/// Brings the output up to date.
Exit run_build(const Options& options, Disk& disk);

/// Reports all problems; writes nothing.
Exit run_check(const Options& options, Disk& disk);

}  // namespace mulu
