// SPDX-License-Identifier: MPL-2.0
// Contract: the situation of a household at a moment: who belongs to it, which answer is current and until when, whose
// other words stand, what follows from persons and events (semantics 3).
#include <actueel/history/observe.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using actueel::assessment;
using actueel::testing::answer_of;
using actueel::testing::assessed;
using actueel::testing::assessed_when_known;
using actueel::testing::derived_of;
using actueel::testing::expiry_of;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::on;
using actueel::testing::points;
using actueel::testing::record_id;
using actueel::testing::row;
using actueel::testing::rows;
using actueel::testing::status_of;

form fixed_item(std::string_view more = "") {
    return form{}.fixed("a", more).scale("s", "sum", {points("a")});
}
form changing_item(std::string_view more = "") {
    return form{}.changing("a", more).scale("s", "sum", {points("a")});
}

/// The other words of a row, as record ids with spaces between.
std::string voices(const assessment& a, std::string_view item, std::string_view person = "") {
    std::string out;
    for (const auto& w : row(a, item, person).voices) {
        out += (out.empty() ? "" : " ") + record_id(a, w.record);
    }
    return out;
}
std::string members(const assessment& a) {
    std::string out;
    for (const auto& m : a.seen.now.members) {
        out += (out.empty() ? "" : " ") + a.family->persons[static_cast<std::size_t>(m.person)] +
               ":" + std::string{actueel::lives_names[static_cast<std::size_t>(m.lives)]} +
               (m.counted ? "" : "!");
    }
    return out;
}
std::string roles(const assessment& a) {
    return std::string{actueel::role_state_names[static_cast<std::size_t>(a.seen.now.roles[0])]} +
           " " +
           std::string{actueel::role_state_names[static_cast<std::size_t>(a.seen.now.roles[1])]};
}

// ---- which answer is current

TEST(Current, IsTheLatestObservedOnOrBeforeTheDay) {
    family f;
    f.add("o2", "observation", "2020-02-10", family::observation("2020-02-05", "a", "'yes'"));
    f.add("o1", "observation", "2020-02-20",
          family::observation("2020-02-03", "a", "'no'")); // written down later, older
    f.observed("o3", "2020-03-01", "a", "'some'");
    EXPECT_EQ(answer_of(assessed(fixed_item(), f, "2020-02-29"), "a"), "yes");
    EXPECT_EQ(answer_of(assessed(fixed_item(), f, "2020-03-01"), "a"), "some");
    EXPECT_EQ(answer_of(assessed(fixed_item(), f, "2020-02-04"), "a"), "no");
    EXPECT_EQ(answer_of(assessed(fixed_item(), f, "2020-02-02"), "a"), "nothing");
}

TEST(Current, OfOneDayIsTheLatestByPlace) {
    family f;
    f.add("z", "observation", "2020-02-03T09:00:00Z",
          family::observation("2020-02-03", "a", "'no'"));
    f.add("a", "observation", "2020-02-03T10:00:00Z",
          family::observation("2020-02-03", "a", "'yes'"));
    EXPECT_EQ(answer_of(assessed(fixed_item(), f, "2020-03-01"), "a"), "yes");
    f.add("b", "observation", "2020-02-03T10:00:00Z",
          family::observation("2020-02-03", "a", "'some'"));
    EXPECT_EQ(answer_of(assessed(fixed_item(), f, "2020-03-01"), "a"),
              "some"); // the same instant: by id
}

TEST(Current, ACorrectionKeepsThePlaceOfItsFirstRecord) {
    family f;
    f.add("o1", "observation", "2020-02-03T09:00:00Z",
          family::observation("2020-02-03", "a", "'no'"));
    f.add("o2", "observation", "2020-02-03T10:00:00Z",
          family::observation("2020-02-03", "a", "'yes'"));
    f.corrects("k1", "o1", "2020-02-20", family::observation("2020-02-03", "a", "'some'"));
    EXPECT_EQ(answer_of(assessed(fixed_item(), f, "2020-03-01"), "a"), "yes");
}

TEST(Current, ACorrectedDayMovesTheAnswer) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'").observed("o2", "2020-02-04", "a", "'no'");
    f.corrects("k1", "o1", "2020-02-20", family::observation("2020-02-05", "a", "'yes'"));
    EXPECT_EQ(answer_of(assessed(fixed_item(), f, "2020-03-01"), "a"), "yes");
    EXPECT_EQ(answer_of(assessed_when_known(fixed_item(), f, "2020-03-01", "2020-02-19"), "a"),
              "no");
}

TEST(Current, IsWhatWasKnownAtTheInstant) {
    family f;
    f.add("o1", "observation", "2020-02-10T12:00:00Z",
          family::observation("2020-02-03", "a", "'yes'"));
    f.retracts("x1", "o1", "2020-02-12T12:00:00Z");
    EXPECT_EQ(
        answer_of(assessed_when_known(fixed_item(), f, "2020-03-01", "2020-02-10T11:59:59Z"), "a"),
        "nothing");
    EXPECT_EQ(
        answer_of(assessed_when_known(fixed_item(), f, "2020-03-01", "2020-02-10T12:00:00Z"), "a"),
        "yes");
    EXPECT_EQ(
        answer_of(assessed_when_known(fixed_item(), f, "2020-03-01", "2020-02-12T12:00:00Z"), "a"),
        "nothing");
    const auto by_then =
        actueel::assess(fixed_item().read(), f.read(),
                        {.as_of = on("2020-02-11"), .known_at = actueel::known::by_end_of_as_of()});
    EXPECT_EQ(answer_of(by_then, "a"), "yes");
}

TEST(Current, CountsTheSourcesOfTheItem) {
    for (const auto* source : {"worker", "professional", "record", "not_stated"}) {
        const auto f = family{}.observed("o1", "2020-02-03", "a", "'yes'",
                                         std::string{"'source':'"} + source + "'");
        EXPECT_EQ(answer_of(assessed(fixed_item(), f, "2020-03-01"), "a"), "yes") << source;
    }
    for (const auto* source : {"child", "parent", "network"}) {
        const auto f = family{}.observed("o1", "2020-02-03", "a", "'yes'",
                                         std::string{"'source':'"} + source + "'");
        const auto a = assessed(fixed_item(), f, "2020-03-01");
        EXPECT_EQ(answer_of(a, "a"), "nothing") << source;
        EXPECT_EQ(voices(a, "a"), "o1") << source; // shown, whatever the status
        EXPECT_EQ(answer_of(assessed(fixed_item("'sources':['child','parent','network']"), f,
                                     "2020-03-01"),
                            "a"),
                  "yes")
            << source;
    }
}

TEST(Current, NotSeenAndCopiesAreShownAndNeverBecomeIt) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'")
        .observed("o2", "2020-02-04", "a", "'not_seen'")
        .observed("o3", "2020-02-05", "a", "'no'", "'repeats':'o1'");
    const auto a = assessed(changing_item(), f, "2020-03-01");
    EXPECT_EQ(answer_of(a, "a"), "yes");
    EXPECT_EQ(expiry_of(a, "a"), "2020-05-03 shelf_life"); // a copy renews nothing
    ASSERT_EQ(row(a, "a").shown.size(), 2U);
    EXPECT_FALSE(row(a, "a").shown[0].repeats);
    EXPECT_TRUE(row(a, "a").shown[1].repeats);
}

TEST(Current, AnExplicitUnknownOrRefusedSupersedesOlderAnswersAndNeverExpires) {
    for (const auto* said : {"unknown", "refused"}) {
        const auto f = family{}
                           .observed("o1", "2020-02-03", "a", "'yes'")
                           .observed("o2", "2020-02-04", "a", std::string{"'"} + said + "'");
        const auto a = assessed(changing_item(), f, "2021-03-01");
        EXPECT_EQ(status_of(a, "a"), "unknown");
        EXPECT_EQ(answer_of(a, "a"), said);
        EXPECT_EQ(expiry_of(a, "a"), "never");
    }
}

// ---- when it expires

TEST(Expiry, TheAnswerCountsUntilTheDayBeforeItsShelfLifeEnds) {
    const auto f = family{}.observed("o1", "2020-01-31", "a", "'yes'");
    const auto a = assessed(changing_item(), f, "2020-04-29");
    EXPECT_EQ(expiry_of(a, "a"), "2020-04-30 shelf_life");
    EXPECT_EQ(status_of(a, "a"), "current");
    EXPECT_EQ(status_of(assessed(changing_item(), f, "2020-04-30"), "a"), "stale");
}

TEST(Expiry, AStaticAnswerDoesNotExpire) {
    EXPECT_EQ(status_of(assessed(fixed_item(), family{}.observed("o1", "2020-01-31", "a", "'yes'"),
                                 "9999-12-31"),
                        "a"),
              "current");
}

TEST(Expiry, WhatWouldEndAfterTheCalendarNeverExpires) {
    const auto f = family{}.add("o1", "observation", "9999-12-01",
                                family::observation("9999-12-01", "a", "'yes'"));
    EXPECT_EQ(expiry_of(assessed(changing_item(), f, "9999-12-31"), "a"), "never");
}

TEST(Expiry, AnAnsweredNotApplicableExpiresLikeAnyOther) {
    const form asked = form{}
                           .item("a", "'kind':'dynamic','ask':{'en':'?'},'shelf_life':'P3M'," +
                                          actueel::testing::no_some_yes_or_not_applicable)
                           .scale("s", "sum", {points("a")});
    const auto f = family{}.observed("o1", "2020-02-03", "a", "'not_applicable'");
    EXPECT_EQ(status_of(assessed(asked, f, "2020-05-02"), "a"), "not_applicable");
    EXPECT_EQ(status_of(assessed(asked, f, "2020-05-03"), "a"), "stale");
}

TEST(Lapse, AJoiningInAListedRoleEndsTheAnswerOnItsDay) {
    family f;
    f.caregiver("p1").observed("o1", "2020-02-03", "a", "'yes'");
    f.add("m2", "membership", "2020-02-20",
          "'person':'p2','role':'caregiver','start':'2020-02-15'");
    const form asked = changing_item("'lapses_on':{'joins':['caregiver']}");
    const auto a = assessed(asked, f, "2020-03-01");
    EXPECT_EQ(expiry_of(a, "a"), "2020-02-15 joins m2");
    EXPECT_EQ(status_of(a, "a"), "stale");
    EXPECT_EQ(expiry_of(assessed(asked, f, "2020-02-14"), "a"),
              "2020-05-03 shelf_life"); // only what happened up to the day
    EXPECT_EQ(
        expiry_of(assessed(changing_item("'lapses_on':{'joins':['child'],'leaves':['caregiver']}"),
                           f, "2020-03-01"),
                  "a"),
        "2020-05-03 shelf_life");
}

TEST(Lapse, AJoiningOnTheDayOfTheAnswerDoesNotEndIt) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'");
    f.add("m2", "membership", "2020-02-20",
          "'person':'p2','role':'caregiver','start':'2020-02-03'");
    EXPECT_EQ(
        status_of(assessed(changing_item("'lapses_on':{'joins':['caregiver']}"), f, "2020-03-01"),
                  "a"),
        "current");
}

TEST(Lapse, ALeavingEndsTheAnswerOnTheDayOfTheEnd) {
    family f;
    f.caregiver("p1")
        .caregiver("p2", "'until':'2020-02-20'")
        .observed("o1", "2020-02-03", "a", "'yes'")
        .ends("n1", "m-p1", "2020-02-10");
    const auto a = assessed(changing_item("'lapses_on':{'leaves':['caregiver']}"), f, "2020-03-01");
    EXPECT_EQ(expiry_of(a, "a"), "2020-02-10 leaves m-p1");
}

TEST(Lapse, TheOwnMoveOfThePersonAskedAboutDoesNotEndTheAnswer) {
    family f;
    f.caregiver("p1").caregiver("p2");
    f.observed("o1", "2020-02-03", "a", "'yes'", "'person':'p1'")
        .observed("o2", "2020-02-03", "a", "'yes'", "'person':'p2'");
    f.add("m3", "membership", "2020-02-20",
          "'person':'p1','role':'caregiver','start':'2020-02-15','lives':'part'");
    const auto a =
        assessed(form{}
                     .changing("a", "'per':'caregiver','lapses_on':{'joins':['caregiver']}")
                     .scale("s", "sum", {points("a", "'combine':'max'")}),
                 f, "2020-03-01");
    EXPECT_EQ(status_of(a, "a", "p1"), "current");
    EXPECT_EQ(expiry_of(a, "a", "p2"), "2020-02-15 joins m3");
}

TEST(Lapse, AMembershipThatFollowsAnotherOnTheSameDayNeitherJoinsNorLeaves) {
    family f;
    f.caregiver("p1", "'until':'2020-02-15'").observed("o1", "2020-02-03", "a", "'yes'");
    f.add("m2", "membership", "2020-02-20",
          "'person':'p1','role':'caregiver','start':'2020-02-15'");
    const form asked = changing_item("'lapses_on':{'joins':['caregiver'],'leaves':['caregiver']}");
    EXPECT_EQ(status_of(assessed(asked, f, "2020-03-01"), "a"), "current");
    family other_way; // of another way of living: a leaving and a joining
    other_way.caregiver("p1", "'until':'2020-02-15'").observed("o1", "2020-02-03", "a", "'yes'");
    other_way.add("m2", "membership", "2020-02-20",
                  "'person':'p1','role':'caregiver','start':'2020-02-15','lives':'part'");
    EXPECT_EQ(expiry_of(assessed(asked, other_way, "2020-03-01"), "a"),
              "2020-02-15 joins m2"); // joins says why, before leaves
}

TEST(Lapse, AMembershipThatEndedOnItsFirstDayNeverWas) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'");
    f.add("m2", "membership", "2020-02-20",
          "'person':'p1','role':'caregiver','start':'2020-02-15','until':'2020-02-15'");
    EXPECT_EQ(status_of(assessed(changing_item(
                                     "'lapses_on':{'joins':['caregiver'],'leaves':['caregiver']}"),
                                 f, "2020-03-01"),
                        "a"),
              "current");
}

TEST(Lapse, AnEventOfAListedTypeEndsAStaticAnswerToo) {
    const auto f = family{}
                       .observed("o1", "2020-02-03", "a", "'yes'")
                       .event("e0", "2020-02-03", "report")
                       .event("e1", "2020-02-10", "other")
                       .event("e2", "2020-02-12", "report");
    const form asked = fixed_item("'lapses_on':{'events':['report']}");
    EXPECT_EQ(expiry_of(assessed(asked, f, "2020-03-01"), "a"), "2020-02-12 event e2");
    EXPECT_EQ(status_of(assessed(asked, f, "2020-02-11"), "a"), "current");
}

TEST(Lapse, ForAPerChildItemAnEventNamesTheChildOrNobody) {
    family f;
    f.child("c1")
        .child("c2")
        .observed("o1", "2020-02-03", "a", "'yes'", "'person':'c1'")
        .observed("o2", "2020-02-03", "a", "'yes'", "'person':'c2'");
    f.event("e1", "2020-02-10", "report", "'persons':[{'person':'c2'}]")
        .event("e2", "2020-02-20", "report");
    const auto a = assessed(form{}
                                .fixed("a", "'per':'child','lapses_on':{'events':['report']}")
                                .scale("s", "sum", {points("a", "'combine':'max'")}),
                            f, "2020-03-01");
    EXPECT_EQ(expiry_of(a, "a", "c1"), "2020-02-20 event e2");
    EXPECT_EQ(expiry_of(a, "a", "c2"), "2020-02-10 event e1");
}

TEST(Lapse, TheEarlierOfShelfLifeAndLapseCounts) {
    const form asked = changing_item("'lapses_on':{'events':['report']}");
    const auto late =
        family{}.observed("o1", "2020-02-03", "a", "'yes'").event("e1", "2020-06-10", "report");
    EXPECT_EQ(expiry_of(assessed(asked, late, "2020-07-01"), "a"), "2020-05-03 shelf_life");
    const auto same_day =
        family{}.observed("o1", "2020-02-03", "a", "'yes'").event("e1", "2020-05-03", "report");
    EXPECT_EQ(expiry_of(assessed(asked, same_day, "2020-07-01"), "a"),
              "2020-05-03 shelf_life"); // the first of the list says why
}

// ---- pick pools

TEST(Pool, HoldsTheOtherCountedAnswersWhoseWindowRuns) {
    family f;
    f.observed("o1", "2020-01-01", "a", "'yes'")
        .observed("o2", "2020-01-02", "a", "'some'")
        .observed("o3", "2020-01-20", "a", "'unknown'");
    f.observed("o4", "2020-01-21", "a", "'yes'", "'source':'parent'")
        .observed("o5", "2020-02-01", "a", "'no'");
    const form worst = changing_item("'pick':{'rule':'worst','window':'P1M'}");
    EXPECT_EQ(actueel::testing::value_of(assessed(worst, f, "2020-02-01"), "s"),
              "1"); // of o1 the window ended today
    EXPECT_EQ(actueel::testing::value_of(assessed(worst, f, "2020-02-02"), "s"), "0");
    const form longer = changing_item("'pick':{'rule':'worst','window':'P2M'}");
    EXPECT_EQ(actueel::testing::value_of(assessed(longer, f, "2020-02-29"), "s"), "3");
}

TEST(Pool, EachRuleTakesItsPoints) {
    family f;
    f.observed("o1", "2020-01-01", "a", "'yes'")
        .observed("o2", "2020-01-02", "a", "'no'")
        .observed("o3", "2020-01-03", "a", "'some'");
    const auto value = [&](const char* rule) {
        return actueel::testing::value_of(
            assessed(changing_item(std::string{"'pick':{'rule':'"} + rule + "','window':'P1Y'}"), f,
                     "2020-02-01"),
            "s");
    };
    EXPECT_EQ(value("worst"), "3");
    EXPECT_EQ(value("best"), "0");
    EXPECT_EQ(value("mean"), "1.3333");
    EXPECT_EQ(value("latest"), "1");
}

TEST(Pool, StatusExpiryAndTheAnswerShownAreThoseOfTheCurrentAnswer) {
    family f;
    f.observed("o1", "2020-03-01", "a", "'yes'").observed("o2", "2020-03-02", "a", "'no'");
    const auto a =
        assessed(changing_item("'pick':{'rule':'worst','window':'P1Y'}"), f, "2020-06-01");
    EXPECT_EQ(answer_of(a, "a"), "no");
    EXPECT_EQ(expiry_of(a, "a"), "2020-06-02 shelf_life");
    EXPECT_EQ(status_of(assessed(changing_item("'pick':{'rule':'worst','window':'P1Y'}"), f,
                                 "2020-06-02"),
                        "a"),
              "stale");
}

// ---- one sitting

form questionnaire() {
    return form{}
        .with("one_sitting", "true")
        .changing("a")
        .changing("b")
        .scale("s", "sum", {points("a"), points("b")});
}

TEST(Sitting, OnlyTheLatestCountsAndWhatItLeftOpenIsUnknown) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'", "'sitting':'s1'")
        .observed("o2", "2020-02-03", "b", "'yes'", "'sitting':'s1'");
    f.observed("o3", "2020-02-10", "a", "'no'", "'sitting':'s2'");
    const auto a = assessed(questionnaire(), f, "2020-03-01");
    EXPECT_EQ(status_of(a, "a"), "current");
    EXPECT_EQ(status_of(a, "b"), "unknown");
    EXPECT_EQ(actueel::testing::value_of(a, "s"), "0 to 3");
    EXPECT_EQ(voices(a, "b"), "o2"); // an earlier word is shown and does not count
    EXPECT_FALSE(row(a, "b").voices.front().counted);
}

TEST(Sitting, MaySpanDays) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'", "'sitting':'s1'")
        .observed("o2", "2020-02-05", "b", "'yes'", "'sitting':'s1'");
    EXPECT_EQ(actueel::testing::value_of(assessed(questionnaire(), f, "2020-03-01"), "s"), "6");
}

TEST(Sitting, WithoutOneItIsTheSameDayAndVoice) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'", "'source':'worker','by':'w1'")
        .observed("o2", "2020-02-03", "b", "'yes'", "'source':'worker','by':'w2'");
    EXPECT_EQ(status_of(assessed(questionnaire(), f, "2020-03-01"), "a"), "unknown");
    family g;
    g.observed("o1", "2020-02-03", "a", "'yes'", "'source':'worker','by':'w1'")
        .observed("o2", "2020-02-03", "b", "'yes'", "'source':'worker'");
    EXPECT_EQ(status_of(assessed(questionnaire(), g, "2020-03-01"), "a"), "current");
    family h;
    h.observed("o1", "2020-02-02", "a", "'yes'").observed("o2", "2020-02-03", "b", "'yes'");
    EXPECT_EQ(status_of(assessed(questionnaire(), h, "2020-03-01"), "a"), "unknown");
}

TEST(Sitting, IsOfThePersonAsked) {
    family f;
    f.child("c1").child("c2").observed("o1", "2020-02-03", "a", "'yes'",
                                       "'person':'c1','sitting':'s1'");
    f.observed("o2", "2020-02-10", "a", "'yes'", "'person':'c2','sitting':'s2'");
    const auto a = assessed(form{}
                                .with("one_sitting", "true")
                                .changing("a", "'per':'child'")
                                .scale("s", "sum", {points("a", "'combine':'max'")}),
                            f, "2020-03-01");
    EXPECT_EQ(status_of(a, "a", "c1"), "current");
    EXPECT_EQ(status_of(a, "a", "c2"), "current");
}

TEST(Sitting, IsToldByCountedVoicesAndNotByCopiesOrAttempts) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'", "'sitting':'s1'")
        .observed("o2", "2020-02-05", "b", "'yes'", "'sitting':'s2','source':'parent'");
    f.observed("o3", "2020-02-06", "b", "'not_seen'", "'sitting':'s3'")
        .observed("o4", "2020-02-07", "a", "'yes'", "'sitting':'s4','repeats':'o1'");
    EXPECT_EQ(answer_of(assessed(questionnaire(), f, "2020-03-01"), "a"), "yes");
}

// ---- voices

TEST(Voices, EachUnexpiredWordThatNoLaterOneOfItsVoiceReplacedIsShown) {
    family f;
    f.observed("w1", "2020-02-03", "a", "'yes'", "'source':'worker','by':'w1'")
        .observed("w2", "2020-02-04", "a", "'yes'", "'source':'worker','by':'w2'");
    f.observed("p1", "2020-02-05", "a", "'no'", "'source':'parent','by':'p1'")
        .observed("p2", "2020-02-06", "a", "'some'", "'source':'parent','by':'p1'");
    f.observed("k1", "2020-01-01", "a", "'no'", "'source':'child'");
    EXPECT_EQ(voices(assessed(changing_item(), f, "2020-03-01"), "a"), "k1 w1 p2");
    EXPECT_EQ(voices(assessed(changing_item(), f, "2020-04-01"), "a"),
              "w1 p2"); // the child's word expired
}

TEST(Voices, AWordWithoutANameIsOfTheVoiceOfEveryNameOfItsSource) {
    family f;
    f.observed("w1", "2020-02-03", "a", "'yes'", "'source':'worker','by':'w1'")
        .observed("w2", "2020-02-04", "a", "'no'", "'source':'worker'");
    EXPECT_EQ(voices(assessed(changing_item(), f, "2020-03-01"), "a"), "");
    family g;
    g.observed("w1", "2020-02-03", "a", "'yes'", "'source':'worker'")
        .observed("w2", "2020-02-04", "a", "'no'", "'source':'worker','by':'w2'");
    EXPECT_EQ(voices(assessed(changing_item(), g, "2020-03-01"), "a"), "");
}

TEST(Voices, ALaterUnknownOfTheSameVoiceReplacesItsWord) {
    family f;
    f.observed("p1", "2020-02-03", "a", "'yes'", "'source':'parent'")
        .observed("p2", "2020-02-04", "a", "'unknown'", "'source':'parent'");
    f.observed("w1", "2020-02-05", "a", "'no'", "'source':'worker'");
    const auto a = assessed(changing_item(), f, "2020-03-01");
    EXPECT_EQ(voices(a, "a"), "p2");
    EXPECT_FALSE(contested(row(a, "a")));
}

// ---- persons

TEST(Household, ARoleThatNobodyHoldsIsUnknownUntilAHouseholdRecordSaysThatItIsEmpty) {
    EXPECT_EQ(roles(assessed(fixed_item(), family{}, "2020-03-01")), "unknown unknown");
    EXPECT_EQ(roles(assessed(fixed_item(), family{}.child("c1"), "2020-03-01")), "known unknown");
    EXPECT_EQ(
        roles(assessed(fixed_item(), family{}.child("c1").nobody_is("'caregiver'"), "2020-03-01")),
        "known empty");
    EXPECT_EQ(
        roles(assessed(fixed_item(), family{}.nobody_is("'child','caregiver'"), "2018-12-31")),
        "unknown unknown"); // not yet
    EXPECT_EQ(roles(assessed(fixed_item(),
                             family{}.nobody_is("'caregiver'").ends("n1", "nobody", "2020-02-01"),
                             "2020-02-01")),
              "unknown unknown");
}

TEST(Household, ARunningMembershipWinsFromAHouseholdRecord) {
    EXPECT_EQ(roles(assessed(fixed_item(),
                             family{}.child("c1", "", "'lives':'elsewhere'").nobody_is("'child'"),
                             "2020-03-01")),
              "known unknown");
}

TEST(Household, MembersAreThoseOfTheDayAndCountedByHowTheyLive) {
    family f;
    f.child("c1")
        .child("c2", "", "'lives':'part'")
        .child("c3", "", "'lives':'visits'")
        .child("c4", "", "'lives':'elsewhere'");
    f.child("c5", "", "'until':'2020-03-01'").caregiver("p1");
    EXPECT_EQ(members(assessed(fixed_item(), f, "2020-03-01")),
              "c1:here c2:part c3:visits c4:elsewhere! p1:here");
    EXPECT_EQ(members(assessed(fixed_item(), f, "2020-02-29")),
              "c1:here c2:part c3:visits c4:elsewhere! c5:here p1:here");
    EXPECT_EQ(members(assessed(fixed_item().with("counts_living", "['here']"), f, "2020-03-01")),
              "c1:here c2:part! c3:visits! c4:elsewhere! p1:here");
}

TEST(Household, WhereMembershipsOverlapTheLatestStartThenPlaceWins) {
    family f;
    f.child("c1");
    f.add("m2", "membership", "2019-06-01",
          "'person':'c1','role':'child','start':'2019-05-01','lives':'part'");
    f.add("m0", "membership", "2019-07-01",
          "'person':'c1','role':'child','start':'2019-04-01','lives':'visits'");
    EXPECT_EQ(members(assessed(fixed_item(), f, "2020-03-01")), "c1:part");
    f.add("m3", "membership", "2019-08-01",
          "'person':'c1','role':'child','start':'2019-05-01','lives':'elsewhere'");
    const auto a = assessed(fixed_item(), f, "2020-03-01");
    EXPECT_EQ(members(a), "c1:elsewhere!");
    ASSERT_EQ(a.seen.now.overlaps.size(), 1U); // noted, in whatever day it lies
    EXPECT_EQ(a.seen.now.overlaps[0].records.size(), 4U);
}

TEST(Household, TheLatestEndingByPlaceCountsAndNeverExtendsAStatedUntil) {
    family f;
    f.child("c1")
        .ends("n1", "m-c1", "2020-02-01", "2020-02-10")
        .ends("n2", "m-c1", "2020-03-01", "2020-02-20");
    EXPECT_EQ(roles(assessed(fixed_item(), f, "2020-02-15")), "known unknown");
    EXPECT_EQ(roles(assessed(fixed_item(), f, "2020-03-01")), "unknown unknown");
    EXPECT_EQ(roles(assessed_when_known(fixed_item(), f, "2020-02-15", "2020-02-11")),
              "unknown unknown"); // only the first was known
    f.retracts("x1", "n2", "2020-02-25");
    EXPECT_EQ(roles(assessed(fixed_item(), f, "2020-02-15")), "unknown unknown");
    family stated;
    stated.child("c1", "", "'until':'2020-01-15'").ends("n1", "m-c1", "2020-06-01");
    EXPECT_EQ(roles(assessed(fixed_item(), stated, "2020-01-15")), "unknown unknown");
}

TEST(Rows, ThereIsOneForEachCountedMemberOfTheRole) {
    family f;
    f.child("c1").child("c2", "", "'lives':'elsewhere'").caregiver("p1").caregiver("p2");
    const form asked = form{}
                           .fixed("k", "'per':'child'")
                           .fixed("p", "'per':'caregiver'")
                           .fixed("a")
                           .scale("s", "sum", {points("a")});
    const auto a = assessed(asked, f, "2020-03-01");
    EXPECT_EQ(rows(a, "k"), 1U);
    EXPECT_EQ(rows(a, "p"), 2U);
    EXPECT_EQ(rows(a, "a"), 1U);
    EXPECT_EQ(
        rows(assessed(asked, family{}.child("c1").nobody_is("'caregiver'"), "2020-03-01"), "p"),
        0U);
}

TEST(Rows, AnUnknownRoleHasOneUnnamedMemberWhoseAnswersAreUnknown) {
    family f;
    f.caregiver("p1", "'until':'2020-02-10'")
        .observed("o1", "2020-02-03", "p", "'yes'", "'person':'p1'");
    const auto a = assessed(
        form{}.fixed("p", "'per':'caregiver'").scale("s", "sum", {points("p", "'combine':'max'")}),
        f, "2020-03-01");
    EXPECT_EQ(rows(a, "p"), 1U);
    EXPECT_TRUE(row(a, "p").unnamed);
    EXPECT_EQ(status_of(a, "p"), "unknown");
    ASSERT_EQ(a.seen.ignored.size(), 1U); // about somebody who is not a member today
    EXPECT_EQ(a.seen.ignored[0].why, actueel::ignored_why::not_a_member);
}

TEST(Rows, AgesLeaveOthersOutAndAMissingBirthDateOpen) {
    family f;
    f.child("c1", "2010-03-01").child("c2", "2010-03-02").child("c3");
    const form asked = form{}
                           .fixed("k", "'per':'child','ages':{'at_least':10}")
                           .scale("s", "sum", {points("k", "'combine':'max'")});
    const auto a = assessed(asked, f, "2020-03-01");
    EXPECT_EQ(rows(a, "k"), 2U);
    EXPECT_EQ(row(a, "k", "c1").applies, actueel::kleene::yes); // ten today
    EXPECT_EQ(row(a, "k", "c3").applies, actueel::kleene::unknown);
    EXPECT_EQ(rows(assessed(asked, f, "2020-03-02"), "k"), 3U);
    const form young = form{}
                           .fixed("k", "'per':'child','ages':{'below':10}")
                           .scale("s", "sum", {points("k", "'combine':'max'")});
    EXPECT_EQ(rows(assessed(young, f, "2020-03-01"), "k"), 2U); // the upper bound is out
}

TEST(OneChild, SeesFamilyAndCaregiverItemsAndOfChildItemsItsOwn) {
    family f;
    f.child("c1", "", "'lives':'elsewhere'").child("c2").caregiver("p1").caregiver("p2");
    const form asked = form{}
                           .fixed("k", "'per':'child'")
                           .fixed("p", "'per':'caregiver'")
                           .fixed("a")
                           .scale("s", "sum", {points("a")});
    const auto a = assessed(asked, f, "2020-03-01", "c1"); // wherever it lives
    EXPECT_EQ(rows(a, "k"), 1U);
    EXPECT_EQ(status_of(a, "k", "c1"), "unknown");
    EXPECT_EQ(rows(a, "p"), 2U);
    EXPECT_EQ(rows(a, "a"), 1U);
}

TEST(OneChild, MustHoldTheRoleOnTheDay) {
    family f;
    f.child("c1", "", "'until':'2020-02-10'").caregiver("p1");
    const auto told = [&](const char* as_of, const char* child) {
        return actueel::testing::faults(actueel::try_assess(fixed_item().read(), f.read(),
                                                            {.as_of = on(as_of), .child = child}));
    };
    EXPECT_EQ(told("2020-02-09", "c1"), "no fault");
    EXPECT_EQ(told("2020-02-10", "c1"), "child_not_member ");
    EXPECT_EQ(told("2020-02-09", "p1"), "child_not_member ");
    EXPECT_EQ(told("2020-02-09", "c9"), "child_not_member ");
}

TEST(OneChild, TheChildrenOfADayAreThoseWhoCanBeAskedAbout) {
    family f;
    f.child("c1", "", "'until':'2020-02-10'")
        .child("c2", "", "'lives':'elsewhere'")
        .caregiver("p1");
    EXPECT_EQ(children_on(f.read(), on("2020-02-09"), actueel::known::everything()),
              (std::vector<std::int32_t>{0, 1}));
    EXPECT_EQ(children_on(f.read(), on("2020-02-10"), actueel::known::everything()),
              (std::vector<std::int32_t>{1}));
}

// ---- ignored observations

TEST(Ignored, AreCountedByItemAndWhy) {
    family f;
    f.child("c1").caregiver("p1", "'until':'2020-01-01'");
    f.observed("o1", "2020-02-03", "b", "'yes'")
        .observed("o2", "2020-02-03", "b", "'no'")
        .observed("o3", "2020-02-03", "a", "'no'", "'person':'c1'");
    f.observed("o4", "2020-02-03", "k", "'no'")
        .observed("o5", "2020-02-03", "k", "'no'", "'person':'p1'")
        .observed("o6", "2020-05-03", "b", "'no'");
    const auto a =
        assessed(form{}.fixed("a").fixed("k", "'per':'child'").scale("s", "sum", {points("a")}), f,
                 "2020-03-01");
    std::vector<std::string> all;
    for (const auto& i : a.seen.ignored) {
        all.push_back(a.family->items[static_cast<std::size_t>(i.item)] + " " +
                      std::to_string(static_cast<int>(i.why)) + " " + std::to_string(i.count));
    }
    EXPECT_EQ(all, (std::vector<std::string>{"a 3 1", "b 1 2", "k 0 1",
                                             "k 2 1"})); // by item, then why; up to the day
}

// ---- involvement

TEST(Involvement, AreTheDaysInsideOneOrWithoutAnyFromTheFirstDayOfAnything) {
    family f;
    f.add("i1", "involvement", "2020-01-01", "'start':'2020-01-01','until':'2020-02-01'")
        .add("i2", "involvement", "2020-03-01", "'start':'2020-03-01'");
    const auto in = [](const family& of, const char* d) {
        return involved_on(of.read(), on(d), actueel::known::everything());
    };
    EXPECT_FALSE(in(f, "2019-12-31"));
    EXPECT_TRUE(in(f, "2020-01-31"));
    EXPECT_FALSE(in(f, "2020-02-01"));
    EXPECT_TRUE(in(f, "2020-03-01"));
    EXPECT_TRUE(in(family{}.observed("o1", "2020-02-03", "a", "'yes'"), "2020-02-03"));
    EXPECT_FALSE(in(family{}.observed("o1", "2020-02-03", "a", "'yes'"), "2020-02-02"));
    EXPECT_TRUE(in(family{}.child("c1"), "2019-01-01"));
    EXPECT_FALSE(in(family{}, "2020-01-01"));
    EXPECT_TRUE(in(f.ends("n1", "i2", "2020-03-05"), "2020-03-04"));
    EXPECT_FALSE(in(f, "2020-03-05"));
}

// ---- derived items

form derives(std::string_view derive, std::string_view more = "") {
    return form{}.derived("d", derive, more).fixed("a").scale("s", "sum", {points("a")});
}

TEST(Derived, AgeIsInCompletedYearsOfTheYoungestOrOldest) {
    family f;
    f.child("c1", "2016-02-29").child("c2", "2010-03-01").child("c3", "2020-05-01").caregiver("p1");
    const form youngest = derives("'age':{'of':'youngest','role':'child'}");
    const form oldest = derives("'age':{'of':'oldest','role':'child'}");
    EXPECT_EQ(derived_of(assessed(youngest, f, "2020-04-30"), "d"), "0"); // before birth
    EXPECT_EQ(derived_of(assessed(oldest, f, "2020-02-29"), "d"), "9");
    EXPECT_EQ(derived_of(assessed(oldest, f, "2020-03-01"), "d"), "10");
    family leap;
    leap.child("c1", "2016-02-29");
    EXPECT_EQ(derived_of(assessed(youngest, leap, "2019-02-27"), "d"), "2");
    EXPECT_EQ(derived_of(assessed(youngest, leap, "2019-02-28"), "d"),
              "3"); // the greatest n with born_on + nY <= as_of
    EXPECT_EQ(derived_of(assessed(youngest, leap, "2020-02-28"), "d"), "3");
    EXPECT_EQ(derived_of(assessed(youngest, leap, "2020-02-29"), "d"), "4");
}

TEST(Derived, AgeIsUnknownWhereABirthDateIsMissingOrTheRoleIsUnknown) {
    const form youngest = derives("'age':{'of':'youngest','role':'child'}");
    EXPECT_EQ(
        derived_of(assessed(youngest, family{}.child("c1", "2016-01-01").child("c2"), "2020-03-01"),
                   "d"),
        "0 to 9998");
    EXPECT_EQ(status_of(assessed(youngest, family{}.child("c1"), "2020-03-01"), "d"), "unknown");
    EXPECT_EQ(derived_of(assessed(youngest, family{}, "2020-03-01"), "d"), "0 to 9998");
    EXPECT_EQ(derived_of(assessed(youngest, family{}.nobody_is("'child'"), "2020-03-01"), "d"),
              "nobody");
    EXPECT_EQ(status_of(assessed(youngest, family{}.nobody_is("'child'"), "2020-03-01"), "d"),
              "not_applicable");
    EXPECT_EQ(
        derived_of(assessed(youngest, family{}.child("c1", "2016-01-01", "'lives':'elsewhere'"),
                            "2020-03-01"),
                   "d"),
        "nobody"); // known, none counted
}

TEST(Derived, ABirthDateIsThatOfThePersonRecordInForce) {
    family f;
    f.child("c1", "2016-01-01").retracts("x1", "c1", "2020-02-01");
    const form youngest = derives("'age':{'of':'youngest','role':'child'}");
    EXPECT_EQ(derived_of(assessed(youngest, f, "2020-03-01"), "d"), "0 to 9998");
    EXPECT_EQ(derived_of(assessed_when_known(youngest, f, "2020-03-01", "2020-01-31"), "d"), "4");
}

TEST(Derived, CountPersonsGoesFromTheSureToThePossibleOnes) {
    family f;
    f.child("c1", "2016-01-01")
        .child("c2", "2005-01-01")
        .child("c3")
        .child("c4", "2016-01-01", "'lives':'elsewhere'");
    EXPECT_EQ(
        derived_of(assessed(derives("'count_persons':{'role':'child'}"), f, "2020-03-01"), "d"),
        "3");
    EXPECT_EQ(derived_of(assessed(derives("'count_persons':{'role':'child','ages':{'below':12}}"),
                                  f, "2020-03-01"),
                         "d"),
              "1 to 2");
    EXPECT_EQ(
        derived_of(assessed(derives("'count_persons':{'role':'caregiver'}"), f, "2020-03-01"), "d"),
        "0 to 1000000");
    EXPECT_EQ(derived_of(assessed(derives("'count_persons':{'role':'caregiver'}"),
                                  family{}.nobody_is("'caregiver'"), "2020-03-01"),
                         "d"),
              "0");
    EXPECT_EQ(derived_of(assessed(derives("'count_persons':{'role':'other'}"),
                                  family{}.member("x", "other"), "2020-03-01"),
                         "d"),
              "1");
    EXPECT_EQ(
        derived_of(assessed(derives("'count_persons':{'role':'other'}"), family{}, "2020-03-01"),
                   "d"),
        "0");
}

TEST(Derived, CountEventsCountsOnTheDaysOfItsWindow) {
    const form year = derives("'count_events':{'types':['violence'],'window':'P1Y'}");
    const auto f = family{}
                       .event("e1", "2019-02-28", "violence")
                       .event("e2", "2019-03-01", "violence")
                       .event("e3", "2019-12-01", "other");
    EXPECT_EQ(derived_of(assessed(year, f, "2020-02-27"), "d"), "2");
    EXPECT_EQ(derived_of(assessed(year, f, "2020-02-28"), "d"), "1");
    EXPECT_EQ(derived_of(assessed(year, f, "2020-03-01"), "d"), "0");
    EXPECT_EQ(derived_of(assessed(year, f, "2019-02-27"), "d"), "0"); // not yet
    EXPECT_EQ(derived_of(assessed(derives("'count_events':{'types':['violence','other']}"), f,
                                  "2030-01-01"),
                         "d"),
              "3");
}

TEST(Derived, EventsThatShareAnIncidentCountOnce) {
    family f;
    f.event("e1", "2020-02-01", "violence", "'incident':'n1'")
        .event("e2", "2020-02-02", "violence", "'incident':'n1'")
        .event("e3", "2020-02-03", "violence", "'incident':'n2'");
    f.event("e4", "2020-02-04", "violence").event("e5", "2020-02-05", "violence");
    EXPECT_EQ(derived_of(
                  assessed(derives("'count_events':{'types':['violence']}"), f, "2020-03-01"), "d"),
              "4");
}

TEST(Derived, CountEventsMayAskForSeveritiesAndBases) {
    family f;
    f.event("e1", "2020-02-01", "v", "'severity':'severe','basis':'fact'")
        .event("e2", "2020-02-02", "v", "'severity':'light'")
        .event("e3", "2020-02-03", "v");
    EXPECT_EQ(derived_of(assessed(derives("'count_events':{'types':['v'],'severities':['severe']}"),
                                  f, "2020-03-01"),
                         "d"),
              "1");
    EXPECT_EQ(
        derived_of(assessed(derives("'count_events':{'types':['v'],'bases':['fact','statement']}"),
                            f, "2020-03-01"),
                   "d"),
        "1");
    EXPECT_EQ(derived_of(assessed(derives("'count_events':{'types':['v'],'bases':['not_stated']}"),
                                  f, "2020-03-01"),
                         "d"),
              "2");
}

TEST(Derived, PerPersonCountsTheEventsThatNameThatPersonInThatPart) {
    family f;
    f.child("c1").child("c2").event(
        "e1", "2020-02-01", "v",
        "'persons':[{'person':'c1','part':'harmed'},{'person':'c2','part':'present'}]");
    f.event("e2", "2020-02-02", "v", "'persons':[{'person':'c1'}]").event("e3", "2020-02-03", "v");
    const auto any =
        assessed(derives("'count_events':{'types':['v']}", "'per':'child'"), f, "2020-03-01");
    EXPECT_EQ(derived_of(any, "d", "c1"), "2");
    EXPECT_EQ(derived_of(any, "d", "c2"), "1");
    const auto harmed =
        assessed(derives("'count_events':{'types':['v'],'part':'harmed'}", "'per':'child'"), f,
                 "2020-03-01");
    EXPECT_EQ(derived_of(harmed, "d", "c1"), "1");
    EXPECT_EQ(derived_of(harmed, "d", "c2"), "0");
}

TEST(Derived, PerPersonAgesAndCountsAreThoseOfThatPerson) {
    const auto f = family{}.child("c1", "2016-01-01").child("c2", "2010-01-01");
    EXPECT_EQ(
        derived_of(assessed(derives("'age':{'of':'youngest','role':'child'}", "'per':'child'"), f,
                            "2020-03-01"),
                   "d", "c2"),
        "10");
    EXPECT_EQ(derived_of(assessed(derives("'count_persons':{'role':'child','ages':{'below':6}}",
                                          "'per':'child'"),
                                  f, "2020-03-01"),
                         "d", "c1"),
              "1");
    EXPECT_EQ(derived_of(assessed(derives("'count_persons':{'role':'child','ages':{'below':6}}",
                                          "'per':'child'"),
                                  f, "2020-03-01"),
                         "d", "c2"),
              "0");
}

TEST(Derived, DaysSinceTheLatestEventAndNoneWithoutOne) {
    const form since = derives("'days_since_event':{'types':['v']}");
    const auto f = family{}
                       .event("e1", "2020-02-01", "v")
                       .event("e2", "2020-02-28", "v")
                       .event("e3", "2020-06-01", "v");
    EXPECT_EQ(derived_of(assessed(since, f, "2020-03-01"), "d"), "2");
    EXPECT_EQ(derived_of(assessed(since, f, "2020-02-28"), "d"), "0");
    EXPECT_EQ(derived_of(assessed(since, f, "2020-01-31"), "d"), "none");
    EXPECT_EQ(status_of(assessed(since, f, "2020-01-31"), "d"), "current");
    const auto unnamed = assessed(derives("'days_since_event':{'types':['v']}", "'per':'child'"),
                                  family{}, "2020-01-31");
    EXPECT_EQ(derived_of(unnamed, "d"), "0 to 3652058 or none");
}

TEST(Derived, OfOneChildThosePerChildConcernItAndTheOthersTheHousehold) {
    family f;
    f.child("c1", "2016-01-01").child("c2", "2010-01-01");
    const form asked =
        form{}
            .derived("own", "'age':{'of':'youngest','role':'child'}", "'per':'child'")
            .derived("house", "'age':{'of':'youngest','role':'child'}")
            .fixed("a")
            .scale("s", "sum", {points("a")});
    const auto a = assessed(asked, f, "2020-03-01", "c2");
    EXPECT_EQ(rows(a, "own"), 1U);
    EXPECT_EQ(derived_of(a, "own", "c2"), "10");
    EXPECT_EQ(derived_of(a, "house"), "4");
}

// ---- disputes, plans

TEST(Dispute, IsOpenUntilItIsAnsweredOrEnded) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'").add("d1", "dispute", "2020-02-05", "'about':'o1'");
    const auto disputed = [&](const char* as_of) {
        return !row(assessed(fixed_item(), f, as_of), "a").disputes.empty();
    };
    EXPECT_TRUE(disputed("2020-03-01"));
    family ended = f;
    ended.ends("n1", "d1", "2020-02-20");
    EXPECT_TRUE(!row(assessed(fixed_item(), ended, "2020-02-19"), "a").disputes.empty());
    EXPECT_TRUE(row(assessed(fixed_item(), ended, "2020-02-20"), "a").disputes.empty());
    family answered = f;
    answered.add("a1", "dispute_answer", "2020-02-20", "'about':'d1','outcome':'not_upheld'");
    EXPECT_TRUE(row(assessed(fixed_item(), answered, "2020-03-01"), "a").disputes.empty());
    EXPECT_FALSE(row(assessed_when_known(fixed_item(), answered, "2020-03-01", "2020-02-19"), "a")
                     .disputes.empty());
}

TEST(Dispute, IsAboutTheCurrentAnswersRecordOrWithoutOneAboutTheItem) {
    family f;
    f.child("c1")
        .add("d1", "dispute", "2020-02-05", "'about':{'item':'k','person':'c1'}")
        .add("d2", "dispute", "2020-02-05", "'about':{'item':'a'}");
    const form asked =
        form{}.fixed("a").fixed("k", "'per':'child'").scale("s", "sum", {points("a")});
    const auto missing = assessed(asked, f, "2020-03-01");
    EXPECT_EQ(row(missing, "k", "c1").disputes.size(), 1U);
    EXPECT_EQ(row(missing, "a").disputes.size(), 1U);
    f.observed("o1", "2020-02-06", "a", "'yes'");
    EXPECT_TRUE(
        row(assessed(asked, f, "2020-03-01"), "a").disputes.empty()); // there is an answer now
}

TEST(Plan, RunsFromItsStartUntilTheDayBeforeItsEndOrEnding) {
    family f;
    f.child("c1").add("l1", "plan", "2020-02-01",
                      "'start':'2020-02-10','until':'2020-03-11','covers':['a','elsewhere']");
    const auto runs = [&](const char* as_of) {
        return assessed(fixed_item(), f, as_of).seen.now.plans.size();
    };
    EXPECT_EQ(runs("2020-02-09"), 0U);
    EXPECT_EQ(runs("2020-02-10"), 1U);
    EXPECT_EQ(runs("2020-03-10"), 1U);
    EXPECT_EQ(runs("2020-03-11"), 0U);
    EXPECT_EQ(assessed(fixed_item(), f, "2020-03-10").seen.now.plans[0].covers,
              std::vector<std::int32_t>{0}); // items of this instrument
    f.ends("n1", "l1", "2020-03-01");
    EXPECT_EQ(runs("2020-03-01"), 0U);
}

// ---- one day after another

/// A family, all of it known, that is asked day after day.
struct days_of {
    actueel::reading read;
    actueel::known_answers known = known_answers_at(read, end_of(on("9999-12-31")));
    actueel::observed seen{};
    actueel::day_observer observer{known, actueel::nobody, actueel::observing::what_scores, seen};

    days_of(const form& asked, const family& f)
        : read{actueel::try_read(asked.read(), f.read()).value()} {}
};

TEST(DayObserver, ReadsAnItemAgainOnlyOnADayOnWhichItMayDiffer) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'").observed("o2", "2020-03-03", "b", "'no'");
    const form asked =
        form{}.fixed("a").changing("b").scale("s", "sum", {points("a"), points("b")});
    days_of days{asked, f};
    const auto changed = [&](std::string_view day) {
        EXPECT_TRUE(days.observer.try_on(on(day)));
        EXPECT_EQ(days.seen.now.as_of, on(day));
        return days.observer.changed();
    };
    using items = actueel::changed_items;
    EXPECT_EQ(changed("2020-02-10"), (items{1, 1})) << "nothing was read before";
    EXPECT_EQ(changed("2020-03-02"), (items{0, 0}));
    EXPECT_EQ(changed("2020-03-03"), (items{0, 1})) << "answered";
    EXPECT_EQ(changed("2020-03-04"), (items{0, 0}));
    EXPECT_EQ(changed("2020-12-31"), (items{0, 1})) << "expired";
    EXPECT_TRUE(days.seen.now.of(1).front().expired);
    EXPECT_EQ(changed("2020-03-04"), (items{0, 1})) << "back again";
    EXPECT_FALSE(days.seen.now.of(1).front().expired);
    EXPECT_EQ(changed("2020-02-02"), (items{1, 1})) << "before both";
    EXPECT_EQ(days.seen.now.of(0).front().current.record, actueel::no_record);
}

TEST(DayObserver, ReadsEverythingAgainWhenTheMembersAreOthers) {
    family f;
    f.member("p1", "caregiver").member("p2", "caregiver").ends("n", "m-p2", "2020-03-01");
    f.observed("o1", "2020-02-03", "a", "'yes'")
        .observed("o2", "2020-02-03", "b", "'yes'", "'person':'p1'");
    const form asked = form{}
                           .fixed("a")
                           .fixed("b", "'per':'caregiver'")
                           .scale("s", "sum", {points("a"), points("b", "'combine':'max'")});
    days_of days{asked, f};
    ASSERT_TRUE(days.observer.try_on(on("2020-02-10")));
    EXPECT_EQ(days.seen.now.rows.size(), 3U);
    ASSERT_TRUE(days.observer.try_on(on("2020-03-01")));
    EXPECT_EQ(days.observer.changed(), (actueel::changed_items{1, 1}));
    EXPECT_EQ(days.seen.now.rows.size(), 2U);
    EXPECT_NE(days.seen.now.of(1).front().current.record, actueel::no_record);
}

TEST(DayObserver, ReadsEverythingAgainWhenARoleThatWasUnknownIsHeldByNobody) {
    family f;
    f.add("h", "household", "2020-03-01", "'empty':['caregiver'],'start':'2020-03-01'");
    const form asked =
        form{}.fixed("b", "'per':'caregiver'").scale("s", "sum", {points("b", "'combine':'max'")});
    days_of days{asked, f};
    ASSERT_TRUE(days.observer.try_on(on("2020-02-29")));
    EXPECT_EQ(days.seen.now.rows.size(), 1U);
    ASSERT_TRUE(days.observer.try_on(on("2020-03-01")));
    EXPECT_EQ(days.observer.changed(), (actueel::changed_items{1}));
    EXPECT_TRUE(days.seen.now.rows.empty());
}

} // namespace
