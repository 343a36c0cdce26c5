// SPDX-License-Identifier: MPL-2.0
#include "combining.hpp"

#include <algorithm>
#include <limits>

namespace actueel::detail {
namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

} // namespace

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

} // namespace actueel::detail
