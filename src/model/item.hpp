// SPDX-License-Identifier: Apache-2.0
// 信息条目 Item: one disclosed item, and the parts of its record (条例 art. 12: 索引、名称、内容概述、生成日期).
//
// An Item is a plain value, complete once intake has read it; its body stays in its file and is read again when its page is
// made. Names in workflow and review are internal: they are checked by intake and are not part of an Item at all.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.hpp"
#include "base/few.hpp"
#include "model/unit.hpp"

namespace mulu {

enum class Access : std::uint8_t { proactive, on_request, withheld };
enum class Normative : std::uint8_t { none, rule, normative };
enum class Validity : std::uint8_t { valid, expired, repealed, pending };
enum class ReviewResult { none, release, withhold, partial };

/// A file that is published with an item: an attachment, or an image or file that its body names.
struct ItemFile {
    std::string written;    ///< as the record or body names it
    std::string source;     ///< path relative to the root
    std::string published;  ///< name under the item's folder
    std::string title;      ///< of an attachment; the file's name where the record gives none
    std::uint64_t size = 0; ///< bytes
    bool listed = false;    ///< an attachment, not only named by the body
};

struct Correction {
    Date on;
    std::string note;
};

/// A body's or record's reference to another item.
struct ItemReference {
    std::string_view index;
    Spot at;  ///< in the file that refers
    Ref item = no_ref;  ///< of Catalogue::items, where it is public
};

/// A diagnostic that the record exempts itself from, with its reason.
struct Exemption {
    Code code{};
    std::string reason;
    Spot at;
};

/// The texts lie in an Arena or in the bytes of the record cache (Catalogue::texts keeps them alive).
struct Item {
    std::string_view path;  ///< of its file, relative to the root
    std::string_view title, index, doc_no, genre, summary, audience, basis, source;
    Ref unit = no_ref, category = no_ref, duty = no_ref;
    Few<std::pair<Ref, std::string>> joint_units;  ///< a unit, or no_ref and a name
    Few<Ref> topics;
    Normative normative = Normative::none;
    Access access = Access::proactive;
    Validity validity = Validity::valid;
    bool withdrawn_title_shown = true, has_body = false;
    bool reviewed = false;       ///< whether a confidentiality review is recorded at all; who reviewed it is not part of an Item
    bool limit_waived = false;   ///< whether the record exempts itself from time limits (allow: W901 or W902)
    Date created;
    Moment published;
    std::optional<Date> approved, effective, valid_until, repealed;
    std::optional<Moment> expires;
    std::vector<std::string_view> keywords, channels;  ///< channels: English words of the vocabulary
    Few<ItemReference> supersedes, amends, interprets, related;
    Few<Ref> superseded_by, amended_by, interpreted_by;
    Few<ItemFile> files;
    Few<Correction> corrections;
    Few<std::string> aliases;
    Few<std::pair<std::string, std::string>> fields;  ///< x-…: key and value
    std::optional<Date> withdrawn;
    std::string_view withdrawal_reason;
    std::string_view address;  ///< of its page; made once, when it is known to be unique
    Spot at;              ///< of its index number
    Few<ItemReference> body_items;  ///< items that its body links to

    // What pages are known again by (render/fingerprint.hpp); each is a digest of what the file says, whatever the rest of the site is.
    Digest record_digest;  ///< of all that the record says and a page may show
    Digest link_digest;    ///< of what a link to the item shows: address, title, index number, day of publication
    Digest body_digest;    ///< of the body's bytes
};

}  // namespace mulu
