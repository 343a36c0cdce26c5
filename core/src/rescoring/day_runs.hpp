// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/rescoring/days.hpp>

#include <bit>
#include <cstddef>

namespace actueel::detail {

/// The lanes from `first` up to `past`.
[[nodiscard]] constexpr day_bits run_of(std::size_t first, std::size_t past) noexcept {
    const day_bits up_to = past == most_lanes ? ~day_bits{0} : (day_bits{1} << past) - 1;
    return up_to & (~day_bits{0} << first);
}

[[nodiscard]] constexpr bool has(day_bits bits, std::size_t lane) noexcept {
    return (bits >> lane & 1U) != 0;
}

/// Calls `each(first, past)` for every run of consecutive days: `first` up to `past`.
template <class Do>
void for_runs(day_bits days, Do&& each) {
    while (days != 0) {
        const auto first = static_cast<std::size_t>(std::countr_zero(days));
        const auto past = first + static_cast<std::size_t>(std::countr_one(days >> first));
        each(first, past);
        if (past >= most_lanes) { return; }
        days &= ~day_bits{0} << past;
    }
}

} // namespace actueel::detail
