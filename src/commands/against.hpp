// SPDX-License-Identifier: Apache-2.0
// --against REVISION: what a change would do to the public site, by holding the site as it is against the site as a git revision has it. A closet of
// commands.
//
// Both are read by the same intake with the same clock, so that a day that passes is no change. What is compared are the public pages by their addresses:
// items by index number, and if that is new by file; standing pages, reports, units, categories and key areas by id. Pages that follow from these (lists,
// feeds, data, statistics) are no matter, unless a setting takes them away.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/revision.hpp"
#include "commands/reading.hpp"

namespace mulu {

/// A public item whose page would move, while its old address would lead nowhere.
struct MovedItem {
    std::string path;        ///< of its file, relative to the root
    std::string from;        ///< the old address, for `aliases`
};

/// What would become of the public pages.
struct Comparison {
    Diagnostics warnings;           ///< W911, W912
    std::vector<MovedItem> moved;   ///< those of which W912 asks for an alias
    std::string list;               ///< for a reviewer: a line for each page that is new, gone, moved or changed, and a line with the counts
};

/// What --against came to where there is no comparison: why, in words, and whether that is a fault of the question (an unknown revision, no repository).
struct NoComparison {
    Words why;
    bool is_fault = true;
};

/// Compares `now`, which must have sound settings, with the site of the revision `options.against`.
Result<std::optional<Comparison>> compare_with_revision(const Options& options, Disk& disk, const ReadSite& now, unsigned workers, Language language,
                                                        NoComparison& none);

/// With --against, compares `now` with that revision. The exit of a question that has no answer is told and returned; that there was nothing to compare with
/// is a remark, and then `comparison` is as it was.
std::optional<Exit> hold_against(const Options& options, Disk& disk, const ReadSite& now, unsigned workers, Console& console, Comparison& comparison);

/// The site as the index of git has it (--staged), or nothing where that cannot be had; `fault` says why.
std::unique_ptr<Revision> open_staged(const Options& options, Disk& disk, Words& fault);

}  // namespace mulu
