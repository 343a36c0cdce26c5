// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "combining.hpp"
#include "family_lanes.hpp"
#include "lane_sums.hpp"
#include "lane_truth.hpp"
#include "level_cuts.hpp"

#include <actueel/rescoring/score_block.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace actueel::detail {

/// Scores a family on all asked days: semantics 4 and 5 in lanes.
class lane_figures {
  public:
    /// `with_due`: whether days on which to look again are wanted.
    lane_figures(const plan_content& by, bool with_due);
    /// Begins a family: gives what its rows are to be tallied in.
    [[nodiscard]] lane_sums& begin(const asked_days& on);
    /// Scores a family that was read, some of its rows into that tally.
    void find(family_lanes& family, score_block& out);

  private:
    void settle(const lane_truth& truth);
    void add_row(const lane_row& row);
    void find_answers_due(score_block& out) const;
    void find_scale(std::size_t index, score_block& out);
    void add_scales(std::size_t index, point_lanes& made) const;
    void combine_scale(std::size_t index, point_lanes& made);
    void find_levels(const lane_truth& truth, score_block& out) const;
    void decide_levels(score_block& out) const;

    const plan_content& plan_;
    const instrument& asked_;
    const bool with_due_;
    family_lanes* family_ = nullptr;
    const asked_days* on_ = nullptr;

    lane_sums sums_;
    std::vector<point_lanes> as_term_;   ///< by scale: what it brings to another
    std::vector<combining> terms_;       ///< by planned term, where it has points of its own
    std::vector<std::size_t> of_own_{};  ///< those terms
    std::vector<std::size_t> settled_{}; ///< items that are asked only when something holds
    std::vector<level_cuts> cuts_{};     ///< by scale
    combining scale_{};
};

/// When to look again: a review by the last sign-off and the highest final level, and the earlier of it and the first answer
/// to expire (semantics 6, due). `out` has both levels and `due[0]`.
void find_review_and_due(const instrument& asked, const asked_days& on,
                         std::span<const family_lanes::signing> sign_offs, score_block& out);

} // namespace actueel::detail
