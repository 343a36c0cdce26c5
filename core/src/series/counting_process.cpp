// SPDX-License-Identifier: MPL-2.0
#include <actueel/series/counting_process.hpp>

#include <actueel/history/in_force.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace actueel {
namespace {

constexpr instant everything = known::everything().until(day{});

/// Runs of involved days, ascending, not touching; the last may never end. Where no involvement is on record, from the
/// first day on (semantics 3, Involvement).
std::vector<term_of_days> involved_runs(const records_in_force& all) {
    if (all.involvements.empty()) {
        if (!all.first_day) { return {}; }
        return {{*all.first_day, day::never()}};
    }
    std::vector<term_of_days> terms = all.involvements;
    std::sort(terms.begin(), terms.end(), [](const term_of_days& a, const term_of_days& b) {
        return a.start != b.start ? a.start < b.start : a.until < b.until;
    });
    std::vector<term_of_days> runs;
    for (const term_of_days& t : terms) {
        if (t.until <= t.start) { continue; }
        if (!runs.empty() && t.start <= runs.back().until) {
            runs.back().until = std::max(runs.back().until, t.until);
        } else {
            runs.push_back(t);
        }
    }
    return runs;
}

/// Runs of days whose scores explain something, ascending.
std::vector<term_of_days> followed(const records_in_force& all, const follow_up& q) {
    std::vector<term_of_days> runs = involved_runs(all);
    if (q.start && all.involvements.empty() && !all.first_day) {
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
std::map<day, std::int32_t> event_days(const history& family, const records_in_force& all,
                                       const follow_up& q, counting_rows& out) {
    const auto listed = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    const std::int32_t child = q.child ? family.person_index(*q.child) : nobody;
    std::map<day, std::int32_t> days;
    std::map<std::string, day> incidents;
    for (const auto& one : all.events) {
        const event_content* e = one.content;
        if (!listed(q.events, e->type)) { continue; }
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
    const records_in_force all = in_force_at(family, everything);
    const std::map<day, std::int32_t> events = event_days(family, all, question, out);
    const std::vector<term_of_days> runs = followed(all, question);
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
    for (const membership& m : in_force_at(family, everything).memberships) {
        if (m.role != role::child) { continue; }
        out.insert(family->persons[static_cast<std::size_t>(m.person)]);
    }
    return {out.begin(), out.end()};
}

} // namespace actueel
