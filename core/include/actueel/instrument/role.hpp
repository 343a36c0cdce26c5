// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace actueel {

/// How a member belongs to the household (semantics 3, Persons).
enum class role : std::uint8_t { child, caregiver, other };
inline constexpr std::array<std::string_view, 3> role_names = {"child", "caregiver", "other"};

/// Where a member lives.
enum class lives : std::uint8_t { here, part, elsewhere, visits };
inline constexpr std::array<std::string_view, 4> lives_names = {"here", "part", "elsewhere",
                                                                "visits"};

/// Whose word an observation is (semantics 1).
enum class source : std::uint8_t {
    worker,
    professional,
    record,
    child,
    parent,
    network,
    not_stated
};
inline constexpr std::array<std::string_view, 7> source_names = {
    "worker", "professional", "record", "child", "parent", "network", "not_stated"};

/// What kind of word it is (semantics 1).
enum class basis : std::uint8_t { fact, statement, judgement, not_stated };
inline constexpr std::array<std::string_view, 4> basis_names = {"fact", "statement", "judgement",
                                                                "not_stated"};

/// The part somebody had in an event.
enum class part : std::uint8_t { harmed, harming, present, not_stated };
inline constexpr std::array<std::string_view, 4> part_names = {"harmed", "harming", "present",
                                                               "not_stated"};

/// Whom an item is asked about.
enum class asked_of : std::uint8_t { family, child, caregiver };
inline constexpr std::array<std::string_view, 3> asked_of_names = {"family", "child", "caregiver"};

/// The role that a per-person item is asked of. Precondition: not `family`.
[[nodiscard]] constexpr role role_of(asked_of per) noexcept {
    return per == asked_of::child ? role::child : role::caregiver;
}

} // namespace actueel
