// SPDX-License-Identifier: Apache-2.0
// Verify: the site built again from nothing, aside, and compared with the output byte for byte. A closet of commands.
#pragma once

#include "commands/reading.hpp"

namespace mulu {

/// Reads everything anew, makes every file and compares it with that of the output; says which differ, are missing, or are named by the manifest and
/// not made. `well` where there is none, else `machine`: a fault of ours, or a disk that lost something.
/// `stand_ins` are those of the build, with the disk that gives their texts.
Exit verify(const Options& options, const Disk& disk, const StandIns* stand_ins, const std::string& output, unsigned workers, Console& console);

}  // namespace mulu
