// SPDX-License-Identifier: Apache-2.0
#include "intake/report_reader.hpp"

#include "base/disk.hpp"
#include "intake/attachments.hpp"
#include "intake/fields.hpp"
#include "intake/privacy_rules.hpp"
#include "intake/register_reader.hpp"
#include "intake/wording_rules.hpp"

namespace mulu {
std::optional<Report> read_report(const Source& source, const ItemReading& reading, std::vector<ItemReference>& items, Arena& texts, Diagnostics& diagnostics) {
    const auto year = year_of_file(source.path(), diagnostics);
    const auto parts = split_front_matter(source, diagnostics);
    if (!year || !parts) return std::nullopt;
    const auto node = parse_yaml(source, parts->yaml, parts->yaml_line, diagnostics);
    if (!node) return std::nullopt;
    RecordFields fields(*node, record::report, diagnostics);
    Report report;
    report.path = source.path();
    report.year = *year;
    report.at = node->at;
    if (const auto written = fields.number("year", 1949, 9999); written && *written != *year) {
        diagnostics.add(Code::E607, fields.at("year"), {std::to_string(*written), std::to_string(*year)});
    }
    // reports/UNIT/YEAR.md: the folder names the unit; the field may repeat it.
    const std::string folder = folder_of(source.path());
    std::string unit = folder == "content/reports" ? "" : folder.substr(std::string("content/reports/").size());
    if (const std::string written = fields.id("unit"); !written.empty()) unit = written;
    if (!unit.empty()) {
        report.unit = reading.ids.units.find(unit);
        if (report.unit == no_ref) {
            diagnostics.add(Code::E206, fields.at("unit"), {unit, nearest_words(unit, reading.ids.units.ids, known_ids(reading.ids.units, "units.yml"))});
        }
    }
    report.title = fields.text("title");
    report.published = fields.moment("published");
    report.corrections = read_corrections(fields);
    report.form = fields.text("form");
    if (report.form.empty()) {
        const Form* form = reading.catalogue.default_form(report.year);
        if (form != nullptr) report.form = form->id;
    } else if (reading.catalogue.find_form(report.form) == nullptr) {
        std::string known;
        for (const Form& form : reading.catalogue.forms) known += (known.empty() ? "" : ", ") + form.id;
        diagnostics.add(Code::E605, fields.at("form"), {report.form, known});
        report.form.clear();
    }
    report.body_digest = digest_of(parts->body);
    PrivacyCheck privacy(source, diagnostics);
    privacy.value(fields.node("title"), title_words());
    privacy.value(fields.node("corrections"), Words("“更正”", "“corrections”"));
    privacy.body(parts->body);
    FileCollector files(source.path(), reading.content, reading.catalogue.settings, diagnostics);
    const BodyOutline outline = outline_body(parts->body);
    check_body_wording(parts->body, source, parts->body_line, report.published, diagnostics);
    for (ItemReference& item : check_body(outline, source, parts->body_line, files, texts, diagnostics)) items.push_back(std::move(item));
    if (report.form.empty() || (!unit.empty() && report.unit == no_ref)) return std::nullopt;
    return report;
}

}  // namespace mulu
