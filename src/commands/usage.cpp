// SPDX-License-Identifier: Apache-2.0
#include "commands/usage.hpp"

#include <string>

namespace mulu {
namespace {

/// What stands before the first `mark` of `text`, or all of it.
std::string before(std::string_view text, std::string_view mark) { return std::string(text.substr(0, text.find(mark))); }

/// What stands behind the first `mark` of `text`, or nothing.
std::string behind(std::string_view text, std::string_view mark) {
    const std::size_t at = text.find(mark);
    return at == std::string_view::npos ? std::string() : std::string(text.substr(at + mark.size()));
}

}  // namespace

Words words_of_usage(std::string_view kind, std::string_view message) {
    const std::string as_it_is(message);
    const Words help("\n运行 mulu --help 看有哪些命令，运行 mulu 命令 --help 看它的选项", "\nRun with --help for more information.");
    const auto say = [&](const std::string& zh) { return Words(zh + help.zh, as_it_is + help.en); };
    if (kind == "ExtrasError" || message.starts_with("The following argument")) return say("不认识这些选项，或多写了内容：" + behind(message, ": "));
    if (kind == "RequiredError" && message.starts_with("A subcommand")) return say("没有写要做什么，或命令写错了，例如 mulu check");
    if (kind == "RequiredError") return say("缺少“" + before(message, " is required") + "”");
    if (kind == "ArgumentMismatch") return say("“" + before(message, ":") + "”后面缺少内容，或内容多了");
    if (kind == "ConversionError") return say("内容的写法不对：" + behind(message, ": "));
    if (kind == "ValidationError") {
        const std::string option = before(message, ": "), rest = behind(message, ": ");
        if (const std::string range = behind(rest, " not in range "); !range.empty()) {
            const std::string least = before(range, " to "), most = behind(range, " to ");
            return say("“" + option + "”应是 " + least + " 到 " + most + " 的数，写成了 " + behind(before(rest, " not in range "), "Value "));
        }
        if (const std::string words = behind(rest, " not in {"); !words.empty()) return say("“" + option + "”没有“" + before(rest, " not in {") + "”这个取值，可以是：" + before(words, "}"));
        return say("“" + option + "”的内容不对：" + rest);
    }
    if (kind == "ExcludesError") return say("“" + before(message, " excludes ") + "”不能和“" + behind(message, " excludes ") + "”一起用");
    if (kind == "RequiresError") return say("“" + before(message, " requires ") + "”要和“" + behind(message, " requires ") + "”一起用");
    return say(as_it_is);
}

}  // namespace mulu
