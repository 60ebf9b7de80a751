// SPDX-License-Identifier: Apache-2.0
#include "model/address.hpp"

#include "base/digest.hpp"
#include "base/disk.hpp"
#include "base/text.hpp"

namespace mulu {
namespace {

bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

std::string short_digest(std::string_view text) { return digest_of(text).hex().substr(0, 8); }

}  // namespace

std::string item_file_name(std::string_view index) {
    std::string name;
    bool lost = false;
    for (char c : index) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '/' || c == '_' || c == ' ') c = '-';
        if (is_plain(c)) name += c; else lost = true;
    }
    if (lost || name.empty() || name.front() == '.' || name.back() == '.' || name.ends_with(".html")) name += "-" + short_digest(index);
    if (name.front() == '.') name.insert(0, "-");  // a leading dot would hide the file on most servers
    return name;
}

std::string item_address(int year, std::string_view index) { return "items/" + std::to_string(year) + "/" + item_file_name(index) + ".html"; }

std::string files_folder(std::string_view page_address) { return std::string(page_address.substr(0, page_address.size() - 5)); }

std::string published_file_name(std::string_view name) {
    const std::string lower = lower_ascii(name);
    bool plain = !lower.empty() && lower.front() != '.';
    for (const char c : lower) plain = plain && is_plain(c);
    if (plain) return lower;
    const std::string extension = extension_of(name);
    bool plain_extension = !extension.empty();
    for (const char c : extension) plain_extension = plain_extension && is_plain(c);
    return "file-" + short_digest(compose(name)) + (plain_extension ? "." + extension : "");
}

std::string section_stem(std::string_view kind, std::string_view id) { return std::string(kind) + "/" + std::string(id); }

std::string list_address(std::string_view stem, int year, unsigned part) {
    return std::string(stem) + "/" + std::to_string(year) + (part == 0 ? "" : "-" + std::to_string(part)) + ".html";
}

std::string report_address(int year, std::string_view unit_id) {
    return "reports/" + (unit_id.empty() ? "" : std::string(unit_id) + "/") + std::to_string(year) + ".html";
}

std::string statistics_address(int year, unsigned quarter) {
    return "statistics/" + std::to_string(year) + (quarter == 0 ? "" : "-q" + std::to_string(quarter)) + ".html";
}

std::string board_address(Date day) { return "boards/" + print_date(day).substr(0, 7) + ".html"; }

std::string relative_link(std::string_view from, std::string_view to) {
    std::size_t common = 0;
    for (std::size_t i = 0; i < from.size() && i < to.size() && from[i] == to[i]; ++i) {
        if (from[i] == '/') common = i + 1;
    }
    return way_to_root(from.substr(common)) + std::string(to.substr(common));
}

std::string way_to_root(std::string_view address) {
    std::string way;
    for (const char c : address) {
        if (c == '/') way += "../";
    }
    return way;
}

}  // namespace mulu
