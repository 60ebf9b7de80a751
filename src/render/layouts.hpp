// SPDX-License-Identifier: Apache-2.0
// Layouts, strings and assets of a site: its own files before the installed ones, checked and compiled. A closet of render.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/disk.hpp"
#include "formats/layout.hpp"
#include "model/settings.hpp"
#include "render/strings.hpp"

namespace mulu {

/// One file of layouts/ for each kind of view.
enum class LayoutKind {
    home, index, section, list, item, tombstone, redirect, standing, duties, reports, report, statistics, boards, board, not_found
};
inline constexpr std::size_t layout_count = 15;

/// A file of assets/ with its published address, which carries a digest of its bytes.
struct Asset {
    std::string name;     ///< site.css
    std::string address;  ///< assets/site.0123abcd.css
    std::string bytes;
};

/// Folders that hold layouts/, assets/ and forms/: the site's first, then the installed ones.
using DataFolders = std::vector<std::string>;

/// The address of a telephone link, or nothing where `phone` is more than one number, or words.
std::string phone_link(std::string_view phone);

/// The address of an e-mail link, or nothing where `email` is more than one address, or words.
std::string email_link(std::string_view email);

struct Layouts {
    Strings strings;
    std::vector<Asset> assets;
    std::vector<Layout> compiled;  ///< by LayoutKind
    std::vector<Digest> digests;   ///< by LayoutKind: of the layout's file and its partials
    Digest constants;              ///< of strings, settings and asset addresses, which any layout may name

    const Layout& of(LayoutKind kind) const { return compiled[static_cast<std::size_t>(kind)]; }

    /// Loads and checks everything. Faults are reported, and then there is nothing.
    static Result<std::unique_ptr<Layouts>> load(const Disk& disk, const DataFolders& folders, const Settings& settings, unsigned workers,
                                                 Diagnostics& diagnostics);
};

/// Files of `folder` (layouts, assets, forms …) below the data folders, by name: the first folder that has one wins.
Result<std::map<std::string, std::string>> data_files(const Disk& disk, const DataFolders& folders, const std::string& folder);

}  // namespace mulu
