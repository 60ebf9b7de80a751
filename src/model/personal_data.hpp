// SPDX-License-Identifier: Apache-2.0
// 个人信息 Personal data in a text: identity numbers, mobile numbers, bank cards and home addresses that are not masked, and what they look like masked
// (条例 art. 15; 《2018年政务公开工作要点》: names in public lists are to be 去标识化; reference/website-norms.md section 5).
//
// The text is plain text or the source of a Markdown body, tables included: a row of a table begins with |. Digits may be full-width, and stand in groups with
// spaces or hyphens between them. What is masked already is no finding, nor is a landline, a 400 or 800 number, an extension, or a number that is something
// else by its own label (编号, 索引号, 统一社会信用代码 …) or unit (元). The rules, with their measured precision and recall, are in docs/privacy.md.
//
// Everything here is a pure function, linear in the text, and may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mulu {

enum class PersonalKind : std::uint8_t { identity, mobile, bank_card, address };

/// Personal data that anybody could read.
struct PersonalDatum {
    PersonalKind kind{};
    std::size_t begin = 0, end = 0;  ///< bytes of the text
    std::string masked;              ///< what is to stand in its place: 138****1234, 35*************123, ***************7893, 清流县龙津镇
};

/// What there is of it in `text`, in order, without overlaps; at most `limit` of each kind.
std::vector<PersonalDatum> find_personal_data(std::string_view text, std::size_t limit = static_cast<std::size_t>(-1));

/// Whether a text is read as Markdown, in which * must be escaped.
enum class Writing { plain, markdown };

/// A replacement of the bytes from `begin` to `end`.
struct MaskEdit {
    std::size_t begin = 0, end = 0;
    std::string text;
};

/// The edits that mask all that find_personal_data() finds in `text`, in order. Applied, they leave nothing to find. In Markdown's code no * is escaped, and of a link
/// to a masked telephone number only its words are left.
std::vector<MaskEdit> mask_personal_data(std::string_view text, Writing writing);

/// Bytes of a text.
struct TextRange {
    std::size_t begin = 0, end = 0;
};

/// Where code stands in a Markdown body, in order: fenced blocks, and words in ` within a line. What stands there is shown as it is written.
std::vector<TextRange> code_in(std::string_view markdown);

/// GB 11643: whether 17 digits and a check character (0–9, X, x) are an identity number: a province, a date of birth in 1800–2099, and the check character.
bool is_identity_number(std::string_view eighteen);

/// Whether 15 digits have the form of an identity number of before 1999, which has no check digit: a province, a county, and a date of birth in 1900–1999.
bool is_old_identity_number(std::string_view fifteen);

/// Whether 16 to 19 digits are a bank card: issuer's prefix, and the Luhn check (ISO/IEC 7812-1).
bool is_bank_card(std::string_view digits);

}  // namespace mulu
