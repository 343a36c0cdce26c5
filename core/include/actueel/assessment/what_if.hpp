// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/assessment/assessment.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace actueel {

/// How far an answer to one question settles the computed level.
enum class settles : std::uint8_t { always, some, never };
inline constexpr std::array<std::string_view, 3> settles_names = {"always", "some", "never"};

/// A question whose answer could tell more: unknown, stale or contested.
struct open_question {
    std::int32_t item = -1;
    std::int32_t person = nobody;
    settles settled{};            ///< meaningless without levels
    std::int32_t levels_left = 0; ///< in the worst case; 0 without levels
    decimal width_removed{};      ///< summed over the scales, by the answer that removes least
};

/// What to ask next, most telling first (semantics 6): fewest levels left in the worst case, then most width removed, then the
/// instrument's order and the person's id. Each possible answer is tried as given today.
[[nodiscard]] std::vector<open_question> ask_next(const assessment& a);

/// The level interval if every changeable item had its `best` answer for every named member: what no help can change.
/// Nothing without levels.
[[nodiscard]] std::optional<level_interval> floor_of(const assessment& a);

/// The same for one changeable item by itself: what that change would give.
struct way {
    std::int32_t item = -1;
    std::optional<level_interval> level{};
};
[[nodiscard]] std::vector<way> ways_of(const assessment& a);

} // namespace actueel
