// SPDX-License-Identifier: Apache-2.0
#include "formats/xml.hpp"

#include <tinyxml2.h>

#include "base/text.hpp"

namespace mulu {

struct XmlWriter::Printer {
    tinyxml2::XMLPrinter printer;
    const bool is_compact;  // the streaming calls want it each time
    explicit Printer(bool compact) : printer(nullptr, compact), is_compact(compact) {}
};

XmlWriter::XmlWriter(Prolog prolog, Layout layout) : printer_(std::make_unique<Printer>(layout == Layout::compact)) {
    if (prolog == Prolog::yes) printer_->printer.PushDeclaration("xml version=\"1.0\" encoding=\"UTF-8\"");
}

XmlWriter::~XmlWriter() = default;

XmlWriter& XmlWriter::open(const char* element) {
    printer_->printer.OpenElement(element, printer_->is_compact);
    return *this;
}

XmlWriter& XmlWriter::attribute(const char* name, std::string_view value) {
    printer_->printer.PushAttribute(name, clean_xml(value).c_str());
    return *this;
}

XmlWriter& XmlWriter::text(std::string_view text) {
    printer_->printer.PushText(clean_xml(text).c_str());
    return *this;
}

XmlWriter& XmlWriter::close() {
    printer_->printer.CloseElement(printer_->is_compact);
    return *this;
}

XmlWriter& XmlWriter::element(const char* name, std::string_view text) { return open(name).text(text).close(); }

std::string XmlWriter::finish() {
    // CStrSize() counts the closing NUL.
    std::string document(printer_->printer.CStr(), static_cast<std::size_t>(printer_->printer.CStrSize() - 1));
    if (document.empty() || document.back() != '\n') document += '\n';
    return document;
}

}  // namespace mulu
