// SPDX-License-Identifier: MPL-2.0
// reach.hpp: every sign-off whose assessment leaned on a record as it stood at that sign-off's own moment; what it said,
// and what it would be now. Semantics 7.
#include <actueel/trajectory/reach.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace actueel::testing {
namespace {

std::string doubled(std::string_view item, std::string_view more = "") {
    return term(item, "'points':{'no':0,'some':2,'yes':4}" + std::string{more});
}
form one_question(std::string_view more = "") {
    return form{}.changing("q", more).scale("s", "sum", {doubled("q")}, cuts).low_middle_high("s");
}

const std::string by_worker = "'instrument':'form','as_of':'2020-02-10','by':'worker'";
const std::string signed_high =
    by_worker + ",'given_to':['parent','court'],'level':{'low':'high','high':'high'}";

family signed_on(family history, std::string_view content = by_worker) {
    return history.add("s1", "sign_off", "2020-02-10", content);
}

/// `s1 answer q, event; s2 …`: each sign-off with how it leaned.
std::string told(const reach& r) {
    std::string out;
    for (const reached_sign_off& one : r.sign_offs) {
        out +=
            (out.empty() ? "" : "; ") + r.family->chains[static_cast<std::size_t>(one.record)].id;
        for (const leaning& l : one.leanings) {
            out += (&l == one.leanings.data() ? " " : ", ") +
                   std::string{leaning_names[static_cast<std::size_t>(l.how)]};
            if (l.item >= 0) { out += ' ' + one.asked->items[static_cast<std::size_t>(l.item)].id; }
            if (l.person >= 0) {
                out += ' ' + r.family->persons[static_cast<std::size_t>(l.person)];
            }
        }
    }
    return out;
}
reach of(const form& asked, const family& history, std::string_view record) {
    return reach_of(history.read(), record, std::vector{asked.read()});
}
std::string reached(const form& asked, const family& history, std::string_view record) {
    return told(of(asked, history, record));
}

// ---- every way of leaning

TEST(Reach, TheAnswerShown) {
    const auto history = family{}
                             .observed("o1", "2020-01-01", "q", "'no'")
                             .observed("o2", "2020-02-01", "q", "'yes'");
    EXPECT_EQ(reached(one_question(), signed_on(history), "o2"), "s1 answer q");
    EXPECT_EQ(reached(one_question(), signed_on(history), "o1"), "") << "replaced before";
}

TEST(Reach, AStaleAnswerIsStillShown) {
    const auto history = family{}.observed("o1", "2019-06-01", "q", "'no'");
    EXPECT_EQ(reached(one_question(), signed_on(history), "o1"), "s1 answer q");
}

TEST(Reach, AnotherVoicesWord) {
    const auto history = family{}
                             .observed("o1", "2020-02-01", "q", "'no'", "'source':'parent'")
                             .observed("o2", "2020-02-02", "q", "'no'", "'source':'worker'");
    EXPECT_EQ(reached(one_question(), signed_on(history), "o1"), "s1 voice q");
}

TEST(Reach, AnAnswerInAPool) {
    const auto history = family{}
                             .observed("o1", "2020-01-20", "q", "'no'", "'source':'worker'")
                             .observed("o2", "2020-02-01", "q", "'no'", "'source':'worker'");
    const auto picks = one_question("'pick':{'rule':'worst','window':'P2M'}");
    EXPECT_EQ(reached(picks, signed_on(history), "o1"), "s1 pool q");
    EXPECT_EQ(reached(one_question(), signed_on(history), "o1"), "");
}

TEST(Reach, AWordThatTellsWhichSittingCounts) {
    const auto asked = form{}
                           .with("one_sitting", "true")
                           .changing("q")
                           .changing("r", "'ages':{'below':4},'per':'child'")
                           .changing("r2", "'per':'child'")
                           .scale("s", "sum", {doubled("r2", ",'combine':'max'")});
    // The later sitting is about an item that has no row for a child of ten, and leaves the other open.
    const auto history =
        family{}
            .child("k1", "2010-01-01")
            .observed("o1", "2020-01-20", "r2", "'yes'", "'person':'k1','sitting':'one'")
            .observed("o2", "2020-02-01", "r", "'yes'", "'person':'k1','sitting':'two'");
    EXPECT_EQ(reached(asked, signed_on(history), "o2"), "s1 sitting");
}

TEST(Reach, AnEventThatLetAnAnswerLapse) {
    const auto history =
        family{}.observed("o1", "2020-02-01", "q", "'no'").event("e1", "2020-02-05", "crisis");
    EXPECT_EQ(reached(one_question("'lapses_on':{'events':['crisis']}"), signed_on(history), "e1"),
              "s1 expiry q");
}

TEST(Reach, AJoiningThatLetAnAnswerLapse) {
    const auto history = family{}
                             .observed("o1", "2020-02-01", "q", "'no'")
                             .add("p9", "person", "2020-02-05", "")
                             .add("in", "membership", "2020-02-05",
                                  "'person':'p9','role':'caregiver','start':'2020-02-05'");
    EXPECT_EQ(
        reached(one_question("'lapses_on':{'joins':['caregiver']}"), signed_on(history), "in"),
        "s1 expiry q, membership p9");
}

TEST(Reach, AnEventOfAFamilyThatIsCounted) {
    const auto asked = one_question()
                           .derived("n", "'count_events':{'types':['crisis'],'window':'P1M'}")
                           .derived("d", "'days_since_event':{'types':['report']}");
    const auto history = family{}
                             .event("e1", "2020-02-01", "crisis")
                             .event("old", "2019-02-01", "crisis")
                             .event("r1", "2020-01-01", "report")
                             .event("r2", "2020-01-05", "report");
    EXPECT_EQ(reached(asked, signed_on(history), "e1"), "s1 event n");
    EXPECT_EQ(reached(asked, signed_on(history), "old"), "") << "out of its window";
    EXPECT_EQ(reached(asked, signed_on(history), "r2"), "s1 event d");
    EXPECT_EQ(reached(asked, signed_on(history), "r1"), "") << "not the latest";
}

TEST(Reach, EveryEventOfAnIncidentIsCounted) {
    const auto asked = one_question().derived("n", "'count_events':{'types':['crisis']}");
    const auto history = family{}
                             .event("e1", "2020-02-01", "crisis", "'incident':'n1'")
                             .event("e2", "2020-02-01", "crisis", "'incident':'n1'");
    EXPECT_EQ(reached(asked, signed_on(history), "e1"), "s1 event n");
    EXPECT_EQ(reached(asked, signed_on(history), "e2"), "s1 event n");
}

TEST(Reach, AnEventOfOnePersonThatIsCounted) {
    const auto asked =
        one_question().derived("n", "'count_events':{'types':['crisis']}", "'per':'child'");
    const auto history = family{}.child("k1").child("k2").event("e1", "2020-02-01", "crisis",
                                                                "'persons':[{'person':'k2'}]");
    EXPECT_EQ(reached(asked, signed_on(history), "e1"), "s1 event n k2");
    EXPECT_EQ(reached(asked, signed_on(history, by_worker + ",'person':'k1'"), "e1"), "");
}

TEST(Reach, AnEventThatARuleCounts) {
    const auto asked =
        one_question().with("rules", "[{'id':'r','if':{'events':['crisis'],'within':'P1M'},"
                                     "'then':{'at_least':'middle'}}]");
    const auto history =
        family{}.observed("o1", "2020-02-01", "q", "'yes'").event("e1", "2020-02-01", "crisis");
    EXPECT_EQ(reached(asked, signed_on(history), "e1"), "s1 event")
        << "also where the level would be the same without it";
}

TEST(Reach, AMembershipAndItsEnding) {
    const auto asked = one_question()
                           .changing("k", "'per':'child'")
                           .scale("t", "sum", {doubled("k", ",'combine':'max'")});
    const auto history = family{}.child("k1").child("k2").ends("gone", "m-k2", "2020-01-01");
    EXPECT_EQ(reached(asked, signed_on(history), "m-k1"), "s1 membership k1");
    EXPECT_EQ(reached(asked, signed_on(history), "m-k2"), "") << "ended before";
    EXPECT_EQ(reached(asked, signed_on(history), "gone"), "s1 ending");
}

TEST(Reach, AMembershipThatAnotherFollows) {
    const auto history =
        family{}
            .add("p9", "person", "2019-01-01", "")
            .add("before", "membership", "2019-01-01",
                 "'person':'p9','role':'caregiver','start':'2019-01-01','until':'2020-02-05'")
            .observed("o1", "2020-02-01", "q", "'no'")
            .add("after", "membership", "2020-02-05",
                 "'person':'p9','role':'caregiver','start':'2020-02-05'");
    EXPECT_EQ(
        reached(one_question("'lapses_on':{'joins':['caregiver']}"), signed_on(history), "before"),
        "s1 membership p9")
        << "without it the other would be a joining";
}

TEST(Reach, ABirthDateWhereAgesAreLookedAt) {
    const auto by_age = one_question().derived("a", "'age':{'of':'youngest','role':'child'}");
    const auto history = family{}.child("k1", "2010-01-01").child("k2", "2014-01-01");
    EXPECT_EQ(reached(by_age, signed_on(history), "k1"), "s1 birth_date k1")
        << "also where another child is younger";
    EXPECT_EQ(reached(one_question(), signed_on(history), "k1"), "");
    const auto of_ages = one_question().changing("k", "'per':'child','ages':{'below':4}");
    EXPECT_EQ(reached(of_ages, signed_on(history), "k2"), "s1 birth_date k2");
    EXPECT_EQ(reached(by_age, signed_on(family{}.child("k1")), "k1"), "") << "it says no date";
}

TEST(Reach, AStatementThatNobodyHoldsARole) {
    const auto asked = one_question().changing("c", "'per':'caregiver'");
    auto history = family{}.nobody_is("'caregiver'");
    EXPECT_EQ(reached(asked, signed_on(history), "nobody"), "s1 household");
    history.add("again", "household", "2019-02-01", "'start':'2019-02-01','empty':['caregiver']");
    EXPECT_EQ(reached(asked, signed_on(history), "nobody"), "s1 household") << "each says so";
    EXPECT_EQ(reached(asked, signed_on(history), "again"), "s1 household");
    history.caregiver("p1");
    EXPECT_EQ(reached(asked, signed_on(history), "nobody"), "") << "the membership wins";
}

TEST(Reach, APlanWhereOneIsLookedAt) {
    const auto planned = one_question().with(
        "rules", "[{'id':'r','if':{'plan':'active'},'then':{'at_most':'middle'}}]");
    auto history = family{}.observed("o1", "2020-02-01", "q", "'no'");
    history.add("l1", "plan", "2020-02-01", "'start':'2020-02-01','until':'2020-03-01'");
    EXPECT_EQ(reached(planned, signed_on(history), "l1"), "s1 plan");
    EXPECT_EQ(reached(one_question(), signed_on(history), "l1"), "");
}

TEST(Reach, TheOverrideThatCounts) {
    form asked = one_question();
    asked.with("overrides", "{'roles':['supervisor'],'up':2,'down':2}");
    const auto decided = [](std::string_view from) {
        return "'instrument':'form','level':'high','computed':{'low':'low','high':'low'},"
               "'by':'supervisor','reason':'?','start':'" +
               std::string{from} + "','until':'2020-04-01'";
    };
    auto history = family{}.observed("o1", "2020-02-01", "q", "'no'");
    history.add("v1", "override", "2020-02-05", decided("2020-02-05"))
        .add("v2", "override", "2020-02-06", decided("2020-02-06"));
    EXPECT_EQ(reached(asked, signed_on(history), "v2"), "s1 override");
    EXPECT_EQ(reached(asked, signed_on(history), "v1"), "") << "a later one counts";
}

TEST(Reach, NobodyLeansOnWhatIsNotScored) {
    auto history = signed_on(family{}.observed("o1", "2020-02-01", "q", "'yes'"));
    history.add("d1", "dispute", "2020-02-05", "'about':'o1'")
        .add("g1", "goal", "2020-02-05", "'start':'2020-02-05'")
        .add("w1", "view", "2020-02-05", "'observed_on':'2020-02-05'")
        .add("i1", "involvement", "2019-01-01", "'start':'2019-01-01'")
        .observed("copy", "2020-02-05", "q", "'yes'", "'repeats':'o1'")
        .observed("tried", "2020-02-06", "q", "'not_seen'");
    for (const auto* record : {"d1", "g1", "w1", "i1", "copy", "tried", "s1"}) {
        EXPECT_EQ(reached(one_question(), history, record), "") << record;
    }
}

// ---- when, and of whom

TEST(Reach, OnlyWhatWasKnownWhenItWasSigned) {
    auto history = signed_on(family{}.observed("o1", "2020-02-01", "q", "'yes'"));
    history.add("late", "observation", "2020-02-12", family::observation("2020-02-05", "q", "'no'"))
        .add("s2", "sign_off", "2020-02-13", by_worker + ",'known_at':'2020-02-11T00:00:00Z'")
        .add("s3", "sign_off", "2020-02-14", by_worker);
    EXPECT_EQ(reached(one_question(), history, "o1"), "s1 answer q; s2 answer q");
    EXPECT_EQ(reached(one_question(), history, "late"), "s3 answer q");
}

TEST(Reach, ARecordIsNamedByAnyOfItsLinks) {
    auto history = signed_on(family{}.observed("o1", "2020-02-01", "q", "'yes'"));
    history.corrects("c1", "o1", "2020-02-12", family::observation("2020-02-01", "q", "'no'"))
        .retracts("x1", "c1", "2020-02-13");
    for (const auto* id : {"o1", "c1", "x1"}) {
        const reach r = of(one_question(), history, id);
        EXPECT_EQ(told(r), "s1 answer q");
        EXPECT_EQ(r.family->chains[static_cast<std::size_t>(r.record)].id, "o1");
        EXPECT_EQ(r.asked, id);
    }
}

TEST(Reach, AnUnknownRecordIsRefusedWithTheNearestName) {
    const auto r = try_reach(signed_on(family{}.observed("o17", "2020-02-01", "q", "'yes'")).read(),
                             "o71", std::vector{one_question().read()});
    ASSERT_FALSE(r);
    EXPECT_EQ(faults(r), "reference_unknown /record");
    EXPECT_EQ(r.error().problems().front().nearest, "o17");
}

TEST(Reach, ARetractedSignOffWasGivenAllTheSame) {
    auto history = signed_on(family{}.observed("o1", "2020-02-01", "q", "'yes'"));
    history.retracts("x", "s1", "2020-02-11");
    EXPECT_EQ(reached(one_question(), history, "o1"), "s1 answer q");
}

TEST(Reach, WhatCannotBeToldIsSaid) {
    auto history = family{}.child("k1").observed("o1", "2020-02-01", "q", "'yes'");
    history.add("s1", "sign_off", "2020-02-10", by_worker)
        .add("s2", "sign_off", "2020-02-10", by_worker + ",'person':'k1'")
        .ends("gone", "m-k1", "2020-02-01", "2020-02-05");
    const auto family_read = history.read();
    const reach none = reach_of(history.read(), "o1", {});
    ASSERT_EQ(none.untold.size(), 2U);
    EXPECT_FALSE(none.untold.front().refusal);
    const reach r = of(one_question(), history, "o1");
    EXPECT_EQ(told(r), "s1 answer q");
    ASSERT_EQ(r.untold.size(), 1U);
    EXPECT_EQ(family_read->chains[static_cast<std::size_t>(r.untold.front().record)].id, "s2");
    EXPECT_EQ(r.untold.front().refusal->code, error_code::child_not_member);
}

// ---- what it said, and what it would be now

TEST(Reach, TellsWhatItSaidWhatItWouldSayNowAndWithoutTheRecord) {
    auto history = signed_on(family{}.observed("o1", "2020-02-01", "q", "'yes'"), signed_high);
    const reach stands = of(one_question(), history, "o1");
    const reached_sign_off& one = stands.sign_offs.front();
    EXPECT_EQ(to_string(one.then.final), "high");
    EXPECT_FALSE(one.then.differs);
    EXPECT_FALSE(one.now.differs);
    ASSERT_TRUE(one.without);
    EXPECT_EQ(to_string(one.without->final), "low to high");
    EXPECT_TRUE(one.without->differs);

    history.corrects("c1", "o1", "2020-02-12", family::observation("2020-02-01", "q", "'no'"));
    const reach corrected = of(one_question(), history, "o1");
    EXPECT_EQ(to_string(corrected.sign_offs.front().then.final), "high");
    EXPECT_EQ(to_string(corrected.sign_offs.front().now.final), "low");
    EXPECT_TRUE(corrected.sign_offs.front().now.differs);

    history.retracts("x1", "c1", "2020-02-13");
    const reach retracted = of(one_question(), history, "o1");
    EXPECT_EQ(to_string(retracted.sign_offs.front().now.final), "low to high");
    EXPECT_FALSE(retracted.sign_offs.front().without) << "now it is left out already";
}

TEST(Reach, ASignedLevelThatIsNotFoundAgainIsSaid) {
    const auto history = signed_on(family{}.observed("o1", "2020-02-01", "q", "'no'"), signed_high);
    EXPECT_TRUE(of(one_question(), history, "o1").sign_offs.front().then.differs);
}

TEST(Reach, AChildThatWouldBeNoMemberIsRefusedWithoutTheMembership) {
    const auto history = signed_on(family{}.child("k1"), by_worker + ",'person':'k1'");
    const reach r = of(one_question(), history, "m-k1");
    EXPECT_EQ(told(r), "s1 membership k1");
    EXPECT_EQ(r.sign_offs.front().without->refused, error_code::child_not_member);
    EXPECT_TRUE(r.sign_offs.front().without->differs);
}

TEST(Reach, TheDocumentHoldsIt) {
    const instrument asked = one_question().read();
    auto history = signed_on(family{}.observed("o1", "2020-02-01", "q", "'yes'"), signed_high);
    history.corrects("c1", "o1", "2020-02-12", family::observation("2020-02-01", "q", "'no'"));
    history.add("s2", "sign_off", "2020-02-20",
                "'instrument':'other','as_of':'2020-02-20','by':'worker'");
    EXPECT_EQ(
        to_json(reach_of(history.read(), "c1", std::vector{asked})),
        json("{'format':'actueel.reach/1','family':'F-1','record':{'id':'o1','asked':'c1',"
             "'type':'observation','recorded_at':'2020-02-01T12:00:00Z','corrections':1,"
             "'retracted_at':null},'sign_offs':[{'record':'s1',"
             "'recorded_at':'2020-02-10T12:00:00Z','retracted_at':null,'corrected':false,"
             "'as_of':'2020-02-10','known_at':'2020-02-10T12:00:00Z','child':null,"
             "'by':'worker','given_to':['parent','court'],'instrument':{'id':'form',"
             "'version':'1','sha256':'" +
             asked->sha256 +
             "'},'leaned':[{'how':'answer','item':'q','person':null}],"
             "'signed':{'low':'high','high':'high'},"
             "'then':{'refused':null,'differs':false,'computed':{'low':'high','high':'high'},"
             "'final':{'low':'high','high':'high'},'scales':[{'id':'s','low':4,'high':4}]},"
             "'now':{'refused':null,'differs':true,'computed':{'low':'low','high':'low'},"
             "'final':{'low':'low','high':'low'},'scales':[{'id':'s','low':0,'high':0}]},"
             "'without':{'refused':null,'differs':true,'computed':{'low':'low','high':'high'},"
             "'final':{'low':'low','high':'high'},'scales':[{'id':'s','low':0,'high':4}]}}],"
             "'not_told':[{'record':'s2','recorded_at':'2020-02-20T12:00:00Z',"
             "'retracted_at':null,'corrected':false,'as_of':'2020-02-20',"
             "'known_at':'2020-02-20T12:00:00Z','child':null,'by':'worker','given_to':[],"
             "'instrument':'other','why':'no_instrument','code':null}]}"));
}

} // namespace
} // namespace actueel::testing
