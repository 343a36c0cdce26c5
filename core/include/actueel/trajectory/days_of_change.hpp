// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/day.hpp>
#include <actueel/history/known.hpp>
#include <actueel/history/reading.hpp>

#include <vector>

namespace actueel {

/// The days after `start` and before `until` on which a family's figures (scales, levels, statuses, contested flags, and when
/// answers expire) can differ from the day before, ascending, each once: between two of them one scoring holds for every day.
/// Days too many, never too few; a review that is due, and whether a day lies inside involvement, are each day's own.
/// O(records log records). Semantics 7.
[[nodiscard]] std::vector<day> days_of_change(const reading& read, day start, day until,
                                              known known_at);

} // namespace actueel
