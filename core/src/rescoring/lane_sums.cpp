// SPDX-License-Identifier: MPL-2.0
#include "lane_sums.hpp"

#include <algorithm>
#include <span>

namespace actueel::detail {
namespace {

constexpr std::size_t few_words = 8;

/// How many points the bits of a sum are.
std::int64_t points_of(std::uint64_t bits, const planned_sum& how) {
    const std::size_t unused = 64 - how.words;
    return (static_cast<std::int64_t>(bits << unused) >> unused) * how.unit;
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

lane_sums::lane_sums(const plan_content& by)
    : plan_{by}, sums_(by.sums.size()), reached_(by.reached), perhaps_(by.reached) {
    for (std::size_t s = 0; s < sums_.size(); ++s) {
        if (by.sums[s].words > few_words) { continue; }
        for (std::uint64_t bits = 0; bits < std::uint64_t{1} << by.sums[s].words; ++bits) {
            sums_[s].points.push_back(points_of(bits, by.sums[s]));
        }
    }
}

void lane_sums::begin() {
    for (day_numbers& counts : counted_) { counts.begin(32); }
    many_ = 0;
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
    const planned_ladder& ladder = plan_.ladders[static_cast<std::size_t>(to.ladder)];
    const std::size_t stride = ladder.stride();
    day_bits* const surely = reached_.data() + ladder.first;
    day_bits* const perhaps = perhaps_.data() + ladder.first;
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
    for (std::size_t s = 0; s < sums_.size(); ++s) {
        const planned_sum& how = plan_.sums[s];
        scale_sum& sum = sums_[s];
        for (std::size_t k = 0; k < how.low_rises.size(); ++k) {
            sum.low.count(k, how.low_rises[k], reached_.data());
            sum.high.count(k, how.high_rises[k], reached_.data());
        }
        sum.low.settle();
        sum.high.settle();
    }
    count_up();
    for (day_numbers& counts : counted_) { counts.settle(); }
}

/// Counts the rows that wait.
void lane_sums::count_up() noexcept {
    for (std::size_t s = 0; s < counted_.size(); ++s) {
        counted_[s].count(std::span{waiting_[s]}.first(many_));
    }
    many_ = 0;
}

/// Turns what was reached on a ladder into where at least each step is: the most, as `combined` has it. Its low end is the most
/// of the low ends of what surely applies, or without any the least of all low ends; its high end the most of all high ends.
void lane_sums::climb(std::size_t which) {
    const planned_ladder& ladder = plan_.ladders[which];
    const std::size_t steps = ladder.steps.size();
    day_bits* const surely = reached_.data() + ladder.first;
    day_bits* const at_most = surely + ladder.stride();
    const auto rise = [&] {
        for (std::size_t s = steps - 1; s > 0; --s) {
            surely[s - 1] |= surely[s];
            at_most[s - 1] |= at_most[s];
        }
    };
    rise();
    const day_bits applies = surely[0];
    if (const day_bits unsure = at_most[0] & ~applies; unsure != 0) {
        resolve(ladder, unsure);
        rise();
    }
    scale_sum& sum = sums_[static_cast<std::size_t>(ladder.scale)];
    sum.applies |= applies;
    sum.may_apply |= at_most[0];
    if (ladder.lowest != 0) {
        sum.low.add(ladder.lowest, at_most[0]);
        sum.high.add(ladder.lowest, at_most[0]);
    }
}

/// Says what days bring on which nothing surely applies. In a sum, what may not apply may bring nothing too.
void lane_sums::resolve(const planned_ladder& ladder, day_bits unsure) {
    const auto scale = static_cast<std::size_t>(ladder.scale);
    const bool in_sum = plan_.asked->scales[scale].combine == combine_rule::sum;
    day_bits* const surely = reached_.data() + ladder.first;
    day_bits* const at_most = surely + ladder.stride();
    const day_bits* const perhaps = perhaps_.data() + ladder.first;
    if (in_sum) { at_most[ladder.zero] |= unsure; }
    for (std::size_t s = 0; unsure != 0; ++s) {
        surely[in_sum ? std::min(s, ladder.zero) : s] |= perhaps[s] & unsure;
        unsure &= ~perhaps[s];
    }
}

void lane_sums::write_counts(std::size_t days, score_block& to) const {
    for (std::size_t c = 0; c < counted_.size(); ++c) {
        counted_[c].write(days, to.counts[c].data(),
                          [](std::uint64_t bits) { return static_cast<std::int32_t>(bits); });
    }
}

void lane_sums::write(std::size_t scale, std::size_t days, point_lanes& to) const {
    const scale_sum& sum = sums_[scale];
    const auto write_points = [&](auto&& points) {
        sum.low.write(days, to.low.data(), points);
        sum.high.write(days, to.high.data(), points);
    };
    if (sum.points.empty()) {
        write_points(
            [&how = plan_.sums[scale]](std::uint64_t bits) { return points_of(bits, how); });
    } else {
        write_points([points = sum.points.data()](std::uint64_t bits) { return points[bits]; });
    }
    to.applies = sum.applies;
    to.may_apply = sum.may_apply;
}

} // namespace actueel::detail
