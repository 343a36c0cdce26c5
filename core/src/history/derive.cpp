// SPDX-License-Identifier: MPL-2.0
#include "derive.hpp"

#include "household.hpp"

#include <algorithm>
#include <set>

namespace actueel {

bool event_counts(const event_query& q, const counted_event& e, day as_of, std::int32_t person) {
    if (as_of < e.from || as_of >= e.until) { return false; }
    if (q.per == asked_of::family) { return true; }
    return std::any_of(e.content->persons.begin(), e.content->persons.end(), [&](const auto& p) {
        return p.first == person && (!q.part || p.second == *q.part);
    });
}

namespace detail {
namespace {

class deriver {
  public:
    deriver(const known_answers& known, std::int32_t index, situation& now)
        : known_{known}, index_{index},
          of_{known.read->asked->items[static_cast<std::size_t>(index)]}, now_{now} {}

    bool derive() {
        bool changed = false;
        const interval<std::int64_t> anything{of_.number->min.units() / 10'000,
                                              of_.number->max.units() / 10'000};
        for (response& row : now_.of(index_)) {
            derived_number number;
            derive_row(row, anything, number);
            changed = changed || row.derived != number;
            row.derived = number;
        }
        return changed;
    }

  private:
    void derive_row(const response& row, interval<std::int64_t> anything,
                    derived_number& number) const {
        if (row.unnamed) {
            number.between = anything;
            number.can_be_none = of_.derive->kind == derivation_kind::days_since_event;
            return;
        }
        switch (of_.derive->kind) {
        case derivation_kind::age: derive_age(row.person, anything, number); break;
        case derivation_kind::count_persons: derive_count(row.person, anything, number); break;
        case derivation_kind::count_events:
            number.between =
                exactly<std::int64_t>(count_of(query(), events(), now_.as_of, row.person));
            break;
        case derivation_kind::days_since_event: derive_days_since(row.person, number); break;
        }
    }

    [[nodiscard]] const event_query& query() const {
        return known_.read->asked->queries[static_cast<std::size_t>(of_.derive->query)];
    }
    [[nodiscard]] const std::vector<counted_event>& events() const {
        return known_.events[static_cast<std::size_t>(of_.derive->query)];
    }

    void derive_days_since(std::int32_t person, derived_number& number) const {
        std::optional<day> latest;
        for (const counted_event& e : events()) {
            if (event_counts(query(), e, now_.as_of, person)) {
                latest = latest ? std::max(*latest, e.from) : e.from;
            }
        }
        number.is_none = !latest;
        if (latest) { number.between = exactly<std::int64_t>(now_.as_of - *latest); }
    }

    /// The counted members of a derived item's role; of a per-person item, that person alone.
    [[nodiscard]] std::vector<const member*> members_of(std::int32_t person) const {
        std::vector<const member*> out;
        for (const member& m : now_.members) {
            const bool about = of_.per == asked_of::family ? m.counted : m.person == person;
            if (m.role == of_.derive->role && about) { out.push_back(&m); }
        }
        return out;
    }

    [[nodiscard]] role_state state_of(role r) const {
        if (r == role::other) {
            return role_state::known;
        } // nothing says that somebody of no role is missing
        return now_.roles[static_cast<std::size_t>(r)];
    }

    void derive_age(std::int32_t person, interval<std::int64_t> anything,
                    derived_number& number) const {
        if (state_of(of_.derive->role) == role_state::unknown) {
            number.between = anything;
            number.can_be_of_nobody = true;
            return;
        }
        std::optional<std::int64_t> found;
        for (const member* m : members_of(person)) {
            if (!m->born_on) {
                number.between = anything;
                return;
            }
            const std::int64_t years = completed_years(*m->born_on, now_.as_of);
            if (!found || (of_.derive->oldest ? years > *found : years < *found)) { found = years; }
        }
        number.applies_to_nobody = !found;
        if (found) { number.between = exactly(*found); }
    }

    void derive_count(std::int32_t person, interval<std::int64_t> anything,
                      derived_number& number) const {
        if (state_of(of_.derive->role) == role_state::unknown) {
            number.between = anything;
            return;
        }
        for (const member* m : members_of(person)) {
            const kleene fits = of_ages(of_.derive->ages, m->born_on, now_.as_of);
            number.between.low += certain(fits) ? 1 : 0;
            number.between.high += possible(fits) ? 1 : 0;
        }
    }

    const known_answers& known_;
    std::int32_t index_;
    const item& of_;
    situation& now_;
};

} // namespace

std::int32_t count_of(const event_query& q, std::span<const counted_event> events, day as_of,
                      std::int32_t person) {
    std::int32_t count = 0;
    std::set<std::string_view> incidents;
    for (const counted_event& e : events) {
        if (!event_counts(q, e, as_of, person)) { continue; }
        const std::string& incident = e.content->incident;
        if (incident.empty() || incidents.insert(incident).second) { ++count; }
    }
    return count;
}

bool derive(const known_answers& known, std::int32_t index, situation& now) {
    return deriver{known, index, now}.derive();
}

} // namespace detail
} // namespace actueel
