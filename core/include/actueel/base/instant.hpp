// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/day.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace actueel {

/// A point in time, UTC, to the microsecond (semantics 2).
class instant {
  public:
    constexpr instant() noexcept = default; ///< the first instant of 0001-01-01

    /// Microseconds since the start of 0001-01-01 UTC.
    [[nodiscard]] static constexpr instant from_microseconds(std::int64_t count) noexcept {
        instant result;
        result.count_ = count;
        return result;
    }
    [[nodiscard]] constexpr std::int64_t microseconds() const noexcept { return count_; }

    friend constexpr auto operator<=>(instant, instant) noexcept = default;

  private:
    std::int64_t count_ = 0;
};

inline constexpr std::int64_t microseconds_a_day = 86'400'000'000;

/// The UTC day in which the instant lies.
[[nodiscard]] constexpr day utc_day(instant at) noexcept {
    return day::from_number(static_cast<std::int32_t>(at.microseconds() / microseconds_a_day));
}

/// The last instant of a day, UTC.
[[nodiscard]] constexpr instant end_of(day d) noexcept {
    return instant::from_microseconds((std::int64_t{d.number()} + 1) * microseconds_a_day - 1);
}

/// Reads RFC 3339 with upper-case `T` and `Z` or `+hh:mm`, seconds 00 to 59, at most six fraction digits; nothing for
/// another shape, a day or time that does not exist, or an instant outside the years 1 to 9999 in UTC.
[[nodiscard]] std::optional<instant> instant_from(std::string_view text) noexcept;

/// RFC 3339 in UTC with `Z`; fraction digits only up to the last that is not zero.
[[nodiscard]] std::string to_string(instant at);

} // namespace actueel
