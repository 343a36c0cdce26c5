// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/history/observe.hpp>

#include <actueel/base/duration.hpp>

namespace actueel::detail {

/// A membership in force at an instant, its ending applied.
struct membership {
    std::int32_t record = no_record;
    std::int32_t person = nobody;
    actueel::role role{};
    actueel::lives lives{};
    term_of_days term{};
};

/// What is in force of a history at an instant, by type, in place order, endings applied.
struct records_in_force {
    std::vector<membership> memberships{};
    std::vector<std::pair<term_of_days, std::bitset<3>>> households{};
    std::vector<term_of_days> involvements{};
    std::vector<std::optional<day>> born{}; ///< by person
    std::vector<std::pair<std::int32_t, const observation_content*>> observations{};
    std::vector<std::int32_t> links{}; ///< by observation: which link of its chain
    std::vector<std::pair<std::int32_t, const event_content*>> events{};
    std::vector<std::tuple<std::int32_t, const plan_content*, term_of_days>> plans{};
    std::vector<std::pair<std::int32_t, const override_content*>> overrides{};
    std::vector<std::pair<std::int32_t, const sign_off_content*>> sign_offs{};
    std::vector<std::pair<std::int32_t, const dispute_content*>>
        disputes{};                 ///< neither answered nor ended
    std::optional<day> first_day{}; ///< of anything observed, happened or begun
};

/// `as_of` decides which disputes are ended; all else is whole.
[[nodiscard]] records_in_force in_force_at(const history& family, instant known, day as_of);

/// Members of the day whose membership wins its overlap, by role, then person. O(memberships log memberships).
[[nodiscard]] std::vector<member> members_on(const records_in_force& all, day as_of);

/// The state of child and caregiver on a day.
[[nodiscard]] std::array<role_state, 2> role_states(const records_in_force& all,
                                                    const std::vector<member>& members, day as_of);

/// Memberships of one person in one role that overlap, on whatever day, by person and role.
[[nodiscard]] std::vector<overlap> overlaps(const records_in_force& all);

[[nodiscard]] bool involved(const records_in_force& all, day as_of);

/// Whether a person of a birth date is of some ages on a day; unknown without the date.
[[nodiscard]] kleene of_ages(const std::optional<age_range>& ages, const std::optional<day>& born,
                             day on) noexcept;

} // namespace actueel::detail
