// SPDX-License-Identifier: Apache-2.0
// mulu stats: the statistics of a year or quarter as a table, and what a figure is made of.
#include <unistd.h>

#include <iostream>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "commands/knowing.hpp"
#include "commands/period_figures.hpp"
#include "render/sheet.hpp"

namespace mulu {
namespace {

/// The listing as a workbook of one sheet.
Workbook workbook_of(const FigureTable& listing, const std::string& organ, StatisticsPeriod period) {
    Table table;
    table.caption = listing.title;
    const auto cell = [](const std::string& text, bool number) { return TableCell{text, 1, 1, !number, number, 0}; };
    auto& head = table.head.emplace_back();
    for (const FigureColumn& column : listing.columns) head.push_back(cell(column.heading, column.number));
    for (const auto& row : listing.rows) {
        auto& cells = table.body.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(cell(row[i] == unknown_figure ? "" : row[i], listing.columns[i].number));
    }
    const std::string name = std::to_string(period.year) + (period.quarter == 0 ? "" : "q" + std::to_string(period.quarter));
    return {listing.title, organ, *make_date(period.year, period.quarter == 0 ? 1 : period.quarter * 3 - 2, 1), {{name, std::move(table)}}};
}

}  // namespace

Exit run_stats(const Options& options, Disk& disk) {
    Console console(style_of(options), std::cout, std::cerr);
    if (!options.language) console.speak(site_language(disk, options.root));
    const auto fail = [&](const Failure& failure, Exit exit) {
        console.finish();
        console.failure(failure);
        return exit;
    };
    const auto refuse = [&](const Words& words) { return fail({words.in(console.language()), "", 0}, Exit::usage); };
    const auto period = parse_period(options.period);
    if (!period) return refuse({"“" + options.period + "”不是年份或季度，应写成 2025 或 2025q2", "“" + options.period + "” is neither a year nor a quarter; write 2025 or 2025q2"});
    if (options.table_format == "xlsx" && !options.file && ::isatty(STDOUT_FILENO) != 0) {
        return refuse({"xlsx 不能显示在屏幕上，请加 --output 文件.xlsx", "a workbook cannot be shown on a terminal; add --output FILE.xlsx"});
    }
    const auto known = read_known_site(options, disk, worker_count(options.jobs), console);
    if (!known) return fail(known.failure(), Exit::machine);
    ReadSite& read = *(*known)->read;
    console.finish();
    if (!read.site) {
        report(options, disk, read);
        return read.stop.value_or(Exit::content_errors);
    }
    const Catalogue& catalogue = read.intake.catalogue;
    const auto unit = find_unit(catalogue, options.unit);
    if (!unit) return refuse(words_of_unknown_unit(catalogue, *options.unit));
    const Strings& strings = read.layouts->strings;
    std::optional<FigureTable> listing;
    if (options.explained) {
        std::string near;
        listing = explain_figure(*read.site, strings, *period, *unit, *options.explained, near);
        if (!listing) {
            return refuse({"没有“" + *options.explained + "”这个指标" + (near.empty() ? "，全部指标见 mulu stats " + options.period : "。是不是 " + near + "？"),
                           "there is no figure “" + *options.explained + "”" + (near.empty() ? "; for all of them: mulu stats " + options.period : ". Is it " + near + "?")});
        }
    } else {
        listing = options.by_unit ? list_by_unit(*read.site, strings, *period) : list_figures(*read.site, strings, *period, *unit);
    }
    std::string bytes;
    if (options.table_format == "csv") {
        bytes = figures_csv(*listing);
    } else if (options.table_format == "json") {
        bytes = figures_json(*listing);
    } else if (options.table_format == "xlsx") {
        auto workbook = workbook_bytes(workbook_of(*listing, catalogue.settings.organ, *period));
        if (!workbook) return fail(workbook.failure(), Exit::machine);
        bytes = std::move(*workbook);
    } else {
        bytes = figures_text(*listing);
    }
    if (!options.file) {
        console.result(bytes);
    } else if (const auto written = disk.write(*options.file, bytes); !written) {
        return fail(written.failure(), Exit::machine);
    }
    // The figures are those of what was sound; who passes them on should know that it wasn't all.
    const std::size_t errors = read.diagnostics.count(Level::error, catalogue.settings.levels);
    if (errors == 0) return Exit::well;
    console.failure({Words("内容有 " + std::to_string(errors) + " 个错误，有错的信息没有计入；见 mulu check",
                           "the content has " + std::to_string(errors) + (errors == 1 ? " error" : " errors") + "; what is malformed was not counted: see mulu check").in(console.language()), "", 0});
    return Exit::content_errors;
}

}  // namespace mulu
