// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <algorithm>

namespace actueel {

/// Everything from `low` to `high`, both included; `low <= high`. Known completely, the two are equal.
template <class T>
struct interval {
    T low{};
    T high{};

    friend constexpr bool operator==(const interval&, const interval&) = default;
};

template <class T>
[[nodiscard]] constexpr interval<T> exactly(T value) {
    return {value, value};
}

/// The smallest interval that holds both.
template <class T>
[[nodiscard]] constexpr interval<T> hull(const interval<T>& a, const interval<T>& b) {
    return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

template <class T>
[[nodiscard]] constexpr bool is_exact(const interval<T>& i) {
    return i.low == i.high;
}

} // namespace actueel
