// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "base/text_table.hpp"
#include "intake/rules.hpp"
#include "model/address.hpp"
#include "model/document_number.hpp"
#include "model/schema.hpp"

namespace mulu {
namespace {

/// Folders and pages that the site makes itself; a redirect there would stand in its own way.
bool is_generated(std::string_view address) {
    constexpr std::string_view folders[] = {"categories/", "units/", "topics/", "years/", "reports/", "statistics/", "boards/", "assets/", "data/", "sitemaps/", "search/"};
    for (const auto folder : folders) {
        if (address.starts_with(folder)) return true;
    }
    const std::size_t slash = address.find('/');
    return slash == std::string_view::npos && is_reserved_page_name(address.substr(0, address.size() - 5));
}

/// What is wrong with an alias, in words; nothing where it can be used.
std::optional<Words> alias_fault(std::string_view alias) {
    if (alias.starts_with('/') || alias.find("://") != std::string_view::npos) return Words("应是站内的相对地址", "not a relative address");
    if (!alias.ends_with(".html") || alias.size() == 5) return Words("应以 .html 结尾", "does not end in .html");
    if (alias.size() > 200) return Words("地址太长", "too long");
    for (const std::string_view part : split(alias, '/')) {
        if (part == ".." || part == "." || part.empty()) return Words("不能有 .. 或空的一段", "has an empty part or ..");
        for (const std::string_view extension : {".html", ".xml", ".txt", ".sha256"}) {  // of the site's own files, which no folder can be
            if (part.ends_with(extension) && part.data() + part.size() != alias.data() + alias.size()) {
                return Words("中间的一段不能以 " + std::string(extension) + " 结尾", "a folder ends in " + std::string(extension));
            }
        }
        if (part.starts_with('.')) return Words("每一段不能以点开头", "a part begins with a dot");
    }
    for (const char c : alias) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '/';
        if (!plain) return Words("只能用英文字母、数字、- _ . /", "only letters, digits, - _ . /");
    }
    return std::nullopt;
}

/// The hash of `text` where it is not known yet.
std::uint32_t hash_or(std::uint32_t known, std::string_view text) { return known != 0 ? known : TextTable::hash_of(text); }

/// Whether two of `count` numbers have the same text.
template <class TextOf, class HashOf>
bool any_meet(std::size_t count, const TextOf& text_of, const HashOf& hash_of) {
    TextTable known(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (known.add_own(hash_of(i), i, text_of) != TextTable::none) return true;
    }
    return false;
}

}  // namespace

std::vector<bool> check_identity(const ReadItems& items, unsigned workers, Diagnostics& diagnostics) {
    std::vector<bool> doubled(items.size(), false);
    const auto index_of = [&](std::uint32_t i) { return items[i]->item.index; };
    const auto address_of = [&](std::uint32_t i) { return items[i]->item.address; };
    const auto index_hash = [&](std::uint32_t i) { return hash_or(items[i]->index_hash, items[i]->item.index); };
    const auto address_hash = [&](std::uint32_t i) { return hash_or(items[i]->address_hash, items[i]->item.address); };
    // Usually nothing meets, and then it does not matter who comes first.
    bool index_meets = false, address_meets = false;
    side_by_side(workers, {[&] { index_meets = any_meet(items.size(), index_of, index_hash); }, [&] { address_meets = any_meet(items.size(), address_of, address_hash); }});
    if (!index_meets && !address_meets) return doubled;
    TextTable by_index(items.size()), by_address(items.size());
    const Words first("先在这里用过", "first used here");
    std::vector<std::pair<std::int64_t, std::uint32_t>> order(items.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = {items[i]->item.published.seconds, i};
    std::sort(order.begin(), order.end());
    for (const auto& [seconds, i] : order) {
        const Item& item = items[i]->item;
        const std::uint32_t same = by_index.add(item.index, index_hash(i), i, index_of);
        if (same != TextTable::none) {
            diagnostics.add(Code::E301, items[i]->place(item.at), {item.index}, {{first, items[same]->place(items[same]->item.at)}});
            doubled[i] = true;
            continue;
        }
        const std::uint32_t meets = by_address.add(item.address, address_hash(i), i, address_of);
        if (meets != TextTable::none) {
            diagnostics.add(Code::E302, items[i]->place(item.at), {item.address}, {{first, items[meets]->place(items[meets]->item.at)}});
            doubled[i] = true;
        }
    }
    return doubled;
}

void check_entered_twice(const ReadItems& items, Diagnostics& diagnostics) {
    TextTable by_number(items.size());
    const auto number_of = [&](std::uint32_t i) { return items[i]->item.doc_no; };
    const auto names = [&](std::uint32_t a, std::uint32_t b) {
        const Item& item = items[a]->item;
        for (const auto* references : {&item.supersedes, &item.amends, &item.interprets, &item.related}) {
            for (const ItemReference& each : *references) {
                if (each.index == items[b]->item.index) return true;
            }
        }
        return false;
    };
    for (std::uint32_t i = 0; i < items.size(); ++i) {
        const Item& item = items[i]->item;
        if (item.doc_no.empty() || items[i]->draft || item.withdrawn || item.access == Access::withheld) continue;
        const std::uint32_t other = by_number.add(item.doc_no, i, number_of);
        if (other == TextTable::none) continue;
        const Item& before = items[other]->item;
        if (before.title != item.title || before.unit != item.unit || names(i, other) || names(other, i)) continue;
        // “第3号” is of every year anew; a number that has a year is of one document.
        if (!judge_document_number(item.doc_no).year) continue;
        const bool is_later = std::pair(item.published.seconds, i) > std::pair(before.published.seconds, other);
        const std::uint32_t first = is_later ? other : i, second = is_later ? i : other;
        diagnostics.add(Code::W308, items[second]->place(items[second]->item.at), {item.doc_no}, {{Words("先录入的是这一条", "the one entered first"), items[first]->place(items[first]->item.at)}});
    }
}

void check_repeal_circles(const ReadItems& items, Diagnostics& diagnostics) {
    if (std::none_of(items.begin(), items.end(), [](const auto& read) { return !read->item.supersedes.empty(); })) return;
    TextTable by_index(items.size());
    const auto index_of = [&](std::uint32_t i) { return items[i]->item.index; };
    for (std::uint32_t i = 0; i < items.size(); ++i) by_index.add_own(hash_or(items[i]->index_hash, items[i]->item.index), i, index_of);
    enum class Mark : char { fresh, open, done };
    std::vector<Mark> marks(items.size(), Mark::fresh);
    // Depth first without recursion: a chain of repeals may be as long as the catalogue.
    struct Step {
        std::size_t item, next;
    };
    for (std::size_t start = 0; start < items.size(); ++start) {
        if (marks[start] != Mark::fresh || items[start]->item.supersedes.empty()) continue;
        std::vector<Step> path{{start, 0}};
        marks[start] = Mark::open;
        while (!path.empty()) {
            Step& step = path.back();
            const auto& repeals = items[step.item]->item.supersedes;
            if (step.next == repeals.size()) {
                marks[step.item] = Mark::done;
                path.pop_back();
                continue;
            }
            const ItemReference& repeal = repeals[step.next++];
            const std::uint32_t found = by_index.find(repeal.index, index_of);
            if (found == TextTable::none || found == step.item || marks[found] == Mark::done) continue;
            if (marks[found] == Mark::fresh) {
                marks[found] = Mark::open;
                path.push_back({found, 0});
                continue;
            }
            std::string circle;
            bool within = false;
            for (const Step& each : path) {
                within = within || each.item == found;
                if (within) circle += std::string(items[each.item]->item.index) + " → ";
            }
            diagnostics.add(Code::E305, items[step.item]->place(repeal.at), {circle + std::string(repeal.index)});
        }
    }
}

void check_aliases(const ReadItems& items, const std::vector<StandingPage>& pages, Diagnostics& diagnostics) {
    if (std::none_of(items.begin(), items.end(), [](const auto& read) { return !read->item.aliases.empty(); })) return;
    TextTable by_address(items.size());
    const auto address_of = [&](std::uint32_t i) { return items[i]->item.address; };
    for (std::uint32_t i = 0; i < items.size(); ++i) by_address.add_own(hash_or(items[i]->address_hash, items[i]->item.address), i, address_of);
    std::unordered_map<std::string, Place> taken;
    for (const StandingPage& page : pages) taken.emplace(page.name + ".html", page.at);
    for (const auto& read : items) {
        for (std::size_t n = 0; n < read->item.aliases.size(); ++n) {
            const std::string& alias = read->item.aliases[n];
            const Place at = read->place(read->aliases[n]);
            if (const auto fault = alias_fault(alias)) {
                diagnostics.add(Code::E306, at, {alias, *fault});
                continue;
            }
            const std::string lower = lower_ascii(alias);
            if (is_generated(lower)) {
                diagnostics.add(Code::E307, at, {alias});
                continue;
            }
            const auto [found, fresh] = taken.emplace(lower, at);
            const std::uint32_t owner = by_address.find(lower, address_of);
            if (owner != TextTable::none) diagnostics.add(Code::E307, at, {alias}, {{Words("已用在这里", "taken here"), items[owner]->place(items[owner]->item.at)}});
            else if (!fresh) diagnostics.add(Code::E307, at, {alias}, {{Words("已用在这里", "taken here"), found->second}});
        }
    }
}

void check_report_addresses(std::vector<Report>& reports, const std::vector<Unit>& units, Diagnostics& diagnostics) {
    std::map<std::string, Place> taken;
    std::erase_if(reports, [&](const Report& report) {
        const std::string address = report_address(report.year, report.unit == no_ref ? "" : units[report.unit].id);
        const auto [first, fresh] = taken.emplace(address, report.at);
        if (!fresh) diagnostics.add(Code::E608, report.at, {}, {{Words("先有这一份", "the first is here"), first->second}});
        return !fresh;
    });
}

}  // namespace mulu
