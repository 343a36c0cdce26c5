// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "family_lanes.hpp"

#include <actueel/rescoring/score_block.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace actueel::detail {

/// Where a condition surely holds, and where it may.
struct truth_bits {
    day_bits yes = 0;
    day_bits may = 0;
};

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

/// Scores a family on all asked days: semantics 4 and 5 in lanes.
class lane_figures {
  public:
    explicit lane_figures(const plan_content& by);
    void find(family_lanes& family, const asked_days& on, score_block& out);

  private:
    /// Numbers that begin and end on some day, as differences; summed up once.
    using differences = std::array<std::int64_t, most_lanes + 1>;

    [[nodiscard]] brought brought_by_value(const planned_term& t, const lane_segment& s) const;
    [[nodiscard]] seen_as seen_in_segment(const planned_condition& c, const lane_row& row,
                                          const lane_segment& s) const;
    [[nodiscard]] status status_in(const lane_row& row, const lane_segment& s) const;
    void settle();
    [[nodiscard]] truth_bits truth_of(std::int32_t condition, asked_of per,
                                      std::int32_t person) const;
    [[nodiscard]] truth_bits truth_of_item(const planned_condition& c, asked_of per,
                                           std::int32_t person) const;
    [[nodiscard]] truth_bits truth_of_scale(const condition& c) const;
    void begin(score_block& out);
    void add_row(const lane_row& row, score_block& out);
    void add_segment(const planned_term& t, std::size_t place, const brought& b, day_bits certain,
                     day_bits uncertain);
    void count(std::size_t which, day_bits days);
    void climb_ladders();
    void find_counts(score_block& out) const;
    void find_scale(std::size_t index, score_block& out);
    void sum_scale(std::size_t index, point_lanes& made);
    void combine_scale(std::size_t index, point_lanes& made);
    void find_levels(score_block& out);

    const plan_content& plan_;
    const instrument& asked_;
    family_lanes* family_ = nullptr;
    const asked_days* on_ = nullptr;
    score_block* out_ = nullptr;

    std::array<std::array<std::int32_t, most_lanes + 1>, 5> counted_{};
    std::vector<differences> sum_low_{}; ///< by scale
    std::vector<differences> sum_high_{};
    std::vector<point_lanes> as_term_{}; ///< by scale: what it brings to another
    std::vector<combining> terms_{};     ///< by planned term, where it has points of its own
    std::vector<day_bits>
        reached_{}; ///< by ladder and step: where it surely is, then where it may be
    std::vector<std::size_t> first_reached_{}; ///< by ladder
    combining scale_{};
};

/// When to look again: a review by the last sign-off and the highest final level, and the earlier of it and the first answer
/// to expire (semantics 6, due). `out` has both levels and `due[0]`.
void find_review_and_due(const instrument& asked, const asked_days& on,
                         std::span<const family_lanes::signing> sign_offs, score_block& out);

} // namespace actueel::detail
