// SPDX-License-Identifier: Apache-2.0
#include "commands/check_memory.hpp"

#include "base/packing.hpp"

namespace mulu {
namespace {

constexpr std::string_view magic = "mulu check 1\n";
constexpr std::size_t digest_size = 16;

}  // namespace

std::optional<CheckMemory> CheckMemory::load(const Disk& disk, const std::string& folder, const Digest& program) {
    const std::string path = join_path(folder, "check");
    if (disk.kind(path) != FileKind::file) return std::nullopt;
    const auto mapped = disk.map(path);
    if (!mapped) return std::nullopt;
    const std::string_view all = (*mapped)->bytes();
    if (all.size() < magic.size() + digest_size || !all.starts_with(magic)) return std::nullopt;
    const std::string_view text = all.substr(0, all.size() - digest_size);
    Unpacker end(all.substr(text.size()));
    if (end.digest() != digest_of(text)) return std::nullopt;
    Unpacker from(text.substr(magic.size()));
    if (from.digest() != program) return std::nullopt;
    CheckMemory memory;
    memory.moment = from.signed_number();
    const std::uint64_t stop = from.number();
    if (stop > 0) memory.stop = static_cast<Exit>(stop);
    auto recollection = Recollection::unpack(from.text());
    memory.stock = from.text();
    if (!recollection || !from.sound() || !from.at_end()) return std::nullopt;
    memory.recollection = std::move(*recollection);
    memory.bytes = *mapped;
    return memory;
}

Result<> CheckMemory::save(Disk& disk, const std::string& folder, const Digest& program) const {
    Packer to;
    to.reserve(stock.size() + 4096);
    to.raw(magic);
    to.digest(program);
    to.signed_number(moment);
    to.number(stop ? static_cast<std::uint64_t>(*stop) : 0);
    to.text(recollection.pack());
    to.text(stock);
    const Digest digest = digest_of(to.bytes());
    to.digest(digest);
    if (auto made = disk.make_folders(folder); !made) return made;
    const std::string fresh = join_path(folder, "check.new");
    auto done = disk.write(fresh, to.bytes());
    if (done) done = disk.rename(fresh, join_path(folder, "check"));
    if (!done) (void)disk.remove_file(fresh);
    return done;
}

}  // namespace mulu
