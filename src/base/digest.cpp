// SPDX-License-Identifier: Apache-2.0
#include "base/digest.hpp"

#include <array>

#include <openssl/sha.h>
#include <xxhash.h>

#include "base/result.hpp"

namespace mulu {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

Digest to_digest(XXH128_hash_t hash) { return {hash.high64, hash.low64}; }

}  // namespace

std::string Digest::hex() const {
    std::string text(32, '0');
    for (unsigned i = 0; i < 16; ++i) {
        text[15 - i] = hex_digits[(high >> (4 * i)) & 15];
        text[31 - i] = hex_digits[(low >> (4 * i)) & 15];
    }
    return text;
}

Digest digest_of(std::string_view bytes) { return to_digest(XXH3_128bits(bytes.data(), bytes.size())); }

struct Hasher::State {
    XXH3_state_t* xxh = XXH3_createState();
    State() {
        ensure(xxh != nullptr, "no memory for a hasher");
        XXH3_128bits_reset(xxh);
    }
    ~State() { XXH3_freeState(xxh); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

Hasher::Hasher() : state_(std::make_unique<State>()) {}
Hasher::~Hasher() = default;

void Hasher::add(std::string_view part) {
    add(static_cast<std::uint64_t>(part.size()));
    XXH3_128bits_update(state_->xxh, part.data(), part.size());
}

void Hasher::add(std::uint64_t number) {
    // Written out byte by byte, so that the state file means the same on a machine of the other byte order.
    std::array<unsigned char, 8> bytes{};
    for (unsigned i = 0; i < 8; ++i) bytes[i] = static_cast<unsigned char>(number >> (8 * i));
    XXH3_128bits_update(state_->xxh, bytes.data(), bytes.size());
}

Digest Hasher::finish() const { return to_digest(XXH3_128bits_digest(state_->xxh)); }

void Sha256::append_hex(std::string& out) const {
    // In one piece: a manifest has some hundred thousand of them.
    std::array<char, 2 * std::tuple_size_v<decltype(bytes)>> text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text[2 * i] = hex_digits[bytes[i] >> 4];
        text[2 * i + 1] = hex_digits[bytes[i] & 15];
    }
    out.append(text.data(), text.size());
}

Sha256 sha256_of(std::string_view bytes) {
    Sha256 digest;
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.bytes.data());
    return digest;
}

std::string sha256_hex(std::string_view bytes) {
    std::string text;
    sha256_of(bytes).append_hex(text);
    return text;
}

}  // namespace mulu
