// SPDX-License-Identifier: MPL-2.0
// Contract: levels, rules, trees and override rules are read and refused where they name something missing (semantics 5
// and 9). What they give is tested in level/level_of_test.cpp.
#include <actueel/instrument/rules.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace {

using namespace actueel;
using actueel::testing::faults_of;
using actueel::testing::form;
using actueel::testing::low_cuts;
using actueel::testing::points;

form plain() {
    return form{}.fixed("a").scale("s", "sum", {points("a")}, low_cuts).low_middle_high("s");
}
form with_rule(std::string_view then) {
    return plain().with("rules",
                        "[{'id':'r','why':{'en':'w'},'if':{'item':'a','is':'yes'},'then':" +
                            std::string{then} + "}]");
}
form with_tree(std::string_view tree) {
    return form{}
        .fixed("a")
        .scale("s", "sum", {points("a")})
        .levels({"low", "high"})
        .with("tree", tree);
}

TEST(Rule, HasOneOutcome) {
    EXPECT_EQ(with_rule("{'at_least':'high'}").read()->rules.front().outcome,
              outcome_kind::at_least);
    EXPECT_EQ(with_rule("{'at_most':'middle'}").read()->rules.front().level, 1);
    EXPECT_EQ(with_rule("{'set':'low'}").read()->rules.front().outcome, outcome_kind::set);
    EXPECT_EQ(faults_of(with_rule("{}")), "fields_exclude /rules/0/then");
    EXPECT_EQ(faults_of(with_rule("{'set':'low','at_most':'low'}")),
              "fields_exclude /rules/0/then");
    EXPECT_EQ(faults_of(with_rule("{'set':'lowest'}")), "name_unknown /rules/0/then/set");
}

TEST(Rule, HasAnIdOfItsOwn) {
    EXPECT_EQ(
        faults_of(plain().with("rules", "[{'id':'r','if':{'plan':'active'},'then':{'set':'low'}},{'"
                                        "id':'r','if':{'plan':'active'},'then':{'set':'low'}}]")),
        "name_duplicate /rules/1/id");
}

TEST(Tree, HasConditionsAtItsNodesAndLevelsAtItsLeaves) {
    const auto in = with_tree("{'if':{'item':'a','is':'yes'},'then':{'level':'high','rate':0.25,'n'"
                              ":120},'else':{'level':'low'}}")
                        .read();
    ASSERT_EQ(in->tree.size(), 3U);
    EXPECT_TRUE(in->tree[0].when);
    EXPECT_EQ(in->tree[static_cast<std::size_t>(in->tree[0].then_node)].rate,
              decimal::from_units(2'500));
    EXPECT_EQ(in->tree[static_cast<std::size_t>(in->tree[0].then_node)].n, 120);
    EXPECT_EQ(in->tree[static_cast<std::size_t>(in->tree[0].else_node)].level, 0);
    EXPECT_EQ(faults_of(with_tree("{'if':{'item':'a','is':'yes'},'then':{'level':'high'}}")),
              "field_missing /tree");
    EXPECT_EQ(faults_of(with_tree(
                  "{'if':{'item':'a','is':'yes'},'then':{'level':'top'},'else':{'level':'low'}}")),
              "name_unknown /tree/then/level");
    EXPECT_EQ(faults_of(with_tree("{'level':'low','then':{'level':'low'}}")).substr(0, 19),
              "field_unknown /tree");
}

TEST(Tree, AndLevelFromExcludeEachOther) {
    EXPECT_EQ(faults_of(plain().with("tree", "{'level':'low'}")), "fields_exclude /tree");
}

TEST(Overrides, NameTheRolesThatMayDecide) {
    const auto in =
        plain()
            .with("overrides", "{'roles':['supervisor'],'up':1,'down':2,'longest':'P3M'}")
            .read();
    EXPECT_EQ(in->overrides->roles, std::vector<std::string>{"supervisor"});
    EXPECT_EQ(in->overrides->up, 1);
    EXPECT_EQ(in->overrides->down, 2);
    EXPECT_EQ(in->overrides->longest, (duration{3, 0}));
    EXPECT_EQ(plain().with("overrides", "{'roles':['supervisor']}").read()->overrides->up, 0);
    EXPECT_EQ(faults_of(plain().with("overrides", "{'roles':[]}")), "list_empty /overrides/roles");
    EXPECT_EQ(faults_of(plain().with("overrides", "{'roles':['s'],'up':-1}")),
              "number_not_whole /overrides/up");
}

TEST(Levels, AreNeededByRulesTreesOverridesCutsAndLevelFrom) {
    const auto told = [](std::string_view name, std::string_view value) {
        return faults_of(form{}.fixed("a").scale("s", "sum", {points("a")}).with(name, value));
    };
    EXPECT_EQ(told("rules", "[{'id':'r','if':{'plan':'active'},'then':{'set':'low'}}]"),
              "levels_missing /rules");
    EXPECT_EQ(told("rules", "[]"), "no fault");
    EXPECT_EQ(told("tree", "{'level':'low'}"), "levels_missing /tree");
    EXPECT_EQ(told("overrides", "{'roles':['s']}"), "levels_missing /overrides");
    EXPECT_EQ(told("level_from", "['s']"), "levels_missing /level_from");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {points("a")}, low_cuts)),
              "levels_missing /scales/0/cuts");
    EXPECT_EQ(faults_of(form{}.fixed("a").scale("s", "sum", {points("a")})),
              "no fault"); // values alone
}

} // namespace
