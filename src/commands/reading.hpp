// SPDX-License-Identifier: Apache-2.0
// The steps that build and check share: everything up to the point where pages would be made. A closet of commands.
#pragma once

#include <memory>

#include "commands/commands.hpp"
#include "commands/excerpts.hpp"
#include "intake/intake.hpp"
#include "plan/plan.hpp"
#include "publish/state.hpp"
#include "render/render.hpp"

namespace mulu {

/// Where things are; no path has a slash at its end.
struct Places {
    std::string output;
    std::string aside;  ///< .mulu/NAME beside the output folder NAME: staging, lock, and the state unless it is elsewhere
    std::string state;
};

Places paths_of(const Options& options);

/// The section of the state that has a part of the record cache.
std::string records_section(std::size_t part);
/// All parts of the record cache, by part; none where the state isn't loaded or one of them is damaged.
std::vector<std::string_view> recall_records(State& state, unsigned workers);

/// A site that has been read and checked, and what was found.
struct ReadSite {
    Intake intake;
    Indexes indexes;
    std::unique_ptr<Layouts> layouts;
    std::unique_ptr<Site> site;
    std::unique_ptr<Renderer> renderer;  ///< nothing where settings or layouts are faulty
    Diagnostics diagnostics;
    Excerpts excerpts;                   ///< as far as they have been looked for; the others are, where they are told
    std::optional<Exit> stop;            ///< why nothing can be built, where it can't
};

/// What a build remembers of the records, and wants to; by default nothing.
struct Remembering {
    Digest program;            ///< that runs
    std::vector<std::string_view> records;  ///< the record cache of an earlier build
    bool keep_records = false;
    const StandIns* stand_ins = nullptr;  ///< of --quarantine
    Spool* drafts = nullptr;              ///< where pages will be made: keeps the drafts of bodies that are read, and gives them to the pages
};

/// Every file that a build of the site at options.root reads.
Result<Stock> take_stock(const Options& options, const Disk& disk, unsigned workers);

/// Reads and judges the records of the site at options.root, of which `stock` has been taken; layouts and renderer stay nothing. A Failure is the machine's.
Result<std::unique_ptr<ReadSite>> read_records(const Options& options, const Disk& disk, Stock& stock, const Remembering& remembering, unsigned workers,
                                               Console& console);

/// What a command has that tells of the records and makes no page.
struct RecordsRead {
    std::unique_ptr<ReadSite> site;  ///< nothing where they could not be read; that has been told then
    Exit error = Exit::well;         ///< why not
    Exit outcome = Exit::well;       ///< the command's own exit status: content_errors where faulty records are not in the Catalogue (which is told)
    explicit operator bool() const { return site != nullptr; }
};

/// Takes stock and reads the records; `console` speaks the site's language from here on.
RecordsRead read_for_report(const Options& options, const Disk& disk, Console& console);

/// Reads the site at options.root, of which `stock` has been taken. A Failure is the machine's.
Result<std::unique_ptr<ReadSite>> read_site(const Options& options, const Disk& disk, Stock& stock, const Remembering& remembering, unsigned workers,
                                            Console& console);

/// What a build found, as far as it is told to a person; it can be told again.
struct Told {
    Language language = Language::zh;  ///< of the site
    Levels levels;
    Diagnostics diagnostics;
    std::size_t read = 0;
    Excerpts excerpts;  ///< where one is missing, its file is read
};

/// What an earlier command told and the stock that it took, in bytes that outlive this.
struct ToldBefore {
    Excerpts excerpts;
    std::string_view stock;
};

/// Sorts what was found, and looks for what is shown with it: only in files that have changed since one of `before` was told. REQUIRES: `stock` knows the
/// digests of all files that can be read.
void find_excerpts(const Options& options, const Disk& disk, const Stock& stock, std::vector<ToldBefore> before, ReadSite& read, unsigned workers);

/// Language of the diagnostics before the settings have been read: --lang, else Chinese.
ConsoleStyle style_of(const Options& options);

/// The lines of the site's files, and of the installed ones under the path that the site's own would have. REQUIRES: `disk` outlives it.
LineText lines_of(const Options& options, const Disk& disk);

/// Prints what was found, with a summary.
void report(const Options& options, const Disk& disk, const Told& told);
/// The same of a site that was read; a clock that cannot be read is told alone.
void report(const Options& options, const Disk& disk, ReadSite& read);

}  // namespace mulu
