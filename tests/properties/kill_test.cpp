// SPDX-License-Identifier: Apache-2.0
// Builds that come to grief (design: commands.md, What the build promises, 3 and 4): changes and reads that fail one by one, processes that die at a
// change or are killed, two builds at once, edits that keep a file's size and time, a damaged state. Whatever happened, every file of the site is whole
// and of the old or the new content, a reader finds every link, and the next build makes the bytes that a build from nothing makes.
// MULU_LONG=1 fails every change in every way; MULU_SEED=N repeats a run.
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <iostream>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>

#include "commands/commands.hpp"
#include "support/campaign.hpp"
#include "support/faulty_disk.hpp"
#include "support/links.hpp"
#include "support/program.hpp"
#include "support/site_generator.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

constexpr const char* manifest_name = "manifest.sha256";
constexpr const char* base_path = "/xxgk/";

/// Keeps what is said on both streams while it lives.
class Hush {
public:
    Hush() : output_(std::cout.rdbuf(said_.rdbuf())), error_(std::cerr.rdbuf(said_.rdbuf())) {}
    ~Hush() {
        std::cout.rdbuf(output_);
        std::cerr.rdbuf(error_);
    }
    Hush(const Hush&) = delete;
    Hush& operator=(const Hush&) = delete;
    std::string said() const { return said_.str(); }

private:
    std::ostringstream said_;
    std::streambuf *output_, *error_;
};

struct Outcome {
    int status = -1;
    std::string said;
};

/// A build in this process, upon `disk`.
Outcome build(Disk& disk, const std::string& root, const std::string& output, const std::string& now, unsigned jobs = 1) {
    Options options;
    options.root = root;
    options.installed = MULU_SOURCE_DIR;
    options.output = output;
    options.now = now;
    options.jobs = jobs;
    options.quiet = true;
    const Hush hush;
    const int status = static_cast<int>(run_build(options, disk));
    return {status, hush.said()};
}

/// A content, and what a build from nothing makes of it.
struct Version {
    Tree content, output;
    std::string now;
};

/// Two versions of one site, some random edits apart, and a folder that is brought from one to the other, by sound builds and others.
class Shuttle {
public:
    Shuttle(std::uint64_t seed, unsigned items, std::size_t edits) : seed_(seed) {
        GeneratedSite site(seed, items);
        Random random(seed);
        versions_[0] = version_of(site);
        do {
            for (std::size_t n = 1 + random.below(edits); n > 0; --n) told_ += site.edit() + "; ";
            versions_[1] = version_of(site);
        } while (versions_[1].output == versions_[0].output);
        write_tree(temp_ / "content", versions_[0].content);
    }

    const std::string& root() const { return temp_.path(); }
    std::string output() const { return temp_ / "output"; }
    std::string state() const { return temp_ / ".mulu/output"; }
    const Version& version(std::size_t which) const { return versions_[which]; }
    std::size_t at() const { return at_; }

    /// Makes the content that of a version, editing as few files as it takes.
    void edit_to(std::size_t which) {
        bring_up_to_date(temp_ / "content", versions_[at_].content, versions_[which].content);
        at_ = which;
    }
    Outcome build_upon(Disk& disk, unsigned jobs = 1) const { return build(disk, root(), output(), versions_[at_].now, jobs); }
    Call call(std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {MULU_PROGRAM, "build", "--root", root(), "--output", output(), "--now", versions_[at_].now});
        return {std::move(more), {}, {}};
    }

    /// What a reader of the site would suffer just now, in words; "" if nothing.
    std::string harm() const {
        const Tree found = read_tree(output()), &a = versions_[0].output, &b = versions_[1].output;
        std::string harm;
        const auto is_of = [](const Tree& tree, const std::string& path, const std::string& bytes) {
            const auto at = tree.find(path);
            return at != tree.end() && at->second == bytes;
        };
        std::set<std::string> named, known;
        for (const Tree* tree : {&a, &b}) {
            for (std::string& line : lines_of_text(tree->at(manifest_name))) known.insert(std::move(line));
        }
        if (const auto manifest = found.find(manifest_name); manifest != found.end()) {
            for (const std::string& line : lines_of_text(manifest->second)) {
                if (!known.contains(line)) harm += "the manifest has the line " + line + "\n";
                if (line.size() > 66) named.insert(line.substr(66));
            }
        }
        for (const auto& [path, bytes] : found) {
            if (path == manifest_name) continue;
            if (!is_of(a, path, bytes) && !is_of(b, path, bytes)) harm += path + " is neither of the old content nor of the new\n";
            if (!named.contains(path)) harm += path + " is not named by the manifest\n";
        }
        for (const auto& [path, bytes] : a) {
            if (b.contains(path) && !found.contains(path)) harm += path + " is missing\n";
        }
        return harm + broken_for_readers(found, base_path);
    }
    /// How the output differs from the build from nothing of the content as it is; "" if not.
    std::string strangeness() const { return difference(versions_[at_].output, read_tree(output())); }

    /// For messages: how to come here again.
    std::string story() const { return "site " + std::to_string(seed_) + ": " + told_; }

private:
    static Version version_of(GeneratedSite& site) {
        const TempFolder temp(memory_folder());
        Version version{site.files(), {}, site.now()};
        write_tree(temp / "content", version.content);
        FaultyDisk disk;
        const Outcome outcome = build(disk, temp.path(), temp / "output", version.now);
        EXPECT_EQ(outcome.status, 0) << outcome.said;
        version.output = read_tree(temp / "output");
        EXPECT_EQ(broken_for_readers(version.output, base_path), "");
        return version;
    }

    TempFolder temp_{memory_folder()};
    std::uint64_t seed_;
    std::string told_;
    std::array<Version, 2> versions_;
    std::size_t at_ = 0;
};

std::string words_of(const Fault& fault) {
    return "change " + std::to_string(fault.change) + ", read " + std::to_string(fault.read) + (fault.torn ? ", torn" : "") + (fault.fatal ? ", fatal" : "") +
           ", error " + std::to_string(fault.error);
}

/// Ways in which a change fails.
std::vector<Fault> ways() {
    std::vector<Fault> all;
    for (const int error : {ENOSPC, EIO, EACCES}) all.push_back({0, 0, error, false, false});
    all.push_back({0, 0, ENOSPC, true, false});
    all.push_back({0, 0, EIO, false, true});
    all.push_back({0, 0, EIO, true, true});
    return all;
}

/// One build of a version, with a fault; what went wrong that must not, or "". `reached` says whether the fault was.
std::string try_fault(Shuttle& shuttle, std::size_t version, const Fault& fault, bool& reached, unsigned jobs = 1) {
    shuttle.edit_to(version);
    FaultyDisk disk(fault);
    const Outcome outcome = shuttle.build_upon(disk, jobs);
    reached = disk.has_failed();
    std::string wrong;
    // What cannot be read may be told as a fault of the content or the settings, or be done without.
    const bool may_end_so = !reached ? outcome.status == 0 : fault.change != 0 ? outcome.status == 4 : outcome.status >= 0 && outcome.status <= 4;
    if (!may_end_so) wrong += "exit status " + std::to_string(outcome.status) + "\n" + outcome.said;
    if (outcome.status == 0) wrong += shuttle.strangeness();
    return wrong + shuttle.harm();
}

/// A build of a version without faults, after what went before; what is wrong with it, or "".
std::string heal(Shuttle& shuttle, std::size_t version) {
    shuttle.edit_to(version);
    FaultyDisk disk;
    const Outcome outcome = shuttle.build_upon(disk);
    std::string wrong = outcome.status == 0 ? "" : "exit status " + std::to_string(outcome.status) + "\n" + outcome.said;
    wrong += shuttle.strangeness();
    if (exists(shuttle.state() + "/pending")) wrong += "the build came to its end, and its state doesn't know\n";
    return wrong;
}

/// Changes (or reads) that a build from the version where the shuttle is to the other makes.
std::pair<unsigned, unsigned> count_operations(Shuttle& shuttle) {
    shuttle.edit_to(1 - shuttle.at());
    FaultyDisk disk;
    EXPECT_EQ(shuttle.build_upon(disk).status, 0);
    return {disk.changes(), disk.reads()};
}

/// Fails changes or reads of builds that go to and fro. `share` of the points in each direction; 0: all of them, in every way.
void fail_one_by_one(const Campaign& campaign, std::uint64_t seed, bool reads, std::size_t share, std::size_t& points) {
    Shuttle shuttle(seed, 30, 8);
    Random random(seed);
    ASSERT_EQ(heal(shuttle, 0), "") << shuttle.story();
    std::vector<Fault> all_ways = ways();
    if (reads) all_ways = {{0, 0, EIO, false, false}, {0, 0, EACCES, false, false}};
    std::array<unsigned, 2> most{};  // by the version where one begins
    for (int direction = 0; direction < 2; ++direction) {
        const std::size_t from = shuttle.at();
        const auto [changes, read] = count_operations(shuttle);
        most[from] = reads ? read : changes;
    }
    for (const std::size_t begin : {std::size_t{0}, std::size_t{1}}) {
        const std::size_t stride = share == 0 ? 1 : std::max<std::size_t>(1, most[begin] / share);
        for (std::size_t nth = 1 + random.below(stride); nth <= most[begin]; nth += share == 0 ? 1 : 1 + random.below(2 * stride)) {
            std::vector<Fault> chosen = all_ways;
            if (share != 0) chosen = {random.of(all_ways)};
            for (Fault fault : chosen) {
                std::string story;
                const auto where = [&] { return campaign.name() + ", " + shuttle.story() + "\n" + story; };
                if (shuttle.at() != begin) {
                    ASSERT_EQ(heal(shuttle, begin), "") << where();
                }
                const auto strike = [&](std::size_t version, Fault with, std::size_t number, bool must_be_reached) {
                    (reads ? with.read : with.change) = static_cast<unsigned>(number);
                    bool reached = false;
                    story += "to " + std::to_string(version) + ": " + words_of(with) + "\n";
                    ASSERT_EQ(try_fault(shuttle, version, with, reached, random.one_in(4) ? 2 : 1), "") << where();
                    // How many reads there are depends on how long ago files were written.
                    EXPECT_TRUE(reached || !must_be_reached || reads) << where();
                    points += reached;
                };
                strike(1 - begin, fault, nth, nth + 3 < most[begin]);
                if (testing::Test::HasFatalFailure()) return;
                // Misfortunes come together: the next build, upon what this one left, may fail too.
                while (random.one_in(3)) {
                    strike(random.below(2), random.of(all_ways), 1 + random.below(most[begin]), false);
                    if (testing::Test::HasFatalFailure()) return;
                }
                const std::size_t end = random.below(2);
                story += "to " + std::to_string(end) + "\n";
                ASSERT_EQ(heal(shuttle, end), "") << where();
            }
        }
    }
}

}  // namespace

TEST(Faults, whichever_change_fails_the_site_is_sound_and_the_next_build_right) {
    const Campaign campaign;
    std::size_t points = 0;
    for (std::uint64_t round = 0; round < campaign.of<std::uint64_t>(3, 1, 1); ++round) {
        fail_one_by_one(campaign, campaign.seed + round, false, campaign.of<std::size_t>(10, 0, 5), points);
        if (HasFatalFailure()) return;
    }
    std::cout << points << " changes failed\n";
}

TEST(Faults, whichever_read_fails_the_site_is_sound_and_the_next_build_right) {
    const Campaign campaign;
    std::size_t points = 0;
    fail_one_by_one(campaign, campaign.seed, true, campaign.of<std::size_t>(15, 0, 4), points);
    if (HasFatalFailure()) return;
    std::cout << points << " reads failed\n";
}

TEST(Faults, a_first_build_appears_whole_or_not_at_all) {
    const Campaign campaign;
    Shuttle shuttle(campaign.seed, 12, 3);
    Random random(campaign.seed);
    FaultyDisk counting;
    ASSERT_EQ(shuttle.build_upon(counting).status, 0);
    for (std::size_t nth = 1; nth <= counting.changes(); nth += campaign.of<std::size_t>(1 + random.below(12), 1, 1 + random.below(36))) {
        std::filesystem::remove_all(shuttle.output());
        if (random.one_in(2)) std::filesystem::remove_all(shuttle.root() + "/.mulu");
        if (random.one_in(4)) std::filesystem::create_directories(shuttle.output());
        Fault fault = random.of(ways());
        fault.change = static_cast<unsigned>(nth);
        FaultyDisk disk(fault);
        const Outcome outcome = shuttle.build_upon(disk);
        const auto where = [&] { return campaign.name() + ", " + shuttle.story() + words_of(fault) + "\n" + outcome.said; };
        EXPECT_EQ(outcome.status, disk.has_failed() ? 4 : 0) << where();
        if (!read_tree(shuttle.output()).empty()) {
            ASSERT_EQ(shuttle.strangeness(), "") << where();
        }
        ASSERT_EQ(heal(shuttle, random.below(2)), "") << where();
    }
}

TEST(Faults, a_site_that_may_not_be_written_to_stays_as_it_was) {
    Shuttle shuttle(5, 12, 3);
    ASSERT_EQ(heal(shuttle, 0), "");
    for (const std::string& folder : {shuttle.output(), shuttle.state(), shuttle.root()}) {
        shuttle.edit_to(1);
        FaultyDisk disk;
        disk.make_read_only(folder);
        const Outcome outcome = shuttle.build_upon(disk);
        EXPECT_EQ(outcome.status, 4) << folder;
        EXPECT_EQ(difference(shuttle.version(0).output, read_tree(shuttle.output())), "") << folder;
        EXPECT_EQ(heal(shuttle, 0), "") << folder;
    }
    EXPECT_EQ(heal(shuttle, 1), "");
}

TEST(Faults, a_file_that_may_not_be_read_leaves_the_site_as_it_was) {
    const Campaign campaign;
    Shuttle shuttle(6, 30, 1);
    ASSERT_EQ(heal(shuttle, 0), "");
    std::size_t tried = 0, stopped = 0, number = 0;
    for (const auto& [path, bytes] : shuttle.version(0).content) {
        if (number++ % campaign.of<std::size_t>(1, 1, 3) != 0) continue;
        ++tried;
        // It was edited, so that the build cannot know it without reading it.
        const std::string file = shuttle.root() + "/content/" + path;
        write_file(file, bytes + "\n");
        FaultyDisk disk;
        disk.deny(file);
        const Outcome outcome = shuttle.build_upon(disk);
        stopped += outcome.status != 0;  // a file of an item that is held back isn't needed
        EXPECT_EQ(difference(shuttle.version(0).output, read_tree(shuttle.output())), "") << path;
        write_file(file, bytes);
        EXPECT_EQ(heal(shuttle, 0), "") << path;
    }
    EXPECT_GE(stopped * 10, tried * 9);
}

TEST(Kill, whenever_a_build_is_killed_the_site_is_sound_and_the_next_build_right) {
    const Campaign campaign;
    const std::size_t rounds = campaign.of<std::size_t>(3, 15, 1), kills = campaign.of<std::size_t>(8, 40, 5);
    std::size_t killed = 0, staging = 0, placing = 0;
    for (std::size_t round = 0; round < rounds; ++round) {
        const std::uint64_t seed = campaign.seed + round;
        Random random(seed);
        Shuttle shuttle(seed, 30, 8);
        std::array<std::chrono::nanoseconds, 2> whole{};  // how long an undisturbed run to each version takes
        const auto finish = [&](std::size_t version) {
            shuttle.edit_to(version);
            const auto begin = std::chrono::steady_clock::now();
            const Answer answer = run(shuttle.call());
            whole[version] = std::chrono::steady_clock::now() - begin;
            EXPECT_EQ(answer.status, 0) << answer.error;
            return shuttle.strangeness();
        };
        for (const std::size_t version : {0, 1, 0, 1}) ASSERT_EQ(finish(version), "");
        const std::array<std::chrono::nanoseconds, 2> usual = whole;
        for (std::size_t n = 0; n < kills; ++n) {
            std::string story;
            const auto where = [&] { return campaign.name() + ", " + shuttle.story() + "\n" + story; };
            do {
                const std::size_t to = random.one_in(4) ? shuttle.at() : 1 - shuttle.at();
                // Every other one is left alone until it stages or puts in place: most of a small site's build goes before that.
                const std::string sign = to == shuttle.at() || random.one_in(2) ? "" : random.one_in(2) ? "staging" : "pending";
                shuttle.edit_to(to);
                const auto span = static_cast<std::size_t>(usual[to].count());
                const auto after = std::chrono::nanoseconds(random.below(sign.empty() ? span : sign == "staging" ? span / 4 : span / 16));
                story += "to " + std::to_string(to) + ", killed " + std::to_string(after.count() / 1000) + " us after " + (sign.empty() ? "its begin" : sign) + "\n";
                Process process(shuttle.call());
                const auto latest = std::chrono::steady_clock::now() + 2 * usual[to];
                while (!sign.empty() && !exists(shuttle.state() + "/" + sign) && std::chrono::steady_clock::now() < latest) std::this_thread::yield();
                std::this_thread::sleep_for(after);
                process.kill();
                if (process.wait().status == -SIGKILL) {
                    ++killed;
                    if (exists(shuttle.state() + "/pending")) ++placing;
                    else if (exists(shuttle.state() + "/staging")) ++staging;
                }
                ASSERT_EQ(shuttle.harm(), "") << where();
            } while (random.one_in(3));
            ASSERT_EQ(finish(random.below(2)), "") << where();
        }
    }
    std::cout << killed << " builds were killed in time: " << staging << " of them had begun to stage, and " << placing << " more to put things in place\n";
}

TEST(TwoBuilds, the_second_is_refused_and_harms_nothing) {
    GeneratedSite site(7, 12);
    const TempFolder temp(memory_folder());
    const Tree before = site.files();
    write_tree(temp / "content", before);
    const auto call = [&](const std::string& output) {
        return Call{{MULU_PROGRAM, "build", "--root", temp.path(), "--output", temp / output, "--now", site.now(), "--linger", "4"}, {}, {}};
    };
    ASSERT_EQ(run(call("output")).status, 0);
    const Tree old = read_tree(temp / "output");
    while (site.edit().find("delete ") == std::string::npos) {
    }
    bring_up_to_date(temp / "content", before, site.files());
    ASSERT_EQ(run(call("fresh")).status, 0);
    const Tree fresh = read_tree(temp / "fresh");

    Process first(call("output"));
    // While it lingers everything new is in place and nothing is deleted.
    Tree both = old;
    for (const auto& [path, bytes] : fresh) both[path] = bytes;
    both.erase(manifest_name);
    const auto now = [&] {
        Tree tree = read_tree(temp / "output");
        tree.erase(manifest_name);
        return tree;
    };
    for (int tries = 0; tries < 24000 && read_file(temp / "output/index.html") == old.at("index.html"); ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    // The last renames follow the home page's at once. Then it is stopped while it lingers, however slow this machine is.
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    first.pause();
    const Answer second = run(call("output"));
    EXPECT_EQ(second.status, 3) << second.error;
    EXPECT_EQ(difference(both, now()), "") << "the first lingers, the second changes nothing";
    EXPECT_EQ(broken_for_readers(now(), base_path), "");
    first.go_on();
    EXPECT_EQ(first.wait().status, 0);
    EXPECT_EQ(difference(fresh, read_tree(temp / "output")), "");
    EXPECT_EQ(run(call("output")).status, 0) << "the lock was left behind";
}

TEST(TwoBuilds, of_many_at_once_one_builds_and_the_others_give_way) {
    const Campaign campaign;
    GeneratedSite site(8, 12);
    const TempFolder temp(memory_folder());
    write_tree(temp / "content", site.files());
    const auto call = [&](const std::string& output) {
        return Call{{MULU_PROGRAM, "build", "--root", temp.path(), "--output", temp / output, "--now", site.now()}, {}, {}};
    };
    ASSERT_EQ(run(call("fresh")).status, 0);
    const Tree fresh = read_tree(temp / "fresh");
    for (std::size_t round = 0; round < campaign.of<std::size_t>(6, 100, 3); ++round) {
        if (round % 2 == 0) std::filesystem::remove_all(temp / "output");
        if (round % 3 != 1) std::filesystem::remove_all(temp / ".mulu/output");
        std::vector<std::unique_ptr<Process>> builds;
        for (int i = 0; i < 4; ++i) builds.push_back(std::make_unique<Process>(call("output")));
        std::size_t built = 0;
        for (const auto& each : builds) {
            const Answer answer = each->wait();
            EXPECT_TRUE(answer.status == 0 || answer.status == 3) << answer.status << " " << answer.error;
            built += answer.status == 0;
        }
        EXPECT_GE(built, 1U);
        ASSERT_EQ(difference(fresh, read_tree(temp / "output")), "") << "round " << round;
    }
}

namespace {

/// Edits `bytes` without a change of size, and another time otherwise.
std::string other_of_same_size(std::string bytes) {
    const std::size_t title = bytes.find("title: '") + 8;
    for (const char* digit : {"1", "2"}) {
        if (bytes.compare(title, 1, digit) == 0) continue;
        return bytes.replace(title, 1, digit);
    }
    return bytes;
}

/// Writes a file and gives it back the time that it had.
void write_with_old_time(const std::string& path, std::string_view bytes, bool by_rename) {
    struct stat status {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    const std::string written = by_rename ? path + ".new" : path;
    write_file(written, bytes);
    const std::array<timespec, 2> times{status.st_atim, status.st_mtim};
    ASSERT_EQ(::utimensat(AT_FDCWD, written.c_str(), times.data(), 0), 0);
    if (by_rename) std::filesystem::rename(written, path);
}

/// A site of few items, one of which has a title of ASCII that can be changed without a change of size.
class RacyEdit : public testing::Test {
protected:
    void SetUp() override {
        GeneratedSite site(9, 6);
        now_ = site.now();
        Tree content = site.files();
        for (auto& [path, bytes] : content) {
            if (path.starts_with("items/") && path.ends_with(".md")) path_ = path;
        }
        std::string& text = content.at(path_);
        text.insert(text.find("title: '") + 8, "1");
        one_ = text;
        other_ = other_of_same_size(one_);
        ASSERT_EQ(one_.size(), other_.size());
        ASSERT_NE(one_, other_);
        write_tree(temp_ / "content", content);
        outputs_[one_] = from_nothing("fresh");
        write_file(file(), other_);
        outputs_[other_] = from_nothing("fresh2");
        ASSERT_NE(outputs_[one_], outputs_[other_]);
    }
    std::string file() const { return temp_ / ("content/" + path_); }
    Tree from_nothing(const std::string& output) {
        FaultyDisk disk;
        EXPECT_EQ(build(disk, temp_.path(), temp_ / output, now_).status, 0);
        return read_tree(temp_ / output);
    }
    Outcome build_once(Disk& disk) const { return build(disk, temp_.path(), temp_ / "output", now_); }
    std::string strangeness() { return difference(outputs_.at(read_file(file())), read_tree(temp_ / "output")); }

    TempFolder temp_{memory_folder()};
    std::string now_, path_, one_, other_;
    std::map<std::string, Tree> outputs_;
};

}  // namespace

TEST_F(RacyEdit, right_after_a_build_is_seen_by_the_next) {
    FaultyDisk disk;
    for (int n = 0; n < 24; ++n) {
        write_with_old_time(file(), n % 2 == 0 ? one_ : other_, n % 3 == 0);
        ASSERT_EQ(build_once(disk).status, 0);
        ASSERT_EQ(strangeness(), "") << "edit " << n;
    }
}

TEST_F(RacyEdit, during_a_build_is_seen_by_the_next_however_coarse_the_time_stamps) {
    // A second, as file systems of old count, and a tick of the kernel. The file is written, a build begins and reads it, and in the same tick it is edited.
    constexpr std::int64_t whole_second = 1'000'000'000;
    for (const std::int64_t tick : {whole_second, whole_second / 100}) {
        int tried = 0;
        for (int n = 0; n < 30 && tried < (tick == whole_second ? 3 : 9); ++n) {
            RealDisk real;
            FaultyDisk sound;
            sound.make_coarse(tick);
            const std::string first = n % 2 == 0 ? one_ : other_, second = n % 2 == 0 ? other_ : one_;
            write_file(file(), first + "\n");
            ASSERT_EQ(build_once(sound).status, 0);
            // Until the file's own stamp is early in its tick: the kernel's stamps lag a few milliseconds behind its clock, so that what is written just after a
            // tick has begun may still be of the one before. (Where stamps keep step with the smaller tick, there may be no such moment.)
            auto before = real.stamp(file());
            const std::int64_t begun = real.clock();
            do {
                std::this_thread::sleep_for(std::chrono::microseconds(100));
                write_file(file(), first);
                before = real.stamp(file());
            } while (before && before->touched % tick >= tick / 5 && real.clock() - begun < 3 * tick);
            FaultyDisk disk;
            disk.make_coarse(tick);
            int reads = 0;
            const int at_read = 1 + n % 3;  // what was read once is read again later: for the record, for the page
            disk.after_read([&](const std::string& path) {
                if (path == file() && ++reads == at_read) write_with_old_time(path, second, false);
            });
            const Outcome during = build_once(disk);
            if (reads < at_read) write_with_old_time(file(), second, false);
            ASSERT_EQ(during.status, 0) << during.said;
            const auto after = real.stamp(file());
            ASSERT_TRUE(before && after);
            tried += before->touched / tick == after->touched / tick;
            ASSERT_EQ(build_once(sound).status, 0);
            ASSERT_EQ(strangeness(), "") << "a tick of " << tick << " ns, edited after read " << at_read;
        }
        // A build that is slowed down by sanitizers cannot do it in a hundredth of a second.
        EXPECT_TRUE(tried > 0 || tick < whole_second) << "no edit came within one tick";
    }
}

TEST(TakenBack, an_edit_during_a_build_leaves_no_trace) {
    // An item's body, or its file, is edited between two looks of one build at it, and is back before the next build.
    for (const bool is_body : {true, false}) {
        for (int at_read = 1; at_read <= 3; ++at_read) {
            const TempFolder temp(memory_folder());
            GeneratedSite site(10, 12);
            Tree content = site.files();
            const auto edited = std::find_if(content.begin(), content.end(), [&](const auto& each) {
                return is_body ? each.second.starts_with("---\ntitle") && each.first.starts_with("items/") && each.second.find("draft") == std::string::npos : each.first.ends_with(".csv");
            });
            ASSERT_NE(edited, content.end());
            write_tree(temp / "content", content);
            const std::string file = temp / ("content/" + edited->first), sound = edited->second + "\n一。\n";
            FaultyDisk disk;
            ASSERT_EQ(build(disk, temp.path(), temp / "output", site.now()).status, 0);
            write_file(file, sound);
            FaultyDisk raced;
            int reads = 0;
            raced.after_read([&](const std::string& path) {
                if (path == file && ++reads == at_read) write_file(file, edited->second + "\n二。\n");
            });
            const int status = build(raced, temp.path(), temp / "output", site.now()).status;
            EXPECT_TRUE(status == 0 || status == 4) << status;
            write_file(file, sound);
            ASSERT_EQ(build(disk, temp.path(), temp / "output", site.now()).status, 0);
            ASSERT_EQ(build(disk, temp.path(), temp / "fresh", site.now()).status, 0);
            EXPECT_EQ(difference(read_tree(temp / "fresh"), read_tree(temp / "output")), "") << edited->first << " after read " << at_read << " of " << reads;
        }
    }
}

namespace {

/// One way to spoil a file of the state, in words. `position` counts from 0 over the whole file.
std::string spoil(const std::string& path, std::size_t way, std::size_t position) {
    std::string bytes = read_file(path);
    switch (way) {
        case 0:
            if (bytes.empty()) return "nothing";
            bytes[position % bytes.size()] = static_cast<char>(bytes[position % bytes.size()] ^ (1 << (position % 8)));
            write_file(path, bytes);
            return "a bit flipped at " + std::to_string(position % bytes.size());
        case 1:
            bytes.resize(bytes.empty() ? 0 : position % bytes.size());
            write_file(path, bytes);
            return "cut to " + std::to_string(bytes.size());
        case 2: write_file(path, bytes + "more"); return "longer";
        default: std::filesystem::remove(path); return "deleted";
    }
}

void replace_folder(const std::string& folder, const std::string& by) {
    std::filesystem::remove_all(folder);
    std::filesystem::copy(by, folder, std::filesystem::copy_options::recursive);
}

}  // namespace

TEST(State, whatever_is_damaged_in_it_the_output_is_that_of_a_build_from_nothing) {
    const Campaign campaign;
    Random random(campaign.seed);
    Shuttle shuttle(campaign.seed, 20, 5);
    ASSERT_EQ(heal(shuttle, 0), "");
    std::size_t damages = 0;
    const std::size_t positions = campaign.of<std::size_t>(5, 60, 2);
    // The records lie in many parts that are all alike: in a short run some stand for all.
    const std::size_t stride = campaign.of<std::size_t>(1 + list_files(shuttle.state()).size() / 6, 1);
    for (std::size_t file = 0; file < list_files(shuttle.state()).size(); file += stride) {
        for (std::size_t n = 0; n < 2 * positions + 2; ++n) {
            const std::string path = list_files(shuttle.state()).at(file);
            const std::size_t way = n < positions ? 0 : n < 2 * positions ? 1 : 2 + n - 2 * positions;
            const std::string what = path + ": " + spoil(shuttle.state() + "/" + path, way, random.below(1 << 20));
            ++damages;
            if (random.one_in(2)) shuttle.edit_to(1 - shuttle.at());
            if (random.one_in(3)) {
                Fault fault = random.of(ways());
                fault.change = static_cast<unsigned>(1 + random.below(120));
                bool reached = false;
                ASSERT_EQ(try_fault(shuttle, random.below(2), fault, reached), "") << campaign.name() << " " << what << ", " << words_of(fault);
            }
            ASSERT_EQ(heal(shuttle, random.below(2)), "") << campaign.name() << " " << what;
        }
    }
    std::cout << damages << " damages\n";
}

TEST(State, of_another_site_or_another_day_is_not_believed) {
    const Campaign campaign;
    Random random(campaign.seed);
    Shuttle shuttle(campaign.seed, 20, 5), other(campaign.seed + 1, 20, 5);
    const TempFolder kept(memory_folder());
    std::vector<std::string> states;
    const auto keep = [&](const std::string& state) {
        states.push_back(kept / std::to_string(states.size()));
        std::filesystem::copy(state, states.back(), std::filesystem::copy_options::recursive);
    };
    ASSERT_EQ(heal(other, 1), "");
    keep(other.state());
    for (const std::size_t version : {std::size_t{0}, std::size_t{1}}) {
        ASSERT_EQ(heal(shuttle, version), "");
        keep(shuttle.state());
    }
    // And one of a build that died while it put things in place, of each.
    for (Shuttle* each : {&other, &shuttle}) {
        each->edit_to(1 - each->at());
        FaultyDisk counting;
        ASSERT_EQ(each->build_upon(counting).status, 0);
        each->edit_to(1 - each->at());
        FaultyDisk disk(Fault{counting.changes() * 3 / 4, 0, EIO, false, true});
        EXPECT_EQ(each->build_upon(disk).status, 4);
        EXPECT_TRUE(exists(each->state() + "/pending"));
        keep(each->state());
        ASSERT_EQ(heal(*each, each->at()), "");
    }
    for (std::size_t n = 0; n < campaign.of<std::size_t>(25, 600, 6); ++n) {
        std::string story;
        const auto where = [&] { return campaign.name() + ", " + shuttle.story() + "\n" + story; };
        const std::size_t whose = random.below(states.size());
        story += "state " + std::to_string(whose);
        replace_folder(shuttle.state(), states[whose]);
        if (random.one_in(3)) {  // the head of one, and all that the other has
            const std::string& head = random.of(states);
            story += " with the head of " + head.substr(head.rfind('/') + 1);
            std::filesystem::copy(head, shuttle.state(), std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
        }
        story += "\n";
        while (random.one_in(2)) {
            Fault fault = random.of(ways());
            fault.change = static_cast<unsigned>(1 + random.below(200));
            bool reached = false;
            const std::size_t to = random.below(2);
            story += "to " + std::to_string(to) + ": " + words_of(fault) + "\n";
            ASSERT_EQ(try_fault(shuttle, to, fault, reached), "") << where();
        }
        const std::size_t to = random.below(2);
        story += "to " + std::to_string(to) + "\n";
        ASSERT_EQ(heal(shuttle, to), "") << where();
    }
}
