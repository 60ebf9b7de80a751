// SPDX-License-Identifier: Apache-2.0
#include "publish/publisher.hpp"

#include <sys/stat.h>

#include <thread>

#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "support/faulty_disk.hpp"
#include "support/files.hpp"
#include "support/temp_folder.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

/// What a publication came to: a refusal, a failure, or counts.
struct Outcome {
    Refusal refusal = Refusal::none;
    bool failed = false;
    bool while_staging = false;
    Published published;
};

Publisher::Options options_of(const TempFolder& folder, bool trust_state = true) {
    Publisher::Options options;
    options.output = folder / "site";
    options.aside = folder / ".mulu/site";
    options.program = {1, 2};
    options.trust_state = trust_state;
    return options;
}

/// The files of `site`, each with its bytes' digest for a fingerprint.
std::vector<OutputFile> files_of(const Tree& site) {
    std::vector<OutputFile> files;
    for (const auto& [address, bytes] : site) files.push_back({address, {digest_of(bytes), {}}});
    return files;
}

Outcome publish(Disk& disk, const TempFolder& folder, const Tree& site, bool trust_state = true) {
    Outcome outcome;
    const auto failed_early = [&] {
        outcome.failed = outcome.while_staging = true;
        return outcome;
    };
    State state(disk, folder / ".mulu/site");
    Publisher publisher(disk, state, options_of(folder, trust_state));
    const auto opened = publisher.open();
    if (!opened) return failed_early();
    outcome.refusal = *opened;
    if (outcome.refusal != Refusal::none) return outcome;
    state.load({1, 2});
    if (!publisher.expect(files_of(site))) return failed_early();
    const auto begun = publisher.begin();
    if (!begun) return failed_early();
    outcome.refusal = *begun;
    if (outcome.refusal != Refusal::none) return outcome;
    std::size_t file = 0;
    for (const auto& [address, bytes] : site) {
        if (publisher.is_stale(file) && !publisher.put(file, bytes)) return failed_early();
        ++file;
    }
    const auto published = publisher.finish();
    if (!published) outcome.failed = true;
    else outcome.published = *published;
    return outcome;
}

Outcome publish(const TempFolder& folder, const Tree& site) {
    FaultyDisk disk;  // without a fault, and without waiting for the disk
    return publish(disk, folder, site);
}

/// The output but for its manifest.
Tree output_of(const TempFolder& folder) {
    Tree tree = read_tree(folder / "site");
    tree.erase("manifest.sha256");
    return tree;
}

std::string manifest_of(const Tree& site) {
    std::string text;
    for (const auto& [address, bytes] : site) text += sha256_hex(bytes) + "  " + address + "\n";
    return text;
}

const Tree old_site = {{"index.html", "home"}, {"items/2024/a.html", "a"}, {"items/2024/a/f.pdf", "file"}, {"items/2024/b.html", "b"}, {"years.html", "2024"}};
const Tree new_site = {{"index.html", "home, newer"}, {"items/2024/a.html", "a"}, {"items/2025/c.html", "c"}, {"items/2025/c/g.pdf", "g"}, {"years.html", "2024 2025"}};

}  // namespace

TEST(Publisher, makes_a_new_output_whole) {
    const TempFolder folder;
    const Outcome outcome = publish(folder, old_site);
    EXPECT_EQ(outcome.published.added, 5U);
    EXPECT_EQ(output_of(folder), old_site);
    EXPECT_EQ(read_file(folder / "site/manifest.sha256"), manifest_of(old_site));
    EXPECT_FALSE(exists(folder / ".mulu/site/staging"));
}

TEST(Publisher, fills_an_empty_folder) {
    const TempFolder folder;
    std::filesystem::create_directories(folder / "site");
    EXPECT_EQ(publish(folder, old_site).published.added, 5U);
    EXPECT_EQ(output_of(folder), old_site);
}

TEST(Publisher, makes_the_folders_above_the_output) {
    const TempFolder folder;
    RealDisk disk;
    State state(disk, folder / "deep/er/.mulu/site");
    Publisher::Options options;
    options.output = folder / "deep/er/site";
    options.aside = folder / "deep/er/.mulu/site";
    Publisher publisher(disk, state, options);
    ASSERT_TRUE(publisher.open());
    ASSERT_TRUE(publisher.expect({{"index.html", {}}}));
    ASSERT_TRUE(publisher.begin());
    ASSERT_TRUE(publisher.put(0, "home"));
    ASSERT_TRUE(publisher.finish());
    EXPECT_EQ(read_file(folder / "deep/er/site/index.html"), "home");
}

TEST(Publisher, adds_changes_keeps_and_removes) {
    const TempFolder folder;
    publish(folder, old_site);
    const Outcome outcome = publish(folder, new_site);
    EXPECT_EQ(outcome.published.added, 2U);
    EXPECT_EQ(outcome.published.changed, 2U);
    EXPECT_EQ(outcome.published.kept, 1U);
    EXPECT_EQ(outcome.published.removed, 2U);
    EXPECT_EQ(output_of(folder), new_site);
    EXPECT_EQ(read_file(folder / "site/manifest.sha256"), manifest_of(new_site));
    EXPECT_FALSE(exists(folder / "site/items/2024/a")) << "an empty folder is left behind";
}

TEST(Publisher, leaves_unchanged_files_alone) {
    const TempFolder folder;
    publish(folder, old_site);
    const auto stamp = [&](const std::string& address) {
        struct stat status {};
        EXPECT_EQ(::stat((folder / "site/" + address).c_str(), &status), 0);
        return std::pair(status.st_ino, status.st_mtim.tv_nsec);
    };
    const auto page = stamp("items/2024/a.html"), manifest = stamp("manifest.sha256");
    EXPECT_EQ(publish(folder, old_site).published.kept, 5U);
    EXPECT_EQ(stamp("items/2024/a.html"), page);
    EXPECT_EQ(stamp("manifest.sha256"), manifest) << "nothing changed, yet the manifest was written";
    publish(folder, new_site);
    EXPECT_EQ(stamp("items/2024/a.html"), page);
}

TEST(Publisher, makes_again_what_somebody_deleted_when_it_trusts_nothing) {
    const TempFolder folder;
    publish(folder, old_site);
    std::filesystem::remove(folder / "site/years.html");
    EXPECT_EQ(publish(folder, old_site).published.changed, 0U) << "what is known to be there is not looked at";
    RealDisk disk;
    EXPECT_EQ(publish(disk, folder, old_site, false).published.changed, 1U);
    EXPECT_EQ(output_of(folder), old_site);
}

TEST(Publisher, keeps_files_that_are_not_its_own) {
    const TempFolder folder;
    publish(folder, old_site);
    write_file(folder / "site/items/2024/a/notes.txt", "somebody's");
    write_file(folder / "site/.htaccess", "rules");
    publish(folder, new_site);
    EXPECT_EQ(read_file(folder / "site/items/2024/a/notes.txt"), "somebody's");
    EXPECT_EQ(read_file(folder / "site/.htaccess"), "rules");
}

TEST(Publisher, refuses_a_folder_that_is_not_its_own) {
    const TempFolder folder;
    write_file(folder / "site/thesis.doc", "years of work");
    EXPECT_EQ(publish(folder, old_site).refusal, Refusal::foreign_folder);
    EXPECT_EQ(read_tree(folder / "site"), (Tree{{"thesis.doc", "years of work"}}));
    EXPECT_FALSE(exists(folder / ".mulu")) << "refused, yet something was written";
}

TEST(Publisher, refuses_a_file_in_the_place_of_the_output) {
    const TempFolder folder;
    write_file(folder / "site", "a file");
    EXPECT_EQ(publish(folder, old_site).refusal, Refusal::foreign_folder);
    EXPECT_EQ(read_file(folder / "site"), "a file");
}

TEST(Publisher, deletes_nothing_outside_whatever_the_manifest_says) {
    const TempFolder folder;
    publish(folder, old_site);
    write_file(folder / "precious.txt", "precious");
    write_file(folder / "site/manifest.sha256", read_file(folder / "site/manifest.sha256") + std::string(64, '0') + "  ../precious.txt\n" + std::string(64, '0') + "  " +
                                                    (folder / "precious.txt") + "\nnot a line of ours\n");
    EXPECT_FALSE(publish(folder, new_site).failed);
    EXPECT_EQ(read_file(folder / "precious.txt"), "precious");
    EXPECT_EQ(output_of(folder), new_site);
}

TEST(Publisher, gives_way_to_another_build) {
    const TempFolder folder;
    publish(folder, old_site);
    RealDisk disk;
    State state(disk, folder / ".mulu/site");
    Publisher first(disk, state, options_of(folder));
    ASSERT_EQ(*first.open(), Refusal::none);
    EXPECT_EQ(publish(folder, new_site).refusal, Refusal::locked);
    EXPECT_EQ(output_of(folder), old_site);
}

TEST(Publisher, clears_what_a_killed_build_staged) {
    const TempFolder folder;
    publish(folder, old_site);
    write_file(folder / ".mulu/site/staging/items/stale.html", "stale");
    publish(folder, new_site);
    EXPECT_EQ(output_of(folder), new_site);
}

TEST(Publisher, takes_pages_from_many_threads) {
    const TempFolder folder;
    Tree site;
    for (int i = 0; i < 400; ++i) site["f" + std::to_string(i % 5) + "/" + std::to_string(i) + ".html"] = std::to_string(i);
    RealDisk disk;
    State state(disk, folder / ".mulu/site");
    Publisher publisher(disk, state, options_of(folder));
    ASSERT_TRUE(publisher.open());
    ASSERT_TRUE(publisher.expect(files_of(site)));
    ASSERT_TRUE(publisher.begin());
    std::vector<const std::string*> bytes;
    for (const auto& [address, each] : site) bytes.push_back(&each);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < 8; ++t) {
        threads.emplace_back([&, t] {
            for (std::size_t i = t; i < bytes.size(); i += 8) EXPECT_TRUE(publisher.put(i, *bytes[i]));
        });
    }
    for (std::thread& thread : threads) thread.join();
    ASSERT_TRUE(publisher.finish());
    EXPECT_EQ(output_of(folder), site);
}

TEST(Publisher, counts_the_items_that_would_be_gone) {
    const TempFolder folder;
    Tree site;
    for (int i = 100; i < 200; ++i) site["items/2024/n-" + std::to_string(i) + ".html"] = std::to_string(i);
    publish(folder, site);
    Tree fewer;
    for (int i = 100; i < 160; ++i) fewer["items/2024/n-" + std::to_string(i) + ".html"] = std::to_string(i);
    for (int i = 160; i < 179; ++i) fewer["items/2025/n-" + std::to_string(i) + ".html"] = std::to_string(i);  // moved
    const auto would = [&](const Tree& next) {
        RealDisk disk;
        State state(disk, folder / ".mulu/site");
        Publisher publisher(disk, state, options_of(folder));
        EXPECT_TRUE(publisher.open());
        state.load({1, 2});
        EXPECT_TRUE(publisher.expect(files_of(next)));
        return std::pair(publisher.taken_away().items, publisher.takes_too_much());
    };
    EXPECT_EQ(would(fewer), std::pair(std::size_t{21}, true));
    fewer["items/2025/n-179.html"] = "179";
    EXPECT_EQ(would(fewer), std::pair(std::size_t{20}, false)) << "20 may go in any site";
    std::filesystem::remove_all(folder / ".mulu");
    fewer.erase("items/2025/n-179.html");
    EXPECT_EQ(would(fewer), std::pair(std::size_t{21}, true)) << "the manifest knows it too";
}

TEST(Publisher, publishes_into_a_folder_with_another_state) {
    // The state is of this output's sister: nothing of it may be believed.
    const TempFolder folder;
    publish(folder, old_site);
    std::filesystem::copy(folder / ".mulu/site", folder / "kept", std::filesystem::copy_options::recursive);
    publish(folder, new_site);
    std::filesystem::remove_all(folder / ".mulu/site");
    std::filesystem::copy(folder / "kept", folder / ".mulu/site", std::filesystem::copy_options::recursive);
    publish(folder, old_site);
    EXPECT_EQ(output_of(folder), old_site);
}

// Whichever change fails: before the site is touched it stays as it was; afterwards every file is whole, old or new; and the next
// build finishes the work.
class FailingPublisher : public testing::TestWithParam<bool> {};

TEST_P(FailingPublisher, leaves_the_site_old_or_new_and_never_torn) {
    const bool torn = GetParam();
    for (unsigned nth = 1;; ++nth) {
        ASSERT_LT(nth, 200U);
        const TempFolder folder;
        publish(folder, old_site);
        FaultyDisk disk(nth, torn);
        const Outcome outcome = publish(disk, folder, new_site);
        if (!disk.has_failed()) {
            EXPECT_EQ(output_of(folder), new_site);
            break;
        }
        ASSERT_TRUE(outcome.failed) << "change " << nth << " failed and nobody was told";
        const Tree now = output_of(folder);
        if (outcome.while_staging) {
            EXPECT_EQ(now, old_site) << "change " << nth;
            EXPECT_EQ(read_file(folder / "site/manifest.sha256"), manifest_of(old_site)) << "change " << nth;
        }
        for (const auto& [address, bytes] : now) {
            const bool is_old = old_site.contains(address) && old_site.at(address) == bytes, is_new = new_site.contains(address) && new_site.at(address) == bytes;
            EXPECT_TRUE(is_old || is_new) << "change " << nth << " left " << address << " torn";
        }
        for (const auto& [address, bytes] : old_site) {
            if (new_site.contains(address)) {
                EXPECT_TRUE(now.contains(address)) << "change " << nth << " left no " << address;
            }
        }
        EXPECT_FALSE(publish(folder, new_site).failed) << "change " << nth;
        EXPECT_EQ(output_of(folder), new_site) << "the build after change " << nth << " failed";
        EXPECT_EQ(read_file(folder / "site/manifest.sha256"), manifest_of(new_site)) << "change " << nth;
    }
}

TEST_P(FailingPublisher, finds_the_way_back_to_the_old_site) {
    for (unsigned nth = 1;; ++nth) {
        ASSERT_LT(nth, 200U);
        const TempFolder folder;
        publish(folder, old_site);
        FaultyDisk disk(nth, GetParam());
        publish(disk, folder, new_site);
        if (!disk.has_failed()) break;
        EXPECT_FALSE(publish(folder, old_site).failed) << "change " << nth;
        EXPECT_EQ(output_of(folder), old_site) << "the edit was taken back after change " << nth << " had failed";
        EXPECT_EQ(read_file(folder / "site/manifest.sha256"), manifest_of(old_site)) << "change " << nth;
    }
}

TEST_P(FailingPublisher, leaves_no_output_or_a_whole_one_the_first_time) {
    for (unsigned nth = 1;; ++nth) {
        ASSERT_LT(nth, 200U);
        const TempFolder folder;
        FaultyDisk disk(nth, GetParam());
        const Outcome outcome = publish(disk, folder, old_site);
        if (!disk.has_failed()) break;
        ASSERT_TRUE(outcome.failed) << "change " << nth;
        // It appears by one rename; what fails behind that concerns the state alone.
        if (exists(folder / "site")) EXPECT_EQ(output_of(folder), old_site) << "change " << nth;
        else EXPECT_TRUE(read_tree(folder / "site").empty());
        EXPECT_FALSE(publish(folder, old_site).failed);
        EXPECT_EQ(output_of(folder), old_site) << "the build after change " << nth << " failed";
    }
}

TEST_P(FailingPublisher, puts_back_what_was_lost_before_what_links_to_it) {
    for (unsigned nth = 1;; ++nth) {
        ASSERT_LT(nth, 200U);
        bool was_reached = false;
        for (unsigned next = 1;; ++next) {
            ASSERT_LT(next, 200U);
            const TempFolder folder(memory_folder());
            publish(folder, old_site);
            FaultyDisk disk(Fault{nth, 0, EIO, GetParam(), true});
            publish(disk, folder, new_site);
            was_reached = disk.has_failed();
            FaultyDisk again(Fault{next, 0, EIO, GetParam(), true});
            publish(again, folder, old_site);
            if (!again.has_failed()) break;
            const Tree now = output_of(folder);
            if (now.at("index.html") != old_site.at("index.html")) continue;
            for (const auto& [address, bytes] : old_site) EXPECT_TRUE(now.contains(address)) << "died at " << nth << " and " << next << ": the home is the old one, and no " << address;
        }
        if (!was_reached) break;
    }
}

TEST_P(FailingPublisher, believes_no_state_that_it_did_not_believe_before) {
    // The state is of a day before; what the build that died left as it is, that state knows otherwise.
    Tree newest = new_site;
    newest["years.html"] = "newest";
    for (unsigned nth = 1;; ++nth) {
        ASSERT_LT(nth, 200U);
        const TempFolder folder(memory_folder());
        publish(folder, old_site);
        std::filesystem::copy(folder / ".mulu/site", folder / "kept", std::filesystem::copy_options::recursive);
        publish(folder, new_site);
        std::filesystem::remove_all(folder / ".mulu/site");
        std::filesystem::copy(folder / "kept", folder / ".mulu/site", std::filesystem::copy_options::recursive);
        FaultyDisk disk(nth, GetParam());
        publish(disk, folder, newest);
        EXPECT_FALSE(publish(folder, old_site).failed);
        EXPECT_EQ(output_of(folder), old_site) << "change " << nth;
        if (!disk.has_failed()) break;
    }
}

INSTANTIATE_TEST_SUITE_P(Writes, FailingPublisher, testing::Values(false, true), [](const auto& way) { return way.param ? "torn" : "refused"; });
