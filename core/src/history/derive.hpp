// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/history/known_answers.hpp>

#include <span>

namespace actueel::detail {

/// How many events of a query count on a day, those of one incident once. `person` is the one that a per-person item is
/// about, or `nobody`.
[[nodiscard]] std::int32_t count_of(const event_query& q, std::span<const counted_event> events,
                                    day as_of, std::int32_t person);

/// Fills in what the number of a derived item can be, in each of its rows. Whether any is another than stood there.
/// Semantics 3, Derived items.
bool derive(const known_answers& known, std::int32_t index, situation& now);

} // namespace actueel::detail
