// SPDX-License-Identifier: MPL-2.0
// Contract: for every day in range a segment holds what `assess` says of that day; neighbours differ; each boundary names
// a record, which has a part in the difference (semantics 7).
#include "made_up.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <set>
#include <string>
#include <vector>

namespace {

using actueel::day;
using actueel::known;
using actueel::segment;
using actueel::trajectory;
using actueel::testing::faults;
using actueel::testing::json;
using actueel::testing::made_up;
using actueel::testing::made_up_day;
using actueel::testing::on;
using actueel::testing::that_moves;

/// What a trajectory tells of a day, from the whole assessment of it.
std::string of_day(const actueel::result<actueel::assessment>& a) {
    if (!a) { return faults(a.error()); }
    std::string out = to_string(a->computed) + " / " + to_string(a->final);
    for (const auto& s : a->scales) { out += ' ' + actueel::testing::text(s.value); }
    for (std::size_t i = 0; i < a->asked->items.size(); ++i) {
        for (const auto& row : a->seen.now.of(static_cast<std::int32_t>(i))) {
            out += '\n' + a->asked->items[i].id + ' ' + std::to_string(row.person) + ' ' +
                   std::to_string(static_cast<int>(status_of(a->asked->items[i], row))) +
                   (contested(row) ? "!" : "");
        }
    }
    return out;
}
std::string of_segment(const trajectory& t, const segment& s) {
    const auto named = [&t](const actueel::level_interval& l) {
        return to_string(
            actueel::level_range{t.asked->levels[static_cast<std::size_t>(l.low)].id,
                                 t.asked->levels[static_cast<std::size_t>(l.high)].id});
    };
    std::string out = named(*s.state.computed) + " / " + named(*s.state.final_level);
    for (const auto& v : s.state.scales) { out += ' ' + actueel::testing::text(v); }
    for (const auto& row : s.state.rows) {
        out += '\n' + t.asked->items[static_cast<std::size_t>(row.item)].id + ' ' +
               std::to_string(row.person) + ' ' + std::to_string(static_cast<int>(row.is)) +
               (row.contested ? "!" : "");
    }
    return out;
}

struct asked_about {
    const char* child;
    known known_at;
};
std::vector<asked_about> questions() {
    const auto fixed = actueel::instant_from(made_up_day(260) + "T12:00:00Z").value();
    return {{"", known::everything()},
            {"", known::by_end_of_as_of()},
            {"", known::at(fixed)},
            {"c1", known::everything()},
            {"c1", known::by_end_of_as_of()}};
}
std::optional<std::string> child_of(const asked_about& q) {
    return *q.child == '\0' ? std::nullopt : std::optional<std::string>{q.child};
}

TEST(TrajectoryProperty, EveryDayEqualsAssessAsOfThatDayOnMadeUpHistories) {
    std::size_t days = 0;
    std::size_t segments = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        const made_up made = that_moves(seed);
        const auto asked = made.asked.read();
        const auto whole = made.history.read();
        const day start = on(made_up_day(0));
        const day until = on(made_up_day(430));
        for (const asked_about& q : questions()) {
            SCOPED_TRACE("seed " + std::to_string(seed) + ' ' + q.child + ' ' +
                         to_string(q.known_at));
            const auto t = actueel::try_trajectory(
                asked, whole,
                {.start = start, .until = until, .known_at = q.known_at, .child = child_of(q)});
            if (!t) { // a child that nobody ever recorded
                ASSERT_EQ(faults(t), "child_not_member ");
                continue;
            }
            std::size_t s = 0;
            for (day d = start; d < until; d = next_day(d)) {
                while (s < t->segments.size() && t->segments[s].until <= d) { ++s; }
                const bool inside = s < t->segments.size() && t->segments[s].start <= d;
                const auto alone = try_assess(
                    asked, whole, {.as_of = d, .known_at = q.known_at, .child = child_of(q)});
                ASSERT_EQ(inside, alone.has_value()) << d;
                if (inside) { ASSERT_EQ(of_segment(*t, t->segments[s]), of_day(alone)) << d; }
                ++days;
            }
            for (std::size_t i = 1; i < t->segments.size(); ++i) {
                if (t->segments[i].start != t->segments[i - 1].until) { continue; }
                ASSERT_NE(t->segments[i].state, t->segments[i - 1].state) << t->segments[i].start;
                ASSERT_FALSE(t->segments[i].causes.empty()) << t->segments[i].start;
            }
            segments += t->segments.size();
        }
    }
    std::cout << days << " days in " << segments << " segments\n";
    EXPECT_GT(days, 80'000U);
    EXPECT_GT(segments, 1'500U);
}

// ---- causes

/// What differs between two days, with what it was and is: rows and the figures above them.
std::set<std::string> difference(const actueel::instrument& asked, const actueel::history& whole,
                                 day d, const asked_about& q) {
    const auto lines = [&](day of) {
        const auto a =
            try_assess(asked, whole, {.as_of = of, .known_at = q.known_at, .child = child_of(q)});
        std::vector<std::pair<std::string, std::string>> out;
        if (!a) { return out; }
        out.emplace_back("levels", to_string(a->computed) + "/" + to_string(a->final));
        for (std::size_t i = 0; i < a->scales.size(); ++i) {
            out.emplace_back(asked->scales[i].id, actueel::testing::text(a->scales[i].value));
        }
        for (std::size_t i = 0; i < asked->items.size(); ++i) {
            for (const auto& row : a->seen.now.of(static_cast<std::int32_t>(i))) {
                out.emplace_back(asked->items[i].id + ' ' + std::to_string(row.person),
                                 std::to_string(static_cast<int>(status_of(asked->items[i], row))) +
                                     (contested(row) ? "!" : ""));
            }
        }
        return out;
    };
    const auto was = lines(day::from_number(d.number() - 1));
    const auto is = lines(d);
    std::set<std::string> out;
    for (const auto& one : was) {
        if (std::find(is.begin(), is.end(), one) == is.end()) {
            out.insert(one.first + " was " + one.second);
        }
    }
    for (const auto& one : is) {
        if (std::find(was.begin(), was.end(), one) == was.end()) {
            out.insert(one.first + " is " + one.second);
        }
    }
    return out;
}

TEST(TrajectoryProperty, WhatIsNotNamedHasNoPartInTheDifference) {
    std::size_t boundaries = 0;
    std::size_t named = 0;
    std::size_t unnamed = 0; // observations and events of such a day that are not named
    for (unsigned seed = 1; seed <= 120; ++seed) {
        const made_up made = that_moves(seed);
        const auto asked = made.asked.read();
        const auto whole = made.history.read();
        for (const asked_about& q : questions()) {
            const auto t = actueel::try_trajectory(asked, whole,
                                                   {.start = on(made_up_day(0)),
                                                    .until = on(made_up_day(430)),
                                                    .known_at = q.known_at,
                                                    .child = child_of(q)});
            if (!t) { continue; }
            for (const segment& s : t->segments) {
                if (s.causes.empty()) { continue; }
                SCOPED_TRACE("seed " + std::to_string(seed) + ' ' + q.child + ' ' +
                             to_string(q.known_at) + ' ' + to_string(s.start));
                std::set<std::int32_t> records;
                for (const auto& c : s.causes) { records.insert(c.record); }
                ++boundaries;
                named += records.size();
                const auto all = difference(asked, whole, s.start, q);
                ASSERT_FALSE(all.empty());
                // Without what is named, the day would not have been what it was.
                const auto without_named = actueel::without(
                    whole, std::vector<std::int32_t>{records.begin(), records.end()});
                ASSERT_NE(difference(asked, without_named, s.start, q), all);
                // Observations and events of that day that are not named: the rows that differ differ without them.
                std::vector<std::int32_t> others;
                for (std::size_t c = 0; c < whole->chains.size(); ++c) {
                    const auto& content = whole->chains[c].links.front().content;
                    const auto* said = std::get_if<actueel::observation_content>(&content);
                    const auto* event = std::get_if<actueel::event_content>(&content);
                    const bool speaks = (said != nullptr && said->observed_on == s.start) ||
                                        (event != nullptr && event->happened_on == s.start);
                    if (speaks && !records.contains(static_cast<std::int32_t>(c))) {
                        others.push_back(static_cast<std::int32_t>(c));
                    }
                }
                if (others.empty()) { continue; }
                unnamed += others.size();
                const auto rest = difference(asked, actueel::without(whole, others), s.start, q);
                for (const std::string& one : all) {
                    if (one.front() == 'q' ||
                        one.front() == 'd') { // rows; figures add up all of them
                        EXPECT_TRUE(rest.contains(one)) << one;
                    }
                }
            }
        }
    }
    std::cout << boundaries << " boundaries, " << named << " records named, " << unnamed
              << " of their days not named\n";
    EXPECT_GT(boundaries, 3'000U);
    EXPECT_GT(unnamed, 500U);
}

} // namespace
