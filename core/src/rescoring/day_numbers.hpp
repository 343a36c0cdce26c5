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

/// The bits of a byte, each in a byte of its own, in the order of memory.
inline constexpr auto bytes_of_bits = [] {
    std::array<std::uint64_t, 256> out{};
    for (std::size_t byte = 0; byte < out.size(); ++byte) {
        std::array<std::uint8_t, 8> apart{};
        for (std::size_t bit = 0; bit < 8; ++bit) { apart[bit] = byte >> bit & 1U; }
        out[byte] = std::bit_cast<std::uint64_t>(apart);
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
    /// Adds numbers whose words `word(k)` gives, `count` of them. What exceeds `most` words is dropped, as of whole numbers
    /// that wrap. Precondition: `count` is at most `most`.
    template <class Word>
    void add(std::size_t count, std::size_t most, Word&& word) noexcept {
        day_bits carried = 0;
        while (used_ < count) { words_[used_++] = 0; }
        std::size_t k = 0;
        for (; k < count; ++k) {
            const day_bits other = word(k);
            const day_bits differ = words_[k] ^ other;
            const day_bits both = words_[k] & other;
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
            const std::array<std::uint8_t, 8> lowest = bytes(first, 0);
            for (std::size_t i = 0; i < 8; ++i) { to[first + i] = lowest[i]; }
            for (std::size_t low = 8; low < used_; low += 8) {
                const std::array<std::uint8_t, 8> more = bytes(first, low);
                for (std::size_t i = 0; i < 8; ++i) {
                    to[first + i] |= static_cast<Number>(std::uint64_t{more[i]} << low);
                }
            }
        }
    }

  private:
    /// Eight bits of the numbers of eight days.
    [[nodiscard]] std::array<std::uint8_t, 8> bytes(std::size_t first,
                                                    std::size_t low) const noexcept {
        std::uint64_t out = 0;
        const std::size_t past = std::min(used_, low + 8);
        for (std::size_t k = low; k < past; ++k) {
            out |= bytes_of_bits[words_[k] >> first & 0xFFU] << (k - low);
        }
        return std::bit_cast<std::array<std::uint8_t, 8>>(out);
    }

    std::size_t used_ = 0;
    std::array<day_bits, 64> words_{};
};

} // namespace actueel::detail
