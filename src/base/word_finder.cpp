// SPDX-License-Identifier: Apache-2.0
#include "base/word_finder.hpp"

namespace mulu {

WordFinder::WordFinder(std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
        if (word.size() < 2) continue;
        words_.push_back(word);
        ends_.set(ending_at(word, word.size() - 1));
    }
}

}  // namespace mulu
