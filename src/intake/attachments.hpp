// SPDX-License-Identifier: Apache-2.0
// The files of a record: what its attachments and its body name, found on the disk, checked, given their published names. A closet of intake.
#pragma once

#include <string>
#include <vector>

#include "formats/markdown.hpp"
#include "formats/yaml.hpp"
#include "intake/fields.hpp"
#include "intake/scan.hpp"
#include "model/item.hpp"
#include "model/settings.hpp"

namespace mulu {

/// Collects the files of one record. One object a record.
class FileCollector {
public:
    FileCollector(const std::string& record_path, const ScannedContent& content, const Settings& settings, Diagnostics& diagnostics)
        : folder_(folder_of(record_path)), content_(content), settings_(settings), diagnostics_(diagnostics) {}

    /// The value of `attachments`: names, or {file, title}.
    void attachments(const YamlNode& node);
    /// A file that the body names at `at`.
    void body_file(const std::string& name, const Place& at);

    std::vector<ItemFile> take() { return std::move(files_); }
    /// Where each of the files is named.
    const std::vector<Place>& places() const { return places_; }
    /// Whether each file was found under the very bytes of its name, not only under one that looks the same.
    bool as_written() const { return as_written_; }

private:
    void add(const std::string& name, const std::string& title, bool listed, const Place& at);

    std::string folder_;
    const ScannedContent& content_;
    const Settings& settings_;
    Diagnostics& diagnostics_;
    std::vector<ItemFile> files_;
    std::vector<Place> places_;  ///< of files_
    bool as_written_ = true;
};

/// Whether the file at `path` is a picture, by its name.
bool is_picture(std::string_view path);

/// What a link's target is, by its form alone.
enum class TargetKind { empty, fragment, item, web, mail, file, refused };
TargetKind kind_of_target(std::string_view target);

}  // namespace mulu
