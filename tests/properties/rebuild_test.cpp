// SPDX-License-Identifier: Apache-2.0
// Random edits: a build upon an earlier site equals a build from nothing, byte for byte; no link breaks; the manifest is what
// sha256sum checks (design: commands.md, What the build promises). MULU_LONG=1 edits longer; MULU_SEED=N repeats a run.
#include <gtest/gtest.h>

#include "support/campaign.hpp"
#include "support/content_site.hpp"
#include "support/links.hpp"
#include "support/program.hpp"
#include "support/site_generator.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

/// Files that a build wrote, by its own account.
std::size_t written_by(const Answer& answer) {
    std::size_t sum = 0;
    for (const std::string word : {"新增 ", "更新 "}) {
        const std::size_t at = answer.error.rfind(word);
        EXPECT_NE(at, std::string::npos) << answer.error;
        std::size_t number = 0;
        for (std::size_t i = at + word.size(); at != std::string::npos && i < answer.error.size(); ++i) {
            const char c = answer.error[i];
            if (c >= '0' && c <= '9') number = number * 10 + static_cast<std::size_t>(c - '0');
            else if (c != ',') break;
        }
        sum += number;
    }
    return sum;
}

/// Lays a changed layout, string or asset over the installed one, or takes it away again.
std::string change_layouts(const std::string& root, Random& random) {
    static const std::vector<std::string> files = {"layouts/list.mustache", "layouts/item.mustache", "layouts/home.mustache", "layouts/partials/footer.mustache",
                                                   "layouts/strings/zh-CN.yml", "assets/site.css"};
    const std::string& file = random.of(files);
    if (random.one_in(3)) {
        std::filesystem::remove(root + "/" + file);
        return "take away the site's own " + file;
    }
    std::string text = read_file(std::string(MULU_SOURCE_DIR) + "/" + file);
    const std::string mark = std::to_string(random.below(1000));
    if (file.ends_with(".css")) text += ".m" + mark + " { color: red; }\n";
    else if (file.ends_with(".yml")) text.replace(text.find("首页"), std::string("首页").size(), "首页" + mark);
    else text += "<!-- " + mark + " -->\n";
    write_file(root + "/" + file, text);
    return "change " + file + " (" + mark + ")";
}

}  // namespace

TEST(Rebuild, writes_as_many_files_in_a_large_site_as_in_a_small_one) {
    std::vector<std::size_t> written;
    for (const int items : {90, 360}) {
        const TempFolder temp;
        write_tree(temp / "content", base_content);
        const auto put = [&](int number, Date day, const std::string& body) {
            const std::string index = "N-" + std::to_string(10000 + number);
            write_file(temp / ("content/items/" + index + ".md"), item_text(index, print_date(day), "keywords: [预算, 学校]\nsummary: 摘要。\n", body));
        };
        const auto day_of = [&](int number) { return Date{make_date(2023, 1, 1)->days + number * 1000 / items}; };
        for (int i = 0; i < items; ++i) put(i, day_of(i), "正文。\n");
        const auto build = [&] {
            const Answer answer = run_mulu({"build", "--root", temp.path(), "--output", temp / "site", "--now", "2026-01-31"});
            EXPECT_EQ(answer.status, 0) << answer.error;
            return written_by(answer);
        };
        build();
        EXPECT_EQ(build(), 0U);
        put(items / 2, day_of(items / 2), "改过的正文。\n");
        written.push_back(build());
        put(items, *make_date(2025, 12, 31), "最新的一条。\n");
        written.push_back(build());
    }
    EXPECT_EQ(written[0], 1U) << "the page of the item, and nothing else";
    EXPECT_EQ(written[2], written[0]);
    EXPECT_LE(written[1], 40U);
    EXPECT_EQ(written[3], written[1]);
}

TEST(Rebuild, equals_a_build_from_nothing_after_any_edits) {
    const Campaign campaign;
    const std::size_t steps = campaign.of<std::size_t>(30, 400, 12);
    const TempFolder temp;
    const std::string output = temp / "output";
    GeneratedSite site(campaign.seed, 40);
    Random random(campaign.seed);
    Tree before;
    std::string story;
    for (std::size_t step = 0; step < steps; ++step) {
        const std::string edit = step == 0 ? "begin" : random.one_in(8) ? change_layouts(temp.path(), random) : site.edit();
        story += std::to_string(step) + ". " + edit + "\n";
        const Tree content = site.files();
        bring_up_to_date(temp / "content", before, content);
        before = content;
        Answer answer;
        const auto build = [&](const std::string& into) {
            answer = run_mulu({"build", "--root", temp.path(), "--output", into, "--now", site.now(), "--allow-deletes"});
            EXPECT_EQ(answer.status, 0) << story << answer.error;
            return answer.status == 0;
        };
        ASSERT_TRUE(build(output));
        // The page, its year's data and sitemap, feeds and lists if its summary changed: whatever else there is.
        if (edit.starts_with("edit the body")) {
            EXPECT_LE(written_by(answer), 40U) << campaign.name() << "\n" << story;
        }
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
