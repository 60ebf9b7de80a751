// SPDX-License-Identifier: Apache-2.0
#include "formats/attachment.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <map>
#include <optional>

#include "base/disk.hpp"
#include "base/text.hpp"
#include "formats/encoding.hpp"
#include "formats/xml.hpp"

namespace mulu {
namespace {

bool is_pdf(std::string_view bytes) { return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos; }

/// DOC, XLS, PPT and WPS before the formats that are packed.
bool is_old_document(std::string_view bytes) { return bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"); }

using Kind = AttachmentSpot::Kind;

unsigned char byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::uint32_t number_of(std::string_view text) {
    std::uint32_t number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9' || number > 100'000'000) break;
        number = number * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return number;
}

std::string_view or_empty(const std::optional<std::string_view>& value) { return value.value_or(std::string_view()); }

/// Two words of a place after each other: 压缩包内“a.docx”，第 3 段.
Words joined(const Words& first, const Words& second) {
    if (first.zh.empty()) return second;
    if (second.zh.empty()) return first;
    return {first.zh + "，" + second.zh, first.en + ", " + second.en};
}

std::string utf8_of_utf16(std::string_view bytes, bool little) {
    std::string out;
    const auto unit = [&](std::size_t at) -> char32_t {
        return little ? byte_at(bytes, at) | (byte_at(bytes, at + 1) << 8U) : byte_at(bytes, at + 1) | (byte_at(bytes, at) << 8U);
    };
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        char32_t character = unit(at);
        if (character >= 0xD800 && character < 0xDC00 && at + 3 < bytes.size()) {
            const char32_t low = unit(at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                character = 0x10000 + ((character - 0xD800) << 10U) + (low - 0xDC00);
                at += 2;
            }
        }
        append_character(out, character >= 0xD800 && character < 0xE000 ? 0xFFFD : character == 0 ? ' ' : character);
    }
    return out;
}

/// A text file's bytes as UTF-8, whatever they were.
std::string decode(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return utf8_of_utf16(bytes.substr(2), true);
    if (bytes.starts_with("\xFE\xFF")) return utf8_of_utf16(bytes.substr(2), false);
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return first_invalid_utf8(bytes) ? utf8_of_gb18030(bytes) : std::string(bytes);
}

/// Blanks in the place of control characters, which a terminal would obey. The bytes stay as many as they are.
void clean(std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) {
            text[i] = ' ';
        } else if (byte == 0xC2 && i + 1 < text.size() && byte_at(text, i + 1) >= 0x80 && byte_at(text, i + 1) < 0xA0) {
            text[i] = text[i + 1] = ' ';
        }
    }
}

/// A name from within a file, as it is told.
std::string shown(std::string_view name) {
    constexpr std::size_t longest = 80;
    std::string text(first_characters(name, longest));
    std::replace(text.begin(), text.end(), '\n', ' ');
    clean(text);
    return text;
}

/// A page's text with the characters that its entities stand for: 1&#51;8 is 138 to who reads it.
std::string without_entities(std::string_view html) {
    struct Named {
        std::string_view name;
        char32_t character;
    };
    constexpr std::array<Named, 9> names = {{{"nbsp", ' '}, {"ensp", ' '}, {"emsp", ' '}, {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"ldquo", U'“'}, {"rdquo", U'”'}}};
    std::string text;
    text.reserve(html.size());
    for (std::size_t at = 0; at < html.size();) {
        constexpr std::size_t longest = 12;
        const std::size_t end = html[at] == '&' ? html.substr(at, longest).find(';') : std::string_view::npos;
        if (end == std::string_view::npos || end < 2) {
            text += html[at++];
            continue;
        }
        const std::string_view name = html.substr(at + 1, end - 1);
        char32_t character = 0;
        if (name[0] == '#') {
            const bool hex = name.size() > 2 && (name[1] == 'x' || name[1] == 'X');
            const std::string_view digits = name.substr(hex ? 2 : 1);
            unsigned value = 0;
            const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
            if (error == std::errc{} && stop == digits.data() + digits.size() && value < 0x110000 && (value < 0xD800 || value > 0xDFFF)) character = value;
        } else if (const auto found = std::find_if(names.begin(), names.end(), [&](const Named& each) { return each.name == name; }); found != names.end()) {
            character = found->character;
        }
        if (character == 0) {
            text += html[at++];
            continue;
        }
        append_character(text, character < 0x20 ? U' ' : character);  // lines stay as they are
        at += end + 1;
    }
    return text;
}

/// Names that office programs and computer shops write, and nobody has.
bool is_nobody(std::string_view name) {
    constexpr std::array<std::string_view, 62> known = {
        "administrator", "admin", "user", "users", "windows 用户", "windows user", "microsoft office user", "microsoft office 用户", "microsoft", "微软用户", "微软中国", "微软系统", "用户", "dell",
        "lenovo", "hp", "asus", "acer", "thinkpad", "thinkcentre", "huawei", "china", "apache poi", "openpyxl", "python-docx", "un-named", "unknown", "wps", "wps office", "wps 文字", "kingsoft", "pc",
        "my pc", "office", "雨林木风", "番茄花园", "深度技术", "雨木林风", "系统之家", "walkinnet", "mc system", "xb21cn", "creator", "author", "作者", "owner", "guest", "default", "root", "sky123.org",
        "user-", "computer", "cnki", "adobe", "acrobat", "pscript5.dll", "libreoffice", "aspose", "next", "ibm", "hy", "null"};
    const std::string lower = lower_ascii(trim(name));
    if (lower.empty() || lower.find_first_not_of("0123456789.-_ ") == std::string::npos) return true;
    if (std::find(known.begin(), known.end(), lower) != known.end()) return true;
    for (const std::string_view beginning : {"user-", "desktop-", "pc-", "win-", "aspose", "adobe", "acrobat", "libreoffice", "microsoft", "apache", "wps", "office"}) {
        if (lower.starts_with(beginning)) return true;
    }
    // An organ is no person.
    for (const std::string_view ending : {"局", "委", "办", "室", "部", "院", "会", "政府", "中心", "公司", "科", "处", "所", "站", "厅", "股", "机关", "单位"}) {
        if (lower.ends_with(ending) && count_characters(lower) >= 4) return true;
    }
    return false;
}

/// A file within an office document.
using Files = std::map<std::string, std::string, std::less<>>;

/// Reads one attachment into an AttachmentText. For what it holds in it another one, in the same.
class AttachmentReader {
public:
    AttachmentReader(AttachmentText& out, const AttachmentLimits& limits) : out_(out), limits_(limits), archive_(limits.archive) {}

    void read(std::string_view bytes, std::string_view name, const Words& where, unsigned depth) {
        if (bytes.empty()) {
            // In an archive an empty file is what somebody packed; published by itself it is one whose copying failed.
            if (where.zh.empty()) fail(where, {"文件是空的（0 字节）", "it is empty (0 bytes)"});
            return;
        }
        if (is_pdf(bytes)) read_pages(bytes, where);
        else if (is_archive(bytes)) read_packed(bytes, where, depth);
        else if (is_old_document(bytes)) read_old(bytes, where);
        else if (is_text(bytes)) read_text(bytes, name, where);
    }

private:
    void fail(const Words& where, Words words) {
        if (out_.fault.zh.empty()) out_.fault = joined(where, words);
    }
    bool failed() const { return !out_.fault.zh.empty(); }

    void fail(const Words& where, ArchiveFault fault) {
        switch (fault) {
            case ArchiveFault::none: break;
            case ArchiveFault::damaged: fail(where, {"文件已损坏", "it is damaged"}); break;
            case ArchiveFault::encrypted: fail(where, {"要密码才能打开", "it needs a password"}); break;
            case ArchiveFault::too_many_entries:
                fail(where, {"里面的文件超过 " + std::to_string(limits_.archive.entries) + " 个", "it holds more than " + std::to_string(limits_.archive.entries) + " files"});
                break;
            case ArchiveFault::too_large: fail(where, too_large()); break;
        }
    }
    static Words too_large() { return {"解开后太大", "it is too large when unpacked"}; }

    /// Takes a part over, unless it is empty or too much.
    void add(AttachmentPart part) {
        clean(part.text);
        size_ += part.text.size();
        if (size_ > limits_.text_bytes) {
            fail(part.where, {"文字太多", "it has too much text"});
            return;
        }
        if (!part.is_name && !out_.has_text) {
            for (std::size_t at = 0; at < part.text.size() && !out_.has_text;) {
                const char32_t c = next_character(part.text, at);
                out_.has_text = !is_space(c) && !is_punctuation(c) && c != 0xFFFD;
            }
        }
        if (!trim(part.text).empty()) out_.parts.push_back(std::move(part));
    }

    void add_property(const Words& where, const char* zh, const char* en, std::string_view name) {
        name = trim(name);
        if (is_nobody(name)) return;
        const std::string person = shown(name);
        Words words = joined(where, {std::string(zh) + "“" + person + "”", std::string(en) + " “" + person + "”"});
        constexpr std::size_t most = 10;
        const auto same = [&](const Words& other) { return other.zh == words.zh; };
        if (out_.properties.size() < most && std::none_of(out_.properties.begin(), out_.properties.end(), same)) out_.properties.push_back(std::move(words));
    }

    void add_remains(const Words& where, Words words) {
        constexpr std::size_t most = 10;
        if (out_.remains.size() < most) out_.remains.push_back(joined(where, words));
    }
    void add_remains(const Words& where, std::size_t count, const char* zh, const char* en) {
        if (count > 0) add_remains(where, {std::to_string(count) + zh, std::to_string(count) + en});
    }

    // PDF

    void read_pages(std::string_view bytes, const Words& where) {
        PdfText pdf;
        switch (read_pdf(bytes, limits_.pdf, pdf)) {
            case PdfFault::none: break;
            case PdfFault::damaged: fail(where, {"文件已损坏", "it is damaged"}); break;
            case PdfFault::encrypted: fail(where, {"要密码才能打开", "it needs a password"}); break;
            case PdfFault::too_many_pages:
                fail(where, {"超过 " + std::to_string(limits_.pdf.pages) + " 页", "it has more than " + std::to_string(limits_.pdf.pages) + " pages"});
                break;
            case PdfFault::too_much_text: fail(where, {"文字太多", "it has too much text"}); break;
        }
        add_property(where, "作者", "author", pdf.author);
        out_.pages += pdf.pages.size();
        for (std::size_t i = 0; i < pdf.pages.size(); ++i) {
            if (trim(pdf.pages[i]).empty()) {
                ++out_.bare_pages;
                continue;
            }
            const std::string number = std::to_string(i + 1);
            AttachmentPart part;
            part.where = joined(where, {"第 " + number + " 页", "page " + number});
            part.text = std::move(pdf.pages[i]);
            add(std::move(part));
        }
    }

    // What is packed: office documents, and archives of files.

    void read_packed(std::string_view bytes, const Words& where, unsigned depth) {
        bool docx = false, xlsx = false, pptx = false, ofd = false, odf = false;
        ArchiveFault fault = read_archive(
            bytes, archive_,
            [&](std::string_view name) {
                docx |= name == "word/document.xml";
                xlsx |= name == "xl/workbook.xml";
                pptx |= name == "ppt/presentation.xml";
                ofd |= name == "OFD.xml";
                odf |= name == "content.xml";
                return false;
            },
            [](std::string_view, std::string) { return true; });
        if (fault != ArchiveFault::none) return fail(where, fault);
        if (!(docx || xlsx || pptx || ofd || odf)) return read_files(bytes, where, depth);
        const auto wanted = [&](std::string_view name) {
            if (name.find("/embeddings/") != std::string_view::npos) return true;
            if (!name.ends_with(".xml") && !name.ends_with(".rels")) return false;
            if (name.find("/theme/") != std::string_view::npos || name.find("styles") != std::string_view::npos) return false;
            return !pptx || (name.find("slideLayout") == std::string_view::npos && name.find("slideMaster") == std::string_view::npos);
        };
        Files files;
        fault = read_archive(bytes, archive_, wanted, [&](std::string_view name, std::string content) {
            spend(content.size());
            files.emplace(name, std::move(content));
            return true;
        });
        if (fault != ArchiveFault::none) fail(where, fault);
        if (docx) read_docx(files, where);
        else if (xlsx) read_xlsx(files, where);
        else if (pptx) read_pptx(files, where);
        else if (ofd) read_ofd(files, where);
        else read_paragraphs(files, "content.xml", where, {});
        read_properties(files, where);
        for (const auto& [name, content] : files) {
            if (name.find("/embeddings/") == std::string_view::npos) continue;
            if (depth >= limits_.depth) return fail(where, {"嵌入的文件层数太多", "files are embedded too deep"});
            read(content, name, joined(where, {"嵌入的文件“" + shown(name_of(name)) + "”", "the embedded file “" + shown(name_of(name)) + "”"}), depth + 1);
        }
    }

    /// What one archive unpacks to, another within it can't.
    void spend(std::uint64_t bytes) { archive_.bytes -= std::min(archive_.bytes, bytes); }

    void read_files(std::string_view bytes, const Words& where, unsigned depth) {
        if (depth >= limits_.depth) return fail(where, {"压缩包套得太深", "archives are nested too deep"});
        const auto wanted = [](std::string_view name) { return name_of(name) != ".DS_Store" && !name.starts_with("__MACOSX/"); };
        const ArchiveFault fault = read_archive(bytes, archive_, wanted, [&](std::string_view name, std::string content) {
            spend(content.size());
            const std::string whole = decode(name), decoded = shown(whole);
            const Words within = joined(where, {"压缩包内“" + decoded + "”", "“" + decoded + "” in the archive"});
            AttachmentPart part;
            part.where = joined(within, {"文件名", "the file's name"});
            part.text = std::string(name_of(whole));
            part.is_name = true;
            add(std::move(part));
            read(content, whole, within, depth + 1);
            return !failed();
        });
        fail(where, fault);
    }

    bool read_part(std::string_view xml, XmlListener& listener, const Words& where) {
        if (xml.size() > limits_.xml_bytes) {
            fail(where, too_large());
            return false;
        }
        if (read_xml(xml, listener)) return true;
        fail(where, {"文件已损坏", "it is damaged"});
        return false;
    }

    static const std::string* find(const Files& files, std::string_view name) {
        const auto found = files.find(name);
        return found == files.end() ? nullptr : &found->second;
    }

    /// Paragraphs and tables of word processing, drawing and OpenDocument parts.
    class Paragraphs final : public XmlListener {
    public:
        AttachmentPart part;
        bool open_document = false;
        std::size_t changes = 0, hidden = 0, comments = 0;

        bool open(const XmlElement& element) override {
            const std::string_view name = element.name();
            if (name == "Fallback" || name == "instrText") return false;  // the same once more; what a field is made from
            in_ += is_text(name) ? 1 : 0;
            if (name == "p" || name == "h") {
                if (rows_ == 0) part.spots.push_back({part.text.size(), Kind::paragraph, ++paragraph_, 0});
            } else if (name == "tbl" || name == "table") {
                if (rows_ == 0) ++table_, row_ = 0;
            } else if (name == "tr" || name == "table-row") {
                if (rows_++ == 0) {
                    part.spots.push_back({part.text.size(), Kind::table_row, table_, ++row_});
                    part.text += "| ";
                }
            } else if (name == "t" || name == "delText") {
                if (element.empty()) part.text += ' ';  // tinyxml2 drops a text of blanks alone
            } else if (name == "tab" || name == "s" || name == "ptab") {
                part.text += ' ';
            } else if (name == "br" || name == "cr" || name == "line-break") {
                part.text += rows_ > 0 ? ' ' : '\n';
            } else if (name == "ins" || name == "del" || name == "moveFrom" || name == "moveTo") {
                ++changes;
            } else if (name == "vanish") {
                const std::string_view value = or_empty(element.attribute("val"));
                if (value != "0" && value != "false" && value != "off") ++hidden;
            } else if (name == "comment") {
                ++comments;
            }
            return true;
        }
        void text(std::string_view text) override {
            if (in_ == 0) return;  // numbers that place a picture
            // A line end in a part's text is a space to its readers.
            for (const char c : text) part.text += c == '\n' || c == '\r' ? ' ' : c == '|' && rows_ > 0 ? '/' : c;
        }
        void close(std::string_view name) override {
            in_ -= is_text(name) ? 1 : 0;
            if (name == "p" || name == "h") part.text += rows_ > 0 ? " " : "\n";
            else if (name == "tc" || name == "table-cell") part.text += "| ";
            else if ((name == "tr" || name == "table-row") && rows_ > 0 && --rows_ == 0) part.text += '\n';
        }

    private:
        /// Elements in which text is meant to be read: those of OOXML, and the paragraphs of OpenDocument.
        bool is_text(std::string_view name) const { return name == "t" || name == "delText" || (open_document && (name == "p" || name == "h")); }

        std::uint32_t paragraph_ = 0, table_ = 0, row_ = 0;
        unsigned rows_ = 0;  ///< within each other
        unsigned in_ = 0;    ///< elements of text
    };

    struct Found {
        std::size_t changes = 0, hidden = 0, comments = 0;
    };

    Found read_paragraphs(const Files& files, std::string_view name, const Words& where, const Words& what) {
        const std::string* xml = find(files, name);
        Paragraphs paragraphs;
        paragraphs.part.where = joined(where, what);
        paragraphs.part.is_whole = what.zh.empty();
        paragraphs.open_document = name == "content.xml";
        if (xml == nullptr || !read_part(*xml, paragraphs, where)) return {};
        const Found found{paragraphs.changes, paragraphs.hidden, paragraphs.comments};
        add(std::move(paragraphs.part));
        return found;
    }

    void read_docx(const Files& files, const Words& where) {
        Found all;
        for (const auto& [name, xml] : files) {
            if (!name.starts_with("word/") || name.find('/', 5) != std::string::npos) continue;
            const std::string_view file = std::string_view(name).substr(5);
            const bool body = file == "document.xml", comments = file == "comments.xml";
            const Words what = body                         ? Words()
                               : comments                   ? Words("批注", "the comments")
                               : file.starts_with("header") ? Words("页眉", "the header")
                               : file.starts_with("footer") ? Words("页脚", "the footer")
                               : file == "footnotes.xml" || file == "endnotes.xml" ? Words("脚注", "the notes")
                                                                                   : Words();
            if (!body && what.zh.empty()) continue;
            const Found found = read_paragraphs(files, name, where, what);
            all.changes += found.changes;
            all.hidden += found.hidden;
            all.comments += comments ? found.comments : 0;
        }
        add_remains(where, all.changes, " 处修订", " tracked changes");
        add_remains(where, all.comments, " 条批注", " comments");
        add_remains(where, all.hidden, " 处隐藏文字", " hidden texts");
    }

    /// One text of many strings: xl/sharedStrings.xml.
    class Strings final : public XmlListener {
    public:
        std::vector<std::string> all;
        bool open(const XmlElement& element) override {
            const std::string_view name = element.name();
            if (name == "rPh" || name == "phoneticPr") return false;
            if (name == "si") all.emplace_back();
            if (name == "t") in_ = true;
            return true;
        }
        void text(std::string_view text) override {
            if (in_ && !all.empty()) all.back() += text;
        }
        void close(std::string_view name) override {
            if (name == "t") in_ = false;
        }

    private:
        bool in_ = false;
    };

    /// The cells of a sheet, row by row, as a table.
    class Sheet final : public XmlListener {
    public:
        AttachmentPart part;
        std::size_t hidden_rows = 0, hidden_columns = 0;
        explicit Sheet(const std::vector<std::string>& strings) : strings_(strings) {}

        bool open(const XmlElement& element) override {
            const std::string_view name = element.name();
            if (name == "row") {
                row_ = element.attribute("r") ? number_of(*element.attribute("r")) : row_ + 1;
                column_ = 0;
                if (is_set(element, "hidden")) ++hidden_rows;
                part.text += "| ";
            } else if (name == "col") {
                if (is_set(element, "hidden")) ++hidden_columns;
            } else if (name == "c") {
                const std::uint32_t wanted = column_of(or_empty(element.attribute("r")));
                const std::uint32_t next = wanted == 0 ? column_ + 1 : wanted;
                // Empty cells are left out of the file; columns are to stand below each other all the same.
                constexpr std::uint32_t widest = 256;
                for (; column_ + 1 < next && column_ < widest; ++column_) part.text += "| ";
                column_ = next;
                type_ = std::string(or_empty(element.attribute("t")));
                value_.clear();
                part.spots.push_back({part.text.size(), Kind::cell, row_, column_});
            } else if (name == "v" || name == "t") {
                in_ = true;
            } else if (name == "f" || name == "rPh") {
                return false;
            } else if (name == "oddHeader" || name == "oddFooter") {
                in_ = true;
                value_.clear();
            }
            return true;
        }
        void text(std::string_view text) override {
            if (in_) value_ += text;
        }
        void close(std::string_view name) override {
            if (name == "v" || name == "t") {
                in_ = false;
            } else if (name == "c") {
                put(type_ == "s" ? shared() : type_.empty() || type_ == "n" ? plain_number(value_) : value_);
                part.text += " | ";
            } else if (name == "row") {
                part.text += '\n';
            } else if (name == "oddHeader" || name == "oddFooter") {
                in_ = false;
                part.spots.push_back({part.text.size(), Kind::none, 0, 0});
                put(value_);
                part.text += '\n';
            }
        }

    private:
        static bool is_set(const XmlElement& element, std::string_view name) {
            const std::string_view value = or_empty(element.attribute(name));
            return value == "1" || value == "true";
        }
        static std::uint32_t column_of(std::string_view reference) {
            std::uint32_t column = 0;
            for (const char c : reference.substr(0, 3)) {
                if (c < 'A' || c > 'Z') break;
                column = column * 26 + static_cast<std::uint32_t>(c - 'A' + 1);
            }
            return column;
        }
        const std::string& shared() const {
            static const std::string none;
            const std::uint32_t number = number_of(value_);
            return number < strings_.size() ? strings_[number] : none;
        }
        /// 1.3812345678E10 is how the file may have it, 13812345678 what its reader sees.
        static std::string plain_number(const std::string& value) {
            if (value.find_first_of("Ee") == std::string::npos || value.size() > 40) return value;
            char* end = nullptr;
            const double number = std::strtod(value.c_str(), &end);
            if (end == value.c_str() || !(std::fabs(number) < 1e18) || number != std::floor(number)) return value;
            return std::to_string(static_cast<long long>(number));
        }
        void put(const std::string& text) {
            for (const char c : text) part.text += c == '\n' || c == '\r' ? ' ' : c == '|' ? '/' : c;
        }

        const std::vector<std::string>& strings_;
        std::uint32_t row_ = 0, column_ = 0;
        std::string type_, value_;
        bool in_ = false;
    };

    /// xl/workbook.xml: names and states of the sheets, with their relations' ids.
    class Workbook final : public XmlListener {
    public:
        struct Entry {
            std::string name, state, relation;
        };
        std::vector<Entry> sheets;
        bool open(const XmlElement& element) override {
            if (element.name() == "sheet") {
                // r:id and sheetId both end in an id of their own; the local name of the former is id.
                sheets.push_back({std::string(or_empty(element.attribute("name"))), std::string(or_empty(element.attribute("state"))), std::string(or_empty(element.attribute("id")))});
            }
            return true;
        }
        void text(std::string_view) override {}
        void close(std::string_view) override {}
    };

    class Relations final : public XmlListener {
    public:
        std::map<std::string, std::string, std::less<>> targets;
        bool open(const XmlElement& element) override {
            if (element.name() == "Relationship") targets.emplace(or_empty(element.attribute("Id")), or_empty(element.attribute("Target")));
            return true;
        }
        void text(std::string_view) override {}
        void close(std::string_view) override {}
    };

    void read_xlsx(const Files& files, const Words& where) {
        Strings strings;
        if (const std::string* xml = find(files, "xl/sharedStrings.xml")) read_part(*xml, strings, where);
        Workbook workbook;
        Relations relations;
        if (const std::string* xml = find(files, "xl/workbook.xml")) read_part(*xml, workbook, where);
        if (const std::string* xml = find(files, "xl/_rels/workbook.xml.rels")) read_part(*xml, relations, where);
        std::map<std::string, const Workbook::Entry*, std::less<>> entries;  // by path
        for (const Workbook::Entry& entry : workbook.sheets) {
            std::string target = relations.targets.contains(entry.relation) ? relations.targets.find(entry.relation)->second : "";
            target = target.starts_with('/') ? target.substr(1) : "xl/" + target;
            entries.emplace(std::move(target), &entry);
            if (!entry.state.empty() && entry.state != "visible") add_remains(where, {"隐藏的工作表“" + shown(entry.name) + "”", "the hidden sheet “" + shown(entry.name) + "”"});
        }
        std::size_t comments = 0;
        for (const auto& [name, xml] : files) {
            if (name.starts_with("xl/worksheets/") && name.find('/', 14) == std::string::npos) {
                const auto entry = entries.find(name);
                const std::string title = shown(entry == entries.end() ? name_of(name) : std::string_view(entry->second->name));
                Sheet sheet(strings.all);
                sheet.part.where = joined(where, {"工作表“" + title + "”", "sheet “" + title + "”"});
                if (!read_part(xml, sheet, where)) continue;
                if (sheet.hidden_rows > 0) {
                    add_remains(where, {"工作表“" + title + "”有 " + std::to_string(sheet.hidden_rows) + " 行隐藏", std::to_string(sheet.hidden_rows) + " hidden rows in sheet “" + title + "”"});
                }
                if (sheet.hidden_columns > 0) add_remains(where, {"工作表“" + title + "”有隐藏的列", "hidden columns in sheet “" + title + "”"});
                add(std::move(sheet.part));
            } else if (name.starts_with("xl/comments") || name.starts_with("xl/threadedComments/")) {
                comments += read_comments(files, name, where);
            } else if (name.starts_with("xl/drawings/") && name.find('/', 12) == std::string::npos) {
                read_paragraphs(files, name, where, {"文本框", "a text box"});
            }
        }
        add_remains(where, comments, " 条批注", " comments");
    }

    std::size_t read_comments(const Files& files, const std::string& name, const Words& where) {
        class Comments final : public XmlListener {
        public:
            AttachmentPart part;
            std::size_t count = 0;
            bool open(const XmlElement& element) override {
                if (element.name() == "comment" || element.name() == "threadedComment") ++count;
                return element.name() != "authors";
            }
            void text(std::string_view text) override { part.text += text; }
            void close(std::string_view name) override {
                if (name == "comment" || name == "threadedComment" || name == "cm") part.text += '\n';
            }
        } comments;
        comments.part.where = joined(where, {"批注", "the comments"});
        comments.part.is_whole = false;
        if (!read_part(*find(files, name), comments, where)) return 0;
        add(std::move(comments.part));
        return comments.count;
    }

    void read_pptx(const Files& files, const Words& where) {
        std::size_t hidden = 0;
        for (const auto& [name, xml] : files) {
            const bool slide = name.starts_with("ppt/slides/slide"), notes = name.starts_with("ppt/notesSlides/notesSlide");
            if (slide || notes) {
                const std::string number = std::to_string(number_of(std::string_view(name).substr(slide ? 16 : 26)));
                read_paragraphs(files, name, where, slide ? Words("第 " + number + " 张幻灯片", "slide " + number) : Words("第 " + number + " 张幻灯片的备注", "the notes of slide " + number));
                if (slide && xml.substr(0, 2000).find(" show=\"0\"") != std::string::npos) ++hidden;
            } else if (name.starts_with("ppt/comments/")) {
                add_remains(where, read_comments(files, name, where), " 条批注", " comments");
            }
        }
        add_remains(where, hidden, " 张隐藏的幻灯片", " hidden slides");
    }

    /// GB/T 33190: the text of a page is in TextCode elements of TextObjects, each with its place on the page.
    class OfdPage final : public XmlListener {
    public:
        std::string out;
        bool open(const XmlElement& element) override {
            if (element.name() == "TextObject") {
                std::array<double, 4> box{};
                const std::string boundary(or_empty(element.attribute("Boundary")));
                const char* at = boundary.c_str();
                for (double& each : box) {
                    char* end = nullptr;
                    each = std::strtod(at, &end);
                    if (end == at) break;
                    at = end;
                }
                // Objects side by side are one line; a gap between them is a space.
                constexpr double same_line = 1.0, gap = 1.0;  // millimetres
                if (!out.empty()) out += std::fabs(box[1] - top_) > same_line ? "\n" : box[0] - right_ > gap ? "  " : "";
                top_ = box[1];
                right_ = box[0] + box[2];
            }
            in_ = in_ || element.name() == "TextCode";
            return true;
        }
        void text(std::string_view text) override {
            if (in_) out += text;
        }
        void close(std::string_view name) override {
            if (name == "TextCode") in_ = false;
        }

    private:
        double top_ = 0, right_ = 0;
        bool in_ = false;
    };

    void read_ofd(const Files& files, const Words& where) {
        for (const auto& [name, xml] : files) {
            if (!name.ends_with("/Content.xml") && name.find("/Tpls/") == std::string::npos && name.find("/Annots/") == std::string::npos) continue;
            OfdPage page;
            if (!read_part(xml, page, where)) continue;
            const std::size_t at = name.rfind("Page_");
            AttachmentPart part;
            part.where = where;
            if (at != std::string::npos) {
                const std::string number = std::to_string(number_of(std::string_view(name).substr(at + 5)) + 1);
                part.where = joined(where, {"第 " + number + " 页", "page " + number});
            }
            part.text = std::move(page.out);
            if (name.ends_with("/Content.xml") && at != std::string::npos) {
                ++out_.pages;
                if (trim(part.text).empty()) ++out_.bare_pages;
            }
            add(std::move(part));
        }
    }

    /// docProps of OOXML, DocInfo of OFD, meta.xml of OpenDocument: who wrote it.
    void read_properties(const Files& files, const Words& where) {
        class Properties final : public XmlListener {
        public:
            std::map<std::string, std::string, std::less<>> values;
            bool open(const XmlElement& element) override {
                current_ = std::string(element.name());
                return true;
            }
            void text(std::string_view text) override { values[current_] += text; }
            void close(std::string_view) override { current_.clear(); }

        private:
            std::string current_;
        } properties;
        for (const char* name : {"docProps/core.xml", "docProps/app.xml", "OFD.xml", "meta.xml"}) {
            const std::string* xml = find(files, name);
            if (xml != nullptr && xml->size() <= 1024 * 1024) read_xml(*xml, properties);  // a fault here hides no text
        }
        struct Property {
            const char *key, *zh, *en;
        };
        for (const auto& [key, zh, en] : {Property{"creator", "作者", "author"}, {"Author", "作者", "author"}, {"initial-creator", "作者", "author"}, {"lastModifiedBy", "最后修改者", "last modified by"},
                                          {"Manager", "经理", "manager"}}) {
            if (const auto found = properties.values.find(key); found != properties.values.end()) add_property(where, zh, en, found->second);
        }
        if (const auto found = properties.values.find("description"); found != properties.values.end() && !trim(found->second).empty()) {
            AttachmentPart part;
            part.where = joined(where, {"文档属性里的备注", "the comments among its properties"});
            part.text = found->second;
            part.is_whole = false;
            add(std::move(part));
        }
    }

    // Text

    /// No NUL, unless it is UTF-16 with its mark, and hardly any control characters.
    static bool is_text(std::string_view bytes) {
        if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
        const std::string_view head = bytes.substr(0, 65536);
        const auto is_odd = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f'; };
        if (head.find('\0') != std::string_view::npos) return false;
        return static_cast<std::size_t>(std::count_if(head.begin(), head.end(), is_odd)) * 100 <= head.size();
    }

    void read_text(std::string_view bytes, std::string_view name, const Words& where) {
        const std::string ending = lower_ascii(extension_of(name));
        const std::string text = ending == "html" || ending == "htm" ? without_entities(decode(bytes)) : decode(bytes);
        if (text.size() > limits_.text_bytes) return fail(where, {"文字太多", "it has too much text"});
        const bool table = extension_of(name) == "csv";
        AttachmentPart part;
        part.where = where;
        std::uint32_t line = 1;
        part.spots.push_back({0, Kind::line, line, 0});
        if (table) part.text += "| ";
        bool quoted = false;
        for (const char c : text) {
            if (table && c == '"') {
                quoted = !quoted;
            } else if (table && c == ',' && !quoted) {
                part.text += " | ";
            } else if (c == '\n') {
                part.text += table && quoted ? ' ' : '\n';
                part.spots.push_back({part.text.size(), Kind::line, ++line, 0});
                if (table && !quoted) part.text += "| ";
            } else if (c == '\r') {
                part.text += ' ';
            } else {
                part.text += table && c == '|' ? '/' : c;
            }
        }
        add(std::move(part));
    }

    // The compound files of old office programs: no text in order, but every string that is in them.

    static bool is_encrypted_old(std::string_view bytes) {
        constexpr std::string_view package("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
        if (bytes.find(package) != std::string_view::npos) return true;
        constexpr std::size_t first_sector = 512;
        if (bytes.size() < first_sector + 64) return false;
        const std::string_view sector = bytes.substr(first_sector, 64);
        if (sector.starts_with("\xEC\xA5")) return (byte_at(sector, 11) & 1U) != 0;                          // [MS-DOC] FibBase.fEncrypted
        if (!sector.starts_with(std::string_view("\x09\x08\x10\0", 4))) return false;                       // [MS-XLS] BOF, then FilePass
        const std::size_t next = 4 + 16;
        return sector.substr(next).starts_with(std::string_view("\x2F\0", 2)) || sector.substr(next + 6).starts_with(std::string_view("\x2F\0", 2));
    }

    /// A UTF-16 unit that office texts are made of.
    static bool is_usual(char32_t unit) {
        return (unit >= 0x20 && unit < 0x7F) || unit == '\r' || unit == '\t' || unit == 7 || (unit >= 0x4E00 && unit < 0xA000) || (unit >= 0x3000 && unit < 0x3020) ||
               (unit >= 0xFF00 && unit < 0xFFF0) || (unit >= 0x2010 && unit < 0x2040) || unit == 0x2605 || unit == 0x2606;
    }

    /// Where the run of printable ASCII ends that begins at `at`.
    static std::size_t end_of_ascii(std::string_view bytes, std::size_t at) {
        while (at < bytes.size() && ((bytes[at] >= ' ' && bytes[at] < 0x7F) || bytes[at] == '\r' || bytes[at] == '\t')) ++at;
        return at;
    }

    /// Whether a compound file has a stream that office programs keep a document in. Their names are UTF-16 in the file's directory.
    static bool has_document(std::string_view bytes) {
        constexpr std::array<std::string_view, 7> streams = {"WordDocument", "Workbook", "Book", "PowerPoint Document", "VisioDocument", "MatOST", "__substg1.0"};
        return std::any_of(streams.begin(), streams.end(), [&](std::string_view stream) {
            std::string name;
            for (const char c : stream) name.append({c, '\0'});
            return bytes.find(name) != std::string_view::npos;
        });
    }

    void read_old(std::string_view bytes, const Words& where) {
        if (is_encrypted_old(bytes)) return fail(where, {"要密码才能打开", "it needs a password"});
        AttachmentPart part;
        part.where = where;
        const auto unit = [&](std::size_t at) -> char32_t { return byte_at(bytes, at) | (byte_at(bytes, at + 1) << 8U); };
        constexpr std::size_t least_bytes = 6, least_units = 3;
        for (std::size_t at = 0; at + 1 < bytes.size();) {
            std::size_t end = end_of_ascii(bytes, at);
            if (end - at >= least_bytes) {
                part.text += bytes.substr(at, end - at);
                part.text += '\n';
                at = end;
                continue;
            }
            if (end == at && end_of_ascii(bytes, at + 1) - at > least_bytes) {  // else Latin letters read as Han, two at a time
                ++at;
                continue;
            }
            end = at;
            while (end + 1 < bytes.size() && is_usual(unit(end))) end += 2;
            // Latin letters read one byte too early: W o r k as 圀漀爀欀.
            bool shifted = end > at;
            for (std::size_t each = at; each < end && shifted; each += 2) shifted = bytes[each] == '\0';
            if ((end - at) / 2 >= least_units && !shifted) {
                std::string text = utf8_of_utf16(bytes.substr(at, end - at), true);
                // Marks of paragraphs and of cells.
                std::replace(text.begin(), text.end(), '\r', '\n');
                part.text += replace_all(text, "\x07", "  ");
                part.text += '\n';
                at = end;
                continue;
            }
            ++at;
        }
        // [MS-XLS] Number: what was typed as a number is a double, a mobile number too.
        constexpr std::string_view number_record("\x03\x02\x0E\0", 4);
        for (std::size_t at = bytes.find(number_record); at != std::string_view::npos; at = bytes.find(number_record, at + 4)) {
            if (at + 18 > bytes.size()) break;
            std::uint64_t raw = 0;
            for (std::size_t i = 0; i < 8; ++i) raw |= std::uint64_t{byte_at(bytes, at + 10 + i)} << (8 * i);
            const double number = std::bit_cast<double>(raw);
            if (number >= 1e10 && number < 1e18 && number == std::floor(number)) part.text += std::to_string(static_cast<long long>(number)) + "\n";
        }
        part.text.erase(std::remove(part.text.begin(), part.text.end(), '|'), part.text.end());
        // Of a file of pictures alone the names of its streams are left, and those of fonts: no Han is no text.
        bool has_han = false;
        for (std::size_t at = 0; at < part.text.size() && !has_han;) has_han = is_han(next_character(part.text, at));
        if (!has_han && !has_document(bytes)) return fail(where, {"里面没有文档的内容，多半已损坏", "no document is in it: most likely it is damaged"});
        if (const std::size_t line = part.text.find_first_not_of('\n'); line == std::string::npos) return;
        const bool had_text = out_.has_text;
        add(std::move(part));
        if (!has_han) out_.has_text = had_text;
    }

    AttachmentText& out_;
    const AttachmentLimits& limits_;
    ArchiveLimits archive_;  ///< what is left of them
    std::size_t size_ = 0;   ///< bytes of text
};

/// AA of column 27.
std::string letters_of(std::uint32_t column) {
    std::string letters;
    for (; column > 0; column = (column - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

}  // namespace

Words AttachmentPart::place_of(std::size_t at) const {
    const auto after = std::upper_bound(spots.begin(), spots.end(), at, [](std::size_t byte, const AttachmentSpot& spot) { return byte < spot.begin; });
    if (after == spots.begin()) return where;
    const AttachmentSpot& spot = *(after - 1);
    const std::string first = std::to_string(spot.first), second = std::to_string(spot.second);
    switch (spot.kind) {
        case Kind::none: return where;
        case Kind::line: return joined(where, {"第 " + first + " 行", "line " + first});
        case Kind::paragraph: return joined(where, {"第 " + first + " 段", "paragraph " + first});
        case Kind::table_row: return joined(where, {"第 " + first + " 个表格第 " + second + " 行", "row " + second + " of table " + first});
        case Kind::cell: {
            const std::string cell = letters_of(spot.second) + first;
            return {where.zh + " " + cell, where.en + " " + cell};
        }
    }
    return where;
}

AttachmentText read_attachment(std::string_view bytes, std::string_view name, const AttachmentLimits& limits) {
    AttachmentText text;
    AttachmentReader(text, limits).read(bytes, name, {}, 0);
    return text;
}

bool needs_parsers(std::string_view bytes) { return is_pdf(bytes) || is_archive(bytes) || is_old_document(bytes); }

}  // namespace mulu
