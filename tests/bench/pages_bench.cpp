// SPDX-License-Identifier: Apache-2.0
// What a build does with a catalogue: indexes, plan, fingerprints, pages.
#include <benchmark/benchmark.h>

#include "bench_site.hpp"

namespace mulu::bench {
namespace {

void count_items(benchmark::State& state, std::size_t items) { state.SetItemsProcessed(static_cast<std::int64_t>(items)); }

void indexes(benchmark::State& state) {
    const BenchSite& site = BenchSite::of(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(make_indexes(site.intake.catalogue));
    count_items(state, static_cast<std::size_t>(state.iterations()) * site.intake.catalogue.items.size());
}
BENCHMARK(indexes)->Arg(item_count())->Unit(benchmark::kMillisecond);

void plan(benchmark::State& state) {
    const BenchSite& site = BenchSite::of(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(make_plan(*site.site));
    count_items(state, static_cast<std::size_t>(state.iterations()) * site.plan.pages.size());
}
BENCHMARK(plan)->Arg(item_count())->Unit(benchmark::kMillisecond);

/// What pages share: digests of rows, names, and the items around each item.
void fingerprints_prepare(benchmark::State& state) {
    BenchSite& site = BenchSite::of(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) site.renderer->prepare_fingerprints(digest_of("bench"), 1);
    count_items(state, static_cast<std::size_t>(state.iterations()) * site.intake.catalogue.items.size());
}
BENCHMARK(fingerprints_prepare)->Arg(item_count())->Unit(benchmark::kMillisecond);

/// One of each page, those that are digests of their views among them.
void fingerprints_of_pages(benchmark::State& state) {
    BenchSite& site = BenchSite::of(static_cast<std::size_t>(state.range(0)));
    site.renderer->prepare_fingerprints(digest_of("bench"), 1);
    for (auto _ : state) {
        for (const Page& page : site.plan.pages) benchmark::DoNotOptimize(site.renderer->fingerprint(page, site.plan));
    }
    count_items(state, static_cast<std::size_t>(state.iterations()) * site.plan.pages.size());
}
BENCHMARK(fingerprints_of_pages)->Arg(item_count())->Unit(benchmark::kMillisecond);

/// One page after another of a kind.
void render_pages(benchmark::State& state, PageKind kind) {
    const BenchSite& site = BenchSite::of(static_cast<std::size_t>(state.range(0)));
    const std::vector<std::size_t> pages = site.pages_of(kind);
    std::size_t at = 0, bytes = 0;
    for (auto _ : state) {
        const auto page = site.renderer->render(site.plan.pages[pages[at++ % pages.size()]], site.plan, 0);
        if (!page) {
            state.SkipWithError("a page cannot be made");
            break;
        }
        bytes += page->size();
    }
    count_items(state, at);
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK_CAPTURE(render_pages, item, PageKind::item)->Arg(item_count());
BENCHMARK_CAPTURE(render_pages, list, PageKind::list)->Arg(item_count());
BENCHMARK_CAPTURE(render_pages, section, PageKind::section)->Arg(item_count());
BENCHMARK_CAPTURE(render_pages, feed, PageKind::feed)->Arg(item_count());

}  // namespace
}  // namespace mulu::bench
