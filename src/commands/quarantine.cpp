// SPDX-License-Identifier: Apache-2.0
#include "commands/quarantine.hpp"

#include <set>

#include "base/packing.hpp"

namespace mulu {
namespace {

std::string section_of(std::size_t part) { return "texts." + std::to_string(part); }

/// Calls `use` with each path and text of a section.
template <class Use>
void each_text(std::string_view section, const Use& use) {
    Unpacker from(section);
    for (std::size_t left = from.count(); left > 0; --left) {
        const std::string_view path = from.text(), text = from.text();
        if (!from.sound()) return;
        use(path, text);
    }
}

}  // namespace

class Quarantine::Overlay final : public Disk {
public:
    Overlay(Disk& disk, const std::string& root, const StandIns& stand_ins) : disk_(disk), root_(root), stand_ins_(stand_ins) {}

    Result<std::string> read(const std::string& path) const override {
        const std::string prefix = join_path(root_, "");
        if (path.starts_with(prefix)) {
            const auto found = stand_ins_.find(std::string_view(path).substr(prefix.size()));
            if (found != stand_ins_.end() && found->second) return *found->second;
        }
        return disk_.read(path);
    }
    Result<std::vector<FileEntry>> list_tree(const std::string& folder, unsigned workers) const override { return disk_.list_tree(folder, workers); }
    FileKind kind(const std::string& path) const override { return disk_.kind(path); }
    Result<FileStamp> stamp(const std::string& path) const override { return disk_.stamp(path); }
    std::int64_t clock() const override { return disk_.clock(); }
    bool same_file_system(const std::string& a, const std::string& b) const override { return disk_.same_file_system(a, b); }
    Result<std::shared_ptr<const MappedFile>> map(const std::string& path) const override { return disk_.map(path); }
    Result<std::string> resolve(const std::string& path) const override { return disk_.resolve(path); }
    Result<> write(const std::string& path, std::string_view bytes) override { return disk_.write(path, bytes); }
    Result<> rename(const std::string& from, const std::string& to) override { return disk_.rename(from, to); }
    Result<> make_folders(const std::string& path) override { return disk_.make_folders(path); }
    Result<> remove_file(const std::string& path) override { return disk_.remove_file(path); }
    Result<> remove_empty_folder(const std::string& path) override { return disk_.remove_empty_folder(path); }
    Result<> remove_tree(const std::string& path) override { return disk_.remove_tree(path); }
    Result<> sync(const std::string& path) override { return disk_.sync(path); }

private:
    Disk& disk_;
    const std::string& root_;
    const StandIns& stand_ins_;
};

Quarantine::Quarantine(Disk& disk, State& state, std::string root)
    : disk_(disk), state_(state), root_(std::move(root)), overlay_(std::make_unique<Overlay>(disk, root_, stand_ins_)) {}
Quarantine::~Quarantine() = default;

const Disk& Quarantine::disk() const { return *overlay_; }

std::optional<std::string> Quarantine::last_text(const std::string& path) {
    const auto section = state_.section(section_of(record_part(path)));
    std::optional<std::string> found;
    if (!section) return found;
    each_text(*section, [&](std::string_view each, std::string_view text) {
        if (each == path) found = text;
    });
    return found;
}

/// Whose fault an error is: of two items with one number, that of the one that was not public before, whichever is published first by its date.
const std::string& Quarantine::at_fault(const Diagnostic& diagnostic) {
    const bool is_doubled = diagnostic.code == Code::E301 || diagnostic.code == Code::E302;
    if (is_doubled && !diagnostic.notes.empty()) {
        const std::string& first = diagnostic.notes.front().at.path;
        if (is_item_record(first) && last_text(diagnostic.at.path) && !last_text(first)) return first;
    }
    return diagnostic.at.path;
}

bool Quarantine::set_aside(const Diagnostics& found, const Levels& levels) {
    bool any = false;
    Diagnostics errors;
    std::set<std::string> now;  // set aside by this call
    for (const Diagnostic& diagnostic : found.all()) {
        if (levels.of(diagnostic.code) != Level::error) continue;
        const std::string& path = at_fault(diagnostic);
        if (is_lost_reference(diagnostic.code) && stand_ins_.contains(path) && !now.contains(path)) continue;
        if (!is_item_record(path)) return false;
        const auto known = stand_ins_.find(path);
        if (known == stand_ins_.end()) {
            errors.add(diagnostic);
            stand_ins_.emplace(path, last_text(path));
            now.insert(path);
            any = true;
        } else if (now.contains(path)) {
            errors.add(diagnostic);  // another error of the same file
        } else if (known->second) {
            known->second.reset();  // its last text is of no use either: a file that it names is gone, or another item has its number
            any = true;
        }
    }
    errors_.add_all(errors);
    return any;
}

bool Quarantine::keeps_texts(bool asked) const { return asked || state_.names(section_of(0)); }

Result<> Quarantine::stage(const Stock& stock, const Intake& intake) {
    std::vector<std::vector<const StockFile*>> parts(record_parts);
    for (const StockFile& file : stock.files) {
        if (is_item_record(file.path)) parts[record_part(file.path)].push_back(&file);
    }
    for (std::size_t part = 0; part < record_parts; ++part) {
        const std::string name = section_of(part);
        if (!intake.records[part] && state_.names(name)) {
            state_.keep(name);
            continue;
        }
        Packer to;
        std::size_t count = 0;
        for (const StockFile* file : parts[part]) {
            const auto stand_in = stand_ins_.find(file->path);
            std::optional<std::string> text;
            if (stand_in == stand_ins_.end()) {
                auto bytes = disk_.read(stock.path_of(*file));
                if (!bytes) return bytes.failure();
                // A text that no step has seen is not one that was sound.
                if (file->digest && digest_of(*bytes) == *file->digest) text = std::move(*bytes);
            } else if (stand_in->second) {
                text = stand_in->second;
            } else {
                text = last_text(file->path);  // it may serve again
            }
            if (!text) continue;
            to.text(file->path);
            to.text(*text);
            ++count;
        }
        Packer whole;
        whole.number(count);
        whole.raw(to.bytes());
        if (auto staged = state_.stage(name, whole.bytes()); !staged) return staged;
    }
    return Done{};
}

}  // namespace mulu
