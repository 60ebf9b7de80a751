// SPDX-License-Identifier: Apache-2.0
// Console: everything that mulu says to a person, in the words and the form of design/commands.md.
//
// Results go to standard output; diagnostics, progress and failures to standard error. The rendering of diagnostics is
// a pure function of what is wrong and of the lines that are shown; it knows neither files nor terminals. The language
// is the site's, never that of the machine's locale. phase() and progress() may be called from any thread, the rest
// from one.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/disk.hpp"
#include "base/result.hpp"

namespace mulu {

/// How to speak. `terminal`: standard error is one, so a line may be updated. `quiet`: only errors and what is held back.
struct ConsoleStyle {
    Language language = Language::zh;
    bool colour = false;
    bool quiet = false;
    bool terminal = false;
};

/// `style` with terminal and colour as standard error and the environment (NO_COLOR, TERM) have them.
ConsoleStyle detect_terminal(ConsoleStyle style);

/// Text of line `line` (from 1) of the file `path`, without its end; nothing if it cannot be had. It need not be UTF-8.
using LineText = std::function<std::optional<std::string>(const std::string& path, std::uint32_t line)>;

/// The part of a line that is shown, and where the mark lies in it, in columns.
struct Excerpt {
    std::string text;
    std::uint32_t mark_begin = 0;
    std::uint32_t mark_width = 1;
};

/// What is shown of `line` to point at `at`.
Excerpt excerpt_of(std::string_view line, const Place& at);

/// What is shown of the line of a place that has one; nothing if it cannot be had.
using ExcerptAt = std::function<std::optional<Excerpt>(const Place& at)>;
/// The same, of the lines of `line_text`.
ExcerptAt excerpts_of(LineText line_text);

/// The lines of the files below `root`, counted as Source counts them. The files read last are kept.
LineText read_lines(const Disk& disk, std::string root);

/// Line `line` of `bytes`, where LF, CRLF and CR end lines and a byte order mark is no text.
std::optional<std::string> line_of(std::string_view bytes, std::uint32_t line);

/// Bytes that are no UTF-8 as their author sees them, where that is certain; else as they are.
std::string readable(std::string bytes);
/// Line `line` of a readable text. Of one that is damaged there is what can be read: marks in place of the rest tell nobody anything.
std::optional<std::string> shown_line(std::string_view text, std::uint32_t line);

/// `text` as one line that a terminal shows as it is: control characters, marks of direction and malformed bytes show as U+FFFD.
std::string printable(std::string_view text);
/// The words `pattern` of a code with what `diagnostic` puts in, in the same way, and not longer than anybody would read.
std::string printable_words(std::string_view pattern, const Diagnostic& diagnostic, Language language);

/// All diagnostics in the form of design/commands.md, grouped by file; what is `off` under `levels` is left out, and the
/// same code is shown five times a file and then counted. Control characters and malformed bytes show as U+FFFD.
std::string render_diagnostics(const Diagnostics& diagnostics, const Levels& levels, const ConsoleStyle& style, const ExcerptAt& excerpt_at);
/// Those of `sorted` (of which none is there twice) that are shown one by one to somebody who wants to hear everything.
std::vector<const Diagnostic*> shown_of(const std::vector<const Diagnostic*>& sorted, const Levels& levels);

/// One line: how many items were checked, and what was found.
std::string render_summary(const Diagnostics& diagnostics, const Levels& levels, Language language, std::size_t items);

/// Where to read more about the gravest of what was found; nothing where nothing is said.
std::optional<Words> hint_of(const Diagnostics& diagnostics, const Levels& levels);

/// What the machine refused, in one line.
std::string render_failure(const Failure& failure, Language language);

/// The progress line: the phase, how many are done, how fast, and how long it will take. `all` 0: the number isn't known.
std::string render_progress(const Words& phase, std::size_t done, std::size_t all, double seconds, Language language);

/// 1240 → 1,240.
std::string print_count(std::size_t number);

class Console {
public:
    /// REQUIRES: both streams outlive it.
    Console(ConsoleStyle style, std::ostream& output, std::ostream& error);
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    Language language() const { return style_.language; }
    /// Speaks `language` from here on: the site's, once its settings are known.
    void speak(Language language) { style_.language = language; }

    /// Prints all diagnostics.
    void diagnostics(const Diagnostics& diagnostics, const Levels& levels, const ExcerptAt& excerpt_at);
    /// Prints the summary; not if quiet and there is neither an error nor anything held back.
    void summary(const Diagnostics& diagnostics, const Levels& levels, std::size_t items);
    /// Begins a phase: a plain line, or on a terminal the line that progress() updates.
    void phase(Words name);
    /// Says that `done` of `all` steps of the phase are done. Cheap enough for every step.
    void progress(std::size_t done, std::size_t all);
    /// Ends the last phase.
    void finish();
    /// A result, to standard output, as it is.
    void result(std::string_view text);
    /// A remark, to standard error; not if quiet.
    void remark(const Words& words);
    void failure(const Failure& failure);

private:
    using Clock = std::chrono::steady_clock;  // measures only how long things take; what time it is, base/date says

    void clear_line();

    ConsoleStyle style_;
    std::ostream& output_;
    std::ostream& error_;
    std::mutex mutex_;
    Words phase_;
    bool has_line_ = false;
    Clock::time_point phase_begin_{}, last_shown_{};
};

}  // namespace mulu
