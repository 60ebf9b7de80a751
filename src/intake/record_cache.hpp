// SPDX-License-Identifier: Apache-2.0
// Record cache: what was read of each item, so that a file whose bytes are known need not be parsed again. A closet of intake.
//
// A record depends on its file, on the settings and vocabularies (the cache's key), on the program, and on the files that it names. What depends on the
// clock or on other records is not part of it. Only sound records are kept.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "intake/item_reader.hpp"

namespace mulu {

/// Packs what was read of an item, with what was reported on the way.
std::string pack_record(const ReadItem& read, const Diagnostics& reported);

/// The reverse; nothing where the bytes are no such record. `path` is its file's; the item's texts lie in it and in `bytes`.
std::unique_ptr<ReadItem> unpack_record(std::string_view bytes, std::string_view path, Diagnostics& reported);

/// Sets record_digest and link_digest of a record that has just been read.
void set_digests(Item& item);

/// The records of a build, by the path of their files.
class RecordCache {
public:
    /// Reads what pack() wrote; empty where it has another key. `bytes` must outlive it.
    static RecordCache unpack(std::string_view bytes, const Digest& key);
    /// Writes a cache of `records`, which must be sorted by path.
    struct Record {
        std::string_view path;
        Digest source;           ///< of the file's bytes
        std::string_view bytes;  ///< what pack_record() made
    };
    static std::string pack(const Digest& key, const std::vector<Record>& records);

    /// The records are sorted by path.
    const Record& at(std::size_t number) const { return records_[number]; }
    std::size_t size() const { return records_.size(); }

private:
    std::vector<Record> records_;
};

}  // namespace mulu
