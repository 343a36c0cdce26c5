// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "day_runs.hpp"

#include <actueel/instrument/scale.hpp>
#include <actueel/rescoring/score_block.hpp>

#include <cstddef>
#include <cstdint>

namespace actueel::detail {

/// Points of a term or a scale on each day.
struct point_lanes {
    score_block::lanes<std::int64_t> low{};
    score_block::lanes<std::int64_t> high{};
    day_bits applies = 0;
    day_bits may_apply = 0;
};

/// Contributions that come one after another, combined on each day over every choice of which uncertain ones apply: what
/// `combined` does for one day (decision 0002, 15), for sums, the most and the least.
class combining {
  public:
    void begin(combine_rule rule, std::size_t days);
    /// The same contribution on a run of days.
    void add(std::size_t first, std::size_t past, std::int64_t low, std::int64_t high,
             bool certain);
    /// Points of their own on each day, where they apply.
    void add(const point_lanes& points);
    /// Precondition: nothing is added after it. `most` caps sums.
    [[nodiscard]] point_lanes& result(const std::int64_t* most);

  private:
    void add_one(std::size_t lane, std::int64_t low, std::int64_t high, bool certain);

    combine_rule rule_ = combine_rule::sum;
    std::size_t days_ = 0;
    point_lanes out_{};
    score_block::lanes<std::int64_t>
        certain_{}; ///< of what surely applies: the least most, or the most least
};

} // namespace actueel::detail
