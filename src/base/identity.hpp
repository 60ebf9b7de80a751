// SPDX-License-Identifier: Apache-2.0
// Identity of the running program: what a state must have been written by to be trusted.
#pragma once

#include "base/digest.hpp"

namespace mulu {

/// A digest of the build identifiers (ELF notes, GNU_BUILD_ID) of the program and of every library that it is linked with: another build of any of
/// them may give other bytes. What has no identifier counts by its path.
Digest program_identity();

}  // namespace mulu
