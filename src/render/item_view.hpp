// SPDX-License-Identifier: Apache-2.0
// Views of an item: its page, its tombstone, a redirect to it. A closet of render.
#pragma once

#include "render/making.hpp"

namespace mulu {

/// The view of item `ref`'s page; its body is read from its file.
Result<ItemView> make_item_view(const Making& making, Ref ref);
TombstoneView make_tombstone_view(const Making& making, const Item& item);
RedirectView make_redirect_view(const Making& making, const Page& page);

}  // namespace mulu
