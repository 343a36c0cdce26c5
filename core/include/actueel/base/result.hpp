// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/error.hpp>

#include <utility>
#include <variant>

namespace actueel {

/// A value, or everything that is wrong. What every `try_…` door returns; the throwing door is its `value()`.
template <class T>
class [[nodiscard]] result {
  public:
    // NOLINTNEXTLINE(google-explicit-constructor): a result is its value
    result(T value) : held_{std::in_place_index<0>, std::move(value)} {}
    // NOLINTNEXTLINE(google-explicit-constructor): or its error
    result(actueel::error wrong) : held_{std::in_place_index<1>, std::move(wrong)} {}

    [[nodiscard]] bool has_value() const noexcept { return held_.index() == 0; }
    [[nodiscard]] explicit operator bool() const noexcept { return has_value(); }

    /// The value; throws the error where there is none.
    [[nodiscard]] const T& value() const& {
        if (!has_value()) { throw std::get<1>(held_); }
        return std::get<0>(held_);
    }
    [[nodiscard]] T value() && {
        if (!has_value()) { throw std::get<1>(held_); }
        return std::get<0>(std::move(held_));
    }
    /// Precondition: `has_value()`.
    [[nodiscard]] const T& operator*() const& noexcept { return *std::get_if<0>(&held_); }
    [[nodiscard]] const T* operator->() const noexcept { return std::get_if<0>(&held_); }
    /// Precondition: not `has_value()`.
    [[nodiscard]] const actueel::error& error() const noexcept { return *std::get_if<1>(&held_); }

  private:
    std::variant<T, actueel::error> held_;
};

} // namespace actueel
