// SPDX-License-Identifier: Apache-2.0
#include "commands/findings.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "commands/explanations.hpp"

namespace mulu {
namespace {

/// Writes JSON, its keys in the order in which they are given.
class Json {
public:
    Json& open(char bracket) {
        separate();
        out_ += bracket;
        first_ = true;
        return *this;
    }
    Json& close(char bracket) {
        out_ += bracket;
        first_ = false;
        return *this;
    }
    Json& key(std::string_view name) {
        separate();
        append_json(out_, name);
        out_ += ':';
        first_ = true;
        return *this;
    }
    Json& text(std::string_view value) {
        separate();
        append_json(out_, value);
        return *this;
    }
    Json& number(std::optional<std::uint64_t> value) {
        separate();
        out_ += value ? std::to_string(*value) : "null";
        return *this;
    }
    Json& member(std::string_view name, std::string_view value) { return key(name).text(value); }
    Json& member(std::string_view name, std::optional<std::uint64_t> value) { return key(name).number(value); }
    /// A line end between values, for those who read it.
    Json& line() {
        separate();
        out_ += '\n';
        first_ = true;
        return *this;
    }
    std::string take() { return std::move(out_); }

private:
    void separate() {
        if (!first_) out_ += ',';
        first_ = false;
    }
    std::string out_;
    bool first_ = true;
};

std::string_view name_of_level(Level level) { return level == Level::error ? "error" : level == Level::held ? "held" : "warning"; }

/// A path as text: names of files need not be UTF-8.
std::string text_of(const std::string& path) { return first_invalid_utf8(path) ? printable(path) : path; }

/// The words of a finding.
struct Spoken {
    std::string message, label, help;
    /// All of them, a line each.
    std::string whole() const {
        std::string text = message;
        for (const std::string& more : {label, help}) {
            if (!more.empty()) text += "\n" + more;
        }
        return text;
    }
};

Spoken spoken(const Diagnostic& finding, Language language) {
    const CodeWords& words = words_of(finding.code);
    const bool zh = language == Language::zh;
    return {printable_words(zh ? words.headline_zh : words.headline_en, finding, language), printable_words(zh ? words.label_zh : words.label_en, finding, language),
            printable_words(zh ? words.help_zh : words.help_en, finding, language)};
}

/// Where something is, within its line as that line now is. Nothing of the line where the file as a whole is meant.
struct Region {
    std::optional<std::uint64_t> line, column, end_column;
};

Region region_of(const Place& at, const LineText& line_text) {
    if (at.line == 0) return {};
    const std::uint64_t column = std::max(1U, at.column);
    std::uint64_t end = column + at.length;
    // A value of several lines is marked to the end of its first.
    if (const auto line = line_text(at.path, at.line)) end = std::max(column, std::min<std::uint64_t>(end, count_characters(*line) + 1));
    return {at.line, column, end};
}

std::string json_lines(const std::vector<Diagnostic>& findings, const Levels& levels, const FindingsContext& context, const LineText& line_text) {
    std::string out;
    for (const Diagnostic& finding : findings) {
        const Spoken words = spoken(finding, context.language);
        Json json;
        const auto place = [&](const Place& at) {
            const Region region = region_of(at, line_text);
            json.member("path", text_of(context.prefix + at.path)).member("line", region.line).member("column", region.column).member("end_column", region.end_column);
        };
        json.open('{').member("code", words_of(finding.code).name).member("level", name_of_level(levels.of(finding.code)));
        place(finding.at);
        json.member("message", words.message).member("label", words.label).member("help", words.help);
        json.key("notes").open('[');
        for (const Note& note : finding.notes) {
            json.open('{');
            place(note.at);
            json.member("message", printable(note.words.in(context.language))).close('}');
        }
        json.close(']').close('}');
        out += json.take() + "\n";
    }
    return out;
}

/// SARIF knows no level for what is held back: it is told as a warning, and its properties say what it is.
std::string_view sarif_level(Level level) { return level == Level::error ? "error" : "warning"; }

void sarif_rule(Json& json, Code code, const FindingsContext& context) {
    const Explanation& explanation = explanation_of(code);
    const std::string page = page_of(code);
    const std::string help = general_help(code, context.language);
    json.open('{').member("id", words_of(code).name);
    json.key("shortDescription").open('{').member("text", general_headline(code, context.language)).close('}');
    json.key("fullDescription").open('{').member("text", explanation.cause(context.language)).close('}');
    json.key("help").open('{').member("text", render_explanation(code, context.language)).close('}');
    json.member("helpUri", context.documentation + page.substr(page.find('#')));
    json.key("defaultConfiguration").open('{').member("level", sarif_level(words_of(code).level)).close('}');
    json.key("properties").open('{').member("level", name_of_level(words_of(code).level)).close('}');
    json.close('}');
}

std::string sarif(const std::vector<Diagnostic>& findings, const std::vector<std::string>& fingerprints, const Levels& levels,
                  const FindingsContext& context, const LineText& line_text) {
    std::map<Code, std::uint64_t> rules;  // with their positions
    for (const Diagnostic& finding : findings) rules[finding.code] = 0;
    std::uint64_t next = 0;
    for (auto& [code, position] : rules) position = next++;

    Json json;
    json.open('{').member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").member("version", "2.1.0");
    json.key("runs").open('[').open('{');
    json.key("tool").open('{').key("driver").open('{').member("name", "mulu").member("version", context.version).member("semanticVersion", context.version);
    json.member("language", context.language == Language::zh ? "zh-CN" : "en");
    json.key("rules").open('[');
    for (const auto& [code, position] : rules) sarif_rule(json.line(), code, context);
    json.close(']').close('}').close('}');
    json.member("language", context.language == Language::zh ? "zh-CN" : "en");
    json.member("columnKind", "unicodeCodePoints");
    json.key("originalUriBaseIds").open('{').key("SRCROOT").open('{').key("description").open('{');
    json.member("text", context.language == Language::zh ? "源文件的根目录" : "the folder of the sources").close('}').close('}').close('}');
    json.key("results").open('[');
    const auto physical = [&](const Place& at) {
        const Region region = region_of(at, line_text);
        json.key("physicalLocation").open('{').key("artifactLocation").open('{');
        json.member("uri", percent_encode(context.prefix + at.path)).member("uriBaseId", "SRCROOT").close('}');
        if (region.line) {
            json.key("region").open('{').member("startLine", region.line).member("startColumn", region.column).member("endColumn", region.end_column).close('}');
        }
        json.close('}');
    };
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const Diagnostic& finding = findings[i];
        const Level level = levels.of(finding.code);
        json.line().open('{').member("ruleId", words_of(finding.code).name).member("ruleIndex", rules.at(finding.code)).member("level", sarif_level(level));
        json.key("message").open('{').member("text", spoken(finding, context.language).whole()).close('}');
        json.key("locations").open('[');
        if (!finding.at.path.empty()) {
            json.open('{');
            physical(finding.at);
            json.close('}');
        }
        json.close(']');
        if (!finding.notes.empty()) {
            json.key("relatedLocations").open('[');
            for (std::size_t n = 0; n < finding.notes.size(); ++n) {
                json.open('{').member("id", n + 1);
                physical(finding.notes[n].at);
                if (const std::string words = printable(finding.notes[n].words.in(context.language)); !words.empty()) {
                    json.key("message").open('{').member("text", words).close('}');
                }
                json.close('}');
            }
            json.close(']');
        }
        json.key("partialFingerprints").open('{').member("mulu/v1", fingerprints[i]).close('}');
        json.key("properties").open('{').member("level", name_of_level(level)).close('}').close('}');
    }
    json.close(']').close('}').close(']').close('}');
    return json.take() + "\n";
}

/// As the toolkit of GitHub Actions escapes: %, CR and LF everywhere, and : and , in properties.
std::string github_escaped(std::string_view text, bool is_property) {
    std::string out;
    for (const char c : text) {
        if (c == '%') out += "%25";
        else if (c == '\r') out += "%0D";
        else if (c == '\n') out += "%0A";
        else if (is_property && c == ':') out += "%3A";
        else if (is_property && c == ',') out += "%2C";
        else out += c;
    }
    return out;
}

std::string github(const std::vector<Diagnostic>& findings, const Levels& levels, const FindingsContext& context, const LineText& line_text) {
    std::string out;
    for (const Diagnostic& finding : findings) {
        const Region region = region_of(finding.at, line_text);
        out += levels.of(finding.code) == Level::error ? "::error " : "::warning ";
        if (!finding.at.path.empty()) out += "file=" + github_escaped(text_of(context.prefix + finding.at.path), true) + ",";
        if (region.line) {
            out += "line=" + std::to_string(*region.line) + ",endLine=" + std::to_string(*region.line) + ",col=" + std::to_string(*region.column) +
                   ",endColumn=" + std::to_string(std::max(*region.column, *region.end_column - 1)) + ",";
        }
        const std::string title = std::string(words_of(finding.code).name);
        out += "title=" + github_escaped(title, true) + "::" + github_escaped(spoken(finding, context.language).whole(), false) + "\n";
    }
    return out;
}

std::string gitlab(const std::vector<Diagnostic>& findings, const std::vector<std::string>& fingerprints, const Levels& levels, const FindingsContext& context) {
    Json json;
    json.open('[');
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const Diagnostic& finding = findings[i];
        const Level level = levels.of(finding.code);
        json.line().open('{').member("description", spoken(finding, context.language).whole()).member("check_name", words_of(finding.code).name);
        json.member("fingerprint", fingerprints[i]).member("severity", level == Level::error ? "critical" : level == Level::held ? "major" : "minor");
        // A place is required; what is about a file as a whole is shown at its beginning.
        json.key("location").open('{').member("path", text_of(context.prefix + finding.at.path));
        json.key("lines").open('{').member("begin", std::max(1U, finding.at.line)).close('}').close('}').close('}');
    }
    json.close(']');
    return json.take() + "\n";
}

}  // namespace

std::vector<std::string> fingerprints_of(const std::vector<Diagnostic>& findings, const LineText& line_text) {
    std::vector<std::string> prints;
    prints.reserve(findings.size());
    std::map<Digest, std::uint64_t> seen;
    for (const Diagnostic& finding : findings) {
        const auto print = [&](std::uint64_t before) {
            Hasher hasher;
            hasher.add(words_of(finding.code).name);
            hasher.add(finding.at.path);
            for (const Words& words : finding.args) hasher.add(words.zh);
            const auto line = finding.at.line > 0 ? line_text(finding.at.path, finding.at.line) : std::nullopt;
            hasher.add(line ? trim(*line) : std::string_view());
            hasher.add(before);
            return hasher.finish();
        };
        const std::uint64_t before = seen[print(0)]++;
        prints.push_back(print(before).hex());
    }
    return prints;
}

std::string render_findings(const std::vector<Diagnostic>& findings, const Levels& levels, FindingsFormat format, const FindingsContext& context,
                            const LineText& line_text) {
    std::vector<Diagnostic> shown;
    for (const Diagnostic& finding : findings) {
        if (levels.of(finding.code) != Level::off) shown.push_back(finding);
    }
    switch (format) {
        case FindingsFormat::json: return json_lines(shown, levels, context, line_text);
        case FindingsFormat::sarif: return sarif(shown, fingerprints_of(shown, line_text), levels, context, line_text);
        case FindingsFormat::github: return github(shown, levels, context, line_text);
        case FindingsFormat::gitlab: return gitlab(shown, fingerprints_of(shown, line_text), levels, context);
        case FindingsFormat::text: break;
    }
    return {};
}

}  // namespace mulu
