// SPDX-License-Identifier: Apache-2.0
// Excerpts: what is shown of the lines that findings point at, remembered from build to build, so that only files that changed are read to show their lines.
// A closet of commands.
//
// What is shown of a line and where its mark lies, not the line: a paragraph is a line, and some hundred columns of it are shown. It is the content's own text, in
// the state beside the output and never in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/console.hpp"
#include "intake/stock.hpp"

namespace mulu {

class Packer;
class Unpacker;

class Excerpts {
public:
    /// What there is to be shown at `at`; nullptr where that is not known, and somebody must look at the file.
    const std::optional<Excerpt>* find(const Place& at) const;
    /// Takes over what `earlier` knows of files, but for those of `changed` (Stock::changes()), and what is known here already.
    void take_over(Excerpts&& earlier, const std::vector<std::string>& changed);

    /// Where files are: the site's, and the installed ones that are there under the same paths.
    struct Folders {
        std::string root, installed;
    };
    /// Looks at the files of what is not known yet, and forgets what none of `findings` points at. Where a file is not the one that `stock` has, what is seen
    /// of it is not kept: it is of a later moment than all else that is remembered.
    void complete(const Diagnostics& findings, const Levels& levels, const Disk& disk, const Folders& folders, const Stock& stock, unsigned workers);

    void pack(Packer& to) const;
    static Excerpts unpack(Unpacker& from);

private:
    struct Entry {
        Spot at;
        std::optional<Excerpt> excerpt;  ///< nothing where there is no such file or line
    };
    struct File {
        std::string path;
        std::vector<Entry> entries;  ///< by place
    };
    const File* file_at(std::string_view path) const;

    std::vector<File> files_;  ///< by path
};

}  // namespace mulu
