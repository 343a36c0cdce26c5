// SPDX-License-Identifier: MPL-2.0
#include <actueel/rescoring/days.hpp>

#include <algorithm>

namespace actueel {
namespace {

constexpr std::int32_t looked_back = 20 * 366;

} // namespace

asked_days::asked_days(std::span<const day> days, known known_at, std::span<const duration> shelves)
    : days_{days.begin(), days.end()}, known_at_{known_at}, by_day_{known_at ==
                                                                    known::by_end_of_as_of()},
      at_{known_at.until(days.front())}, first_{days.front()}, shelves_{shelves.begin(),
                                                                        shelves.end()} {
    for (const day d : days_) { from_1970_.push_back(d.number() - days_to_1970); }
    const auto span = static_cast<std::size_t>(days.back() - first_) + 1;
    place_.resize(span + 1, static_cast<std::uint8_t>(days_.size()));
    for (std::size_t at = 0, before = 0; at < span; ++at) {
        while (days_[before] - first_ < static_cast<std::int32_t>(at)) { ++before; }
        place_[at] = static_cast<std::uint8_t>(before);
    }
    all_ = days_.size() == most_lanes ? ~day_bits{0} : (day_bits{1} << days_.size()) - 1;
    for (std::size_t p = 0; p <= days_.size(); ++p) {
        from_.push_back(p == most_lanes ? 0 : all_ & (~day_bits{0} << p));
    }
    first_memo_ = day::from_number(std::max(0, first_.number() - looked_back));
    const auto memos = static_cast<std::size_t>(days.back() - first_memo_) + 1;
    const auto none = static_cast<std::uint8_t>(days_.size());
    memos_ = memos + 1;
    for (std::size_t shelf = 0; shelf <= shelves_.size(); ++shelf) {
        std::vector<day>& ends = expiries_.emplace_back();
        for (std::size_t d = 0; d < memos; ++d) {
            const day on = day::from_number(first_memo_.number() + static_cast<std::int32_t>(d));
            ends.push_back(shelf == no_shelf() ? day::never() : on + shelves_[shelf]);
            held_.push_back({static_cast<std::uint8_t>(place(on)),
                             static_cast<std::uint8_t>(place(ends.back()))});
        }
        held_.push_back({none, none});
    }
}

asked_days::held_on asked_days::held(std::size_t shelf) const noexcept {
    held_on out;
    out.held_ = held_.data() + shelf * memos_;
    out.first_ = static_cast<std::uint32_t>(first_memo_.number());
    out.last_ = static_cast<std::uint32_t>(memos_ - 1);
    return out;
}

day asked_days::expiry(std::size_t shelf, day observed_on) const noexcept {
    const std::int32_t at = observed_on.number() - first_memo_.number();
    const std::vector<day>& ends = expiries_[shelf];
    if (at >= 0 && static_cast<std::size_t>(at) < ends.size()) {
        return ends[static_cast<std::size_t>(at)];
    }
    return shelf == no_shelf() ? day::never() : observed_on + shelves_[shelf];
}

} // namespace actueel
