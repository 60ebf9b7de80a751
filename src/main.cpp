// SPDX-License-Identifier: Apache-2.0
// argv → Options → one command → exit status. Catches what must never happen.
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "commands/commands.hpp"
#include "commands/import_records.hpp"
#include "commands/usage.hpp"
#include "intake/intake.hpp"

// jemalloc reads this when it starts. A catalogue of 100,000 items is some hundred megabytes that are asked for once, and kept until the end: pages of 2 MB
// save most of the time that the kernel takes to hand them out, and nothing is gained by giving memory back early.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "thp:always,metadata_thp:always,dirty_decay_ms:-1,muzzy_decay_ms:-1";
}

namespace {

using namespace mulu;

/// The folder of the installed layouts: beside the binary's share/, where it was installed, or the source tree that it was built in.
std::string installed_folder() {
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    const std::filesystem::path bin = program.parent_path();
    for (const std::filesystem::path& candidate : {bin / "../share/mulu", std::filesystem::path(MULU_DATA_DIR), bin / "../..", bin / ".."}) {
        if (std::filesystem::exists(candidate / "layouts/strings", error)) return candidate.lexically_normal().string();
    }
    return MULU_DATA_DIR;
}

/// This folder, or the nearest above it, that has content/site.yml.
std::string nearest_root() {
    std::error_code error;
    for (std::filesystem::path folder = std::filesystem::current_path(error); !folder.empty(); folder = folder.parent_path()) {
        if (std::filesystem::exists(folder / "content/site.yml", error)) return folder.string();
        if (folder == folder.root_path()) break;
    }
    return ".";
}

/// A command that can be given, and what it does.
struct Command {
    CLI::App* app;
    std::function<Exit(Disk&)> run;
};

/// The commands with their options, a function each.
class CommandLine {
public:
    CommandLine() {
        app_.set_version_flag("--version", std::string("mulu ") + MULU_VERSION);
        app_.require_subcommand(1);
        add_build();
        add_check();
        add_import();
        add_stats();
        add_report();
        add_explain();
        add_fix();
        add_audit();
        add_list();
        add_new();
        add_schema();
        add_init();
    }

    int run(int argc, char** argv) {
        try {
            app_.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            if (error.get_exit_code() == 0) return app_.exit(error);  // --help and --version
            std::cerr << words_of_usage(error.get_name(), error.what()).in(language_of_faults(argc, argv)) << "\n";
            return static_cast<int>(Exit::usage);
        }
        if (options_.root.empty()) options_.root = nearest_root();
        while (options_.root.size() > 1 && options_.root.back() == '/') options_.root.pop_back();
        options_.installed = installed_folder();
        std::error_code error;
        if (std::filesystem::equivalent(options_.root, options_.installed, error)) options_.installed = options_.root;
        if (!language_.empty()) options_.language = language_ == "zh" ? Language::zh : Language::en;
        for (const auto& [name, format] : {std::pair("json", FindingsFormat::json), std::pair("sarif", FindingsFormat::sarif), std::pair("github", FindingsFormat::github),
                                           std::pair("gitlab", FindingsFormat::gitlab)}) {
            if (format_ == name) options_.format = format;
        }
        options_.by_unit = !by_.empty();
        if (!fail_on_.empty()) options_.fail_on = fail_on_ == "held" ? Level::held : Level::warning;
        if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr && *epoch != '\0') options_.source_date_epoch = epoch;
        if (const char* index = std::getenv("GIT_INDEX_FILE"); index != nullptr && *index != '\0') options_.git_index = index;
        options_.leaves_memory = true;
        options_.version = MULU_VERSION;
        options_.documentation = MULU_DOCUMENTATION;
        RealDisk disk;
        for (const Command& command : commands_) {
            if (command.app->parsed()) return static_cast<int>(command.run(disk));
        }
        return static_cast<int>(Exit::usage);
    }

private:
    /// The language of a command line that could not be read: what it says itself, else that of the site it may mean.
    Language language_of_faults(int argc, char** argv) const {
        std::string root = options_.root;
        for (int i = 1; i < argc; ++i) {
            const std::string_view argument = argv[i];
            const std::string_view next = i + 1 < argc ? argv[i + 1] : "";
            if (argument == "--lang=en" || (argument == "--lang" && next == "en")) return Language::en;
            if (argument == "--lang=zh" || (argument == "--lang" && next == "zh")) return Language::zh;
            if (argument == "--root") root = next;
        }
        RealDisk disk;
        return site_language(disk, root.empty() ? nearest_root() : root);
    }

    /// A command with the options that all have.
    CLI::App& add(const std::string& name, const std::string& help, std::function<Exit(Disk&)> run) { return add(app_, name, help, std::move(run)); }

    /// The same below another command.
    CLI::App& add(CLI::App& above, const std::string& name, const std::string& help, std::function<Exit(Disk&)> run) {
        CLI::App& command = *above.add_subcommand(name, help);
        command.add_option("--root", options_.root, "站点目录，内有 content/ · the folder that holds content/")->type_name("DIR");
        command.add_option("--lang", language_, "提示的语言 · language of the messages: zh, en")->type_name("zh|en")->check(CLI::IsMember({"zh", "en"}));
        command.add_option("--jobs", options_.jobs, "线程数 · threads (default: one for each core)")->type_name("N")->check(CLI::Range(1, 256));
        command.add_flag("--quiet", options_.quiet, "只说错误和暂不发布 · only errors and what is held back");
        commands_.push_back({&command, std::move(run)});
        return command;
    }

    void add_clock(CLI::App& command) {
        command.add_option("--now", options_.now, "按这个时间运行 · the clock: DATE[ TIME][OFFSET]")->type_name("DATE");
    }

    void add_output(CLI::App& command) {
        command.add_option("--output", options_.output, "输出目录 · the output folder (default: ROOT/site)")->type_name("DIR");
        command.add_option("--state", options_.state, "状态目录 · folder of the state (default: .mulu/ beside the output)")->type_name("DIR");
    }

    void add_build() {
        CLI::App& build = add("build", "生成网站 · bring the output up to date", [this](Disk& disk) { return run_build(options_, disk); });
        add_clock(build);
        add_output(build);
        build.add_flag("--full", options_.full, "不用状态，逐个核对并修复输出 · ignore the state and repair the output");
        build.add_flag("--dry-run", options_.dry_run, "只列出会增、改、删的文件 · only say what would be added, changed and removed");
        build.add_flag("--verify", options_.verify, "另外从头生成一遍，逐字节核对 · build again from nothing and compare every byte");
        build.add_flag("--quarantine", options_.quarantine, "有错的信息暂用上次的内容，其余照常生成 · keep the last sound text of malformed items, and build");
        build.add_flag("--allow-deletes", options_.allow_deletes, "允许一次撤下大量信息 · let many items be taken away at once");
        build.add_flag("--explain", options_.explain, "说明每个重写的网页改了什么 · say for each rewritten page what changed");
        build.add_option("--linger", options_.linger, "改完后等这么多秒再删除旧文件 · wait this long before old files are deleted")->type_name("SECONDS")->check(CLI::Range(0, 3600));
    }

    void add_check() {
        CLI::App& check = add("check", "检查全部内容，网站不动 · report all problems; the site is left alone", [this](Disk& disk) { return run_check(options_, disk); });
        add_clock(check);
        check.add_option("PATH", options_.paths, "只说这些文件或文件夹里的 · only what is in these files or folders");
        check.add_option("--format", format_, "提示的格式 · form of the messages: text, json, sarif, github, gitlab")
            ->type_name("FORMAT")
            ->check(CLI::IsMember({"text", "json", "sarif", "github", "gitlab"}));
        check.add_option("--fail-on", fail_on_, "有暂不发布（held）或警告（warning）时退出状态也为 1 · exit status 1 for these too: held, warning")
            ->type_name("LEVEL")
            ->check(CLI::IsMember({"held", "warning"}));
        add_output(check);
        check.add_option("--against", options_.against, "与 git 里的这个版本相比，公开的网页会怎样 · what would become of the public pages of this git revision")->type_name("REV");
        check.add_flag("--site", options_.site, "按检查指标检查生成好的网站 · inspect the built site as well: columns, links, tags, files");
        check.add_flag("--staged", options_.staged, "检查 git 暂存区里的内容，不看工作区 · check what is staged in git, and not the work tree");
    }

    void add_import() {
        CLI::App& import = add("import", "把旧记录的表格（CSV）变成信息 · a table of old records (CSV) becomes items",
                               [this](Disk& disk) { return run_import(options_, import_, disk); });
        add_clock(import);
        import.add_option("FILE", import_.file, "表格：CSV，第一行是列名 · the table: CSV with a header")->required();
        import.add_option("--into", import_.into, "放到这个文件夹，按年份分开 · folder of the new items, which go to its YEAR folders (default: content/items)")->type_name("FOLDER");
        import.add_option("--set", import_.set, "各行都一样的内容 · what all rows have: KEY=VALUE")->type_name("KEY=VALUE")->allow_extra_args(false);
        import.add_option("--encoding", import_.encoding, "表格的编码 · of the table: auto, utf-8, gb18030, utf-16")
            ->type_name("NAME")
            ->check(CLI::IsMember({"auto", "utf-8", "gb18030", "utf-16"}));
        import.add_option("--report", import_.report, "把导入不了的各行和原因写成表格 · a table of the refused rows with the reasons")->type_name("FILE");
        import.add_flag("--partial", import_.partial, "有问题的行不导入，其余照常 · import the sound rows though others are refused");
        import.add_flag("--ignore-unknown", import_.ignore_unknown, "略过认不出的列 · leave unknown columns out");
        import.add_flag("--markdown", import_.markdown, "正文按 Markdown 写的 · bodies are Markdown");
        import.add_flag("--dry-run", options_.dry_run, "只说会怎样，不写任何文件 · only say what would happen");
    }

    void add_stats() {
        CLI::App& stats = add("stats", "一年或一季度的统计表 · the statistics of a year or quarter as a table", [this](Disk& disk) { return run_stats(options_, disk); });
        add_clock(stats);
        stats.add_option("PERIOD", options_.period, "年份或季度，例如 2025、2025q2 · a year or quarter: 2025, 2025q2")->required();
        CLI::Option* const unit = stats.add_option("--unit", options_.unit, "只统计这个机构 · of this unit alone")->type_name("ID");
        CLI::Option* const by = stats.add_option("--by", by_, "按机构逐行列出，末行是合计 · a row for each unit, the sum last: unit")->type_name("unit")->check(CLI::IsMember({"unit"}));
        CLI::Option* const explain = stats.add_option("--explain", options_.explained, "列出构成这个指标的信息和登记 · the items and register lines that a figure is made of")->type_name("KEY");
        by->excludes(unit)->excludes(explain);
        stats.add_option("--format", options_.table_format, "格式 · form: text, csv, json, xlsx")->type_name("FORMAT")->check(CLI::IsMember({"text", "csv", "json", "xlsx"}));
        stats.add_option("--output", options_.file, "写入这个文件 · write to this file (default: standard output)")->type_name("FILE");
        stats.add_option("--state", options_.state, "状态目录 · folder of the state (default: .mulu/ beside the output)")->type_name("DIR");
    }

    void add_report() {
        CLI::App& report = *app_.add_subcommand("report", "年度报告 · annual reports");
        report.require_subcommand(1);
        CLI::App& freeze = add(report, "freeze", "锁定年报已公布的数字 · fix the figures of a published report", [this](Disk& disk) { return run_freeze(options_, disk); });
        add_clock(freeze);
        freeze.add_option("YEAR", options_.year, "年份 · the year")->required()->check(CLI::Range(1949, 9999));
        freeze.add_option("--unit", options_.unit, "机构的年报 · the report of this unit")->type_name("ID");
        freeze.add_option("--state", options_.state, "状态目录 · folder of the state (default: .mulu/ beside the output)")->type_name("DIR");
    }

    void add_explain() {
        CLI::App& explain = add("explain", "说明一条提示：原因、例子、依据 · what a message means, with an example", [this](Disk& disk) { return run_explain(options_, disk); });
        explain.add_option("CODE", options_.code, "提示的代码，例如 E203；不写就列出全部 · the code of a message; all, if none is given");
    }

    void add_fix() {
        CLI::App& fix = add("fix", "自动修正有把握的毛病 · mend what can be mended for certain", [this](Disk& disk) { return run_fix(options_, disk); });
        add_clock(fix);
        fix.add_option("PATH", options_.paths, "只改这些文件或文件夹 · only these files and folders (default: all of content/)")->type_name("");
        fix.add_flag("--diff", options_.diff, "只显示会怎样改，不写文件 · show what would change, write nothing");
        fix.add_option("--against", options_.against, "与 git 里的这个版本相比，换了地址的网页保住旧地址 · keep the old addresses of pages that moved since this git revision")->type_name("REV");
        fix.add_flag("--mask", options_.mask, "并遮盖个人信息 · mask personal data as well");
    }

    void add_audit() {
        CLI::App& audit = add("audit", "监督检查：逾期、迟公开、空白栏目、缺审查 · overdue duties, late items, silent columns, missing reviews",
                              [this](Disk& disk) { return run_audit(options_, disk); });
        add_clock(audit);
        audit.add_option("--format", options_.table_format, "结果的格式 · text, json, html")->type_name("FORMAT")->check(CLI::IsMember({"text", "json", "html"}));
        audit.add_option("--output", options_.file, "写到这个文件，不能在网站里 · write to this file, outside the site")->type_name("FILE");
        audit.add_option("--unit", options_.unit, "只看一个机构 · only this unit")->type_name("ID");
        audit.add_option("--days", options_.days, "多少天内算即将到期 · how many days ahead is coming (default: 30)")->type_name("N")->check(CLI::Range(0, 366));
        audit.add_option("--since", options_.since, "迟公开的只列这天以后的 · late items from this day on")->type_name("DATE");
    }

    void add_list() {
        CLI::App& list = add("list", "列出信息：暂不发布、到期、逾期、全部 · list what is held back, expired, overdue, or all",
                             [this](Disk& disk) { return run_list(options_, disk); });
        add_clock(list);
        list.add_option("WHICH", options_.listing, "held 暂不发布，expired 到期，overdue 逾期，all 全部")->required()->check(CLI::IsMember({"held", "expired", "overdue", "all"}));
        list.add_option("--format", options_.table_format, "结果的格式 · text, csv, json")->type_name("FORMAT")->check(CLI::IsMember({"text", "csv", "json"}));
    }

    void add_new() {
        CLI::App& command = add("new", "新建信息、页面或年报 · make a file for a new item, page or report", [this](Disk& disk) { return run_new(options_, disk); });
        add_clock(command);
        command.require_subcommand(1);
        NewRecord& record = options_.record;
        const auto kind = [&](const char* name, const char* help, NewRecord::Kind which) -> CLI::App& {
            CLI::App& sub = *command.add_subcommand(name, help);
            sub.fallthrough();
            sub.callback([&record, which] { record.kind = which; });
            return sub;
        };
        CLI::App& item = kind("item", "信息 · an item, with the next free index number", NewRecord::Kind::item);
        item.add_option("--title", record.title, "名称 · its title")->required()->type_name("TEXT");
        item.add_option("--unit", record.unit, "发布机构 · the unit: id or name")->required()->type_name("ID");
        item.add_option("--category", record.category, "主题分类 · the category: id or name")->required()->type_name("ID");
        item.add_option("--created", record.created, "生成日期 · day of creation (default: today)")->type_name("DATE");
        item.add_option("--index", record.index, "索引号 · index number (default: the next free one)")->type_name("INDEX");
        item.add_option("--attachment", record.attachments, "附件，放到信息旁边 · a file to put beside it")->type_name("FILE");
        CLI::App& page = kind("page", "常设页面 · a standing page", NewRecord::Kind::page);
        page.add_option("NAME", record.name, "文件名，也是网址 · its name, as in its address")->required()->type_name("");
        page.add_option("--title", record.title, "标题 · its title")->type_name("TEXT");
        CLI::App& report = kind("report", "年报 · an annual report", NewRecord::Kind::report);
        report.add_option("YEAR", record.year, "年份 · the year")->required()->type_name("")->check(CLI::Range(1949, 2198));
        report.add_option("--unit", record.unit, "单位；不写就是全站 · the unit (default: the whole site)")->type_name("ID");
    }

    void add_schema() {
        CLI::App& schema = add("schema", "有哪些字段 · the content model, also for other tools", [this](Disk& disk) { return run_schema(options_, disk); });
        CLI::Option* json = schema.add_flag("--json-schema", options_.json_schema, "JSON Schema（编辑器用） · as JSON Schema, for editors");
        schema.add_flag("--cms", options_.cms, "Sveltia、Decap 的 config.yml · as config.yml of Sveltia and Decap CMS")->excludes(json);
    }

    void add_init() {
        CLI::App& init = add("init", "新建一个空站点 · make a new, empty site", [this](Disk& disk) { return run_init(options_, disk); });
        init.add_option("DIR", options_.folder, "放在哪个文件夹 · the folder, new or empty")->required()->type_name("");
    }

    CLI::App app_{"mulu 目录 — government information disclosure catalogues as plain HTML\n政府信息公开目录生成器"};
    Options options_;
    ImportOptions import_;
    std::string language_, format_, fail_on_, by_;
    std::vector<Command> commands_;
};

}  // namespace

int main(int argc, char** argv) {
    try {
        return CommandLine().run(argc, argv);
    } catch (const std::exception& exception) {
        std::cerr << "mulu: internal fault: " << exception.what() << "\n";
        return 4;
    }
}
