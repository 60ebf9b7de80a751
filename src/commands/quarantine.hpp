// SPDX-License-Identifier: Apache-2.0
// Quarantine: what stands for items whose files have become malformed, so that one bad file does not keep a county's site from being brought up to date
// (design: commands.md, --quarantine). A closet of commands.
//
// Builds with --quarantine keep the text of every sound item in the state. Where a file is malformed its last sound text is read in its stead, by every
// step from the record to the page; where there is none the item is left out. What an item refers to may be gone meanwhile: then the
// reference is shown without a link, and told. This is the one way in which an output depends on more than content, layouts, assets and clock, and every build says so.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/reading.hpp"
#include "publish/state.hpp"

namespace mulu {

class Quarantine {
public:
    Quarantine(Disk& disk, State& state, std::string root);
    ~Quarantine();

    /// A disk on which the texts that stand in are those of their files.
    const Disk& disk() const;
    const StandIns& stand_ins() const { return stand_ins_; }
    /// Sets aside the items in which `found` has errors. False where nothing was left to set aside, or an error is not an item's: then the build must stop.
    bool set_aside(const Diagnostics& found, const Levels& levels);
    /// The errors of those that were set aside, as they were found.
    const Diagnostics& errors() const { return errors_; }

    /// Whether texts are kept from build to build: asked for now, or by an earlier build.
    bool keeps_texts(bool asked) const;
    /// Stages the texts of this build's items; parts of the record cache that are as they were are taken over.
    Result<> stage(const Stock& stock, const Intake& intake);

private:
    class Overlay;
    std::optional<std::string> last_text(const std::string& path);
    const std::string& at_fault(const Diagnostic& diagnostic);

    Disk& disk_;
    State& state_;
    std::string root_;
    StandIns stand_ins_;
    Diagnostics errors_;
    std::unique_ptr<Overlay> overlay_;
};

}  // namespace mulu
