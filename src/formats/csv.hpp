// SPDX-License-Identifier: Apache-2.0
// CSV (RFC 4180) to rows of fields that know where they stand, so that a fault can be shown in the file. Own code: libcsv, the library that Debian has, gives
// no places.
//
// Beyond the RFC: semicolons and tabs may separate, as spreadsheets write them; a quotation mark within a field that is not quoted is a character; rows may
// be shorter than the first. What can't be read is reported as E912: text behind a closing quotation mark, a quotation mark that is never closed, a limit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "formats/source.hpp"

namespace mulu {

/// Limits on what is read; tests set them low.
struct CsvLimits {
    std::size_t bytes = 64 * 1024 * 1024;  ///< of the file: for who reads it
    std::size_t columns = 256;
    std::size_t fields = 4'000'000;        ///< of all rows
};

struct CsvField {
    std::string text;             ///< without quotation marks, line ends as LF
    std::uint32_t begin = 0;      ///< byte in the source, of the quotation mark where there is one
    std::uint32_t length = 0;     ///< bytes as written
};

struct CsvRow {
    std::uint32_t number = 0;     ///< as a spreadsheet counts rows: the first is 1
    std::vector<CsvField> fields;
    bool sound = true;            ///< nothing has been reported of it
    bool empty() const;           ///< no field has anything but white space
};

/// What separates the fields of `text`: what a line `sep=X` says, else the commonest of comma, semicolon and tab in the first line.
char separator_of(std::string_view text);

/// The rows of `source`, blank lines left out but counted. Nothing where the file as a whole cannot be read; that is reported.
std::optional<std::vector<CsvRow>> parse_csv(const Source& source, char separator, Diagnostics& diagnostics, const CsvLimits& limits = {});

/// A, B … Z, AA …: what a spreadsheet calls column `column` (from 0).
std::string column_letters(std::size_t column);

}  // namespace mulu
