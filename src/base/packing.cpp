// SPDX-License-Identifier: Apache-2.0
#include "base/packing.hpp"

namespace mulu {
namespace {

void put_fixed(char* to, std::uint64_t value) {
    for (unsigned i = 0; i < 8; ++i) to[i] = static_cast<char>(value >> (8 * i));
}

std::uint64_t fixed(std::string_view bytes) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 8; ++i) value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    return value;
}

}  // namespace

void Packer::number(std::uint64_t value) {
    char digits[10];
    std::size_t size = 0;
    while (value >= 0x80) {
        digits[size++] = static_cast<char>(value | 0x80);
        value >>= 7;
    }
    digits[size++] = static_cast<char>(value);
    bytes_.append(digits, size);
}

void Packer::text(std::string_view value) {
    number(value.size());
    bytes_ += value;
}

void Packer::digest(const Digest& value) {
    char fixed_bytes[16];
    put_fixed(fixed_bytes, value.high);
    put_fixed(fixed_bytes + 8, value.low);
    bytes_.append(fixed_bytes, sizeof fixed_bytes);
}

std::uint64_t Unpacker::long_number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (left_.empty()) break;
        const auto byte = static_cast<unsigned char>(left_.front());
        left_.remove_prefix(1);
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80) return value;
    }
    sound_ = false;
    left_ = {};
    return 0;
}

std::string_view Unpacker::raw(std::uint64_t size) {
    if (size > left_.size()) {
        sound_ = false;
        left_ = {};
        return {};
    }
    const std::string_view part = left_.substr(0, size);
    left_.remove_prefix(size);
    return part;
}

Digest Unpacker::digest() {
    const std::string_view bytes = raw(16);
    return bytes.empty() ? Digest{} : Digest{fixed(bytes), fixed(bytes.substr(8))};
}

std::size_t Unpacker::count() {
    const std::uint64_t value = number();
    if (value <= left_.size()) return value;
    sound_ = false;
    left_ = {};
    return 0;
}

}  // namespace mulu
