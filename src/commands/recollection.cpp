// SPDX-License-Identifier: Apache-2.0
#include "commands/recollection.hpp"

#include "base/packing.hpp"

namespace mulu {

std::string Recollection::pack_told(const Told& told) {
    Packer to;
    to.number(static_cast<std::uint64_t>(told.language));
    for (std::size_t code = 0; code < code_count; ++code) to.number(static_cast<std::uint64_t>(told.levels.of(static_cast<Code>(code))));
    mulu::pack(to, told.diagnostics);
    to.number(told.read);
    told.excerpts.pack(to);
    return to.take();
}

std::string Recollection::pack(std::string_view packed_told) const {
    Packer to;
    to.reserve(packed_told.size() + 1024);
    to.text(time_zone);
    to.signed_number(from);
    to.flag(until.has_value());
    to.signed_number(until.value_or(0));
    for (const std::size_t count : {items, held_back, files}) to.number(count);
    to.number(set_aside.size());
    for (const SetAside& each : set_aside) {
        to.text(each.path);
        to.flag(each.has_text);
    }
    to.raw(packed_told);
    return to.take();
}

std::optional<Recollection> Recollection::unpack(std::string_view bytes) {
    Unpacker from(bytes);
    Recollection found;
    found.time_zone = from.text();
    found.from = from.signed_number();
    const bool ends = from.flag();
    const std::int64_t until = from.signed_number();
    if (ends) found.until = until;
    for (std::size_t* count : {&found.items, &found.held_back, &found.files}) *count = from.number();
    for (std::size_t left = from.count(); left > 0; --left) {
        const std::string_view path = from.text();
        found.set_aside.push_back({std::string(path), from.flag()});
    }
    found.told.language = from.number() == 0 ? Language::zh : Language::en;
    for (std::size_t code = 0; code < code_count; ++code) found.told.levels.set(static_cast<Code>(code), static_cast<Level>(from.number()));
    found.told.diagnostics = unpack_diagnostics(from);
    found.told.read = from.number();
    found.told.excerpts = Excerpts::unpack(from);
    return from.sound() && from.at_end() ? std::optional(std::move(found)) : std::nullopt;
}

bool Recollection::holds_at(const Options& options) const {
    const auto zone = Zone::find(time_zone);
    const auto now = zone ? read_clock(*zone, options.now, options.source_date_epoch) : std::nullopt;
    return now && now->seconds >= from && (!until || now->seconds < *until);
}

}  // namespace mulu
