// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/rescoring/days.hpp>

#include <array>
#include <cstdint>
#include <span>

namespace actueel {

/// A sum and the counts beside it, as small whole numbers. Differences of them may be negative: they are added modulo the
/// width of a lane, and what comes out of a sum is right because every total fits.
struct additive_totals {
    std::int32_t low = 0;
    std::int32_t high = 0;
    std::int32_t current = 0;
    std::int32_t stale = 0;
};

/// An answer's days: from `begins` it moves the totals by `fresh`, from `expires` by `stale` instead, until `ends`.
struct additive_move {
    std::uint8_t begins = 0;
    std::uint8_t expires = 0;
    std::uint8_t ends = 0;
    additive_totals fresh{};
    additive_totals stale{};
};

/// The totals of each day.
struct additive_lanes {
    alignas(64) std::array<std::int32_t, most_lanes> low{};
    alignas(64) std::array<std::int32_t, most_lanes> high{};
    alignas(64) std::array<std::int32_t, most_lanes> current{};
    alignas(64) std::array<std::int32_t, most_lanes> stale{};
};

/// Adds the moves of a family up over its days. Every total lies within 0 and 65535; where a kernel of bytes is asked for,
/// within 0 and 255, and there are at most 32 days.
using additive_kernel = void (*)(const additive_totals& from, std::span<const additive_move> moves,
                                 std::size_t days, additive_lanes& out);

/// Differences at the days where something begins or ends, four totals in one number of 64 bits, summed up once.
void add_differences(const additive_totals& from, std::span<const additive_move> moves,
                     std::size_t days, additive_lanes& out);

/// Each move added under its mask to lanes of a byte, which stay in registers: by AVX2 where the processor has it.
void add_masked_bytes(const additive_totals& from, std::span<const additive_move> moves,
                      std::size_t days, additive_lanes& out);
[[nodiscard]] bool has_masked_bytes() noexcept;

/// The fastest that this processor has and that is right for these totals. `plain_only` leaves AVX2 aside: to compare.
[[nodiscard]] additive_kernel additive_kernel_for(std::int32_t largest_total, std::size_t days,
                                                  bool plain_only = false) noexcept;

} // namespace actueel
