// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/result.hpp>
#include <actueel/history/observe.hpp>
#include <actueel/level/level_of.hpp>
#include <actueel/override/decide.hpp>
#include <actueel/score/scale_value.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace actueel {

/// The figures of an assessment, without what explains them: all that a row of a rescoring or a segment of a trajectory
/// looks at.
struct scored {
    observed seen{};                       ///< household, rows, decisions
    std::vector<scale_value> scales{};     ///< in the instrument's order
    std::optional<computed_level> found{}; ///< none without levels
    decided_level decided{};               ///< meaningless without levels
};

/// Scores one family, or one child of it, on one day after another, in whatever order: what a day has in common with the one
/// before is not scored again. The figures equal those of `assess`; what only an explanation needs
/// (`observing::what_is_told`) is there when asked for. Refers to what is known, which must outlive it. Semantics 3 to 5.
class day_scorer {
  public:
    /// `reused` gives its memory, and nothing else.
    explicit day_scorer(const known_answers& known, std::int32_t child = nobody,
                        observing depth = observing::what_scores, scored reused = {});
    day_scorer(const day_scorer&) = delete;
    day_scorer& operator=(const day_scorer&) = delete;

    /// Scores a day; its figures stand until the next. Error: `child_not_member`.
    [[nodiscard]] result<const scored*> try_on(day as_of);
    /// The figures of a day on which everything is as it was on the last one scored.
    [[nodiscard]] const scored& as_before(day as_of) noexcept {
        figures_.seen.now.as_of = as_of; // by which a review is due
        return figures_;
    }
    /// The figures of the last day, or their memory.
    [[nodiscard]] scored take() && { return std::move(figures_); }

  private:
    const instrument& asked_;
    scored figures_;
    day_observer observer_; ///< fills in what `figures_` was made of
    std::vector<interval<decimal>> values_{};
};

/// The figures of one day. `reused` gives its memory, and nothing else.
[[nodiscard]] result<scored> try_score(const known_answers& known, day as_of,
                                       std::int32_t child = nobody,
                                       observing depth = observing::what_scores,
                                       scored reused = {});

/// Rows of asked items by status, and contested ones (semantics 6).
struct status_counts {
    std::int64_t current = 0;
    std::int64_t stale = 0;
    std::int64_t unknown = 0;
    std::int64_t not_applicable = 0;
    std::int64_t contested = 0;
    friend bool operator==(const status_counts&, const status_counts&) = default;
};
[[nodiscard]] status_counts counts_of(const instrument& asked, const situation& now);

} // namespace actueel
