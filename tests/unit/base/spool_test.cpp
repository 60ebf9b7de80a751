// SPDX-License-Identifier: Apache-2.0
#include "base/spool.hpp"

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace mulu {
namespace {

std::string folder() { return std::filesystem::temp_directory_path().string(); }

TEST(Spool, gives_back_what_it_keeps) {
    // All in memory, some of each, all in the file.
    for (const std::uint64_t in_memory : {std::uint64_t{16} << 20, std::uint64_t{1} << 20, std::uint64_t{0}}) {
        Spool spool(folder(), Spool::usual_size, in_memory);
        const std::string large(3'000'000, 'x'), half(600'000, 'y'), other_half(600'000, 'z'), odd("\0甲\xFF", 5);
        spool.keep(digest_of("a"), large);
        spool.keep(digest_of("b"), "");
        spool.keep(digest_of("c"), odd);
        spool.keep(digest_of("e"), half);
        spool.keep(digest_of("f"), other_half);
        EXPECT_EQ(spool.find(digest_of("a")), large);
        EXPECT_EQ(spool.find(digest_of("b")), "");
        EXPECT_EQ(spool.find(digest_of("c")), odd);
        EXPECT_EQ(spool.find(digest_of("d")), std::nullopt);
        EXPECT_EQ(spool.find(digest_of("e")), half);
        EXPECT_EQ(spool.find(digest_of("f")), other_half);
    }
}

TEST(Spool, keeps_the_first_text_of_a_key) {
    Spool spool(folder());
    spool.keep(digest_of("a"), "first");
    spool.keep(digest_of("a"), "second");
    EXPECT_EQ(spool.find(digest_of("a")), "first");
}

TEST(Spool, keeps_no_more_than_it_may) {
    Spool spool(folder(), 10, 0);
    spool.keep(digest_of("a"), "123456");
    spool.keep(digest_of("b"), "123456");
    spool.keep(digest_of("c"), "1234");
    EXPECT_EQ(spool.find(digest_of("a")), "123456");
    EXPECT_EQ(spool.find(digest_of("b")), std::nullopt);
    EXPECT_EQ(spool.find(digest_of("c")), "1234");
}

TEST(Spool, keeps_nothing_where_it_cannot) {
    Spool spool(folder() + "/no such folder", Spool::usual_size, 0);
    spool.keep(digest_of("a"), "text");
    EXPECT_EQ(spool.find(digest_of("a")), std::nullopt);
}

TEST(Spool, needs_no_file_for_what_memory_holds) {
    Spool spool(folder() + "/no such folder");
    spool.keep(digest_of("a"), "text");
    EXPECT_EQ(spool.find(digest_of("a")), "text");
}

TEST(Spool, leaves_no_name_behind) {
    const std::filesystem::path own = std::filesystem::temp_directory_path() / "mulu-spool-test";
    std::filesystem::create_directory(own);
    {
        Spool spool(own.string(), Spool::usual_size, 0);
        spool.keep(digest_of("a"), "text");
        EXPECT_TRUE(std::filesystem::is_empty(own));
    }
    EXPECT_TRUE(std::filesystem::remove(own));
}

TEST(Spool, serves_several_threads) {
    Spool spool(folder(), Spool::usual_size, 1024 * 1024);  // room for three of the longer texts
    std::vector<std::jthread> threads;
    for (int worker = 0; worker < 4; ++worker) {
        threads.emplace_back([&spool, worker] {
            for (int i = 0; i < 200; ++i) {
                const std::string name = std::to_string(worker * 1000 + i), text = name + std::string(300'000, 'x');
                spool.keep(digest_of(name), i < 8 ? text : name);
                EXPECT_EQ(spool.find(digest_of(name)), i < 8 ? text : name);
            }
        });
    }
    threads.clear();
    EXPECT_EQ(spool.find(digest_of("3199")), "3199");
}

}  // namespace
}  // namespace mulu
