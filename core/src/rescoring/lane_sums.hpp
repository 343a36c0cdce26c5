// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "combining.hpp"
#include "day_numbers.hpp"
#include "family_lanes.hpp"

#include <array>
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

/// What the rows of a family add up to, in words of bits: how many there are in each status, and what the straight terms and
/// the ladders of each scale come to.
class lane_sums {
  public:
    explicit lane_sums(const plan_content& by);

    void begin();
    /// Counts a row, by status and as contested.
    void count(const std::array<day_bits, 4>& in, day_bits contested) noexcept {
        const std::size_t at = many_;
        for (std::size_t s = 0; s < in.size(); ++s) { waiting_[s][at] = in[s]; }
        waiting_.back()[at] = contested;
        many_ = at + 1;
        if (many_ == waiting_.back().size()) { count_up(); }
    }
    /// Adds what the states of a family's row bring to a straight term, or reach on a ladder.
    void add(const planned_term& to, const family_lanes& family, const lane_row& row);
    /// The masks of ladders: by step from where a ladder's first lies, where something that surely applies is of so many points,
    /// at least; from its `stride()` on, where anything may be of so many.
    [[nodiscard]] day_bits* reached() noexcept { return reached_.data(); }
    /// Adds the ladders. Precondition: all rows were added. Only then can be written.
    void climb();
    /// Writes out how many rows are in each status, then how many are contested.
    void write_counts(std::size_t days, score_block& to) const;
    /// Writes out what a scale adds up to, and where any of it applies; on other days the points are zero.
    void write(std::size_t scale, std::size_t days, point_lanes& to) const;

  private:
    struct scale_sum {
        std::vector<std::int64_t>
            points{}; ///< by the bits of a number of few words: how many points that is
        day_numbers low{};
        day_numbers high{};
        day_bits applies = 0;
        day_bits may_apply = 0;
    };

    void count_up() noexcept;
    void climb(std::size_t ladder);
    void resolve(const planned_ladder& ladder, day_bits unsure);

    const plan_content& plan_;
    std::array<day_numbers, 5> counted_{};
    std::array<std::array<day_bits, 16>, 5> waiting_{}; ///< rows that are yet to be counted
    std::size_t many_ = 0;                              ///< of them
    std::vector<scale_sum> sums_;
    std::vector<day_bits> reached_{};
    std::vector<day_bits>
        perhaps_{}; ///< likewise, where something that may not apply is of so many points, at least
    bool unsure_ = false; ///< whether there was any
};

} // namespace actueel::detail
