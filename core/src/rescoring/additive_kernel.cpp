// SPDX-License-Identifier: MPL-2.0
#include <actueel/rescoring/additive_kernel.hpp>

#include <algorithm>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#    define ACTUEEL_AVX2 1
#    include <immintrin.h>
#endif

namespace actueel {
namespace {

/// Four totals of 16 bits each. Sums of differences borrow from the next total, and give it back once all are added.
std::uint64_t packed(const additive_totals& t) noexcept {
    const auto wide = [](std::int32_t v) { return static_cast<std::uint64_t>(std::int64_t{v}); };
    return wide(t.low) + (wide(t.high) << 16U) + (wide(t.current) << 32U) + (wide(t.stale) << 48U);
}

} // namespace

void add_differences(const additive_totals& from, std::span<const additive_move> moves,
                     std::size_t days, additive_lanes& out) {
    std::array<std::uint64_t, most_lanes + 1> difference{};
    for (const additive_move& m : moves) {
        const std::uint64_t fresh = packed(m.fresh);
        const std::uint64_t stale = packed(m.stale);
        difference[m.begins] += fresh;
        difference[m.expires] += stale - fresh;
        difference[m.ends] -= stale;
    }
    std::uint64_t sum = packed(from);
    for (std::size_t l = 0; l < days; ++l) {
        sum += difference[l];
        difference[l] = sum;
    }
    for (std::size_t l = 0; l < days; ++l) {
        out.low[l] = static_cast<std::int32_t>(difference[l] & 0xFFFFU);
        out.high[l] = static_cast<std::int32_t>(difference[l] >> 16U & 0xFFFFU);
        out.current[l] = static_cast<std::int32_t>(difference[l] >> 32U & 0xFFFFU);
        out.stale[l] = static_cast<std::int32_t>(difference[l] >> 48U);
    }
}

#ifdef ACTUEEL_AVX2

namespace {

/// Lanes at and after a place, for every place from 0 to 32: a window into one row of bytes.
struct byte_masks {
    alignas(64) std::array<std::uint8_t, 64> bytes{};
    constexpr byte_masks() {
        for (std::size_t b = 32; b < 64; ++b) { bytes[b] = 0xFF; }
    }
    [[nodiscard]] const std::uint8_t* from(std::uint8_t place) const noexcept {
        return bytes.data() + 32 - place;
    }
};
constexpr byte_masks masks{};

__attribute__((target("avx2"))) __m256i mask_from(std::uint8_t place) noexcept {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(masks.from(place)));
}
__attribute__((target("avx2"))) __m256i all_of(std::int32_t value) noexcept {
    return _mm256_set1_epi8(static_cast<char>(value));
}
__attribute__((target("avx2"))) void widen(__m256i bytes, std::int32_t* out) noexcept {
    alignas(32) std::array<std::uint8_t, 32> held{};
    _mm256_store_si256(reinterpret_cast<__m256i*>(held.data()), bytes);
    for (std::size_t part = 0; part < 4; ++part) {
        const __m128i eight =
            _mm_loadl_epi64(reinterpret_cast<const __m128i*>(held.data() + 8 * part));
        _mm256_store_si256(reinterpret_cast<__m256i*>(out + 8 * part), _mm256_cvtepu8_epi32(eight));
    }
}

} // namespace

__attribute__((target("avx2"))) void add_masked_bytes(const additive_totals& from,
                                                      std::span<const additive_move> moves,
                                                      std::size_t /*days*/, additive_lanes& out) {
    __m256i low = all_of(from.low);
    __m256i high = all_of(from.high);
    __m256i current = all_of(from.current);
    __m256i stale = all_of(from.stale);
    for (const additive_move& m : moves) {
        const __m256i expired = mask_from(m.expires);
        const __m256i fresh_on = _mm256_andnot_si256(expired, mask_from(m.begins));
        const __m256i stale_on = _mm256_andnot_si256(mask_from(m.ends), expired);
        const auto add = [&](__m256i sum, std::int32_t fresh, std::int32_t old)
            __attribute__((target("avx2"))) {
            return _mm256_add_epi8(sum, _mm256_or_si256(_mm256_and_si256(fresh_on, all_of(fresh)),
                                                        _mm256_and_si256(stale_on, all_of(old))));
        };
        low = add(low, m.fresh.low, m.stale.low);
        high = add(high, m.fresh.high, m.stale.high);
        current = add(current, m.fresh.current, m.stale.current);
        stale = add(stale, m.fresh.stale, m.stale.stale);
    }
    widen(low, out.low.data());
    widen(high, out.high.data());
    widen(current, out.current.data());
    widen(stale, out.stale.data());
}

bool has_masked_bytes() noexcept { return __builtin_cpu_supports("avx2") != 0; }

#else

void add_masked_bytes(const additive_totals& from, std::span<const additive_move> moves,
                      std::size_t days, additive_lanes& out) {
    add_differences(from, moves, days, out);
}

bool has_masked_bytes() noexcept { return false; }

#endif

additive_kernel additive_kernel_for(std::int32_t largest_total, std::size_t days,
                                    bool plain_only) noexcept {
    const bool bytes = largest_total <= 255 && days <= 32 && !plain_only && has_masked_bytes();
    return bytes ? add_masked_bytes : add_differences;
}

} // namespace actueel
