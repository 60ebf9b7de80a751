// SPDX-License-Identifier: Apache-2.0
#include "base/disk.hpp"

#include <cerrno>
#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "support/temp_folder.hpp"

using namespace mulu;
using mulu::test::TempFolder;

namespace {

std::string listing(const std::vector<FileEntry>& entries) {
    std::string text;
    for (const FileEntry& entry : entries) {
        text += entry.path;
        text += entry.kind == FileKind::folder ? "/" : entry.kind == FileKind::missing ? "?" : entry.kind == FileKind::other ? "!" : "";
        text += entry.is_link ? "@" : "";
        text += "(" + std::to_string(entry.stamp.size) + ") ";
    }
    return text;
}

}  // namespace

TEST(Disk, reads_what_it_wrote) {
    const TempFolder folder;
    RealDisk disk;
    const std::string path = folder / "附件 一.txt";
    for (const std::string& bytes : {std::string(), std::string("短"), std::string(3 * 1024 * 1024, 'x'), std::string("a\0b", 3)}) {
        ASSERT_TRUE(disk.write(path, bytes));
        const auto read = disk.read(path);
        ASSERT_TRUE(read);
        EXPECT_EQ(*read, bytes);
    }
    EXPECT_EQ(disk.kind(path), FileKind::file);
    EXPECT_EQ(disk.kind(folder.path()), FileKind::folder);
    EXPECT_EQ(disk.kind(folder / "none"), FileKind::missing);
}

TEST(Disk, says_what_it_cannot_read) {
    const TempFolder folder;
    RealDisk disk;
    EXPECT_EQ(disk.read(folder / "none").failure().error, ENOENT);
    EXPECT_EQ(disk.read(folder.path()).failure().error, EISDIR);
    EXPECT_EQ(disk.read(folder / "none").failure().message(), "cannot read " + (folder / "none") + ": No such file or directory");
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_FALSE(disk.read(folder / "pipe"));  // and doesn't wait for a writer
    EXPECT_FALSE(disk.write(folder / "none/file", "x"));
    EXPECT_FALSE(disk.resolve(folder / "none"));
    EXPECT_FALSE(disk.rename(folder / "none", folder / "other"));
}

TEST(Disk, lists_trees_sorted_by_bytes) {
    const TempFolder folder;
    RealDisk disk;
    ASSERT_TRUE(disk.make_folders(folder / "b/c"));
    ASSERT_TRUE(disk.make_folders(folder / "目录"));
    ASSERT_TRUE(disk.write(folder / "b/c/two.md", "22"));
    ASSERT_TRUE(disk.write(folder / "b-1.md", "1"));
    ASSERT_TRUE(disk.write(folder / "B.md", ""));
    ASSERT_TRUE(disk.write(folder / ".hidden", "x"));
    std::filesystem::create_symlink("b-1.md", folder / "link");
    std::filesystem::create_symlink("b", folder / "folder-link");
    std::filesystem::create_symlink("nowhere", folder / "dangling");
    const auto entries = disk.list_tree(folder.path());
    ASSERT_TRUE(entries);
    EXPECT_EQ(listing(*entries), ".hidden(1) B.md(0) b/(0) b-1.md(1) b/c/(0) b/c/two.md(2) dangling?@(0) folder-link/@(0) link@(1) 目录/(0) ");
    const auto none = disk.list_tree(folder / "none");
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->empty());
}

TEST(Disk, moves_and_removes) {
    const TempFolder folder;
    RealDisk disk;
    ASSERT_TRUE(disk.make_folders(folder / "a/b/c"));
    ASSERT_TRUE(disk.make_folders(folder / "a/b/c"));
    ASSERT_TRUE(disk.write(folder / "a/x", "new"));
    ASSERT_TRUE(disk.write(folder / "a/y", "old"));
    ASSERT_TRUE(disk.rename(folder / "a/x", folder / "a/y"));
    EXPECT_EQ(*disk.read(folder / "a/y"), "new");
    EXPECT_FALSE(disk.make_folders(folder / "a/y/z"));
    EXPECT_TRUE(disk.remove_empty_folder(folder / "a"));
    EXPECT_EQ(disk.kind(folder / "a"), FileKind::folder);
    EXPECT_TRUE(disk.remove_empty_folder(folder / "a/b/c"));
    EXPECT_EQ(disk.kind(folder / "a/b/c"), FileKind::missing);
    EXPECT_TRUE(disk.remove_file(folder / "a/y"));
    EXPECT_TRUE(disk.remove_file(folder / "a/y"));

    ASSERT_TRUE(disk.make_folders(folder / "kept"));
    ASSERT_TRUE(disk.write(folder / "kept/file", "x"));
    std::filesystem::create_symlink(folder / "kept", folder / "a/link");
    EXPECT_TRUE(disk.remove_tree(folder / "a"));
    EXPECT_TRUE(disk.remove_tree(folder / "a"));
    EXPECT_EQ(disk.kind(folder / "a"), FileKind::missing);
    EXPECT_EQ(disk.kind(folder / "kept/file"), FileKind::file);
}

TEST(Disk, resolves_links) {
    const TempFolder folder;
    RealDisk disk;
    ASSERT_TRUE(disk.write(folder / "file", "x"));
    std::filesystem::create_symlink("file", folder / "link");
    EXPECT_EQ(*disk.resolve(folder / "link"), *disk.resolve(folder / "file"));
}

TEST(Disk, locks_out_a_second_process) {
    const TempFolder folder;
    FolderLock first;
    auto taken = FolderLock::take(folder / "lock", first);
    ASSERT_TRUE(taken);
    EXPECT_TRUE(*taken);
    {
        FolderLock second;  // flock() belongs to the open file, so that a second open file stands for a second process
        taken = FolderLock::take(folder / "lock", second);
        ASSERT_TRUE(taken);
        EXPECT_FALSE(*taken);
    }
    { const FolderLock moved = std::move(first); }
    FolderLock third;
    taken = FolderLock::take(folder / "lock", third);
    ASSERT_TRUE(taken);
    EXPECT_TRUE(*taken);
    EXPECT_FALSE(FolderLock::take(folder / "none/lock", third));
}

TEST(Disk, takes_paths_apart) {
    EXPECT_EQ(join_path("a", "b"), "a/b");
    EXPECT_EQ(join_path("a/", "b"), "a/b");
    EXPECT_EQ(join_path("", "b"), "b");
    EXPECT_EQ(folder_of("a/b/c"), "a/b");
    EXPECT_EQ(folder_of("a"), "");
    EXPECT_EQ(name_of("a/b.md"), "b.md");
    EXPECT_EQ(name_of("b.md"), "b.md");
    EXPECT_EQ(extension_of("a.b/c.PDF"), "pdf");
    EXPECT_EQ(extension_of("a.b/c"), "");
    EXPECT_EQ(extension_of(".hidden"), "");
    EXPECT_EQ(extension_of("a.tar.gz"), "gz");
    EXPECT_EQ(extension_of("a."), "");
}
