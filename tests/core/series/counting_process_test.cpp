// SPDX-License-Identifier: MPL-2.0
// counting_process.hpp: (start, stop] rows of a trajectory. An event is explained by what was current the day before;
// each row's scores are its segment's; nobody is at risk on the day of entry, outside involvement or membership.
#include <actueel/series/counting_process.hpp>

#include "../testing/documents.hpp"

#include <gtest/gtest.h>

#include <random>

namespace actueel::testing {
namespace {

form one_question(std::string_view more = "") {
    return form{}.changing("q", more).scale(
        "s", "sum",
        {term("q", "'points':{'no':0,'some':2,'yes':4}" +
                       std::string{more.empty() ? "" : ",'combine':'max'"})});
}
family involved(std::string_view until = "2020-03-01") {
    return family{}.add("i1", "involvement", "2020-01-01",
                        "'start':'2020-01-01'" +
                            (until.empty() ? "" : ",'until':'" + std::string{until} + "'"));
}

/// `(0, 31] 0 to 4; (31, 40] 4 event`: each row with its scale, and whether it ends with an event.
std::string told(const counting_rows& c) {
    std::string out;
    for (const counting_row& r : c.rows) {
        out += (out.empty() ? "" : "; ") + ("(" + std::to_string(r.start)) + ", " +
               std::to_string(r.stop) + "] " + to_string(r.state.scales[0].low);
        if (!is_exact(r.state.scales[0])) { out += " to " + to_string(r.state.scales[0].high); }
        out += r.event ? " event" : "";
    }
    return out;
}
counting_rows run(const form& asked, const family& history, follow_up question = {}) {
    if (question.events.empty()) { question.events = {"harm"}; }
    return counting_process(asked.read(), history.read(), question);
}

TEST(CountingProcess, ASegmentExplainsTheDayAfterItsFirstToTheDayAfterItsLast) {
    const auto c = run(one_question(), involved().observed("o1", "2020-02-01", "q", "'yes'"));
    EXPECT_EQ(c.entered_on, on("2020-01-01"));
    EXPECT_EQ(told(c), "(0, 31] 0 to 4; (31, 60] 4");
}

TEST(CountingProcess, AnEventIsExplainedByWhatWasCurrentTheDayBefore) {
    // What is observed on the day of an event may have been observed because of it.
    const auto history = involved()
                             .observed("o1", "2020-01-01", "q", "'no'")
                             .observed("o2", "2020-02-10", "q", "'yes'")
                             .event("e1", "2020-02-10", "harm");
    EXPECT_EQ(told(run(one_question(), history)), "(0, 40] 0 event");
    EXPECT_EQ(told(run(one_question(), history, {.scores = counts_from::same_day})),
              "(0, 39] 0; (39, 40] 4 event");
}

TEST(CountingProcess, ALateRecordingExplainsNothingBeforeItWasWrittenDown) {
    const auto history =
        involved()
            .observed("o1", "2020-01-01", "q", "'no'")
            .add("o2", "observation", "2020-02-20", family::observation("2020-01-10", "q", "'yes'"))
            .event("e1", "2020-02-10", "harm");
    EXPECT_EQ(told(run(one_question(), history)), "(0, 40] 0 event");
    EXPECT_EQ(told(run(one_question(), history, {.known_at = known::everything()})),
              "(0, 9] 0; (9, 40] 4 event");
}

TEST(CountingProcess, NobodyIsAtRiskOnTheDayOfEntry) {
    const auto history =
        involved().event("e1", "2020-01-01", "harm").event("e2", "2020-01-02", "harm");
    const auto c = run(one_question(), history);
    EXPECT_EQ(told(c), "(0, 1] 0 to 4 event");
    EXPECT_EQ(c.events_outside, 1);
    EXPECT_EQ(told(run(one_question(), history, {.scores = counts_from::same_day})),
              "(0, 1] 0 to 4 event");
}

TEST(CountingProcess, RepeatedGoesOnAfterAnEvent) {
    const auto history = involved()
                             .event("e1", "2020-01-11", "harm", "'incident':'n1'")
                             .event("e2", "2020-01-12", "harm", "'incident':'n1'")
                             .event("e3", "2020-01-21", "harm", "'severity':'severe'")
                             .event("e4", "2020-01-21", "harm")
                             .event("e5", "2020-01-25", "other");
    const auto c = run(one_question(), history, {.repeated = true});
    EXPECT_EQ(told(c), "(0, 10] 0 to 4 event; (10, 20] 0 to 4 event; (20, 60] 0 to 4");
    EXPECT_EQ(c.events_counted, 2);
    EXPECT_EQ(c.events_outside, 1) << "the second one of a day";
    EXPECT_EQ(told(run(one_question(), history, {.severities = {"severe"}})),
              "(0, 20] 0 to 4 event");
    EXPECT_EQ(told(run(one_question(), history, {.events = {"other"}})), "(0, 24] 0 to 4 event");
}

TEST(CountingProcess, ATimeOutsideInvolvementIsAGap) {
    const auto history = involved("2020-01-11")
                             .add("i2", "involvement", "2020-02-01", "'start':'2020-02-01'")
                             .ends("n2", "i2", "2020-02-11")
                             .event("e1", "2020-01-20", "harm")
                             .event("e2", "2020-02-11", "harm");
    const auto c = run(one_question(), history);
    EXPECT_EQ(told(c), "(0, 10] 0 to 4; (31, 41] 0 to 4 event");
    EXPECT_EQ(c.events_outside, 1);
}

TEST(CountingProcess, InvolvementsThatFollowOnEachOtherAreOneTime) {
    const auto history =
        involved("2020-01-11")
            .add("i2", "involvement", "2020-01-11", "'start':'2020-01-11','until':'2020-02-01'")
            .add("i3", "involvement", "2020-01-05", "'start':'2020-01-05','until':'2020-01-20'")
            .add("i4", "involvement", "2020-02-01", "'start':'2020-02-01','until':'2020-02-05'");
    EXPECT_EQ(told(run(one_question(), history)), "(0, 35] 0 to 4");
}

TEST(CountingProcess, RowsEndAtLeastEverySoManyDays) {
    EXPECT_EQ(told(run(one_question(), involved("2020-01-21"), {.every = 7})),
              "(0, 7] 0 to 4; (7, 14] 0 to 4; (14, 20] 0 to 4");
}

TEST(CountingProcess, StartAndUntilNarrowTheFollowUp) {
    EXPECT_EQ(told(run(one_question(), involved(),
                       {.start = on("2020-02-01"), .until = on("2020-02-11")})),
              "(0, 10] 0 to 4");
    EXPECT_EQ(told(run(one_question(), involved(), {.until = on("2019-06-01")})), "")
        << "never followed";
}

TEST(CountingProcess, WithoutInvolvementItBeginsWithTheFirstRecordAndNeedsAnEnd) {
    const auto history =
        family{}.observed("o1", "2020-01-05", "q", "'no'").event("e1", "2020-01-07", "harm");
    EXPECT_EQ(told(run(one_question(), history, {.until = on("2020-02-01")})), "(0, 2] 0 event");
    const auto endless =
        try_counting_process(one_question().read(), history.read(), {.events = {"harm"}});
    ASSERT_FALSE(endless);
    EXPECT_EQ(endless.error().code(), error_code::follow_up_endless);
    EXPECT_FALSE(
        try_counting_process(one_question().read(), involved("").read(), {.events = {"harm"}}));
    EXPECT_EQ(told(run(one_question(), family{}, {.until = on("2020-02-01")})), "")
        << "nothing on record";
}

TEST(CountingProcess, AChildIsAtRiskWhileAMemberAndByEventsThatNameIt) {
    const auto asked = one_question("'per':'child'").with("subject", "'child'");
    const auto history = involved()
                             .child("k1", "", "'until':'2020-02-01'")
                             .child("k2")
                             .event("e1", "2020-01-15", "harm", "'persons':[{'person':'k2'}]")
                             .event("e2", "2020-01-16", "harm")
                             .event("e3", "2020-02-01", "harm", "'persons':[{'person':'k1'}]");
    const auto c = run(asked, history, {.child = "k1"});
    EXPECT_EQ(told(c), "(0, 31] 0 to 4 event")
        << "the day on which it leaves is explained by the day before";
    EXPECT_EQ(c.events_of_nobody, 1);
    EXPECT_EQ(told(run(asked, history, {.child = "k2"})), "(0, 14] 0 to 4 event");
    EXPECT_EQ(children_ever(history.read()), (std::vector<std::string>{"k1", "k2"}));
    EXPECT_FALSE(
        try_counting_process(asked.read(), history.read(), {.events = {"harm"}, .child = "k9"}));
}

TEST(CountingProcess, AChildWhoJoinsAndLeavesFiveTimesHasFiveTimesAtRisk) {
    const auto asked = one_question("'per':'child'").with("subject", "'child'");
    family history = involved().add("k1", "person", "2019-01-01", "");
    for (int i = 0; i < 5; ++i) {
        const auto from = day::from_number(on("2020-01-05").number() + 10 * i);
        const auto until = day::from_number(from.number() + 4);
        history.add("m" + std::to_string(i), "membership", "2019-01-01",
                    "'person':'k1','role':'child','start':'" + to_string(from) + "','until':'" +
                        to_string(until) + "'");
    }
    history.event("e1", "2020-01-20", "harm", "'persons':[{'person':'k1'}]"); // between two times
    const auto c = run(asked, history, {.child = "k1"});
    EXPECT_EQ(told(c),
              "(4, 8] 0 to 4; (14, 18] 0 to 4; (24, 28] 0 to 4; (34, 38] 0 to 4; (44, 48] 0 to 4");
    EXPECT_EQ(c.events_outside, 1);
}

TEST(CountingProcess, AThousandEventsOnOneDayEndOneRow) {
    family history = involved();
    for (int i = 0; i < 1000; ++i) { history.event("e" + std::to_string(i), "2020-01-11", "harm"); }
    const auto c = run(one_question(), history, {.repeated = true});
    EXPECT_EQ(told(c), "(0, 10] 0 to 4 event; (10, 60] 0 to 4");
    EXPECT_EQ(c.events_outside, 999);
}

TEST(CountingProcess, WhatCannotBeAskedIsRefusedAtOnce) {
    const auto wrong =
        try_counting_process(one_question().read(), involved().read(),
                             {.start = on("2020-02-01"), .until = on("2020-02-01"), .every = -1});
    ASSERT_FALSE(wrong);
    std::string codes;
    for (const problem& each : wrong.error().problems()) {
        codes += std::string{to_string(each.code)} + " " + each.place + ";";
    }
    EXPECT_EQ(codes, "list_empty /events;value_unknown /every;range_empty ;");
}

TEST(CountingProcessProperty, EveryDayAtRiskHasTheScoresOfTheDayBefore) {
    for (unsigned seed = 1; seed <= 25; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 random{seed};
        const auto any_day = [&] {
            return to_string(
                day::from_number(on("2020-01-01").number() + static_cast<int>(random() % 60)));
        };
        family history = involved();
        for (int i = 0; i < 6; ++i) {
            const char* answers[] = {"'no'", "'some'", "'yes'"};
            history.observed("o" + std::to_string(i), any_day(), "q", answers[random() % 3]);
            history.event("e" + std::to_string(i), any_day(), "harm");
        }
        const auto asked = one_question().read();
        const auto read = history.read();
        for (const auto scores : {counts_from::day_after, counts_from::same_day}) {
            const auto c = run(one_question(), history, {.scores = scores, .repeated = true});
            const int lag = scores == counts_from::day_after ? 1 : 0;
            int at_risk = 0;
            for (const counting_row& r : c.rows) {
                for (int t = r.start + 1; t <= r.stop; ++t, ++at_risk) {
                    const auto explained_by = day::from_number(c.entered_on.number() + t - lag);
                    const auto a = assess(
                        asked, read, {.as_of = explained_by, .known_at = known::by_end_of_as_of()});
                    EXPECT_EQ(a.scales[0].value, r.state.scales[0]);
                }
            }
            EXPECT_EQ(at_risk, 60 - (1 - lag));
            EXPECT_EQ(c.events_counted + c.events_outside, 6);
        }
    }
}

} // namespace
} // namespace actueel::testing
