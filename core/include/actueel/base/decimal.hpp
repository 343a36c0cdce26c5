// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace actueel {

/// A decimal with at most four fraction digits, held as a whole number of 1/10000 (semantics 4).
///
/// Points, cuts, bounds, numeric answers and scale values are decimals. Stated ones lie within plus and minus 10^9;
/// sums stay exact because loading refuses instruments whose scales could leave that range.
class decimal {
  public:
    constexpr decimal() noexcept = default; ///< zero

    [[nodiscard]] static constexpr decimal from_units(std::int64_t units) noexcept {
        decimal result;
        result.units_ = units;
        return result;
    }
    [[nodiscard]] static constexpr decimal whole(std::int64_t number) noexcept {
        return from_units(number * 10'000);
    }
    /// In 1/10000.
    [[nodiscard]] constexpr std::int64_t units() const noexcept { return units_; }
    [[nodiscard]] constexpr bool is_whole() const noexcept { return units_ % 10'000 == 0; }

    friend constexpr auto operator<=>(decimal, decimal) noexcept = default;
    friend constexpr decimal operator+(decimal a, decimal b) noexcept {
        return from_units(a.units_ + b.units_);
    }
    friend constexpr decimal operator-(decimal a, decimal b) noexcept {
        return from_units(a.units_ - b.units_);
    }
    friend constexpr decimal operator-(decimal a) noexcept { return from_units(-a.units_); }
    constexpr decimal& operator+=(decimal other) noexcept {
        units_ += other.units_;
        return *this;
    }

  private:
    std::int64_t units_ = 0;
};

inline constexpr decimal largest_decimal = decimal::whole(1'000'000'000);

/// The least whole number that is not below.
[[nodiscard]] constexpr decimal rounded_up(decimal d) noexcept {
    const std::int64_t towards_zero = d.units() / 10'000;
    return decimal::whole(towards_zero + (d.units() > 0 && !d.is_whole() ? 1 : 0));
}

/// A product beyond this is this: bounded far outside every stated decimal, and sums with it still cannot overflow.
inline constexpr decimal largest_product = decimal::whole(100'000'000'000'000);

/// a x b, rounded to four digits, halves to even; held within `largest_product`.
[[nodiscard]] decimal rounded_product(decimal a, decimal b) noexcept;

/// sum / count, rounded to four digits, halves to even. Precondition: count > 0.
[[nodiscard]] decimal rounded_mean(decimal sum, std::int64_t count) noexcept;

/// What a text says as a decimal.
enum class decimal_fault { none, not_a_number, too_many_digits, too_large };
struct decimal_reading {
    decimal value;
    decimal_fault fault = decimal_fault::none;
};

/// Reads a JSON number (an exponent is allowed) exactly, never through a double. More than four fraction digits that
/// are not zero, or beyond 10^9, is a fault.
[[nodiscard]] decimal_reading decimal_from(std::string_view text) noexcept;

/// The shortest decimal text: `2.5`, `3`, `-0.25`.
[[nodiscard]] std::string to_string(decimal d);

/// The nearest double.
[[nodiscard]] constexpr double to_double(decimal d) noexcept {
    return static_cast<double>(d.units()) / 10'000.0;
}

std::ostream& operator<<(std::ostream& out, decimal d);

} // namespace actueel
