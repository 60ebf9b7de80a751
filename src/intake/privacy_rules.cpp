// SPDX-License-Identifier: Apache-2.0
#include "intake/privacy_rules.hpp"

#include <algorithm>
#include <array>

#include "base/apart.hpp"
#include "base/packing.hpp"
#include "base/text.hpp"
#include "formats/attachment.hpp"
#include "model/personal_data.hpp"
#include "model/secrecy.hpp"

namespace mulu {
namespace {

/// What names of files without foreign parsers end in: content itself, text, pictures.
constexpr std::array<std::string_view, 14> plain_extensions = {"md", "yml", "yaml", "csv", "txt", "json", "html", "xml", "jpg", "jpeg", "png", "gif", "svg", "webp"};

/// Findings of a kind in one text or file: one is enough to hold a record back, and a list of a thousand names needn't be told a thousand times.
constexpr std::size_t told_of_a_text = 200, told_of_a_file = 20;

Code code_of(PersonalKind kind) {
    switch (kind) {
        case PersonalKind::identity: return Code::H710;
        case PersonalKind::mobile: return Code::H711;
        case PersonalKind::bank_card: return Code::H712;
        case PersonalKind::address: return Code::H713;
    }
    return Code::H713;
}

Code code_of(MarkKind kind) { return kind == MarkKind::classified ? Code::H714 : Code::H715; }

/// The args of a finding's words: of personal data where and masked, of a mark the mark and where.
std::vector<Words> args_of(Code code, const Words& where, const std::string& words) {
    if (code == Code::H714 || code == Code::H715) return {words, where};
    return {where, words};
}

/// Byte of the source's text at a place.
std::size_t offset_of(const Source& source, const Place& at) {
    std::size_t offset = source.line_begin(at.line);
    for (std::uint32_t column = 1; column < at.column && offset < source.text().size(); ++column) next_character(source.text(), offset);
    return offset;
}

Words list_of(const std::vector<Words>& all) {
    Words list;
    for (const Words& each : all) {
        list.zh += (list.zh.empty() ? "" : "、") + each.zh;
        list.en += (list.en.empty() ? "" : ", ") + each.en;
    }
    return list;
}

/// Pictures and scans: nothing to read is no fault, but somebody should look.
Words bare_of(const AttachmentText& text) {
    if (!text.fault.zh.empty()) return {};
    if (!text.has_text) return {"全部", "all of it"};
    // One page alone may be blank.
    if (text.bare_pages > 1) return {std::to_string(text.bare_pages) + " 页", std::to_string(text.bare_pages) + " pages"};
    return {};
}

/// Reads the file, asks the rules, packs what is to be said. Runs in a process of its own where the file isn't plain text.
std::string check_file(std::string_view bytes, std::string_view name) {
    const AttachmentText text = read_attachment(bytes, name);
    std::vector<AttachmentFinding> findings;
    std::map<Code, std::size_t> told;
    const auto add = [&](Code code, const Words& where, std::string words) {
        if (++told[code] <= told_of_a_file) findings.push_back({code, where, std::move(words)});
    };
    for (const AttachmentPart& part : text.parts) {
        for (PersonalDatum& datum : find_personal_data(part.text, told_of_a_file)) add(code_of(datum.kind), part.place_of(datum.begin), std::move(datum.masked));
        const TextPart kind = part.is_name ? TextPart::name : part.is_whole ? TextPart::whole : TextPart::middle;
        for (SecrecyMark& mark : find_secrecy_marks(part.text, kind, told_of_a_file)) add(code_of(mark.kind), part.place_of(mark.begin), std::move(mark.words));
    }
    Packer to;
    const auto put = [&](const Words& words) { to.text(words.zh), to.text(words.en); };
    to.number(findings.size());
    for (const AttachmentFinding& finding : findings) {
        to.number(static_cast<std::uint64_t>(finding.code));
        put(finding.where);
        to.text(finding.words);
    }
    put(text.fault);
    put(bare_of(text));
    put(list_of(text.properties));
    put(list_of(text.remains));
    return to.take();
}

bool unpack_report(std::string_view bytes, AttachmentReport& report) {
    Unpacker from(bytes);
    const auto take = [&] {
        std::string zh(from.text()), en(from.text());
        return Words(std::move(zh), std::move(en));
    };
    const std::size_t count = from.count();
    for (std::size_t i = 0; i < count && from.sound(); ++i) {
        const auto code = static_cast<Code>(from.number());
        Words where = take();
        report.findings.push_back({code, std::move(where), std::string(from.text())});
    }
    report.fault = take();
    report.bare = take();
    report.properties = take();
    report.remains = take();
    return from.sound() && from.at_end();
}

/// Comments of a Markdown body, which no page shows; in code they are text.
std::vector<TextRange> comments_in(std::string_view body) {
    constexpr std::string_view open = "<!--", close = "-->";
    std::vector<TextRange> comments;
    if (body.find(open) == std::string_view::npos) return comments;
    const std::vector<TextRange> code = code_in(body);
    constexpr std::size_t most = 1000;  // each finding is looked for among them
    for (std::size_t at = body.find(open); at != std::string_view::npos && comments.size() < most; at = body.find(open, at)) {
        const auto around = std::find_if(code.begin(), code.end(), [&](const TextRange& range) { return at >= range.begin && at < range.end; });
        if (around != code.end()) {
            at = std::max(around->end, at + 1);
            continue;
        }
        if (at > 0 && body[at - 1] == '\\') {
            ++at;
            continue;
        }
        const std::size_t end = body.find(close, at + open.size());
        // One that isn't closed is not trusted to hide anything.
        if (end == std::string_view::npos) break;
        comments.push_back({at, end + close.size()});
        at = end + close.size();
    }
    return comments;
}

}  // namespace

Words title_words() { return {"“名称”", "“title”"}; }
Words reason_words() { return {"“撤回”的原因", "the reason of “withdrawn”"}; }

bool is_personal_code(Code code) { return code == Code::H710 || code == Code::H711 || code == Code::H712 || code == Code::H713; }

bool is_privacy_code(Code code) {
    return is_personal_code(code) || code == Code::H714 || code == Code::H715 || code == Code::H716 || code == Code::W410 || code == Code::W411 || code == Code::W412;
}

bool is_on_tombstone(const Diagnostic& diagnostic, bool title_shown) {
    return std::any_of(diagnostic.args.begin(), diagnostic.args.end(),
                       [&](const Words& words) { return (title_shown && words.zh == title_words().zh) || words.zh == reason_words().zh; });
}

void AttachmentChecker::prepare(unsigned workers) {
    const auto work = [](std::string_view packed) {
        Unpacker from(packed);
        const std::string_view path = from.text();
        return check_file(from.text(), path);
    };
    const auto may_need_parsers = [](const StockFile& file) {
        if (!file.path.starts_with("content/")) return false;
        const std::string extension = extension_of(file.path);
        return std::find(plain_extensions.begin(), plain_extensions.end(), extension) == plain_extensions.end();
    };
    if (std::any_of(stock_.files.begin(), stock_.files.end(), may_need_parsers)) apart_ = std::make_unique<Apart>(work, workers);
}

std::shared_ptr<const AttachmentReport> AttachmentChecker::report_on(const std::string& path) {
    std::shared_ptr<Entry> entry;
    {
        const std::lock_guard lock(lock_);
        auto& found = entries_[path];
        if (!found) found = std::make_shared<Entry>();
        entry = found;
    }
    std::call_once(entry->once, [&] { entry->report = check(path); });
    return entry->report;
}

std::shared_ptr<const AttachmentReport> AttachmentChecker::check(const std::string& path) const {
    auto report = std::make_shared<AttachmentReport>();
    const std::size_t at = stock_.find(path);
    const auto mapped = at == Stock::npos ? Result<std::shared_ptr<const MappedFile>>(Failure{}) : disk_.map(stock_.path_of(stock_.files[at]));
    if (!mapped) {
        report->unreadable = mapped.failure().error;
        return report;
    }
    const std::string_view bytes = (*mapped)->bytes();
    report->digest = digest_of(bytes);
    std::string packed;
    auto end = ApartEnd::done;
    if (needs_parsers(bytes)) {
        Packer to;
        to.text(path);
        to.text(bytes);
        // Without helpers it is a file that its name calls a text.
        end = apart_ ? apart_->run(to.take(), packed) : do_apart([&] { return check_file(bytes, path); }, packed);
    } else {
        packed = check_file(bytes, path);
    }
    switch (end) {
        case ApartEnd::done:
            if (unpack_report(packed, *report)) return report;
            [[fallthrough]];
        case ApartEnd::broken:
            report->findings.clear();
            report->fault = {"读它时出错或超过了内存、时间的上限", "reading it failed or went over the limits of memory or time"};
            break;
        case ApartEnd::refused:  // the machine's fault, which may be over by the next build
            report->digest.reset();
            report->fault = {"系统没有资源来检查它，请再试一次", "the machine had no resources to check it; try again"};
            break;
    }
    return report;
}

std::optional<Digest> AttachmentChecker::digest_of_file(const std::string& path) const {
    {
        const std::lock_guard lock(lock_);
        if (const auto found = entries_.find(path); found != entries_.end() && found->second->report) return found->second->report->digest;
    }
    const std::size_t at = stock_.find(path);
    return at == Stock::npos ? std::nullopt : stock_.files[at].digest;
}

void AttachmentChecker::tell(Stock& stock) const {
    const std::lock_guard lock(lock_);
    for (const auto& [path, entry] : entries_) {
        const std::size_t at = stock.find(path);
        if (at != Stock::npos && entry->report && entry->report->digest) stock.files[at].digest = entry->report->digest;
    }
}

void PrivacyCheck::value(const YamlNode* node, const Where& where) {
    if (node == nullptr) return;
    for (const YamlNode& each : node->items) value(&each, where);
    for (const YamlEntry& each : node->entries) value(&each.value, where);
    if (node->kind != YamlNode::Kind::scalar) return;
    const std::string_view text = node->text;
    // A finding is looked for where it is written, from the value's beginning on; in a text whose lines were folded it may not stand as it is read.
    std::optional<std::size_t> from;
    const auto place = [&](std::size_t begin, std::size_t end) -> Place {
        if (!from) from = offset_of(source_, node->at);
        const std::string_view words = text.substr(begin, end - begin);
        const std::size_t found = source_.text().find(words, *from);
        if (found == std::string_view::npos || found - *from > 4 * text.size() + 4096) return node->at;
        from = found + words.size();
        return source_.place(found, count_characters(words));
    };
    for (const PersonalDatum& datum : find_personal_data(text, told_of_a_text)) {
        const Code code = code_of(datum.kind);
        diagnostics_.add(code, place(datum.begin, datum.end), args_of(code, where(), datum.masked));
    }
    from = offset_of(source_, node->at);
    for (const SecrecyMark& mark : find_secrecy_marks(text, TextPart::name, told_of_a_text)) {
        const Code code = code_of(mark.kind);
        diagnostics_.add(code, place(mark.begin, mark.end), args_of(code, where(), mark.words));
    }
}

void PrivacyCheck::body(std::string_view body) {
    const auto offset = static_cast<std::size_t>(body.data() - source_.text().data());
    const auto place = [&](std::size_t begin, std::size_t end) { return source_.place(offset + begin, count_characters(body.substr(begin, end - begin))); };
    const Words where("正文", "the body");
    const std::vector<TextRange> comments = comments_in(body);
    const auto is_hidden = [&](std::size_t at) { return std::any_of(comments.begin(), comments.end(), [&](const TextRange& comment) { return at >= comment.begin && at < comment.end; }); };
    for (const PersonalDatum& datum : find_personal_data(body, told_of_a_text)) {
        if (is_hidden(datum.begin)) continue;
        const Code code = code_of(datum.kind);
        diagnostics_.add(code, place(datum.begin, datum.end), args_of(code, where, datum.masked));
    }
    for (const SecrecyMark& mark : find_secrecy_marks(body, TextPart::whole, told_of_a_text)) {
        if (is_hidden(mark.begin)) continue;
        const Code code = code_of(mark.kind);
        diagnostics_.add(code, place(mark.begin, mark.end), args_of(code, where, mark.words));
    }
}

void PrivacyCheck::file(const ItemFile& file, const Place& at, AttachmentChecker& attachments) {
    const auto report = attachments.report_on(file.source);
    const std::string name(name_of(file.source));
    const Words in("附件“" + name + "”", "the attachment “" + name + "”");
    for (const AttachmentFinding& finding : report->findings) {
        const Words where = finding.where.zh.empty() ? in : Words(in.zh + finding.where.zh, in.en + ", " + finding.where.en);
        diagnostics_.add(finding.code, at, args_of(finding.code, where, finding.words));
    }
    // What the machine refuses is no matter of this record: it stops the build, as with every file of content.
    if (report->unreadable) diagnostics_.add(Code::E001, at, {words_of_error(*report->unreadable)});
    if (!report->fault.zh.empty()) diagnostics_.add(Code::H716, at, {name, report->fault});
    if (!report->bare.zh.empty()) diagnostics_.add(Code::W410, at, {name, report->bare});
    if (!report->properties.zh.empty()) diagnostics_.add(Code::W411, at, {name, report->properties});
    if (!report->remains.zh.empty()) diagnostics_.add(Code::W412, at, {name, report->remains});
}

}  // namespace mulu
