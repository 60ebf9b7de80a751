// SPDX-License-Identifier: Apache-2.0
// Result: the answer of an operation that the machine may refuse (disk full, no permission), and ensure() for
// what only a fault of ours can break. Wrong content is never a Failure: it is a Diagnostic.
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace mulu {

/// What the machine refused: the operation in words, the path, and errno.
struct Failure {
    std::string what;
    std::string path;
    int error = 0;
    std::string message() const;  ///< "cannot write X: No space left on device"
};

struct Done {};

/// A T, or the Failure that stands in its place.
template <class T = Done>
class [[nodiscard]] Result {
public:
    Result(T value) : value_(std::move(value)) {}
    Result(Failure failure) : failure_(std::move(failure)) {}
    explicit operator bool() const { return value_.has_value(); }
    T& operator*() { return *value_; }
    const T& operator*() const { return *value_; }
    T* operator->() { return &*value_; }
    const T* operator->() const { return &*value_; }
    const Failure& failure() const { return failure_; }

private:
    std::optional<T> value_;
    Failure failure_;
};

/// Aborts with the place and `what` if `condition` does not hold. For our own faults, never for content.
void ensure(bool condition, const char* what);

}  // namespace mulu
