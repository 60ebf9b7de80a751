// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf.hpp"

#include <climits>
#include <exception>
#include <memory>
#include <mutex>

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include "base/text.hpp"

namespace mulu {
namespace {

/// poppler says in UTF-16 what it read; its own conversion asks the machine's.
std::string utf8_of(const poppler::ustring& text) {
    std::string out;
    out.reserve(text.size() * 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t unit = text[i];
        if (unit >= 0xD800 && unit < 0xDC00 && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000) {
            append_character(out, 0x10000 + ((unit - 0xD800) << 10) + (text[++i] - 0xDC00U));
        } else {
            append_character(out, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit == 0 ? ' ' : unit == '\f' ? '\n' : unit);
        }
    }
    return out;
}

}  // namespace

PdfFault read_pdf(std::string_view bytes, const PdfLimits& limits, PdfText& text) {
    static std::once_flag silenced;
    std::call_once(silenced, [] { poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr); });
    if (bytes.size() > INT_MAX) return PdfFault::too_much_text;
    try {
        const std::unique_ptr<poppler::document> document(poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
        if (!document) return PdfFault::damaged;
        if (document->is_locked()) return PdfFault::encrypted;
        const int pages = document->pages();
        if (pages <= 0) return PdfFault::damaged;
        if (static_cast<std::size_t>(pages) > limits.pages) return PdfFault::too_many_pages;
        text.author = utf8_of(document->get_author());
        std::size_t size = 0;
        for (int i = 0; i < pages; ++i) {
            const std::unique_ptr<poppler::page> page(document->create_page(i));
            if (!page) return PdfFault::damaged;
            text.pages.push_back(utf8_of(page->text()));
            size += text.pages.back().size();
            if (size > limits.text_bytes) return PdfFault::too_much_text;
        }
    } catch (const std::exception&) {
        return PdfFault::damaged;
    }
    return PdfFault::none;
}

}  // namespace mulu
