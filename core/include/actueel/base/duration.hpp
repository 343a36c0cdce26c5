// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/day.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace actueel {

/// A calendar duration `P[nY][nM][nW][nD]`: whole months and whole days, not both zero (semantics 2).
struct duration {
    std::int32_t months = 0; ///< years count as twelve
    std::int32_t days = 0;   ///< weeks count as seven

    friend constexpr bool operator==(const duration&, const duration&) noexcept = default;
};

/// The first day on which what began on `start` no longer holds. Months are added first, as one number, a day that the
/// month lacks becoming its last day; then days. Past 9999-12-31 it is `day::never()`. Non-decreasing in `start`.
[[nodiscard]] day operator+(day start, duration lasts) noexcept;

/// The greatest whole number of years *n* with `born + nY <= on`; zero before birth. Semantics 3, Derived items.
[[nodiscard]] std::int32_t completed_years(day born, day on) noexcept;

/// Reads `P[nY][nM][nW][nD]`, each number at most 99999; nothing for another shape or for zero.
[[nodiscard]] std::optional<duration> duration_from(std::string_view text) noexcept;

/// The shortest text that reads as the same duration: `P1Y6M`, `P30D`.
[[nodiscard]] std::string to_string(duration d);

} // namespace actueel
