// SPDX-License-Identifier: MPL-2.0
// Contract: what to ask next: each asked question that is unknown, stale or contested, by fewest levels left in the worst
// case, then most width removed by the answer that removes least, then the instrument's order and the person's id; floor
// and ways: the level if changeable items had their best answers (semantics 6; decision 0002, 40).
#include <actueel/assessment/what_if.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::assessment;
using actueel::testing::assessed;
using actueel::testing::cuts;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::points;

/// `item person settles levels width`, one a line.
std::string asks(const assessment& a) {
    std::string out;
    for (const auto& q : ask_next(a)) {
        out += a.asked->items[static_cast<std::size_t>(q.item)].id + " " +
               (q.person < 0 ? "-" : a.family->persons[static_cast<std::size_t>(q.person)]) + " " +
               (a.found ? std::string{actueel::settles_names[static_cast<std::size_t>(q.settled)]}
                        : "-") +
               " " + std::to_string(q.levels_left) + " " + to_string(q.width_removed) + "\n";
    }
    return out;
}
std::string asks(const form& asked, const family& f, std::string_view as_of = "2020-03-01") {
    return asks(assessed(asked, f, as_of));
}
std::string level(const assessment& a, const std::optional<actueel::level_interval>& range) {
    if (!range) { return "none"; }
    return to_string(
        actueel::level_range{a.asked->levels[static_cast<std::size_t>(range->low)].id,
                             a.asked->levels[static_cast<std::size_t>(range->high)].id});
}
std::string floor_text(const assessment& a) { return level(a, floor_of(a)); }
std::string ways_text(const assessment& a) {
    std::string out;
    for (const auto& w : ways_of(a)) {
        out +=
            a.asked->items[static_cast<std::size_t>(w.item)].id + ": " + level(a, w.level) + "\n";
    }
    return out;
}

/// a gives up to 3, b up to 1, c up to 3: low from 0, middle from 2, high from 4.
form three() {
    return form{}
        .changing("a")
        .changing("b")
        .changing("c")
        .scale("s", "sum",
               {points("a"), "{'item':'b','points':{'no':0,'some':0.5,'yes':1}}", points("c")},
               cuts)
        .low_middle_high("s");
}
family said(std::string_view a, std::string_view b, std::string_view c) {
    family f;
    if (!a.empty()) { f.observed("oa", "2020-02-03", "a", "'" + std::string{a} + "'"); }
    if (!b.empty()) { f.observed("ob", "2020-02-03", "b", "'" + std::string{b} + "'"); }
    if (!c.empty()) { f.observed("oc", "2020-02-03", "c", "'" + std::string{c} + "'"); }
    return f;
}

TEST(AskNext, PutsTheQuestionThatLeavesFewestLevelsFirst) {
    EXPECT_EQ(asks(three(), said("", "", "no")), "a - some 2 3\nb - never 3 1\n");
}

TEST(AskNext, AnAnswerSettlesAlwaysForSomeAnswersOrNever) {
    EXPECT_EQ(asks(three(), said("", "no", "no")), "a - always 1 3\n");
    EXPECT_EQ(asks(three(), said("", "", "yes")), "a - some 2 3\nb - some 2 1\n");
    EXPECT_EQ(asks(three(), said("no", "", "no")), "b - always 1 1\n");
}

TEST(AskNext, NothingIsAskedWhereEverythingIsKnown) {
    EXPECT_EQ(asks(three(), said("no", "no", "no")), "");
}

TEST(AskNext, OfEqualsTheWidthThenTheInstrumentsOrderDecides) {
    EXPECT_EQ(asks(three(), family{}), "a - never 3 3\nc - never 3 3\nb - never 3 1\n");
}

TEST(AskNext, AStaleAnswerIsAskedAgain) {
    EXPECT_EQ(asks(three(), said("no", "no", "no"), "2020-05-03"),
              "a - never 3 3\nc - never 3 3\nb - never 3 1\n");
}

TEST(AskNext, AContestedAnswerIsAskedAndTriedUncontested) {
    const form asked =
        form{}
            .changing("a", "'when_contested':'range'")
            .scale("s", "sum", {points("a")}, cuts)
            .low_middle_high("s")
            .with("rules", "[{'id':'h','if':{'events':['v']},'then':{'set':'high'}}]");
    family f;
    f.observed("o1", "2020-02-03", "a", "'no'", "'source':'worker'")
        .observed("o2", "2020-02-03", "a", "'yes'", "'source':'record'");
    EXPECT_EQ(asks(asked, f), "a - always 1 3\n");
}

TEST(AskNext, IsOfNamedPersonsOrTheFamilyAndOfWhatMayApply) {
    const form asked =
        form{}
            .fixed("a")
            .fixed("b", "'applies_when':{'item':'a','is':'yes'}")
            .fixed("p", "'per':'caregiver'")
            .fixed("k", "'per':'child'")
            .scale("s", "sum",
                   {points("b"), points("p", "'combine':'max'"), points("k", "'combine':'max'")});
    family f;
    f.caregiver("p2").caregiver("p1");
    // No child is known: the unnamed one is not asked about. An answer that opens b removes no width.
    EXPECT_EQ(asks(asked, f), "a - - 0 0\nb - - 0 0\np p1 - 0 0\np p2 - 0 0\n");
    f.observed("o1", "2020-02-03", "a", "'no'");
    EXPECT_EQ(asks(asked, f), "p p1 - 0 0\np p2 - 0 0\n"); // b does not apply: not asked
}

TEST(AskNext, TriesNotApplicableWhereItIsAllowed) {
    const form asked =
        form{}
            .item("a", "'kind':'static','ask':{'en':'?'}," +
                           actueel::testing::no_some_yes_or_not_applicable)
            .scale("s", "mean", {"{'item':'a','points':{'no':4,'some':4,'yes':4}}"}, cuts)
            .low_middle_high("s");
    EXPECT_EQ(asks(asked, family{}), "a - always 1 4\n"); // high with any answer, low (0) without
}

TEST(AskNext, ATriedAnswerJoinsThePool) {
    const form asked =
        form{}
            .changing("a", "'pick':{'rule':'worst','window':'P1Y'}")
            .fixed("b")
            .scale("s", "sum", {points("a"), "{'item':'b','points':{'no':0,'some':0.5,'yes':1}}"},
                   cuts)
            .low_middle_high("s");
    const auto f = family{}.observed("o1", "2020-02-03", "a", "'yes'");
    // Stale, but within the window: whatever is said today, the earlier answer still gives 3.
    EXPECT_EQ(asks(asked, f, "2020-05-03"), "a - never 2 3\nb - never 3 1\n");
    EXPECT_EQ(asks(asked, f, "2021-02-03"), "a - some 2 3\nb - never 3 1\n"); // out of the window
}

// ---- numbers

/// A number from 0 to `max` times 0.5; low below 2, middle to 4.
form with_number(
    std::string_view range, std::string_view term,
    std::string_view rules = "[{'id':'h','if':{'events':['v']},'then':{'set':'high'}}]") {
    return form{}
        .counted("n", range)
        .scale("s", "sum", {std::string{term}}, cuts)
        .low_middle_high("s")
        .with("rules", rules);
}

TEST(AskNext, TriesEveryWholeNumberWhereThereAreFew) {
    EXPECT_EQ(asks(with_number("'min':0,'max':100,'integer':true",
                               "{'item':'n','linear':{'times':0.05}}"),
                   family{}),
              "n - always 1 5\n");
}

TEST(AskNext, TriesBothSidesOfBinsConditionsAndCuts) {
    // One number alone opens the range: 7 in a condition on another item.
    const auto opens = [](std::string_view condition) {
        const form asked =
            form{}
                .counted("n", "'min':0,'max':1000")
                .fixed("b", "'applies_when':" + std::string{condition})
                .scale("s", "sum", {"{'item':'n','bins':[{'at_least':0,'points':0}]}", points("b")},
                       cuts)
                .low_middle_high("s")
                .with("rules", "[{'id':'h','if':{'events':['v']},'then':{'set':'high'}}]");
        return asks(asked, family{});
    };
    for (const auto* condition :
         {"{'item':'n','is':7}", "{'item':'n','in':[3.5,4]}",
          "{'all':[{'item':'n','at_least':500},{'item':'n','below':500.0001}]}",
          "{'not':{'any':[{'item':'n','is':0},{'item':'n','at_least':0.0001}]}}"}) {
        const bool no_number = std::string_view{condition}.starts_with("{'not'");
        EXPECT_NE(opens(condition).find(no_number ? "n - always 1 3\n" : "n - some 2 0\n"),
                  std::string::npos)
            << condition << opens(condition);
    }
}

TEST(AskNext, TriesTheNumbersThatATreeOrAPlanAsksFor) {
    // One number alone decides: 400 in the tree; 7, at which there is nothing to cover, under a plan.
    const form tree =
        form{}
            .counted("n", "'min':0,'max':1000,'integer':true")
            .scale("s", "sum", {"{'item':'n','bins':[{'at_least':0,'points':0}]}"})
            .levels({"low", "high"})
            .with("tree", "{'if':{'all':[{'item':'n','at_least':399.5},{'item':'n','below':400.5}]}"
                          ",'then':{'if':{'item':'b','is':'yes'},"
                          "'then':{'level':'high'},'else':{'level':'low'}},'else':{'level':'low'}}")
            .fixed("b");
    EXPECT_NE(asks(tree, family{}).find("n - some 2 0\n"), std::string::npos)
        << asks(tree, family{});
    const form plan =
        form{}
            .counted("n", "'min':0,'max':1000,'integer':true", "'best':7")
            .scale("s", "sum", {"{'item':'n','bins':[{'at_least':0,'points':0}]}"})
            .levels({"low", "high"})
            .with("rules", "[{'id':'r','if':{'plan':'active','covers':['n']},'then':{'set':'high'}}"
                           ",{'id':'q','if':{'item':'n','is':7},'then':{'set':'low'}}]");
    family f;
    f.add("l1", "plan", "2020-02-10", "'start':'2020-02-10','until':'2020-05-11'");
    EXPECT_EQ(asks(plan, f), "n - always 1 0\n"); // high at 7 alone, and then low again
}

TEST(AskNext, TriesBothSidesOfWhereALinearTermMeetsACut) {
    // n gives 0 to 10, b 0 to 0.0001: only just below a cut does b decide.
    const form asked = form{}
                           .counted("n", "'min':0,'max':1000")
                           .fixed("b")
                           .scale("s", "sum",
                                  {"{'item':'n','linear':{'times':0.01}}",
                                   "{'item':'b','points':{'no':0,'some':0,'yes':0.0001}}"},
                                  cuts)
                           .low_middle_high("s");
    EXPECT_NE(asks(asked, family{}).find("n - some 2 10\n"), std::string::npos)
        << asks(asked, family{});
}

// ---- without levels, floor, ways

TEST(AskNext, WithoutLevelsTheWidthDecides) {
    EXPECT_EQ(
        asks(form{}.fixed("b").fixed("a").scale(
                 "s", "sum", {"{'item':'b','points':{'no':0,'some':0,'yes':1}}", points("a")}),
             family{})
            .substr(0, 3),
        "a -");
}

form changeable() {
    return form{}
        .fixed("past")
        .changing("a", "'changeable':true,'best':'no'")
        .changing("p", "'per':'caregiver','changeable':true,'best':'some'")
        .scale("s", "sum", {points("past"), points("a"), points("p", "'combine':'max'")}, cuts)
        .low_middle_high("s");
}
family two_caregivers(std::string_view past) {
    family f;
    f.caregiver("p1")
        .caregiver("p2")
        .observed("o0", "2020-02-03", "past", "'" + std::string{past} + "'")
        .observed("o1", "2020-02-03", "a", "'yes'");
    return f.observed("o2", "2020-02-03", "p", "'yes'", "'person':'p1'")
        .observed("o3", "2020-02-03", "p", "'no'", "'person':'p2'");
}

TEST(Floor, IsTheLevelIfEveryChangeableItemHadItsBestAnswerForEveryMember) {
    EXPECT_EQ(floor_text(assessed(changeable(), two_caregivers("no"), "2020-03-01")),
              "low"); // 0 + 0 + 1
    EXPECT_EQ(floor_text(assessed(changeable(), two_caregivers("some"), "2020-03-01")),
              "middle"); // 1 + 0 + 1
    EXPECT_EQ(floor_text(assessed(changeable(), two_caregivers("yes"), "2020-03-01")), "high");
}

TEST(Floor, KeepsWhatIsUnknownOfWhatCannotChange) {
    family f;
    f.caregiver("p1");
    EXPECT_EQ(floor_text(assessed(changeable(), f, "2020-03-01")),
              "low to high"); // past: 0 to 3, p: 1
    EXPECT_EQ(
        floor_text(assessed(changeable(), family{}.observed("o0", "2020-02-03", "past", "'no'"),
                            "2020-03-01")),
        "low to middle"); // an unnamed caregiver keeps its range
}

TEST(Ways, AreTheSameForEachChangeableItemByItself) {
    EXPECT_EQ(ways_text(assessed(changeable(), two_caregivers("no"), "2020-03-01")),
              "a: middle\np: high\n");
}

TEST(Ways, ABestAnswerIsAlonePastPoolsAndOtherVoices) {
    const form asked = form{}
                           .changing("a", "'changeable':true,'best':'no','when_contested':'range','"
                                          "pick':{'rule':'worst','window':'P1Y'}")
                           .scale("s", "sum", {points("a")}, "'cuts':{'high':1}")
                           .levels({"low", "high"})
                           .with("level_from", "['s']");
    family f;
    f.observed("o1", "2020-02-01", "a", "'yes'", "'source':'worker'")
        .observed("o2", "2020-02-03", "a", "'yes'", "'source':'record'");
    EXPECT_EQ(ways_text(assessed(asked, f, "2020-03-01")), "a: low\n");
}

TEST(Ways, AreComputedLevelsBeforeOverrides) {
    family f = two_caregivers("no");
    f.add("v1", "override", "2020-02-10",
          "'instrument':'form','level':'high','computed':{'low':'high','high':'high'},'by':'s','"
          "reason':'r','start':'2020-02-10','until':'2020-05-01'");
    EXPECT_EQ(
        floor_text(assessed(changeable().with("overrides", "{'roles':['s']}"), f, "2020-03-01")),
        "low");
}

TEST(Ways, ThereAreNoLevelsWithoutLevels) {
    const auto a = assessed(
        form{}.changing("a", "'changeable':true,'best':'no'").scale("s", "sum", {points("a")}),
        family{}, "2020-03-01");
    EXPECT_EQ(floor_text(a), "none");
    EXPECT_EQ(ways_text(a), "a: none\n");
}

} // namespace
