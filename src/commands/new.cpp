// SPDX-License-Identifier: Apache-2.0
// mulu new: a correct file for a new item, standing page or annual report, with a comment on every key. Nothing is ever overwritten.
#include <algorithm>
#include <iostream>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "commands/numbering.hpp"
#include "commands/reading.hpp"
#include "formats/source.hpp"
#include "formats/yaml.hpp"
#include "model/address.hpp"
#include "model/field_notes.hpp"

namespace mulu {
namespace {

/// `text` as a YAML value: as it is where that is safe, else in quotes.
std::string yaml_text(std::string_view text) {
    const char first = text.empty() ? ' ' : text.front();
    const bool begins_well = (first >= '0' && first <= '9') || (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || static_cast<unsigned char>(first) >= 0x80;
    const bool is_word = text == "null" || text == "Null" || text == "NULL";
    if (begins_well && !is_word && text.back() != ' ' && text.find_first_of(":#\"'\\[]{},\n\t") == std::string_view::npos) return std::string(text);
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c == '\n' || c == '\t' ? ' ' : c;
    }
    return out + '"';
}

/// A sentence of a report's skeleton, and the figures that its form must have for it.
struct Sentence {
    const char *zh, *en;
    std::vector<std::string> figures;
};

struct Section {
    const char *zh, *en;
    std::vector<Sentence> sentences;
    std::vector<std::string> tables;  ///< that belong here, where the form has them
    bool rest = false;                          ///< all other tables
};

/// The seven parts of Fujian's reports to 2013 (reference: annual-report-2008.md, 1).
const std::vector<Section>& sections_2008() {
    static const std::vector<Section> all = {
        {"一、概述", "1. Overview", {{"", "", {}}}, {}},
        {"二、主动公开政府信息的情况", "2. Information disclosed proactively",
         {{"截至{{year}}年12月31日，主动公开政府信息{{proactive.total}}条，其中政府网站{{proactive.website}}条、政府公报{{proactive.gazette}}条。",
           "By 31 December {{year}}, {{proactive.total}} items had been disclosed: {{proactive.website}} on the website, {{proactive.gazette}} in the gazette.",
           {"proactive.total", "proactive.website", "proactive.gazette"}},
          {"{{#proactive.by_category}}\n- {{name}}：{{count}}条，占{{share}}%\n{{/proactive.by_category}}", "{{#proactive.by_category}}\n- {{name}}: {{count}}, {{share}}%\n{{/proactive.by_category}}", {}}},
         {}},
        {"三、依申请公开政府信息办理情况", "3. Requests",
         {{"全年接听咨询电话{{consultations.phone}}人次，网上咨询{{consultations.online}}人次，现场接待{{consultations.visit}}人次，合计{{consultations.total}}人次。",
           "Consultations: {{consultations.phone}} by telephone, {{consultations.online}} online, {{consultations.visit}} in person, {{consultations.total}} in all.",
           {"consultations.phone", "consultations.online", "consultations.visit", "consultations.total"}},
          {"受理政府信息公开申请{{requests.received}}件，答复{{requests.answered}}件。", "{{requests.received}} requests were received and {{requests.answered}} answered.", {"requests.received", "requests.answered"}}},
         {}},
        {"四、政府信息公开的收费及减免情况", "4. Fees", {{"全年收取费用{{fees.charged}}元，减免{{fees.waived}}元。", "{{fees.charged}} yuan were charged, {{fees.waived}} waived.", {"fees.charged", "fees.waived"}}}, {}},
        {"五、因政府信息公开申请行政复议、提起行政诉讼的情况", "5. Reviews and lawsuits",
         {{"全年因政府信息公开申请行政复议{{reviews.total}}件，提起行政诉讼{{lawsuits.total}}件。", "{{reviews.total}} applications for review, {{lawsuits.total}} lawsuits.", {"reviews.total", "lawsuits.total"}}},
         {}},
        {"六、存在的主要问题及改进情况", "6. Problems and improvements", {{"", "", {}}}, {}},
        {"七、需要说明的事项与附表", "7. Remarks and tables", {}, {}, true},
    };
    return all;
}

/// The six parts of reports for 2014 to 2018 (reference: annual-report-2008.md, [L4]).
const std::vector<Section>& sections_2014() {
    static const std::vector<Section> all = {
        {"一、概述", "1. Overview", {{"", "", {}}}, {}},
        {"二、主动公开政府信息情况", "2. Information disclosed proactively",
         {{"全年主动公开政府信息{{proactive.total}}条。", "{{proactive.total}} items were disclosed in the year.", {"proactive.total"}}}, {}},
        {"三、依申请公开办理和行政复议、诉讼、举报情况", "3. Requests, reviews, lawsuits and complaints",
         {{"收到政府信息公开申请{{requests_2014.req}}件，办结{{requests_2014.done}}件，答复{{answers.ans}}件。",
           "{{requests_2014.req}} requests were received, {{requests_2014.done}} handled and {{answers.ans}} answered.",
           {"requests_2014.req", "requests_2014.done", "answers.ans"}},
          {"因政府信息公开申请行政复议{{reviews.total}}件，提起行政诉讼{{lawsuits.total}}件。", "{{reviews.total}} applications for review, {{lawsuits.total}} lawsuits.", {"reviews.total", "lawsuits.total"}}},
         {}},
        {"四、政府信息公开收费情况", "4. Fees", {{"", "", {}}}, {}},
        {"五、存在的主要问题和改进措施", "5. Problems and improvements", {{"", "", {}}}, {}},
        {"六、相关说明和指标统计表", "6. Remarks and tables", {}, {}, true},
    };
    return all;
}

/// The six parts of the national form from 2019 (国办公开办函〔2021〕30号; reference: annual-report-2021.md, 1).
const std::vector<Section>& sections_2021() {
    static const std::vector<Section> all = {
        {"一、总体情况", "1. Overview",
         {{"### （一）主动公开", "### Disclosure", {}}, {"", "", {}},
          {"### （二）依申请公开", "### Requests", {}},
          {"新收政府信息公开申请{{requests_2021.new_received}}件，上年结转{{requests_2021.carried_in}}件；办结{{requests_2021.total_handled}}件，结转下年度继续办理{{requests_2021.carried_out}}件。",
           "{{requests_2021.new_received}} requests were received and {{requests_2021.carried_in}} carried in; {{requests_2021.total_handled}} were handled and {{requests_2021.carried_out}} carried out.",
           {"requests_2021.new_received", "requests_2021.carried_in", "requests_2021.total_handled", "requests_2021.carried_out"}},
          {"### （三）政府信息管理", "### Management", {}}, {"", "", {}},
          {"### （四）政府信息公开平台建设", "### Platforms", {}}, {"", "", {}},
          {"### （五）监督保障", "### Supervision", {}}, {"", "", {}}},
         {}},
        {"二、主动公开政府信息情况", "2. Information disclosed proactively", {}, {"proactive"}},
        {"三、收到和处理政府信息公开申请情况", "3. Requests received and handled", {}, {"requests"}},
        {"四、政府信息公开行政复议、行政诉讼情况", "4. Reviews and lawsuits", {}, {"litigation"}},
        {"五、存在的主要问题及改进情况", "5. Problems and improvements", {{"", "", {}}}, {}},
        {"六、其他需要报告的事项", "6. Other matters", {{"全年收取信息处理费{{fees.charged}}元。", "{{fees.charged}} yuan were charged for handling information.", {"fees.charged"}}}, {}, true},
    };
    return all;
}

class New {
public:
    New(const Options& options, Disk& disk)
        : options_(options), wish_(options.record), disk_(disk), console_(style(options, disk), std::cout, std::cerr), workers_(worker_count(options.jobs)) {}

    Exit run() {
        if (const auto stopped = read()) return *stopped;
        switch (wish_.kind) {
            case NewRecord::Kind::item: return new_item();
            case NewRecord::Kind::page: return new_page();
            case NewRecord::Kind::report: return new_report();
        }
        return Exit::usage;
    }

private:
    static ConsoleStyle style(const Options& options, const Disk& disk) {
        ConsoleStyle style = style_of(options);
        if (!options.language) style.language = site_language(disk, options.root);
        return style;
    }

    /// What stands in the file is in the site's language, whatever the messages are in.
    bool zh() const { return catalogue().settings.words() == Language::zh; }
    const std::string& say(const Words& words) const { return words.in(console_.language()); }

    Exit refuse(const Words& what, Exit status = Exit::usage) {
        console_.finish();
        console_.failure({say(what), "", 0});
        return status;
    }

    /// Reads the site; what stops it.
    std::optional<Exit> read() {
        auto stock = take_stock(options_, disk_, workers_);
        if (!stock) {
            console_.failure(stock.failure());
            return Exit::machine;
        }
        auto read = read_site(options_, disk_, *stock, {}, workers_, console_);
        console_.finish();
        if (!read) {
            console_.failure(read.failure());
            return Exit::machine;
        }
        read_ = std::move(*read);
        if (read_->intake.settings_sound && read_->intake.clock_sound) return std::nullopt;
        report(options_, disk_, *read_);
        return Exit::usage;
    }

    const Catalogue& catalogue() const { return read_->intake.catalogue; }

    // ---- item

    Exit new_item() {
        const auto& units = catalogue().units;
        const auto& categories = catalogue().categories;
        const Ref unit = find(units, wish_.unit), category = find(categories, wish_.category);
        if (unit == no_ref) return refuse(unknown(units, wish_.unit, {"没有发布机构“{0}”", "there is no unit “{0}”"}));
        if (category == no_ref) return refuse(unknown(categories, wish_.category, {"没有主题分类“{0}”", "there is no category “{0}”"}));
        Date created = catalogue().now.date();
        if (wish_.created) {
            DateFault fault = DateFault::none;
            const auto date = parse_date(*wish_.created, fault);
            if (!date) return refuse({"--created 应写成 2026-01-31 这样的日期", "write --created as 2026-01-31"});
            created = *date;
        }
        if (trim(wish_.title).empty()) return refuse({"--title 要写名称", "--title is empty"});

        const std::vector<NumberedItem> items = all_items();
        std::string index = wish_.index, folder;
        std::string fault;
        const auto pattern = Pattern::compile(catalogue().settings.index_pattern, fault);
        if (index.empty()) {
            const NumberingCodes codes{[&](Ref ref) { return std::string_view(units[ref].code); }, [&](Ref ref) { return std::string_view(categories[ref].code); }};
            const NextIndex next = next_index(items, {unit, category, created.year()}, codes, *pattern);
            if (next.index.empty()) {
                return refuse({next.why.zh + "。请用 --index 写明（本站的规则是 " + catalogue().settings.index_pattern + "）",
                               next.why.en + ": give it with --index (the site's pattern is " + catalogue().settings.index_pattern + ")"});
            }
            index = next.index;
            folder = folder_like(*next.like, created.year());
        } else {
            if (!pattern->matches_whole(index)) {
                return refuse({"索引号“" + index + "”不合本站规则 " + catalogue().settings.index_pattern, "the index number “" + index + "” does not match the site's pattern " + catalogue().settings.index_pattern});
            }
            for (const NumberedItem& item : items) {
                if (item.index == index) return refuse({"索引号“" + index + "”已经用过：" + item.path, "the index number “" + index + "” is taken: " + item.path});
            }
            folder = "content/items/" + std::to_string(created.year());
            const NumberedItem* newest = nullptr;
            for (const NumberedItem& item : items) {
                if (item.unit == unit && item.category == category && (newest == nullptr || item.order > newest->order)) newest = &item;
            }
            if (newest != nullptr) folder = folder_like(*newest, created.year());
        }
        const std::string path = folder + "/" + item_file_name(index) + ".md";

        std::vector<std::pair<std::string, std::string>> copies;  // from, to
        std::string attachments;
        for (const std::string& given : wish_.attachments) {
            const std::string name(name_of(given));
            if (disk_.kind(given) != FileKind::file) return refuse({"没有这个文件：" + given, "there is no such file: " + given});
            const std::string to = folder + "/" + name;
            const auto real = disk_.resolve(given), there = disk_.resolve(join_path(options_.root, to));
            if (!real || !there || *real != *there) {  // it doesn't lie beside the item already
                if (disk_.kind(join_path(options_.root, to)) != FileKind::missing) return refuse({"已经有了 " + to + "，不覆盖", to + " exists already and is not overwritten"}, Exit::refused);
                copies.emplace_back(given, to);
            }
            attachments += (attachments.empty() ? "" : ", ") + yaml_text(name);
        }

        std::string text = "---\n";
        for (const FieldSpec& field : record::item.fields) {
            const std::string_view key = field.key;
            std::string value;
            if (key == "title") value = yaml_text(trim(wish_.title));
            else if (key == "index") value = yaml_text(index);
            else if (key == "unit") value = units[unit].id;
            else if (key == "category") value = categories[category].id;
            else if (key == "created") value = print_date(created);
            else if (key == "published") value = print_date(std::max(created, catalogue().now.date()));
            else if (key == "draft") value = "yes";
            else if (key == "attachments" && !attachments.empty()) value = "[" + attachments + "]";
            text += entry(record::item, field, value);
        }
        for (const SiteField& field : catalogue().settings.fields) text += "# " + field.name + "\n# " + field.key + ":\n";
        text += "---\n\n" + std::string(zh() ? "<!-- 在这里写正文：段与段之间空一行，小标题从 ## 开始。写好后删去这一行。 -->" : "<!-- Write the body here: an empty line between paragraphs, headings from ##. Then delete this line. -->") + "\n";
        for (const auto& [from, to] : copies) {
            const auto bytes = disk_.read(from);
            if (!bytes) return machine(bytes.failure());
            if (auto written = write(to, *bytes); !written) return machine(written.failure());
        }
        return put(path, text);
    }

    /// A key with its note: written where it has a value, else as a comment with an example.
    std::string entry(const RecordSpec& spec, const FieldSpec& field, const std::string& value) const {
        const FieldNote note = note_of(spec, field.key);
        std::string line = "# " + std::string(zh() && !field.zh.empty() ? field.zh : field.key);
        if (field.required) line += zh() ? "（必填）" : " (required)";
        line += (zh() ? "：" : ": ") + note.words.in(catalogue().settings.words()) + "\n";
        if (!value.empty()) return line + std::string(field.key) + ": " + value + "\n";
        return line + "# " + std::string(field.key) + ": " + note.example + "\n";
    }

    template <class Records>
    static Ref find(const Records& records, const std::string& wanted) {
        for (Ref i = 0; i < records.size(); ++i) {
            if (records[i].id == wanted) return i;
        }
        Ref named = no_ref;
        for (Ref i = 0; i < records.size(); ++i) {
            if (records[i].name != wanted) continue;
            if (named != no_ref) return no_ref;  // two of one name: the id must be given
            named = i;
        }
        return named;
    }

    template <class Records>
    static Words unknown(const Records& records, const std::string& wanted, const Words& words) {
        std::vector<std::string> known;
        for (const auto& each : records) known.push_back(each.id);
        for (const auto& each : records) known.push_back(each.name);
        const auto near = nearest(wanted, known);
        return {fill_words(words.zh, {wanted}, Language::zh) + (near ? "，是不是“" + *near + "”？" : ""),
                fill_words(words.en, {wanted}, Language::en) + (near ? "; did you mean “" + *near + "”?" : "")};
    }

    /// The folder that `item` lies in, with the year of the new item where that has its own.
    static std::string folder_like(const NumberedItem& item, int year) {
        const std::string like = folder_of(item.path);
        std::string folder;
        for (const std::string_view part : split(like, '/')) {
            const bool is_year = part == std::to_string(item.created) || part == std::to_string(item.published);
            folder += (folder.empty() ? "" : "/") + (is_year ? std::to_string(year) : std::string(part));
        }
        return folder;
    }

    /// Every item that there is: public and withdrawn ones, and of the rest what their files say.
    std::vector<NumberedItem> all_items() const {
        std::vector<NumberedItem> items;
        const auto add = [&](const Item& item) {
            items.push_back({std::string(item.index), item.unit, item.category, item.created.year(), item.published.date().year(), item.published.seconds, std::string(item.path)});
        };
        for (const Item& item : catalogue().items) add(item);
        for (const Item& item : catalogue().tombstones) add(item);
        std::vector<std::string> others;
        for (const HeldBack& held : catalogue().held_back) {
            if (is_item_record(held.path)) others.push_back(held.path);
        }
        for (const Diagnostic& found : read_->diagnostics.all()) {
            if (is_item_record(found.at.path) && words_of(found.code).level == Level::error) others.push_back(found.at.path);
        }
        std::sort(others.begin(), others.end());
        others.erase(std::unique(others.begin(), others.end()), others.end());
        for (const std::string& path : others) {
            if (auto item = as_written(path)) items.push_back(std::move(*item));
        }
        return items;
    }

    /// What the file of an item that isn't public says of its number.
    std::optional<NumberedItem> as_written(const std::string& path) const {
        Diagnostics ignored;
        auto bytes = disk_.read(join_path(options_.root, path));
        const auto source = bytes ? Source::make(path, std::move(*bytes), ignored) : std::nullopt;
        if (!source) return std::nullopt;
        FrontMatter parts{source->text(), 1, {}, 1};
        if (path.ends_with(".md")) {
            const auto split = split_front_matter(*source, ignored);
            if (!split) return std::nullopt;
            parts = *split;
        }
        const auto node = parse_yaml(*source, parts.yaml, parts.yaml_line, ignored);
        if (!node) return std::nullopt;
        const auto value = [&](std::string_view key) {
            const FieldSpec& field = *record::item.find(key);
            for (const std::string_view name : {field.key, field.zh, field.zh_other}) {
                if (const YamlEntry* found = name.empty() ? nullptr : node->find(name)) return std::string(trim(found->value.text));
            }
            return std::string();
        };
        NumberedItem item;
        item.index = value("index");
        if (item.index.empty()) return std::nullopt;
        item.path = path;
        DateFault fault = DateFault::none;
        const auto created = parse_date(value("created"), fault);
        const auto published = parse_moment(value("published"), fault);
        if (created && published) {
            item.created = created->year();
            item.published = published->date().year();
            item.order = published->seconds;
            const std::string unit = value("unit"), category = value("category");
            for (Ref i = 0; i < catalogue().units.size(); ++i) {
                if (catalogue().units[i].id == unit) item.unit = i;
            }
            for (Ref i = 0; i < catalogue().categories.size(); ++i) {
                if (catalogue().categories[i].id == category) item.category = i;
            }
        }
        return item;
    }

    // ---- page

    Exit new_page() {
        if (!is_id(wish_.name)) return refuse({"页面名“" + wish_.name + "”只能用小写字母、数字和连字符", "the page name “" + wish_.name + "” may have lower-case letters, digits and hyphens only"});
        if (is_reserved_page_name(wish_.name)) return refuse({"“" + wish_.name + "”是保留的页面名，换一个", "“" + wish_.name + "” is a reserved page name: choose another"});
        int order = 0;
        for (const StandingPage& page : catalogue().pages) order = std::max(order, page.order);
        std::string text = "---\n";
        for (const FieldSpec& field : record::page.fields) {
            std::string value;
            if (field.key == "title") value = yaml_text(wish_.title.empty() ? wish_.name : std::string(trim(wish_.title)));
            else if (field.key == "order") value = std::to_string(std::min(order + 1, 1000));
            else if (field.key == "nav") value = zh() ? "no  # 写好以后改成 yes" : "no  # yes, when it is written";
            text += entry(record::page, field, value);
        }
        text += "---\n\n" + std::string(zh() ? "<!-- 在这里写正文。写好后删去这一行。 -->" : "<!-- Write the body here. Then delete this line. -->") + "\n";
        return put("content/pages/" + wish_.name + ".md", text);
    }

    // ---- report

    Exit new_report() {
        Ref unit = no_ref;
        if (!wish_.unit.empty()) {
            unit = find(catalogue().units, wish_.unit);
            if (unit == no_ref) return refuse(unknown(catalogue().units, wish_.unit, {"没有发布机构“{0}”", "there is no unit “{0}”"}));
        }
        const Form* form = nullptr;
        for (const Form& each : catalogue().forms) {
            if (each.from <= wish_.year && (form == nullptr || each.from > form->from)) form = &each;
        }
        if (form == nullptr) return refuse({"没有适用于 " + std::to_string(wish_.year) + " 年的年报格式", "no report form is meant for " + std::to_string(wish_.year)});
        const std::vector<Section>& sections = wish_.year <= 2013 ? sections_2008() : wish_.year <= 2018 ? sections_2014() : sections_2021();

        // Due: departments by 31 January, governments by 31 March of the next year (条例 art. 49). It is held back until then, and never goes public unfinished.
        const bool is_department = unit != no_ref && catalogue().units[unit].kind == UnitKind::department;
        constexpr int days_left = 14;
        const Date due = *make_date(wish_.year + 1, is_department ? 1 : 3, 31);
        const Date published = std::max(due, Date{catalogue().now.date().days + days_left});
        std::string text = "---\n";
        for (const FieldSpec& field : record::report.fields) {
            std::string value;
            if (field.key == "year") value = std::to_string(wish_.year);
            else if (field.key == "unit" && unit != no_ref) value = catalogue().units[unit].id;
            else if (field.key == "form") value = yaml_text(form->id);
            else if (field.key == "published") value = print_date(published);
            text += entry(record::report, field, value);
        }
        text += "---\n\n" + std::string(zh() ? "本报告的统计期限为{{year}}年1月1日至12月31日。" : "This report covers 1 January to 31 December {{year}}.") + "\n";
        std::vector<std::string> placed;
        for (const Section& section : sections) {
            text += "\n## " + std::string(zh() ? section.zh : section.en) + "\n";
            for (const Sentence& sentence : section.sentences) {
                if (!std::all_of(sentence.figures.begin(), sentence.figures.end(), [&](const std::string& figure) { return has_figure(*form, figure); })) continue;
                const std::string words = zh() ? sentence.zh : sentence.en;
                text += "\n" + (words.empty() ? std::string(zh() ? "<!-- 在这里写 -->" : "<!-- write here -->") : words) + "\n";
            }
            for (const FormTable& table : form->tables) {
                const bool belongs = std::any_of(section.tables.begin(), section.tables.end(), [&](const std::string& name) { return table.name == name; });
                const bool is_left = section.rest && std::find(placed.begin(), placed.end(), table.name) == placed.end();
                if (!belongs && !is_left) continue;
                placed.push_back(table.name);
                text += "\n{{{table." + table.name + "}}}\n";
            }
        }
        const std::string folder = unit == no_ref ? "content/reports" : "content/reports/" + catalogue().units[unit].id;
        return put(folder + "/" + std::to_string(wish_.year) + ".md", text);
    }

    static bool has_figure(const Form& form, std::string_view name) {
        return std::any_of(form.indicators.begin(), form.indicators.end(), [&](const Indicator& each) { return each.key == name; }) ||
               std::find(form.keys.begin(), form.keys.end(), name) != form.keys.end();
    }

    // ---- writing

    Exit machine(const Failure& failure) {
        console_.failure(failure);
        return Exit::machine;
    }

    Result<> write(const std::string& path, std::string_view bytes) {
        const std::string place = join_path(options_.root, path);
        if (auto made = disk_.make_folders(folder_of(place)); !made) return made;
        const std::string staged = join_path(folder_of(place), "." + std::string(name_of(place)) + ".mulu-new");
        if (auto written = disk_.write(staged, bytes); !written) {
            (void)disk_.remove_file(staged);
            return written;
        }
        return disk_.rename(staged, place);
    }

    /// Writes the file, says where it is, and what the editor has yet to do.
    Exit put(const std::string& path, const std::string& text) {
        if (disk_.kind(join_path(options_.root, path)) != FileKind::missing) {
            return refuse({"已经有了 " + path + "，不覆盖", path + " exists already and is not overwritten"}, Exit::refused);
        }
        if (auto written = write(path, text); !written) return machine(written.failure());
        console_.result(path + "\n");
        switch (wish_.kind) {
            case NewRecord::Kind::item:
                console_.remark({"已新建，是草稿，不会公开。填好各字段和正文，删去 draft 一行，再运行 mulu check",
                                 "made as a draft, which is held back: fill in keys and body, delete the line draft, and run mulu check"});
                break;
            case NewRecord::Kind::page:
                console_.remark({"已新建。写好正文后把 nav 改成 yes，再运行 mulu check", "made: write its body, set nav to yes, and run mulu check"});
                break;
            case NewRecord::Kind::report:
                console_.remark({"已新建，到发布日期才公开。填好文字、登记数字后运行 mulu check", "made, and held back until its date of publication: fill in the text, register the figures, and run mulu check"});
                break;
        }
        return Exit::well;
    }

    const Options& options_;
    const NewRecord& wish_;
    Disk& disk_;
    Console console_;
    unsigned workers_;
    std::unique_ptr<ReadSite> read_;
};

}  // namespace

Exit run_new(const Options& options, Disk& disk) { return New(options, disk).run(); }

}  // namespace mulu
