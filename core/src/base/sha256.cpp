// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/sha256.hpp>

#include <actueel/base/detail/sha256_blocks.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace actueel::detail {

const std::uint32_t sha256_round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

void absorb_plainly(std::uint32_t* state, const unsigned char* blocks, std::size_t count) noexcept {
    for (; count != 0; --count, blocks += sha256_block) {
        std::array<std::uint32_t, 64> w{};
        for (std::size_t i = 0; i < 16; ++i) {
            w[i] = std::uint32_t{blocks[4 * i]} << 24U | std::uint32_t{blocks[4 * i + 1]} << 16U |
                   std::uint32_t{blocks[4 * i + 2]} << 8U | std::uint32_t{blocks[4 * i + 3]};
        }
        for (std::size_t i = 16; i < 64; ++i) {
            const std::uint32_t a = w[i - 15];
            const std::uint32_t b = w[i - 2];
            w[i] = w[i - 16] + w[i - 7] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3U)) +
                   (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10U));
        }
        std::array<std::uint32_t, 8> v{};
        std::copy_n(state, 8, v.begin());
        for (std::size_t i = 0; i < 64; ++i) {
            const std::uint32_t s1 = std::rotr(v[4], 6) ^ std::rotr(v[4], 11) ^ std::rotr(v[4], 25);
            const std::uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
            const std::uint32_t t1 = v[7] + s1 + choice + sha256_round_constants[i] + w[i];
            const std::uint32_t s0 = std::rotr(v[0], 2) ^ std::rotr(v[0], 13) ^ std::rotr(v[0], 22);
            const std::uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            v = {t1 + s0 + majority, v[0], v[1], v[2], v[3] + t1, v[4], v[5], v[6]};
        }
        for (std::size_t i = 0; i < 8; ++i) { state[i] += v[i]; }
    }
}

} // namespace actueel::detail

namespace actueel {

std::string sha256_hex(std::string_view bytes) {
    using detail::sha256_block;
    static const auto absorb =
        detail::has_sha_instructions() ? detail::absorb_by_instruction : detail::absorb_plainly;
    std::array<std::uint32_t, 8> state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.data()); // bytes are bytes
    const std::size_t whole = bytes.size() / sha256_block;
    const std::size_t left = bytes.size() % sha256_block;
    absorb(state.data(), data, whole);

    std::array<unsigned char, 2 * sha256_block> tail{};
    std::copy_n(data + whole * sha256_block, left, tail.begin());
    tail[left] = 0x80;
    const std::size_t blocks = left < 56 ? 1 : 2;
    const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
    for (std::size_t i = 0; i < 8; ++i) {
        tail[blocks * sha256_block - 1 - i] = static_cast<unsigned char>(bits >> (8 * i));
    }
    absorb(state.data(), tail.data(), blocks);

    constexpr std::string_view digits = "0123456789abcdef";
    std::string out(64, '0');
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = digits[state[i / 8] >> (28 - 4 * (i % 8)) & 15U];
    }
    return out;
}

} // namespace actueel
