// SPDX-License-Identifier: Apache-2.0
// Layouts: mustache templates that are checked against the view that they show, compiled once, and run by kainjow.
//
// A view is a plain struct with `template <class V> void visit(V& v) const { v("name", member); … }`. Members are
//   std::string          a text: {{name}} escaped; as a section, shown where not empty
//   Html                 finished HTML: {{{name}}}; as a section, shown where not empty
//   bool                 a section only
//   std::vector<View>    a section for each; {{#has_name}} where there is any
//   std::optional<View>  a section where there is one
// Names are looked up as mustache does, inner view first, but once, when the layout is compiled: an unknown name, a
// missing partial, an unclosed section is a diagnostic with line and column, not a hole in a page.
// Constants (names with a dot that no view has: `t.…` strings, `site.…` settings, `asset.…` addresses) are folded into the text at the same time; a string may
// itself hold tags. Partials are inlined. White space at line beginnings is dropped.
//
// Why compile at all: kainjow keeps a node for every space and newline, parses partials anew at each use, and renders unknown
// names as nothing. It is given a template of bare tags, each a number of ours, and a context that knows what they stand for.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/packing.hpp"

namespace mulu {

/// HTML that is finished: never escaped again.
struct Html {
    std::string text;
};

/// Names and kinds of a view's members.
struct ViewShape {
    enum class Kind { text, html, flag, list, view };
    struct Field {
        std::string_view name;
        Kind kind = Kind::text;
        std::shared_ptr<const ViewShape> inner;  ///< of list and view
    };
    std::vector<Field> fields;
};

/// The values of a view, in the order of its shape. The texts are those of the view, which must outlive it.
struct ViewValues {
    struct Slot {
        std::string_view text;
        bool flag = false;
        std::vector<ViewValues> inner;
    };
    std::vector<Slot> slots;
};

namespace detail {

struct ShapeVisitor {
    ViewShape& shape;
    void operator()(const char* name, const std::string&) { shape.fields.push_back({name, ViewShape::Kind::text, nullptr}); }
    void operator()(const char* name, const Html&) { shape.fields.push_back({name, ViewShape::Kind::html, nullptr}); }
    void operator()(const char* name, const bool&) { shape.fields.push_back({name, ViewShape::Kind::flag, nullptr}); }
    template <class T>
    void operator()(const char* name, const std::vector<T>&) { add_inner<T>(name, ViewShape::Kind::list); }
    template <class T>
    void operator()(const char* name, const std::optional<T>&) { add_inner<T>(name, ViewShape::Kind::view); }
    template <class T>
    void add_inner(const char* name, ViewShape::Kind kind) {
        auto inner = std::make_shared<ViewShape>();
        ShapeVisitor visitor{*inner};
        T{}.visit(visitor);
        shape.fields.push_back({name, kind, std::move(inner)});
    }
};

struct CountVisitor {
    std::size_t fields = 0;
    template <class T>
    void operator()(const char*, const T&) { ++fields; }
};

/// How many members a view of the type T shows.
template <class T>
std::size_t field_count() {
    static const std::size_t count = [] {
        CountVisitor visitor;
        T{}.visit(visitor);
        return visitor.fields;
    }();
    return count;
}

struct ValueVisitor {
    ViewValues& values;
    void operator()(const char*, const std::string& text) { values.slots.push_back({text, !text.empty(), {}}); }
    void operator()(const char*, const Html& html) { values.slots.push_back({html.text, !html.text.empty(), {}}); }
    void operator()(const char*, const bool& flag) { values.slots.push_back({{}, flag, {}}); }
    template <class T>
    void operator()(const char*, const std::vector<T>& list) {
        auto& slot = values.slots.emplace_back();
        slot.flag = !list.empty();
        slot.inner.resize(list.size());
        for (std::size_t i = 0; i < list.size(); ++i) {
            slot.inner[i].slots.reserve(field_count<T>());
            ValueVisitor visitor{slot.inner[i]};
            list[i].visit(visitor);
        }
    }
    template <class T>
    void operator()(const char*, const std::optional<T>& view) {
        auto& slot = values.slots.emplace_back();
        slot.flag = view.has_value();
        if (!view) return;
        ViewValues& inner = slot.inner.emplace_back();
        inner.slots.reserve(field_count<T>());
        ValueVisitor visitor{inner};
        view->visit(visitor);
    }
};

struct DigestVisitor {
    Packer& to;
    void operator()(const char*, const std::string& text) { to.text(text); }
    void operator()(const char*, const Html& html) { to.text(html.text); }
    void operator()(const char*, const bool& flag) { to.flag(flag); }
    template <class T>
    void operator()(const char*, const std::vector<T>& list) {
        to.number(list.size());
        for (const T& each : list) each.visit(*this);
    }
    template <class T>
    void operator()(const char*, const std::optional<T>& view) {
        to.flag(view.has_value());
        if (view) view->visit(*this);
    }
};

}  // namespace detail

/// Digest of all that a page may show of `view`.
template <class T>
Digest digest_of_view(const T& view) {
    Packer packer;
    detail::DigestVisitor visitor{packer};
    view.visit(visitor);
    return digest_of(packer.bytes());
}

/// Shape of the view type T.
template <class T>
ViewShape shape_of() {
    ViewShape shape;
    detail::ShapeVisitor visitor{shape};
    T{}.visit(visitor);
    return shape;
}

/// Values of `view`, which must outlive them.
template <class T>
ViewValues values_of(const T& view) {
    ViewValues values;
    values.slots.reserve(detail::field_count<T>());
    detail::ValueVisitor visitor{values};
    view.visit(visitor);
    return values;
}

/// One layout file.
struct LayoutFile {
    std::string path;  ///< for diagnostics
    std::string text;
};

/// What layouts may name besides their view.
struct LayoutNames {
    /// The file of a partial, or nothing.
    std::function<std::optional<LayoutFile>(std::string_view name)> partial;
    /// A constant's text: a template for `t.…`, plain text (to be escaped) otherwise; nothing where there is none.
    std::function<std::optional<std::string>(std::string_view name)> constant;
    /// All names of constants, for suggestions.
    std::vector<std::string> constants;
};

/// White space at the beginning of lines: dropped in HTML, kept where it means something (the Markdown of a report).
enum class LayoutSpace { drop, keep };

/// A compiled layout. render() may be called by several threads with different workers.
class Layout {
public:
    /// Compiles `file` for views of `shape`, for `workers` threads. Faults are reported, and then there is none.
    static std::optional<Layout> compile(const LayoutFile& file, const ViewShape& shape, const LayoutNames& names, unsigned workers,
                                         Diagnostics& diagnostics, LayoutSpace space = LayoutSpace::drop);
    Layout(Layout&&) noexcept;
    Layout& operator=(Layout&&) noexcept;
    ~Layout();
    /// Appends the page to `out`. `worker` < workers; one thread at a time for each.
    void render(const ViewValues& values, unsigned worker, std::string& out) const;

private:
    struct Compiled;
    explicit Layout(std::unique_ptr<Compiled> compiled);
    std::unique_ptr<Compiled> compiled_;
};

}  // namespace mulu
