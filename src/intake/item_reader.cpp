// SPDX-License-Identifier: Apache-2.0
#include "intake/item_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/skim.hpp"
#include "base/spool.hpp"
#include "base/text.hpp"
#include "formats/encoding.hpp"
#include "intake/attachments.hpp"
#include "intake/fields.hpp"
#include "intake/privacy_rules.hpp"
#include "intake/wording_rules.hpp"
#include "model/characters.hpp"

namespace mulu {
namespace {

/// Characters of a summary that is made from the first paragraph.
constexpr std::size_t summary_length = 120;

std::vector<ItemReference> read_references(RecordFields& fields, std::string_view key, Arena& texts) {
    std::vector<ItemReference> references;
    std::vector<YamlPlace> places;
    const auto indexes = fields.texts(key, &places);
    for (std::size_t i = 0; i < indexes.size(); ++i) references.push_back({texts.keep(indexes[i]), places[i].spot(), no_ref});
    return references;
}

void read_identity(RecordFields& fields, const ItemReading& reading, Arena& texts, ReadItem& read) {
    Item& item = read.item;
    item.title = texts.keep(fields.text("title"));
    item.index = texts.keep(fields.text("index"));
    const YamlPlace index_at = fields.at("index");
    item.at = index_at.spot();
    if (!item.index.empty() && !reading.index_pattern.matches_whole(item.index)) {
        fields.diagnostics().add(Code::E202, index_at, {item.index, reading.catalogue.settings.index_pattern});
    }
    item.doc_no = texts.keep(fields.text("doc_no"));
    item.unit = find_ref(fields, "unit", reading.ids.units, Code::E206);
    item.category = find_ref(fields, "category", reading.ids.categories, Code::E207);
    item.duty = find_ref(fields, "duty", reading.ids.duties, Code::E209);
    for (const std::string& name : fields.texts("joint_units")) {
        const Ref unit = reading.ids.units.find(name);
        item.joint_units.emplace_back(unit, unit == no_ref ? name : reading.catalogue.units[unit].name);
    }
    std::vector<YamlPlace> places;
    const auto topics = fields.texts("topics", &places);
    for (std::size_t i = 0; i < topics.size(); ++i) {
        const Ref topic = reading.ids.topics.find(topics[i]);
        if (topic == no_ref) {
            fields.diagnostics().add(Code::E208, places[i],
                                     {topics[i], nearest_words(topics[i], reading.ids.topics.ids, known_ids(reading.ids.topics, "topics.yml"))});
        } else if (std::find(item.topics.begin(), item.topics.end(), topic) == item.topics.end()) {
            item.topics.push_back(topic);
        }
    }
    item.genre = texts.keep(fields.text("genre"));
    const auto& genres = reading.catalogue.settings.genres;
    if (!item.genre.empty() && !genres.empty() && std::find(genres.begin(), genres.end(), item.genre) == genres.end()) {
        std::string list;
        for (const std::string& genre : genres) list += (list.empty() ? "" : "、") + genre;
        const Words near = nearest_words(item.genre, genres, {});
        fields.diagnostics().add(Code::E205, fields.at("genre"), {item.genre, Words(near.zh + "可以是：" + list, (near.en.empty() ? "one of: " : near.en + " One of: ") + list)});
    }
    if (const auto normative = fields.term("normative")) item.normative = *normative == "rule" ? Normative::rule : Normative::normative;
}

/// Reports `later` where it is before `earlier`.
void check_order(RecordFields& fields, Code code, std::string_view later, std::optional<Date> later_date, std::string_view earlier,
                 std::optional<Date> earlier_date) {
    if (!later_date || !earlier_date || *later_date >= *earlier_date) return;
    fields.diagnostics().add(code, fields.at(later), {fields.name(later), fields.name(earlier), print_date(*later_date), print_date(*earlier_date)});
}

/// Remembers that something was done on `day`, as the text at `at` says.
void note_done(ReadItem& read, Date day, const YamlPlace& at) {
    if (read.done_at.line != 0 && day <= read.done) return;
    read.done = day;
    read.done_at = at.spot();
}

void read_dates(RecordFields& fields, ReadItem& read) {
    Item& item = read.item;
    const auto created = fields.date("created");
    const auto published = fields.moment("published");
    if (created) item.created = *created;
    if (published) item.published = *published;
    item.approved = fields.date("approved");
    if (item.approved) note_done(read, *item.approved, fields.at("approved"));
    item.expires = fields.moment("expires");
    item.effective = fields.date("effective");
    item.valid_until = fields.date("valid_until");
    item.repealed = fields.date("repealed");
    read.published_at = fields.at("published").spot();
    read.created_at = fields.at("created").spot();
    if (published) check_order(fields, Code::W801, "published", published->date(), "created", created);
    if (published) check_order(fields, Code::W801, "published", published->date(), "approved", item.approved);
    check_order(fields, Code::E204, "valid_until", item.valid_until, "effective", item.effective);
    check_order(fields, Code::E204, "repealed", item.repealed, "created", created);
    if (!item.effective) check_order(fields, Code::E204, "valid_until", item.valid_until, "created", created);
    if (item.expires && published && item.expires->date() < published->date()) {
        fields.diagnostics().add(Code::W813, fields.at("expires"), {print_moment(*item.expires)});
    }
    if (const auto validity = fields.term("validity")) {
        read.validity_given = true;
        item.validity = static_cast<Validity>(vocabulary::validity.number(*validity));
    }
}

void read_release(RecordFields& fields, ReadItem& read) {
    if (const auto access = fields.term("access")) read.item.access = static_cast<Access>(vocabulary::access.number(*access));
    read.access_at = fields.at("access").spot();
    read.draft = fields.yes_no("draft").value_or(false);
    read.draft_at = fields.at("draft").spot();
    // The steps before publication come one after the other; those behind it may come back.
    std::array<std::optional<std::pair<Date, YamlPlace>>, 4> taken;
    bool repeated = false;
    for (RecordFields& step : fields.groups("workflow")) {
        const auto name = step.term("step");
        if (name) read.steps |= 1U << vocabulary::steps.number(*name);
        if (const auto on = step.date("on")) {
            note_done(read, *on, step.at("on"));
            if (const std::size_t number = name ? vocabulary::steps.number(*name) : taken.size(); number < taken.size()) {
                repeated = repeated || taken[number];
                taken[number] = std::pair(*on, step.at("on"));
            }
        }
        step.text("by");
        step.text("note");
    }
    for (std::size_t i = 1, before = 0; i < taken.size() && !repeated; ++i) {
        if (!taken[i]) continue;
        if (taken[before] && taken[i]->first < taken[before]->first) {
            const Term &later = vocabulary::steps.terms[i], &earlier = vocabulary::steps.terms[before];
            fields.diagnostics().add(Code::W801, taken[i]->second,
                                     {Words(std::string(later.zh), std::string(later.en)), Words(std::string(earlier.zh), std::string(earlier.en)), print_date(taken[i]->first), print_date(taken[before]->first)});
            break;
        }
        before = i;
    }
    read.workflow_at = fields.at("workflow").spot();
    if (auto review = fields.group("review")) {
        if (const auto result = review->term("result")) {
            read.review = *result == "withhold" ? ReviewResult::withhold : *result == "partial" ? ReviewResult::partial : ReviewResult::release;
        }
        review->text("by");
        if (const auto on = review->date("on")) note_done(read, *on, review->at("on"));
    }
    read.review_at = fields.at("review").spot();
    for (RecordFields& allow : fields.groups("allow")) {
        const std::string name = allow.text("code");
        const std::string reason = allow.text("reason");
        if (name.empty()) continue;
        const auto code = find_code(name);
        if (!code) {
            fields.diagnostics().add(Code::E113, allow.at("code"), {name});
        } else if (words_of(*code).level != Level::warning && !is_personal_code(*code)) {
            fields.diagnostics().add(Code::E212, allow.at("code"), {name});
        } else if (reason.empty()) {
            fields.diagnostics().add(Code::E211, allow.at("code"), {name});
        } else {
            read.exemptions.push_back({*code, reason, allow.at("code").spot()});
        }
    }
}

void read_history(RecordFields& fields, Arena& texts, ReadItem& read) {
    Item& item = read.item;
    item.corrections = read_corrections(fields);
    for (const Correction& correction : item.corrections) note_done(read, correction.on, fields.at("corrections"));
    if (auto withdrawal = fields.group("withdrawn")) {
        item.withdrawn = withdrawal->date("on");
        item.withdrawal_reason = texts.keep(withdrawal->text("reason"));
        if (const auto title = withdrawal->term("title")) item.withdrawn_title_shown = *title == "show";
    }
    std::vector<YamlPlace> places;
    item.aliases = fields.texts("aliases", &places);
    for (const YamlPlace& place : places) read.aliases.push_back(place.spot());
}

std::vector<std::string> own_keys(const Settings& settings) {
    std::vector<std::string> keys;
    for (const SiteField& field : settings.fields) {
        keys.push_back(field.key);
        keys.push_back(field.name);
    }
    return keys;
}

void read_own_fields(const YamlNode& node, const Settings& settings, Item& item, Diagnostics& diagnostics) {
    for (const SiteField& field : settings.fields) {
        const YamlEntry* by_key = node.find(field.key);
        const YamlEntry* by_name = node.find(field.name);
        if (by_key != nullptr && by_name != nullptr) {
            diagnostics.add(Code::E102, by_name->key_at, {field.key, field.name}, {{Words("先在这里写过", "first given here"), by_key->key_at}});
        }
        const YamlEntry* entry = by_key != nullptr ? by_key : by_name;
        if (entry == nullptr || entry->value.kind == YamlNode::Kind::null) continue;
        if (entry->value.kind != YamlNode::Kind::scalar) {
            report_kind(entry->value, {"文字", "a text"}, {"写成 " + entry->key + ": 内容", "write it as " + entry->key + ": value"}, diagnostics);
        } else if (const auto value = trim(entry->value.text); !value.empty()) {
            for (const Finding& finding : judge_characters(entry->value.text)) diagnostics.add(finding.code, entry->value.at, finding.args);
            item.fields.emplace_back(field.key, std::string(value));
        }
    }
}

/// Reports the private-use characters of a body, the first of each line.
void report_private_use(const Source& source, std::uint32_t body_line, Diagnostics& diagnostics) {
    constexpr std::size_t most = 20;
    const std::string_view text = source.text();
    std::uint32_t last_line = 0;
    std::size_t reports = 0;
    // U+E000 to U+F8FF, and planes 15 and 16; what this holds of is private but for a few of plane 12 to 14.
    const auto may_begin = [](const Neighbours& p) { return (p[0] == 0xEE) | ((p[0] == 0xEF) & (p[1] < 0xA4)) | (p[0] >= 0xF3); };
    for (std::size_t at = source.line_begin(body_line); reports < most; ++at) {
        at = skim<1>(text, at, may_begin);
        if (at == std::string_view::npos) break;
        std::size_t end = at;
        const char32_t character = next_character(text, end);
        if (!is_private_use(character)) continue;
        Place place = source.place(at);
        if (std::exchange(last_line, place.line) == place.line) continue;
        ++reports;
        diagnostics.add(Code::W004, std::move(place), {name_of(character)});
    }
}

/// Personal data and secrecy marks in what pages show of the record, but for its body and files.
void check_texts(const RecordFields& fields, const YamlNode& node, const Settings& settings, PrivacyCheck& privacy) {
    for (const char* key : {"title", "doc_no", "genre", "keywords", "summary", "audience", "basis", "source", "attachments", "corrections", "withdrawn"}) {
        privacy.value(fields.node(key), [&] {
            const Words name = fields.name(key);
            const std::string_view key_text = key;
            return key_text == "title" ? title_words() : key_text == "withdrawn" ? reason_words() : Words("“" + name.zh + "”", "“" + name.en + "”");
        });
    }
    for (const SiteField& field : settings.fields) {
        const YamlEntry* entry = node.find(field.key);
        if (entry == nullptr) entry = node.find(field.name);
        if (entry != nullptr) privacy.value(&entry->value, [&] { return Words("“" + field.name + "”", "“" + field.key + "”"); });
    }
}

}  // namespace

std::vector<Digest> check_files(const std::vector<ItemFile>& files, const std::vector<Place>& places, PrivacyCheck& privacy, AttachmentChecker& attachments, bool& sound) {
    std::vector<Digest> digests(files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (!files[i].listed && is_picture(files[i].source)) continue;
        const auto digest = attachments.report_on(files[i].source)->digest;
        if (digest) digests[i] = *digest;
        else sound = false;
        const auto same = [&](const ItemFile& other) { return other.source == files[i].source; };
        if (std::none_of(files.begin(), files.begin() + static_cast<std::ptrdiff_t>(i), same)) privacy.file(files[i], places[i], attachments);
    }
    return digests;
}

std::vector<Correction> read_corrections(RecordFields& fields) {
    std::vector<Correction> corrections;
    for (RecordFields& correction : fields.groups("corrections")) {
        const auto on = correction.date("on");
        std::string note = correction.text("note");
        if (on && !note.empty()) corrections.push_back({*on, std::move(note)});
    }
    return corrections;
}

std::vector<ItemReference> check_body(const BodyOutline& outline, const Source& source, std::uint32_t body_line, FileCollector& files,
                                      Arena& texts, Diagnostics& diagnostics) {
    const auto place = [&](std::uint32_t line, std::uint32_t column, std::uint32_t length) {
        return source.place_at(body_line + line - 1, column, length);
    };
    for (const BodyRemark& remark : outline.remarks) diagnostics.add(remark.code, place(remark.line, remark.column, remark.length), remark.args);
    report_private_use(source, body_line, diagnostics);
    for (const Finding& finding : judge_characters(source.text().substr(source.line_begin(body_line)))) {
        diagnostics.add(finding.code, place(finding.line, finding.column, finding.length), finding.args);
    }
    std::vector<ItemReference> items;
    for (const BodyLink& link : outline.links) {
        const Place at = place(link.line, link.column, link.length);
        const TargetKind kind = kind_of_target(link.target);
        if (link.kind == BodyLink::Kind::image) {
            if (kind == TargetKind::web || link.target.starts_with("//")) diagnostics.add(Code::E403, at, {link.target});
            else if (kind == TargetKind::file) files.body_file(link.target, at);
            else diagnostics.add(Code::E402, at, {link.target});
            continue;
        }
        switch (kind) {
            case TargetKind::refused: diagnostics.add(Code::E402, at, {link.target}); break;
            case TargetKind::item: items.push_back({texts.keep(percent_decode(std::string_view(link.target).substr(5))), at.spot(), no_ref}); break;
            case TargetKind::file: files.body_file(link.target.substr(0, link.target.find('#')), at); break;
            case TargetKind::fragment: {
                const std::string anchor = percent_decode(std::string_view(link.target).substr(1));
                if (anchor.empty() || std::find(outline.anchors.begin(), outline.anchors.end(), anchor) != outline.anchors.end()) break;
                diagnostics.add(Code::E410, at, {anchor, nearest_words(anchor, outline.anchors, {"标题的锚点依次是 s-1、s-1-1、s-2 …",
                                                                                                "headings have the anchors s-1, s-1-1, s-2 …"})});
                break;
            }
            case TargetKind::empty:
            case TargetKind::web:
            case TargetKind::mail: break;
        }
    }
    return items;
}

bool is_left_empty(const BodyOutline& outline) {
    return outline.empty && std::none_of(outline.remarks.begin(), outline.remarks.end(), [](const BodyRemark& remark) { return remark.code == Code::E409; });
}

std::unique_ptr<ReadItem> read_item(const Source& source, const ItemReading& reading, Arena& texts, Diagnostics& diagnostics) {
    const bool with_body = source.path().ends_with(".md");
    FrontMatter parts;
    if (with_body) {
        const auto split = split_front_matter(source, diagnostics);
        if (!split) return nullptr;
        parts = *split;
    } else {
        parts.yaml = source.text();
    }
    const auto node = parse_yaml(source, parts.yaml, parts.yaml_line, diagnostics);
    if (!node) return nullptr;
    const Settings& settings = reading.catalogue.settings;
    RecordFields fields(*node, record::item, diagnostics, own_keys(settings));

    auto record = std::make_unique<ReadItem>();
    ReadItem& read = *record;
    Item& item = read.item;
    item.path = texts.keep(source.path());
    read.record = node->at.spot();
    read_identity(fields, reading, texts, read);
    read_dates(fields, read);
    read_release(fields, read);
    read_history(fields, texts, read);
    if (node->kind == YamlNode::Kind::mapping) read_own_fields(*node, settings, item, diagnostics);
    read.unit_at = fields.at("unit").spot();
    item.supersedes = read_references(fields, "supersedes", texts);
    item.amends = read_references(fields, "amends", texts);
    item.interprets = read_references(fields, "interprets", texts);
    item.related = read_references(fields, "related", texts);
    for (const std::string& keyword : fields.texts("keywords")) item.keywords.push_back(texts.keep(keyword));
    item.summary = texts.keep(fields.text("summary"));
    check_fields(fields, item, settings, diagnostics);
    for (const std::string& channel : fields.terms("channels")) item.channels.push_back(texts.keep(channel));
    if (!fields.has("channels")) item.channels = {"website"};
    item.audience = texts.keep(fields.text("audience"));
    item.basis = texts.keep(fields.text("basis"));
    item.source = texts.keep(fields.text("source"));

    PrivacyCheck privacy(source, diagnostics);
    if (item.access != Access::withheld && node->kind == YamlNode::Kind::mapping) check_texts(fields, *node, settings, privacy);
    FileCollector files(source.path(), reading.content, settings, diagnostics);
    if (const YamlNode* attachments = fields.node("attachments")) files.attachments(*attachments);
    const auto take_files = [&] {
        read.files_as_written = files.as_written();
        std::vector<ItemFile> found = files.take();
        if (item.access == Access::proactive) read.file_digests = check_files(found, files.places(), privacy, reading.attachments, read.files_as_written);
        item.files = std::move(found);
    };
    if (with_body) {
        BodyDraft draft;
        const bool drafting = reading.drafts != nullptr && item.access == Access::proactive;
        const BodyOutline outline = outline_body(parts.body, {}, drafting ? &draft : nullptr);
        item.has_body = !outline.empty;
        item.body_digest = digest_of(parts.body);
        if (draft && item.has_body) reading.drafts->keep(item.body_digest, *draft);
        if (item.access == Access::proactive) privacy.body(parts.body);
        item.body_items = check_body(outline, source, parts.body_line, files, texts, diagnostics);
        take_files();
        if (item.summary.empty() && item.access == Access::proactive) item.summary = texts.keep(summarise(outline.first_paragraph, summary_length));
        check_body_wording(parts.body, source, parts.body_line, item, fields.at("created"), diagnostics);
        if (is_left_empty(outline) && item.access == Access::proactive && !item.withdrawn) diagnostics.add(Code::W809, source.place_at(parts.body_line, 1, 1));
    }
    if (!with_body) take_files();
    if (!with_body && item.files.empty() && item.access == Access::proactive && !item.withdrawn) diagnostics.add(Code::E411, node->at);

    if (item.title.empty() || item.index.empty() || item.unit == no_ref || item.category == no_ref || !fields.sound()) return nullptr;
    return record;
}

}  // namespace mulu
