// SPDX-License-Identifier: Apache-2.0
// mulu check --site: the built site as an inspection sees it. It is read through its manifest, and nothing but it: no network. A closet of commands.
#pragma once

#include "commands/commands.hpp"
#include "model/catalogue.hpp"

namespace mulu {

/// What an inspection came to.
struct Inspection {
    Diagnostics findings;         ///< W413, W921–W927; E001 for a file that is gone
    std::size_t pages = 0, columns = 0, files = 0;
    std::size_t empty = 0;        ///< columns that hold nothing
    std::size_t stale = 0;        ///< columns of news, notices and policies that are over the limit of the indicators
    std::size_t long_stale = 0;   ///< columns that are over the limit of their own `update`
    bool types_known = true;      ///< libmagic's database could be had
};

/// Inspects the site at options.output, or ROOT/site, on `workers` threads; what is found doesn't depend on their number. Nothing where there is no built site.
/// `catalogue` gives settings, categories and the day.
Result<std::optional<Inspection>> inspect(const Options& options, const Disk& disk, const Catalogue& catalogue, unsigned workers, Console& console);

/// The inspection's counts beside the national veto lines, a few lines.
std::string render_counts(const Inspection& inspection, Language language);

}  // namespace mulu
