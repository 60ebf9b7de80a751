// SPDX-License-Identifier: Apache-2.0
#include "intake/attachments.hpp"

#include <algorithm>

#include "base/disk.hpp"
#include "base/text.hpp"
#include "model/address.hpp"

namespace mulu {
namespace {

/// `folder`/`name` without `.` and `..` parts; "" where it leads out of the root.
std::string normal_path(const std::string& folder, std::string_view name) {
    if (name.starts_with('/') || name.find('\\') != std::string_view::npos) return {};
    std::vector<std::string_view> parts;
    const std::string whole = join_path(folder, name);
    for (const std::string_view part : split(whole, '/')) {
        if (part.empty() || part == ".") continue;
        if (part == "..") {
            if (parts.empty()) return {};
            parts.pop_back();
        } else {
            parts.push_back(part);
        }
    }
    std::string path;
    for (const std::string_view part : parts) path += (path.empty() ? "" : "/") + std::string(part);
    return path;
}

}  // namespace

bool is_picture(std::string_view path) {
    const std::string type = extension_of(path);
    return type == "jpg" || type == "jpeg" || type == "png" || type == "gif" || type == "svg" || type == "webp";
}

TargetKind kind_of_target(std::string_view target) {
    if (trim(target).empty()) return TargetKind::empty;
    if (target.starts_with('#')) return TargetKind::fragment;
    const std::string lower = lower_ascii(target.substr(0, 12));
    if (lower.starts_with("item:")) return TargetKind::item;
    if (lower.starts_with("http://") || lower.starts_with("https://")) return TargetKind::web;
    if (lower.starts_with("mailto:") || lower.starts_with("tel:")) return TargetKind::mail;
    // Any other scheme, and //host, is refused; a colon behind a slash or a ? is part of a name.
    if (target.starts_with("//")) return TargetKind::refused;
    const std::size_t colon = target.find(':');
    if (colon != std::string_view::npos && target.substr(0, colon).find_first_of("/?#") == std::string_view::npos) return TargetKind::refused;
    return TargetKind::file;
}

void FileCollector::attachments(const YamlNode& node) {
    const auto take = [&](const YamlNode& entry) {
        if (entry.kind == YamlNode::Kind::scalar) {
            add(std::string(trim(entry.text)), {}, true, entry.at);
        } else {
            RecordFields fields(entry, record::attachment, diagnostics_);
            const std::string file = fields.text("file");
            if (!file.empty()) add(file, fields.text("title"), true, fields.at("file"));
        }
    };
    if (node.kind == YamlNode::Kind::null) return;
    if (node.kind != YamlNode::Kind::list) {
        take(node);
        return;
    }
    for (const YamlNode& entry : node.items) take(entry);
}

void FileCollector::body_file(const std::string& name, const Place& at) { add(percent_decode(name), {}, false, at); }

void FileCollector::add(const std::string& name, const std::string& title, bool listed, const Place& at) {
    const std::string path = normal_path(folder_, name);
    if (!path.starts_with("content/")) {
        diagnostics_.add(Code::E408, at, {name});
        return;
    }
    auto found = content_.files.find(path);
    if (found == content_.files.end()) {
        as_written_ = false;
        // Names that look equal may differ in bytes: a file copied from macOS is decomposed.
        const std::string composed = compose(path);
        std::vector<std::string> beside;
        for (auto each = content_.files.begin(); each != content_.files.end(); ++each) {
            if (folder_of(each->first) != folder_of(path)) continue;
            if (compose(each->first) == composed) found = each;
            beside.emplace_back(name_of(each->first));
        }
        if (found == content_.files.end()) {
            std::sort(beside.begin(), beside.end());
            diagnostics_.add(Code::E404, at, {name, nearest_words(name_of(path), beside, {"把文件放在本条旁边，文件名大小写也要一致",
                                                                                        "put the file beside the item; upper and lower case count"})});
            return;
        }
    }
    ItemFile file;
    file.written = name;
    file.source = found->first;
    file.published = published_file_name(name_of(found->first));
    file.title = title.empty() ? std::string(name_of(found->first)) : title;
    file.size = found->second;
    file.listed = listed;
    const std::string type = extension_of(found->first);
    const bool image = !listed && is_picture(found->first);
    if (!image && std::find(settings_.attachment_types.begin(), settings_.attachment_types.end(), type) == settings_.attachment_types.end()) {
        std::string types;
        for (const std::string& each : settings_.attachment_types) types += (types.empty() ? "" : ", ") + each;
        diagnostics_.add(Code::E405, at, {name, type, types});
        return;
    }
    if (file.size > std::uint64_t{settings_.attachment_max_mb} * 1024 * 1024) {
        diagnostics_.add(Code::E406, at, {name, std::to_string(file.size / 1024 / 1024 + 1), std::to_string(settings_.attachment_max_mb)});
        return;
    }
    for (ItemFile& other : files_) {
        if (other.source == file.source) {  // named again: once in the list is enough
            if (!other.listed && listed) {
                other.listed = true;
                other.title = file.title;
            }
            if (other.written != file.written) {
                files_.push_back(file);
                files_.back().listed = false;
                places_.push_back(at);
            }
            return;
        }
        if (other.published == file.published) {
            diagnostics_.add(Code::E407, at, {other.written, file.written});
            return;
        }
    }
    files_.push_back(std::move(file));
    places_.push_back(at);
}

}  // namespace mulu
