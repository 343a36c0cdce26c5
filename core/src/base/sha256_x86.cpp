// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/detail/sha256_blocks.hpp>

#if defined(__x86_64__) && defined(__GNUC__)

#    include <cpuid.h>
#    include <immintrin.h>

namespace actueel::detail {

bool has_sha_instructions() noexcept {
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & bit_SSSE3) == 0 || (c & bit_SSE4_1) == 0) {
        return false;
    }
    constexpr unsigned sha_bit = 1U << 29U; // some compilers' headers lack its name
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & sha_bit) != 0;
}

// The state is named from its highest lane to its lowest, as in the manual of these instructions.
__attribute__((target("sha,sse4.1"))) void absorb_by_instruction(std::uint32_t* state,
                                                                 const unsigned char* blocks,
                                                                 std::size_t count) noexcept {
    const auto load = [](const void* from) __attribute__((target("sha,sse4.1"))) {
        return _mm_loadu_si128(static_cast<const __m128i*>(from));
    };
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const __m128i cdab = _mm_shuffle_epi32(load(state), 0xB1);
    const __m128i efgh = _mm_shuffle_epi32(load(state + 4), 0x1B);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
    for (; count != 0; --count, blocks += sha256_block) {
        const __m128i abef_before = abef;
        const __m128i cdgh_before = cdgh;
        __m128i w0 = _mm_shuffle_epi8(load(blocks), big_endian);
        __m128i w1 = _mm_shuffle_epi8(load(blocks + 16), big_endian);
        __m128i w2 = _mm_shuffle_epi8(load(blocks + 32), big_endian);
        __m128i w3 = _mm_shuffle_epi8(load(blocks + 48), big_endian);
        for (std::size_t round = 0; round < 64; round += 4) {
            const __m128i words = _mm_add_epi32(w0, load(sha256_round_constants + round));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, words);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(words, 0x0E));
            const __m128i seven_back = _mm_alignr_epi8(w3, w2, 4);
            const __m128i next =
                _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), seven_back), w3);
            w0 = w1;
            w1 = w2;
            w2 = w3;
            w3 = next;
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1B);
    const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    const auto store = [](std::uint32_t * to, __m128i words) __attribute__((target("sha,sse4.1"))) {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), words); // words are bytes
    };
    store(state, _mm_blend_epi16(feba, dchg, 0xF0));
    store(state + 4, _mm_alignr_epi8(dchg, feba, 8));
}

} // namespace actueel::detail

#else

namespace actueel::detail {

bool has_sha_instructions() noexcept { return false; }
void absorb_by_instruction(std::uint32_t* /*state*/, const unsigned char* /*blocks*/,
                           std::size_t /*count*/) noexcept {}

} // namespace actueel::detail

#endif
