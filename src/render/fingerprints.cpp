// SPDX-License-Identifier: Apache-2.0
#include "render/fingerprints.hpp"

#include <algorithm>
#include <atomic>

#include "base/packing.hpp"
#include "base/parallel.hpp"
#include "plan/paging.hpp"
#include "render/feed.hpp"
#include "tally/statistics.hpp"

namespace mulu {
namespace {

/// Digest of numbers, texts and digests, one after the other.
class Mix {
public:
    Mix() { packer().clear(); }
    Mix& add(std::uint64_t number) { return packer().number(number), *this; }
    Mix& add(std::string_view text) { return packer().text(text), *this; }
    Mix& add(const std::string& text) { return add(std::string_view(text)); }
    Mix& add(const Digest& digest) { return packer().digest(digest), *this; }
    Digest finish() const { return digest_of(packer().bytes()); }

private:
    // One buffer a thread: no Mix is begun while another is open.
    static Packer& packer() {
        thread_local Packer shared;
        return shared;
    }
};

/// A digest in the role of number `role`: as a part of a sum it means something else than the same digest in another role.
Digest scrambled(Digest digest, std::uint64_t role) {
    const auto mixed = [](std::uint64_t x) {  // the finalizer of SplitMix64 (Steele, Lea and Flood, 2014)
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
        return x ^ (x >> 31);
    };
    return {mixed(digest.high + role * 0x9E3779B97F4A7C15U), mixed(digest.low ^ mixed(role))};
}

Fingerprint finished(Fingerprint print, std::initializer_list<std::pair<PagePart, Digest>> parts) {
    for (const auto& [part, digest] : parts) {
        print.set(part, digest);
        print.whole += scrambled(digest, 16 + static_cast<std::uint64_t>(part));
    }
    return print;
}

}  // namespace

Fingerprints::Fingerprints(const Making& making, const Layouts& layouts, const Digest& base, unsigned workers) : making_(making) {
    const Catalogue& catalogue = making.catalogue();
    plain_ = Mix().add(base).add(layouts.constants).finish();
    for (const Digest& layout : layouts.digests) layouts_.push_back(Mix().add(plain_).add(layout).finish());
    {
        Mix mix;
        for (const StandingPage& page : catalogue.pages) mix.add(page.name).add(page.nav);
        const Indexes& indexes = making.site.indexes;
        mix.add(!catalogue.topics.empty()).add(!catalogue.duties.empty()).add(!catalogue.reports.empty()).add(!indexes.all.years.empty()).add(!making.boards.empty());
        frame_ = mix.finish();
    }
    for (const Unit& unit : catalogue.units) units_.push_back(Mix().add(unit.id).add(unit.name).finish());
    for (Ref i = 0; i < catalogue.categories.size(); ++i) {
        Mix mix;
        for (const Ref each : catalogue.path_to(i)) mix.add(catalogue.categories[each].id).add(catalogue.categories[each].name);
        categories_.push_back(mix.finish());
    }
    for (const Topic& topic : catalogue.topics) topics_.push_back(Mix().add(topic.id).add(topic.name).finish());
    for (const Duty& duty : catalogue.duties) duties_.push_back(Mix().add(duty.id).add(duty.title).finish());

    rows_.resize(catalogue.items.size());
    for_each_index(catalogue.items.size(), workers, [&](std::size_t i, unsigned) {
        const Item& item = catalogue.items[i];
        Digest sum = record_of(item);
        sum += names_of(item);
        std::uint64_t number = 0;
        for (const auto* list : {&item.supersedes, &item.amends, &item.interprets, &item.related}) {
            for (const ItemReference& reference : *list) sum += scrambled({++number, std::uint64_t{reference.item == no_ref}}, 50);
        }
        rows_[i] = sum;
    });

    links_.resize(catalogue.items.size());
    for_each_index(links_.size(), workers, [&](std::size_t i, unsigned) { links_[i] = catalogue.items[static_cast<Ref>(i)].link_digest; });
    // Each list adds what an item sees of it; sums do not ask in which order, so that threads may share the lists.
    struct List {
        const std::vector<Ref>* items;
        std::uint64_t kind;
        Ref category;  ///< no_ref: of no category
    };
    std::vector<List> lists;
    const Indexes& indexes = making.site.indexes;
    for (Ref i = 0; i < indexes.categories.size(); ++i) lists.push_back({&indexes.categories[i].items, 1, i});
    for (const Section& topic : indexes.topics) lists.push_back({&topic.items, 2, no_ref});
    for (const auto& duty : indexes.duties) lists.push_back({&duty, 3, no_ref});
    for (const auto& [keyword, items] : indexes.keywords) lists.push_back({&items, 4, no_ref});
    std::vector<std::vector<Digest>> sums(workers, std::vector<Digest>(catalogue.items.size()));
    std::atomic<std::size_t> next{0};
    for_each_index(workers, workers, [&](std::size_t, unsigned worker) {
        for (std::size_t list = next++; list <= lists.size(); list = next++) {
            if (list == lists.size()) digest_names();
            else if (lists[list].category != no_ref) add_category(lists[list].category, *lists[list].items, sums[worker]);
            else add_windows(*lists[list].items, lists[list].kind, sums[worker]);
        }
    });
    around_ = std::move(sums.front());
    for (std::size_t worker = 1; worker < sums.size(); ++worker) {
        for (std::size_t i = 0; i < around_.size(); ++i) around_[i] += sums[worker][i];
    }
}

void Fingerprints::digest_names() {
    const Catalogue& catalogue = making_.catalogue();
    Mix mix;
    for (const Digest& each : units_) mix.add(each);
    for (const Unit& unit : catalogue.units) mix.add(static_cast<std::uint64_t>(unit.kind)).add(unit.code);
    for (const Digest& each : categories_) mix.add(each);
    for (const Category& category : catalogue.categories) mix.add(category.code);
    all_names_ = mix.finish();
}

/// Every number that the tables and charts of a period show, and which periods there are.
Fingerprint Fingerprints::of_statistics(const Page& page) const {
    const Indexes& indexes = making_.site.indexes;
    Mix figures;
    figures.add(static_cast<std::uint64_t>(page.kind)).add(page.subject).add(static_cast<std::uint64_t>(page.year)).add(page.part);
    for (const Scope& scope : compared_scopes(indexes, page.year, page.part)) {
        const Count count = indexes.counts->of(scope);
        figures.add(static_cast<std::uint64_t>(scope.year)).add(static_cast<std::uint64_t>(count.total)).add(static_cast<std::uint64_t>(count.government));
        figures.add(count.categories.size());
        for (const auto& [category, number] : count.categories) figures.add(category).add(static_cast<std::uint64_t>(number));
        figures.add(count.channels.size());
        for (const auto& [channel, number] : count.channels) figures.add(channel).add(static_cast<std::uint64_t>(number));
        Scope own = scope;
        for (own.unit = 0; own.unit < indexes.units.size(); ++own.unit) figures.add(static_cast<std::uint64_t>(indexes.counts->total(own)));
    }
    if (const auto found = indexes.registered.find({page.year, page.part}); found != indexes.registered.end()) {
        figures.add(found->second.size());
        for (const RegisteredRow& row : found->second) {
            figures.add(row.label.zh).add(row.label.en).add(row.values.size());
            for (const auto& value : row.values) figures.add(value ? 1 : 0).add(static_cast<std::uint64_t>(value.value_or(Figure{}).ten_thousandths));
        }
    }
    if (const bool is_page = page.kind == PageKind::statistics || page.kind == PageKind::statistics_period; is_page && page.part == 0) {
        for (const YearSlice& slice : indexes.all.years) figures.add(static_cast<std::uint64_t>(slice.year));
        // Links to the quarters count what is disclosed on request too.
        if (const YearSlice* slice = page.year == 0 ? nullptr : indexes.all.find_year(page.year)) {
            std::uint64_t quarters[5] = {};
            for (std::uint32_t i = slice->begin; i < slice->end; ++i) ++quarters[indexes.days[i].quarter()];
            for (const std::uint64_t each : quarters) figures.add(each);
        }
    }
    const Digest counts = figures.finish();
    const bool has_layout = page.kind == PageKind::statistics || page.kind == PageKind::statistics_period;
    return finished({}, {{PagePart::layout, has_layout ? layouts_[static_cast<std::size_t>(LayoutKind::statistics)] : plain_},
                         {PagePart::frame, has_layout ? frame_ : Digest{}},
                         {PagePart::names, all_names_},
                         {PagePart::figures, counts}});
}

void Fingerprints::add_windows(const std::vector<Ref>& items, std::uint64_t list, std::vector<Digest>& sums) const {
    Digest window;
    for (std::size_t at = 0; at < items.size(); ++at) {
        sums[items[at]] += scrambled(window, list);
        window += links_[items[at]];
        if (at >= related_reach) window -= links_[items[at - related_reach]];
    }
}

/// A category's list, in which an item also sees its neighbours; those of the categories below are in it too, and see their own.
void Fingerprints::add_category(Ref category, const std::vector<Ref>& items, std::vector<Digest>& sums) const {
    const Catalogue& catalogue = making_.catalogue();
    const bool has_children = !catalogue.categories[category].children.empty();
    Digest window;
    for (std::size_t at = 0; at < items.size(); ++at) {
        const Ref ref = items[at];
        if (!has_children || catalogue.items[ref].category == category) {
            sums[ref] += scrambled(window, 1);
            if (at > 0) sums[ref] += scrambled(links_[items[at - 1]], 5);
            if (at + 1 < items.size()) sums[ref] += scrambled(links_[items[at + 1]], 6);
        }
        window += links_[ref];
        if (at >= related_reach) window -= links_[items[at - related_reach]];
    }
}

Digest Fingerprints::names_of(const Item& item) const {
    Digest sum = scrambled(units_[item.unit], 32);
    sum += scrambled(categories_[item.category], 33);
    for (const auto& [ref, name] : item.joint_units) {
        if (ref != no_ref) sum += scrambled(units_[ref], 34);
    }
    for (const Ref topic : item.topics) sum += scrambled(topics_[topic], 35);
    if (item.duty != no_ref) sum += scrambled(duties_[item.duty], 36);
    return sum;
}

/// Of all that the item's record says, and of what the clock and other records make of it.
Digest Fingerprints::record_of(const Item& item) const {
    Digest sum = scrambled(item.record_digest, 48);
    sum += scrambled({static_cast<std::uint64_t>(item.validity), std::uint64_t{has_ended(item, making_.catalogue().now)}}, 49);
    return sum;
}

Digest Fingerprints::name_of_section(SectionKind kind, std::uint32_t subject) const {
    switch (kind) {
        case SectionKind::category: return categories_[subject];
        case SectionKind::unit: return units_[subject];
        case SectionKind::topic: return topics_[subject];
        case SectionKind::all: break;
    }
    return {};
}

Digest Fingerprints::rows(const std::vector<Ref>& items, std::uint32_t begin, std::uint32_t end) const {
    Digest sum;
    for (std::uint32_t i = begin; i < end; ++i) sum += rows_[items[i]];
    return sum;
}

Fingerprint Fingerprints::of_item(Ref ref) const {
    const Catalogue& catalogue = making_.catalogue();
    const Item& item = catalogue.items[ref];
    const Digest names = names_of(item);
    const Digest record = record_of(item);
    Mix others;
    others.add(around_[ref]);
    for (const auto* list : {&item.supersedes, &item.amends, &item.interprets, &item.related, &item.body_items}) {
        for (const ItemReference& reference : *list) {
            others.add(reference.item != no_ref);
            if (reference.item != no_ref) others.add(catalogue.items[reference.item].link_digest);
        }
    }
    for (const auto* list : {&item.superseded_by, &item.amended_by, &item.interpreted_by}) {
        others.add(list->size());
        for (const Ref each : *list) others.add(catalogue.items[each].link_digest);
    }
    const Digest other_items = others.finish();
    return finished({}, {{PagePart::layout, layouts_[static_cast<std::size_t>(LayoutKind::item)]},
                         {PagePart::frame, frame_},
                         {PagePart::record, record},
                         {PagePart::body, item.body_digest},
                         {PagePart::names, names},
                         {PagePart::others, other_items}});
}

Fingerprint Fingerprints::of_list(const Page& page) const {
    const Section& section = section_of(making_.site, page.section, page.subject);
    const YearSlice& slice = *section.find_year(page.year);
    const std::uint32_t full = full_pages(slice.size(), making_.settings().per_page);
    const PageSlice part = page_slice(slice.size(), making_.settings().per_page, page.part);
    Mix figures;
    figures.add(std::uint64_t{page.part == full});
    if (page.part == 0) {
        figures.add(full).add(slice.size());
        for (const YearSlice& year : section.years) figures.add(static_cast<std::uint64_t>(year.year));
    }
    const Digest counts = figures.finish();
    return finished({}, {{PagePart::layout, layouts_[static_cast<std::size_t>(LayoutKind::list)]},
                         {PagePart::frame, frame_},
                         {PagePart::names, name_of_section(page.section, page.subject)},
                         {PagePart::others, rows(section.items, slice.begin + part.begin, slice.begin + part.end)},
                         {PagePart::figures, counts}});
}

std::optional<Fingerprint> Fingerprints::of_records(const Page& page, const Plan& plan) const {
    const Catalogue& catalogue = making_.catalogue();
    const Section& all = making_.site.indexes.all;
    switch (page.kind) {
        case PageKind::item: return of_item(page.subject);
        case PageKind::statistics:
        case PageKind::statistics_period:
        case PageKind::statistics_table:
        case PageKind::statistics_workbook: return of_statistics(page);
        case PageKind::list: return of_list(page);
        case PageKind::tombstone:
            return finished({}, {{PagePart::layout, layouts_[static_cast<std::size_t>(LayoutKind::tombstone)]},
                                 {PagePart::frame, frame_},
                                 {PagePart::record, catalogue.tombstones[page.subject].record_digest}});
        case PageKind::redirect: {
            const Item& target = page.part == 1 ? catalogue.tombstones[page.subject] : catalogue.items[page.subject];
            return finished({}, {{PagePart::layout, layouts_[static_cast<std::size_t>(LayoutKind::redirect)]},
                                 {PagePart::frame, frame_},
                                 {PagePart::record, target.record_digest},
                                 {PagePart::figures, Mix().add(page.part).finish()}});
        }
        case PageKind::feed: {
            const Section& section = section_of(making_.site, page.section, page.subject);
            const auto size = static_cast<std::uint32_t>(section.items.size());
            return finished({}, {{PagePart::layout, plain_},
                                 {PagePart::names, name_of_section(page.section, page.subject)},
                                 {PagePart::others, rows(section.items, size - std::min(size, making_.settings().feed_items), size)}});
        }
        case PageKind::sitemap: {
            const YearSlice& slice = *all.find_year(page.year);
            const std::uint32_t begin = slice.begin + page.part * sitemap_part;
            return finished({}, {{PagePart::layout, plain_}, {PagePart::others, rows(all.items, begin, std::min(slice.end, begin + sitemap_part))}});
        }
        case PageKind::items_csv:
        case PageKind::items_json: {
            const YearSlice& slice = *all.find_year(page.year);
            return finished({}, {{PagePart::layout, plain_}, {PagePart::others, rows(all.items, slice.begin, slice.end)}});
        }
        case PageKind::board: {
            const Board& board = making_.boards[page.subject];
            return finished({}, {{PagePart::layout, layouts_[static_cast<std::size_t>(LayoutKind::board)]},
                                 {PagePart::frame, frame_},
                                 {PagePart::others, rows(board.items, 0, static_cast<std::uint32_t>(board.items.size()))},
                                 {PagePart::figures, Mix().add(static_cast<std::uint64_t>(board.after.days)).finish()}});
        }
        case PageKind::sitemap_index:
        case PageKind::sitemap_pages: {
            Hasher hasher;
            for (const Page& each : plan.pages) {
                const bool is_map = each.kind == PageKind::sitemap || each.kind == PageKind::sitemap_pages;
                if (page.kind == PageKind::sitemap_index ? is_map : is_listed(each.kind)) hasher.add(each.address);
            }
            return finished({}, {{PagePart::layout, plain_}, {PagePart::figures, hasher.finish()}});
        }
        default: return std::nullopt;
    }
}

Fingerprint Fingerprints::of_view(std::optional<LayoutKind> layout, const Digest& view) const {
    return finished({}, {{PagePart::layout, layout ? layouts_[static_cast<std::size_t>(*layout)] : plain_}, {PagePart::figures, view}});
}

}  // namespace mulu
