// SPDX-License-Identifier: Apache-2.0
#include "formats/yaml.hpp"

#include <algorithm>
#include <istream>
#include <streambuf>
#include <unordered_map>
#include <unordered_set>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "base/text.hpp"

namespace mulu {
namespace {

constexpr std::size_t none = std::string_view::npos;

bool is_ascii_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_null_word(std::string_view text) { return text == "~" || text == "null" || text == "Null" || text == "NULL"; }

/// How many columns behind `end`, where a plain scalar ends, a comment begins that looks like the rest of it; 0 where there is none. A comment that is
/// meant has a space behind its #.
std::uint32_t cut_behind(std::string_view text, std::size_t end) {
    std::size_t at = end;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    if (at == end || at + 1 >= text.size() || text[at] != '#' || std::string_view(" \t\n#").find(text[at + 1]) != none) return 0;
    return static_cast<std::uint32_t>(at - end);
}

/// The text that is read, and the way from its bytes to places in the file.
struct Reading {
    const Source& source;
    std::string_view text;
    std::size_t base;  ///< byte of the source at which `text` begins
    const YamlLimits& limits;

    std::size_t line_begin(std::size_t at) const {
        const std::size_t before = at == 0 ? none : text.rfind('\n', at - 1);
        return before == none ? 0 : before + 1;
    }
    std::size_t line_end(std::size_t at) const { return std::min(text.find('\n', at), text.size()); }
    std::string_view line(std::size_t at) const { return text.substr(line_begin(at), line_end(at) - line_begin(at)); }

    std::shared_ptr<const std::string> path = std::make_shared<const std::string>(source.path());

    /// Place of the bytes from `begin` to `end`, or to the end of the first line.
    YamlPlace place(std::size_t begin, std::size_t end) const {
        begin = std::min(begin, text.size());
        const std::string_view written = text.substr(begin, std::max(begin, end) - begin);
        const Spot spot = source.spot(base + begin, std::max<std::size_t>(1, count_characters(written.substr(0, written.find('\n')))));
        return {path, spot.line, spot.column, spot.length};
    }
};

// ---------------------------------------------------------------------------------------------------------------------
// The plain subset, read by hand. yaml-cpp takes some 120 µs for a front matter of 600 bytes, this reader 6 µs, and front
// matter is the largest part of reading a site. It knows block mappings and lists, plain and simply quoted scalars, and
// lists and mappings in brackets on one line. Whatever else it meets, it gives up and yaml-cpp reads the text again: it
// never reports anything, and must never read differently (properties in tests/unit/formats, tests/fuzz/yaml_fuzz.cpp).

class QuickReader {
public:
    explicit QuickReader(const Reading& reading) : reading_(reading), text_(reading.text) {}

    /// The tree, or nothing if the text is not in the subset.
    std::optional<YamlNode> read() {
        if (text_.find('\t') != none) return std::nullopt;
        YamlNode root;
        if (!next_line() || column() != 0 || is_item() || !mapping(1, root) || has_line_) return std::nullopt;
        return root;
    }

private:
    std::size_t column() const { return content_ - begin_; }
    /// Whether the line's content is an item of a list.
    bool is_item() const { return is_item_at(content_); }
    bool is_item_at(std::size_t at) const { return text_[at] == '-' && (at + 1 == end_ || text_[at + 1] == ' '); }
    bool room() { return ++nodes_ <= reading_.limits.nodes; }

    /// Goes to the next line that has content. False, and no line, at the end and where a document begins or ends.
    bool next_line() {
        while (next_ < text_.size()) {
            begin_ = next_;
            end_ = reading_.line_end(begin_);
            next_ = end_ + 1;
            content_ = begin_;
            while (content_ < end_ && text_[content_] == ' ') ++content_;
            if (content_ == end_ || text_[content_] == '#') continue;
            has_line_ = true;
            return true;
        }
        has_line_ = false;
        return false;
    }

    /// Whether the scalar from `begin` to `end` is no longer than it may be.
    bool fits(std::size_t begin, std::size_t end) const { return end - begin <= reading_.limits.value_bytes; }

    std::size_t skip_spaces(std::size_t at) const {
        while (at < end_ && text_[at] == ' ') ++at;
        return at;
    }

    /// Whether nothing but a comment stands between `at` (behind a value) and the end of the line.
    bool is_rest_empty(std::size_t at) const {
        const std::size_t next = skip_spaces(at);
        return next == end_ || (text_[next] == '#' && next > at);
    }

    /// The end of a key that begins at `at` and is followed by a colon and a space, or none.
    std::size_t key_end(std::size_t at) const {
        std::size_t end = at;
        while (end < end_ && (is_ascii_alnum(text_[end]) || is_beyond_ascii(text_[end]) ||
                              (end > at && (text_[end] == '-' || text_[end] == '_' || text_[end] == '.'))))
            ++end;
        constexpr std::size_t longest = 1000;  // yaml-cpp knows no key of more than 1024 bytes
        if (end == at || end - at > longest || end == end_ || text_[end] != ':') return none;
        if (end + 1 < end_ && text_[end + 1] != ' ') return none;
        return is_null_word(text_.substr(at, end - at)) ? none : end;
    }

    /// Reads the mapping whose first key is the line's content.
    bool mapping(unsigned depth, YamlNode& node) {
        if (depth > reading_.limits.depth || !room()) return false;
        const std::size_t indent = column();
        node.kind = YamlNode::Kind::mapping;
        node.at = reading_.place(content_, content_ + 1);
        std::unordered_set<std::string> keys;
        if (depth == 1) node.entries.reserve(24);  // a record; moving entries takes longer than making them
        while (has_line_ && column() == indent) {
            const std::size_t end = key_end(content_);
            if (end == none || !is_new(node, keys, text_.substr(content_, end - content_))) return false;
            YamlEntry& entry = node.entries.emplace_back();
            entry.key = text_.substr(content_, end - content_);
            entry.key_at = reading_.place(content_, end);
            if (!value(indent, end, depth, Parent::mapping, entry.value)) return false;
        }
        return !has_line_ || column() < indent;
    }

    /// Whether `node` has no such key yet.
    static bool is_new(const YamlNode& node, std::unordered_set<std::string>& keys, std::string_view key) {
        constexpr std::size_t few = 24;
        if (node.entries.size() < few) return node.find(key) == nullptr;
        if (keys.empty()) {
            for (const YamlEntry& entry : node.entries) keys.insert(entry.key);
        }
        return keys.emplace(key).second;
    }

    bool list(unsigned depth, YamlNode& node) {
        if (depth > reading_.limits.depth || !room()) return false;
        const std::size_t indent = column();
        node.kind = YamlNode::Kind::list;
        node.at = reading_.place(content_, content_ + 1);
        while (has_line_ && column() == indent && is_item()) {
            if (!value(indent, content_, depth, Parent::list, node.items.emplace_back())) return false;
        }
        return !has_line_ || column() < indent || (column() == indent && !is_item());
    }

    enum class Parent { mapping, list };

    /// Reads the value behind the colon or dash at `mark` of a mapping or list at `indent`, and goes to the line behind it.
    bool value(std::size_t indent, std::size_t mark, unsigned depth, Parent parent, YamlNode& node) {
        const std::size_t at = skip_spaces(mark + 1);
        if (at == end_ || text_[at] == '#') return value_below(indent, mark, depth, parent, node);
        if (parent == Parent::list) {
            if (is_item_at(at)) return false;
            if (key_end(at) != none) {
                content_ = at;
                return mapping(depth + 1, node);
            }
        }
        std::size_t end = at;
        if (text_[at] == '[' || text_[at] == '{') {
            if (!flow(end, depth + 1, node)) return false;
        } else if (text_[at] == '"' || text_[at] == '\'') {
            if (!quoted(end, node)) return false;
        } else if (!plain(end, node)) {
            return false;
        }
        if (!is_rest_empty(end)) return false;
        return !next_line() || column() <= indent;  // a line further in would go on with the scalar
    }

    bool value_below(std::size_t indent, std::size_t mark, unsigned depth, Parent parent, YamlNode& node) {
        if (next_line() && column() > indent) return is_item() ? list(depth + 1, node) : mapping(depth + 1, node);
        if (has_line_ && column() == indent && parent == Parent::mapping && is_item()) return list(depth + 1, node);
        if (!room()) return false;
        node.at = reading_.place(mark, mark + 1);
        return true;
    }

    void scalar(std::size_t begin, std::size_t end, YamlNode& node) const {
        const std::string_view word = text_.substr(begin, end - begin);
        node.at = reading_.place(begin, end);
        if (is_null_word(word)) return;
        node.kind = YamlNode::Kind::scalar;
        node.text = word;
    }

    /// A plain scalar of block context at `at`, which is moved behind it.
    bool plain(std::size_t& at, YamlNode& node) {
        const std::size_t begin = at;
        const char first = text_[at];
        const bool is_dash = first == '-' && at + 1 < end_ && text_[at + 1] != ' ';
        if (!is_ascii_alnum(first) && !is_beyond_ascii(first) && !is_dash && std::string_view("/(.+~<=$").find(first) == none) return false;
        if (!room()) return false;
        for (; at < end_; ++at) {
            if (text_[at] == ':' && (at + 1 == end_ || text_[at + 1] == ' ')) return false;
            if (text_[at] == '#' && text_[at - 1] == ' ') break;
        }
        std::size_t end = at;
        while (text_[end - 1] == ' ') --end;
        at = end;
        scalar(begin, end, node);
        node.cut = cut_behind(text_, end);
        return fits(begin, end);
    }

    /// A quoted scalar without escapes, closed on its line, at `at`, which is moved behind it.
    bool quoted(std::size_t& at, YamlNode& node) {
        const std::size_t begin = at;
        const char quote = text_[at];
        for (++at; at < end_ && text_[at] != quote; ++at) {
            if (text_[at] == '\\' && quote == '"') return false;
        }
        if (at == end_ || !fits(begin, at) || !room()) return false;
        ++at;
        if (at < end_ && text_[at] == '\'' && quote == '\'') return false;  // a doubled quote
        node.kind = YamlNode::Kind::scalar;
        node.quoted = true;
        node.text = text_.substr(begin + 1, at - begin - 2);
        node.at = reading_.place(begin, at);
        return true;
    }

    /// A list or mapping in brackets on one line at `at`, which is moved behind it.
    bool flow(std::size_t& at, unsigned depth, YamlNode& node) {
        if (depth > reading_.limits.depth || !room()) return false;
        const bool is_list = text_[at] == '[';
        const char close = is_list ? ']' : '}';
        node.kind = is_list ? YamlNode::Kind::list : YamlNode::Kind::mapping;
        node.at = reading_.place(at, at + 1);
        at = skip_spaces(at + 1);
        if (at < end_ && text_[at] == close) {
            ++at;
            return true;
        }
        std::unordered_set<std::string> keys;
        for (;;) {
            if (!is_list) {
                const std::size_t end = key_end(at);
                if (end == none || end + 1 == end_ || !is_new(node, keys, text_.substr(at, end - at))) return false;
                YamlEntry& entry = node.entries.emplace_back();
                entry.key = text_.substr(at, end - at);
                entry.key_at = reading_.place(at, end);
                at = skip_spaces(end + 1);
            }
            if (!flow_value(at, depth, is_list ? node.items.emplace_back() : node.entries.back().value)) return false;
            at = skip_spaces(at);
            if (at == end_ || (text_[at] != ',' && text_[at] != close)) return false;
            if (text_[at++] == close) return true;
            at = skip_spaces(at);
        }
    }

    bool flow_value(std::size_t& at, unsigned depth, YamlNode& node) {
        if (at == end_) return false;
        const char first = text_[at];
        if (first == '[' || first == '{') return flow(at, depth + 1, node);
        if (first == '"' || first == '\'') return quoted(at, node);
        if ((!is_ascii_alnum(first) && !is_beyond_ascii(first)) || !room()) return false;
        const std::size_t begin = at;
        for (; at < end_ && text_[at] != ',' && text_[at] != ']' && text_[at] != '}'; ++at) {
            if (!is_ascii_alnum(text_[at]) && !is_beyond_ascii(text_[at]) && std::string_view(" -_./:+()%").find(text_[at]) == none) return false;
            // A colon inside a word (10:42, https://…) belongs to it.
            if (text_[at] == ':' && (at + 1 == end_ || (!is_ascii_alnum(text_[at + 1]) && text_[at + 1] != '/'))) return false;
        }
        if (at == end_) return false;
        std::size_t end = at;
        while (text_[end - 1] == ' ') --end;
        scalar(begin, end, node);
        return true;
    }

    const Reading& reading_;
    std::string_view text_;
    std::size_t next_ = 0;                           // where the line behind this one begins
    std::size_t begin_ = 0, content_ = 0, end_ = 0;  // the line, its first character that is no space, its end
    bool has_line_ = false;
    std::size_t nodes_ = 0;
};

// ---------------------------------------------------------------------------------------------------------------------
// yaml-cpp. Its marks count bytes (and lines) from 0; we use the bytes alone.

/// Thrown through yaml-cpp to end its reading; what is wrong has been reported. It never leaves this file.
struct Stop {};

/// Thrown through yaml-cpp where it accepts what isn't YAML; explained as if it had found the fault.
struct Fault {
    std::size_t at;
    const char* message;
};

/// Feeds the text to yaml-cpp piece by piece. Its scanner keeps tokens of a hundred bytes and more until it knows
/// whether they are a key; a hostile text (`[[[[…`) makes it keep all. So it gets no more than `most` bytes ahead of
/// what it has handed over, and an end of file instead.
class Feed final : public std::streambuf {
public:
    Feed(std::string_view text, std::size_t most) : text_(text), most_(most) {}
    void set_progress(std::size_t at) { progress_ = std::max(progress_, at); }
    std::size_t progress() const { return progress_; }
    bool has_refused() const { return has_refused_; }

protected:
    int_type underflow() override {
        if (given_ > progress_ + most_) has_refused_ = true;
        if (has_refused_ || given_ == text_.size()) return traits_type::eof();
        constexpr std::size_t piece = 2048;  // what yaml-cpp asks for
        const std::size_t count = std::min(piece, text_.size() - given_);
        // The buffer is only read from; putback() puts back what was there.
        char* const begin = const_cast<char*>(text_.data()) + given_;
        setg(begin, begin, begin + count);
        given_ += count;
        return traits_type::to_int_type(*begin);
    }

private:
    std::string_view text_;
    std::size_t most_;
    std::size_t given_ = 0;
    std::size_t progress_ = 0;
    bool has_refused_ = false;
};

const Words words_anchors{"锚点", "anchors"};
const Words words_aliases{"别名", "aliases"};
const Words words_tags{"标签", "tags"};

/// The quote that closes the one at `begin`, or none.
std::size_t closing_quote(std::string_view text, std::size_t begin) {
    const char quote = text[begin];
    for (std::size_t at = begin + 1; at < text.size(); ++at) {
        if (quote == '"' && text[at] == '\\') {
            ++at;
        } else if (text[at] == quote) {
            if (quote == '"' || at + 1 >= text.size() || text[at + 1] != '\'') return at;
            ++at;
        }
    }
    return none;
}

/// Builds the tree of yaml-cpp's events.
class Builder final : public YAML::EventHandler {
public:
    Builder(const Reading& reading, Diagnostics& diagnostics, Feed& feed) : reading_(reading), diagnostics_(diagnostics), feed_(feed) {}

    YamlNode take_root() { return std::move(root_); }
    /// Where what was read last ends.
    std::size_t last_end() const { return last_end_; }
    /// The last quoted scalar as written; none if there is none.
    std::size_t quote_begin() const { return quote_begin_; }
    std::size_t quote_end() const { return quote_end_; }
    /// Where the innermost open bracket stands, or none.
    std::size_t open_bracket() const { return frames_.empty() ? none : frames_.back().bracket; }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (std::exchange(has_document_, true)) refuse_second(offset(mark));
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { null(offset(mark)); }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse(offset(mark), words_aliases); }
    void OnAnchor(const YAML::Mark& mark, const std::string&) override { refuse(offset(mark), words_anchors); }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
        const std::size_t begin = offset(mark);
        check_tag(begin, tag);
        YamlNode node;
        node.kind = YamlNode::Kind::scalar;
        node.quoted = tag == "!";
        node.text = value;
        const std::size_t end = written_end(begin, node);
        node.at = reading_.place(begin, end);
        if (!node.quoted) node.cut = cut_behind(reading_.text, end);
        put(std::move(node), begin, end);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value style) override {
        open(YamlNode::Kind::list, offset(mark), tag, style);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value style) override {
        open(YamlNode::Kind::mapping, offset(mark), tag, style);
    }
    void OnMapEnd() override { close(); }

    [[noreturn]] void fail(Code code, std::size_t begin, std::size_t end, std::vector<Words> args) {
        diagnostics_.add(code, reading_.place(begin, end), std::move(args));
        throw Stop{};
    }

private:
    struct Frame {
        YamlNode node;
        std::size_t bracket = none;  // of a list or mapping in brackets
        bool has_key = false;        // of a mapping: a key waits for its value
        bool is_repeated = false;    // the key was given before: its value is dropped
        std::string key;
        YamlPlace key_at;
        std::size_t key_begin = 0, key_end = 0;
        std::unordered_map<std::string, std::size_t> keys;  // to their entries
    };

    std::size_t offset(const YAML::Mark& mark) {
        const std::size_t at = mark.pos < 0 ? 0 : std::min(static_cast<std::size_t>(mark.pos), reading_.text.size());
        feed_.set_progress(at);
        return at;
    }

    [[noreturn]] void refuse(std::size_t at, const Words& what) {
        std::size_t end = at + 1;
        while (end < reading_.text.size() && std::string_view(" \n,]}").find(reading_.text[end]) == none) ++end;
        fail(Code::E013, at, end, {what});
    }

    [[noreturn]] void refuse_second(std::size_t at) {
        const std::string_view line = reading_.line(at);
        if (line.starts_with("---")) fail(Code::E016, reading_.line_begin(at), reading_.line_begin(at) + 3, {});
        const bool begins_line = line.find_first_not_of(' ') == at - reading_.line_begin(at);
        // What was read as one text may be lines whose colons are none.
        if (begins_line && root_.kind == YamlNode::Kind::scalar && !root_.quoted) throw Fault{at, YAML::ErrorMsg::MAP_VALUE};
        if (begins_line)
            fail(Code::E010, at, at + 1, {Words("缩进与前面各行不合", "the indentation does not fit the lines before")});
        fail(Code::E010, at, at + 1, {Words("值后面多出文字", "text follows the end of the value")});
    }

    /// Plain and quoted scalars have the tags ? and !; an explicit ! shows in the text only.
    void check_tag(std::size_t at, const std::string& tag) {
        if ((tag != "?" && tag != "!") || (at < reading_.text.size() && reading_.text[at] == '!')) refuse(at, words_tags);
    }

    void open(YamlNode::Kind kind, std::size_t at, const std::string& tag, YAML::EmitterStyle::value style) {
        check_tag(at, tag);
        if (frames_.size() >= reading_.limits.depth) fail(Code::E015, at, at + 1, {std::to_string(reading_.limits.depth)});
        const bool is_key = !frames_.empty() && frames_.back().node.kind == YamlNode::Kind::mapping && !frames_.back().has_key;
        if (is_key) fail(Code::E010, at, at + 1, {Words("字段名只能是文字", "a key must be a text")});
        count(at);
        Frame& frame = frames_.emplace_back();
        frame.node.kind = kind;
        frame.node.at = reading_.place(at, at + 1);
        const bool has_bracket = at < reading_.text.size() && (reading_.text[at] == '[' || reading_.text[at] == '{');
        if (style == YAML::EmitterStyle::Flow && has_bracket) frame.bracket = at;
        last_end_ = at;
    }

    void close() {
        YamlNode node = std::move(frames_.back().node);
        frames_.pop_back();
        put_value(std::move(node));
    }

    void count(std::size_t at) {
        if (++nodes_ > reading_.limits.nodes) {
            const std::string most = std::to_string(reading_.limits.nodes);
            fail(Code::E010, at, at + 1, {Words("超过 " + most + " 个值", "more than " + most + " values")});
        }
    }

    /// Where the scalar that begins at `begin` ends in the text, or its first line if it has several.
    std::size_t written_end(std::size_t begin, const YamlNode& node) {
        const std::string_view text = reading_.text;
        if (begin >= text.size()) return begin;
        if (!node.quoted) {
            if (text.compare(begin, node.text.size(), node.text) == 0) return begin + node.text.size();
            return std::max(begin, text.find_last_not_of(' ', reading_.line_end(begin) - 1) + 1);
        }
        const char first = text[begin];
        if (first != '"' && first != '\'') return std::min(text.find_first_of(" \n", begin), text.size());  // | or >
        const std::size_t end = closing_quote(text, begin);
        // At the end of the text yaml-cpp 0.7 takes a quote for closed.
        if (end == none) fail(Code::E019, begin, text.size(), {});
        quote_begin_ = begin;
        quote_end_ = end + 1;
        return quote_end_;
    }

    void put(YamlNode node, std::size_t begin, std::size_t end) {
        last_end_ = end;
        if (!frames_.empty() && frames_.back().node.kind == YamlNode::Kind::mapping && !frames_.back().has_key) {
            put_key(std::move(node), begin, end);
        } else {
            count(begin);
            put_value(std::move(node));
        }
    }

    void put_key(YamlNode node, std::size_t begin, std::size_t end) {
        Frame& frame = frames_.back();
        const auto [found, is_new] = frame.keys.emplace(node.text, frame.node.entries.size());
        if (!is_new) {
            diagnostics_.add(Code::E014, node.at, {node.text},
                             {{Words("第一次写在这里", "first given here"), frame.node.entries[found->second].key_at}});
        }
        frame.is_repeated = !is_new;
        frame.has_key = true;
        frame.key = std::move(node.text);
        frame.key_at = std::move(node.at);
        frame.key_begin = begin;
        frame.key_end = end;
    }

    void put_value(YamlNode node) {
        if (frames_.empty()) {
            root_ = std::move(node);
            return;
        }
        Frame& frame = frames_.back();
        if (frame.node.kind == YamlNode::Kind::list) {
            frame.node.items.push_back(std::move(node));
            return;
        }
        if (!frame.is_repeated) frame.node.entries.push_back({std::move(frame.key), std::move(frame.key_at), std::move(node)});
        frame.has_key = false;
    }

    /// A value that is missing, or written as ~ or null. yaml-cpp's mark is then that of whatever comes next.
    void null(std::size_t at) {
        const std::string_view text = reading_.text;
        const std::string_view word = text.substr(at, text.find_first_of(" \n,]}:", at) - at);
        const bool is_written = is_null_word(word);
        if (at < text.size() && text[at] == '!') refuse(at, words_tags);
        if (frames_.empty()) return put_null(at, is_written ? at + word.size() : at + 1);
        Frame& frame = frames_.back();
        if (frame.node.kind == YamlNode::Kind::list) {
            const std::size_t before = at == 0 ? none : text.find_last_not_of(' ', at - 1);
            if (is_written && before != none && std::string_view("-[,").find(text[before]) != none) return put_null(at, at + word.size());
            if (frame.bracket != none && at < text.size() && text[at] == ',')
                fail(Code::E010, at, at + 1, {Words("多出一个逗号", "a comma too many")});
            const std::size_t dash = dash_before(at);
            return put_null(dash, dash + 1);
        }
        if (!frame.has_key) {
            if (!is_written) fail(Code::E010, at, at + 1, {Words("冒号前面缺少字段名", "there is no key before the colon")});
            YamlNode key;
            key.text = word;
            key.at = reading_.place(at, at + word.size());
            return put(std::move(key), at, at + word.size());
        }
        std::size_t colon = frame.key_end;
        while (colon < text.size() && text[colon] == ' ') ++colon;
        const bool has_colon = colon < text.size() && text[colon] == ':';
        if (has_colon && is_written && at > colon && follows_on_line(colon + 1, at)) return put_null(at, at + word.size());
        if (has_colon) return put_null(colon, colon + 1);
        if (frame.bracket == none) throw Fault{frame.key_begin, YAML::ErrorMsg::END_OF_MAP};  // a last line without a colon passes as a key
        refuse_full_width_key(frame);
        put_null(frame.key_begin, frame.key_end);
    }

    void put_null(std::size_t begin, std::size_t end) {
        YamlNode node;
        node.at = reading_.place(begin, end);
        const std::size_t last = last_end_;
        put(std::move(node), begin, end);
        last_end_ = std::max(last, last_end_);
    }

    /// Whether `at` lies on the line of `from`.
    bool follows_on_line(std::size_t from, std::size_t at) const { return from <= at && reading_.text.substr(from, at - from).find('\n') == none; }

    /// The dash of an empty item before `at`, comments left aside.
    std::size_t dash_before(std::size_t at) const {
        const std::string_view text = reading_.text;
        std::size_t end = at;
        for (;;) {
            const std::size_t begin = reading_.line_begin(end);
            const std::string_view part = text.substr(begin, end - begin);
            std::size_t content = part.find_first_not_of(" \t");
            if (content != none && part[content] != '#') {
                // `- - ` holds the inner item behind the outer one.
                std::size_t dash = content;
                for (std::size_t next = part.find_first_not_of(" \t", dash + 1); next != none && part[next] == '-';
                     next = part.find_first_not_of(" \t", next + 1))
                    dash = next;
                return begin + dash;
            }
            if (begin == 0) return at;
            end = begin - 1;
        }
    }

    /// `{结果：公开}`: a key without a colon that holds a full-width one.
    void refuse_full_width_key(const Frame& frame) {
        const std::size_t colon = frame.key.find("：");
        if (colon == none || reading_.text.compare(frame.key_begin, frame.key.size(), frame.key) != 0) return;
        fail(Code::E012, frame.key_begin + colon, frame.key_begin + colon + 3, {frame.key.substr(0, colon)});
    }

    const Reading& reading_;
    Diagnostics& diagnostics_;
    Feed& feed_;
    YamlNode root_;
    std::vector<Frame> frames_;
    bool has_document_ = false;
    std::size_t nodes_ = 0;
    std::size_t last_end_ = 0;
    std::size_t quote_begin_ = none, quote_end_ = none;
};

// ---------------------------------------------------------------------------------------------------------------------
// What is wrong, in the words of an editor. yaml-cpp says where it gave up, which is often behind the mistake.

/// Content of a line without indentation and dashes of items, and where it begins.
struct Content {
    std::size_t begin = 0;
    std::string_view text;
};

Content content_of(const Reading& reading, std::size_t at) {
    Content content{reading.line_begin(at), reading.line(at)};
    for (;;) {
        const std::size_t blank = std::min(content.text.find_first_not_of(" \t"), content.text.size());
        content.begin += blank;
        content.text.remove_prefix(blank);
        if (!content.text.starts_with("- ")) break;
        content.begin += 2;
        content.text.remove_prefix(2);
    }
    return content;
}

/// The first colon that ends a key in `content`, or none.
std::size_t key_colon(std::string_view content) {
    for (std::size_t at = content.find(':'); at != none; at = content.find(':', at + 1)) {
        if (at + 1 == content.size() || content[at + 1] == ' ') return at;
    }
    return none;
}

/// Where in `content` a colon follows a key without the space that YAML wants, or none.
std::size_t tight_colon(std::string_view content) {
    const std::size_t colon = content.find(':');
    if (colon == none || colon == 0 || content.substr(0, colon).find_first_of(" \"'[{,") != none) return none;
    return content.substr(colon).starts_with("://") ? none : colon;
}

class Explainer {
public:
    Explainer(const Reading& reading, const Builder& builder, Diagnostics& diagnostics)
        : reading_(reading), builder_(builder), diagnostics_(diagnostics) {}

    /// Reports the fault that yaml-cpp found at byte `at` and calls `message`.
    void explain(std::size_t at, const std::string& message) {
        const auto says = [&](const char* words) { return message.starts_with(words); };
        namespace Error = YAML::ErrorMsg;
        const std::size_t end = reading_.text.find_last_not_of(" \n");
        if (end == none || at > end) at = end == none ? 0 : end;
        if (explain_tab(at)) return;
        if (says(Error::EOF_IN_SCALAR) || says(Error::DOC_IN_SCALAR)) return explain_open_quote(at);
        if (says(Error::ALIAS_NOT_FOUND) || says(Error::CHAR_IN_ALIAS) || says(Error::UNKNOWN_ANCHOR) || says(Error::MULTIPLE_ALIASES) ||
            says(Error::ALIAS_CONTENT) || says(Error::INVALID_ALIAS))
            return refuse('*', at, words_aliases);
        if (says(Error::ANCHOR_NOT_FOUND) || says(Error::CHAR_IN_ANCHOR) || says(Error::MULTIPLE_ANCHORS) || says(Error::INVALID_ANCHOR))
            return refuse('&', at, words_anchors);
        if (says(Error::CHAR_IN_TAG_HANDLE) || says(Error::TAG_WITH_NO_SUFFIX) || says(Error::END_OF_VERBATIM_TAG) || says(Error::MULTIPLE_TAGS) ||
            says(Error::INVALID_TAG))
            return refuse('!', at, words_tags);
        if (explain_quote_before(at) || explain_bracket_before(at)) return;
        if (says(Error::MAP_VALUE)) return explain_colon(at);
        if (says(Error::END_OF_SEQ_FLOW) || says(Error::END_OF_MAP_FLOW)) return explain_bracket(at);
        if (says(Error::END_OF_MAP) || says(Error::END_OF_SEQ)) return explain_line(at);
        if (says(Error::FLOW_END)) return syntax(at, {"多出一个右括号，或与左括号不成对", "a closing bracket that no opening one matches"});
        if (says(Error::BLOCK_ENTRY))
            return syntax(at, {"列表的“- ”要另起一行；文字以它开头时加引号", "an item “- ” needs a line of its own; quote a text that begins so"});
        if (says(Error::MAP_KEY)) return syntax(at, {"不能以“? ”开头；文字以它开头时加引号", "nothing may begin with “? ”; quote a text that does"});
        if (says(Error::CHAR_IN_BLOCK) || says(Error::ZERO_INDENT_IN_BLOCK))
            return syntax(at, {"“|”或“>”后面不能有文字；文字以它开头时加引号", "no text may follow “|” or “>”; quote a text that begins so"});
        if (says(Error::INVALID_ESCAPE) || says(Error::INVALID_HEX) || says(Error::INVALID_UNICODE) || says(Error::SINGLE_QUOTED_CHAR))
            return syntax(at,
                          {"双引号里的反斜杠“\\”要写成“\\\\”，或改用单引号", "write “\\\\” for a backslash in double quotes, or use single quotes"});
        if (says(Error::UNKNOWN_TOKEN)) return syntax(at, {"文字不能以这个字符开头，请加引号", "a text cannot begin with this character: quote it"});
        if (says(Error::YAML_DIRECTIVE_ARGS) || says(Error::YAML_VERSION) || says(Error::YAML_MAJOR_VERSION) ||
            says(Error::REPEATED_YAML_DIRECTIVE) || says(Error::TAG_DIRECTIVE_ARGS) || says(Error::REPEATED_TAG_DIRECTIVE))
            return syntax(at, {"行首不能是“%”", "no line may begin with “%”"});
        syntax(at, {"读不懂这里的写法", "this cannot be read"});
    }

    /// Whether a text that is all one scalar is a mapping with a mistake, which is then reported.
    bool explain_scalar(std::size_t at) {
        const Content content = content_of(reading_, at);
        return explain_full_width(content) || explain_tight(content);
    }

    /// Reports what yaml-cpp was not given to the end.
    void explain_refusal(std::size_t from) {
        const std::string_view rest = reading_.text.substr(from, reading_.limits.value_bytes);
        std::size_t depth = 0;
        for (std::size_t i = 0; i < rest.size(); ++i) {
            if (rest[i] == '[' || rest[i] == '{') ++depth;
            if ((rest[i] == ']' || rest[i] == '}') && depth > 0) --depth;
            if (depth > reading_.limits.depth) {
                diagnostics_.add(Code::E015, reading_.place(from + i, from + i + 1), {std::to_string(reading_.limits.depth)});
                return;
            }
        }
        const std::string most = std::to_string(reading_.limits.value_bytes / 1024);
        syntax(from, {"这里的一个值或一段注释超过 " + most + " KB", "a value or comment here is longer than " + most + " KB"});
    }

private:
    void syntax(std::size_t at, Words reason) { diagnostics_.add(Code::E010, reading_.place(at, at + 1), {std::move(reason)}); }

    bool explain_tab(std::size_t at) {
        const std::string_view line = reading_.line(at);
        const std::size_t content = line.find_first_not_of(" \t");
        const std::size_t tab = line.find('\t');
        if (tab == none || content == none || tab > content) return false;
        const std::size_t begin = reading_.line_begin(at) + tab;
        diagnostics_.add(Code::E011, reading_.place(begin, begin + 1));
        return true;
    }

    void refuse(char indicator, std::size_t at, const Words& what) {
        const std::size_t line = reading_.line_begin(at);
        std::size_t begin = reading_.text.rfind(indicator, at);
        if (begin == none || begin < line) begin = at;
        // **重点**: the first of several is the indicator.
        while (begin > line && reading_.text[begin - 1] == indicator) --begin;
        std::size_t end = begin + 1;
        while (end < reading_.text.size() && std::string_view(" \n,]}").find(reading_.text[end]) == none) ++end;
        diagnostics_.add(Code::E013, reading_.place(begin, end), {what});
    }

    void open_quote(std::size_t at) { diagnostics_.add(Code::E019, reading_.place(at, reading_.line_end(at))); }

    /// The quote that has no end is the first behind what was read that begins a scalar and is not closed.
    void explain_open_quote(std::size_t at) {
        const std::string_view text = reading_.text;
        for (std::size_t i = builder_.last_end(); i < text.size(); ++i) {
            if (text[i] != '"' && text[i] != '\'') continue;
            const std::size_t line = reading_.line_begin(i);
            const std::size_t before = i == 0 ? none : text.find_last_not_of(" \t", i - 1);
            const bool begins = before == none || before < line || std::string_view(":,[{-?").find(text[before]) != none;
            if (!begins) continue;
            const std::size_t close = closing_quote(text, i);
            if (close == none) return open_quote(i);
            i = close;
        }
        // A --- line ended it, or nobody knows where it began.
        if (builder_.quote_begin() != none && builder_.quote_end() > at) return open_quote(builder_.quote_begin());
        const std::size_t quote = text.find_first_of("\"'", builder_.last_end());
        if (quote != none) return open_quote(quote);
        syntax(at, {"引号没有配对", "a quote is not closed"});
    }

    /// `"关于"十四五"规划"`: text behind a closing quote; if that quote closes one of an earlier line, the earlier has no end.
    bool explain_quote_before(std::size_t at) {
        const std::size_t begin = builder_.quote_begin(), end = builder_.quote_end();
        if (begin == none || at < end || reading_.text.substr(end, at - end).find_first_not_of(" \t") != none) return false;
        if (reading_.text.substr(begin, end - begin).find('\n') != none) {
            open_quote(begin);
        } else {
            syntax(at, {"引号后面还有文字；值里的引号请用“”", "text follows the closing quote; use “” within a quoted value"});
        }
        return true;
    }

    /// `[通知] 关于…`: text behind a closing bracket.
    bool explain_bracket_before(std::size_t at) {
        const Content content = content_of(reading_, at);
        if (at <= content.begin) return false;
        const std::size_t before = reading_.text.find_last_not_of(" \t", at - 1);
        if (before == none || before < content.begin || (reading_.text[before] != ']' && reading_.text[before] != '}')) return false;
        const std::string_view line = reading_.text.substr(content.begin, before - content.begin);
        const std::size_t colon = key_colon(line);
        const std::size_t value = colon == none ? line.find_first_not_of(' ') : line.find_first_not_of(' ', colon + 1);
        if (value == none || (line[value] != '[' && line[value] != '{')) return false;
        syntax(content.begin + value, {"以 [ 或 { 开头的文字要加引号", "quote a text that begins with [ or {"});
        return true;
    }

    bool explain_full_width(const Content& content) {
        const std::size_t colon = full_width_colon(content.text);
        if (colon == none) return false;
        const std::size_t at = content.begin + colon;
        diagnostics_.add(Code::E012, reading_.place(at, at + 3), {std::string(trim(content.text.substr(0, colon)))});
        return true;
    }

    bool explain_tight(const Content& content) {
        const std::size_t colon = tight_colon(content.text);
        if (colon == none) return false;
        syntax(content.begin + colon, {"冒号后面要有空格", "a space must follow the colon"});
        return true;
    }

    /// A colon where none may be: in a value, or behind a line that is not what it was meant to be.
    void explain_colon(std::size_t at) {
        const Content content = content_of(reading_, at);
        const std::size_t colon = key_colon(content.text);
        if (colon != none && content.begin + colon < at) {
            diagnostics_.add(Code::E018, reading_.place(at, at + 1), {std::string(trim(content.text.substr(0, colon)))});
            return;
        }
        // The line goes on with a scalar of the lines before: look there for the colon that is none.
        for (std::size_t line = reading_.line_begin(at); line > 0;) {
            line = reading_.line_begin(line - 1);
            const Content above = content_of(reading_, line);
            if (above.text.empty() || above.text.front() == '#') continue;
            if (key_colon(above.text) != none) break;
            if (explain_full_width(above) || explain_tight(above)) return;
            if (above.begin - line == content.begin - reading_.line_begin(at)) return explain_no_colon(above.begin);
        }
        syntax(content.begin, {"缩进与上一行不合", "the indentation does not fit the line before"});
    }

    void explain_bracket(std::size_t at) {
        const std::size_t bracket = builder_.open_bracket();
        if (bracket == none) return syntax(at, {"括号没有配对", "a bracket is not closed"});
        const bool is_list = reading_.text[bracket] == '[';
        if (reading_.line_begin(bracket) == reading_.line_begin(at) && at > bracket &&
            reading_.text.substr(at, reading_.line_end(at) - at).find(is_list ? ']' : '}') != none)
            return syntax(at, {"这里缺少逗号", "a comma is missing here"});
        if (is_list) return syntax(bracket, {"方括号 [ 没有配对", "the bracket [ is not closed"});
        syntax(bracket, {"花括号 { 没有配对", "the bracket { is not closed"});
    }

    void explain_line(std::size_t at) {
        const Content content = content_of(reading_, at);
        if (explain_full_width(content)) return;
        if (key_colon(content.text) != none) return syntax(content.begin, {"缩进与前面各行不合", "the indentation does not fit the lines before"});
        if (explain_tight(content)) return;
        if (reading_.line(at).substr(0, at - reading_.line_begin(at) + 2).ends_with("- "))
            return syntax(at, {"列表项不能写在这里，检查缩进", "no item may stand here: check the indentation"});
        explain_no_colon(at);
    }

    void explain_no_colon(std::size_t at) {
        diagnostics_.add(Code::E010, reading_.place(at, reading_.line_end(at)),
                         {Words("这一行没有冒号；如果接着上一行的值，行首要多空两格",
                                "this line has no colon; if it goes on with the value before, indent it further")});
    }

    const Reading& reading_;
    const Builder& builder_;
    Diagnostics& diagnostics_;
};

/// The first bracket of a row of opening ones that is deeper than `depth`, or none. yaml-cpp takes such rows for keys.
std::size_t too_deep_bracket(const Reading& reading) {
    const std::string_view text = reading.text;
    for (std::size_t line = 0; line < text.size(); line = reading.line_end(line) + 1) {
        // Only where a value begins: within a plain scalar brackets are text.
        const Content content = content_of(reading, line);
        const std::size_t colon = content.text.starts_with('[') || content.text.starts_with('{') ? none : key_colon(content.text);
        unsigned row = 0;
        for (std::size_t at = content.begin + (colon == none ? 0 : colon + 1); at < text.size(); ++at) {
            if (text[at] == ' ' || (text[at] == '\n' && row > 0)) continue;
            if (text[at] != '[' && text[at] != '{') break;
            if (++row > reading.limits.depth) return at;
        }
    }
    return none;
}

/// Where a line begins with %, or none. yaml-cpp drops such lines as directives.
std::size_t directive(std::string_view text) {
    if (text.starts_with('%')) return 0;
    const std::size_t found = text.find("\n%");
    return found == none ? none : found + 1;
}

std::optional<YamlNode> read_with_library(const Reading& reading, Diagnostics& diagnostics) {
    if (const std::size_t at = too_deep_bracket(reading); at != none) {
        diagnostics.add(Code::E015, reading.place(at, at + 1), {std::to_string(reading.limits.depth)});
        return std::nullopt;
    }
    Feed feed(reading.text, reading.limits.value_bytes);
    Builder builder(reading, diagnostics, feed);
    Explainer explainer(reading, builder, diagnostics);
    try {
        std::istream stream(&feed);
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder)) {
            if (feed.has_refused()) {
                explainer.explain_refusal(feed.progress());
                return std::nullopt;
            }
            YamlNode nothing;
            nothing.at = reading.place(0, 1);
            return nothing;
        }
        parser.HandleNextDocument(builder);  // a second one is refused at its beginning
    } catch (const Stop&) {
        return std::nullopt;
    } catch (const Fault& fault) {
        explainer.explain(fault.at, fault.message);
        return std::nullopt;
    } catch (const YAML::Exception& fault) {
        if (feed.has_refused())
            explainer.explain_refusal(feed.progress());
        else
            explainer.explain(fault.mark.is_null() ? builder.last_end() : static_cast<std::size_t>(std::max(0, fault.mark.pos)), fault.msg);
        return std::nullopt;
    } catch (const std::exception&) {
        // What the library throws beside its own (bad_alloc aside) is a text that it could not cope with.
        explainer.explain(builder.last_end(), "");
        return std::nullopt;
    }
    if (feed.has_refused()) {
        explainer.explain_refusal(feed.progress());
        return std::nullopt;
    }
    if (const std::size_t at = directive(reading.text); at != none) {
        explainer.explain(at, YAML::ErrorMsg::YAML_DIRECTIVE_ARGS);
        return std::nullopt;
    }
    YamlNode root = builder.take_root();
    if (root.kind == YamlNode::Kind::scalar && !root.quoted) {
        const std::size_t begin = reading.text.find_first_not_of(" \n");
        const std::size_t line = root.at.line == 0 ? 0 : reading.source.line_begin(root.at.line) - reading.base;
        if (explainer.explain_scalar(begin == none ? 0 : std::max(begin, line))) return std::nullopt;
    }
    return root;
}

}  // namespace

const YamlEntry* YamlNode::find(std::string_view key) const {
    for (const YamlEntry& entry : entries) {
        if (entry.key == key) return &entry;
    }
    return nullptr;
}

std::size_t full_width_colon(std::string_view content) {
    constexpr std::size_t longest_key = 20;
    std::size_t length = 0;
    for (std::size_t at = 0; at < content.size() && length <= longest_key; ++length) {
        const std::size_t begin = at;
        const char32_t character = next_character(content, at);
        if (character == U'：') return length > 0 ? begin : none;
        const bool is_ascii_key =
            character < 0x80 && (is_ascii_alnum(static_cast<char>(character)) || character == '-' || character == '_' || character == ' ');
        if (!is_ascii_key && !is_han(character)) return none;
    }
    return none;
}

std::optional<YamlNode> parse_yaml(const Source& source, std::string_view text, std::uint32_t first_line, Diagnostics& diagnostics,
                                   const YamlLimits& limits) {
    const Reading reading{source, text, source.line_begin(first_line), limits};
    if (limits.reader == YamlReader::quick) {
        if (auto tree = QuickReader(reading).read()) return tree;
    }
    return read_with_library(reading, diagnostics);
}

}  // namespace mulu
