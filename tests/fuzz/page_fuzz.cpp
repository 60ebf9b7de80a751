// SPDX-License-Identifier: Apache-2.0
// Any bytes as a page of the built site, and as a file that it gives away: what is read of it lies within it, and nothing of it leads out of the site.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/file_type.hpp"
#include "formats/html.hpp"

using namespace mulu;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const HtmlLimits limits{65536, 64, 100000};
    if (const auto page = read_html(bytes, limits)) {
        require(bytes.size() <= limits.bytes);
        for (const HtmlLink& link : page->links) require(link.at < bytes.size());
    }
    for (const std::string_view extension : {"pdf", "docx", "doc", "png", "csv"}) {
        const bool damaged = !damage_of(bytes, extension).zh.empty();
        require(!bytes.empty() || damaged);
    }
    const std::string type = media_type_of(bytes);
    require(type.empty() || !words_of_media_type(type).zh.empty());
    return 0;
}
