// SPDX-License-Identifier: Apache-2.0
#include "base/digest.hpp"

#include <gtest/gtest.h>

using namespace mulu;

TEST(Digest, is_that_of_xxh3) {
    // From the reference implementation: xxhsum -H128 of an empty file.
    EXPECT_EQ(digest_of("").hex(), "99aa06d3014798d86001c324468d497f");
    EXPECT_EQ(digest_of("政府").hex().size(), 32U);
    EXPECT_NE(digest_of("a"), digest_of("b"));
    EXPECT_EQ((Digest{0x0123456789abcdefU, 0xfedcba9876543210U}.hex()), "0123456789abcdeffedcba9876543210");
}

TEST(Digest, tells_parts_apart) {
    const auto of = [](std::initializer_list<std::string_view> parts) {
        Hasher hasher;
        for (const std::string_view part : parts) hasher.add(part);
        return hasher.finish();
    };
    EXPECT_EQ(of({"ab", "c"}), of({"ab", "c"}));
    EXPECT_NE(of({"ab", "c"}), of({"a", "bc"}));
    EXPECT_NE(of({"", "a"}), of({"a", ""}));
    EXPECT_NE(of({}), of({""}));
    Hasher numbers;
    numbers.add(std::uint64_t{1});
    const Digest one = numbers.finish();
    EXPECT_EQ(one, numbers.finish());
    numbers.add(std::uint64_t{1});
    EXPECT_NE(one, numbers.finish());
}

TEST(Digest, knows_sha256) {
    // FIPS 180-4, examples.
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
