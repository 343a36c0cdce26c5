// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/decimal.hpp>
#include <actueel/base/interval.hpp>
#include <actueel/instrument/points.hpp>
#include <actueel/instrument/texts.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace actueel {

enum class combine_rule : std::uint8_t { sum, max, min, mean };
inline constexpr std::array<std::string_view, 4> combine_rule_names = {"sum", "max", "min", "mean"};

/// One item or one other scale in a scale.
struct term {
    std::int32_t item = -1;                        ///< either an item
    std::int32_t scale = -1;                       ///< or another scale
    point_table points{};                          ///< of an item
    interval<decimal> any{};                       ///< what any answer to the item gives
    combine_rule over_persons = combine_rule::max; ///< of a per-person item: sum, max or min
    decimal most{};                                ///< which such a sum does not exceed
};

/// One row of a step function: from `at_least` on the published value is `value`.
struct table_row {
    decimal at_least;
    decimal value;
};

/// A scale: terms combined, then perhaps looked up in a table (semantics 4).
struct scale {
    std::string id;
    texts label{};
    combine_rule combine{};
    std::vector<term> terms;
    std::optional<std::int32_t> min_answered{};
    std::vector<table_row> table{};
    std::vector<std::optional<decimal>> cuts{}; ///< by level; empty: the scale has none
    std::optional<decimal> standard_error{};
    bool higher_is_better = false;
    interval<decimal> points_range{}; ///< what all answers to all terms give, before the table
    interval<decimal> range{};        ///< after it

    /// The published value of some points.
    [[nodiscard]] decimal published(decimal points) const noexcept;
    /// The hull of the published values of some points.
    [[nodiscard]] interval<decimal> published(interval<decimal> points) const noexcept;
    /// The highest level that begins at or below a value. Precondition: the scale has cuts.
    [[nodiscard]] std::int32_t level_of(decimal value) const noexcept;
};

} // namespace actueel
