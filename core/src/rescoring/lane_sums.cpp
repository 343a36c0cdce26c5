// SPDX-License-Identifier: MPL-2.0
#include "lane_sums.hpp"

#include <algorithm>

namespace actueel::detail {
namespace {

void write_points(const day_numbers& of, const planned_sum& how, std::size_t days,
                  std::int64_t* to) {
    const std::size_t unused = 64 - how.words;
    of.write(days, to, [unused, unit = how.unit](std::uint64_t bits) {
        return (static_cast<std::int64_t>(bits << unused) >> unused) * unit;
    });
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
        places += 2 * ladder.stride();
        at_least_.resize(std::max(at_least_.size(), ladder.steps.size()));
    }
    reached_.resize(places);
    perhaps_.resize(places);
}

void lane_sums::begin() {
    for (day_numbers& counts : counted_) { counts.begin(32); }
    for (std::size_t s = 0; s < sums_.size(); ++s) {
        sums_[s].low.begin(plan_.sums[s].words);
        sums_[s].high.begin(plan_.sums[s].words);
        sums_[s].applies = 0;
        sums_[s].may_apply = 0;
    }
    std::fill(reached_.begin(), reached_.end(), 0);
    if (unsure_) { std::fill(perhaps_.begin(), perhaps_.end(), 0); }
    unsure_ = false;
}

void lane_sums::add(const planned_term& to, const family_lanes& family, const lane_row& row) {
    if (to.lanes == term_lanes::straight) {
        scale_sum& sum = sums_[static_cast<std::size_t>(to.scale)];
        for_each_brought(plan_, to, family, row,
                         [&sum](const brought& b, day_bits certain, day_bits uncertain) {
                             sum.applies |= certain;
                             sum.may_apply |= certain | uncertain;
                             sum.low.add(b.low_bits, b.low < 0 ? certain | uncertain : certain);
                             sum.high.add(b.high_bits, b.high > 0 ? certain | uncertain : certain);
                         });
        return;
    }
    const auto ladder = static_cast<std::size_t>(to.ladder);
    const std::size_t stride = plan_.ladders[ladder].stride();
    day_bits* const surely = reached(ladder);
    day_bits* const perhaps = perhaps_.data() + first_reached_[ladder];
    for_each_brought(plan_, to, family, row,
                     [=, this](const brought& b, day_bits certain, day_bits uncertain) {
                         surely[b.low_step] |= certain;
                         surely[stride + b.high_step] |= certain | uncertain;
                         if (uncertain == 0) { return; }
                         perhaps[b.low_step] |= uncertain;
                         unsure_ = true;
                     });
}

void lane_sums::climb() {
    for (std::size_t k = 0; k < plan_.ladders.size(); ++k) { climb(k); }
    for (scale_sum& sum : sums_) {
        sum.low.settle();
        sum.high.settle();
    }
    for (day_numbers& counts : counted_) { counts.settle(); }
}

/// Adds the most that was reached on each day, as `combined` does: its low end is the most of the low ends of what surely
/// applies, or without any the least of all low ends; its high end the most of all high ends. In a sum, what may not apply
/// may bring nothing too.
void lane_sums::climb(std::size_t which) {
    const planned_ladder& ladder = plan_.ladders[which];
    const auto scale = static_cast<std::size_t>(ladder.scale);
    const std::size_t steps = ladder.steps.size();
    day_bits* const surely = reached(which);
    day_bits* const at_most = surely + ladder.stride();
    day_bits applies = 0;
    day_bits may_apply = 0;
    for (std::size_t s = 0; s < steps; ++s) {
        applies |= surely[s];
        may_apply |= at_most[s];
    }
    if (day_bits unsure = may_apply & ~applies; unsure != 0) {
        const bool in_sum = plan_.asked->scales[scale].combine == combine_rule::sum;
        if (in_sum) { at_most[ladder.zero] |= unsure; }
        const day_bits* const perhaps = perhaps_.data() + first_reached_[which];
        for (std::size_t s = 0; unsure != 0; ++s) {
            surely[in_sum ? std::min(s, ladder.zero) : s] |= perhaps[s] & unsure;
            unsure &= ~perhaps[s];
        }
    }
    const auto rise = [&](day_numbers& to, const day_bits* reached_at) {
        day_bits here = 0;
        for (std::size_t s = steps; s-- > 0;) {
            here |= reached_at[s];
            at_least_[s] = here;
        }
        for (std::size_t k = 0; k < ladder.rises.size(); ++k) {
            to.count(k, ladder.rises[k], at_least_.data());
        }
        to.add(ladder.lowest, may_apply);
    };
    scale_sum& sum = sums_[scale];
    rise(sum.low, surely);
    rise(sum.high, at_most);
    sum.applies |= applies;
    sum.may_apply |= may_apply;
}

void lane_sums::write_counts(std::size_t days, score_block& to) const {
    for (std::size_t c = 0; c < counted_.size(); ++c) {
        counted_[c].write(days, to.counts[c].data(),
                          [](std::uint64_t bits) { return static_cast<std::int32_t>(bits); });
    }
}

void lane_sums::write(std::size_t scale, std::size_t days, point_lanes& to) const {
    const scale_sum& sum = sums_[scale];
    write_points(sum.low, plan_.sums[scale], days, to.low.data());
    write_points(sum.high, plan_.sums[scale], days, to.high.data());
    to.applies = sum.applies;
    to.may_apply = sum.may_apply;
}

} // namespace actueel::detail
