// SPDX-License-Identifier: Apache-2.0
// mulu schema: the content model as a table, as JSON Schema or as the collections of a web editor; with the site's own words where there is a site.
#include <iostream>

#include "base/parallel.hpp"
#include "commands/content_schema.hpp"
#include "commands/reading.hpp"

namespace mulu {

Exit run_schema(const Options& options, Disk& disk) {
    Console console(style_of(options), std::cout, std::cerr);
    SchemaSite site;
    Language language = options.language.value_or(Language::zh);
    if (disk.kind(join_path(options.root, "content/site.yml")) == FileKind::file) {
        const unsigned workers = worker_count(options.jobs);
        auto stock = take_stock(options, disk, workers);
        if (!stock) {
            console.failure(stock.failure());
            return Exit::machine;
        }
        auto read = read_site(options, disk, *stock, {}, workers, console);
        console.finish();
        if (!read) {
            console.failure(read.failure());
            return Exit::machine;
        }
        if (!(*read)->intake.settings_sound || !(*read)->intake.clock_sound) {
            report(options, disk, **read);
            return Exit::usage;
        }
        site = schema_of((*read)->intake.catalogue);
        if (!options.language) language = (*read)->intake.catalogue.settings.words();
    }
    console.result(options.json_schema ? json_schema(site, language) : options.cms ? cms_config(site, language) : schema_table(site, language));
    return Exit::well;
}

}  // namespace mulu
