// SPDX-License-Identifier: Apache-2.0
// Commands: what a person asks mulu to do. Each is one file that reads like its help text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/disk.hpp"
#include "commands/console.hpp"
#include "commands/findings.hpp"

namespace mulu {

/// Exit statuses (design: commands.md).
enum class Exit { well = 0, content_errors = 1, usage = 2, refused = 3, machine = 4 };

/// What `mulu new` is to make.
struct NewRecord {
    enum class Kind { item, page, report };
    Kind kind = Kind::item;
    std::string title;                     ///< of an item or page
    std::string unit, category;            ///< ids or names
    std::string index;                     ///< of an item; "": the next free one
    std::optional<std::string> created;    ///< of an item; default: today
    std::vector<std::string> attachments;  ///< files that are put beside the item
    std::string name;                      ///< of a page's file
    int year = 0;                          ///< of a report
};

struct Options {
    std::string root;                      ///< holds content/
    std::string installed;                 ///< folder of the installed layouts/, assets/, forms/
    std::optional<std::string> output;     ///< default: ROOT/site
    std::optional<std::string> now;        ///< --now
    std::optional<std::string> source_date_epoch;
    unsigned jobs = 0;                     ///< 0: one for each core
    std::optional<Language> language;      ///< of the diagnostics; default: the site's
    bool quiet = false;
    bool leaves_memory = false;            ///< the process ends with the command: a million records need not be given back one by one
    // Of check and fix:
    std::optional<std::string> against;    ///< a git revision: what would become of its public pages?
    bool site = false;                     ///< inspect the built site as well (check alone)
    bool staged = false;                   ///< read the site from the index of git and not from the work tree
    std::optional<std::string> git_index;  ///< the file of that index, where a hook is told one (GIT_INDEX_FILE)
    std::string version;                   ///< of the program
    std::string documentation;             ///< absolute address of docs/diagnostics.md
    // Of check and fix:
    std::vector<std::string> paths;        ///< files and folders that are asked about; none: all
    // Of check alone:
    FindingsFormat format = FindingsFormat::text;
    std::optional<Level> fail_on;          ///< what is at least as grave makes the exit status 1, not errors alone
    // Of build and check:
    std::optional<std::string> state;      ///< folder of the state; default: .mulu/NAME beside the output
    // Of build alone:
    bool full = false;                     ///< ignore the state and look at every file of the output
    bool dry_run = false;                  ///< say what would be added, changed and removed, and write nothing
    bool verify = false;                   ///< build again from nothing and compare every byte
    bool allow_deletes = false;            ///< let the mass-deletion guard pass
    bool explain = false;                  ///< say for each rewritten page what changed
    bool quarantine = false;               ///< a malformed item's last sound text stands for it, and the site is built
    unsigned linger = 0;                   ///< seconds between the last change and the first deletion
    // Of stats alone:
    std::string period;                    ///< a year or a quarter, as it was given
    bool by_unit = false;                  ///< unit by unit
    std::optional<std::string> explained;  ///< the figure of which everything is listed that it is made of
    // Of report freeze alone:
    int year = 0;
    // Of explain alone:
    std::optional<std::string> code;       ///< which diagnostic; nothing: list them all
    // Of fix alone:
    bool diff = false;                     ///< show what would change, and write nothing
    bool mask = false;                     ///< mask personal data as well
    // Of commands that tell of the records:
    std::string table_format = "text";     ///< text, json, and html (audit), csv (list, stats) or xlsx (stats)
    std::optional<std::string> unit;       ///< audit: only what this unit answers for, by id; stats, report freeze: of this unit and not of the whole site
    std::optional<std::string> since;      ///< audit: late items from this day on
    unsigned days = 30;                    ///< audit: how far ahead to look
    std::optional<std::string> file;       ///< audit, stats: where to write the result; default: standard output
    std::string listing;                   ///< list: held, expired, overdue, all
    // Of new, schema and init, each alone:
    NewRecord record;
    bool json_schema = false, cms = false;  ///< the form; else a table
    std::string folder;                    ///< where the new site goes
};

/// Brings the output up to date.
Exit run_build(const Options& options, Disk& disk);

/// Reports all problems; writes nothing but what it remembers for the next check.
Exit run_check(const Options& options, Disk& disk);

/// Prints the statistics of a year or quarter, or writes them to options.output.
Exit run_stats(const Options& options, Disk& disk);

/// Fixes the figures of a report: writes its lock.
Exit run_freeze(const Options& options, Disk& disk);

/// Says what a diagnostic means.
Exit run_explain(const Options& options, Disk& disk);

/// Mends what can be mended for certain, in place, and reports what remains.
Exit run_fix(const Options& options, Disk& disk);

/// Tells what supervision asks: overdue duties, late items, empty and stale columns, missing reviews, boards and reports due, by unit.
Exit run_audit(const Options& options, Disk& disk);

/// Lists records that are held back, expired or overdue, or all.
Exit run_list(const Options& options, Disk& disk);

/// Makes a file for a new item, page or report.
Exit run_new(const Options& options, Disk& disk);

/// Says what keys there are, to people or to other tools.
Exit run_schema(const Options& options, Disk& disk);

/// Makes an empty site.
Exit run_init(const Options& options, Disk& disk);

}  // namespace mulu
