// SPDX-License-Identifier: Apache-2.0
#include "formats/archive.hpp"

#include <algorithm>
#include <clocale>
#include <memory>

#include <archive.h>
#include <archive_entry.h>

namespace mulu {
namespace {

/// libarchive converts names to the thread's locale; in UTF-8 it converts nothing.
class Utf8Locale {
public:
    Utf8Locale() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
        if (locale_ != nullptr) before_ = ::uselocale(locale_);
    }
    ~Utf8Locale() {
        if (locale_ == nullptr) return;
        ::uselocale(before_);
        ::freelocale(locale_);
    }
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

private:
    locale_t locale_ = nullptr, before_ = nullptr;
};

struct Close {
    void operator()(archive* reader) const { ::archive_read_free(reader); }
};

std::string_view name_of(archive_entry* entry) {
    const char* name = ::archive_entry_pathname(entry);
    if (name == nullptr) name = ::archive_entry_pathname_utf8(entry);
    return name == nullptr ? std::string_view() : std::string_view(name);
}

}  // namespace

bool is_archive(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06") || bytes.starts_with("7z\xBC\xAF\x27\x1C") || bytes.starts_with("Rar!\x1A\x07") ||
           bytes.starts_with("\x1F\x8B\x08") || (bytes.size() > 262 && bytes.substr(257, 5) == "ustar");
}

ArchiveFault read_archive(std::string_view bytes, const ArchiveLimits& limits, const std::function<bool(std::string_view name)>& wanted,
                          const std::function<bool(std::string_view name, std::string bytes)>& take) {
    const Utf8Locale locale;
    const std::unique_ptr<archive, Close> reader(::archive_read_new());
    if (!reader) return ArchiveFault::damaged;
    ::archive_read_support_format_zip(reader.get());
    ::archive_read_support_format_7zip(reader.get());
    ::archive_read_support_format_rar(reader.get());
    ::archive_read_support_format_rar5(reader.get());
    ::archive_read_support_format_tar(reader.get());
    ::archive_read_support_filter_gzip(reader.get());
    if (::archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
        return ::archive_read_has_encrypted_entries(reader.get()) > 0 ? ArchiveFault::encrypted : ArchiveFault::damaged;
    }
    std::uint64_t unpacked = 0;
    std::size_t entries = 0;
    for (;;) {
        archive_entry* entry = nullptr;
        const int next = ::archive_read_next_header(reader.get(), &entry);
        if (next == ARCHIVE_EOF) return ArchiveFault::none;
        if (next != ARCHIVE_OK && next != ARCHIVE_WARN) {
            return ::archive_read_has_encrypted_entries(reader.get()) > 0 ? ArchiveFault::encrypted : ArchiveFault::damaged;
        }
        if (++entries > limits.entries) return ArchiveFault::too_many_entries;
        const auto type = ::archive_entry_filetype(entry);
        // Some packers say of no entry what it is.
        if (type != AE_IFREG && type != 0) continue;
        const std::string name(name_of(entry));
        if (name.ends_with('/') || !wanted(name)) continue;
        if (::archive_entry_is_encrypted(entry) != 0) return ArchiveFault::encrypted;
        std::string content;
        char buffer[65536];
        for (;;) {
            const la_ssize_t got = ::archive_read_data(reader.get(), buffer, sizeof buffer);
            if (got == 0) break;
            if (got < 0) return ::archive_read_has_encrypted_entries(reader.get()) > 0 ? ArchiveFault::encrypted : ArchiveFault::damaged;
            content.append(buffer, static_cast<std::size_t>(got));
            unpacked += static_cast<std::uint64_t>(got);
            if (content.size() > limits.entry_bytes || unpacked > limits.bytes) return ArchiveFault::too_large;
        }
        if (!take(name, std::move(content))) return ArchiveFault::none;
    }
}

}  // namespace mulu
