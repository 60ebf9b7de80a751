// SPDX-License-Identifier: Apache-2.0
// The codes of all diagnostics, each once; their words are in codes.def. A code is never reused. The letter is the default level: E error, H held back, W warning.
#pragma once

#include <cstddef>
#include <cstdint>

#define MULU_CODES(X) \
    X(E001) X(E002) X(E003) X(E004) X(E005) X(E006) X(E007) X(E008) X(E009) X(E010) X(E011) X(E012) X(E013) X(E014) X(E015) X(E016) \
    X(E017) X(E018) X(E019) \
    X(E101) X(E102) X(E103) X(E104) X(E105) X(E106) X(E107) X(E108) X(E109) X(E110) X(E111) X(E112) X(E113) X(E114) X(E115) X(E116) \
    X(E117) X(E118) X(E119) X(E120) \
    X(E201) X(E202) X(E203) X(E204) X(E205) X(E206) X(E207) X(E208) X(E209) X(E210) X(E211) X(E212) \
    X(E301) X(E302) X(E303) X(E304) X(E305) X(E306) X(E307) \
    X(E401) X(E402) X(E403) X(E404) X(E405) X(E406) X(E407) X(E408) X(E409) X(E410) X(E411) \
    X(E501) X(E502) X(E503) X(E504) X(E505) X(E506) X(E507) X(E508) X(E510) X(E511) \
    X(E601) X(E602) X(E603) X(E604) X(E605) X(E606) X(E607) X(E608) X(E609) X(E610) \
    X(E911) X(E912) \
    X(H701) X(H702) X(H703) X(H704) X(H705) X(H706) X(H707) X(H708) X(H710) X(H711) X(H712) X(H713) X(H714) X(H715) X(H716) \
    X(W001) X(W002) X(W003) X(W004) X(W005) X(W006) X(W007) X(W008) X(W009) \
    X(W201) X(W202) X(W203) X(W204) X(W205) X(W206) X(W207) X(W208) X(W209) X(W210) X(W211) X(W212) X(W213) X(W214) X(W215) X(W216) \
    X(W217) X(W218) X(W219) X(W220) X(W221) X(W222) X(W223) \
    X(W308) \
    X(W410) X(W411) X(W412) X(W413) \
    X(W620) X(W621) X(W622) X(W623) X(W624) X(W625) \
    X(W801) X(W802) X(W803) X(W804) X(W805) X(W806) X(W807) X(W808) X(W809) X(W810) X(W811) X(W812) X(W813) \
    X(W901) X(W902) X(W903) X(W904) X(W911) X(W912) X(W921) X(W922) X(W923) X(W924) X(W925) X(W926) X(W927)

namespace mulu {

enum class Code : std::uint16_t {
#define MULU_CODE_NAME(code) code,
    MULU_CODES(MULU_CODE_NAME)
#undef MULU_CODE_NAME
};

/// Number of codes; they are Code{0} … Code{code_count − 1}.
inline constexpr std::size_t code_count = 0
#define MULU_CODE_ONE(code) +1
    MULU_CODES(MULU_CODE_ONE)
#undef MULU_CODE_ONE
    ;

}  // namespace mulu
