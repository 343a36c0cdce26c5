// SPDX-License-Identifier: MPL-2.0
#include <actueel/score/contribution.hpp>

#include <actueel/response/status.hpp>

#include <algorithm>
#include <vector>

namespace actueel {
namespace {

/// What an unknown answer contributes by the item's policy; `range` is what its answers could give.
contribution unknown_contribution(const item& asked, const term& t, interval<decimal> range,
                                  bool may_not_apply) {
    switch (asked.when_unknown) {
    case when_unknown::zero: return {exactly(decimal{}), kleene::yes, true};
    case when_unknown::worst: return {exactly(t.any.high), kleene::yes, true};
    case when_unknown::best: return {exactly(t.any.low), kleene::yes, true};
    default: return {range, may_not_apply ? kleene::unknown : kleene::yes, false};
    }
}

contribution derived_contribution(const item& asked, const term& t, const response& row) {
    const derived_number& number = *row.derived;
    if (number.applies_to_nobody) { return {{}, kleene::no, true}; }
    if (number.is_none) { return {exactly(*t.points.if_none), kleene::yes, true}; }
    interval<decimal> points = t.points.over(
        {decimal::whole(number.between.low), decimal::whole(number.between.high)}, true);
    if (number.can_be_none) { points = hull(points, exactly(*t.points.if_none)); }
    if (is_exact(number.between) && !number.can_be_none) { return {points, kleene::yes, true}; }
    return unknown_contribution(asked, t, points, row.unnamed || number.can_be_of_nobody);
}

decimal picked(const item& asked, const term& t, const response& row) {
    if (asked.pick == pick_rule::latest) { return t.points.of(row.current.said); }
    const decimal current = t.points.of(row.current.said);
    decimal least = current;
    decimal most = current;
    decimal sum = current;
    for (const answer& a : row.pool) {
        const decimal points = t.points.of(a);
        least = std::min(least, points);
        most = std::max(most, points);
        sum += points;
    }
    if (asked.pick == pick_rule::worst) { return most; }
    if (asked.pick == pick_rule::best) { return least; }
    return rounded_mean(sum, static_cast<std::int64_t>(row.pool.size()) + 1);
}

/// From the least to the most points among the counted words that stand; `not_applicable` among them may mean none.
contribution contested_contribution(const term& t, const response& row) {
    contribution out{{}, kleene::no, true};
    bool some_do_not_apply = false;
    const auto add = [&](const answer& said) {
        if (said.kind == answer_kind::not_applicable) { some_do_not_apply = true; }
        if (!said.has_value()) { return; }
        const interval<decimal> points = exactly(t.points.of(said));
        out.points = out.applies == kleene::no ? points : hull(out.points, points);
        out.applies = kleene::yes;
    };
    add(row.current.said);
    for (const word& other : row.voices) {
        if (other.counted) { add(other.said); }
    }
    if (some_do_not_apply && out.applies == kleene::yes) { out.applies = kleene::unknown; }
    return out;
}

contribution asked_contribution(const item& asked, const term& t, const response& row) {
    if (contested_range(asked, row)) { return contested_contribution(t, row); }
    const answer& said = row.current.said;
    const bool may_not_apply = asked.not_applicable || row.unnamed;
    if (!said.says_something()) { return unknown_contribution(asked, t, t.any, may_not_apply); }
    if (row.expired) {
        switch (asked.when_stale) {
        case when_stale::unknown: return unknown_contribution(asked, t, t.any, may_not_apply);
        case when_stale::worst: return {exactly(t.any.high), kleene::yes, true};
        case when_stale::best: return {exactly(t.any.low), kleene::yes, true};
        default: break; // kept: as it was
        }
    }
    if (!said.has_value()) { return {{}, kleene::no, true}; }
    return {exactly(picked(asked, t, row)), kleene::yes, true};
}

/// The least (or, with signs turned, the most) mean over every choice of which uncertain values join the certain ones:
/// joining in ascending order lowers the mean for exactly as long as the next value lies below it.
decimal least_mean(const std::vector<decimal>& certain, std::vector<decimal> uncertain) {
    std::sort(uncertain.begin(), uncertain.end());
    decimal sum;
    for (const decimal d : certain) { sum += d; }
    auto count = static_cast<std::int64_t>(certain.size());
    for (const decimal d : uncertain) {
        if (count != 0 && d.units() * count >= sum.units()) { break; }
        sum += d;
        ++count;
    }
    return rounded_mean(sum, count);
}

decimal mean_end(std::span<const contribution> given, bool low) {
    std::vector<decimal> certain_ones;
    std::vector<decimal> uncertain;
    for (const contribution& c : given) {
        if (c.applies == kleene::no) { continue; }
        (c.applies == kleene::yes ? certain_ones : uncertain)
            .push_back(low ? c.points.low : -c.points.high);
    }
    const decimal least = least_mean(certain_ones, std::move(uncertain));
    return low ? least : -least; // halves to even is the same on both sides of zero
}

/// Contributions combined one after another, but for means, whose points need all of them at once.
class combination {
  public:
    explicit combination(combine_rule rule) : rule_{rule} {}

    void add(const contribution& c) {
        if (c.applies == kleene::no) { return; }
        out_.applies = out_.applies | c.applies;
        out_.known = out_.known && c.known;
        const interval<decimal> p = c.points;
        if (rule_ == combine_rule::sum) {
            const interval<decimal> added =
                c.applies == kleene::yes ? p : hull(p, exactly(decimal{}));
            out_.points = {out_.points.low + added.low, out_.points.high + added.high};
            return;
        }
        out_.points = first_ ? p : hull(out_.points, p);
        first_ = false;
        if (c.applies != kleene::yes) { return; }
        if (first_certain_) {
            certain_ones_ = p;
        } else if (rule_ == combine_rule::max) {
            certain_ones_ = {std::max(certain_ones_.low, p.low),
                             std::max(certain_ones_.high, p.high)};
        } else {
            certain_ones_ = {std::min(certain_ones_.low, p.low),
                             std::min(certain_ones_.high, p.high)};
        }
        first_certain_ = false;
    }

    [[nodiscard]] contribution all() const {
        contribution out = out_;
        if (first_certain_) { return out; }
        // Uncertain ones can only lift a maximum's high end, and only lower a minimum's low end.
        if (rule_ == combine_rule::max) { out.points.low = certain_ones_.low; }
        if (rule_ == combine_rule::min) { out.points.high = certain_ones_.high; }
        return out;
    }

  private:
    combine_rule rule_;
    contribution out_{{}, kleene::no, true};
    bool first_ = true;
    bool first_certain_ = true; ///< of those that surely apply
    interval<decimal> certain_ones_{};
};

} // namespace

contribution contribution_of(const item& asked, const term& t, const response& row) {
    if (row.applies == kleene::no) { return {{}, kleene::no, true}; }
    contribution out =
        asked.derived() ? derived_contribution(asked, t, row) : asked_contribution(asked, t, row);
    out.applies = out.applies & (row.applies == kleene::unknown ? kleene::unknown : kleene::yes);
    if (row.unnamed && t.over_persons == combine_rule::sum && !out.known &&
        out.points.high > decimal{}) {
        out.points.high = t.most; // how many such members there are is unknown too
    }
    return out;
}

contribution combined(combine_rule rule, std::span<const contribution> given) {
    combination together{rule};
    for (const contribution& c : given) { together.add(c); }
    contribution out = together.all();
    if (rule == combine_rule::mean && out.applies != kleene::no) {
        out.points = {mean_end(given, true), mean_end(given, false)};
    }
    return out;
}

contribution term_contribution(const item& asked, const term& t, std::span<const response> rows) {
    if (asked.per == asked_of::family) { return contribution_of(asked, t, rows.front()); }
    combination members{t.over_persons};
    for (const response& row : rows) { members.add(contribution_of(asked, t, row)); }
    contribution out = members.all();
    if (t.over_persons == combine_rule::sum) {
        out.points = {std::min(out.points.low, t.most), std::min(out.points.high, t.most)};
    }
    return out;
}

} // namespace actueel
