// SPDX-License-Identifier: MPL-2.0
#include <actueel/history/in_force.hpp>

#include <algorithm>

namespace actueel {
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

} // namespace

records_in_force in_force_at(const history& family, instant known) {
    records_in_force out;
    out.born.resize(family->persons.size());
    const std::vector<day> endings = endings_in_force(family, known);
    const std::vector<bool> answered = answered_in_force(family, known);
    for (std::size_t c = 0; c < family->chains.size(); ++c) {
        const chain& one = family->chains[c];
        const link* l = one.at(known);
        if (l == nullptr) { continue; }
        std::visit(sorter{out, static_cast<std::int32_t>(c),
                          static_cast<std::int32_t>(l - one.links.data()), endings[c], answered[c]},
                   l->content);
    }
    order_memberships(out);
    return out;
}

bool records_in_force::involved(day as_of) const noexcept {
    if (involvements.empty()) { return first_day && *first_day <= as_of; }
    return std::any_of(involvements.begin(), involvements.end(),
                       [as_of](const term_of_days& t) { return t.holds(as_of); });
}

} // namespace actueel
