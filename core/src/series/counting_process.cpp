// SPDX-License-Identifier: MPL-2.0
#include <actueel/series/counting_process.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace actueel {
namespace {

constexpr instant everything = known::everything().until(day{});

template <class Content>
const Content* in_force_of(const chain& c) {
    const link* l = c.at(everything);
    return l == nullptr ? nullptr : std::get_if<Content>(&l->content);
}

/// The days on which an involvement may begin or end, ascending; none where no involvement is on record.
std::set<day> involvement_bounds(const history& family) {
    std::set<day> out;
    for (const chain& c : family->chains) {
        if (const auto* i = in_force_of<involvement_content>(c)) {
            out.insert(i->term.start);
            out.insert(i->term.until);
        }
    }
    if (out.empty()) { return out; }
    for (const chain& c : family->chains) {
        const auto* e = in_force_of<ending_content>(c);
        if (e == nullptr) { continue; }
        const chain& ended = family->chains[static_cast<std::size_t>(e->ends)];
        if (std::holds_alternative<involvement_content>(ended.links.front().content)) {
            out.insert(e->on);
        }
    }
    return out;
}

/// The days that records in force speak of, ascending.
std::set<day> days_on_record(const history& family) {
    std::set<day> out;
    for (const chain& c : family->chains) {
        const link* l = c.at(everything);
        if (l == nullptr) { continue; }
        std::visit(
            [&](const auto& content) {
                if constexpr (requires { content.term; }) { out.insert(content.term.start); }
                if constexpr (requires { content.observed_on; }) {
                    out.insert(content.observed_on);
                }
                if constexpr (requires { content.happened_on; }) {
                    out.insert(content.happened_on);
                }
            },
            l->content);
    }
    return out;
}

/// Runs of involved days, ascending; the last may never end. `involved_on` alone says what an involvement is.
std::vector<term_of_days> involved_runs(const history& family) {
    const auto involved = [&](day d) { return involved_on(family, d, known::everything()); };
    const std::set<day> days = involvement_bounds(family);
    const std::vector<day> bounds{days.begin(), days.end()};
    if (bounds.empty()) { // then it holds from the first day on
        const std::set<day> told = days_on_record(family);
        const std::vector<day> all{told.begin(), told.end()};
        const auto first =
            std::partition_point(all.begin(), all.end(), [&](day d) { return !involved(d); });
        if (first == all.end()) { return {}; }
        return {{*first, day::never()}};
    }
    std::vector<term_of_days> runs;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        if (bounds[i].is_never() || !involved(bounds[i])) { continue; }
        const day until = i + 1 < bounds.size() ? bounds[i + 1] : day::never();
        if (!runs.empty() && runs.back().until == bounds[i]) {
            runs.back().until = until;
        } else {
            runs.push_back({bounds[i], until});
        }
    }
    return runs;
}

/// Runs of days whose scores explain something, ascending.
std::vector<term_of_days> followed(const history& family, const follow_up& q) {
    std::vector<term_of_days> runs = involved_runs(family);
    if (runs.empty() && q.start && involvement_bounds(family).empty()) {
        runs.push_back({*q.start, day::never()}); // nothing on record, asked about all the same
    }
    for (term_of_days& run : runs) {
        if (q.start) { run.start = std::max(run.start, *q.start); }
        if (q.until) { run.until = std::min(run.until, *q.until); }
    }
    runs.erase(std::remove_if(runs.begin(), runs.end(),
                              [](const term_of_days& t) { return t.until <= t.start; }),
               runs.end());
    return runs;
}

/// The days on which something of these types happened, each as often as it did.
std::map<day, std::int32_t> event_days(const history& family, const follow_up& q,
                                       counting_rows& out) {
    const auto listed = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    const std::int32_t child = q.child ? family.person_index(*q.child) : nobody;
    std::map<day, std::int32_t> days;
    std::map<std::string, day> incidents;
    for (const chain& c : family->chains) {
        const auto* e = in_force_of<event_content>(c);
        if (e == nullptr || !listed(q.events, e->type)) { continue; }
        if (!q.severities.empty() && !listed(q.severities, e->severity)) { continue; }
        if (q.child) {
            if (e->persons.empty()) {
                ++out.events_of_nobody;
                continue;
            }
            const bool named = std::any_of(e->persons.begin(), e->persons.end(),
                                           [&](const auto& who) { return who.first == child; });
            if (!named) { continue; }
        }
        if (e->incident.empty()) {
            ++days[e->happened_on];
            continue;
        }
        const auto [known_one, is_new] = incidents.emplace(e->incident, e->happened_on);
        if (!is_new) { known_one->second = std::min(known_one->second, e->happened_on); }
    }
    for (const auto& [incident, on] : incidents) { ++days[on]; }
    return days;
}

std::vector<problem> faults(const follow_up& q) {
    std::vector<problem> out;
    const auto wrong = [&](error_code code, const char* place, std::string found,
                           const char* expected, const char* remedy) {
        out.push_back({code, "the question", place, std::move(found), expected, remedy, ""});
    };
    if (q.events.empty()) {
        wrong(error_code::list_empty, "/events", "no type of event", "at least one",
              "say what is counted");
    }
    if (q.every < 0) {
        wrong(error_code::value_unknown, "/every", std::to_string(q.every),
              "a number of days, or 0", "leave it out, or give at least 1");
    }
    if (q.start && q.until && *q.until <= *q.start) {
        wrong(error_code::range_empty, "", to_string(*q.start) + " to " + to_string(*q.until),
              "a last day after the first one",
              "the last day is not included: make it at least one day later");
    }
    return out;
}

/// Cuts (start, stop] at events and at every so many days, until the first event where that ends it.
class row_maker {
  public:
    row_maker(const follow_up& q, const std::map<day, std::int32_t>& events, counting_rows& out)
        : q_{q}, events_{events}, out_{out} {}

    /// False once nothing more is to come.
    bool add(day after, day last, const segment_state& state) {
        const std::int32_t stop = last - out_.entered_on;
        std::int32_t start = std::max(after - out_.entered_on, 0); // nobody is at risk on day 0
        while (start < stop) {
            std::int32_t end = stop;
            if (q_.every > 0) { end = std::min(end, (start / q_.every + 1) * q_.every); }
            const auto next =
                events_.upper_bound(day::from_number(out_.entered_on.number() + start));
            const bool happens = next != events_.end() && next->first - out_.entered_on <= end;
            if (happens) { end = next->first - out_.entered_on; }
            out_.rows.push_back({start, end, happens, state});
            start = end;
            if (!happens) { continue; }
            ++out_.events_counted;
            if (!q_.repeated) { return false; }
        }
        return true;
    }

  private:
    const follow_up& q_;
    const std::map<day, std::int32_t>& events_;
    counting_rows& out_;
};

} // namespace

result<counting_rows> try_counting_process(const instrument& asked, const history& family,
                                           const follow_up& question) {
    if (auto wrong = faults(question); !wrong.empty()) { return error{std::move(wrong)}; }
    counting_rows out;
    const std::map<day, std::int32_t> events = event_days(family, question, out);
    const std::vector<term_of_days> runs = followed(family, question);
    for (const term_of_days& run : runs) {
        if (run.until.is_never()) {
            return error{problem{error_code::follow_up_endless, family->document, "/until",
                                 "no end of the follow-up",
                                 "a day until which the family was followed",
                                 "give until, or record the end of the involvement", ""}};
        }
    }
    std::int32_t happened = 0;
    for (const auto& [on, times] : events) { happened += times; }
    if (!runs.empty()) { out.entered_on = runs.front().start; }
    row_maker make{question, events, out};
    const std::int32_t lag = question.scores == counts_from::day_after ? 0 : 1;
    bool more = true;
    for (const term_of_days& run : runs) {
        if (!more) { break; }
        const auto t = try_trajectory(asked, family,
                                      {.start = run.start,
                                       .until = run.until,
                                       .known_at = question.known_at,
                                       .child = question.child,
                                       .detail = question.detail});
        if (!t) { return t.error(); }
        for (const segment& s : t->segments) {
            more = more && make.add(day::from_number(s.start.number() - lag),
                                    day::from_number(s.until.number() - lag), s.state);
        }
    }
    out.events_outside = happened - out.events_counted;
    return out;
}

counting_rows counting_process(const instrument& asked, const history& family,
                               const follow_up& question) {
    return try_counting_process(asked, family, question).value();
}

std::vector<std::string> children_ever(const history& family) {
    std::set<std::string> out;
    for (const chain& c : family->chains) {
        const auto* m = in_force_of<membership_content>(c);
        if (m == nullptr || m->role != role::child) { continue; }
        out.insert(family->persons[static_cast<std::size_t>(m->person)]);
    }
    return {out.begin(), out.end()};
}

} // namespace actueel
