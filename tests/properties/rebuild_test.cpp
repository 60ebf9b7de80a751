// SPDX-License-Identifier: Apache-2.0
// Random edits: a build upon an earlier site equals a build from nothing, byte for byte; no link breaks; the manifest is what
// sha256sum checks (design: commands.md, What the build promises). MULU_LONG=1 edits longer; MULU_SEED=N repeats a run.
#include <gtest/gtest.h>

#include "support/campaign.hpp"
#include "support/links.hpp"
#include "support/program.hpp"
#include "support/site_generator.hpp"

using namespace mulu;
using namespace mulu::test;

TEST(Rebuild, equals_a_build_from_nothing_after_any_edits) {
    const Campaign campaign;
    const std::size_t steps = campaign.of<std::size_t>(30, 400);
    const TempFolder temp;
    const std::string output = temp / "output";
    GeneratedSite site(campaign.seed, 40);
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
        ASSERT_EQ(difference(read_tree(fresh), upon), "") << campaign.name() << "\n" << story;
        ASSERT_EQ(broken_links(upon, "/xxgk/"), "") << campaign.name() << "\n" << story;
        const Answer sums = run({{"/usr/bin/sha256sum", "--check", "--quiet", "--strict", "manifest.sha256"}, {}, output});
        ASSERT_EQ(sums.status, 0) << sums.output << sums.error;
        ASSERT_EQ(lines_of_text(upon.at("manifest.sha256")).size(), upon.size() - 1) << "the manifest names every file but itself";
        std::filesystem::remove_all(fresh);
    }
}
