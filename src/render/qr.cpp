// SPDX-License-Identifier: Apache-2.0
#include "render/qr.hpp"

#include <memory>

#include <qrencode.h>

#include "formats/xml.hpp"

namespace mulu {

std::string qr_svg(std::string_view url, std::string_view label) {
    const std::string text(url);
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);
    if (!code) return {};
    // One path of horizontal runs: a tenth of the bytes of a rectangle for each module.
    std::string path;
    const int width = code->width;
    for (int y = 0; y < width; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto dark = [&](int column) { return (code->data[y * width + column] & 1) != 0; };
            if (!dark(x)) continue;
            const int begin = x;
            while (x + 1 < width && dark(x + 1)) ++x;
            path += "M" + std::to_string(begin) + " " + std::to_string(y) + "h" + std::to_string(x + 1 - begin) + "v1H" + std::to_string(begin) + "z";
        }
    }
    XmlWriter svg(XmlWriter::Prolog::no, XmlWriter::Layout::compact);
    const std::string size = std::to_string(width + 8);
    svg.open("svg").attribute("xmlns", "http://www.w3.org/2000/svg").attribute("class", "qr").attribute("viewBox", "-4 -4 " + size + " " + size);
    svg.attribute("role", "img").attribute("aria-label", label);
    svg.open("path").attribute("d", path).close();
    svg.close();
    return svg.finish();
}

}  // namespace mulu
