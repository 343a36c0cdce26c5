// SPDX-License-Identifier: MPL-2.0
#include "household.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace actueel::detail {

void members_on(const records_in_force& all, day as_of, std::vector<member>& out) {
    out.clear();
    for (const std::int32_t index : all.by_precedence) {
        const membership& m = all.memberships[static_cast<std::size_t>(index)];
        if (!m.term.holds(as_of)) { continue; }
        if (!out.empty() && out.back().role == m.role && out.back().person == m.person) {
            continue;
        }
        out.push_back({m.person, m.role, m.lives, false,
                       all.born[static_cast<std::size_t>(m.person)], m.record});
    }
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

kleene of_ages(const std::optional<age_range>& ages, const std::optional<day>& born,
               day on) noexcept {
    if (!ages) { return kleene::yes; }
    if (!born) { return kleene::unknown; }
    const std::int32_t years = completed_years(*born, on);
    return kleene_of(ages->at_least <= years && years < ages->below);
}

} // namespace actueel::detail
