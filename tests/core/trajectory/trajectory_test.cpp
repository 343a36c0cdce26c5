// SPDX-License-Identifier: MPL-2.0
// trajectory.hpp: the assessment as a function of the day. For every day in range its segment holds what `assess` says of
// that day; neighbours differ; causes name the record. Semantics 7.
#include <actueel/trajectory/trajectory.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace actueel::testing {
namespace {

/// A term: no gives 0, some 2 and yes 4 points.
std::string doubled(std::string_view item, std::string_view more = "") {
    return term(item, "'points':{'no':0,'some':2,'yes':4}" + std::string{more});
}

form one_question() {
    return form{}.changing("q").scale("s", "sum", {doubled("q")}, cuts).low_middle_high("s");
}

/// `2020-01-01 low, 2020-02-01 high new_answer o1`: each segment's first day, computed level and causes.
std::string told(const trajectory& t) {
    std::string out;
    for (const segment& s : t.segments) {
        out += (out.empty() ? "" : ", ") + to_string(s.start) + " ";
        const level_interval l = *s.state.computed;
        out += t.asked->levels[static_cast<std::size_t>(l.low)].id;
        if (!is_exact(l)) { out += " to " + t.asked->levels[static_cast<std::size_t>(l.high)].id; }
        for (const cause& c : s.causes) {
            out += " " + std::string{cause_names[static_cast<std::size_t>(c.kind)]} + " ";
            out += t.family->chains[static_cast<std::size_t>(c.record)].id;
        }
    }
    return out;
}

trajectory run(const form& asked, const family& history, std::string_view start,
               std::string_view until, known known_at = known::everything()) {
    return trajectory_of(asked.read(), history.read(),
                         {.start = on(start), .until = on(until), .known_at = known_at});
}

TEST(Trajectory, AnAnswerBeginsASegmentAndItsShelfLifeEndsIt) {
    const auto t = run(one_question(), family{}.observed("o1", "2020-02-01", "q", "'yes'"),
                       "2020-01-01", "2021-01-01");
    EXPECT_EQ(told(t), "2020-01-01 low to high, 2020-02-01 high new_answer o1, "
                       "2020-05-01 low to high expired o1");
    EXPECT_EQ(t.segments.back().until, on("2021-01-01"));
}

TEST(Trajectory, AnAnswerThatChangesNothingBeginsNoSegment) {
    const auto t = run(one_question(),
                       family{}
                           .observed("o1", "2020-02-01", "q", "'yes'")
                           .observed("o2", "2020-03-01", "q", "'yes'"),
                       "2020-02-01", "2020-06-01");
    EXPECT_EQ(told(t), "2020-02-01 high") << "2020-06-01, when o2 lapses, is not included";
}

TEST(Trajectory, WhatWasKnownByTheEndOfTheDayMovesWithTheDay) {
    const auto late = family{}.add("o1", "observation", "2020-03-10",
                                   family::observation("2020-02-01", "q", "'yes'"));
    EXPECT_EQ(told(run(one_question(), late, "2020-02-10", "2020-04-01")), "2020-02-10 high");
    EXPECT_EQ(told(run(one_question(), late, "2020-02-10", "2020-04-01", known::by_end_of_as_of())),
              "2020-02-10 low to high, 2020-03-10 high became_known o1");
}

TEST(Trajectory, ACorrectionAndARetractionAreCausesWhenTheyBecomeKnown) {
    const auto history =
        family{}
            .observed("o1", "2020-02-01", "q", "'yes'")
            .corrects("c1", "o1", "2020-02-10", family::observation("2020-02-01", "q", "'no'"))
            .retracts("x1", "c1", "2020-02-20");
    EXPECT_EQ(
        told(run(one_question(), history, "2020-02-05", "2020-03-01", known::by_end_of_as_of())),
        "2020-02-05 high, 2020-02-10 low corrected o1, 2020-02-20 low to high retracted o1");
}

// ---- of several records that speak of a day, those that have a part in the difference

form two_questions(std::string_view more = "") {
    return form{}
        .changing("q", more)
        .changing("r")
        .scale("s", "sum", {doubled("q"), doubled("r")}, cuts)
        .low_middle_high("s");
}

TEST(TrajectoryCauses, AnAnswerThatSaysTheSameIsNone) {
    const auto t = run(two_questions(),
                       family{}
                           .observed("o1", "2020-02-01", "q", "'no'")
                           .observed("o2", "2020-02-01", "r", "'no'")
                           .observed("o3", "2020-03-01", "q", "'no'")
                           .observed("o4", "2020-03-01", "r", "'yes'"),
                       "2020-02-10", "2020-04-01");
    EXPECT_EQ(told(t), "2020-02-10 low, 2020-03-01 high new_answer o4");
}

TEST(TrajectoryCauses, AnAnswerThatWasReplacedBeforeDoesNotExpire) {
    const auto t = run(two_questions(),
                       family{}
                           .observed("o1", "2020-02-01", "q", "'no'")
                           .observed("o2", "2020-02-01", "r", "'no'")
                           .observed("o3", "2020-03-01", "q", "'no'"),
                       "2020-03-10", "2020-05-20");
    EXPECT_EQ(told(t), "2020-03-10 low, 2020-05-01 low to high expired o2");
}

TEST(TrajectoryCauses, WhatIsShownAndNeverCountsIsNone) {
    const auto t = run(two_questions(),
                       family{}
                           .observed("o1", "2020-02-01", "q", "'no'")
                           .observed("copy", "2020-03-01", "q", "'no'", "'repeats':'o1'")
                           .observed("tried", "2020-03-01", "q", "'not_seen'")
                           .observed("o2", "2020-03-01", "r", "'no'"),
                       "2020-02-10", "2020-04-01");
    EXPECT_EQ(told(t), "2020-02-10 low to high, 2020-03-01 low new_answer o2");
}

TEST(TrajectoryCauses, AnEventIsOneWhereItIsCountedOrLetsAnAnswerLapse) {
    const auto history = family{}
                             .observed("o1", "2020-02-01", "q", "'no'")
                             .observed("o2", "2020-03-01", "r", "'no'")
                             .event("e1", "2020-03-01", "crisis");
    EXPECT_EQ(told(run(two_questions(), history, "2020-02-10", "2020-04-01")),
              "2020-02-10 low to high, 2020-03-01 low new_answer o2");
    EXPECT_EQ(told(run(two_questions("'lapses_on':{'events':['crisis']}"), history, "2020-02-10",
                       "2020-04-01")),
              "2020-02-10 low to high, 2020-03-01 low to high new_answer o2 event e1");
}

TEST(TrajectoryCauses, AMembershipIsOneWhereItsRoleIsLookedAt) {
    const auto history = family{}
                             .observed("o1", "2020-03-01", "q", "'no'")
                             .add("m1", "membership", "2020-03-01",
                                  "'person':'p1','role':'other','start':'2020-03-01'")
                             .add("m2", "membership", "2020-03-01",
                                  "'person':'p2','role':'caregiver','start':'2020-03-01'");
    EXPECT_EQ(told(run(one_question(), history, "2020-02-10", "2020-04-01")),
              "2020-02-10 low to high, 2020-03-01 low new_answer o1");
    const auto asked = form{}
                           .changing("q")
                           .derived("n", "'count_persons':{'role':'caregiver'}")
                           .scale("s", "sum", {doubled("q")}, cuts)
                           .low_middle_high("s");
    EXPECT_EQ(told(run(asked, history, "2020-02-10", "2020-04-01")),
              "2020-02-10 low to high, 2020-03-01 low new_answer o1 household m2");
}

TEST(TrajectoryCauses, AnOverrideIsOneWhereItBeginsToCount) {
    form asked = one_question();
    asked.with("overrides", "{'roles':['supervisor'],'up':2,'down':2}");
    auto history = family{}.observed("o1", "2020-02-01", "q", "'no'");
    const auto decided = [](std::string_view by) {
        return "'instrument':'form','level':'high','computed':{'low':'low','high':'low'},'by':'" +
               std::string{by} + "','reason':'?','start':'2020-02-10','until':'2020-03-01'";
    };
    history.add("v1", "override", "2020-02-10", decided("supervisor"))
        .add("v2", "override", "2020-02-10", decided("neighbour"));
    EXPECT_EQ(told(run(asked, history, "2020-02-05", "2020-03-10")),
              "2020-02-05 low, 2020-02-10 low override v1, 2020-03-01 low override v1");
}

TEST(Trajectory, DaysOutsideAChildsMembershipAreInNoSegment) {
    const auto asked = form{}
                           .with("subject", "'child'")
                           .changing("q", "'per':'child'")
                           .scale("s", "sum", {doubled("q", ",'combine':'max'")}, cuts)
                           .low_middle_high("s");
    const auto history = family{}
                             .child("k1", "", "'until':'2020-02-01'")
                             .add("back", "membership", "2020-03-01",
                                  "'person':'k1','role':'child','start':'2020-03-01'");
    const auto t =
        trajectory_of(asked.read(), history.read(),
                      {.start = on("2020-01-01"), .until = on("2020-04-01"), .child = "k1"});
    ASSERT_EQ(t.segments.size(), 2U);
    EXPECT_EQ(t.segments[0].until, on("2020-02-01"));
    EXPECT_EQ(t.segments[1].start, on("2020-03-01"));
    EXPECT_TRUE(t.segments[1].causes.empty()) << "nothing is said of why after a gap";
}

TEST(Trajectory, LessDetailMergesSegments) {
    const auto history = family{}
                             .observed("o1", "2020-02-01", "q", "'no'")
                             .observed("o2", "2020-03-01", "q", "'some'");
    trajectory_question question{.start = on("2020-02-01"), .until = on("2020-05-01")};
    question.detail = trajectory_detail::scales;
    EXPECT_EQ(trajectory_of(one_question().read(), history.read(), question).segments.size(), 2U);
    question.detail = trajectory_detail::levels;
    EXPECT_EQ(trajectory_of(one_question().read(), history.read(), question).segments.size(), 2U);
    const auto same_level = family{}
                                .observed("o1", "2020-02-01", "q", "'no'")
                                .observed("o2", "2020-03-01", "q", "'no'", "'source':'parent'")
                                .observed("o3", "2020-03-02", "q", "'some'", "'source':'child'");
    EXPECT_EQ(trajectory_of(one_question().read(), same_level.read(), question).segments.size(),
              1U);
}

TEST(Trajectory, LastDeterminedIsTheLatestSegmentWithOneLevel) {
    const auto t = run(one_question(), family{}.observed("o1", "2020-02-01", "q", "'yes'"),
                       "2020-01-01", "2021-01-01");
    ASSERT_NE(t.last_determined(), nullptr);
    EXPECT_EQ(t.last_determined()->start, on("2020-02-01"));
    EXPECT_EQ(run(one_question(), family{}, "2020-01-01", "2021-01-01").last_determined(), nullptr);
}

TEST(Trajectory, DaysSinceAnEventAreFollowedDayByDayOnlyWhereTheyCountLinearly) {
    const auto since = [](std::string_view how) {
        return form{}
            .derived("d", "'days_since_event':{'types':['report']}")
            .scale("s", "sum", {term("d", std::string{how} + ",'if_none':9")});
    };
    const auto history = family{}.event("e1", "2020-01-01", "report");
    const auto count = [&](std::string_view how) {
        return trajectory_of(since(how).read(), history.read(),
                             {.start = on("2020-01-01"), .until = on("2020-02-01")})
            .segments.size();
    };
    EXPECT_EQ(count("'bins':[{'at_least':0,'points':2},{'at_least':10,'points':0}]"), 2U);
    EXPECT_EQ(count("'linear':{'times':0.01,'max':0.05}"), 6U);
}

TEST(Trajectory, AnEmptyRangeIsRefused) {
    const auto t = try_trajectory(one_question().read(), family{}.read(),
                                  {.start = on("2020-01-01"), .until = on("2020-01-01")});
    ASSERT_FALSE(t);
    EXPECT_EQ(t.error().code(), error_code::range_empty);
}

TEST(Trajectory, ARangeThatEndsBeforeItBeginsIsRefused) {
    const auto t = try_trajectory(one_question().read(), family{}.read(),
                                  {.start = on("2020-02-01"), .until = on("2020-01-01")});
    ASSERT_FALSE(t);
    EXPECT_EQ(t.error().code(), error_code::range_empty);
    EXPECT_EQ(t.error().problems().front().found, "2020-02-01 to 2020-01-01");
}

TEST(Trajectory, BeforeTheFirstRecordAndWithoutAnyNothingIsKnown) {
    const auto late = family{}.observed("o1", "2020-02-01", "q", "'yes'");
    EXPECT_EQ(told(run(one_question(), late, "0001-01-01", "0002-01-01")),
              "0001-01-01 low to high");
    EXPECT_EQ(told(run(one_question(), late, "2019-01-01", "2020-01-01", known::by_end_of_as_of())),
              "2019-01-01 low to high");
    EXPECT_EQ(told(run(one_question(), family{}, "0001-01-01", "9999-12-31")),
              "0001-01-01 low to high");
}

TEST(Trajectory, AThousandRecordsOfOneDayAreOneBoundary) {
    family history;
    for (int i = 0; i < 1'000; ++i) {
        history.observed("o" + std::to_string(1'000 + i), "2020-02-01", "q",
                         i % 2 == 0 ? "'no'" : "'yes'", "'source':'worker','by':'w1'");
    }
    EXPECT_EQ(told(run(one_question(), history, "2020-01-01", "2020-06-01")),
              "2020-01-01 low to high, 2020-02-01 high new_answer o1999, "
              "2020-05-01 low to high expired o1999")
        << "the others were replaced on the day on which they were said";
}

TEST(Trajectory, AHundredThousandRecordsAreFollowedToTheDay) {
    family history;
    const day first = on("2019-01-01");
    for (int i = 0; i < 100'000; ++i) {
        const std::string when = to_string(day::from_number(first.number() + i % 730));
        history.observed("o" + std::to_string(i), when, "q", i % 3 == 0 ? "'no'" : "'yes'");
    }
    const auto asked = one_question();
    const auto t = run(asked, history, "2019-01-01", "2021-06-01");
    ASSERT_GT(t.segments.size(), 1U);
    EXPECT_LE(t.segments.size(), 882U) << "at most one a day";
    const auto& last = t.segments.back();
    EXPECT_EQ(last.start, on("2021-03-30")) << "three months after the last answer";
    for (const segment& s : t.segments) { EXPECT_LE(s.causes.size(), 300U); }
}

TEST(Trajectory, AChildThatComesAndGoesFiveTimesHasFiveStretches) {
    const auto asked = form{}
                           .with("subject", "'child'")
                           .changing("q", "'per':'child'")
                           .scale("s", "sum", {doubled("q", ",'combine':'max'")}, cuts)
                           .low_middle_high("s");
    family history;
    history.add("k1", "person", "2019-01-01", "");
    std::string stretches;
    for (int i = 1; i <= 5; ++i) {
        const std::string month = "2020-0" + std::to_string(i);
        history.add("m" + std::to_string(i), "membership", "2019-01-01",
                    "'person':'k1','role':'child','start':'" + month + "-05','until':'" + month +
                        "-20'");
        stretches += month + "-05 to " + month + "-20, ";
    }
    history.observed("o1", "2020-03-05", "q", "'yes'", "'person':'k1'");
    const auto t =
        trajectory_of(asked.read(), history.read(),
                      {.start = on("2020-01-01"), .until = on("2020-07-01"), .child = "k1"});
    std::string found;
    for (const segment& s : t.segments) {
        found += to_string(s.start) + " to " + to_string(s.until) + ", ";
        EXPECT_TRUE(s.causes.empty()) << "after a gap nothing is said of why";
    }
    EXPECT_EQ(found, stretches);
}

TEST(Trajectory, AChildThatTheHistoryDoesNotKnowIsRefused) {
    const auto t =
        try_trajectory(one_question().read(), family{}.read(),
                       {.start = on("2020-01-01"), .until = on("2020-02-01"), .child = "k9"});
    ASSERT_FALSE(t);
    EXPECT_EQ(t.error().code(), error_code::child_not_member);
}

TEST(Trajectory, TheDocumentNamesRecordsAndHoldsEverySegment) {
    const auto t = run(one_question(), family{}.observed("o1", "2020-02-01", "q", "'yes'"),
                       "2020-01-01", "2020-03-01");
    const std::string expected =
        "{'format':'actueel.trajectory/1','family':'F-1','child':null,'start':'2020-01-01',"
        "'until':'2020-03-01','known_at':'everything','instrument':{'id':'form','version':'1',"
        "'sha256':'" +
        t.asked->sha256 +
        "'},'segments':["
        "{'start':'2020-01-01','until':'2020-02-01','computed':{'low':'low','high':'high'},"
        "'final':{'low':'low','high':'high'},'scales':[{'id':'s','low':0,'high':4}],"
        "'rows':[{'item':'q','person':null,'status':'unknown','contested':false}],'causes':[]},"
        "{'start':'2020-02-01','until':'2020-03-01','computed':{'low':'high','high':'high'},"
        "'final':{'low':'high','high':'high'},'scales':[{'id':'s','low':4,'high':4}],"
        "'rows':[{'item':'q','person':null,'status':'current','contested':false}],"
        "'causes':[{'cause':'new_answer','record':'o1'}]}]}";
    EXPECT_EQ(to_json(t), json(expected));
}

// ---- the law itself, on every shared case

struct shared_case {
    std::string name;
    instrument asked;
    history family;
    day around;
    std::optional<std::string> child;
};

/// The cases of tests/cases, whose instrument is written out or named by its shipped id.
std::vector<shared_case> shared_cases() {
    namespace fs = std::filesystem;
    const fs::path root{ACTUEEL_SOURCE_DIR};
    std::vector<shared_case> out;
    for (const auto& entry : fs::recursive_directory_iterator{root / "tests/cases"}) {
        if (entry.path().extension() != ".json") { continue; }
        const json_document document =
            read_json(read_file(entry.path().string()).value(), "case").value();
        const json_node& read = document.root();
        const json_node& asked = *read.find("instrument");
        const json_node* child = read.find("child");
        if (read.find("expected") == nullptr) { continue; }
        const std::string text =
            asked.type == json_type::text
                ? read_file(
                      (root / "schemas/instruments" / (std::string{asked.text} + ".json")).string())
                      .value()
                : canonical_json(asked);
        out.push_back({entry.path().filename().string(), parse_instrument(text),
                       parse_history(canonical_json(*read.find("history"))),
                       day_from(read.find("as_of")->text).value(),
                       child != nullptr && child->type == json_type::text
                           ? std::optional{std::string{child->text}}
                           : std::nullopt});
    }
    return out;
}

/// A trajectory of one day is that day by itself.
std::optional<segment_state> by_itself(const shared_case& c, day d, known known_at) {
    const auto t =
        try_trajectory(c.asked, c.family,
                       {.start = d, .until = next_day(d), .known_at = known_at, .child = c.child});
    if (!t || t->segments.empty()) { return std::nullopt; }
    return t->segments.front().state;
}

void expect_every_day_equal(const shared_case& c, known known_at) {
    const day start = day::from_number(c.around.number() - 200);
    const day until = day::from_number(c.around.number() + 400);
    const trajectory t =
        trajectory_of(c.asked, c.family,
                      {.start = start, .until = until, .known_at = known_at, .child = c.child});
    std::size_t s = 0;
    for (day d = start; d < until; d = next_day(d)) {
        while (s < t.segments.size() && t.segments[s].until <= d) { ++s; }
        const bool inside = s < t.segments.size() && t.segments[s].start <= d;
        const auto alone = by_itself(c, d, known_at);
        ASSERT_EQ(inside, alone.has_value()) << c.name << " on " << d;
        if (inside) { ASSERT_EQ(t.segments[s].state, *alone) << c.name << " on " << d; }
    }
    for (std::size_t i = 1; i < t.segments.size(); ++i) {
        if (t.segments[i].start != t.segments[i - 1].until) { continue; }
        EXPECT_NE(t.segments[i].state, t.segments[i - 1].state) << c.name;
        EXPECT_FALSE(t.segments[i].causes.empty()) << c.name << " on " << t.segments[i].start;
    }
}

TEST(TrajectoryProperty, EveryDayEqualsAssessAsOfThatDay) {
    const auto cases = shared_cases();
    ASSERT_GE(cases.size(), 60U);
    for (const shared_case& c : cases) {
        expect_every_day_equal(c, known::everything());
        expect_every_day_equal(c, known::by_end_of_as_of());
    }
}

} // namespace
} // namespace actueel::testing
