// SPDX-License-Identifier: Apache-2.0
// Digests: 128-bit XXH3 for knowing bytes again, SHA-256 for the public manifest.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mulu {

/// A 128-bit digest; equal digests are taken as equal bytes. Not a defence against an adversary.
struct Digest {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    auto operator<=>(const Digest&) const = default;
    std::string hex() const;  ///< 32 lower-case hex digits
    /// The sum does not depend on the order in which digests are added: a digest of a set, of which runs can be subtracted.
    Digest& operator+=(const Digest& other) {
        low += other.low;
        high += other.high + (low < other.low ? 1 : 0);
        return *this;
    }
    Digest& operator-=(const Digest& other) {
        high -= other.high + (low < other.low ? 1 : 0);
        low -= other.low;
        return *this;
    }
};

/// Digest of `bytes`.
Digest digest_of(std::string_view bytes);

/// Builds a digest of parts; each part is preceded by its length, so that ("ab","c") differs from ("a","bc").
class Hasher {
public:
    Hasher();
    ~Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;
    void add(std::string_view part);
    void add(std::uint64_t number);
    void add(const Digest& digest) {
        add(digest.high);
        add(digest.low);
    }
    Digest finish() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A SHA-256 digest (FIPS 180-4).
struct Sha256 {
    std::array<unsigned char, 32> bytes{};
    bool operator==(const Sha256&) const = default;
    void append_hex(std::string& out) const;  ///< 64 lower-case hex digits
};

/// SHA-256 of `bytes`.
Sha256 sha256_of(std::string_view bytes);

/// SHA-256 (FIPS 180-4) of `bytes`, 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace mulu
