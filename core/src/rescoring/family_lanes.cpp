// SPDX-License-Identifier: MPL-2.0
#include "family_lanes.hpp"

#include "lane_sums.hpp"
#include "record_places.hpp"

#include <actueel/columnar/to_history.hpp>

#include <algorithm>
#include <bit>

namespace actueel::detail {

family_lanes::family_lanes(const plan_content& by, const record_columns& columns, bool with_due)
    : plan_{by}, columns_{columns}, asked_{by.asked}, with_due_{with_due}, words_{by, columns},
      household_{by, columns}, events_{by, columns}, lapses_{by} {
    const auto& instruments = columns.coded(field::instrument).texts;
    const auto own = std::find(instruments.begin(), instruments.end(), asked_->id);
    if (own != instruments.end()) {
        own_code_ = static_cast<std::int32_t>(own - instruments.begin());
    }
    for (const planned_item& planned : by.items) {
        tallied_item& how = tallied_.emplace_back();
        if (with_due || planned.tallies.empty()) { continue; }
        const auto term = static_cast<std::size_t>(planned.terms.front());
        const planned_ladder& ladder = by.ladders[static_cast<std::size_t>(by.terms[term].ladder)];
        how = {planned.tallies.data(), ladder.first, ladder.first + ladder.stride()};
    }
}

lane_outcome family_lanes::read(const family_records& family, const asked_days& on,
                                lane_sums& tally) {
    family_ = &family;
    on_ = &on;
    rows.clear();
    first_row_.clear();
    segments_.clear();
    overrides.clear();
    override_contents_.clear();
    sign_offs.clear();
    if (const lane_outcome o = collect(); o != lane_outcome::scored) { return o; }
    if (words_.tie()) { return lane_outcome::ambiguous; }
    for (std::size_t i = 0; i < asked_->items.size(); ++i) {
        first_row_.push_back(rows.size());
        if (const lane_outcome o = add_rows(i, tally); o != lane_outcome::scored) { return o; }
    }
    first_row_.push_back(rows.size());
    return lane_outcome::scored;
}

response family_lanes::as_response(const lane_row& row, const lane_segment& s) const {
    return plan_.items[static_cast<std::size_t>(row.item)].derived
               ? derived_row(s.value)
               : row_in_state(words_.number(s.value), s.expired);
}

// ---- records in force

lane_outcome family_lanes::collect() {
    if (const lane_outcome o = words_.read(*family_, *on_); o != lane_outcome::scored) { return o; }
    household_.begin(*family_, *on_);
    events_.begin();
    day_bits started = words_.started();
    std::int32_t index = -1;
    for (const record_row& r : family_->rows) {
        ++index;
        if (r.type == observation_type || r.retracts) { continue; }
        const day_bits known = on_->knowing(r.known.from, r.known.until, r.known.for_ever());
        if (known == 0) { continue; }
        switch (r.type) {
        case membership_type:
        case household_type:
        case involvement_type: household_.add(index, known); break;
        case person_type:
        case ending_type: household_.add(index, known); continue;
        case event_type: events_.all.push_back({index, r.on, known}); break;
        case override_type: add_decision(index, known); break;
        case sign_off_type:
            if (columns_.code(field::instrument, r.row) == own_code_ && r.person == nobody) {
                sign_offs.push_back({r.on, known});
            }
            continue;
        case plan_type:
        case goal_type:
        case view_type: break;
        default: continue;
        }
        started |= known & on_->from(r.on);
    }
    household_.settle();
    involved = household_.involved(started);
    events_.count(*family_, *on_);
    lapses_.find(*family_, household_, events_);
    if (!overrides.empty()) { sort_decisions(); }
    return lane_outcome::scored;
}

void family_lanes::add_decision(std::int32_t index, day_bits known) {
    const record_row& r = family_->rows[static_cast<std::size_t>(index)];
    const day_bits days = known & on_->within(r.on, r.until);
    if (columns_.code(field::instrument, r.row) != own_code_ || r.person != nobody || days == 0) {
        return;
    }
    override_contents_.push_back(override_in(columns_, r));
    overrides.push_back({{index, nullptr}, days});
}

void family_lanes::sort_decisions() {
    for (std::size_t d = 0; d < overrides.size(); ++d) {
        overrides[d].one.content = &override_contents_[d];
    }
    std::sort(overrides.begin(), overrides.end(), [this](const decision& a, const decision& b) {
        const day x = a.one.content->term.start;
        const day y = b.one.content->term.start;
        return x != y ? x < y : came_before(*family_, a.one.record, b.one.record);
    });
}

// ---- rows

lane_outcome family_lanes::add_rows(std::size_t item, lane_sums& tally) {
    const actueel::item& of = asked_->items[item];
    const bool tallied = tallied_[item].states != nullptr;
    const auto add = [&](std::int32_t person, day_bits exists) {
        if (exists == 0) { return lane_outcome::scored; }
        return tallied ? tally_row(item, person, exists, tally) : add_row(item, person, exists);
    };
    if (of.per == asked_of::family) { return add(nobody, involved); }
    const role in = role_of(of.per);
    if (const day_bits unknown = household_.unknown(in) & involved; unknown != 0) {
        add_unnamed(item, unknown);
    }
    for (const lane_household::member& m : household_.members(in)) {
        if (const lane_outcome o = add(m.person, m.days & involved); o != lane_outcome::scored) {
            return o;
        }
    }
    return lane_outcome::scored;
}

/// The one member of a role of which nothing is known: an answer that nobody gave.
void family_lanes::add_unnamed(std::size_t item, day_bits exists) {
    lane_row& row = rows.emplace_back();
    row.item = static_cast<std::int32_t>(item);
    row.unnamed = true;
    row.exists = exists;
    row.applies = asked_->items[item].ages ? 0 : exists;
    row.may_apply = exists;
    row.first = static_cast<std::int32_t>(segments_.size());
    add_silence(row, exists);
    row.past = row.first + 1;
}

lane_outcome family_lanes::add_row(std::size_t item, std::int32_t person, day_bits exists) {
    const actueel::item& of = asked_->items[item];
    day_bits applies = exists;
    if (of.ages) {
        const lane_household::aged aged = household_.of_age(person, *of.ages);
        applies &= aged.surely;
        exists &= aged.perhaps;
    }
    if (exists == 0) { return lane_outcome::scored; }
    lane_row& row = rows.emplace_back();
    row.item = static_cast<std::int32_t>(item);
    row.person = person;
    row.exists = exists;
    row.applies = applies;
    row.may_apply = exists;
    row.first = static_cast<std::int32_t>(segments_.size());
    if (of.derived()) {
        count_derived(of, row);
        return lane_outcome::scored;
    }
    day_bits left = exists;
    heard_together together;
    for (std::int32_t w = words_.latest(row.item, person); w >= 0;) {
        const lane_word& word = words_.at(w);
        w = word.before;
        const day_bits on = word.counted ? left & word.stands : 0;
        together.add(word, exists & word.fresh, on);
        if (on == 0) { continue; }
        add_said(row, word, on);
        left &= ~on;
    }
    if (left != 0) { add_silence(row, left); }
    row.past = static_cast<std::int32_t>(segments_.size());
    if (together.days() != 0) { row.contested = contested(item, person, together.days()); }
    return of.contested_range && row.contested != 0 ? lane_outcome::voices_differ
                                                    : lane_outcome::scored;
}

/// The days of `on` on which a word has not expired.
inline day_bits family_lanes::fresh(const planned_item& planned, const lane_word& w,
                                    day_bits on) const {
    on &= w.fresh;
    if (planned.lapses) {
        const auto item = static_cast<std::size_t>(&planned - plan_.items.data());
        lapses_.for_each(item, w, day::never(), on, *on_,
                         [&on](day_bits lapsed, day /*lapsed_on*/) { on &= ~lapsed; });
    }
    return on;
}

/// As `add_row`, of a row that need not be kept.
lane_outcome family_lanes::tally_row(std::size_t item, std::int32_t person, day_bits exists,
                                     lane_sums& to) {
    const planned_item& planned = plan_.items[item];
    const tallied_item& how = tallied_[item];
    day_bits* const surely = to.reached() + how.surely;
    day_bits* const at_most = to.reached() + how.at_most;
    const state_tally* const tallies = how.states;
    std::array<day_bits, 4> in{};
    const auto take = [&](std::int32_t state, day_bits on) {
        const state_tally& t = tallies[state];
        in[t.status] |= on;
        surely[t.low_step] |= on;
        at_most[t.high_step] |= on;
    };
    const auto about = static_cast<std::int32_t>(item);
    day_bits left = exists;
    heard_together together;
    for (std::int32_t w = words_.latest(about, person); w >= 0;) {
        const lane_word& word = words_.at(w);
        w = word.before;
        const day_bits on = word.counted ? left & word.stands : 0;
        together.add(word, exists & word.fresh, on);
        if (on == 0) { continue; }
        left &= ~on;
        if (!word.says_something()) {
            take(nothing_said, on);
            continue;
        }
        const day_bits fresh_on = fresh(planned, word, on);
        take(word.state, fresh_on);
        take(word.state + 1, on & ~fresh_on); // an expired state stands beside its fresh one
    }
    take(nothing_said, left);
    const day_bits disputed = together.days() == 0 ? 0 : contested(item, person, together.days());
    if (disputed != 0 && asked_->items[item].contested_range) {
        return lane_outcome::voices_differ;
    }
    to.count(in, disputed);
    return lane_outcome::scored;
}

// ---- answers

/// Days on which nothing was said, or only that it is not known.
inline void family_lanes::add_silence(lane_row& row, day_bits on) {
    segments_.next() = {on, nothing_said, true, false, day::never(), -1};
    const auto& statuses = plan_.items[static_cast<std::size_t>(row.item)].status_of;
    row.in[static_cast<std::size_t>(statuses[nothing_said])] |= on;
}

inline void family_lanes::add_segment(lane_row& row, const lane_word& w, day_bits on, bool expired,
                                      day due) {
    if (on == 0) { return; }
    const bool placed = w.value < 0;
    const std::int32_t state = w.state + (expired ? 1 : 0); // stands beside the fresh one
    segments_.next() = {on, state, placed, expired, due, w.value};
    const auto& statuses = plan_.items[static_cast<std::size_t>(row.item)].status_of;
    const status is = placed    ? statuses[static_cast<std::size_t>(state)]
                      : expired ? status::stale
                                : status::current;
    row.in[static_cast<std::size_t>(is)] |= on;
}

/// A word's days as the current answer: fresh, and expired by age or because something happened.
void family_lanes::add_said(lane_row& row, const lane_word& w, day_bits on) {
    if (!w.says_something()) { return add_silence(row, on); }
    const auto item = static_cast<std::size_t>(row.item);
    const planned_item& planned = plan_.items[item];
    const bool ages = planned.shelf >= 0;
    const auto shelf = static_cast<std::size_t>(planned.shelf);
    day ends = day::never();
    if (ages && (with_due_ || planned.lapses)) { ends = on_->expiry(shelf, w.on); }
    if (planned.lapses) {
        lapses_.for_each(item, w, ends, on, *on_, [&](day_bits lapsed, day lapsed_on) {
            add_segment(row, w, lapsed, true, lapsed_on);
            on &= ~lapsed;
        });
    }
    add_segment(row, w, on & w.fresh, false, ends);
    add_segment(row, w, on & ~w.fresh, true, ends);
}

/// Where the current answer is contested, of the days on which different words are heard together.
day_bits family_lanes::contested(std::size_t item, std::int32_t person, day_bits together) {
    const auto about = static_cast<std::int32_t>(item);
    if (words_.one_only(about, person)) { return 0; }
    const planned_item& planned = plan_.items[item];
    return voices_.contested(
        words_, about, person, together, asked_->items[item].contested_range,
        [&](const lane_word& w, day_bits on) { return fresh(planned, w, on); });
}

/// The number of a derived item, a segment for each count.
void family_lanes::count_derived(const item& of, lane_row& row) {
    const auto& counts = event_counts()[static_cast<std::size_t>(of.derive->query)];
    for (day_bits left = row.exists; left != 0;) {
        const std::int32_t count = counts[static_cast<std::size_t>(std::countr_zero(left))];
        lane_segment& one = segments_.next() = lane_segment{};
        for (day_bits rest = left; rest != 0; rest &= rest - 1) {
            const auto l = static_cast<std::size_t>(std::countr_zero(rest));
            if (counts[l] == count) { one.on |= day_bits{1} << l; }
        }
        one.value = count;
        one.placed = count == 0;
        left &= ~one.on;
    }
    row.in[static_cast<std::size_t>(
        plan_.items[static_cast<std::size_t>(row.item)].status_of.front())] = row.exists;
    row.past = static_cast<std::int32_t>(segments_.size());
}

} // namespace actueel::detail
