// SPDX-License-Identifier: Apache-2.0
// A site made of a seed, and random edits of it as editors make them. The same seed makes the same site on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <set>

#include "base/date.hpp"
#include "support/files.hpp"

namespace mulu::test {

/// Numbers of a seed; std::uniform_int_distribution is another on every library.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
    bool one_in(std::size_t number) { return below(number) == 0; }
    template <class T>
    const T& of(const std::vector<T>& list) { return list[below(list.size())]; }
    template <class T>
    void shuffle(std::vector<T>& list) {
        for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
    }

private:
    std::mt19937_64 engine_;
};

struct GeneratedItem {
    unsigned number = 0;
    std::string title, unit, category, body;
    Date created, published;
    std::vector<std::string> topics, keywords, channels;
    std::vector<unsigned> supersedes, related, links;  ///< numbers of items that may be gone meanwhile: then left out
    unsigned moved = 0;  ///< how often its file was renamed
    std::vector<int> corrections;  ///< days
    bool on_request = false, withdrawn = false, draft = false, attachment = false, alias = false;
    int expires_after = -1;  ///< days after publication
    std::string index() const { return "QL00001-0200-2013-" + std::to_string(100000 + number).substr(1); }
};

class GeneratedSite {
public:
    GeneratedSite(std::uint64_t seed, unsigned items) : random_(seed) {
        for (unsigned i = 0; i < items; ++i) add();
    }

    const std::string& now() const { return now_; }

    /// One edit, said in words.
    std::string edit() {
        if (items_.empty()) return add();
        GeneratedItem& item = items_[random_.below(items_.size())];
        const std::string name = item.index();
        switch (random_.below(22)) {
            case 0:
            case 1: return add();
            case 2: item.body = paragraphs(); return "edit the body of " + name;
            case 3: item.title = words(); return "edit the title of " + name;
            case 4: {
                items_.erase(items_.begin() + (&item - items_.data()));
                return "delete " + name;
            }
            case 5: item.category = random_.of(categories_); return "move " + name + " to " + item.category;
            case 6: item.published.days -= static_cast<int>(random_.below(500)); return "date " + name + " back to " + print_date(item.published);
            case 7: {
                const unsigned old = random_.of(items_).number;
                if (old >= item.number) return "nothing";
                item.supersedes = {old};
                return name + " repeals " + std::to_string(old);
            }
            case 8: {
                std::string& unit = unit_names_[random_.below(unit_names_.size())];
                unit = words();
                return "rename a unit to " + unit;
            }
            case 9: {
                today_.days += static_cast<int>(random_.below(60));
                now_ = print_date(today_);
                return "the clock moves to " + now_;
            }
            case 10: item.withdrawn = !item.withdrawn; return "withdraw or bring back " + name;
            case 11: item.draft = !item.draft; return "draft or release " + name;
            case 12: item.attachment = !item.attachment; return "attach or detach a file of " + name;
            case 13: ++item.moved; return "rename the file of " + name;
            case 14: item.corrections.push_back(item.published.days + static_cast<int>(item.corrections.size()) + 1); return "correct " + name;
            case 15: item.keywords = {random_.of(keywords_)}; return "change the keywords of " + name;
            case 16: item.expires_after = item.expires_after < 0 ? static_cast<int>(random_.below(400)) : -1; return "change the end of " + name;
            case 17: return "rename a category to " + (category_names_[random_.below(category_names_.size())] = words());
            case 18: return "rename a topic to " + (topic_names_[random_.below(topic_names_.size())] = words());
            case 19:
                per_page_ = 3 + random_.below(3);
                feed_items_ = 4 + random_.below(3);
                site_name_ = "清流县" + words();
                return "change the settings";
            case 20: page_body_ = paragraphs(); return "edit a standing page";
            default: consultations_ = random_.below(100); return "change a register";
        }
    }

    /// Files below content/.
    Tree files() {
        Tree tree;
        tree["site.yml"] =
            "name: '" + site_name_ + "'\norgan: 清流县人民政府\nbase_url: https://www.example.gov.cn/xxgk/\ntime_zone: Asia/Shanghai\nlanguage: zh-CN\n"
            "per_page: " + std::to_string(per_page_) + "\nfeed_items: " + std::to_string(feed_items_) + "\nboards: {months: [1, 3, 5, 7, 9, 11], day: 15}\n";
        for (std::size_t i = 0; i < unit_names_.size(); ++i) {
            tree["units.yml"] += "- {id: " + units_[i] + ", name: '" + unit_names_[i] + "', kind: " + (i % 2 == 0 ? "政府" : "部门") + "}\n";
        }
        tree["categories.yml"] =
            "- {id: jigou, name: '" + category_names_[0] + "'}\n- id: zhengce\n  name: '" + category_names_[1] + "'\n  children:\n    - {id: guifan, name: 规范性文件}\n" +
            "    - id: jiedu\n      name: '" + category_names_[2] + "'\n      children: [{id: tujie, name: 图解}]\n- {id: kong, name: 空栏目}\n";
        tree["topics.yml"] = "- {id: minsheng, name: '" + topic_names_[0] + "'}\n- {id: huanbao, name: '" + topic_names_[1] + "'}\n";
        tree["duties.yml"] = "- {id: shiwu, title: 公开事务, category: zhengce, units: [all]}\n";
        tree["pages/zhinan.md"] = "---\ntitle: 公开指南\n---\n## 一、总则\n\n见[下](#s-2)。\n\n## 二、附则\n\n完。\n\n" + page_body_;
        tree["registers/2013.yml"] = "entries:\n  - {quarter: 1, consultations: {phone: " + std::to_string(consultations_) + ", online: 4, visit: 5}}\n";
        tree["reports/2013.md"] = "---\npublished: 2014-03-01\n---\n咨询 {{consultations.total}} 人次，公开 {{documents}} 条。\n";
        std::set<unsigned> there;
        for (const GeneratedItem& item : items_) there.insert(item.number);
        for (const GeneratedItem& item : items_) {
            const std::string stem = "items/" + std::to_string(item.number % 7) + "/第" + std::to_string(item.number) + "条" + (item.moved > 0 ? "-" + std::to_string(item.moved) : "");
            tree[stem + ".md"] = text(item, there);
            if (item.attachment) tree["items/" + std::to_string(item.number % 7) + "/附表" + std::to_string(item.number) + ".csv"] = "序号,金额\n1," + std::to_string(item.number) + "\n";
        }
        return tree;
    }

private:
    std::string add() {
        GeneratedItem item;
        item.number = ++last_number_;
        item.title = words();
        item.unit = random_.of(units_);
        item.category = random_.of(categories_);
        item.published.days = today_.days - static_cast<int>(random_.below(900)) + static_cast<int>(random_.below(40));
        item.created.days = item.published.days - static_cast<int>(random_.below(20));
        if (random_.one_in(3)) item.topics.emplace_back(random_.one_in(2) ? "minsheng" : "huanbao");
        if (random_.one_in(2)) item.keywords = {random_.of(keywords_), random_.of(keywords_)};
        if (random_.one_in(3)) item.channels = {"公开栏", "政府网站"};
        item.on_request = random_.one_in(10);
        item.attachment = random_.one_in(4);
        item.alias = random_.one_in(8);
        if (random_.one_in(6)) item.expires_after = static_cast<int>(random_.below(60));
        if (!items_.empty() && random_.one_in(3)) item.related = {random_.of(items_).number};
        if (!items_.empty() && random_.one_in(3)) item.links = {random_.of(items_).number};
        item.body = paragraphs();
        items_.push_back(item);
        return "add " + item.index();
    }

    std::string text(const GeneratedItem& item, const std::set<unsigned>& there) const {
        const auto indexes = [&](const std::vector<unsigned>& numbers) {
            std::string list;
            for (const unsigned number : numbers) {
                if (!there.contains(number) || number == item.number) continue;
                GeneratedItem other;
                other.number = number;
                list += (list.empty() ? "" : ", ") + other.index();
            }
            return list;
        };
        std::string text = "---\ntitle: '" + item.title + "'\nindex: " + item.index() + "\nunit: " + item.unit + "\ncategory: " + item.category +
                           "\ncreated: " + print_date(item.created) + "\npublished: " + print_date(item.published) + "\n";
        const auto list = [&](const char* key, const std::vector<std::string>& values) {
            std::string joined;
            for (const std::string& value : values) joined += (joined.empty() ? "" : ", ") + value;
            if (!joined.empty()) text += std::string(key) + ": [" + joined + "]\n";
        };
        list("topics", item.topics);
        list("keywords", item.keywords);
        list("channels", item.channels);
        if (item.number % 5 == 0) text += "duty: shiwu\n";
        if (item.on_request) text += "access: 依申请公开\n";
        if (item.draft) text += "draft: 是\n";
        if (item.withdrawn) text += "withdrawn: {on: 2014-01-01, reason: 有误}\n";
        if (item.alias) text += "aliases: [old/" + std::to_string(item.number) + ".html]\n";
        if (item.attachment) text += "attachments: [附表" + std::to_string(item.number) + ".csv]\n";
        if (item.expires_after >= 0) text += "expires: " + print_date({item.published.days + item.expires_after}) + "\n";
        if (const std::string all = indexes(item.supersedes); !all.empty()) text += "supersedes: [" + all + "]\n";
        if (const std::string all = indexes(item.related); !all.empty()) text += "related: [" + all + "]\n";
        if (!item.corrections.empty()) text += "corrections:\n";
        for (const int day : item.corrections) text += "  - {on: " + print_date({day}) + ", note: 更正错字}\n";
        text += "review: {result: 公开, by: 王某, on: 2013-01-01}\n---\n" + item.body;
        if (const std::string all = indexes(item.links); !all.empty()) text += "\n见[另一条](item:" + all + ")。\n";
        return text;
    }

    std::string words() {
        static const std::vector<std::string> parts = {"关于", "做好", "防汛", "抗旱", "低保", "教育", "预算", "工作", "通知", "公告", "2013年", "<第三>", "A&B", "“引号”"};
        std::string text;
        for (std::size_t n = 3 + random_.below(5); n > 0; --n) text += random_.of(parts);
        return text;
    }
    std::string paragraphs() {
        std::string text;
        for (std::size_t n = 1 + random_.below(3); n > 0; --n) text += (random_.one_in(4) ? "## " : "") + words() + "。\n\n";
        if (random_.one_in(4)) text += "| 项目 | 金额 |\n|---|--:|\n| " + words() + " | 1 |\n";
        return text;
    }

    Random random_;
    std::vector<GeneratedItem> items_;
    unsigned last_number_ = 0;
    Date today_ = *make_date(2014, 1, 20);
    std::string now_ = "2014-01-20";
    std::vector<std::string> units_ = {"zfb", "jyj", "shuili"}, unit_names_ = {"县政府办公室", "教育局", "水利局"};
    std::vector<std::string> category_names_ = {"机构职能", "政策文件", "解读"}, topic_names_ = {"民生", "环保"};
    std::string site_name_ = "清流县政府信息公开目录", page_body_;
    std::size_t per_page_ = 3, feed_items_ = 5, consultations_ = 3;
    std::vector<std::string> categories_ = {"jigou", "zhengce", "guifan", "jiedu", "tujie"}, keywords_ = {"防汛", "低保", "预算", "学校", "道路"};
};

}  // namespace mulu::test
