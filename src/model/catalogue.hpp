// SPDX-License-Identifier: Apache-2.0
// 目录 Catalogue: everything that was read and found sound, frozen. Nothing after it can fail because of content.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_table.hpp"
#include "model/calendar.hpp"
#include "model/category.hpp"
#include "model/duty.hpp"
#include "model/form.hpp"
#include "model/item_list.hpp"
#include "model/page.hpp"
#include "model/register.hpp"
#include "model/report.hpp"
#include "model/settings.hpp"
#include "model/unit.hpp"

namespace mulu {

/// An item's or report's file that a rule keeps from the public; the diagnostic says why.
struct HeldBack {
    std::string path, index, title;
    Ref unit = no_ref;
    Moment published = {};       ///< when it is meant to be public
    std::optional<Date> created = {};  ///< of an item
    std::optional<Date> due = {};      ///< of an item with a time limit: the last day on which it would be in time
    bool unreviewed = false;     ///< an item that is kept back for want of a confidentiality review, among others
};

struct Catalogue {
    Settings settings;
    WorkCalendar calendar;
    std::vector<Unit> units;
    std::vector<Category> categories;   ///< depth first, in the order written
    std::vector<Topic> topics;
    std::vector<Duty> duties;
    ItemList items;                     ///< public, by (published, index): the only order there is
    ItemList tombstones;       ///< withdrawn, in the same order
    std::vector<StandingPage> pages;    ///< by (order, name)
    std::vector<Register> registers;    ///< by year
    std::vector<Form> forms;            ///< by id
    std::vector<Report> reports;        ///< public, by (year, unit)
    std::vector<HeldBack> held_back;
    Moment now;
    std::vector<std::shared_ptr<const void>> texts;  ///< what the items' texts lie in

    /// The public item with this index number, or no_ref.
    Ref find_item(std::string_view index) const;
    /// The top-level category that `category` is below, and the path to it, top first.
    std::vector<Ref> path_to(Ref category) const;
    /// The register of `year`, or nullptr.
    const Register* find_register(int year) const;
    /// The form named `id`, or nullptr.
    const Form* find_form(std::string_view id) const;
    /// The form for a year whose report names none: of those that had begun, the one that began last; nullptr where there is no form.
    const Form* default_form(int year) const;

    /// Makes find_item() work; call after items are final. `hashes` are those of the index numbers (TextTable::hash_of), if they are known.
    void index_items(const std::vector<std::uint32_t>& hashes = {});

private:
    TextTable by_index_;
};

}  // namespace mulu
