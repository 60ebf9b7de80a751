// SPDX-License-Identifier: Apache-2.0
// Small office documents, PDFs and archives made for tests: every byte is ours.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace mulu::test {

using Entries = std::vector<std::pair<std::string, std::string>>;

inline std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

/// A ZIP file of `entries`, not compressed. `flags`: 1 encrypted, 0x800 names are UTF-8.
inline std::string zip_of(const Entries& entries, unsigned flags = 0x800) {
    const auto number = [](std::uint32_t value, unsigned bytes) {
        std::string out;
        for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
        return out;
    };
    std::string out, directory;
    for (const auto& [name, content] : entries) {
        const auto size = static_cast<std::uint32_t>(content.size()), length = static_cast<std::uint32_t>(name.size());
        const std::string middle = number(20, 2) + number(flags, 2) + number(0, 2) + number(0, 4) + number(crc_of(content), 4) + number(size, 4) + number(size, 4) + number(length, 2) + number(0, 2);
        directory += "PK\x01\x02" + number(20, 2) + middle + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(static_cast<std::uint32_t>(out.size()), 4) + name;
        out += "PK\x03\x04" + middle + name + content;
    }
    const auto count = static_cast<std::uint32_t>(entries.size());
    return out + directory + "PK\x05\x06" + number(0, 4) + number(count, 2) + number(count, 2) + number(static_cast<std::uint32_t>(directory.size()), 4) +
           number(static_cast<std::uint32_t>(out.size()), 4) + number(0, 2);
}

/// A text document with these paragraphs (w:p and w:tbl elements), and further files.
inline std::string docx_of(const std::string& body, Entries more = {}) {
    more.insert(more.begin(), {"word/document.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>" + body + "</w:body></w:document>"});
    return zip_of(more);
}

inline std::string paragraph(const std::string& text) { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>"; }

/// A workbook of one sheet 名单, whose rows (row and c elements) are given; `state` of it; and further files.
inline std::string xlsx_of(const std::string& rows, const std::vector<std::string>& strings = {}, const std::string& state = "visible", Entries more = {}) {
    std::string shared = "<sst>";
    for (const std::string& each : strings) shared += "<si><t>" + each + "</t></si>";
    more.insert(more.begin(), {{"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"名单\" sheetId=\"1\" state=\"" + state + "\" r:id=\"rId1\"/></sheets></workbook>"},
                               {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
                               {"xl/sharedStrings.xml", shared + "</sst>"},
                               {"xl/worksheets/sheet1.xml", "<worksheet>" + rows + "</worksheet>"}});
    return zip_of(more);
}

/// A PDF with these pages of one line each; an empty one has no text. `encryption`: an /Encrypt entry of the trailer.
inline std::string pdf_of(const std::vector<std::string>& pages, const std::string& author = "", const std::string& encryption = "") {
    const auto hex = [](std::string_view text) {
        std::string out;
        constexpr std::string_view digits = "0123456789ABCDEF";
        for (std::size_t at = 0; at < text.size();) {
            const char32_t c = next_character(text, at);
            for (int shift = 12; shift >= 0; shift -= 4) out += digits[c >> static_cast<unsigned>(shift) & 0xFU];
        }
        return out;
    };
    std::string out = "%PDF-1.4\n";
    std::vector<std::size_t> places;
    const auto object = [&](const std::string& text) {
        places.push_back(out.size());
        out += std::to_string(places.size()) + " 0 obj\n" + text + "\nendobj\n";
    };
    const auto stream = [](const std::string& text) { return "<< /Length " + std::to_string(text.size()) + " >>\nstream\n" + text + "\nendstream"; };
    std::string kids;
    for (std::size_t i = 0; i < pages.size(); ++i) kids += std::to_string(6 + 2 * i) + " 0 R ";
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object("<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages.size()) + " >>");
    // A font that isn't there; what its codes mean is told, so that its text can be read.
    object("<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song "
           "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 "
           "1000] /ItalicAngle 0 /Ascent 800 /Descent 200 /CapHeight 700 /StemV 80 >> >>] >>");
    object(stream("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange "
                  "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap CMapName currentdict /CMap defineresource pop end end"));
    object("<< /Author <FEFF" + hex(author) + "> >>");
    for (const std::string& page : pages) {
        object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 600] /Resources << /Font << /F 3 0 R >> >> /Contents " + std::to_string(places.size() + 2) + " 0 R >>");
        object(stream(page.empty() ? "0 0 100 100 re f" : "BT /F 12 Tf 20 500 Td <" + hex(page) + "> Tj ET"));
    }
    const std::size_t table = out.size();
    out += "xref\n0 " + std::to_string(places.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t place : places) {
        const std::string number = std::to_string(place);
        out += std::string(10 - number.size(), '0') + number + " 00000 n \n";
    }
    return out + "trailer\n<< /Size " + std::to_string(places.size() + 1) + " /Root 1 0 R /Info 5 0 R " + encryption + " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

/// As old office programs store text: little-endian UTF-16 (of the basic plane).
inline std::string utf16_of(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        out += static_cast<char>(c & 0xFFU);
        out += static_cast<char>(c >> 8U & 0xFFU);
    }
    return out;
}

/// A compound file whose first sector begins with `beginning`.
inline std::string ole_of(const std::string& beginning) { return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(504, '\0') + beginning + std::string(512, '\0'); }

/// An OFD document with one page of this Content.xml.
inline std::string ofd_of(const std::string& objects) {
    return zip_of({{"OFD.xml", "<ofd:OFD xmlns:ofd=\"o\"><ofd:DocBody><ofd:DocInfo><ofd:Author>罗永福</ofd:Author></ofd:DocInfo></ofd:DocBody></ofd:OFD>"},
                   {"Doc_0/Document.xml", "<ofd:Document xmlns:ofd=\"o\"/>"},
                   {"Doc_0/Pages/Page_0/Content.xml", "<ofd:Page xmlns:ofd=\"o\"><ofd:Content><ofd:Layer>" + objects + "</ofd:Layer></ofd:Content></ofd:Page>"}});
}

}  // namespace mulu::test
