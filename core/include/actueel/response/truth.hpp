// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/decimal.hpp>
#include <actueel/base/interval.hpp>
#include <actueel/base/kleene.hpp>
#include <actueel/instrument/instrument.hpp>
#include <actueel/response/situation.hpp>

#include <cstdint>
#include <span>

namespace actueel {

/// Whose row a condition on a per-person item looks at, where it stands in `applies_when` of an item of the same role.
struct same_person {
    asked_of per = asked_of::family; ///< `family`: every member's row
    std::int32_t person = nobody;
};

/// What a condition on the answer of one row can turn out to be: one or more of these.
struct outcomes {
    bool not_applicable = false;
    bool holds = false;
    bool fails = false;
};
/// Precondition: a condition on an item's answer, not on its status.
[[nodiscard]] outcomes row_outcomes(const item& asked, const response& row, const condition& what);

/// Whether a condition holds (semantics 5). `scales` are the published values so far, by index; conditions on scales need them.
/// Conditions on items see rows as `settle` left them. O(size of the condition x rows it looks at).
[[nodiscard]] kleene truth(const instrument& asked, const situation& now, const condition& what,
                           std::span<const interval<decimal>> scales, same_person who = {});

/// Sets `applies` of every row, in the order of the items, so that each condition sees earlier items settled. Where `changed`
/// is given, rows begin as they were settled before, or with `of_age`, and items of which one now applies otherwise are added.
void settle(const instrument& asked, situation& now, changed_items* changed = nullptr);

} // namespace actueel
