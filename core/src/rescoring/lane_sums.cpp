// SPDX-License-Identifier: MPL-2.0
#include "lane_sums.hpp"

#include <algorithm>

namespace actueel::detail {
namespace {

void write_points(const day_numbers& of, const planned_sum& how, std::size_t days,
                  std::int64_t* to) {
    of.write(days, to);
    const std::size_t unused = 64 - how.words;
    for (std::size_t l = 0; l < days; ++l) {
        const auto bits = static_cast<std::uint64_t>(to[l]) << unused;
        to[l] = (static_cast<std::int64_t>(bits) >> unused) * how.unit;
    }
}

} // namespace

brought brought_in(const plan_content& plan, const planned_term& to, const family_lanes& family,
                   const lane_row& row, const lane_segment& s) {
    const instrument& asked = plan.asked;
    const auto scale = static_cast<std::size_t>(to.scale);
    brought made = brought_by(asked->items[static_cast<std::size_t>(to.item)],
                              asked->scales[scale].terms[static_cast<std::size_t>(to.term)],
                              family.as_response(row, s));
    made.low_bits = plan.sums[scale].bits_of(made.low);
    made.high_bits = plan.sums[scale].bits_of(made.high);
    return made;
}

lane_sums::lane_sums(const plan_content& by) : plan_{by}, sums_(by.sums.size()) {
    std::size_t places = 0;
    for (const planned_ladder& ladder : by.ladders) {
        first_reached_.push_back(places);
        places += 3 * ladder.steps.size();
        on_low_.resize(std::max(on_low_.size(), ladder.steps.size()));
    }
    on_high_.resize(on_low_.size());
    reached_.resize(places);
}

void lane_sums::begin() {
    for (scale_sum& sum : sums_) {
        sum.low.clear();
        sum.high.clear();
        sum.applies = 0;
        sum.may_apply = 0;
    }
    std::fill(reached_.begin(), reached_.end(), 0);
}

void lane_sums::add(const planned_term& to, const family_lanes& family, const lane_row& row) {
    if (to.lanes == term_lanes::straight) {
        add_straight(to, family, row);
    } else {
        reach(to, family, row);
    }
}

void lane_sums::add_straight(const planned_term& to, const family_lanes& family,
                             const lane_row& row) {
    const auto scale = static_cast<std::size_t>(to.scale);
    scale_sum& sum = sums_[scale];
    low_.clear();
    high_.clear();
    for_each_brought(plan_, to, family, row,
                     [&](const brought& b, day_bits certain, day_bits uncertain) {
                         sum.applies |= certain;
                         sum.may_apply |= certain | uncertain;
                         low_.set(b.low_bits, b.low < 0 ? certain | uncertain : certain);
                         high_.set(b.high_bits, b.high > 0 ? certain | uncertain : certain);
                     });
    const std::size_t most = plan_.sums[scale].words;
    sum.low.add(low_.words().size(), most, [&](std::size_t k) { return low_.words()[k]; });
    sum.high.add(high_.words().size(), most, [&](std::size_t k) { return high_.words()[k]; });
}

void lane_sums::reach(const planned_term& to, const family_lanes& family, const lane_row& row) {
    const auto ladder = static_cast<std::size_t>(to.ladder);
    day_bits* const surely = reached_.data() + first_reached_[ladder];
    const std::size_t steps = plan_.ladders[ladder].steps.size();
    for_each_brought(plan_, to, family, row,
                     [=](const brought& b, day_bits certain, day_bits uncertain) {
                         surely[b.low_step] |= certain;
                         surely[steps + b.high_step] |= certain | uncertain;
                         if (uncertain != 0) { surely[2 * steps + b.low_step] |= uncertain; }
                     });
}

void lane_sums::climb() {
    for (std::size_t k = 0; k < plan_.ladders.size(); ++k) {
        climb(plan_.ladders[k], reached_.data() + first_reached_[k]);
    }
}

/// Adds the most that was reached on each day, as `combined` does: its low end is the most of the low ends of what surely
/// applies, or without any the least of all low ends; its high end the most of all high ends. In a sum, what may not apply
/// brings nothing too.
void lane_sums::climb(const planned_ladder& ladder, const day_bits* reached) {
    const auto scale = static_cast<std::size_t>(ladder.scale);
    const bool in_sum = plan_.asked->scales[scale].combine == combine_rule::sum;
    const std::size_t steps = ladder.steps.size();
    const day_bits* const surely = reached;
    const day_bits* const at_most = surely + steps;
    const day_bits* const perhaps = at_most + steps;
    day_bits applies = 0;
    day_bits may_apply = 0;
    for (std::size_t s = 0; s < steps; ++s) {
        applies |= surely[s];
        may_apply |= at_most[s];
    }
    day_bits left = applies;
    for (std::size_t s = steps; s-- > 0;) {
        on_low_[s] = surely[s] & left;
        left &= ~surely[s];
    }
    left = may_apply & ~applies;
    for (std::size_t s = 0; left != 0; ++s) {
        if (!in_sum || ladder.steps[s] < 0) { on_low_[s] |= perhaps[s] & left; }
        left &= ~perhaps[s];
    }
    left = may_apply;
    for (std::size_t s = steps; s-- > 0;) {
        on_high_[s] = at_most[s] & (in_sum && ladder.steps[s] < 0 ? left & applies : left);
        left &= ~at_most[s];
    }
    scale_sum& sum = sums_[scale];
    sum.applies |= applies;
    sum.may_apply |= may_apply;
    const auto add = [&](day_numbers& to, const std::vector<day_bits>& on) {
        to.add(ladder.with_bit.size(), plan_.sums[scale].words, [&](std::size_t k) {
            day_bits word = 0;
            for (const std::uint8_t step : ladder.with_bit[k]) { word |= on[step]; }
            return word;
        });
    };
    add(sum.low, on_low_);
    add(sum.high, on_high_);
}

void lane_sums::write(std::size_t scale, std::size_t days, point_lanes& to) const {
    const scale_sum& sum = sums_[scale];
    write_points(sum.low, plan_.sums[scale], days, to.low.data());
    write_points(sum.high, plan_.sums[scale], days, to.high.data());
    to.applies = sum.applies;
    to.may_apply = sum.may_apply;
}

} // namespace actueel::detail
