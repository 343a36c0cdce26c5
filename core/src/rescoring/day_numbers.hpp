// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/rescoring/days.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace actueel::detail {

/// The bits of a byte, each in a byte of its own, the lowest in the lowest.
inline constexpr auto bytes_of_bits = [] {
    std::array<std::uint64_t, 256> out{};
    for (std::size_t byte = 0; byte < out.size(); ++byte) {
        for (std::size_t bit = 0; bit < 8; ++bit) {
            out[byte] |= std::uint64_t{byte >> bit & 1U} << (8 * bit);
        }
    }
    return out;
}();

/// A whole number for each of up to 64 days, as words of bits: word k holds the bit worth 2^k of every day. So something is
/// added on all days at once, and small numbers need few words.
///
/// What is added to a word waits beside it. Two that wait are added to it together, which takes five operations for all days,
/// and leave one that waits beside the next word.
class day_numbers {
  public:
    /// All zero. What exceeds `most` words will be dropped, as of whole numbers that wrap.
    void begin(std::size_t most) {
        if (words_.size() < most) { words_.resize(most); }
        std::fill_n(many_.begin(), used_, std::uint8_t{0});
        used_ = 0;
        most_ = most;
    }
    /// Adds 2^k on some days.
    void count(std::size_t k, day_bits on) noexcept {
        if (on == 0 || k >= most_) { return; }
        used_ = std::max(used_, k + 1);
        words_[k][many_[k]] = on;
        if (++many_[k] == room) { add_up(k); }
    }
    /// Adds 2^k on the days of each of some places.
    void count(std::size_t k, std::span<const std::uint32_t> places, const day_bits* on) noexcept {
        if (k >= most_) { return; }
        while (!places.empty()) {
            if (many_[k] > room / 2) { add_up(k); }
            const auto now = places.first(std::min(places.size(), room / 2 - 1));
            wait(k, now.size(), [&](std::size_t i) { return on[now[i]]; });
            places = places.subspan(now.size());
            used_ = std::max(used_, k + 1);
        }
    }
    /// Adds one on the days of each of some masks.
    void count(std::span<const day_bits> each) noexcept {
        while (!each.empty()) {
            if (many_[0] > room / 2) { add_up(0); }
            const auto now = each.first(std::min(each.size(), room / 2 - 1));
            wait(0, now.size(), [&](std::size_t i) { return now[i]; });
            each = each.subspan(now.size());
            used_ = std::max(used_, std::size_t{1});
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
        for (std::size_t k = 0; k < used_; ++k) { add_up(k); } // which may make use of more words
    }

    /// Writes the numbers out, each as `read` makes it of its bits, those of eight days at a time: there is room for 64.
    /// Precondition: settled.
    template <class Number, class Read>
    void write(std::size_t days, Number* to, Read&& read) const noexcept {
        for (std::size_t first = 0; first < days; first += 8) {
            const std::uint64_t lowest = bytes(first, 0);
            if (used_ <= 8) {
                for (std::size_t i = 0; i < 8; ++i) {
                    to[first + i] = read(lowest >> (8 * i) & 0xFFU);
                }
                continue;
            }
            std::array<std::uint64_t, 8> whole{};
            for (std::size_t low = 0; low < used_; low += 8) {
                const std::uint64_t more = bytes(first, low);
                for (std::size_t i = 0; i < 8; ++i) {
                    whole[i] |= (more >> (8 * i) & 0xFFU) << low;
                }
            }
            for (std::size_t i = 0; i < 8; ++i) { to[first + i] = read(whole[i]); }
        }
    }

  private:
    static constexpr std::size_t room = 32;

    /// Lets some wait beside a word, but for those of no day. Precondition: there is room.
    template <class Mask>
    void wait(std::size_t k, std::size_t count, Mask&& mask) noexcept {
        day_bits* const here = words_[k].data();
        std::size_t many = many_[k];
        for (std::size_t i = 0; i < count; ++i) {
            const day_bits on = mask(i);
            here[many] = on;
            many += on != 0 ? 1 : 0;
        }
        many_[k] = static_cast<std::uint8_t>(many);
    }

    /// Adds to a word what waits beside it.
    void add_up(std::size_t k) noexcept {
        std::size_t many = many_[k];
        if (many < 2) { return; }
        day_bits* const here = words_[k].data();
        if (many % 2 == 0) { here[many++] = 0; }
        many_[k] = 1;
        day_bits word = here[0];
        if (k + 1 == most_) {
            for (std::size_t i = 1; i < many; ++i) { word ^= here[i]; }
            here[0] = word;
            return;
        }
        if (many_[k + 1] >= room / 2) { add_up(k + 1); } // so that one more can wait there
        day_bits* next = words_[k + 1].data() + many_[k + 1];
        many_[k + 1] = static_cast<std::uint8_t>(many_[k + 1] + many / 2);
        used_ = std::max(used_, k + 2);
        for (const day_bits* two = here + 1; two != here + many; two += 2) {
            const day_bits one = two[0];
            const day_bits other = two[1];
            const day_bits differ = one ^ other;
            *next++ = (one & other) | (differ & word);
            word ^= differ;
        }
        here[0] = word;
    }

    /// Eight bits of the numbers of eight days, a byte each.
    [[nodiscard]] std::uint64_t bytes(std::size_t first, std::size_t low) const noexcept {
        std::uint64_t packed = 0;
        const std::size_t past = std::min(used_, low + 8);
        for (std::size_t k = low; k < past; ++k) {
            const day_bits word = many_[k] == 0 ? 0 : words_[k][0];
            packed |= bytes_of_bits[word >> first & 0xFFU] << (k - low);
        }
        return packed;
    }

    std::size_t used_ = 0; ///< words to which something was added
    std::size_t most_ = 64;
    std::array<std::uint8_t, 64> many_{}; ///< by word: how many wait, the word itself among them
    std::vector<std::array<day_bits, room + 1>>
        words_{}; ///< and room for what makes it two that wait
};

} // namespace actueel::detail
