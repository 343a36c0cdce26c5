// SPDX-License-Identifier: MPL-2.0
#include "agreed.hpp"

#include <actueel/response/status.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

bool same_derived(const std::optional<derived_number>& a, const std::optional<derived_number>& b) {
    if (!a || !b) { return a.has_value() == b.has_value(); }
    return a->between == b->between && a->is_none == b->is_none && a->can_be_none == b->can_be_none;
}

/// The record and status of a row's state before or after a change.
std::pair<std::int32_t, status> state_of(const assessment& a, const changed_row& row,
                                         std::int32_t index) {
    if (index < 0) { return {no_record, status::unknown}; }
    const item& of = a.asked->items[static_cast<std::size_t>(row.item)];
    const response& one = a.seen.now.rows[static_cast<std::size_t>(index)];
    return {one.current.record, status_of(of, one)};
}

} // namespace

const response* row_of(const situation& now, std::int32_t item, std::int32_t person) {
    const auto rows = now.of(item);
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [person](const response& r) { return r.person == person; });
    return found == rows.end() ? nullptr : &*found;
}

bool agreed_row(const instrument& asked, std::int32_t item, const response& shared,
                const response* whole) {
    if (whole == nullptr || whole->unnamed != shared.unnamed) { return false; }
    const actueel::item& of = asked->items[static_cast<std::size_t>(item)];
    return status_of(of, shared) == status_of(of, *whole) && shared.applies == whole->applies &&
           shared.current.record == whole->current.record &&
           shared.current.said == whole->current.said &&
           shared.current.expires.on == whole->current.expires.on &&
           same_derived(shared.derived, whole->derived);
}

bool agreed_points(const instrument& asked, std::int32_t item, const response& shared,
                   const response& whole) {
    const actueel::item& of = asked->items[static_cast<std::size_t>(item)];
    for (const scale& s : asked->scales) {
        for (const term& t : s.terms) {
            if (t.item == item && contribution_of(of, t, shared) != contribution_of(of, t, whole)) {
                return false;
            }
        }
    }
    return true;
}

bool agreed_scale(const scale_value& shared, const scale_value& whole) {
    return shared.value == whole.value && shared.points == whole.points &&
           shared.terms == whole.terms;
}

const changed_row* agreed_change(const change& whole, const change& shared,
                                 const changed_row& row) {
    const auto same = [&](const changed_row& one) {
        return one.item == row.item && one.person == row.person && one.cause == row.cause &&
               one.records == row.records && (one.before < 0) == (row.before < 0) &&
               (one.after < 0) == (row.after < 0) &&
               state_of(whole.before, one, one.before) ==
                   state_of(shared.before, row, row.before) &&
               state_of(whole.after, one, one.after) == state_of(shared.after, row, row.after);
    };
    const auto found = std::find_if(whole.rows.begin(), whole.rows.end(), same);
    return found == whole.rows.end() ? nullptr : &*found;
}

} // namespace actueel::detail
