// SPDX-License-Identifier: MPL-2.0
#include "household.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace actueel::detail {
namespace {

/// Where records of a history end: by chain, the day of the latest ending in force by place.
std::vector<day> endings_in_force(const history& family, instant known) {
    std::vector<day> out(family->chains.size(), day::never());
    for (const chain& c : family->chains) { // by place, so that the latest stays
        const link* l = c.at(known);
        if (l == nullptr) { continue; }
        if (const auto* ending = std::get_if<ending_content>(&l->content)) {
            out[static_cast<std::size_t>(ending->ends)] = ending->on;
        }
    }
    return out;
}

/// Disputes that an answer in force speaks of.
std::vector<bool> answered_in_force(const history& family, instant known) {
    std::vector<bool> out(family->chains.size());
    for (const chain& c : family->chains) {
        const link* l = c.at(known);
        if (l == nullptr) { continue; }
        if (const auto* given = std::get_if<dispute_answer_content>(&l->content)) {
            out[static_cast<std::size_t>(given->about)] = true;
        }
    }
    return out;
}

/// Sorts contents in force into their lists.
struct sorter {
    records_in_force& out;
    std::int32_t record;
    std::int32_t which_link;
    day ends;
    bool answered;
    day as_of;

    void begins(day d) const { out.first_day = out.first_day ? std::min(*out.first_day, d) : d; }
    term_of_days ended(term_of_days t) const {
        begins(t.start);
        return {t.start, std::min(t.until, ends)};
    }

    void operator()(const person_content& c) const {
        out.born[static_cast<std::size_t>(c.person)] = c.born_on;
    }
    void operator()(const membership_content& c) const {
        out.memberships.push_back({record, c.person, c.role, c.lives, ended(c.term)});
    }
    void operator()(const household_content& c) const {
        out.households.emplace_back(ended(c.term), c.empty);
    }
    void operator()(const involvement_content& c) const {
        out.involvements.push_back(ended(c.term));
    }
    void operator()(const observation_content& c) const {
        begins(c.observed_on);
        out.observations.emplace_back(record, &c);
        out.links.push_back(which_link);
    }
    void operator()(const event_content& c) const {
        begins(c.happened_on);
        out.events.emplace_back(record, &c);
    }
    void operator()(const plan_content& c) const {
        out.plans.emplace_back(record, &c, ended(c.term));
    }
    void operator()(const goal_content& c) const { begins(c.term.start); }
    void operator()(const view_content& c) const { begins(c.observed_on); }
    void operator()(const override_content& c) const {
        begins(c.term.start);
        out.overrides.emplace_back(record, &c);
    }
    void operator()(const sign_off_content& c) const { out.sign_offs.emplace_back(record, &c); }
    void operator()(const dispute_content& c) const {
        if (!answered && as_of < ends) { out.disputes.emplace_back(record, &c); }
    }
    void operator()(const dispute_answer_content& /*c*/) const {}
    void operator()(const ending_content& /*c*/) const {}
};

} // namespace

records_in_force in_force_at(const history& family, instant known, day as_of) {
    records_in_force out;
    out.born.resize(family->persons.size());
    const std::vector<day> endings = endings_in_force(family, known);
    const std::vector<bool> answered = answered_in_force(family, known);
    for (std::size_t c = 0; c < family->chains.size(); ++c) {
        const chain& one = family->chains[c];
        const link* l = one.at(known);
        if (l == nullptr) { continue; }
        std::visit(sorter{out, static_cast<std::int32_t>(c),
                          static_cast<std::int32_t>(l - one.links.data()), endings[c], answered[c],
                          as_of},
                   l->content);
    }
    return out;
}

std::vector<member> members_on(const records_in_force& all, day as_of) {
    std::vector<const membership*> running;
    for (const membership& m : all.memberships) {
        if (m.term.holds(as_of)) { running.push_back(&m); }
    }
    // By role and person; of those that overlap, the latest start, then place, comes first and wins.
    std::stable_sort(running.begin(), running.end(), [](const membership* a, const membership* b) {
        if (a->role != b->role) { return a->role < b->role; }
        if (a->person != b->person) { return a->person < b->person; }
        if (a->term.start != b->term.start) { return a->term.start > b->term.start; }
        return a->record > b->record;
    });
    std::vector<member> out;
    for (const membership* m : running) {
        if (!out.empty() && out.back().role == m->role && out.back().person == m->person) {
            continue;
        }
        out.push_back({m->person, m->role, m->lives, false,
                       all.born[static_cast<std::size_t>(m->person)], m->record});
    }
    return out;
}

std::array<role_state, 2> role_states(const records_in_force& all,
                                      const std::vector<member>& members, day as_of) {
    std::array<role_state, 2> out{role_state::unknown, role_state::unknown};
    for (const auto& [term, empty] : all.households) {
        if (!term.holds(as_of)) { continue; }
        for (std::size_t r = 0; r < out.size(); ++r) {
            if (empty.test(r)) { out[r] = role_state::empty; }
        }
    }
    for (const member& m : members) {
        if (m.role != role::other) { out[static_cast<std::size_t>(m.role)] = role_state::known; }
    }
    return out;
}

std::vector<overlap> overlaps(const records_in_force& all) {
    std::map<std::pair<std::int32_t, role>, std::vector<const membership*>> by_person;
    for (const membership& m : all.memberships) {
        if (m.term.start < m.term.until) { by_person[{m.person, m.role}].push_back(&m); }
    }
    std::vector<overlap> out;
    for (auto& [key, memberships] : by_person) {
        std::stable_sort(
            memberships.begin(), memberships.end(),
            [](const membership* a, const membership* b) { return a->term.start < b->term.start; });
        std::set<std::int32_t> records;
        const membership* longest = nullptr; // of those before, the one that ends last
        for (const membership* m : memberships) {
            if (longest != nullptr && m->term.start < longest->term.until) {
                records.insert(longest->record);
                records.insert(m->record);
            }
            if (longest == nullptr || m->term.until > longest->term.until) { longest = m; }
        }
        if (!records.empty()) { out.push_back({key.first, {records.begin(), records.end()}}); }
    }
    return out;
}

bool involved(const records_in_force& all, day as_of) {
    if (all.involvements.empty()) { return all.first_day && *all.first_day <= as_of; }
    return std::any_of(all.involvements.begin(), all.involvements.end(),
                       [as_of](const term_of_days& t) { return t.holds(as_of); });
}

kleene of_ages(const std::optional<age_range>& ages, const std::optional<day>& born,
               day on) noexcept {
    if (!ages) { return kleene::yes; }
    if (!born) { return kleene::unknown; }
    const std::int32_t years = completed_years(*born, on);
    return kleene_of(ages->at_least <= years && years < ages->below);
}

} // namespace actueel::detail
