// SPDX-License-Identifier: Apache-2.0
#include "commands/explanations.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"

namespace mulu {
namespace {

struct Source {
    std::string_view zh, en;
};

/// The sources by their names in explanations.def.
namespace source {
#define MULU_SOURCE(name, zh, en) constexpr Source name{zh, en};
#include "commands/explanations.def"
#undef MULU_SOURCE
}  // namespace source

constexpr std::array<Explanation, code_count> make_table() {
    std::array<Explanation, code_count> table{};
#define MULU_EXPLANATION(code, of, cause_zh, cause_en, before, after) \
    table[static_cast<std::size_t>(Code::code)] = {cause_zh, cause_en, source::of.zh, source::of.en, before, after};
#include "commands/explanations.def"
#undef MULU_EXPLANATION
    return table;
}

constexpr std::array<Explanation, code_count> table = make_table();
static_assert(std::none_of(table.begin(), table.end(), [](const Explanation& each) { return each.cause_zh.empty() || each.cause_en.empty() || each.before == each.after; }),
              "a code of code.hpp has no explanation in explanations.def");

/// `pattern` with … in its slots; nothing where it is but a slot.
std::string in_general(std::string_view pattern, Language language) {
    if (pattern.size() == 3 && pattern.front() == '{' && pattern.back() == '}') return {};
    return fill_words(pattern, std::vector<Words>(10, Words("…")), language);
}

void add_lines(std::string& out, std::string_view text) {
    for (const std::string_view line : split(text, '\n')) {
        if (!line.empty()) out += "    " + std::string(line);
        out += '\n';
    }
}

/// What a level means for the site, and what can be done about it.
Words words_of_level(Level level) {
    switch (level) {
        case Level::error: return {"错误：改正以前不生成网站，已有的网站保持原样", "error: nothing is built until it is mended; the site stays as it is"};
        case Level::held: return {"暂不发布：这条信息先不公开，其余照常生成", "held back: this item stays back, and everything else is built"};
        default: return {"警告：照常公开，请看一看。可以在 site.yml 的 checks 里改级别，或在信息里用 allow 豁免并写明理由",
                         "warning: published all the same; please have a look. Its level can be set in site.yml under checks, and an item can be exempted by allow, with a reason"};
    }
}

}  // namespace

const Explanation& explanation_of(Code code) { return table[static_cast<std::size_t>(code)]; }

std::string general_headline(Code code, Language language) {
    const CodeWords& words = words_of(code);
    return in_general(language == Language::zh ? words.headline_zh : words.headline_en, language);
}

std::string general_help(Code code, Language language) {
    const CodeWords& words = words_of(code);
    return in_general(language == Language::zh ? words.help_zh : words.help_en, language);
}

std::string page_of(Code code) { return "docs/diagnostics.md#" + lower_ascii(words_of(code).name); }

std::string render_explanation(Code code, Language language) {
    const bool zh = language == Language::zh;
    const Explanation& explanation = explanation_of(code);
    std::string out = std::string(words_of(code).name) + (zh ? "：" : ": ") + general_headline(code, language) + "\n" + words_of_level(words_of(code).level).in(language) + "\n";
    const auto part = [&](const char* title_zh, const char* title_en, std::string_view text) {
        if (text.empty()) return;
        out += std::string("\n") + (zh ? title_zh : title_en) + "\n";
        add_lines(out, text);
    };
    part("为什么", "Why", explanation.cause(language));
    part("不对的例子", "An example that is wrong", explanation.before);
    part("改正以后", "The same, mended", explanation.after);
    part("怎样改", "How to mend it", general_help(code, language));
    part("依据", "What it rests on", explanation.source(language));
    return out;
}

std::string render_codes(Language language) {
    std::string out;
    for (std::size_t i = 0; i < code_count; ++i) {
        const Code code = static_cast<Code>(i);
        out += std::string(words_of(code).name) + "  " + general_headline(code, language) + "\n";
    }
    return out;
}

}  // namespace mulu
