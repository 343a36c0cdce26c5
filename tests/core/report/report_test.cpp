// SPDX-License-Identifier: MPL-2.0
// report.hpp: one history told for one reader. Levels are those of the whole history; all else is told where the whole and
// what is shared say the same. docs/reference/report.md, decision 0008.
#include <actueel/report/report.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace actueel::testing {
namespace {

form one_question() {
    return form{}.changing("q").scale("s", "sum", {points("q")}, low_cuts).low_middle_high("s");
}
family answered() { return family{}.caregiver("p2").observed("o1", "2020-02-01", "q", "'no'"); }

/// The document for a reader on a day.
std::string told(const form& asked, const family& records, std::string_view day,
                 std::string_view reader = "worker", std::optional<actueel::day> since = {}) {
    const std::vector<instrument> all{asked.read()};
    return to_json(report_of(all, records.read(),
                             {.as_of = on(day), .since = since, .audience = std::string{reader}}));
}
bool holds(const std::string& document, std::string_view with_apostrophes) {
    return document.find(json(with_apostrophes)) != std::string::npos;
}

TEST(Report, SaysTheLevelSinceWhenItIsSoAndWhatItWasBeforeItLapsed) {
    const std::string current = told(one_question(), answered(), "2020-02-10");
    EXPECT_TRUE(holds(current, "'determined':true,'rate':null,'since':'2020-02-01'"));
    EXPECT_TRUE(holds(current, "'was':null"));
    const std::string lapsed = told(one_question(), answered(), "2020-05-20");
    EXPECT_TRUE(holds(lapsed, "'determined':false,'rate':null,'since':'2020-05-01'"));
    EXPECT_TRUE(holds(lapsed, "'causes':[{'cause':'expired','record':'o1'}]"));
    EXPECT_TRUE(holds(lapsed, "'was':{'level':'low','until':'2020-05-01'}"));
}

TEST(Report, SaysWhatLapsesInTheDaysAheadAndWhatTheLevelThenIs) {
    const std::string soon = told(one_question(), answered(), "2020-04-01");
    EXPECT_TRUE(holds(soon, "'ahead_until':'2020-05-01'"));
    EXPECT_TRUE(holds(soon, "'lapses':[{'item':'q','kind':'dynamic','person':null,'record':'o1',"
                            "'on':'2020-05-01'}]"));
    EXPECT_TRUE(holds(soon, "'until':'2020-05-01','was':null"));
    EXPECT_TRUE(holds(told(one_question(), answered(), "2020-03-31"), "'lapses':[]"));
}

TEST(Report, PutsFactsApartFromWhatWasSaidAndConcluded) {
    const auto three = form{}.changing("a").changing("b").changing("c").scale(
        "s", "sum", {points("a"), points("b"), points("c")});
    const std::string document =
        told(three,
             family{}
                 .observed("o1", "2020-02-01", "a", "'no'", "'basis':'judgement'")
                 .observed("o2", "2020-02-01", "b", "'no'", "'basis':'fact'")
                 .observed("o3", "2020-02-01", "c", "'no'", "'basis':'statement'"),
             "2020-02-02");
    EXPECT_TRUE(holds(document, "'facts':[{'n':1,'item':'b'"));
    EXPECT_TRUE(holds(document, "'said':[{'n':2,'item':'c'"));
    EXPECT_TRUE(holds(document, "'concluded':[{'n':3,'item':'a'"));
}

TEST(Report, AWithheldAnswerLooksLikeOneThatNobodyGave) {
    const auto other = form{}
                           .changing("q")
                           .changing("r")
                           .scale("s", "sum", {points("q"), points("r")}, cuts)
                           .low_middle_high("s");
    const family records = family{}.caregiver("p2").observed(
        "o2", "2020-02-05", "q", "'yes'", "'note':'N','withhold_from':['parent']");
    const std::string document = told(other, records, "2020-02-10", "parent:p2");
    EXPECT_TRUE(holds(document, "'not_shared':true"));
    const std::string_view alike =
        ",'kind':'dynamic','person':null,'answer':null,'observed_on':null,"
        "'voices':[],'disputes':[],'attempts':[]}";
    EXPECT_TRUE(holds(document, "'not_known':[{'item':'q'" + std::string{alike} + ",{'item':'r'" +
                                    std::string{alike}));
    EXPECT_FALSE(holds(document, "'o2'"));
    EXPECT_TRUE(holds(document, "'scales':[{'id':'s','shared':false,'low':null,'high':null"));
    EXPECT_TRUE(holds(document, "'settles':null"));
}

TEST(Report, AnAnswerThatAWithheldOneHasReplacedIsToldAsItWasGiven) {
    const family records =
        answered().observed("o2", "2020-02-05", "q", "'yes'", "'withhold_from':['parent']");
    const std::string document = told(one_question(), records, "2020-02-10", "parent:p2");
    EXPECT_TRUE(holds(document, "'answer':'no','value':null,'observed_on':'2020-02-01'"))
        << "leaving it out would tell that there is a newer one";
    EXPECT_TRUE(holds(document, "'causes':[{'cause':'not_shared','record':null}]"));
}

TEST(Report, TheDaysAheadAreNotToldWhereSomethingWithheldChangesThem) {
    const family records =
        answered().observed("o2", "2020-02-05", "q", "'yes'", "'withhold_from':['parent']");
    EXPECT_TRUE(holds(told(one_question(), records, "2020-04-20"), "'until':'2020-05-05'"));
    const std::string document = told(one_question(), records, "2020-04-20", "parent:p2");
    EXPECT_FALSE(holds(document, "2020-05-05"));
    EXPECT_TRUE(holds(document, "'until':'2020-04-21'"));
}

TEST(Report, TheLevelIsTheTrueOneForEveryReader) {
    const family records =
        answered().observed("o2", "2020-02-05", "q", "'yes'", "'withhold_from':['parent']");
    for (const std::string_view reader : {"worker", "court", "parent:p2"}) {
        EXPECT_TRUE(holds(told(one_question(), records, "2020-02-10", reader),
                          "'final':{'low':'high','high':'high'}"))
            << reader;
    }
}

TEST(Report, AChangeSaysThatSomethingOfItIsNotShared) {
    const family records =
        answered().observed("o2", "2020-02-05", "q", "'yes'", "'withhold_from':['parent']");
    const auto since = on("2020-02-02");
    const std::string all = told(one_question(), records, "2020-02-10", "worker", since);
    EXPECT_TRUE(holds(all, "'cause':'new_answer','records':['o2']}],'not_shared':false"));
    const std::string part = told(one_question(), records, "2020-02-10", "parent:p2", since);
    EXPECT_TRUE(holds(part, "'level':{'before':{'low':'low','high':'low'},'after':{'low':'high',"
                            "'high':'high'}},'causes':[],'scales':[],'rows':[],'not_shared':true"))
        << "the same answer is shared before and after";
}

TEST(Report, ASignOffThatIsWithheldIsNoMomentToCompareWith) {
    const family records = answered().add(
        "s1", "sign_off", "2020-02-05",
        "'instrument':'form','as_of':'2020-02-02','known_at':'2020-02-03T00:00:00Z','by':'worker',"
        "'withhold_from':['court']");
    const auto since = on("2020-02-02");
    EXPECT_TRUE(holds(told(one_question(), records, "2020-02-10", "worker", since),
                      "'known_at':'2020-02-03T00:00:00Z','sign_off':'s1'"));
    EXPECT_TRUE(holds(told(one_question(), records, "2020-02-10", "court", since),
                      "'known_at':'as_of','sign_off':null"));
}

TEST(Report, AChildGetsNoPointsAndNoOtherPersonsQuestions) {
    const auto asked = form{}
                           .changing("q", "'per':'child'")
                           .scale("s", "sum", {points("q", "'combine':'max'")}, low_cuts)
                           .low_middle_high("s");
    const family records =
        family{}
            .child("p1")
            .child("p2")
            .observed("o1", "2020-02-01", "q", "'yes'", "'person':'p1','note':'N'")
            .observed("o2", "2020-02-01", "q", "'some'", "'person':'p2'");
    const std::string document = told(asked, records, "2020-02-10", "child:p1");
    EXPECT_TRUE(holds(document, "'answer':'yes'"));
    EXPECT_FALSE(holds(document, "'some'"));
    EXPECT_FALSE(holds(document, "'note':'N'")) << "what others wrote";
    EXPECT_TRUE(holds(document, "'points':[]"));
    EXPECT_TRUE(holds(document, "'scales':[]"));
    EXPECT_TRUE(holds(document, "'not_known':[]"));
}

TEST(Report, PutsSafetyBeforeRiskAndAsksAboutEachChild) {
    const auto about_children = form{}
                                    .changing("q", "'per':'child'")
                                    .scale("s", "sum", {points("q", "'combine':'max'")})
                                    .with("subject", "'child'")
                                    .with("purpose", "'safety'");
    const std::vector<instrument> all{one_question().with("purpose", "'other'").read(),
                                      one_question().with("purpose", "'risk'").read(),
                                      about_children.read()};
    const history records = family{}.child("p1").child("p2").read();
    const report made = report_of(all, records, {.as_of = on("2020-02-10")});
    std::vector<std::string> order;
    for (const report_part& part : made.parts) {
        order.push_back(part.asked->purpose + " " + part.whole->when.child.value_or("family"));
    }
    EXPECT_EQ(order,
              (std::vector<std::string>{"safety p1", "safety p2", "risk family", "other family"}));
    const report nobody_known = report_of(all, family{}.read(), {.as_of = on("2020-02-10")});
    EXPECT_FALSE(nobody_known.parts.front().whole.has_value());
    EXPECT_TRUE(holds(to_json(nobody_known), "'child':null,'assessed':false}"));
}

TEST(Report, SaysWhoWasSpokenWithAndWhoWasOnlyTried) {
    const auto asked = form{}
                           .changing("q", "'per':'caregiver'")
                           .scale("s", "sum", {points("q", "'combine':'max'")});
    const std::string document = told(
        asked,
        family{}
            .child("p1")
            .caregiver("p2")
            .caregiver("p3")
            .observed("o1", "2020-02-01", "q", "'no'", "'person':'p2','source':'parent','by':'p2'")
            .observed("o2", "2020-02-03", "q", "'no'", "'person':'p2','source':'worker','by':'w7'")
            .observed("o3", "2020-02-04", "q", "'not_seen'", "'person':'p3'"),
        "2020-02-10");
    EXPECT_TRUE(
        holds(document, "{'person':'p1','role':'child','spoken_on':null,'attempted_on':null}"));
    EXPECT_TRUE(holds(document, "{'person':'p2','role':'caregiver','spoken_on':'2020-02-01'"));
    EXPECT_TRUE(holds(document, "{'person':'p3','role':'caregiver','spoken_on':null,"
                                "'attempted_on':'2020-02-04'}"));
}

TEST(Report, WhatWasWrittenDownMoreThanAWeekLaterIsLate) {
    const family records =
        family{}
            .add("o1", "observation", "2020-02-08", family::observation("2020-02-01", "q", "'no'"))
            .add("e1", "event", "2020-02-09", "'happened_on':'2020-02-01','event':'t'");
    EXPECT_TRUE(holds(told(one_question(), records, "2020-02-10"),
                      "'late':[{'record':'e1','type':'event','day':'2020-02-01',"
                      "'recorded_on':'2020-02-09'}]"));
}

TEST(Report, ADisputeStaysVisibleWithItsAnswer) {
    const std::string document =
        told(one_question(),
             answered()
                 .add("d1", "dispute", "2020-02-02", "'about':'o1','by':'p2','note':'N'")
                 .add("a1", "dispute_answer", "2020-02-03",
                      "'about':'d1','outcome':'not_upheld','by':'worker','reason':'R'"),
             "2020-02-10");
    EXPECT_TRUE(holds(document, "'note':'N','state':'answered','answer':{'record':'a1',"
                                "'answered_on':'2020-02-03','outcome':'not_upheld','by':'worker',"
                                "'reason':'R'}"));
}

/// An override of 2020-02-05 until 2020-03-05 from low to middle, and one more level up allowed.
form decided_question() {
    return one_question().with("overrides", "{'roles':['supervisor'],'up':1,'longest':'P3M'}");
}
std::string override_from(std::string_view level, std::string_view start,
                          std::string_view more = "") {
    return "'instrument':'form','level':'" + std::string{level} +
           "','computed':{'low':'low','high':'low'},'by':'supervisor','reason':'R','start':'" +
           std::string{start} + "','until':'2020-03-05'" + std::string{more};
}

TEST(Report, TellsAnOverrideOverTheDaysOfTheTimelineFromWhichLevelToWhich) {
    const family records =
        answered().add("v1", "override", "2020-02-05", override_from("middle", "2020-02-05"));
    EXPECT_TRUE(holds(
        told(decided_question(), records, "2020-02-10"),
        "'overridden':[{'record':'v1','level':'middle','by':'supervisor','start':'2020-02-05',"
        "'until':'2020-03-05','reason':'R','runs':[{'start':'2020-02-05','until':'2020-03-05',"
        "'state':'counts','to_review':false,'computed':{'low':'low','high':'low'},"
        "'final':{'low':'middle','high':'middle'}}]}]"));
}

TEST(Report, AnOverrideIsToldWhenItIsReplacedAndWhenItIsToBeReviewed) {
    const family records =
        answered()
            .add("v1", "override", "2020-02-05", override_from("middle", "2020-02-05"))
            .add("v2", "override", "2020-02-08", override_from("middle", "2020-02-08"))
            .observed("o2", "2020-02-20", "q", "'yes'");
    const std::string document = told(decided_question(), records, "2020-03-01");
    EXPECT_TRUE(holds(document, "'until':'2020-02-08','state':'counts','to_review':false"));
    EXPECT_TRUE(holds(document, "'start':'2020-02-08','until':'2020-02-20','state':'replaced',"
                                "'to_review':false"));
    EXPECT_TRUE(holds(document, "'start':'2020-02-20','until':'2020-03-05','state':'replaced',"
                                "'to_review':true,'computed':{'low':'high','high':'high'},"
                                "'final':{'low':'high','high':'high'}"));
}

TEST(Report, AnOverrideThatIsWithheldIsNotTold) {
    const family records =
        answered().add("v1", "override", "2020-02-05",
                       override_from("middle", "2020-02-05", ",'withhold_from':['parent']"));
    EXPECT_TRUE(holds(told(decided_question(), records, "2020-02-10"), "'record':'v1'"));
    const std::string document = told(decided_question(), records, "2020-02-10", "parent:p2");
    EXPECT_TRUE(holds(document, "'overridden':[]"));
    EXPECT_FALSE(holds(document, "'v1'"));
    EXPECT_TRUE(holds(document, "'final':{'low':'middle','high':'middle'}")); // the true one
}

TEST(Report, IsRefusedForAnUnknownReaderAnotherChildOrNoInstrument) {
    const std::vector<instrument> all{one_question().read()};
    const history records = family{}.child("p1").child("p2").read();
    const auto asked = [&](std::string reader, std::optional<std::string> child = {}) {
        return faults(try_report(
            all, records,
            {.as_of = on("2020-02-10"), .child = std::move(child), .audience = std::move(reader)}));
    };
    EXPECT_EQ(asked("neighbour"), "value_unknown /audience");
    EXPECT_EQ(asked("child:p9"), "person_not_introduced /audience");
    EXPECT_EQ(asked("child:p1", "p2"), "child_not_member /child");
    EXPECT_EQ(faults(try_report({}, records, {.as_of = on("2020-02-10")})),
              "list_empty /instruments");
}

} // namespace
} // namespace actueel::testing
