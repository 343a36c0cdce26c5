// SPDX-License-Identifier: MPL-2.0
#include <actueel/history/in_force.hpp>

#include <algorithm>

namespace actueel {
namespace {

/// What some records of a history in force say of others.
struct said_of_others {
    std::vector<day>
        ends{}; ///< by chain, the day of the latest ending by place; empty: nothing ends
    std::vector<bool> answered{}; ///< disputes that are answered; empty: none

    said_of_others(const history& family, instant known) {
        for (const chain& c : family->chains) { // by place, so that the latest stays
            const record_content& first = c.links.front().content; // a chain keeps its type
            const bool ending = std::holds_alternative<ending_content>(first);
            if (!ending && !std::holds_alternative<dispute_answer_content>(first)) { continue; }
            const link* const l = c.at(known);
            if (l == nullptr) { continue; }
            if (ending) {
                const auto& said = std::get<ending_content>(l->content);
                if (ends.empty()) { ends.resize(family->chains.size(), day::never()); }
                ends[static_cast<std::size_t>(said.ends)] = said.on;
            } else {
                const auto& said = std::get<dispute_answer_content>(l->content);
                answered.resize(family->chains.size());
                answered[static_cast<std::size_t>(said.about)] = true;
            }
        }
    }
};

/// Sorts contents in force into their lists.
struct sorter {
    records_in_force& out;
    std::int32_t record;
    std::int32_t which_link;
    day ends;
    bool answered;

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
        out.observations.push_back({record, &c, which_link});
    }
    void operator()(const event_content& c) const {
        begins(c.happened_on);
        out.events.push_back({record, &c});
    }
    void operator()(const plan_content& c) const {
        out.plans.push_back({record, &c, ended(c.term).until});
    }
    void operator()(const goal_content& c) const { begins(c.term.start); }
    void operator()(const view_content& c) const { begins(c.observed_on); }
    void operator()(const override_content& c) const {
        begins(c.term.start);
        out.overrides.push_back({record, &c});
    }
    void operator()(const sign_off_content& c) const { out.sign_offs.push_back({record, &c}); }
    void operator()(const dispute_content& c) const {
        if (!answered) { out.disputes.push_back({record, &c, ends}); }
    }
    void operator()(const dispute_answer_content& /*c*/) const {}
    void operator()(const ending_content& /*c*/) const {}
};

/// Of memberships of one person in one role that overlap, the latest start, then place, wins.
void order_memberships(records_in_force& all) {
    for (std::size_t i = 0; i < all.memberships.size(); ++i) {
        all.by_precedence.push_back(static_cast<std::int32_t>(i));
    }
    std::sort(
        all.by_precedence.begin(), all.by_precedence.end(), [&all](std::int32_t a, std::int32_t b) {
            const membership& x = all.memberships[static_cast<std::size_t>(a)];
            const membership& y = all.memberships[static_cast<std::size_t>(b)];
            if (x.role != y.role) { return x.role < y.role; }
            if (x.person != y.person) { return x.person < y.person; }
            return x.term.start != y.term.start ? x.term.start > y.term.start : x.record > y.record;
        });
}

void empty(records_in_force& all) {
    all.memberships.clear();
    all.by_precedence.clear();
    all.households.clear();
    all.involvements.clear();
    all.observations.clear();
    all.events.clear();
    all.plans.clear();
    all.overrides.clear();
    all.sign_offs.clear();
    all.disputes.clear();
    all.first_day.reset();
}

} // namespace

records_in_force in_force_at(const history& family, instant known, records_in_force reused) {
    records_in_force& out = reused;
    empty(out);
    out.born.assign(family->persons.size(), std::nullopt);
    const said_of_others others{family, known};
    for (std::size_t c = 0; c < family->chains.size(); ++c) {
        const chain& one = family->chains[c];
        const link* l = one.at(known);
        if (l == nullptr) { continue; }
        std::visit(sorter{out, static_cast<std::int32_t>(c),
                          static_cast<std::int32_t>(l - one.links.data()),
                          others.ends.empty() ? day::never() : others.ends[c],
                          !others.answered.empty() && others.answered[c]},
                   l->content);
    }
    order_memberships(out);
    return reused;
}

bool records_in_force::involved(day as_of) const noexcept {
    if (involvements.empty()) { return first_day && *first_day <= as_of; }
    return std::any_of(involvements.begin(), involvements.end(),
                       [as_of](const term_of_days& t) { return t.holds(as_of); });
}

} // namespace actueel
