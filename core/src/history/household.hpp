// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/history/in_force.hpp>

#include <actueel/base/duration.hpp>
#include <actueel/instrument/item.hpp>

namespace actueel::detail {

/// Members of the day whose membership wins its overlap, by role, then person. `out` gives its memory.
/// O(memberships log memberships).
void members_on(const records_in_force& all, day as_of, std::vector<member>& out);

/// The state of child and caregiver on a day.
[[nodiscard]] std::array<role_state, 2> role_states(const records_in_force& all,
                                                    const std::vector<member>& members, day as_of);

/// Memberships of one person in one role that overlap, on whatever day, by person and role.
[[nodiscard]] std::vector<overlap> overlaps(const records_in_force& all);

/// Whether a person of a birth date is of some ages on a day; unknown without the date.
[[nodiscard]] kleene of_ages(const std::optional<age_range>& ages, const std::optional<day>& born,
                             day on) noexcept;

} // namespace actueel::detail
