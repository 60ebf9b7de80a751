// SPDX-License-Identifier: Apache-2.0
#include "base/arena.hpp"

#include <cstring>

namespace mulu {

Arena::~Arena() {
    for (char* block : blocks_) delete[] block;
}

std::string_view Arena::keep(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > block_size / 8) {  // alone, so that little of a block is wasted
        blocks_.push_back(new char[text.size()]);
        std::memcpy(blocks_.back(), text.data(), text.size());
        return {blocks_.back(), text.size()};
    }
    if (text.size() > left_) {
        blocks_.push_back(new char[block_size]);
        free_ = blocks_.back();
        left_ = block_size;
    }
    std::memcpy(free_, text.data(), text.size());
    const std::string_view kept(free_, text.size());
    free_ += text.size();
    left_ -= text.size();
    return kept;
}

}  // namespace mulu
