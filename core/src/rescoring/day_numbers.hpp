// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/rescoring/days.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace actueel::detail {

/// The bits of a byte, each in a byte of its own.
inline constexpr auto bytes_of_bits = [] {
    std::array<std::uint64_t, 256> out{};
    for (std::size_t byte = 0; byte < out.size(); ++byte) {
        for (std::size_t bit = 0; bit < 8; ++bit) {
            out[byte] |= (std::uint64_t{byte} >> bit & 1U) << (8 * bit);
        }
    }
    return out;
}();

/// A whole number for each of up to 64 days, as words of bits: word k holds the bit worth 2^k of every day. So all days are
/// counted at once, with few operations a word, and small numbers need few words.
class day_numbers {
  public:
    void clear() noexcept { used_ = 0; }
    [[nodiscard]] std::span<const day_bits> words() const noexcept { return {words_.data(), used_}; }

    /// Gives days a number, by its bits. Precondition: they have none yet.
    void set(std::uint64_t bits, day_bits on) noexcept {
        for (; bits != 0; bits &= bits - 1) {
            const auto k = static_cast<std::size_t>(std::countr_zero(bits));
            while (used_ <= k) { words_[used_++] = 0; }
            words_[k] |= on;
        }
    }
    /// One more on some days.
    void count(day_bits on) noexcept {
        for (std::size_t k = 0; on != 0; ++k) {
            if (k == used_) {
                words_[used_++] = on;
                return;
            }
            const day_bits carried = words_[k] & on;
            words_[k] ^= on;
            on = carried;
        }
    }
    /// Adds another's numbers. What exceeds `most` words is dropped, as of whole numbers that wrap.
    void add(const day_numbers& other, std::size_t most) noexcept {
        day_bits carried = 0;
        while (used_ < std::min(other.used_, most)) { words_[used_++] = 0; }
        std::size_t k = 0;
        for (; k < std::min(other.used_, most); ++k) {
            const day_bits differ = words_[k] ^ other.words_[k];
            const day_bits both = words_[k] & other.words_[k];
            words_[k] = differ ^ carried;
            carried = both | (differ & carried);
        }
        for (; carried != 0 && k < most; ++k) {
            if (k == used_) { words_[used_++] = 0; }
            const day_bits further = words_[k] & carried;
            words_[k] ^= carried;
            carried = further;
        }
    }

    /// Writes the numbers out, those of eight days at a time: there is room for 64.
    template <class Number>
    void write(std::size_t days, Number* to) const noexcept {
        for (std::size_t first = 0; first < days; first += 8) {
            for (std::size_t i = 0; i < 8; ++i) { to[first + i] = 0; }
            for (std::size_t low = 0; low < used_; low += 8) {
                std::uint64_t bytes = 0; // of each day, eight bits of its number
                for (std::size_t k = low; k < std::min(used_, low + 8); ++k) {
                    bytes |= bytes_of_bits[words_[k] >> first & 0xFFU] << (k - low);
                }
                for (std::size_t i = 0; i < 8; ++i) {
                    to[first + i] |= static_cast<Number>(
                        static_cast<std::uint64_t>(bytes >> (8 * i) & 0xFFU) << low);
                }
            }
        }
    }

  private:
    std::size_t used_ = 0;
    std::array<day_bits, 64> words_{};
};

} // namespace actueel::detail
