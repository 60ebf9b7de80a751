// SPDX-License-Identifier: Apache-2.0
// Random edits: a build upon an earlier site equals a build from nothing, byte for byte; no link breaks; the manifest is what
// sha256sum checks (design: commands.md, What the build promises). MULU_LONG=1 edits longer; MULU_SEED=N repeats a run.
#include <cstdlib>
#include <iostream>

#include <gtest/gtest.h>

#include "support/links.hpp"
#include "support/program.hpp"
#include "support/site_generator.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

std::uint64_t number_of(const char* name, std::uint64_t otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

/// Makes the files below `folder` those of `tree`, writing what differs only.
void bring_up_to_date(const std::string& folder, const Tree& before, const Tree& tree) {
    for (const auto& [path, bytes] : tree) {
        const auto old = before.find(path);
        if (old == before.end() || old->second != bytes) write_file(folder + "/" + path, bytes);
    }
    for (const auto& [path, bytes] : before) {
        if (!tree.contains(path)) std::filesystem::remove(folder + "/" + path);
    }
}

}  // namespace

TEST(Rebuild, equals_a_build_from_nothing_after_any_edits) {
    const bool is_long = number_of("MULU_LONG", 0) != 0;
    const std::uint64_t seed = number_of("MULU_SEED", is_long ? std::random_device()() : 42);
    const std::size_t steps = is_long ? 400 : 30;
    std::cout << "MULU_SEED=" << seed << "\n";
    const TempFolder temp;
    const std::string output = temp / "output";
    GeneratedSite site(seed, 40);
    Tree before;
    std::string story;
    for (std::size_t step = 0; step < steps; ++step) {
        if (step > 0) story += std::to_string(step) + ". " + site.edit() + "\n";
        const Tree content = site.files();
        bring_up_to_date(temp / "content", before, content);
        before = content;
        const auto build = [&](const std::string& into) {
            const Answer answer = run_mulu({"build", "--root", temp.path(), "--output", into, "--now", site.now()});
            EXPECT_EQ(answer.status, 0) << story << answer.error;
            return answer.status == 0;
        };
        ASSERT_TRUE(build(output));
        const std::string fresh = temp / "fresh" + std::to_string(step);
        ASSERT_TRUE(build(fresh));
        const Tree upon = read_tree(output);
        ASSERT_EQ(difference(read_tree(fresh), upon), "") << "MULU_SEED=" << seed << "\n" << story;
        ASSERT_EQ(broken_links(upon, "/xxgk/"), "") << "MULU_SEED=" << seed << "\n" << story;
        const Answer sums = run({{"/usr/bin/sha256sum", "--check", "--quiet", "--strict", "manifest.sha256"}, {}, output});
        ASSERT_EQ(sums.status, 0) << sums.output << sums.error;
        ASSERT_EQ(lines_of_text(upon.at("manifest.sha256")).size(), upon.size() - 1) << "the manifest names every file but itself";
        std::filesystem::remove_all(fresh);
    }
}
