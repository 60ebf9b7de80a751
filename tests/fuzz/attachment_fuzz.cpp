// SPDX-License-Identifier: Apache-2.0
// Any bytes as an attachment: read_attachment() keeps its limits, gives sound UTF-8, and places that lie within its parts; the rules on personal data and
// secrecy find ranges within the text, in order, and what is masked has nothing left.
//
// The limits are low, so that what is slow for its size is found. poppler, which has none of its own, is left out: its own project fuzzes it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.hpp"
#include "formats/attachment.hpp"
#include "model/personal_data.hpp"
#include "model/secrecy.hpp"

using namespace mulu;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void check_rules(const std::string& text) {
    std::string masked;
    std::size_t at = 0;
    for (const MaskEdit& edit : mask_personal_data(text, Writing::plain)) {
        require(edit.begin >= at && edit.end > edit.begin && edit.end <= text.size());
        masked += text.substr(at, edit.begin - at) + edit.text;
        at = edit.end;
    }
    masked += text.substr(at);
    require(!first_invalid_utf8(masked));
    at = 0;
    for (const SecrecyMark& mark : find_secrecy_marks(text, TextPart::whole)) {
        require(mark.begin >= at && mark.end > mark.begin && mark.end <= text.size());
        at = mark.end;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    if (bytes.find("%PDF-") != std::string::npos) return 0;
    AttachmentLimits limits;
    limits.archive.entries = 100;
    limits.archive.bytes = 4 * 1024 * 1024;
    limits.archive.entry_bytes = 1024 * 1024;
    limits.xml_bytes = 256 * 1024;
    limits.text_bytes = 1024 * 1024;
    for (const char* name : {"a.csv", "a.txt"}) {
        const AttachmentText text = read_attachment(bytes, name, limits);
        std::size_t all = 0;
        for (const AttachmentPart& part : text.parts) {
            all += part.text.size();
            require(!first_invalid_utf8(part.where.zh));
            for (std::size_t i = 1; i < part.spots.size(); ++i) require(part.spots[i - 1].begin <= part.spots[i].begin);
            require(part.spots.empty() || part.spots.back().begin <= part.text.size());
            part.place_of(part.text.size() / 2);
            if (!first_invalid_utf8(part.text)) check_rules(part.text);
        }
        require(all <= limits.text_bytes);
    }
    return 0;
}
