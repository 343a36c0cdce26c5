// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "family_lanes.hpp"

#include <actueel/rescoring/score_block.hpp>

#include <cstdint>

namespace actueel::detail {

/// Where a condition surely holds, and where it may.
struct truth_bits {
    day_bits yes = 0;
    day_bits may = 0;
};

/// Says on which days conditions hold, of a family that was read: semantics 5, the closed set, in bits.
class lane_truth {
  public:
    /// Refers to all four. `figures` has the scales that conditions ask for by the time that they do.
    lane_truth(const plan_content& by, const family_lanes& family, const asked_days& on,
               const score_block& figures)
        : plan_{by}, asked_{by.asked}, family_{family}, on_{on}, out_{figures} {}

    /// `per` and `person` are whose row asks, where one does.
    [[nodiscard]] truth_bits of(std::int32_t condition, asked_of per, std::int32_t person) const;

  private:
    [[nodiscard]] truth_bits of_item(const planned_condition& c, asked_of per,
                                     std::int32_t person) const;
    [[nodiscard]] truth_bits of_scale(const condition& c) const;
    [[nodiscard]] seen_as seen_in(const planned_condition& c, const lane_row& row,
                                  const lane_segment& s) const;

    const plan_content& plan_;
    const instrument& asked_;
    const family_lanes& family_;
    const asked_days& on_;
    const score_block& out_;
};

} // namespace actueel::detail
