// SPDX-License-Identifier: Apache-2.0
// Packing: numbers and texts ↔ bytes, for what mulu remembers between builds. Not a format for exchange: who reads it must know
// what was written, and a state of another version is thrown away.
//
//   number   LEB128: seven bits a byte, lowest first, the high bit set on all but the last
//   digest   16 bytes       text     its length as a number, its bytes       signed   zigzag, as a number
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"

namespace mulu {

/// Appends to a text.
class Packer {
public:
    void number(std::uint64_t value);
    void signed_number(std::int64_t value) { number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63)); }
    void flag(bool value) { bytes_ += value ? '\1' : '\0'; }
    void text(std::string_view value);
    void digest(const Digest& value);
    /// Bytes without their length.
    void raw(std::string_view value) { bytes_ += value; }
    const std::string& bytes() const { return bytes_; }
    std::string take() { return std::move(bytes_); }
    void reserve(std::size_t size) { bytes_.reserve(size); }
    void clear() { bytes_.clear(); }

private:
    std::string bytes_;
};

/// Reads what a Packer wrote. After the first thing that isn't there everything is zero or empty, and sound() is false.
class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : left_(bytes) {}
    std::uint64_t number() {
        // Nearly all are small, and a site of a hundred thousand items has some ten million of them.
        if (left_.empty() || static_cast<unsigned char>(left_.front()) >= 0x80) return long_number();
        const auto value = static_cast<unsigned char>(left_.front());
        left_.remove_prefix(1);
        return value;
    }
    std::int64_t signed_number() {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
    }
    bool flag() { return raw(1) == std::string_view("\1"); }
    /// The text lies in the bytes that were given.
    std::string_view text() { return raw(number()); }
    Digest digest();
    std::string_view raw(std::uint64_t size);
    /// A count of things that take at least a byte each: never more than there are bytes left.
    std::size_t count();
    bool sound() const { return sound_; }
    bool at_end() const { return left_.empty(); }

private:
    std::uint64_t long_number();

    std::string_view left_;
    bool sound_ = true;
};

}  // namespace mulu
