// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/rescoring/days.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace actueel {

/// A sum and the counts beside it, as small whole numbers: totals lie within 0 and 65535, moves of them may be negative.
struct additive_totals {
    std::int32_t low = 0;
    std::int32_t high = 0;
    std::int32_t current = 0;
    std::int32_t stale = 0;
};

/// The four in one number, 16 bits each, the low end in the lowest. A negative move borrows from the next total, and gives it
/// back once all are added: what comes out of a sum is right because every total fits.
using packed_totals = std::uint64_t;

[[nodiscard]] constexpr packed_totals packed(const additive_totals& t) noexcept {
    const auto wide = [](std::int32_t v) { return static_cast<packed_totals>(std::int64_t{v}); };
    return wide(t.low) + (wide(t.high) << 16U) + (wide(t.current) << 32U) + (wide(t.stale) << 48U);
}
[[nodiscard]] constexpr additive_totals unpacked(packed_totals t) noexcept {
    const auto part = [t](unsigned from) { return static_cast<std::int32_t>(t >> from & 0xFFFFU); };
    return {part(0), part(16), part(32), part(48)};
}

/// What the answers of a family change from one asked day to the next, by day; added up over the days once all are in.
class additive_days {
  public:
    /// Forgets what was added. Precondition: up to 64 days.
    void clear(std::size_t days) noexcept { std::fill_n(changes_.begin(), days + 1, 0); }
    /// An answer moves the totals by `fresh` from the day `begins` on, from `expires` on by `stale` instead, until `ends`.
    void add(std::size_t begins, std::size_t expires, std::size_t ends, packed_totals fresh,
             packed_totals stale) noexcept {
        changes_[begins] += fresh;
        changes_[expires] += stale - fresh;
        changes_[ends] -= stale;
    }
    /// The totals of the days `first` up to `past`, where there is room for them.
    void sum_up(packed_totals nothing_said, std::size_t first, std::size_t past,
                packed_totals* to) const noexcept {
        packed_totals sum = nothing_said;
        for (std::size_t d = 0; d < first; ++d) { sum += changes_[d]; }
        for (std::size_t d = first; d < past; ++d) { *to++ = sum += changes_[d]; }
    }

  private:
    std::array<packed_totals, most_lanes + 1> changes_{};
};

} // namespace actueel
