// SPDX-License-Identifier: MPL-2.0
#include "lapses.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace actueel::detail {
namespace {

void add_moves(const lapse_rules& rules, const records_in_force& all, std::vector<lapse>& out) {
    // One that follows another of the same person, role and way of living on the same day is no move.
    using key = std::tuple<std::int32_t, role, lives, day>;
    std::set<key> starts;
    std::set<key> ends;
    for (const auto& m : all.memberships) {
        if (m.term.start >= m.term.until) { continue; } // never was
        starts.emplace(m.person, m.role, m.lives, m.term.start);
        ends.emplace(m.person, m.role, m.lives, m.term.until);
    }
    for (const auto& m : all.memberships) {
        const auto r = static_cast<std::size_t>(m.role);
        if (m.term.start >= m.term.until) { continue; }
        if (rules.joins.test(r) && !ends.contains({m.person, m.role, m.lives, m.term.start})) {
            out.push_back({m.term.start, expiry_cause::joins, m.record, m.person, nullptr});
        }
        if (rules.leaves.test(r) && !m.term.until.is_never() &&
            !starts.contains({m.person, m.role, m.lives, m.term.until})) {
            out.push_back({m.term.until, expiry_cause::leaves, m.record, m.person, nullptr});
        }
    }
}

bool names(const event_content& event, std::int32_t person) {
    return std::any_of(event.persons.begin(), event.persons.end(),
                       [person](const auto& p) { return p.first == person; });
}

} // namespace

std::vector<lapse> lapses_of(const item& of, const records_in_force& all) {
    std::vector<lapse> out;
    const lapse_rules& rules = of.lapses_on;
    if (rules.joins.any() || rules.leaves.any()) { add_moves(rules, all, out); }
    if (!rules.events.empty()) {
        for (const auto& [record, event] : all.events) {
            if (std::find(rules.events.begin(), rules.events.end(), event->type) !=
                rules.events.end()) {
                out.push_back({event->happened_on, expiry_cause::event, record, nobody,
                               of.per == asked_of::child ? event : nullptr});
            }
        }
    }
    std::sort(out.begin(), out.end(), [](const lapse& a, const lapse& b) {
        if (a.on != b.on) { return a.on < b.on; }
        return a.cause != b.cause ? a.cause < b.cause : a.record < b.record;
    });
    return out;
}

expiry shelf_life_of(const item& of, const word& w) {
    expiry out;
    if (!w.said.says_something()) { return out; } // unknown and refused never expire
    if (of.shelf_life) {
        out.on = w.observed_on + *of.shelf_life;
        if (!out.on.is_never()) { out.cause = expiry_cause::shelf_life; }
    }
    return out;
}

expiry first_lapse_of(const std::vector<lapse>& lapses, std::int32_t person, const word& w) {
    if (!w.said.says_something()) { return {}; }
    auto first = std::upper_bound(lapses.begin(), lapses.end(), w.observed_on,
                                  [](day d, const lapse& l) { return d < l.on; });
    for (; first != lapses.end() && first->on < w.expires.on; ++first) {
        const bool about_them = first->not_about != nobody && first->not_about == person;
        const bool other_child = first->event != nullptr && !first->event->persons.empty() &&
                                 !names(*first->event, person);
        if (!about_them && !other_child) { return {first->on, first->cause, first->record}; }
    }
    return {};
}

} // namespace actueel::detail
