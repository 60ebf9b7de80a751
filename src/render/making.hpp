// SPDX-License-Identifier: Apache-2.0
// Making: what every view is made from, and the parts that many views share. A closet of render.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/disk.hpp"
#include "base/spool.hpp"
#include "formats/markdown.hpp"
#include "plan/plan.hpp"
#include "render/strings.hpp"
#include "render/views.hpp"

namespace mulu {

struct Making {
    const Site& site;
    const Strings& strings;
    const Disk& disk;
    const std::string& root;
    std::vector<Board> boards;
    MarkdownWords markdown_words;
    const Spool* drafts = nullptr;  ///< of bodies that intake has just read, by their digests

    const Catalogue& catalogue() const { return site.catalogue; }
    const Settings& settings() const { return site.catalogue.settings; }
};

/// Sections of the main navigation, to mark the one that a page is in.
enum class NavSection { none, home, standing, catalogue, topics, units, years, duties, reports, statistics, boards };

/// The frame of the page at `address`. `standing` is the number of a standing page where `section` says so.
FrameView make_frame(const Making& making, std::string_view address, std::string title, const char* kind, NavSection section,
                     std::uint32_t standing = 0);

/// Adds a crumb before the last one.
void add_crumb(FrameView& frame, std::string href, std::string name);

/// The column group of a page's meta tags.
ColumnView make_column(const Making& making, const std::string& name, const std::string& description, const char* type);

RowView make_row(const Making& making, std::string_view address, const Item& item);

/// Newest first: the rows of positions [begin, end) of a section.
std::vector<RowView> make_rows(const Making& making, std::string_view address, const Section& section, std::uint32_t begin, std::uint32_t end);

/// A link from `address` to item `ref`.
RelatedView make_related(const Making& making, std::string_view address, Ref ref);

/// Whether the end of an item's 公示 period has passed.
bool has_ended(const Item& item, Moment now);

/// The file's size as readers read it: 640 KB, 1.2 MB.
std::string print_size(std::uint64_t bytes);

/// A link to a file; `size` is nothing where it isn't known before the file is made.
AttachmentView make_attachment(const Making& making, std::string_view address, const std::string& target, const std::string& title,
                               const std::string& file_name, std::optional<std::uint64_t> size);

/// The words of a vocabulary's term in the site's language: `strings` code key GROUP.TERM.
std::string term_words(const Making& making, std::string_view group, std::string_view term);

/// The body of a file that intake has read, and the line of the file on which it begins.
struct BodySource {
    std::string text;
    std::uint32_t line = 1;
};

/// Reads the body of `path` below the root again. A failure where it is not the one that intake saw: were it taken for that one, and the edit taken
/// back, no later build would see a difference.
Result<BodySource> read_body(const Making& making, const std::string& path, const Digest& seen);

/// HTML of a body, its links resolved for the page at `address`.
std::string make_body(const Making& making, std::string_view body, std::string_view address, const Few<ItemFile>& files);

/// HTML of an item's body: of its draft where intake has kept one, else of the file, which is read again.
Result<std::string> make_item_body(const Making& making, const Item& item);

/// Title of a section's page: the category's, unit's or topic's name; 全部信息 for all.
const std::string& section_name(const Making& making, SectionKind kind, std::uint32_t subject);

/// `address` as an absolute URL.
std::string absolute(const Making& making, std::string_view address);

}  // namespace mulu
