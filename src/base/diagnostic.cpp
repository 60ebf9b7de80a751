// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostic.hpp"

#include <algorithm>
#include <compare>
#include <tuple>

#include "base/packing.hpp"

namespace mulu {
namespace {

constexpr Level default_level(std::string_view name) {
    return name.front() == 'E' ? Level::error : name.front() == 'H' ? Level::held : Level::warning;
}

constexpr std::array<CodeWords, code_count> make_table() {
    std::array<CodeWords, code_count> table{};
#define MULU_CODE(code, headline_zh, headline_en, label_zh, label_en, help_zh, help_en) \
    table[static_cast<std::size_t>(Code::code)] = {#code, default_level(#code), headline_zh, headline_en, label_zh, label_en, help_zh, help_en};
#include "base/codes.def"
#undef MULU_CODE
    return table;
}

constexpr std::array<CodeWords, code_count> table = make_table();
static_assert(std::none_of(table.begin(), table.end(), [](const CodeWords& words) { return words.name.empty(); }), "a code of code.hpp has no words in codes.def");

std::strong_ordering compare(const Words& a, const Words& b) { return std::tie(a.zh, a.en) <=> std::tie(b.zh, b.en); }

std::strong_ordering compare(const Note& a, const Note& b) {
    if (const auto order = a.at <=> b.at; order != 0) return order;
    return compare(a.words, b.words);
}

template <class T>
std::strong_ordering compare(const std::vector<T>& a, const std::vector<T>& b) {
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        if (const auto order = compare(a[i], b[i]); order != 0) return order;
    }
    return a.size() <=> b.size();
}

std::strong_ordering compare(const Diagnostic& a, const Diagnostic& b) {
    if (const auto order = std::tie(a.at.path, a.at.line, a.at.column, a.code) <=> std::tie(b.at.path, b.at.line, b.at.column, b.code); order != 0)
        return order;
    if (const auto order = compare(a.args, b.args); order != 0) return order;
    if (const auto order = a.at.length <=> b.at.length; order != 0) return order;
    return compare(a.notes, b.notes);
}

}  // namespace

const CodeWords& words_of(Code code) { return table[static_cast<std::size_t>(code)]; }

std::optional<Code> find_code(std::string_view name) {
    for (std::size_t i = 0; i < code_count; ++i) {
        if (table[i].name == name) return static_cast<Code>(i);
    }
    return std::nullopt;
}

std::string fill_words(std::string_view pattern, const std::vector<Words>& args, Language language) {
    std::string filled;
    filled.reserve(pattern.size() + 32);
    std::size_t at = 0;
    while (at < pattern.size()) {
        const std::size_t brace = pattern.find('{', at);
        if (brace == std::string_view::npos) break;
        filled.append(pattern, at, brace - at);
        at = brace;
        const bool is_slot = brace + 2 < pattern.size() && pattern[brace + 1] >= '0' && pattern[brace + 1] <= '9' && pattern[brace + 2] == '}';
        if (is_slot) {
            // A slot without an argument stays as it is: a visible fault is found, a gap isn't.
            const auto number = static_cast<std::size_t>(pattern[brace + 1] - '0');
            if (number < args.size())
                filled += args[number].in(language);
            else
                filled.append(pattern, brace, 3);
            at += 3;
        } else {
            filled += '{';
            ++at;
        }
    }
    filled.append(pattern, at, std::string_view::npos);
    return filled;
}

Levels::Levels() {
    levels_.reserve(code_count);
    for (const CodeWords& words : table) levels_.push_back(words.level);
}

Level Levels::of(Code code) const { return levels_[static_cast<std::size_t>(code)]; }

void Levels::set(Code code, Level level) { levels_[static_cast<std::size_t>(code)] = level; }

void Diagnostics::merge(Diagnostics&& other) {
    if (all_.empty()) {
        all_ = std::move(other.all_);
    } else {
        all_.insert(all_.end(), std::make_move_iterator(other.all_.begin()), std::make_move_iterator(other.all_.end()));
    }
    other.all_.clear();
}

std::size_t Diagnostics::count(Level level, const Levels& levels) const {
    return static_cast<std::size_t>(std::count_if(all_.begin(), all_.end(), [&](const Diagnostic& d) { return levels.of(d.code) == level; }));
}

std::vector<const Diagnostic*> Diagnostics::in_order() const {
    std::vector<const Diagnostic*> result(all_.size());
    std::transform(all_.begin(), all_.end(), result.begin(), [](const Diagnostic& each) { return &each; });
    const auto before = [](const Diagnostic* a, const Diagnostic* b) { return compare(*a, *b) < 0; };
    if (!std::is_sorted(result.begin(), result.end(), before)) std::sort(result.begin(), result.end(), before);
    result.erase(std::unique(result.begin(), result.end(), [](const Diagnostic* a, const Diagnostic* b) { return compare(*a, *b) == 0; }), result.end());
    return result;
}

std::vector<Diagnostic> Diagnostics::sorted() const {
    std::vector<Diagnostic> result;
    for (const Diagnostic* each : in_order()) result.push_back(*each);
    return result;
}

void Diagnostics::sort() {
    std::stable_sort(all_.begin(), all_.end(), [](const Diagnostic& a, const Diagnostic& b) { return compare(a, b) < 0; });
}

namespace {

void pack_place(Packer& to, const Place& place) {
    to.text(place.path);
    to.number(place.line);
    to.number(place.column);
    to.number(place.length);
}

Place unpack_place(Unpacker& from) {
    Place place;
    place.path = from.text();
    place.line = static_cast<std::uint32_t>(from.number());
    place.column = static_cast<std::uint32_t>(from.number());
    place.length = static_cast<std::uint32_t>(from.number());
    return place;
}

void pack_words(Packer& to, const Words& words) {
    to.text(words.zh);
    to.text(words.en);
}

Words unpack_words(Unpacker& from) {
    Words words;
    words.zh = from.text();
    words.en = from.text();
    return words;
}

}  // namespace

void pack(Packer& to, const Diagnostics& diagnostics) {
    to.number(diagnostics.all().size());
    for (const Diagnostic& diagnostic : diagnostics.all()) {
        to.number(static_cast<std::uint64_t>(diagnostic.code));
        pack_place(to, diagnostic.at);
        to.number(diagnostic.args.size());
        for (const Words& words : diagnostic.args) pack_words(to, words);
        to.number(diagnostic.notes.size());
        for (const Note& note : diagnostic.notes) {
            pack_words(to, note.words);
            pack_place(to, note.at);
        }
    }
}

Diagnostics unpack_diagnostics(Unpacker& from) {
    Diagnostics diagnostics;
    for (std::size_t left = from.count(); left > 0; --left) {
        Diagnostic diagnostic;
        const std::uint64_t code = from.number();
        diagnostic.code = static_cast<Code>(code < code_count ? code : 0);
        diagnostic.at = unpack_place(from);
        for (std::size_t args = from.count(); args > 0; --args) diagnostic.args.push_back(unpack_words(from));
        for (std::size_t notes = from.count(); notes > 0; --notes) {
            Note note;
            note.words = unpack_words(from);
            note.at = unpack_place(from);
            diagnostic.notes.push_back(std::move(note));
        }
        diagnostics.add(std::move(diagnostic));
    }
    return diagnostics;
}

}  // namespace mulu
