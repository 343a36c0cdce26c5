// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/rescoring/rescorer.hpp>
#include <actueel/rescoring/score_block.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace actueel::detail {

/// Writes blocks of figures as rows of scores.
class score_writer {
  public:
    /// `rows` is how many there may be: room is made once.
    score_writer(const instrument& asked, std::span<const score_column> wanted, std::size_t rows);

    /// Adds the rows of a block; `child` is empty where the family is asked about.
    void add(std::string_view family, std::string_view child, const asked_days& on,
             const score_block& block);
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::vector<made_column> take() && { return std::move(columns_); }

  private:
    void add_run(made_column& to, const score_column& what, const score_block& block,
                 std::size_t first, std::size_t past) const;

    const instrument& asked_;
    std::span<const score_column> wanted_;
    std::vector<made_column> columns_{};
    std::int64_t rows_ = 0;
};

} // namespace actueel::detail
