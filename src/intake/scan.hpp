// SPDX-License-Identifier: Apache-2.0
// The files of content/, sorted into what they are. A closet of intake.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/disk.hpp"
#include "intake/stock.hpp"

namespace mulu {

/// Paths are relative to the root and begin with content/.
struct ScannedContent {
    std::vector<std::size_t> items;      ///< .md and .yml under items/: their places in the stock
    std::vector<std::string> pages, registers, reports, locks, calendars;
    std::unordered_map<std::string, std::uint64_t> files;  ///< all other files under items/ and pages/, with their sizes
    bool has_topics = false, has_duties = false;
};

/// Sorts the content/ of `stock`. Files that are nothing that mulu knows, and links that lead out of the site at `root`, are reported.
Result<ScannedContent> scan_content(const Disk& disk, const std::string& root, const Stock& stock, Diagnostics& diagnostics);

}  // namespace mulu
