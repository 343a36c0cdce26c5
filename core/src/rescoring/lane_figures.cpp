// SPDX-License-Identifier: MPL-2.0
#include "lane_figures.hpp"

#include <actueel/level/level_of.hpp>
#include <actueel/override/decide.hpp>
#include <actueel/response/truth.hpp>

#include <algorithm>
#include <limits>

namespace actueel::detail {
namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

day_bits run_of(std::size_t first, std::size_t past) {
    const day_bits up_to = past == most_lanes ? ~day_bits{0} : (day_bits{1} << past) - 1;
    return up_to & (~day_bits{0} << first);
}

bool has(day_bits bits, std::size_t lane) { return (bits >> lane & 1U) != 0; }

} // namespace

// ---- combining

void combining::begin(combine_rule rule, std::size_t days) {
    rule_ = rule;
    days_ = days;
    out_.applies = 0;
    out_.may_apply = 0;
    const bool most = rule == combine_rule::max;
    std::fill_n(out_.low.begin(), days, rule == combine_rule::sum ? 0 : highest);
    std::fill_n(out_.high.begin(), days, rule == combine_rule::sum ? 0 : lowest);
    std::fill_n(certain_.begin(), days, most ? lowest : highest);
}

void combining::add_one(std::size_t lane, std::int64_t low, std::int64_t high, bool certain) {
    if (rule_ == combine_rule::sum) {
        out_.low[lane] += certain ? low : std::min<std::int64_t>(low, 0);
        out_.high[lane] += certain ? high : std::max<std::int64_t>(high, 0);
        return;
    }
    out_.low[lane] = std::min(out_.low[lane], low);
    out_.high[lane] = std::max(out_.high[lane], high);
    if (!certain) { return; }
    certain_[lane] =
        rule_ == combine_rule::max ? std::max(certain_[lane], low) : std::min(certain_[lane], high);
}

void combining::add(std::size_t first, std::size_t past, std::int64_t low, std::int64_t high,
                    bool certain) {
    const day_bits days = run_of(first, past);
    out_.may_apply |= days;
    if (certain) { out_.applies |= days; }
    for (std::size_t l = first; l < past; ++l) { add_one(l, low, high, certain); }
}

void combining::add(const point_lanes& points) {
    out_.may_apply |= points.may_apply;
    out_.applies |= points.applies;
    for_runs(points.may_apply, [&](std::size_t first, std::size_t past) {
        for (std::size_t l = first; l < past; ++l) {
            add_one(l, points.low[l], points.high[l], has(points.applies, l));
        }
    });
}

point_lanes& combining::result(const std::int64_t* most) {
    if (rule_ == combine_rule::sum) {
        if (most != nullptr) {
            for (std::size_t l = 0; l < days_; ++l) {
                out_.low[l] = std::min(out_.low[l], *most);
                out_.high[l] = std::min(out_.high[l], *most);
            }
        }
        return out_;
    }
    for_runs(out_.applies, [this](std::size_t first, std::size_t past) {
        auto& end = rule_ == combine_rule::max ? out_.low : out_.high;
        for (std::size_t l = first; l < past; ++l) { end[l] = certain_[l]; }
    });
    return out_;
}

// ---- one family

lane_figures::lane_figures(const plan_content& by)
    : plan_{by}, asked_{by.asked}, sum_low_(asked_->scales.size()),
      sum_high_(asked_->scales.size()), as_term_(asked_->scales.size()), terms_(by.terms.size()) {
    std::size_t places = 0;
    for (const planned_ladder& ladder : by.ladders) {
        first_reached_.push_back(places);
        places += 2 * (ladder.steps.size() + 1);
    }
    reached_.resize(places);
}

void lane_figures::find(family_lanes& family, const asked_days& on, score_block& out) {
    family_ = &family;
    on_ = &on;
    out_ = &out;
    out.rows = family.involved;
    settle();
    begin(out);
    for (const lane_row& row : family.rows) { add_row(row, out); }
    climb_ladders();
    find_counts(out);
    for (const std::int32_t which : asked_->scale_order) {
        find_scale(static_cast<std::size_t>(which), out);
    }
    if (!asked_->levels.empty()) { find_levels(out); }
    find_review_and_due(asked_, on, family.sign_offs, out);
}

brought lane_figures::brought_by_value(const planned_term& t, const lane_segment& s) const {
    const item& of = asked_->items[static_cast<std::size_t>(t.item)];
    const term& exact =
        asked_->scales[static_cast<std::size_t>(t.scale)].terms[static_cast<std::size_t>(t.term)];
    return brought_by(
        of, exact, of.derived() ? derived_row(s.value) : row_in_state(family_->said(s), s.expired));
}

seen_as lane_figures::seen_in_segment(const planned_condition& c, const lane_row& row,
                                      const lane_segment& s) const {
    if (row.unnamed) { return c.unnamed; }
    if (s.placed) { return c.by_state[static_cast<std::size_t>(s.state)]; }
    const item& of = asked_->items[static_cast<std::size_t>(c.item)];
    return seen_by(of, c.what,
                   of.derived() ? derived_row(s.value) : row_in_state(family_->said(s), s.expired));
}

/// Sets where rows apply, item by item, so that each condition sees earlier items settled.
void lane_figures::settle() {
    for (std::size_t i = 0; i < plan_.items.size(); ++i) {
        const std::int32_t when = plan_.items[i].applies_when;
        if (when < 0) { continue; }
        const auto first = static_cast<std::size_t>(family_->first_row[i]);
        const auto past = static_cast<std::size_t>(family_->first_row[i + 1]);
        for (std::size_t r = first; r < past; ++r) {
            lane_row& row = family_->rows[r];
            const truth_bits t = truth_of(when, asked_->items[i].per, row.person);
            row.applies &= t.yes;
            row.may_apply &= t.may;
        }
    }
}

// ---- conditions

inline status lane_figures::status_in(const lane_row& row, const lane_segment& s) const {
    const planned_item& planned = plan_.items[static_cast<std::size_t>(row.item)];
    if (s.placed || planned.derived) {
        return planned.status_of[s.placed ? static_cast<std::size_t>(s.state) : 0];
    }
    return s.expired ? status::stale : status::current;
}

truth_bits lane_figures::truth_of_item(const planned_condition& c, asked_of per,
                                       std::int32_t person) const {
    const auto i = static_cast<std::size_t>(c.item);
    const bool same_person = per != asked_of::family && asked_->items[i].per == per;
    const bool by_status = c.what.kind == condition_kind::item_status;
    const bool absent_listed =
        (c.what.statuses >> static_cast<unsigned>(status::not_applicable) & 1U) != 0;
    const day_bits all = on_->all();
    day_bits there = 0;
    day_bits some_hold = 0; // in every case
    day_bits some_may_hold = 0;
    day_bits none_fails = all; // in every case
    day_bits none_must_fail = all;
    day_bits any_listed = 0;
    day_bits all_listed = all;
    for (auto r = static_cast<std::size_t>(family_->first_row[i]);
         r < static_cast<std::size_t>(family_->first_row[i + 1]); ++r) {
        const lane_row& row = family_->rows[r];
        if (same_person && row.person != person) { continue; }
        there |= row.exists;
        const day_bits never = row.exists & ~row.may_apply;
        day_bits holds = 0;
        day_bits fails = 0;
        day_bits not_applicable = never;
        day_bits listed = absent_listed ? never : 0;
        for (auto s = static_cast<std::size_t>(row.first); s < static_cast<std::size_t>(row.past);
             ++s) {
            const lane_segment& segment = family_->segments[s];
            const day_bits on = segment.on & row.may_apply;
            if (on == 0) { continue; }
            if (by_status) {
                const auto is = static_cast<unsigned>(status_in(row, segment));
                if ((c.what.statuses >> is & 1U) != 0) { listed |= on; }
                continue;
            }
            const seen_as seen = seen_in_segment(c, row, segment);
            holds |= seen.holds ? on : 0;
            fails |= seen.fails ? on : 0;
            not_applicable |= seen.not_applicable ? on : on & ~row.applies;
        }
        some_hold |= holds & ~fails & ~not_applicable;
        some_may_hold |= holds;
        none_fails &= ~fails;
        none_must_fail &= ~row.exists | holds | not_applicable;
        any_listed |= listed;
        all_listed &= ~row.exists | listed;
    }
    if (by_status) {
        const day_bits answer = (c.what.for_all ? all_listed : any_listed) & there;
        const day_bits truth = answer | (absent_listed ? all & ~there : 0);
        return {truth, truth};
    }
    if (!c.what.for_all) { return {some_hold, some_may_hold}; }
    const day_bits yes = none_fails & some_hold;
    return {yes, yes | (none_must_fail & some_may_hold)};
}

truth_bits lane_figures::truth_of_scale(const condition& c) const {
    const auto& low = out_->scale_low[static_cast<std::size_t>(c.subject)];
    const auto& high = out_->scale_high[static_cast<std::size_t>(c.subject)];
    truth_bits at_least;
    for (std::size_t l = 0; l < on_->count(); ++l) {
        at_least.yes |= day_bits{low[l] >= c.bound.units() ? 1U : 0U} << l;
        at_least.may |= day_bits{high[l] >= c.bound.units() ? 1U : 0U} << l;
    }
    if (c.kind == condition_kind::scale_at_least) { return at_least; }
    return {on_->all() & ~at_least.may, on_->all() & ~at_least.yes};
}

truth_bits lane_figures::truth_of(std::int32_t condition, asked_of per, std::int32_t person) const {
    const planned_condition& c = plan_.conditions[static_cast<std::size_t>(condition)];
    switch (c.what.kind) {
    case condition_kind::item_is_one_of:
    case condition_kind::item_at_least:
    case condition_kind::item_below:
    case condition_kind::item_status: return truth_of_item(c, per, person);
    case condition_kind::scale_at_least:
    case condition_kind::scale_below: return truth_of_scale(c.what);
    case condition_kind::events_at_least: {
        const auto& counts = family_->event_counts[static_cast<std::size_t>(c.what.subject)];
        day_bits enough = 0;
        for (std::size_t l = 0; l < on_->count(); ++l) {
            enough |= day_bits{counts[l] >= c.what.count ? 1U : 0U} << l;
        }
        return {enough, enough};
    }
    case condition_kind::negation: {
        const truth_bits inner = truth_of(c.parts.front(), per, person);
        return {on_->all() & ~inner.may, on_->all() & ~inner.yes};
    }
    case condition_kind::all: {
        truth_bits out{on_->all(), on_->all()};
        for (const std::int32_t part : c.parts) {
            const truth_bits t = truth_of(part, per, person);
            out = {out.yes & t.yes, out.may & t.may};
        }
        return out;
    }
    case condition_kind::any: {
        truth_bits out;
        for (const std::int32_t part : c.parts) {
            const truth_bits t = truth_of(part, per, person);
            out = {out.yes | t.yes, out.may | t.may};
        }
        return out;
    }
    default: break;
    }
    // At least so many of the parts.
    score_block::lanes<std::int32_t> yes{};
    score_block::lanes<std::int32_t> may{};
    for (const std::int32_t part : c.parts) {
        const truth_bits t = truth_of(part, per, person);
        for (std::size_t l = 0; l < on_->count(); ++l) {
            yes[l] += has(t.yes, l) ? 1 : 0;
            may[l] += has(t.may, l) ? 1 : 0;
        }
    }
    truth_bits out;
    for (std::size_t l = 0; l < on_->count(); ++l) {
        out.yes |= day_bits{yes[l] >= c.what.count ? 1U : 0U} << l;
        out.may |= day_bits{may[l] >= c.what.count ? 1U : 0U} << l;
    }
    return out;
}

// ---- rows

void lane_figures::begin(score_block& out) {
    const std::size_t count = on_->count();
    for (auto& counts : counted_) { std::fill_n(counts.begin(), count + 1, 0); }
    for (std::size_t s = 0; s < sum_low_.size(); ++s) {
        std::fill_n(sum_low_[s].begin(), count + 1, 0);
        std::fill_n(sum_high_[s].begin(), count + 1, 0);
        as_term_[s].applies = 0;
        as_term_[s].may_apply = 0;
    }
    std::fill(reached_.begin(), reached_.end(), 0);
    for (std::size_t t = 0; t < terms_.size(); ++t) {
        const planned_term& planned = plan_.terms[t];
        if (planned.lanes != term_lanes::points) { continue; }
        const term& exact = asked_->scales[static_cast<std::size_t>(planned.scale)]
                                .terms[static_cast<std::size_t>(planned.term)];
        const bool persons =
            asked_->items[static_cast<std::size_t>(planned.item)].per != asked_of::family;
        terms_[t].begin(persons ? exact.over_persons : combine_rule::max, count);
    }
    std::fill_n(out.due[0].begin(), count, day::never());
}

inline void lane_figures::count(std::size_t which, day_bits days) {
    for_runs(days, [&counts = counted_[which]](std::size_t first, std::size_t past) {
        ++counts[first];
        --counts[past];
    });
}

void lane_figures::add_row(const lane_row& row, score_block& out) {
    const planned_item& planned = plan_.items[static_cast<std::size_t>(row.item)];
    const bool counts = !planned.derived;
    if (counts) {
        count(static_cast<std::size_t>(status::not_applicable), row.exists & ~row.may_apply);
        count(4, row.contested & row.may_apply);
    }
    for (auto s = static_cast<std::size_t>(row.first); s < static_cast<std::size_t>(row.past);
         ++s) {
        const lane_segment& segment = family_->segments[s];
        const day_bits on = segment.on & row.may_apply;
        if (on == 0) { continue; }
        if (counts) { count(static_cast<std::size_t>(status_in(row, segment)), on); }
        if (!segment.due.is_never()) {
            for_runs(on, [&](std::size_t first, std::size_t past) {
                for (std::size_t l = first; l < past; ++l) {
                    out.due[0][l] = std::min(out.due[0][l], segment.due);
                }
            });
        }
        for (const std::int32_t place : planned.terms) {
            const auto t = static_cast<std::size_t>(place);
            const planned_term& term = plan_.terms[t];
            if (row.unnamed || segment.placed) {
                const brought& b = row.unnamed
                                       ? term.unnamed
                                       : term.by_state[static_cast<std::size_t>(segment.state)];
                const day_bits certain = b.applies == kleene::yes ? on & row.applies : 0;
                if (b.applies != kleene::no) { add_segment(term, t, b, certain, on & ~certain); }
            } else {
                const brought b = brought_by_value(term, segment);
                const day_bits certain = b.applies == kleene::yes ? on & row.applies : 0;
                if (b.applies != kleene::no) { add_segment(term, t, b, certain, on & ~certain); }
            }
        }
    }
}

/// Adds what one state brings to one term, on the days on which it surely applies and on those on which it may.
inline void lane_figures::add_segment(const planned_term& t, std::size_t place, const brought& b,
                                      day_bits certain, day_bits uncertain) {
    if (t.lanes == term_lanes::points) {
        for_runs(certain, [&](std::size_t first, std::size_t past) {
            terms_[place].add(first, past, b.low, b.high, true);
        });
        for_runs(uncertain, [&](std::size_t first, std::size_t past) {
            terms_[place].add(first, past, b.low, b.high, false);
        });
        return;
    }
    const auto scale = static_cast<std::size_t>(t.scale);
    as_term_[scale].applies |= certain;
    as_term_[scale].may_apply |= certain | uncertain;
    if (t.lanes == term_lanes::ladder) {
        const std::size_t first = first_reached_[static_cast<std::size_t>(t.ladder)];
        const std::size_t steps =
            plan_.ladders[static_cast<std::size_t>(t.ladder)].steps.size() + 1;
        reached_[first + b.low_step] |= certain;
        reached_[first + steps + b.high_step] |= certain | uncertain;
        return;
    }
    differences& lows = sum_low_[scale];
    differences& highs = sum_high_[scale];
    for_runs(certain, [&](std::size_t first, std::size_t past) {
        lows[first] += b.low;
        lows[past] -= b.low;
        highs[first] += b.high;
        highs[past] -= b.high;
    });
    for_runs(uncertain, [&](std::size_t first, std::size_t past) {
        const std::int64_t low = std::min<std::int64_t>(b.low, 0);
        const std::int64_t high = std::max<std::int64_t>(b.high, 0);
        lows[first] += low;
        lows[past] -= low;
        highs[first] += high;
        highs[past] -= high;
    });
}

/// Turns the steps that were reached into differences of the scale that they add to.
void lane_figures::climb_ladders() {
    for (std::size_t k = 0; k < plan_.ladders.size(); ++k) {
        const planned_ladder& ladder = plan_.ladders[k];
        const std::size_t steps = ladder.steps.size() + 1;
        const auto scale = static_cast<std::size_t>(ladder.scale);
        const auto climb = [&](const day_bits* reached, auto&& rises) {
            day_bits here = 0;
            for (std::size_t step = steps - 1; step > 0; --step) {
                here |= reached[step];
                const std::int64_t rise =
                    ladder.steps[step - 1] - (step > 1 ? ladder.steps[step - 2] : 0);
                for_runs(here, [&](std::size_t first, std::size_t past) {
                    rises(first, rise);
                    rises(past, -rise);
                });
            }
        };
        const day_bits* const surely = reached_.data() + first_reached_[k];
        const day_bits* const perhaps = surely + steps;
        differences& lows = sum_low_[scale];
        differences& highs = sum_high_[scale];
        if (std::equal(surely, perhaps, perhaps)) { // most often nothing is uncertain
            climb(surely, [&](std::size_t at, std::int64_t by) {
                lows[at] += by;
                highs[at] += by;
            });
        } else {
            climb(surely, [&](std::size_t at, std::int64_t by) { lows[at] += by; });
            climb(perhaps, [&](std::size_t at, std::int64_t by) { highs[at] += by; });
        }
    }
}

void lane_figures::find_counts(score_block& out) const {
    for (std::size_t c = 0; c < counted_.size(); ++c) {
        std::int32_t sum = 0;
        for (std::size_t l = 0; l < on_->count(); ++l) {
            sum += counted_[c][l];
            out.counts[c][l] = sum;
        }
    }
}

// ---- scales

/// A sum of differences, ladders and other scales, or a most that is one ladder.
void lane_figures::sum_scale(std::size_t index, point_lanes& made) {
    const std::size_t count = on_->count();
    std::int64_t low = 0;
    std::int64_t high = 0;
    for (std::size_t l = 0; l < count; ++l) {
        low += sum_low_[index][l];
        high += sum_high_[index][l];
        made.low[l] = low;
        made.high[l] = high;
    }
    for (const term& t : asked_->scales[index].terms) {
        if (t.scale < 0) { continue; }
        const point_lanes& other = as_term_[static_cast<std::size_t>(t.scale)];
        made.applies |= other.applies;
        made.may_apply |= other.may_apply;
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
    std::int64_t low = 0; // of what is straight, in a sum
    std::int64_t high = 0;
    for (std::size_t l = 0; l < count; ++l) {
        low += sum_low_[index][l];
        high += sum_high_[index][l];
        const bool own = s.combine == combine_rule::sum || has(points.may_apply, l);
        made.low[l] = low + (own ? points.low[l] : 0);
        made.high[l] = high + (own ? points.high[l] : 0);
    }
}

void lane_figures::find_scale(std::size_t index, score_block& out) {
    const scale& s = asked_->scales[index];
    const std::size_t count = on_->count();
    point_lanes& made = as_term_[index];
    if (plan_.summed[index]) {
        sum_scale(index, made);
    } else {
        combine_scale(index, made);
    }
    auto& low = out.scale_low[index];
    auto& high = out.scale_high[index];
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

void lane_figures::find_levels(score_block& out) {
    const std::size_t count = on_->count();
    auto& low = out.computed_low;
    auto& high = out.computed_high;
    low.fill(0);
    high.fill(0);
    for (const std::int32_t which : asked_->level_from) {
        const auto index = static_cast<std::size_t>(which);
        const scale& s = asked_->scales[index];
        const auto raise = [&](auto& levels, const auto& units) {
            std::int32_t level = 0;
            for (std::size_t l = 0; l < count; ++l) {
                if (l == 0 || units[l] != units[l - 1]) {
                    level = s.level_of(decimal::from_units(units[l]));
                }
                levels[l] = std::max(levels[l], level);
            }
        };
        raise(low, out.scale_low[index]);
        raise(high, out.scale_high[index]);
    }
    for (std::size_t r = 0; r < asked_->rules.size(); ++r) {
        const truth_bits t = truth_of(plan_.rules[r], asked_of::family, nobody);
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
    out.final_low = low;
    out.final_high = high;
    day_bits decided = 0;
    for (const auto& d : family_->overrides) { decided |= d.on; }
    std::vector<in_force<override_content>> active;
    for (day_bits left = decided & out.rows; left != 0; left &= left - 1) {
        const auto l = static_cast<std::size_t>(std::countr_zero(left));
        active.clear();
        for (const auto& d : family_->overrides) {
            if (has(d.on, l)) { active.push_back(d.one); }
        }
        const decided_level made = decide(asked_, {low[l], high[l]}, active);
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
