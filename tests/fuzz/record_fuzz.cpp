// SPDX-License-Identifier: Apache-2.0
// Any bytes in the place of the state's: reading them never crashes, and what is taken for a record is one: packed again and read again it is the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/packing.hpp"
#include "intake/record_cache.hpp"
#include "intake/stock.hpp"

using namespace mulu;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    Diagnostics reported;
    if (const auto read = unpack_record(bytes, "content/items/a.md", reported)) {
        const std::string packed = pack_record(*read, reported);
        Diagnostics again;
        const auto same = unpack_record(packed, "content/items/a.md", again);
        if (!same || pack_record(*same, again) != packed) std::abort();
    }
    const RecordCache cache = RecordCache::unpack(bytes, size >= 16 ? Unpacker(bytes).digest() : Digest{});
    for (std::size_t i = 0; i < cache.size(); ++i) {
        if (cache.at(i).bytes.size() > size) std::abort();
    }
    Stock stock;
    stock.recall(bytes, 0);
    (void)stock.equals(bytes);
    return 0;
}
