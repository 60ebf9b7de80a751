// SPDX-License-Identifier: Apache-2.0
// The content model in the forms of other tools, made from the one table of keys (model/schema): a JSON Schema, the collections of a web editor, a table to
// read. A closet of commands; all are pure functions.
#pragma once

#include <string>
#include <vector>

#include "model/catalogue.hpp"

namespace mulu {

/// A word that a key takes, and what it stands for.
struct SchemaChoice {
    std::string id, name;
};

/// What a site adds to the model; of no site, all is empty and anything goes.
struct SchemaSite {
    std::string name;
    std::vector<SchemaChoice> units, categories, topics, duties;
    std::vector<std::string> genres;
    std::vector<SiteField> fields;
    std::string index_pattern;
};

/// What `catalogue` adds.
SchemaSite schema_of(const Catalogue& catalogue);

/// JSON Schema (draft 2020-12) of an item's front matter, with the Chinese names of all keys. Only what a tool that reads YAML 1.2 makes of it is asked for: a
/// number may stand for a text, true for yes, and nothing for a key that isn't required.
std::string json_schema(const SchemaSite& site, Language language);

/// config.yml of Sveltia CMS and Decap CMS: collections for items, standing pages and reports.
std::string cms_config(const SchemaSite& site, Language language);

/// A table of all keys of items, pages and reports.
std::string schema_table(const SchemaSite& site, Language language);

}  // namespace mulu
