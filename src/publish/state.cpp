// SPDX-License-Identifier: Apache-2.0
#include "publish/state.hpp"

#include "base/packing.hpp"
#include "base/parallel.hpp"

namespace mulu {
namespace {

constexpr std::string_view magic = "mulu state 1\n";
constexpr std::string_view pending_magic = "mulu pending 1\n";

/// The bytes before the digest that ends a file of ours, if it is theirs.
std::optional<std::string_view> checked(std::string_view bytes, std::string_view begin) {
    if (bytes.size() < begin.size() + 16 || !bytes.starts_with(begin)) return std::nullopt;
    const std::string_view text = bytes.substr(0, bytes.size() - 16);
    Unpacker end(bytes.substr(text.size()));
    if (end.digest() != digest_of(text)) return std::nullopt;
    return text.substr(begin.size());
}

/// Whether a file is one that we may have left: others that share the folder are let alone.
bool is_ours(std::string_view name) {
    if (name == "pending" || name == "state.new") return true;
    const std::size_t dash = name.rfind('-');
    return dash != std::string_view::npos && dash > 0 && name.size() - dash == 33 && name.find_first_not_of("0123456789abcdef", dash + 1) == std::string_view::npos;
}

std::string sealed(Packer& to) {
    const Digest digest = digest_of(to.bytes());
    to.digest(digest);
    return to.take();
}

}  // namespace

std::string State::file_of(const std::string& name, const Digest& digest) const { return join_path(folder_, name + "-" + digest.hex()); }

void State::forget() {
    loaded_ = false;
    sections_.clear();
    bytes_.clear();
}

State::Found State::load(const Digest& program) {
    forget();
    const std::string path = join_path(folder_, "state");
    if (disk_.kind(path) != FileKind::file) return Found::none;
    const auto bytes = disk_.read(path);
    if (!bytes) return Found::damaged;
    const auto text = checked(*bytes, magic);
    if (!text) return bytes->starts_with("mulu state ") && !bytes->starts_with(magic) ? Found::of_another_program : Found::damaged;
    Unpacker from(*text);
    const bool is_ours = from.digest() == program;
    moment_ = from.signed_number();
    manifest_ = from.digest();
    manifest_stamp_.size = from.number();
    manifest_stamp_.modified = from.signed_number();
    manifest_stamp_.touched = from.signed_number();
    manifest_stamp_.inode = from.number();
    for (std::size_t left = from.count(); left > 0; --left) {
        const std::string name(from.text());
        sections_[name] = from.digest();
    }
    if (!from.sound() || !from.at_end()) {
        forget();
        return Found::damaged;
    }
    if (!is_ours) {
        // What was made of the content is of no use; the content itself is.
        std::erase_if(sections_, [](const auto& section) { return !section.first.starts_with("texts."); });
        return Found::of_another_program;
    }
    loaded_ = true;
    return Found::sound;
}

/// A section that is whole; nullptr where there is none.
std::shared_ptr<const MappedFile> State::read_section(const std::string& name) const {
    const auto digest = sections_.find(name);
    if (digest == sections_.end()) return nullptr;
    const auto bytes = disk_.map(file_of(name, digest->second));
    return bytes && digest_of((*bytes)->bytes()) == digest->second ? *bytes : nullptr;
}

std::optional<std::string_view> State::section(const std::string& name) {
    if (const auto known = bytes_.find(name); known != bytes_.end()) return known->second->bytes();
    const auto read = read_section(name);
    return read ? std::optional(bytes_.emplace(name, read).first->second->bytes()) : std::nullopt;
}

void State::read_ahead(const std::vector<std::string>& names, unsigned workers) {
    std::vector<std::shared_ptr<const MappedFile>> read(names.size());
    for_each_index(names.size(), workers, [&](std::size_t i, unsigned) {
        if (!bytes_.contains(names[i])) read[i] = read_section(names[i]);
    });
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (read[i]) bytes_.emplace(names[i], std::move(read[i]));
    }
}

std::optional<State::Pending> State::pending() const {
    const std::string path = join_path(folder_, "pending");
    if (disk_.kind(path) != FileKind::file) return std::nullopt;
    Pending pending;
    const auto bytes = disk_.read(path);
    const auto text = bytes ? checked(*bytes, pending_magic) : std::nullopt;
    if (!text) return pending;
    Unpacker from(*text);
    for (std::size_t left = from.count(); left > 0; --left) pending.manifests.push_back(from.digest());
    for (std::size_t left = from.count(); left > 0; --left) pending.addresses.emplace_back(from.text());
    return pending;
}

Result<> State::set_pending(const Pending& pending) {
    Packer to;
    to.raw(pending_magic);
    to.number(pending.manifests.size());
    for (const Digest& manifest : pending.manifests) to.digest(manifest);
    to.number(pending.addresses.size());
    for (const std::string& address : pending.addresses) to.text(address);
    return disk_.write(join_path(folder_, "pending"), sealed(to));
}

Result<> State::stage(const std::string& name, std::string_view bytes) {
    const Digest digest = digest_of(bytes);
    next_[name] = digest;
    if (loaded_ && sections_.contains(name) && sections_.at(name) == digest && bytes_.contains(name)) return Done{};  // it was read, and is whole
    return disk_.write(file_of(name, digest), bytes);
}

std::vector<std::string> State::all_sections() const {
    std::vector<std::string> names;
    for (const auto& [name, digest] : sections_) names.push_back(name);
    return names;
}

void State::keep(const std::string& name) {
    if (const auto digest = sections_.find(name); digest != sections_.end()) next_[name] = digest->second;
}

Result<> State::commit(const Digest& program, std::int64_t moment, const Digest& manifest, const FileStamp& manifest_stamp) {
    Packer to;
    to.raw(magic);
    to.digest(program);
    to.signed_number(moment);
    to.digest(manifest);
    to.number(manifest_stamp.size);
    to.signed_number(manifest_stamp.modified);
    to.signed_number(manifest_stamp.touched);
    to.number(manifest_stamp.inode);
    to.number(next_.size());
    std::set<std::string> named;
    for (const auto& [name, digest] : next_) {
        to.text(name);
        to.digest(digest);
        named.insert(std::string(name_of(file_of(name, digest))));
    }
    const std::string fresh = join_path(folder_, "state.new");
    if (auto written = disk_.write(fresh, sealed(to)); !written) return written;
    if (auto renamed = disk_.rename(fresh, join_path(folder_, "state")); !renamed) return renamed;
    auto listed = disk_.list_tree(folder_);
    if (!listed) return listed.failure();
    for (const FileEntry& entry : *listed) {
        if (entry.kind != FileKind::file || named.contains(entry.path) || !is_ours(entry.path)) continue;
        if (auto removed = disk_.remove_file(join_path(folder_, entry.path)); !removed) return removed;
    }
    return Done{};
}

bool is_in_output(const Disk& disk, const std::string& state, const std::string& output) {
    const auto outer = disk.resolve(output);
    const auto is_inside = [&](const std::string& real) { return outer && (real == *outer || real.starts_with(join_path(*outer, ""))); };
    for (std::string folder = state; !folder.empty(); folder = folder_of(folder)) {
        if (folder == output) return true;
        if (const auto real = disk.resolve(folder)) return is_inside(*real);
    }
    const auto here = disk.resolve(".");
    return !state.starts_with('/') && here && is_inside(*here);
}

}  // namespace mulu
