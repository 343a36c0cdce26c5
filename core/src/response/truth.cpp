// SPDX-License-Identifier: MPL-2.0
#include <actueel/response/truth.hpp>

#include <actueel/response/status.hpp>

#include <algorithm>
#include <set>

namespace actueel {
namespace {

outcomes one_or_other(kleene t) { return {false, possible(t), !certain(t)}; }

bool matches(const condition& what, const answer& said) {
    switch (what.kind) {
    case condition_kind::item_at_least: return said.number >= what.bound;
    case condition_kind::item_below: return said.number < what.bound;
    default:
        return said.kind == answer_kind::option
                   ? std::binary_search(what.options.begin(), what.options.end(), said.option)
                   : std::find(what.numbers.begin(), what.numbers.end(), said.number) !=
                         what.numbers.end();
    }
}

/// A condition on what a derived number can be. No event is longer ago than any number.
kleene derived_truth(const condition& what, const derived_number& number) {
    const kleene with_none = kleene_of(what.kind == condition_kind::item_at_least);
    if (number.is_none) { return with_none; }
    const decimal low = decimal::whole(number.between.low);
    const decimal high = decimal::whole(number.between.high);
    kleene t = kleene::unknown;
    if (low == high) {
        t = kleene_of(matches(what, {answer_kind::number, 0, low}));
    } else if (what.kind == condition_kind::item_is_one_of) {
        std::set<decimal> inside;
        for (const decimal n : what.numbers) {
            if (n.is_whole() && n >= low && n <= high) { inside.insert(n); }
        }
        const bool all = static_cast<std::int64_t>(inside.size()) ==
                         number.between.high - number.between.low + 1;
        t = inside.empty() ? kleene::no : all ? kleene::yes : kleene::unknown;
    } else {
        const bool at_least = what.kind == condition_kind::item_at_least;
        if (low >= what.bound) { t = kleene_of(at_least); }
        if (high < what.bound) { t = kleene_of(!at_least); }
    }
    return number.can_be_none ? either(t, with_none) : t;
}

} // namespace

outcomes row_outcomes(const item& asked, const response& row, const condition& what) {
    if (row.applies == kleene::no) { return {true, false, false}; }
    outcomes out;
    if (asked.derived()) {
        if (row.derived->applies_to_nobody) { return {true, false, false}; }
        out = one_or_other(derived_truth(what, *row.derived));
    } else if (!visible(asked, row) || contested_range(asked, row)) {
        out = one_or_other(kleene::unknown);
    } else if (row.current.said.kind == answer_kind::not_applicable) {
        return {true, false, false};
    } else {
        out = one_or_other(kleene_of(matches(what, row.current.said)));
    }
    // It may not apply, or there may be no such member of an unknown role, unnamed or an age's.
    out.not_applicable = row.applies == kleene::unknown || row.unnamed ||
                         (row.derived && row.derived->can_be_of_nobody);
    return out;
}

namespace {

/// The rows that a condition looks at: one person's in the condition of an item asked of the same role, else all.
std::span<const response> rows_for(const instrument& asked, const situation& now, std::int32_t item,
                                   same_person who) {
    const std::span<const response> rows = now.of(item);
    if (who.per == asked_of::family ||
        asked->items[static_cast<std::size_t>(item)].per != who.per) {
        return rows;
    }
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [who](const response& r) { return r.person == who.person; });
    return found == rows.end() ? rows.first(0)
                               : rows.subspan(static_cast<std::size_t>(found - rows.begin()), 1);
}

kleene item_truth(const instrument& asked, const situation& now, const condition& what,
                  same_person who) {
    const item& of = asked->items[static_cast<std::size_t>(what.subject)];
    const auto rows = rows_for(asked, now, what.subject, who);
    if (what.kind == condition_kind::item_status) {
        const auto listed = [&](const response& row) {
            return (what.statuses >> static_cast<unsigned>(status_of(of, row)) & 1U) != 0;
        };
        if (rows.empty()) {
            return kleene_of(
                (what.statuses >> static_cast<unsigned>(status::not_applicable) & 1U) != 0);
        }
        return kleene_of(what.for_all ? std::all_of(rows.begin(), rows.end(), listed)
                                      : std::any_of(rows.begin(), rows.end(), listed));
    }
    bool some_hold = false; // in every case
    bool some_may_hold = false;
    bool none_fails = true; // in every case
    bool none_must_fail = true;
    for (const response& row : rows) {
        const outcomes o = row_outcomes(of, row, what);
        some_hold = some_hold || (o.holds && !o.fails && !o.not_applicable);
        some_may_hold = some_may_hold || o.holds;
        none_fails = none_fails && !o.fails;
        none_must_fail = none_must_fail && (o.holds || o.not_applicable);
    }
    if (!what.for_all) {
        return some_hold ? kleene::yes : kleene_of(some_may_hold) & kleene::unknown;
    }
    if (none_fails && some_hold) { return kleene::yes; }
    return none_must_fail && some_may_hold ? kleene::unknown : kleene::no;
}

/// Whether a running plan covers an item for a member: for a child item the plan must protect that child.
bool covered(const instrument& asked, const situation& now, std::int32_t item,
             std::int32_t person) {
    const bool per_child = asked->items[static_cast<std::size_t>(item)].per == asked_of::child;
    return std::any_of(now.plans.begin(), now.plans.end(), [&](const running_plan& plan) {
        const bool covers =
            std::find(plan.covers.begin(), plan.covers.end(), item) != plan.covers.end();
        const bool protects =
            !per_child || plan.persons.empty() ||
            std::find(plan.persons.begin(), plan.persons.end(), person) != plan.persons.end();
        return covers && protects;
    });
}

kleene plan_truth(const instrument& asked, const situation& now, const condition& what) {
    const bool active =
        std::any_of(now.plans.begin(), now.plans.end(), [&now](const running_plan& plan) {
            return now.child == nobody || plan.persons.empty() ||
                   std::find(plan.persons.begin(), plan.persons.end(), now.child) !=
                       plan.persons.end();
        });
    kleene t = kleene_of(active);
    if (!active) { return t; }
    for (const std::int32_t index : what.covers) {
        const item& of = asked->items[static_cast<std::size_t>(index)];
        condition at_best;
        at_best.kind = condition_kind::item_is_one_of;
        if (of.best->kind == answer_kind::option) {
            at_best.options.push_back(of.best->option);
        } else {
            at_best.numbers.push_back(of.best->number);
        }
        for (const response& row : now.of(index)) {
            const outcomes o = row_outcomes(of, row, at_best);
            if (!o.fails || covered(asked, now, index, row.person)) { continue; }
            t = t & (o.holds || o.not_applicable ? kleene::unknown : kleene::no);
        }
    }
    return t;
}

} // namespace

kleene truth(const instrument& asked, const situation& now, const condition& what,
             std::span<const interval<decimal>> scales, same_person who) {
    switch (what.kind) {
    case condition_kind::item_is_one_of:
    case condition_kind::item_at_least:
    case condition_kind::item_below:
    case condition_kind::item_status: return item_truth(asked, now, what, who);
    case condition_kind::scale_at_least:
    case condition_kind::scale_below: {
        const interval<decimal>& value = scales[static_cast<std::size_t>(what.subject)];
        kleene at_least = kleene::unknown;
        if (value.low >= what.bound) { at_least = kleene::yes; }
        if (value.high < what.bound) { at_least = kleene::no; }
        return what.kind == condition_kind::scale_at_least ? at_least : !at_least;
    }
    case condition_kind::events_at_least:
        return kleene_of(now.event_counts[static_cast<std::size_t>(what.subject)] >= what.count);
    case condition_kind::plan_active: return plan_truth(asked, now, what);
    case condition_kind::negation: return !truth(asked, now, what.parts.front(), scales, who);
    default: break;
    }
    int yes = 0;
    int may = 0;
    for (const condition& part : what.parts) {
        const kleene t = truth(asked, now, part, scales, who);
        yes += certain(t) ? 1 : 0;
        may += possible(t) ? 1 : 0;
    }
    int needed = what.count;
    if (what.kind == condition_kind::all) { needed = static_cast<int>(what.parts.size()); }
    if (what.kind == condition_kind::any) { needed = 1; }
    if (yes >= needed) { return kleene::yes; }
    return may >= needed ? kleene::unknown : kleene::no;
}

void settle(const instrument& asked, situation& now, changed_items* changed) {
    // Those that always apply come first: derived ones may stand after the conditions that look at them.
    for (std::size_t i = 0; changed == nullptr && i < asked->items.size(); ++i) {
        if (asked->items[i].applies_when) { continue; }
        for (response& row : now.of(static_cast<std::int32_t>(i))) { row.applies = row.of_age; }
    }
    for (std::size_t i = 0; i < asked->items.size(); ++i) {
        const item& of = asked->items[i];
        if (!of.applies_when) { continue; }
        for (response& row : now.of(static_cast<std::int32_t>(i))) {
            const kleene before = row.applies;
            row.applies =
                row.of_age & truth(asked, now, *of.applies_when, {}, {of.per, row.person});
            if (changed != nullptr && row.applies != before) { (*changed)[i] = 1; }
        }
    }
}

} // namespace actueel
