// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "household.hpp"

#include <actueel/instrument/instrument.hpp>

namespace actueel::detail {

/// How many events of a query count on a day, those of one incident once. `person` is the one that a per-person item is
/// about, or `nobody`.
[[nodiscard]] std::int32_t count_of(const event_query& q, const records_in_force& all, day as_of,
                                    std::int32_t person);

/// Fills in what the number of a derived item can be, in each of its rows. Semantics 3, Derived items.
void derive(const instrument& asked, std::int32_t index, const records_in_force& all,
            situation& now);

} // namespace actueel::detail
