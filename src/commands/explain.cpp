// SPDX-License-Identifier: Apache-2.0
// mulu explain: what a diagnostic means, why it exists, and an example before and after.
#include <iostream>

#include "base/text.hpp"
#include "commands/commands.hpp"
#include "commands/explanations.hpp"
#include "commands/reading.hpp"

namespace mulu {
namespace {

/// “e203” → E203; full-width letters and digits serve as well, for they come from Chinese input.
std::string as_code(std::string_view word) {
    std::string name = fold(trim(word));
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}

}  // namespace

Exit run_explain(const Options& options, Disk& disk) {
    ConsoleStyle style = style_of(options);
    if (!options.language) style.language = site_language(disk, options.root);
    Console console(style, std::cout, std::cerr);
    if (!options.code) {
        console.result(render_codes(style.language));
        console.remark({"看其中一个：mulu explain E203", "for one of them: mulu explain E203"});
        return Exit::well;
    }
    if (const auto code = find_code(as_code(*options.code))) {
        console.result(render_explanation(*code, style.language));
        return Exit::well;
    }
    std::vector<std::string> names;
    for (std::size_t code = 0; code < code_count; ++code) names.emplace_back(words_of(static_cast<Code>(code)).name);
    const auto near = nearest(as_code(*options.code), names);
    const Words advice = near ? Words("。是不是 " + *near + "？", ". Is it " + *near + "?") : Words("。全部代码见 mulu explain", ". For all of them: mulu explain");
    console.failure({Words("没有诊断代码“" + *options.code + "”" + advice.zh, "there is no diagnostic “" + *options.code + "”" + advice.en).in(style.language), "", 0});
    return Exit::usage;
}

}  // namespace mulu
