// SPDX-License-Identifier: MPL-2.0
// Contract: a condition is true, false or unknown; what it sees of answers, statuses, scales, events and plans
// (semantics 5, Conditions and Plans; decision 0002, 21 to 25 and 35).
#include <actueel/response/truth.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::testing::assessed;
using actueel::testing::cuts;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::points;
using actueel::testing::row;
using actueel::testing::text;

/// Items of every kind, and one rule with the condition.
form with(std::string_view condition) {
    return form{}
        .derived("age", "'age':{'of':'youngest','role':'child'}")
        .derived("since", "'days_since_event':{'types':['v']}")
        .changing("a", "'best':'no'")
        .changing("kept", "'when_stale':'keep'")
        .changing("worst", "'when_unknown':'worst','when_stale':'worst'")
        .item("open", "'kind':'dynamic','shelf_life':'P3M','ask':{'en':'?'}," +
                          actueel::testing::no_some_yes_or_not_applicable)
        .changing("range", "'when_contested':'range'")
        .changing("p", "'per':'caregiver'")
        .changing("k", "'per':'child','best':'no'")
        .counted("n", "'min':0,'max':9")
        .scale("s", "sum", {points("a"), points("worst")}, cuts)
        .low_middle_high("s")
        .with("rules",
              "[{'id':'r','if':" + std::string{condition} + ",'then':{'at_least':'high'}}]");
}
std::string holds(std::string_view condition, const family& f,
                  std::string_view as_of = "2020-03-01") {
    return text(assessed(with(condition), f, as_of).found->rules.front().truth);
}
family said(std::string_view item, std::string_view answer, std::string_view more = "") {
    return family{}.observed("o1", "2020-02-03", item, answer, more);
}

// ---- an answer

TEST(AnswerCondition, SeesTheCurrentAnswer) {
    EXPECT_EQ(holds("{'item':'a','is':'yes'}", said("a", "'yes'")), "yes");
    EXPECT_EQ(holds("{'item':'a','is':'yes'}", said("a", "'no'")), "no");
    EXPECT_EQ(holds("{'item':'a','in':['some','yes']}", said("a", "'some'")), "yes");
    EXPECT_EQ(holds("{'item':'a','in':['some','yes']}", said("a", "'no'")), "no");
}

TEST(AnswerCondition, IsUnknownWhereTheAnswerIsUnknownOrNoLongerCounts) {
    EXPECT_EQ(holds("{'item':'a','is':'yes'}", family{}), "unknown");
    EXPECT_EQ(holds("{'item':'a','is':'yes'}", said("a", "'refused'")), "unknown");
    EXPECT_EQ(holds("{'item':'a','is':'yes'}", said("a", "'yes'"), "2020-05-03"), "unknown");
    EXPECT_EQ(holds("{'item':'kept','is':'yes'}", said("kept", "'yes'"), "2020-05-03"), "yes");
    EXPECT_EQ(holds("{'item':'worst','is':'yes'}", family{}),
              "unknown"); // whatever the policy gives in points
    EXPECT_EQ(holds("{'item':'worst','is':'yes'}", said("worst", "'yes'"), "2020-05-03"),
              "unknown");
}

TEST(AnswerCondition, IsFalseWhereNotApplicable) {
    EXPECT_EQ(holds("{'item':'open','in':['no','some','yes']}", said("open", "'not_applicable'")),
              "no");
    EXPECT_EQ(holds("{'not':{'item':'open','is':'yes'}}", said("open", "'not_applicable'")), "yes");
}

TEST(AnswerCondition, IsUnknownWithinAContestedRange) {
    const auto f = said("range", "'yes'", "'source':'professional'")
                       .observed("o2", "2020-02-04", "range", "'no'", "'source':'worker'");
    EXPECT_EQ(holds("{'item':'range','is':'no'}", f), "unknown");
    EXPECT_EQ(holds("{'item':'a','is':'no'}",
                    said("a", "'yes'", "'source':'professional'")
                        .observed("o2", "2020-02-04", "a", "'no'", "'source':'worker'")),
              "yes");
}

TEST(AnswerCondition, ComparesNumbers) {
    EXPECT_EQ(holds("{'item':'n','at_least':3}", said("n", "3")), "yes");
    EXPECT_EQ(holds("{'item':'n','at_least':3}", said("n", "2.9999")), "no");
    EXPECT_EQ(holds("{'item':'n','below':3}", said("n", "3")), "no");
    EXPECT_EQ(holds("{'item':'n','below':3}", said("n", "2.9999")), "yes");
    EXPECT_EQ(holds("{'item':'n','is':2.5}", said("n", "2.5")), "yes");
    EXPECT_EQ(holds("{'item':'n','in':[1,2.5]}", said("n", "2")), "no");
}

TEST(AnswerCondition, AnyHoldsWhenItHoldsForAMember) {
    family f;
    f.caregiver("p1").caregiver("p2").observed("o1", "2020-02-03", "p", "'yes'", "'person':'p1'");
    EXPECT_EQ(holds("{'item':'p','is':'yes'}", f), "yes"); // whatever the other
    EXPECT_EQ(holds("{'item':'p','is':'no'}", f), "unknown");
    f.observed("o2", "2020-02-03", "p", "'some'", "'person':'p2'");
    EXPECT_EQ(holds("{'item':'p','is':'no'}", f), "no");
}

TEST(AnswerCondition, AllHoldsForAllToWhomItAppliesAndAtLeastOne) {
    family f;
    f.caregiver("p1").caregiver("p2").observed("o1", "2020-02-03", "p", "'yes'", "'person':'p1'");
    EXPECT_EQ(holds("{'item':'p','is':'yes','who':'all'}", f), "unknown");
    EXPECT_EQ(holds("{'item':'p','is':'no','who':'all'}", f), "no"); // one says otherwise already
    f.observed("o2", "2020-02-03", "p", "'yes'", "'person':'p2'");
    EXPECT_EQ(holds("{'item':'p','is':'yes','who':'all'}", f), "yes");
}

TEST(AnswerCondition, OverNobodyIsFalse) {
    const auto f = family{}.nobody_is("'caregiver','child'");
    EXPECT_EQ(holds("{'item':'p','is':'yes'}", f), "no");
    EXPECT_EQ(holds("{'item':'p','is':'yes','who':'all'}", f), "no");
}

TEST(AnswerCondition, OfAnUnknownRoleIsUnknown) {
    EXPECT_EQ(holds("{'item':'p','is':'yes'}", family{}), "unknown");
    EXPECT_EQ(holds("{'item':'p','is':'yes','who':'all'}", family{}), "unknown");
    EXPECT_EQ(holds("{'item':'p','in':['no','some','yes']}", family{}),
              "unknown"); // there may be no such member
}

TEST(DerivedCondition, IsUnknownWhereTheRangeStraddlesTheBound) {
    const auto six = family{}.child("c1", "2014-01-01");
    EXPECT_EQ(holds("{'item':'age','below':6}", six), "no");
    EXPECT_EQ(holds("{'item':'age','below':7}", six), "yes");
    EXPECT_EQ(holds("{'item':'age','is':6}", six), "yes");
    const auto missing = family{}.child("c1");
    EXPECT_EQ(holds("{'item':'age','below':6}", missing), "unknown");
    EXPECT_EQ(holds("{'item':'age','at_least':0}", missing), "yes");
    EXPECT_EQ(holds("{'item':'age','is':6}", missing), "unknown");
    EXPECT_EQ(holds("{'item':'age','is':6.5}", missing), "no"); // no number of the range is listed
    EXPECT_EQ(holds("{'item':'age','below':6}", family{}.nobody_is("'child'")),
              "no"); // an age of nobody
}

TEST(DerivedCondition, IsOneOfWhereEveryNumberOfTheRangeIsListed) {
    const form asked =
        form{}
            .derived("few", "'count_persons':{'role':'child','ages':{'below':6}}")
            .fixed("a")
            .scale("s", "sum", {points("a")}, cuts)
            .low_middle_high("s")
            .with("rules", "[{'id':'r','if':{'item':'few','in':[0,1]},'then':{'set':'high'}},{'id':"
                           "'q','if':{'item':'few','in':[1,2]},'then':{'set':'high'}}]");
    const auto a = assessed(asked, family{}.child("c1"), "2020-03-01"); // 0 or 1: no birth date
    EXPECT_EQ(text(a.found->rules[0].truth), "yes");
    EXPECT_EQ(text(a.found->rules[1].truth), "unknown");
}

TEST(DerivedCondition, NoEventIsLongerAgoThanAnyNumber) {
    EXPECT_EQ(holds("{'item':'since','at_least':3652058}", family{}), "yes");
    EXPECT_EQ(holds("{'item':'since','below':3652058}", family{}), "no");
    EXPECT_EQ(holds("{'item':'since','is':5}", family{}), "no");
    EXPECT_EQ(holds("{'item':'since','below':10}", family{}.event("e1", "2020-02-28", "v")), "yes");
}

// ---- a status

TEST(StatusCondition, LooksAtEveryRow) {
    family f;
    f.caregiver("p1").caregiver("p2").observed("o1", "2020-02-03", "p", "'yes'", "'person':'p1'");
    EXPECT_EQ(holds("{'item':'p','status':['unknown']}", f), "yes");
    EXPECT_EQ(holds("{'item':'p','status':['unknown'],'who':'all'}", f), "no");
    EXPECT_EQ(holds("{'item':'p','status':['unknown','current'],'who':'all'}", f), "yes");
    EXPECT_EQ(holds("{'item':'p','status':['stale']}", f), "no");
}

TEST(StatusCondition, OverNoRowsHoldsOnlyForNotApplicable) {
    const auto f = family{}.nobody_is("'caregiver','child'");
    EXPECT_EQ(holds("{'item':'p','status':['not_applicable']}", f), "yes");
    EXPECT_EQ(holds("{'item':'p','status':['current','stale','unknown']}", f), "no");
    EXPECT_EQ(holds("{'item':'p','status':['current'],'who':'all'}", f), "no");
}

TEST(StatusCondition, IsNeverUnknown) {
    EXPECT_EQ(holds("{'item':'p','status':['unknown']}", family{}), "yes");
}

// ---- a scale, events

TEST(ScaleCondition, IsUnknownWhenTheIntervalStraddlesTheBound) {
    const auto f = said("a", "'some'"); // 1, and `worst` gives 3: exactly 4
    EXPECT_EQ(holds("{'scale':'s','at_least':4}", f), "yes");
    EXPECT_EQ(holds("{'scale':'s','below':4}", f), "no");
    EXPECT_EQ(holds("{'scale':'s','at_least':4.0001}", f), "no");
    EXPECT_EQ(holds("{'scale':'s','at_least':4}", family{}), "unknown"); // 3 to 6
    EXPECT_EQ(holds("{'scale':'s','at_least':3}", family{}), "yes");
    EXPECT_EQ(holds("{'scale':'s','below':6.0001}", family{}), "yes");
    EXPECT_EQ(holds("{'scale':'s','below':6}", family{}), "unknown");
}

TEST(EventsCondition, CountsIncidentsOnceWithinItsDuration) {
    family f;
    f.event("e1", "2020-02-01", "v", "'incident':'n'")
        .event("e2", "2020-02-02", "v", "'incident':'n'")
        .event("e3", "2020-01-01", "v");
    EXPECT_EQ(holds("{'events':['v']}", f), "yes");
    EXPECT_EQ(holds("{'events':['v'],'at_least':2}", f), "yes");
    EXPECT_EQ(holds("{'events':['v'],'at_least':3}", f), "no");
    EXPECT_EQ(holds("{'events':['v'],'within':'P2M','at_least':2}", f, "2020-02-29"), "yes");
    EXPECT_EQ(holds("{'events':['v'],'within':'P2M','at_least':2}", f, "2020-03-01"), "no");
    EXPECT_EQ(holds("{'events':['v'],'severities':['severe']}", f), "no");
    EXPECT_EQ(holds("{'events':['w']}", f), "no");
}

// ---- plans

family planned(std::string_view more = "") {
    family f;
    f.child("c1").child("c2").caregiver("p1");
    f.add("l1", "plan", "2020-02-10",
          "'start':'2020-02-10','until':'2020-03-11'" + std::string{more});
    return f;
}

TEST(PlanCondition, IsTrueOnTheDaysOfAPlanAndLapsesByItself) {
    EXPECT_EQ(holds("{'plan':'active'}", planned(), "2020-02-09"), "no");
    EXPECT_EQ(holds("{'plan':'active'}", planned(), "2020-02-10"), "yes");
    EXPECT_EQ(holds("{'plan':'active'}", planned(), "2020-03-10"), "yes");
    EXPECT_EQ(holds("{'plan':'active'}", planned(), "2020-03-11"), "no");
}

TEST(PlanCondition, IsForTheChildAskedAbout) {
    const auto f = planned(",'persons':['c1']");
    const auto of = [&](std::string_view child) {
        return text(
            assessed(with("{'plan':'active'}"), f, "2020-03-01", child).found->rules.front().truth);
    };
    EXPECT_EQ(of("c1"), "yes");
    EXPECT_EQ(of("c2"), "no");
    EXPECT_EQ(holds("{'plan':'active'}", f), "yes"); // the family
    EXPECT_EQ(text(assessed(with("{'plan':'active'}"), planned(), "2020-03-01", "c2")
                       .found->rules.front()
                       .truth),
              "yes"); // none named: all
}

TEST(PlanCondition, CoversEachItemThatIsNotAtItsBest) {
    const std::string covers = "{'plan':'active','covers':['a']}";
    EXPECT_EQ(holds(covers, planned().observed("o1", "2020-02-03", "a", "'no'")),
              "yes"); // nothing to cover
    EXPECT_EQ(holds(covers, planned().observed("o1", "2020-02-03", "a", "'yes'")), "no");
    EXPECT_EQ(holds(covers, planned(",'covers':['a']").observed("o1", "2020-02-03", "a", "'yes'")),
              "yes");
    EXPECT_EQ(holds(covers, planned()), "unknown"); // may or may not be at its best
    EXPECT_EQ(holds(covers, planned(",'covers':['a']")), "yes");
}

TEST(PlanCondition, CoversAChildsItemOnlyWhereItProtectsThatChild) {
    const std::string covers = "{'plan':'active','covers':['k']}";
    const auto both_yes = [](family f) {
        return f.observed("o1", "2020-02-03", "k", "'yes'", "'person':'c1'")
            .observed("o2", "2020-02-03", "k", "'yes'", "'person':'c2'");
    };
    EXPECT_EQ(holds(covers, both_yes(planned(",'covers':['k'],'persons':['c1']"))), "no");
    EXPECT_EQ(holds(covers, both_yes(planned(",'covers':['k']"))), "yes");
    EXPECT_EQ(text(assessed(with(covers), both_yes(planned(",'covers':['k'],'persons':['c1']")),
                            "2020-03-01", "c1")
                       .found->rules.front()
                       .truth),
              "yes");
}

// ---- parts

TEST(Parts, FollowKleenesTables) {
    const std::string yes = "{'item':'a','is':'yes'}";
    const std::string no = "{'item':'a','is':'no'}";
    const std::string unknown = "{'item':'n','is':1}";
    const auto f = said("a", "'yes'");
    EXPECT_EQ(holds("{'all':[" + yes + "," + unknown + "]}", f), "unknown");
    EXPECT_EQ(holds("{'all':[" + no + "," + unknown + "]}", f), "no");
    EXPECT_EQ(holds("{'any':[" + yes + "," + unknown + "]}", f), "yes");
    EXPECT_EQ(holds("{'any':[" + no + "," + unknown + "]}", f), "unknown");
    EXPECT_EQ(holds("{'not':" + unknown + "}", f), "unknown");
    EXPECT_EQ(holds("{'at_least':2,'of':[" + yes + "," + yes + "," + unknown + "]}", f), "yes");
    EXPECT_EQ(holds("{'at_least':2,'of':[" + yes + "," + no + "," + unknown + "]}", f), "unknown");
    EXPECT_EQ(holds("{'at_least':2,'of':[" + no + "," + no + "," + unknown + "]}", f), "no");
    EXPECT_EQ(holds("{'at_least':1,'of':[" + no + "]}", f), "no");
}

// ---- asked only when

form follow_up() {
    return form{}
        .fixed("a", "'per':'caregiver'")
        .fixed("b", "'per':'caregiver','applies_when':{'item':'a','is':'yes'}")
        .fixed("c", "'applies_when':{'item':'a','is':'yes'}")
        .fixed("d", "'applies_when':{'item':'c','is':'yes'}")
        .scale("s", "sum", {points("c")});
}

TEST(AppliesWhen, OfTheSameRoleMeansTheSamePerson) {
    family f;
    f.caregiver("p1")
        .caregiver("p2")
        .observed("o1", "2020-02-03", "a", "'yes'", "'person':'p1'")
        .observed("o2", "2020-02-03", "a", "'no'", "'person':'p2'");
    const auto a = assessed(follow_up(), f, "2020-03-01");
    EXPECT_EQ(text(row(a, "b", "p1").applies), "yes");
    EXPECT_EQ(text(row(a, "b", "p2").applies), "no");
    EXPECT_EQ(text(row(a, "c").applies), "yes"); // any of them
}

TEST(AppliesWhen, FollowsUnknownsAndWhatDoesNotApplyFurther) {
    const auto unknown = assessed(follow_up(), family{}.caregiver("p1"), "2020-03-01");
    EXPECT_EQ(text(row(unknown, "b", "p1").applies), "unknown");
    EXPECT_EQ(text(row(unknown, "d").applies), "unknown");
    const auto no = assessed(follow_up(),
                             family{}
                                 .caregiver("p1")
                                 .observed("o1", "2020-02-03", "a", "'no'", "'person':'p1'")
                                 .observed("o2", "2020-02-03", "c", "'yes'"),
                             "2020-03-01");
    EXPECT_EQ(text(row(no, "c").applies), "no");
    EXPECT_EQ(text(row(no, "d").applies), "no"); // a condition on what does not apply is false
}

} // namespace
