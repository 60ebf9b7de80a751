// SPDX-License-Identifier: Apache-2.0
// 密级标志 Secrecy marks in a text (保守国家秘密法: a document's mark is 绝密, 机密 or 秘密 with ★ and a period; 条例 art. 14), and the words by which organs mark what
// stays inside: 内部资料, 不得公开, 注意保密, 严禁外传 …
//
// A mark marks its document; a text about marks does not. So a classification counts with its ★ wherever it isn't quoted, and the other words where they are all
// that a line, a heading or a bracket at the document's head says: “涉及国家秘密的信息不得公开” is a sentence of a law.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mulu {

enum class MarkKind : std::uint8_t {
    classified,  ///< 绝密★ 机密★ 秘密★
    internal,    ///< 内部资料, 不得公开 …
};

struct SecrecyMark {
    MarkKind kind{};
    std::size_t begin = 0, end = 0;  ///< bytes of the text
    std::string words;               ///< the mark as it is told: 秘密★, 内部资料
};

/// What a text is: whether it has the head and the foot of its document, where marks are put, and whether the whole of it is one name.
enum class TextPart : std::uint8_t { whole, middle, name };

/// The marks in `text`, in order, without overlaps, at most `limit`. Linear in the text.
std::vector<SecrecyMark> find_secrecy_marks(std::string_view text, TextPart part, std::size_t limit = static_cast<std::size_t>(-1));

}  // namespace mulu
