// SPDX-License-Identifier: Apache-2.0
// The items of a catalogue, each where it was read: a list of a hundred thousand records is sorted by moving 8 bytes each.
#pragma once

#include <algorithm>
#include <iterator>
#include <memory>
#include <vector>

#include "model/item.hpp"

namespace mulu {

class ItemList {
public:
    template <class List, class One>
    class Walk {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Item;
        using difference_type = std::ptrdiff_t;
        using pointer = One*;
        using reference = One&;
        Walk(List* list, std::size_t at) : list_(list), at_(at) {}
        One& operator*() const { return (*list_)[at_]; }
        One* operator->() const { return &(*list_)[at_]; }
        Walk& operator++() { return ++at_, *this; }
        Walk operator++(int) { return Walk(list_, at_++); }
        bool operator==(const Walk& other) const { return at_ == other.at_; }

    private:
        List* list_;
        std::size_t at_;
    };

    ItemList() = default;
    ItemList(const ItemList& other) {
        for (const auto& item : other.items_) push_back(*item);
    }
    ItemList(ItemList&&) noexcept = default;
    ItemList& operator=(const ItemList& other) { return *this = ItemList(other); }
    ItemList& operator=(ItemList&&) noexcept = default;
    ~ItemList() = default;

    std::size_t size() const { return items_.size(); }
    bool empty() const { return items_.empty(); }
    Item& operator[](std::size_t at) { return *items_[at]; }
    const Item& operator[](std::size_t at) const { return *items_[at]; }
    const Item& at(std::size_t at) const { return *items_.at(at); }
    Item& back() { return *items_.back(); }
    const Item& back() const { return *items_.back(); }
    auto begin() { return Walk<ItemList, Item>(this, 0); }
    auto end() { return Walk<ItemList, Item>(this, size()); }
    auto begin() const { return Walk<const ItemList, const Item>(this, 0); }
    auto end() const { return Walk<const ItemList, const Item>(this, size()); }
    void reserve(std::size_t count) { items_.reserve(count); }
    void push_back(std::unique_ptr<Item> item) { items_.push_back(std::move(item)); }
    void push_back(const Item& item) { items_.push_back(std::make_unique<Item>(item)); }
    void clear() { items_.clear(); }
    template <class Before>
    void sort(const Before& before) {
        std::sort(items_.begin(), items_.end(), [&](const auto& a, const auto& b) { return before(*a, *b); });
    }

private:
    std::vector<std::unique_ptr<Item>> items_;
};

}  // namespace mulu
