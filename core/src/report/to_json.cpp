// SPDX-License-Identifier: MPL-2.0
#include "writing.hpp"

#include <algorithm>

namespace actueel {
namespace {

/// Whether a role is held on a day, by what is in force.
role_state state_of(const records_in_force& all, role as, day as_of) {
    const bool held =
        std::any_of(all.memberships.begin(), all.memberships.end(),
                    [=](const membership& m) { return m.role == as && m.term.holds(as_of); });
    if (held) { return role_state::known; }
    const bool empty =
        std::any_of(all.households.begin(), all.households.end(), [=](const auto& h) {
            return h.first.holds(as_of) && h.second.test(static_cast<std::size_t>(as));
        });
    return empty ? role_state::empty : role_state::unknown;
}

void write_household(detail::report_writer& out) {
    const day as_of = out.of.question.as_of;
    const records_in_force& shared = out.of.in_force;
    out.w.key("household").open_object();
    for (const auto& [key, as] :
         {std::pair{"child", role::child}, {"caregiver", role::caregiver}}) {
        out.w.field(key, detail::name_of(role_state_names, state_of(shared, as, as_of)));
    }
    out.w.key("members").open_array();
    std::vector<std::pair<role, std::int32_t>> written;
    for (const std::int32_t m : shared.by_precedence) {
        const membership& one = shared.memberships[static_cast<std::size_t>(m)];
        const std::pair who{one.role, one.person};
        if (!one.term.holds(as_of) ||
            std::find(written.begin(), written.end(), who) != written.end()) {
            continue;
        }
        written.push_back(who);
        out.w.open_object();
        out.person("person", one.person);
        out.w.field("role", detail::name_of(role_names, one.role))
            .field("lives", detail::name_of(lives_names, one.lives))
            .field("born_on", shared.born[static_cast<std::size_t>(one.person)])
            .close_object();
    }
    out.w.close_array().close_object();
}

} // namespace

std::string to_json(const report& r) {
    detail::report_writer out{r};
    detail::finding_number number;
    out.w.open_object()
        .field("format", "actueel.report/1")
        .field("family", std::string_view{r.whole->family})
        .field("as_of", r.question.as_of)
        .field("known_at", std::string_view{to_string(r.question.known_at)})
        .field("since", r.question.since)
        .field("ahead_until", std::min(day::never(), day::from_number(r.question.as_of.number() +
                                                                      report_days_ahead)));
    out.w.field("audience", std::string_view{to_string(r.whole, r.reader)})
        .field("not_shared", r.not_shared)
        .field("records_sha256", std::string_view{records_sha256(r.shared, out.until)});
    write_household(out);
    out.w.key("parts").open_array();
    for (const report_part& part : r.parts) { detail::write_part(out, part, number); }
    out.w.close_array();
    detail::write_shared_records(out, number);
    out.w.close_object();
    return std::move(out.w).take();
}

} // namespace actueel
