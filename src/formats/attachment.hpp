// SPDX-License-Identifier: Apache-2.0
// 附件 Attachment: the text inside a file that is published beside a record, with the places of its parts, and what else the file carries: properties, tracked
// changes, comments, hidden sheets. PDF, DOCX, XLSX, PPTX, OFD, OpenDocument, ZIP and other archives (with what is in them), CSV and other text, and of the old
// binary formats (DOC, XLS, PPT, WPS) their strings. What a file is, its first bytes say, not its name.
//
// It judges nothing: rules on personal data and secrecy are asked by intake. Everything is bounded by AttachmentLimits; still the libraries below are other
// people's, and files that need them are read apart (base/apart.hpp). Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "formats/archive.hpp"
#include "formats/pdf.hpp"

namespace mulu {

/// Limits on what is read of one attachment; tests set them low.
struct AttachmentLimits {
    ArchiveLimits archive;                         ///< bytes: of all archives within the file together
    PdfLimits pdf;
    std::size_t xml_bytes = 16 * 1024 * 1024;      ///< of one XML part, such as a sheet of some 400,000 cells
    std::size_t text_bytes = 64 * 1024 * 1024;     ///< of all text
    unsigned depth = 2;                            ///< of archives within each other: a ZIP within a ZIP is read, one within that is not
};

/// Where something is within a part.
struct AttachmentSpot {
    enum class Kind : std::uint8_t { none, line, paragraph, table_row, cell };
    std::size_t begin = 0;  ///< byte of the part's text from which on this holds
    Kind kind = Kind::none;
    std::uint32_t first = 0, second = 0;  ///< line; paragraph; table and row; row and column of a sheet (all from 1)
};

/// A part of an attachment: a page, a sheet, the body of a text document, a file in an archive.
struct AttachmentPart {
    Words where;         ///< 第 3 页; 工作表“名单”; 压缩包内“a.docx”，页眉; "" for the whole file
    std::string text;    ///< UTF-8; rows of tables as | a | b |
    std::vector<AttachmentSpot> spots;  ///< growing
    bool is_name = false;               ///< the name of a file in an archive
    bool is_whole = true;               ///< has its document's head and foot; a page or sheet has one each
    /// Where byte `at` of the text is, in words.
    Words place_of(std::size_t at) const;
};

struct AttachmentText {
    std::vector<AttachmentPart> parts;
    Words fault;                 ///< why the file could not be read to its end; empty: it could
    bool has_text = false;       ///< some part has letters or digits
    std::size_t pages = 0, bare_pages = 0;  ///< of PDFs: all, and those without text
    std::vector<Words> properties;  ///< 作者“张三”: names of people in the file's properties, each once
    std::vector<Words> remains;     ///< 3 处修订, 2 条批注, 隐藏的工作表“底稿”
};

/// Reads the file in `bytes`; `name` tells only whether a text is a table of comma-separated values.
AttachmentText read_attachment(std::string_view bytes, std::string_view name, const AttachmentLimits& limits = {});

/// Whether reading the file takes other people's parsers: it is neither empty, nor text, nor of a kind that isn't read at all.
bool needs_parsers(std::string_view bytes);

}  // namespace mulu
