// SPDX-License-Identifier: Apache-2.0
// Diagnostics: what is wrong with content, as data. Nothing here prints; commands/console does.
//
// Each code stands once in base/code.hpp, and its words in Chinese and English in base/codes.def. Threads
// collect into Diagnostics of their own, which are merged; sorted() makes the order independent of threads.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/code.hpp"

namespace mulu {

class Packer;
class Unpacker;

enum class Language { zh, en };

/// The same words in both languages of the diagnostics. A plain text is the same in both.
struct Words {
    std::string zh;
    std::string en;
    Words() = default;
    Words(std::string both) : zh(both), en(std::move(both)) {}
    Words(std::string_view both) : Words(std::string(both)) {}
    Words(const char* both) : Words(std::string(both)) {}
    Words(std::string chinese, std::string english) : zh(std::move(chinese)), en(std::move(english)) {}
    const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
};

/// off: not said; warning: said; held: the record is kept from the public; error: the record is malformed.
enum class Level { off, warning, held, error };

/// A place in a file that is known from elsewhere: line and column count from 1, column and length in characters. Line 0: the file as a whole.
struct Spot {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::uint32_t length = 0;
    auto operator<=>(const Spot&) const = default;
};

/// A place in a file.
struct Place {
    std::string path;  ///< relative to the site's root
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::uint32_t length = 0;
    Place() = default;
    Place(std::string file, std::uint32_t at_line, std::uint32_t at_column, std::uint32_t characters)
        : path(std::move(file)), line(at_line), column(at_column), length(characters) {}
    Place(std::string file, Spot spot) : Place(std::move(file), spot.line, spot.column, spot.length) {}
    Spot spot() const { return {line, column, length}; }
    auto operator<=>(const Place&) const = default;
};

/// A second place that belongs to a diagnostic, with the words that say why.
struct Note {
    Words words;
    Place at;
};

struct Diagnostic {
    Code code{};
    Place at;
    std::vector<Words> args;  ///< {0}, {1} … of the code's words
    std::vector<Note> notes;
};

/// Words of a code: headline, label under the caret, and how to mend it (the last two may be empty).
struct CodeWords {
    std::string_view name;  ///< "E203"
    Level level = Level::error;
    std::string_view headline_zh, headline_en, label_zh, label_en, help_zh, help_en;
};

/// Words and default level of `code`.
const CodeWords& words_of(Code code);

/// The code named `name` ("E203"), if there is one.
std::optional<Code> find_code(std::string_view name);

/// `pattern` with {0}, {1} … replaced by the args' words in `language`.
std::string fill_words(std::string_view pattern, const std::vector<Words>& args, Language language);

/// Levels that site.yml: checks sets in place of the default ones.
class Levels {
public:
    Levels();
    Level of(Code code) const;
    void set(Code code, Level level);

private:
    std::vector<Level> levels_;
};

/// A growing collection of diagnostics. Not for use by several threads at once; merge() joins those of threads.
class Diagnostics {
public:
    void add(Diagnostic diagnostic) { all_.push_back(std::move(diagnostic)); }
    void add(Code code, Place at, std::vector<Words> args = {}, std::vector<Note> notes = {}) {
        all_.push_back({code, std::move(at), std::move(args), std::move(notes)});
    }
    void add_all(const Diagnostics& other) { all_.insert(all_.end(), other.all_.begin(), other.all_.end()); }
    void merge(Diagnostics&& other);
    bool empty() const { return all_.empty(); }
    const std::vector<Diagnostic>& all() const { return all_; }
    /// How many are of `level` under `levels`.
    std::size_t count(Level level, const Levels& levels) const;
    /// By path, line, column, code, then words: the same whatever the threads did; exact repetitions are dropped.
    std::vector<Diagnostic> sorted() const;
    /// The same without a copy; they live as long as this stays as it is. Takes next to nothing after sort().
    std::vector<const Diagnostic*> in_order() const;
    /// Puts them into that order; exact repetitions stay.
    void sort();

private:
    std::vector<Diagnostic> all_;
};

/// What is remembered of diagnostics between builds of one program.
void pack(Packer& to, const Diagnostics& diagnostics);
Diagnostics unpack_diagnostics(Unpacker& from);

}  // namespace mulu
