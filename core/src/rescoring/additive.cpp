// SPDX-License-Identifier: MPL-2.0
#include "additive.hpp"

#include "lane_figures.hpp"
#include "score_writer.hpp"

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

/// What totals from zero up to the largest stand for.
additive_plan::end_of_range range_of(const instrument& asked, const additive_plan& sum,
                                     std::int64_t from) {
    additive_plan::end_of_range out;
    const scale& s = asked->scales.front();
    for (std::int32_t total = 0; total <= sum.largest; ++total) {
        const auto value = decimal::from_units(from + total * sum.unit);
        out.units.push_back(value.units());
        out.values.push_back(to_double(value));
        out.scale_levels.push_back(s.level_of(value));
        out.levels.push_back(asked->level_from.empty() ? 0 : out.scale_levels.back());
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
    std::int64_t low_from = 0; // what a low or a high of zero stands for
    std::int64_t high_from = 0;
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
        low_from += low.low;
        high_from += high.low;
        most_low += low.high;
        most_high += high.high;
        none_low += all[i][0].low;
        none_high += all[i][0].high;
    }
    if (out.unit == 0) { out.unit = 1; }
    // Counted from the least on: every total is zero or more, and a whole number of units.
    const std::int64_t most =
        std::max({(most_low - low_from) / out.unit, (most_high - high_from) / out.unit,
                  static_cast<std::int64_t>(items)});
    if (most > largest) { return std::nullopt; }
    out.largest = static_cast<std::int32_t>(most);
    out.items = static_cast<std::int32_t>(items);
    out.nothing_said =
        packed({.low = static_cast<std::int32_t>((none_low - low_from) / out.unit),
                .high = static_cast<std::int32_t>((none_high - high_from) / out.unit)});
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
            return packed(made);
        };
        for (std::size_t state = 0; state < all[i].size(); ++state) {
            // A fresh state's expired one follows it; of nothing said there is none.
            const std::size_t expired = state % 2 == 0 ? state : state + 1;
            out.by_item_and_state.push_back({move(state), move(expired)});
        }
    }
    out.low = range_of(by.asked, out, low_from);
    out.high = range_of(by.asked, out, high_from);
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
    : plan_{by}, sum_{sum}, columns_{columns}, on_{on} {
    for (const std::string_view text : columns.coded(field::item).texts) {
        item_of_.push_back(is_item_name(text) ? item_named(by.asked, text) : not_for_sums);
    }
    answer_codes_ = columns.coded(field::answer).texts.size();
    meanings_.resize(item_of_.size() * answer_codes_, {.item = not_looked_for});
    next_.resize(by.asked->items.size());
    if (wants_due) { due_.emplace(by.asked); }
}

additive_scorer::meaning additive_scorer::meaning_of(std::int32_t item_code,
                                                     std::int32_t answer_code) const {
    constexpr meaning left{.item = not_for_sums};
    const std::string_view text =
        columns_.coded(field::answer).texts[static_cast<std::size_t>(answer_code)];
    const std::int32_t which = item_of_[static_cast<std::size_t>(item_code)];
    if (!is_code(text) || which == not_for_sums) { return left; }
    if (which < 0) { return {.item = of_no_item}; }
    const auto at = static_cast<std::size_t>(which);
    const auto said = answer_as_read(plan_.asked->items[at], written_answer_of(text));
    if (!said) { return left; }
    const std::int32_t shelf = plan_.items[at].shelf;
    const auto meant = [&](std::int32_t state) {
        const std::int32_t place = sum_.first_state[at] + state;
        const auto& moves = sum_.by_item_and_state[static_cast<std::size_t>(place)];
        const std::size_t by = shelf < 0 ? on_.no_shelf() : static_cast<std::size_t>(shelf);
        return meaning{
            moves.fresh,          moves.stale, on_.held(by), which, static_cast<std::int16_t>(by),
            state != nothing_said};
    };
    switch (said->kind) {
    case answer_kind::option: return meant(state_of_option(said->option, false));
    case answer_kind::unknown:
    case answer_kind::refused: return meant(nothing_said);
    default: return left; // not seen: the general lanes know what to do with it
    }
}

/// The rows as they stand where their days ascend, else brought in order.
additive_scorer::observations additive_scorer::in_order(std::int64_t first, std::int64_t past) {
    const auto count = static_cast<std::size_t>(past - first);
    const observations stand{columns_.at(field::observed_on).days() + first,
                             columns_.coded(field::item).codes.data() + first,
                             columns_.coded(field::answer).codes.data() + first, count};
    bool ascending = true;
    for (std::size_t row = 1; row < count; ++row) {
        ascending &= stand.days[row] >= stand.days[row - 1];
    }
    if (ascending) { return stand; }
    order_.resize(count);
    for (std::size_t row = 0; row < count; ++row) {
        // The earliest day of all is the smallest number.
        const auto from_least = static_cast<std::uint32_t>(stand.days[row]) ^ (1U << 31U);
        order_[row] = std::uint64_t{from_least} << 32U | row;
    }
    std::sort(order_.begin(), order_.end());
    for (auto& part : sorted_) { part.resize(count); }
    for (std::size_t at = 0; at < count; ++at) {
        const auto row = static_cast<std::uint32_t>(order_[at]);
        sorted_[0][at] = stand.days[row];
        sorted_[1][at] = stand.items[row];
        sorted_[2][at] = stand.answers[row];
    }
    return {sorted_[0].data(), sorted_[1].data(), sorted_[2].data(), count};
}

/// From the last answer to the first, so that each knows where the next to the same question begins. False where nothing
/// says which of two came later.
template <bool due>
bool additive_scorer::walk(const observations& said) {
    std::fill(next_.begin(), next_.end(),
              next_answer{.lane = static_cast<std::int32_t>(on_.count())});
    changes_.clear(on_.count());
    // Copies of what does not change: the compiler cannot know that the tables written below are not these.
    const observations all = said;
    meaning* const meanings = meanings_.data();
    next_answer* const nexts = next_.data();
    const std::size_t answer_codes = answer_codes_;
    for (std::size_t at = all.count; at-- > 0;) {
        const auto item = static_cast<std::uint32_t>(all.items[at]);
        meaning& means =
            meanings[item * answer_codes + static_cast<std::uint32_t>(all.answers[at])];
        if (means.item < 0) {
            if (means.item == not_looked_for) {
                means = meaning_of(all.items[at], all.answers[at]);
            }
            if (means.item == of_no_item) { continue; }
            if (means.item < 0) { return false; }
        }
        next_answer& next = nexts[static_cast<std::uint32_t>(means.item)];
        if (next.day == all.days[at]) { return false; }
        const day on = day::from_number(all.days[at] + days_to_1970);
        const asked_days::places held = means.held[on];
        const auto ends = static_cast<std::uint32_t>(next.lane);
        next = {all.days[at], held.begins};
        changes_.add(held.begins, std::min<std::uint32_t>(held.expires, ends), ends, means.fresh,
                     means.stale);
        if constexpr (due) {
            if (means.says) { note_due(means, on, held.begins, ends); }
        }
    }
    return true;
}

void additive_scorer::note_due(const meaning& means, day observed_on, std::size_t begins,
                               std::size_t ends) {
    const day expiry = on_.expiry(static_cast<std::size_t>(means.shelf), observed_on);
    for (std::size_t l = begins; l < ends; ++l) {
        due_->due[0][l] = std::min(due_->due[0][l], expiry);
    }
}

void additive_scorer::find_due() {
    std::array<packed_totals, most_lanes> totals{};
    changes_.sum_up(sum_.nothing_said, 0, on_.count(), totals.data());
    for (std::size_t l = 0; l < on_.count(); ++l) {
        due_->final_high[l] = sum_.high.levels[static_cast<std::size_t>(unpacked(totals[l]).high)];
    }
    find_review_and_due(plan_.asked, on_, {}, *due_);
}

bool additive_scorer::read(std::int64_t first, std::int64_t past) {
    const observations said = in_order(first, past);
    const std::int32_t earliest = said.days[0];
    if (earliest < on_.earliest().number() - days_to_1970 ||
        said.days[said.count - 1] >= day::never().number() - days_to_1970) {
        return false;
    }
    if (due_) { std::fill_n(due_->due[0].begin(), on_.count(), day::never()); }
    if (!(due_ ? walk<true>(said) : walk<false>(said))) { return false; }
    first_day_ = on_.place(day::from_number(earliest + days_to_1970));
    if (due_) { find_due(); }
    return true;
}

bool additive_scorer::add_to(additive_rows& rows) {
    const std::size_t count = on_.count() - first_day_;
    packed_totals* const totals = rows.more(count);
    changes_.sum_up(sum_.nothing_said, first_day_, on_.count(), totals);
    if (due_) { rows.add_due(due_->due, first_day_, on_.count()); }
    constexpr packed_totals answers = packed({.current = 0xFFFF}) | packed({.stale = 0xFFFF});
    packed_totals any = 0;
    for (std::size_t row = 0; row < count; ++row) { any |= totals[row]; }
    return (any & answers) != 0;
}

void additive_rows::clear() noexcept {
    rows_ = 0;
    for (auto& days : due_) { days.clear(); }
}

packed_totals* additive_rows::more(std::size_t rows) {
    const std::size_t before = rows_;
    rows_ += rows;
    if (rows_ > totals_.size()) { totals_.resize(2 * rows_); }
    return totals_.data() + before;
}

void additive_rows::add_due(const std::array<score_block::lanes<day>, 3>& due, std::size_t first,
                            std::size_t past) {
    for (std::size_t which = 0; which < due.size(); ++which) {
        due_[which].insert(due_[which].end(), due[which].begin() + first,
                           due[which].begin() + past);
    }
}

void additive_rows::add_to(made_column& to, const score_column& what) const {
    const std::size_t rows = rows_;
    const additive_plan::end_of_range& meant = what.high ? sum_.high : sum_.low;
    const auto fill = [&](auto* cells, auto&& cell) {
        for (std::size_t row = 0; row < rows; ++row) { cells[row] = cell(unpacked(totals_[row])); }
    };
    const auto look_up = [&](auto* cells, const auto& table) {
        const auto* const found = table.data();
        if (what.high) {
            fill(cells, [=](additive_totals t) { return found[t.high]; });
        } else {
            fill(cells, [=](additive_totals t) { return found[t.low]; });
        }
    };
    switch (what.kind) {
    case score_kind::scale: look_up(to.more_reals(rows), meant.values); return;
    case score_kind::scale_units: look_up(to.more_numbers(rows), meant.units); return;
    case score_kind::scale_level: look_up(to.more_small(rows), meant.scale_levels); return;
    case score_kind::computed:
    case score_kind::final: look_up(to.more_small(rows), meant.levels); return;
    case score_kind::determined:
        fill(to.more_truths(rows), [&](additive_totals t) -> std::uint8_t {
            return sum_.low.levels[static_cast<std::size_t>(t.low)] ==
                           sum_.high.levels[static_cast<std::size_t>(t.high)]
                       ? 1
                       : 0;
        });
        return;
    case score_kind::count: {
        std::int32_t* const cells = to.more_small(rows);
        switch (what.index) {
        case 0: fill(cells, [](additive_totals t) { return t.current; }); return;
        case 1: fill(cells, [](additive_totals t) { return t.stale; }); return;
        case 2:
            fill(cells,
                 [items = sum_.items](additive_totals t) { return items - t.current - t.stale; });
            return;
        default: std::fill_n(cells, rows, 0); return; // every item applies, and one voice counts
        }
    }
    case score_kind::due: detail::add_due(to, due_[static_cast<std::size_t>(what.index)]); return;
    default: return;
    }
}

} // namespace actueel::detail
