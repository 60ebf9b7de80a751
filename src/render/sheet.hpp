// SPDX-License-Identifier: Apache-2.0
// Sheets: tables as one .xlsx workbook (Office Open XML, ECMA-376), a sheet each, by libxlsxwriter. A closet of render.
//
// The same tables make the same bytes on every machine: the only date in a workbook is the one that it is given, the archive's own are those of 1980.
// Nothing is written to the disk: the archive grows in memory, and the library's scratch files are asked to lie in /dev/shm.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/digest.hpp"
#include "base/result.hpp"
#include "render/tables.hpp"

namespace mulu {

struct Sheet {
    std::string name;  ///< on its tab; what a spreadsheet cannot take there is replaced
    Table table;
};

struct Workbook {
    std::string title, organ;
    Date created;  ///< of the content: what a reader sees as the day on which it was made
    std::vector<Sheet> sheets;
};

/// The bytes of the workbook: merged cells in place, figures as numbers, columns as wide as their texts (Han count double), head rows repeated in
/// print on A4. May be called by several threads; they take turns. A Failure is the machine's.
Result<std::string> workbook_bytes(const Workbook& workbook);

/// Of all that workbook_bytes() would show, without making it.
Digest digest_of_workbook(const Workbook& workbook);

}  // namespace mulu
