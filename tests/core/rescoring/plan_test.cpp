// SPDX-License-Identifier: MPL-2.0
// Contract: a plan runs where lanes hold all that an instrument asks for, and says part by part why it does not.
#include <actueel/rescoring/plan.hpp>

#include "../testing/documents.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::plan;
using actueel::testing::form;
using actueel::testing::points;
using actueel::testing::term;

/// The parts that do not run, a comma between them.
std::string refused(const form& asked) {
    const plan made = plan::of(asked.read());
    std::string out;
    for (const auto& note : made.notes()) {
        EXPECT_FALSE(note.how.empty()) << note.part;
        if (!note.runs) { out += (out.empty() ? "" : ", ") + note.part; }
    }
    EXPECT_EQ(made.runs(), out.empty());
    return out;
}
form of_item(const std::string& more) {
    form f;
    f.changing("a", more);
    return f.scale("s", "sum", {points("a")});
}

TEST(Plan, RunsForAnswersThatAreAddedUp) {
    EXPECT_EQ(refused(of_item("")), "");
    const plan made = plan::of(of_item("").read());
    ASSERT_EQ(made.notes().size(), 3U);
    EXPECT_EQ(made.notes()[0].part, "instrument");
    EXPECT_EQ(made.notes()[0].how,
              "one sum: of observations alone, differences of 16 bits, four totals to a word");
    EXPECT_EQ(made.notes()[1].part, "item a");
    EXPECT_EQ(made.notes()[1].how, "one row");
    EXPECT_EQ(made.notes()[2].part, "scale s");
    EXPECT_EQ(made.notes()[2].how, "sum: a bit a step");
}

TEST(Plan, RunsForPersonsRulesAndEvents) {
    form f;
    f.derived("n", "'count_events':{'types':['crisis'],'window':'P1Y'}");
    f.changing("a", "'per':'caregiver'");
    f.fixed("b", "'applies_when':{'item':'n','at_least':1}");
    f.scale("s", "max", {points("a", "'combine':'max'"), points("b")}, actueel::testing::low_cuts);
    f.low_middle_high("s");
    f.with("rules", "[{'id':'r','if':{'all':[{'item':'b','is':'yes'},{'events':['crisis']}]},"
                    "'then':{'at_least':'high'}}]");
    EXPECT_EQ(refused(f), "");
    std::string parts;
    const plan made = plan::of(f.read());
    for (const auto& note : made.notes()) { parts += note.part + ", "; }
    EXPECT_EQ(parts, "item n, item a, item b, scale s, rule r, ")
        << "in the order of the instrument";
}

TEST(Plan, IsLeftWhereEachChildIsASubject) {
    EXPECT_EQ(refused(of_item("").with("subject", "'child'")), "instrument");
}
TEST(Plan, IsLeftWhereTheLatestSittingCounts) {
    EXPECT_EQ(refused(of_item("").with("one_sitting", "true")), "instrument");
}
TEST(Plan, IsLeftWhereALevelComesFromATree) {
    form f = of_item("");
    f.levels({"low", "middle", "high"});
    f.with("tree", "{'if':{'item':'a','is':'yes'},'then':{'level':'high'},'else':{'if':{'item':'a',"
                   "'is':'some'},'then':{'level':'middle'},'else':{'level':'low'}}}");
    EXPECT_EQ(refused(f), "instrument");
}
TEST(Plan, IsLeftWhereSeveralAnswersCountAtOnce) {
    EXPECT_EQ(refused(of_item("'pick':{'rule':'worst','window':'P1M'}")), "item a");
}
TEST(Plan, IsLeftWhereANumberFollowsFromWhoIsThere) {
    form f;
    f.derived("d", "'age':{'of':'youngest','role':'child'}");
    f.derived("n", "'count_persons':{'role':'child'}");
    f.derived("e", "'days_since_event':{'types':['crisis']}");
    const std::string bins = "'bins':[{'at_least':0,'points':0},{'at_least':2,'points':1}]";
    f.scale("s", "sum", {term("d", bins), term("n", bins), term("e", bins + ",'if_none':0")});
    EXPECT_EQ(refused(f), "item d, item n, item e");
}
TEST(Plan, IsLeftWhereAScaleIsAMeanOrPartlyAnswered) {
    form f;
    f.fixed("a").fixed("b");
    f.scale("s", "mean", {points("a"), points("b")});
    f.scale("t", "max", {points("a"), points("b")}, "'min_answered':1");
    EXPECT_EQ(refused(f), "scale s, scale t");
}
TEST(Plan, IsLeftWhereARuleAsksForAPlan) {
    form f;
    f.changing("a").scale("s", "sum", {points("a")}, actueel::testing::low_cuts);
    f.low_middle_high("s");
    f.with("rules", "[{'id':'r','if':{'not':{'plan':'active'}},'then':{'at_least':'high'}}]");
    EXPECT_EQ(refused(f), "rule r");
}
TEST(Plan, IsLeftWhereEachChildHasANumberOfItsOwn) {
    form f;
    f.derived("n", "'count_events':{'types':['crisis']}", "'per':'child'");
    f.changing("a");
    const std::string bins = "'bins':[{'at_least':0,'points':0},{'at_least':1,'points':1}]";
    f.scale("s", "sum", {points("a"), term("n", "'combine':'max'," + bins)});
    EXPECT_EQ(refused(f), "item n");
}

} // namespace
