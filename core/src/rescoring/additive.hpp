// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "plan_content.hpp"

#include <actueel/columnar/record_columns.hpp>
#include <actueel/rescoring/additive_kernel.hpp>
#include <actueel/rescoring/days.hpp>
#include <actueel/rescoring/rescorer.hpp>
#include <actueel/rescoring/score_block.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace actueel::detail {

/// An instrument that is one sum of answers to questions about the family, and nothing else: each answer moves the sum and
/// the counts from one day to another. Its figures as small whole numbers.
struct additive_plan {
    std::int32_t largest = 0;       ///< total that any answers can reach
    std::int64_t unit = 1;          ///< what one of the small numbers stands for, in 1/10000
    additive_totals nothing_said{}; ///< with no answer at all
    struct moves {
        additive_totals fresh{}; ///< against nothing said
        additive_totals stale{};
    };
    std::vector<moves> by_item_and_state{};  ///< by item, then state of a fresh answer
    std::vector<std::int32_t> first_state{}; ///< by item
    struct end_of_range {
        std::vector<std::int64_t> units{}; ///< in 1/10000
        std::vector<double> values{};
        std::vector<std::int32_t> scale_levels{}; ///< by the scale's own cuts
        std::vector<std::int32_t> levels{};       ///< of the instrument
    };
    end_of_range low{}; ///< what each small number stands for
    end_of_range high{};
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

    /// Scores a family; its figures stay until the next. False: the general lanes have to look. O(rows + days).
    [[nodiscard]] bool score(std::int64_t first, std::int64_t past);

    /// The days that have a row.
    [[nodiscard]] day_bits rows() const noexcept { return rows_; }
    /// Whether any of these has a current or an expired answer.
    [[nodiscard]] bool any_answer() const noexcept;
    /// Adds the figures of lanes `first` up to `past` to a column. Precondition: no points of terms.
    void add_to(made_column& to, const score_column& what, std::size_t first,
                std::size_t past) const;

  private:
    /// What an answer to a question says here.
    struct meaning {
        std::int16_t item = 0;  ///< or one of those below
        std::int16_t shelf = 0; ///< of the asked days
        std::int32_t moves = 0; ///< place in the plan's
        bool says = false;      ///< more than that it is not known
    };
    static constexpr std::int16_t of_no_item = -1;     ///< of another instrument
    static constexpr std::int16_t not_looked_for = -2; ///< yet
    static constexpr std::int16_t not_for_sums = -3;
    /// Of an item: its next answer, as the walk comes from there.
    struct next_answer {
        std::int32_t day = 0;
        std::int32_t lane = 0;
    };
    /// The family's observations, in the order of their days.
    struct observations {
        const std::int32_t* days = nullptr; ///< from 1970 on
        const std::int32_t* items = nullptr;
        const std::int32_t* answers = nullptr;
        std::size_t count = 0;
    };

    [[nodiscard]] meaning meaning_of(std::int32_t item_code, std::int32_t answer_code) const;
    [[nodiscard]] observations in_order(std::int64_t first, std::int64_t past);
    [[nodiscard]] bool walk(const observations& said);
    void find_due();

    const plan_content& plan_;
    const additive_plan& sum_;
    const record_columns& columns_;
    const asked_days& on_;
    additive_kernel kernel_;
    std::vector<std::int32_t> item_of_{};
    std::size_t answer_codes_ = 0;
    std::vector<meaning> meanings_{};    ///< by item code, then answer code
    std::vector<additive_move> moves_{}; ///< room for them
    std::size_t moved_ = 0;
    std::vector<next_answer> next_{}; ///< by item
    std::vector<std::uint64_t> order_{};
    std::array<std::vector<std::int32_t>, 3> sorted_{};
    additive_lanes sums_{};
    day_bits rows_ = 0;
    std::optional<score_block> due_{}; ///< where due days are asked for
};

} // namespace actueel::detail
