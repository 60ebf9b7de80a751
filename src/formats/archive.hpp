// SPDX-License-Identifier: Apache-2.0
// Archives: what is packed in a ZIP (and so in every OOXML and OFD document), 7z, RAR or TAR file, entry by entry, through libarchive.
//
// Nothing is unpacked to the disk. Limits count entries and bytes as they are unpacked, whatever the archive says of itself. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace mulu {

struct ArchiveLimits {
    std::size_t entries = 10000;
    std::uint64_t bytes = std::uint64_t{256} * 1024 * 1024;       ///< unpacked, of all wanted entries
    std::uint64_t entry_bytes = std::uint64_t{64} * 1024 * 1024;  ///< unpacked, of one
};

enum class ArchiveFault { none, damaged, encrypted, too_many_entries, too_large };

/// Whether `bytes` begin as an archive that read_archive() knows.
bool is_archive(std::string_view bytes);

/// Reads the archive in `bytes` and hands each file in it for which `wanted(name)` is true to `take(name, bytes)`, in the archive's order, until that returns
/// false. Names are as the archive has them: UTF-8 or, in old ZIP files, whatever the machine that packed it wrote.
ArchiveFault read_archive(std::string_view bytes, const ArchiveLimits& limits, const std::function<bool(std::string_view name)>& wanted,
                          const std::function<bool(std::string_view name, std::string bytes)>& take);

}  // namespace mulu
