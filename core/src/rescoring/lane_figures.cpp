// SPDX-License-Identifier: MPL-2.0
#include "lane_figures.hpp"

#include <actueel/level/level_of.hpp>
#include <actueel/override/decide.hpp>

#include <algorithm>
#include <array>
#include <bit>

namespace actueel::detail {

lane_figures::lane_figures(const plan_content& by, bool with_due)
    : plan_{by}, asked_{by.asked}, with_due_{with_due}, sums_{by}, as_term_(asked_->scales.size()),
      terms_(by.terms.size()) {
    for (std::size_t t = 0; t < by.terms.size(); ++t) {
        if (by.terms[t].lanes == term_lanes::points) { of_own_.push_back(t); }
    }
    for (std::size_t i = 0; i < by.items.size(); ++i) {
        if (by.items[i].applies_when >= 0) { settled_.push_back(i); }
    }
    for (const scale& s : asked_->scales) { cuts_.emplace_back(s); }
}

void lane_figures::find(family_lanes& family, score_block& out) {
    family_ = &family;
    const asked_days& on = *on_;
    out.rows = family.involved;
    const lane_truth truth{plan_, family, on, out};
    settle(truth);
    for (const lane_row& row : family.rows) { add_row(row); }
    sums_.climb();
    sums_.write_counts(on.count(), out);
    for (const std::int32_t which : asked_->scale_order) {
        find_scale(static_cast<std::size_t>(which), out);
    }
    if (!asked_->levels.empty()) { find_levels(truth, out); }
    if (with_due_) {
        find_answers_due(out);
        find_review_and_due(asked_, on, family.sign_offs, out);
    }
}

/// Sets where rows apply, item by item, so that each condition sees earlier items settled.
void lane_figures::settle(const lane_truth& truth) {
    for (const std::size_t i : settled_) {
        const std::int32_t when = plan_.items[i].applies_when;
        for (lane_row& row : family_->rows_of(i)) {
            const truth_bits t = truth.of(when, asked_->items[i].per, row.person);
            row.applies &= t.yes;
            row.may_apply &= t.may;
        }
    }
}

// ---- rows

lane_sums& lane_figures::begin(const asked_days& on) {
    on_ = &on;
    sums_.begin();
    for (const std::size_t t : of_own_) {
        const planned_term& planned = plan_.terms[t];
        const term& exact = asked_->scales[static_cast<std::size_t>(planned.scale)]
                                .terms[static_cast<std::size_t>(planned.term)];
        const bool persons =
            asked_->items[static_cast<std::size_t>(planned.item)].per != asked_of::family;
        terms_[t].begin(persons ? exact.over_persons : combine_rule::max, on_->count());
    }
    return sums_;
}

void lane_figures::add_row(const lane_row& row) {
    const planned_item& planned = plan_.items[static_cast<std::size_t>(row.item)];
    if (!planned.derived) {
        std::array<day_bits, 4> in = row.in;
        for (day_bits& days : in) { days &= row.may_apply; }
        in[static_cast<std::size_t>(status::not_applicable)] |= row.exists & ~row.may_apply;
        sums_.count(in, row.contested & row.may_apply);
    }
    for (const std::int32_t place : planned.terms) {
        const auto t = static_cast<std::size_t>(place);
        const planned_term& term = plan_.terms[t];
        if (term.lanes != term_lanes::points) {
            sums_.add(term, *family_, row);
            continue;
        }
        for_each_brought(plan_, term, *family_, row,
                         [&](const brought& b, day_bits certain, day_bits uncertain) {
                             for_runs(certain, [&](std::size_t first, std::size_t past) {
                                 terms_[t].add(first, past, b.low, b.high, true);
                             });
                             for_runs(uncertain, [&](std::size_t first, std::size_t past) {
                                 terms_[t].add(first, past, b.low, b.high, false);
                             });
                         });
    }
}

void lane_figures::find_answers_due(score_block& out) const {
    auto& due = out.due[0];
    std::fill_n(due.begin(), on_->count(), day::never());
    for (const lane_row& row : family_->rows) {
        for (const lane_segment& s : family_->segments_of(row)) {
            if (s.due.is_never()) { continue; }
            for_runs(s.on & row.may_apply, [&](std::size_t first, std::size_t past) {
                for (std::size_t l = first; l < past; ++l) { due[l] = std::min(due[l], s.due); }
            });
        }
    }
}

// ---- scales

/// Adds other scales to a sum.
void lane_figures::add_scales(std::size_t index, point_lanes& made) const {
    const std::size_t count = on_->count();
    for (const term& t : asked_->scales[index].terms) {
        if (t.scale < 0) { continue; }
        const point_lanes& other = as_term_[static_cast<std::size_t>(t.scale)];
        made.applies |= other.applies;
        made.may_apply |= other.may_apply;
        if (other.applies == other.may_apply) { // and has no points elsewhere
            for (std::size_t l = 0; l < count; ++l) {
                made.low[l] += other.low[l];
                made.high[l] += other.high[l];
            }
            continue;
        }
        for (std::size_t l = 0; l < count; ++l) {
            if (has(other.applies, l)) {
                made.low[l] += other.low[l];
                made.high[l] += other.high[l];
            } else if (has(other.may_apply, l)) {
                made.low[l] += std::min<std::int64_t>(other.low[l], 0);
                made.high[l] += std::max<std::int64_t>(other.high[l], 0);
            }
        }
    }
}

/// Any other scale: some terms have points of their own.
void lane_figures::combine_scale(std::size_t index, point_lanes& made) {
    const scale& s = asked_->scales[index];
    const std::size_t count = on_->count();
    scale_.begin(s.combine, count);
    auto planned = static_cast<std::size_t>(plan_.first_term[index]);
    for (const term& exact : s.terms) {
        if (exact.scale >= 0) {
            scale_.add(as_term_[static_cast<std::size_t>(exact.scale)]);
            continue;
        }
        const planned_term& of = plan_.terms[planned];
        if (of.lanes == term_lanes::points) {
            const bool persons =
                asked_->items[static_cast<std::size_t>(exact.item)].per != asked_of::family;
            const std::int64_t most = exact.most.units();
            const bool capped = persons && exact.over_persons == combine_rule::sum;
            scale_.add(terms_[planned].result(capped ? &most : nullptr));
        }
        ++planned;
    }
    const point_lanes& points = scale_.result(nullptr);
    made.applies |= points.applies;
    made.may_apply |= points.may_apply;
    for (std::size_t l = 0; l < count; ++l) { // beside what is straight, in a sum
        const bool own = s.combine == combine_rule::sum || has(points.may_apply, l);
        made.low[l] += own ? points.low[l] : 0;
        made.high[l] += own ? points.high[l] : 0;
    }
}

void lane_figures::find_scale(std::size_t index, score_block& out) {
    const scale& s = asked_->scales[index];
    const std::size_t count = on_->count();
    point_lanes& made = as_term_[index];
    sums_.write(index, count, made);
    if (plan_.summed[index]) {
        add_scales(index, made);
    } else {
        combine_scale(index, made);
    }
    auto& low = out.scale_low[index];
    auto& high = out.scale_high[index];
    const bool nowhere_else = plan_.summed[index] && made.applies == made.may_apply;
    if (s.table.empty() && (nowhere_else || made.applies == on_->all())) {
        std::copy_n(made.low.begin(), count, low.begin());
        std::copy_n(made.high.begin(), count, high.begin());
        return;
    }
    const auto publish = [&s](std::int64_t& from, std::int64_t& to) {
        const auto published =
            s.published(interval<decimal>{decimal::from_units(from), decimal::from_units(to)});
        from = published.low.units();
        to = published.high.units();
    };
    for (std::size_t l = 0; l < count; ++l) {
        const bool may = has(made.may_apply, l);
        std::int64_t from = may ? made.low[l] : 0;
        std::int64_t to = may ? made.high[l] : 0;
        made.low[l] = from;
        made.high[l] = to;
        if (may && !has(made.applies, l)) {
            from = std::min<std::int64_t>(from, 0);
            to = std::max<std::int64_t>(to, 0);
        }
        if (!s.table.empty()) {
            if (may) { publish(made.low[l], made.high[l]); }
            publish(from, to);
        }
        low[l] = from;
        high[l] = to;
    }
}

// ---- levels

void lane_figures::find_levels(const lane_truth& truth, score_block& out) const {
    const std::size_t count = on_->count();
    auto& low = out.computed_low;
    auto& high = out.computed_high;
    std::fill_n(low.begin(), count, 0);
    std::fill_n(high.begin(), count, 0);
    for (const std::int32_t which : asked_->level_from) {
        const auto index = static_cast<std::size_t>(which);
        const level_cuts& cuts = cuts_[index];
        const auto raise = [&](auto& levels, const auto& units) {
            for (std::size_t l = 0; l < count; ++l) {
                levels[l] = std::max(levels[l], cuts.level_of(units[l]));
            }
        };
        raise(low, out.scale_low[index]);
        raise(high, out.scale_high[index]);
    }
    for (std::size_t r = 0; r < asked_->rules.size(); ++r) {
        const truth_bits t = truth.of(plan_.rules[r], asked_of::family, nobody);
        out.rule_true[r] = t.yes;
        out.rule_known[r] = t.yes | ~t.may;
        const rule& one = asked_->rules[r];
        for (day_bits left = t.may; left != 0; left &= left - 1) {
            const auto l = static_cast<std::size_t>(std::countr_zero(left));
            const level_interval before{low[l], high[l]};
            const level_interval then = after(before, one);
            const level_interval now = has(t.yes, l) ? then : hull(before, then);
            low[l] = now.low;
            high[l] = now.high;
        }
    }
    std::copy_n(low.begin(), count, out.final_low.begin());
    std::copy_n(high.begin(), count, out.final_high.begin());
    if (!family_->overrides.empty()) { decide_levels(out); }
}

/// Where somebody decided otherwise than was computed.
void lane_figures::decide_levels(score_block& out) const {
    day_bits decided = 0;
    for (const auto& d : family_->overrides) { decided |= d.on; }
    std::vector<in_force<override_content>> active;
    for (day_bits left = decided & out.rows; left != 0; left &= left - 1) {
        const auto l = static_cast<std::size_t>(std::countr_zero(left));
        active.clear();
        for (const auto& d : family_->overrides) {
            if (has(d.on, l)) { active.push_back(d.one); }
        }
        const decided_level made =
            decide(asked_, {out.computed_low[l], out.computed_high[l]}, active);
        out.final_low[l] = made.level.low;
        out.final_high[l] = made.level.high;
    }
}

// ---- when to look again

void find_review_and_due(const instrument& asked, const asked_days& on,
                         std::span<const family_lanes::signing> sign_offs, score_block& out) {
    for (std::size_t l = 0; l < on.count(); ++l) {
        day review = day::never();
        if (!asked->levels.empty()) {
            const auto& every =
                asked->levels[static_cast<std::size_t>(out.final_high[l])].review_every;
            if (every) {
                std::optional<day> last;
                for (const auto& s : sign_offs) {
                    if (has(s.known, l) && s.as_of <= on.at(l)) {
                        last = last ? std::max(*last, s.as_of) : s.as_of;
                    }
                }
                review = last ? *last + *every : on.at(l);
            }
        }
        out.due[1][l] = review;
        out.due[2][l] = std::min(out.due[0][l], review);
    }
}

} // namespace actueel::detail
