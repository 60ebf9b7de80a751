// SPDX-License-Identifier: Apache-2.0
// PDF: the text of each page and who is said to have written it, through poppler.
//
// poppler has neither limits nor a way to stop it within a page: what comes from outside is read apart (base/apart.hpp). Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mulu {

struct PdfLimits {
    std::size_t pages = 5000;
    std::size_t text_bytes = 64 * 1024 * 1024;  ///< of all pages
};

enum class PdfFault { none, damaged, encrypted, too_many_pages, too_much_text };

struct PdfText {
    std::vector<std::string> pages;  ///< UTF-8, laid out as on the page; "" for one without text, such as a scan
    std::string author;              ///< of the document's information
};

/// Reads the PDF in `bytes`. A password for changing or printing alone is no fault; one for opening is.
PdfFault read_pdf(std::string_view bytes, const PdfLimits& limits, PdfText& text);

}  // namespace mulu
