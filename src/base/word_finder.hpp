// SPDX-License-Identifier: Apache-2.0
// Word finder: where a few words stand in a text, found in one walk through it.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "base/skim.hpp"

namespace mulu {

/// Finds all of a few words in one walk through a text. Searching for one after the other costs a walk for each, and in Chinese text each walk stops at every
/// third byte, since most characters begin alike; here nearly all places are passed by a look at the two bytes that a word would end with, sixteen at a time.
class WordFinder {
public:
    /// Words of at least two bytes, which must live as long as the finder; a shorter one is never found. The fewer ends they have, the better.
    explicit WordFinder(std::initializer_list<std::string_view> words);

    /// Calls `each(word, begin)` for every place where a word stands, in the order of the words' ends; of words with one end in the order of the list.
    template <class Each>
    void find(std::string_view text, Each&& each) const {
        const auto is_end = [&](const Neighbours& p) {
            const SixteenBytes one_before_last = p[0], last = p[1];
            SixteenAnswers answers{};
            for (const End& end : ends_) answers |= (one_before_last == end.one_before_last) & (last == end.last);
            return answers;
        };
        skim_all<1>(text, is_end, [&](std::size_t at) {
            const std::size_t end = at + 2;
            if (end > text.size()) return end;
            for (const std::string_view word : words_) {
                // Most words don't end or begin like this, which two bytes tell.
                if (text[end - 1] != word.back() || end < word.size()) continue;
                const std::size_t begin = end - word.size();
                if (text[begin] == word.front() && text.substr(begin, word.size()) == word) each(word, begin);
            }
            return at + 1;
        });
    }

private:
    /// The last two bytes of words, sixteen times each.
    struct End {
        SixteenBytes one_before_last, last;
    };

    std::vector<std::string_view> words_;
    std::vector<End> ends_;  ///< each once
};

}  // namespace mulu
