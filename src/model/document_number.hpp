// SPDX-License-Identifier: Apache-2.0
// 文号: the number of a document as 《党政机关公文格式》 (GB/T 9704-2012, 7.2.5) writes it: 机关代字〔年份〕顺序号号. The year has four digits and stands in 〔〕; the
// number has neither 第 nor leading zeros.
//
// Other numbers (国务院令第711号, （2018）闽0423民初5号, 2018年第5号) have rules of their own and are none of ours.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "model/finding.hpp"

namespace mulu {

/// What is said of one document number; columns count in the text.
struct DocumentNumber {
    std::vector<Finding> findings;  ///< W204 wrong brackets, W206 other slips; each with the whole text as it should be
    std::optional<int> year;        ///< of the first number that could be read
};

DocumentNumber judge_document_number(std::string_view text);

/// How many numbers of one text are told.
inline constexpr std::size_t quoted_number_findings = 3;

/// W204 of the numbers of documents of organs (…发, …函) that a title or body quotes with other brackets: 清政办发[2025]12号.
std::vector<Finding> judge_quoted_numbers(std::string_view text);

/// Whether a document of that day may bear a number of that year. A number is often given in the weeks around New Year that follow or come before the
/// day on which the document was made: from November the next year's, until March that of the year before.
bool is_year_of(int year, Date created);

}  // namespace mulu
