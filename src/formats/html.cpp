// SPDX-License-Identifier: Apache-2.0
#include "formats/html.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

#include <gumbo.h>

#include "base/text.hpp"
#include "formats/cjk.hpp"

namespace mulu {

const std::vector<std::string_view> allowed_elements{"table", "caption", "thead", "tbody", "tr",      "th",     "td",
                                                     "br",    "sup",     "sub",   "u",     "details", "summary"};
const std::vector<std::string_view> allowed_attributes{"rowspan", "colspan", "scope"};

namespace {

constexpr std::size_t most_attributes = 20;  ///< of a tag; what has more, or runs into another tag, is text
constexpr std::size_t deepest_raw = 64;      ///< open elements beyond which raw tags are shown as text
constexpr unsigned largest_span = 1000;      ///< of rowspan and colspan, as in HTML
constexpr std::size_t most_columns = 1000;   ///< of a raw table

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(std::string_view text) { return std::all_of(text.begin(), text.end(), is_html_space); }

bool is_inline_raw(std::string_view name) { return is_one_of(name, {"sup", "sub", "u"}); }
bool is_table_part(std::string_view name) { return is_one_of(name, {"table", "caption", "thead", "tbody", "tr", "td", "th"}); }
/// Elements of ours that hold blocks; in these raw tables and details may stand.
bool holds_blocks(std::string_view name) { return is_one_of(name, {"blockquote", "li", "td", "th", "section", "details"}); }
/// Elements whose content a browser does not read as HTML.
bool holds_no_html(std::string_view name) {
    return is_one_of(
        name, {"script", "style", "title", "textarea", "iframe", "noframes", "noembed", "noscript", "xmp", "plaintext", "template", "svg", "math"});
}

// ---- tags

struct Attribute {
    std::string name;  ///< lower case
    std::string_view value, source;
};

struct Tag {
    std::string name;  ///< lower case
    bool end = false;
    std::vector<Attribute> attributes;
    std::size_t size = 0;  ///< bytes, with < and >
};

/// The tag at the beginning of `text`, read as HTML's tokenizer does; nothing if it is none or not closed.
std::optional<Tag> read_tag(std::string_view text) {
    Tag tag;
    std::size_t i = 1;
    if (i < text.size() && text[i] == '/') {
        tag.end = true;
        ++i;
    }
    if (i >= text.size() || !is_letter(text[i])) return std::nullopt;
    const std::size_t name = i;
    while (i < text.size() && !is_html_space(text[i]) && text[i] != '/' && text[i] != '>') ++i;
    tag.name = lower_ascii(text.substr(name, i - name));
    while (i < text.size()) {
        if (is_html_space(text[i]) || text[i] == '/') {
            ++i;
            continue;
        }
        if (text[i] == '>') {
            tag.size = i + 1;
            return tag;
        }
        if (text[i] == '<' || tag.attributes.size() == most_attributes) return std::nullopt;
        const std::size_t begin = i++;
        while (i < text.size() && !is_html_space(text[i]) && text[i] != '/' && text[i] != '>' && text[i] != '=') ++i;
        Attribute attribute{lower_ascii(text.substr(begin, i - begin)), {}, {}};
        std::size_t value = i;
        while (value < text.size() && is_html_space(text[value])) ++value;
        if (value < text.size() && text[value] == '=') {
            i = value + 1;
            while (i < text.size() && is_html_space(text[i])) ++i;
            if (i >= text.size()) return std::nullopt;
            if (text[i] == '"' || text[i] == '\'') {
                const std::size_t close = text.find(text[i], i + 1);
                if (close == std::string_view::npos) return std::nullopt;
                attribute.value = text.substr(i + 1, close - i - 1);
                i = close + 1;
            } else {
                const std::size_t from = i;
                while (i < text.size() && !is_html_space(text[i]) && text[i] != '>') ++i;
                attribute.value = text.substr(from, i - from);
            }
        }
        attribute.source = text.substr(begin, i - begin);
        tag.attributes.push_back(std::move(attribute));
    }
    return std::nullopt;
}

/// The number of a span attribute, or 0 if it is none that HTML allows.
unsigned read_span(std::string_view value) {
    unsigned span = 0;
    if (value.empty() || value.size() > 4) return 0;
    for (const char c : value) {
        if (c < '0' || c > '9') return 0;
        span = span * 10 + static_cast<unsigned>(c - '0');
    }
    return span <= largest_span ? span : 0;
}

/// Whether an author may write `attribute` on `element`.
bool is_allowed(std::string_view element, const Attribute& attribute) {
    if (element == "th" && attribute.name == "scope") {
        return is_one_of(lower_ascii(attribute.value), {"col", "row", "colgroup", "rowgroup"});
    }
    return (element == "th" || element == "td") && is_one_of(attribute.name, {"rowspan", "colspan"}) && read_span(attribute.value) > 0;
}

// ---- first pass: tag by tag

/// Copies HTML, with the authors' tags judged one by one. An author's end tag closes only what an author opened in the
/// same element of ours, and our end tags close what authors left open.
class Sieve {
public:
    Sieve(std::string_view html, std::vector<RefusedHtml>& refused) : html_(html), refused_(refused) { out_.reserve(html.size() + html.size() / 4); }

    std::string run(const std::vector<RawRange>& raw) {
        std::size_t at = 0;
        for (const RawRange& range : raw) {
            ours(at, range.begin);
            authors(range.begin, range.end);
            at = range.end;
        }
        ours(at, html_.size());
        close_down_to(0);
        return std::move(out_);
    }

private:
    struct Element {
        std::string name;
        bool raw = false;
        bool suspended = false;  ///< our p, closed for a raw block within; opens again with the next text
        bool begun = false;      ///< a raw element that shows something already
    };

    // Our own HTML is well-formed: a tag is what stands between < and >.
    void ours(std::size_t at, std::size_t end) {
        while (at < end) {
            if (html_[at] != '<') {
                const std::size_t tag = std::min(html_.find('<', at), end);
                text(html_.substr(at, tag - at));
                at = tag;
                continue;
            }
            const std::size_t behind = html_.find('>', at) + 1;
            const std::string_view tag = html_.substr(at, behind - at);
            const bool closes = tag[1] == '/';
            const std::size_t from = closes ? 2 : 1;
            const std::string_view name = tag.substr(from, tag.find_first_of(" >", from) - from);
            if (closes) {
                our_end(name);
            } else {
                our_start(name, tag);
            }
            at = behind;
        }
    }

    void our_start(std::string_view name, std::string_view tag) {
        const bool block = is_one_of(name, {"p", "ul", "ol", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "div", "section", "table"});
        if (block) {
            while (top_is_raw() && is_inline_raw(stack_.back().name)) close_top();
            // A summary holds one paragraph at most; a forgotten end tag is not to swallow the rest.
            if (top_is_raw() && stack_.back().name == "summary" && (stack_.back().begun || name != "p")) close_top();
            if (name == "section") {
                // The footnotes end the body: nothing that an author left open goes around them.
                while (top_is_raw()) close_top();
            }
            if (name == "div") {
                // A table of ours between a raw table's rows would end that table in a browser.
                while (top_is_raw() && is_one_of(stack_.back().name, {"table", "thead", "tbody", "tr"})) close_top();
            }
        } else {
            resume();
        }
        begin_content();
        out_ += tag;
        if (!is_one_of(name, {"br", "hr", "img"})) stack_.push_back({std::string(name)});
    }

    void our_end(std::string_view name) {
        while (top_is_raw()) close_top();
        if (stack_.empty()) return;
        if (!stack_.back().suspended) {
            out_ += "</";
            out_ += name;
            out_ += '>';
        }
        stack_.pop_back();
    }

    void text(std::string_view text) {
        if (!is_blank(text)) {
            resume();
            begin_content();
        }
        out_ += text;
    }

    /// Opens our paragraph again, if a raw block had it closed.
    void resume() {
        if (stack_.empty() || !stack_.back().suspended) return;
        out_ += "<p>";
        stack_.back().suspended = false;
    }

    void begin_content() {
        if (top_is_raw()) stack_.back().begun = true;
    }

    bool top_is_raw() const { return !stack_.empty() && stack_.back().raw; }

    void close_top() {
        if (!stack_.back().suspended) {
            out_ += "</";
            out_ += stack_.back().name;
            out_ += '>';
        }
        stack_.pop_back();
    }
    void close_down_to(std::size_t size) {
        while (stack_.size() > size) close_top();
    }

    void authors(std::size_t at, std::size_t end) {
        while (at < end) {
            const std::size_t next = std::min(html_.find('<', at), end);
            if (next > at) text(html_.substr(at, next - at));
            if (next == end) return;
            at = next;
            const std::string_view rest = html_.substr(at, end - at);
            if (rest.starts_with("<!--")) {
                // HTML ends a comment at once with <!--> and <!--->.
                const std::size_t close = rest.starts_with("<!-->") ? 2 : rest.starts_with("<!--->") ? 3 : find_comment_end(at + 4, end);
                if (close != std::string_view::npos) {
                    at += close + 3;
                } else {
                    refuse(at, rest);
                    at += escape(rest.substr(0, 4));
                }
                continue;
            }
            if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '?')) {
                const std::size_t size = std::min(rest.find('>'), rest.size() - 1) + 1;
                refuse(at, rest.substr(0, size));
                at += escape(rest.substr(0, size));
                continue;
            }
            const std::optional<Tag> tag = read_tag(rest.substr(0, longest_tag));
            at += tag ? authors_tag(*tag, at, rest) : escape(rest.substr(0, 1));
        }
    }

    /// Bytes from the comment at `from` - 4 to the --> that ends it before `end`; npos if there is none.
    std::size_t find_comment_end(std::size_t from, std::size_t end) {
        if (from <= no_comment_ends_in_) return std::string_view::npos;  // searched already
        const std::size_t close = html_.substr(0, end).find("-->", from);
        if (close == std::string_view::npos) {
            no_comment_ends_in_ = end;
            return close;
        }
        return close - (from - 4);
    }

    /// Writes an author's tag, or its text. Returns how many bytes are done with.
    std::size_t authors_tag(const Tag& tag, std::size_t at, std::string_view rest) {
        const std::string_view source = rest.substr(0, tag.size);
        if (std::find(allowed_elements.begin(), allowed_elements.end(), tag.name) == allowed_elements.end()) {
            if (tag.end) return escape(source);
            refuse(at, source);
            if (!holds_no_html(tag.name)) return escape(source);
            std::size_t close = tag.size;
            while (close < rest.size() &&
                   !(rest.substr(close).starts_with("</") && lower_ascii(rest.substr(close + 2, tag.name.size())) == tag.name)) {
                close = std::min(rest.find('<', close + 1), rest.size());
            }
            return escape(rest.substr(0, close));
        }
        if (tag.end) {
            if (raw_end(tag.name)) return tag.size;
            // The end of a tag that is shown is shown; one that ends nothing is dropped, as browsers do.
            const auto shown = std::find(shown_.begin(), shown_.end(), tag.name);
            if (shown == shown_.end()) return tag.size;
            shown_.erase(shown);
            return escape(source);
        }
        if (!make_room_for(tag.name)) {
            refuse(at, source);
            if (tag.name != "br" && shown_.size() < most_refusals) shown_.push_back(tag.name);
            return escape(source);
        }
        out_ += '<';
        out_ += tag.name;
        std::vector<std::string_view> seen;
        for (const Attribute& attribute : tag.attributes) {
            if (!is_allowed(tag.name, attribute)) {
                refuse(at + static_cast<std::size_t>(attribute.source.data() - rest.data()), attribute.source);
                continue;
            }
            if (std::find(seen.begin(), seen.end(), attribute.name) != seen.end()) continue;
            seen.push_back(attribute.name);
            out_ += ' ';
            out_ += attribute.name;
            out_ += "=\"";
            out_ += lower_ascii(attribute.value);
            out_ += '"';
        }
        out_ += '>';
        if (tag.name != "br") stack_.push_back({tag.name, true});
        return tag.size;
    }

    void refuse(std::size_t at, std::string_view source) {
        if (refused_.size() < most_refusals) refused_.push_back({at, std::string(source.substr(0, longest_refusal))});
    }

    /// Writes source as text. Returns its size.
    std::size_t escape(std::string_view source) {
        resume();
        begin_content();
        for (const char c : source) {
            if (c == '<') {
                out_ += "&lt;";
            } else if (c == '>') {
                out_ += "&gt;";
            } else if (c == '&') {
                out_ += "&amp;";
            } else {
                out_ += c;
            }
        }
        return source.size();
    }

    /// The nearest raw element with one of `names`, seen through the raw parts of tables only; npos if there is none.
    std::size_t find_raw(std::initializer_list<std::string_view> names) const {
        for (std::size_t i = stack_.size(); i-- > 0;) {
            if (!stack_[i].raw) break;
            if (is_one_of(stack_[i].name, names)) return i;
            if (stack_[i].name == "table" || !(is_table_part(stack_[i].name) || is_inline_raw(stack_[i].name))) break;
        }
        return std::string_view::npos;
    }

    /// Closes what HTML closes by itself before a start tag; whether the tag may stand here.
    bool make_room_for(std::string_view name) {
        if (stack_.size() >= deepest_raw + std::count_if(stack_.begin(), stack_.end(), [](const Element& element) { return !element.raw; }))
            return false;
        constexpr std::size_t none = std::string_view::npos;
        if (name == "br" || is_inline_raw(name)) {
            if (top_is_raw() && is_one_of(stack_.back().name, {"table", "thead", "tbody", "tr"})) return false;
            resume();
            begin_content();
            return true;
        }
        if (name == "table" || name == "details") {
            std::size_t size = stack_.size();
            while (size > 0 && stack_[size - 1].raw && is_inline_raw(stack_[size - 1].name)) --size;
            if (size > 0) {
                Element& around = stack_[size - 1];
                const bool in_paragraph = around.name == "p" && !around.raw && (size == 1 || holds_blocks(stack_[size - 2].name));
                const bool in_caption = around.name == "caption" && name == "details";
                if (!in_paragraph && !in_caption && !holds_blocks(around.name)) return false;
                close_down_to(size);
                if (in_paragraph && !around.suspended) {
                    out_ += "</p>";
                    around.suspended = true;
                }
                begin_content();
            } else {
                close_down_to(0);
            }
            return true;
        }
        if (name == "summary") {
            if (!top_is_raw() || stack_.back().name != "details" || stack_.back().begun) return false;
            begin_content();
            return true;
        }
        std::size_t parent = none;
        if (name == "caption" || name == "thead" || name == "tbody") parent = find_raw({"table"});
        if (name == "tr") parent = find_raw({"table", "thead", "tbody"});
        if (name == "td" || name == "th") parent = find_raw({"table", "thead", "tbody", "tr"});
        if (parent == none) return false;
        close_down_to(parent + 1);
        if ((name == "td" || name == "th") && stack_.back().name != "tr") {
            out_ += "<tr>";
            stack_.push_back({"tr", true});
        }
        return true;
    }

    /// Closes the raw element that an author's end tag means, if there is one.
    bool raw_end(std::string_view name) {
        for (std::size_t i = stack_.size(); i-- > 0 && stack_[i].raw;) {
            const std::string& open = stack_[i].name;
            if (open == name) {
                close_down_to(i);
                return true;
            }
            if (is_inline_raw(name) && !is_inline_raw(open)) return false;
            if (is_table_part(name) && name != "table" && open == "table") return false;
            if (name == "summary" && open == "details") return false;
        }
        return false;
    }

    static constexpr std::size_t longest_refusal = 400;  ///< bytes of text kept
    static constexpr std::size_t most_refusals = 1000;   ///< that are told
    static constexpr std::size_t longest_tag = 4096;     ///< bytes; what is longer is text

    std::string_view html_;
    std::vector<RefusedHtml>& refused_;
    std::string out_;
    std::vector<Element> stack_;
    std::vector<std::string> shown_;      ///< start tags on the list that became text, as they stood where they have no sense
    std::size_t no_comment_ends_in_ = 0;  ///< from a place searched up to this byte
};

// ---- second pass: the tree that a browser would see, written as valid HTML

/// A cell of a table: where it begins, in columns from 0, and what it covers.
struct Cell {
    const GumboNode* node = nullptr;
    std::size_t column = 0, width = 1, height = 1;
};
using Row = std::vector<Cell>;

/// thead or tbody.
struct Group {
    const GumboNode* node = nullptr;
    std::vector<Row> rows;
};

/// What is around the node that is written.
struct Place {
    bool phrasing = false;  ///< no blocks allowed
    bool header = false;    ///< inside th: no headings allowed
    bool verbatim = false;  ///< inside pre or code: white space is meant
};

bool is_element(const GumboNode* node) { return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE; }
std::string_view name_of(const GumboNode* node) { return is_element(node) ? gumbo_normalized_tagname(node->v.element.tag) : std::string_view(); }
bool is_text(const GumboNode* node) { return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA; }

std::vector<const GumboNode*> children_of(const GumboNode* node) {
    const GumboVector& all = node->v.element.children;
    std::vector<const GumboNode*> children(all.length);
    for (unsigned i = 0; i < all.length; ++i) children[i] = static_cast<const GumboNode*>(all.data[i]);
    return children;
}

std::string_view attribute_of(const GumboNode* node, const char* name) {
    const GumboAttribute* attribute = gumbo_get_attribute(&node->v.element.attributes, name);
    return attribute == nullptr ? std::string_view() : std::string_view(attribute->value);
}

bool is_block(std::string_view name) {
    return is_one_of(name, {"p", "ul", "ol", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "div", "section", "table", "details"});
}

bool is_blank_node(const GumboNode* node) { return is_text(node) ? is_blank(node->v.text.text) : !is_element(node); }

/// Whether the node shows anything.
bool shows(const GumboNode* node) {
    if (is_text(node)) return !is_blank(node->v.text.text);
    if (!is_element(node)) return false;
    if (is_one_of(name_of(node), {"img", "hr"})) return true;
    const std::vector<const GumboNode*> children = children_of(node);
    return std::any_of(children.begin(), children.end(), shows);
}

void append_plain(std::string& out, const GumboNode* node) {
    if (is_text(node)) out += node->v.text.text;
    if (!is_element(node)) return;
    for (const GumboNode* child : children_of(node)) append_plain(out, child);
}

class Printer {
public:
    explicit Printer(const HtmlWords& words) : words_(words) {}

    std::string print(const GumboNode* root) {
        flow(children_of(root), {}, Wrap::yes);
        return std::move(out_);
    }

private:
    enum class Wrap { no, yes };

    /// Writes children of an element that holds blocks. Text that stands between blocks gets a paragraph of its own.
    void flow(const std::vector<const GumboNode*>& children, Place place, Wrap wrap) {
        for (std::size_t i = 0; i < children.size();) {
            if (is_block(name_of(children[i])) || wrap == Wrap::no || place.phrasing) {
                node(children[i++], place);
                continue;
            }
            std::size_t end = i;
            bool shown = false;
            while (end < children.size() && !is_block(name_of(children[end]))) shown = shows(children[end++]) || shown;
            if (!shown) {
                line_start();
                i = end;
                continue;
            }
            while (is_blank_node(children[i])) ++i;
            std::size_t last = end;
            while (is_blank_node(children[last - 1])) --last;
            line_start();
            out_ += "<p>";
            const std::size_t begin = out_.size();
            Place inside = place;
            inside.phrasing = true;
            for (; i < last; ++i) node(children[i], inside);
            trim_from(begin);
            out_ += "</p>\n";
            i = end;
        }
    }

    void line_start() {
        if (!out_.empty() && out_.back() != '\n') out_ += '\n';
    }

    void trim_from(std::size_t begin) {
        while (out_.size() > begin && is_html_space(out_.back())) out_.pop_back();
        std::size_t first = begin;
        while (first < out_.size() && is_html_space(out_[first])) ++first;
        out_.erase(begin, first - begin);
    }

    void node(const GumboNode* node, Place place) {
        if (is_text(node)) {
            text(node->v.text.text, place);
        } else if (is_element(node)) {
            element(node, name_of(node), place);
        }
    }

    void text(std::string_view text, Place place) {
        if (place.verbatim || text.find('\n') == std::string_view::npos) {
            append_html_text(out_, text);
            return;
        }
        // In raw HTML, too, a line break between Han is no space.
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t newline = std::min(text.find('\n', at), text.size());
            std::size_t end = newline, next = newline;
            while (end > at && is_html_space(text[end - 1])) --end;
            while (next < text.size() && is_html_space(text[next])) ++next;
            std::size_t behind = next;
            const bool joint = end > at && next < text.size() && joins_lines(last_character(text.substr(at, end - at)), next_character(text, behind));
            append_html_text(out_, text.substr(at, (joint ? end : next) - at));
            at = next;
        }
    }

    void put_attribute(std::string_view name, std::string_view value) {
        out_ += ' ';
        out_ += name;
        out_ += "=\"";
        append_html_attribute(out_, value);
        out_ += '"';
    }

    void open(std::string_view name, const GumboNode* node) {
        out_ += '<';
        out_ += name;
        const GumboVector& attributes = node->v.element.attributes;
        for (unsigned i = 0; i < attributes.length; ++i) {
            const auto* attribute = static_cast<const GumboAttribute*>(attributes.data[i]);
            put_attribute(attribute->name, attribute->value);
        }
        out_ += '>';
    }

    void close(std::string_view name) {
        out_ += "</";
        out_ += name;
        out_ += '>';
    }

    void element(const GumboNode* element, std::string_view name, Place place) {
        const std::vector<const GumboNode*> children = children_of(element);
        if (is_one_of(name, {"br", "img", "hr"})) {
            if (name != "hr" || !place.phrasing) open(name, element);
            return;
        }
        if ((is_block(name) || name == "li") && place.phrasing) {
            // HTML allows no block here (a paragraph in a summary): its content stays.
            flow(children, place, Wrap::no);
            out_ += ' ';
            return;
        }
        if (name == "table") {
            table(children, place);
        } else if (name == "details") {
            details(children, place);
        } else if (is_one_of(name, {"em", "strong", "del", "a", "sup", "sub", "u", "span", "code", "summary", "p", "h2", "h3", "h4", "h5", "h6"})) {
            if (name == "p" && !shows(element)) return;
            const std::string_view as = place.header && name.size() == 2 && name[0] == 'h' ? std::string_view("p") : name;
            place.phrasing = true;
            place.verbatim = place.verbatim || name == "code";
            open(as, element);
            const std::size_t begin = out_.size();
            flow(children, place, Wrap::no);
            if (name == "summary") trim_from(begin);
            close(as);
        } else if (is_one_of(name, {"blockquote", "ul", "ol", "li", "pre", "section", "caption"})) {
            place.verbatim = place.verbatim || name == "pre";
            open(name, element);
            const std::size_t begin = out_.size();
            flow(children, place, name == "blockquote" ? Wrap::yes : Wrap::no);
            if (name == "caption") trim_from(begin);
            close(name);
        } else {
            flow(children, place, Wrap::no);  // div: table() writes the frame
        }
    }

    void details(const std::vector<const GumboNode*>& children, Place place) {
        line_start();
        out_ += "<details>\n";
        const auto summary = std::find_if(children.begin(), children.end(), [](const GumboNode* child) { return name_of(child) == "summary"; });
        if (summary != children.end() && shows(*summary)) {
            element(*summary, "summary", place);
        } else {
            out_ += "<summary>";
            append_html_text(out_, words_.details);
            out_ += "</summary>";
        }
        out_ += '\n';
        std::vector<const GumboNode*> rest;
        std::copy_if(children.begin(), children.end(), std::back_inserter(rest),
                     [&](const GumboNode* child) { return summary == children.end() || child != *summary; });
        flow(rest, place, Wrap::yes);
        line_start();
        out_ += "</details>\n";
    }

    // ---- tables

    void table(const std::vector<const GumboNode*>& children, Place place) {
        const GumboNode* caption = nullptr;
        std::vector<Group> groups;
        bool head = false;
        for (const GumboNode* child : children) {
            const std::string_view name = name_of(child);
            if (name == "caption") {
                // A table has one caption; what else calls itself so is text above the table.
                if (caption == nullptr) {
                    caption = child;
                } else {
                    flow(children_of(child), place, Wrap::yes);
                }
            } else if (name == "thead" && !head) {
                head = true;
                groups.insert(groups.begin(), {child, rows_of(child)});
            } else if (name == "thead" || name == "tbody") {
                groups.push_back({child, rows_of(child)});
            }
        }
        fit_spans(groups);
        std::erase_if(groups, [](const Group& group) { return group.rows.empty(); });
        if (groups.empty()) {
            if (caption != nullptr) flow(children_of(caption), place, Wrap::yes);
            return;
        }
        ++tables_;
        line_start();
        out_ += "<div class=\"table\" role=\"region\" tabindex=\"0\"";
        std::string label;
        if (caption != nullptr) append_plain(label, caption);
        label = first_characters(trim(label), longest_label);
        put_attribute("aria-label", label.empty() ? std::string(words_.table) + ' ' + std::to_string(tables_) : label);
        out_ += "><table>\n";
        if (caption != nullptr) {
            element(caption, "caption", place);
            out_ += '\n';
        }
        bool above_data = true;  // in the rows of headers alone with which a table begins
        for (const Group& group : groups) {
            const std::string_view name = group.node == groups.front().node && name_of(group.node) == "thead" ? "thead" : "tbody";
            out_ += '<';
            out_ += name;
            out_ += ">\n";
            for (const Row& row : group.rows) {
                const bool all_headers = std::all_of(row.begin(), row.end(), [](const Cell& cell) { return name_of(cell.node) == "th"; });
                above_data = above_data && all_headers;
                const std::string_view scope = name == "thead" || above_data ? "col" : "row";
                out_ += "<tr>\n";
                for (const Cell& cell : row) put_cell(cell, scope, place);
                out_ += "</tr>\n";
            }
            close(name);
            out_ += '\n';
        }
        out_ += "</table></div>\n";
    }

    void put_cell(const Cell& cell, std::string_view scope, Place place) {
        const std::string_view name = name_of(cell.node);
        out_ += '<';
        out_ += name;
        if (name == "th") {
            const std::string_view own = attribute_of(cell.node, "scope");
            put_attribute("scope", own.empty() ? scope : own);
            place.header = true;
        }
        if (cell.width > 1) put_attribute("colspan", std::to_string(cell.width));
        if (cell.height > 1) put_attribute("rowspan", std::to_string(cell.height));
        if (const std::string_view alignment = attribute_of(cell.node, "class"); !alignment.empty()) put_attribute("class", alignment);
        out_ += '>';
        const std::size_t begin = out_.size();
        flow(children_of(cell.node), place, Wrap::no);
        trim_from(begin);
        close(name);
        out_ += '\n';
    }

    static std::vector<Row> rows_of(const GumboNode* group) {
        std::vector<Row> rows;
        for (const GumboNode* child : children_of(group)) {
            if (name_of(child) != "tr") continue;
            Row& row = rows.emplace_back();
            for (const GumboNode* cell : children_of(child)) {
                if (name_of(cell) != "td" && name_of(cell) != "th") continue;
                const unsigned width = read_span(attribute_of(cell, "colspan")), height = read_span(attribute_of(cell, "rowspan"));
                row.push_back({cell, 0, std::max(width, 1U), std::max(height, 1U)});
            }
        }
        return rows;
    }

    /// Cuts spans to what there is: HTML allows no cell beyond its group of rows, none over another, and no row or
    /// column in which no cell begins. Rows without cells go.
    static void fit_spans(std::vector<Group>& groups) {
        std::vector<bool> begun;  // columns in which a cell begins
        for (Group& group : groups) {
            std::vector<std::size_t> covered;  // for so many more rows, by column
            for (std::size_t r = 0; r < group.rows.size(); ++r) {
                std::size_t column = 0;
                for (Cell& cell : group.rows[r]) {
                    while (column < covered.size() && covered[column] > 0) ++column;
                    cell.column = column;
                    cell.height = std::min(cell.height, group.rows.size() - r);
                    std::size_t width = 1;
                    while (width < cell.width && column + width < most_columns && (column + width >= covered.size() || covered[column + width] == 0))
                        ++width;
                    cell.width = width;
                    if (covered.size() < column + width) covered.resize(column + width);
                    std::fill_n(covered.begin() + static_cast<std::ptrdiff_t>(column), width, cell.height);
                    if (begun.size() < column + width) begun.resize(column + width);
                    begun[column] = true;
                    column += width;
                }
                for (std::size_t& rows : covered) rows -= rows > 0;
            }
        }
        for (Group& group : groups) {
            std::vector<std::size_t> empty(group.rows.size() + 1);  // rows without cells above each row
            for (std::size_t r = 0; r < group.rows.size(); ++r) {
                empty[r + 1] = empty[r] + group.rows[r].empty();
            }
            for (std::size_t r = 0; r < group.rows.size(); ++r) {
                for (Cell& cell : group.rows[r]) {
                    cell.height -= empty[r + cell.height] - empty[r];
                    const auto first = begun.begin() + static_cast<std::ptrdiff_t>(cell.column);
                    cell.width = static_cast<std::size_t>(std::count(first, first + static_cast<std::ptrdiff_t>(cell.width), true));
                }
            }
            std::erase_if(group.rows, [](const Row& row) { return row.empty(); });
        }
    }

    static constexpr std::size_t longest_label = 80;  ///< characters of a caption that name the frame

    const HtmlWords& words_;
    std::string out_;
    std::size_t tables_ = 0;
};

// ---- escaping

constexpr std::array<bool, 256> suspicious_bytes(std::string_view extra) {
    std::array<bool, 256> table{};
    for (unsigned byte = 0; byte < 0x20; ++byte) table[byte] = byte != '\t' && byte != '\n';
    for (const char c : extra) table[static_cast<unsigned char>(c)] = true;
    table[0x7F] = true;
    table[0xC2] = true;                                                  // C1 controls
    table[0xEF] = true;                                                  // U+FDD0 … U+FDEF, U+FFFE, U+FFFF
    for (unsigned byte = 0xF0; byte < 0xF5; ++byte) table[byte] = true;  // noncharacters of the other planes
    return table;
}
constexpr std::array<bool, 256> suspicious_in_text = suspicious_bytes("&<>");
constexpr std::array<bool, 256> suspicious_in_attributes = suspicious_bytes("&<>\"");

void append_safe(std::string& out, std::string_view text, const std::array<bool, 256>& suspicious) {
    std::size_t copied = 0;
    const auto is_trail = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; };
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        // Characters of three bytes, as most are; those from U+FDC0 and U+FFC0 on are looked at.
        if (byte >= 0xE0 && byte < 0xF0 && at + 2 < text.size() && is_trail(at + 1) && is_trail(at + 2) && (byte != 0xEF || (text[at + 1] != '\xB7' && text[at + 1] != '\xBF'))) {
            at += 3;
            continue;
        }
        if (!suspicious[byte]) {
            ++at;
            continue;
        }
        std::size_t next = at;
        const char32_t character = next_character(text, next);
        std::string_view instead;
        switch (character) {
            case U'&':
                instead = "&amp;";
                break;
            case U'<':
                instead = "&lt;";
                break;
            case U'>':
                instead = "&gt;";
                break;
            case U'"':
                instead = "&quot;";
                break;
            case emphasis_marker:
                break;
            default: {
                const bool noncharacter = (character >= 0xFDD0 && character <= 0xFDEF) || (character & 0xFFFE) == 0xFFFE;
                if (!noncharacter && character >= 0x20 && (character < 0x7F || character > 0x9F)) {
                    at = next;
                    continue;
                }
                instead = "\xEF\xBF\xBD";
            }
        }
        out += text.substr(copied, at - copied);
        out += instead;
        copied = at = next;
    }
    out += text.substr(copied);
}

// ---- whole pages

/// Whether no tree that Gumbo may build of `html` is deeper or larger than the limits. A quick look at the tags: what is in comments and scripts counts as well.
bool is_tame(std::string_view html, const HtmlLimits& limits) {
    std::size_t depth = 0, tags = 0, formatting = 0, most_formatting = 1;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        const bool closes = at + 1 < html.size() && html[at + 1] == '/';
        const std::size_t begin = at + (closes ? 2 : 1);
        std::size_t end = begin;
        while (end < html.size() && end - begin < 12 && ((html[end] >= 'a' && html[end] <= 'z') || (html[end] >= 'A' && html[end] <= 'Z') || (html[end] >= '0' && html[end] <= '9'))) ++end;
        if (end == begin) continue;
        const std::string name = lower_ascii(html.substr(begin, end - begin));
        ++tags;
        // Void elements, and those whose end may be left out: a second one closes the first, and what could nest them is counted itself.
        if (is_one_of(name, {"meta", "link", "img", "br", "hr", "input", "col", "source", "wbr", "path", "line", "rect", "circle", "use", "polyline", "polygon", "p", "li", "dt",
                             "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "html", "head", "body"})) {
            continue;
        }
        const bool formats = is_one_of(name, {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});
        if (closes) {
            if (depth > 0) --depth;
            if (formats && formatting > 0) --formatting;
            continue;
        }
        if (++depth > limits.depth) return false;
        if (formats && ++formatting > most_formatting) most_formatting = formatting;
    }
    return tags * most_formatting <= limits.nodes;
}

class PageReader {
public:
    HtmlPage read(const GumboNode* root) {
        std::vector<const GumboNode*> open = {root};
        while (!open.empty()) {
            const GumboNode* node = open.back();
            open.pop_back();
            if (is_text(node)) {
                if (node->type == GUMBO_NODE_TEXT) page_.text += node->v.text.text;
                continue;
            }
            if (!is_element(node)) continue;
            const std::string_view name = name_of(node);
            element(node, name);
            if (is_one_of(name, {"script", "style", "template"})) continue;
            if (name == "title" && node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML) {
                append_plain(page_.title, node);
                continue;
            }
            page_.text += ' ';
            const GumboVector& children = node->v.element.children;
            for (unsigned i = children.length; i-- > 0;) open.push_back(static_cast<const GumboNode*>(children.data[i]));
        }
        return std::move(page_);
    }

private:
    void element(const GumboNode* node, std::string_view name) {
        if (const auto id = attribute_of(node, "id"); !id.empty()) page_.ids.emplace_back(id);
        if (name == "meta") {
            const auto content = attribute_of(node, "content");
            if (const auto key = attribute_of(node, "name"); !key.empty()) page_.metas.emplace_back(key, content);
            if (lower_ascii(attribute_of(node, "http-equiv")) == "refresh") {
                const std::size_t at = lower_ascii(content).find("url=");
                if (at != std::string_view::npos) {
                    page_.refresh = std::string(trim(content.substr(at + 4)));
                    link(node, page_.refresh, false);
                }
            }
        } else if (is_one_of(name, {"a", "area"})) {
            if (const GumboAttribute* named = gumbo_get_attribute(&node->v.element.attributes, "name"); named != nullptr && *named->value != '\0') page_.ids.emplace_back(named->value);
            attribute_link(node, "href", false);
        } else if (name == "link") {
            const std::string relation = lower_ascii(attribute_of(node, "rel"));
            attribute_link(node, "href", relation.find("stylesheet") != std::string::npos || relation.find("icon") != std::string::npos);
        } else if (is_one_of(name, {"img", "script", "source", "video", "audio", "embed", "iframe", "track", "input"})) {
            attribute_link(node, "src", true);
        }
    }

    void attribute_link(const GumboNode* node, const char* attribute, bool loaded) {
        const GumboAttribute* value = gumbo_get_attribute(&node->v.element.attributes, attribute);
        if (value != nullptr) link(node, value->value, loaded);
    }

    void link(const GumboNode* node, std::string_view target, bool loaded) {
        page_.links.push_back({loaded, std::string(target), std::string(attribute_of(node, "download")), node->v.element.start_pos.offset});
    }

    HtmlPage page_;
};

}  // namespace

std::string filter_html(std::string_view html, const std::vector<RawRange>& raw, const HtmlWords& words, std::vector<RefusedHtml>& refused) {
    const std::string sieved = Sieve(html, refused).run(raw);
    GumboOptions options = kGumboDefaultOptions;
    options.fragment_context = GUMBO_TAG_BODY;
    options.max_errors = 0;
    GumboOutput* output = gumbo_parse_with_options(&options, sieved.data(), sieved.size());
    std::string printed = Printer(words).print(output->root);
    gumbo_destroy_output(&options, output);
    return printed;
}

std::optional<HtmlPage> read_html(std::string_view html, const HtmlLimits& limits) {
    if (html.size() > limits.bytes || !is_tame(html, limits)) return std::nullopt;
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
    HtmlPage page = PageReader().read(output->root);
    gumbo_destroy_output(&options, output);
    return page;
}

void append_html_text(std::string& out, std::string_view text) { append_safe(out, text, suspicious_in_text); }
void append_html_attribute(std::string& out, std::string_view value) { append_safe(out, value, suspicious_in_attributes); }

}  // namespace mulu
