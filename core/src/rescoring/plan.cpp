// SPDX-License-Identifier: MPL-2.0
#include "additive.hpp"
#include "plan_content.hpp"

#include <actueel/response/truth.hpp>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <numeric>
#include <string_view>

namespace actueel {
namespace detail {

brought brought_by(const item& of, const term& t, const response& row) {
    const contribution given = contribution_of(of, t, row);
    return {given.points.low.units(), given.points.high.units(), 0, 0, given.applies, 0, 0};
}

seen_as seen_by(const item& of, const condition& what, const response& row) {
    seen_as out;
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
        if (out_.runs) { find_tallied(); }
        if (additive_of(out_)) {
            out_.notes.insert(
                out_.notes.begin(),
                {"instrument",
                 "one sum: of observations alone, differences of 16 bits, four totals "
                 "to a word",
                 true});
        }
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
        made.derived = of.derived();
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
        out_.first_term.push_back(static_cast<std::int32_t>(out_.terms.size()));
        out_.summed.push_back(s.combine == combine_rule::sum);
        out_.sums.emplace_back();
        if (s.min_answered) {
            refuse(part, "how many terms are answered decides what it is");
            return;
        }
        if (s.combine == combine_rule::mean) {
            refuse(part, "a mean divides by how many terms apply");
            return;
        }
        const std::size_t first = out_.terms.size();
        for (std::size_t t = 0; t < s.terms.size(); ++t) {
            if (s.terms[t].item >= 0) { add_term(index, t); }
        }
        find_ladders(index, first);
        find_sum(index, first);
        std::array<bool, 3> used{};
        for (std::size_t t = first; t < out_.terms.size(); ++t) {
            const term_lanes how = out_.terms[t].lanes;
            used[static_cast<std::size_t>(how)] = true;
            if (how == term_lanes::points) { out_.summed[index] = false; }
        }
        std::string how;
        constexpr std::string_view ways[] = {"words of bits", "a bit a step",
                                             "points of 64 bits a day"};
        for (std::size_t u = 0; u < used.size(); ++u) {
            if (used[u]) { how += (how.empty() ? ": " : ", ") + std::string{ways[u]}; }
        }
        note(part, std::string{combine_rule_names[static_cast<std::size_t>(s.combine)]} + how +
                       (s.table.empty() ? "" : "; looked up in its table"));
    }

    void add_term(std::size_t index, std::size_t t) {
        const scale& s = asked_->scales[index];
        const term& of = s.terms[t];
        const item& question = asked_->items[static_cast<std::size_t>(of.item)];
        planned_term made;
        made.item = of.item;
        made.scale = static_cast<std::int32_t>(index);
        made.term = static_cast<std::int32_t>(t);
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

    void find_ladders(std::size_t index, std::size_t first) {
        const scale& s = asked_->scales[index];
        if (s.combine == combine_rule::sum) {
            for (std::size_t t = first; t < out_.terms.size(); ++t) {
                planned_term& of = out_.terms[t];
                const item& question = asked_->items[static_cast<std::size_t>(of.item)];
                if (!add_ladder(index, t, t + 1) && question.per == asked_of::family) {
                    of.lanes = term_lanes::straight;
                }
            }
        } else if (s.combine == combine_rule::max && s.table.empty() &&
                   out_.terms.size() - first == s.terms.size()) {
            out_.summed[index] = add_ladder(index, first, out_.terms.size());
        }
    }

    /// One ladder for some terms whose most it is. False, and nothing done, where they have none.
    bool add_ladder(std::size_t index, std::size_t first, std::size_t past) {
        planned_ladder made;
        made.scale = static_cast<std::int32_t>(index);
        made.steps.push_back(0);
        for (std::size_t t = first; t < past; ++t) {
            const planned_term& of = out_.terms[t];
            const item& question = asked_->items[static_cast<std::size_t>(of.item)];
            const term& exact = asked_->scales[index].terms[static_cast<std::size_t>(of.term)];
            if (question.number || question.derived() ||
                (question.per != asked_of::family && exact.over_persons != combine_rule::max)) {
                return false;
            }
            std::vector<brought> all = of.by_state;
            all.push_back(of.unnamed);
            for (const brought& b : all) {
                if (b.applies == kleene::no) { continue; }
                for (const std::int64_t points : {b.low, b.high}) {
                    const auto at = std::lower_bound(made.steps.begin(), made.steps.end(), points);
                    if (at == made.steps.end() || *at != points) { made.steps.insert(at, points); }
                }
            }
        }
        if (made.steps.size() > 200) { return false; }
        const auto step_of = [&made](std::int64_t points) {
            const auto at = std::lower_bound(made.steps.begin(), made.steps.end(), points);
            return static_cast<std::uint8_t>(at - made.steps.begin());
        };
        made.zero = step_of(0);
        for (std::size_t t = first; t < past; ++t) {
            planned_term& of = out_.terms[t];
            of.lanes = term_lanes::ladder;
            of.ladder = static_cast<std::int32_t>(out_.ladders.size());
            for_all_brought(of, [&](brought& b) {
                if (b.applies == kleene::no) { return; }
                b.low_step = step_of(b.low);
                b.high_step = step_of(b.high);
            });
        }
        made.first = out_.reached;
        out_.reached += 2 * made.stride();
        out_.ladders.push_back(std::move(made));
        return true;
    }

    template <class Each>
    static void for_all_brought(planned_term& of, Each&& each) {
        for (brought& b : of.by_state) { each(b); }
        each(of.unnamed);
    }

    /// In what whole numbers the straight terms and the ladders of a scale add up, and how long these get.
    void find_sum(std::size_t index, std::size_t first) {
        planned_sum& made = out_.sums[index];
        std::int64_t unit = 0;
        std::uint64_t largest = 0; // more than any sum of them, above zero or below
        for (std::size_t t = first; t < out_.terms.size(); ++t) {
            planned_term& of = out_.terms[t];
            if (of.lanes == term_lanes::points) { continue; }
            const term& exact = asked_->scales[index].terms[static_cast<std::size_t>(of.term)];
            std::vector<std::int64_t> points{exact.any.low.units(), exact.any.high.units()};
            for_all_brought(of, [&points](const brought& b) {
                if (b.applies == kleene::no) { return; }
                points.push_back(b.low);
                points.push_back(b.high);
            });
            for (const bin& b : exact.points.bins) { points.push_back(b.points.units()); }
            if (exact.points.if_none) { points.push_back(exact.points.if_none->units()); }
            if (exact.points.linear) { points.push_back(1); } // any number of 1/10000
            std::uint64_t most = 0;
            for (const std::int64_t each : points) {
                unit = std::gcd(unit, each);
                most = std::max(most, static_cast<std::uint64_t>(std::abs(each)));
            }
            largest += most;
        }
        made.unit = std::max<std::int64_t>(unit, 1);
        made.words = static_cast<std::size_t>(
            std::bit_width(largest / static_cast<std::uint64_t>(made.unit)) + 1);
        for (std::size_t t = first; t < out_.terms.size(); ++t) {
            for_all_brought(out_.terms[t], [&made](brought& b) {
                b.low_bits = made.bits_of(b.low);
                b.high_bits = made.bits_of(b.high);
            });
        }
        for (planned_ladder& ladder : out_.ladders) {
            if (ladder.scale != static_cast<std::int32_t>(index)) { continue; }
            ladder.lowest = made.bits_of(ladder.steps.front());
            for (std::size_t s = 1; s < ladder.steps.size(); ++s) {
                const auto rise =
                    static_cast<std::uint64_t>((ladder.steps[s] - ladder.steps[s - 1]) / made.unit);
                for (std::uint64_t bits = rise; bits != 0; bits &= bits - 1) {
                    const auto word = static_cast<std::size_t>(std::countr_zero(bits));
                    if (made.low_rises.size() <= word) {
                        made.low_rises.resize(word + 1);
                        made.high_rises.resize(word + 1);
                    }
                    const auto mask = static_cast<std::uint32_t>(ladder.first + s);
                    made.low_rises[word].push_back(mask);
                    made.high_rises[word].push_back(mask +
                                                    static_cast<std::uint32_t>(ladder.stride()));
                }
            }
        }
    }

    /// Finds the items whose rows need not be kept: see `planned_item::tallies`.
    void find_tallied() {
        std::vector<bool> asked_for(out_.items.size());
        for (const planned_condition& c : out_.conditions) {
            if (c.item >= 0) { asked_for[static_cast<std::size_t>(c.item)] = true; }
        }
        for (std::size_t i = 0; i < out_.items.size(); ++i) {
            planned_item& made = out_.items[i];
            const item& of = asked_->items[i];
            if (asked_for[i] || made.applies_when >= 0 || of.ages || made.terms.size() != 1) {
                continue;
            }
            const planned_term& term = out_.terms[static_cast<std::size_t>(made.terms.front())];
            const auto unsure = [](const brought& b) { return b.applies == kleene::unknown; };
            if (term.lanes != term_lanes::ladder ||
                std::any_of(term.by_state.begin(), term.by_state.end(), unsure)) {
                continue;
            }
            const auto ladder = static_cast<std::size_t>(term.ladder);
            const auto nowhere = static_cast<std::uint8_t>(out_.ladders[ladder].steps.size());
            for (std::size_t s = 0; s < term.by_state.size(); ++s) {
                const brought& b = term.by_state[s];
                const bool applies = b.applies == kleene::yes;
                made.tallies.push_back({static_cast<std::uint8_t>(made.status_of[s]),
                                        applies ? b.low_step : nowhere,
                                        applies ? b.high_step : nowhere});
            }
        }
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
            if (c.kind == condition_kind::item_status) { break; } // sees what `status_of` says
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
