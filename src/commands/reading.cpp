// SPDX-License-Identifier: Apache-2.0
#include "commands/reading.hpp"

#include <algorithm>
#include <iostream>

#include "base/parallel.hpp"
#include "formats/source.hpp"
#include "tally/frozen.hpp"

namespace mulu {

ConsoleStyle style_of(const Options& options) {
    ConsoleStyle style;
    style.language = options.language.value_or(Language::zh);
    style.quiet = options.quiet;
    return detect_terminal(style);
}

Places paths_of(const Options& options) {
    Places paths;
    paths.output = options.output.value_or(join_path(options.root, "site"));
    while (paths.output.size() > 1 && paths.output.back() == '/') paths.output.pop_back();
    const std::string parent = folder_of(paths.output);
    paths.aside = join_path(parent.empty() ? (paths.output.starts_with('/') ? "/" : ".") : parent, ".mulu/" + std::string(name_of(paths.output)));
    paths.state = options.state.value_or(paths.aside);
    while (paths.state.size() > 1 && paths.state.back() == '/') paths.state.pop_back();
    return paths;
}

std::string records_section(std::size_t part) { return "records." + std::to_string(part); }

std::vector<std::string_view> recall_records(State& state, unsigned workers) {
    std::vector<std::string_view> parts;
    if (!state.is_loaded()) return parts;
    std::vector<std::string> names(record_parts);
    for (std::size_t part = 0; part < record_parts; ++part) names[part] = records_section(part);
    state.read_ahead(names, workers);
    for (const std::string& name : names) {
        const auto bytes = state.section(name);
        if (!bytes) return {};
        parts.push_back(*bytes);
    }
    return parts;
}

Result<Stock> take_stock(const Options& options, const Disk& disk, unsigned workers) {
    std::vector<StockFolder> folders = {{"content", join_path(options.root, "content")}};
    for (const char* data : {"layouts", "assets", "forms"}) folders.push_back({data, join_path(options.root, data)});
    if (options.installed != options.root) {
        for (const char* data : {"layouts", "assets", "forms"}) folders.push_back({"installed/" + std::string(data), join_path(options.installed, data)});
    }
    // The site's own calendars are content.
    folders.push_back({options.installed == options.root ? "calendar" : "installed/calendar", join_path(options.installed, "calendar")});
    return Stock::take(disk, std::move(folders), workers);
}

namespace {

/// Where layouts, assets and forms are looked for, the site's own first.
DataFolders data_folders(const Options& options) {
    return options.root == options.installed ? DataFolders{options.root} : DataFolders{options.root, options.installed};
}

}  // namespace

Result<std::unique_ptr<ReadSite>> read_records(const Options& options, const Disk& disk, Stock& stock, const Remembering& remembering, unsigned workers,
                                               Console& console) {
    auto read = std::make_unique<ReadSite>();
    const DataFolders folders = data_folders(options);
    auto forms = data_files(disk, folders, "forms");
    if (!forms) return forms.failure();
    auto calendars = data_files(disk, {options.installed}, "calendar");
    if (!calendars) return calendars.failure();

    IntakeOptions intake;
    intake.root = options.root;
    for (const auto& [name, path] : *forms) {
        if (name.ends_with(".yml")) intake.form_files.emplace_back("forms/" + name, path);
    }
    for (const auto& [name, path] : *calendars) {
        if (name.ends_with(".yml")) intake.calendar_files.emplace_back("calendar/" + name, path);
    }
    intake.now = options.now;
    intake.source_date_epoch = options.source_date_epoch;
    intake.workers = workers;
    intake.program = remembering.program;
    intake.records = remembering.records;
    intake.keep_records = remembering.keep_records;
    intake.stand_ins = remembering.stand_ins;
    intake.drafts = remembering.drafts;
    intake.progress = [&](std::size_t done, std::size_t all) { console.progress(done, all); };
    console.phase({"读取目录", "reading"});
    auto taken = take_in(disk, intake, stock, read->diagnostics);
    if (!taken) return taken.failure();
    read->intake = std::move(*taken);
    if (!read->intake.settings_sound || !read->intake.clock_sound) {
        read->stop = Exit::usage;
        return read;
    }
    if (!options.language) console.speak(read->intake.catalogue.settings.words());
    Catalogue& catalogue = read->intake.catalogue;
    read->indexes = make_indexes(catalogue, workers);
    count_registered(catalogue, read->indexes);
    judge_frozen(catalogue, read->indexes, read->diagnostics);
    judge_reports(catalogue, read->indexes, read->diagnostics, [&](const Report& report) -> std::optional<NarrativeText> {
        // What is wrong with the file itself intake has said already.
        Diagnostics said;
        auto bytes = disk.read(join_path(options.root, report.path));
        if (!bytes) return std::nullopt;
        const auto source = Source::make(report.path, std::move(*bytes), said);
        const auto parts = source ? split_front_matter(*source, said) : std::nullopt;
        if (!parts) return std::nullopt;
        return NarrativeText{std::string(parts->body), static_cast<std::uint32_t>(parts->body_line)};
    });
    return read;
}

RecordsRead read_for_report(const Options& options, const Disk& disk, Console& console) {
    const unsigned workers = worker_count(options.jobs);
    auto stock = take_stock(options, disk, workers);
    if (!stock) {
        console.failure(stock.failure());
        return {nullptr, Exit::machine, Exit::machine};
    }
    auto read = read_records(options, disk, *stock, {}, workers, console);
    console.finish();
    if (!read) {
        console.failure(read.failure());
        return {nullptr, Exit::machine, Exit::machine};
    }
    if ((*read)->stop) {
        report(options, disk, **read);
        return {nullptr, *(*read)->stop, *(*read)->stop};
    }
    const std::size_t errors = (*read)->diagnostics.count(Level::error, (*read)->intake.catalogue.settings.levels);
    if (errors == 0) return {std::move(*read), Exit::well, Exit::well};
    const std::string count = print_count(errors);
    console.failure({Words("内容里有 " + count + " 个错误，有错的没有算在内；详情见 mulu check",
                           "the content has " + count + (errors == 1 ? " error" : " errors") + "; what is faulty is not counted. See mulu check")
                         .in(console.language()),
                     "", 0});
    return {std::move(*read), Exit::well, Exit::content_errors};
}

Result<std::unique_ptr<ReadSite>> read_site(const Options& options, const Disk& disk, Stock& stock, const Remembering& remembering, unsigned workers,
                                            Console& console) {
    auto records = read_records(options, disk, stock, remembering, workers, console);
    if (!records || (*records)->stop) return records;
    std::unique_ptr<ReadSite> read = std::move(*records);
    Catalogue& catalogue = read->intake.catalogue;
    console.phase({"检查版式和报表", "checking layouts and reports"});
    auto layouts = Layouts::load(disk, data_folders(options), catalogue.settings, workers, read->diagnostics);
    if (!layouts) return layouts.failure();
    read->layouts = std::move(*layouts);
    if (!read->layouts) {
        read->stop = Exit::usage;
        return read;
    }
    read->site.reset(new Site{catalogue, read->indexes});
    auto renderer = Renderer::make(*read->site, *read->layouts, disk, options.root, read->diagnostics, remembering.drafts);
    if (!renderer) return renderer.failure();
    read->renderer = std::move(*renderer);
    const auto stops = [&](const Diagnostic& diagnostic) {
        // What a text that stands in refers to may be gone; everything else about it was sound.
        const bool excused = is_lost_reference(diagnostic.code) && remembering.stand_ins != nullptr && remembering.stand_ins->contains(diagnostic.at.path);
        return catalogue.settings.levels.of(diagnostic.code) == Level::error && !excused;
    };
    const auto& all = read->diagnostics.all();
    if (std::any_of(all.begin(), all.end(), stops)) read->stop = Exit::content_errors;
    return read;
}

LineText lines_of(const Options& options, const Disk& disk) {
    return [own = read_lines(disk, options.root), installed = read_lines(disk, options.installed)](const std::string& path, std::uint32_t line) {
        auto text = own(path, line);
        // Content is the site's own: where the installed files are there may be a site as well, but not this one.
        return text || path.starts_with("content/") ? text : installed(path, line);
    };
}

void find_excerpts(const Options& options, const Disk& disk, const Stock& stock, std::vector<ToldBefore> before, ReadSite& read, unsigned workers) {
    for (ToldBefore& each : before) read.excerpts.take_over(std::move(each.excerpts), stock.changes(each.stock));
    read.diagnostics.sort();
    const Levels& levels = read.intake.catalogue.settings.levels;
    read.excerpts.complete(read.diagnostics, levels, disk, {options.root, options.installed}, stock, workers);
}

void report(const Options& options, const Disk& disk, const Told& told) {
    ConsoleStyle style = style_of(options);
    if (!options.language) style.language = told.language;
    Console console(style, std::cout, std::cerr);
    const ExcerptAt look = excerpts_of(lines_of(options, disk));
    console.diagnostics(told.diagnostics, told.levels, [&](const Place& at) {
        const auto* known = told.excerpts.find(at);
        return known != nullptr ? *known : look(at);
    });
    console.summary(told.diagnostics, told.levels, told.read);
    if (const auto hint = hint_of(told.diagnostics, told.levels)) console.remark(*hint);
}

void report(const Options& options, const Disk& disk, ReadSite& read) {
    const Settings& settings = read.intake.catalogue.settings;
    Told told{settings.language.empty() ? Language::zh : settings.words(), settings.levels, std::move(read.diagnostics), read.intake.read, std::move(read.excerpts)};
    if (read.intake.clock_sound) {
        report(options, disk, told);
    } else {
        ConsoleStyle style = style_of(options);
        if (!options.language) style.language = told.language;
        Console console(style, std::cout, std::cerr);
        console.failure({style.language == Language::zh ? "--now（或 SOURCE_DATE_EPOCH）写法有误，应写成 2026-01-31 或 2026-01-31 08:00+08:00："
                                                        : "--now (or SOURCE_DATE_EPOCH) cannot be read; write it as 2026-01-31 or 2026-01-31 08:00+08:00:",
                         options.now.value_or(options.source_date_epoch.value_or("")), 0});
    }
    read.diagnostics = std::move(told.diagnostics);
    read.excerpts = std::move(told.excerpts);
}

}  // namespace mulu
