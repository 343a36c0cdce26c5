// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "breakpoints.hpp"

#include <actueel/assessment/scored.hpp>

namespace actueel::detail {

/// Of what speaks of a day, what has a part in the difference from the day before: the answers of rows that differ, the
/// events of counts that do, the members of rows that came or went, and so on. By kind, then place. Where none of them has
/// (a difference that no part shows), all that was in force is named: too many rather than none.
/// `before` is the score of the day before, `after` that of the day.
[[nodiscard]] std::vector<cause> causes_of(const reading& read, const trajectory_question& question,
                                           day d, const scored& before, const scored& after,
                                           std::vector<cause> candidates);

} // namespace actueel::detail
