// SPDX-License-Identifier: Apache-2.0
#include "intake/record_cache.hpp"

#include "base/packing.hpp"

namespace mulu {
namespace {

/// One list of members serves both ways, so that what is written is what is read.
class Writing {
public:
    explicit Writing(Packer& to) : to_(to) {}
    template <class... T>
    void operator()(const T&... members) {
        (put(members), ...);
    }

private:
    void put(const std::string& text) { to_.text(text); }
    void put(std::string_view text) { to_.text(text); }
    void put(bool flag) { to_.flag(flag); }
    void put(std::uint32_t number) { to_.number(number); }
    void put(std::uint64_t number) { to_.number(number); }
    void put(const Digest& digest) { to_.digest(digest); }
    void put(Date date) { to_.signed_number(date.days); }
    void put(const Moment& moment) { to_.signed_number(moment.seconds), to_.flag(moment.has_time); }
    void put(const Spot& spot) { (*this)(spot.line, spot.column, spot.length); }
    void put(const Exemption& exemption) { (*this)(exemption.code, exemption.reason, exemption.at); }
    void put(const Correction& correction) { (*this)(correction.on, correction.note); }
    void put(const ItemFile& file) { (*this)(file.written, file.source, file.published, file.title, file.size, file.listed); }
    void put(const ItemReference& reference) { (*this)(reference.index, reference.at); }
    template <class T>
    requires std::is_enum_v<T>
    void put(T value) { to_.number(static_cast<std::uint64_t>(value)); }
    template <class A, class B>
    void put(const std::pair<A, B>& pair) { (*this)(pair.first, pair.second); }
    template <class T>
    void put(const std::optional<T>& value) {
        to_.flag(value.has_value());
        if (value) put(*value);
    }
    template <class T>
    void put(const Few<T>& list) {
        to_.number(list.size());
        for (const T& each : list) put(each);
    }
    template <class T>
    void put(const std::vector<T>& list) {
        to_.number(list.size());
        for (const T& each : list) put(each);
    }
    Packer& to_;
};

class Loading {
public:
    explicit Loading(Unpacker& from) : from_(from) {}
    template <class... T>
    void operator()(T&... members) {
        (take(members), ...);
    }

private:
    void take(std::string& text) { text = from_.text(); }
    void take(std::string_view& text) { text = from_.text(); }
    void take(bool& flag) { flag = from_.flag(); }
    void take(std::uint32_t& number) { number = static_cast<std::uint32_t>(from_.number()); }
    void take(std::uint64_t& number) { number = from_.number(); }
    void take(Digest& digest) { digest = from_.digest(); }
    void take(Date& date) { date.days = static_cast<std::int32_t>(from_.signed_number()); }
    void take(Moment& moment) { moment.seconds = from_.signed_number(), moment.has_time = from_.flag(); }
    void take(Spot& spot) { (*this)(spot.line, spot.column, spot.length); }
    void take(Exemption& exemption) { (*this)(exemption.code, exemption.reason, exemption.at); }
    void take(Correction& correction) { (*this)(correction.on, correction.note); }
    void take(ItemFile& file) { (*this)(file.written, file.source, file.published, file.title, file.size, file.listed); }
    void take(ItemReference& reference) { (*this)(reference.index, reference.at); }
    template <class T>
    requires std::is_enum_v<T>
    void take(T& value) { value = static_cast<T>(from_.number()); }
    template <class A, class B>
    void take(std::pair<A, B>& pair) { (*this)(pair.first, pair.second); }
    template <class T>
    void take(std::optional<T>& value) {
        value.reset();
        if (from_.flag()) take(value.emplace());
    }
    template <class T>
    void take(Few<T>& list) {
        list.clear();
        const std::size_t count = from_.count();
        list.reserve(count);
        for (std::size_t i = 0; i < count; ++i) take(list.emplace_back());
    }
    template <class T>
    void take(std::vector<T>& list) {
        list.clear();
        const std::size_t count = from_.count();
        list.reserve(count);
        for (std::size_t i = 0; i < count; ++i) take(list.emplace_back());
    }
    Unpacker& from_;
};

/// What a page may show of an item, as its file says it.
template <class Archive, class OneItem>
void shown_members(Archive& archive, OneItem& item) {
    archive(item.title, item.index, item.doc_no, item.genre, item.summary, item.audience, item.basis, item.source);
    archive(item.unit, item.category, item.duty, item.joint_units, item.topics, item.normative, item.access, item.validity);
    archive(item.created, item.published, item.approved, item.effective, item.valid_until, item.repealed, item.expires);
    archive(item.keywords, item.channels, item.files, item.corrections, item.aliases, item.fields);
    archive(item.withdrawn, item.withdrawal_reason, item.withdrawn_title_shown, item.has_body, item.address);
}

/// The rest: references with their places, and what only the rules ask.
template <class Archive, class OneRead>
void other_members(Archive& archive, OneRead& read) {
    auto& item = read.item;
    archive(item.supersedes, item.amends, item.interprets, item.related, item.body_items, item.at);
    archive(item.record_digest, item.link_digest, item.body_digest);
    archive(read.draft, read.validity_given, read.review, read.steps, read.exemptions, read.aliases, read.record, read.created_at, read.published_at, read.draft_at,
            read.review_at, read.workflow_at, read.access_at, read.unit_at, read.done, read.done_at, read.files_as_written, read.file_digests);
}

// A new member of either must be added to the lists above; then this number changes too. (GCC on x86-64; elsewhere nothing is said.)
#if defined(__x86_64__) && defined(_GLIBCXX_RELEASE) && !defined(_GLIBCXX_DEBUG)
static_assert(sizeof(Item) == 512 && sizeof(ReadItem) == 184, "members of Item or ReadItem that the record cache does not know");
#endif

}  // namespace

void set_digests(Item& item) {
    thread_local Packer packer;
    packer.clear();
    Writing write(packer);
    shown_members(write, item);
    for (const auto* list : {&item.supersedes, &item.amends, &item.interprets, &item.related}) {
        packer.number(list->size());
        for (const ItemReference& reference : *list) packer.text(reference.index);
    }
    item.record_digest = digest_of(packer.bytes());
    packer.clear();
    write(item.address, item.title, item.index, item.published);
    item.link_digest = digest_of(packer.bytes());
}

std::string pack_record(const ReadItem& read, const Diagnostics& reported) {
    Packer packer;
    Writing write(packer);
    shown_members(write, read.item);
    other_members(write, read);
    pack(packer, reported);
    return packer.take();
}

std::unique_ptr<ReadItem> unpack_record(std::string_view bytes, std::string_view path, Diagnostics& reported) {
    Unpacker from(bytes);
    Loading load(from);
    auto read = std::make_unique<ReadItem>();
    read->item.path = path;
    shown_members(load, read->item);
    other_members(load, *read);
    Diagnostics told = unpack_diagnostics(from);
    if (!from.sound() || !from.at_end()) return nullptr;
    reported.merge(std::move(told));
    return read;
}

std::string RecordCache::pack(const Digest& key, const std::vector<Record>& records) {
    Packer to;
    std::size_t size = 64;
    for (const Record& record : records) size += record.path.size() + record.bytes.size() + 32;
    to.reserve(size);
    to.digest(key);
    to.number(records.size());
    for (const Record& record : records) {
        to.text(record.path);
        to.digest(record.source);
        to.text(record.bytes);
    }
    return to.take();
}

RecordCache RecordCache::unpack(std::string_view bytes, const Digest& key) {
    RecordCache cache;
    Unpacker from(bytes);
    if (from.digest() != key) return cache;
    const std::size_t count = from.count();
    cache.records_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto path = from.text();
        const Digest source = from.digest();
        const auto record = from.text();
        if (!from.sound()) return {};
        cache.records_.push_back({path, source, record});
    }
    return cache;
}

}  // namespace mulu
