// SPDX-License-Identifier: MPL-2.0
#include <actueel/trajectory/reliable_change.hpp>

namespace actueel {
namespace {

// A scale lies within 10^9, so that a difference has at most 45 bits in 1/10000, and the products below 127.
__extension__ using wide = unsigned __int128;

wide squared(decimal d) noexcept {
    const auto size = static_cast<std::uint64_t>(d.units() < 0 ? -d.units() : d.units());
    return wide{size} * size;
}

/// Whether |d| / (error x sqrt 2) > 1.96: both sides squared, and 1.96^2 x 2 = 7.6832 = 4802 / 625.
bool beyond(decimal d, decimal error) noexcept { return squared(d) * 625 > squared(error) * 4802; }

/// The greatest whole number whose square is not above.
std::int64_t root(wide square) noexcept {
    wide low = 0;
    wide high = wide{1} << 63U;
    while (high - low > 1) {
        const wide middle = (low + high) / 2;
        (middle * middle <= square ? low : high) = middle;
    }
    return static_cast<std::int64_t>(low);
}

/// d / (error x sqrt 2) in 1/10000. Never half-way between two: the square root of two is irrational. So it is the root of
/// four times the exact square, rounded down, and then halved, halves up.
decimal index_of(decimal d, decimal error) noexcept {
    const wide four_times = squared(d) * 200'000'000 / squared(error); // 4 x 10^8 / 2
    const std::int64_t units = (root(four_times) + 1) / 2;
    return decimal::from_units(d < decimal{} ? -units : units);
}

} // namespace

reliable_change reliable_change_of(const scale& measured, interval<decimal> before,
                                   interval<decimal> after) noexcept {
    const decimal error = *measured.standard_error;
    reliable_change out;
    out.difference = {after.low - before.high, after.high - before.low};
    out.index = {index_of(out.difference.low, error), index_of(out.difference.high, error)};
    const bool up = out.difference.low > decimal{} && beyond(out.difference.low, error);
    const bool down = out.difference.high < decimal{} && beyond(out.difference.high, error);
    out.verdict = change_verdict::not_beyond_error;
    if (up || down) {
        out.verdict =
            up == measured.higher_is_better ? change_verdict::improved : change_verdict::worsened;
    }
    return out;
}

} // namespace actueel
