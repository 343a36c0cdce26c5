// SPDX-License-Identifier: MPL-2.0
#include <actueel/level/level_of.hpp>

#include <actueel/response/truth.hpp>

#include <algorithm>

namespace actueel {

level_interval after(level_interval before, const rule& r) {
    switch (r.outcome) {
    case outcome_kind::at_least:
        return {std::max(before.low, r.level), std::max(before.high, r.level)};
    case outcome_kind::at_most:
        return {std::min(before.low, r.level), std::min(before.high, r.level)};
    default: return exactly(r.level);
    }
}

namespace {

struct leaf_range {
    level_interval level{};
    std::optional<interval<decimal>> rate{};
};

leaf_range leaves(const instrument& asked, const situation& now,
                  std::span<const interval<decimal>> values, std::int32_t index) {
    const tree_node& node = asked->tree[static_cast<std::size_t>(index)];
    if (!node.when) {
        leaf_range out{exactly(node.level), std::nullopt};
        if (node.rate) { out.rate = exactly(*node.rate); }
        return out;
    }
    const kleene t = truth(asked, now, *node.when, values);
    if (t == kleene::yes) { return leaves(asked, now, values, node.then_node); }
    if (t == kleene::no) { return leaves(asked, now, values, node.else_node); }
    leaf_range a = leaves(asked, now, values, node.then_node);
    const leaf_range b = leaves(asked, now, values, node.else_node);
    a.level = hull(a.level, b.level);
    a.rate = a.rate && b.rate ? hull(*a.rate, *b.rate) : a.rate ? a.rate : b.rate;
    return a;
}

} // namespace

level_interval level_of(const scale& measured, interval<decimal> value) noexcept {
    return {measured.level_of(value.low), measured.level_of(value.high)};
}

computed_level compute_level(const instrument& asked, const situation& now,
                             std::span<const interval<decimal>> values, computed_level reused) {
    computed_level& out = reused;
    out.level = {};
    out.rate.reset();
    out.rules.clear();
    if (!asked->tree.empty()) {
        const leaf_range start = leaves(asked, now, values, 0);
        out.level = start.level;
        out.rate = start.rate;
    }
    for (const std::int32_t s : asked->level_from) {
        const level_interval from = level_of(asked->scales[static_cast<std::size_t>(s)],
                                             values[static_cast<std::size_t>(s)]);
        out.level = {std::max(out.level.low, from.low), std::max(out.level.high, from.high)};
    }
    out.rules.reserve(asked->rules.size());
    for (const rule& r : asked->rules) {
        const kleene t = truth(asked, now, r.when, values);
        if (t == kleene::yes) { out.level = after(out.level, r); }
        if (t == kleene::unknown) { out.level = hull(out.level, after(out.level, r)); }
        out.rules.push_back({t, out.level});
    }
    return reused;
}

} // namespace actueel
