// SPDX-License-Identifier: Apache-2.0
#include "base/word_finder.hpp"

#include <algorithm>

namespace mulu {

WordFinder::WordFinder(std::initializer_list<std::string_view> words) {
    const auto end_of = [](std::string_view word) { return word.substr(word.size() - 2); };
    for (const std::string_view word : words) {
        if (word.size() < 2) continue;
        const bool is_new = std::none_of(words_.begin(), words_.end(), [&](std::string_view other) { return end_of(other) == end_of(word); });
        words_.push_back(word);
        if (is_new) ends_.push_back({SixteenBytes{} + static_cast<unsigned char>(end_of(word)[0]), SixteenBytes{} + static_cast<unsigned char>(end_of(word)[1])});
    }
}

}  // namespace mulu
