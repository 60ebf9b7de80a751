// SPDX-License-Identifier: Apache-2.0
#include "formats/yaml_writer.hpp"

#include "base/text.hpp"

namespace mulu {
namespace {

/// Whether `text` means itself without quotes, wherever it stands: stricter than YAML, so that a reader need not know its rules either.
bool is_plain(std::string_view text) {
    if (text.empty() || text == "~" || text == "null" || trim(text).size() != text.size()) return false;
    std::size_t at = 0;
    const char32_t first = next_character(text, at);
    const bool may_begin = (first >= '0' && first <= '9') || (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first > 0x7F;
    // Full-width punctuation in front is what an editor mistypes for YAML's own.
    if (!may_begin || (first > 0x7F && is_punctuation(first) && first != U'《' && first != U'〔')) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) return false;
        if (c == ',' || c == '[' || c == ']' || c == '{' || c == '}' || c == '#' || c == '"' || c == '\'' || c == '\\') return false;
        if (c == ':' && (i + 1 == text.size() || text[i + 1] == ' ')) return false;
    }
    return text.find("\xE2\x80\xA8") == std::string_view::npos && text.find("\xE2\x80\xA9") == std::string_view::npos;
}

}  // namespace

void append_yaml_text(std::string& out, std::string_view text) {
    if (is_plain(text)) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') out += '\\', out += c;
        else if (c == '\n') out += "\\n";
        else if (c == '\t') out += "\\t";
        else if (byte >= 0x20 && byte != 0x7F) out += c;
    }
    out += '"';
}

void append_yaml_list(std::string& out, const std::vector<std::string>& texts) {
    out += '[';
    for (const std::string& text : texts) {
        if (&text != &texts.front()) out += ", ";
        append_yaml_text(out, text);
    }
    out += ']';
}

}  // namespace mulu
