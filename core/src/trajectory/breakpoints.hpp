// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/history/reading.hpp>
#include <actueel/trajectory/trajectory.hpp>

#include <map>

namespace actueel::detail {

/// The days strictly between `start` and `until` on which an assessment can differ from the day before, and what speaks of
/// each. Every content of every link counts, in force or not: too many days cost time, too few would be wrong.
[[nodiscard]] std::map<day, std::vector<cause>> breakpoints(const reading& read,
                                                            const trajectory_question& question);

} // namespace actueel::detail
