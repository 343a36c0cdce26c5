// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace actueel {

/// A calendar day, 0001-01-01 to 9999-12-31, proleptic Gregorian (semantics 2).
///
/// Days are ordered and can be subtracted; two days cannot be added. `day::never()` lies after every calendar day: it
/// is the end of what does not end, and is never written. Shared between threads freely, as every type of this layer.
class day {
  public:
    constexpr day() noexcept = default; ///< 0001-01-01

    /// The day of a calendar date. Precondition: the date exists and its year is 1 to 9999.
    constexpr explicit day(std::chrono::year_month_day date) noexcept
        : number_{
              static_cast<std::int32_t>((std::chrono::sys_days{date} - first_sys_day()).count())} {}

    /// The day that lies `number` days after 0001-01-01.
    [[nodiscard]] static constexpr day from_number(std::int32_t number) noexcept {
        day result;
        result.number_ = number;
        return result;
    }
    [[nodiscard]] static constexpr day never() noexcept { return from_number(3652059); }

    /// Days since 0001-01-01.
    [[nodiscard]] constexpr std::int32_t number() const noexcept { return number_; }
    [[nodiscard]] constexpr bool is_never() const noexcept { return *this >= never(); }
    [[nodiscard]] constexpr std::chrono::year_month_day date() const noexcept {
        return std::chrono::year_month_day{first_sys_day() + std::chrono::days{number_}};
    }

    friend constexpr auto operator<=>(day, day) noexcept = default;
    /// Whole days from `b` to `a`, negative when `a` is earlier.
    friend constexpr std::int32_t operator-(day a, day b) noexcept { return a.number_ - b.number_; }

  private:
    static constexpr std::chrono::sys_days first_sys_day() noexcept {
        return std::chrono::sys_days{std::chrono::year{1} / std::chrono::January / 1};
    }
    std::int32_t number_ = 0;
};

/// Days from 0001-01-01 to 1970-01-01, from which Arrow counts.
inline constexpr std::int32_t days_to_1970 = 719'162;

/// The next day; the day after 9999-12-31 is `never()`, which has itself as its next.
[[nodiscard]] constexpr day next_day(day d) noexcept {
    return d.is_never() ? d : day::from_number(d.number() + 1);
}

/// Reads `YYYY-MM-DD`; nothing when the text has another shape or the day does not exist.
[[nodiscard]] std::optional<day> day_from(std::string_view text) noexcept;

/// Whether the text has the shape of a day, whether or not the day exists.
[[nodiscard]] bool shaped_as_day(std::string_view text) noexcept;

/// `YYYY-MM-DD`; "never" for `day::never()`.
[[nodiscard]] std::string to_string(day d);

std::ostream& operator<<(std::ostream& out, day d);

} // namespace actueel
