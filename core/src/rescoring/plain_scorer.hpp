// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "plain_reading.hpp"

#include <actueel/assessment/scored.hpp>
#include <actueel/columnar/family_records.hpp>
#include <actueel/rescoring/days.hpp>
#include <actueel/rescoring/score_block.hpp>

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace actueel::detail {

/// Scores families of some columns by the plain engine, once for all days between which nothing changes. Keeps its memory
/// from family to family.
class plain_scorer {
  public:
    plain_scorer(const instrument& asked, const record_columns& columns, wanted_figures wanted)
        : asked_{asked}, wanted_{wanted}, reader_{asked, columns} {}

    /// Finds the figures of each subject: of the family, or of each child that is one on some day, by id. False: the
    /// document's reader has to look.
    [[nodiscard]] bool score(const family_records& family, std::span<const asked_days> on);

    struct subject {
        std::int32_t child = nobody;
        std::vector<score_block> blocks{}; ///< one for each of `on`
    };
    [[nodiscard]] const std::vector<subject>& subjects() const noexcept { return subjects_; }

  private:
    /// Of what is known, asked about the family or a child.
    struct scorer {
        std::int32_t child;
        day_scorer by;
        scorer(const known_answers& known, std::int32_t asked_about, scored reused)
            : child{asked_about}, by{known, asked_about, observing::what_scores,
                                     std::move(reused)} {}
    };

    [[nodiscard]] bool score_days(const reading& read, std::span<const asked_days> on);
    [[nodiscard]] day_scorer& scorer_of(std::int32_t child);
    void end_scorers();
    [[nodiscard]] score_block& block_of(std::int32_t child, std::size_t block, std::size_t blocks);

    const instrument& asked_;
    wanted_figures wanted_;
    plain_reader reader_;
    std::vector<subject> subjects_{};
    std::vector<std::vector<score_block>> spare_{}; ///< of families before: room that is used again
    known_answers known_{};
    std::deque<scorer> scorers_{};  ///< of what is known
    std::vector<scored> figures_{}; ///< of scorers before: memory that is used again
};

} // namespace actueel::detail
