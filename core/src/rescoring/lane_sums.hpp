// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "combining.hpp"
#include "day_numbers.hpp"
#include "family_lanes.hpp"

#include <vector>

namespace actueel::detail {

/// What a segment whose state has no place brings to a term.
[[nodiscard]] brought brought_in(const plan_content& plan, const planned_term& to,
                                 const family_lanes& family, const lane_row& row,
                                 const lane_segment& s);

/// Calls `each(brought, certain, uncertain)` with what the states of a row bring to a term, and on which days surely or perhaps.
template <class Each>
void for_each_brought(const plan_content& plan, const planned_term& to, const family_lanes& family,
                      const lane_row& row, Each&& each) {
    const auto give = [&](const brought& b, day_bits on) {
        if (b.applies == kleene::no) { return; }
        const day_bits certain = b.applies == kleene::yes ? on & row.applies : 0;
        each(b, certain, on & ~certain);
    };
    if (row.unnamed) { return give(to.unnamed, row.may_apply); }
    for (const lane_segment& s : family.segments_of(row)) {
        const day_bits on = s.on & row.may_apply;
        if (on == 0) { continue; }
        if (s.placed) {
            give(to.by_state[static_cast<std::size_t>(s.state)], on);
        } else {
            give(brought_in(plan, to, family, row, s), on);
        }
    }
}

/// What the straight terms and the ladders of each scale add up to, in words of bits.
class lane_sums {
  public:
    explicit lane_sums(const plan_content& by);

    void begin();
    /// Adds what the states of a family's row bring to a straight term, or reach on a ladder.
    void add(const planned_term& to, const family_lanes& family, const lane_row& row);
    /// Adds the ladders. Precondition: all rows were added.
    void climb();
    /// Writes out what a scale adds up to, and where any of it applies; on other days the points are zero.
    void write(std::size_t scale, std::size_t days, point_lanes& to) const;

  private:
    struct scale_sum {
        day_numbers low{};
        day_numbers high{};
        day_bits applies = 0;
        day_bits may_apply = 0;
    };

    void add_straight(const planned_term& to, const family_lanes& family, const lane_row& row);
    void reach(const planned_term& to, const family_lanes& family, const lane_row& row);
    void climb(const planned_ladder& ladder, const day_bits* reached);

    const plan_content& plan_;
    std::vector<scale_sum> sums_;
    std::vector<day_bits> reached_{}; ///< by ladder: see `climb`
    std::vector<std::size_t> first_reached_{};
    day_numbers low_{}; ///< of one straight term
    day_numbers high_{};
    std::vector<day_bits> on_low_{}; ///< of one ladder: by step, where its low end stands
    std::vector<day_bits> on_high_{};
};

} // namespace actueel::detail
