// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/history/in_force.hpp>
#include <actueel/override/decide.hpp>
#include <actueel/trajectory/trajectory.hpp>

#include <vector>

namespace actueel::detail {

/// Days on which one override stands in one way.
struct override_run {
    day start{};
    day until{}; ///< not included
    override_state state{};
    bool to_review = false;
    level_interval computed{};
    level_interval final_level{};
    /// Whether the days of another run tell the same.
    [[nodiscard]] bool same_as(const override_run& other) const noexcept {
        return state == other.state && to_review == other.to_review && computed == other.computed &&
               final_level == other.final_level;
    }
};

/// One override over a course of levels.
struct overridden {
    std::int32_t record = no_record;
    const override_content* content = nullptr; ///< the history owns it
    std::vector<override_run> runs{};          ///< maximal, in order; never empty
};

/// Every override of the course's instrument and subject that is active on a day of it, by (start, place), with how it
/// stands on each (semantics 5): what `decide` says of that day. Days from `last` on are left out. `in_force` is of the course's
/// history. Nothing without levels. O(segments x overrides).
[[nodiscard]] std::vector<overridden>
overridden_in(const trajectory& course, std::span<const in_force<override_content>> in_force,
              std::int32_t child, day last);

} // namespace actueel::detail
