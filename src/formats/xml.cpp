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

namespace {

std::string_view local_name(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class Element final : public XmlElement {
public:
    explicit Element(const tinyxml2::XMLElement& element) : element_(element) {}
    std::string_view name() const override { return local_name(element_.Name()); }
    std::optional<std::string_view> attribute(std::string_view wanted) const override {
        for (const tinyxml2::XMLAttribute* each = element_.FirstAttribute(); each != nullptr; each = each->Next()) {
            if (local_name(each->Name()) == wanted) return each->Value();
        }
        return std::nullopt;
    }
    bool empty() const override { return element_.NoChildren(); }

private:
    const tinyxml2::XMLElement& element_;
};

class Visitor final : public tinyxml2::XMLVisitor {
public:
    explicit Visitor(XmlListener& listener) : listener_(listener) {}
    bool VisitEnter(const tinyxml2::XMLElement& element, const tinyxml2::XMLAttribute*) override {
        // tinyxml2 asks for the end of an element even where it was told not to go in.
        const bool wanted = listener_.open(Element(element));
        if (!wanted) skipped_ = &element;
        return wanted;
    }
    bool VisitExit(const tinyxml2::XMLElement& element) override {
        if (skipped_ == &element) skipped_ = nullptr;
        else listener_.close(local_name(element.Name()));
        return true;
    }
    bool Visit(const tinyxml2::XMLText& text) override {
        listener_.text(text.Value());
        return true;
    }

private:
    XmlListener& listener_;
    const tinyxml2::XMLElement* skipped_ = nullptr;
};

}  // namespace

bool read_xml(std::string_view bytes, XmlListener& listener) {
    if (first_invalid_utf8(bytes)) return false;
    tinyxml2::XMLDocument document;
    if (document.Parse(bytes.data(), bytes.size()) != tinyxml2::XML_SUCCESS) return false;
    Visitor visitor(listener);
    document.Accept(&visitor);
    return true;
}

}  // namespace mulu
