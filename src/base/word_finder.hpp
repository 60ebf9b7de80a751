// SPDX-License-Identifier: Apache-2.0
// Word finder: where a few words stand in a text, found in one walk through it.
#pragma once

#include <bitset>
#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace mulu {

/// Finds all of a few words in one walk through a text. Searching for one after the other costs a walk for each, and in Chinese text each walk stops at every
/// third byte, since most characters begin alike; here nearly all places are passed with one look at the two bytes that a word would end with.
class WordFinder {
public:
    /// Words of at least two bytes, which must live as long as the finder; a shorter one is never found.
    explicit WordFinder(std::initializer_list<std::string_view> words);

    /// Calls `each(word, begin)` for every place where a word stands, in the order of the words' ends; of words with one end in the order of the list.
    template <class Each>
    void find(std::string_view text, Each&& each) const {
        for (std::size_t last = 1; last < text.size(); ++last) {
            if (!ends_[ending_at(text, last)]) continue;
            const std::string_view so_far = text.substr(0, last + 1);
            for (const std::string_view word : words_) {
                if (so_far.ends_with(word)) each(word, so_far.size() - word.size());
            }
        }
    }

private:
    static std::size_t ending_at(std::string_view text, std::size_t last) {
        return static_cast<std::size_t>(static_cast<unsigned char>(text[last - 1])) << 8 | static_cast<unsigned char>(text[last]);
    }

    std::vector<std::string_view> words_;
    std::bitset<65536> ends_;  ///< the last two bytes of words
};

}  // namespace mulu
