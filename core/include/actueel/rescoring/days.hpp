// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/day.hpp>
#include <actueel/base/duration.hpp>
#include <actueel/history/known.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace actueel {

/// A bit for each of up to 64 days, the first day the lowest bit.
using day_bits = std::uint64_t;
inline constexpr std::size_t most_lanes = 64;

/// The days that every family is asked about, ascending, up to 64 of them, and what was known on each. Where a day falls
/// among them is looked up. A value that may be read from many threads.
class asked_days {
  public:
    /// Precondition: 1 to 64 days, ascending. `shelves` are the shelf lives whose ends will be asked for.
    asked_days(std::span<const day> days, known known_at, std::span<const duration> shelves);

    [[nodiscard]] std::size_t count() const noexcept { return days_.size(); }
    [[nodiscard]] day at(std::size_t lane) const noexcept { return days_[lane]; }
    [[nodiscard]] const std::vector<day>& days() const noexcept { return days_; }
    [[nodiscard]] const known& known_at() const noexcept { return known_at_; }
    [[nodiscard]] day_bits all() const noexcept { return all_; }

    /// The days on or after a day. O(1).
    [[nodiscard]] day_bits from(day d) const noexcept { return from_[place(d)]; }
    [[nodiscard]] day_bits within(day start, day until) const noexcept {
        return from(start) & ~from(until);
    }
    /// The days on which a record is known that was recorded then, and corrected or retracted then.
    [[nodiscard]] day_bits knowing(instant from, instant until, bool for_ever) const noexcept {
        if (!by_day_) { return from <= at_ && (for_ever || at_ < until) ? all_ : 0; }
        const day_bits began = this->from(utc_day(from));
        return for_ever ? began : began & ~this->from(utc_day(until));
    }
    /// The first day on which an answer no longer counts, by one of the shelf lives. O(1) within twenty years.
    [[nodiscard]] day expiry(std::size_t shelf, day observed_on) const noexcept;
    /// How many of the days lie before an answer begins, and before it no longer counts.
    struct places {
        std::uint8_t begins = 0;
        std::uint8_t expires = 0;
    };
    /// Of an answer by one of the shelf lives: the days from its own on, and those of them before it no longer counts. O(1) within
    /// twenty years.
    struct lasting {
        day_bits begun = 0;
        day_bits fresh = 0;
    };
    [[nodiscard]] lasting lasts(std::size_t shelf, day observed_on) const noexcept {
        const auto at = static_cast<std::size_t>(observed_on.number() - first_memo_.number());
        if (at >= memos_) {
            const day_bits begun = from(observed_on);
            return {begun, begun & ~from(expiry(shelf, observed_on))};
        }
        const places held = held_[shelf * memos_ + at];
        const day_bits begun = from_[held.begins];
        return {begun, begun & ~from_[held.expires]};
    }
    /// Those of a shelf life, for who looks many up.
    class held_on {
      public:
        /// Precondition: not before `earliest()`. O(1).
        [[nodiscard]] places operator[](day observed_on) const noexcept {
            const auto at = static_cast<std::uint32_t>(observed_on.number()) - first_;
            return held_[std::min(at, last_)];
        }

      private:
        friend asked_days;
        const places* held_ =
            nullptr; ///< by days after the first; the last is after all asked days
        std::uint32_t first_ = 0;
        std::uint32_t last_ = 0;
    };
    [[nodiscard]] held_on held(std::size_t shelf) const noexcept;
    /// The first day that these tables know.
    [[nodiscard]] day earliest() const noexcept { return first_memo_; }
    /// What stands for a shelf life of answers that do not expire.
    [[nodiscard]] std::size_t no_shelf() const noexcept { return shelves_.size(); }

    /// How many of the days lie before a day. O(1).
    [[nodiscard]] std::size_t place(day d) const noexcept {
        const std::int32_t at = d.number() - first_.number();
        const auto last = static_cast<std::int32_t>(place_.size()) - 1;
        return place_[static_cast<std::size_t>(std::clamp(at, 0, last))];
    }
    /// The days as Arrow counts them, from 1970 on.
    [[nodiscard]] const std::vector<std::int32_t>& days_from_1970() const noexcept {
        return from_1970_;
    }
    /// Whether what is written down at the start of a day is known on every asked day from that day on.
    [[nodiscard]] bool knows_the_past() const noexcept {
        return by_day_ || at_ >= end_of(days_.back());
    }

  private:
    std::vector<day> days_;
    std::vector<std::int32_t> from_1970_{};
    known known_at_;
    bool by_day_ = false; ///< what was known differs from day to day
    instant at_{};        ///< else: until when it was recorded
    day first_;
    day_bits all_ = 0;
    std::vector<std::uint8_t>
        place_{}; ///< by days after the first, up to the day after the last: how many asked days lie before
    std::vector<day_bits> from_{}; ///< by place
    std::vector<duration> shelves_{};
    day first_memo_{};
    std::vector<std::vector<day>> expiries_{}; ///< by shelf life, then day; the last never ends
    std::size_t memos_ = 0;      ///< of each: one for every day, and one after all asked days
    std::vector<places> held_{}; ///< by shelf life, then day
};

} // namespace actueel
