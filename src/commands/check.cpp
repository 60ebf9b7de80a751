// SPDX-License-Identifier: Apache-2.0
// mulu check: reads everything, says everything that is wrong, writes nothing.
#include <iostream>

#include "base/parallel.hpp"
#include "commands/reading.hpp"

namespace mulu {

Exit run_check(const Options& options, Disk& disk) {
    Console console(style_of(options), std::cout, std::cerr);
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
    report(options, disk, **read);
    return (*read)->stop.value_or(Exit::well);
}

}  // namespace mulu
