// SPDX-License-Identifier: Apache-2.0
// The runner of tests/cases: every folder (or .txt of commands/) is a test, found when this program starts; README.md has the recipe.
// Each case is laid over cases/base, in a folder of its own, and the real program is run on it. ACCEPT=1 writes what it answers
// as what is expected.
#include <sys/stat.h>

#include <cstdlib>
#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "support/campaign.hpp"
#include "support/program.hpp"

using namespace mulu::test;

namespace {

const std::string cases = MULU_TESTS_DIR "/cases";

bool accepting() {
    const char* value = std::getenv("ACCEPT");
    return value != nullptr && std::string_view(value) == "1";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
    return text;
}

/// Compares `actual` with the file at `path`, or writes it there.
void compare_file(const std::string& path, const std::string& actual) {
    if (accepting()) {
        if (!exists(path) || read_file(path) != actual) write_file(path, actual);
        return;
    }
    if (!exists(path)) {
        ADD_FAILURE() << path << " is missing; ACCEPT=1 writes it:\n" << actual;
        return;
    }
    if (const std::string differs = difference(read_file(path), actual); !differs.empty()) ADD_FAILURE() << path << ", " << differs;
}

/// A site made of the base and a case's folder.
class CaseSite {
public:
    /// With content/, layouts/ and assets/ of cases/base.
    CaseSite() {
        for (const char* part : {"content", "layouts", "assets"}) copy_tree(cases + "/base/" + part, folder_ / "site/" + std::string(part));
    }

    std::string root() const { return folder_ / "site"; }
    std::string path(const std::string& name) const { return folder_ / name; }
    const std::string& program() const { return program_; }
    const std::string& now() const { return now_; }

    /// Lays the case's folder over it: its files, then remove.txt (one path a line), special.txt and now.txt.
    void lay(const std::string& from) {
        for (const char* part : {"content", "layouts", "assets", "forms", "tables", "site"}) copy_tree(from + "/" + part, root() + "/" + part);
        if (exists(from + "/remove.txt")) {
            for (const std::string& line : lines_of_text(read_file(from + "/remove.txt"))) {
                EXPECT_GT(std::filesystem::remove_all(root() + "/" + line), 0U) << from << "/remove.txt names " << line << ", which is not there";
            }
        }
        if (exists(from + "/special.txt")) {
            for (const std::string& line : lines_of_text(read_file(from + "/special.txt"))) special(line);
        }
        if (exists(from + "/now.txt")) now_ = lines_of_text(read_file(from + "/now.txt")).at(0);
    }

    /// Runs mulu here; the answer names the root ROOT and has no progress lines.
    Answer mulu(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), program_);
        Answer answer = run({std::move(arguments), {}, {}});
        answer.output = replaced(answer.output, root(), "ROOT");
        answer.error = without_phases(replaced(answer.error, root(), "ROOT"));
        return answer;
    }

private:
    /// What a folder in version control cannot hold:
    ///   link PATH TARGET      a symbolic link              fifo PATH            a named pipe
    ///   pad PATH BYTES        lines until it is that long  without PATH TEXT    the installed file less the lines that hold TEXT
    ///   uninstalled PATH      the program is installed without this file
    void special(const std::string& line) {
        std::istringstream words(line);
        std::string what, path, rest;
        words >> what >> path;
        std::getline(words >> std::ws, rest);
        const std::string place = root() + "/" + path;
        if (what != "uninstalled") std::filesystem::create_directories(std::filesystem::path(place).parent_path());
        if (what == "link") {
            std::filesystem::create_symlink(rest, place);
        } else if (what == "fifo") {
            EXPECT_EQ(::mkfifo(place.c_str(), 0600), 0);
        } else if (what == "pad") {
            std::string bytes = exists(place) ? read_file(place) : std::string();
            while (bytes.size() < std::stoul(rest)) bytes += "0123456789\n";
            write_file(place, bytes);
        } else if (what == "without") {
            std::string bytes;
            for (const std::string& each : lines_of_text(read_file(MULU_SOURCE_DIR "/" + path))) {
                if (each.find(rest) == std::string::npos) bytes += each + "\n";
            }
            write_file(place, bytes);
        } else if (what == "uninstalled") {
            program_ = folder_ / "own/bin/mulu";
            std::filesystem::create_directories(folder_ / "own/bin");
            std::filesystem::copy_file(MULU_PROGRAM, program_);
            for (const char* part : {"layouts", "assets", "forms", "calendar"}) copy_tree(MULU_SOURCE_DIR "/" + std::string(part), folder_ / "own/share/mulu/" + std::string(part));
            EXPECT_TRUE(std::filesystem::remove(folder_ / "own/share/mulu/" + path)) << path;
            std::filesystem::remove(place);
        } else {
            ADD_FAILURE() << "special.txt: unknown word " << what;
        }
    }

    /// Phases come before everything else, each a line of plain words; diagnostics and summaries have a colon. The last line says where to read more: commands/
    /// has it.
    static std::string without_phases(const std::string& text) {
        std::string kept;
        bool within = true;
        for (const std::string& line : lines_of_text(text)) {
            within = within && !line.empty() && line.find(':') == std::string::npos && line.find("：") == std::string::npos;
            const bool is_hint = line.find("mulu explain ") != std::string::npos;
            if (!within && !is_hint) kept += line + "\n";
        }
        return kept;
    }

    TempFolder folder_;
    std::string program_ = MULU_PROGRAM;
    std::string now_ = "2026-01-31";
};

/// The output without what the design or the clock of the machine decides: assets, whose names carry their digests, and the manifest.
Tree pages_of(const std::string& output) {
    Tree tree = read_tree(output);
    std::erase_if(tree, [](const auto& file) { return file.first.starts_with("assets/") || file.first == "manifest.sha256"; });
    return tree;
}

/// The manifest names every file with its digest, sorted, and nothing else.
void check_manifest(const std::string& output) {
    std::string expected;
    for (const auto& [path, bytes] : read_tree(output)) {
        if (path != "manifest.sha256") expected += mulu::sha256_hex(bytes) + "  " + path + "\n";
    }
    EXPECT_EQ(difference(expected, read_file(output + "/manifest.sha256")), "") << "manifest.sha256";
}

// ---- diagnostics/CODE-name: what check (or the words of command.txt) says, in both languages, with its exit status; before/ is committed to git first

// The two differ in words only, so that a sanitised program, which is several times slower, is asked in one.
const std::vector<std::string> languages = sanitised ? std::vector<std::string>{"zh"} : std::vector<std::string>{"zh", "en"};

/// Runs git in `folder` as someone whose settings nobody has touched.
void git(const std::string& folder, const std::string& arguments) {
    const Answer answer = run({{"/bin/sh", "-c", "git -c user.name=测试 -c user.email=test@example.invalid -c init.defaultBranch=main -c commit.gpgsign=false " + arguments},
                               {{"GIT_CONFIG_NOSYSTEM", "1"}, {"GIT_CONFIG_GLOBAL", "/dev/null"}},
                               folder});
    ASSERT_EQ(answer.status, 0) << "git " << arguments << "\n" << answer.error;
}

/// The words of a case's command.txt, or `check`; ROOT is the site.
std::vector<std::string> command_of(const std::string& folder, const std::string& root) {
    if (!exists(folder + "/command.txt")) return {"check"};
    std::vector<std::string> words;
    std::istringstream stream(replaced(read_file(folder + "/command.txt"), "ROOT", root));
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

void run_diagnostics(const std::string& folder) {
    CaseSite site;
    if (exists(folder + "/before")) {
        site.lay(folder + "/before");
        for (const char* arguments : {"init -q", "add -A", "commit -q -m before"}) git(site.root(), arguments);
    }
    site.lay(folder);
    const auto command = command_of(folder, site.root());
    const std::string name = std::filesystem::path(folder).filename();
    const std::string code = name.substr(0, 4);
    for (const std::string& language : languages) {
        std::vector<std::string> arguments = command;
        arguments.insert(arguments.end(), {"--root", site.root(), "--now", site.now(), "--lang", language});
        const Answer answer = site.mulu(std::move(arguments));
        EXPECT_TRUE(command.size() > 1 || answer.output.empty()) << answer.output;
        EXPECT_NE(answer.error.find("[" + code + "]"), std::string::npos) << code << " is not told:\n" << answer.error;
        compare_file(folder + "/expected." + language + ".txt", answer.error + answer.output + "exit: " + std::to_string(answer.status) + "\n");
    }
}

// ---- sites/name: the whole output, byte for byte

void run_site(const std::string& folder) {
    CaseSite site;
    site.lay(folder);
    const std::string output = site.path("output");
    const Answer answer = site.mulu({"build", "--root", site.root(), "--output", output, "--now", site.now()});
    ASSERT_EQ(answer.status, 0) << answer.error;
    check_manifest(output);
    Tree actual = pages_of(output);
    // The bytes of a workbook are its compressor's; tests/unit/render/sheet_test.cpp looks into them.
    for (auto& [path, bytes] : actual) {
        if (path.ends_with(".xlsx") && !path.starts_with("items/") && bytes.starts_with("PK")) bytes = "a workbook\n";
    }
    const std::string expected = folder + "/expected";
    if (accepting()) {
        if (exists(expected) && read_tree(expected) == actual) return;
        std::filesystem::remove_all(expected);
        write_tree(expected, actual);
        return;
    }
    if (const std::string differs = difference(read_tree(expected), actual); !differs.empty()) ADD_FAILURE() << folder << "\n" << differs;
}

// ---- reports/name: a printed report entered as a register; the tables that come out, cell by cell, and what is said of it

/// The fields of a line of CSV.
std::vector<std::string> csv_fields(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '"') {
            if (quoted && at + 1 < line.size() && line[at + 1] == '"') fields.back() += line[++at];
            else quoted = !quoted;
        } else if (line[at] == ',' && !quoted) {
            fields.emplace_back();
        } else if (line[at] != '\r') {
            fields.back() += line[at];
        }
    }
    return fields;
}

/// Every line of `printed` (`label: cell cell …`, where the label may be empty) is a row of the table in `csv`.
void compare_printed(const std::string& printed, const std::string& csv) {
    for (const std::string& line : lines_of_text(read_file(printed))) {
        const std::size_t colon = line.rfind(": ");
        ASSERT_NE(colon, std::string::npos) << printed << ": " << line;
        const std::string label = line.substr(0, colon);
        std::vector<std::string> cells;
        std::istringstream words(line.substr(colon + 2));
        for (std::string word; words >> word;) cells.push_back(word);
        std::string rows;
        bool found = false;
        for (const std::string& row : lines_of_text(csv)) {
            std::vector<std::string> fields = csv_fields(row);
            auto from = fields.begin();
            if (!label.empty()) {
                from = std::find(fields.begin(), fields.end(), label);
                if (from == fields.end()) continue;
                ++from;
            }
            fields.erase(fields.begin(), from);
            std::erase(fields, "");  // what a merged cell covers
            rows += row + "\n";
            found = found || fields == cells;
        }
        EXPECT_TRUE(found) << printed << ": no row is\n" << line << "\nbut\n" << rows;
    }
}

void run_report(const std::string& folder) {
    CaseSite site;
    site.lay(folder);
    const Answer told = site.mulu({"check", "--root", site.root(), "--now", site.now(), "--lang", "zh"});
    compare_file(folder + "/expected.zh.txt", told.error + "exit: " + std::to_string(told.status) + "\n");
    if (!exists(folder + "/printed")) return;
    const std::string output = site.path("output");
    const Answer answer = site.mulu({"build", "--root", site.root(), "--output", output, "--now", site.now()});
    ASSERT_EQ(answer.status, 0) << answer.error;
    for (const std::string& name : list_files(folder + "/printed")) {
        const std::string table = output + "/reports/" + name.substr(0, name.rfind('.')) + ".csv";
        ASSERT_TRUE(exists(table)) << name << "\n" << answer.error;
        compare_printed(folder + "/printed/" + name, read_file(table));
    }
}

// ---- rebuild/name: which files a change writes

struct Stamp {
    ino_t inode = 0;
    timespec written{};
};

std::map<std::string, Stamp> stamps_of(const std::string& output) {
    std::map<std::string, Stamp> stamps;
    for (const std::string& path : list_files(output)) {
        struct stat status {};
        EXPECT_EQ(::stat((output + "/" + path).c_str(), &status), 0);
        stamps[path] = {status.st_ino, status.st_mtim};
    }
    return stamps;
}

void run_rebuild(const std::string& folder) {
    CaseSite site;
    const std::string output = site.path("output"), fresh = site.path("fresh");
    site.lay(folder + "/before");
    Answer answer = site.mulu({"build", "--root", site.root(), "--output", output, "--now", site.now()});
    ASSERT_EQ(answer.status, 0) << answer.error;
    const Tree before = pages_of(output);
    // Stamps long past, so that a write within the clock's grain is seen.
    for (const std::string& path : list_files(output)) {
        std::filesystem::last_write_time(output + "/" + path, std::filesystem::file_time_type::clock::now() - std::chrono::hours(24));
    }
    const auto stamps = stamps_of(output);
    site.lay(folder + "/after");
    answer = site.mulu({"build", "--root", site.root(), "--output", output, "--now", site.now()});
    ASSERT_EQ(answer.status, 0) << answer.error;
    check_manifest(output);
    const Tree after = pages_of(output);
    std::string writes;
    for (const auto& [path, bytes] : after) {
        if (!before.contains(path)) writes += "new     " + path + "\n";
    }
    const auto now = stamps_of(output);
    for (const auto& [path, bytes] : after) {
        if (!before.contains(path)) continue;
        const Stamp &old = stamps.at(path), &mine = now.at(path);
        const bool written = old.inode != mine.inode || old.written.tv_sec != mine.written.tv_sec || old.written.tv_nsec != mine.written.tv_nsec;
        EXPECT_EQ(written, before.at(path) != bytes) << path << (written ? " was written though its bytes are the same" : " was not written");
        if (written) writes += "changed " + path + "\n";
    }
    for (const auto& [path, bytes] : before) {
        if (!after.contains(path)) writes += "removed " + path + "\n";
    }
    compare_file(folder + "/expected-writes.txt", writes);
    answer = site.mulu({"build", "--root", site.root(), "--output", fresh, "--now", site.now()});
    ASSERT_EQ(answer.status, 0) << answer.error;
    EXPECT_EQ(difference(read_tree(fresh), read_tree(output)), "") << "built upon the site of before, it is not what a build from nothing makes";
}

// ---- commands/name.txt: command lines and what they answer

struct Section {
    std::string name, text;
};

/// Text before the first `-- NAME --` line is a comment, kept as the section "".
std::vector<Section> read_sections(const std::string& text) {
    std::vector<Section> sections{{"", ""}};
    for (const std::string& line : lines_of_text(text)) {
        if (line.size() > 6 && line.starts_with("-- ") && line.ends_with(" --")) sections.push_back({line.substr(3, line.size() - 6), ""});
        else sections.back().text += line + "\n";
    }
    return sections;
}

void run_commands(const std::string& file) {
    CaseSite site;
    const auto sections = read_sections(read_file(file));
    std::string actual = sections[0].text;
    // Files first, then the steps; what a step answered goes into what is compared.
    const std::set<std::string> answers = {"status", "stdout", "stderr"};
    for (std::size_t i = 1; i < sections.size(); ++i) {
        const auto& [name, text] = sections[i];
        if (answers.contains(name)) continue;
        actual += "-- " + name + " --\n" + text;
        if (name != "command") {
            write_file(site.path("site/" + name), text);
            continue;
        }
        std::vector<std::string> arguments;
        std::string words = text, word;
        std::map<std::string, std::string> environment;
        std::istringstream stream(replaced(words, "ROOT", site.root()));
        while (stream >> word) arguments.push_back(word);
        ASSERT_FALSE(arguments.empty()) << file;
        while (arguments[0].find('=') != std::string::npos) {
            environment[arguments[0].substr(0, arguments[0].find('='))] = arguments[0].substr(arguments[0].find('=') + 1);
            arguments.erase(arguments.begin());
        }
        if (arguments[0] == "rm") {
            std::filesystem::remove_all(arguments.at(1));
            continue;
        }
        ASSERT_EQ(arguments[0], "mulu") << file;
        arguments[0] = MULU_PROGRAM;
        Answer answer = run({arguments, environment, site.root()});
        for (std::string* each : {&answer.output, &answer.error}) {
            *each = replaced(replaced(replaced(*each, site.root(), "ROOT"), MULU_PROGRAM, "mulu"), MULU_DOCUMENTATION, "DOCUMENTATION");
        }
        actual += "-- status --\n" + std::to_string(answer.status) + "\n";
        if (!answer.output.empty()) actual += "-- stdout --\n" + answer.output;
        if (!answer.error.empty()) actual += "-- stderr --\n" + answer.error;
    }
    compare_file(file, actual);
}

class CaseTest : public testing::Test {
public:
    explicit CaseTest(std::function<void()> body) : body_(std::move(body)) {}
    void TestBody() override { body_(); }

private:
    std::function<void()> body_;
};

void register_cases(const char* kind, void (*act)(const std::string&)) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(cases + "/" + kind)) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    // A sanitised program takes several times as long: of cases that differ in a line of content, every third is tried with it.
    const bool all = !sanitised || paths.size() < 20 || number_of("MULU_LONG", 0) != 0;
    for (std::size_t number = 0; number < paths.size(); number += all ? 1 : 3) {
        const auto& path = paths[number];
        const std::string name = path.stem();
        testing::RegisterTest(kind, name.c_str(), nullptr, nullptr, path.c_str(), 1,
                              [act, path]() -> testing::Test* { return new CaseTest([act, path] { act(path); }); });
    }
}

}  // namespace

int main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    register_cases("diagnostics", run_diagnostics);
    register_cases("sites", run_site);
    register_cases("reports", run_report);
    register_cases("rebuild", run_rebuild);
    register_cases("commands", run_commands);
    return RUN_ALL_TESTS();
}
