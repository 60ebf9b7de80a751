// SPDX-License-Identifier: Apache-2.0
// units.yml, categories.yml, topics.yml, duties.yml, calendar/YEAR.yml. A closet of intake.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "formats/yaml.hpp"
#include "model/catalogue.hpp"

namespace mulu {

/// Numbers of records by id, and all ids for suggestions.
struct IdTable {
    std::unordered_map<std::string, Ref> refs;
    std::vector<std::string> ids;
    std::unordered_map<std::string, std::string> by_name;  ///< for those who write the name where the id belongs
    Ref find(const std::string& id) const;
    /// Adds `id`; an id that is there is reported with its first place.
    bool add(const std::string& id, Ref ref, const Place& at, const std::vector<Place>& places, Diagnostics& diagnostics);
};

/// The ids of a site's vocabularies.
struct Ids {
    IdTable units, categories, topics, duties;
};

void read_units(const YamlNode& node, Catalogue& catalogue, Ids& ids, Diagnostics& diagnostics);
void read_categories(const YamlNode& node, Catalogue& catalogue, Ids& ids, Diagnostics& diagnostics);
void read_topics(const YamlNode& node, Catalogue& catalogue, Ids& ids, Diagnostics& diagnostics);
void read_duties(const YamlNode& node, Catalogue& catalogue, Ids& ids, Diagnostics& diagnostics);
/// Reads the table of holidays and make-up workdays of `year`; a day of another year, given twice, or both off and worked is reported.
CalendarYear read_calendar(const YamlNode& node, int year, Diagnostics& diagnostics);

/// The unit, category … named at `key`, reported with `code` where there is none; no_ref where the key is missing.
Ref find_ref(class RecordFields& fields, std::string_view key, const IdTable& table, Code code);

/// "there are: a, b, c" (the first few), for ids that are not near any.
Words known_ids(const IdTable& table, const char* file);

}  // namespace mulu
