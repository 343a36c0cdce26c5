// SPDX-License-Identifier: MPL-2.0
#include "family_lanes.hpp"

#include <actueel/columnar/to_history.hpp>
#include <actueel/history/reading.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

template <class Enum, std::size_t N>
std::vector<Enum> places_of(const std::array<std::string_view, N>& names,
                            const std::vector<std::string_view>& texts) {
    std::vector<Enum> out;
    for (const std::string_view text : texts) {
        out.push_back(
            static_cast<Enum>(std::find(names.begin(), names.end(), text) - names.begin()));
    }
    return out;
}

template <class List, class One>
bool listed(const List& list, const One& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

/// Which texts of a column a query asks for, and, one past the last, whether it asks for none at all.
std::vector<bool> asked_for(const std::vector<std::string>& wanted,
                            const std::vector<std::string_view>& texts) {
    std::vector<bool> out;
    for (const std::string_view text : texts) {
        out.push_back(wanted.empty() || listed(wanted, text));
    }
    out.push_back(wanted.empty());
    return out;
}

std::size_t place(std::int32_t code, const std::vector<bool>& of) {
    return code < 0 ? of.size() - 1 : static_cast<std::size_t>(code);
}

/// Whether two words are of one voice, as `same_voice`.
template <class Word>
bool one_voice(const Word& a, const Word& b) {
    return a.from == b.from && (a.by < 0 || b.by < 0 || a.by == b.by);
}

} // namespace

family_lanes::family_lanes(const plan_content& by, const record_columns& columns)
    : plan_{by}, columns_{columns}, asked_{by.asked} {
    for (const std::string_view text : columns.coded(field::item).texts) {
        item_of_.push_back(item_named(asked_, text));
    }
    answer_of_.resize(item_of_.size() * columns.coded(field::answer).texts.size());
    source_of_ = places_of<source>(source_names, columns.coded(field::source).texts);
    role_of_ = places_of<role>(role_names, columns.coded(field::role).texts);
    lives_of_ = places_of<lives>(lives_names, columns.coded(field::lives).texts);
    const auto& events = columns.coded(field::event).texts;
    for (const event_query& q : asked_->queries) {
        event_fits_.push_back(asked_for(q.types, events));
        severity_fits_.push_back(asked_for(q.severities, columns.coded(field::severity).texts));
        std::vector<std::string> bases;
        for (const basis b : q.bases) {
            bases.emplace_back(basis_names[static_cast<std::size_t>(b)]);
        }
        basis_fits_.push_back(asked_for(bases, columns.coded(field::basis).texts));
        if (listed(q.bases, basis::not_stated)) { basis_fits_.back().back() = true; }
    }
    for (const item& of : asked_->items) {
        std::vector<bool>& fits = lapsing_event_.emplace_back();
        for (const std::string_view text : events) {
            fits.push_back(listed(of.lapses_on.events, text));
        }
    }
    const auto& instruments = columns.coded(field::instrument).texts;
    const auto own = std::find(instruments.begin(), instruments.end(), asked_->id);
    if (own != instruments.end()) {
        own_code_ = static_cast<std::int32_t>(own - instruments.begin());
    }
    event_counts.resize(asked_->queries.size());
}

lane_outcome family_lanes::read(const family_records& family, const asked_days& on) {
    family_ = &family;
    on_ = &on;
    rows.clear();
    first_row.clear();
    segments.clear();
    overrides.clear();
    override_contents.clear();
    sign_offs.clear();
    if (const lane_outcome o = collect(on); o != lane_outcome::scored) { return o; }
    find_members();
    find_involvement();
    find_events();
    find_lapses();
    if (const lane_outcome o = sort_words(); o != lane_outcome::scored) { return o; }
    for (std::size_t i = 0; i < asked_->items.size(); ++i) {
        first_row.push_back(static_cast<std::int32_t>(rows.size()));
        add_rows(static_cast<std::int32_t>(i));
        for (auto r = static_cast<std::size_t>(first_row.back()); r < rows.size(); ++r) {
            if (const lane_outcome o = find_answers(rows[r]); o != lane_outcome::scored) {
                return o;
            }
        }
    }
    first_row.push_back(static_cast<std::int32_t>(rows.size()));
    return lane_outcome::scored;
}

/// By place (semantics 2): that of a chain is its first record's.
bool family_lanes::came_before(std::int32_t a, std::int32_t b) const {
    const auto& all = family_->rows;
    const record_row& x = all[static_cast<std::size_t>(all[static_cast<std::size_t>(a)].root)];
    const record_row& y = all[static_cast<std::size_t>(all[static_cast<std::size_t>(b)].root)];
    return x.recorded_at != y.recorded_at ? x.recorded_at < y.recorded_at : x.id < y.id;
}

// ---- records in force

void family_lanes::collect_endings() {
    endings_.clear();
    const auto& all = family_->rows;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].retracts || all[i].type != ending_type || known_[i] == 0) { continue; }
        endings_.push_back({all[i].about, static_cast<std::int32_t>(i), all[i].on, known_[i]});
    }
    std::sort(endings_.begin(), endings_.end(), [this](const ending& a, const ending& b) {
        return came_before(b.row, a.row); // the latest first: it is the one that counts
    });
}

/// Adds a run with the endings that are known of it: on each day the latest counts.
void family_lanes::add_run(std::vector<run>& to, run one) const {
    const std::int32_t chain = family_->rows[static_cast<std::size_t>(one.row)].root;
    for (const ending& e : endings_) {
        if (e.about != chain || (one.known & e.known) == 0) { continue; }
        run ended = one;
        ended.known = one.known & e.known;
        ended.until = std::min(one.until, e.on);
        to.push_back(ended);
        one.known &= ~e.known;
    }
    if (one.known != 0) { to.push_back(one); }
}

lane_outcome family_lanes::collect(const asked_days& on) {
    const auto& all = family_->rows;
    memberships_.clear();
    households_.clear();
    involvements_.clear();
    births_.clear();
    events_.clear();
    words_.clear();
    known_.clear();
    started_ = 0;
    bool ends = false;
    for (const record_row& r : all) {
        known_.push_back(r.retracts ? 0
                                    : on.knowing(r.known.from, r.known.until, r.known.for_ever()));
        ends = ends || r.type == ending_type;
    }
    if (ends) {
        collect_endings();
    } else {
        endings_.clear();
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        const record_row& r = all[i];
        const auto index = static_cast<std::int32_t>(i);
        if (r.retracts) { continue; }
        const day_bits known = known_[i];
        if (r.type == observation_type) { // also what is not in force must be readable
            if (const lane_outcome o = add_word(index); o != lane_outcome::scored) { return o; }
        }
        if (known == 0) { continue; }
        run one{index, r.person, {}, {}, {}, r.on, r.until, known};
        switch (r.type) {
        case person_type:
            births_.push_back(
                {r.person, (columns_.filled(r.row) & just(field::born_on)) != 0, r.on, known});
            continue;
        case membership_type: {
            one.role = role_of_[static_cast<std::size_t>(columns_.code(field::role, r.row))];
            const std::int32_t where = columns_.code(field::lives, r.row);
            one.lives = where < 0 ? lives::here : lives_of_[static_cast<std::size_t>(where)];
            add_run(memberships_, one);
            break;
        }
        case household_type: {
            std::vector<std::string_view> empty;
            static_cast<void>(columns_.at(field::empty).a_list(r.row, empty));
            for (const std::string_view e : empty) { one.empty.set(e == role_names[0] ? 0 : 1); }
            add_run(households_, one);
            break;
        }
        case involvement_type: add_run(involvements_, one); break;
        case observation_type: break;
        case event_type: events_.push_back({index, r.on, known}); break;
        case override_type: add_decision(index); break;
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
        started_ |= known & on.from(r.on);
    }
    if (!overrides.empty()) {
        for (std::size_t d = 0; d < overrides.size(); ++d) {
            overrides[d].one.content = &override_contents[d];
        }
        std::sort(overrides.begin(), overrides.end(), [this](const decision& a, const decision& b) {
            const day x = a.one.content->term.start;
            const day y = b.one.content->term.start;
            return x != y ? x < y : came_before(a.one.record, b.one.record);
        });
    }
    return lane_outcome::scored;
}

void family_lanes::add_decision(std::int32_t index) {
    const record_row& r = family_->rows[static_cast<std::size_t>(index)];
    const day_bits days = known_[static_cast<std::size_t>(index)] & on_->within(r.on, r.until);
    if (columns_.code(field::instrument, r.row) != own_code_ || r.person != nobody || days == 0) {
        return;
    }
    override_contents.push_back(override_in(columns_, r));
    overrides.push_back({{index, nullptr}, days});
}

lane_outcome family_lanes::add_word(std::int32_t index) {
    const record_row& r = family_->rows[static_cast<std::size_t>(index)];
    const std::int32_t item_code = columns_.code(field::item, r.row);
    const std::int32_t at = item_of_[static_cast<std::size_t>(item_code)];
    if (at < 0) { return lane_outcome::scored; }
    const item& of = asked_->items[static_cast<std::size_t>(at)];
    if (of.derived()) { return lane_outcome::not_readable; }
    const bool fits = (r.person >= 0) == (of.per != asked_of::family);
    if (!fits) { return r.id.empty() ? lane_outcome::ambiguous : lane_outcome::scored; }
    lane_word w;
    const std::int32_t said = columns_.code(field::answer, r.row);
    if (said < 0) {
        const auto read = answer_as_read(of, written_in(columns_, r.row));
        if (!read) { return lane_outcome::not_readable; }
        w.said = *read;
    } else {
        const std::size_t answers = columns_.coded(field::answer).texts.size();
        answer_memo& memo = answer_of_[static_cast<std::size_t>(item_code) * answers +
                                       static_cast<std::size_t>(said)];
        if (memo.found == 0) {
            const auto read = answer_as_read(of, written_in(columns_, r.row));
            memo.found = read ? 1 : -1;
            memo.said = read.value_or(answer{});
        }
        if (memo.found < 0) { return lane_outcome::not_readable; }
        w.said = memo.said;
    }
    if (w.said.kind == answer_kind::not_seen || r.about >= 0) {
        return r.id.empty() ? lane_outcome::ambiguous : lane_outcome::scored;
    }
    w.row = index;
    w.on = r.on;
    const std::int32_t from = columns_.code(field::source, r.row);
    w.from = from < 0 ? source::not_stated : source_of_[static_cast<std::size_t>(from)];
    w.by = columns_.code(field::by, r.row);
    w.counted = of.counts(w.from);
    w.known = known_[static_cast<std::size_t>(index)];
    w.track = at * static_cast<std::int32_t>(family_->persons.size() + 1) + r.person + 1;
    if (w.known != 0 || r.id.empty()) {
        words_.push_back(w);
    } // without ids, ties are looked for in all
    return lane_outcome::scored;
}

// ---- the household

void family_lanes::find_members() {
    std::sort(memberships_.begin(), memberships_.end(), [this](const run& a, const run& b) {
        if (a.role != b.role) { return a.role < b.role; }
        if (a.person != b.person) { return a.person < b.person; }
        return a.start != b.start ? a.start > b.start : came_before(b.row, a.row);
    });
    std::array<day_bits, 2> held{};
    for (std::size_t r = 0; r < 2; ++r) {
        present_[r].assign(family_->persons.size(), 0);
        counted_[r].assign(family_->persons.size(), 0);
        unknown_role_[r] = on_->all();
    }
    for (const run& m : memberships_) {
        if (m.role == role::other) { continue; }
        const auto r = static_cast<std::size_t>(m.role);
        const auto p = static_cast<std::size_t>(m.person);
        const day_bits days = m.known & on_->within(m.start, m.until) & ~present_[r][p];
        present_[r][p] |= days;
        held[r] |= days;
        if (asked_->counts_living.test(static_cast<std::size_t>(m.lives))) {
            counted_[r][p] |= days;
        }
    }
    for (std::size_t r = 0; r < 2; ++r) { unknown_role_[r] &= ~held[r]; }
    for (const run& h : households_) {
        const day_bits days = h.known & on_->within(h.start, h.until);
        for (std::size_t r = 0; r < 2; ++r) {
            if (h.empty.test(r)) { unknown_role_[r] &= ~days; }
        }
    }
}

void family_lanes::find_involvement() {
    day_bits inside = 0;
    day_bits told = 0; // some involvement is known
    for (const run& i : involvements_) {
        inside |= i.known & on_->within(i.start, i.until);
        told |= i.known;
    }
    involved = inside | (~told & started_);
}

void family_lanes::find_events() {
    std::vector<std::pair<std::int32_t, day_bits>> incidents;
    for (std::size_t q = 0; q < asked_->queries.size(); ++q) {
        auto& counts = event_counts[q];
        counts.fill(0);
        if (events_.empty()) { continue; }
        const event_query& query = asked_->queries[q];
        if (query.per != asked_of::family) { continue; }
        incidents.clear();
        for (const happening& e : events_) {
            const std::int64_t row = family_->rows[static_cast<std::size_t>(e.index)].row;
            if (!event_fits_[q][place(columns_.code(field::event, row), event_fits_[q])] ||
                !severity_fits_[q][place(columns_.code(field::severity, row), severity_fits_[q])] ||
                !basis_fits_[q][place(columns_.code(field::basis, row), basis_fits_[q])]) {
                continue;
            }
            const day until = query.window ? e.on + *query.window : day::never();
            const day_bits days = e.known & on_->within(e.on, until);
            const std::int32_t incident = columns_.code(field::incident, row);
            const auto same = std::find_if(incidents.begin(), incidents.end(), [=](const auto& i) {
                return incident >= 0 && i.first == incident;
            });
            if (same == incidents.end()) {
                incidents.emplace_back(incident, days);
            } else {
                same->second |= days;
            }
        }
        for (const auto& [incident, days] : incidents) {
            for_runs(days, [&counts](std::size_t first, std::size_t past) {
                for (std::size_t l = first; l < past; ++l) { ++counts[l]; }
            });
        }
    }
}

/// What can let answers lapse, by day (semantics 3, When it expires).
void family_lanes::find_lapses() {
    lapses_.clear();
    for (const run& m : memberships_) {
        if (m.start >= m.until) { continue; } // never was
        day_bits joins = m.known;
        day_bits leaves = m.known;
        for (const run& other : memberships_) {
            // One that follows another of the same person, role and way of living on the same day is no move.
            if (other.person != m.person || other.role != m.role || other.lives != m.lives ||
                other.start >= other.until) {
                continue;
            }
            if (other.until == m.start) { joins &= ~other.known; }
            if (other.start == m.until) { leaves &= ~other.known; }
        }
        const auto r = static_cast<std::int8_t>(m.role);
        if (joins != 0) { lapses_.push_back({m.start, r, -1, m.person, -1, joins}); }
        if (leaves != 0 && !m.until.is_never()) {
            lapses_.push_back({m.until, -1, r, m.person, -1, leaves});
        }
    }
    for (std::size_t e = 0; e < events_.size(); ++e) {
        lapses_.push_back(
            {events_[e].on, -1, -1, nobody, static_cast<std::int32_t>(e), events_[e].known});
    }
    std::sort(lapses_.begin(), lapses_.end(),
              [](const lane_lapse& a, const lane_lapse& b) { return a.on < b.on; });
}

bool family_lanes::lapses_it(const lane_lapse& l, const item& of, const lane_word& w) const {
    if (l.event < 0) {
        const bool asked = l.joins >= 0
                               ? of.lapses_on.joins.test(static_cast<std::size_t>(l.joins))
                               : of.lapses_on.leaves.test(static_cast<std::size_t>(l.leaves));
        const std::int32_t about = family_->rows[static_cast<std::size_t>(w.row)].person;
        return asked && (about == nobody || about != l.person);
    }
    const happening& e = events_[static_cast<std::size_t>(l.event)];
    const std::int32_t code =
        columns_.code(field::event, family_->rows[static_cast<std::size_t>(e.index)].row);
    const auto i = static_cast<std::size_t>(&of - asked_->items.data());
    if (!lapsing_event_[i][static_cast<std::size_t>(code)]) { return false; }
    if (of.per != asked_of::child) { return true; }
    const auto first =
        static_cast<std::size_t>(family_->first_part[static_cast<std::size_t>(e.index)]);
    const auto past =
        static_cast<std::size_t>(family_->first_part[static_cast<std::size_t>(e.index) + 1]);
    if (first == past) { return true; }
    const std::int32_t about = family_->rows[static_cast<std::size_t>(w.row)].person;
    for (std::size_t p = first; p < past; ++p) {
        if (family_->parts[p].first == about) { return true; }
    }
    return false; // it was about other children
}

// ---- answers

lane_outcome family_lanes::sort_words() {
    const std::size_t tracks = asked_->items.size() * (family_->persons.size() + 1);
    first_word_.assign(tracks + 1, 0);
    for (const lane_word& w : words_) { ++first_word_[static_cast<std::size_t>(w.track) + 1]; }
    for (std::size_t t = 1; t <= tracks; ++t) { first_word_[t] += first_word_[t - 1]; }
    sorted_.resize(words_.size());
    // Backwards, so that `first_word_` is its own cursor: each ends where its track begins.
    std::vector<std::int32_t>& next = first_word_;
    for (std::size_t t = tracks; t > 0; --t) { next[t] = next[t - 1]; }
    next[0] = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const auto t = static_cast<std::size_t>(words_[i].track) + 1;
        sorted_[static_cast<std::size_t>(next[t]++)] = static_cast<std::int32_t>(i);
    }
    bool tie = false;
    const auto before = [this, &tie](std::int32_t a, std::int32_t b) {
        const lane_word& x = words_[static_cast<std::size_t>(a)];
        const lane_word& y = words_[static_cast<std::size_t>(b)];
        if (x.on != y.on) { return x.on < y.on; }
        const record_row& p = family_->rows[static_cast<std::size_t>(x.row)];
        const record_row& q = family_->rows[static_cast<std::size_t>(y.row)];
        tie = tie || (p.id.empty() && p.recorded_at == q.recorded_at);
        return came_before(x.row, y.row);
    };
    for (std::size_t t = 0; t < tracks; ++t) {
        const auto first = sorted_.begin() + first_word_[t];
        const auto past = sorted_.begin() + first_word_[t + 1];
        if (past - first < 2) { continue; }
        for (auto one = first + 1; one != past; ++one) { // few: insertion, and mostly in order
            for (auto at = one; at != first && before(*at, *(at - 1)); --at) {
                std::iter_swap(at, at - 1);
            }
        }
    }
    return tie ? lane_outcome::ambiguous : lane_outcome::scored;
}

void family_lanes::add_row(std::int32_t item, std::int32_t person, day_bits exists, bool unnamed) {
    lane_row& row = rows.emplace_back();
    row.item = item;
    row.person = person;
    row.unnamed = unnamed;
    row.exists = exists;
    row.applies = exists;
    row.may_apply = exists;
    find_ages(asked_->items[static_cast<std::size_t>(item)], row);
    if (row.exists == 0) { rows.pop_back(); }
}

void family_lanes::add_rows(std::int32_t item) {
    const actueel::item& of = asked_->items[static_cast<std::size_t>(item)];
    if (of.per == asked_of::family) {
        add_row(item, nobody, involved, false);
        return;
    }
    const auto r = static_cast<std::size_t>(role_of(of.per));
    if ((unknown_role_[r] & involved) != 0) {
        add_row(item, nobody, unknown_role_[r] & involved, true);
    }
    for (std::size_t p = 0; p < family_->persons.size(); ++p) {
        const day_bits exists = counted_[r][p] & involved;
        if (exists != 0) { add_row(item, static_cast<std::int32_t>(p), exists, false); }
    }
}

void family_lanes::find_ages(const item& of, lane_row& row) const {
    if (!of.ages) { return; }
    if (row.unnamed) {
        row.applies = 0;
        return;
    }
    day_bits fits = 0;
    day_bits known = 0; // a birth date is
    for (const birth& b : births_) {
        if (b.person != row.person || !b.stated) { continue; }
        const day first =
            of.ages->at_least == 0 ? day{} : b.on + duration{12 * of.ages->at_least, 0};
        const day past = b.on + duration{12 * of.ages->below, 0};
        fits |= b.known & on_->within(first, past);
        known |= b.known;
    }
    row.applies = row.exists & known & fits;
    row.may_apply = row.exists & (~known | fits);
    row.exists = row.may_apply;
}

/// A word's days as the current answer: fresh, and expired by age or because something happened.
void family_lanes::add_said(const item& of, const planned_item& planned, std::int32_t word,
                            day_bits on) {
    const lane_word& w = words_[static_cast<std::size_t>(word)];
    lane_segment one;
    const auto add = [&](day_bits days, bool expired, day due) {
        if (days == 0) { return; }
        one.on = days;
        one.expired = expired;
        one.due = due;
        switch (w.said.kind) {
        case answer_kind::option: one.state = state_of_option(w.said.option, expired); break;
        case answer_kind::not_applicable: one.state = state_of_not_applicable(expired); break;
        case answer_kind::number:
            one.placed = false;
            one.value = word;
            break;
        default: one.state = nothing_said; break;
        }
        segments.push_back(one);
    };
    if (!w.said.says_something()) {
        add(on, false, day::never());
        return;
    }
    const day ends = planned.shelf < 0 ? day::never()
                                       : on_->expiry(static_cast<std::size_t>(planned.shelf), w.on);
    if (planned.lapses) {
        for (const lane_lapse& l : lapses_) {
            if (l.on <= w.on) { continue; }
            if (l.on >= ends) { break; }
            const day_bits lapsed = on & l.known & on_->from(l.on);
            if (lapsed == 0 || !lapses_it(l, of, w)) { continue; }
            add(lapsed, true, l.on);
            on &= ~lapsed;
        }
    }
    const day_bits expired = on_->from(ends);
    add(on & ~expired, false, ends);
    add(on & expired, true, ends);
}

lane_outcome family_lanes::find_answers(lane_row& row) {
    const item& of = asked_->items[static_cast<std::size_t>(row.item)];
    row.first = static_cast<std::int32_t>(segments.size());
    day_bits left = row.exists;
    if (of.derived()) {
        count_derived(of, row);
        return lane_outcome::scored;
    }
    if (!row.unnamed) {
        const planned_item& planned = plan_.items[static_cast<std::size_t>(row.item)];
        const auto track = static_cast<std::size_t>(row.item) * (family_->persons.size() + 1) +
                           static_cast<std::size_t>(row.person + 1);
        const auto first = static_cast<std::size_t>(first_word_[track]);
        const auto past = static_cast<std::size_t>(first_word_[track + 1]);
        for (std::size_t w = past; w > first && left != 0; --w) {
            const lane_word& word = words_[static_cast<std::size_t>(sorted_[w - 1])];
            if (!word.counted) { continue; }
            const day_bits on = left & word.known & on_->from(word.on);
            if (on == 0) { continue; }
            add_said(of, planned, sorted_[w - 1], on);
            left &= ~on;
        }
        if (past - first > 1) {
            find_contested(row, first, past);
            if (of.contested_range && row.contested != 0) { return lane_outcome::voices_differ; }
        }
    }
    if (left != 0) {
        lane_segment nothing;
        nothing.on = left;
        segments.push_back(nothing);
    }
    row.past = static_cast<std::int32_t>(segments.size());
    return lane_outcome::scored;
}

/// Where another voice's word stands that says something else than the current answer (semantics 3, Voices).
void family_lanes::find_contested(lane_row& row, std::size_t first, std::size_t past) {
    const auto word = [this](std::size_t at) -> const lane_word& {
        return words_[static_cast<std::size_t>(sorted_[at])];
    };
    const bool one_only = [&] { // the usual case: one voice
        for (std::size_t w = first + 1; w < past; ++w) {
            if (word(w).from != word(first).from || word(w).by != word(first).by) { return false; }
        }
        return true;
    }();
    if (one_only) { return; }
    const item& of = asked_->items[static_cast<std::size_t>(row.item)];
    const planned_item& planned = plan_.items[static_cast<std::size_t>(row.item)];
    day_bits left = row.exists;
    for (std::size_t c = past; c > first && left != 0; --c) {
        const lane_word& current = word(c - 1);
        if (!current.counted) { continue; }
        const day_bits on = left & current.known & on_->from(current.on);
        left &= ~on;
        if (on == 0 || !current.said.says_something()) { continue; }
        for (std::size_t v = first; v < past; ++v) {
            const lane_word& other = word(v);
            if (v == c - 1 || !other.said.says_something() || other.said == current.said) {
                continue;
            }
            const bool differs = !one_voice(other, current);
            if (!differs && !of.contested_range) { continue; }
            day_bits stands = on & other.known & on_->from(other.on);
            for (std::size_t later = v + 1; later < past && stands != 0; ++later) {
                const lane_word& next = word(later);
                if (one_voice(next, other)) { stands &= ~(next.known & on_->from(next.on)); }
            }
            if (stands == 0) { continue; }
            const std::size_t mark = segments.size();
            add_said(of, planned, sorted_[v], stands); // only to see where it has not expired
            for (std::size_t s = mark; s < segments.size(); ++s) {
                if (!segments[s].expired) { row.contested |= segments[s].on; }
            }
            segments.resize(mark);
        }
    }
}

/// The number of a derived item, a segment for each count.
void family_lanes::count_derived(const item& of, lane_row& row) {
    const auto& counts = event_counts[static_cast<std::size_t>(of.derive->query)];
    for (day_bits left = row.exists; left != 0;) {
        const std::int32_t count = counts[static_cast<std::size_t>(std::countr_zero(left))];
        lane_segment one;
        for (day_bits rest = left; rest != 0; rest &= rest - 1) {
            const auto l = static_cast<std::size_t>(std::countr_zero(rest));
            if (counts[l] == count) { one.on |= day_bits{1} << l; }
        }
        one.value = count;
        one.placed = count == 0;
        segments.push_back(one);
        left &= ~one.on;
    }
    row.past = static_cast<std::int32_t>(segments.size());
}

} // namespace actueel::detail
