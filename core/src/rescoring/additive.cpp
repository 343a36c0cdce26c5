// SPDX-License-Identifier: MPL-2.0
#include "additive.hpp"

#include "lane_figures.hpp"

#include <actueel/base/id.hpp>
#include <actueel/history/reading.hpp>

#include <algorithm>
#include <limits>
#include <numeric>

namespace actueel::detail {
namespace {

constexpr std::int64_t largest = 65'535;

bool asks_for_more(const plan_content& by) {
    const instrument& asked = by.asked;
    const auto more = [](const item& of) {
        return of.per != asked_of::family || of.derived() || of.number || of.ages ||
               of.applies_when || of.not_applicable || !of.counts(source::not_stated) ||
               !of.lapses_on.events.empty() || of.lapses_on.joins.any() ||
               of.lapses_on.leaves.any();
    };
    return !by.runs || asked->scales.size() != 1 || !asked->rules.empty() || !by.summed.front() ||
           asked->scales.front().combine != combine_rule::sum ||
           !asked->scales.front().table.empty() ||
           std::any_of(asked->items.begin(), asked->items.end(), more);
}

/// What each state of an item brings to the one scale, against nothing said; of an item that is no term: nothing.
std::vector<brought> brought_by_item(const plan_content& by, std::size_t item) {
    const planned_item& of = by.items[item];
    std::vector<brought> out(of.status_of.size());
    for (const std::int32_t t : of.terms) {
        const auto& states = by.terms[static_cast<std::size_t>(t)].by_state;
        for (std::size_t s = 0; s < states.size(); ++s) {
            const brought& b = states[s];
            if (b.applies == kleene::no) { continue; }
            const bool sure = b.applies == kleene::yes;
            out[s].low += sure ? b.low : std::min<std::int64_t>(b.low, 0);
            out[s].high += sure ? b.high : std::max<std::int64_t>(b.high, 0);
        }
    }
    return out;
}

} // namespace

std::optional<additive_plan> additive_of(const plan_content& by) {
    if (asks_for_more(by)) { return std::nullopt; }
    const std::size_t items = by.asked->items.size();
    std::vector<std::vector<brought>> all;
    additive_plan out;
    out.unit = 0;
    std::int64_t most_low = 0;
    std::int64_t most_high = 0;
    std::int64_t none_low = 0;
    std::int64_t none_high = 0;
    for (std::size_t i = 0; i < items; ++i) {
        all.push_back(brought_by_item(by, i));
        auto low = interval<std::int64_t>{all[i][0].low, all[i][0].low};
        auto high = interval<std::int64_t>{all[i][0].high, all[i][0].high};
        for (std::size_t state = 3; state < all[i].size(); ++state) { // of the options
            const brought& b = all[i][state];
            low = {std::min(low.low, b.low), std::max(low.high, b.low)};
            high = {std::min(high.low, b.high), std::max(high.high, b.high)};
            out.unit = std::gcd(out.unit, std::gcd(b.low - all[i][0].low, b.high - all[i][0].high));
        }
        out.low_from += low.low;
        out.high_from += high.low;
        most_low += low.high;
        most_high += high.high;
        none_low += all[i][0].low;
        none_high += all[i][0].high;
    }
    if (out.unit == 0) { out.unit = 1; }
    // Counted from the least on: every total is zero or more, and a whole number of units.
    const std::int64_t most =
        std::max({(most_low - out.low_from) / out.unit, (most_high - out.high_from) / out.unit,
                  static_cast<std::int64_t>(items)});
    if (most > largest) { return std::nullopt; }
    out.largest = static_cast<std::int32_t>(most);
    out.nothing_said.low = static_cast<std::int32_t>((none_low - out.low_from) / out.unit);
    out.nothing_said.high = static_cast<std::int32_t>((none_high - out.high_from) / out.unit);
    for (std::size_t i = 0; i < items; ++i) {
        out.first_state.push_back(static_cast<std::int32_t>(out.by_item_and_state.size()));
        const auto move = [&](std::size_t state) {
            const brought& b = all[i][state];
            const status is = by.items[i].status_of[state];
            additive_totals made;
            made.low = static_cast<std::int32_t>((b.low - all[i][0].low) / out.unit);
            made.high = static_cast<std::int32_t>((b.high - all[i][0].high) / out.unit);
            made.current = is == status::current ? 1 : 0;
            made.stale = is == status::stale ? 1 : 0;
            return made;
        };
        for (std::size_t state = 0; state < all[i].size(); ++state) {
            // A fresh state's expired one follows it; of nothing said there is none.
            const std::size_t expired = state % 2 == 0 ? state : state + 1;
            out.by_item_and_state.push_back({move(state), move(expired)});
        }
    }
    return out;
}

bool additive_scorer::fits(const record_columns& columns, const asked_days& on) {
    const field_set needed = set_of(field::family, field::item, field::answer, field::observed_on);
    const std::optional<field_set> filled = columns.filled_everywhere();
    const table_origin* from = columns.one_origin();
    return filled == needed && from != nullptr && !from->ids && !from->recorded &&
           (!from->type || *from->type == "observation") &&
           columns.at(field::observed_on).kind() == column_kind::day && on.knows_the_past();
}

additive_scorer::additive_scorer(const plan_content& by, const additive_plan& sum,
                                 const record_columns& columns, const asked_days& on,
                                 bool wants_due)
    : plan_{by}, sum_{sum}, columns_{columns}, on_{on},
      wants_due_{wants_due}, kernel_{additive_kernel_for(sum.largest, on.count())} {
    for (const std::string_view text : columns.coded(field::item).texts) {
        item_of_.push_back(is_item_name(text) ? item_named(by.asked, text) : not_for_lanes);
    }
    states_.resize(item_of_.size() * columns.coded(field::answer).texts.size(), not_looked_for);
    next_day_.resize(by.asked->items.size());
    next_lane_.resize(by.asked->items.size());
}

/// What an answer to an item says, as the state of a fresh answer.
std::int16_t additive_scorer::state_of(std::int32_t item_code, std::int32_t answer_code) {
    const auto& answers = columns_.coded(field::answer).texts;
    std::int16_t& known = states_[static_cast<std::size_t>(item_code) * answers.size() +
                                  static_cast<std::size_t>(answer_code)];
    if (known != not_looked_for) { return known; }
    const std::string_view text = answers[static_cast<std::size_t>(answer_code)];
    const auto at = static_cast<std::size_t>(item_of_[static_cast<std::size_t>(item_code)]);
    const auto said = answer_as_read(plan_.asked->items[at], written_answer_of(text));
    known = not_for_lanes;
    if (!is_code(text) || !said) { return known; }
    switch (said->kind) {
    case answer_kind::option:
        known = static_cast<std::int16_t>(state_of_option(said->option, false));
        break;
    case answer_kind::unknown:
    case answer_kind::refused: known = static_cast<std::int16_t>(nothing_said); break;
    default: break; // not seen: the general lanes know what to do with it
    }
    return known;
}

lane_outcome additive_scorer::read(std::int64_t first, std::int64_t past) {
    const std::int32_t* const days = columns_.at(field::observed_on).days();
    const std::int32_t* const items = columns_.coded(field::item).codes.data();
    const std::int32_t* const answers = columns_.coded(field::answer).codes.data();
    said_.clear();
    std::int32_t earliest = std::numeric_limits<std::int32_t>::max();
    std::int32_t before = std::numeric_limits<std::int32_t>::min();
    bool in_order = true;
    for (std::int64_t row = first; row < past; ++row) {
        const std::int32_t on = days[row];
        earliest = std::min(earliest, on);
        if (on >= day::never().number() - days_to_1970) { return lane_outcome::not_readable; }
        const std::int32_t item = item_of_[static_cast<std::size_t>(items[row])];
        if (item < 0) {
            if (item == not_for_lanes) { return lane_outcome::not_readable; }
            continue;
        }
        const std::int16_t state = state_of(items[row], answers[row]);
        if (state < 0) { return lane_outcome::ambiguous; }
        in_order = in_order && on >= before;
        before = on;
        said_.push_back({on, static_cast<std::int16_t>(item), state});
    }
    if (earliest < -days_to_1970) { return lane_outcome::not_readable; }
    first_day_ = day::from_number(earliest + days_to_1970);
    if (!in_order) {
        std::sort(said_.begin(), said_.end(),
                  [](const observation& a, const observation& b) { return a.day < b.day; });
    }
    return lane_outcome::scored;
}

/// From the last answer to the first, so that each knows where the next to the same question begins. False where nothing
/// says which of two came later.
bool additive_scorer::walk(score_block& out) {
    const auto lanes = static_cast<std::int32_t>(on_.count());
    std::fill(next_day_.begin(), next_day_.end(), std::numeric_limits<std::int32_t>::max());
    std::fill(next_lane_.begin(), next_lane_.end(), lanes);
    moves_.clear();
    if (wants_due_) { std::fill_n(out.due[0].begin(), on_.count(), day::never()); }
    for (auto said = said_.rbegin(); said != said_.rend(); ++said) {
        const auto i = static_cast<std::size_t>(said->item);
        if (next_day_[i] == said->day) { return false; }
        next_day_[i] = said->day;
        const day on = day::from_number(said->day + days_to_1970);
        const auto begins = static_cast<std::int32_t>(on_.place(on));
        const std::int32_t ends = next_lane_[i];
        next_lane_[i] = begins;
        if (begins >= ends || said->state == nothing_said) { continue; }
        const std::int32_t shelf = plan_.items[i].shelf;
        const day expiry =
            shelf < 0 ? day::never() : on_.expiry(static_cast<std::size_t>(shelf), on);
        const std::int32_t expires = std::min(ends, static_cast<std::int32_t>(on_.place(expiry)));
        const auto& moves = sum_.by_item_and_state[static_cast<std::size_t>(sum_.first_state[i]) +
                                                   static_cast<std::size_t>(said->state)];
        moves_.push_back({static_cast<std::uint8_t>(begins), static_cast<std::uint8_t>(expires),
                          static_cast<std::uint8_t>(ends), moves.fresh, moves.stale});
        if (wants_due_ && !expiry.is_never()) {
            for (std::int32_t l = begins; l < ends; ++l) {
                day& due = out.due[0][static_cast<std::size_t>(l)];
                due = std::min(due, expiry);
            }
        }
    }
    return true;
}

void additive_scorer::fill(score_block& out) const {
    const std::size_t count = on_.count();
    const auto items = static_cast<std::int32_t>(plan_.asked->items.size());
    for (std::size_t l = 0; l < count; ++l) {
        out.scale_low[0][l] = sum_.low_from + sums_.low[l] * sum_.unit;
        out.scale_high[0][l] = sum_.high_from + sums_.high[l] * sum_.unit;
    }
    for (std::size_t l = 0; l < count; ++l) {
        out.counts[0][l] = sums_.current[l];
        out.counts[1][l] = sums_.stale[l];
        out.counts[2][l] = items - sums_.current[l] - sums_.stale[l];
    }
    if (plan_.asked->levels.empty()) { return; }
    const scale& s = plan_.asked->scales.front();
    const bool counts = !plan_.asked->level_from.empty();
    for (std::size_t l = 0; l < count; ++l) {
        const auto level = [&](const auto& units, const auto& levels) {
            if (!counts) { return 0; }
            return l > 0 && units[l] == units[l - 1] ? levels[l - 1]
                                                     : s.level_of(decimal::from_units(units[l]));
        };
        out.computed_low[l] = level(out.scale_low[0], out.computed_low);
        out.computed_high[l] = level(out.scale_high[0], out.computed_high);
    }
    out.final_low = out.computed_low;
    out.final_high = out.computed_high;
}

lane_outcome additive_scorer::score(std::int64_t first, std::int64_t past, score_block& out) {
    if (const lane_outcome o = read(first, past); o != lane_outcome::scored) { return o; }
    if (!walk(out)) { return lane_outcome::ambiguous; }
    kernel_(sum_.nothing_said, moves_, on_.count(), sums_);
    fill(out);
    out.rows = on_.from(first_day_);
    if (wants_due_) { find_review_and_due(plan_.asked, on_, {}, out); }
    return lane_outcome::scored;
}

} // namespace actueel::detail
