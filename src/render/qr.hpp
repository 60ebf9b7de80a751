// SPDX-License-Identifier: Apache-2.0
// QR code of a URL as an inline SVG (ISO/IEC 18004, level M). A closet of render.
#pragma once

#include <string>
#include <string_view>

namespace mulu {

/// An <svg> of the code with `label` as its accessible name; "" for a text too long for a code.
std::string qr_svg(std::string_view url, std::string_view label);

}  // namespace mulu
