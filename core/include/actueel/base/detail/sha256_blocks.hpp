// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace actueel::detail {

inline constexpr std::size_t sha256_block = 64; ///< bytes

/// The 64 constants of FIPS 180-4, 4.2.2.
extern const std::uint32_t sha256_round_constants[64];

/// Takes `count` whole blocks into a state of eight words (FIPS 180-4, 6.2.2), in plain C++.
void absorb_plainly(std::uint32_t* state, const unsigned char* blocks, std::size_t count) noexcept;

/// The same by the SHA instructions of x86. Precondition: `has_sha_instructions()`; elsewhere it does nothing.
void absorb_by_instruction(std::uint32_t* state, const unsigned char* blocks,
                           std::size_t count) noexcept;

/// Whether this processor has them. Asking takes microseconds on a virtual machine.
[[nodiscard]] bool has_sha_instructions() noexcept;

} // namespace actueel::detail
