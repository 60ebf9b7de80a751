// SPDX-License-Identifier: Apache-2.0
// One file under items/ → an Item, and what the rules need to know of it besides. A closet of intake.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/arena.hpp"
#include "formats/markdown.hpp"
#include "formats/pattern.hpp"
#include "formats/source.hpp"
#include "intake/scan.hpp"
#include "intake/vocabulary_reader.hpp"
#include "model/catalogue.hpp"

namespace mulu {

/// What was read of one item. Only `item` outlives intake.
struct ReadItem {
    std::unique_ptr<Item> record_of = std::make_unique<Item>();
    Item& item = *record_of;
    bool draft = false;
    bool validity_given = false;
    std::optional<ReviewResult> review;
    std::uint32_t steps = 0;               ///< bit n: the step with number n of the vocabulary is recorded
    Few<Exemption> exemptions;
    Few<Spot> aliases;             ///< of Item::aliases
    Spot record, created_at, published_at, draft_at, review_at, workflow_at, access_at, unit_at;
    Date done;      ///< the last day on which something is said to have been done: approved, reviewed, a step of the workflow, corrected
    Spot done_at;   ///< line 0: nothing is
    std::uint32_t index_hash = 0, address_hash = 0;  ///< TextTable::hash_of; 0: not known yet
    bool refers = false;                   ///< whether it names other items at all
    bool is_tombstone = false;             ///< withdrawn by now
    bool files_as_written = true;          ///< each file was found under the very name that the record gives
    Few<Digest> file_digests;              ///< of item.files: of the bytes that were checked; zero for one that isn't read

    Place place(Spot spot) const { return {std::string(item.path), spot}; }
};

class AttachmentChecker;
class Spool;

/// What reading an item needs to know.
struct ItemReading {
    const Catalogue& catalogue;  ///< settings and vocabularies
    const Ids& ids;
    const ScannedContent& content;
    const Pattern& index_pattern;
    AttachmentChecker& attachments;
    Spool* drafts = nullptr;     ///< keeps the drafts of bodies by the digests of these, for the pages that will show them
};

/// Reads one item, whose texts are kept in `texts`. What is wrong is reported; an item without index, title, unit, category or dates is nothing.
std::unique_ptr<ReadItem> read_item(const Source& source, const ItemReading& reading, Arena& texts, Diagnostics& diagnostics);

/// Reports what `outline` has to say about the body that begins on `body_line`, and checks its links; files go to `files`,
/// links to items are returned.
class FileCollector;
std::vector<ItemReference> check_body(const BodyOutline& outline, const Source& source, std::uint32_t body_line, FileCollector& files,
                                      Arena& texts, Diagnostics& diagnostics);

/// Checks the files of a record that are read for it: attachments and what its body links to, but no pictures that the body shows. Returns the digest of each,
/// zero for one that isn't read; `sound` becomes false where one of them couldn't be looked at now.
class PrivacyCheck;
std::vector<Digest> check_files(const std::vector<ItemFile>& files, const std::vector<Place>& places, PrivacyCheck& privacy, AttachmentChecker& attachments, bool& sound);

/// Whether the author wrote no body; one that is over a limit is not empty.
bool is_left_empty(const BodyOutline& outline);

/// Reads the `corrections` of an item or a report.
class RecordFields;
std::vector<Correction> read_corrections(RecordFields& fields);

}  // namespace mulu
