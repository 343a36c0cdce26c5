// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/assessment/due.hpp>
#include <actueel/assessment/scored.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace actueel {

/// A plan that runs on the day, or that lapsed by itself not long before it while no other one runs.
struct plan_in_sight {
    std::int32_t record = no_record;
    day until{}; ///< the first day on which it does not hold
    bool lapsed = false;
};

/// A dispute that nobody answered or ended.
struct open_dispute {
    std::int32_t record = no_record;
    instant raised_at{};
};

/// The last level that was one and no range, and the first day on which it no longer was.
struct earlier_level {
    std::int32_t level = 0;
    day until{};
    friend bool operator==(const earlier_level&, const earlier_level&) = default;
};

/// What of a family, or a child of it, asks for somebody's attention on a day.
struct attention {
    std::int32_t child = nobody;
    std::optional<level_interval> computed{}; ///< none without levels
    std::optional<level_interval> final_level{};
    status_counts counts{};
    due_days due{};
    std::int32_t expired = 0;  ///< answers that no longer count
    std::int32_t expiring = 0; ///< answers that expire after the day, at most `ahead` days
    std::optional<day> first_expiring{}; ///< when the first of them does
    std::optional<day> first_expired{};  ///< when the first of those that no longer count did
    std::vector<plan_in_sight>
        plans{}; ///< by `until`, then place; for a child those that protect it
    std::vector<judged_override> overrides{}; ///< active on the day, by (start, place)
    std::vector<open_dispute>
        disputes{}; ///< written down by the end of the day, by place; for a child not those about
                    ///< another person
    std::optional<earlier_level> was{}; ///< where `computed` is a range, and was not once
};

/// Gathers it from answers that were put in order once. Levels, counts and due days are those of `assess`; `was` is the last
/// determined segment of the trajectory from the first day to this one, with what is known now. `ahead` is a number of days.
/// Error: `child_not_member`. O(rows + words), and a score for each day on which something may have changed back to `was`.
/// Semantics 5 to 7.
[[nodiscard]] result<attention> try_attention(const known_answers& known, day as_of,
                                              std::int32_t child, std::int32_t ahead);

} // namespace actueel
