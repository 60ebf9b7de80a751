// SPDX-License-Identifier: Apache-2.0
#include "base/identity.hpp"

#include <cstring>
#include <set>
#include <string>

#include <elf.h>
#include <link.h>

namespace mulu {
namespace {

/// The build identifier in a segment of notes, or "".
std::string build_id(const char* notes, std::size_t size) {
    const auto padded = [](std::size_t length) { return (length + 3) / 4 * 4; };
    for (std::size_t at = 0; at + sizeof(ElfW(Nhdr)) <= size;) {
        ElfW(Nhdr) head{};
        std::memcpy(&head, notes + at, sizeof head);
        const std::size_t name = at + sizeof head, text = name + padded(head.n_namesz), next = text + padded(head.n_descsz);
        if (next > size) break;
        if (head.n_type == NT_GNU_BUILD_ID && std::string_view(notes + name, head.n_namesz) == std::string_view("GNU", 4)) return {notes + text, head.n_descsz};
        at = next;
    }
    return {};
}

int collect(dl_phdr_info* object, std::size_t, void* found) {
    std::string id;
    for (int i = 0; i < object->dlpi_phnum && id.empty(); ++i) {
        const auto& segment = object->dlpi_phdr[i];
        if (segment.p_type == PT_NOTE) id = build_id(reinterpret_cast<const char*>(object->dlpi_addr + segment.p_vaddr), segment.p_memsz);  // NOLINT: an address of the loader's
    }
    if (id.empty()) id = object->dlpi_name;
    static_cast<std::set<std::string>*>(found)->insert(id);
    return 0;
}

}  // namespace

Digest program_identity() {
    std::set<std::string> found;  // sorted: the loader's order may change from run to run
    ::dl_iterate_phdr(collect, &found);
    Hasher hasher;
    for (const std::string& each : found) hasher.add(each);
    return hasher.finish();
}

}  // namespace mulu
