// SPDX-License-Identifier: Apache-2.0
#include "formats/layout.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <map>
#include <utility>

#include <kainjow/mustache.hpp>

#include "base/result.hpp"
#include "base/text.hpp"

namespace mulu {
namespace {

using kainjow::mustache::data;

/// What a tag of the compiled template does.
struct Op {
    enum class Kind { constant, text, html, shown, absent, list, view };
    Kind kind = Kind::constant;
    std::uint32_t level = 0;  ///< frame, counted from the page's view
    std::uint32_t slot = 0;   ///< slot in it, or number of the constant
};

/// Turns a layout file into a template of bare tags. One object compiles one layout.
class Compiler {
public:
    Compiler(const LayoutNames& names, LayoutSpace space, Diagnostics& diagnostics) : names_(names), space_(space), diagnostics_(diagnostics) {}

    bool compile(const LayoutFile& file, const ViewShape& shape) {
        scopes_.push_back({&shape, 0});
        const bool sound = file_text(file);
        flush();
        return sound && sound_;
    }

    std::string tags;                    ///< the template for kainjow
    std::vector<Op> ops;
    std::vector<std::string> constants;

private:
    struct Scope {
        const ViewShape* shape = nullptr;
        std::uint32_t level = 0;
    };
    /// A section that is open: its name, where it began, and what it did.
    struct Open {
        std::string name;
        Place at;
        enum class Does { scope, nothing, folded_in, folded_out } does = Does::nothing;
    };
    struct Found {
        const ViewShape::Field* field = nullptr;
        std::uint32_t level = 0, slot = 0;
        bool only_presence = false;  ///< found as has_NAME
    };

    /// One file's text, whole: sections that it opens it must close.
    bool file_text(const LayoutFile& file) {
        including_.push_back(file.path);
        const auto outside = string_place_;
        string_place_.reset();
        const bool sound = fragment(file.text, file);
        string_place_ = outside;
        including_.pop_back();
        return sound;
    }

    /// Reads `text`, drops the white space that only lays the source out (at line beginnings, and lines that hold nothing but a
    /// section tag, partial or comment), and turns the rest into tags.
    bool fragment(std::string_view text, const LayoutFile& file) {
        const std::size_t floor = std::exchange(floor_, open_.size());
        bool sound = true;
        std::size_t at = 0;
        bool line_start = true;
        while (at < text.size()) {
            const std::size_t tag = text.find("{{", at);
            const std::string_view piece = text.substr(at, tag == std::string_view::npos ? std::string_view::npos : tag - at);
            const bool alone = tag != std::string_view::npos && stands_alone(text, tag);
            add_text(piece, line_start, alone);
            if (tag == std::string_view::npos) break;
            const bool triple = text.substr(tag).starts_with("{{{");
            const std::size_t begin = tag + (triple ? 3 : 2);
            const std::size_t end = text.find(triple ? "}}}" : "}}", begin);
            if (end == std::string_view::npos) {
                report(Code::E506, file, text, tag, 2, {});
                sound = false;
                break;
            }
            std::string_view content = trim(text.substr(begin, end - begin));
            at = end + (triple ? 3 : 2);
            line_start = false;
            const std::size_t length = count_characters(text.substr(tag, at - tag));
            if (!tag_content(content, triple, file, text, tag, length)) sound = false;
            if (alone) {  // the tag's own line leaves nothing behind
                while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
                if (at < text.size() && text[at] == '\n') ++at;
                line_start = true;
            }
        }
        while (open_.size() > floor_) {
            diagnostics_.add(Code::E502, open_.back().at, {open_.back().name});
            close_last();
            sound = false;
        }
        floor_ = floor;
        return sound;
    }

    /// Whether the tag at `tag` is a section, partial or comment with nothing else on its line.
    static bool stands_alone(std::string_view text, std::size_t tag) {
        if (tag + 2 >= text.size() || std::string_view("#^/>!").find(text[tag + 2]) == std::string_view::npos) return false;
        std::size_t left = tag;
        while (left > 0 && (text[left - 1] == ' ' || text[left - 1] == '\t')) --left;
        if (left > 0 && text[left - 1] != '\n') return false;
        std::size_t right = text.find("}}", tag);
        if (right == std::string_view::npos) return false;
        right += 2;
        while (right < text.size() && (text[right] == ' ' || text[right] == '\t')) ++right;
        return right >= text.size() || text[right] == '\n';
    }

    /// Literal text without white space at the beginning of its lines; before a tag that stands alone, not its indentation either.
    void add_text(std::string_view piece, bool line_start, bool before_lone_tag) {
        if (space_ == LayoutSpace::keep) {
            const std::size_t line = piece.rfind('\n') == std::string_view::npos ? 0 : piece.rfind('\n') + 1;
            if (before_lone_tag && trim(piece.substr(line)).empty()) piece = piece.substr(0, line);
            literal(piece);
            return;
        }
        for (std::size_t at = 0; at < piece.size();) {
            if (line_start) {
                while (at < piece.size() && (piece[at] == ' ' || piece[at] == '\t' || piece[at] == '\n')) ++at;
            }
            const std::size_t end = piece.find('\n', at);
            if (end == std::string_view::npos) {
                std::string_view rest = piece.substr(at);
                if (before_lone_tag && trim(rest).empty()) rest = {};
                literal(rest);
                return;
            }
            literal(piece.substr(at, end + 1 - at));
            at = end + 1;
            line_start = true;
        }
    }

    void literal(std::string_view text) {
        if (skipping_ == 0) pending_ += text;
    }

    /// Ends the constant text gathered so far with a tag of its own.
    void flush() {
        if (pending_.empty()) return;
        constants.push_back(std::move(pending_));
        pending_.clear();
        emit("{{{", {Op::Kind::constant, 0, static_cast<std::uint32_t>(constants.size() - 1)}, "}}}");
    }

    void emit(const char* opening, Op op, const char* closing) {
        tags += opening;
        tags += std::to_string(ops.size());
        tags += closing;
        ops.push_back(op);
    }

    bool tag_content(std::string_view content, bool triple, const LayoutFile& file, std::string_view text, std::size_t tag, std::size_t length) {
        const char sigil = content.empty() ? '\0' : content[0];
        if (!triple && sigil == '!') return true;
        if (!triple && sigil == '=') {
            report(Code::E511, file, text, tag, length, {});
            return false;
        }
        if (!triple && sigil == '>') return partial(std::string(trim(content.substr(1))), file, text, tag, length);
        if (!triple && (sigil == '#' || sigil == '^')) {
            return section(std::string(trim(content.substr(1))), sigil == '^', file, text, tag, length);
        }
        if (!triple && sigil == '/') return closing(std::string(trim(content.substr(1))), file, text, tag, length);
        const bool raw = triple || sigil == '&';
        return variable(std::string(sigil == '&' && !triple ? trim(content.substr(1)) : content), raw, file, text, tag, length);
    }

    bool partial(const std::string& name, const LayoutFile& file, std::string_view text, std::size_t tag, std::size_t length) {
        if (skipping_ > 0) return true;
        const auto found = names_.partial(name);
        if (!found) {
            report(Code::E504, file, text, tag, length, {name});
            return false;
        }
        if (std::find(including_.begin(), including_.end(), found->path) != including_.end()) {
            std::string circle;
            for (const auto& path : including_) circle += path + " → ";
            report(Code::E505, file, text, tag, length, {circle + found->path});
            return false;
        }
        return file_text(*found);
    }

    /// Name of a constant: it has a dot (`t.home`, `site.icp`, `asset.site.css`).
    static bool is_constant(std::string_view name) { return name.find('.') != std::string_view::npos; }

    bool section(const std::string& name, bool inverted, const LayoutFile& file, std::string_view text, std::size_t tag, std::size_t length) {
        Open open{name, place(file, text, tag, length), Open::Does::nothing};
        if (skipping_ > 0) {
            ++skipping_;
            open.does = Open::Does::folded_out;
            open_.push_back(open);
            return true;
        }
        const Found found = look_up(name);
        if (found.field == nullptr && is_constant(name)) {
            const auto value = names_.constant(name);
            if (!value) {
                open_.push_back(open);
                return unknown_constant(name, file, text, tag, length);
            }
            const bool shown = value->empty() == inverted;
            open.does = shown ? Open::Does::folded_in : Open::Does::folded_out;
            if (!shown) ++skipping_;
            open_.push_back(open);
            return true;
        }
        if (found.field == nullptr) {
            open_.push_back(open);
            return unknown_name(name, file, text, tag, length);
        }
        flush();
        using Kind = ViewShape::Kind;
        Op op{inverted ? Op::Kind::absent : Op::Kind::shown, found.level, found.slot};
        const bool enters = !inverted && !found.only_presence && (found.field->kind == Kind::list || found.field->kind == Kind::view);
        if (enters) op.kind = found.field->kind == Kind::list ? Op::Kind::list : Op::Kind::view;
        tags += inverted ? "{{^" : "{{#";
        const std::string number = std::to_string(ops.size());
        tags += number + "}}";
        ops.push_back(op);
        numbers_.push_back(number);
        if (enters) {
            scopes_.push_back({found.field->inner.get(), scopes_.back().level + 1});
            open.does = Open::Does::scope;
        }
        open.name = name;
        open_.push_back(open);
        runtime_.push_back(open_.size());
        return true;
    }

    bool closing(const std::string& name, const LayoutFile& file, std::string_view text, std::size_t tag, std::size_t length) {
        if (open_.size() <= floor_ || open_.back().name != name) {
            const Words help = open_.size() <= floor_ ? Words("删去它", "delete it")
                                             : Words("先结束“" + open_.back().name + "”", "close “" + open_.back().name + "” first");
            report(Code::E503, file, text, tag, length, {name, help});
            return false;
        }
        close_last();
        return true;
    }

    void close_last() {
        const Open open = open_.back();
        if (open.does == Open::Does::folded_out) --skipping_;
        if (!runtime_.empty() && runtime_.back() == open_.size()) {
            flush();
            runtime_.pop_back();
            tags += "{{/" + numbers_.back() + "}}";
            numbers_.pop_back();
            if (open.does == Open::Does::scope) scopes_.pop_back();
        }
        open_.pop_back();
    }

    bool variable(const std::string& name, bool raw, const LayoutFile& file, std::string_view text, std::size_t tag, std::size_t length) {
        if (skipping_ > 0) return true;
        const Found found = look_up(name);
        if (found.field == nullptr && is_constant(name)) {
            const auto value = names_.constant(name);
            if (!value) return unknown_constant(name, file, text, tag, length);
            if (name.starts_with("t.")) {
                if (std::find(including_.begin(), including_.end(), name) != including_.end()) {
                    report(Code::E505, file, text, tag, length, {name});
                    return false;
                }
                // A string is a template of its own; what is wrong in it is told where it is used.
                including_.push_back(name);
                const auto outside = string_place_;
                if (!string_place_) string_place_ = place(file, text, tag, length);
                const bool sound = fragment(*value, file);
                string_place_ = outside;
                including_.pop_back();
                return sound;
            }
            if (raw) literal(*value); else literal(escape_html(*value));
            return true;
        }
        if (found.field == nullptr) return unknown_name(name, file, text, tag, length);
        using Kind = ViewShape::Kind;
        if (found.only_presence || (found.field->kind != Kind::text && found.field->kind != Kind::html)) {
            report(Code::E510, file, text, tag, length, {name});
            return false;
        }
        flush();
        // Html is never escaped, whatever the tag says: it is finished. A text in a triple tag would be a hole for script.
        const bool html = found.field->kind == Kind::html;
        emit("{{{", {html ? Op::Kind::html : Op::Kind::text, found.level, found.slot}, "}}}");
        return true;
    }

    /// The field that `name` means here: of the innermost view that has it.
    Found look_up(std::string_view name) const {
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            const auto& fields = scope->shape->fields;
            for (std::uint32_t slot = 0; slot < fields.size(); ++slot) {
                if (fields[slot].name == name) return {&fields[slot], scope->level, slot, false};
            }
            if (!name.starts_with("has_")) continue;
            for (std::uint32_t slot = 0; slot < fields.size(); ++slot) {
                if (fields[slot].name == name.substr(4)) return {&fields[slot], scope->level, slot, true};
            }
        }
        return {};
    }

    bool unknown_name(const std::string& name, const LayoutFile& file, std::string_view text, std::size_t tag, std::size_t length) {
        std::vector<std::string> known;
        for (const auto& scope : scopes_) {
            for (const auto& field : scope.shape->fields) known.emplace_back(field.name);
        }
        const auto near = nearest(name, known);
        report(Code::E501, file, text, tag, length,
               {name, near ? Words("是不是 " + *near + "？", "did you mean " + *near + "?")
                           : Words("可用的名称见 docs/layouts.md", "docs/layouts.md lists the names")});
        return false;
    }

    bool unknown_constant(const std::string& name, const LayoutFile& file, std::string_view text, std::size_t tag, std::size_t length) {
        const auto near = nearest(name, names_.constants);
        report(name.starts_with("t.") ? Code::E507 : Code::E501, file, text, tag, length,
               {name, near ? Words("是不是 " + *near + "？", "did you mean " + *near + "?")
               : name.starts_with("t.") ? Words("在文字文件里加上它", "add it to the strings")
                                        : Words("可用的名称见 docs/layouts.md", "docs/layouts.md lists the names")});
        return false;
    }

    /// Place of the tag at `offset` of `text`; within a string, the place where the string is used.
    Place place(const LayoutFile& file, std::string_view text, std::size_t offset, std::size_t length) {
        if (string_place_) return *string_place_;
        const std::string_view before = text.substr(0, offset);
        const auto line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
        const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
        return {file.path, line, static_cast<std::uint32_t>(count_characters(before.substr(start)) + 1), static_cast<std::uint32_t>(length)};
    }

    void report(Code code, const LayoutFile& file, std::string_view text, std::size_t tag, std::size_t length, std::vector<Words> args) {
        diagnostics_.add(code, place(file, text, tag, length), std::move(args));
        sound_ = false;
    }

    const LayoutNames& names_;
    LayoutSpace space_;
    Diagnostics& diagnostics_;
    std::vector<Scope> scopes_;
    std::vector<Open> open_;
    std::vector<std::size_t> runtime_;   ///< sizes of open_ at sections that exist when the page is made
    std::vector<std::string> numbers_;   ///< their tags' numbers
    std::vector<std::string> including_;
    std::optional<Place> string_place_;  ///< where the string that is being read was used
    std::size_t floor_ = 0;              ///< sections that were open when the file or string began
    std::string pending_;
    unsigned skipping_ = 0;              ///< open sections within one that is folded away
    bool sound_ = true;
};

/// Lists of n placeholders: kainjow walks a list by its elements, and an element's place in it is all that we need of it.
class Placeholders {
public:
    const data& of_size(std::size_t size) {
        auto& found = lists_[size];
        if (!found) {
            found = std::make_unique<data>(data::type::list);
            for (std::size_t i = 0; i < size; ++i) found->push_back(data(true));
        }
        return *found;
    }

private:
    std::map<std::size_t, std::unique_ptr<data>> lists_;
};

/// What kainjow asks for names. Variables are written to the page as they are asked for, and nothing is returned for kainjow to
/// copy; for sections it gets a switch or a list of placeholders, and says by push() which element it has come to.
class PageContext final : public kainjow::mustache::basic_context<std::string> {
public:
    PageContext(const std::vector<Op>& ops, const std::vector<std::string>& constants) : ops_(ops), constants_(constants) {}

    void begin(const ViewValues& page, std::string& out) {
        frames_.assign(1, &page);
        lists_.clear();
        out_ = &out;
    }

    void push(const data* element) override {
        if (element == &yes_ || element == &no_) {
            frames_.push_back(nullptr);  // a switch: names mean what they meant outside
            return;
        }
        const List& list = lists_.back();
        const auto index = static_cast<std::size_t>(element - list.first);
        frames_.push_back(&(*list.frames)[index]);
        if (index + 1 == list.frames->size()) lists_.pop_back();
    }

    void pop() override { frames_.pop_back(); }

    const data* get(const std::string& name) const override {
        std::uint32_t number = 0;
        std::from_chars(name.data(), name.data() + name.size(), number);
        const Op& op = ops_[number];
        if (op.kind == Op::Kind::constant) {
            out_->append(constants_[op.slot]);
            return nullptr;
        }
        const ViewValues::Slot& slot = frame(op.level).slots[op.slot];
        switch (op.kind) {
            case Op::Kind::text: append_escaped_html(*out_, slot.text); return nullptr;
            case Op::Kind::html: out_->append(slot.text); return nullptr;
            case Op::Kind::shown:
            case Op::Kind::absent: return slot.flag ? &yes_ : &no_;
            default: break;
        }
        if (slot.inner.empty()) return &no_;
        const data& list = placeholders_.of_size(slot.inner.size());
        lists_.push_back({&slot.inner, &list.list_value().front()});
        return &list;
    }

    const data* get_partial(const std::string&) const override { return nullptr; }

private:
    struct List {
        const std::vector<ViewValues>* frames;
        const data* first;
    };

    /// The frame of a level; switches have pushed no frame of their own.
    const ViewValues& frame(std::uint32_t level) const {
        for (const ViewValues* values : frames_) {
            if (values == nullptr) continue;
            if (level == 0) return *values;
            --level;
        }
        ensure(false, "a layout's tag names a view that is not there");
        return *frames_.front();
    }

    const std::vector<Op>& ops_;
    const std::vector<std::string>& constants_;
    std::vector<const ViewValues*> frames_;
    mutable std::vector<List> lists_;
    mutable Placeholders placeholders_;
    std::string* out_ = nullptr;
    data yes_{true};
    data no_{false};
};

}  // namespace

struct Layout::Compiled {
    std::vector<Op> ops;
    std::vector<std::string> constants;
    /// kainjow's render is not const and contexts hold a page's progress, so each worker has its own of both.
    std::deque<kainjow::mustache::mustache> templates;
    std::deque<PageContext> contexts;
};

std::optional<Layout> Layout::compile(const LayoutFile& file, const ViewShape& shape, const LayoutNames& names, unsigned workers,
                                      Diagnostics& diagnostics, LayoutSpace space) {
    Compiler compiler(names, space, diagnostics);
    if (!compiler.compile(file, shape)) return std::nullopt;
    auto compiled = std::make_unique<Compiled>();
    compiled->ops = std::move(compiler.ops);
    compiled->constants = std::move(compiler.constants);
    for (unsigned worker = 0; worker < workers; ++worker) {
        compiled->templates.emplace_back(compiler.tags);
        ensure(compiled->templates.back().is_valid(), "kainjow refuses a template that was checked");
        compiled->contexts.emplace_back(compiled->ops, compiled->constants);
    }
    return Layout(std::move(compiled));
}

Layout::Layout(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Layout::Layout(Layout&&) noexcept = default;
Layout& Layout::operator=(Layout&&) noexcept = default;
Layout::~Layout() = default;

void Layout::render(const ViewValues& values, unsigned worker, std::string& out) const {
    PageContext& context = compiled_->contexts[worker];
    context.begin(values, out);
    struct Nowhere {
        Nowhere& operator<<(const std::string&) { return *this; }
    } nowhere;
    compiled_->templates[worker].render(context, nowhere);
}

}  // namespace mulu
