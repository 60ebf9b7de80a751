// SPDX-License-Identifier: Apache-2.0
// Real git repositories: what `check --against` and `--staged` see of them, whatever kind of work tree the site lies in, and the samples of docs/ci at work.
#include <regex>

#include <gtest/gtest.h>

#include "base/revision.hpp"
#include "formats/source.hpp"
#include "formats/yaml.hpp"
#include "support/program.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

/// As someone whose settings nobody has touched; no signing, no hooks of the machine.
const std::map<std::string, std::string> environment = {{"GIT_CONFIG_NOSYSTEM", "1"},      {"GIT_CONFIG_GLOBAL", "/dev/null"},
                                                         {"GIT_AUTHOR_NAME", "测试"},       {"GIT_AUTHOR_EMAIL", "test@example.invalid"},
                                                         {"GIT_COMMITTER_NAME", "测试"},    {"GIT_COMMITTER_EMAIL", "test@example.invalid"},
                                                         {"GIT_ALLOW_PROTOCOL", "file"}};

/// Runs a line of the shell in `folder`.
Answer shell(const std::string& folder, const std::string& line) { return run({{"/bin/sh", "-c", line}, environment, folder}); }
void git(const std::string& folder, const std::string& arguments) {
    const Answer answer = shell(folder, "git -c init.defaultBranch=main -c commit.gpgsign=false " + arguments);
    ASSERT_EQ(answer.status, 0) << "git " << arguments << "\n" << answer.output << answer.error;
}

std::string item(int number, const std::string& more = {}, const std::string& body = "正文。") {
    const std::string index = "T-2025-" + std::string(3 - std::to_string(number).size(), '0') + std::to_string(number);
    return "---\ntitle: 关于某事的通知\nindex: " + index +
           "\nunit: zfb\ncategory: guifan\ncreated: 2025-04-01\npublished: 2025-04-01\nreview: {result: 公开, by: 王某, on: 2025-04-01}\n" + more + "---\n" + body + "\n";
}
std::string address(int number) { return "items/2025/t-2025-" + std::string(3 - std::to_string(number).size(), '0') + std::to_string(number) + ".html"; }

/// The site of the cases, with a few items of its own, at `root`.
void make_site(const std::string& root) {
    for (const char* part : {"content", "layouts", "assets"}) copy_tree(MULU_TESTS_DIR "/cases/base/" + std::string(part), root + "/" + part);
    for (int number = 11; number <= 14; ++number) write_file(root + "/content/items/2025/n" + std::to_string(number) + ".md", item(number));
}

/// A repository whose first commit, tagged `first`, has the site.
class Repository {
public:
    explicit Repository(const std::string& inside = {}) : root_(inside.empty() ? top() : top() + "/" + inside) {
        make_site(root_);
        git(top(), "init -q");
        commit("first");
        git(top(), "tag first");
    }
    std::string top() const { return folder_ / "repository"; }
    std::string beside(const std::string& name) const { return folder_ / name; }
    const std::string& root() const { return root_; }
    void write(const std::string& path, const std::string& text) const { write_file(root_ + "/" + path, text); }
    void remove(const std::string& path) const { EXPECT_TRUE(std::filesystem::remove(root_ + "/" + path)) << path; }
    void commit(const std::string& message) const {
        git(top(), "add -A");
        git(top(), "commit -q --allow-empty -m " + message);
    }
    Answer check(const std::vector<std::string>& more, const std::string& root = {}) const {
        std::vector<std::string> arguments = {"check", "--root", root.empty() ? root_ : root, "--now", "2026-01-31", "--lang", "en"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run_mulu(arguments);
    }

private:
    TempFolder folder_;
    std::string root_;
};

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
    return found;
}

void expect_counts(const Answer& answer, int fresh, int gone, int moved, int changed) {
    const std::string counts = std::to_string(fresh) + " new, " + std::to_string(gone) + " gone, " + std::to_string(moved) + " moved, " + std::to_string(changed) + " changed";
    EXPECT_NE(answer.output.find(counts), std::string::npos) << "not: " << counts << "\n" << answer.output << answer.error;
}

/// The value of `key` anywhere in a tree, as a text.
void texts_of(const YamlNode& node, std::string_view key, std::vector<std::string>& found) {
    for (const YamlNode& each : node.items) texts_of(each, key, found);
    for (const YamlEntry& each : node.entries) {
        if (each.key == key && each.value.kind == YamlNode::Kind::scalar) found.push_back(each.value.text);
        if (each.key == key) {
            for (const YamlNode& line : each.value.items) found.push_back(line.text);
        }
        texts_of(each.value, key, found);
    }
}

}  // namespace

TEST(Against, says_nothing_of_a_site_that_is_as_it_was) {
    const Repository repository;
    const Answer answer = repository.check({"--against", "HEAD"});
    EXPECT_EQ(answer.status, 0) << answer.error;
    EXPECT_EQ(answer.output, "public pages, compared with HEAD: 0 new, 0 gone, 0 moved, 0 changed\n");
}

TEST(Against, a_file_that_was_renamed_is_no_change) {
    const Repository repository;
    std::filesystem::create_directories(repository.root() + "/content/items/elsewhere");
    std::filesystem::rename(repository.root() + "/content/items/2025/n11.md", repository.root() + "/content/items/elsewhere/other.md");
    expect_counts(repository.check({"--against", "first"}), 0, 0, 0, 0);
}

TEST(Against, tells_of_what_is_new_gone_moved_and_changed) {
    const Repository repository;
    repository.remove("content/items/2025/n11.md");
    repository.write("content/items/2025/n12.md", item(22));
    repository.write("content/items/2025/n13.md", item(13, "", "别的正文。"));
    repository.write("content/items/2025/n15.md", item(15));
    const Answer answer = repository.check({"--against", "first"});
    EXPECT_EQ(answer.status, 0) << answer.error;
    expect_counts(answer, 1, 1, 1, 1);
    EXPECT_NE(answer.output.find("- " + address(11)), std::string::npos) << answer.output;
    EXPECT_NE(answer.output.find("> " + address(12)), std::string::npos) << answer.output;
    EXPECT_NE(answer.output.find("~ " + address(13)), std::string::npos) << answer.output;
    EXPECT_NE(answer.output.find("+ " + address(15)), std::string::npos) << answer.output;
    EXPECT_EQ(count(answer.error, "[W911]"), 1U) << answer.error;
    EXPECT_EQ(count(answer.error, "[W912]"), 1U) << answer.error;
    // A commit changes nothing of it.
    repository.commit("second");
    EXPECT_EQ(repository.check({"--against", "first"}).output, answer.output);
    expect_counts(repository.check({"--against", "HEAD"}), 0, 0, 0, 0);
}

TEST(Against, an_alias_keeps_the_old_address_and_losing_it_is_told) {
    const Repository repository;
    repository.write("content/items/2025/n12.md", item(22, "aliases: [" + address(12) + "]\n"));
    Answer answer = repository.check({"--against", "first"});
    expect_counts(answer, 0, 0, 1, 0);
    EXPECT_EQ(count(answer.error, "[W912]"), 0U) << answer.error;
    repository.commit("second");
    repository.write("content/items/2025/n12.md", item(22));
    answer = repository.check({"--against", "HEAD"});
    EXPECT_EQ(count(answer.error, "[W912]"), 1U) << answer.error;
}

TEST(Against, fix_writes_the_aliases_that_are_asked_for) {
    const Repository repository;
    repository.write("content/items/2025/n12.md", item(22));
    repository.write("content/items/2025/n13.md", item(23, "aliases: [old/13.html]\n"));
    const auto fix = [&](const std::string& more) {
        return run_mulu({"fix", "--root", repository.root(), "--now", "2026-01-31", "--lang", "en", "--against", "first", more});
    };
    const Tree before = read_tree(repository.root() + "/content");
    Answer answer = fix("--diff");
    EXPECT_EQ(answer.output, "content/items/2025/n12.md: would be written into aliases: " + address(12) + "\ncontent/items/2025/n13.md: would be written into aliases: " + address(13) + "\n");
    EXPECT_EQ(difference(before, read_tree(repository.root() + "/content")), "");
    answer = fix("--quiet");
    EXPECT_EQ(answer.status, 0) << answer.error;
    EXPECT_EQ(read_file(repository.root() + "/content/items/2025/n13.md"), item(23, "aliases: [old/13.html, " + address(13) + "]\n"));
    answer = repository.check({"--against", "first"});
    EXPECT_EQ(count(answer.error, "[W912]"), 0U) << answer.error;
    expect_counts(answer, 0, 0, 2, 0);
    EXPECT_EQ(fix("--quiet").output, "") << "what was mended is mended again";
    EXPECT_EQ(run_mulu({"fix", "--root", repository.root(), "--against", "nowhere"}).status, 2);
}

TEST(Against, a_day_that_moves_the_year_moves_the_page) {
    const Repository repository;
    std::string text = item(12);
    text.replace(text.find("published: 2025"), 15, "published: 2024");
    repository.write("content/items/2025/n12.md", text);
    const Answer answer = repository.check({"--against", "first"});
    EXPECT_NE(answer.error.find(address(12) + " → items/2024/"), std::string::npos) << answer.error;
}

TEST(Against, ids_of_categories_and_units_are_addresses) {
    const Repository repository;
    repository.write("content/pages/zhinan.md", "---\ntitle: 指南\n---\n正文。\n");
    repository.commit("second");
    repository.remove("content/pages/zhinan.md");
    std::string text = read_file(repository.root() + "/content/categories.yml");
    repository.write("content/categories.yml", std::regex_replace(text, std::regex("id: zhengce"), "id: zhengce2"));
    const Answer answer = repository.check({"--against", "HEAD"});
    EXPECT_NE(answer.error.find("categories/zhengce.html → categories/zhengce2.html"), std::string::npos) << answer.error;
    EXPECT_NE(answer.error.find("would vanish: zhinan.html"), std::string::npos) << answer.error;
}

TEST(Against, files_of_the_old_revision_are_there_without_being_checked_out) {
    const Repository repository;
    repository.write("content/items/2025/n11.md", item(11, "attachments: [a.csv, b.csv]\n"));
    repository.write("content/items/2025/a.csv", "表,one");
    repository.write("content/items/2025/b.csv", "表,two");
    repository.commit("second");
    repository.write("content/items/2025/n11.md", item(11));
    repository.remove("content/items/2025/a.csv");
    repository.remove("content/items/2025/b.csv");
    Answer answer = repository.check({"--against", "HEAD"});
    expect_counts(answer, 0, 0, 0, 1);
    EXPECT_NE(answer.output.find("(files)"), std::string::npos) << answer.output;
    git(repository.top(), "checkout -q HEAD -- .");
    expect_counts(repository.check({"--against", "HEAD"}), 0, 0, 0, 0);
    repository.write("content/items/2025/b.csv", "表,TWO");  // of the same size
    expect_counts(repository.check({"--against", "HEAD"}), 0, 0, 0, 1);
}

TEST(Against, the_site_may_be_a_folder_a_linked_work_tree_or_a_submodule) {
    const Repository repository("web/xxgk");
    repository.write("content/items/2025/n12.md", item(22));
    repository.commit("second");
    expect_counts(repository.check({"--against", "first"}), 0, 0, 1, 0);
    git(repository.top(), "worktree add -q ../linked HEAD");
    expect_counts(repository.check({"--against", "first"}, repository.beside("linked/web/xxgk")), 0, 0, 1, 0);
    const std::string above = repository.beside("above");
    std::filesystem::create_directories(above);
    git(above, "init -q");
    git(above, "-c protocol.file.allow=always submodule add -q " + repository.top() + " sub");
    expect_counts(repository.check({"--against", "first"}, above + "/sub/web/xxgk"), 0, 0, 1, 0);
    // And content/ may be a submodule of its own.
    const std::string parted = repository.beside("parted"), content = repository.beside("content-alone");
    copy_tree(repository.root() + "/content", content);
    git(content, "init -q");
    git(content, "add -A");
    git(content, "commit -q -m content");
    for (const char* part : {"layouts", "assets"}) copy_tree(repository.root() + "/" + part, parted + "/" + part);
    git(parted, "init -q");
    git(parted, "-c protocol.file.allow=always submodule add -q " + content + " content");
    git(parted, "add -A");
    git(parted, "commit -q -m first");
    expect_counts(repository.check({"--against", "HEAD"}, parted), 0, 0, 0, 0);
    std::filesystem::remove(parted + "/content/items/2025/n11.md");
    expect_counts(repository.check({"--against", "HEAD"}, parted), 0, 1, 0, 0);
}

TEST(Against, a_question_without_an_answer_is_bad_usage) {
    const Repository repository;
    Answer answer = repository.check({"--against", "no-such-branch"});
    EXPECT_EQ(answer.status, 2);
    EXPECT_NE(answer.error.find("no revision “no-such-branch”"), std::string::npos) << answer.error;
    EXPECT_EQ(repository.check({"--against", "--output=x"}).status, 2);
    const std::string alone = repository.beside("alone");
    make_site(alone);
    answer = repository.check({"--against", "HEAD"}, alone);
    EXPECT_EQ(answer.status, 2);
    EXPECT_NE(answer.error.find("is in no git repository"), std::string::npos) << answer.error;
    repository.write("content/items/2025/n12.md", item(22));
    repository.commit("second");
    git(repository.beside(""), "clone -q --depth 1 file://" + repository.top() + " shallow");
    answer = repository.check({"--against", "HEAD~1"}, repository.beside("shallow"));
    EXPECT_EQ(answer.status, 2);
    EXPECT_NE(answer.error.find("shallow clone"), std::string::npos) << answer.error;
    git(repository.beside("shallow"), "fetch -q --unshallow");
    expect_counts(repository.check({"--against", "HEAD~1"}, repository.beside("shallow")), 0, 0, 1, 0);
}

TEST(Against, a_partial_clone_says_what_it_lacks) {
    const Repository repository;
    repository.write("content/items/2025/n12.md", item(12, "", "新的正文。"));
    repository.commit("second");
    git(repository.top(), "config uploadpack.allowFilter true");
    git(repository.beside(""), "clone -q --filter=blob:none file://" + repository.top() + " partial");
    const Answer answer = repository.check({"--against", "HEAD~1"}, repository.beside("partial"));
    EXPECT_EQ(answer.status, 2) << answer.output << answer.error;
    EXPECT_NE(answer.error.find("partial clone"), std::string::npos) << answer.error;
}

TEST(Against, an_old_revision_without_a_sound_site_stops_nothing) {
    const Repository repository;
    const std::string site = read_file(repository.root() + "/content/site.yml");
    repository.write("content/site.yml", "name: [");
    repository.commit("broken");
    repository.write("content/site.yml", site);
    Answer answer = repository.check({"--against", "HEAD"});
    EXPECT_EQ(answer.status, 0) << answer.error;
    EXPECT_NE(answer.error.find("settings of the revision"), std::string::npos) << answer.error;
    git(repository.top(), "checkout -q --orphan empty");
    git(repository.top(), "rm -rqf --cached .");
    git(repository.top(), "commit -q --allow-empty -m nothing");
    answer = repository.check({"--against", "HEAD"});
    EXPECT_EQ(answer.status, 0) << answer.error;
    EXPECT_NE(answer.error.find("has no site yet"), std::string::npos) << answer.error;
}

TEST(Against, reads_neither_configuration_nor_hooks_nor_filters) {
    const Repository repository;
    const std::string trap = repository.beside("ran");
    for (const char* key : {"core.fsmonitor", "filter.x.smudge", "filter.x.clean", "diff.external", "core.pager", "core.sshCommand"}) {
        git(repository.top(), "config " + std::string(key) + " 'touch " + trap + "'");
    }
    write_file(repository.top() + "/.git/info/attributes", "* filter=x diff=x\n");
    expect_counts(repository.check({"--against", "first"}), 0, 0, 0, 0);
    EXPECT_FALSE(exists(trap));
}

TEST(Staged, what_is_not_staged_is_not_seen) {
    const Repository repository;
    repository.write("content/items/2025/n12.md", item(12, "colour: red\n"));
    EXPECT_EQ(repository.check({}).status, 1);
    EXPECT_EQ(repository.check({"--staged"}).status, 0);
    git(repository.top(), "add -A");
    repository.write("content/items/2025/n12.md", item(12));
    EXPECT_EQ(repository.check({}).status, 0);
    const Answer answer = repository.check({"--staged"});
    EXPECT_EQ(answer.status, 1);
    EXPECT_NE(answer.error.find("n12.md:"), std::string::npos) << answer.error;
}

TEST(Staged, the_hook_lets_sound_content_pass_and_refuses_the_rest) {
    const Repository repository("xxgk");
    const std::string hook = repository.top() + "/.git/hooks/pre-commit";
    write_file(hook, read_file(MULU_SOURCE_DIR "/docs/ci/pre-commit"));
    std::filesystem::permissions(hook, std::filesystem::perms::owner_all);
    git(repository.top(), "config mulu.program " MULU_PROGRAM);
    git(repository.top(), "config mulu.root xxgk");
    repository.write("content/items/2025/n15.md", item(15));
    git(repository.top(), "add -A");
    Answer answer = shell(repository.top(), "git commit -q -m sound");
    EXPECT_EQ(answer.status, 0) << answer.error;
    EXPECT_NE(answer.error.find("新增 1"), std::string::npos) << answer.error;  // git sends what a hook prints there
    repository.write("content/items/2025/n16.md", item(16, "colour: red\n"));
    git(repository.top(), "add -A");
    answer = shell(repository.top(), "git commit -q -m broken");
    EXPECT_NE(answer.status, 0);
    EXPECT_NE(answer.error.find("[E101]"), std::string::npos) << answer.error;
    // An attachment that was forgotten is there on the disk, and not in the commit.
    repository.write("content/items/2025/n16.md", item(16, "attachments: [a.csv]\n"));
    repository.write("content/items/2025/a.csv", "表,甲");
    git(repository.top(), "add xxgk/content/items/2025/n16.md");
    answer = shell(repository.top(), "git commit -q -m forgotten");
    EXPECT_NE(answer.status, 0);
    EXPECT_NE(answer.error.find("[E404]"), std::string::npos) << answer.error;
    git(repository.top(), "add -A");
    answer = shell(repository.top(), "git commit -q -m whole");
    EXPECT_EQ(answer.status, 0) << answer.error;
    // git commit FILE and -a hand the hook an index of their own.
    repository.write("content/items/2025/n15.md", item(15, "colour: red\n"));
    repository.write("content/items/2025/n14.md", item(14, "", "新的正文。"));
    EXPECT_NE(shell(repository.top(), "git commit -q -a -m all").status, 0);
    answer = shell(repository.top(), "git commit -q -m one xxgk/content/items/2025/n14.md");
    EXPECT_EQ(answer.status, 0) << answer.error;
    // The first commit of a repository has nothing to be compared with.
    const std::string fresh = repository.beside("fresh");
    make_site(fresh);
    git(fresh, "init -q");
    write_file(fresh + "/.git/hooks/pre-commit", read_file(hook));
    std::filesystem::permissions(fresh + "/.git/hooks/pre-commit", std::filesystem::perms::owner_all);
    git(fresh, "config mulu.program " MULU_PROGRAM);
    git(fresh, "add -A");
    answer = shell(fresh, "git commit -q -m first");
    EXPECT_EQ(answer.status, 0) << answer.error;
}

TEST(Revision, has_limits) {
    const Repository repository;
    RealDisk disk;
    Words fault;
    RevisionLimits limits;
    EXPECT_NE(Revision::open(disk, repository.root(), {"content"}, {"HEAD", false, {}}, fault, limits), nullptr);
    limits.entries = 5;
    EXPECT_EQ(Revision::open(disk, repository.root(), {"content"}, {"HEAD", false, {}}, fault, limits), nullptr);
    EXPECT_NE(fault.en.find("more than 5"), std::string::npos) << fault.en;
    limits = {};
    limits.depth = 2;
    EXPECT_EQ(Revision::open(disk, repository.root(), {"content"}, {"HEAD", false, {}}, fault, limits), nullptr);
    limits = {};
    limits.file_bytes = 10;
    const auto revision = Revision::open(disk, repository.root(), {"content"}, {"HEAD", false, {}}, fault, limits);
    ASSERT_NE(revision, nullptr);
    EXPECT_FALSE(revision->disk().read(repository.root() + "/content/site.yml"));
}

TEST(Revision, links_lead_within_the_revision_alone) {
    const Repository repository;
    std::filesystem::create_symlink("n11.md", repository.root() + "/content/items/2025/same.md");
    std::filesystem::create_symlink("/etc/hostname", repository.root() + "/content/items/2025/out.md");
    std::filesystem::create_symlink("../../../../../etc/hostname", repository.root() + "/content/items/2025/up.md");
    std::filesystem::create_symlink("loop.md", repository.root() + "/content/items/2025/loop.md");
    repository.commit("links");
    RealDisk disk;
    Words fault;
    const auto revision = Revision::open(disk, repository.root(), {"content"}, {"HEAD", false, {}}, fault);
    ASSERT_NE(revision, nullptr) << fault.en;
    const std::string folder = repository.root() + "/content/items/2025/";
    const auto same = revision->disk().read(folder + "same.md");
    ASSERT_TRUE(same);
    EXPECT_EQ(*same, item(11));
    for (const char* name : {"out.md", "up.md", "loop.md"}) {
        EXPECT_FALSE(revision->disk().read(folder + name)) << name;
        EXPECT_EQ(revision->disk().kind(folder + name), FileKind::missing) << name;
    }
    EXPECT_FALSE(revision->disk().write(folder + "n11.md", "")) << "a revision was written to";
    EXPECT_EQ(read_file(folder + "n11.md"), item(11));
}

TEST(Samples, are_sound_yaml_and_name_only_options_that_there_are) {
    std::string help;
    for (const char* command : {"check", "build"}) help += run_mulu({command, "--help"}).output;
    std::size_t commands = 0;
    for (const std::string& name : list_files(MULU_SOURCE_DIR "/docs/ci")) {
        const std::string text = read_file(MULU_SOURCE_DIR "/docs/ci/" + name);
        std::vector<std::string> lines = {text};
        if (name.ends_with(".yml")) {
            Diagnostics diagnostics;
            const auto source = Source::make(name, text, diagnostics);
            ASSERT_TRUE(source) << name;
            const auto node = parse_yaml(*source, source->text(), 1, diagnostics);
            ASSERT_TRUE(node && diagnostics.empty()) << name << " is no sound YAML";
            lines.clear();
            for (const char* key : {"run", "script", "before_script"}) texts_of(*node, key, lines);
        }
        const std::regex word("(^|\\s)mulu (check|build)([^\\n]*)|set -- ([^\\n]*)"), option("--[a-z][a-z-]*");
        for (const std::string& line : lines) {
            for (std::sregex_iterator at(line.begin(), line.end(), word), end; at != end; ++at) {
                ++commands;
                const std::string rest = (*at)[0];
                for (std::sregex_iterator each(rest.begin(), rest.end(), option); each != end; ++each) {
                    EXPECT_NE(help.find("  " + each->str() + " "), std::string::npos) << name << ": mulu has no option " << each->str();
                }
            }
        }
    }
    EXPECT_GE(commands, 2U);
}
