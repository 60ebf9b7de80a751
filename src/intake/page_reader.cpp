// SPDX-License-Identifier: Apache-2.0
#include "intake/page_reader.hpp"

#include "base/disk.hpp"
#include "intake/attachments.hpp"
#include "intake/fields.hpp"
#include "intake/privacy_rules.hpp"
#include "intake/wording_rules.hpp"

namespace mulu {

std::optional<StandingPage> read_page(const Source& source, const ItemReading& reading, std::vector<ItemReference>& items, Arena& texts, Diagnostics& diagnostics) {
    const std::string_view file = name_of(source.path());
    StandingPage page;
    page.path = source.path();
    page.name = std::string(file.substr(0, file.size() - 3));
    page.at = {source.path(), 0, 0, 0};
    if (!is_id(page.name)) {
        diagnostics.add(Code::E107, page.at, {page.name});
        return std::nullopt;
    }
    if (is_reserved_page_name(page.name)) {
        diagnostics.add(Code::E117, page.at, {page.name});
        return std::nullopt;
    }
    const auto parts = split_front_matter(source, diagnostics);
    if (!parts) return std::nullopt;
    const auto node = parse_yaml(source, parts->yaml, parts->yaml_line, diagnostics);
    if (!node) return std::nullopt;
    RecordFields fields(*node, record::page, diagnostics);
    page.title = fields.text("title");
    page.order = fields.number("order", -1000, 1000).value_or(0);
    // `nav` is a name of its own in the navigation, or yes/no; without it the page is there under its title.
    page.nav = fields.text("nav");
    if (!fields.has("nav") || page.nav == "yes" || page.nav == "true" || page.nav == "是") page.nav = page.title;
    else if (page.nav == "no" || page.nav == "false" || page.nav == "否") page.nav.clear();
    FileCollector files(source.path(), reading.content, reading.catalogue.settings, diagnostics);
    page.body_digest = digest_of(parts->body);
    const BodyOutline outline = outline_body(parts->body);
    for (ItemReference& item : check_body(outline, source, parts->body_line, files, texts, diagnostics)) items.push_back(std::move(item));
    check_body_wording(parts->body, source, parts->body_line, diagnostics);
    if (is_left_empty(outline)) diagnostics.add(Code::W809, source.place_at(parts->body_line, 1, 1));
    PrivacyCheck privacy(source, diagnostics);
    privacy.value(fields.node("title"), title_words());
    privacy.value(fields.node("nav"), Words("“nav”"));
    privacy.body(parts->body);
    std::vector<ItemFile> found = files.take();
    bool sound = true;
    check_files(found, files.places(), privacy, reading.attachments, sound);
    page.files = std::move(found);
    if (page.title.empty()) return std::nullopt;
    return page;
}

}  // namespace mulu
