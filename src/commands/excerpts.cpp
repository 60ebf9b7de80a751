// SPDX-License-Identifier: Apache-2.0
#include "commands/excerpts.hpp"

#include <algorithm>
#include <iterator>

#include "base/packing.hpp"
#include "base/parallel.hpp"

namespace mulu {
namespace {

const std::string installed_prefix = "installed/";  // of the names under which take_stock() has the installed folders

/// Content is the site's own: where the installed files are there may be a site as well, but not this one.
bool is_content(std::string_view path) { return path.starts_with("content/"); }

/// A file that is read for its lines.
struct Text {
    std::optional<std::string> text;
    bool is_certain = false;  ///< it is, or is missing, as the stock has it
};

Text read_text(const Disk& disk, const std::string& folder, const std::string& path, const std::string& name_in_stock, const Stock& stock) {
    auto bytes = disk.read(join_path(folder, path));
    const std::size_t at = stock.find(name_in_stock);
    if (!bytes) return {std::nullopt, at == Stock::npos && stock.covers(name_in_stock)};
    const bool is_certain = at != Stock::npos && stock.files[at].digest && *stock.files[at].digest == digest_of(*bytes);
    return {readable(std::move(*bytes)), is_certain};
}

}  // namespace

const Excerpts::File* Excerpts::file_at(std::string_view path) const {
    const auto found = std::lower_bound(files_.begin(), files_.end(), path, [](const File& file, std::string_view each) { return file.path < each; });
    return found != files_.end() && found->path == path ? &*found : nullptr;
}

const std::optional<Excerpt>* Excerpts::find(const Place& at) const {
    const File* file = file_at(at.path);
    if (file == nullptr) return nullptr;
    const Spot spot = at.spot();
    const auto found = std::lower_bound(file->entries.begin(), file->entries.end(), spot, [](const Entry& entry, const Spot& each) { return entry.at < each; });
    return found != file->entries.end() && found->at == spot ? &found->excerpt : nullptr;
}

void Excerpts::take_over(Excerpts&& earlier, const std::vector<std::string>& changed) {
    const auto is_changed = [&](const std::string& path) { return std::binary_search(changed.begin(), changed.end(), path); };
    // What is shown of a path may be the installed file's.
    std::erase_if(earlier.files_, [&](const File& file) { return !changed.empty() && (is_changed(file.path) || is_changed(installed_prefix + file.path)); });
    std::vector<File> both;
    std::set_union(std::make_move_iterator(files_.begin()), std::make_move_iterator(files_.end()), std::make_move_iterator(earlier.files_.begin()),
                   std::make_move_iterator(earlier.files_.end()), std::back_inserter(both), [](const File& a, const File& b) { return a.path < b.path; });
    files_ = std::move(both);
}

void Excerpts::complete(const Diagnostics& findings, const Levels& levels, const Disk& disk, const Folders& folders, const Stock& stock, unsigned workers) {
    std::vector<const Place*> places;
    for (const Diagnostic* each : shown_of(findings.in_order(), levels)) {
        if (each->at.line > 0) places.push_back(&each->at);
        for (const Note& note : each->notes) {
            if (note.at.line > 0) places.push_back(&note.at);
        }
    }
    const auto before = [](const Place* a, const Place* b) { return *a < *b; };
    if (!std::is_sorted(places.begin(), places.end(), before)) std::sort(places.begin(), places.end(), before);
    places.erase(std::unique(places.begin(), places.end(), [](const Place* a, const Place* b) { return *a == *b; }), places.end());
    std::vector<std::size_t> begins;  // of each file's places
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (i == 0 || places[i]->path != places[i - 1]->path) begins.push_back(i);
    }
    std::vector<File> complete(begins.size());
    for_each_index(begins.size(), workers, [&](std::size_t n, unsigned) {
        const std::size_t end = n + 1 < begins.size() ? begins[n + 1] : places.size();
        File& file = complete[n];
        file.path = places[begins[n]]->path;
        file.entries.reserve(end - begins[n]);
        std::optional<Text> own, installed;
        for (std::size_t i = begins[n]; i < end; ++i) {
            const Place& at = *places[i];
            if (const auto* known = find(at)) {
                file.entries.push_back({at.spot(), *known});
                continue;
            }
            if (!own) own = read_text(disk, folders.root, file.path, file.path, stock);
            auto line = own->text ? shown_line(*own->text, at.line) : std::nullopt;
            bool is_certain = own->is_certain;
            if (!line && folders.installed != folders.root && !is_content(file.path)) {
                if (!installed) installed = read_text(disk, folders.installed, file.path, installed_prefix + file.path, stock);
                if (installed->text) line = shown_line(*installed->text, at.line);
                is_certain = is_certain && installed->is_certain;
            }
            if (is_certain) file.entries.push_back({at.spot(), line ? std::optional(excerpt_of(*line, at)) : std::nullopt});
        }
    });
    std::erase_if(complete, [](const File& file) { return file.entries.empty(); });
    files_ = std::move(complete);
}

void Excerpts::pack(Packer& to) const {
    to.number(files_.size());
    for (const File& file : files_) {
        to.text(file.path);
        to.number(file.entries.size());
        for (const Entry& entry : file.entries) {
            to.number(entry.at.line);
            to.number(entry.at.column);
            to.number(entry.at.length);
            to.flag(entry.excerpt.has_value());
            if (!entry.excerpt) continue;
            to.text(entry.excerpt->text);
            to.number(entry.excerpt->mark_begin);
            to.number(entry.excerpt->mark_width);
        }
    }
}

Excerpts Excerpts::unpack(Unpacker& from) {
    Excerpts excerpts;
    excerpts.files_.resize(from.count());
    for (File& file : excerpts.files_) {
        file.path = from.text();
        file.entries.resize(from.count());
        for (Entry& entry : file.entries) {
            entry.at.line = static_cast<std::uint32_t>(from.number());
            entry.at.column = static_cast<std::uint32_t>(from.number());
            entry.at.length = static_cast<std::uint32_t>(from.number());
            if (!from.flag()) continue;
            Excerpt& excerpt = entry.excerpt.emplace();
            excerpt.text = from.text();
            excerpt.mark_begin = static_cast<std::uint32_t>(from.number());
            excerpt.mark_width = static_cast<std::uint32_t>(from.number());
        }
    }
    return excerpts;
}

}  // namespace mulu
