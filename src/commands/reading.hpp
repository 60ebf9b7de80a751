// SPDX-License-Identifier: Apache-2.0
// The steps that build and check share: everything up to the point where pages would be made. A closet of commands.
#pragma once

#include <memory>

#include "commands/commands.hpp"
#include "intake/intake.hpp"
#include "plan/plan.hpp"
#include "render/render.hpp"

namespace mulu {

/// A site that has been read and checked, and what was found.
struct ReadSite {
    Intake intake;
    Indexes indexes;
    std::unique_ptr<Layouts> layouts;
    std::unique_ptr<Site> site;
    std::unique_ptr<Renderer> renderer;  ///< nothing where settings or layouts are faulty
    Diagnostics diagnostics;
    std::optional<Exit> stop;            ///< why nothing can be built, where it can't
};

/// Reads the site at options.root. A Failure is the machine's.
Result<std::unique_ptr<ReadSite>> read_site(const Options& options, const Disk& disk, unsigned workers, Console& console);

/// Language of the diagnostics before the settings have been read: --lang, else Chinese.
ConsoleStyle style_of(const Options& options);

/// Prints what was found, with a summary.
void report(const Options& options, const Disk& disk, const ReadSite& read);

}  // namespace mulu
