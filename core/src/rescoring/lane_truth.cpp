// SPDX-License-Identifier: MPL-2.0
#include "lane_truth.hpp"

#include <actueel/response/truth.hpp>

namespace actueel::detail {

seen_as lane_truth::seen_in(const planned_condition& c, const lane_row& row,
                            const lane_segment& s) const {
    if (row.unnamed) { return c.unnamed; }
    if (s.placed) { return c.by_state[static_cast<std::size_t>(s.state)]; }
    return seen_by(asked_->items[static_cast<std::size_t>(c.item)], c.what,
                   family_.as_response(row, s));
}

truth_bits lane_truth::of_item(const planned_condition& c, asked_of per,
                               std::int32_t person) const {
    const auto i = static_cast<std::size_t>(c.item);
    const bool same_person = per != asked_of::family && asked_->items[i].per == per;
    const bool by_status = c.what.kind == condition_kind::item_status;
    const bool absent_listed =
        (c.what.statuses >> static_cast<unsigned>(status::not_applicable) & 1U) != 0;
    const day_bits all = on_.all();
    day_bits there = 0;
    day_bits some_hold = 0; // in every case
    day_bits some_may_hold = 0;
    day_bits none_fails = all; // in every case
    day_bits none_must_fail = all;
    day_bits any_listed = 0;
    day_bits all_listed = all;
    for (const lane_row& row : family_.rows_of(i)) {
        if (same_person && row.person != person) { continue; }
        there |= row.exists;
        const day_bits never = row.exists & ~row.may_apply;
        day_bits holds = 0;
        day_bits fails = 0;
        day_bits not_applicable = never;
        day_bits listed = absent_listed ? never : 0;
        if (by_status) {
            for (std::size_t is = 0; is < row.in.size(); ++is) {
                if ((c.what.statuses >> is & 1U) != 0) { listed |= row.in[is] & row.may_apply; }
            }
            any_listed |= listed;
            all_listed &= ~row.exists | listed;
            continue;
        }
        for (const lane_segment& segment : family_.segments_of(row)) {
            const day_bits on = segment.on & row.may_apply;
            if (on == 0) { continue; }
            const seen_as seen = seen_in(c, row, segment);
            holds |= seen.holds ? on : 0;
            fails |= seen.fails ? on : 0;
            not_applicable |= seen.not_applicable ? on : on & ~row.applies;
        }
        some_hold |= holds & ~fails & ~not_applicable;
        some_may_hold |= holds;
        none_fails &= ~fails;
        none_must_fail &= ~row.exists | holds | not_applicable;
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

truth_bits lane_truth::of_scale(const condition& c) const {
    const auto& low = out_.scale_low[static_cast<std::size_t>(c.subject)];
    const auto& high = out_.scale_high[static_cast<std::size_t>(c.subject)];
    truth_bits at_least;
    for (std::size_t l = 0; l < on_.count(); ++l) {
        at_least.yes |= day_bits{low[l] >= c.bound.units() ? 1U : 0U} << l;
        at_least.may |= day_bits{high[l] >= c.bound.units() ? 1U : 0U} << l;
    }
    if (c.kind == condition_kind::scale_at_least) { return at_least; }
    return {on_.all() & ~at_least.may, on_.all() & ~at_least.yes};
}

truth_bits lane_truth::of(std::int32_t condition, asked_of per, std::int32_t person) const {
    const planned_condition& c = plan_.conditions[static_cast<std::size_t>(condition)];
    switch (c.what.kind) {
    case condition_kind::item_is_one_of:
    case condition_kind::item_at_least:
    case condition_kind::item_below:
    case condition_kind::item_status: return of_item(c, per, person);
    case condition_kind::scale_at_least:
    case condition_kind::scale_below: return of_scale(c.what);
    case condition_kind::events_at_least: {
        const auto& counts = family_.event_counts()[static_cast<std::size_t>(c.what.subject)];
        day_bits enough = 0;
        for (std::size_t l = 0; l < on_.count(); ++l) {
            enough |= day_bits{counts[l] >= c.what.count ? 1U : 0U} << l;
        }
        return {enough, enough};
    }
    case condition_kind::negation: {
        const truth_bits inner = of(c.parts.front(), per, person);
        return {on_.all() & ~inner.may, on_.all() & ~inner.yes};
    }
    case condition_kind::all: {
        truth_bits out{on_.all(), on_.all()};
        for (const std::int32_t part : c.parts) {
            const truth_bits t = of(part, per, person);
            out = {out.yes & t.yes, out.may & t.may};
        }
        return out;
    }
    case condition_kind::any: {
        truth_bits out;
        for (const std::int32_t part : c.parts) {
            const truth_bits t = of(part, per, person);
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
        const truth_bits t = of(part, per, person);
        for (std::size_t l = 0; l < on_.count(); ++l) {
            yes[l] += has(t.yes, l) ? 1 : 0;
            may[l] += has(t.may, l) ? 1 : 0;
        }
    }
    truth_bits out;
    for (std::size_t l = 0; l < on_.count(); ++l) {
        out.yes |= day_bits{yes[l] >= c.what.count ? 1U : 0U} << l;
        out.may |= day_bits{may[l] >= c.what.count ? 1U : 0U} << l;
    }
    return out;
}

} // namespace actueel::detail
