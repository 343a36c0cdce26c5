// SPDX-License-Identifier: MPL-2.0
#include "lane_household.hpp"

#include "record_places.hpp"

#include <algorithm>

namespace actueel::detail {

lane_household::lane_household(const plan_content& by, const record_columns& columns)
    : asked_{by.asked}, columns_{columns}, roles_{columns, field::role, role_names},
      lives_{columns, field::lives, lives_names} {}

void lane_household::begin(const family_records& family, const asked_days& on) {
    family_ = &family;
    on_ = &on;
    memberships_.clear();
    households_.clear();
    involvements_.clear();
    endings_.clear();
    births_.clear();
}

void lane_household::add(std::int32_t index, day_bits known) {
    const record_row& r = family_->rows[static_cast<std::size_t>(index)];
    run one{index, r.person, {}, {}, {}, r.on, r.until, known};
    switch (r.type) {
    case person_type: {
        const bool stated = (columns_.filled(r.row) & just(field::born_on)) != 0;
        births_.push_back({r.person, stated, r.on, known});
        break;
    }
    case membership_type:
        one.role = roles_.in(r.row, role::other);
        one.lives = lives_.in(r.row, lives::here);
        memberships_.push_back(one);
        break;
    case household_type:
        static_cast<void>(columns_.at(field::empty).a_list(r.row, entries_));
        for (const std::string_view e : entries_) { one.empty.set(e == role_names[0] ? 0 : 1); }
        households_.push_back(one);
        break;
    case involvement_type: involvements_.push_back(one); break;
    default: endings_.push_back({r.about, index, r.on, known});
    }
}

void lane_household::settle() {
    if (!endings_.empty()) {
        std::sort(endings_.begin(), endings_.end(), [this](const ending& a, const ending& b) {
            return came_before(*family_, b.row,
                               a.row); // the latest first: it is the one that counts
        });
        end(memberships_);
        end(households_);
        end(involvements_);
    }
    find_members();
    find_unknown();
    inside_ = 0;
    told_ = 0;
    for (const run& i : involvements_) {
        inside_ |= i.known & on_->within(i.start, i.until);
        told_ |= i.known;
    }
}

/// Ends each run by the endings that are known of it: on each day the latest counts.
void lane_household::end(std::vector<run>& runs) {
    ended_.clear();
    for (run& one : runs) {
        const std::int32_t chain = family_->rows[static_cast<std::size_t>(one.row)].root;
        for (const ending& e : endings_) {
            if (e.about != chain || (one.known & e.known) == 0) { continue; }
            run ended = one;
            ended.known = one.known & e.known;
            ended.until = std::min(one.until, e.on);
            ended_.push_back(ended);
            one.known &= ~e.known;
        }
        if (one.known != 0) { ended_.push_back(one); }
    }
    runs.swap(ended_);
}

void lane_household::find_members() {
    std::sort(memberships_.begin(), memberships_.end(), [this](const run& a, const run& b) {
        if (a.role != b.role) { return a.role < b.role; }
        if (a.person != b.person) { return a.person < b.person; }
        return a.start != b.start ? a.start > b.start : came_before(*family_, b.row, a.row);
    });
    held_ = {};
    for (auto& members : members_) { members.clear(); }
    const run* before = nullptr; // of the same person and role
    day_bits present = 0;
    for (const run& m : memberships_) {
        if (m.role == role::other) { continue; }
        const auto r = static_cast<std::size_t>(m.role);
        if (before == nullptr || before->role != m.role || before->person != m.person) {
            present = 0;
        }
        before = &m;
        const day_bits days = m.known & on_->within(m.start, m.until) & ~present;
        present |= days;
        held_[r] |= days;
        if (days == 0 || !asked_->counts_living.test(static_cast<std::size_t>(m.lives))) {
            continue;
        }
        if (members_[r].empty() || members_[r].back().person != m.person) {
            members_[r].push_back({m.person, 0});
        }
        members_[r].back().days |= days;
    }
}

void lane_household::find_unknown() {
    for (std::size_t r = 0; r < 2; ++r) { unknown_role_[r] = on_->all() & ~held_[r]; }
    for (const run& h : households_) {
        const day_bits days = h.known & on_->within(h.start, h.until);
        for (std::size_t r = 0; r < 2; ++r) {
            if (h.empty.test(r)) { unknown_role_[r] &= ~days; }
        }
    }
}

lane_household::aged lane_household::of_age(std::int32_t person, const age_range& ages) const {
    day_bits fits = 0;
    day_bits known = 0; // a birth date is
    for (const birth& b : births_) {
        if (b.person != person || !b.stated) { continue; }
        const day first = ages.at_least == 0 ? day{} : b.on + duration{12 * ages.at_least, 0};
        const day past = b.on + duration{12 * ages.below, 0};
        fits |= b.known & on_->within(first, past);
        known |= b.known;
    }
    return {known & fits, ~known | fits};
}

void lane_household::add_moves(std::vector<move>& to) const {
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
        if (joins != 0) { to.push_back({m.start, m.role, true, m.person, joins}); }
        if (leaves != 0 && !m.until.is_never()) {
            to.push_back({m.until, m.role, false, m.person, leaves});
        }
    }
}

} // namespace actueel::detail
