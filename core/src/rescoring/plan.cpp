// SPDX-License-Identifier: MPL-2.0
#include "plan_content.hpp"

#include <actueel/response/truth.hpp>

#include <algorithm>
#include <string_view>

namespace actueel {
namespace detail {

brought brought_by(const item& of, const term& t, const response& row) {
    const contribution given = contribution_of(of, t, row);
    return {given.points.low.units(), given.points.high.units(), given.applies};
}

seen_as seen_by(const item& of, const condition& what, const response& row) {
    seen_as out;
    if (what.kind == condition_kind::item_status) {
        out.listed = (what.statuses >> static_cast<unsigned>(status_of(of, row)) & 1U) != 0;
        return out;
    }
    const outcomes o = row_outcomes(of, row, what);
    out.not_applicable = o.not_applicable;
    out.holds = o.holds;
    out.fails = o.fails;
    return out;
}

response row_in_state(answer said, bool expired) {
    response row;
    row.current.said = said;
    row.expired = expired;
    return row;
}

response derived_row(std::int64_t number) {
    response row;
    row.derived.emplace().between = exactly(number);
    return row;
}

namespace {

std::string_view kind_of(const item& of) {
    if (of.derived()) { return "counted from events, "; }
    return of.number ? "numbers, " : "";
}

std::string_view asked_about(const item& of) {
    switch (of.per) {
    case asked_of::child: return "a row a child";
    case asked_of::caregiver: return "a row a caregiver";
    default: return "one row";
    }
}

class planner {
  public:
    explicit planner(const instrument& asked) : out_{asked}, asked_{asked} {}

    plan_content make() && {
        note_instrument();
        for (const item& of : asked_->items) { add_item(of); }
        for (std::size_t s = 0; s < asked_->scales.size(); ++s) { add_scale(s); }
        for (std::size_t i = 0; i < asked_->items.size(); ++i) {
            const item& of = asked_->items[i];
            if (of.applies_when) {
                out_.items[i].applies_when = add_condition(*of.applies_when, "item " + of.id);
            }
        }
        for (const rule& r : asked_->rules) {
            const std::size_t before = out_.notes.size();
            out_.rules.push_back(add_condition(r.when, "rule " + r.id));
            if (out_.notes.size() == before) {
                note("rule " + r.id, "a word of bits for every day");
            }
        }
        for (const plan_note& n : out_.notes) { out_.runs = out_.runs && n.runs; }
        return std::move(out_);
    }

  private:
    void note(std::string part, std::string how, bool runs = true) {
        out_.notes.push_back({std::move(part), std::move(how), runs});
    }
    void refuse(std::string part, std::string why) { note(std::move(part), std::move(why), false); }

    void note_instrument() {
        if (asked_->subject_child) { refuse("instrument", "each child is a subject of its own"); }
        if (asked_->one_sitting) {
            refuse("instrument", "which answers count depends on the latest sitting");
        }
        if (!asked_->tree.empty()) { refuse("instrument", "its level comes from a tree"); }
    }

    void add_item(const item& of) {
        planned_item& made = out_.items.emplace_back();
        const std::string part = "item " + of.id;
        if (of.derived()) {
            const bool counted =
                of.derive->kind == derivation_kind::count_events && of.per == asked_of::family;
            if (!counted) {
                refuse(part,
                       "its number follows from who is in the family, or from the latest event");
                return;
            }
        } else if (of.pick != pick_rule::latest) {
            refuse(part, "several answers count at once");
            return;
        }
        if (of.shelf_life) {
            const auto at = std::find(out_.shelves.begin(), out_.shelves.end(), *of.shelf_life);
            made.shelf = static_cast<std::int32_t>(at - out_.shelves.begin());
            if (at == out_.shelves.end()) { out_.shelves.push_back(*of.shelf_life); }
        }
        made.lapses =
            of.lapses_on.joins.any() || of.lapses_on.leaves.any() || !of.lapses_on.events.empty();
        for (const response& row : states_of(of)) { made.status_of.push_back(status_of(of, row)); }
        note(part,
             std::string{kind_of(of)} + std::string{asked_about(of)} +
                 (of.contested_range ? "; a family whose voices differ goes to the plain engine"
                                     : ""));
    }

    /// Every state of an item's answers, in the order of their places; of numbers only what has a place.
    static std::vector<response> states_of(const item& of) {
        std::vector<response> out{row_in_state({}, false)};
        for (const bool expired : {false, true}) {
            out.push_back(row_in_state({answer_kind::not_applicable, 0, {}}, expired));
        }
        for (std::size_t o = 0; o < of.options.size(); ++o) {
            for (const bool expired : {false, true}) {
                out.push_back(
                    row_in_state({answer_kind::option, static_cast<std::int32_t>(o), {}}, expired));
            }
        }
        if (of.derived()) { out.assign(1, derived_row(0)); }
        return out;
    }

    static response unnamed_row() {
        response row;
        row.unnamed = true;
        return row;
    }

    void add_scale(std::size_t index) {
        const scale& s = asked_->scales[index];
        const std::string part = "scale " + s.id;
        if (s.min_answered) {
            refuse(part, "how many terms are answered decides what it is");
            return;
        }
        if (s.combine == combine_rule::mean) {
            refuse(part, "a mean divides by how many terms apply");
            return;
        }
        bool straight = true;
        for (std::size_t t = 0; t < s.terms.size(); ++t) {
            const term& of = s.terms[t];
            if (of.item < 0) { continue; }
            const item& question = asked_->items[static_cast<std::size_t>(of.item)];
            planned_term made;
            made.item = of.item;
            made.scale = static_cast<std::int32_t>(index);
            made.term = static_cast<std::int32_t>(t);
            made.straight = s.combine == combine_rule::sum && question.per == asked_of::family;
            straight = straight && made.straight;
            if (!question.derived() || question.derive->kind == derivation_kind::count_events) {
                for (const response& row : states_of(question)) {
                    made.by_state.push_back(brought_by(question, of, row));
                }
            }
            if (!question.derived()) { made.unnamed = brought_by(question, of, unnamed_row()); }
            out_.items[static_cast<std::size_t>(of.item)].terms.push_back(
                static_cast<std::int32_t>(out_.terms.size()));
            out_.terms.push_back(std::move(made));
        }
        note(part, std::string{combine_rule_names[static_cast<std::size_t>(s.combine)]} +
                       (straight ? " of differences, lanes of 64 bits" : ", lanes of 64 bits") +
                       (s.table.empty() ? "" : ", looked up in its table"));
    }

    std::int32_t add_condition(const condition& c, const std::string& part) {
        planned_condition made;
        made.what = c;
        made.what.parts.clear();
        switch (c.kind) {
        case condition_kind::plan_active: refuse(part, "it asks what a safety plan covers"); break;
        case condition_kind::item_is_one_of:
        case condition_kind::item_at_least:
        case condition_kind::item_below:
        case condition_kind::item_status: {
            made.item = c.subject;
            const item& of = asked_->items[static_cast<std::size_t>(c.subject)];
            for (const response& row : states_of(of)) {
                made.by_state.push_back(seen_by(of, c, row));
            }
            if (!of.derived()) { made.unnamed = seen_by(of, c, unnamed_row()); }
            break;
        }
        case condition_kind::events_at_least:
            if (asked_->queries[static_cast<std::size_t>(c.subject)].per != asked_of::family) {
                refuse(part, "it counts events of one person");
            }
            break;
        default: break;
        }
        for (const condition& inner : c.parts) { made.parts.push_back(add_condition(inner, part)); }
        if (made.item >= 0) {
            out_.items[static_cast<std::size_t>(made.item)].conditions.push_back(
                static_cast<std::int32_t>(out_.conditions.size()));
        }
        out_.conditions.push_back(std::move(made));
        return static_cast<std::int32_t>(out_.conditions.size()) - 1;
    }

    plan_content out_;
    const instrument& asked_;
};

} // namespace
} // namespace detail

plan plan::of(const instrument& asked) {
    return plan{std::make_shared<const detail::plan_content>(detail::planner{asked}.make())};
}

bool plan::runs() const noexcept { return content_->runs; }
const std::vector<plan_note>& plan::notes() const noexcept { return content_->notes; }

} // namespace actueel
