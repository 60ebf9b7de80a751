// SPDX-License-Identifier: Apache-2.0
// Word finder: where a few words stand in a text, found in one walk through it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace mulu {

/// Finds all of a few words in one walk through a text. Searching for one after the other costs a walk for each, and in Chinese text each walk stops at every
/// third byte, since most characters begin alike; here the walk goes from character to character, and nearly all are passed with one look at their last two
/// bytes, which are those that a word would end with.
class WordFinder {
public:
    /// Words of at least two bytes, which must live as long as the finder; a shorter one is never found. There may be 255 of them.
    explicit WordFinder(std::initializer_list<std::string_view> words);

    /// Calls `each(word, begin)` for every place where a word stands, in the order of the words' ends; of words with one end in the order of the list.
    template <class Each>
    void find(std::string_view text, Each&& each) const {
        std::size_t at = 0;
        for (std::uint8_t number = pass(text, at); number != 0; number = pass(text, at)) {
            for (; number != 0; number = words_[number - 1U].next) {
                const std::string_view word = words_[number - 1U].text;
                if (at < word.size()) continue;
                const std::size_t begin = at - word.size();
                // Most that end like a word don't begin like it, which two bytes tell.
                if (text[begin] == word[0] && text[begin + 1] == word[1] && text.substr(begin, word.size()) == word) each(word, begin);
            }
        }
    }

private:
    struct Word {
        std::string_view text;
        std::uint8_t next = 0;  ///< number of the next word that may have the same end; they count from 1
    };

    /// Goes from `at` on to behind the next character that a word may end with; the number of the first such word, or 0 at the end of the text.
    std::uint8_t pass(std::string_view text, std::size_t& at) const;

    std::vector<Word> words_;
    std::array<std::uint8_t, 256> ends_{};           ///< by the last byte of words, where that is no character of three: number of the first such word, 0 for none
    std::array<std::uint8_t, 0x4000> wide_ends_{};  ///< the same by the last two bytes of words that end with a character of three
};

}  // namespace mulu
