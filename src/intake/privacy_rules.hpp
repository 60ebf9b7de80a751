// SPDX-License-Identifier: Apache-2.0
// Privacy and secrecy: what a record and its files must not show (条例 art. 14, 15; model/personal_data.hpp, model/secrecy.hpp). A closet of intake.
//
// Findings are reported where the record is read, and remembered with it. They hold the record back; those on personal data are warnings where site.yml says so.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/apart.hpp"
#include "base/digest.hpp"
#include "base/disk.hpp"
#include "formats/source.hpp"
#include "formats/yaml.hpp"
#include "intake/stock.hpp"
#include "model/item.hpp"

namespace mulu {

/// A finding within an attachment, with the words of where it is.
struct AttachmentFinding {
    Code code{};
    Words where;
    std::string words;  ///< the masked form, or the mark
};

/// What is to be said of a file, whichever record names it.
struct AttachmentReport {
    std::optional<Digest> digest;  ///< of the bytes that were checked; nothing where the result is not to be trusted again
    std::vector<AttachmentFinding> findings;
    std::optional<int> unreadable;  ///< errno where the machine did not give its bytes
    Words fault;        ///< why it could not be checked to its end
    Words bare;         ///< what of it has no text to read: "" nothing
    Words properties, remains;
};

/// Reads the files that records name, each once a build and each in a process of its own. May be used from several threads at once.
class AttachmentChecker {
public:
    /// `stock` must outlive this; it isn't changed.
    AttachmentChecker(const Disk& disk, const Stock& stock) : disk_(disk), stock_(stock) {}

    /// Makes the helpers that read files apart, as many as threads will ask, if the stock has files for them. Before these threads are started.
    void prepare(unsigned workers);
    /// What is to be said of the file at `path`, relative to the root.
    std::shared_ptr<const AttachmentReport> report_on(const std::string& path);
    /// Digest of the file at `path`, if the stock or this has read it.
    std::optional<Digest> digest_of_file(const std::string& path) const;
    /// Tells `stock` the digests of the files that were read.
    void tell(Stock& stock) const;

private:
    struct Entry {
        std::once_flag once;
        std::shared_ptr<const AttachmentReport> report;
    };
    std::shared_ptr<const AttachmentReport> check(const std::string& path) const;

    const Disk& disk_;
    const Stock& stock_;
    std::unique_ptr<Apart> apart_;
    mutable std::mutex lock_;
    std::map<std::string, std::shared_ptr<Entry>, std::less<>> entries_;
};

/// Checks the texts and files of one record as it is read.
class PrivacyCheck {
public:
    PrivacyCheck(const Source& source, Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {}

    /// A value that pages show: a text, or a list of texts. `where` gives its name in words; it is asked where something is found, which is rare.
    using Where = std::function<Words()>;
    void value(const YamlNode* node, const Where& where);
    void value(const YamlNode* node, const Words& where) { value(node, [&] { return where; }); }
    /// A body; `body` is a part of the source's text.
    void body(std::string_view body);
    /// A file that the record publishes, named at `at`.
    void file(const ItemFile& file, const Place& at, AttachmentChecker& attachments);

private:
    const Source& source_;
    Diagnostics& diagnostics_;
};

/// Whether a finding of a withdrawn record is in what its tombstone still shows: title (unless hidden) and reason.
bool is_on_tombstone(const Diagnostic& diagnostic, bool title_shown);

/// Whether `code` is a finding on personal data, secrecy or an attachment: H710–H716, W410–W412.
bool is_privacy_code(Code code);

/// H710–H713, which site.yml may turn into warnings, and from which a record may exempt itself with a reason.
bool is_personal_code(Code code);

/// How a withdrawn record's title and reason are named in findings.
Words title_words();
Words reason_words();

}  // namespace mulu
