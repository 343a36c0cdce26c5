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

/// Scores one family, or one child of it, on a day. `reused` gives its memory, so that scoring day after day allocates
/// next to nothing. Error: `child_not_member`. The figures equal those of `assess`; what only an explanation needs
/// (`observing::what_is_told`) is there when asked for. Semantics 3 to 5.
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
