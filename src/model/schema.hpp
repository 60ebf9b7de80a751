// SPDX-License-Identifier: Apache-2.0
// The one table of the content model: every key of every record, its Chinese name, its type, its vocabulary. Parser,
// checks and documentation are derived from it (design: content.md). Adding a plain field begins here.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace mulu {

/// A word of a closed vocabulary, in both languages; either may be written.
struct Term {
    std::string_view zh, en;
};

struct Vocabulary {
    std::string_view name;
    std::span<const Term> terms;
    /// The English word of a term written in either language, or nothing.
    std::optional<std::string_view> find(std::string_view word) const;
    /// Number of the term with this English word. REQUIRES: there is one.
    std::size_t number(std::string_view en) const;
    /// All terms, as a diagnostic lists them.
    Words list() const;
};

enum class FieldType {
    text,     ///< one text
    texts,    ///< a list of texts; a single text stands for a list of one
    id,       ///< [a-z0-9][a-z0-9-]*
    date,     ///< YYYY-MM-DD
    moment,   ///< a date, or a date and a time
    yes_no,   ///< 是/yes, 否/no
    number,   ///< a whole number
    term,     ///< a word of `terms`
    terms,    ///< a list of them
    group,    ///< a mapping of `group`'s keys
    groups,   ///< a list of such mappings
    any,      ///< has a shape of its own; its reader checks it
};

struct RecordSpec;

struct FieldSpec {
    std::string_view key, zh, zh_other;  ///< zh: "" where the key has no Chinese name
    FieldType type = FieldType::text;
    bool required = false;
    unsigned limit = 500;                ///< characters of a text
    const Vocabulary* terms = nullptr;
    const RecordSpec* group = nullptr;
    /// The name that a diagnostic uses.
    Words name() const { return zh.empty() ? Words(key) : Words(std::string(zh), std::string(key)); }
};

struct RecordSpec {
    std::string_view name;
    std::span<const FieldSpec> fields;
    const FieldSpec* find(std::string_view key) const;  ///< by English or Chinese key
};

namespace vocabulary {
extern const Vocabulary access, channels, normative, validity, steps, review_result, shown, unit_kind, period, yes_no, counted_from, review_rule,
    held_or_warning, levels;
}

namespace record {
extern const RecordSpec site, contact, site_field, deadline, attachment_rules, search, boards;
extern const RecordSpec unit, category, column_update, topic, duty, due, within;
extern const RecordSpec item, attachment, step, review, correction, withdrawal, exemption;
extern const RecordSpec page, report, register_file, calendar;
}  // namespace record

/// An id: [a-z0-9][a-z0-9-]*.
bool is_id(std::string_view text);

/// Page names that the site uses itself (site.md).
bool is_reserved_page_name(std::string_view name);

}  // namespace mulu
