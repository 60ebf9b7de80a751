// SPDX-License-Identifier: Apache-2.0
// Catalogues made in memory, small by hand or large by chance, for tests of the floors above the model.
#pragma once

#include <algorithm>
#include <tuple>

#include "base/arena.hpp"
#include "base/date.hpp"
#include "model/address.hpp"
#include "model/catalogue.hpp"
#include "support/site_generator.hpp"

namespace mulu::test {

class CatalogueBuilder {
public:
    CatalogueBuilder() {
        Settings& settings = catalogue_.settings;
        settings.name = "目录";
        settings.organ = "县政府";
        settings.base_url = "https://www.example.gov.cn/xxgk/";
        settings.language = "zh-CN";
        settings.time_zone = *Zone::find("Asia/Shanghai");
        catalogue_.now = Moment::midnight(*make_date(2026, 1, 31));
        catalogue_.texts.push_back(texts_);
    }

    Settings& settings() { return catalogue_.settings; }
    CatalogueBuilder& now(int year, unsigned month, unsigned day) {
        catalogue_.now = Moment::midnight(*make_date(year, month, day));
        return *this;
    }
    Ref unit(const std::string& id, UnitKind kind = UnitKind::department) {
        Unit unit;
        unit.id = unit.name = id;
        unit.kind = kind;
        catalogue_.units.push_back(unit);
        return static_cast<Ref>(catalogue_.units.size() - 1);
    }
    Ref category(const std::string& id, Ref parent = no_ref) {
        Category category;
        category.id = category.name = id;
        category.parent = parent;
        const auto ref = static_cast<Ref>(catalogue_.categories.size());
        if (parent != no_ref) {
            category.level = catalogue_.categories[parent].level + 1;
            catalogue_.categories[parent].children.push_back(ref);
        }
        catalogue_.categories.push_back(category);
        return ref;
    }
    Ref topic(const std::string& id) {
        catalogue_.topics.push_back({id, id, {}});
        return static_cast<Ref>(catalogue_.topics.size() - 1);
    }
    Ref duty(const std::string& id, Ref category) {
        Duty duty;
        duty.id = duty.title = id;
        duty.category = category;
        catalogue_.duties.push_back(duty);
        return static_cast<Ref>(catalogue_.duties.size() - 1);
    }
    /// An item of unit 0 and category 0, to be changed before make().
    Item& item(const std::string& index, Date published) {
        Item item;
        item.index = item.title = texts_->keep(index);
        item.unit = item.category = 0;
        item.published = Moment::midnight(published);
        item.created = published;
        item.channels = {"website"};
        catalogue_.items.push_back(item);
        return catalogue_.items.back();
    }
    Register& registers(int year) {
        Register entries;
        entries.year = year;
        catalogue_.registers.push_back(entries);
        return catalogue_.registers.back();
    }
    Catalogue& raw() { return catalogue_; }

    /// The catalogue, in its order.
    Catalogue make() {
        std::sort(catalogue_.items.begin(), catalogue_.items.end(),
                  [](const Item& a, const Item& b) { return std::tie(a.published.seconds, a.index) < std::tie(b.published.seconds, b.index); });
        for (Item& item : catalogue_.items) item.address = texts_->keep(item_address(item.published.date().year(), std::string(item.index)));
        Catalogue made = catalogue_;
        made.index_items();
        return made;
    }

private:
    std::shared_ptr<Arena> texts_ = std::make_shared<Arena>();
    Catalogue catalogue_;
};

/// A catalogue by chance: a tree of categories three levels deep, units of both kinds, items over some years.
inline Catalogue random_catalogue(Random& random, std::size_t items) {
    CatalogueBuilder builder;
    for (int i = 0; i < 4; ++i) builder.unit("u" + std::to_string(i), i % 2 == 0 ? UnitKind::government : UnitKind::department);
    const Ref a = builder.category("a"), b = builder.category("b", a);
    builder.category("c", b);
    builder.category("d", a);
    builder.category("e");
    for (int i = 0; i < 3; ++i) builder.topic("t" + std::to_string(i));
    for (int i = 0; i < 2; ++i) builder.duty("d" + std::to_string(i), a);
    for (std::size_t i = 0; i < items; ++i) {
        Item& item = builder.item("I-" + std::to_string(10000 + i), {make_date(2010, 1, 1)->days + static_cast<int>(random.below(4 * 365))});
        if (random.one_in(4)) item.published.seconds += static_cast<int>(random.below(86400)), item.published.has_time = true;
        item.unit = static_cast<Ref>(random.below(4));
        item.category = static_cast<Ref>(random.below(5));
        for (Ref topic = 0; topic < 3; ++topic) {
            if (random.one_in(3)) item.topics.push_back(topic);
        }
        if (random.one_in(4)) item.duty = static_cast<Ref>(random.below(2));
        for (const char* keyword : {"防汛", "低保", "预算", "学校"}) {
            if (random.one_in(4)) item.keywords.emplace_back(keyword);
        }
        if (random.one_in(5)) item.keywords.emplace_back("防汛");
        item.channels.clear();
        for (const char* channel : {"website", "board", "gazette"}) {
            if (random.one_in(2)) item.channels.emplace_back(channel);
        }
        if (random.one_in(6)) item.access = Access::on_request;
        if (random.one_in(3)) item.genre = "通知";
        if (random.one_in(5)) item.normative = random.one_in(2) ? Normative::rule : Normative::normative;
    }
    return builder.make();
}

}  // namespace mulu::test
