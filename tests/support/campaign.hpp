// SPDX-License-Identifier: Apache-2.0
// How long a test by chance goes on, and from which seed: MULU_LONG=1 asks for the long campaign, MULU_SEED=N repeats a run.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

namespace mulu::test {

#ifdef MULU_SANITIZED
inline constexpr bool sanitised = true;
#else
inline constexpr bool sanitised = false;
#endif

inline std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

struct Campaign {
    bool is_long = number_of("MULU_LONG", 0) != 0;
    /// The short one is the same every day; the long one is another each time.
    std::uint64_t seed = number_of("MULU_SEED", is_long ? std::random_device()() : 42);

    Campaign() { std::cout << name() << "\n"; }
    std::string name() const { return (is_long ? "MULU_LONG=1 MULU_SEED=" : "MULU_SEED=") + std::to_string(seed); }
    template <class T>
    T of(T in_short, T in_long) const { return is_long ? in_long : in_short; }
    /// The same where a sanitised build, in which each try takes several times as long, tries less often.
    template <class T>
    T of(T in_short, T in_long, T in_sanitised) const { return is_long ? in_long : sanitised ? in_sanitised : in_short; }
};

}  // namespace mulu::test
