// SPDX-License-Identifier: Apache-2.0
#include "publish/state.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "support/files.hpp"
#include "support/temp_folder.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

const Digest program{1, 2}, another_program{3, 4}, manifest{5, 6};
const FileStamp stamp{7, 8, 9, 10};

void write_state(const std::string& folder, const std::map<std::string, std::string>& sections) {
    RealDisk disk;
    std::filesystem::create_directories(folder);
    State state(disk, folder);
    for (const auto& [name, bytes] : sections) ASSERT_TRUE(state.stage(name, bytes));
    ASSERT_TRUE(state.commit(program, 42, manifest, stamp));
}

}  // namespace

TEST(State, is_what_was_committed) {
    const TempFolder folder;
    write_state(folder.path(), {{"stock", "the stock"}, {"pages", ""}});
    RealDisk disk;
    State state(disk, folder.path());
    ASSERT_EQ(state.load(program), State::Found::sound);
    EXPECT_EQ(state.section("stock"), "the stock");
    EXPECT_EQ(state.section("pages"), "");
    EXPECT_EQ(state.section("other"), std::nullopt);
    EXPECT_EQ(state.moment(), 42);
    EXPECT_EQ(state.manifest(), manifest);
    EXPECT_EQ(state.manifest_stamp(), stamp);
}

TEST(State, read_ahead_is_the_same_state) {
    const TempFolder folder;
    write_state(folder.path(), {{"stock", "the stock"}, {"told", "was told"}, {"pages", "the pages"}});
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        if (entry.path().filename().string().starts_with("told-")) write_file(entry.path().string(), "was tale");
    }
    RealDisk disk;
    State state(disk, folder.path());
    ASSERT_EQ(state.load(program), State::Found::sound);
    EXPECT_EQ(state.section("pages"), "the pages");
    state.read_ahead({"stock", "told", "pages", "other"}, 3);
    EXPECT_EQ(state.section("stock"), "the stock");
    EXPECT_EQ(state.section("told"), std::nullopt) << "damaged";
    EXPECT_EQ(state.section("pages"), "the pages");
    EXPECT_EQ(state.section("other"), std::nullopt);
}

TEST(State, holds_until_the_next_is_committed) {
    const TempFolder folder;
    write_state(folder.path(), {{"stock", "old"}, {"pages", "kept"}});
    RealDisk disk;
    {
        State next(disk, folder.path());
        ASSERT_EQ(next.load(program), State::Found::sound);
        ASSERT_TRUE(next.stage("stock", "new"));
        next.keep("pages");
        State meanwhile(disk, folder.path());
        ASSERT_EQ(meanwhile.load(program), State::Found::sound);
        EXPECT_EQ(meanwhile.section("stock"), "old");
        ASSERT_TRUE(next.commit(program, 43, manifest, stamp));
    }
    State state(disk, folder.path());
    ASSERT_EQ(state.load(program), State::Found::sound);
    EXPECT_EQ(state.section("stock"), "new");
    EXPECT_EQ(state.section("pages"), "kept");
    EXPECT_EQ(read_tree(folder.path()).size(), 3U) << "the head and two sections; the old one is gone";
}

TEST(State, of_another_program_has_texts_alone) {
    const TempFolder folder;
    write_state(folder.path(), {{"stock", "stock"}, {"texts.0", "texts"}});
    RealDisk disk;
    State state(disk, folder.path());
    EXPECT_EQ(state.load(another_program), State::Found::of_another_program);
    EXPECT_FALSE(state.is_loaded());
    EXPECT_EQ(state.section("stock"), std::nullopt);
    EXPECT_EQ(state.section("texts.0"), "texts");
}

TEST(State, damaged_anywhere_is_as_good_as_none) {
    const TempFolder folder;
    write_state(folder.path(), {{"stock", "the stock"}});
    const std::string head = read_file(folder / "state");
    RealDisk disk;
    for (std::size_t at = 0; at < head.size(); ++at) {
        std::string spoilt = head;
        spoilt[at] = static_cast<char>(spoilt[at] ^ 1);
        write_file(folder / "state", spoilt);
        State state(disk, folder.path());
        EXPECT_NE(state.load(program), State::Found::sound) << at;
        EXPECT_EQ(state.section("stock"), std::nullopt) << at;
        write_file(folder / "state", head.substr(0, at));
        EXPECT_NE(State(disk, folder.path()).load(program), State::Found::sound) << at;
    }
    write_file(folder / "state", head);
    for (const auto& [path, bytes] : read_tree(folder.path())) {
        if (path == "state") continue;
        write_file(folder / path, bytes + "x");
        State state(disk, folder.path());
        ASSERT_EQ(state.load(program), State::Found::sound);
        EXPECT_EQ(state.section("stock"), std::nullopt);
    }
}

TEST(State, remembers_what_is_pending_until_it_is_committed) {
    const TempFolder folder;
    write_state(folder.path(), {{"stock", "stock"}});
    RealDisk disk;
    State state(disk, folder.path());
    EXPECT_FALSE(state.pending());
    ASSERT_TRUE(state.set_pending({{"a.html", "b.html"}, {manifest}}));
    const auto pending = state.pending();
    ASSERT_TRUE(pending);
    EXPECT_EQ(pending->addresses, (std::vector<std::string>{"a.html", "b.html"}));
    EXPECT_EQ(pending->manifests, std::vector<Digest>{manifest});
    const std::string bytes = read_file(folder / "pending");
    write_file(folder / "pending", bytes.substr(0, bytes.size() / 2));
    ASSERT_TRUE(state.pending()) << "cut short, it says that nothing is certain";
    EXPECT_TRUE(state.pending()->manifests.empty());
    ASSERT_TRUE(state.commit(program, 43, manifest, stamp));
    EXPECT_FALSE(state.pending());
}

TEST(State, lets_alone_what_shares_its_folder) {
    const TempFolder folder;
    write_file(folder / "notes.txt", "somebody's");
    write_file(folder / "thesis-final", "somebody's");
    write_state(folder.path(), {{"stock", "stock"}});
    write_state(folder.path(), {{"stock", "another"}});
    EXPECT_EQ(read_file(folder / "notes.txt"), "somebody's");
    EXPECT_EQ(read_file(folder / "thesis-final"), "somebody's");
}

TEST(State, in_the_output_is_known_through_links) {
    const TempFolder folder;
    const RealDisk disk;
    write_file(folder / "out/index.html", "");
    std::filesystem::create_directory_symlink("out", folder / "link");
    const std::string output = folder / "out";
    for (const char* inside : {"out", "out/state", "out/not/yet", "link", "link/state"}) EXPECT_TRUE(is_in_output(disk, folder / inside, output)) << inside;
    for (const char* outside : {"state", "outside", ".mulu/out"}) EXPECT_FALSE(is_in_output(disk, folder / outside, output)) << outside;
}
