// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/history/history.hpp>
#include <actueel/history/record.hpp>
#include <actueel/response/situation.hpp>

#include <bitset>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace actueel {

/// A membership in force at an instant, its ending applied.
struct membership {
    std::int32_t record = no_record;
    std::int32_t person = nobody;
    actueel::role role{};
    actueel::lives lives{};
    term_of_days term{};
};

/// A record in force; the history owns its content.
template <class Content>
struct in_force {
    std::int32_t record = no_record;
    const Content* content = nullptr;
};

/// The same, with the day on which it ends, its ending applied.
template <class Content>
struct in_force_until {
    std::int32_t record = no_record;
    const Content* content = nullptr;
    day until = day::never();
};

/// An observation in force, and which link of its chain holds.
struct observation_in_force {
    std::int32_t record = no_record;
    const observation_content* content = nullptr;
    std::int32_t link = 0;
};

/// What is in force of a history at an instant, by type, in place order (semantics 2). The same for every day asked about.
struct records_in_force {
    std::vector<membership> memberships{};
    std::vector<std::int32_t>
        by_precedence{}; ///< memberships by role and person, the one that wins an overlap first
    std::vector<std::pair<term_of_days, std::bitset<3>>> households{}; ///< when, and who is nobody
    std::vector<term_of_days> involvements{};
    std::vector<std::optional<day>> born{}; ///< by person
    std::vector<observation_in_force> observations{};
    std::vector<in_force<event_content>> events{};
    std::vector<in_force_until<plan_content>> plans{};
    std::vector<in_force<override_content>> overrides{};
    std::vector<in_force<sign_off_content>> sign_offs{};
    std::vector<in_force_until<dispute_content>> disputes{}; ///< those that nobody answered
    std::optional<day> first_day{}; ///< of anything observed, happened or begun

    /// Whether a day lies inside an involvement, or, where there is none, not before the first day.
    [[nodiscard]] bool involved(day as_of) const noexcept;
};

/// Applies corrections, retractions and endings that were recorded by an instant. `reused` gives its memory. O(records).
[[nodiscard]] records_in_force in_force_at(const history& family, instant known,
                                           records_in_force reused = {});

} // namespace actueel
