// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/decimal.hpp>
#include <actueel/base/interval.hpp>
#include <actueel/instrument/scale.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace actueel {

/// What the change of a rating says beyond its measurement error. Of the rating: never that a risk fell.
enum class change_verdict : std::uint8_t { improved, worsened, not_beyond_error };
inline constexpr std::array<std::string_view, 3> change_verdict_names = {"improved", "worsened",
                                                                         "not_beyond_error"};

/// The reliable change index of a scale (Jacobson & Truax 1991): difference / (standard error x sqrt 2).
struct reliable_change {
    interval<decimal> difference{}; ///< every difference that is possible: after minus before
    interval<decimal> index{};      ///< each end rounded to four digits, for reading alone
    change_verdict verdict{};

    friend bool operator==(const reliable_change&, const reliable_change&) = default;
};

/// Improved or worsened only when the whole interval of possible differences lies beyond 1.96 on that side (`higher_is`).
/// Decided exactly, on squares of whole numbers. Precondition: the scale states its standard error; the values lie within its
/// range. O(1). Semantics 7.
[[nodiscard]] reliable_change reliable_change_of(const scale& measured, interval<decimal> before,
                                                 interval<decimal> after) noexcept;

} // namespace actueel
