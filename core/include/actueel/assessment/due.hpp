// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/assessment/assessment.hpp>

#include <optional>

namespace actueel {

/// When somebody should look again (semantics 6, due). All empty outside involvement.
struct due_days {
    std::optional<day> answers{}; ///< earliest `expires_on` of the current and stale answers
    std::optional<day>
        review{}; ///< last sign-off + `review_every` of the highest possible final level
    std::optional<day> earliest{};      ///< the earlier of the two
    std::optional<day> overdue_since{}; ///< that day, when it is not after `as_of`
    friend bool operator==(const due_days&, const due_days&) = default;
};
[[nodiscard]] due_days due_of(const instrument& asked, const scored& figures);
[[nodiscard]] inline due_days due_of(const assessment& a) { return due_of(a.asked, a); }

} // namespace actueel
