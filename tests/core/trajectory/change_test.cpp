// SPDX-License-Identifier: MPL-2.0
// change.hpp: what differs between two moments, row by row, with the share of each on every scale and one cause, the first
// that applies. Semantics 7, docs/reference/change.md.
#include <actueel/trajectory/change.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace actueel::testing {
namespace {

form one_question() {
    return form{}.changing("q").scale("s", "sum", {points("q")}, low_cuts).low_middle_high("s");
}
family answered(std::string_view answer = "'yes'") {
    return family{}.observed("o1", "2020-02-01", "q", answer);
}

std::string of_movement(const movement& m) { return to_string(m.low) + " " + to_string(m.high); }
/// `q p1: current yes -> stale yes, expired o1, s 0 -3`: a line a row; scales that the row does not move are left out.
std::string told(const change& c) {
    std::string out;
    const auto state = [](const assessment& a, const changed_row& row, std::int32_t index) {
        if (index < 0) { return std::string{"absent"}; }
        const item& of = a.asked->items[static_cast<std::size_t>(row.item)];
        const response& r = a.seen.now.rows[static_cast<std::size_t>(index)];
        std::string text{status_names[static_cast<std::size_t>(status_of(of, r))]};
        if (of.derived()) {
            const derived_number& d = *r.derived;
            return text + " " +
                   (d.is_none
                        ? "none"
                        : std::to_string(d.between.low) +
                              (is_exact(d.between) ? "" : "-" + std::to_string(d.between.high)));
        }
        return text + " " + said(a, of.id, r.current.said);
    };
    for (const changed_row& row : c.rows) {
        out += c.before.asked->items[static_cast<std::size_t>(row.item)].id;
        if (row.person != nobody) {
            out += " " + c.before.family->persons[static_cast<std::size_t>(row.person)];
        }
        out += ": " + state(c.before, row, row.before) + " -> " + state(c.after, row, row.after);
        out += ", " + std::string{change_cause_names[static_cast<std::size_t>(row.cause)]};
        for (const std::int32_t r : row.records) { out += " " + record_id(c.before, r); }
        for (std::size_t s = 0; s < row.shares.size(); ++s) {
            if (row.shares[s] == movement{}) { continue; }
            out += ", " + c.before.asked->scales[s].id + " " + of_movement(row.shares[s]);
        }
        out += "\n";
    }
    return out;
}
/// `rule r no -> yes rule o1`: a line a cause of the level.
std::string told_of_level(const change& c) {
    std::string out;
    const auto state = [](const std::optional<override_state>& s) {
        return s ? std::string{override_state_names[static_cast<std::size_t>(*s)]} : "absent";
    };
    for (const level_cause& one : c.causes) {
        out += std::string{level_cause_names[static_cast<std::size_t>(one.of)]} + " ";
        const auto index = static_cast<std::size_t>(one.index);
        out += one.of == level_cause::kind::rule   ? c.before.asked->rules[index].id
               : one.of == level_cause::kind::tree ? std::to_string(index)
                                                   : record_id(c.before, one.index);
        const bool decided = one.of == level_cause::kind::override_;
        out += " " + (decided ? state(one.state_before) : text(one.before)) + " -> " +
               (decided ? state(one.state_after) : text(one.after));
        out += " " + std::string{change_cause_names[static_cast<std::size_t>(one.cause)]};
        for (const std::int32_t r : one.records) { out += " " + record_id(c.before, r); }
        out += "\n";
    }
    return out;
}

change between(const form& asked, const family& history, std::string_view a, std::string_view b,
               const std::optional<std::string>& child = {}) {
    return change_of(asked.read(), history.read(), {.as_of = on(a)}, {.as_of = on(b)}, child);
}
/// Each day as it was known by its end.
change as_known(const form& asked, const family& history, std::string_view a, std::string_view b) {
    return change_of(asked.read(), history.read(), {on(a), known::by_end_of_as_of()},
                     {on(b), known::by_end_of_as_of()});
}

// ---- what a caseworker would ask about

TEST(Change, ANewAnswerIsNew) {
    EXPECT_EQ(told(between(one_question(), answered().observed("o2", "2020-03-01", "q", "'no'"),
                           "2020-02-10", "2020-03-10")),
              "q: current yes -> current no, new_answer o2, s -3 -3\n");
}

TEST(Change, TheSameAnswerGivenAgainMovesNothing) {
    EXPECT_EQ(told(between(one_question(), answered().observed("o2", "2020-03-01", "q", "'yes'"),
                           "2020-02-10", "2020-03-10")),
              "q: current yes -> current yes, new_answer o2\n");
}

TEST(Change, TheFirstAnswerNarrowsWhatWasUnknown) {
    EXPECT_EQ(told(between(one_question(), answered("'some'"), "2020-01-10", "2020-02-10")),
              "q: unknown nothing -> current some, new_answer o1, s 1 -2\n");
}

TEST(Change, AnAnswerExpiresByItsShelfLife) {
    EXPECT_EQ(told(between(one_question(), answered(), "2020-02-10", "2020-05-01")),
              "q: current yes -> stale yes, expired o1, s -3 0\n");
}

TEST(Change, ACorrectionAfterASignedReport) {
    const auto history =
        answered()
            .add("s1", "sign_off", "2020-02-10",
                 "'instrument':'form','as_of':'2020-02-10','known_at':'2020-02-10T11:00:00Z',"
                 "'by':'worker'")
            .corrects("c1", "o1", "2020-02-20", family::observation("2020-02-01", "q", "'no'"));
    const auto asked = one_question().read();
    const auto read = history.read();
    const change_moment now{on("2020-03-01"), known::by_end_of_as_of()};
    const change_moment signed_then = since(asked, read, on("2020-02-10"), now);
    EXPECT_EQ(signed_then.known_at, known::at(at("2020-02-10T11:00:00Z")));
    const auto c = change_of(asked, read, signed_then, now);
    EXPECT_EQ(told(c), "q: current yes -> current no, corrected o1, s -3 -3\n");
    EXPECT_EQ(record_id(c.before, c.sign_off), "s1");
}

TEST(Change, ACorrectionThatMendsWhatScoringDoesNotReadIsNoCause) {
    const auto history = answered().corrects(
        "c1", "o1", "2020-02-20",
        family::observation("2020-02-01", "q", "'yes'", "'basis':'fact','note':'n'"));
    EXPECT_EQ(told(as_known(one_question(), history, "2020-02-10", "2020-03-10")), "");
    EXPECT_EQ(told(as_known(one_question(), history, "2020-02-10", "2020-05-10")),
              "q: current yes -> stale yes, expired o1, s -3 0\n");
}

TEST(Change, ALateRecordingSpeaksOfTheFirstDayOrBefore) {
    const auto late = family{}.add("o1", "observation", "2020-03-10",
                                   family::observation("2020-02-10", "q", "'yes'"));
    EXPECT_EQ(told(as_known(one_question(), late, "2020-02-10", "2020-03-10")),
              "q: unknown nothing -> current yes, became_known o1, s 3 0\n");
    EXPECT_EQ(told(as_known(one_question(), late, "2020-02-09", "2020-03-10")),
              "q: unknown nothing -> current yes, new_answer o1, s 3 0\n")
        << "observed on a day after the first";
}

TEST(Change, ARetractionTakesAnAnswerAwayWhateverCameInItsPlace) {
    const auto history = family{}
                             .observed("o0", "2020-01-20", "q", "'some'")
                             .observed("o1", "2020-02-01", "q", "'yes'")
                             .retracts("x1", "o1", "2020-02-20");
    EXPECT_EQ(told(as_known(one_question(), history, "2020-02-10", "2020-03-10")),
              "q: current yes -> current some, retracted o1, s -2 -2\n");
}

TEST(Change, ARetractionOfWhatTheRowDidNotUseIsNotItsCause) {
    const auto history = answered()
                             .observed("o2", "2020-02-02", "q", "'no'", "'source':'parent'")
                             .retracts("x2", "o2", "2020-03-01");
    EXPECT_EQ(told(as_known(one_question(), history, "2020-02-10", "2020-05-10")),
              "q: current yes -> stale yes, expired o1, s -3 0\n");
    EXPECT_EQ(told(as_known(one_question(), history, "2020-02-10", "2020-03-10")),
              "q: current yes -> current yes, retracted o2\n")
        << "nothing but contested differs, and that was the parent's word";
}

TEST(Change, AContestedRangeIsUsedWhereItGivesThePoints) {
    const auto asked = form{}
                           .changing("q", "'when_contested':'range'")
                           .scale("s", "sum", {points("q")}, low_cuts)
                           .low_middle_high("s");
    const auto history =
        answered().observed("o2", "2020-02-20", "q", "'no'", "'source':'professional'");
    EXPECT_EQ(
        told(between(
            asked, answered().observed("o0", "2020-01-31", "q", "'no'", "'source':'professional'"),
            "2020-02-10", "2020-04-30")),
        "q: current yes -> current yes, expired o0, s 3 0\n");
    EXPECT_EQ(told(between(asked, history, "2020-02-10", "2020-02-20")),
              "q: current yes -> current no, new_answer o2, s -3 0\n");
}

form per_child(std::string_view more = "") {
    return form{}
        .changing("q", "'per':'child'" + std::string{more})
        .scale("s", "sum", {points("q", "'combine':'sum','most':6")}, low_cuts)
        .low_middle_high("s");
}
family two_children() {
    return family{}
        .child("k1", "2014-03-01")
        .child("k2", "2016-03-01")
        .observed("o1", "2020-01-05", "q", "'yes'", "'person':'k1'")
        .observed("o2", "2020-01-05", "q", "'some'", "'person':'k2'");
}

TEST(Change, AChildMovedOut) {
    EXPECT_EQ(told(between(per_child(), two_children().ends("n1", "m-k1", "2020-02-01"),
                           "2020-01-10", "2020-02-10")),
              "q k1: current yes -> absent, household m-k1 n1, s -3 -3\n");
    EXPECT_EQ(
        told(as_known(per_child(), two_children().ends("n1", "m-k1", "2020-01-08", "2020-02-01"),
                      "2020-01-10", "2020-02-10")),
        "q k1: current yes -> absent, became_known n1, s -3 -3\n")
        << "an ending speaks of its day";
}

TEST(Change, AChildWhoLivesElsewhereNowIsNotCounted) {
    const auto history =
        two_children().add("m2", "membership", "2020-02-01",
                           "'person':'k2','role':'child','start':'2020-02-01','lives':'elsewhere'");
    EXPECT_EQ(told(between(per_child(), history, "2020-01-10", "2020-02-10")),
              "q k2: current some -> absent, household m-k2 m2, s -1 -1\n");
}

TEST(Change, AChildWhoJoinsIsARowThatAppears) {
    const auto history = two_children()
                             .add("k3", "person", "2020-02-01", "'born_on':'2019-03-01'")
                             .add("m-k3", "membership", "2020-02-01",
                                  "'person':'k3','role':'child','start':'2020-02-01'");
    EXPECT_EQ(told(between(per_child(), history, "2020-01-10", "2020-02-10")),
              "q k3: absent -> unknown nothing, household m-k3, s 0 2\n")
        << "the three together do not exceed the most of the term";
}

TEST(Change, ARoleThatBecomesKnownOrEmptyReplacesTheUnnamedMember) {
    EXPECT_EQ(told(between(per_child(),
                           family{}.add("m-k1", "membership", "2020-02-01",
                                        "'person':'k1','role':'child','start':'2020-02-01'"),
                           "2020-01-10", "2020-02-10")),
              "q: unknown nothing -> absent, household m-k1, s 0 -6\n"
              "q k1: absent -> unknown nothing, household m-k1, s 0 3\n");
    EXPECT_EQ(told(between(per_child(),
                           family{}.add("h1", "household", "2020-02-01",
                                        "'start':'2020-02-01','empty':['child']"),
                           "2020-01-10", "2020-02-10")),
              "q: unknown nothing -> absent, household h1, s 0 -6\n");
}

TEST(Change, ABirthdayEndsAnAgesLimit) {
    EXPECT_EQ(
        told(between(per_child(",'ages':{'below':6}"), two_children(), "2020-02-29", "2020-03-01")),
        "q k1: current yes -> absent, applies k1, s -3 -3\n");
    EXPECT_EQ(
        told(between(per_child(",'ages':{'below':7}"), two_children(), "2020-02-29", "2020-03-01")),
        "");
    EXPECT_EQ(
        told(between(per_child(",'ages':{'below':4}"), two_children(), "2020-02-29", "2020-03-01")),
        "q k2: current some -> absent, applies k2, s -1 -1\n");
}

TEST(Change, ABirthDateThatWasCorrectedIsACorrectionOfThePerson) {
    const auto history =
        two_children().corrects("c1", "k2", "2020-02-01", "'born_on':'2015-03-01'");
    EXPECT_EQ(told(as_known(per_child(",'ages':{'below':4}"), history, "2020-01-20", "2020-02-10")),
              "q k2: current some -> absent, corrected k2, s -1 -1\n");
}

TEST(Change, AnAnswerLapsesBySomebodyWhoJoinsOrByAnEvent) {
    const auto asked = form{}
                           .changing("q", "'lapses_on':{'joins':['caregiver'],'events':['crisis']}")
                           .scale("s", "sum", {points("q")}, low_cuts)
                           .low_middle_high("s");
    EXPECT_EQ(told(between(asked,
                           answered().add("m2", "membership", "2020-02-20",
                                          "'person':'p2','role':'caregiver','start':'2020-02-20'"),
                           "2020-02-10", "2020-02-20")),
              "q: current yes -> stale yes, household m2, s -3 0\n");
    EXPECT_EQ(told(between(asked, answered().event("e1", "2020-02-20", "crisis"), "2020-02-10",
                           "2020-02-20")),
              "q: current yes -> stale yes, event e1, s -3 0\n");
    EXPECT_EQ(told(as_known(asked,
                            answered().add("e1", "event", "2020-02-20",
                                           "'happened_on':'2020-02-05','event':'crisis'"),
                            "2020-02-10", "2020-02-20")),
              "q: current yes -> stale yes, became_known e1, s -3 0\n");
}

TEST(Change, AnItemBeginsToApplyByTheQuestionBeforeIt) {
    const auto asked = form{}
                           .changing("q")
                           .changing("r", "'applies_when':{'item':'q','is':'yes'}")
                           .scale("s", "sum", {points("q"), points("r")}, cuts)
                           .low_middle_high("s");
    const auto history =
        family{}
            .observed("o1", "2020-02-01", "q", "'no'")
            .corrects("c1", "o1", "2020-02-20", family::observation("2020-02-01", "q", "'yes'"));
    EXPECT_EQ(told(as_known(asked, history, "2020-02-10", "2020-03-01")),
              "q: current no -> current yes, corrected o1, s 3 3\n"
              "r: not_applicable nothing -> unknown nothing, applies o1, s 0 3\n");
}

TEST(Change, ABirthdayMovesADerivedAge) {
    const auto asked =
        form{}
            .derived("age", "'age':{'of':'youngest','role':'child'}")
            .scale("s", "sum",
                   {term("age", "'bins':[{'at_least':0,'points':1},{'at_least':4,'points':0}]")});
    EXPECT_EQ(told(between(asked, two_children(), "2020-02-29", "2020-03-01")),
              "age: current 3 -> current 4, derived k2, s -1 -1\n");
    EXPECT_EQ(told(between(asked, two_children().ends("n2", "m-k2", "2020-02-10"), "2020-02-01",
                           "2020-02-20")),
              "age: current 3 -> current 5, household m-k2 n2, s -1 -1\n");
}

TEST(Change, AnEventHappensAndLaterLeavesItsWindow) {
    const auto asked = form{}
                           .derived("n", "'count_events':{'types':['crisis'],'window':'P1M'}")
                           .derived("d", "'days_since_event':{'types':['crisis']}")
                           .scale("s", "sum", {term("n", "'linear':{'times':1,'max':5}")});
    const auto history = family{}.event("e1", "2020-02-01", "crisis");
    EXPECT_EQ(told(between(asked, history, "2020-01-31", "2020-02-01")),
              "n: current 0 -> current 1, event e1, s 1 1\n"
              "d: current none -> current 0, event e1\n");
    EXPECT_EQ(told(between(asked, history, "2020-02-29", "2020-03-01")),
              "n: current 1 -> current 0, expired e1, s -1 -1\n"
              "d: current 28 -> current 29, derived e1\n");
}

TEST(Change, AnAnswerLeavesThePool) {
    const auto asked = form{}
                           .changing("q", "'pick':{'rule':'worst','window':'P1M'}")
                           .scale("s", "sum", {points("q")}, low_cuts)
                           .low_middle_high("s");
    const auto history = answered().observed("o2", "2020-02-20", "q", "'no'");
    EXPECT_EQ(told(between(asked, history, "2020-02-20", "2020-03-01")),
              "q: current no -> current no, expired o1, s -3 -3\n");
}

TEST(Change, ANewSittingClosesWhatTheEarlierOneLeftOpen) {
    const auto asked = form{}
                           .with("one_sitting", "true")
                           .changing("q")
                           .changing("r")
                           .scale("s", "sum", {points("q"), points("r")}, cuts)
                           .low_middle_high("s");
    const auto history = answered()
                             .observed("o2", "2020-02-01", "r", "'yes'")
                             .observed("o3", "2020-02-20", "q", "'some'");
    EXPECT_EQ(told(between(asked, history, "2020-02-10", "2020-03-01")),
              "q: current yes -> current some, new_answer o3, s -2 -2\n"
              "r: current yes -> unknown nothing, new_answer o3, s -3 0\n");
}

TEST(Change, ASittingIsNoCauseOfARowThatComesOrOfAnUnnamedOne) {
    const auto asked = form{}
                           .with("one_sitting", "true")
                           .changing("f")
                           .changing("q", "'per':'child'")
                           .changing("r", "'per':'child'")
                           .scale("s", "sum", {points("f")});
    const auto history = family{}
                             .observed("o1", "2020-02-20", "f", "'yes'")
                             .add("m-k1", "membership", "2020-02-20",
                                  "'person':'k1','role':'child','start':'2020-02-20'")
                             .observed("o2", "2020-02-20", "q", "'yes'", "'person':'k1'");
    EXPECT_EQ(told(between(asked, history, "2020-02-10", "2020-03-01")),
              "f: unknown nothing -> current yes, new_answer o1, s 3 0\n"
              "q: unknown nothing -> absent, household m-k1\n"
              "q k1: absent -> current yes, new_answer o2\n"
              "r: unknown nothing -> absent, household m-k1\n"
              "r k1: absent -> unknown nothing, household m-k1\n");
}

TEST(Change, AHouseholdRecordIsUsedWhereItMakesARoleEmptyAndWhileItRuns) {
    const auto age = form{}
                         .derived("age", "'age':{'of':'youngest','role':'child'}")
                         .scale("s", "sum", {term("age", "'linear':{'times':1,'max':50}")});
    EXPECT_EQ(told(between(age,
                           two_children().add("h1", "household", "2020-02-20",
                                              "'start':'2020-02-20','empty':['child']"),
                           "2020-02-10", "2020-03-01")),
              "age: current 3 -> current 4, derived k2, s 1 1\n")
        << "a child is there: the membership wins";
    EXPECT_EQ(told(between(per_child(),
                           family{}
                               .add("h0", "household", "2019-01-01",
                                    "'start':'2019-01-01','until':'2019-06-01','empty':['child']")
                               .add("h1", "household", "2019-06-01",
                                    "'start':'2019-06-01','until':'2020-02-01','empty':['child']"),
                           "2020-01-10", "2020-02-10")),
              "q: absent -> unknown nothing, household h1, s 0 6\n");
}

TEST(Change, DaysAndBirthdaysNameOnlyWhatTheNumberRestsOn) {
    const auto days =
        form{}
            .derived("d", "'days_since_event':{'types':['crisis']}")
            .scale("s", "sum", {term("d", "'linear':{'times':1,'max':90},'if_none':0")});
    const auto events = family{}
                            .event("e1", "2020-02-01", "crisis")
                            .event("e2", "2020-02-03", "crisis")
                            .event("e3", "2020-02-02", "crisis");
    EXPECT_EQ(told(between(days, events, "2020-02-10", "2020-02-11")),
              "d: current 7 -> current 8, derived e2, s 1 1\n");
    const auto children = two_children().child("k3", "2010-02-20").child("k4", "2008-02-20");
    const auto count = form{}
                           .derived("n", "'count_persons':{'role':'child','ages':{'below':10}}")
                           .derived("age", "'age':{'of':'oldest','role':'child'}")
                           .scale("s", "sum", {term("n", "'linear':{'times':1,'max':9}")});
    EXPECT_EQ(told(between(count, children, "2020-02-10", "2020-02-20")),
              "n: current 3 -> current 2, derived k3, s -1 -1\n"
              "age: current 11 -> current 12, derived k4\n");
}

TEST(Change, AWordThatNoLongerStandsIsACauseThoughItIsStillInThePool) {
    const auto asked =
        form{}
            .changing("q", "'when_contested':'range','pick':{'rule':'best','window':'P1Y'}")
            .scale("s", "sum", {points("q")}, low_cuts)
            .low_middle_high("s");
    const auto history = family{}
                             .observed("o1", "2020-02-01", "q", "'yes'", "'source':'record'")
                             .observed("o2", "2020-02-20", "q", "'some'", "'source':'worker'");
    EXPECT_EQ(told(between(asked, history, "2020-04-30", "2020-05-01")),
              "q: current some -> current some, expired o1, s 0 -2\n");
}

TEST(Change, WordsThatGiveNoPointsAreNotUsed) {
    const auto contested = form{}
                               .changing("q", "'when_contested':'range'")
                               .scale("s", "sum", {points("q")}, low_cuts)
                               .low_middle_high("s");
    const auto words =
        family{}
            .observed("o1", "2020-02-01", "q", "'yes'", "'by':'w1','source':'worker'")
            .observed("o2", "2020-02-20", "q", "'refused'", "'source':'record'")
            .observed("o3", "2020-02-21", "q", "'no'", "'by':'w2','source':'worker'");
    EXPECT_EQ(told(between(contested, words, "2020-02-10", "2020-03-01")),
              "q: current yes -> current no, new_answer o3, s -3 0\n");
    const auto pool = form{}
                          .changing("f")
                          .changing("q", "'pick':{'rule':'worst','window':'P1M'},"
                                         "'applies_when':{'item':'f','is':'yes'}")
                          .scale("s", "sum", {points("q")}, low_cuts)
                          .low_middle_high("s");
    const auto history = family{}
                             .observed("o1", "2020-02-01", "f", "'no'")
                             .observed("o2", "2020-02-20", "q", "'yes'")
                             .observed("o3", "2020-02-21", "q", "'no'");
    EXPECT_EQ(told(between(pool, history, "2020-02-10", "2020-03-01")),
              "q: not_applicable nothing -> not_applicable no, new_answer o3\n");
}

// ---- the level

TEST(Change, AnOverrideThatEndsIsNamedAndTheComputedLevelStays) {
    const auto asked = one_question().with("overrides", "{'roles':['supervisor'],'up':1,'down':0}");
    const auto history = answered("'some'").add(
        "v1", "override", "2020-02-10",
        "'instrument':'form','level':'middle','computed':{'low':'low','high':'low'},"
        "'by':'supervisor','reason':'r','start':'2020-02-10','until':'2020-03-01'");
    const auto c = between(asked, history, "2020-02-20", "2020-03-01");
    EXPECT_EQ(told(c), "");
    EXPECT_EQ(to_string(c.before.final) + ", " + to_string(c.after.final), "middle, low");
    EXPECT_EQ(to_string(c.before.computed) + ", " + to_string(c.after.computed), "low, low");
    EXPECT_EQ(told_of_level(c), "override v1 counts -> absent override v1\n");
    EXPECT_EQ(told_of_level(
                  as_known(asked, family::of(history.records()).retracts("x", "v1", "2020-02-25"),
                           "2020-02-20", "2020-02-26")),
              "override v1 counts -> absent retracted v1\n");
}

TEST(Change, AnOverrideWhoseLevelWasCorrectedIsNamedThoughItsStateIsTheSame) {
    const auto asked = one_question().with("overrides", "{'roles':['supervisor'],'up':2,'down':0}");
    const auto content = [](std::string_view level) {
        return "'instrument':'form','level':'" + std::string{level} +
               "','computed':{'low':'low','high':'low'},'by':'supervisor','reason':'r','start':"
               "'2020-02-10','until':'2020-05-01'";
    };
    const auto history = answered("'some'")
                             .add("v1", "override", "2020-02-10", content("middle"))
                             .corrects("c1", "v1", "2020-02-25", content("high"));
    const auto c = as_known(asked, history, "2020-02-20", "2020-02-26");
    EXPECT_EQ(told_of_level(c), "override v1 counts -> counts corrected v1\n");
    EXPECT_EQ(to_string(c.before.final) + ", " + to_string(c.after.final), "middle, high");
}

TEST(Change, ARuleOnAScaleNamesTheRowsThatMoveIt) {
    const auto asked = form{}
                           .changing("q")
                           .changing("r")
                           .scale("s", "sum", {points("q")}, low_cuts)
                           .low_middle_high("s")
                           .with("rules", "[{'id':'much','if':{'scale':'s','at_least':3},'then':"
                                          "{'at_least':'high'}}]");
    const auto history = answered("'no'")
                             .observed("o2", "2020-02-20", "q", "'yes'")
                             .observed("o3", "2020-02-20", "r", "'yes'");
    EXPECT_EQ(told_of_level(between(asked, history, "2020-02-10", "2020-03-01")),
              "rule much no -> yes rule o2\n");
}

TEST(Change, ARuleThatFlippedNamesTheRecordsBehindIt) {
    const auto asked = one_question().with(
        "rules", "[{'id':'worst','if':{'item':'q','is':'yes'},'then':{'at_least':'high'}},"
                 "{'id':'crisis','if':{'events':['crisis'],'within':'P1M'},'then':{'at_least':"
                 "'middle'}}]");
    const auto history = answered("'no'")
                             .observed("o2", "2020-02-20", "q", "'yes'")
                             .event("e1", "2020-02-21", "crisis");
    EXPECT_EQ(told_of_level(between(asked, history, "2020-02-10", "2020-03-01")),
              "rule worst no -> yes rule o2\nrule crisis no -> yes rule e1\n");
    EXPECT_EQ(told_of_level(between(asked, history, "2020-03-20", "2020-03-21")),
              "rule crisis yes -> no rule e1\n");
}

TEST(Change, ANodeOfTheTreeIsNamedWhereItIsReached) {
    const auto asked =
        form{}
            .changing("q")
            .changing("r")
            .scale("s", "sum", {points("q")})
            .levels({"low", "high"})
            .with("tree",
                  "{'if':{'item':'q','is':'yes'},'then':{'if':{'item':'r','is':'yes'},"
                  "'then':{'level':'high'},'else':{'level':'low'}},'else':{'level':'low'}}");
    const auto history = answered()
                             .observed("o2", "2020-02-01", "r", "'no'")
                             .observed("o3", "2020-02-20", "r", "'yes'");
    const auto c = between(asked, history, "2020-02-10", "2020-03-01");
    EXPECT_EQ(told_of_level(c), "tree 1 no -> yes rule o3\n");
    EXPECT_NE(
        to_json(c).find("\"of\":\"tree\",\"id\":\"/tree/then\",\"before\":false,\"after\":true"),
        std::string::npos);
    const auto not_reached = family{}
                                 .observed("o1", "2020-02-01", "q", "'no'")
                                 .observed("o2", "2020-02-01", "r", "'no'")
                                 .observed("o3", "2020-02-20", "r", "'yes'");
    EXPECT_EQ(told_of_level(between(asked, not_reached, "2020-02-10", "2020-03-01")), "");
}

TEST(Change, APlanThatLapsedIsNamedWhereTheInstrumentLooksAtPlans) {
    const std::string plan = "'start':'2020-02-01','until':'2020-03-01'";
    const auto history = answered("'some'").add("l1", "plan", "2020-02-01", plan);
    const auto asked = one_question().with(
        "rules", "[{'id':'planned','if':{'plan':'active'},'then':{'at_most':'low'}}]");
    EXPECT_EQ(told_of_level(between(asked, history, "2020-02-20", "2020-03-01")),
              "plan l1 yes -> no plan l1\nrule planned yes -> no rule l1\n");
    EXPECT_EQ(told_of_level(between(one_question(), history, "2020-02-20", "2020-03-01")), "");
    EXPECT_EQ(told_of_level(as_known(
                  asked, family::of(history.records()).ends("n1", "l1", "2020-02-15", "2020-02-25"),
                  "2020-02-20", "2020-02-26")),
              "plan l1 yes -> no became_known n1\nrule planned yes -> no rule l1\n");
}

// ---- shares

TEST(Change, AWordThatStandsAgainBecauseNobodyEverMovedInNamesTheEndingThatTellsSo) {
    const form asked = form{}
                           .changing("q", "'lapses_on':{'joins':['caregiver']}")
                           .scale("s", "sum", {points("q")}, low_cuts)
                           .low_middle_high("s");
    family f;
    f.add("m1", "membership", "2020-02-04",
          "'person':'p1','role':'caregiver','start':'2020-02-04'");
    f.observed("o1", "2020-02-03", "q", "'no'", "'source':'parent'")
        .observed("o2", "2020-02-05", "q", "'yes'", "'source':'worker'")
        .ends("n1", "m1", "2020-02-04", "2020-03-01");
    EXPECT_EQ(
        told(change_of(asked.read(), f.read(), {on("2020-02-20"), known::at(at("2020-02-20"))},
                       {on("2020-02-20"), known::at(at("2020-03-02"))})),
        "q: current yes -> current yes, became_known n1\n");
}

TEST(Change, SharesFollowTheInstrumentsOrderAndAddUpUnderAMaximumATableAndAScaleOfScales) {
    const auto asked =
        form{}
            .changing("q")
            .changing("r")
            .scale("m", "max", {points("q"), points("r")}, "'table':[[0,0],[1,2],[3,1]]")
            .scale("t", "sum", {"{'scale':'m'}", points("r")});
    const auto history = answered("'no'")
                             .observed("o2", "2020-02-01", "r", "'no'")
                             .observed("o3", "2020-02-20", "q", "'some'")
                             .observed("o4", "2020-02-20", "r", "'yes'");
    EXPECT_EQ(told(between(asked, history, "2020-02-10", "2020-03-01")),
              "q: current no -> current some, new_answer o3, m 2 2, t 2 2\n"
              "r: current no -> current yes, new_answer o4, m -1 -1, t 2 2\n");
}

TEST(Change, WhatAProratedMeanLeavesOutIsBookedOnTheRowThatBecameKnown) {
    const auto asked = form{}.changing("q").changing("r").scale(
        "m", "mean", {points("q"), points("r")}, "'min_answered':1");
    const auto history = answered("'yes'").observed("o2", "2020-02-20", "r", "'no'");
    EXPECT_EQ(told(between(asked, history, "2020-02-10", "2020-03-01")),
              "r: unknown nothing -> current no, new_answer o2, m -1.5 -1.5\n");
}

// ---- since, refusals, the document

TEST(Change, SinceADayWithoutASignOffIsWhatWasKnownAtItsEnd) {
    const auto asked = one_question().read();
    const auto read = answered().read();
    const auto m = since(asked, read, on("2020-02-10"), {.as_of = on("2020-03-01")});
    EXPECT_EQ(m.as_of, on("2020-02-10"));
    EXPECT_EQ(m.known_at, known::by_end_of_as_of());
    EXPECT_EQ(m.sign_off, no_record);
}

TEST(Change, SinceASignOffIsTheLastOfThatDayOfThisInstrumentAndSubjectAndAsItIsKnown) {
    const auto sign = [](std::string_view id, std::string_view at, std::string_view more,
                         std::string_view instrument = "form") {
        return [=](family f) {
            return f.add(id, "sign_off", at,
                         "'instrument':'" + std::string{instrument} +
                             "','as_of':'2020-02-10','by':'worker'" + std::string{more});
        };
    };
    auto history = family{}.child("k1");
    for (const auto& add : {sign("s1", "2020-02-10", ""), sign("s2", "2020-02-12", ""),
                            sign("s3", "2020-02-13", ",'person':'k1'"),
                            sign("s4", "2020-02-14", "", "other"), sign("s5", "2020-04-01", "")}) {
        history = add(history);
    }
    const auto asked = one_question().read();
    const auto read = history.read();
    const auto found = [&](std::string_view known_day, const std::optional<std::string>& child) {
        const change_moment m = since(asked, read, on("2020-02-10"),
                                      {on("2020-03-01"), known::at(end_of(on(known_day)))}, child);
        return m.sign_off < 0 ? std::string{"none"}
                              : read->chains[static_cast<std::size_t>(m.sign_off)].id + " " +
                                    to_string(m.known_at);
    };
    EXPECT_EQ(found("2020-03-01", {}), "s2 2020-02-12T12:00:00Z")
        << "without known_at: when signed";
    EXPECT_EQ(found("2020-02-11", {}), "s1 2020-02-10T12:00:00Z");
    EXPECT_EQ(found("2020-03-01", "k1"), "s3 2020-02-13T12:00:00Z");
    EXPECT_EQ(found("2020-03-01", "k9"), "none");
    EXPECT_EQ(found("2020-02-01", {}), "none");
}

TEST(Change, ASecondMomentBeforeTheFirstOnEitherClockIsRefused) {
    const auto asked = one_question().read();
    const auto read = answered().read();
    const auto refused = [&](const change_moment& a, const change_moment& b) {
        return faults(try_change(asked, read, a, b));
    };
    const change_moment early{.as_of = on("2020-02-10")};
    const change_moment late{.as_of = on("2020-02-11")};
    EXPECT_EQ(refused(late, early), "moments_turned /since");
    EXPECT_EQ(refused(early, {on("2020-02-11"), known::at(at("2020-02-11"))}),
              "moments_turned /known_at");
    EXPECT_EQ(refused({on("2020-02-10"), known::at(at("2020-03-01"))},
                      {on("2020-02-11"), known::by_end_of_as_of()}),
              "moments_turned /known_at");
    EXPECT_EQ(refused(early, early), "no fault");
    EXPECT_THROW(static_cast<void>(change_of(asked, read, late, early)), error);
}

TEST(Change, AChildMustBeOneOnBothDays) {
    const auto asked = per_child().read();
    const auto read = two_children().ends("n1", "m-k1", "2020-02-01").read();
    const auto ask = [&](std::string_view a, std::string_view b, const std::string& child) {
        return faults(try_change(asked, read, {.as_of = on(a)}, {.as_of = on(b)}, child));
    };
    EXPECT_EQ(ask("2020-01-10", "2020-01-20", "k1"), "no fault");
    EXPECT_EQ(ask("2020-01-10", "2020-02-01", "k1"), "child_not_member ");
    EXPECT_EQ(ask("2018-12-31", "2020-01-20", "k1"), "child_not_member ");
    EXPECT_EQ(ask("2020-01-10", "2020-01-20", "k9"), "child_not_member ");
}

TEST(Change, OfOneChildIsOfTheFamilysAndThatChildsRows) {
    EXPECT_EQ(told(between(per_child(), two_children(), "2020-01-10", "2020-04-05", "k2")),
              "q k2: current some -> stale some, expired o2, s -1 2\n");
}

TEST(Change, AnAnswerThatTheItemLacksIsRefusedWhereverItStands) {
    const auto c = try_change(one_question().read(),
                              answered().observed("o9", "2021-01-01", "q", "'never'").read(),
                              {.as_of = on("2020-01-01")}, {.as_of = on("2020-01-02")});
    ASSERT_FALSE(c);
    EXPECT_EQ(c.error().code(), error_code::answer_not_in_item);
}

TEST(Change, TheDocumentIsOneLineWithKeysInOrder) {
    const auto asked = form{}
                           .changing("q")
                           .scale("s", "sum", {points("q")}, low_cuts + ",'standard_error':0.5")
                           .low_middle_high("s");
    const auto history =
        answered()
            .add("s1", "sign_off", "2020-02-10",
                 "'instrument':'form','as_of':'2020-02-10','instrument_sha256':'other',"
                 "'by':'worker'")
            .observed("o2", "2020-03-01", "q", "'no'");
    const auto ask = asked.read();
    const auto read = history.read();
    const change_moment now{.as_of = on("2020-03-10")};
    const auto c = change_of(ask, read, since(ask, read, on("2020-02-10"), now), now);
    const std::string zeros(64, '0');
    std::string document = to_json(c);
    for (const char* key : {"sha256\":\"", "records_sha256\":\""}) {
        for (std::size_t at = document.find(key); at != std::string::npos;
             at = document.find(key, at + 1)) {
            document.replace(at + std::string_view{key}.size(), 64, zeros);
        }
    }
    EXPECT_EQ(
        document,
        json(
            "{'format':'actueel.change/1','family':'F-1','child':null,"
            "'instrument':{'id':'form','version':'1','sha256':'" +
            zeros +
            "','draft':true,'validated':false},"
            "'before':{'as_of':'2020-02-10','known_at':'2020-02-10T12:00:00Z','records_sha256':'" +
            zeros +
            "','sign_off':'s1','same_instrument':false},"
            "'after':{'as_of':'2020-03-10','known_at':'everything','records_sha256':'" +
            zeros +
            "'},"
            "'level':{'computed':{'before':{'low':'high','high':'high'},'after':{'low':'low','high'"
            ":"
            "'low'}},'final':{'before':{'low':'high','high':'high'},'after':{'low':'low','high':"
            "'low'}},'causes':[]},"
            "'scales':[{'id':'s','before':{'low':3,'high':3},'after':{'low':0,'high':0},'moved':{"
            "'low':-3,'high':-3},'level':{'before':{'low':'high','high':'high'},'after':{'low':'"
            "low'"
            ",'high':'low'}},'reliable':{'standard_error':0.5,'higher_is':'worse','difference':{"
            "'low':-3,'high':-3},'index':{'low':-4.2426,'high':-4.2426},'verdict':'improved'}}],"
            "'rows':[{'item':'q','person':null,"
            "'before':{'status':'current','applies':true,'answer':'yes','value':null,'observed_on':"
            "'2020-02-01','record':'o1','contested':false,'widened':false,'points':[{'scale':'s',"
            "'low':3,'high':3,'applies':true}]},"
            "'after':{'status':'current','applies':true,'answer':'no','value':null,'observed_on':"
            "'2020-03-01','record':'o2','contested':false,'widened':false,'points':[{'scale':'s',"
            "'low':0,'high':0,'applies':true}]},"
            "'shares':[{'scale':'s','low':-3,'high':-3}],'cause':'new_answer','records':['o2']}]"
            "}"));
}

} // namespace
} // namespace actueel::testing
