// SPDX-License-Identifier: Apache-2.0
// Typed, reporting access to a YAML mapping by its record's schema. A closet of intake: every reader uses it.
//
// Making a RecordFields checks the keys: unknown ones (with the nearest known), synonyms given twice, required ones missing.
// Each getter reports what is wrong with its value and returns nothing for it; reading goes on with the next field.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "base/diagnostic.hpp"
#include "formats/yaml.hpp"
#include "model/schema.hpp"

namespace mulu {

class RecordFields {
public:
    /// `node` must outlive this. `extra_keys` are keys that the site adds (x-…). A node that is no mapping is reported.
    RecordFields(const YamlNode& node, const RecordSpec& spec, Diagnostics& diagnostics, const std::vector<std::string>& extra_keys = {});

    bool sound() const { return sound_; }  ///< a mapping, with every required key
    bool has(std::string_view key) const { return entry(key) != nullptr; }
    const YamlNode* node(std::string_view key) const;
    /// Place of the key's value; of the record where the key is missing.
    YamlPlace at(std::string_view key) const;
    /// The name that diagnostics use for a key.
    Words name(std::string_view key) const;

    std::string text(std::string_view key);
    std::vector<std::string> texts(std::string_view key, std::vector<YamlPlace>* places = nullptr);
    std::string id(std::string_view key);
    std::optional<Date> date(std::string_view key);
    std::optional<Moment> moment(std::string_view key);
    std::optional<bool> yes_no(std::string_view key);
    std::optional<int> number(std::string_view key, int least, int most);
    std::optional<std::string_view> term(std::string_view key);  ///< the English word
    std::vector<std::string> terms(std::string_view key);        ///< English words, without repetitions
    std::optional<RecordFields> group(std::string_view key);
    std::vector<RecordFields> groups(std::string_view key);      ///< a single mapping stands for a list of one

    Diagnostics& diagnostics() { return *diagnostics_; }

private:
    const YamlEntry* entry(std::string_view key) const;
    const YamlNode* scalar(std::string_view key);
    bool check_text(const YamlNode& value, const FieldSpec& field);

    const YamlNode* node_;
    const RecordSpec* spec_;
    Diagnostics* diagnostics_;
    std::vector<std::pair<std::string_view, const YamlEntry*>> entries_;  ///< with their English keys: so few that a search from the first is the fastest
    bool sound_ = true;
};

/// Where in `node`, a plain scalar that should be a mapping of `spec`, a full-width colon stands behind one of its keys (`结论：公开`), or npos.
std::size_t key_with_full_width_colon(const YamlNode& node, const RecordSpec& spec);

/// Whether a whole value stands between one pair of Chinese quotes, or a Chinese and an ASCII one, as editors write who mean YAML's own.
bool is_in_chinese_quotes(std::string_view text);

/// What stands between the quotes of such a value.
std::string_view inside_chinese_quotes(std::string_view text);

/// Whether the texts of a list are words and names, in which no full-width comma stands.
bool is_list_of_words(std::string_view key);

/// The entries of a list that one text holds in full-width marks: 防汛，抗旱; 【防汛，抗旱】. Empty where it is one text.
std::vector<std::string_view> entries_in_full_width(std::string_view text);

/// The length of the dash that `line` begins with where an item of a list is meant: -防汛, － 防汛, —防汛; 0: none is, or it is a sound one.
std::size_t wrong_dash(std::string_view line);

/// Words for a kind of YAML value.
Words words_of(YamlNode::Kind kind);

/// Reports that `node` is not of the expected kind.
void report_kind(const YamlNode& node, Words expected, Words help, Diagnostics& diagnostics);

/// Words that name the nearest of `candidates`, or point at where they are defined.
Words nearest_words(std::string_view word, const std::vector<std::string>& candidates, Words otherwise);

/// What may stand where the vocabulary has no `word`: the nearest term first, then all.
Words words_of_terms(std::string_view word, const Vocabulary& vocabulary);

/// Why a text is no date, in words, and the date that was probably meant.
Words words_of(DateFault fault);
void report_date(const YamlNode& value, const Words& field, DateFault fault, Diagnostics& diagnostics);

}  // namespace mulu
