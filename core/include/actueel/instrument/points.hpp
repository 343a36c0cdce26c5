// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/decimal.hpp>
#include <actueel/base/interval.hpp>
#include <actueel/instrument/answer.hpp>
#include <actueel/instrument/item.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace actueel {

/// From `at_least` (included) to the next bin's (not included).
struct bin {
    decimal at_least;
    decimal points;
};

/// `times` x value + `plus`, rounded to four digits, then not below `min` nor above `max`.
struct linear_points {
    decimal times;
    decimal plus{};
    std::optional<decimal> min{};
    std::optional<decimal> max{};
};

/// How one item's answers become points on one scale (semantics 4). Exactly one of the first three is used.
struct point_table {
    std::vector<decimal> by_option{}; ///< by the index of the option
    std::vector<bin> bins{};
    std::optional<linear_points> linear{};
    std::optional<decimal> if_none{}; ///< of `days_since_event`, when there is no event

    /// The points of a value. Precondition: `given.has_value()`.
    [[nodiscard]] decimal of(const answer& given) const noexcept;
    [[nodiscard]] decimal of(decimal number) const noexcept;
    /// The least and the most points of the numbers from `low` to `high`, whole ones only where `integer`.
    [[nodiscard]] interval<decimal> over(interval<decimal> numbers, bool integer) const noexcept;
    /// The least and the most points that any answer to the item gives, `if_none` included. O(options or bins).
    [[nodiscard]] interval<decimal> any_answer(const item& asked) const noexcept;
};

} // namespace actueel
