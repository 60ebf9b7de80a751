// SPDX-License-Identifier: Apache-2.0
// Mending: the text of a content file with those faults mended of which the result is certain (`mulu fix`).
//
// What is mended: an encoding other than UTF-8, a byte order mark, line ends, control characters, invisible ones; and in YAML full-width colons and missing spaces behind
// known keys, keys in capitals, tabs, Chinese quotes around a value, a value that needs quotes, full-width marks of lists, lines of dashes, the forms of dates. What isn't certain is left: an encoding that does not
// convert back to the same bytes, a colon behind an unknown key, tabs that could mean two indentations. Nothing else changes by a byte, lines are neither
// added nor taken away, and mending what was mended changes nothing.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "formats/encoding.hpp"

namespace mulu {

enum class Mend { encoding, byte_order_mark, line_ends, control, invisible, full_width_colon, space, tab, chinese_quotes, quotes, key, list, fence, date, mask };
inline constexpr std::size_t mend_count = 15;

struct Mended {
    std::string text;                          ///< what the file should hold
    std::string base;                          ///< the bytes it was made from, as UTF-8 without a mark and with LF: line by line what `text` was before
    Encoding from = Encoding::utf8;            ///< what it was written in
    std::array<std::size_t, mend_count> done{};  ///< by Mend: in how many places; of line_ends, lines
    bool any() const;
    /// What was done, as “GBK 转为 UTF-8；全角冒号 2 处”.
    Words list() const;
};

struct MendOptions {
    std::vector<std::string> own_keys;  ///< those that site.yml adds to items
    bool mask = false;                  ///< also mask personal data (model/personal_data) in bodies and texts of items, pages and reports
};

/// Mends `bytes`, the content file at `path` (content/…).
Mended mend(const std::string& path, std::string_view bytes, const MendOptions& options = {});

/// The lines of `mended` that are not those of its base, as a unified diff (three lines of context) for a person to read: what is done to all bytes (encoding,
/// mark, line ends) stands in a line above it, and a control character shows as U+FFFD. "" where no line differs and nothing was done.
std::string print_diff(const std::string& path, const Mended& mended, Language language);

/// The date (with a time, if `with_time` and it has one) that `text` writes in another form than YYYY-MM-DD: 2013/1/5, 2013年1月5日, 2013.1.5, 20130105,
/// full-width digits. "" where it is none, or could be another.
std::string exact_date(std::string_view text, bool with_time);

}  // namespace mulu
