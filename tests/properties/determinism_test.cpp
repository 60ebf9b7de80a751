// SPDX-License-Identifier: Apache-2.0
// The same content and clock give the same bytes (design: commands.md, What the build promises, 1 and 2): whatever the number of
// threads, the locale, the time zone, the path, and the order in which files came onto the disk.
#include <sys/stat.h>

#include <gtest/gtest.h>

#include "support/links.hpp"
#include "support/program.hpp"
#include "support/site_generator.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

constexpr const char* now = "2026-10-31";

struct Way {
    std::string folder = "plain";
    std::string jobs = "1";
    std::map<std::string, std::string> environment;
    std::uint64_t shuffle = 0;  ///< order in which the files are made; 0: sorted
};

/// Builds `content` in one way; the whole output.
Tree build(const Tree& content, const Way& way) {
    const TempFolder temp;
    const std::string root = temp / way.folder, output = temp / "output";
    std::vector<std::string> paths;
    for (const auto& [path, bytes] : content) paths.push_back(path);
    if (way.shuffle != 0) Random(way.shuffle).shuffle(paths);
    for (const std::string& path : paths) write_file(root + "/content/" + path, content.at(path));
    const Answer answer = run_mulu({"build", "--root", root, "--output", output, "--now", now, "--jobs", way.jobs}, way.environment, temp.path());
    EXPECT_EQ(answer.status, 0) << answer.error;
    return read_tree(output);
}

class Determinism : public testing::TestWithParam<const char*> {
public:
    static Tree content() {
        if (std::string_view(GetParam()) == "sample") return read_tree(MULU_SOURCE_DIR "/content");
        return GeneratedSite(20140120, 120).files();
    }
};

}  // namespace

TEST_P(Determinism, bytes_depend_on_content_and_clock_alone) {
    const Tree content = Determinism::content();
    const Tree plain = build(content, {});
    ASSERT_GT(plain.size(), 50U);
    Way threads;
    threads.jobs = "8";
    EXPECT_EQ(difference(plain, build(content, threads)), "") << "with 8 threads";
    Way chinese;
    chinese.environment = {{"LC_ALL", "zh_CN.UTF-8"}, {"LANG", "zh_CN.UTF-8"}};
    EXPECT_EQ(difference(plain, build(content, chinese)), "") << "in a Chinese locale";
    Way elsewhere;
    elsewhere.environment = {{"TZ", "America/New_York"}, {"LC_ALL", "C.UTF-8"}};
    elsewhere.folder = "县 政府/公开 site";
    elsewhere.shuffle = 7;
    elsewhere.jobs = "5";
    EXPECT_EQ(difference(plain, build(content, elsewhere)), "") << "in New York, below a folder with Han and spaces, made in another order";
}

TEST_P(Determinism, a_second_build_touches_nothing) {
    const TempFolder temp;
    write_tree(temp / "content", Determinism::content());
    const auto build_once = [&] {
        const Answer answer = run_mulu({"build", "--root", temp.path(), "--now", now});
        EXPECT_EQ(answer.status, 0) << answer.error;
    };
    const auto stamps = [&] {
        std::map<std::string, std::tuple<ino_t, time_t, long>> all;
        for (const std::string& path : list_files(temp / "site")) {
            struct stat status {};
            EXPECT_EQ(::stat((temp / "site/" + path).c_str(), &status), 0);
            all[path] = {status.st_ino, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
        }
        return all;
    };
    build_once();
    const auto first = stamps();
    build_once();
    EXPECT_EQ(first, stamps());
}

TEST_P(Determinism, every_link_leads_somewhere) { EXPECT_EQ(broken_links(build(Determinism::content(), {}), "/xxgk/"), ""); }

INSTANTIATE_TEST_SUITE_P(Sites, Determinism, testing::Values("sample", "generated"), [](const auto& site) { return std::string(site.param); });
