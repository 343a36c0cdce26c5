// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "day_runs.hpp"
#include "level_cuts.hpp"

#include <actueel/rescoring/rescorer.hpp>
#include <actueel/rescoring/score_block.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace actueel::detail {

/// Adds days to a column of days; of `never` there is nothing.
void add_due(made_column& to, std::span<const day> due);

/// Whose rows are written: a family by its id, and by the place of that in a dictionary where places are written.
struct row_owner {
    std::string_view family{};
    std::int32_t code = -1;
    std::string_view child{}; ///< empty where the family is asked about
};

/// Writes blocks of figures as rows of scores.
class score_writer {
  public:
    /// `rows` is how many there may be: room is made once. Families are written as texts, or by code.
    score_writer(const instrument& asked, std::span<const score_column> wanted, std::size_t rows,
                 bool by_code = false);

    /// Adds the rows of a block.
    void add(const row_owner& whose, const asked_days& on, const score_block& block);
    /// Adds whose and of which days the rows of some lanes are, and no figures yet.
    void add_whose(const row_owner& whose, const asked_days& on, std::size_t first,
                   std::size_t past);
    /// Adds the figures of rows that have none yet: `figures(to, what)` adds the cells of all of them to each column.
    template <class Figures>
    void add_figures(Figures&& figures) {
        for (std::size_t w = 0; w < wanted_.size(); ++w) { figures(columns_[w + 3], wanted_[w]); }
    }
    /// Adds one row: a lane of a block whose lanes are no days that every family shares.
    void add_row(const row_owner& whose, day as_of, const score_block& block, std::size_t lane);
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::vector<made_column> take() && { return std::move(columns_); }

  private:
    void add_owner(const row_owner& whose, std::size_t rows);
    void add_run(made_column& to, const score_column& what, const score_block& block,
                 std::size_t first, std::size_t past) const;

    std::span<const score_column> wanted_;
    bool by_code_;
    std::vector<level_cuts> cuts_{}; ///< by scale
    std::vector<made_column> columns_{};
    std::int64_t rows_ = 0;
};

} // namespace actueel::detail
