// SPDX-License-Identifier: Apache-2.0
// Views of single pages: home, standing pages, duties, boards, 404. A closet of render.
#pragma once

#include "render/making.hpp"

namespace mulu {

HomeView make_home_view(const Making& making, std::string_view address);
Result<StandingView> make_standing_view(const Making& making, const Page& page);
DutiesView make_duties_view(const Making& making, std::string_view address);
BoardsView make_boards_view(const Making& making, std::string_view address);
BoardView make_board_view(const Making& making, const Page& page);
NotFoundView make_not_found_view(const Making& making, std::string_view address);

}  // namespace mulu
