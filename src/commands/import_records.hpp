// SPDX-License-Identifier: Apache-2.0
// mulu import FILE.csv: a table of old records becomes items, all of its rows or none.
//
//   1. the table is read, its columns are mapped by their headers            2. each row becomes the text of an item's file
//   3. the site is read as it would be with these files, by the same intake  4. what it finds in them is told by row and column of the table
//   5. the files are staged, and put in place by renames: none that is there is touched
#pragma once

#include <string>
#include <vector>

#include "commands/commands.hpp"

namespace mulu {

struct ImportOptions {
    std::string file;                        ///< the table, relative to the working folder
    std::string into = "content/items";      ///< below the root; items go to its YEAR folders
    std::string encoding = "auto";           ///< auto, utf-8, gb18030, utf-16
    std::vector<std::string> set;            ///< KEY=VALUE: what every row has, where no column says it
    std::optional<std::string> report;       ///< a table of the refused rows with the reasons
    bool partial = false;                    ///< import the sound rows though others are refused
    bool ignore_unknown = false;             ///< leave columns out that are no key
    bool markdown = false;                   ///< bodies are Markdown, not plain text
};

/// Exit::well where every row is in the site now (or would be, with Options::dry_run); Exit::content_errors where rows were refused.
Exit run_import(const Options& options, const ImportOptions& import, Disk& disk);

}  // namespace mulu
