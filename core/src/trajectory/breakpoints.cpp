// SPDX-License-Identifier: MPL-2.0
#include "breakpoints.hpp"

#include <actueel/trajectory/days_of_change.hpp>

#include <algorithm>
#include <set>

namespace actueel::detail {
namespace {

/// Durations and numbers at which something that is counted from a day can change.
struct clocks {
    std::vector<duration> event_windows{};
    std::set<std::int32_t>
        days_since{};             ///< days after an event at which a bin or a bound is passed
    bool every_day_since = false; ///< days since an event count linearly
    bool ages = false;
};

std::int32_t first_whole_at(decimal bound) {
    const std::int64_t up = rounded_up(bound).units() / 10'000;
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(up, 0, day::never().number()));
}

void add_bounds(const instrument& asked, const condition& c, clocks& to) {
    for (const condition& part : c.parts) { add_bounds(asked, part, to); }
    const bool on_item = c.kind == condition_kind::item_at_least ||
                         c.kind == condition_kind::item_below ||
                         c.kind == condition_kind::item_is_one_of;
    if (!on_item || !asked->items[static_cast<std::size_t>(c.subject)].derived()) { return; }
    if (c.kind != condition_kind::item_is_one_of) { to.days_since.insert(first_whole_at(c.bound)); }
    for (const decimal n : c.numbers) {
        to.days_since.insert(first_whole_at(n));
        to.days_since.insert(first_whole_at(n) + 1);
    }
}

clocks clocks_of(const instrument& asked) {
    clocks out;
    for (const event_query& q : asked->queries) {
        if (q.window) { out.event_windows.push_back(*q.window); }
    }
    for (const item& of : asked->items) {
        out.ages = out.ages || of.ages ||
                   (of.derive && (of.derive->kind == derivation_kind::age || of.derive->ages));
        if (of.applies_when) { add_bounds(asked, *of.applies_when, out); }
    }
    for (const rule& r : asked->rules) { add_bounds(asked, r.when, out); }
    for (const tree_node& n : asked->tree) {
        if (n.when) { add_bounds(asked, *n.when, out); }
    }
    for (const scale& s : asked->scales) {
        for (const term& t : s.terms) {
            if (t.item < 0) { continue; }
            const item& of = asked->items[static_cast<std::size_t>(t.item)];
            if (!of.derive || of.derive->kind != derivation_kind::days_since_event) { continue; }
            out.every_day_since = out.every_day_since || t.points.linear.has_value();
            for (const bin& b : t.points.bins) {
                out.days_since.insert(first_whole_at(b.at_least));
            }
        }
    }
    return out;
}

/// Tells `found` each day on which something may change, and why: in the order of the chains, days more than once.
template <class Found>
class breakpoint_finder {
  public:
    breakpoint_finder(const reading& read, const trajectory_question& question, Found found)
        : read_{read}, question_{question}, clocks_{clocks_of(read.asked)}, found_{
                                                                                std::move(found)} {}

    void find() && {
        for (std::size_t c = 0; c < read_.family->chains.size(); ++c) {
            record_ = static_cast<std::int32_t>(c);
            const chain& one = read_.family->chains[c];
            for (std::size_t l = 0; l < one.links.size(); ++l) {
                link_ = l;
                std::visit(*this, one.links[l].content);
                if (question_.known_at == known::by_end_of_as_of()) {
                    add(utc_day(one.links[l].recorded_at),
                        l == 0 ? cause_kind::became_known : cause_kind::corrected);
                }
            }
            if (one.retracted_at && question_.known_at == known::by_end_of_as_of()) {
                add(utc_day(*one.retracted_at), cause_kind::retracted);
            }
        }
    }

    void operator()(const person_content& c) {
        if (!clocks_.ages || !c.born_on) { return; }
        for (std::int32_t year = completed_years(*c.born_on, question_.start); year < 10'000;
             ++year) {
            const day birthday = *c.born_on + duration{12 * year, 0};
            if (birthday >= question_.until) { break; }
            add(birthday, cause_kind::derived);
        }
    }
    void operator()(const membership_content& c) { add(c.term, cause_kind::household); }
    void operator()(const household_content& c) { add(c.term, cause_kind::household); }
    void operator()(const involvement_content& /*c*/) {
    } // decides who is asked, not what is answered
    void operator()(const observation_content& c) {
        add(c.observed_on, cause_kind::new_answer);
        const std::int32_t index = read_.answers[static_cast<std::size_t>(record_)][link_].item;
        if (index < 0) { return; }
        const item& of = read_.asked->items[static_cast<std::size_t>(index)];
        if (of.shelf_life) { add(c.observed_on + *of.shelf_life, cause_kind::expired); }
        if (of.pick_window) { add(c.observed_on + *of.pick_window, cause_kind::expired); }
    }
    void operator()(const event_content& c) {
        add(c.happened_on, cause_kind::event);
        for (const duration window : clocks_.event_windows) {
            add(c.happened_on + window, cause_kind::expired);
        }
        for (const std::int32_t days : clocks_.days_since) {
            add(c.happened_on + duration{0, days}, cause_kind::derived);
        }
        if (!clocks_.every_day_since) { return; }
        for (day d = std::max(c.happened_on, question_.start); d < question_.until;
             d = next_day(d)) {
            add(d, cause_kind::derived);
        }
    }
    void operator()(const plan_content& c) { add(c.term, cause_kind::plan); }
    void operator()(const goal_content& /*c*/) {}
    void operator()(const view_content& /*c*/) {}
    void operator()(const override_content& c) { add(c.term, cause_kind::override_); }
    void operator()(const sign_off_content& /*c*/) {}
    void operator()(const dispute_content& /*c*/) {}
    void operator()(const dispute_answer_content& /*c*/) {}
    void operator()(const ending_content& c) {
        const auto& ended =
            read_.family->chains[static_cast<std::size_t>(c.ends)].links.front().content;
        add(c.on,
            std::holds_alternative<plan_content>(ended) ? cause_kind::plan : cause_kind::household);
    }

  private:
    void add(day d, cause_kind kind) {
        if (d <= question_.start || d >= question_.until) { return; }
        found_(d, cause{kind, record_});
    }
    void add(const term_of_days& term, cause_kind kind) {
        add(term.start, kind);
        add(term.until, kind);
    }

    const reading& read_;
    const trajectory_question& question_;
    clocks clocks_;
    Found found_;
    std::int32_t record_ = no_record;
    std::size_t link_ = 0;
};

} // namespace

std::map<day, std::vector<cause>> breakpoints(const reading& read,
                                              const trajectory_question& question) {
    std::map<day, std::vector<cause>> out;
    const auto found = [&out](day d, const cause& one) {
        std::vector<cause>& causes = out[d];
        if (std::find(causes.begin(), causes.end(), one) == causes.end()) { causes.push_back(one); }
    };
    breakpoint_finder{read, question, found}.find();
    return out;
}

} // namespace actueel::detail

namespace actueel {

std::vector<day> days_of_change(const reading& read, day start, day until, known known_at) {
    std::vector<day> out;
    const auto found = [&out](day d, const cause& /*why*/) { out.push_back(d); };
    const trajectory_question question{.start = start, .until = until, .known_at = known_at};
    detail::breakpoint_finder{read, question, found}.find();
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

} // namespace actueel
