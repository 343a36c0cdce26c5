// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/trajectory/change.hpp>

namespace actueel::detail {

/// What one row brings to each term that names its item, in the order of the scales.
[[nodiscard]] std::vector<contribution> contributions_of(const instrument& asked, std::int32_t item,
                                                         const response& row);

/// Whether contested words make a range of the row's points.
[[nodiscard]] bool widened(const item& of, const response& row) noexcept;

/// How two states of a row differ, as docs/reference/change.md tells them.
enum class row_difference : std::uint8_t {
    none,
    only_contested, ///< in `contested` or `widened` alone
    some,
};
[[nodiscard]] row_difference difference_of(const instrument& asked, std::int32_t item,
                                           const response& before, const response& after);

/// The rows that differ, with their shares; causes are left to `find_causes`.
[[nodiscard]] std::vector<changed_row> changed_rows(const assessment& before,
                                                    const assessment& after);

/// Fills in the cause of every row, and what else speaks of the level.
void find_causes(const known_answers& before, const known_answers& after, change& of);

} // namespace actueel::detail
