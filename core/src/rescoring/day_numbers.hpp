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

/// A whole number for each of up to 64 days, as words of bits: word k holds the bit worth 2^k of every day. So something is
/// added on all days at once, with few operations, and small numbers need few words.
///
/// Of each word a second one may wait, to be added together with the next, which takes as long as one of them.
class day_numbers {
  public:
    /// All zero. What exceeds `most` words will be dropped, as of whole numbers that wrap.
    void begin(std::size_t most) noexcept {
        used_ = 0;
        waits_ = 0;
        most_ = most;
    }
    /// Adds 2^k on some days.
    void count(std::size_t k, day_bits on) noexcept {
        for (; on != 0 && k < most_; ++k) {
            if (k >= used_) {
                while (used_ < k) { words_[used_++] = 0; }
                words_[used_++] = on;
                return;
            }
            const std::uint64_t here = std::uint64_t{1} << k;
            waits_ ^= here;
            if ((waits_ & here) != 0) {
                waiting_[k] = on;
                return;
            }
            const day_bits differ = words_[k] ^ on;
            const day_bits carried = (words_[k] & on) | (waiting_[k] & differ);
            words_[k] = differ ^ waiting_[k];
            on = carried;
        }
    }
    /// Adds a number, by its bits, on some days.
    void add(std::uint64_t bits, day_bits on) noexcept {
        for (; bits != 0; bits &= bits - 1) {
            count(static_cast<std::size_t>(std::countr_zero(bits)), on);
        }
    }
    /// Adds what still waits.
    void settle() noexcept {
        for (; waits_ != 0; waits_ &= waits_ - 1) {
            auto k = static_cast<std::size_t>(std::countr_zero(waits_));
            for (day_bits on = waiting_[k]; on != 0 && k < most_; ++k) {
                if (k == used_) { words_[used_++] = 0; }
                const day_bits carried = words_[k] & on;
                words_[k] ^= on;
                on = carried;
            }
        }
    }

    /// Writes the numbers out, each as `read` makes it of its bits, those of eight days at a time: there is room for 64.
    /// Precondition: settled.
    template <class Number, class Read>
    void write(std::size_t days, Number* to, Read&& read) const noexcept {
        for (std::size_t first = 0; first < days; first += 8) {
            const std::array<std::uint8_t, 8> lowest = bytes(first, 0);
            if (used_ <= 8) {
                for (std::size_t i = 0; i < 8; ++i) { to[first + i] = read(lowest[i]); }
                continue;
            }
            std::array<std::uint64_t, 8> whole{};
            for (std::size_t i = 0; i < 8; ++i) { whole[i] = lowest[i]; }
            for (std::size_t low = 8; low < used_; low += 8) {
                const std::array<std::uint8_t, 8> more = bytes(first, low);
                for (std::size_t i = 0; i < 8; ++i) { whole[i] |= std::uint64_t{more[i]} << low; }
            }
            for (std::size_t i = 0; i < 8; ++i) { to[first + i] = read(whole[i]); }
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
    std::size_t most_ = 64;
    std::uint64_t waits_ = 0; ///< a bit for each word of which another waits
    std::array<day_bits, 64> words_{};
    std::array<day_bits, 64> waiting_{};
};

} // namespace actueel::detail
