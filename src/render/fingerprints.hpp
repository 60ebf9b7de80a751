// SPDX-License-Identifier: Apache-2.0
// Fingerprints: what each page's bytes depend on, as a digest that costs far less than the page (src/README.md, Incremental). A closet of render.
//
// Pages of which there are few (home, indexes, sections, reports, statistics …) have the digest of their very view. Items, lists, feeds and data files, of
// which there may be a million or which show thousands of items, have a digest of the records that their views are made from: it may change where the
// view does not, never the other way round. tests/properties holds both to that.
#pragma once

#include <optional>
#include <vector>

#include "base/fingerprint.hpp"
#include "plan/plan.hpp"
#include "render/layouts.hpp"
#include "render/making.hpp"

namespace mulu {

class Fingerprints {
public:
    /// Digests what pages share. `base` stands for the program and the settings.
    Fingerprints(const Making& making, const Layouts& layouts, const Digest& base, unsigned workers);

    /// The fingerprint of a page that shows records; nothing for one whose view is to be digested.
    std::optional<Fingerprint> of_records(const Page& page, const Plan& plan) const;
    /// The fingerprint of a page with this digest of its view, or of its bytes where it has no layout.
    Fingerprint of_view(std::optional<LayoutKind> layout, const Digest& view) const;

private:
    Fingerprint of_item(Ref ref) const;
    Fingerprint of_list(const Page& page) const;
    Fingerprint of_statistics(const Page& page) const;
    void digest_names();
    Digest names_of(const Item& item) const;
    Digest record_of(const Item& item) const;
    /// Of the name and the way to a section.
    Digest name_of_section(SectionKind kind, std::uint32_t subject) const;
    /// Sum over the rows of positions [begin, end) of a list.
    Digest rows(const std::vector<Ref>& items, std::uint32_t begin, std::uint32_t end) const;
    void add_category(Ref category, const std::vector<Ref>& items, std::vector<Digest>& sums) const;
    void add_windows(const std::vector<Ref>& items, std::uint64_t list, std::vector<Digest>& sums) const;

    const Making& making_;
    Digest plain_;                 ///< program, settings, strings: of what has no layout
    std::vector<Digest> layouts_;  ///< the same with each layout
    Digest frame_;
    std::vector<Digest> units_, categories_, topics_, duties_;
    std::vector<Digest> links_;    ///< by item: what a link to it shows
    std::vector<Digest> rows_;     ///< by item: all that other pages show of it
    Digest all_names_;             ///< of units and categories, as statistics show them
    std::vector<Digest> around_;   ///< by item: the items near it in the lists that its page draws on
};

}  // namespace mulu
