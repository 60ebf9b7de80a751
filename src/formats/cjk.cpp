// SPDX-License-Identifier: Apache-2.0
#include "formats/cjk.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <vector>

#include "base/text.hpp"

namespace mulu {
namespace {

bool is_blank(char32_t character) { return character == 0 || is_space(character); }

bool is_ascii_punctuation(char c) { return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~'); }

/// A run of * in a piece of inline text.
struct Run {
    std::size_t begin = 0, end = 0;
    char32_t before = 0, after = 0;          ///< neighbours as cmark sees them
    char32_t far_before = 0, far_after = 0;  ///< neighbours beyond tildes, which GFM looks past
};

/// More runs than this in one paragraph are not tried both ways: nobody writes them, and trying is quadratic.
constexpr std::size_t most_tried_runs = 256;

/// How many delimiters match nothing under CommonMark's algorithm (spec 0.29, "process emphasis").
std::size_t count_unmatched(const std::vector<Run>& runs, const std::vector<Flanks>& sides) {
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    struct Delimiter {
        std::size_t previous, next, length, left;
        Flanks sides;
    };
    std::vector<Delimiter> list;
    list.reserve(runs.size());
    std::size_t unmatched = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const std::size_t length = runs[i].end - runs[i].begin;
        if (!sides[i].open && !sides[i].close) {
            unmatched += length;
            continue;
        }
        const std::size_t at = list.size();
        list.push_back({at == 0 ? none : at - 1, none, length, length, sides[i]});
        if (at > 0) list[at - 1].next = at;
    }
    const auto unlink = [&](std::size_t at) {
        const auto [previous, next] = std::pair(list[at].previous, list[at].next);
        if (previous != none) list[previous].next = next;
        if (next != none) list[next].previous = previous;
    };
    std::array<std::size_t, 3> bottom{none, none, none};  // by length modulo 3: no opener at or below
    std::size_t closer = list.empty() ? none : 0;
    while (closer != none) {
        const Delimiter here = list[closer];
        if (!here.sides.close) {
            closer = here.next;
            continue;
        }
        std::size_t opener = here.previous;
        while (opener != none && opener != bottom[here.length % 3]) {
            const Delimiter& there = list[opener];
            const bool rule_of_three = (here.sides.open || there.sides.close) && here.length % 3 != 0 && (there.length + here.length) % 3 == 0;
            if (there.sides.open && !rule_of_three) break;
            opener = there.previous;
        }
        if (opener == none || opener == bottom[here.length % 3]) {
            bottom[here.length % 3] = here.previous;
            if (!here.sides.open) unlink(closer);
            closer = here.next;
            continue;
        }
        const std::size_t used = list[closer].left >= 2 && list[opener].left >= 2 ? 2 : 1;
        list[closer].left -= used;
        list[opener].left -= used;
        list[opener].next = closer;
        list[closer].previous = opener;
        if (list[opener].left == 0) unlink(opener);
        if (list[closer].left == 0) {
            unlink(closer);
            closer = list[closer].next;
        }
    }
    for (const Delimiter& delimiter : list) unmatched += delimiter.left;
    return unmatched;
}

/// Copies a body and marks it paragraph by paragraph.
class Marking {
public:
    explicit Marking(std::string_view body) : body_(body) { out_.reserve(body.size() + 48); }

    std::string finish() && {
        out_ += body_.substr(copied_);
        return std::move(out_);
    }

    /// Marks the inline text [begin, end): a paragraph or a cell.
    void mark(std::size_t begin, std::size_t end) {
        if (begin >= end || std::memchr(body_.data() + begin, '*', end - begin) == nullptr) return;
        find_runs(begin, end);
        bool tilde = false, loose = false;
        strict_.clear();
        loose_.clear();
        for (const Run& run : runs_) {
            const Flanks strict = flanks(run.far_before, run.far_after);
            // Beside _ a marker would make that run stand inside a word, where it neither opens nor closes.
            const bool fixed = run.before == U'_' || run.after == U'_';
            strict_.push_back(fixed ? flanks(run.before, run.after) : strict);
            loose_.push_back(fixed ? strict_.back() : loose_flanks(run.far_before, run.far_after));
            tilde = tilde || strict_.back() != flanks(run.before, run.after);
            loose = loose || loose_.back() != strict_.back();
        }
        if (loose && runs_.size() <= most_tried_runs) loose = count_unmatched(runs_, loose_) < count_unmatched(runs_, strict_);
        if (!loose && !tilde) return;
        const std::vector<Flanks>& wanted = loose ? loose_ : strict_;
        for (std::size_t i = 0; i < runs_.size(); ++i) {
            const Flanks seen = flanks(runs_[i].before, runs_[i].after);
            // What keeps a run from closing is the punctuation before it, from opening the punctuation behind it.
            if (wanted[i].close && !seen.close) put_marker(runs_[i].begin);
            if (wanted[i].open && !seen.open) put_marker(runs_[i].end);
        }
    }

private:
    void put_marker(std::size_t at) {
        out_ += body_.substr(copied_, at - copied_);
        out_ += emphasis_marker_utf8;
        copied_ = at;
    }

    void find_runs(std::size_t begin, std::size_t end) {
        runs_.clear();
        ticks_.fill(0);
        for (std::size_t i = begin; i < end;) {
            const char c = body_[i];
            if (c == '\\' && i + 1 < end && is_ascii_punctuation(body_[i + 1])) {
                i += 2;
            } else if (c == '`') {
                i = behind_code(i, end);
            } else if (c == '*') {
                Run run{i, i, 0, 0, 0, 0};
                while (run.end < end && body_[run.end] == '*') ++run.end;
                std::size_t left = i, right = run.end;
                run.before = last_character(body_.substr(begin, left - begin));
                while (left > begin && body_[left - 1] == '~') --left;
                run.far_before = last_character(body_.substr(begin, left - begin));
                run.after = character_at(right, end);
                while (right < end && body_[right] == '~') ++right;
                run.far_after = character_at(right, end);
                runs_.push_back(run);
                i = run.end;
            } else {
                ++i;
            }
        }
    }

    char32_t character_at(std::size_t at, std::size_t end) const { return at < end ? next_character(body_.substr(0, end), at) : 0; }

    /// Behind the code span that opens at `at`, or behind its backticks where no such run closes it.
    std::size_t behind_code(std::size_t at, std::size_t end) {
        std::size_t length = 0;
        while (at + length < end && body_[at + length] == '`') ++length;
        if (length >= ticks_.size() || ticks_[length] == end) return at + length;  // known to have no closer
        for (std::size_t i = at + length; i < end;) {
            const void* found = std::memchr(body_.data() + i, '`', end - i);
            if (found == nullptr) break;
            i = static_cast<std::size_t>(static_cast<const char*>(found) - body_.data());
            std::size_t closing = 0;
            while (i < end && body_[i] == '`') ++i, ++closing;
            if (closing == length) return i;
        }
        ticks_[length] = end;
        return at + length;
    }

    std::string_view body_;
    std::string out_;
    std::size_t copied_ = 0;
    std::vector<Run> runs_;
    std::vector<Flanks> strict_, loose_;
    std::array<std::size_t, 65> ticks_{};  ///< by length: the end of the piece that has no such run any more
};

/// The first byte of a line behind quote marks and white space.
std::size_t behind_prefix(std::string_view line) {
    std::size_t i = 0;
    while (i < line.size() && (line[i] == ' ' || line[i] == '\t' || line[i] == '>')) ++i;
    return i;
}

bool begins_block(std::string_view rest) {
    if (rest.empty()) return false;
    const auto ends_marker = [&](std::size_t at) { return at >= rest.size() || rest[at] == ' ' || rest[at] == '\t'; };
    switch (rest[0]) {
        case '#':
            return true;
        case '-':
        case '+':
        case '*':
            return ends_marker(1);
        case '[':
            return rest.size() > 1 && rest[1] == '^';
        default:
            break;
    }
    std::size_t i = 0;
    while (i < rest.size() && i < 9 && rest[i] >= '0' && rest[i] <= '9') ++i;
    return i > 0 && i < rest.size() && (rest[i] == '.' || rest[i] == ')') && ends_marker(i + 1);
}

std::size_t fence_length(std::string_view rest) {
    if (rest.empty() || (rest[0] != '`' && rest[0] != '~')) return 0;
    std::size_t length = 0;
    while (length < rest.size() && rest[length] == rest[0]) ++length;
    return length >= 3 ? length : 0;
}

}  // namespace

bool is_shared_mark(char32_t character) {
    return (character >= 0x2014 && character <= 0x2015) || (character >= 0x2018 && character <= 0x2019) ||
           (character >= 0x201C && character <= 0x201D) || (character >= 0x2025 && character <= 0x2026) || character == 0xB7;
}

bool joins_lines(char32_t before, char32_t after) { return is_spaceless_script(before) && is_spaceless_script(after); }

Flanks flanks(char32_t before, char32_t after) {
    const bool blank_before = is_blank(before), blank_after = is_blank(after);
    const bool marks_before = !blank_before && is_punctuation(before), marks_after = !blank_after && is_punctuation(after);
    return {!blank_after && (!marks_after || blank_before || marks_before), !blank_before && (!marks_before || blank_after || marks_after)};
}

Flanks loose_flanks(char32_t before, char32_t after) {
    if (!is_blank(before) && !is_blank(after) && (is_spaceless_script(before) || is_spaceless_script(after))) return {true, true};
    return flanks(before, after);
}

std::string mark_emphasis(std::string_view body) {
    if (body.find('*') == std::string_view::npos) return std::string(body);
    Marking marking(body);
    std::size_t paragraph = 0;  // where the paragraph began
    char fence = 0;
    std::size_t fence_ticks = 0;
    for (std::size_t begin = 0; begin < body.size();) {
        const std::size_t newline = body.find('\n', begin);
        const std::size_t end = newline == std::string_view::npos ? body.size() : newline;
        const std::string_view line = body.substr(begin, end - begin);
        const std::size_t prefix = behind_prefix(line);
        const std::string_view rest = line.substr(prefix);
        const std::size_t next = newline == std::string_view::npos ? end : end + 1;
        const std::size_t ticks = fence_length(rest);
        if (fence != 0) {
            if (ticks >= fence_ticks && rest[0] == fence && trim(rest.substr(ticks)).empty()) fence = 0;
            paragraph = next;
        } else if (ticks > 0 && (rest[0] == '~' || rest.find('`', ticks) == std::string_view::npos)) {
            marking.mark(paragraph, begin);
            fence = rest[0];
            fence_ticks = ticks;
            paragraph = next;
        } else if (rest.empty()) {
            marking.mark(paragraph, begin);
            paragraph = next;
        } else if (rest[0] == '|') {
            marking.mark(paragraph, begin);
            // Each cell is a text of its own.
            std::size_t cell = begin + prefix + 1;
            for (std::size_t i = cell; i <= end; ++i) {
                if (i < end && body[i] == '\\') {
                    ++i;
                } else if (i == end || body[i] == '|') {
                    marking.mark(cell, i);
                    cell = i + 1;
                }
            }
            paragraph = next;
        } else if (begins_block(rest)) {
            marking.mark(paragraph, begin);
            paragraph = begin;
        }
        begin = next;
    }
    marking.mark(paragraph, body.size());
    return std::move(marking).finish();
}

std::size_t find_marker(std::string_view text, std::size_t from) {
    // Full-width punctuation begins with the same byte, and there is much of it: a search for the whole marker would compare three bytes, by a call, at each.
    for (std::size_t at = text.find(emphasis_marker_utf8[0], from); at != std::string_view::npos; at = text.find(emphasis_marker_utf8[0], at + 1)) {
        if (at + 2 < text.size() && text[at + 1] == emphasis_marker_utf8[1] && text[at + 2] == emphasis_marker_utf8[2]) return at;
    }
    return std::string_view::npos;
}

void append_unmarked(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t marker = find_marker(text, at);
        if (marker == std::string_view::npos) {
            out += text.substr(at);
            return;
        }
        out += text.substr(at, marker - at);
        at = marker + emphasis_marker_utf8.size();
    }
}

}  // namespace mulu
