// SPDX-License-Identifier: Apache-2.0
#include "render/layouts.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "formats/source.hpp"
#include "render/views.hpp"

namespace mulu {
namespace {

struct Template {
    const char* file;
    ViewShape shape;
};

/// By LayoutKind.
std::vector<Template> templates() {
    std::vector<Template> all;
    all.push_back({"home", shape_of<HomeView>()});
    all.push_back({"index", shape_of<IndexView>()});
    all.push_back({"section", shape_of<SectionView>()});
    all.push_back({"list", shape_of<ListView>()});
    all.push_back({"item", shape_of<ItemView>()});
    all.push_back({"tombstone", shape_of<TombstoneView>()});
    all.push_back({"redirect", shape_of<RedirectView>()});
    all.push_back({"standing", shape_of<StandingView>()});
    all.push_back({"duties", shape_of<DutiesView>()});
    all.push_back({"reports", shape_of<ReportsView>()});
    all.push_back({"report", shape_of<ReportView>()});
    all.push_back({"statistics", shape_of<StatisticsView>()});
    all.push_back({"boards", shape_of<BoardsView>()});
    all.push_back({"board", shape_of<BoardView>()});
    all.push_back({"not-found", shape_of<NotFoundView>()});
    return all;
}

/// What layouts may name of the settings.
std::map<std::string, std::string, std::less<>> site_constants(const Settings& s) {
    return {{"site.name", s.name},
            {"site.organ", s.organ},
            {"site.operator", s.operator_name},
            {"site.base_url", s.base_url},
            {"site.domain", s.domain()},
            {"site.language", s.language},
            {"site.site_id_code", s.site_id_code},
            {"site.icp", s.icp},
            {"site.police", s.police},
            {"site.party_badge", s.party_badge},
            {"site.report_fault", s.report_fault},
            {"site.contact", s.contact_office + s.contact_phone + s.contact_email + s.contact_address + s.contact_hours},
            {"site.contact_office", s.contact_office},
            {"site.contact_phone", s.contact_phone},
            {"site.contact_phone_link", phone_link(s.contact_phone)},
            {"site.contact_email", s.contact_email},
            {"site.contact_email_link", email_link(s.contact_email)},
            {"site.contact_address", s.contact_address},
            {"site.contact_hours", s.contact_hours}};
}

/// The path that a diagnostic shows for a file of the data folders: from its layouts/, assets/ … on.
std::string shown_path(const std::string& folder, const std::string& name) { return folder + "/" + name; }

}  // namespace

std::string phone_link(std::string_view phone) {
    std::string number;
    std::size_t digits = 0;
    for (const char c : phone) {
        digits += c >= '0' && c <= '9';
        if (c != ' ') number += c;
    }
    // No number of the world has more than 15 digits.
    const bool one = digits >= 3 && digits <= 15 && number.find_first_not_of("0123456789-.()", number.starts_with('+') ? 1 : 0) == std::string::npos;
    return one ? "tel:" + number : std::string();
}

std::string email_link(std::string_view email) {
    const std::size_t at = email.find('@');
    const bool one = at != std::string_view::npos && at > 0 && at + 1 < email.size() && email.find('@', at + 1) == std::string_view::npos &&
                     std::none_of(email.begin(), email.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7F || std::string_view("<>\"\\,;:()[]`{}|^%?#/").find(c) != std::string_view::npos; });
    return one ? "mailto:" + std::string(email) : std::string();
}

Result<std::map<std::string, std::string>> data_files(const Disk& disk, const DataFolders& folders, const std::string& folder) {
    std::map<std::string, std::string> files;
    for (const std::string& each : folders) {
        const std::string path = join_path(each, folder);
        auto listed = disk.list_tree(path);
        if (!listed) return listed.failure();
        for (const FileEntry& entry : *listed) {
            if (entry.kind == FileKind::file && !name_of(entry.path).starts_with('.')) files.emplace(entry.path, join_path(path, entry.path));
        }
    }
    return files;
}

Result<std::unique_ptr<Layouts>> Layouts::load(const Disk& disk, const DataFolders& folders, const Settings& settings, unsigned workers,
                                               Diagnostics& diagnostics) {
    auto files = data_files(disk, folders, "layouts");
    if (!files) return files.failure();
    auto assets = data_files(disk, folders, "assets");
    if (!assets) return assets.failure();
    auto layouts = std::make_unique<Layouts>();

    const auto strings_file = files->find("strings/" + settings.language + ".yml");
    if (strings_file == files->end()) {
        std::string known;
        for (const auto& [name, path] : *files) {
            if (name.starts_with("strings/")) known += (known.empty() ? "" : ", ") + name.substr(8, name.size() - 12);
        }
        diagnostics.add(Code::E115, {"content/site.yml", 0, 0, 0}, {settings.language, known});
        return std::unique_ptr<Layouts>();
    }
    auto bytes = disk.read(strings_file->second);
    if (!bytes) return bytes.failure();
    const auto source = Source::make(shown_path("layouts", strings_file->first), std::move(*bytes), diagnostics);
    auto strings = source ? Strings::read(*source, diagnostics) : std::nullopt;
    if (!strings) return std::unique_ptr<Layouts>();
    layouts->strings = std::move(*strings);

    auto constants = site_constants(settings);
    for (const auto& [key, text] : layouts->strings.layout()) constants["t." + key] = text;
    for (const auto& [name, path] : *assets) {
        auto content = disk.read(path);
        if (!content) return content.failure();
        const std::string extension = extension_of(name);
        const std::string stem = name.substr(0, name.size() - extension.size() - 1);
        Asset asset{name, "assets/" + lower_ascii(stem) + "." + digest_of(*content).hex().substr(0, 10) + "." + extension, std::move(*content)};
        constants["asset." + name] = asset.address;
        layouts->assets.push_back(std::move(asset));
    }

    LayoutNames names;
    Hasher constants_hasher;
    for (const auto& [name, text] : constants) {
        names.constants.push_back(name);
        constants_hasher.add(name);
        constants_hasher.add(text);
    }
    layouts->constants = constants_hasher.finish();
    std::optional<Hasher> files_hasher;  // of the layout that is being compiled
    names.constant = [&](std::string_view name) -> std::optional<std::string> {
        const auto found = constants.find(name);
        return found == constants.end() ? std::nullopt : std::optional(found->second);
    };
    std::optional<Failure> failed;
    const auto file = [&](const std::string& name) -> std::optional<LayoutFile> {
        const auto found = files->find(name);
        if (found == files->end()) return std::nullopt;
        auto content = disk.read(found->second);
        if (!content) {
            failed = content.failure();
            return std::nullopt;
        }
        files_hasher->add(name);
        files_hasher->add(*content);
        const auto checked = Source::make(shown_path("layouts", name), std::move(*content), diagnostics);
        return checked ? std::optional(LayoutFile{checked->path(), std::string(checked->text())}) : std::nullopt;
    };
    names.partial = [&](std::string_view name) { return file("partials/" + std::string(name) + ".mustache"); };
    bool sound = true;
    for (const Template& each : templates()) {
        const std::string name = std::string(each.file) + ".mustache";
        files_hasher.emplace();
        const auto text = file(name);
        if (failed) return *failed;
        if (!text) {
            if (!files->contains(name)) diagnostics.add(Code::E508, {shown_path("layouts", name), 0, 0, 0}, {shown_path("layouts", name)});
            sound = false;
            continue;
        }
        auto compiled = Layout::compile(*text, each.shape, names, workers, diagnostics);
        if (failed) return *failed;
        layouts->digests.push_back(files_hasher->finish());
        if (compiled) layouts->compiled.push_back(std::move(*compiled)); else sound = false;
    }
    return sound ? std::move(layouts) : std::unique_ptr<Layouts>();
}

}  // namespace mulu
