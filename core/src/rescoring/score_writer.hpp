// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "family_lanes.hpp"

#include <actueel/rescoring/rescorer.hpp>
#include <actueel/rescoring/score_block.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace actueel::detail {

/// Adds days to a column of days; of `never` there is nothing.
void add_due(made_column& to, const score_block::lanes<day>& due, std::size_t first,
             std::size_t past);

/// Writes blocks of figures as rows of scores.
class score_writer {
  public:
    /// `rows` is how many there may be: room is made once.
    score_writer(const instrument& asked, std::span<const score_column> wanted, std::size_t rows);

    /// Adds the rows of a block; `child` is empty where the family is asked about.
    void add(std::string_view family, std::string_view child, const asked_days& on,
             const score_block& block);
    /// Adds a row for each day of `rows`. `figures(to, what, first, past)` adds the cells of those lanes to each column.
    template <class Figures>
    void add_rows(std::string_view family, std::string_view child, const asked_days& on,
                  day_bits rows, Figures&& figures) {
        for_runs(rows, [&](std::size_t first, std::size_t past) {
            add_whose(family, child, on, first, past);
            for (std::size_t w = 0; w < wanted_.size(); ++w) {
                figures(columns_[w + 3], wanted_[w], first, past);
            }
        });
    }
    /// Adds one row: a lane of a block whose lanes are no days that every family shares.
    void add_row(std::string_view family, std::string_view child, day as_of,
                 const score_block& block, std::size_t lane);
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::vector<made_column> take() && { return std::move(columns_); }

  private:
    void add_whose(std::string_view family, std::string_view child, const asked_days& on,
                   std::size_t first, std::size_t past);
    void add_run(made_column& to, const score_column& what, const score_block& block,
                 std::size_t first, std::size_t past) const;

    const instrument& asked_;
    std::span<const score_column> wanted_;
    std::vector<made_column> columns_{};
    std::int64_t rows_ = 0;
};

} // namespace actueel::detail
