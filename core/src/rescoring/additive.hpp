// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "plan_content.hpp"

#include <actueel/columnar/record_columns.hpp>
#include <actueel/rescoring/additive_kernel.hpp>
#include <actueel/rescoring/days.hpp>
#include <actueel/rescoring/lane_scorer.hpp>
#include <actueel/rescoring/score_block.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace actueel::detail {

/// An instrument that is one sum of answers to questions about the family, and nothing else: each answer moves the sum and
/// the counts from one day to another. Its figures as small whole numbers.
struct additive_plan {
    std::int32_t largest = 0;  ///< total that any answers can reach
    std::int64_t unit = 1;     ///< what one of the small numbers stands for, in 1/10000
    std::int64_t low_from = 0; ///< what a low or a high of zero stands for
    std::int64_t high_from = 0;
    additive_totals nothing_said{}; ///< with no answer at all
    struct moves {
        additive_totals fresh{}; ///< against nothing said
        additive_totals stale{};
    };
    std::vector<moves> by_item_and_state{};  ///< by item, then state of a fresh answer
    std::vector<std::int32_t> first_state{}; ///< by item
};

/// Nothing where an instrument is not of that kind, or its numbers are not small.
[[nodiscard]] std::optional<additive_plan> additive_of(const plan_content& by);

/// Scores families whose rows are observations by day, question and answer alone, by the additive kernels: a sum is known
/// on all days at once. The most usual table, and the fastest way through it.
class additive_scorer {
  public:
    /// Whether a batch is such a table.
    [[nodiscard]] static bool fits(const record_columns& columns, const asked_days& on);

    /// Refers to all of them.
    additive_scorer(const plan_content& by, const additive_plan& sum, const record_columns& columns,
                    const asked_days& on, bool wants_due);

    /// Fills `out` where the outcome is `scored`. O(rows + days).
    [[nodiscard]] lane_outcome score(std::int64_t first, std::int64_t past, score_block& out);

  private:
    struct observation {
        std::int32_t day = 0;
        std::int16_t item = 0;
        std::int16_t state = 0;
    };
    static constexpr std::int16_t not_looked_for = -1;
    static constexpr std::int16_t not_for_lanes = -2;

    [[nodiscard]] std::int16_t state_of(std::int32_t item_code, std::int32_t answer_code);
    [[nodiscard]] lane_outcome read(std::int64_t first, std::int64_t past);
    [[nodiscard]] bool walk(score_block& out);
    void fill(score_block& out) const;

    const plan_content& plan_;
    const additive_plan& sum_;
    const record_columns& columns_;
    const asked_days& on_;
    bool wants_due_;
    additive_kernel kernel_;
    std::vector<std::int32_t> item_of_{};
    std::vector<std::int16_t> states_{}; ///< by item code, then answer code
    std::vector<observation> said_{};
    std::vector<additive_move> moves_{};
    std::vector<std::int32_t>
        next_day_{}; ///< by item: of its next answer, and the lane where that begins
    std::vector<std::int32_t> next_lane_{};
    additive_lanes sums_{};
    day first_day_{};
};

} // namespace actueel::detail
