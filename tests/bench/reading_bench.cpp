// SPDX-License-Identifier: Apache-2.0
// What a build does with the bytes of content: UTF-8, source and front matter, Markdown, stock, record cache.
#include <benchmark/benchmark.h>

#include "base/packing.hpp"
#include "base/text.hpp"
#include "bench_site.hpp"
#include "formats/markdown.hpp"
#include "formats/yaml.hpp"
#include "intake/record_cache.hpp"

namespace mulu::bench {
namespace {

void count_bytes(benchmark::State& state, std::size_t bytes) { state.SetBytesProcessed(static_cast<std::int64_t>(bytes)); }
void count_items(benchmark::State& state, std::size_t items) { state.SetItemsProcessed(static_cast<std::int64_t>(items)); }

void utf8_of_chinese(benchmark::State& state) {
    const std::string text = make_body(1, static_cast<std::size_t>(state.range(0)));
    std::size_t bytes = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(first_invalid_utf8(text));
        bytes += text.size();
    }
    count_bytes(state, bytes);
}
BENCHMARK(utf8_of_chinese)->Arg(500)->Arg(5000)->Arg(500000);

void utf8_of_ascii(benchmark::State& state) {
    const std::string text(static_cast<std::size_t>(state.range(0)), 'a');
    std::size_t bytes = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(first_invalid_utf8(text));
        bytes += text.size();
    }
    count_bytes(state, bytes);
}
BENCHMARK(utf8_of_ascii)->Arg(5000);

/// The bytes of a file to its two parts.
void source_and_parts(benchmark::State& state) {
    const BenchSite& site = BenchSite::of(static_cast<std::size_t>(item_count()));
    std::size_t at = 0, bytes = 0;
    for (auto _ : state) {
        const std::string& text = site.texts[at++ % site.texts.size()];
        Diagnostics diagnostics;
        const auto source = Source::make("a.md", text, diagnostics);
        benchmark::DoNotOptimize(split_front_matter(*source, diagnostics));
        bytes += text.size();
    }
    count_bytes(state, bytes);
    count_items(state, at);
}
BENCHMARK(source_and_parts);

/// The same, and the tree of its front matter; by the reader of our own (0) and by yaml-cpp (1).
void source_and_front_matter(benchmark::State& state) {
    const BenchSite& site = BenchSite::of(static_cast<std::size_t>(item_count()));
    YamlLimits limits;
    limits.reader = state.range(0) == 0 ? YamlReader::quick : YamlReader::library;
    std::size_t at = 0;
    for (auto _ : state) {
        Diagnostics diagnostics;
        const auto source = Source::make("a.md", site.texts[at++ % site.texts.size()], diagnostics);
        const auto parts = split_front_matter(*source, diagnostics);
        benchmark::DoNotOptimize(parse_yaml(*source, parts->yaml, parts->yaml_line, diagnostics, limits));
    }
    count_items(state, at);
}
BENCHMARK(source_and_front_matter)->Arg(0)->Arg(1)->ArgName("library");

void markdown_outline(benchmark::State& state) {
    const std::string body = make_body(1, static_cast<std::size_t>(state.range(0)));
    start_markdown();
    std::size_t bytes = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(outline_body(body));
        bytes += body.size();
    }
    count_bytes(state, bytes);
}
BENCHMARK(markdown_outline)->Arg(500)->Arg(5000)->Arg(50000);

void markdown_html(benchmark::State& state) {
    const std::string body = make_body(1, static_cast<std::size_t>(state.range(0)));
    const LinkResolver resolve = [](const BodyLink& link) { return ResolvedLink{link.target, {}, true}; };
    start_markdown();
    std::size_t bytes = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(body_html(body, resolve));
        bytes += body.size();
    }
    count_bytes(state, bytes);
}
BENCHMARK(markdown_html)->Arg(500)->Arg(5000)->Arg(50000);

/// What a build does with the stock where nothing changed: every digest is recalled and compared.
void stock_compare(benchmark::State& state) {
    const BenchSite& site = BenchSite::of(static_cast<std::size_t>(state.range(0)));
    const std::string remembered = site.stock->pack();
    Stock stock = *site.stock;
    for (auto _ : state) {
        for (StockFile& file : stock.files) file.digest.reset();
        stock.recall(remembered, site.disk.clock());
        if (!stock.equals(remembered)) state.SkipWithError("the stock is another");
    }
    count_items(state, static_cast<std::size_t>(state.iterations()) * stock.files.size());
}
BENCHMARK(stock_compare)->Arg(item_count())->Unit(benchmark::kMillisecond);

void stock_pack(benchmark::State& state) {
    const BenchSite& site = BenchSite::of(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(site.stock->pack());
    count_items(state, static_cast<std::size_t>(state.iterations()) * site.stock->files.size());
}
BENCHMARK(stock_pack)->Arg(item_count())->Unit(benchmark::kMillisecond);

/// The tables of a record cache's parts, and every record in them.
void record_cache_unpack(benchmark::State& state) {
    const BenchSite& site = BenchSite::of(static_cast<std::size_t>(state.range(0)));
    std::size_t records = 0;
    for (auto _ : state) {
        Diagnostics reported;
        for (const auto& part : site.intake.records) {
            const RecordCache cache = RecordCache::unpack(*part, Unpacker(*part).digest());
            for (std::size_t i = 0; i < cache.size(); ++i) benchmark::DoNotOptimize(unpack_record(cache.at(i).bytes, cache.at(i).path, reported));
            records += cache.size();
        }
    }
    count_items(state, records);
}
BENCHMARK(record_cache_unpack)->Arg(item_count())->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mulu::bench
