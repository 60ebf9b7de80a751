// SPDX-License-Identifier: Apache-2.0
// XML and SVG, written through tinyxml2's printer: always well-formed, whatever characters the text holds.
#pragma once

#include <memory>
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

}  // namespace mulu
