// SPDX-License-Identifier: Apache-2.0
#include "model/catalogue.hpp"

#include <algorithm>

namespace mulu {

Ref Catalogue::find_item(std::string_view index) const {
    return by_index_.find(index, [&](Ref ref) { return items[ref].index; });
}

std::vector<Ref> Catalogue::path_to(Ref category) const {
    std::vector<Ref> path;
    for (Ref at = category; at != no_ref; at = categories[at].parent) path.push_back(at);
    std::reverse(path.begin(), path.end());
    return path;
}

const Register* Catalogue::find_register(int year) const {
    for (const Register& each : registers) {
        if (each.year == year) return &each;
    }
    return nullptr;
}

const Form* Catalogue::default_form(int year) const {
    const Form* found = nullptr;
    for (const Form& form : forms) {
        if (form.from > year) continue;
        if (found == nullptr || form.from > found->from) found = &form;
    }
    return found != nullptr || forms.empty() ? found : &forms.front();
}

const Form* Catalogue::find_form(std::string_view id) const {
    for (const Form& form : forms) {
        if (form.id == id) return &form;
    }
    return nullptr;
}

void Catalogue::index_items(const std::vector<std::uint32_t>& hashes) {
    static_assert(TextTable::none == no_ref);
    by_index_ = TextTable(items.size());
    const auto index_of = [&](Ref ref) { return items[ref].index; };
    for (Ref i = 0; i < items.size(); ++i) {
        if (i < hashes.size()) by_index_.add(items[i].index, hashes[i], i, index_of);
        else by_index_.add(items[i].index, i, index_of);
    }
}

}  // namespace mulu
