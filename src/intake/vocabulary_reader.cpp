// SPDX-License-Identifier: Apache-2.0
#include "intake/vocabulary_reader.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "intake/fields.hpp"

namespace mulu {
namespace {

/// The entries of a list file; anything else is reported.
const std::vector<YamlNode>* list_of(const YamlNode& node, Diagnostics& diagnostics) {
    static const std::vector<YamlNode> none;
    if (node.kind == YamlNode::Kind::null) return &none;
    if (node.kind != YamlNode::Kind::list) {
        report_kind(node, {"列表", "a list"}, {"每条以“- ”开头", "begin each entry with “- ”"}, diagnostics);
        return nullptr;
    }
    return &node.items;
}

Period period_of(std::string_view word) {
    if (word == "month") return Period::month;
    if (word == "quarter") return Period::quarter;
    return word == "year" ? Period::year : Period::board;
}

void read_category(const YamlNode& node, Ref parent, unsigned level, Catalogue& catalogue, Ids& ids, std::vector<Place>& places,
                   Diagnostics& diagnostics) {
    RecordFields fields(node, record::category, diagnostics);
    Category category;
    category.id = fields.id("id");
    category.name = fields.text("name");
    category.code = fields.text("code");
    category.parent = parent;
    category.level = level;
    category.at = fields.at("id");
    if (auto update = fields.group("update")) {
        if (const auto every = update->term("every")) category.update = period_of(*every);
    }
    if (category.id.empty()) return;
    const auto ref = static_cast<Ref>(catalogue.categories.size());
    if (!ids.categories.add(category.id, ref, category.at, places, diagnostics)) return;
    places.push_back(category.at);
    ids.categories.by_name.emplace(category.name, category.id);
    catalogue.categories.push_back(std::move(category));
    if (parent != no_ref) catalogue.categories[parent].children.push_back(ref);
    if (const YamlNode* children = fields.node("children")) {
        if (const auto* list = list_of(*children, diagnostics)) {
            for (const YamlNode& child : *list) read_category(child, ref, level + 1, catalogue, ids, places, diagnostics);
        }
    }
}

/// `units:` of a duty: [all], ids, or {kind: 部门}.
void read_duty_units(const YamlNode& node, Duty& duty, const Ids& ids, Diagnostics& diagnostics) {
    if (node.kind == YamlNode::Kind::mapping) {
        for (const YamlEntry& entry : node.entries) {
            const auto kind = vocabulary::unit_kind.find(entry.value.text);
            if (entry.key != "kind" || !kind) {
                diagnostics.add(Code::E105, entry.value.at, {Words("units"), entry.value.text, words_of_terms(entry.value.text, vocabulary::unit_kind)});
            } else {
                duty.unit_kinds.push_back(*kind == "government" ? UnitKind::government : UnitKind::department);
            }
        }
        return;
    }
    const auto take = [&](const YamlNode& name) {
        if (name.text == "all" || name.text == "全部") {
            duty.all_units = true;
        } else if (const Ref unit = ids.units.find(name.text); unit != no_ref) {
            duty.units.push_back(unit);
        } else {
            diagnostics.add(Code::E206, name.at, {name.text, nearest_words(name.text, ids.units.ids, known_ids(ids.units, "units.yml"))});
        }
    };
    if (node.kind == YamlNode::Kind::scalar) take(node);
    for (const YamlNode& name : node.items) take(name);
}

Due read_due(RecordFields& fields) {
    Due due;
    if (const auto every = fields.term("every")) due.every = period_of(*every);
    due.by = fields.text("by");
    const bool by_is_day = due.by.size() == 5 && due.by[2] == '-' && [&] {
        DateFault fault{};
        return parse_date("2000-" + due.by, fault).has_value();  // a leap year, so that 02-29 may be said
    }();
    if (!due.by.empty() && !by_is_day) fields.diagnostics().add(Code::E119, fields.at("by"), {due.by, "03-31"});
    else if (!due.by.empty() && due.every != Period::year) fields.diagnostics().add(Code::E119, fields.at("by"), {"by: " + due.by, Words("{every: year, by: 03-31}")});
    if (auto within = fields.group("within")) {
        const auto working = within->number("working_days", 1, 365);
        const auto days = within->number("days", 1, 365);
        due.working_days = working.has_value();
        due.within_days = static_cast<unsigned>(working.value_or(days.value_or(0)));
        if (within->has("working_days") == within->has("days")) {
            fields.diagnostics().add(Code::E119, fields.at("within"), {Words("within"), Words("{working_days: 20, of: created}")});
        }
        if (const auto of = within->term("of")) due.of = *of == "approved" ? Due::Of::approved : Due::Of::created;
    }
    return due;
}

}  // namespace

Ref IdTable::find(const std::string& id) const {
    const auto found = refs.find(id);
    return found == refs.end() ? no_ref : found->second;
}

bool IdTable::add(const std::string& id, Ref ref, const Place& at, const std::vector<Place>& places, Diagnostics& diagnostics) {
    const auto [found, fresh] = refs.emplace(id, ref);
    if (!fresh) {
        diagnostics.add(Code::E108, at, {id}, {{Words("先在这里用过", "first used here"), places[found->second]}});
        return false;
    }
    ids.push_back(id);
    return true;
}

Words known_ids(const IdTable& table, const char* file) {
    if (table.ids.empty()) {
        const std::string path = "content/" + std::string(file);
        return {"本站没有 " + path + "，或它是空的：先在那里写上，或删去这一行", "there is no " + path + ", or it is empty: write it there first, or delete this line"};
    }
    std::map<std::string_view, std::string_view> names;
    for (const auto& [name, id] : table.by_name) names.emplace(id, name);
    std::string list;
    for (std::size_t i = 0; i < table.ids.size() && i < 8; ++i) {
        list += (i == 0 ? "" : ", ") + table.ids[i];
        if (const auto name = names.find(table.ids[i]); name != names.end()) list += "（" + std::string(name->second) + "）";
    }
    if (table.ids.size() > 8) list += " …";
    return {std::string(file) + " 里有：" + list, std::string(file) + " has: " + list};
}

/// The one name of the table that holds `part` of a name (县民政局), with its id; nothing where there is none, or more.
std::optional<std::pair<std::string, std::string>> only_name_with(std::string_view part, const IdTable& table) {
    if (count_characters(part) < 2) return std::nullopt;
    std::optional<std::pair<std::string, std::string>> found;
    for (const auto& [name, id] : table.by_name) {
        if (name.find(part) == std::string::npos) continue;
        if (found) return std::nullopt;
        found.emplace(name, id);
    }
    return found;
}

Ref find_ref(RecordFields& fields, std::string_view key, const IdTable& table, Code code) {
    const std::string id = fields.text(key);
    if (id.empty()) return no_ref;
    const Ref ref = table.find(id);
    if (const auto named = table.by_name.find(id); ref == no_ref && named != table.by_name.end()) {
        fields.diagnostics().add(code, fields.at(key), {id, Words("写编号： " + named->second, "write its id: " + named->second)});
    } else if (const auto near = ref == no_ref ? only_name_with(id, table) : std::nullopt) {
        fields.diagnostics().add(code, fields.at(key), {id, Words("是不是 " + near->second + "（" + near->first + "）？写编号", "did you mean " + near->second + " (" + near->first + ")? Write its id")});
    } else if (ref == no_ref) {
        const char* file = code == Code::E206 ? "units.yml" : code == Code::E207 ? "categories.yml" : code == Code::E208 ? "topics.yml" : "duties.yml";
        fields.diagnostics().add(code, fields.at(key), {id, nearest_words(id, table.ids, known_ids(table, file))});
    }
    return ref;
}

void read_units(const YamlNode& node, Catalogue& catalogue, Ids& ids, Diagnostics& diagnostics) {
    const auto* list = list_of(node, diagnostics);
    if (list == nullptr) return;
    std::vector<Place> places;
    struct Later {
        Ref unit;
        std::string parent, successor;
        Place parent_at, successor_at;
    };
    std::vector<Later> later;
    for (const YamlNode& entry : *list) {
        RecordFields fields(entry, record::unit, diagnostics);
        Unit unit;
        unit.id = fields.id("id");
        unit.name = fields.text("name");
        unit.code = fields.text("code");
        unit.phone = fields.text("phone");
        unit.address = fields.text("address");
        if (const auto kind = fields.term("kind")) unit.kind = *kind == "government" ? UnitKind::government : UnitKind::department;
        unit.since = fields.date("since");
        unit.until = fields.date("until");
        if (unit.since && unit.until && *unit.until < *unit.since) {
            diagnostics.add(Code::E204, fields.at("until"), {Words("until"), Words("since"), print_date(*unit.until), print_date(*unit.since)});
        }
        unit.at = fields.at("id");
        if (unit.id.empty()) continue;
        const auto ref = static_cast<Ref>(catalogue.units.size());
        if (!ids.units.add(unit.id, ref, unit.at, places, diagnostics)) continue;
        places.push_back(unit.at);
        ids.units.by_name.emplace(unit.name, unit.id);
        later.push_back({ref, fields.id("parent"), fields.id("successor"), fields.at("parent"), fields.at("successor")});
        catalogue.units.push_back(std::move(unit));
    }
    for (const Later& each : later) {
        const auto resolve = [&](const std::string& id, const Place& at, Ref& ref) {
            if (id.empty()) return;
            ref = ids.units.find(id);
            if (ref == no_ref) diagnostics.add(Code::E206, at, {id, nearest_words(id, ids.units.ids, known_ids(ids.units, "units.yml"))});
        };
        resolve(each.parent, each.parent_at, catalogue.units[each.unit].parent);
        resolve(each.successor, each.successor_at, catalogue.units[each.unit].successor);
    }
    for (const Later& each : later) {
        Ref at = each.unit;
        for (std::size_t steps = 0; at != no_ref && steps <= catalogue.units.size(); ++steps) at = catalogue.units[at].parent;
        if (at == no_ref) continue;
        diagnostics.add(Code::E116, each.parent_at, {catalogue.units[each.unit].id, each.parent});
        catalogue.units[each.unit].parent = no_ref;
    }
}

void read_categories(const YamlNode& node, Catalogue& catalogue, Ids& ids, Diagnostics& diagnostics) {
    const auto* list = list_of(node, diagnostics);
    if (list == nullptr) return;
    std::vector<Place> places;
    for (const YamlNode& entry : *list) read_category(entry, no_ref, 1, catalogue, ids, places, diagnostics);
}

void read_topics(const YamlNode& node, Catalogue& catalogue, Ids& ids, Diagnostics& diagnostics) {
    const auto* list = list_of(node, diagnostics);
    if (list == nullptr) return;
    std::vector<Place> places;
    for (const YamlNode& entry : *list) {
        RecordFields fields(entry, record::topic, diagnostics);
        Topic topic{fields.id("id"), fields.text("name"), fields.at("id")};
        if (topic.id.empty() || !ids.topics.add(topic.id, static_cast<Ref>(catalogue.topics.size()), topic.at, places, diagnostics)) continue;
        places.push_back(topic.at);
        catalogue.topics.push_back(std::move(topic));
    }
}

void read_duties(const YamlNode& node, Catalogue& catalogue, Ids& ids, Diagnostics& diagnostics) {
    const auto* list = list_of(node, diagnostics);
    if (list == nullptr) return;
    std::vector<Place> places;
    for (const YamlNode& entry : *list) {
        RecordFields fields(entry, record::duty, diagnostics);
        Duty duty;
        duty.id = fields.id("id");
        duty.title = fields.text("title");
        duty.basis = fields.text("basis");
        duty.audience = fields.text("audience");
        duty.responsible = fields.text("responsible");
        duty.category = find_ref(fields, "category", ids.categories, Code::E207);
        duty.channels = fields.terms("channels");
        if (const YamlNode* units = fields.node("units")) read_duty_units(*units, duty, ids, diagnostics);
        if (auto due = fields.group("due")) duty.due = read_due(*due);
        duty.at = fields.at("id");
        if (duty.id.empty() || !ids.duties.add(duty.id, static_cast<Ref>(catalogue.duties.size()), duty.at, places, diagnostics)) continue;
        places.push_back(duty.at);
        ids.duties.by_name.emplace(duty.title, duty.id);
        catalogue.duties.push_back(std::move(duty));
    }
}

CalendarYear read_calendar(const YamlNode& node, int year, Diagnostics& diagnostics) {
    CalendarYear table{year, {}, {}};
    RecordFields fields(node, record::calendar, diagnostics);
    const std::string of = std::to_string(year);
    std::map<Date, Place> given;
    for (auto [key, list] : {std::pair("off", &table.off), std::pair("work", &table.work)}) {
        std::vector<YamlPlace> places;
        const auto days = fields.texts(key, &places);
        for (std::size_t i = 0; i < days.size(); ++i) {
            DateFault fault = DateFault::none;
            const auto day = parse_date(days[i], fault);
            if (!day) {
                const auto guess = guess_date(days[i]);
                diagnostics.add(Code::E203, places[i], {Words(key), words_of(fault), guess ? print_date(*guess) : of + "-01-01"});
                continue;
            }
            // The notice of a year may begin in the December before it (2008, 2012, 2019, 2023).
            if (day->year() != year && !(day->year() == year - 1 && day->month() == 12)) {
                const std::string before = std::to_string(year - 1);
                diagnostics.add(Code::E120, places[i], {of, Words(days[i] + " 不在 " + of + " 年（也不在 " + before + " 年 12 月）", days[i] + " is not in " + of + " (nor in December " + before + ")")});
                continue;
            }
            if (const auto [first, fresh] = given.emplace(*day, places[i]); !fresh) {
                diagnostics.add(Code::E120, places[i], {of, Words(days[i] + " 写了两次", days[i] + " is given twice")},
                                {{Words("先在这里写过", "first given here"), first->second}});
                continue;
            }
            list->push_back(*day);
        }
        // A year has holidays; an empty table would count every Monday to Friday.
        if (std::string_view(key) == "off" && days.empty() && fields.has("off")) {
            diagnostics.add(Code::E120, fields.at("off"), {of, Words("off 里没有一天", "off holds no day")});
        }
    }
    fields.texts("notice");
    return table;
}

}  // namespace mulu
