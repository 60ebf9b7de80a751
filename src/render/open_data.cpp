// SPDX-License-Identifier: Apache-2.0
#include "render/open_data.hpp"

#include <utility>

#include "base/text.hpp"
#include "model/address.hpp"
#include "model/schema.hpp"

namespace mulu {
namespace {

/// A public field of an item: its key and its values; a field that is a list keeps being one, even with one value.
struct DataField {
    std::string key;
    std::vector<std::string> values;
    bool list = false;
};

std::vector<DataField> data_fields(const Making& making, const Item& item) {
    const Catalogue& catalogue = making.catalogue();
    std::vector<DataField> fields;
    const auto text = [&](const char* key, std::string_view value) {
        fields.push_back({key, {}, false});
        if (!value.empty()) fields.back().values.emplace_back(value);
    };
    const auto date = [&](const char* key, const std::optional<Date>& value) { text(key, value ? print_date(*value) : std::string()); };
    const auto list = [&](const char* key, std::vector<std::string> values) { fields.push_back({key, std::move(values), true}); };
    const auto references = [&](const char* key, const std::vector<ItemReference>& items) {
        std::vector<std::string> indexes;
        for (const ItemReference& reference : items) {
            if (reference.item != no_ref) indexes.emplace_back(reference.index);  // what isn't public isn't named
        }
        list(key, std::move(indexes));
    };
    text("index", item.index);
    text("title", item.title);
    text("url", absolute(making, item.address));
    text("doc_no", item.doc_no);
    text("unit", catalogue.units[item.unit].id);
    std::vector<std::string> joint;
    for (const auto& [ref, name] : item.joint_units) joint.push_back(ref == no_ref ? name : catalogue.units[ref].id);
    list("joint_units", std::move(joint));
    text("category", catalogue.categories[item.category].id);
    std::vector<std::string> topics;
    for (const Ref topic : item.topics) topics.push_back(catalogue.topics[topic].id);
    list("topics", std::move(topics));
    text("genre", item.genre);
    text("normative", item.normative == Normative::none ? "" : item.normative == Normative::rule ? "rule" : "normative");
    date("created", item.created);
    date("approved", item.approved);
    text("published", print_moment(item.published));
    text("expires", item.expires ? print_moment(*item.expires) : std::string());
    date("effective", item.effective);
    date("valid_until", item.valid_until);
    text("validity", std::string(vocabulary::validity.terms[static_cast<std::size_t>(item.validity)].en));
    date("repealed", item.repealed);
    references("supersedes", item.supersedes);
    references("amends", item.amends);
    references("interprets", item.interprets);
    list("keywords", {item.keywords.begin(), item.keywords.end()});
    text("summary", item.summary);
    text("access", std::string(vocabulary::access.terms[static_cast<std::size_t>(item.access)].en));
    list("channels", {item.channels.begin(), item.channels.end()});
    text("audience", item.audience);
    text("basis", item.basis);
    text("duty", item.duty == no_ref ? "" : catalogue.duties[item.duty].id);
    text("source", item.source);
    std::vector<std::string> files;
    if (item.access == Access::proactive) {
        for (const ItemFile& file : item.files) {
            if (file.listed) files.push_back(absolute(making, files_folder(item.address) + "/" + file.published));
        }
    }
    list("attachments", std::move(files));
    references("related", item.related);
    std::vector<std::string> corrections;
    for (const Correction& correction : item.corrections) corrections.push_back(print_date(correction.on) + " " + correction.note);
    list("corrections", std::move(corrections));
    for (const SiteField& own : making.settings().fields) {
        std::string value;
        for (const auto& [key, each] : item.fields) {
            if (key == own.key) value = each;
        }
        text(own.key.c_str(), value);
    }
    return fields;
}

template <class Do>
void each_item(const Making& making, int year, const Do& act) {
    const Section& all = making.site.indexes.all;
    const YearSlice& slice = *all.find_year(year);
    for (std::uint32_t i = slice.begin; i < slice.end; ++i) act(making.catalogue().items[all.items[i]]);
}

/// Writes `"key":"value"` pairs and lists of objects with the commas in place.
class JsonWriter {
public:
    std::string text;
    void open(char bracket) { comma(); text += bracket; first_ = true; }
    void close(char bracket) { text += bracket; first_ = false; }
    void key(std::string_view name) { comma(); append_json(text, name); text += ':'; first_ = true; }
    void value(std::string_view each) { comma(); append_json(text, each); }
    void pair(std::string_view name, std::string_view each) { key(name); value(each); }

private:
    void comma() {
        if (!first_) text += ',';
        first_ = false;
    }
    bool first_ = true;
};

}  // namespace

std::string make_items_csv(const Making& making, int year) {
    std::string csv = "\xEF\xBB\xBF";
    bool head = true;
    each_item(making, year, [&](const Item& item) {
        const auto fields = data_fields(making, item);
        if (std::exchange(head, false)) {
            for (std::size_t i = 0; i < fields.size(); ++i) csv += (i == 0 ? "" : ",") + fields[i].key;
            csv += "\r\n";
        }
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (i != 0) csv += ',';
            std::string joined;
            for (const std::string& value : fields[i].values) joined += (joined.empty() ? "" : ";") + value;
            append_csv(csv, joined);
        }
        csv += "\r\n";
    });
    return csv;
}

std::string make_items_json(const Making& making, int year) {
    JsonWriter json;
    json.open('{');
    json.pair("site", making.settings().name);
    json.pair("year", std::to_string(year));
    json.key("items");
    json.open('[');
    each_item(making, year, [&](const Item& item) {
        json.open('{');
        for (const DataField& field : data_fields(making, item)) {
            if (field.values.empty()) continue;
            json.key(field.key);
            if (!field.list) {
                json.value(field.values.front());
                continue;
            }
            json.open('[');
            for (const std::string& value : field.values) json.value(value);
            json.close(']');
        }
        json.close('}');
    });
    json.close(']');
    json.close('}');
    return json.text + "\n";
}

std::string make_vocabularies(const Making& making, const Plan& plan) {
    const Catalogue& catalogue = making.catalogue();
    JsonWriter json;
    json.open('{');
    json.pair("site", making.settings().name);
    json.pair("organ", making.settings().organ);
    json.pair("url", making.settings().base_url);
    json.pair("language", making.settings().language);
    json.key("categories");
    json.open('[');
    for (const Category& category : catalogue.categories) {
        json.open('{');
        json.pair("id", category.id);
        json.pair("name", category.name);
        if (!category.code.empty()) json.pair("code", category.code);
        if (category.parent != no_ref) json.pair("parent", catalogue.categories[category.parent].id);
        json.close('}');
    }
    json.close(']');
    json.key("units");
    json.open('[');
    for (const Unit& unit : catalogue.units) {
        json.open('{');
        json.pair("id", unit.id);
        json.pair("name", unit.name);
        json.pair("kind", unit.kind == UnitKind::government ? "government" : "department");
        if (!unit.code.empty()) json.pair("code", unit.code);
        if (unit.parent != no_ref) json.pair("parent", catalogue.units[unit.parent].id);
        if (unit.since) json.pair("since", print_date(*unit.since));
        if (unit.until) json.pair("until", print_date(*unit.until));
        if (unit.successor != no_ref) json.pair("successor", catalogue.units[unit.successor].id);
        json.close('}');
    }
    json.close(']');
    json.key("topics");
    json.open('[');
    for (const Topic& topic : catalogue.topics) {
        json.open('{');
        json.pair("id", topic.id);
        json.pair("name", topic.name);
        json.close('}');
    }
    json.close(']');
    json.key("files");
    json.open('[');
    for (const Page& page : plan.pages) {
        if (page.kind != PageKind::items_csv && page.kind != PageKind::items_json) continue;
        json.open('{');
        json.pair("url", absolute(making, page.address));
        json.pair("year", std::to_string(page.year));
        json.pair("format", page.kind == PageKind::items_csv ? "csv" : "json");
        json.close('}');
    }
    json.close(']');
    json.close('}');
    return json.text + "\n";
}

}  // namespace mulu
