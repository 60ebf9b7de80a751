// SPDX-License-Identifier: Apache-2.0
#include "formats/markdown.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/result.hpp"
#include "base/text.hpp"
#include "formats/cjk.hpp"
#include "formats/html.hpp"

// node.h and parser.h, which Debian installs, show the structs: their text is read in place. The accessors of
// cmark-gfm.h copy each piece of text and measure it again, which takes as long as parsing.
#include <cmark-gfm/cmark-gfm-extension_api.h>
#include <cmark-gfm/cmark-gfm.h>
#include <cmark-gfm/houdini.h>
#include <cmark-gfm/node.h>
#include <cmark-gfm/parser.h>

#include <cmark-gfm-core-extensions.h>

// Node types of the table extension, in no installed header.
extern "C" {
extern cmark_node_type CMARK_NODE_TABLE;
extern cmark_node_type CMARK_NODE_TABLE_ROW;
extern cmark_node_type CMARK_NODE_TABLE_CELL;
}

namespace mulu {
namespace {

using Node = cmark_node;

/// Emphasis, strong text, links and deletions nest at most so deep in the HTML; deeper ones lose their tags.
constexpr std::size_t deepest_inline = 32;
/// Work of cmark-gfm on one opener of a comment that does not end is the rest of its paragraph; this much on average.
constexpr std::size_t bytes_a_comment_opener = 64 * 1024;

struct Extensions {
    cmark_syntax_extension* table = nullptr;
    cmark_syntax_extension* tasklist = nullptr;
};

/// cmark-gfm's registry is a bare global; the compiler's guard of this static makes registration happen once.
const Extensions& extensions() {
    static const Extensions found = [] {
        cmark_gfm_core_extensions_ensure_registered();
        return Extensions{cmark_find_syntax_extension("table"), cmark_find_syntax_extension("tasklist")};
    }();
    return found;
}

// ---- memory

#if defined(__has_feature)
#define MULU_HAS_FEATURE(name) __has_feature(name)
#else
#define MULU_HAS_FEATURE(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || MULU_HAS_FEATURE(address_sanitizer)
constexpr std::size_t arena_block = 0;  // each piece is a block, so that the sanitizer sees its bounds
#else
constexpr std::size_t arena_block = 64 * 1024;
#endif
#undef MULU_HAS_FEATURE

/// Memory of one tree, given back as a whole: a third of the time of a parse went into malloc() and free(). cmark-gfm
/// has an arena too, but one for the whole process.
class Arena {
public:
    Arena() = default;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena() {
        if (!blocks_.empty()) spare_ = std::move(blocks_.front());
    }

    void* get(std::size_t size) {
        const std::size_t whole = (size + header + 15) / 16 * 16;
        char* begin = nullptr;
        if (whole > arena_block / 4) {
            large_.push_back(take(whole));
            begin = large_.back().get();
        } else {
            if (static_cast<std::size_t>(end_ - free_) < whole) {
                blocks_.push_back(spare_ != nullptr ? std::move(spare_) : take(arena_block));
                free_ = blocks_.back().get();
                end_ = free_ + arena_block;
            }
            begin = std::exchange(free_, free_ + whole);
        }
        size_of(begin + header) = whole - header;
        return begin + header;
    }

    void* resize(void* piece, std::size_t size) {
        if (piece == nullptr) return get(size);
        const std::size_t old = size_of(piece);
        if (size <= old) return piece;
        void* fresh = get(size);
        std::memcpy(fresh, piece, old);
        return fresh;
    }

private:
    struct Free {
        void operator()(char* block) const { std::free(block); }
    };
    using Block = std::unique_ptr<char, Free>;

    static Block take(std::size_t size) {
        Block block(static_cast<char*>(std::malloc(size)));
        if (block == nullptr) std::abort();  // as cmark-gfm does
        return block;
    }

    static constexpr std::size_t header = 16;  // keeps pieces aligned
    static std::size_t& size_of(void* piece) { return *reinterpret_cast<std::size_t*>(static_cast<char*>(piece) - header); }

    /// One block that the thread's next tree begins with: malloc() would give it back to the system and fetch it again.
    static thread_local Block spare_;

    std::vector<Block> blocks_, large_;
    char* free_ = nullptr;
    char* end_ = nullptr;
};

thread_local Arena::Block Arena::spare_;

/// The arena of the tree that this thread is parsing: cmark-gfm's allocators get no argument to say so.
thread_local Arena* current_arena = nullptr;

cmark_mem arena_memory{[](std::size_t count, std::size_t size) { return std::memset(current_arena->get(count * size), 0, count * size); },
                       [](void* piece, std::size_t size) { return current_arena->resize(piece, size); }, [](void*) {}};

std::string_view view(const cmark_chunk& chunk) {
    return {reinterpret_cast<const char*>(chunk.data), static_cast<std::size_t>(std::max(chunk.len, 0))};
}
std::string_view content_of(const Node* node) {
    return {reinterpret_cast<const char*>(node->content.ptr), static_cast<std::size_t>(std::max(node->content.size, 0))};
}

std::uint32_t line_of(const Node* node) { return static_cast<std::uint32_t>(std::max(node->start_line, 1)); }

bool has_inlines(const Node* node) {
    return node->type == CMARK_NODE_PARAGRAPH || node->type == CMARK_NODE_HEADING || node->type == CMARK_NODE_TABLE_CELL;
}

/// The node behind `node` in document order that is not inside it, up to the end of `root`.
Node* next_outside(Node* node, const Node* root) {
    while (node != root) {
        if (node->next != nullptr) return node->next;
        node = node->parent;
    }
    return nullptr;
}
Node* next_in_order(Node* node, const Node* root) { return node->first_child != nullptr ? node->first_child : next_outside(node, root); }

std::string without_markers(std::string_view text) {
    std::string plain;
    append_unmarked(plain, text);
    return plain;
}

// ---- limits

/// A limit that a body exceeds: its name, its value, and how to mend the body.
BodyRemark over_limit(std::uint32_t line, Words name, std::size_t limit, Words help) {
    return {Code::E409, line, 1, 1, {std::move(name), Words(std::to_string(limit)), std::move(help)}};
}

std::size_t indent_of(std::string_view line) {
    std::size_t i = 0;
    while (i < line.size() && (line[i] == ' ' || line[i] == '\t')) ++i;
    return i;
}

bool is_thematic_break(std::string_view rest) {
    if (rest.empty() || (rest[0] != '*' && rest[0] != '-' && rest[0] != '_')) return false;
    std::size_t count = 0;
    for (const char c : rest) {
        if (c == rest[0]) {
            ++count;
        } else if (c != ' ' && c != '\t') {
            return false;
        }
    }
    return count >= 3;
}

/// How many quotes, list items and footnotes could begin on `line`: never fewer than cmark-gfm would open, and not
/// counted beyond `limit` + 1.
std::size_t count_openers(std::string_view line, std::size_t limit) {
    std::size_t count = 0;
    const auto ends_marker = [&](std::size_t at) { return at >= line.size() || line[at] == ' ' || line[at] == '\t'; };
    for (std::size_t i = indent_of(line); i < line.size() && count <= limit; i += indent_of(line.substr(i))) {
        const char c = line[i];
        if (c == '>') {
            ++i;
        } else if (c == '-' || c == '+' || c == '*') {
            if (!ends_marker(i + 1) || is_thematic_break(line.substr(i))) return count;
            ++i;
        } else if (c >= '0' && c <= '9') {
            std::size_t behind = i;
            while (behind < line.size() && behind - i < 9 && line[behind] >= '0' && line[behind] <= '9') ++behind;
            if (behind >= line.size() || (line[behind] != '.' && line[behind] != ')') || !ends_marker(behind + 1)) return count;
            i = behind + 1;
        } else if (c == '[' && i + 1 < line.size() && line[i + 1] == '^') {
            const std::size_t behind = line.find("]:", i);
            if (behind == std::string_view::npos) return count;
            i = behind + 2;
        } else {
            return count;
        }
        ++count;
    }
    return count;
}

/// Whether the line may be the row of dashes under a table's head.
bool is_delimiter_row(std::string_view line) {
    bool dash = false;
    for (const char c : line) {
        if (c == '-') {
            dash = true;
        } else if (c != '|' && c != ':' && c != ' ' && c != '\t' && c != '\v' && c != '\f' && c != '>') {
            return false;
        }
    }
    return dash;
}

std::size_t count_of(std::string_view text, char c) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), c)); }

std::size_t most_pipes_in_a_line(std::string_view text) {
    std::size_t most = 0, here = 0;
    for (const char c : text) {
        if (c == '|') most = std::max(most, ++here);
        if (c == '\n') here = 0;
    }
    return most;
}

/// The open blocks that nest, from `current` up.
std::size_t depth_of(const Node* current) {
    std::size_t depth = 0;
    for (; current != nullptr; current = current->parent) {
        depth += current->type == CMARK_NODE_BLOCK_QUOTE || current->type == CMARK_NODE_LIST || current->type == CMARK_NODE_FOOTNOTE_DEFINITION;
    }
    return depth;
}

const Node* table_around(const Node* node) {
    while (node != nullptr && (node->type == CMARK_NODE_TABLE_CELL || node->type == CMARK_NODE_TABLE_ROW)) node = node->parent;
    return node != nullptr && node->type == CMARK_NODE_TABLE ? node : nullptr;
}

const Words too_nested("引用、列表的层数", "levels of quotes and lists");
const Words flatten("减少引用和列表的层数", "nest quotes and lists less deeply");
const Words table_width("表格的列数", "columns of a table");
const Words narrow("把表格分成几张，或把数据放进附件", "split the table, or put the data into an attachment");

/// Bytes at which cmark-gfm ends a piece of text, and of these the ones that check_inline() looks at.
enum class Piece : std::uint8_t { inside, end, markup };
constexpr std::array<Piece, 256> pieces = [] {
    std::array<Piece, 256> table{};
    for (const char c : std::string_view("\n\\&!\"'-.")) table[static_cast<unsigned char>(c)] = Piece::end;
    for (const char c : std::string_view("*_~`[]<")) table[static_cast<unsigned char>(c)] = Piece::markup;
    return table;
}();

/// Adds up what cmark-gfm will have to do on inline text, block by block.
struct InlineWork {
    const MarkdownLimits& limits;
    std::size_t brackets = 0, openers = 0, opener_bytes = 0, squares = 0, nodes = 0;

    std::optional<BodyRemark> check_inline(const Node* block) {
        const std::string_view text = content_of(block);
        std::size_t markup = 0;
        for (std::size_t i = 0; i < text.size();) {
            const char c = text[i];
            if (static_cast<unsigned char>(c) >= 0xE0) {  // a character of three bytes or more, as most are
                i += 3;
                continue;
            }
            const Piece piece = pieces[static_cast<unsigned char>(c)];
            if (piece == Piece::inside) {
                ++i;
                continue;
            }
            ++nodes;
            if (piece != Piece::markup) {
                ++i;
                continue;
            }
            std::size_t end = i + 1;
            while (end < text.size() && text[end] == c) ++end;
            const auto line = [&] { return line_of(block) + static_cast<std::uint32_t>(count_of(text.substr(0, i), '\n')); };
            if (c == '<') {
                const char next = end < text.size() ? text[end] : '\0';
                if (next == '!' || next == '?') {
                    ++openers;
                    opener_bytes += text.size() - end;
                    if (openers > limits.comment_openers || opener_bytes > limits.comment_openers * bytes_a_comment_opener) {
                        return over_limit(line(), Words("一段里 <! 和 <? 的个数", "<! and <? in a paragraph"), limits.comment_openers,
                                          Words("删去这些注释", "delete these comments"));
                    }
                }
            } else {
                if (end - i > limits.delimiter_run) {
                    return over_limit(line(), Words("连续的 " + std::string(1, c) + " 的个数", "characters " + std::string(1, c) + " in a row"),
                                      limits.delimiter_run,
                                      Words("写短一些，或用反引号括起来的代码块", "write fewer, or put them into a code block"));
                }
                if (c == '[') {
                    brackets += end - i;
                    if (brackets > limits.brackets) {
                        return over_limit(line(), Words("方括号 [ 的个数", "brackets ["), limits.brackets,
                                          Words("减少链接，或把正文分成几条", "use fewer links, or split the item"));
                    }
                }
                if (c == '*' || c == '_' || c == '[') markup += c == '[' ? end - i : 1;
            }
            i = end;
        }
        if (nodes > limits.pieces) {
            return over_limit(line_of(block), Words("标点、符号的个数", "punctuation marks and symbols"), limits.pieces,
                              Words("把大段数据放进附件", "put bulk data into an attachment"));
        }
        squares += markup * markup;
        if (squares > static_cast<std::size_t>(limits.markup) * limits.markup) {
            return over_limit(line_of(block), Words("一段里 * _ [ 的个数", "characters * _ [ in a paragraph"), limits.markup,
                              Words("用空行把段落分开", "divide the paragraph by blank lines"));
        }
        return std::nullopt;
    }
};

// ---- the tree

/// The body as cmark-gfm gets it: lines end with \n, no NUL, well-formed UTF-8, no marker but those set here.
std::string prepare(std::string_view body) {
    std::string clean;
    const bool sound = body.find('\r') == std::string_view::npos && body.find('\0') == std::string_view::npos &&
                       find_marker(body) == std::string_view::npos && !first_invalid_utf8(body);
    if (!sound) {
        clean.reserve(body.size());
        for (std::size_t at = 0; at < body.size();) {
            const char32_t character = next_character(body, at);
            if (character == U'\r') {
                if (at >= body.size() || body[at] != '\n') clean += '\n';
            } else if (character == 0) {
                append_character(clean, 0xFFFD);
            } else if (character != emphasis_marker) {
                append_character(clean, character);
            }
        }
        body = clean;
    }
    std::string text = mark_emphasis(body);
    if (!text.empty() && text.back() != '\n') text += '\n';
    // cmark-gfm takes for a footnote whatever follows [ and reads ^ once unescaped, and measures its name in the source:
    // with [&#94;x] it reads beyond its buffer, with [\^x] and ![^x] one byte too many. A marker hides the ^.
    for (std::size_t at = text.find('['); at != std::string::npos; at = text.find('[', at + 1)) {
        const std::string_view rest = std::string_view(text).substr(at + 1, 2);
        if (rest.starts_with('&') || rest == "\\^" || (rest.starts_with('^') && at > 0 && text[at - 1] == '!'))
            text.insert(at + 1, emphasis_marker_utf8);
    }
    return text;
}

/// A footnote's definition, and how often the shown text refers to it.
struct Footnote {
    Node* definition = nullptr;
    std::size_t references = 0;
    std::size_t shown = 0;  ///< references written so far
};

/// A parsed body, or the limit that it exceeds.
class Tree {
public:
    Tree(std::string_view body, const MarkdownLimits& limits);

    /// nullptr if a limit was exceeded.
    Node* root() const { return root_; }
    const std::optional<BodyRemark>& over() const { return over_; }
    const std::string& text() const { return text_; }
    std::vector<Footnote>& notes() { return notes_; }
    /// Number of the note that a reference means, from 0.
    std::size_t note_of(const Node* reference) const { return note_numbers_.at(reference->parent_footnote_def); }
    bool has_note(const Node* reference) const { return note_numbers_.contains(reference->parent_footnote_def); }

private:
    bool read_lines(cmark_parser* parser, const MarkdownLimits& limits);
    bool check_blocks(cmark_parser* parser, const MarkdownLimits& limits);
    void strike();
    void strike_children(Node* parent);
    void number_notes();

    std::string text_;
    Arena arena_;
    Node* root_ = nullptr;
    std::optional<BodyRemark> over_;
    std::vector<Footnote> notes_;
    std::unordered_map<const Node*, std::size_t> note_numbers_;
};

Tree::Tree(std::string_view body, const MarkdownLimits& limits) {
    if (body.size() > limits.bytes) {
        over_ = over_limit(1, Words("正文的字节数", "bytes"), limits.bytes,
                           Words("把大段内容放进附件，或分成几条", "put bulk into an attachment, or split the item"));
        return;
    }
    text_ = prepare(body);
    // Strikethrough is ours (strike()): cmark-gfm's registers ~ in global tables at each parse and takes it out again at
    // the end, so that threads would disturb each other. It would also strike what stands between two ranges 1~3、5~6.
    const int options = text_.find("[^") == std::string::npos ? CMARK_OPT_DEFAULT : CMARK_OPT_FOOTNOTES;  // they cost two passes
    current_arena = &arena_;
    cmark_parser* parser = cmark_parser_new_with_mem(options, &arena_memory);
    cmark_parser_attach_syntax_extension(parser, extensions().table);
    cmark_parser_attach_syntax_extension(parser, extensions().tasklist);
    if (read_lines(parser, limits) && check_blocks(parser, limits)) root_ = cmark_parser_finish(parser);
    if (root_ != nullptr && text_.find("~~") != std::string::npos) strike();
    current_arena = nullptr;
    if (root_ != nullptr) number_notes();
}

/// Gives the lines to the parser one by one, so that no line reaches it that would cost too much.
bool Tree::read_lines(cmark_parser* parser, const MarkdownLimits& limits) {
    std::size_t cells = 0, lead = 0, raw_tags = 0;
    std::uint32_t number = 0;
    for (std::size_t begin = 0; begin < text_.size();) {
        const std::size_t end = text_.find('\n', begin);
        const std::string_view line = std::string_view(text_).substr(begin, end - begin);
        if (++number > limits.lines) {
            over_ = over_limit(number, Words("正文的行数", "lines"), limits.lines,
                               Words("把大段内容放进附件，或分成几条", "put bulk into an attachment, or split the item"));
            return false;
        }
        if (count_openers(line, limits.nesting) > limits.nesting) {
            over_ = over_limit(number, too_nested, limits.nesting, flatten);
            return false;
        }
        // Looking for the head of a table, cmark-gfm reads the whole paragraph above each row of dashes, and goes back to
        // its start from each line without a pipe; a row costs the square of its pipes (CVE-2023-37463 and before).
        const Node* current = parser->current;
        if (current->type == CMARK_NODE_PARAGRAPH && is_delimiter_row(line)) {
            const std::string_view above = content_of(current);
            lead += above.size() * (count_of(above, '\n') + 1);
            if (lead > limits.table_lead * limits.table_lead) {
                over_ = over_limit(number, Words("紧接在表格上方的文字", "text directly above tables"), limits.table_lead,
                                   Words("在表格上方空一行", "put a blank line above the table"));
                return false;
            }
            if (std::max(most_pipes_in_a_line(above), count_of(line, '|')) > limits.table_columns + 1) {
                over_ = over_limit(number, table_width, limits.table_columns, narrow);
                return false;
            }
        } else if (table_around(current) != nullptr && count_of(line, '|') > limits.table_columns + 1) {
            over_ = over_limit(number, table_width, limits.table_columns, narrow);
            return false;
        }
        cmark_parser_feed(parser, text_.data() + begin, end + 1 - begin);
        begin = end + 1;
        if (depth_of(parser->current) > limits.nesting) {
            over_ = over_limit(number, too_nested, limits.nesting, flatten);
            return false;
        }
        if (parser->current->type == CMARK_NODE_HTML_BLOCK) {
            raw_tags += count_of(line, '<');
            if (raw_tags > limits.raw_tags) {
                over_ = over_limit(number, Words("HTML 标签的个数", "HTML tags"), limits.raw_tags, narrow);
                return false;
            }
        }
        if (const Node* table = table_around(parser->current)) {
            const std::size_t columns = cmark_gfm_extensions_get_table_columns(const_cast<Node*>(table));
            if (columns > limits.table_columns) {
                over_ = over_limit(number, table_width, limits.table_columns, narrow);
                return false;
            }
            cells += columns;
            if (cells > limits.table_cells) {
                over_ = over_limit(number, Words("表格的格数", "table cells"), limits.table_cells, narrow);
                return false;
            }
        }
    }
    // A blank line ends the last paragraph, so that its link definitions are known to check_blocks().
    if (parser->current->type == CMARK_NODE_PARAGRAPH) cmark_parser_feed(parser, "\n", 1);
    return true;
}

/// Weighs the inline text of all blocks before the parser reads it.
bool Tree::check_blocks(cmark_parser* parser, const MarkdownLimits& limits) {
    InlineWork work{limits};
    for (Node* node = parser->root; node != nullptr; node = next_in_order(node, parser->root)) {
        if (!has_inlines(node)) continue;
        over_ = work.check_inline(node);
        if (over_) return false;
    }
    std::size_t longest = 0;
    for (const cmark_map_entry* entry = parser->refmap->refs; entry != nullptr; entry = entry->next) {
        const auto* definition = reinterpret_cast<const cmark_reference*>(entry);
        longest = std::max(longest, view(definition->url).size() + view(definition->title).size());
    }
    if (longest > limits.definition || longest * work.brackets > 2 * limits.bytes) {
        over_ = over_limit(1, Words("链接定义的字节数", "bytes of a link definition"), limits.definition,
                           Words("缩短地址，或少用几次", "shorten the address, or use it less often"));
        return false;
    }
    return true;
}

// ---- strikethrough

void append_child(Node* parent, Node* child) {
    child->parent = parent;
    child->next = nullptr;
    child->prev = parent->last_child;
    (parent->last_child != nullptr ? parent->last_child->next : parent->first_child) = child;
    parent->last_child = child;
}

/// The text that a leaf shows, or nothing for what shows none or no text.
std::string_view shown_text(const Node* node) {
    return node->type == CMARK_NODE_TEXT || node->type == CMARK_NODE_CODE ? view(node->as.literal) : std::string_view();
}

/// The last character of `text` that is no marker, or 0.
char32_t last_of(std::string_view text) {
    while (text.ends_with(emphasis_marker_utf8)) text.remove_suffix(emphasis_marker_utf8.size());
    return last_character(text);
}
char32_t first_of(std::string_view text) {
    while (text.starts_with(emphasis_marker_utf8)) text.remove_prefix(emphasis_marker_utf8.size());
    std::size_t at = 0;
    return text.empty() ? 0 : next_character(text, at);
}

/// The last character shown by `node` and what it holds; U+FFFC for what is no text, 0 for a line break.
char32_t last_shown(const Node* node) {
    while (node->last_child != nullptr) node = node->last_child;
    const std::string_view text = shown_text(node);
    if (node->type == CMARK_NODE_SOFTBREAK || node->type == CMARK_NODE_LINEBREAK) return 0;
    return text.empty() ? 0xFFFC : last_of(text);
}
char32_t first_shown(const Node* node) {
    while (node->first_child != nullptr) node = node->first_child;
    const std::string_view text = shown_text(node);
    if (node->type == CMARK_NODE_SOFTBREAK || node->type == CMARK_NODE_LINEBREAK) return 0;
    return text.empty() ? 0xFFFC : first_of(text);
}

/// A pair of tildes among the children of one node.
struct Tildes {
    Node* text = nullptr;
    std::size_t at = 0;
    char32_t before = 0, after = 0;
    int partner = -1;
};

/// Matches tildes as GFM does: a closer takes the nearest opener. Returns how many are left over.
std::size_t pair_tildes(std::vector<Tildes>& all, Flanks (*rule)(char32_t, char32_t)) {
    std::vector<int> open;
    std::size_t paired = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].partner = -1;
        const Flanks sides = rule(all[i].before, all[i].after);
        if (sides.close && !open.empty()) {
            all[i].partner = open.back();
            all[static_cast<std::size_t>(open.back())].partner = static_cast<int>(i);
            open.pop_back();
            paired += 2;
        } else if (sides.open) {
            open.push_back(static_cast<int>(i));
        }
    }
    return all.size() - paired;
}

void Tree::strike() {
    for (Node* node = root_; node != nullptr; node = next_in_order(node, root_)) {
        if (node->first_child != nullptr && (has_inlines(node) || CMARK_NODE_INLINE_P(node)) && node->type != CMARK_NODE_CUSTOM_INLINE)
            strike_children(node);
    }
}

/// Puts CUSTOM_INLINE nodes around what stands between two pairs of tildes among the children of `parent`. Tildes that
/// were escaped are a text node of their own, one character long, so two in one node are always meant.
void Tree::strike_children(Node* parent) {
    std::vector<Tildes> all;
    for (Node* child = parent->first_child; child != nullptr; child = child->next) {
        if (child->type != CMARK_NODE_TEXT) continue;
        const std::string_view text = view(child->as.literal);
        for (std::size_t at = text.find("~~"); at != std::string_view::npos; at = text.find("~~", at)) {
            std::size_t end = at;
            while (end < text.size() && text[end] == '~') ++end;
            if (end - at == 2) {
                char32_t before = last_of(text.substr(0, at)), after = first_of(text.substr(end));
                if (before == 0 && child->prev != nullptr) before = last_shown(child->prev);
                if (after == 0 && child->next != nullptr) after = first_shown(child->next);
                all.push_back({child, at, before, after});
            }
            at = end;
        }
    }
    if (all.size() < 2) return;
    if (const std::size_t strict = pair_tildes(all, flanks); strict > 0 && pair_tildes(all, loose_flanks) >= strict) pair_tildes(all, flanks);

    Node* child = std::exchange(parent->first_child, nullptr);
    parent->last_child = nullptr;
    std::vector<Node*> around{parent};
    std::size_t mark = 0;
    cmark_mem* mem = cmark_node_mem(parent);
    while (child != nullptr) {
        Node* next = child->next;
        append_child(around.back(), child);
        std::size_t from = 0;
        const cmark_chunk whole = child->type == CMARK_NODE_TEXT ? child->as.literal : cmark_chunk{};
        const auto piece = [&](std::size_t begin, std::size_t end) {
            if (begin == 0) {
                child->as.literal.len = static_cast<bufsize_t>(end);  // keeps what it owns
            } else if (end > begin) {
                Node* text = cmark_node_new_with_mem(CMARK_NODE_TEXT, mem);
                text->as.literal = {whole.data + begin, static_cast<bufsize_t>(end - begin), 0};
                append_child(around.back(), text);
            }
        };
        for (; mark < all.size() && all[mark].text == child; ++mark) {
            if (all[mark].partner < 0) continue;
            piece(from, all[mark].at);
            from = all[mark].at + 2;
            if (all[mark].partner > static_cast<int>(mark)) {
                Node* struck = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_INLINE, mem);
                append_child(around.back(), struck);
                around.push_back(struck);
            } else {
                around.pop_back();
            }
        }
        if (from > 0) piece(from, static_cast<std::size_t>(whole.len));
        child = next;
    }
}

// ---- footnotes

/// Numbers the notes by their first reference in what is shown: the body, then the notes themselves. cmark-gfm counts
/// references inside notes that nobody refers to, and in alternative texts, too.
void Tree::number_notes() {
    if (root_->last_child == nullptr || root_->last_child->type != CMARK_NODE_FOOTNOTE_DEFINITION) return;
    const auto count = [&](Node* top) {
        for (Node* node = top; node != nullptr;) {
            if (node->type == CMARK_NODE_FOOTNOTE_REFERENCE && node->parent_footnote_def != nullptr) {
                const auto [found, added] = note_numbers_.try_emplace(node->parent_footnote_def, notes_.size());
                if (added) notes_.push_back({node->parent_footnote_def});
                ++notes_[found->second].references;
            }
            node = node->type == CMARK_NODE_IMAGE ? next_outside(node, top) : next_in_order(node, top);
        }
    };
    for (Node* block = root_->first_child; block != nullptr; block = block->next) {
        if (block->type != CMARK_NODE_FOOTNOTE_DEFINITION) count(block);
    }
    for (std::size_t i = 0; i < notes_.size(); ++i) count(notes_[i].definition);
}

// ---- plain text

/// The nearest character of a script before (or behind) a soft break, past shared marks and what shows no text.
char32_t script_before(const Node* node) {
    while (true) {
        while (node->prev == nullptr) {
            node = node->parent;
            if (!CMARK_NODE_INLINE_P(const_cast<Node*>(node))) return 0;
        }
        node = node->prev;
        while (node->last_child != nullptr) node = node->last_child;
        if (node->type == CMARK_NODE_SOFTBREAK || node->type == CMARK_NODE_LINEBREAK || node->type == CMARK_NODE_IMAGE) return 0;
        std::string_view text = shown_text(node);
        while (!text.empty()) {
            const char32_t character = last_character(text);
            if (!is_shared_mark(character) && character != emphasis_marker) return character;
            std::size_t size = 1;
            while (size < text.size() && (static_cast<unsigned char>(text[text.size() - size]) & 0xC0) == 0x80) ++size;
            text.remove_suffix(size);
        }
    }
}
char32_t script_after(const Node* node) {
    while (true) {
        while (node->next == nullptr) {
            node = node->parent;
            if (!CMARK_NODE_INLINE_P(const_cast<Node*>(node))) return 0;
        }
        node = node->next;
        while (node->first_child != nullptr) node = node->first_child;
        if (node->type == CMARK_NODE_SOFTBREAK || node->type == CMARK_NODE_LINEBREAK || node->type == CMARK_NODE_IMAGE) return 0;
        const std::string_view text = shown_text(node);
        for (std::size_t at = 0; at < text.size();) {
            const char32_t character = next_character(text, at);
            if (!is_shared_mark(character) && character != emphasis_marker) return character;
        }
    }
}

bool is_joint(const Node* soft_break) { return joins_lines(script_before(soft_break), script_after(soft_break)); }

/// Appends the text of the inlines under `top`, without markup.
void append_inline_text(std::string& out, Node* top) {
    for (Node* node = top->first_child; node != nullptr; node = next_in_order(node, top)) {
        switch (node->type) {
            case CMARK_NODE_TEXT:
            case CMARK_NODE_CODE:
                append_unmarked(out, view(node->as.literal));
                break;
            case CMARK_NODE_SOFTBREAK:
                if (!is_joint(node)) out += ' ';
                break;
            case CMARK_NODE_LINEBREAK:
                out += ' ';
                break;
            default:
                break;
        }
    }
}
std::string inline_text(Node* top) {
    std::string text;
    append_inline_text(text, top);
    return text;
}

/// Appends raw HTML without tags and comments, entities decoded.
void append_raw_text(std::string& out, std::string_view html) {
    std::string bare;
    for (std::size_t at = 0; at < html.size();) {
        const char next = at + 1 < html.size() ? html[at + 1] : '\0';
        if (html[at] == '<' && ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' || next == '!' || next == '?')) {
            const std::string_view closer = html.substr(at).starts_with("<!--") ? "-->" : ">";
            const std::size_t end = html.find(closer, at);
            if (end == std::string_view::npos) break;
            at = end + closer.size();
            if (closer.size() == 1) bare += ' ';
        } else {
            bare += html[at++];
        }
    }
    cmark_strbuf decoded;
    cmark_strbuf_init(cmark_get_default_mem_allocator(), &decoded, 0);
    houdini_unescape_html_f(&decoded, reinterpret_cast<const uint8_t*>(bare.data()), static_cast<bufsize_t>(bare.size()));
    append_unmarked(out, {reinterpret_cast<const char*>(decoded.ptr), static_cast<std::size_t>(decoded.size)});
    cmark_strbuf_free(&decoded);
}

// ---- places in the source

/// Finds what an author wrote, from the line of its block on.
class Finder {
public:
    explicit Finder(std::string_view text) : text_(text) {}

    struct Found {
        std::uint32_t line = 1, column = 1, length = 1;
    };

    /// Line `number` (from 1), without its end.
    std::string_view line(std::uint32_t number) {
        count_lines();
        const std::size_t begin = start_of(number);
        return text_.substr(begin, std::min(text_.find('\n', begin), text_.size()) - begin);
    }

    /// The first of `needles` that stands on the lines from `first` to `last`, behind what was last found there.
    Found find(std::uint32_t first, std::uint32_t last, std::initializer_list<std::string_view> needles) {
        count_lines();
        const std::size_t block = start_of(first);
        if (block != block_) behind_ = block_ = block;
        const std::size_t end = start_of(std::max(first, last) + 1);
        for (const std::string_view needle : needles) {
            if (needle.empty()) continue;
            const std::string_view range = text_.substr(behind_, std::min(end - std::min(end, behind_), longest_search));
            const std::size_t at = range.find(needle);
            if (at == std::string_view::npos) continue;
            const std::size_t begin = behind_ + at;
            behind_ = begin + needle.size();
            const auto above = std::upper_bound(starts_.begin(), starts_.end(), begin) - 1;
            // Columns are counted on from the last place: a line may hold as many places as characters.
            if (counted_ < *above || counted_ > begin) {
                counted_ = *above;
                column_ = 1;
            }
            column_ += static_cast<std::uint32_t>(count_characters(without_markers(text_.substr(counted_, begin - counted_))));
            counted_ = begin;
            return {static_cast<std::uint32_t>(above - starts_.begin()) + 1, column_, static_cast<std::uint32_t>(count_characters(needle))};
        }
        return {first, 1, 1};
    }

private:
    /// Reference links are not where their target is; so much is read in vain for each.
    static constexpr std::size_t longest_search = 4096;

    void count_lines() {
        if (!starts_.empty()) return;
        starts_.push_back(0);
        for (std::size_t end = text_.find('\n'); end != std::string_view::npos; end = text_.find('\n', end + 1)) starts_.push_back(end + 1);
    }

    std::size_t start_of(std::uint32_t line) const { return line - 1 < starts_.size() ? starts_[line - 1] : text_.size(); }

    std::string_view text_;
    std::vector<std::size_t> starts_;
    std::size_t block_ = static_cast<std::size_t>(-1), behind_ = 0;
    std::size_t counted_ = 0;   ///< up to this byte of its line
    std::uint32_t column_ = 1;  ///< of counted_
};

// ---- HTML

/// What a fenced block's language may be as part of a class; empty if nothing is left.
std::string language_of(std::string_view info) {
    std::string language;
    for (const char c : info.substr(0, std::min(info.find_first_of(" \t"), std::size_t{32}))) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '+' || c == '#' || c == '.') {
            language += c;
        } else if (c >= 'A' && c <= 'Z') {
            language += static_cast<char>(c - 'A' + 'a');
        }
    }
    return language;
}

/// Appends `url` as an attribute value in which a URL parser finds nothing to complain of; Han stays as it is.
void append_url(std::string& out, std::string_view url) {
    constexpr char hex[] = "0123456789ABCDEF";
    std::string safe;
    safe.reserve(url.size());
    bool fragment = false;
    const auto is_hex = [&](std::size_t i) {
        return i < url.size() && ((url[i] >= '0' && url[i] <= '9') || (url[i] >= 'a' && url[i] <= 'f') || (url[i] >= 'A' && url[i] <= 'F'));
    };
    for (std::size_t i = 0; i < url.size(); ++i) {
        const char c = url[i];
        const auto byte = static_cast<unsigned char>(c);
        const bool refused = byte <= 0x20 || byte == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^' || c == '`' || c == '{' ||
                             c == '|' || c == '}' || c == '[' || c == ']' || (c == '#' && fragment) ||
                             (c == '%' && !(is_hex(i + 1) && is_hex(i + 2)));
        if (c == '#') fragment = true;
        if (refused) {
            safe += '%';
            safe += hex[byte >> 4];
            safe += hex[byte & 15];
        } else {
            safe += c;
        }
    }
    append_html_attribute(out, safe);
}

// ---- drafts

/// What a draft leaves open. A hole is a NUL, which HTML never has, one of these, and what is known of the hole: texts that end with a NUL.
enum class Hole : char {
    link = 'L',   ///< a link's tag: target, text, title
    end = 'E',    ///< the end of the innermost open link
    image = 'I',  ///< an image: target, alternative text, title
    table = 'T',  ///< words, each as an attribute's value
    done = 'D',
    open = 'O'
};

std::string_view words_in(Hole hole, const MarkdownWords& words) { return hole == Hole::table ? words.table : hole == Hole::done ? words.done : words.open; }

void put_hole(std::string& out, Hole hole, std::initializer_list<std::string_view> texts = {}) {
    out += '\0';
    out += static_cast<char>(hole);
    for (const std::string_view text : texts) {
        out += text;
        out += '\0';
    }
}

void append_title(std::string& out, std::string_view title) {
    if (title.empty()) return;
    out += " title=\"";
    append_html_attribute(out, title);
    out += '"';
}

/// The tag of a link that leads somewhere.
void append_link_tag(std::string& out, const ResolvedLink& resolved, std::string_view title) {
    out += "<a href=\"";
    append_url(out, resolved.href);
    out += '"';
    if (!resolved.download.empty()) {
        out += " download=\"";
        append_html_attribute(out, resolved.download);
        out += '"';
    }
    if (resolved.external) out += " rel=\"noopener external\"";
    append_title(out, title);
    out += '>';
}

/// An image, or the text in its stead where it is not there.
void append_image(std::string& out, const ResolvedLink& resolved, std::string_view alternative, std::string_view title) {
    if (resolved.href.empty()) {
        append_html_text(out, alternative);
        return;
    }
    out += "<img src=\"";
    append_url(out, resolved.href);
    out += "\" alt=\"";
    append_html_attribute(out, alternative);
    out += '"';
    append_title(out, title);
    out += " loading=\"lazy\">";
}

/// Whether a body may hold what no draft can: raw HTML, of which the whole must be known, and footnotes, whose ids depend on links.
bool may_draft(std::string_view text) {
    if (text.find("[^") != std::string_view::npos) return false;
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const char next = at + 1 < text.size() ? text[at + 1] : ' ';
        if (next == '/' || next == '!' || next == '?' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) return false;
    }
    return true;
}

/// Writes a tree as HTML; on the way it notes what an outline wants to know. Without words it writes a draft.
class Writer {
public:
    Writer(Tree& tree, const LinkResolver* resolve, const MarkdownWords* words, BodyOutline* outline)
        : tree_(tree), resolve_(resolve), words_(words), outline_(outline), finder_(tree.text()) {
        out_.reserve(tree.text().size() * 3 / 2 + 256);
    }

    /// Whether what was written serves as a draft.
    bool is_draft() const { return words_ == nullptr && !whole_needed_; }

    std::string write() {
        blocks(tree_.root(), Tight::no);
        footnotes();
        if (raw_.empty()) return std::move(out_);
        std::vector<RefusedHtml> refused;
        std::string html = filter_html(out_, raw_, {words_->table, words_->details}, refused);
        if (outline_ != nullptr) report(refused);
        return html;
    }

private:
    enum class Tight { no, yes };
    enum class Box { none, open, done };

    /// Where raw HTML stands in the output, and in the source.
    struct RawSource {
        std::uint32_t line, last_line;
    };

    /// An inline element that is open: where its tag and its content begin, and how it ends.
    struct Open {
        const Node* node;
        std::size_t tag, content;
        std::string_view end;
    };

    void line_start() {
        if (!out_.empty() && out_.back() != '\n') out_ += '\n';
    }

    void set_block(const Node* node) {
        line_ = line_of(node);
        last_line_ = std::max(static_cast<std::uint32_t>(std::max(node->end_line, 1)), line_);
    }

    void remark(Code code, const Finder::Found& at, std::vector<Words> args = {}) {
        outline_->remarks.push_back({code, at.line, at.column, at.length, std::move(args)});
    }

    /// Writes an id and notes it as an anchor.
    void put_id(std::string id) {
        out_ += " id=\"";
        out_ += id;
        out_ += '"';
        if (outline_ != nullptr) outline_->anchors.push_back(std::move(id));
    }

    // ---- blocks

    void blocks(Node* parent, Tight tight) {
        for (Node* node = parent->first_child; node != nullptr; node = node->next) block(node, tight);
    }

    void block(Node* node, Tight tight) {
        switch (node->type) {
            case CMARK_NODE_PARAGRAPH:
                paragraph(node, tight);
                return;
            case CMARK_NODE_HEADING:
                heading(node);
                return;
            case CMARK_NODE_LIST:
                list(node);
                return;
            case CMARK_NODE_BLOCK_QUOTE:
                line_start();
                out_ += "<blockquote>\n";
                blocks(node, Tight::no);
                out_ += "</blockquote>\n";
                return;
            case CMARK_NODE_THEMATIC_BREAK:
                line_start();
                out_ += "<hr>\n";
                return;
            case CMARK_NODE_CODE_BLOCK:
                code_block(node);
                return;
            case CMARK_NODE_HTML_BLOCK:
                html_block(node);
                return;
            default:
                break;
        }
        if (node->type == CMARK_NODE_TABLE) table(node);
    }

    void paragraph(Node* node, Tight tight) {
        set_block(node);
        if (outline_ != nullptr && outline_->first_paragraph.empty() && !in_notes_) {
            // A paragraph that ends in a colon greets or announces (各乡镇人民政府：); what it is about comes after it.
            const std::string text(trim(inline_text(node)));
            const char32_t last = last_character(text);
            if (last != U'\uFF1A' && last != U':') outline_->first_paragraph = text;
        }
        if (tight == Tight::yes) {
            if (node->prev != nullptr) line_start();
            inlines(node);
            return;
        }
        line_start();
        const std::size_t begin = out_.size();
        out_ += "<p>";
        const std::size_t content = out_.size();
        put_box(std::exchange(pending_box_, Box::none));
        inlines(node);
        if (out_.size() == content) {
            out_.resize(begin);  // nothing but comments
        } else {
            out_ += "</p>\n";
        }
    }

    void heading(Node* node) {
        set_block(node);
        const std::string text = inline_text(node);
        bool shows = !trim(text).empty();
        for (Node* inner = node->first_child; inner != nullptr && !shows; inner = next_in_order(inner, node)) {
            shows = inner->type == CMARK_NODE_IMAGE || inner->type == CMARK_NODE_FOOTNOTE_REFERENCE;
        }
        if (!shows) {  // an empty heading helps nobody
            if (outline_ != nullptr) remark(Code::W213, {line_, 1, 1}, {Words("标题是空的，不会显示", "the heading is empty and is not shown")});
            return;
        }
        if (node->as.heading.level == 1 && outline_ != nullptr) remark(Code::W810, {line_, 1, 1});
        // The levels as written say which heading is under which; the levels shown never skip one.
        const int level = std::max(node->as.heading.level, 2);
        while (!levels_.empty() && levels_.back() >= level) levels_.pop_back();
        levels_.push_back(level);
        counts_.resize(levels_.size());
        ++counts_.back();
        std::string anchor = "s";
        for (const unsigned count : counts_) {
            anchor += '-';
            anchor += std::to_string(count);
        }
        const char digit = static_cast<char>('1' + levels_.size());
        if (outline_ != nullptr) {
            outline_->headings.push_back({static_cast<unsigned>(levels_.size()) + 1, std::string(trim(text)), anchor, line_});
        }
        line_start();
        out_ += "<h";
        out_ += digit;
        put_id(std::move(anchor));
        out_ += '>';
        inlines(node);
        out_ += "</h";
        out_ += digit;
        out_ += ">\n";
    }

    void list(Node* node) {
        line_start();
        const bool ordered = node->as.list.list_type == CMARK_ORDERED_LIST;
        out_ += ordered ? "<ol" : "<ul";
        if (ordered && node->as.list.start != 1) {
            out_ += " start=\"";
            out_ += std::to_string(node->as.list.start);
            out_ += '"';
        }
        out_ += ">\n";
        const Tight tight = node->as.list.tight ? Tight::yes : Tight::no;
        for (Node* item = node->first_child; item != nullptr; item = item->next) {
            const Box box = box_of(item);
            out_ += box == Box::none ? "<li>" : "<li class=\"task\">";
            // A loose item's box stands in its first paragraph.
            const bool pending = tight == Tight::no && item->first_child != nullptr && item->first_child->type == CMARK_NODE_PARAGRAPH;
            if (pending) {
                pending_box_ = box;
            } else {
                put_box(box);
            }
            if (tight == Tight::no && item->first_child != nullptr) out_ += '\n';
            blocks(item, tight);
            out_ += "</li>\n";
        }
        out_ += ordered ? "</ol>\n" : "</ul>\n";
    }

    /// cmark-gfm takes a task for done if [x] stands anywhere in its line; here the box itself is read.
    Box box_of(const Node* item) {
        if (item->extension == nullptr) return Box::none;
        const std::string_view line = finder_.line(line_of(item));
        const std::size_t from = static_cast<std::size_t>(std::max(item->start_column, 1)) - 1;
        const std::size_t at = line.find('[', std::min(from, line.size()));
        return at != std::string_view::npos && at + 1 < line.size() && (line[at + 1] == 'x' || line[at + 1] == 'X') ? Box::done : Box::open;
    }

    void put_words(Hole which) {
        if (words_ == nullptr) put_hole(out_, which);
        else append_html_attribute(out_, words_in(which, *words_));
    }

    void put_box(Box box) {
        if (box == Box::none) return;
        out_ += box == Box::done ? "<span class=\"box done\" role=\"img\" aria-label=\"" : "<span class=\"box\" role=\"img\" aria-label=\"";
        put_words(box == Box::done ? Hole::done : Hole::open);
        out_ += box == Box::done ? "\">☑</span> " : "\">☐</span> ";
    }

    void code_block(Node* node) {
        line_start();
        out_ += "<pre><code";
        if (const std::string language = language_of(view(node->as.code.info)); !language.empty()) {
            out_ += " class=\"language-";
            out_ += language;
            out_ += '"';
        }
        out_ += '>';
        append_html_text(out_, view(node->as.code.literal));
        out_ += "</code></pre>\n";
    }

    void html_block(Node* node) {
        set_block(node);
        const std::string_view html = trim(view(node->as.literal));
        if (html.empty() || (html.starts_with("<!--") && html.find("-->", 4) == html.size() - 3)) return;
        line_start();
        raw(html);
        out_ += '\n';
    }

    /// Raw HTML as it was written; filter_html() will look at it.
    void raw(std::string_view html) {
        const std::size_t begin = out_.size();
        append_unmarked(out_, html);
        raw_.push_back({begin, out_.size()});
        if (outline_ != nullptr) raw_sources_.push_back({line_, last_line_});
    }

    void table(Node* node) {
        const std::uint8_t* alignments = cmark_gfm_extensions_get_table_alignments(node);
        const std::size_t columns = cmark_gfm_extensions_get_table_columns(node);
        Node* head = node->first_child;
        bool empty_head = true;  // authors write | | | where they want no head
        for (Node* cell = head == nullptr ? nullptr : head->first_child; cell != nullptr; cell = cell->next) {
            empty_head = empty_head && cell->first_child == nullptr;
        }
        if (head == nullptr || (empty_head && head->next == nullptr)) return;
        line_start();
        out_ += "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"";
        put_words(Hole::table);
        out_ += ' ';
        out_ += std::to_string(++tables_);
        out_ += "\"><table>\n";
        const auto row = [&](Node* cells, std::string_view tag, std::string_view scope) {
            out_ += "<tr>\n";
            std::size_t column = 0;
            for (Node* cell = cells->first_child; cell != nullptr; cell = cell->next, ++column) {
                set_block(cell);
                out_ += '<';
                out_ += tag;
                out_ += scope;
                const std::uint8_t alignment = alignments != nullptr && column < columns ? alignments[column] : std::uint8_t{0};
                out_ += alignment == 'l'   ? " class=\"left\">"
                        : alignment == 'c' ? " class=\"center\">"
                        : alignment == 'r' ? " class=\"right\">"
                                           : ">";
                inlines(cell);
                out_ += "</";
                out_ += tag;
                out_ += ">\n";
            }
            out_ += "</tr>\n";
        };
        if (!empty_head) {
            out_ += "<thead>\n";
            row(head, "th", " scope=\"col\"");
            out_ += "</thead>\n";
        }
        if (head->next != nullptr) {
            out_ += "<tbody>\n";
            for (Node* body_row = head->next; body_row != nullptr; body_row = body_row->next) row(body_row, "td", "");
            out_ += "</tbody>\n";
        }
        out_ += "</table></div>\n";
    }

    // ---- footnotes

    void footnotes() {
        if (tree_.notes().empty()) return;
        in_notes_ = true;
        line_start();
        out_ += "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"";
        append_html_attribute(out_, words_->footnotes);
        out_ += "\">\n<ol>\n";
        for (std::size_t i = 0; i < tree_.notes().size(); ++i) {
            const Footnote& note = tree_.notes()[i];
            out_ += "<li";
            put_id("fn-" + std::to_string(i + 1));
            out_ += ">\n";
            blocks(note.definition, Tight::no);
            // The ways back stand at the end of the last paragraph, if the note ends in one.
            constexpr std::string_view end = "</p>\n";
            const bool in_paragraph = std::string_view(out_).ends_with(end) && note.definition->last_child->type == CMARK_NODE_PARAGRAPH;
            if (in_paragraph) {
                out_.resize(out_.size() - end.size());
            } else {
                line_start();
                out_ += "<p>";
            }
            for (std::size_t k = 0; k < note.references; ++k) {
                if (k > 0 || in_paragraph) out_ += ' ';
                out_ += "<a class=\"back\" role=\"doc-backlink\" href=\"#";
                out_ += reference_id(i, k);
                out_ += "\" aria-label=\"";
                append_html_attribute(out_, words_->back);
                out_ += ' ';
                out_ += std::to_string(i + 1);
                if (k > 0) out_ += '-' + std::to_string(k + 1);
                out_ += "\">↩</a>";
            }
            out_ += "</p>\n</li>\n";
        }
        out_ += "</ol>\n</section>\n";
    }

    static std::string reference_id(std::size_t note, std::size_t nth) {
        std::string id = "fnref-" + std::to_string(note + 1);
        if (nth > 0) id += '-' + std::to_string(nth + 1);
        return id;
    }

    void reference(const Node* node) {
        if (!tree_.has_note(node)) return;
        const std::size_t number = tree_.note_of(node);
        const std::string shown = std::to_string(number + 1);
        out_ += "<sup class=\"footnote\"";
        if (links_ > 0) {  // a link holds no link
            put_id(reference_id(number, tree_.notes()[number].shown++));
            out_ += ">[";
            out_ += shown;
            out_ += "]</sup>";
            return;
        }
        out_ += "><a role=\"doc-noteref\" href=\"#fn-";
        out_ += shown;
        out_ += '"';
        put_id(reference_id(number, tree_.notes()[number].shown++));
        out_ += ">[";
        out_ += shown;
        out_ += "]</a></sup>";
    }

    // ---- inlines

    void inlines(Node* parent) {
        Node* node = parent->first_child;
        while (node != nullptr) {
            if (enter(node) && node->first_child != nullptr) {
                node = node->first_child;
                continue;
            }
            leave(node);
            while (node->next == nullptr) {
                node = node->parent;
                if (node == parent) return;
                leave(node);
            }
            node = node->next;
        }
    }

    /// Writes what begins with `node`; whether its children are to be written.
    bool enter(Node* node) {
        switch (node->type) {
            case CMARK_NODE_TEXT:
                append_html_text(out_, view(node->as.literal));
                return false;
            case CMARK_NODE_SOFTBREAK:
                if (!is_joint(node)) out_ += '\n';
                return false;
            case CMARK_NODE_LINEBREAK:
                out_ += "<br>\n";
                return false;
            case CMARK_NODE_CODE:
                out_ += "<code>";
                append_html_text(out_, view(node->as.literal));
                out_ += "</code>";
                return false;
            case CMARK_NODE_HTML_INLINE:
                if (!view(node->as.literal).starts_with("<!--")) raw(view(node->as.literal));
                return false;
            case CMARK_NODE_FOOTNOTE_REFERENCE:
                reference(node);
                return false;
            case CMARK_NODE_IMAGE:
                image(node);
                return false;
            case CMARK_NODE_EMPH:
                open(node, "<em>", "</em>");
                return true;
            case CMARK_NODE_STRONG:
                open(node, "<strong>", "</strong>");
                return true;
            case CMARK_NODE_CUSTOM_INLINE:
                open(node, "<del>", "</del>");
                return true;
            case CMARK_NODE_LINK:
                link(node);
                return true;
            default:
                return true;
        }
    }

    void open(const Node* node, std::string_view tag, std::string_view end) {
        const bool written = open_.size() < deepest_inline;
        const std::size_t begin = out_.size();
        if (written) out_ += tag;
        open_.push_back({node, begin, out_.size(), written ? end : std::string_view()});
    }

    void leave(const Node* node) {
        if (open_.empty() || open_.back().node != node) return;
        const Open element = open_.back();
        open_.pop_back();
        if (node->type == CMARK_NODE_LINK && !element.end.empty()) --links_;
        if (out_.size() == element.content) {
            if (node->type != CMARK_NODE_LINK || element.end.empty()) {
                out_.resize(element.tag);
                return;
            }
            whole_needed_ = true;
            append_html_text(out_, view(node->as.link.url));  // a link that shows nothing could not be followed
        }
        if (element.end == end_hole && out_.back() == '\n') whole_needed_ = true;  // line_start() would not see the end of the line
        out_ += element.end;
    }

    /// The link or image as the caller sees it.
    BodyLink describe(Node* node, BodyLink::Kind kind) {
        BodyLink link{kind, without_markers(view(node->as.link.url)), inline_text(node), line_, 1, 1};
        if (outline_ != nullptr) {
            const Finder::Found found = finder_.find(line_, last_line_, {link.target, link.text});
            link.line = found.line;
            link.column = found.column;
            link.length = found.length;
        }
        return link;
    }

    /// Where a link leads, as far as it is known now.
    ResolvedLink resolve(BodyLink link) {
        if (link.target.empty()) return {};
        if (outline_ != nullptr) {
            ResolvedLink itself{"#", "", false};
            outline_->links.push_back(std::move(link));
            return itself;
        }
        return (*resolve_)(link);
    }

    void link(Node* node) {
        BodyLink described = describe(node, BodyLink::Kind::link);
        const bool in_draft = words_ == nullptr && !described.target.empty();
        const std::string target = in_draft ? described.target : std::string(), text = in_draft ? described.text : std::string();
        const ResolvedLink resolved = resolve(std::move(described));
        const std::size_t begin = out_.size();
        if (resolved.href.empty() || open_.size() >= deepest_inline) {
            open_.push_back({node, begin, begin, {}});
            return;
        }
        const std::string_view title = view(node->as.link.title);
        if (in_draft) put_hole(out_, Hole::link, {target, text, title});
        else append_link_tag(out_, resolved, title);
        open_.push_back({node, begin, out_.size(), in_draft ? end_hole : "</a>"});
        ++links_;
    }

    void image(Node* node) {
        BodyLink described = describe(node, BodyLink::Kind::image);
        const std::string alternative = described.text, target = described.target;
        const bool shows_text = !trim(alternative).empty();
        if (outline_ != nullptr && !shows_text && !target.empty()) remark(Code::W808, {described.line, described.column, described.length});
        const ResolvedLink resolved = resolve(std::move(described));
        const std::string_view title = view(node->as.link.title);
        if (words_ != nullptr || target.empty()) {
            append_image(out_, resolved, alternative, title);
            return;
        }
        whole_needed_ = whole_needed_ || !shows_text;  // what is around it may be left out, if there is no image
        put_hole(out_, Hole::image, {target, alternative, title});
    }

    // ---- remarks

    void report(const std::vector<RefusedHtml>& refused) {
        std::string allowed;
        for (const std::string_view element : allowed_elements) {
            if (!allowed.empty()) allowed += ' ';
            allowed += element;
        }
        std::size_t range = 0;
        for (const RefusedHtml& html : refused) {
            while (range + 1 < raw_.size() && raw_[range].end <= html.at) ++range;
            const std::string_view first_line = std::string_view(html.text).substr(0, html.text.find('\n'));
            const RawSource source = raw_sources_[range];
            std::string shown(first_characters(first_line, 60));
            if (shown.size() < html.text.size()) shown += "…";
            remark(Code::W804, finder_.find(source.line, source.last_line, {first_line}), {Words(std::move(shown)), Words(allowed)});
        }
    }

    Tree& tree_;
    const LinkResolver* resolve_;
    const MarkdownWords* words_;  ///< or nullptr: a draft is written
    BodyOutline* outline_;        ///< or nullptr
    Finder finder_;
    std::string out_;
    std::vector<RawRange> raw_;
    std::vector<RawSource> raw_sources_;  ///< of raw_, if there is an outline
    std::vector<int> levels_;             ///< of the headings above, as written
    std::vector<unsigned> counts_;        ///< of headings, by level
    std::vector<Open> open_;
    std::size_t links_ = 0;   ///< open ones
    std::size_t tables_ = 0;  ///< written so far
    std::uint32_t line_ = 1, last_line_ = 1;
    Box pending_box_ = Box::none;
    bool in_notes_ = false;
    bool whole_needed_ = false;  ///< something depends on where links lead that holes don't say
    static constexpr std::string_view end_hole{"\0E", 2};
};

/// Appends the text of `parent`'s blocks, each on its line.
void append_block_text(std::string& out, Node* parent) {
    for (Node* node = parent->first_child; node != nullptr; node = node->next) {
        if (node->type == CMARK_NODE_FOOTNOTE_DEFINITION) continue;
        if (node->type == CMARK_NODE_TABLE_ROW) {
            for (Node* cell = node->first_child; cell != nullptr; cell = cell->next) {
                if (cell->prev != nullptr) out += ' ';
                append_inline_text(out, cell);
            }
        } else if (has_inlines(node)) {
            append_inline_text(out, node);
        } else if (node->type == CMARK_NODE_CODE_BLOCK) {
            append_unmarked(out, view(node->as.code.literal));
        } else if (node->type == CMARK_NODE_HTML_BLOCK) {
            append_raw_text(out, view(node->as.literal));
        } else {
            append_block_text(out, node);
        }
        while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
        if (!out.empty()) out += '\n';
    }
}

}  // namespace

void start_markdown() { extensions(); }

BodyOutline outline_body(std::string_view body, const MarkdownLimits& limits, BodyDraft* draft) {
    BodyOutline outline;
    Tree tree(body, limits);
    if (tree.over()) {
        outline.remarks.push_back(*tree.over());
        return outline;
    }
    const MarkdownWords words;
    const bool drafting = draft != nullptr && may_draft(tree.text());
    Writer writer(tree, nullptr, drafting ? nullptr : &words, &outline);
    std::string html = writer.write();
    outline.empty = trim(html).empty();
    if (drafting && writer.is_draft()) *draft = std::move(html);
    std::stable_sort(outline.remarks.begin(), outline.remarks.end(),
                     [](const BodyRemark& a, const BodyRemark& b) { return std::pair(a.line, a.column) < std::pair(b.line, b.column); });
    return outline;
}

std::string body_html(std::string_view body, const LinkResolver& resolve, const MarkdownWords& words, const MarkdownLimits& limits) {
    Tree tree(body, limits);
    if (tree.over()) return {};
    return Writer(tree, &resolve, &words, nullptr).write();
}

std::string html_of_draft(std::string_view draft, const LinkResolver& resolve, const MarkdownWords& words) {
    std::string html;
    html.reserve(draft.size() + 256);
    std::vector<bool> leads;  // of the open links
    const auto take = [&] {
        const std::size_t end = draft.find('\0');
        ensure(end != std::string_view::npos, "a draft is cut off");
        const std::string_view text = draft.substr(0, end);
        draft.remove_prefix(end + 1);
        return text;
    };
    const auto take_link = [&](BodyLink::Kind kind) {
        BodyLink link;
        link.kind = kind;
        link.target = take();
        link.text = take();
        return link;
    };
    for (std::size_t at = draft.find('\0'); at != std::string_view::npos; at = draft.find('\0')) {
        html += draft.substr(0, at);
        ensure(at + 1 < draft.size(), "a draft is cut off");
        const Hole hole{draft[at + 1]};
        draft.remove_prefix(at + 2);
        switch (hole) {
            case Hole::link: {
                const ResolvedLink resolved = resolve(take_link(BodyLink::Kind::link));
                const std::string_view title = take();
                leads.push_back(!resolved.href.empty());
                if (leads.back()) append_link_tag(html, resolved, title);
                break;
            }
            case Hole::end:
                ensure(!leads.empty(), "a draft ends a link that it did not begin");
                if (leads.back()) html += "</a>";
                leads.pop_back();
                break;
            case Hole::image: {
                const BodyLink link = take_link(BodyLink::Kind::image);
                append_image(html, resolve(link), link.text, take());
                break;
            }
            case Hole::table:
            case Hole::done:
            case Hole::open: append_html_attribute(html, words_in(hole, words)); break;
        }
    }
    html += draft;
    return html;
}

std::string body_text(std::string_view body, const MarkdownLimits& limits) {
    Tree tree(body, limits);
    std::string text;
    if (tree.over()) return text;
    append_block_text(text, tree.root());
    for (const Footnote& note : tree.notes()) append_block_text(text, note.definition);
    if (!text.empty()) text.pop_back();
    return text;
}

}  // namespace mulu
