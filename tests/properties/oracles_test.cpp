// SPDX-License-Identifier: Apache-2.0
// Fast against slow: paging, indexes, statistics, related items, figures and addresses against the simplest code that says the same.
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "model/address.hpp"
#include "plan/paging.hpp"
#include "support/catalogue_builder.hpp"
#include "support/links.hpp"
#include "tally/figures.hpp"

using namespace mulu;
using namespace mulu::test;

TEST(Paging, is_what_adding_one_item_after_the_other_makes) {
    for (std::uint32_t per_page = 1; per_page <= 20; ++per_page) {
        std::vector<std::vector<std::uint32_t>> full;  // pages that split off, oldest first
        std::vector<std::uint32_t> head;
        for (std::uint32_t count = 0; count <= 200; ++count) {
            if (count > 0) head.push_back(count - 1);
            if (head.size() == 2 * per_page) {
                full.emplace_back(head.begin(), head.begin() + per_page);
                head.erase(head.begin(), head.begin() + per_page);
            }
            ASSERT_EQ(full_pages(count, per_page), full.size()) << count << " items, " << per_page << " a page";
            for (std::uint32_t part = 0; part <= full.size(); ++part) {
                const auto& page = part == 0 ? head : full[part - 1];
                const PageSlice slice = page_slice(count, per_page, part);
                ASSERT_EQ(slice.end - slice.begin, page.size()) << count << " items, " << per_page << " a page, part " << part;
                if (!page.empty()) {
                    ASSERT_EQ(slice.begin, page.front());
                }
            }
        }
    }
}

TEST(Indexes, hold_what_loops_over_all_items_find) {
    Random random(1);
    for (int round = 0; round < 30; ++round) {
        const Catalogue catalogue = random_catalogue(random, random.below(80));
        const Indexes indexes = make_indexes(catalogue);
        const auto check = [&](const Section& section, const auto& belongs, const std::string& name) {
            std::vector<Ref> expected;
            for (Ref i = 0; i < catalogue.items.size(); ++i) {
                if (belongs(catalogue.items[i])) expected.push_back(i);
            }
            ASSERT_EQ(section.items, expected) << name;
            std::size_t covered = 0;
            for (int year = 2009; year <= 2015; ++year) {
                std::vector<Ref> of_year;
                for (const Ref i : expected) {
                    if (catalogue.items[i].published.date().year() == year) of_year.push_back(i);
                }
                const YearSlice* slice = section.find_year(year);
                ASSERT_EQ(slice != nullptr, !of_year.empty()) << name << " " << year;
                if (slice == nullptr) continue;
                ASSERT_EQ(std::vector<Ref>(section.items.begin() + slice->begin, section.items.begin() + slice->end), of_year) << name << " " << year;
                covered += slice->size();
            }
            ASSERT_EQ(covered, expected.size()) << name;
        };
        check(indexes.all, [](const Item&) { return true; }, "all");
        for (Ref category = 0; category < catalogue.categories.size(); ++category) {
            check(indexes.categories[category], [&](const Item& item) {
                const auto path = catalogue.path_to(item.category);
                return std::find(path.begin(), path.end(), category) != path.end();
            }, "category " + catalogue.categories[category].id);
        }
        for (Ref unit = 0; unit < catalogue.units.size(); ++unit) {
            check(indexes.units[unit], [&](const Item& item) { return item.unit == unit; }, "unit " + catalogue.units[unit].id);
        }
        for (Ref topic = 0; topic < catalogue.topics.size(); ++topic) {
            check(indexes.topics[topic], [&](const Item& item) { return std::find(item.topics.begin(), item.topics.end(), topic) != item.topics.end(); },
                  "topic " + catalogue.topics[topic].id);
        }
    }
}

TEST(Statistics, count_what_loops_over_all_items_count) {
    Random random(2);
    for (int round = 0; round < 20; ++round) {
        const Catalogue catalogue = random_catalogue(random, random.below(80));
        const Indexes indexes = make_indexes(catalogue);
        for (int year = 2009; year <= 2014; ++year) {
            for (unsigned quarter = 0; quarter <= 4; ++quarter) {
                for (Ref unit = 0; unit <= catalogue.units.size(); ++unit) {
                    const Ref of = unit == catalogue.units.size() ? no_ref : unit;
                    std::map<std::string, Figure> expected;
                    const auto count = [&](const std::string& key) { expected[key] = expected[key] + Figure::whole(1); };
                    for (const char* key : {"items.total", "items.kind.government", "items.kind.department"}) expected[key];
                    for (const Category& category : catalogue.categories) expected["items.category." + category.id];
                    for (const Item& item : catalogue.items) {
                        const Date day = item.published.date();
                        if (item.access != Access::proactive || day.year() != year) continue;
                        if (quarter != 0 && (day.month() + 2) / 3 != quarter) continue;
                        if (of != no_ref && item.unit != of) continue;
                        count("items.total");
                        count(catalogue.units[item.unit].kind == UnitKind::government ? "items.kind.government" : "items.kind.department");
                        for (const Ref category : catalogue.path_to(item.category)) count("items.category." + catalogue.categories[category].id);
                        for (const std::string_view channel : item.channels) count("items.channel." + std::string(channel));
                        if (!item.genre.empty()) count("items.genre." + std::string(item.genre));
                        if (item.normative == Normative::rule) count("items.rule.made");
                        if (item.normative == Normative::normative) count("items.normative.made");
                    }
                    ASSERT_EQ(count_items(catalogue, indexes, {year, quarter, of}), expected) << year << " q" << quarter << " unit " << of;
                }
            }
        }
    }
}

TEST(RelatedItems, are_older_and_the_nearest_by_the_sum_of_what_they_share) {
    Random random(3);
    for (int round = 0; round < 20; ++round) {
        Catalogue catalogue = random_catalogue(random, 70);
        for (int n = 0; n < 15; ++n) {
            Item& item = catalogue.items[random.below(catalogue.items.size())];
            item.related.push_back({"", {}, static_cast<Ref>(random.below(catalogue.items.size()))});
        }
        const Indexes indexes = make_indexes(catalogue);
        for (Ref ref = 0; ref < catalogue.items.size(); ++ref) {
            const Item& own = catalogue.items[ref];
            std::map<Ref, unsigned> scores;
            const auto share = [&](unsigned weight, const auto& shares) {
                std::size_t seen = 0;
                for (Ref other = ref; other-- > 0 && seen < 20;) {
                    if (!shares(catalogue.items[other])) continue;
                    ++seen;
                    scores[other] += weight;
                }
            };
            const auto holds = [](const auto& list, const auto& value) { return std::find(list.begin(), list.end(), value) != list.end(); };
            if (own.duty != no_ref) share(64, [&](const Item& other) { return other.duty == own.duty; });
            for (const Ref topic : own.topics) share(16, [&](const Item& other) { return holds(other.topics, topic); });
            for (const std::string_view keyword : own.keywords) share(4, [&](const Item& other) { return holds(other.keywords, keyword); });
            share(1, [&](const Item& other) { return holds(catalogue.path_to(other.category), own.category); });
            for (const ItemReference& named : own.related) scores.erase(named.item);
            std::vector<std::pair<unsigned, Ref>> order;
            for (const auto& [other, score] : scores) order.emplace_back(score, other);
            std::sort(order.rbegin(), order.rend());
            std::vector<Ref> expected;
            for (std::size_t i = 0; i < order.size() && i < 6; ++i) expected.push_back(order[i].second);
            ASSERT_EQ(related_items(catalogue, indexes, ref, 6), expected) << "item " << ref;
        }
    }
}

TEST(RelatedItems, of_an_old_item_do_not_change_when_a_new_one_comes) {
    Random random(4);
    Catalogue catalogue = random_catalogue(random, 60);
    const Indexes before = make_indexes(catalogue);
    std::vector<std::vector<Ref>> old;
    for (Ref i = 0; i < catalogue.items.size(); ++i) old.push_back(related_items(catalogue, before, i, 6));
    Item newest = catalogue.items.back();
    newest.index = "Z";
    newest.published.seconds += 86400;
    catalogue.items.push_back(newest);
    const Indexes after = make_indexes(catalogue);
    for (Ref i = 0; i < old.size(); ++i) EXPECT_EQ(related_items(catalogue, after, i, 6), old[i]);
}

// ---- figures

namespace {

bool has_row(const RegisterEntry& entry, const std::string& row) {
    return std::any_of(entry.figures.begin(), entry.figures.end(), [&](const auto& each) { return each.first.starts_with(row + "."); });
}

/// A figure's value the long way: every entry of every register is asked again for every key. What the whole site writes down of a row
/// stands for what its units have of it.
std::optional<Figure> slow_figure(const Catalogue& catalogue, Ref unit, const std::string& key, int year) {
    for (const Register& entries : catalogue.registers) {
        if (entries.year != year) continue;
        Figure sum;
        const std::string row = key.substr(0, key.find('.'));
        const bool whole = std::any_of(entries.entries.begin(), entries.entries.end(), [&](const RegisterEntry& entry) { return entry.unit == no_ref && has_row(entry, row); });
        for (const RegisterEntry& entry : entries.entries) {
            if (unit != no_ref ? entry.unit != unit : whole && entry.unit != no_ref) continue;
            for (const auto& [each, figure] : entry.figures) {
                if (each == key) sum = sum + figure.value;
            }
        }
        return sum;
    }
    return std::nullopt;
}

/// Whether anything of the row was entered in the year: where nothing was, its zero is no figure to compare with.
bool slow_knows(const Catalogue& catalogue, Ref unit, const std::string& row, int year) {
    for (const Register& entries : catalogue.registers) {
        if (entries.year != year) continue;
        return std::any_of(entries.entries.begin(), entries.entries.end(), [&](const RegisterEntry& entry) { return (unit == no_ref || entry.unit == unit) && has_row(entry, row); });
    }
    return false;
}

}  // namespace

TEST(Figures, sum_registers_as_loops_over_all_entries_do) {
    Random random(5);
    const std::vector<std::string> rows = {"a", "b", "c"}, columns = {"x", "y", "z"};
    for (int round = 0; round < 40; ++round) {
        CatalogueBuilder builder;
        for (int i = 0; i < 3; ++i) builder.unit("u" + std::to_string(i));
        builder.category("c");
        std::vector<int> years;
        for (int year = 2010; year <= 2014; ++year) {
            if (random.one_in(4)) continue;
            years.push_back(year);
            Register& entries = builder.registers(year);
            for (std::size_t n = random.below(6); n > 0; --n) {
                RegisterEntry entry;
                if (!random.one_in(4)) entry.unit = static_cast<Ref>(random.below(3));
                for (const std::string& row : rows) {
                    for (const std::string& column : columns) {
                        if (random.one_in(2)) entry.figures[row + "." + column] = {Figure{static_cast<std::int64_t>(random.below(100000))}, {}};
                    }
                }
                entries.entries.push_back(entry);
            }
        }
        const Catalogue catalogue = builder.make();
        const Indexes indexes = make_indexes(catalogue);
        const Form form;
        const Ref unit = random.one_in(2) ? no_ref : static_cast<Ref>(random.below(3));
        Figures figures(catalogue, indexes, form, unit);
        const auto value = [&](const std::string& text, int year) {
            Words fault;
            const auto expression = parse_expression(text, fault);
            EXPECT_TRUE(expression) << fault.en;
            return figures.value(*expression, year);
        };
        const auto slow = [&](const std::string& key, int year) { return slow_figure(catalogue, unit, key, year); };
        for (int year = 2009; year <= 2015; ++year) {
            const bool known = std::find(years.begin(), years.end(), year) != years.end();
            for (const std::string& row : rows) {
                Figure sum, most;
                for (const std::string& column : columns) {
                    const std::string key = row + "." + column;
                    ASSERT_EQ(value(key, year), slow(key, year)) << key << " " << year;
                    ASSERT_EQ(value("before(" + key + ")", year), slow_knows(catalogue, unit, row, year - 1) ? slow(key, year - 1) : std::nullopt);
                    ASSERT_EQ(value("first(" + key + ", 7)", year), slow(key, year) ? slow(key, year) : Figure::whole(7));
                    Figure total;
                    for (int each = 2009; each <= year; ++each) total = total + slow(key, each).value_or(Figure{});
                    ASSERT_EQ(value("total(" + key + ")", year), total) << key << " " << year;
                    sum = sum + slow(key, year).value_or(Figure{});
                    most = std::max(most, slow(key, year).value_or(Figure{}));
                }
                ASSERT_EQ(value("sum(" + row + ".*)", year), known ? std::optional(sum) : std::nullopt);
                ASSERT_EQ(value("max(" + row + ".*)", year), known ? std::optional(most) : std::nullopt);
                ASSERT_EQ(value("sum(" + row + ".x, " + row + ".y) - " + row + ".x + (1.5 - 0.5)", year),
                          known ? std::optional(*slow(row + ".y", year) + Figure::whole(1)) : std::nullopt);
            }
            Figure column;
            for (const std::string& row : rows) column = column + slow(row + ".x", year).value_or(Figure{});
            ASSERT_EQ(value("sum(*.x)", year), known ? std::optional(column) : std::nullopt);
        }
    }
}

// ---- addresses

TEST(Addresses, of_random_index_numbers_are_plain_and_never_meet) {
    Random random(6);
    const std::vector<std::string> pieces = {"A", "b", "0", "9", "-", "_", "/", " ", ".", "〔", "号", "é", "?", "#", "%", "..", ".html", "\\", ":", "~", "(", "政"};
    std::map<std::string, std::string> by_name;
    for (int n = 0; n < 20000; ++n) {
        std::string index;
        for (std::size_t i = 1 + random.below(6); i > 0; --i) index += random.of(pieces);
        const std::string name = item_file_name(index), address = item_address(2025, index);
        ASSERT_EQ(address, "items/2025/" + name + ".html");
        ASSERT_FALSE(name.empty());
        for (const char c : name) ASSERT_TRUE((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.') << index << " → " << name;
        ASSERT_NE(name.front(), '.') << index;
        ASSERT_NE(name.back(), '.') << index;
        ASSERT_FALSE(name.ends_with(".html")) << index << ": its folder would be another item's page";
        // Those that differ by case and / _ space - alone meet by design, and intake reports them.
        std::string folded = lower_ascii(index);
        for (char& c : folded) c = c == '/' || c == '_' || c == ' ' ? '-' : c;
        const auto [found, fresh] = by_name.emplace(name, folded);
        if (!fresh) {
            ASSERT_EQ(found->second, folded) << "two index numbers make " << name;
        }
    }
}

TEST(Addresses, published_file_names_are_plain_and_keep_the_type) {
    Random random(7);
    const std::vector<std::string> pieces = {"A", "b", "1", "-", "_", " ", ".", "表", "（", "pdf", ".pdf", ".XLSX", "é", "..", "%20"};
    for (int n = 0; n < 5000; ++n) {
        std::string name;
        for (std::size_t i = 1 + random.below(5); i > 0; --i) name += random.of(pieces);
        const std::string published = published_file_name(name);
        ASSERT_FALSE(published.empty());
        ASSERT_NE(published.front(), '.') << name;
        ASSERT_EQ(published.find('/'), std::string::npos);
        for (const char c : published) ASSERT_TRUE((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.') << name << " → " << published;
        if (name.ends_with(".pdf") && name.size() > 4) {  // a name that begins with a dot has no extension
            ASSERT_TRUE(published.ends_with(".pdf")) << name << " → " << published;
        }
    }
}

TEST(Addresses, relative_links_lead_where_they_should) {
    Random random(8);
    const std::vector<std::string> names = {"a", "b", "ab", "a.html"};
    const auto address = [&] {
        std::string text;
        for (std::size_t depth = random.below(4); depth > 0; --depth) text += random.of(names) + "/";
        return text + random.of(names);
    };
    for (int n = 0; n < 20000; ++n) {
        const std::string from = address(), to = address();
        const std::string link = relative_link(from, to);
        ASSERT_EQ(follow(from, link), to) << from << " → " << to << " by " << link;
        ASSERT_EQ(follow(from, way_to_root(from) + to), to);
    }
}
