// SPDX-License-Identifier: Apache-2.0
// XML and SVG, written through tinyxml2's printer: always well-formed, whatever characters the text holds. And XML read, as the parts of office documents are:
// elements and text in their order, names without their prefixes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mulu {

/// A document that is written from the top down. Text and attribute values are cleaned of what XML forbids.
class XmlWriter {
public:
    enum class Prolog { yes, no };
    enum class Layout { compact, indented };
    explicit XmlWriter(Prolog prolog, Layout layout = Layout::indented);
    ~XmlWriter();
    XmlWriter(const XmlWriter&) = delete;
    XmlWriter& operator=(const XmlWriter&) = delete;

    XmlWriter& open(const char* element);
    /// An attribute of the element just opened.
    XmlWriter& attribute(const char* name, std::string_view value);
    XmlWriter& text(std::string_view text);
    XmlWriter& close();
    /// open, text, close.
    XmlWriter& element(const char* name, std::string_view text);
    /// The document so far; all elements must be closed.
    std::string finish();

private:
    struct Printer;
    std::unique_ptr<Printer> printer_;
};

/// What read_xml() tells of an element: its local name, and its attributes by theirs.
class XmlElement {
public:
    virtual ~XmlElement() = default;
    virtual std::string_view name() const = 0;
    /// The attribute's value, or nothing where there is none. Entities are resolved.
    virtual std::optional<std::string_view> attribute(std::string_view local_name) const = 0;
    virtual bool empty() const = 0;  ///< neither text nor elements in it
};

/// Who listens to read_xml().
class XmlListener {
public:
    virtual ~XmlListener() = default;
    /// False: what is in the element isn't told, nor its end.
    virtual bool open(const XmlElement& element) = 0;
    virtual void text(std::string_view text) = 0;
    virtual void close(std::string_view name) = 0;
};

/// Reads `bytes` (UTF-8) and tells `listener`, in order. False where it is no well-formed XML, or nests deeper than tinyxml2
/// allows (100); then nothing is told. Takes memory of some fifteen times the bytes: callers keep a limit.
bool read_xml(std::string_view bytes, XmlListener& listener);

}  // namespace mulu
