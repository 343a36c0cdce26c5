// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/score/contribution.hpp>

#include <span>
#include <vector>

namespace actueel {

/// A scale at a moment (semantics 4).
struct scale_value {
    interval<decimal> points{};        ///< before the table; 0 where nothing applies
    interval<decimal> value{};         ///< the published value, after it
    contribution as_term{};            ///< what the scale brings to another one that names it
    std::vector<contribution> terms{}; ///< in the order of the scale's terms
    bool prorated = false;             ///< taken over the known terms alone, leaving some out
};

/// Every scale of an instrument, in the instrument's order. Exact; rounded only where a mean divides. O(rows + terms).
/// `reused` gives its memory; and, where `changed` is given, what items brought that have not changed since it was made.
[[nodiscard]] std::vector<scale_value> scale_values(const instrument& asked, const situation& now,
                                                    std::vector<scale_value> reused = {},
                                                    const changed_items* changed = nullptr);

/// The published values alone, in the same order. `reused` gives its memory.
[[nodiscard]] std::vector<interval<decimal>>
published_values(std::span<const scale_value> scales, std::vector<interval<decimal>> reused = {});

} // namespace actueel
