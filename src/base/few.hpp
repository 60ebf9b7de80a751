// SPDX-License-Identifier: Apache-2.0
// Few: a list that is nearly always empty. It takes 8 bytes where a std::vector takes 24, which counts in a record with a dozen such lists and a million
// records.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <vector>

namespace mulu {

template <class T>
class Few {
public:
    using value_type = T;
    using iterator = T*;
    using const_iterator = const T*;

    Few() = default;
    Few(std::initializer_list<T> list) : Few(std::vector<T>(list)) {}
    Few(std::vector<T> list) {
        if (!list.empty()) list_ = std::make_unique<std::vector<T>>(std::move(list));
    }
    Few(const Few& other) : list_(other.list_ ? std::make_unique<std::vector<T>>(*other.list_) : nullptr) {}
    Few(Few&&) noexcept = default;
    Few& operator=(const Few& other) { return *this = Few(other); }
    Few& operator=(Few&&) noexcept = default;
    ~Few() = default;

    bool empty() const { return !list_ || list_->empty(); }
    std::size_t size() const { return list_ ? list_->size() : 0; }
    T* begin() { return list_ ? list_->data() : nullptr; }
    T* end() { return list_ ? list_->data() + list_->size() : nullptr; }
    const T* begin() const { return list_ ? list_->data() : nullptr; }
    const T* end() const { return list_ ? list_->data() + list_->size() : nullptr; }
    T& operator[](std::size_t at) { return (*list_)[at]; }
    const T& operator[](std::size_t at) const { return (*list_)[at]; }
    const T& at(std::size_t at) const { return list_ ? list_->at(at) : std::vector<T>().at(at); }
    T& front() { return list_->front(); }
    const T& front() const { return list_->front(); }
    T& back() { return list_->back(); }
    const T& back() const { return list_->back(); }
    void push_back(T value) { made().push_back(std::move(value)); }
    template <class... Args>
    T& emplace_back(Args&&... args) { return made().emplace_back(std::forward<Args>(args)...); }
    void clear() { list_.reset(); }
    void assign(std::size_t count, const T& value) { *this = Few(std::vector<T>(count, value)); }
    void reserve(std::size_t count) {
        if (count > 0) made().reserve(count);
    }
    bool operator==(const Few& other) const { return size() == other.size() && std::equal(begin(), end(), other.begin()); }

private:
    std::vector<T>& made() {
        if (!list_) list_ = std::make_unique<std::vector<T>>();
        return *list_;
    }
    std::unique_ptr<std::vector<T>> list_;
};

}  // namespace mulu
