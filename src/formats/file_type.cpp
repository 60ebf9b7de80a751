// SPDX-License-Identifier: Apache-2.0
#include "formats/file_type.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include <magic.h>

namespace mulu {
namespace {

/// libmagic's own path may be set by the environment and the home folder; what a site is told must not depend on either.
constexpr const char* database = "/usr/share/misc/magic";

/// libmagic looks no further by itself.
constexpr std::size_t looked_at = std::size_t{1024} * 1024;

/// A handle is one thread's.
class Library {
public:
    Library() : handle_(magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TOKENS)) {
        if (handle_ != nullptr && magic_load(handle_, database) != 0) close();
    }
    ~Library() { close(); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    bool is_open() const { return handle_ != nullptr; }
    std::string type_of(std::string_view bytes) {
        if (handle_ == nullptr) return {};
        const char* type = magic_buffer(handle_, bytes.data(), std::min(bytes.size(), looked_at));
        return type == nullptr ? std::string() : std::string(type);
    }

private:
    void close() {
        if (handle_ != nullptr) magic_close(handle_);
        handle_ = nullptr;
    }
    magic_t handle_;
};

Library& library() {
    thread_local Library one;
    return one;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

/// The kinds of files that are told apart; two types of one kind are never held against each other.
enum class Kind { unknown, pdf, zip, word, sheet, slides, old_office, locked, rtf, html, xml, text, jpeg, png, gif, bitmap, tiff, webp, svg, rar, seven_zip, gzip, program, media };

Kind kind_of(std::string_view type) {
    constexpr std::string_view open_xml = "application/vnd.openxmlformats-officedocument.";
    if (type == "application/pdf") return Kind::pdf;
    if (type.starts_with(open_xml)) {
        const std::string_view rest = type.substr(open_xml.size());
        return rest.starts_with("wordprocessingml") ? Kind::word : rest.starts_with("spreadsheetml") ? Kind::sheet : rest.starts_with("presentationml") ? Kind::slides : Kind::zip;
    }
    if (is_one_of(type, {"application/zip", "application/java-archive", "application/epub+zip", "application/ofd"}) || type.starts_with("application/vnd.oasis.opendocument.")) return Kind::zip;
    if (is_one_of(type, {"application/encrypted", "application/CDFV2-encrypted"})) return Kind::locked;
    if (is_one_of(type, {"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-office", "application/x-ole-storage", "application/CDFV2",
                         "application/CDFV2-corrupt", "application/vnd.ms-works"})) {
        return Kind::old_office;
    }
    if (type == "text/rtf" || type == "application/rtf") return Kind::rtf;
    if (type == "text/html") return Kind::html;
    if (type == "text/xml" || type == "application/xml") return Kind::xml;
    if (type == "image/svg+xml") return Kind::svg;
    if (type == "image/jpeg") return Kind::jpeg;
    if (type == "image/png") return Kind::png;
    if (type == "image/gif") return Kind::gif;
    if (type == "image/bmp" || type == "image/x-ms-bmp") return Kind::bitmap;
    if (type == "image/tiff") return Kind::tiff;
    if (type == "image/webp") return Kind::webp;
    if (is_one_of(type, {"application/x-rar", "application/vnd.rar", "application/x-rar-compressed"})) return Kind::rar;
    if (type == "application/x-7z-compressed") return Kind::seven_zip;
    if (type == "application/gzip" || type == "application/x-gzip") return Kind::gzip;
    if (is_one_of(type, {"application/x-dosexec", "application/vnd.microsoft.portable-executable", "application/x-executable", "application/x-pie-executable", "application/x-sharedlib",
                         "application/x-mach-binary", "application/x-msi"})) {
        return Kind::program;
    }
    if (type.starts_with("text/") || type == "application/json" || type == "application/csv") return Kind::text;
    if (type.starts_with("video/") || type.starts_with("audio/")) return Kind::media;
    return Kind::unknown;
}

std::string_view tail_of(std::string_view bytes, std::size_t length) { return bytes.substr(bytes.size() - std::min(bytes.size(), length)); }

std::uint32_t little(std::string_view bytes, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = count; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

Words cut() { return {"文件不完整，末尾缺了一段", "the file is not whole: its end is missing"}; }

/// Whether the end of a ZIP archive is there and its directory lies before it. Source: APPNOTE 4.3.16.
bool is_whole_zip(std::string_view bytes) {
    const std::string_view tail = tail_of(bytes, 65557);
    const std::size_t found = tail.rfind("PK\x05\x06");
    if (found == std::string_view::npos || tail.size() - found < 22) return false;
    const std::size_t at = bytes.size() - tail.size() + found;
    const std::uint32_t size = little(bytes, at + 12, 4), offset = little(bytes, at + 16, 4);
    if (size == 0xFFFFFFFF || offset == 0xFFFFFFFF) return true;  // ZIP64 says it elsewhere
    return std::uint64_t{size} + offset <= at;
}

/// Whether a compound file has the sectors that its header counts. Source: [MS-CFB] 2.2.
bool is_whole_compound(std::string_view bytes) {
    if (bytes.size() < 1536) return false;
    const std::uint32_t shift = little(bytes, 30, 2);
    if (shift != 9 && shift != 12) return false;
    const std::uint64_t sector = std::uint64_t{1} << shift, tables = little(bytes, 44, 4);
    // Each sector of the allocation table stands for sector / 4 sectors; the last may be nearly empty.
    return tables == 0 || bytes.size() >= (tables - 1) * (sector / 4) * sector;
}

}  // namespace

std::string media_type_of(std::string_view bytes) { return library().type_of(bytes); }

bool knows_media_types() { return library().is_open(); }

bool fits_extension(std::string_view media_type, std::string_view extension) {
    const Kind kind = kind_of(media_type);
    if (kind == Kind::unknown) return true;
    const auto any_of = [&](std::initializer_list<Kind> kinds) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); };
    if (extension == "pdf") return kind == Kind::pdf;
    if (extension == "ofd") return kind == Kind::zip;
    if (is_one_of(extension, {"doc", "dot"})) return any_of({Kind::old_office, Kind::locked, Kind::rtf, Kind::xml});
    if (is_one_of(extension, {"xls", "ppt", "pps"})) return any_of({Kind::old_office, Kind::locked, Kind::xml});
    if (extension == "wps") return any_of({Kind::old_office, Kind::locked, Kind::rtf, Kind::word, Kind::zip});
    if (extension == "et") return any_of({Kind::old_office, Kind::locked, Kind::sheet, Kind::zip});
    if (extension == "dps") return any_of({Kind::old_office, Kind::locked, Kind::slides, Kind::zip});
    if (is_one_of(extension, {"docx", "docm", "dotx"})) return any_of({Kind::word, Kind::zip, Kind::locked});
    if (is_one_of(extension, {"xlsx", "xlsm"})) return any_of({Kind::sheet, Kind::zip, Kind::locked});
    if (is_one_of(extension, {"pptx", "pptm", "ppsx"})) return any_of({Kind::slides, Kind::zip, Kind::locked});
    if (is_one_of(extension, {"zip", "odt", "ods", "odp"})) return any_of({Kind::zip, Kind::word, Kind::sheet, Kind::slides});
    if (extension == "rtf") return kind == Kind::rtf;
    if (is_one_of(extension, {"jpg", "jpeg", "jpe"})) return kind == Kind::jpeg;
    if (extension == "png") return kind == Kind::png;
    if (extension == "gif") return kind == Kind::gif;
    if (extension == "bmp") return kind == Kind::bitmap;
    if (is_one_of(extension, {"tif", "tiff"})) return kind == Kind::tiff;
    if (extension == "webp") return kind == Kind::webp;
    if (extension == "svg") return any_of({Kind::svg, Kind::xml, Kind::text, Kind::html});
    if (extension == "rar") return kind == Kind::rar;
    if (extension == "7z") return kind == Kind::seven_zip;
    if (is_one_of(extension, {"gz", "tgz"})) return kind == Kind::gzip;
    if (is_one_of(extension, {"csv", "txt"})) return any_of({Kind::text, Kind::html, Kind::xml});
    if (is_one_of(extension, {"mp4", "mp3", "wav", "mov", "avi", "wmv"})) return kind == Kind::media;
    return true;
}

Words words_of_media_type(std::string_view media_type) {
    switch (kind_of(media_type)) {
        case Kind::pdf: return {"PDF", "a PDF"};
        case Kind::zip: return {"压缩包（ZIP）", "a ZIP archive"};
        case Kind::word: return {"Word 文档（docx）", "a Word document (docx)"};
        case Kind::sheet: return {"Excel 工作簿（xlsx）", "an Excel workbook (xlsx)"};
        case Kind::slides: return {"演示文稿（pptx）", "a presentation (pptx)"};
        case Kind::old_office: return {"旧格式的 Office 文件（doc、xls、ppt）", "an old Office file (doc, xls, ppt)"};
        case Kind::locked: return {"有密码的 Office 文件", "an Office file with a password"};
        case Kind::rtf: return {"RTF 文档", "an RTF document"};
        case Kind::html: return {"网页（HTML）", "a web page (HTML)"};
        case Kind::xml: return {"XML 文件", "an XML file"};
        case Kind::text: return {"纯文本", "a plain text"};
        case Kind::jpeg: return {"JPEG 图片", "a JPEG image"};
        case Kind::png: return {"PNG 图片", "a PNG image"};
        case Kind::gif: return {"GIF 图片", "a GIF image"};
        case Kind::bitmap: return {"BMP 图片", "a BMP image"};
        case Kind::tiff: return {"TIFF 图片", "a TIFF image"};
        case Kind::webp: return {"WebP 图片", "a WebP image"};
        case Kind::svg: return {"SVG 图片", "an SVG image"};
        case Kind::rar: return {"压缩包（RAR）", "a RAR archive"};
        case Kind::seven_zip: return {"压缩包（7z）", "a 7z archive"};
        case Kind::gzip: return {"压缩包（gzip）", "a gzip archive"};
        case Kind::program: return {"程序", "a program"};
        case Kind::media: return {"音频或视频", "audio or video"};
        case Kind::unknown: break;
    }
    return media_type;
}

Words damage_of(std::string_view bytes, std::string_view extension) {
    if (bytes.empty()) return {"文件是空的", "the file is empty"};
    if (bytes.find_first_not_of('\0') == std::string_view::npos) return {"文件里全是零", "the file holds nothing but zeros"};
    const std::string_view head = bytes.substr(0, 1024);
    const std::size_t pdf = head.find("%PDF-");
    if (pdf != std::string_view::npos) {
        const std::string_view tail = tail_of(bytes, 4096);
        return tail.find("%%EOF") == std::string_view::npos && tail.find("startxref") == std::string_view::npos ? cut() : Words();
    }
    if (head.starts_with("PK\x03\x04")) return is_whole_zip(bytes) ? Words() : cut();
    if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return is_whole_compound(bytes) ? Words() : cut();
    if (head.starts_with("\x89PNG\r\n\x1A\n")) return tail_of(bytes, 65536).find("IEND") == std::string_view::npos ? cut() : Words();
    if (head.starts_with("\xFF\xD8\xFF")) return tail_of(bytes, 65536).find("\xFF\xD9") == std::string_view::npos ? cut() : Words();
    if (head.starts_with("GIF8")) return tail_of(bytes, 1024).find(';') == std::string_view::npos ? cut() : Words();
    // Nothing that begins like one of these: where nobody knows what it is, it is at least not what the name says.
    if (is_one_of(extension, {"pdf", "docx", "xlsx", "pptx", "zip", "ofd", "png", "jpg", "jpeg", "gif", "doc", "xls", "ppt"}) && kind_of(media_type_of(bytes)) == Kind::unknown) {
        return {"开头不是 " + std::string(extension) + " 文件的样子", "it does not begin as a " + std::string(extension) + " does"};
    }
    return {};
}

}  // namespace mulu
