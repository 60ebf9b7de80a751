// SPDX-License-Identifier: Apache-2.0
// Check memory: what the last check found, so that one in which nothing changed can say it again. A closet of commands.
//
// One file, `check`, in the folder of the build's state, and no part of that state: a build neither reads nor removes it. It is replaced by one rename and ends in
// a digest of its bytes, so no lock is needed: what two checks write at once is one of the two, or is not believed. A cache like the state: without it a check takes longer and says the same.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/disk.hpp"
#include "commands/recollection.hpp"

namespace mulu {

struct CheckMemory {
    std::int64_t moment = 0;   ///< when the check took stock: nanoseconds of the machine's clock
    std::optional<Exit> stop;  ///< why nothing could be built, where that was so
    Recollection recollection;
    std::string_view stock;    ///< for Stock::equals() and recall(); lies in `bytes`
    std::shared_ptr<const MappedFile> bytes;

    /// What `program` wrote into the state's folder; nothing where there is none, it is damaged, or another program's.
    static std::optional<CheckMemory> load(const Disk& disk, const std::string& folder, const Digest& program);
    /// Writes it there; the folder is made where it is missing. A failure is no fault of the check: it is then as if nothing had been remembered.
    Result<> save(Disk& disk, const std::string& folder, const Digest& program) const;
};

}  // namespace mulu
