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
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace actueel::detail {

/// An instrument that is one sum of answers to questions about the family, and nothing else: each answer moves the sum and
/// the counts from one day to another. Its figures as small whole numbers.
struct additive_plan {
    std::int32_t largest = 0; ///< total that any answers can reach
    std::int64_t unit = 1;    ///< what one of the small numbers stands for, in 1/10000
    std::int32_t items = 0;
    packed_totals nothing_said = 0; ///< with no answer at all
    struct moves {
        packed_totals fresh = 0; ///< against nothing said
        packed_totals stale = 0;
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

/// Rows of sums, of many families, that wait to be written: a column of many rows at once costs a fraction of as many short
/// ones.
class additive_rows {
  public:
    /// Refers to it.
    explicit additive_rows(const additive_plan& sum) : sum_{sum} {}

    [[nodiscard]] std::size_t size() const noexcept { return rows_; }
    void clear() noexcept;
    /// Room for the totals of more rows, for whoever fills them all at once.
    [[nodiscard]] packed_totals* more(std::size_t rows);
    /// The due days of those rows: answers, review, the earlier of the two.
    void add_due(const std::array<score_block::lanes<day>, 3>& due, std::size_t first,
                 std::size_t past);
    /// Adds the cells of all rows to a column. Precondition: no points of terms, no rules.
    void add_to(made_column& to, const score_column& what) const;

  private:
    const additive_plan& sum_;
    std::vector<packed_totals> totals_{}; ///< with room for more
    std::size_t rows_ = 0;
    std::array<std::vector<day>, 3> due_{};
};

/// Scores families whose rows are observations by day, question and answer alone: each answer changes a sum on two or three
/// of the asked days, which are added up once. The most usual table, and the fastest way through it.
class additive_scorer {
  public:
    /// Whether a batch is such a table.
    [[nodiscard]] static bool fits(const record_columns& columns, const asked_days& on);

    /// Refers to all of them.
    additive_scorer(const plan_content& by, const additive_plan& sum, const record_columns& columns,
                    const asked_days& on, bool wants_due);

    /// Reads a family; what it says stays until the next. False: the general lanes have to look. O(rows + days).
    [[nodiscard]] bool read(std::int64_t first, std::int64_t past);

    /// The days of the family that was read that have a row: those from the first of these on, if any.
    [[nodiscard]] std::size_t first_day() const noexcept { return first_day_; }
    /// Adds its rows. Says whether any of these has a current or an expired answer.
    bool add_to(additive_rows& rows);

  private:
    /// What an answer to a question says here.
    struct meaning {
        packed_totals fresh = 0;
        packed_totals stale = 0;
        asked_days::held_on held{}; ///< by the day on which it was observed
        std::int32_t item = 0;      ///< or one of those below
        std::int16_t shelf = 0;     ///< of the asked days
        bool says = false;          ///< more than that it is not known
    };
    static constexpr std::int32_t of_no_item = -1;     ///< of another instrument
    static constexpr std::int32_t not_looked_for = -2; ///< yet
    static constexpr std::int32_t not_for_sums = -3;
    /// Of an item: its next answer, as the walk comes from there.
    struct next_answer {
        std::int32_t day = std::numeric_limits<std::int32_t>::max();
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
    template <bool due>
    [[nodiscard]] bool walk(const observations& said);
    void note_due(const meaning& means, day observed_on, std::size_t begins, std::size_t ends);
    void find_due();

    const plan_content& plan_;
    const additive_plan& sum_;
    const record_columns& columns_;
    const asked_days& on_;
    std::vector<std::int32_t> item_of_{};
    std::size_t answer_codes_ = 0;
    std::vector<meaning> meanings_{}; ///< by item code, then answer code
    std::vector<next_answer> next_{}; ///< by item
    std::vector<std::uint64_t> order_{};
    std::array<std::vector<std::int32_t>, 3> sorted_{};
    additive_days changes_{};
    std::size_t first_day_ = 0;
    std::optional<score_block> due_{}; ///< where due days are asked for
};

} // namespace actueel::detail
